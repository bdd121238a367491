"""Write the rows that every change of a case leaves behind: history, state, clocks, search."""

import json
from datetime import date
from typing import Any

from sqlalchemy import select

from models.complaints import CaseEvent, CaseState, ClockEvent, Complaint
from services.complaints.search_text import index_case
from services.flowchart.definition import Chart
from services.office.facts import OfficeFacts
from services.unit_of_work import Work


class CaseWriter:
    """Write on one case inside one unit of work."""

    def __init__(self, work: Work, facts: OfficeFacts, complaint: Complaint) -> None:
        self._work = work
        self._facts = facts
        self.complaint = complaint

    @property
    def chart(self) -> Chart:
        """Return the version of the flowchart that the case is bound to."""
        return self._facts.charts[self.complaint.flowchart_version_id]

    def add_event(
        self, kind: str, *, step: str = "", next_step: str = "", text: str = "", **data: Any
    ) -> CaseEvent:
        """Add a line to the case's history."""
        self.complaint.last_action_at = self._work.now
        event: CaseEvent = self._work.add(
            CaseEvent(
                complaint_id=self.complaint.id,
                at=self._work.now,
                actor_id=self._work.actor.account_id,
                actor_name=self._work.actor.name,
                kind=kind,
                step=step,
                next_step=next_step,
                text=text,
                data=json.dumps(data, ensure_ascii=False),
            )
        )
        return event

    def add_state(self, cause: str) -> None:
        """Add what the figures need to know from now on; a registration counts from receipt."""
        complaint = self.complaint
        self._work.add(
            CaseState(
                complaint_id=complaint.id,
                at=complaint.received_at if cause == "registered" else self._work.now,
                cause=cause,
                status=complaint.status,
                screened=complaint.screened,
                kind=complaint.kind,
                within_authority=complaint.within_authority,
                category=self._facts.categories.code_of(complaint.category_id),
                level=self.level,
                group=complaint.group,
                channel=self._facts.channels.code_of(complaint.channel_id),
                outcome=complaint.outcome,
                due=complaint.due_date,
                due_unextended=complaint.due_date if cause == "registered" else self._due_unextended(),
            )
        )

    def _due_unextended(self) -> date:
        # Not counted anew: a holiday added since must not change the date that a case was given.
        counted = self._work.session.scalar(
            select(ClockEvent.due)
            .where(
                ClockEvent.office_id == self._work.office_id,
                ClockEvent.complaint_id == self.complaint.id,
                ClockEvent.clock == "closure",
                ClockEvent.event.in_(("started", "recounted")),
            )
            .order_by(ClockEvent.id.desc())
            .limit(1)
        )
        return counted or self.complaint.due_date

    @property
    def level(self) -> str | None:
        """Return the code of the case's level, where it has one."""
        return self._facts.levels.code_of(self.complaint.level_id)

    def start_clocks(self) -> None:
        """Start the closure clock and, where somebody waits for an answer, the reply clock."""
        complaint = self.complaint
        received = complaint.received_at.date()
        due, days = self._facts.counting.closure(received, self.level)
        complaint.due_date = complaint.due_original = due
        complaint.approaching_on = self._facts.counting.approaching_on(received, due)
        self._clock("closure", "started", basis=received, days=days, due=due)
        if complaint.identity in ("named", "hidden"):
            complaint.reply_due = self._facts.counting.reply(received)
            limit = self._facts.settings.reply_clock_calendar_days
            self._clock("reply", "started", basis=received, days=limit, due=complaint.reply_due)

    def recount(self, reason: str) -> None:
        """Count the closure date anew from receipt; the original date stays."""
        received = self.complaint.received_at.date()
        due, days = self._facts.counting.closure(received, self.level)
        if due != self.complaint.due_date:
            self.complaint.due_date = due
            self.complaint.approaching_on = self._facts.counting.approaching_on(received, due)
            self._clock("closure", "recounted", basis=received, days=days, due=due, reason=reason)
        self._recount_step(reason)

    def _recount_step(self, reason: str) -> None:
        """Bring the date of the step in hand into line: it may follow the receipt, or the case's own."""
        complaint = self.complaint
        step = self.chart.steps.get(complaint.step)
        if step is None or step.limit is None:
            return
        received, entered = complaint.received_at.date(), complaint.step_entered_at.date()
        due, days = self._facts.counting.step(step.limit, entered, received, complaint.due_date)
        if due != complaint.step_due and (step.limit.kind == "level" or step.limit.base == "receipt"):
            complaint.step_due = due
            self._clock(
                "step", "recounted", basis=received, days=days, due=due, step=complaint.step, reason=reason
            )

    def recount_reply(self, reason: str) -> None:
        """Count the reply date anew after the received date or the complainant was corrected."""
        complaint = self.complaint
        received = complaint.received_at.date()
        waiting = complaint.identity in ("named", "hidden")
        due = self._facts.counting.reply(received) if waiting else None
        if due != complaint.reply_due:
            complaint.reply_due = due
            limit = self._facts.settings.reply_clock_calendar_days
            self._clock("reply", "recounted", basis=received, days=limit, due=due, reason=reason)

    def mark_replied(self) -> None:
        """Stop the reply clock at the first time the complainant heard something."""
        if self.complaint.reply_due is not None and self.complaint.replied_at is None:
            self.complaint.replied_at = self._work.now
            self._clock("reply", "met", basis=self._work.now.date(), days=None, due=self.complaint.reply_due)

    def enter_step(self, code: str) -> None:
        """Move the case to a step and start the step's clock."""
        complaint = self.complaint
        complaint.step = code
        complaint.step_entered_at = self._work.now
        complaint.step_due = None
        if code in self.chart.ends:
            return
        today = self._work.now.date()
        limit = self.chart.step(code).limit
        due, days = self._facts.counting.step(limit, today, complaint.received_at.date(), complaint.due_date)
        complaint.step_due = due
        if due is not None:
            basis = complaint.received_at.date() if limit and limit.base == "receipt" else today
            self._clock("step", "started", basis=basis, days=days, due=due, step=code)

    def close(self, outcome: str | None) -> None:
        """Bring the case to closure; the first closing is kept for ever."""
        complaint = self.complaint
        complaint.status = "closed"
        complaint.outcome = outcome
        complaint.closed_at = self._work.now
        complaint.closed_on = self._work.now.date()
        complaint.first_closed_at = complaint.first_closed_at or self._work.now
        complaint.step_due = None
        self._clock("closure", "met", basis=self._work.now.date(), days=None, due=complaint.due_date)

    def restart(self, reason: str) -> None:
        """Let the closure clock run on after a reopening, with the date it had."""
        due = self.complaint.due_date
        self._clock("closure", "reopened", basis=self._work.now.date(), days=None, due=due, reason=reason)

    def index(self) -> None:
        """Bring the search row into step."""
        self._work.flush()
        index_case(self._work.session, self.complaint)

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
