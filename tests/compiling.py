"""Statements are compiled once for a whole run of tests, not once for each office that a test opens.

SQLAlchemy keeps what it compiles with the engine, and an engine is what opening an office makes: half of a
test's time went into compiling the same statements again. A program opens one office, with nothing to share.
"""

from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

_SIZE = 4000
_shared: dict[type[Dialect], LRUCache] = {}  # type: ignore[type-arg]


def share() -> None:
    """Let all engines of one dialect, which are all made alike here, share what is compiled."""
    Engine._compiled_cache = property(_of, lambda _engine, _own: None)  # type: ignore[assignment]
    # A compiled statement is found again by its dialect among other things.
    DefaultDialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign, assignment]
    DefaultDialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign, assignment]


def _of(engine: Engine) -> "LRUCache":  # type: ignore[type-arg]
    return _shared.setdefault(type(engine.dialect), LRUCache(_SIZE))
