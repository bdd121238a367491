"""A case that nobody in the office may decide on: whom it goes to, and what the superior decided."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from services.accounts.accounts import Accounts, Colleague
from services.complaints.reading import CaseDetail
from services.complaints.superior import Superior, SuperiorDecision, SuperiorDetail
from services.flowchart.definition import Field
from services.office.codes import choices
from services.office.facts import OfficeFacts
from services.permissions import Actor
from ui.case.dialogs import ActionDialog
from ui.case.parts import CasePart
from ui.case.step_fields import officers_for
from ui.desk import Desk
from ui.theme import Space
from ui.widgets.dates import ThaiDateEdit
from ui.widgets.fields import FormField
from ui.widgets.labels import ThaiLabel, plain_button

YES_NO = {"yes": True, "no": False}


class SuperiorPart(CasePart):
    """Show that a case goes to the superior, with a button to enter the decision."""

    def __init__(self, desk: Desk, superior: Superior, accounts: Accounts) -> None:
        super().__init__()
        self.title = self.tr("เสนอผู้บังคับบัญชาเหนือขึ้นไป")
        self.dialog: ActionDialog | None = None
        self._desk, self._superior, self._accounts = desk, superior, accounts
        self._detail: CaseDetail | None = None
        self._facts: OfficeFacts | None = None
        self._known = SuperiorDetail(needed=False)
        self._colleagues: tuple[Colleague, ...] = ()
        self._widget = QWidget()
        self.text = ThaiLabel("")
        self.button = plain_button(self.tr("บันทึกคำสั่งของผู้บังคับบัญชาเหนือขึ้นไป"), "pencil")
        self.button.clicked.connect(lambda _on=False: self.record())
        column = QVBoxLayout(self._widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.text)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def widget(self) -> QWidget:
        """Return the sentence and its button."""
        return self._widget

    def load(self, actor: Actor, complaint_id: int) -> Any:
        """Read whether the case goes to the superior."""
        found = self._superior.read_superior(actor, complaint_id)
        return found, tuple(self._accounts.list_colleagues(actor)) if found.waits else ()

    def show_case(self, detail: CaseDetail, facts: OfficeFacts, loaded: Any) -> bool:
        """Say whom the case goes to."""
        self._detail, self._facts = detail, facts
        self._known, self._colleagues = loaded
        self.text.setText(self._sentence())
        self.button.setVisible(self._known.waits)
        return bool(self._known.needed)

    def record(self) -> None:
        """Ask what the superior decided, and by which letter."""
        detail, facts = self._detail, self._facts
        if detail is None or facts is None or detail.current_step is None:
            return
        actor, service, step = self._desk.actor, self._superior, detail.current_step
        asks = [ask for ask in step.asks if ask.is_asked(detail.facts) and self._is_asked(ask.field, detail)]
        fields = {ask.field: detail.chart.fields[ask.field] for ask in asks}

        def carry(values: dict[str, Any], command: str) -> Any:
            assert self._detail is not None  # noqa: S101 - the dialog is of a loaded case
            answers = {name: _answer(kind, values[name]) for name, kind in fields.items()}
            decided = SuperiorDecision(
                complaint_id=self._detail.id,
                version=self._detail.version,
                step=step.code,
                superior=values["superior"],
                reference=values["reference"],
                letter_date=values["letter_date"],
                answers=answers,
                note=values["note"],
            )
            return service.record_superior_decision(actor, decided, command)

        dialog = ActionDialog(
            self._desk,
            self.tr("บันทึกคำสั่งของผู้บังคับบัญชาเหนือขึ้นไป"),
            self.tr("บันทึก"),
            carry,
            text=self.tr("ขั้นตอน “{step}”").format(step=step.name),
            on_reload=self.changed.emit,
            parent=self._widget.window(),
        )
        self._letter(dialog)
        for name, kind in fields.items():
            self._ask(dialog, name, kind, facts, detail)
        dialog.add_text("note", self.tr("สาระของคำสั่ง"), lines=2)
        dialog.done_with.connect(lambda _result: self._finished())
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _sentence(self) -> str:
        known = self._known
        named = self.tr("ตามที่ตั้งค่าไว้ ได้แก่ {who}").format(who=known.superior)
        who = named if known.superior else " " + self.tr("(ยังไม่ได้ระบุชื่อในการตั้งค่า)")
        if known.about_head:
            text = self.tr("เรื่องนี้กล่าวถึงคลังจังหวัด โปรดเสนอผู้บังคับบัญชาเหนือขึ้นไป{who}")
        else:
            text = self.tr("เรื่องนี้กล่าวถึงผู้บังคับบัญชาทุกคนในสำนักงาน โปรดเสนอผู้บังคับบัญชาเหนือขึ้นไป{who}")
        return text.format(who=who)

    def _is_asked(self, name: str, detail: CaseDetail) -> bool:
        """Ask for what the step can't do without; the rest can be written in the note."""
        step = detail.current_step
        assert step is not None  # noqa: S101 - asked for a step in hand
        known = {**detail.facts, "kind": detail.kind}
        return any(ask.field == name and ask.is_required(known) for ask in step.asks)

    def _letter(self, dialog: ActionDialog) -> None:
        superior, reference = QLineEdit(self._known.superior), QLineEdit()
        dialog.add_field("superior", FormField(self.tr("ผู้สั่งการ"), superior, required=True), superior.text)
        number = FormField(self.tr("เลขที่หนังสือ"), reference, required=True)
        dialog.add_field("reference", number, reference.text)
        day = ThaiDateEdit(lambda: self._desk.clock.now().date())
        dialog.add_field("letter_date", FormField(self.tr("ลงวันที่"), day, required=True), day.date)

    def _ask(
        self, dialog: ActionDialog, name: str, kind: Field, facts: OfficeFacts, detail: CaseDetail
    ) -> None:
        if kind.type == "user":
            dialog.add_combo(name, kind.label, officers_for(detail, self._colleagues))
        elif kind.type == "yes_no":
            dialog.add_segments(name, kind.label, [("yes", self.tr("ใช่")), ("no", self.tr("ไม่ใช่"))])
        elif kind.type == "choice":
            dialog.add_combo(name, kind.label, _offered(kind, facts))
        else:
            dialog.add_text(name, kind.label, lines=2)

    def _finished(self) -> None:
        self._desk.feedback.saved(self.tr("บันทึกคำสั่งแล้ว"))
        self.changed.emit()


def _offered(kind: Field, facts: OfficeFacts) -> list[tuple[str, str]]:
    if kind.items:
        return list(kind.items)
    if kind.list in ("levels", "categories"):
        return [(item.code, item.name) for item in getattr(facts, kind.list).all if item.active]
    return list(choices(kind.list))


def _answer(kind: Field, value: Any) -> Any:
    if kind.type == "yes_no":
        return YES_NO.get(value or "")
    if kind.type == "user":
        return int(value) if value else None
    return value
