"""The parts that every intake form is arranged from: where from, when, who, what."""

from collections.abc import Callable
from datetime import datetime, time

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from services.complaints.validation import LIMITS
from services.office.codes import choices
from services.office.facts import OfficeFacts
from services.thai.contacts import check_thai_id
from ui.intake.parts import FormPart
from ui.intake.typed import offer_choices
from ui.widgets.choices import ChoiceCombo, SegmentedChoice
from ui.widgets.dates import ThaiDateEdit, TimeEdit
from ui.widgets.phone import PhoneEdit
from ui.widgets.text_area import TextArea

# Received on an earlier day at a time nobody knows: the office's day began then.
OFFICE_OPENS = time(8, 30)


def _tr(text: str) -> str:
    return QCoreApplication.translate("IntakeSections", text)


class ReceivedPart(FormPart):
    """Ask where a complaint came from and when; by default now."""

    def __init__(self, now: Callable[[], datetime], *, choose_channel: bool, written: bool) -> None:
        super().__init__()
        self._now = now
        self._recorded: datetime | None = None
        self.channel = ChoiceCombo()
        self.sub_channel = ChoiceCombo(allow_none=True)
        self.date = ThaiDateEdit(lambda: now().date())
        self.time = TimeEdit()
        self._channel = self.field("channel", self.tr("ช่องทาง"), self.channel, required=True)
        self._sub_channel = self.field("sub_channel", self.tr("ช่องทางย่อย"), self.sub_channel)
        received_date = self.field("received_date", self.tr("วันที่รับเรื่อง"), self.date, required=True)
        received_time = self.field("received_time", self.tr("เวลา"), self.time)
        self.time.textChanged.connect(self._explain_time)
        self.add_row(self._channel, self._sub_channel)
        self._channel.setVisible(choose_channel)
        if written:
            wrote = ThaiDateEdit(lambda: now().date())
            help_text = self.tr("ตามที่ผู้ร้องเรียนเขียนไว้ (ถ้ามี)")
            on_paper = self.field("written_date", self.tr("วันที่ในเอกสาร"), wrote, help_text=help_text)
            self.add_row(received_date, received_time, on_paper, stretches=(3, 2, 3))
        else:
            self.add_row(received_date, received_time)
        self.channel.codeChanged.connect(lambda _code: self._offer_sub_channels())
        self._facts: OfficeFacts | None = None
        self._kept: frozenset[str] = frozenset()

    def offer(self, facts: OfficeFacts, codes: list[str], kept: frozenset[str] = frozenset()) -> None:
        """Offer channels by their codes, and choose the only one; those kept may be out of use."""
        self._facts, self._kept = facts, kept
        found = [facts.channels.code(code) for code in codes]
        offer_choices(self.channel, [(item.code, item.name) for item in found if item is not None])
        if len(codes) == 1 and self.channel.code() is None:
            self.channel.set_code(codes[0])
        self._channel.setVisible(len(codes) > 1 or not self._channel.isHidden())
        self._offer_sub_channels()

    def set_now(self) -> None:
        """Put in this moment as received."""
        now = self._now()
        self.date.set_date(now.date())
        self.time.set_time(now.time())

    def fix(self, moment: datetime) -> None:
        """Put in a moment that is not for changing here."""
        self.date.set_date(moment.date())
        self.time.set_time(moment.time())
        self.date.set_read_only(True)
        self.time.setReadOnly(True)

    def keep(self, moment: datetime) -> None:
        """Take the moment as it was recorded: unless date or time are changed, its seconds stay."""
        self._recorded = moment

    def received_at(self) -> datetime | None:
        """Return the moment of receipt, None where no date can be read."""
        day = self.date.date()
        if day is None:
            return None
        now = self._now()
        moment = self.time.time()
        kept = self._recorded
        if kept is not None and (day, moment) == (kept.date(), kept.time().replace(second=0, microsecond=0)):
            return kept
        if moment is None:
            opened = datetime.combine(day, OFFICE_OPENS, now.tzinfo)
            return min(opened, now) if day == now.date() else opened
        if day == now.date() and (moment.hour, moment.minute) == (now.hour, now.minute):
            return now
        return datetime.combine(day, moment, now.tzinfo)

    def _explain_time(self, text: str) -> None:
        unknown = self.tr("ไม่ทราบเวลา โปรแกรมจะบันทึกเป็น 08.30 น.")
        self.fields["received_time"].set_help("" if text.strip() else unknown)

    def _offer_sub_channels(self) -> None:
        offered: list[tuple[str, str]] = []
        code = self.channel.code()
        if self._facts is not None and code is not None:
            offered = _beneath(self._facts, code, self._kept)
        offer_choices(self.sub_channel, offered)
        if not offered:
            self.sub_channel.set_code(None)
        nobody = self.tr("ไม่มีผู้ร้องเรียน (สำนักงานพบจากข่าว)") if code == "news" else ""
        self._channel.set_help(nobody)
        self._sub_channel.setVisible(bool(offered))


