"""The holiday table, and the due dates that a change of it moves: seen before, moved with a reason."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.complaints import ClockEvent
from models.moments import BANGKOK
from services.complaints.commands import RespondentInput
from services.deadlines.calendar import load_seed
from services.deadlines.year_ahead import FixedDay, year_ahead
from services.errors import Invalid, NotAllowed
from services.office.holidays import HolidayChange, HolidayInput, HolidaysChanged
from services.resources import load_json
from services.thai.dates import be_year
from tests.services.factories import Desk

MONDAY = date(2026, 4, 20)
SPECIAL = HolidayInput(
    day=MONDAY,
    name="วันหยุดราชการเพิ่มเป็นกรณีพิเศษ",
    source="มติคณะรัฐมนตรี",
    resolution_date=date(2026, 4, 9),
)


def change(desk: Desk, wanted: HolidayChange, *, move: bool, reason: str = "มติคณะรัฐมนตรี") -> HolidaysChanged:
    return desk.services.holidays.change_holidays(
        desk.admin, wanted, move=move, reason=reason, command_id=desk.command()
    )


def preview(desk: Desk, wanted: HolidayChange) -> list[tuple[str, str, date, date]]:
    moves = desk.services.holidays.preview_holiday_change(desk.admin, wanted)
    return [(one.number, one.clock, one.old, one.new) for one in moves]


def added(**changes: Any) -> HolidayChange:
    return HolidayChange(rows=(replace(SPECIAL, **changes),))


def rows_of(desk: Desk, year: int = 2569) -> dict[date, Any]:
    return {row.day: row for row in desk.services.office.list_holidays(desk.admin, year)[0]}


def test_every_date_that_a_change_moves_is_seen_before_it_moves(desk: Desk) -> None:
    investigated = desk.investigated(level="minor")  # due on 24 April, the step with it
    fresh = desk.register().complaint_id  # due on 7 May, to be screened on the 16th
    closed = desk.closed()
    extended = desk.investigated(level="minor")
    desk.services.clockwork.extend_due(
        desk.supervisor, extended, desk.case(extended).version, date(2026, 5, 8), "รอผล", desk.command()
    )
    seen = preview(desk, added())
    assert seen == [
        ("1/2569", "closure", date(2026, 4, 24), date(2026, 4, 27)),
        ("1/2569", "step", date(2026, 4, 24), date(2026, 4, 27)),
        ("2/2569", "closure", date(2026, 5, 7), date(2026, 5, 8)),
    ]
    assert desk.case(investigated).due_date == date(2026, 4, 24)
    before = {case: desk.case(case) for case in (investigated, fresh, closed, extended)}
    assert change(desk, added(), move=True).moved == 2
    assert desk.case(investigated).due_date == desk.case(investigated).step_due == date(2026, 4, 27)
    assert desk.case(fresh).due_date == date(2026, 5, 8)
    assert desk.case(fresh).step_due == before[fresh].step_due
    for case in (closed, extended):
        assert desk.case(case) == replace(before[case])
    for case in (investigated, fresh):
        now = desk.case(case)
        assert now.due_original == before[case].due_original
        assert now.clocks[: len(before[case].clocks)] == before[case].clocks
        line = now.clocks[len(before[case].clocks)]
        assert (line.clock, line.event, line.reason) == ("closure", "recounted", "มติคณะรัฐมนตรี")
        assert (now.history[-1].kind, now.history[-1].text) == ("due_moved", "มติคณะรัฐมนตรี")
    desk.services.verification.verify()


def test_a_change_may_leave_the_dates_as_they_were_given(desk: Desk) -> None:
    case = desk.investigated(level="minor")
    before = desk.case(case)
    assert change(desk, added(), move=False, reason="") == HolidaysChanged(1, 0)
    now = desk.case(case)
    assert (now.due_date, now.clocks, now.history, now.version) == (
        before.due_date, before.clocks, before.history, before.version,
    )  # fmt: skip
    assert desk.services.deadlines.explain_due(date(2026, 4, 10), 7).due_date == date(2026, 4, 27)
    # One working day less to the same date: 80 % of six days are gone on the fifth.
    assert now.approaching_on == date(2026, 4, 23)


def test_taking_a_day_out_moves_dates_back_and_opening_does_as_well(desk: Desk) -> None:
    case = desk.register(received_at=datetime(2026, 4, 10, 8, tzinfo=BANGKOK)).complaint_id
    songkran = rows_of(desk)[date(2026, 4, 15)]
    opened = HolidayInput(
        id=songkran.id, day=songkran.day, name=songkran.name, kind=songkran.kind, office_open=True
    )
    assert preview(desk, HolidayChange(rows=(opened,)))[0] == (
        "1/2569", "closure", date(2026, 5, 7), date(2026, 5, 6),
    )  # fmt: skip
    change(desk, HolidayChange(rows=(opened,)), move=True)
    assert rows_of(desk)[songkran.day].office_open
    assert rows_of(desk)[songkran.day].kind == "regular"
    fourteenth = rows_of(desk)[date(2026, 4, 14)]
    change(desk, HolidayChange(removed=(fourteenth.id,)), move=True)
    assert date(2026, 4, 14) not in rows_of(desk)
    assert (desk.case(case).due_date, desk.case(case).due_original) == (date(2026, 5, 5), date(2026, 5, 7))


def test_days_stood_and_a_stop_still_going_on_are_kept_in_a_move(desk: Desk) -> None:
    case = desk.investigated(level="minor")
    clockwork = desk.services.clockwork
    clockwork.stop_clock(desk.supervisor, case, desk.case(case).version, "รอ", desk.command())
    desk.clock.set(datetime(2026, 4, 16, 9, tzinfo=BANGKOK))
    clockwork.restart_clock(desk.supervisor, case, desk.case(case).version, "ได้แล้ว", desk.command())
    assert desk.case(case).due_date == date(2026, 4, 27)
    clockwork.stop_clock(desk.supervisor, case, desk.case(case).version, "รออีก", desk.command())
    change(desk, added(), move=True)
    assert (desk.case(case).due_date, desk.case(case).stopped_on) == (date(2026, 4, 28), date(2026, 4, 16))


def test_an_extended_date_stays_unless_the_office_is_off_on_that_very_day(desk: Desk) -> None:
    case = desk.investigated(level="minor")
    desk.services.clockwork.extend_due(
        desk.supervisor, case, desk.case(case).version, date(2026, 5, 8), "รอผล", desk.command()
    )
    assert preview(desk, added()) == []
    friday = added(day=date(2026, 5, 8))
    assert preview(desk, friday)[0][2:] == (date(2026, 5, 8), date(2026, 5, 11))
    change(desk, friday, move=True)
    assert desk.case(case).due_date == desk.case(case).step_due == date(2026, 5, 11)
    desk.clock.set(datetime(2026, 5, 11, 15, tzinfo=BANGKOK))
    assert desk.services.review.see_my_day(desk.supervisor).late == 0


def test_a_case_is_moved_once_and_a_command_carried_out_once(desk: Desk) -> None:
    case = desk.register().complaint_id
    holidays, wanted = desk.services.holidays, added()
    first = holidays.change_holidays(desk.admin, wanted, move=True, reason="มติ", command_id="same")
    assert holidays.change_holidays(desk.admin, wanted, move=True, reason="มติ", command_id="same") == first
    assert first == HolidaysChanged(1, 1)
    assert [line.event for line in desk.case(case).clocks if line.clock == "closure"] == [
        "started", "recounted",
    ]  # fmt: skip


def test_moving_dates_needs_a_reason_and_an_administrator(desk: Desk) -> None:
    desk.register()
    with pytest.raises(Invalid) as caught:
        change(desk, added(), move=True, reason=" ")
    assert set(caught.value.fields) == {"reason"}
    assert MONDAY not in rows_of(desk)
    for actor in (desk.front, desk.officer, desk.supervisor, desk.viewer):
        with pytest.raises(NotAllowed):
            desk.services.holidays.preview_holiday_change(actor, added())
        with pytest.raises(NotAllowed):
            desk.services.holidays.change_holidays(
                actor, added(), move=False, reason="", command_id=desk.command()
            )


def test_a_case_that_the_administrator_may_not_see_moves_unseen(desk: Desk) -> None:
    secret = desk.register(confidential=True).complaint_id
    about = desk.register(respondents=(RespondentInput(account_id=desk.admin.account_id),)).complaint_id
    assert preview(desk, added()) == []
    assert change(desk, added(), move=True).moved == 0
    assert {desk.case(case).due_date for case in (secret, about)} == {date(2026, 5, 8)}


def test_a_provinces_day_counts_in_that_province_alone(desk: Desk) -> None:
    case = desk.register().complaint_id
    elsewhere = added(kind="provincial", province="เชียงใหม่")
    assert preview(desk, elsewhere) == []
    change(desk, elsewhere, move=True)
    assert desk.case(case).due_date == date(2026, 5, 7)
    assert desk.services.deadlines.explain_due(date(2026, 4, 10), 3).due_date == date(2026, 4, 20)
    row = rows_of(desk)[MONDAY]
    own = replace(SPECIAL, id=row.id, kind="provincial", province="ลำปาง")
    assert [move[1] for move in preview(desk, HolidayChange(rows=(own,)))] == ["closure"]
    change(desk, HolidayChange(rows=(own,)), move=True)
    assert desk.case(case).due_date == date(2026, 5, 8)
    kept = rows_of(desk)[MONDAY]
    assert (kept.kind, kept.province, kept.resolution_date, kept.source) == (
        "provincial", "ลำปาง", date(2026, 4, 9), "มติคณะรัฐมนตรี",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "field", "code"),
    [
        (added(day=date(2026, 4, 18)), "day", "holiday.weekend"),
        (added(day=date(2026, 4, 19)), "day", "holiday.weekend"),
        (added(day=date(2026, 4, 15)), "day", "holiday.twice"),
        (HolidayChange(rows=(SPECIAL, SPECIAL)), "day", "holiday.twice"),
        (added(day=date(2569, 4, 20)), "day", "holiday.year_range"),
        (added(day=date(1, 1, 1)), "day", "holiday.year_range"),
        (added(day=date(9999, 12, 31)), "day", "holiday.year_range"),
        (added(name=" \u200b"), "name", "required"),
        (added(name="ก" * 501), "name", "too_long"),
        (added(kind="weekend"), "kind", "choose"),
        (added(kind="provincial"), "province", "required"),
        (added(status="perhaps"), "status", "choose"),
        (HolidayChange(removed=(1,)), "day", "unknown_choice"),
        (HolidayChange(rows=(replace(SPECIAL, id=1),)), "day", "unknown_choice"),
    ],
)
def test_what_is_no_sound_table_is_refused_before_anything_is_written(
    desk: Desk, wanted: HolidayChange, field: str, code: str
) -> None:
    before = rows_of(desk)
    for act in (lambda: preview(desk, wanted), lambda: change(desk, wanted, move=True)):
        with pytest.raises(Invalid) as caught:
            act()
        assert caught.value.fields[field].code == code
    assert rows_of(desk) == before


def test_a_receipt_in_a_year_without_holidays_skips_weekends_and_warns(desk: Desk) -> None:
    desk.clock.set(datetime(2031, 4, 11, 9, tzinfo=BANGKOK))
    case = desk.register(received_at=datetime(2031, 4, 11, 8, tzinfo=BANGKOK)).complaint_id
    assert desk.case(case).due_date == date(2031, 5, 2)
    told = desk.services.deadlines.explain_case(desk.supervisor, case)
    assert "ไม่มีตารางวันหยุดราชการปี 2574" in "".join(told.warnings)


@pytest.mark.parametrize("limit", [0, 1, 10_000])
def test_a_limit_of_nothing_and_one_of_ten_thousand_days_are_counted(desk: Desk, limit: int) -> None:
    explained = desk.services.deadlines.explain_due(date(2026, 4, 11), limit)
    assert explained.due_date >= date(2026, 4, 11)
    assert sum(day.counted is not None for day in explained.days) == max(limit, 1)


# --- a year ahead


def fixed_days() -> list[FixedDay]:
    return [FixedDay(**row) for row in load_json("office/holidays.json")["fixed"]]


@pytest.mark.parametrize("year", [2570, 2571, 2572, 2573])
def test_a_year_ahead_is_computed_as_the_seed_has_it(year: int) -> None:
    """The seed's forecasts were written apart; lunar days and what joins them is all that it has more."""
    seed = {row.day: row for row in load_seed().holidays if be_year(row.day) == year}
    computed = {row.day: row for row in year_ahead(fixed_days(), year)}
    more = {day for day in seed if day not in computed}
    assert set(computed) <= set(seed)
    assert all("บูชา" in seed[day].name or "เข้าพรรษา" in seed[day].name for day in more)
    assert {day: row.kind for day, row in computed.items()} == {day: seed[day].kind for day in computed}


