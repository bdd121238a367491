"""Clocks that stand and go on, more time, and the reason for a late closing."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.complaints import CaseState, ClockEvent, Complaint
from models.moments import BANGKOK
from services.complaints.clockwork import ClockSet
from services.complaints.commands import LATE_REASON, CompleteStep, CorrectComplaint
from services.complaints.reading import CaseDetail
from services.complaints.register import RegisterFilter
from services.errors import Conflict, DomainError, Invalid, NotAllowed
from services.permissions import Actor
from services.thai.dates import Month
from tests.services.factories import Desk

# Received on Friday 10 April 2569; a minor case has 7 working days, and the 13th to the 15th are off.
DUE = date(2026, 4, 24)


def at(desk: Desk, day: date, hour: int = 9) -> None:
    """Set the clock to a day."""
    desk.clock.set(datetime(day.year, day.month, day.day, hour, tzinfo=BANGKOK))


def stop(desk: Desk, case: int, actor: Actor | None = None, reason: str = "รอเอกสารจากผู้ร้องเรียน") -> ClockSet:
    version = desk.case(case).version
    return desk.services.clockwork.stop_clock(actor or desk.supervisor, case, version, reason, desk.command())


def restart(desk: Desk, case: int, actor: Actor | None = None) -> ClockSet:
    version = desk.case(case).version
    return desk.services.clockwork.restart_clock(
        actor or desk.supervisor, case, version, "ได้รับเอกสารแล้ว", desk.command()
    )


def extend(desk: Desk, case: int, due: date, actor: Actor | None = None) -> ClockSet:
    version = desk.case(case).version
    return desk.services.clockwork.extend_due(
        actor or desk.supervisor, case, version, due, "รอผลตรวจสอบภายนอก", desk.command()
    )


def minor(desk: Desk) -> int:
    """Return a minor case in its officer's hands."""
    case = desk.investigated(level="minor")
    assert desk.case(case).due_date == DUE
    return case


def listed(desk: Desk, lateness: str) -> list[int]:
    rows = desk.services.register.list_complaints(desk.supervisor, RegisterFilter(lateness=lateness))
    return [row.id for row in rows]


def clocks(case: CaseDetail, clock: str = "closure") -> list[tuple[str, date | None, int | None]]:
    return [(line.event, line.due, line.days) for line in case.clocks if line.clock == clock]


# --- stopping


def test_a_clock_that_stood_three_working_days_is_due_three_later(desk: Desk) -> None:
    case = minor(desk)
    at(desk, date(2026, 4, 17))  # Friday
    assert stop(desk, case, desk.officer).stopped_on == date(2026, 4, 17)
    at(desk, date(2026, 4, 22))  # Wednesday: Monday, Tuesday and Wednesday stood
    done = restart(desk, case, desk.officer)
    assert (done.days, done.due_date, done.stopped_on) == (3, date(2026, 4, 29), None)
    shown = desk.case(case)
    assert (shown.due_original, shown.due_date, shown.step_due) == (
        date(2026, 5, 7), date(2026, 4, 29), date(2026, 4, 29),
    )  # fmt: skip
    assert clocks(shown)[-2:] == [("stopped", DUE, None), ("restarted", date(2026, 4, 29), 3)]
    assert clocks(shown, "step")[-1] == ("restarted", date(2026, 4, 29), 3)
    assert clocks(shown, "reply")[0] == ("started", date(2026, 4, 25), 15)
    assert shown.reply_due == date(2026, 4, 25)
    assert [line.kind for line in shown.history][-2:] == ["clock_stopped", "clock_restarted"]


@pytest.mark.parametrize(
    ("stopped", "restarted", "days"),
    [
        ("2026-04-16", "2026-04-16", 0),  # the same day
        ("2026-04-16", "2026-04-17", 1),
        ("2026-04-17", "2026-04-18", 1),  # going on on a Saturday is going on on Monday
        ("2026-04-17", "2026-04-20", 1),
        ("2026-04-18", "2026-04-19", 0),  # a weekend is no working day
        ("2026-04-18", "2026-04-20", 0),  # stopped on a Saturday is stopped on Monday
        ("2026-04-11", "2026-04-16", 0),  # Songkran
        ("2026-04-10", "2026-04-16", 1),
        ("2026-04-30", "2026-05-05", 2),  # Labour Day is worked, 4 May is not
    ],
)
def test_only_whole_working_days_are_given_back(desk: Desk, stopped: str, restarted: str, days: int) -> None:
    case = desk.register().complaint_id
    before = desk.case(case).due_date
    at(desk, date.fromisoformat(stopped), 10)
    stop(desk, case)
    at(desk, date.fromisoformat(restarted), 11)
    done = restart(desk, case)
    calendar = desk.services.office.read_facts(desk.front).counting.calendar
    assert done.days == days
    assert done.due_date == (calendar.add_working_days(before, days) if days else before)
    assert desk.case(case).due_original == before


