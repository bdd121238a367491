"""Talking to the person: questions, notices, errors. The only place that opens message boxes."""

import logging
import platform
import secrets
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from services.errors import DomainError
from ui.error_messages import sentence
from ui.error_text import ErrorText
from ui.icons import pixmap
from ui.theme import Space, set_style_property
from ui.widgets.banner import Toast
from ui.widgets.labels import ThaiLabel, heading

_log = logging.getLogger(__name__)


MARKS = {
    QMessageBox.Icon.Information: ("info", "accent"),
    QMessageBox.Icon.Question: ("circle-question-mark", "accent"),
    QMessageBox.Icon.Warning: ("triangle-alert", "warning"),
}


class Feedback(QObject):
    """Tell and ask on behalf of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._toast = Toast(window)
        self._held: list[Callable[[], object]] | None = None

    def hold(self) -> None:
        """Tell nothing from now on, and answer no to what is asked: the session is locked."""
        self._held = []

    def release(self, *, tell: bool = True) -> None:
        """Tell what was held back, and tell again from now on."""
        held, self._held = self._held or [], None
        for said in held if tell else ():
            said()

    def saved(self, text: str, action_text: str = "", action: Callable[[], None] | None = None) -> None:
        """Say in passing that something went well."""
        if self._held is not None:
            self._held.append(lambda: self.saved(text, action_text, action))
            return
        self._toast.show_text(text, "success", action_text, action)

    def notice(self, text: str, tone: str = "info") -> None:
        """Say something in passing."""
        if self._held is not None:
            self._held.append(lambda: self.notice(text, tone))
            return
        self._toast.show_text(text, tone)

    def hide_notice(self) -> None:
        """Take the passing notice away, as when somebody else logs in."""
        self._toast.close_banner()

    def confirm(self, title: str, text: str = "", *, yes: str, no: str = "", danger: bool = False) -> bool:
        """Ask before doing something; the buttons say what they do. Esc means no."""
        if self._held is not None:
            return False
        box = self._box(title, text, QMessageBox.Icon.Warning if danger else QMessageBox.Icon.Question)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        reject = box.addButton(
            no or QCoreApplication.translate("Feedback", "ยกเลิก"), QMessageBox.ButtonRole.RejectRole
        )
        set_style_property(accept, "kind", "danger" if danger else "primary")
        box.setDefaultButton(reject if danger else accept)
        box.setEscapeButton(reject)
        _ask(box)
        return box.clickedButton() is accept

    def error(self, error: BaseException) -> None:
        """Say what went wrong, what was kept and what to do; a mistake of ours gets a reference number."""
        if not isinstance(error, DomainError):
            self.bug(error)
            return
        if self._held is not None:
            self._held.append(lambda: self.error(error))
            return
        said = sentence(error)
        box = self._box(said.title, _paragraph(said), QMessageBox.Icon.Warning)
        box.addButton(QCoreApplication.translate("Feedback", "ตกลง"), QMessageBox.ButtonRole.AcceptRole)
        _ask(box)

    def bug(self, error: BaseException) -> str:
        """Say that the program made a mistake; return its reference number."""
        reference = new_reference()
        details = bug_details(reference, error)
        _log.error("unexpected error %s\n%s", reference, details)
        if self._held is None:
            _ask(BugDialog(reference, details, self._window))
        else:
            self._held.append(lambda: _ask(BugDialog(reference, details, self._window)))
        return reference

    def ask_save_path(self, title: str, suggested: str, filters: str) -> Path | None:
        """Ask where to save a file; None when the person turns back."""
        if self._held is not None:
            return None
        chosen, _filter = QFileDialog.getSaveFileName(self._window, title, suggested, filters)
        return Path(chosen) if chosen else None

    def ask_open_paths(self, title: str, filters: str) -> list[Path]:
        """Ask for files to read."""
        if self._held is not None:
            return []
        chosen, _filter = QFileDialog.getOpenFileNames(self._window, title, "", filters)
        return [Path(name) for name in chosen]

    def ask_folder(self, title: str) -> Path | None:
        """Ask for a folder; None when the person turns back."""
        if self._held is not None:
            return None
        chosen = QFileDialog.getExistingDirectory(self._window, title)
        return Path(chosen) if chosen else None

    def _box(self, title: str, text: str, mark: QMessageBox.Icon) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setWindowTitle(
            QCoreApplication.applicationName() or QCoreApplication.translate("Feedback", "รับเรื่อง")
        )
        box.setIcon(mark)
        name, tone = MARKS[mark]
        box.setIconPixmap(pixmap(name, 32, tone, self._window.devicePixelRatioF()))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_broken(title))
        box.setInformativeText(_broken(text))
        return box


def _ask(dialog: QDialog) -> int:
    """Show a dialog until it is answered; what it holds can be read until the event loop goes on."""
    answer = dialog.exec()
    dialog.deleteLater()  # The window would keep every dialog ever shown.
    return answer


def _broken(text: str) -> str:
    from services.thai.words import with_zero_width_spaces

    return with_zero_width_spaces(text) if text else ""


def _paragraph(said: ErrorText) -> str:
    return "\n".join(part for part in (said.kept, said.next) if part)


def new_reference() -> str:
    """Return a short number under which a mistake can be found in the log."""
    return secrets.token_hex(3).upper()


def bug_details(reference: str, error: BaseException) -> str:
    """Return what a developer needs: kinds and places, never messages or values, which may name people."""
    return "\n".join(
        [
            f"reference: {reference}",
            f"python {platform.python_version()}, qt {qVersion()}, {sys.platform}",
            error_places(error),
        ]
    )


def error_places(error: BaseException) -> str:
    """Return the kinds of an error and of those behind it, with the places in the code, and nothing else."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        code = f" {current.code}" if isinstance(current, DomainError) else ""
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}{code}")
        lines.extend(
            f"  {'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        )
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


class BugDialog(QDialog):
    """Own up to a mistake of the program, with details to copy."""

    def __init__(self, reference: str, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(QCoreApplication.translate("Feedback", "โปรแกรมทำงานผิดพลาด"))
        self.setMinimumWidth(520)
        self._details = details
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(
            heading(
                QCoreApplication.translate("Feedback", "โปรแกรมทำงานผิดพลาด เลขอ้างอิง {number}").format(
                    number=reference
                )
            )
        )
        text = QCoreApplication.translate(
            "Feedback",
            "ข้อมูลที่บันทึกแล้วไม่เสียหาย และท่านทำงานต่อได้ หากเกิดซ้ำ โปรดคัดลอกรายละเอียดนี้ส่งให้ผู้ดูแลระบบ (ไม่มีข้อมูลส่วนบุคคล)",
        )
        column.addWidget(ThaiLabel(text))
        shown = QPlainTextEdit(details)
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setAccessibleName(QCoreApplication.translate("Feedback", "รายละเอียดข้อผิดพลาด"))
        shown.setFixedHeight(150)
        column.addWidget(shown)
        buttons = QDialogButtonBox()
        self.copy_button = buttons.addButton(
            QCoreApplication.translate("Feedback", "คัดลอกรายละเอียด"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copy_button.clicked.connect(self._copy)
        close = buttons.addButton(
            QCoreApplication.translate("Feedback", "ทำงานต่อ"), QDialogButtonBox.ButtonRole.RejectRole
        )
        close.setProperty("kind", "primary")
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