@pytest.mark.parametrize(
    ("year", "substitutions"),
    [
        (2566, ["2023-01-02", "2023-04-17", "2023-06-05", "2023-08-14", "2023-12-11"]),
        (2567, ["2024-01-02", "2024-04-08", "2024-04-16", "2024-05-06", "2024-07-29", "2024-10-14"]),
        (2568, ["2025-04-07", "2025-04-16", "2025-05-05"]),
        (2569, ["2026-12-07"]),
    ],
)
def test_holidays_in_a_row_give_one_day_of_substitution_at_most(year: int, substitutions: list[str]) -> None:
    """As announced; 2 January 2567 was moved by the cabinet afterwards, which nobody could compute."""
    found = [row.day.isoformat() for row in year_ahead(fixed_days(), year) if row.kind == "substitution"]
    assert found == substitutions


def test_a_proposed_year_is_a_forecast_until_somebody_confirms_it(desk: Desk) -> None:
    proposed = desk.services.holidays.propose_year(desk.admin, 2575)
    assert all(row.status == "forecast" and be_year(row.day) == 2575 for row in proposed)
    change(desk, HolidayChange(rows=proposed), move=False, reason="")
    assert set(rows_of(desk, 2575)) == {row.day for row in proposed}
    assert desk.services.holidays.propose_year(desk.admin, 2575) == ()
    assert not desk.services.office.list_holidays(desk.admin, 2575)[1]
    desk.services.office.confirm_year(desk.admin, 2575, confirmed=True, command_id=desk.command())
    assert desk.services.office.list_holidays(desk.admin, 2575)[1]
    for year in (0, 2549, 2651, 99_999):
        with pytest.raises(Invalid):
            desk.services.holidays.propose_year(desk.admin, year)


def test_what_was_given_first_is_never_rewritten(desk: Desk) -> None:
    case = desk.register().complaint_id

    def first() -> tuple[date | None, datetime]:
        with desk.services.store.reading() as session:
            row = session.scalar(
                select(ClockEvent).where(ClockEvent.complaint_id == case).order_by(ClockEvent.id)
            )
            assert row is not None
            return row.due, row.at

    before = first()
    for offset in range(3):
        change(desk, added(day=MONDAY + timedelta(days=offset)), move=True)
    assert first() == before
    assert desk.case(case).due_original == before[0]
