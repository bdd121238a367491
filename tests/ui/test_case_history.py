"""The history in sentences, and the models beside the case."""

from datetime import date, datetime
from typing import Any

import pytest
from pytestqt.modeltest import ModelTester

from models.moments import BANGKOK
from services.complaints.reading import HistoryLine
from tests.ui.office import OfficeForTest
from ui.case.due_dialog import DayModel
from ui.case.history_text import Teller

AT = datetime(2026, 4, 10, 10, 35, tzinfo=BANGKOK)


def line(kind: str, *, step: str = "", next_step: str = "", text: str = "", **data: Any) -> HistoryLine:
    return HistoryLine(1, AT, "นายตัวอย่าง ตั้งใจตรวจ", kind, step, next_step, text, data)


@pytest.mark.parametrize(
    ("told", "title", "below"),
    [
        (line("registered", number="1/2569"), "รับเรื่องและออกเลขรับ 1/2569", ""),
        (
            line(
                "step",
                step="screen",
                next_step="assign",
                answers={"kind": "complaint", "within_authority": True},
            ),
            "ดำเนินการ “ตรวจสอบและจำแนก” แล้ว ขั้นตอนต่อไปคือ “เสนอผู้บังคับบัญชามอบหมาย”",
            "ประเภทของเรื่อง: ข้อร้องเรียน\nอยู่ในอำนาจหน้าที่ของสำนักงาน: ใช่",
        ),
        (
            line("step", step="review", next_step="inform", answers={"decision": "approve"}),
            "ผู้บังคับบัญชาเห็นชอบ ขั้นตอนต่อไปคือ “แจ้งผลให้ผู้ร้องทราบ”",
            "",
        ),
        (
            line("closed", step="close", next_step="closed", answers={"outcome": "clarified"}, text="แจ้งแล้ว"),
            "ยุติเรื่อง ผลคือ “ชี้แจงทำความเข้าใจแล้ว”",
            "ผลการดำเนินการ: ชี้แจงทำความเข้าใจแล้ว\nแจ้งแล้ว",
        ),
        (
            line("closed", step="assign", answers={"outcome": "withdrawn"}, text="ขอถอน"),
            "ยุติเรื่อง ผลคือ “ผู้ร้องเรียนขอถอนเรื่อง”",
            "ผลการดำเนินการ: ผู้ร้องเรียนขอถอนเรื่อง\nเหตุผล: ขอถอน",
        ),
        (line("note", text="โทรตาม"), "บันทึกเพิ่มเติม", "โทรตาม"),
        (
            line("contact", way="letter", reached=False, text="ตีกลับ"),
            "ติดต่อผู้ร้องเรียนทางหนังสือ แต่ติดต่อไม่ได้",
            "ตีกลับ",
        ),
        (
            line("level_changed", before="minor", level="major", text="ซับซ้อน"),
            "เปลี่ยนระดับจาก “เรื่องเล็กน้อย” เป็น “เรื่องสำคัญ”",
            "เหตุผล: ซับซ้อน",
        ),
        (
            line("reopened", next_step="investigate", text="ยังไม่จบ"),
            "เปิดเรื่องอีกครั้งที่ขั้นตอน “ตรวจสอบข้อเท็จจริงและแก้ไข”",
            "เหตุผล: ยังไม่จบ",
        ),
        (line("voided", text="ออกเลขซ้ำ"), "ยกเลิกเลขรับ", "เหตุผล: ออกเลขซ้ำ"),
        (
            line("corrected", fields=["subject", "people"], text="พิมพ์ผิด"),
            "แก้ไขข้อมูลที่รับไว้",
            "แก้ไข: เรื่อง, ผู้ร้องเรียนหรือผู้ถูกร้องเรียน\nเหตุผล: พิมพ์ผิด",
        ),
        (line("attached", file="ภาพ.png"), "แนบไฟล์ “ภาพ.png”", ""),
        (line("receipt_printed"), "พิมพ์ใบรับ", ""),
        (line("something_of_tomorrow"), "บันทึกรายการอื่น", ""),
    ],
)
def test_each_line_is_a_sentence(office: OfficeForTest, told: HistoryLine, title: str, below: str) -> None:
    facts = office.facts()
    entry = Teller(facts.chart_for("general")[1], facts, {}).entry(told)
    assert entry.title == title
    assert entry.text == below
    assert entry.who == "นายตัวอย่าง ตั้งใจตรวจ"


def test_officers_are_named_and_gone_ones_too(office: OfficeForTest) -> None:
    facts = office.facts()
    teller = Teller(facts.chart_for("general")[1], facts, {7: "นายตัวอย่าง ตั้งใจตรวจ"})
    given = teller.title(line("officer_changed", before=None, officer=7))
    assert given == "กำหนดผู้รับผิดชอบเป็น นายตัวอย่าง ตั้งใจตรวจ"
    assert (
        teller.title(line("officer_changed", before=99, officer=7))
        == "เปลี่ยนผู้รับผิดชอบจาก ผู้ใช้ที่ระงับการใช้งานแล้ว เป็น นายตัวอย่าง ตั้งใจตรวจ"
    )


def test_an_answer_the_chart_no_longer_knows_is_left_out(office: OfficeForTest) -> None:
    facts = office.facts()
    teller = Teller(facts.chart_for("general")[1], facts, {})
    assert teller.entry(line("step", step="screen", answers={"gone": "x"})).text == ""


def test_the_days_counted_are_a_sound_model(office: OfficeForTest, qtmodeltester: ModelTester) -> None:
    told = office.services.deadlines.explain_due(date(2026, 4, 10), 15)
    qtmodeltester.check(DayModel(told.days))
