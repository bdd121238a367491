"""Let a supervisor into a confidential case whose readers are away: by its number, with a reason."""

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from services.complaints.readers import CaseReaders
from ui.case.dialogs import ActionDialog
from ui.desk import Desk
from ui.widgets.labels import plain_button


class ConfidentialClaim(QObject):
    """Ask for a case's number and a reason, and open the case once the supervisor is a reader of it."""

    def __init__(self, desk: Desk, readers: CaseReaders, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._readers, self._page = desk, readers, parent
        self.dialog: ActionDialog | None = None
        self.button = plain_button(self.tr("ขอเข้าดูเรื่องลับ (ระบุเหตุผล)"), "lock")
        self.button.clicked.connect(lambda _on=False: self.ask())

    def ask(self) -> None:
        """Ask which case, and why."""
        actor, readers = self._desk.actor, self._readers

        def carry(values: dict[str, Any], command: str) -> int:
            return readers.claim_confidential(actor, values["number"], values["reason"], command)

        dialog = ActionDialog(
            self._desk,
            self.tr("ขอเข้าดูเรื่องลับ"),
            self.tr("ขอเข้าดู"),
            carry,
            text=self.tr(
                "ใช้เมื่อผู้มีสิทธิดูลาหรือไม่อยู่ ท่านจะมีชื่อเป็นผู้มีสิทธิดู ชื่อและเหตุผลจะอยู่ในประวัติของเรื่องและในบันทึกการทำงาน"
            ),
            parent=self._page.window(),
        )
        dialog.add_line("number", self.tr("เลขรับ"), required=True)
        dialog.add_text("reason", self.tr("เหตุผล"), lines=2)
        dialog.done_with.connect(self._open_case)
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _open_case(self, complaint_id: int) -> None:
        self._desk.feedback.saved(self.tr("ท่านมีชื่อเป็นผู้มีสิทธิดูเรื่องนี้แล้ว"))
        self._desk.navigate("case", complaint_id=complaint_id)