class ComplainantPart(FormPart):
    """Ask who complains, or that nobody gives a name."""

    def __init__(self, *, anonymous_first: bool = False, phones: bool = True) -> None:
        super().__init__()
        order = ("anonymous", "named", "hidden") if anonymous_first else ("named", "hidden", "anonymous")
        names = dict(choices("identities"))
        self.identity = SegmentedChoice([(code, names[code]) for code in order])
        self.name = QLineEdit()
        title = QLineEdit()
        title.setCompleter(_titles(title))
        self.add(self.field("identity", self.tr("ผู้ร้องเรียน"), self.identity, key="F8"))
        self._title_field = self.field("title", self.tr("คำนำหน้า"), title)
        self._name_field = self.field("name", self.tr("ชื่อ–นามสกุล"), self.name, required=True)
        self.add_row(self._title_field, self._name_field, stretches=(1, 3))
        if phones:
            self.add_row(phone_field(self), answer_field(self))
        self.identity.codeChanged.connect(lambda _code: self._show_name())
        self.identity.set_code(order[0])

    def toggle(self) -> None:
        """Change between a name and none, and go where typing goes on."""
        to_named = self.identity.code() == "anonymous"
        self.identity.set_code("named" if to_named else "anonymous")
        if to_named:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_name(self) -> None:
        # What was typed stays in the hidden fields: choosing wrongly costs nothing.
        with_name = self.identity.code() != "anonymous"
        self._name_field.set_error("")
        self._title_field.setVisible(with_name)
        self._name_field.setVisible(with_name)
        help_text = ""
        if self.identity.code() == "hidden":
            help_text = self.tr("ชื่อและที่อยู่จะไม่แสดงในโปรแกรมและเอกสาร หัวหน้าฝ่าย/หัวหน้ากลุ่มงานขอดูได้เมื่อระบุเหตุผล")
        self.fields["identity"].set_help(help_text)


class CallerPart(FormPart):
    """Ask for the caller's number before anything else: a line may drop."""

    def __init__(self) -> None:
        super().__init__()
        self.add_row(phone_field(self), answer_field(self))
        self.add(self.check("callback_wanted", self.tr("ขอให้โทรกลับ")))


class StoryPart(FormPart):
    """Ask what happened, the one thing that every complaint must say."""

    def __init__(self) -> None:
        super().__init__()
        self.detail = TextArea(limit=LIMITS["detail"], min_lines=4, max_lines=16)
        subject = QLineEdit()
        subject.setPlaceholderText(self.tr("เว้นว่างได้ โปรแกรมจะใช้ข้อความตอนต้นของรายละเอียด"))
        self.subject = self.field("subject", self.tr("เรื่อง"), subject)
        self.add(self.field("detail", self.tr("รายละเอียด (เกิดอะไรขึ้น)"), self.detail, required=True))
        self.add(self.subject)


