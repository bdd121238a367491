"""What a page of the program is, before it is built."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class PageSpec:
    """Describe a place in the program; the factory builds its page on the first visit.

    A page may have `open(**params)`, `refresh()`, `may_leave() -> bool` and a signal `title_changed(str)`.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[], QWidget]
    roles: frozenset[str] = frozenset()
    shortcut: str = ""
    group: str = ""
    in_rail: bool = True
    scroll: bool = False
