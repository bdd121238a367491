"""What letters, their standing and what happened to them are called on the screen."""

from PySide6.QtCore import QCoreApplication

from services.complaints.reading import HistoryLine
from services.letters.content import KINDS
from services.office.codes import name_of
from ui.wording import QT_TRANSLATE_NOOP

CONTEXT = "Letters"
KIND_NAMES: dict[str, str] = {
    "acknowledgement": QT_TRANSLATE_NOOP("Letters", "แจ้งการรับเรื่อง"),
    "referral": QT_TRANSLATE_NOOP("Letters", "ส่งเรื่องให้หน่วยงานอื่น"),
    "referral_told": QT_TRANSLATE_NOOP("Letters", "แจ้งผู้ร้องเรียนว่าส่งเรื่องต่อแล้ว"),
    "progress": QT_TRANSLATE_NOOP("Letters", "แจ้งความคืบหน้า"),
    "delay": QT_TRANSLATE_NOOP("Letters", "แจ้งขยายเวลา"),
    "result": QT_TRANSLATE_NOOP("Letters", "แจ้งผลการดำเนินการ"),
    "more_information": QT_TRANSLATE_NOOP("Letters", "ขอข้อมูลเพิ่มเติม"),
    "memo": QT_TRANSLATE_NOOP("Letters", "บันทึกข้อความ (ภายใน)"),
}
LAYOUT_NAMES: dict[str, str] = {
    "outgoing": QT_TRANSLATE_NOOP("Letters", "หนังสือภายนอก"),
    "email": QT_TRANSLATE_NOOP("Letters", "ข้อความสั้น (อีเมลหรือ LINE)"),
    "memo": QT_TRANSLATE_NOOP("Letters", "บันทึกข้อความ"),
}
STATUS_NAMES: dict[str, tuple[str, str]] = {
    "draft": (QT_TRANSLATE_NOOP("Letters", "ร่าง"), "neutral"),
    "submitted": (QT_TRANSLATE_NOOP("Letters", "รอพิจารณา"), "warning"),
    "approved": (QT_TRANSLATE_NOOP("Letters", "เห็นชอบแล้ว รอออกเลข"), "info"),
    "issued": (QT_TRANSLATE_NOOP("Letters", "ออกแล้ว"), "success"),
    "cancelled": (QT_TRANSLATE_NOOP("Letters", "ยกเลิก"), "danger"),
}
_HAPPENED: dict[str, str] = {
    "drafted": QT_TRANSLATE_NOOP("Letters", "ร่างหนังสือ “{kind}”"),
    "submitted": QT_TRANSLATE_NOOP("Letters", "เสนอหนังสือ “{kind}” ให้พิจารณา"),
    "approved": QT_TRANSLATE_NOOP("Letters", "เห็นชอบหนังสือ “{kind}”"),
    "returned": QT_TRANSLATE_NOOP("Letters", "ส่งหนังสือ “{kind}” กลับไปแก้ไข"),
    "cancelled": QT_TRANSLATE_NOOP("Letters", "ยกเลิกหนังสือ “{kind}”"),
    "issued": QT_TRANSLATE_NOOP("Letters", "ออกหนังสือ “{kind}” ส่งทาง{way}"),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def kind_name(kind: str) -> str:
    """Return what a kind of letter is called."""
    return _tr(KIND_NAMES.get(kind, kind))


def kind_choices() -> list[tuple[str, str]]:
    """Return every kind with its name, in the order of a case's life."""
    return [(kind, kind_name(kind)) for kind in KINDS]


def layout_choices(kind: str) -> list[tuple[str, str]]:
    """Return the layouts that a kind may have, with their names."""
    layouts = ("memo",) if kind == "memo" else ("outgoing", "email")
    return [(layout, _tr(LAYOUT_NAMES[layout])) for layout in layouts]


def status_of(status: str) -> tuple[str, str]:
    """Return what a letter's standing is called, and its tone."""
    name, tone = STATUS_NAMES.get(status, (status, "neutral"))
    return _tr(name), tone


def letter_sentence(line: HistoryLine) -> str:
    """Return what happened to a letter, as a case's history tells it."""
    said = _HAPPENED.get(line.data.get("happened", ""))
    kind = kind_name(line.data.get("letter_kind", ""))
    if said is None:
        return _tr("หนังสือ “{kind}”").format(kind=kind)
    return _tr(said).format(kind=kind, way=name_of("contact_ways", line.data.get("way")))