def test_a_stopped_case_is_neither_late_nor_near_and_has_its_own_filter(desk: Desk) -> None:
    case = minor(desk)
    at(desk, date(2026, 4, 23))
    assert listed(desk, "due_soon") == [case]
    stop(desk, case)
    assert (listed(desk, "due_soon"), listed(desk, "stopped")) == ([], [case])
    at(desk, date(2026, 6, 15))
    for lateness in ("late", "due_soon", "step_late", "closed"):
        assert listed(desk, lateness) == []
    (row,) = desk.services.register.list_complaints(desk.supervisor, RegisterFilter(lateness="on_time"))
    assert (row.late, row.due_soon, row.stopped_on) == (False, False, date(2026, 4, 23))
    assert desk.services.review.see_my_day(desk.supervisor).late == 0
    assert restart(desk, case).due_date >= date(2026, 6, 15)
    assert listed(desk, "late") == []


def test_stopping_makes_nothing_timely_that_was_late(desk: Desk) -> None:
    case = minor(desk)
    at(desk, date(2026, 4, 27))
    stop(desk, case)
    at(desk, date(2026, 5, 15))
    assert (listed(desk, "late"), listed(desk, "stopped")) == ([case], [case])
    month = desk.services.indicators.read_month(desk.supervisor, Month(2026, 4), date(2026, 5, 15))
    assert month.year_to_date.movement.overdue_ids == (case,)
    assert restart(desk, case).due_date < date(2026, 5, 15)


def test_figures_at_a_cut_off_take_the_clock_at_the_day_it_was_stopped(desk: Desk) -> None:
    case = minor(desk)
    at(desk, date(2026, 4, 21))
    stop(desk, case)
    at(desk, date(2026, 5, 20))
    restart(desk, case)
    at(desk, date(2026, 6, 30))
    late = {}
    for day in (
        date(2026, 4, 30),
        date(2026, 5, 19),
        date(2026, 5, 25),
        date(2026, 5, 26),
        date(2026, 6, 30),
    ):
        found = desk.services.indicators.read_month(desk.supervisor, Month(2026, 4), day).year_to_date
        late[day] = case in found.movement.overdue_ids
        assert (case in found.open_not_due_ids) is not late[day]
    due = desk.case(case).due_date
    assert due == date(2026, 5, 25)
    assert late == {day: day > due for day in late}


def test_the_reply_clock_runs_while_the_case_waits(desk: Desk) -> None:
    case = desk.register().complaint_id
    stop(desk, case)
    at(desk, date(2026, 5, 4))
    assert desk.case(case).reply_due == date(2026, 4, 25)
    assert listed(desk, "no_reply") == [case]


def test_a_step_entered_while_the_clock_stands_stands_from_that_day(desk: Desk) -> None:
    case = desk.register().complaint_id
    stop(desk, case)  # on the 10th
    at(desk, date(2026, 4, 20))
    desk.screen(case)  # to be assigned within one working day of the step
    assert (desk.case(case).step, desk.case(case).step_due) == ("assign", date(2026, 4, 21))
    assert desk.case(case).stopped_on is not None
    at(desk, date(2026, 4, 22))
    restart(desk, case)
    assert desk.case(case).step_due == date(2026, 4, 23)


def test_closing_ends_a_stop_and_is_judged_by_the_moved_date(desk: Desk) -> None:
    case = minor(desk)
    at(desk, date(2026, 4, 22))
    stop(desk, case)
    at(desk, date(2026, 5, 8))
    desk.services.casework.close_early(
        desk.supervisor, case, desk.case(case).version, "withdrawn", "ผู้ร้องขอถอน", desk.command()
    )
    shown = desk.case(case)
    assert (shown.status, shown.stopped_on, shown.late_reason) == ("closed", None, "")
    # Eleven working days after 22 April up to 8 May: 1 May is worked, 4 May is not.
    assert clocks(shown)[-2:] == [("restarted", date(2026, 5, 12), 11), ("met", date(2026, 5, 12), None)]
    assert listed(desk, "closed_late") == []


