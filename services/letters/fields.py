"""The fields of letters: names in braces that are filled from the case, or by hand."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

DOTS = "…" * 8
_FIELD = re.compile(r"\{([^{}\n]*)\}")
_STRAY = re.compile(r"[{}][^{}\n]{0,30}")


@dataclass(frozen=True, slots=True)
class LetterField:
    """Describe one field; by_hand marks what no case says, so that whoever writes the letter types it."""

    name: str
    meaning: str
    by_hand: bool = False


FIELDS: tuple[LetterField, ...] = (
    LetterField("เลขรับ", "เลขรับเรื่องร้องเรียน"),
    LetterField("เรื่อง", "เรื่องที่ร้องเรียน"),
    LetterField("วันที่รับ", "วันที่รับเรื่อง"),
    LetterField("ช่องทาง", "ช่องทางที่รับเรื่อง"),
    LetterField("ผู้ร้องเรียน", "คำนำหน้า ชื่อ และสกุลของผู้ร้องเรียน"),
    LetterField("ที่อยู่ผู้ร้องเรียน", "ที่อยู่ของผู้ร้องเรียน"),
    LetterField("คำขึ้นต้น", "เรียน หรือ นมัสการ ตามผู้รับหนังสือ"),
    LetterField("คำเรียกผู้รับ", "ท่าน หรือ พระคุณเจ้า ตามผู้รับหนังสือ"),
    LetterField("วันครบกำหนด", "วันครบกำหนดดำเนินการที่ใช้อยู่"),
    LetterField("กำหนดเดิม", "วันครบกำหนดเดิมก่อนขยายเวลา"),
    LetterField("กำหนดใหม่", "วันครบกำหนดหลังขยายเวลา"),
    LetterField("สิ่งที่กำลังดำเนินการ", "สิ่งที่สำนักงานกำลังดำเนินการกับเรื่อง"),
    LetterField("ผลการพิจารณา", "ผลของเรื่อง เช่น ไม่มีมูล"),
    LetterField("ข้อเท็จจริง", "ข้อเท็จจริงที่ตรวจพบ"),
    LetterField("การแก้ไข", "การแก้ไขที่ดำเนินการแล้ว"),
    LetterField("มาตรการป้องกัน", "การป้องกันมิให้เกิดซ้ำ"),
    LetterField("วันที่แล้วเสร็จ", "วันที่ยุติเรื่อง"),
    LetterField("หน่วยงาน", "หน่วยงานที่ส่งเรื่องต่อ"),
    LetterField("เลขหนังสือรับเรื่อง", "เลขที่หนังสือแจ้งการรับเรื่องที่ออกแล้ว"),
    LetterField("วันที่หนังสือรับเรื่อง", "วันที่ของหนังสือแจ้งการรับเรื่อง"),
    LetterField("เลขหนังสือส่งต่อ", "เลขที่หนังสือส่งเรื่องต่อที่ออกแล้ว"),
    LetterField("วันที่หนังสือส่งต่อ", "วันที่ของหนังสือส่งเรื่องต่อ"),
    LetterField("จำนวนวันขอทบทวน", "จำนวนวันที่ขอให้ทบทวนได้ ตามการตั้งค่า"),
    LetterField("ความนำ", "ย่อหน้าแรก อ้างหนังสือแจ้งการรับเรื่องถ้าออกแล้ว"),
    LetterField("ข้อความตามผล", "ข้อความตามผลของเรื่อง (ก–จ)"),
    LetterField("ชื่อหนังสือ", "ข้อความหลังคำว่า เรื่อง ของหนังสือฉบับนี้"),
    LetterField("ผู้รับหนังสือ", "ผู้รับหนังสือฉบับนี้"),
    LetterField("สำนักงาน", "ชื่อสำนักงาน"),
    LetterField("หัวหน้าสำนักงาน", "ชื่อตำแหน่งหัวหน้าสำนักงาน"),
    LetterField("กลุ่มงาน", "กลุ่มงานหรือฝ่ายที่รับผิดชอบ"),
    LetterField("โทรศัพท์", "หมายเลขโทรศัพท์ของสำนักงาน"),
    LetterField("อีเมลสำนักงาน", "อีเมลของสำนักงาน"),
    LetterField("เหตุผล", "เหตุผลของผลการพิจารณา", by_hand=True),
    LetterField("เหตุผลที่ขยายเวลา", "สิ่งที่ยังต้องดำเนินการ ตามเหตุผลที่บันทึกเมื่อขยายเวลา"),
    LetterField("สิ่งที่ดำเนินการแล้ว", "สิ่งที่ได้ดำเนินการไปแล้ว", by_hand=True),
    LetterField("ประเด็นที่เป็นจริง", "ประเด็นที่พบว่าเป็นจริง", by_hand=True),
    LetterField("ประเด็นที่ไม่พบ", "ประเด็นที่ไม่พบข้อเท็จจริง", by_hand=True),
    LetterField("กฎหมายหรือระเบียบ", "ชื่อกฎหมายหรือระเบียบ และข้อ", by_hand=True),
    LetterField("สาระของกฎหมายหรือระเบียบ", "สิ่งที่กฎหมายหรือระเบียบกำหนด", by_hand=True),
    LetterField("ช่องทางติดต่อ", "ช่องทางติดต่อของหน่วยงานที่รับเรื่องต่อ"),
    LetterField("ข้อมูลที่ขอ", "ข้อมูลหรือเอกสารที่ขอเพิ่มเติม", by_hand=True),
    LetterField("วันที่ขอให้ส่งข้อมูล", "วันสุดท้ายที่ขอให้ส่งข้อมูล", by_hand=True),
)
NAMES = tuple(field.name for field in FIELDS)
# What says who complained: never in a letter that goes to anybody else when the name is hidden.
PERSONAL = frozenset({"ผู้ร้องเรียน", "ที่อยู่ผู้ร้องเรียน"})


@dataclass(frozen=True, slots=True)
class UnknownField:
    """Hold a field that no letter can be filled with, and the known one nearest to it."""

    name: str
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """Hold a text with its fields filled in, and which of them had no value."""

    text: str
    unfilled: tuple[str, ...] = ()


def unknown_fields(*texts: str) -> tuple[UnknownField, ...]:
    """Return what stands in braces and is no field, braces that stand alone among it."""
    found: dict[str, UnknownField] = {}
    for text in texts:
        for match in _FIELD.finditer(text):
            name = match[1].strip()
            if name not in NAMES:
                found[name] = UnknownField(f"{{{name}}}", _nearest(name))
        for stray in _STRAY.finditer(_FIELD.sub("", text)):
            found[stray[0]] = UnknownField(stray[0])
    return tuple(found.values())


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Fill a text; a known field without a value becomes a dotted blank, an unknown one stays as typed."""
    unfilled: dict[str, None] = {}

    def put(match: re.Match[str]) -> str:
        name = match[1].strip()
        if value := values.get(name, "").strip():
            return value
        if name not in NAMES:
            return match[0]
        unfilled[name] = None
        return DOTS

    return Filled(_FIELD.sub(put, text), tuple(unfilled))


def fill_known(text: str, values: Mapping[str, str]) -> str:
    """Fill what has a value and leave every other field as it stands, to be filled later."""

    def put(match: re.Match[str]) -> str:
        return values.get(match[1].strip(), "").strip() or match[0]

    return _FIELD.sub(put, text)


def _nearest(name: str) -> str:
    found = difflib.get_close_matches(name, NAMES, 1, 0.4)
    return f"{{{found[0]}}}" if found else ""
