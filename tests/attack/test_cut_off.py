"""The cut-off of a month's figures: never in days to come, and the same whenever it is asked for."""

from datetime import datetime, timedelta

import pytest

from models.moments import BANGKOK
from services.errors import DomainError
from services.thai.dates import Month
from tests.services.factories import Desk


def test_a_cut_off_in_days_to_come_is_refused(desk: Desk) -> None:
    desk.register()
    today = desk.clock.now().date()
    month = Month.of(today)
    figures = desk.services.indicators.read_month(desk.supervisor, month)
    assert figures.cut_off == min(month.end, today)
    with pytest.raises(DomainError) as refused:
        desk.services.indicators.read_month(desk.supervisor, month.previous(), today + timedelta(days=1))
    assert refused.value.code == "report.cut_off_ahead"


def test_the_month_in_hand_can_be_asked_for_as_of_today(desk: Desk) -> None:
    desk.clock.set(datetime(2026, 11, 23, 10, tzinfo=BANGKOK))
    desk.register()
    month, today = Month.of(desk.clock.now().date()), desk.clock.now().date()
    assert (
        desk.services.indicators.read_month(desk.supervisor, month, today).this_month.movement.received == 1
    )
    with pytest.raises(DomainError) as refused:
        desk.services.indicators.read_month(desk.supervisor, month, today - timedelta(days=1))
    assert refused.value.code == "report.cut_off_before_period"


def test_a_cut_off_reads_the_same_however_much_happens_after_it(desk: Desk) -> None:
    desk.clock.set(datetime(2026, 6, 1, 9, tzinfo=BANGKOK))
    closed, waiting = desk.closed(), desk.investigated()
    desk.clock.set(datetime(2026, 7, 1, 9, tzinfo=BANGKOK))
    june = Month.of(datetime(2026, 6, 1, tzinfo=BANGKOK).date())
    before = desk.services.indicators.read_month(desk.supervisor, june)
    assert before.this_month.movement.counts() == {
        "carried_in": 0, "received": 2, "reopened": 0, "reclassified": 0, "closed": 1, "carried_out": 1,
        "overdue": 1,
    }  # fmt: skip
    desk.step(desk.officer, waiting, findings="ตรวจสอบแล้วเป็นจริง", corrective_action="อบรมเจ้าหน้าที่")
    desk.step(desk.supervisor, waiting, decision="approve")
    desk.later(days=40)
    assert desk.services.indicators.read_month(desk.supervisor, june, june.end) == before
    assert closed in before.this_month.movement.closed_ids


def test_a_computer_whose_clock_fell_back_still_reports_the_latest_month(desk: Desk) -> None:
    desk.clock.set(datetime(2026, 11, 23, 10, tzinfo=BANGKOK))
    desk.register()
    desk.clock.set(datetime(2026, 9, 1, 10, tzinfo=BANGKOK))
    november = Month.of(datetime(2026, 11, 1, tzinfo=BANGKOK).date())
    figures = desk.services.indicators.read_month(desk.supervisor, november)
    assert (figures.cut_off.day, figures.this_month.movement.received) == (23, 1)
