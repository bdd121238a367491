"""Dialogs of destruction: why a case is kept, and what the signed paper says."""

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from services.privacy.destruction import Destruction, Signed
from services.privacy.lists import DestructionItemRow, DestructionListRow
from ui.case.dialogs import ActionDialog
from ui.desk import Desk
from ui.error_messages import field_error_text
from ui.widgets.dates import ThaiDateEdit
from ui.widgets.fields import FormField


def _tr(text: str) -> str:
    return QCoreApplication.translate("Privacy", text)


class KeepDialog(ActionDialog):
    """Ask why the committee keeps a case."""

    def __init__(
        self, desk: Desk, destruction: Destruction, item: DestructionItemRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            desk,
            _tr("ให้เก็บเรื่องเลขรับ {number} ไว้").format(number=item.number),
            _tr("ให้เก็บไว้"),
            lambda values, command: destruction.keep_item(desk.actor, item.id, True, values["note"], command),
            parent=parent,
        )
        self.note = self.add_text("note", _tr("เหตุผลที่ให้เก็บไว้"))
        self.field("note").set_help(_tr("พิมพ์ในบัญชี โปรดไม่ระบุชื่อบุคคล"))


class SignedDialog(ActionDialog):
    """Ask for what the signed paper says: the day, the committee, the reference."""

    def __init__(
        self, desk: Desk, destruction: Destruction, row: DestructionListRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            desk,
            _tr("บันทึกการลงนามของคณะกรรมการ"),
            _tr("บันทึกการลงนาม"),
            self._record,
            text=_tr("เมื่อบันทึกแล้วจะแก้ไขรายการในบัญชีไม่ได้ และจึงดำเนินการทำลายได้"),
            parent=parent,
        )
        self._destruction = destruction
        self._row = row
        self._on = desk.clock.now().date()
        self.day = ThaiDateEdit(lambda: desk.clock.now().date())
        self.day.set_date(self._on)
        self._add("signed_on", FormField(_tr("วันที่ลงนาม"), self.day, required=True), self.day.text)
        self.committee = self.add_text("committee", _tr("รายชื่อคณะกรรมการ"))
        self.field("committee").set_help(_tr("ประธานและกรรมการอย่างน้อย 2 คน"))
        self.reference = self.add_text("reference", _tr("คำสั่งแต่งตั้งและหนังสืออนุมัติ"), lines=1)

    def submit(self) -> None:
        """Record the signature, once the day can be read."""
        error = self.day.error()
        if error is not None:
            self.field("signed_on").set_error(field_error_text(error))
            self.field("signed_on").focus_editor()
            return
        self._on = self.day.date() or self._on
        super().submit()

    def _record(self, values: dict[str, Any], command: str) -> None:
        signed = Signed(self._on, values["committee"], values["reference"])
        self._destruction.record_signed(self._desk.actor, self._row.id, self._row.version, signed, command)
