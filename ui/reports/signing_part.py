"""Where a month stands: open, over and not signed, or signed and what changed since."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services.documents.catalogue import PaperRequest
from services.documents.making import PaperMaking
from services.documents.monthly_memo import MemoDraft
from services.documents.single_papers import MadePaper
from services.permissions import SUPERVISORS
from services.signing.sign_off import MonthSigning, Signing, SignOffMonth
from services.thai.dates import bangkok_date
from services.unit_of_work import new_command_id
from ui.case.dialogs import ActionDialog
from ui.desk import Desk
from ui.formatting import format_long
from ui.reports.document_window import DocumentWindow
from ui.theme import Space
from ui.widgets.labels import StatusChip, ThaiLabel, plain_button

# The memo as it stands in the form, and whether it is printed.
MemoShown = Callable[[], tuple[MemoDraft | None, bool]]


def _tr(text: str) -> str:
    return QCoreApplication.translate("SigningPart", text)


class SigningPart(QFrame):
    """Say whether a month is signed, let a supervisor sign it, and open what changed since."""

    signed = Signal()

    def __init__(
        self,
        desk: Desk,
        signing: Signing,
        making: PaperMaking,
        memo_shown: MemoShown,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk = desk
        self._signing = signing
        self._making = making
        self._memo_shown = memo_shown
        self._standing: MonthSigning | None = None
        self._opening = False
        self.chip = StatusChip()
        self.text = ThaiLabel("", "muted")
        self.sign_button = plain_button(self.tr("รับรองข้อมูลประจำเดือน"), "shield-check")
        self.changes_button = plain_button(self.tr("ดูสิ่งที่เปลี่ยนหลังรับรอง"), "history")
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.sign_button)
        buttons.addWidget(self.changes_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.chip)
        column.addWidget(self.text)
        column.addLayout(buttons)
        self.sign_button.clicked.connect(self.ask_to_sign)
        self.changes_button.clicked.connect(self.show_changes)
        self.hide()

    def show_standing(self, standing: MonthSigning | None) -> None:
        """Show where a month stands; nothing for one that is not over yet."""
        self._standing = standing
        self.setVisible(standing is not None and (standing.over or standing.signed is not None))
        if standing is None:
            return
        signed = standing.signed
        held = self.window().focusWidget() is self.sign_button
        supervisor = bool(self._desk.actor.roles & SUPERVISORS)
        self.sign_button.setVisible(signed is None and supervisor)
        self.changes_button.setVisible(signed is not None)
        if held and signed is not None:  # the keyboard stays where the month was signed
            self.changes_button.setFocus()
        if signed is None:
            self.chip.set_state(self.tr("ยังไม่ได้รับรอง"), "neutral")
            who = self.tr("เมื่อรับรองแล้ว ตัวเลขและเอกสารของเดือนนี้จะคงเดิม")
            self.text.setText(who if supervisor else self.tr("หัวหน้าฝ่าย/หัวหน้ากลุ่มงานเป็นผู้รับรอง"))
            return
        day = format_long(bangkok_date(signed.signed_at))
        self.chip.set_state(self.tr("รับรองแล้ว {date}").format(date=day), "success")
        said = [" ".join((self.tr("ผู้รับรอง"), signed.signer_name, signed.signer_position))]
        if signed.note:
            said.append(signed.note)
        if standing.changes:
            said.append(
                self.tr(
                    "มีรายการแก้ไขหลังรับรอง {count} รายการ ตัวเลขในหน้านี้อ่านจากข้อมูลปัจจุบัน ตัวเลขที่รับรองอยู่ในเอกสาร"
                ).format(count=f"{standing.changes:,}")
            )
        else:
            said.append(self.tr("ไม่มีรายการแก้ไขหลังรับรอง"))
        self.text.setText("\n".join(" ".join(line.split()) for line in said))

    def ask_to_sign(self) -> None:
        """Ask before a month is signed: what stays as it is, and what is still doubtful."""
        standing = self._standing
        if standing is None or standing.signed is not None:
            return
        memo, included = self._memo_shown()
        dialog = SignDialog(self._desk, self._signing, standing, memo, included, self.window())
        dialog.done_with.connect(lambda _signed: self._tell_signed())
        dialog.open()

    def show_changes(self) -> None:
        """Open what changed since the month was signed."""
        if self._standing is None or self._opening:
            return
        self._opening = True
        actor, request, command = (
            self._desk.actor,
            PaperRequest(month=self._standing.month),
            new_command_id(),
        )
        self._desk.runner.write(
            lambda: self._making.make_paper(actor, "changed-since", request, command),
            self._open,
            self._desk.feedback.error,
            owner=self,
            on_finally=self._opened,
        )

    def _open(self, paper: MadePaper) -> None:
        DocumentWindow(paper.content, paper.name, paper.name, self._desk.feedback, self.window()).open()

    def _opened(self) -> None:
        self._opening = False

    def _tell_signed(self) -> None:
        self._desk.feedback.saved(self.tr("รับรองข้อมูลแล้ว"))
        self.signed.emit()


class SignDialog(ActionDialog):
    """Ask before a month is signed."""

    def __init__(
        self,
        desk: Desk,
        signing: Signing,
        standing: MonthSigning,
        memo: MemoDraft | None,
        included: bool,
        parent: QWidget | None = None,
    ) -> None:
        month = standing.month
        super().__init__(
            desk,
            _tr("รับรองข้อมูลประจำเดือน{month}").format(month=month.be_label),
            _tr("รับรองข้อมูล"),
            lambda values, command: signing.sign_off_month(
                desk.actor,
                SignOffMonth(month, memo=memo, include_memo=included, note=values["note"] or ""),
                command,
            ),
            text=_sign_text(standing, included),
            parent=parent,
        )
        self.note = self.add_line("note", _tr("บันทึกประกอบการรับรอง"))
        self.field("note").set_help(_tr("ไม่บังคับ พิมพ์ท้ายรายงาน โปรดไม่ระบุชื่อบุคคลในเรื่องร้องเรียน"))


def _sign_text(standing: MonthSigning, included: bool) -> str:
    """Return what stays as it is from now on, and what is doubtful still."""
    lines = [
        _tr("ตัวเลข รายการเรื่อง และเอกสารของเดือนนี้จะคงเดิมและเรียกดูได้ตามที่รับรอง รับรองแล้วยกเลิกไม่ได้"),
        _tr("สิ่งที่เปลี่ยนภายหลังจะแสดงในรายงานฉบับถัดไปเป็นรายการแก้ไขหลังรับรอง"),
        _tr("เอกสารมีบันทึกข้อความนำส่งตามที่พิมพ์ไว้") if included else _tr("เอกสารไม่มีบันทึกข้อความนำส่ง"),
    ]
    doubts = [
        _tr("ยังไม่จำแนก {count} เรื่อง").format(count=standing.unscreened) if standing.unscreened else "",
        _tr("ยังไม่กำหนดระดับ {count} เรื่อง").format(count=standing.without_level)
        if standing.without_level
        else "",
        _tr("ยังไม่มีผู้ยืนยันวันหยุดราชการปี {years}").format(years=", ".join(map(str, standing.unconfirmed_years)))
        if standing.unconfirmed_years
        else "",
    ]
    if any(doubts):
        lines += ["", _tr("โปรดตรวจสอบก่อนรับรอง:"), *(f"• {doubt}" for doubt in doubts if doubt)]
    return "\n".join(lines)
