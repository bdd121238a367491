"""The register of inspections, on a real store."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from models.moments import BANGKOK
from services.channels.commands import (
    ChangeInspection,
    ChannelRow,
    InspectionRow,
    RecordInspection,
    SetAside,
)
from services.channels.inspections import LIST_DUE
from services.channels.standing import count_inspections
from services.complaints.commands import OpenBox, RegisterComplaint, RespondentInput
from services.errors import DomainError, Invalid, NotFound
from services.figures.indicators import with_the_offices_eyes
from services.permissions import Actor
from services.thai.dates import Month
from tests.services.factories import FRIDAY, Desk

OPENERS = "นางสมมติ เปิดกล่อง นักวิชาการคลัง\nนายตัวอย่าง นับใบ เจ้าพนักงานการคลัง"
APRIL = (date(2026, 4, 1), date(2026, 4, 30))


def at(day: int, hour: int = 9, month: int = 4) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=BANGKOK)


def standing(desk: Desk, channel: str, actor: Actor | None = None) -> ChannelRow:
    rows = desk.services.inspections.list_due(actor or desk.front)
    return next(row for row in rows if row.channel == channel)


def look(desk: Desk, channel: str, found: int = 0, **more: object) -> int:
    command = replace(RecordInspection(channel=channel, found=found), **more)  # type: ignore[arg-type]
    return desk.services.inspections.record_inspection(desk.front, command, desk.command())


def row(desk: Desk, inspection: int) -> InspectionRow:
    return desk.services.inspections.read_inspection(desk.front, inspection)


def take_in(
    desk: Desk, inspection: int | None = None, *, opening: int | None = None, **changes: object
) -> int:
    content = desk.content(**({"channel": "email"} | changes))
    command = RegisterComplaint(content=content, inspection_id=inspection, box_opening_id=opening)
    return desk.services.intake.register_complaint(desk.front, command, desk.command()).complaint_id


def open_box(desk: Desk, found: int = 0, **more: object) -> int:
    command = replace(OpenBox(opened_at=desk.clock.now(), openers=OPENERS, found=found), **more)  # type: ignore[arg-type]
    return desk.services.intake.open_box(desk.front, command, desk.command())


def in_month(desk: Desk, month: Month) -> int:
    with desk.services.units.read(desk.viewer, LIST_DUE) as reading:
        facts = desk.services.facts.of(reading.session, reading.office_id)
        return count_inspections(with_the_offices_eyes(reading), facts, month)


# --- what is due


def test_a_new_office_is_to_look_today_into_what_is_looked_into_by_rounds(desk: Desk) -> None:
    rows = {one.channel: one for one in desk.services.inspections.list_due(desk.front)}
    assert len(rows) == 12
    assert {code for code, one in rows.items() if one.state == "every_time"} == {
        "walk_in", "phone", "mobile_clinic",
    }  # fmt: skip
    assert {code for code, one in rows.items() if one.state == "due"} == {
        "website", "cgd_complaint_web", "email", "cgd_call_center", "news", "social", "gcc1111", "oic_web",
    }  # fmt: skip
    assert rows["suggestion_box"].state == "later"  # of the Mondays to come
    assert desk.services.inspections.count_due(desk.front).due == 8


def test_a_look_puts_the_next_off_to_the_next_working_day_over_songkran(desk: Desk) -> None:
    look(desk, "email")
    assert standing(desk, "email").state == "later"
    assert standing(desk, "email").due_on == date(2026, 4, 16)
    for day, state, overdue in ((11, "later", 0), (15, "later", 0), (16, "due", 0), (17, "overdue", 1)):
        desk.clock.set(at(day))
        assert (standing(desk, "email").state, standing(desk, "email").overdue_days) == (state, overdue)
    desk.clock.set(at(21))
    assert standing(desk, "email").overdue_days == 3  # Friday, Monday, Tuesday: a weekend is no working day


def test_a_channel_nobody_ever_looked_into_is_due_since_the_register_began(desk: Desk) -> None:
    look(desk, "email")
    desk.clock.set(at(20))
    assert standing(desk, "website").due_on == date(2026, 4, 10)
    assert standing(desk, "website").overdue_days == 3
    assert standing(desk, "website").last_at is None


def test_one_key_records_all_of_the_day_and_once(desk: Desk) -> None:
    inspections = desk.services.inspections
    due = [one.channel for one in inspections.list_due(desk.front) if one.state == "due"]
    assert inspections.record_nothing_found(desk.front, due, "key") == 8
    assert inspections.record_nothing_found(desk.front, due, "key") == 8
    assert inspections.count_due(desk.front).due == 0
    rows = inspections.list_inspections(desk.viewer, *APRIL)
    assert [one.found for one in rows] == [0] * 8
    assert {one.recorded_by for one in rows} == {"นางสาวหน้าห้อง รับเรื่อง"}
    assert len(inspections.list_inspections(desk.viewer, *APRIL, channel="email")) == 1


def test_whoever_comes_or_calls_is_a_look_of_its_own(desk: Desk) -> None:
    assert standing(desk, "walk_in").last_at is None
    desk.register()
    assert standing(desk, "walk_in").last_at == desk.clock.now()
    assert standing(desk, "walk_in").state == "every_time"


def test_a_visit_shows_to_nobody_it_complains_about(desk: Desk) -> None:
    desk.register(respondents=(RespondentInput(person="นายผู้รับ", account_id=desk.officer.account_id),))
    assert standing(desk, "walk_in", desk.officer).last_at is None
    assert standing(desk, "walk_in", desk.supervisor).last_at is not None


@pytest.mark.parametrize(
    ("command", "field", "code"),
    [
        (RecordInspection(channel="nowhere"), "channel", "unknown_choice"),
        (RecordInspection(channel="line_oa"), "channel", "unknown_choice"),
        (RecordInspection(channel="suggestion_box"), "channel", "inspection.open_box"),
        (RecordInspection(channel="email", found=-1), "found", "number.range"),
        (RecordInspection(channel="email", found=1000), "found", "number.range"),
        (RecordInspection(channel="email", note="ก" * 2001), "note", "too_long"),
        (
            RecordInspection(channel="email", inspected_at=FRIDAY + timedelta(minutes=1)),
            "inspected_at",
            "date.future",
        ),
    ],
)
def test_a_wrong_inspection_is_refused_beside_its_field(
    desk: Desk, command: RecordInspection, field: str, code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        desk.services.inspections.record_inspection(desk.front, command, desk.command())
    assert {name: error.code for name, error in caught.value.fields.items()} == {field: code}


# --- what was found


def test_finds_become_complaints_and_what_is_late_shows(desk: Desk) -> None:
    inspection = look(desk, "email", found=3)
    assert (row(desk, inspection).waiting, row(desk, inspection).take_in_by) == (3, date(2026, 4, 16))
    case = take_in(desk, inspection)
    assert (row(desk, inspection).taken_in, row(desk, inspection).waiting) == (1, 2)
    assert desk.services.inspections.count_due(desk.front).waiting == 1
    desk.clock.set(at(20))
    here = standing(desk, "email")
    assert (here.waiting, here.waiting_in, here.take_in_by, here.take_in_late_days) == (
        2, 1, date(2026, 4, 16), 2,
    )  # fmt: skip
    take_in(desk, inspection)
    assert (row(desk, inspection).taken_in_late, row(desk, inspection).late_days) == (1, 2)
    with pytest.raises(Invalid) as caught:
        desk.services.inspections.set_aside_finds(
            desk.front, SetAside(inspection_id=inspection, count=4, reason=" "), desk.command()
        )
    assert set(caught.value.fields) == {"count", "reason"}
    desk.services.inspections.set_aside_finds(
        desk.front, SetAside(inspection_id=inspection, count=1, reason="โฆษณา"), "aside"
    )
    desk.services.inspections.set_aside_finds(
        desk.front, SetAside(inspection_id=inspection, count=1, reason="โฆษณา"), "aside"
    )
    done = row(desk, inspection)
    assert (done.waiting, done.set_aside, done.set_aside_reason, done.late_days) == (0, 1, "โฆษณา", 0)
    assert desk.services.inspections.list_waiting(desk.front) == []
    assert desk.case(case).channel == "email"


def test_nothing_is_taken_in_from_an_inspection_that_is_not_there_or_struck_out(desk: Desk) -> None:
    with pytest.raises(NotFound):
        take_in(desk, 12345)
    inspection = look(desk, "email", found=1)
    desk.services.inspections.void_inspection(desk.front, inspection, 1, "ผิดช่องทาง", desk.command())
    with pytest.raises(DomainError) as caught:
        take_in(desk, inspection)
    assert caught.value.code == "inspection.voided"


# --- what was recorded by mistake


def test_a_mistake_is_struck_out_with_its_reason_and_stays(desk: Desk) -> None:
    inspection = look(desk, "email")
    with pytest.raises(Invalid):
        desk.services.inspections.void_inspection(desk.front, inspection, 1, "  ", desk.command())
    desk.services.inspections.void_inspection(desk.front, inspection, 1, "กดผิดช่องทาง", "void")
    desk.services.inspections.void_inspection(desk.front, inspection, 1, "กดผิดช่องทาง", "void")
    assert standing(desk, "email").state == "due"
    assert row(desk, inspection).void_reason == "กดผิดช่องทาง"
    assert in_month(desk, Month(2026, 4)) == 0
    with pytest.raises(DomainError) as caught:
        desk.services.inspections.void_inspection(desk.front, inspection, 2, "อีกครั้ง", desk.command())
    assert caught.value.code == "inspection.voided"


def test_the_desk_strikes_out_its_own_of_the_day_and_a_supervisor_any(desk: Desk) -> None:
    inspection = look(desk, "email")
    desk.clock.set(at(16))
    with pytest.raises(DomainError) as caught:
        desk.services.inspections.void_inspection(desk.front, inspection, 1, "ผิด", desk.command())
    assert caught.value.code == "inspection.own_day_over"
    with pytest.raises(DomainError) as caught:
        desk.services.inspections.void_inspection(desk.supervisor, inspection, 9, "ผิด", desk.command())
    assert caught.value.code == "conflict"
    desk.services.inspections.void_inspection(desk.supervisor, inspection, 1, "ผิด", desk.command())
    assert row(desk, inspection).void_reason == "ผิด"


def test_what_cases_were_taken_in_from_stands(desk: Desk) -> None:
    inspection = look(desk, "email", found=1)
    take_in(desk, inspection)
    with pytest.raises(DomainError) as caught:
        desk.services.inspections.void_inspection(desk.supervisor, inspection, 1, "ผิด", desk.command())
    assert caught.value.code == "inspection.has_finds"


# --- the office's own choice


def test_a_supervisor_chooses_how_often_and_the_default_comes_back(desk: Desk) -> None:
    change = desk.services.inspections.change_inspection
    change(
        desk.supervisor,
        ChangeInspection(channel="suggestion_box", inspected="weekly:5", take_in_days=3),
        desk.command(),
    )
    box = standing(desk, "suggestion_box")
    assert (box.frequency, box.take_in_days, box.own_rule, box.state) == ("weekly:5", 3, True, "due")
    change(desk.admin, ChangeInspection(channel="suggestion_box"), desk.command())
    box = standing(desk, "suggestion_box")
    assert (box.frequency, box.take_in_days, box.own_rule) == ("weekly:1", 1, False)
    change(desk.admin, ChangeInspection(channel="email", inspected="unset"), desk.command())
    assert standing(desk, "email").state == "unset"


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (ChangeInspection(channel="nowhere"), "channel"),
        (ChangeInspection(channel="email", inspected="hourly"), "inspected"),
        (ChangeInspection(channel="email", inspected="weekly:7"), "inspected"),
        (ChangeInspection(channel="email", take_in_days=-1), "take_in_days"),
        (ChangeInspection(channel="email", take_in_days=31), "take_in_days"),
    ],
)
def test_a_wrong_choice_is_refused(desk: Desk, command: ChangeInspection, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        desk.services.inspections.change_inspection(desk.supervisor, command, desk.command())
    assert set(caught.value.fields) == {field}


# --- the box


def test_openings_are_numbered_by_fiscal_year_and_are_inspections(desk: Desk) -> None:
    desk.clock.set(at(29, month=9))
    open_box(desk, found=0)
    open_box(desk, found=2, blank=1)
    desk.clock.set(at(5, month=10))
    open_box(desk)
    desk.clock.set(at(30, month=12))
    rows = desk.services.inspections.list_inspections(desk.viewer, date(2026, 9, 1), date(2026, 10, 31))
    assert [one.opening_number for one in rows] == ["1/2570", "2/2569", "1/2569"]
    assert [(one.found, one.to_take_in, one.waiting) for one in rows] == [(0, 0, 0), (2, 1, 1), (0, 0, 0)]
    assert rows[0].witnesses == OPENERS
    assert in_month(desk, Month(2026, 9)) == 2


def test_slips_count_for_their_opening(desk: Desk) -> None:
    opening = open_box(desk, found=3, blank=1)
    desk.later(days=7)
    take_in(desk, opening=opening, channel="suggestion_box", identity="anonymous", name="")
    (one,) = desk.services.inspections.list_waiting(desk.front)
    assert (one.opening_id, one.taken_in, one.waiting, one.taken_in_late) == (opening, 1, 1, 1)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"openers": "คนเดียว"}, "openers", "box.two_openers"),
        ({"openers": "คนเดียว\n  \n"}, "openers", "box.two_openers"),
        ({"openers": "\n"}, "openers", "required"),
        ({"found": 1, "blank": 2}, "blank", "number.range"),
        ({"in_order": False}, "condition", "required"),
        ({"sealed_at": FRIDAY - timedelta(minutes=1)}, "sealed_at", "box.sealed_before"),
        ({"opened_at": FRIDAY + timedelta(minutes=1)}, "opened_at", "date.future"),
    ],
)
def test_an_opening_that_cannot_be_is_refused(
    desk: Desk, changes: dict[str, object], field: str, code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        open_box(desk, **changes)
    assert {name: error.code for name, error in caught.value.fields.items()} == {field: code}


# --- the month


def test_a_month_counts_what_was_looked_into_and_who_came(desk: Desk) -> None:
    look(desk, "email")
    inspection = look(desk, "website", found=1)
    take_in(desk, inspection, channel="website")
    desk.register()
    desk.register(channel="phone")
    desk.register(channel="email")  # found at no inspection, of a channel that has rounds: no look
    open_box(desk)
    assert in_month(desk, Month(2026, 4)) == 5
    assert in_month(desk, Month(2026, 3)) == 0
