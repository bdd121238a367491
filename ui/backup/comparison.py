"""Say in words how a copy and the present data differ."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from services.backup.restoring import Preview, Side
from ui.formatting import format_count, format_moment

NUMBERS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one sentence about what would change; loses marks what would be gone."""

    text: str
    loses: bool = False


def _tr(text: str) -> str:
    return QCoreApplication.translate("Comparison", text)


def comparison_rows(preview: Preview) -> list[tuple[str, str, str]]:
    """Return the table of both sides, its headings first."""
    now, then = _cells(preview.present), _cells(preview.copy)
    labels = (_tr("เรื่องที่รับ"), _tr("เรื่องล่าสุดรับเมื่อ"), _tr("บันทึกการทำงาน"), _tr("บันทึกล่าสุดเมื่อ"))
    head = ("", _tr("ข้อมูลปัจจุบัน"), _tr("ชุดสำรอง"))
    return [head, *zip(labels, now, then, strict=True)]


def change_lines(preview: Preview) -> list[Line]:
    """Return what would change, what would be lost first."""
    if preview.present is None:
        return [
            Line(_tr("เปิดข้อมูลปัจจุบันไม่ได้ จึงเปรียบเทียบไม่ได้ ไฟล์เดิมจะเก็บไว้ทั้งหมดในโฟลเดอร์ kept ไม่มีการลบ")),
        ]
    lines = [
        _numbered(_tr("เรื่องที่รับหลังจากสำรองและจะหายไป"), preview.lost, loses=True),
        _numbered(_tr("เรื่องที่จะกลับไปเป็นอย่างเมื่อสำรอง"), preview.differing, loses=True),
        _numbered(_tr("เรื่องที่จะกลับมา"), preview.back),
        _numbered(_tr("บัญชีผู้ใช้ที่จะเปลี่ยนกลับ"), preview.accounts),
    ]
    found = [line for line in lines if line is not None]
    if not found:
        found = [Line(_tr("เรื่องและบัญชีผู้ใช้ในชุดสำรองตรงกับข้อมูลปัจจุบัน"))]
    if preview.lost:
        found.append(Line(_tr("เลขรับของเรื่องที่หายไปจะออกซ้ำได้อีก โปรดพิมพ์หรือจดไว้ก่อนกู้ แล้วบันทึกเรื่องเหล่านั้นใหม่หลังกู้")))
    if preview.decrypts:
        found.append(Line(_tr("ชุดสำรองนี้ไม่ได้เข้ารหัส ข้อมูลหลังกู้จึงไม่เข้ารหัสด้วย โปรดเข้ารหัสอีกครั้งหลังกู้"), loses=True))
    found.append(Line(_tr("ก่อนกู้ โปรแกรมจะทำสำเนาข้อมูลปัจจุบันไว้ในโฟลเดอร์ kept จึงกู้กลับคืนได้")))
    return found


def _numbered(label: str, numbers: tuple[str, ...], *, loses: bool = False) -> Line | None:
    if not numbers:
        return None
    shown = ", ".join(numbers[:NUMBERS_SHOWN])
    more = _tr(" และอื่น ๆ") if len(numbers) > NUMBERS_SHOWN else ""
    return Line(f"{label} ({len(numbers):,}): {shown}{more}", loses)


def _cells(side: Side | None) -> tuple[str, str, str, str]:
    if side is None:
        return ("–", "–", "–", "–")
    return (
        format_count(side.cases, _tr("เรื่อง")),
        _moment(side.newest_case),
        format_count(side.records, _tr("รายการ")),
        _moment(side.newest_record),
    )


def _moment(moment: datetime | None) -> str:
    return "–" if moment is None else format_moment(moment)
