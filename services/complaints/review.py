"""What waits for whom: the supervisor's lists and the counts of the first page."""

from dataclasses import dataclass, replace

from sqlalchemy import func, select

from models.complaints import Draft
from services.complaints.register import (
    PAGE,
    Register,
    RegisterFilter,
    RegisterRow,
    count,
)
from services.office.facts import FactsCache
from services.permissions import ALL, SUPERVISORS, Actor, Role, use_case
from services.unit_of_work import Units

REVIEW = use_case("complaints.review", SUPERVISORS, writes=False)
SEE_MY_DAY = use_case("complaints.see_my_day", ALL, writes=False)

# What the supervisor's lists show; each is a filter of the register.
LISTS = {
    "for_superior": RegisterFilter(for_superior=True, lateness="open"),
    "accusations": RegisterFilter(accusation=True, lateness="open"),
    "to_assign": RegisterFilter(purpose="assign", lateness="open"),
    "to_approve": RegisterFilter(purpose="review", lateness="open"),
    "to_close": RegisterFilter(purpose="close", lateness="open"),
    "late": RegisterFilter(lateness="late"),
    "due_soon": RegisterFilter(lateness="due_soon"),
}


@dataclass(frozen=True, slots=True)
class MyDay:
    """Hold the counts of the first page; every one opens the list with the same filter."""

    open: int
    to_screen: int
    mine: int
    unassigned: int
    late: int
    due_soon: int
    no_reply: int
    to_assign: int
    to_approve: int
    to_close: int
    drafts: int


class Review:
    """Show supervisors what waits for them, and everybody what the day holds."""

    def __init__(self, units: Units, facts: FactsCache, register: Register) -> None:
        self._units = units
        self._facts = facts
        self._register = register

    def list_waiting(
        self, actor: Actor, name: str, *, after: int | None = None, limit: int = PAGE
    ) -> list[RegisterRow]:
        """Return a page of one of LISTS."""
        self._units.require(actor, REVIEW)
        return self._register.list_complaints(actor, LISTS[name], after=after, limit=limit)

    def count_waiting(self, actor: Actor) -> dict[str, int]:
        """Return how many cases stand in each of LISTS."""
        with self._units.read(actor, REVIEW) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            return {name: count(reading, facts, wanted) for name, wanted in LISTS.items()}

    def see_my_day(self, actor: Actor) -> MyDay:
        """Return the counts of the first page."""
        with self._units.read(actor, SEE_MY_DAY) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            everything = RegisterFilter(lateness="open")

            def counted(wanted: RegisterFilter) -> int:
                return count(reading, facts, wanted)

            drafts = reading.session.scalar(
                select(func.count()).where(
                    Draft.office_id == reading.office_id, Draft.account_id == reading.actor.account_id
                )
            )
            supervises = reading.actor.has(Role.SUPERVISOR)
            return MyDay(
                open=counted(everything),
                to_screen=counted(replace(everything, purpose="screen")),
                mine=counted(replace(everything, officer_id=reading.actor.account_id)),
                unassigned=counted(replace(everything, unassigned=True)),
                late=counted(LISTS["late"]),
                due_soon=counted(LISTS["due_soon"]),
                no_reply=counted(RegisterFilter(lateness="no_reply")),
                to_assign=counted(LISTS["to_assign"]) if supervises else 0,
                to_approve=counted(LISTS["to_approve"]) if supervises else 0,
                to_close=counted(LISTS["to_close"]) if supervises else 0,
                drafts=drafts or 0,
            )
