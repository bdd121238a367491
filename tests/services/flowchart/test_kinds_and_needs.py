"""A case follows the chart of its kind, is given what its steps need, and always has a way on."""

from dataclasses import replace

import pytest

from models.casework import Letter
from services.complaints.commands import AttachmentInput, CorrectComplaint
from services.complaints.register import RegisterFilter
from services.errors import Invalid
from services.flowchart.definition import Branch, Condition, Need
from services.flowchart.engine import way_on
from services.unit_of_work import new_command_id
from tests.services.factories import Desk
from tests.services.flowchart.charts import shipped, step
from tests.services.flowchart.test_editing import current, edited, publish, renamed

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


# --- kinds


def test_a_category_known_at_intake_decides_the_chart(desk):
    charts = {
        category: desk.case(desk.register(category=category).complaint_id).chart.code
        for category in ("service", "corruption", "oia", None)
    }
    assert charts == {"service": "general", "corruption": "corruption", "oia": "information", None: "general"}


def test_screening_brings_a_case_to_its_kinds_chart_behind_the_screening_there(desk):
    case = desk.register().complaint_id
    before = desk.case(case)
    desk.screen(case, category="corruption", level="major")
    after = desk.case(case)
    assert (after.chart.code, after.step, after.screened) == ("corruption", "decide", True)
    assert (after.due_original, after.step_due) == (
        before.due_original,
        desk.clock.now().date().replace(day=16),
    )
    line = after.history[-1]
    assert (line.kind, line.data["before"], line.data["flowchart"]) == (
        "chart_changed",
        "general",
        "corruption",
    )
    assert [one.step for one in after.clocks if one.clock == "step"][-1] == "decide"
    desk.step(desk.supervisor, case, order="inquire", confidential=True)
    assert (desk.case(case).step, desk.case(case).confidential) == ("assign", True)


def test_a_running_case_is_bound_anew_by_nothing_else(desk):
    case = desk.register(category="corruption").complaint_id
    desk.screen(case, category="corruption")
    version = desk.services.flowcharts.read_flowchart(desk.supervisor, "corruption").version_id
    publish(desk, current(desk, "corruption"), "corruption")
    desk.step(desk.supervisor, case, order="refer", confidential=False, order_reason="อยู่ในอำนาจ ป.ป.ช.")
    assert desk.case(case).step == "refer"
    rows = desk.services.flowcharts.read_flowchart(desk.supervisor, "corruption").versions
    assert [(row.id == version, row.running) for row in rows] == [(True, 1), (False, 0)]


def test_a_corrected_category_brings_a_case_that_waits_for_screening_over(desk):
    case = desk.register().complaint_id
    due = desk.case(case).step_due
    content = desk.content(category="oia")
    desk.services.intake.correct_complaint(
        desk.supervisor,
        CorrectComplaint(
            complaint_id=case, version=desk.case(case).version, content=content, reason="หมวดผิด"
        ),
        desk.command(),
    )
    after = desk.case(case)
    assert (after.chart.code, after.step, after.step_due) == ("information", "screen", due)
    assert "chart_changed" in {line.kind for line in after.history}


def test_a_refusal_is_an_appeal_told_at_once_and_closed_with_that_answer(desk):
    case = desk.register(category="oia").complaint_id
    desk.screen(case, category="oia")
    assert desk.case(case).step == "ground"
    desk.step(desk.front, case, appeal=True)
    assert desk.case(case).step == "tell_appeal"
    desk.step(desk.front, case, answer_text="แจ้งสิทธิอุทธรณ์ภายใน 15 วันแล้ว")
    assert desk.case(case).replied_at is not None
    desk.step(desk.supervisor, case, outcome="clarified")
    after = desk.case(case)
    assert (after.status, after.step, after.outcome) == ("closed", "closed_appeal", "clarified")


def test_the_ground_by_section_is_kept_with_the_case(desk):
    case = desk.register(category="oia").complaint_id
    desk.screen(case, category="oia")
    with pytest.raises(Invalid) as refused:
        desk.step(desk.front, case, appeal=False)
    assert set(refused.value.fields) == {"information_ground"}
    desk.step(desk.front, case, appeal=False, information_ground="section_13")
    assert (desk.case(case).step, desk.case(case).information_ground) == ("assign", "section_13")


# --- needs


def needing(desk: Desk, *needs: Need) -> int:
    """Return a case at the investigation, which needs what is said."""
    publish(desk, edited(current(desk), "investigate", needs=needs))
    return desk.investigated()


def refused(desk: Desk, case: int, **changes: str) -> dict[str, str]:
    with pytest.raises(Invalid) as found:
        desk.step(desk.officer, case, findings="พบจริง", **changes)
    return {name: error.code for name, error in found.value.fields.items()}


def test_a_needed_note_is_asked_for(desk):
    case = needing(desk, Need("note"))
    assert refused(desk, case, note="  ") == {"note": "need.note"}
    desk.step(desk.officer, case, findings="พบจริง", note="ตรวจที่เคาน์เตอร์")
    assert desk.case(case).step == "review"


