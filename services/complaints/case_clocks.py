"""Run a case's clocks: closure, step and reply; every change of a date is a row that is only added."""

from datetime import date

from sqlalchemy import func, select

from models.complaints import CaseState, ClockEvent, Complaint
from services.flowchart.definition import Chart, Limit, Step
from services.office.facts import OfficeFacts
from services.unit_of_work import Work

# Who waits for an answer: nobody was named in an anonymous letter, and nobody complained in the news.
WAITING = ("named", "hidden")
CLOSED, REFERRED = "ยุติเรื่อง", "ส่งต่อหน่วยงานที่เกี่ยวข้อง"


def limit_of(step: Step, facts: OfficeFacts) -> Limit | None:
    """Return a step's limit; passing a case on has the office's own where the flowchart says none."""
    if step.limit is None and step.purpose == "refer":
        return Limit("working_days", facts.settings.refer_working_days, "receipt")
    return step.limit


class CaseClocks:
    """Run the clocks of one case inside one unit of work.

    Beside the date in force, which stands in the case, there are two that the figures read: the one that
    counts (an extension counts only if it was granted in time) and the one without any extension.
    """

    def __init__(self, work: Work, facts: OfficeFacts, complaint: Complaint) -> None:
        self._work = work
        self.facts = self._facts = facts
        self.complaint = complaint
        self._figures: tuple[date, date] | None = None

    @property
    def chart(self) -> Chart:
        """Return the version of the flowchart that the case is bound to."""
        return self._facts.charts[self.complaint.flowchart_version_id]

    @property
    def level(self) -> str | None:
        """Return the code of the case's level, where it has one."""
        return self._facts.levels.code_of(self.complaint.level_id)

    @property
    def due_counted(self) -> date:
        """Return the due date that indicator 2 judges by."""
        return self._dates()[0]

    @property
    def due_unextended(self) -> date:
        """Return the due date as it would be without any extension."""
        return self._dates()[1]

    @property
    def clock_day(self) -> date:
        """Return the day at which the closure clock stands: today, or the day it was stopped."""
        return self.complaint.stopped_on or self._today

    # --- starting and counting anew

    def start_clocks(self) -> None:
        """Start the closure clock and, where somebody waits for an answer, the reply clock."""
        complaint = self.complaint
        received = complaint.received_at.date()
        due, days = self._facts.counting.closure(received, self.level)
        complaint.due_original = due
        self._figures = due, due
        complaint.due_date = due
        complaint.approaching_on = self._facts.counting.approaching_on(received, due)
        self._clock("closure", "started", basis=received, days=days, due=due)
        if complaint.identity in WAITING:
            complaint.reply_due = self._facts.counting.reply(received)
            limit = self._facts.settings.reply_clock_calendar_days
            self._clock("reply", "started", basis=received, days=limit, due=complaint.reply_due)

    def recount(self, reason: str) -> None:
        """Count the closure date anew from receipt where the receipt or the limit changed.

        An edit that changes neither leaves every date as it was given, whatever the holiday table says by
        now. The days that the clock stood are added, an extension that reaches further stays.
        """
        received = self.complaint.received_at.date()
        due, days = self._facts.counting.closure(received, self.level)
        last = self.last_count("closure")
        if last is not None and (last.basis, last.days) == (received, days):
            return
        base = self._facts.counting.later(due, self.stood("closure"))
        self._count_from(base, received, days, reason)
        self._recount_step(reason)

    def recount_reply(self, reason: str) -> None:
        """Count the reply date anew after the received date or the complainant was corrected."""
        complaint = self.complaint
        received = complaint.received_at.date()
        due = self._facts.counting.reply(received) if complaint.identity in WAITING else None
        last = self.last_count("reply")
        if due is not None and last is not None and last.due is not None and last.basis == received:
            return
        if due != complaint.reply_due:
            complaint.reply_due = due
            limit = self._facts.settings.reply_clock_calendar_days
            self._clock("reply", "recounted", basis=received, days=limit, due=due, reason=reason)

    def move_due(self, due: date, reason: str) -> None:
        """Bring the closure date where a changed holiday table has it; what was counted from stays."""
        last = self.last_count("closure")
        received = self.complaint.received_at.date()
        basis, days = (last.basis, last.days) if last is not None else (received, None)
        if self.is_extended:
            counted = due if self.due_counted == self.complaint.due_date else self.due_counted
            self._figures = counted, self.due_unextended
            self._set_due(due)
            self._clock("closure", "recounted", basis=basis, days=days, due=due, reason=reason)
        else:
            self._count_from(due, basis, days, reason)
        self._follow("recounted", None, reason)

    def move_step(self, due: date, reason: str) -> None:
        """Bring the date of the step in hand where a changed holiday table has it."""
        complaint, last = self.complaint, self.last_count("step")
        complaint.step_due = due
        basis, days = (last.basis, last.days) if last is not None else (self._today, None)
        self._clock("step", "recounted", basis=basis, days=days, due=due, step=complaint.step, reason=reason)

    @property
    def is_extended(self) -> bool:
        """Tell whether the date in force was set by an extension."""
        return self.complaint.due_date > self.due_unextended

    # --- standing still, and more time

    def stop(self, reason: str) -> None:
        """Let the closure clock and that of the step stand from today; the reply clock runs on."""
        complaint = self.complaint
        complaint.stopped_on = self._today
        self._clock("closure", "stopped", basis=self._today, days=None, due=complaint.due_date, reason=reason)
        if complaint.step_due is not None:
            self._clock(
                "step", "stopped",
                basis=self._today, days=None, due=complaint.step_due, step=complaint.step, reason=reason,
            )  # fmt: skip

    def run_on(self, reason: str) -> int:
        """Let stopped clocks run again, each date later by the working days it stood; return these."""
        complaint, counting = self.complaint, self._facts.counting
        if complaint.stopped_on is None:
            return 0
        stopped, complaint.stopped_on = complaint.stopped_on, None
        days = counting.stood(stopped, self._today)
        self._figures = counting.later(self.due_counted, days), counting.later(self.due_unextended, days)
        due = counting.later(complaint.due_date, days)
        self._clock("closure", "restarted", basis=self._today, days=days, due=due, reason=reason)
        self._set_due(due)
        if complaint.step_due is not None and not self._follow("restarted", days, reason):
            entered = complaint.step_entered_at.date()
            stood = counting.stood(max(stopped, entered), self._today)
            complaint.step_due = counting.later(complaint.step_due, stood)
            self._clock(
                "step", "restarted",
                basis=self._today, days=stood, due=complaint.step_due, step=complaint.step, reason=reason,
            )  # fmt: skip
        return days

    def is_late_if_closed(self) -> bool:
        """Tell whether closing the case now, which ends a stop, would be after its due date."""
        complaint = self.complaint
        due = self._facts.counting.due_running(complaint.due_date, complaint.stopped_on, self._today)
        return due < self._today

    def extend(self, due: date, reason: str) -> None:
        """Put the due date off to a later day; it counts for the figures only if granted in time."""
        complaint = self.complaint
        days = self._facts.counting.calendar.working_days_between(complaint.due_date, due)
        counted = due if self.due_counted >= self.clock_day else self.due_counted
        self._figures = counted, self.due_unextended
        self._set_due(due)
        self._clock("closure", "extended", basis=self._today, days=days, due=due, reason=reason)
        self._follow("extended", days, reason)

    # --- steps, answers, ends

    def mark_replied(self) -> None:
        """Stop the reply clock at the first time the complainant heard something."""
        if self.complaint.reply_due is not None and self.complaint.replied_at is None:
            self.complaint.replied_at = self._work.now
            self._clock("reply", "met", basis=self._today, days=None, due=self.complaint.reply_due)

    def enter_step(self, code: str) -> None:
        """Move the case to a step and start the step's clock."""
        complaint = self.complaint
        complaint.step = code
        complaint.step_entered_at = self._work.now
        complaint.step_due = None
        if code in self.chart.ends:
            return
        limit = self._limit(code)
        received = complaint.received_at.date()
        due, days = self._facts.counting.step(limit, self._today, received, complaint.due_date)
        complaint.step_due = due
        if due is not None:
            basis = received if limit and limit.base == "receipt" else self._today
            self._clock("step", "started", basis=basis, days=days, due=due, step=code)

    def close(self, outcome: str | None) -> None:
        """Bring the case to closure; a stop ends with it, and the first closing is kept for ever."""
        complaint = self.complaint
        self.run_on(CLOSED)
        complaint.status = "closed"
        complaint.outcome = outcome
        complaint.closed_at = self._work.now
        complaint.closed_on = self._today
        complaint.first_closed_at = complaint.first_closed_at or self._work.now
        complaint.step_due = None
        self._clock("closure", "met", basis=self._today, days=None, due=complaint.due_date)

    def restart(self, reason: str) -> None:
        """Let the closure clock run on after a reopening, with the date it had."""
        due = self.complaint.due_date
        self._clock("closure", "reopened", basis=self._today, days=None, due=due, reason=reason)

    # --- what was counted before

    def last_count(self, clock: str) -> ClockEvent | None:
        """Return the event that a clock's date was last counted by; for a step, that of the step in hand."""
        query = select(ClockEvent).where(
            ClockEvent.office_id == self._work.office_id,
            ClockEvent.complaint_id == self.complaint.id,
            ClockEvent.clock == clock,
            ClockEvent.event.in_(("started", "recounted")),
        )
        if clock == "step":
            query = query.where(
                ClockEvent.step == self.complaint.step, ClockEvent.at >= self.complaint.step_entered_at
            )
        found: ClockEvent | None = self._work.session.scalar(query.order_by(ClockEvent.id.desc()).limit(1))
        return found

    def stood(self, clock: str) -> int:
        """Return how many working days a clock stood in stops that are over."""
        query = select(func.sum(ClockEvent.days)).where(
            ClockEvent.office_id == self._work.office_id,
            ClockEvent.complaint_id == self.complaint.id,
            ClockEvent.clock == clock,
            ClockEvent.event == "restarted",
        )
        if clock == "step":
            query = query.where(
                ClockEvent.step == self.complaint.step, ClockEvent.at >= self.complaint.step_entered_at
            )
        return self._work.session.scalar(query) or 0

    # --- inner workings

    @property
    def _today(self) -> date:
        return self._work.now.date()

    def _dates(self) -> tuple[date, date]:
        """Return the date that counts and the one without extensions, as the newest state has them."""
        if self._figures is None:
            kept = self._work.session.execute(
                select(CaseState.due, CaseState.due_unextended)
                .where(
                    CaseState.office_id == self._work.office_id,
                    CaseState.complaint_id == self.complaint.id,
                )
                .order_by(CaseState.id.desc())
                .limit(1)
            ).first()
            due = self.complaint.due_date
            self._figures = (kept.due, kept.due_unextended) if kept is not None else (due, due)
        return self._figures

    def _count_from(self, base: date, basis: date, days: int | None, reason: str) -> None:
        """Take a date counted anew; an extension that reaches further stays, and counts as before."""
        extended, counted = self.is_extended, self.due_counted > self.due_unextended
        due = max(base, self.complaint.due_date) if extended else base
        self._figures = (max(base, self.due_counted) if counted else base), base
        self._set_due(due)
        # Written where the date stays too: else the next edit of anything would count from here again.
        self._clock("closure", "recounted", basis=basis, days=days, due=due, reason=reason)

    def _set_due(self, due: date) -> None:
        complaint = self.complaint
        complaint.due_date = due
        complaint.approaching_on = self._facts.counting.approaching_on(
            complaint.received_at.date(), due, self.stood("closure")
        )

    def _recount_step(self, reason: str) -> None:
        """Bring the date of the step in hand into line: it may follow the receipt, or the case's own."""
        complaint = self.complaint
        limit = self._limit(complaint.step)
        if limit is None or self._follow("recounted", None, reason) or limit.base != "receipt":
            return
        received, entered = complaint.received_at.date(), complaint.step_entered_at.date()
        due, days = self._facts.counting.step(limit, entered, received, complaint.due_date)
        due = self._facts.counting.later(due, self.stood("step")) if due else due
        if due != complaint.step_due:
            complaint.step_due = due
            self._clock(
                "step", "recounted", basis=received, days=days, due=due, step=complaint.step, reason=reason
            )

    def _follow(self, event: str, days: int | None, reason: str) -> bool:
        """Give a step that is due with its case the case's date; tell whether the step is such a one."""
        complaint = self.complaint
        limit = self._limit(complaint.step)
        if limit is None or limit.kind != "level":
            return False
        if complaint.step_due != complaint.due_date:
            complaint.step_due = complaint.due_date
            basis = complaint.received_at.date() if event == "recounted" else self._today
            self._clock(
                "step", event, basis=basis, days=days, due=complaint.due_date,
                step=complaint.step, reason=reason,
            )  # fmt: skip
        return True

    def _limit(self, code: str) -> Limit | None:
        step = self.chart.steps.get(code)
        return limit_of(step, self._facts) if step is not None else None

    def _clock(
        self,
        clock: str,
        event: str,
        *,
        basis: date,
        days: int | None,
        due: date | None,
        step: str = "",
        reason: str = "",
    ) -> None:
        self._work.add(
            ClockEvent(
                complaint_id=self.complaint.id,
                clock=clock,
                event=event,
                step=step,
                at=self._work.now,
                basis=basis,
                days=days,
                due=due,
                reason=reason,
                actor_id=self._work.actor.account_id,
            )
        )