class ContactPart(FormPart):
    """Ask how to find the complainant again."""

    def __init__(self) -> None:
        super().__init__(self.tr("ข้อมูลผู้ร้องเรียนเพิ่มเติม"))
        kind = SegmentedChoice(choices("complainant_kinds"), columns=2)
        address = TextArea(limit=LIMITS["address"], min_lines=2, max_lines=5)
        self.add(self.field("complainant_kind", self.tr("ประเภทผู้ร้องเรียน"), kind))
        self.add(self.field("address", self.tr("ที่อยู่"), address))
        self.add_row(self.line("email", self.tr("อีเมล")), self.line("line_id", self.tr("LINE")))
        self.add(self.line("national_id", self.tr("เลขประจำตัวประชาชน 13 หลัก")))

    def remark(self, name: str) -> str:
        text = self.editors[name].text() if name == "national_id" else ""  # type: ignore[attr-defined]
        if not text.strip():
            return super().remark(name)
        status = check_thai_id(text).status
        return {
            "ok": "",
            "wrong_length": self.tr("เลขประจำตัวประชาชนมี 13 หลัก โปรดตรวจอีกครั้ง (บันทึกได้)"),
            "wrong_check_digit": self.tr("เลขนี้ไม่ผ่านการตรวจหลักสุดท้าย โปรดตรวจอีกครั้ง (บันทึกได้)"),
        }[status]


class EventPart(FormPart):
    """Ask when and where it happened, in the complainant's words."""

    def __init__(self) -> None:
        super().__init__(self.tr("เหตุการณ์"))
        self.add(self.line("happened_when", self.tr("เกิดขึ้นเมื่อใด")))
        self.add(self.line("happened_where", self.tr("เกิดขึ้นที่ใด")))


class RemedyPart(FormPart):
    """Ask what was suffered and what would put it right."""

    def __init__(self) -> None:
        super().__init__(self.tr("ความเสียหายและสิ่งที่ต้องการ"))
        for name, label in (
            ("damage", self.tr("ความเสียหายที่ได้รับ")),
            ("remedy_wanted", self.tr("สิ่งที่ต้องการให้ดำเนินการ")),
            ("complained_elsewhere", self.tr("เคยร้องเรียนที่อื่นและผลที่ได้รับ")),
        ):
            self.add(self.field(name, label, TextArea(limit=LIMITS[name], min_lines=2, max_lines=8)))


def phone_field(part: FormPart) -> QWidget:
    """Return the field of telephone numbers, which says what it understood."""
    edit = PhoneEdit()
    field = part.field("phones", _tr("หมายเลขโทรศัพท์"), edit)

    def remark() -> None:
        phones = edit.phones()
        if edit.error() is not None:
            text = _tr("อ่านเป็นหมายเลขโทรศัพท์ไม่ได้ทั้งหมด โปรดตรวจอีกครั้ง (บันทึกได้ตามที่พิมพ์)")
            field.set_note(text)
        elif len(phones) > 1 or any(phone.display != edit.text() for phone in phones):
            read = ", ".join(phone.display for phone in phones)
            field.set_help(_tr("อ่านได้เป็น {numbers}").format(numbers=read))
            field.set_note("")
            return
        else:
            field.set_note("")
        field.set_help("")

    edit.textChanged.connect(lambda _text: remark())
    return field


def answer_field(part: FormPart) -> QWidget:
    """Return the field that asks how the answer is wanted."""
    combo = ChoiceCombo(choices("answer_by"), placeholder=_tr("ยังไม่ระบุ"), allow_none=True)
    return part.field("answer_by", _tr("ประสงค์ให้แจ้งผลทาง"), combo)


def _titles(edit: QLineEdit) -> QCompleter:
    completer = QCompleter([name for _code, name in choices("titles")], edit)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer


def _beneath(facts: OfficeFacts, parent: str, kept: frozenset[str], path: str = "") -> list[tuple[str, str]]:
    """Return the active channels beneath one, each followed by its own, named by their path."""
    found: list[tuple[str, str]] = []
    for item in facts.channels.all:
        if item.parent == parent and (item.active or item.code in kept):
            name = f"{path} · {item.name}" if path else item.name
            found += [(item.code, name), *_beneath(facts, item.code, kept, name)]
    return found