def test_passing_a_case_on_ends_a_stop(desk: Desk) -> None:
    case = desk.register().complaint_id
    desk.screen(case, within_authority=False)
    stop(desk, case)
    at(desk, date(2026, 4, 20))
    desk.step(desk.front, case, agency="เทศบาลนครลำปาง", complainant_told="told")
    shown = desk.case(case)
    assert (shown.step, shown.stopped_on) == ("follow_up", None)
    assert clocks(shown)[-1][0] == "restarted"


def test_a_reopened_case_keeps_its_first_closing_and_its_date(desk: Desk) -> None:
    case = desk.closed()
    first, due = desk.case(case).first_closed_at, desk.case(case).due_date
    assert "stop_clock" not in desk.case(case).actions
    at(desk, date(2026, 4, 20))
    desk.services.casework.reopen_case(
        desk.supervisor, case, desk.case(case).version, "ได้ข้อมูลใหม่", desk.command()
    )
    stop(desk, case)
    at(desk, date(2026, 4, 22))
    assert restart(desk, case).due_date == date(2026, 4, 28)
    assert (desk.case(case).first_closed_at, due) == (first, DUE)


def test_a_void_number_has_no_clock(desk: Desk) -> None:
    case = desk.register().complaint_id
    stop(desk, case)
    version = desk.case(case).version
    desk.services.casework.void_case(desk.supervisor, case, version, "รับซ้ำ", desk.command())
    assert listed(desk, "stopped") == []
    with pytest.raises(DomainError) as caught:
        restart(desk, case)
    assert caught.value.code == "case.voided"


def test_who_may_stop_a_clock(desk: Desk) -> None:
    case = minor(desk)
    for actor in (desk.front, desk.viewer, desk.admin):
        with pytest.raises(NotAllowed):
            stop(desk, case, actor)
    with pytest.raises(DomainError) as caught:  # the other officer does not even see it
        stop(desk, case, desk.second)
    assert caught.value.code == "not_found"
    fresh = desk.register().complaint_id
    with pytest.raises(DomainError) as caught:
        stop(desk, fresh, desk.officer)
    assert caught.value.code == "case.clock_not_yours"
    with pytest.raises(NotAllowed):
        extend(desk, case, date(2026, 4, 30), desk.officer)


def test_a_clock_is_stopped_once_and_restarted_once(desk: Desk) -> None:
    case = minor(desk)
    with pytest.raises(DomainError) as caught:
        restart(desk, case)
    assert caught.value.code == "case.clock_runs"
    stop(desk, case)
    with pytest.raises(DomainError) as caught:
        stop(desk, case)
    assert caught.value.code == "case.clock_stopped"
    with pytest.raises(Invalid) as invalid:
        desk.services.clockwork.restart_clock(
            desk.supervisor, case, desk.case(case).version, " \u200b", desk.command()
        )
    assert set(invalid.value.fields) == {"reason"}


def test_a_command_sent_twice_is_carried_out_once_and_answers_alike(desk: Desk) -> None:
    case = minor(desk)
    version, clockwork = desk.case(case).version, desk.services.clockwork
    first = clockwork.extend_due(desk.supervisor, case, version, date(2026, 5, 2), "รอผล", "same")
    again = clockwork.extend_due(desk.supervisor, case, version, date(2026, 5, 2), "รอผล", "same")
    assert again == first
    assert first.due_date == date(2026, 5, 5)
    with pytest.raises(Conflict):
        clockwork.stop_clock(desk.supervisor, case, version, "รอ", desk.command())


# --- extending


def test_an_extension_keeps_the_first_date_and_takes_the_next_working_day(desk: Desk) -> None:
    case = minor(desk)
    done = extend(desk, case, date(2026, 5, 2))  # a Saturday; Monday is Coronation Day
    assert (done.due_date, done.wanted, done.counts, done.days) == (
        date(2026, 5, 5), date(2026, 5, 2), True, 6,
    )  # fmt: skip
    shown = desk.case(case)
    assert (shown.due_original, shown.step_due) == (date(2026, 5, 7), date(2026, 5, 5))
    assert clocks(shown)[-1] == ("extended", date(2026, 5, 5), 6)
    assert shown.history[-1].kind == "due_extended"