def test_a_needed_file_is_one_attached_since_the_step_was_reached(desk):
    publish(desk, edited(current(desk), "investigate", needs=(Need("attachment"),)))
    file = AttachmentInput(name="สลิป.png", content=PICTURE)
    case = desk.register(attachments=(file,)).complaint_id
    desk.later(hours=1)
    desk.screen(case)
    desk.step(desk.supervisor, case, officer=desk.officer.account_id)
    desk.step(desk.officer, case, acknowledgement="told")
    assert refused(desk, case) == {"need.attachment": "need.attachment"}
    assert [state.met for state in desk.case(case).needs] == [False]
    desk.later(hours=1)
    desk.services.intake.attach_file(
        desk.officer, case, replace(file, name="ภาพ.png", content=PICTURE + b"1"), new_command_id()
    )
    assert [state.met for state in desk.case(case).needs] == [True]
    desk.step(desk.officer, case, findings="พบจริง")


def test_a_needed_letter_is_one_that_was_issued(desk):
    case = needing(desk, Need("letter", "progress"))
    assert refused(desk, case) == {"need.letter.progress": "need.letter"}
    for kind, status, met in (
        ("progress", "draft", False),
        ("result", "issued", False),
        ("progress", "issued", True),
    ):
        with desk.services.store.writing() as session:
            session.add(
                Letter(
                    office_id=1,
                    id=desk.services.store.new_id(),
                    complaint_id=case,
                    kind=kind,
                    layout="outgoing",
                    status=status,
                    content="{}",
                    made_at=desk.clock.now(),
                    made_by=1,
                )
            )
            session.commit()
        assert desk.case(case).needs[0].met is met
    desk.step(desk.officer, case, findings="พบจริง")


def test_a_need_counts_only_under_its_conditions(desk):
    case = needing(desk, Need("note", when=(Condition("level", "is", "legal"),)))
    desk.step(desk.officer, case, findings="พบจริง")
    assert desk.case(case).step == "review"


# --- ends and ways on


def test_an_end_state_gives_its_outcome_to_a_case_that_has_none(desk):
    chart = replace(
        current(desk),
        ends={"closed": "ยุติ", "praised": "ขอบคุณแล้ว"},
        end_outcomes={"praised": "clarified"},
    )
    ways = (Branch("praised", "", (Condition("kind", "is", "praise"),)), Branch("closed", "", ()))
    publish(desk, edited(chart, "close", branches=ways))
    case = desk.register(kind="praise").complaint_id
    desk.step(desk.front, case, kind="praise")
    desk.step(desk.front, case, answer_text="ขอบคุณ")
    desk.step(desk.supervisor, case)
    assert (desk.case(case).step, desk.case(case).outcome) == ("praised", "clarified")


def test_an_early_closing_ends_where_its_outcome_belongs(desk):
    chart = replace(
        current(desk),
        ends={"closed": "ยุติ", "taken_back": "ถอนเรื่อง"},
        end_outcomes={"taken_back": "withdrawn"},
    )
    publish(desk, chart)
    case = desk.register().complaint_id
    desk.services.casework.close_early(
        desk.supervisor, case, desk.case(case).version, "withdrawn", "ผู้ร้องขอถอน", desk.command()
    )
    assert desk.case(case).step == "taken_back"


def test_an_answer_to_an_own_field_decides_at_a_later_step(desk):
    case = desk.register(category="corruption").complaint_id
    desk.screen(case, category="corruption")
    desk.step(desk.supervisor, case, order="no_case", confidential=False, order_reason="ไม่มีพยานหลักฐาน")
    after = desk.case(case)
    assert (after.step, after.facts["order"]) == ("close", "no_case")


def test_lists_and_counts_look_at_what_a_step_is_for(desk):
    publish(desk, renamed(renamed(current(desk), "screen", "sort"), "assign", "hand_over"))
    waiting, sorted_ = desk.register().complaint_id, desk.register().complaint_id
    desk.screen(sorted_)
    day = desk.services.review.see_my_day(desk.supervisor)
    assert (day.to_screen, day.to_assign) == (1, 1)
    rows = desk.services.review.list_waiting(desk.supervisor, "to_assign")
    assert [row.id for row in rows] == [sorted_]
    found = desk.services.register.list_complaints(desk.supervisor, RegisterFilter(purpose="screen"))
    assert [row.id for row in found] == [waiting]
    by_code = desk.services.register.list_complaints(desk.supervisor, RegisterFilter(step="sort"))
    assert [row.id for row in by_code] == [waiting]


def test_reopening_finds_the_assignment_by_what_it_is_for(desk):
    publish(desk, renamed(current(desk), "assign", "hand_over"))
    case = desk.register().complaint_id
    desk.screen(case)
    desk.services.casework.close_early(
        desk.supervisor, case, desk.case(case).version, "duplicate", "ซ้ำ", desk.command()
    )
    desk.services.casework.reopen_case(desk.supervisor, case, desk.case(case).version, "ไม่ซ้ำ", desk.command())
    assert desk.case(case).step == "hand_over"


@pytest.mark.parametrize(
    "branches",
    [(), (Branch("nowhere", "", ()),), (Branch("close", "", (Condition("kind", "is", "x"),)),)],
)
def test_even_a_chart_that_nobody_checked_has_a_way_on(branches):
    chart = shipped()
    lost = replace(step("screen", *branches))
    target, _passed = way_on(replace(chart, steps={**chart.steps, "screen": lost}), lost, {"kind": "praise"})
    assert target in chart.steps or target in chart.ends
