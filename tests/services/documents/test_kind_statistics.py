"""The statistics apart: Official Information Act by section, corruption by evidence, and words for none."""

from datetime import date

import pytest

from models.complaints import ReportRecord
from services.documents.catalogue import PaperRequest
from services.errors import DomainError
from services.thai.dates import Month
from tests.services.documents.paper_text import pages, squeeze
from tests.services.factories import Desk

ACT, CORRUPTION = "information-act", "corruption"


def made(desk: Desk, code: str, year: int = 2569, as_of: date | None = None):
    request = PaperRequest(year=year, as_of=as_of)
    return desk.services.making.make_paper(desk.viewer, code, request, desk.command())


def text_of(paper) -> str:
    return "".join(pages(paper.content))


def counts(rows: list[dict], number: str = "received") -> dict[str, int]:
    return {row["code"]: row[number] for row in rows if row[number]}


def act(desk: Desk, ground: str | None, *, appeal: bool = False, **content) -> int:
    """Take in a complaint under the Act, as its flowchart asks for the ground."""
    case = desk.register(**content).complaint_id
    desk.screen(case, category="oia")
    if ground or appeal:
        answers = {"appeal": appeal} | ({"information_ground": ground} if ground else {})
        desk.step(desk.supervisor, case, **answers)
    return case


@pytest.mark.parametrize("code", [ACT, CORRUPTION])
def test_a_year_without_any_is_said_in_words_and_month_by_month(desk: Desk, code: str):
    desk.screen(desk.register().complaint_id)
    paper = made(desk, code)
    text = text_of(paper)
    assert squeeze("ตั้งแต่วันที่ 1 ตุลาคม 2568 ถึงวันที่ 10 เมษายน 2569") in text
    assert squeeze("ไม่นับรวมในตัวชี้วัดทั้งสองตัว") in text
    assert text.count("ไม่มี") >= 7  # October to April, each in its row
    assert "%" not in text
    assert squeeze("ร้อยละ") not in text
    assert paper.data["movement"]["received"] == 0
    with desk.services.store.reading() as session:
        row = session.query(ReportRecord).one()
        assert (row.report, row.period, row.zero) == (code, "2569", True)
    over = text_of(made(desk, code, 2568))
    assert squeeze("ในปีงบประมาณ พ.ศ. 2568") in over
    with pytest.raises(DomainError) as refused:
        made(desk, code, 2571)
    assert refused.value.code == "report.year_ahead"


def test_the_act_is_counted_by_ground_and_an_appeal_is_only_told_of(desk: Desk):
    act(desk, "section_13", subject="ไม่ได้รับความสะดวกในการขอดูเอกสาร")
    act(desk, "section_9")
    act(desk, "section_9", confidential=True)
    act(desk, None)
    act(desk, None, appeal=True)
    desk.screen(desk.register().complaint_id)
    paper = made(desk, ACT)
    text = text_of(paper)
    assert counts(paper.data["by_ground"]) == {"section_9": 2, "section_13": 1, "unspecified": 1}
    assert paper.data["movement"]["received"] == 4
    assert [row for row in paper.data["by_month"] if row.get("received")] == [
        {"month": "2569-04", "received": 4, "closed": 0, "open": 4}
    ]
    behind = paper.data["cases"]
    assert sorted(behind["by_ground.section_9.received"]) == ["2/2569", "3/2569"]
    assert len(behind["movement.received"]) == len(behind["by_month.2569-04.open"]) == 4
    assert squeeze("ซึ่งพระราชบัญญัติให้อุทธรณ์ จำนวน 1 เรื่อง") in text
    assert squeeze("ไม่ได้รับความสะดวกในการขอดูเอกสาร") not in text
    # None of them enters the indicators of the same year.
    reading = desk.services.indicators.read_office_month(desk.viewer, Month.of(desk.clock.now().date()))
    assert reading.year_to_date.indicator1.denominator == 1


def test_corruption_tells_evidence_apart_and_names_nobody(desk: Desk):
    accused = {"subject": "นายทศพล ใจร้อนจริง เรียกเงิน", "category": "corruption"}
    for content in (
        {"identity": "anonymous", "name": "", "evidence": "สำเนาใบเสร็จ", "evidence_given": True},
        {"identity": "anonymous", "name": "", "evidence": "", "evidence_given": False},
        {"identity": "hidden"},
        {},
    ):
        case = desk.register(**accused, **content).complaint_id
        desk.screen(case, category="corruption")
    paper = made(desk, CORRUPTION)
    assert counts(paper.data["by_complainant"]) == {
        "anonymous_with": 1,
        "anonymous_without": 1,
        "hidden": 1,
        "named": 1,
    }
    assert "cases" not in paper.data  # figures only: not even a number of a case
    text = text_of(paper)
    assert squeeze("ไม่ระบุชื่อ มีพยานหลักฐาน") in text
    for unwanted in ("ทศพล", "เรียกเงิน", "สมมติ", "1/2569"):
        assert unwanted not in text


def test_the_same_cut_off_gives_the_same_figures_after_later_changes(desk: Desk):
    case = act(desk, "section_13")
    desk.later(days=200)
    before = made(desk, ACT)
    desk.services.casework.void_case(desk.supervisor, case, desk.case(case).version, "ลงรับซ้ำ", desk.command())
    assert before.data["cut_off"] == "2026-09-30"
    assert counts(before.data["by_ground"]) == {"section_13": 1}
    assert made(desk, ACT).data == before.data
    assert made(desk, ACT, as_of=desk.clock.now().date()).data["movement"]["received"] == 0