@pytest.mark.parametrize(
    ("due", "code"),
    [
        (DUE, "due.not_later"), (date(2026, 4, 1), "due.not_later"), (date.min, "due.not_later"),
        (date(2026, 5, 20), "due.too_far"), (date(2027, 1, 4), "due.too_far"), (date.max, "due.too_far"),
    ],
)  # fmt: skip
def test_an_extension_is_later_and_not_too_far(desk: Desk, due: date, code: str) -> None:
    case = minor(desk)
    with pytest.raises(Invalid) as caught:
        extend(desk, case, due)
    assert caught.value.fields["new_due"].code == code
    assert desk.case(case).due_date == DUE
    assert extend(desk, case, date(2026, 5, 19)).due_date == date(2026, 5, 19)


def test_an_extension_granted_in_time_counts_and_a_later_one_does_not(desk: Desk) -> None:
    timely, tardy = minor(desk), minor(desk)
    at(desk, DUE, 16)
    assert extend(desk, timely, date(2026, 5, 8)).counts
    at(desk, date(2026, 4, 27))
    assert not extend(desk, tardy, date(2026, 5, 8)).counts
    assert not extend(desk, tardy, date(2026, 5, 12)).counts  # granted late, it stays late
    at(desk, date(2026, 4, 30))
    year = desk.services.indicators.read_month(desk.supervisor, Month(2026, 4)).year_to_date
    assert year.movement.overdue_ids == (tardy,)
    assert year.extended_ids == (timely,)
    assert year.indicator2.denominator_ids == (tardy,)
    assert set(year.indicator2_by_original.denominator_ids) == {timely, tardy}
    assert listed(desk, "late") == []  # people work by the date in force


def test_a_recount_adds_the_days_stood_and_keeps_a_further_extension(desk: Desk) -> None:
    case = minor(desk)
    at(desk, date(2026, 4, 16))
    stop(desk, case)
    at(desk, date(2026, 4, 20))
    assert restart(desk, case).due_date == date(2026, 4, 28)  # two working days stood

    def level(code: str) -> date:
        version = desk.case(case).version
        desk.services.casework.change_level(desk.supervisor, case, version, code, "ทบทวนระดับ", desk.command())
        return desk.case(case).due_date

    assert level("opinion") == date(2026, 4, 22)  # 3 from receipt, and 2
    assert extend(desk, case, date(2026, 4, 30)).due_date == date(2026, 4, 30)
    assert level("minor") == date(2026, 4, 30)  # 28 April is nearer than the extension
    assert level("legal") == date(2026, 6, 4)  # 30 and 2: the extension is overtaken
    assert level("minor") == date(2026, 4, 28)
    assert desk.case(case).due_original == date(2026, 5, 7)


def test_no_edit_moves_a_date_that_it_has_nothing_to_do_with(desk: Desk) -> None:
    case = minor(desk)
    before = desk.case(case)
    for day in (date(2026, 4, 17), date(2026, 4, 20)):
        desk.services.office.add_holiday(desk.admin, day, "วันหยุดพิเศษ", "special", "มติ", desk.command())
    _version, content = desk.services.intake.open_for_correction(
        desk.supervisor, case, desk.command(), "แก้เบอร์โทรศัพท์"
    )
    command = CorrectComplaint(
        complaint_id=case, version=before.version, content=content, reason="แก้เบอร์โทรศัพท์"
    )
    desk.services.intake.correct_complaint(desk.supervisor, command, desk.command())
    assert (desk.case(case).due_date, desk.case(case).step_due) == (before.due_date, before.step_due)
    assert desk.case(case).clocks == before.clocks


def test_a_corrected_receipt_counts_anew_with_the_days_stood(desk: Desk) -> None:
    at(desk, date(2026, 4, 20))
    case = desk.register().complaint_id
    stop(desk, case)
    at(desk, date(2026, 4, 22))
    restart(desk, case)
    assert desk.case(case).due_date == date(2026, 5, 15)  # 15 from the 20th, and 2
    version, content = desk.services.intake.open_for_correction(
        desk.supervisor, case, desk.command(), "รับจริงวันที่ 17"
    )
    content = replace(content, received_at=content.received_at - timedelta(days=3))
    desk.services.intake.correct_complaint(
        desk.supervisor,
        CorrectComplaint(complaint_id=case, version=version, content=content, reason="รับจริงวันที่ 17"),
        desk.command(),
    )
    shown = desk.case(case)
    assert (shown.due_date, shown.due_original) == (date(2026, 5, 14), date(2026, 5, 12))


