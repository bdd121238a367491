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
from services.office.settings import Settings


def read_calendar(session: Session, office_id: int) -> WorkCalendar:
    """Return the office's calendar; confirmed years are B.E."""
    rows = session.scalars(select(HolidayTable).where(HolidayTable.office_id == office_id))
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

    def approaching_on(self, received: date, due: date) -> date:
        """Return the day from which a case's time counts as nearly gone."""
        return self.calendar.approaching_on(
            received, due, self.settings.approaching_percent, self.settings.approaching_working_days
        )


def read_level_days(session: Session, office_id: int) -> dict[str, int]:
    """Return each level's limit in working days."""
    rows = session.execute(select(Level.code, Level.working_days).where(Level.office_id == office_id))
    return {row.code: row.working_days for row in rows}
