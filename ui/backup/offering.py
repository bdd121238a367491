"""The ways back that are offered where the data can't be opened."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from services.backup.naming import moment_of
from services.backup.restoring import newest_good_copy
from ui.feedback import Feedback
from ui.formatting import format_moment

Action = tuple[str, str, Callable[[], None]]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Offering", text)


def ask_copy(feedback: Feedback) -> Path | None:
    """Ask for the file of a copy; None when the person turns back."""
    paths = feedback.ask_open_paths(_tr("เลือกไฟล์ชุดสำรอง"), _tr("ชุดสำรอง (*.db);;ทุกไฟล์ (*)"))
    return paths[0] if paths else None


def restore_from_file(feedback: Feedback, restore: Callable[[Path], None]) -> Action:
    """Return a button that goes back to a file chosen."""

    def choose() -> None:
        if (source := ask_copy(feedback)) is not None:
            restore(source)

    return (_tr("กู้จากไฟล์อื่น…"), "", choose)


def restore_actions(folder: Path, feedback: Feedback, restore: Callable[[Path], None]) -> list[Action]:
    """Return buttons that go back to the newest good copy, where one is found, and to a file chosen."""
    actions: list[Action] = []
    newest = newest_good_copy(folder)
    if newest is not None and (made := moment_of(newest)) is not None:
        text = _tr("กู้จากชุดสำรองล่าสุด {moment}").format(moment=format_moment(made))
        actions.append((text, "rotate-ccw", lambda: restore(newest)))
    return [*actions, restore_from_file(feedback, restore)]
