"""What waits for whom: the supervisor's lists and the counts of the first page."""

from dataclasses import dataclass, replace

from sqlalchemy import func, select

from models.complaints import Draft
from services.channels.standing import count_standing, read_standing
from services.complaints.register import (
    PAGE,
    Register,
    RegisterFilter,
    RegisterRow,
    count,
)
from services.office.facts import FactsCache
from services.permissions import ALL, SUPERVISORS, Actor, Role, use_case
from services.thai.dates import bangkok_date
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


# Counts of the day by the state that their list is of.
DAY_LISTS = {
    "due_today": "due_today",
    "approaching": "approaching",
    "reply_due": "reply_due",
    "untouched": "untouched",
    "stopped": "stopped",
    "waiting": "waiting_for_me",
    "referrals": "referral_due",
}


@dataclass(frozen=True, slots=True)
class MyDay:
    """Hold the counts of the first page; every one opens the list with the same filter.

    letters is left to whoever knows of letters: they stand in a room of their own.
    roles are those the account holds at this moment: who acts as supervisor has the supervisor's day.
    """

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
    due_today: int = 0
    approaching: int = 0
    reply_due: int = 0
    untouched: int = 0
    stopped: int = 0
    waiting: int = 0
    letters: int = 0
    referrals: int = 0
    inspections: int = 0
    inspections_overdue: int = 0
    finds: int = 0
    roles: frozenset[Role] = frozenset()

    @property
    def work(self) -> int:
        """Return how much the numbers that ask for something come to; what merely runs is left out."""
        return sum(
            (
                *(self.waiting, self.to_assign, self.to_approve, self.to_close, self.late, self.due_today),
                *(self.approaching, self.reply_due, self.untouched, self.letters, self.referrals),
                *(self.inspections, self.finds, self.drafts),
            )
        )


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
            channels = count_standing(read_standing(reading, facts, bangkok_date(reading.now)))
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
                **{name: counted(RegisterFilter(lateness=code)) for name, code in DAY_LISTS.items()},
                inspections=channels.due,
                inspections_overdue=channels.overdue,
                finds=channels.waiting,
                roles=reading.actor.roles,
            )
