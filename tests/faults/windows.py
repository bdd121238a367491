"""The real window on an office, driven by a person, with what pops up read and answered."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QPlainTextEdit

from models.moments import BANGKOK
from services.clock import SetClock
from services.complaints.register import RegisterFilter, RegisterRow
from services.demo.office import PASSWORD
from ui.app import create_app
from ui.feedback import BugDialog
from ui.program import Program
from ui.tasks import TaskRunner
from ui.tour.driver import Driver

MOMENT = datetime(2026, 4, 10, 9, 30, tzinfo=BANGKOK)
NAME, PHONE, STORY = "ชื่อ–นามสกุล", "หมายเลขโทรศัพท์", "รายละเอียด (เกิดอะไรขึ้น)"
TYPED = "รอรับบริการนานเกือบสองชั่วโมง และไม่มีใครบอกเหตุผล"
ZERO_WIDTH_SPACE = "\u200b"


class Window:
    """Hold a window opened on a folder; dialogs are read and answered with the first button."""

    def __init__(self, folder: Path, clock: SetClock | None = None, password: str = PASSWORD) -> None:
        create_app(dark=False)
        self.folder = folder
        self.clock = clock or SetClock(MOMENT)
        self._password = password
        self.program = Program(folder, self.clock, TaskRunner(), None)
        self.crashes: list[BaseException] = []
        self.told: list[str] = []
        self.bugs: list[str] = []
        self.answers: dict[str, str] = {}  # what to press, by what a question says
        self.program.runner.crashed.connect(self.crashes.append)
        self._watch = QTimer()
        self._watch.setInterval(10)
        self._watch.timeout.connect(self._answer)
        self._watch.start()
        self.program.open_office()
        self.program.window.show()
        self.driver = Driver(self.program.window, self.program.runner)
        self.driver.settle()

    def text(self) -> str:
        """Return what can be read in the window."""
        return self.driver.text_shown()

    def log_in(self, login: str = "front") -> None:
        """Log somebody in."""
        self.try_log_in(login)
        self.driver.wait_for(lambda: self.program.window.current_key() == "home")
        self.driver.settle()

    def try_log_in(self, login: str) -> None:
        """Type a login and its password."""
        self.driver.type_into("ชื่อผู้ใช้", login)
        self.driver.type_into("รหัสผ่าน", self._password)
        self.driver.key("Return")
        self.driver.settle()

    def type_complaint(self, story: str = TYPED) -> None:
        """Fill the walk-in form with the least."""
        self.driver.key("F2")
        self.driver.type_into(NAME, "ตัวอย่าง รักถิ่น")
        self.driver.type_into(STORY, story)

    def story(self) -> str:
        """Return what stands in the form's story."""
        field: Any = self.driver.field(STORY)
        inner = getattr(field, "edit", field)
        return str(inner.toPlainText())

    def save(self) -> None:
        """Press the key that saves."""
        self.driver.key("F9")

    def register(self) -> list[RegisterRow]:
        """Return every complaint there is, asked of the services beside the window."""
        services = self.program.services
        actor = services.accounts.log_in("supervisor", self._password)
        return services.register.list_complaints(actor, RegisterFilter(), limit=1000)

    def numbers_of(self, story: str = TYPED) -> list[str]:
        """Return the numbers of the complaints with a story."""
        return [row.number for row in self.register() if row.detail == story]

    def wait_for(self, seen: Callable[[], bool]) -> None:
        """Wait until something shows."""
        self.driver.wait_for(seen)

    def close(self) -> None:
        """Close the window and let go of the office."""
        if not self._watch.isActive():
            return
        self._watch.stop()
        self.program.close()
        self.program.window.deleteLater()

    def _answer(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, BugDialog):
            self.bugs.append(dialog.findChild(QPlainTextEdit).toPlainText())
            dialog.reject()
        elif isinstance(dialog, QMessageBox):
            self.told.append(f"{dialog.text()} {dialog.informativeText()}".replace(ZERO_WIDTH_SPACE, ""))
            wanted = next((says for part, says in self.answers.items() if part in self.told[-1]), "")
            found = [button for button in dialog.buttons() if button.text() == wanted]
            (found or dialog.buttons())[0].click()
        elif isinstance(dialog, QDialog) and dialog.isVisible() and not dialog.property("seen"):
            dialog.setProperty("seen", True)
            self.told.append(" ".join(label.text() for label in dialog.findChildren(QLabel)))