# --- approaching


def test_days_stood_are_neither_gone_nor_left(desk: Desk) -> None:
    """A minor case approaches on its sixth day of seven (80 %); two days stood make that the eighth."""
    plain, stopped, longer = minor(desk), minor(desk), minor(desk)
    at(desk, date(2026, 4, 16))
    stop(desk, stopped)
    at(desk, date(2026, 4, 20))
    restart(desk, stopped)
    extend(desk, longer, date(2026, 5, 7))  # 15 days in all: the twelfth
    assert [desk.case(case).approaching_on for case in (plain, stopped, longer)] == [
        date(2026, 4, 23), date(2026, 4, 27), date(2026, 5, 1),
    ]  # fmt: skip
    at(desk, date(2026, 4, 23))
    assert listed(desk, "due_soon") == [plain]


def test_passing_on_has_the_offices_limit_where_the_flowchart_says_none(desk: Desk) -> None:
    case = desk.register().complaint_id
    desk.screen(case, within_authority=False)
    assert desk.case(case).step_due == date(2026, 4, 20)  # three working days from receipt
    assert desk.services.office.read_facts(desk.front).settings.refer_working_days == 3


# --- late cases say why


def close_step(desk: Desk, case: int, **answers: Any) -> None:
    shown = desk.case(case)
    command = CompleteStep(
        complaint_id=case, version=shown.version, step=shown.step, answers={"outcome": "upheld", **answers}
    )
    desk.services.casework.complete_step(desk.supervisor, command, desk.command())


def to_close(desk: Desk) -> int:
    case = minor(desk)
    desk.step(desk.officer, case, findings="ตรวจสอบแล้วเป็นจริง", corrective_action="อบรมเจ้าหน้าที่")
    desk.step(desk.supervisor, case, decision="approve")
    desk.step(desk.officer, case, notification="told")
    return case


def test_a_late_case_is_not_closed_without_a_reason(desk: Desk) -> None:
    case = to_close(desk)
    at(desk, date(2026, 4, 27))
    for given in ({}, {LATE_REASON: " \n"}, {LATE_REASON: None}, {LATE_REASON: 5}):
        with pytest.raises(Invalid) as caught:
            close_step(desk, case, **given)
        assert {name: error.code for name, error in caught.value.fields.items()} == {LATE_REASON: "required"}
    assert desk.case(case).status == "open"
    close_step(desk, case, late_reason="รอผลตรวจสอบจากหน่วยงานอื่น ")
    shown = desk.case(case)
    assert (shown.status, shown.late_reason) == ("closed", "รอผลตรวจสอบจากหน่วยงานอื่น")
    assert shown.history[-1].data[LATE_REASON] == "รอผลตรวจสอบจากหน่วยงานอื่น"
    assert LATE_REASON not in shown.history[-1].data["answers"]


def test_a_case_closed_in_time_is_asked_nothing(desk: Desk) -> None:
    case = to_close(desk)
    at(desk, DUE, 16)
    close_step(desk, case, late_reason="ไม่ได้ล่าช้า")
    assert (desk.case(case).late_reason, desk.case(case).status) == ("", "closed")


def test_closing_early_after_the_date_says_why_too(desk: Desk) -> None:
    case = minor(desk)
    at(desk, date(2026, 4, 27))
    casework = desk.services.casework
    with pytest.raises(Invalid) as caught:
        casework.close_early(
            desk.supervisor, case, desk.case(case).version, "withdrawn", "ขอถอน", desk.command()
        )
    assert set(caught.value.fields) == {LATE_REASON}
    casework.close_early(
        desk.supervisor, case, desk.case(case).version, "withdrawn", "ขอถอน", desk.command(), "ติดต่อไม่ได้"
    )
    assert desk.case(case).late_reason == "ติดต่อไม่ได้"


