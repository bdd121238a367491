"""The dashboard on paper: what it still needs in words, nobody named, every number with its cases."""

from services.documents.catalogue import PaperRequest
from services.documents.single_papers import MadePaper
from tests.services.documents.office import PaperOffice
from tests.services.documents.paper_text import says, says_none
from tests.services.documents.whole_year import YEAR


def make(office: PaperOffice, year: int) -> MadePaper:
    return office.services.making.make_paper(
        office.boss, "dashboard", PaperRequest(year=year), office.command()
    )


def test_a_year_says_what_it_needs_and_its_json_names_the_cases(whole_office: PaperOffice) -> None:
    paper = make(whole_office, YEAR)
    assert says(
        paper.content,
        "ผลการดำเนินงานตามตัวชี้วัดและสถานะของเรื่อง ปีงบประมาณ พ.ศ. 2570",
        "(6 ÷ 8) × 100 = ร้อยละ 75.00",
        "ตัวชี้วัดที่ 1 ต้องยุติเพิ่มอีกอย่างน้อย 1 เรื่อง จากเรื่องที่ยังไม่ยุติ 2 เรื่อง",
        "แม้ยุติภายในกำหนดทั้งหมดก็ไม่บรรลุเป้าหมายของปีงบประมาณนี้",
        "6/8 = ร้อยละ 75.00",
        "เป้าหมายร้อยละ 80",
        "อายุเรื่องที่ยังไม่ยุติ",
        "แจ้งผู้ร้องเรียนภายในกำหนด",
    )
    assert says_none(paper.content, "สมปอง", "ทดสอบดี", whole_office.boss.name)
    data = paper.data
    assert data is not None
    cases = data["year"]["cases"]
    for name in ("age", "clock", "reply"):
        assert {code: len(cases[f"{name}.{code}"]) for code in data[name]} == data[name]
    assert sum(data["age"].values()) == sum(data["clock"].values()) == len(cases["movement.carried_out"])
    assert sum(data["reply"].values()) == len(cases["movement.received"])
    for month in data["months"]:
        for name in ("received", "closed", "carried_out"):
            assert len(cases[f"months.{month['month']}.{name}"]) == month[name]
    first, second = data["indicators"]
    assert (first["verdict"], first["needed"], first["at_hand"]) == ("not_met", 1, 2)
    assert (second["verdict"], second["needed"], second["at_hand"], second["beyond"]) == ("not_met", 1, 1, 2)


def test_a_year_without_complaints_says_so_and_has_no_percentage(whole_office: PaperOffice) -> None:
    paper = make(whole_office, YEAR - 3)
    assert says(paper.content, "ตั้งแต่วันที่ 1 ตุลาคม 2566 ถึงวันที่ 30 กันยายน 2567 ไม่มีข้อร้องเรียน", "มีนาคม 2567 ไม่มี")
    assert says_none(paper.content, "ร้อยละ 0", "ร้อยละ 100", "บรรลุเป้าหมาย")
