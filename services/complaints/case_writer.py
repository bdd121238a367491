"""Write the rows that every change of a case leaves behind: history, state, clocks, search."""

import json
from typing import Any

from models.complaints import CaseEvent, CaseState
from services.complaints.case_clocks import CaseClocks
from services.complaints.search_text import index_case


class CaseWriter(CaseClocks):
    """Write on one case inside one unit of work."""

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
                due=self.due_counted,
                due_unextended=self.due_unextended,
                stopped_on=complaint.stopped_on if complaint.status == "open" else None,
            )
        )

    def index(self) -> None:
        """Bring the search row into step."""
        self._work.flush()
        index_case(self._work.session, self.complaint)
