"""The office's clocks: due dates counted on its own holiday table, and why they are what they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.office import Holiday as HolidayTable
from models.office import HolidayYear, Level
from services.deadlines.calendar import Holiday, WorkCalendar
from services.flowchart.definition import Limit
from services.office.settings import Settings, read_profile


def read_calendar(session: Session, office_id: int) -> WorkCalendar:
    """Return the office's calendar, without other provinces' days; confirmed years are B.E."""
    province = read_profile(session, office_id).province
    rows = session.scalars(
        select(HolidayTable).where(
            HolidayTable.office_id == office_id, HolidayTable.province.in_(("", province))
        )
    )
    years = session.scalars(
        select(HolidayYear.year).where(HolidayYear.office_id == office_id, HolidayYear.confirmed)
    )
    holidays = [
        Holiday(
            day=row.day,
            name=row.name,
            short=row.short,
            kind=row.kind,
            status=row.status,
            source=row.source,
            office_open=row.office_open,
            resolution_date=row.resolution_date,
        )
        for row in rows
    ]
    return WorkCalendar(holidays, confirmed_years=set(years))


@dataclass(frozen=True, slots=True)
class Counting:
    """Hold what counting due dates needs: the calendar, the levels' limits and the settings."""

    calendar: WorkCalendar
    level_days: Mapping[str, int]
    default_level: str
    settings: Settings

    def closure(self, received: date, level: str | None) -> tuple[date, int]:
        """Return the closure due date and its limit; unclassified counts as the default level."""
        days = self.level_days[level or self.default_level]
        return self.calendar.add_working_days(received, days), days

    def reply(self, received: date) -> date:
        """Return the last calendar day on which the complainant must have heard something."""
        return self.calendar.reply_due(received, self.settings.reply_clock_calendar_days).due

    def step(
        self, limit: Limit | None, entered: date, received: date, case_due: date
    ) -> tuple[date | None, int | None]:
        """Return a step's due date and its limit in working days, where it has one of its own."""
        if limit is None:
            return None, None
        if limit.kind == "level":
            return case_due, None
        days = 0 if limit.kind == "same_day" else limit.days
        basis = received if limit.base == "receipt" else entered
        return self.calendar.add_working_days(basis, days), days

    def approaching_on(self, received: date, due: date, stood: int = 0) -> date:
        """Return the day from which a case's time counts as nearly gone; days stood still are no time."""
        percent, days = self.settings.approaching_percent, self.settings.approaching_working_days
        return self.calendar.approaching_on(received, due, percent, days, stood=stood)

    def stood(self, stopped: date, restarted: date) -> int:
        """Return how many working days a clock stood: after the day it was stopped, up to that of going on.

        What happens on a day off counts as of the next working day.
        """
        calendar = self.calendar
        return calendar.working_days_between(calendar.on_or_after(stopped), calendar.on_or_after(restarted))

    def due_running(self, due: date, stopped: date | None, today: date) -> date:
        """Return the due date as it is if a clock that stands goes on today."""
        return due if stopped is None else self.later(due, self.stood(stopped, today))

    def later(self, day: date, days: int) -> date:
        """Return the day that many working days later, the day itself for none."""
        return self.calendar.add_working_days(day, days) if days else day


def read_level_days(session: Session, office_id: int) -> dict[str, int]:
    """Return each level's limit in working days."""
    rows = session.execute(select(Level.code, Level.working_days).where(Level.office_id == office_id))
    return {row.code: row.working_days for row in rows}
