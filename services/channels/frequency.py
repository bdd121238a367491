"""How often a channel is to be looked into, and on which day it is due again.

Days are those of the office's calendar: a round that falls on a day off is due on the next working day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from models.office import Channel
from services.deadlines.calendar import WorkCalendar
from services.office.codes import choices, codes, name_of
from services.resources import load_json

EVERY_TIME, EVERY_WORKING_DAY = "every_time", "every_working_day"
WEEKLY, MONTHLY, UNSET = "weekly", "monthly", "unset"
WEEKDAYS = (1, 2, 3, 4, 5)  # as ISO counts them, from Monday
TAKE_IN_DAYS = 1
LONGEST_TAKE_IN = 30
_DAY = timedelta(days=1)
_BY_FORM = {"walk_in": EVERY_TIME, "phone": EVERY_TIME, "box": WEEKLY}


@dataclass(frozen=True, slots=True)
class Frequency:
    """Hold how often: a code of inspection_frequencies, and for a weekly round its weekday."""

    code: str
    weekday: int = 1

    @property
    def has_rounds(self) -> bool:
        """Tell whether a day can be due at all."""
        return self.code in (EVERY_WORKING_DAY, WEEKLY, MONTHLY)

    def as_text(self) -> str:
        """Return the frequency as the channel keeps it."""
        return f"{self.code}:{self.weekday}" if self.code == WEEKLY else self.code

    def due_after(self, last: date, calendar: WorkCalendar) -> date | None:
        """Return the first day after a day on which a look is due; None where no day ever is."""
        if self.code == EVERY_WORKING_DAY:
            return calendar.next_working_day(last)
        if self.code not in (WEEKLY, MONTHLY):
            return None
        rounds = (calendar.on_or_after(day) for day in self._planned(last))
        return next(day for day in rounds if day > last)

    def _planned(self, last: date) -> Iterator[date]:
        """Give the days of the rounds as planned, from well before a day on."""
        if self.code == WEEKLY:
            # A round moved by days off may fall after the next week has begun: begin a month back.
            day = last - timedelta(days=last.isoweekday() - self.weekday + 28)
            while True:
                yield day
                day += 7 * _DAY
        day = (last.replace(day=1) - _DAY).replace(day=1)
        while True:
            yield day
            day = (day + 32 * _DAY).replace(day=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold how often a channel is looked into and in how many working days its finds are taken in.

    own says whether the office chose it, or the program's default stands.
    """

    frequency: Frequency
    take_in_days: int
    own: bool = False


def read_frequency(text: str) -> Frequency | None:
    """Return the frequency that a text names, None where it names none."""
    code, _colon, weekday = text.partition(":")
    if code not in codes("inspection_frequencies"):
        return None
    if not weekday:
        return Frequency(code)
    if code != WEEKLY or weekday not in {str(day) for day in WEEKDAYS}:
        return None
    return Frequency(code, int(weekday))


def rule_of(channel: Channel) -> Rule:
    """Return the rule in force for a channel: the office's choice, else the program's default."""
    default = default_rule(channel.code, channel.form)
    own = read_frequency(channel.inspected) if channel.inspected else None
    days = channel.take_in_days if channel.take_in_days is not None else default.take_in_days
    return Rule(own or default.frequency, days, own is not None or channel.take_in_days is not None)


def default_rule(code: str, form: str) -> Rule:
    """Return the program's default for a channel; one that the office added goes by its form."""
    shipped = _shipped().get(code)
    if shipped is None:
        return Rule(Frequency(_BY_FORM.get(form, EVERY_WORKING_DAY)), TAKE_IN_DAYS)
    return Rule(read_frequency(shipped["inspection"]) or Frequency(UNSET), shipped["take_in_days"])


def round_name(text: str) -> str:
    """Return a frequency in words, with its weekday where it has one."""
    frequency = read_frequency(text)
    if frequency is None:
        return ""
    if frequency.code == WEEKLY:
        return f"ทุก{choices('weekdays')[frequency.weekday - 1][1]}"
    return name_of("inspection_frequencies", frequency.code)


@cache
def _shipped() -> Mapping[str, Any]:
    return {item["code"]: item for item in load_json("office/channels.json")["channels"]}