def test_nothing_of_a_clock_is_ever_rewritten(desk: Desk) -> None:
    case = minor(desk)

    def rows() -> list[tuple[Any, ...]]:
        with desk.services.store.reading() as session:
            return [
                tuple(row)
                for table in (ClockEvent, CaseState)
                for row in session.execute(
                    select(*table.__table__.c).where(table.complaint_id == case).order_by(table.id)
                )
            ]

    seen = rows()
    for day, act in (
        (date(2026, 4, 17), lambda: stop(desk, case)),
        (date(2026, 4, 21), lambda: restart(desk, case)),
        (date(2026, 4, 22), lambda: extend(desk, case, date(2026, 5, 8))),
    ):
        at(desk, day)
        act()
        now = rows()
        assert [row for row in now if row in seen] == seen
        assert len(now) > len(seen)
        seen = now
    with desk.services.store.reading() as session:
        complaint = session.scalar(select(Complaint).where(Complaint.id == case))
        assert complaint is not None
        assert complaint.due_original == date(2026, 5, 7)
    desk.services.verification.verify()


# --- what the figures and the next edit read


def states(desk: Desk, case: int) -> list[CaseState]:
    with desk.services.store.reading() as session:
        query = select(CaseState).where(CaseState.complaint_id == case).order_by(CaseState.id)
        return list(session.scalars(query))


def test_a_stop_that_passing_on_ended_is_over_for_the_figures_too(desk: Desk) -> None:
    case = desk.register().complaint_id
    desk.screen(case, within_authority=False)
    stop(desk, case)
    at(desk, date(2026, 4, 20))
    desk.step(desk.front, case, agency="เทศบาลนครลำปาง", complainant_told="told")
    shown, newest = desk.case(case), states(desk, case)[-1]
    assert (newest.stopped_on, newest.due, newest.due_unextended) == (None, shown.due_date, shown.due_date)
    assert extend(desk, case, shown.due_date + timedelta(days=1)).days == 1
    assert states(desk, case)[-1].due_unextended == shown.due_date


def correct_receipt(desk: Desk, case: int, **moved: float) -> None:
    version, content = desk.services.intake.open_for_correction(desk.supervisor, case, desk.command(), "แก้")
    content = replace(content, received_at=content.received_at + timedelta(**moved))
    command = CorrectComplaint(complaint_id=case, version=version, content=content, reason="แก้ตามจริง")
    desk.services.intake.correct_complaint(desk.supervisor, command, desk.command())


def test_a_receipt_corrected_on_a_closed_case_counts_from_its_reopening(desk: Desk) -> None:
    case = desk.closed()
    correct_receipt(desk, case, days=-1)
    assert desk.case(case).due_date == DUE
    desk.services.casework.reopen_case(
        desk.supervisor, case, desk.case(case).version, "ได้ข้อมูลใหม่", desk.command()
    )
    shown = desk.case(case)
    assert (shown.due_date, shown.reply_due) == (date(2026, 4, 23), date(2026, 4, 24))
    correct_receipt(desk, case)
    assert desk.case(case).due_date == shown.due_date


def test_another_day_of_receipt_that_moves_no_date_is_counted_from_once(desk: Desk) -> None:
    """Received on Saturday, not on Sunday: the date stays, and no later edit counts anew."""
    at(desk, date(2026, 4, 20))
    case = desk.register(received_at=datetime(2026, 4, 19, 23, 59, tzinfo=BANGKOK)).complaint_id
    due = desk.case(case).due_date
    correct_receipt(desk, case, days=-1)
    assert clocks(desk.case(case))[-1] == ("recounted", due, 15)
    desk.services.office.add_holiday(
        desk.admin, date(2026, 4, 24), "วันหยุดพิเศษ", "special", "มติ", desk.command()
    )
    correct_receipt(desk, case)
    assert desk.case(case).due_date == due


def test_the_reason_of_an_earlier_late_closing_is_none_of_a_timely_one(desk: Desk) -> None:
    case = to_close(desk)
    at(desk, date(2026, 4, 27))
    close_step(desk, case, late_reason="รอผลตรวจสอบ")
    desk.services.casework.reopen_case(
        desk.supervisor, case, desk.case(case).version, "ได้ข้อมูลใหม่", desk.command()
    )
    extend(desk, case, date(2026, 5, 8))
    desk.services.casework.close_early(
        desk.supervisor, case, desk.case(case).version, "duplicate", "ซ้ำ", desk.command()
    )
    shown = desk.case(case)
    assert shown.late_reason == ""
    assert [line.data[LATE_REASON] for line in shown.history if LATE_REASON in line.data] == ["รอผลตรวจสอบ"]
