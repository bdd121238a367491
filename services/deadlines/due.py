"""Say when something is due, and day by day why."""

from dataclasses import dataclass
from datetime import date

from services.deadlines.calendar import DayCounted
from services.deadlines.explain import explain_due, explain_reply
from services.office.facts import FactsCache
from services.permissions import ALL, Actor, use_case
from services.unit_of_work import Units

EXPLAIN_DUE = use_case("deadlines.explain_due", ALL, writes=False)


@dataclass(frozen=True, slots=True)
class DueExplained:
    """Hold a due date, the days walked to it, and the sentence that says why."""

    due_date: date
    days: tuple[DayCounted, ...]
    sentence: str


class Deadlines:
    """Explain dates by the office's own calendar."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def explain_due(self, received: date, days: int) -> DueExplained:
        """Return the due date of a limit counted from receipt; anybody may ask."""
        with self._units.store.reading() as session:
            # An office's calendar is public, and so is the question: no account is asked for.
            calendar = self._facts.of(session, 1).counting.calendar
        walk = calendar.walk(received, days)
        return DueExplained(
            due_date=calendar.add_working_days(received, days),
            days=tuple(walk),
            sentence=explain_due(calendar, received, days),
        )

    def explain_closure(self, actor: Actor, received: date, level: str | None) -> DueExplained:
        """Return the closure due date of a level, with its reason."""
        with self._units.read(actor, EXPLAIN_DUE) as reading:
            counting = self._facts.of(reading.session, reading.office_id).counting
        return self.explain_due(received, counting.level_days[level or counting.default_level])

    def explain_reply(self, actor: Actor, received: date) -> str:
        """Return the sentence on the reply clock of a case."""
        with self._units.read(actor, EXPLAIN_DUE) as reading:
            counting = self._facts.of(reading.session, reading.office_id).counting
        return explain_reply(counting.calendar, received, counting.settings.reply_clock_calendar_days)
