"""Stand-ins for what a test can't press: native dialogs and questions that wait for a person."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from services.errors import DomainError
from ui.feedback import Feedback


class RecordingFeedback(Feedback):
    """Answer questions as told beforehand, and remember what was said."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.said: list[str] = []
        self.errors: list[BaseException] = []
        self.questions: list[str] = []
        self.answer = True
        self.save_path: Path | None = None
        self.open_paths: list[Path] = []
        self.folder: Path | None = None

    def saved(self, text: str, action_text: str = "", action: Callable[[], None] | None = None) -> None:
        self.said.append(text)
        super().saved(text, action_text, action)

    def notice(self, text: str, tone: str = "info") -> None:
        self.said.append(text)

    def confirm(self, title: str, text: str = "", *, yes: str, no: str = "", danger: bool = False) -> bool:
        self.questions.append(title)
        return self.answer

    def error(self, error: BaseException) -> None:
        self.errors.append(error)
        if not isinstance(error, DomainError):
            raise error

    def bug(self, error: BaseException) -> str:
        raise error

    def ask_save_path(self, title: str, suggested: str, filters: str) -> Path | None:
        return self.save_path

    def ask_open_paths(self, title: str, filters: str) -> list[Path]:
        return self.open_paths

    def ask_folder(self, title: str) -> Path | None:
        return self.folder
