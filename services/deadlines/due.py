"""Say when something is due, and day by day why."""

from dataclasses import dataclass
from datetime import date

from services.complaints.reading import read_clocks
from services.complaints.visibility import find_visible
from services.deadlines.calendar import DayCounted
from services.deadlines.case_story import CaseExplained, case_warnings, extension_lines, tell_case
from services.deadlines.explain import explain_due, explain_reply
from services.office.facts import FactsCache
from services.permissions import ALL, Actor, use_case
from services.unit_of_work import Units

STOOD = ("closure", "restarted")
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

    def explain_case(self, actor: Actor, complaint_id: int) -> CaseExplained:
        """Return why a case is due on its day, as everything that moved the date, in order."""
        with self._units.read(actor, EXPLAIN_DUE) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            complaint = find_visible(reading.session, reading.actor, facts, complaint_id)
            clocks, due = read_clocks(reading.session, complaint), complaint.due_date
            lines, days = tell_case(facts.counting, clocks, due)
            return CaseExplained(
                complaint_id=complaint.id,
                due_date=due,
                due_original=complaint.due_original,
                stopped_on=complaint.stopped_on if complaint.status == "open" else None,
                stood=sum(line.days or 0 for line in clocks if (line.clock, line.event) == STOOD),
                lines=lines,
                days=days,
                warnings=case_warnings(facts.counting.calendar, complaint.received_at.date(), due),
                extensions=extension_lines(clocks),
            )
