"""The office chooses which parts its monthly report has, and their order; two can't be left out."""

import pytest

from models.complaints import ReportRecord
from services.documents.monthly import MonthlyRequest
from services.documents.monthly_annex import PARTS
from services.errors import Invalid
from services.office.monthly_parts import REQUIRED, parts_in_force, usual_parts
from services.thai.dates import Month
from tests.services.documents.paper_text import pages, squeeze
from tests.services.factories import Desk

HEADINGS = {
    "movement": "ความเคลื่อนไหวของข้อร้องเรียนในการให้บริการ",
    "indicators": "ผลการดำเนินงานตามตัวชี้วัด",
    "months": "ข้อร้องเรียนรายเดือน ปีงบประมาณ พ.ศ. 2569",
    "apart": "เรื่องที่แสดงแยก ไม่นับรวมในตัวชี้วัด",
    "by_level": "จำแนกตามระดับของเรื่อง",
    "cases": "รายการข้อร้องเรียน (ไม่ระบุชื่อบุคคล)",
}


def report(desk: Desk, month: Month | None = None) -> str:
    request = MonthlyRequest(month or Month.of(desk.clock.now().date()), include_memo=False)
    made = desk.services.documents.make_monthly(desk.supervisor, request, desk.command())
    return "".join(pages(made.content))


def choose(desk: Desk, *parts: str) -> None:
    desk.services.office.change_setting(desk.admin, "monthly_parts", parts, desk.command())


def test_every_part_has_a_maker_and_the_usual_order_is_whole():
    assert set(PARTS) == set(usual_parts())
    assert parts_in_force(usual_parts()) == list(usual_parts())


def test_a_report_has_the_parts_chosen_in_their_order(desk: Desk):
    desk.register()
    whole = report(desk)
    assert all(squeeze(heading) in whole for heading in HEADINGS.values())
    choose(desk, "cases", "by_level", "indicators", "movement")
    text = report(desk)
    places = [text.index(squeeze(HEADINGS[part])) for part in ("cases", "by_level", "indicators", "movement")]
    assert places == sorted(places)
    assert squeeze(HEADINGS["months"]) not in text
    assert squeeze(HEADINGS["apart"]) not in text
    # A month without complaints keeps to the same choice; it has no cases to list.
    zero = report(desk, Month(2026, 1))
    assert squeeze("บันทึกข้อมูลประจำเดือน") in zero
    assert zero.index(squeeze(HEADINGS["indicators"])) < zero.index(squeeze(HEADINGS["movement"]))
    assert squeeze(HEADINGS["months"]) not in zero
    assert squeeze(HEADINGS["cases"]) not in zero


@pytest.mark.parametrize(
    "parts",
    [("movement",), ("movement", "indicators", "movement"), ("movement", "indicators", "weather"), ()],
)
def test_a_choice_that_makes_no_report_is_refused(desk: Desk, parts: tuple[str, ...]):
    with pytest.raises(Invalid):
        choose(desk, *parts)
    assert desk.services.office.read_facts(desk.admin).settings.monthly_parts == usual_parts()


def test_a_required_part_that_an_older_choice_lacks_stands_at_its_usual_place():
    assert parts_in_force(("cases", "months")) == ["movement", "indicators", "cases", "months"]
    assert parts_in_force(("movement", "gone", "cases")) == ["movement", "indicators", "cases"]
    assert set(REQUIRED) <= set(parts_in_force(()))


def test_a_preview_shows_other_parts_as_a_draft_and_keeps_nothing(desk: Desk):
    content = desk.services.documents.preview_parts(desk.admin, ("indicators", "movement"))
    text = "".join(pages(content))
    assert "ร่าง" in text
    assert text.index(squeeze(HEADINGS["indicators"])) < text.index(squeeze(HEADINGS["movement"]))
    with pytest.raises(Invalid):
        desk.services.documents.preview_parts(desk.admin, ("movement",))
    with desk.services.store.reading() as session:
        assert session.query(ReportRecord).count() == 0
