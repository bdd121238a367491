"""The register: every complaint, newest first, filtered and searched, a page at a time."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from models.complaints import Complainant, Complaint
from models.office import Account
from services.complaints.daily import DAILY, daily_condition
from services.complaints.hidden import hidden_matches, matches_for, record_look
from services.complaints.referrals import follow_up_due
from services.complaints.respondents import for_superior
from services.complaints.search_text import terms
from services.complaints.visibility import visible_to
from services.documents.names import People, read_people
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import ALL, Actor, use_case
from services.privacy.masks import destroyed_words, mask_person, mask_text
from services.thai.dates import at_bangkok
from services.unit_of_work import Reading, Units

LIST_COMPLAINTS = use_case("complaints.list_complaints", ALL, writes=False)
EXPORT_LIST = use_case("complaints.export_list", ALL, changes=())

PAGE = 200
LATENESS = (
    "open",
    "on_time",
    "due_soon",
    "late",
    "step_late",
    "closed",
    "closed_late",
    "voided",
    "no_reply",
    "stopped",
    *DAILY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFilter:
    """Hold what to show: empty means everything. Choices are codes; lateness one of LATENESS.

    received_from and received_to are days, both included. follow_up is "due" for an agency to be asked.
    step is the code of a step on any chart; purpose what a step is for, whatever the office's charts call it.
    ids are the cases behind a figure: an empty row of them lets nothing through.
    """

    text: str = ""
    received_from: date | None = None
    received_to: date | None = None
    channel: str | None = None
    category: str | None = None
    kind: str | None = None
    level: str | None = None
    step: str | None = None
    purpose: str | None = None
    officer_id: int | None = None
    lateness: str | None = None
    unassigned: bool = False
    follow_up: str | None = None
    accusation: bool = False
    for_superior: bool = False
    ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """Hold one line of the register, people masked. key is what the next page starts after."""

    key: int
    id: int
    number: str
    received_at: datetime
    channel: str
    channel_name: str
    sub_channel_name: str
    kind: str
    screened: bool
    group: str | None
    category: str | None
    category_name: str
    level: str | None
    level_name: str
    subject: str
    detail: str
    complainant: str
    identity: str
    step: str
    step_name: str
    step_due: date | None
    due_date: date
    late: bool
    due_soon: bool
    status: str
    officer: str
    closed_at: datetime | None
    outcome: str | None
    confidential: bool
    anonymised: bool = False
    stopped_on: date | None = None
    version: int = 0
    last_action_at: datetime | None = None


class Register:
    """List complaints."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def list_complaints(
        self, actor: Actor, wanted: RegisterFilter, *, after: int | None = None, limit: int = PAGE
    ) -> list[RegisterRow]:
        """Return a page, newest received first, beginning after a row's key."""
        with self._units.read(actor, LIST_COMPLAINTS) as reading:
            rows = self._page(reading, wanted, after, limit)
            hidden = self._hidden(reading, wanted, {row.id for row in rows})
        record_look(self._units, actor, hidden)
        return rows

    def export_complaints(
        self, actor: Actor, wanted: RegisterFilter, command_id: str, *, limit: int | None = None
    ) -> list[RegisterRow]:
        """Return all that a filter lets through, to leave the program; the journal says how many."""
        rows: list[RegisterRow] = []
        with self._units.read(actor, EXPORT_LIST) as reading:
            after, size = None, PAGE
            while size == PAGE and (limit is None or len(rows) < limit):
                page = self._page(reading, wanted, after, PAGE)
                rows += page
                after, size = page[-1].key if page else None, len(page)
            hidden = self._hidden(reading, wanted, {row.id for row in rows})
        record_look(self._units, actor, hidden)
        rows = rows[:limit]
        self.record_export(actor, len(rows), command_id, way="command_line")
        return rows

    def record_export(self, actor: Actor, count: int, command_id: str, *, way: str = "clipboard") -> None:
        """Leave in the journal that somebody takes rows of the register out of the program."""
        with self._units.write(actor, EXPORT_LIST, command_id) as work:
            if work.repeated is None:
                work.about("complaint", None, rows=count, way=way)
                work.commit()

    def count_complaints(self, actor: Actor, wanted: RegisterFilter) -> int:
        """Return how many complaints a filter lets through."""
        with self._units.read(actor, LIST_COMPLAINTS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            return count(reading, facts, wanted)

    def _hidden(self, reading: Reading, wanted: RegisterFilter, shown: set[int]) -> list[int]:
        """Return which of the rows shown the search may have found by who is hidden behind them."""
        if not wanted.text or not shown:
            return []
        facts = self._facts.of(reading.session, reading.office_id)
        return [case for case in hidden_matches(reading, facts, terms(wanted.text)) if case in shown]

    def _page(
        self, reading: Reading, wanted: RegisterFilter, after: int | None, limit: int
    ) -> list[RegisterRow]:
        facts = self._facts.of(reading.session, reading.office_id)
        query = (
            select(Complaint, Complainant.title, Complainant.name, Account.display_name)
            .outerjoin(
                Complainant,
                and_(Complainant.office_id == Complaint.office_id, Complainant.id == Complaint.id),
            )
            .outerjoin(
                Account,
                and_(Account.office_id == Complaint.office_id, Account.id == Complaint.officer_id),
            )
            .where(*conditions(reading.actor, facts, wanted, reading.now.date()))
            .order_by(Complaint.register_key.desc())
            .limit(limit)
        )
        if after is not None:
            query = query.where(Complaint.register_key < after)
        return _rows(reading.session, facts, query, reading.now.date())


def count(reading: Reading, facts: OfficeFacts, wanted: RegisterFilter) -> int:
    """Return how many complaints a filter lets through, inside a look."""
    query = select(func.count()).where(*conditions(reading.actor, facts, wanted, reading.now.date()))
    return reading.session.scalar(query) or 0


def conditions(
    actor: Actor, facts: OfficeFacts, wanted: RegisterFilter, today: date
) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter, beginning with what the actor may see."""
    found = [visible_to(actor, facts.settings), *_chosen(facts, wanted)]
    if wanted.received_from:
        found.append(Complaint.received_at >= day_start(wanted.received_from))
    if wanted.received_to:
        found.append(Complaint.received_at < day_start(wanted.received_to + timedelta(days=1)))
    if wanted.unassigned:
        found.append(and_(Complaint.officer_id.is_(None), Complaint.status == "open"))
    if wanted.follow_up == "due":
        found.append(follow_up_due(today))
    if wanted.for_superior:
        found.append(for_superior(today))
    if wanted.accusation:
        found.append(and_(Complaint.evidence_given.is_not(None), Complaint.screened.is_(False)))
    if wanted.lateness in DAILY:
        found.append(daily_condition(wanted.lateness, actor, facts, today))
    elif wanted.lateness:
        found.append(_lateness(wanted.lateness, today))
    if words := terms(wanted.text):
        found.append(matches_for(actor, words))
    return found


def _chosen(facts: OfficeFacts, wanted: RegisterFilter) -> Iterator[ColumnElement[bool]]:
    for column, choices, code in (
        (Complaint.category_id, facts.categories, wanted.category),
        (Complaint.level_id, facts.levels, wanted.level),
    ):
        if code:
            choice = choices.code(code)
            yield column == (choice.id if choice else 0)
    if wanted.channel:
        channel = facts.channels.code(wanted.channel)
        in_channel = Complaint.sub_channel_id if channel and channel.parent else Complaint.channel_id
        yield in_channel == (channel.id if channel else 0)
    for plain, value in (
        (Complaint.kind, wanted.kind),
        (Complaint.step, wanted.step),
        (Complaint.officer_id, wanted.officer_id),
    ):
        if value:
            yield plain == value
    if wanted.purpose:
        yield standing_at(facts, wanted.purpose)
    if wanted.ids is not None:
        # As one value: a figure may have more cases behind it than a statement may have parameters.
        these = func.json_each(json.dumps(wanted.ids)).table_valued("value")
        yield Complaint.id.in_(select(these.c.value))


def standing_at(facts: OfficeFacts, purpose: str) -> ColumnElement[bool]:
    """Return the condition that a case stands at a step with a purpose, on the chart that it follows."""
    by_code: dict[str, dict[bool, list[int]]] = {}
    for version, chart in facts.charts.items():
        for code, step in chart.steps.items():
            found = by_code.setdefault(code, {True: [], False: []})
            found[step.purpose == purpose].append(version)
    always = [code for code, found in by_code.items() if found[True] and not found[False]]
    sometimes = [
        and_(Complaint.step == code, Complaint.flowchart_version_id.in_(found[True]))
        for code, found in by_code.items()
        if found[True] and found[False]
    ]
    return or_(Complaint.step.in_(always), *sometimes)


def day_start(day: date) -> datetime:
    """Return the first moment of a day in Bangkok."""
    return at_bangkok(day, time())


def _lateness(code: str, today: date) -> ColumnElement[bool]:
    is_open = Complaint.status == "open"
    # A stopped clock stands at the day it was stopped: what was in time then is not late now.
    runs = Complaint.stopped_on.is_(None)
    case_late = and_(Complaint.due_date < today, or_(runs, Complaint.due_date < Complaint.stopped_on))
    step_late = and_(Complaint.step_due < today, or_(runs, Complaint.step_due < Complaint.stopped_on))
    late = or_(case_late, and_(Complaint.step_due.is_not(None), step_late))
    choices: dict[str, ColumnElement[bool]] = {
        "open": is_open,
        "on_time": and_(is_open, ~late),
        "due_soon": and_(is_open, runs, Complaint.due_date >= today, Complaint.approaching_on <= today),
        "late": and_(is_open, case_late),
        "step_late": and_(is_open, late),
        "no_reply": and_(is_open, Complaint.reply_due.is_not(None), Complaint.replied_at.is_(None)),
        "closed": Complaint.status == "closed",
        "closed_late": and_(Complaint.status == "closed", Complaint.closed_on > Complaint.due_date),
        "voided": Complaint.status == "voided",
        "stopped": and_(is_open, ~runs),
    }
    return choices[code]


def _rows(session: Session, facts: OfficeFacts, query: Select[Any], today: date) -> list[RegisterRow]:
    found = session.execute(query).all()
    people = read_people(session, found[0][0].office_id, [row[0].id for row in found]) if found else {}
    return [
        _row(
            facts, complaint, people[complaint.id], mask_person(title or "", name or ""), officer or "", today
        )
        for complaint, title, name, officer in found
    ]


def _row(
    facts: OfficeFacts,
    complaint: Complaint,
    people: People,
    complainant: str,
    officer: str | None,
    today: date,
) -> RegisterRow:
    destroyed = destroyed_words(complaint.anonymised_at) if complaint.anonymised_at else ""
    is_open = complaint.status == "open"
    runs = complaint.stopped_on is None
    chart = facts.charts[complaint.flowchart_version_id]
    return RegisterRow(
        key=complaint.register_key,
        id=complaint.id,
        number=complaint.number,
        received_at=complaint.received_at,
        channel=facts.channels.code_of(complaint.channel_id) or "",
        channel_name=facts.channels.name_of(complaint.channel_id),
        sub_channel_name=facts.channels.name_of(complaint.sub_channel_id),
        kind=complaint.kind,
        screened=complaint.screened,
        group=complaint.group,
        category=facts.categories.code_of(complaint.category_id),
        category_name=facts.categories.name_of(complaint.category_id),
        level=facts.levels.code_of(complaint.level_id),
        level_name=facts.levels.name_of(complaint.level_id),
        subject=destroyed or mask_text(complaint.subject, people),
        detail=destroyed or mask_text(complaint.detail, people),
        complainant=complainant if complaint.identity == "named" else "",
        identity=complaint.identity,
        step=complaint.step,
        step_name=chart.name_of(complaint.step),
        step_due=complaint.step_due,
        due_date=complaint.due_date,
        late=is_open and complaint.due_date < (complaint.stopped_on or today),
        due_soon=is_open and runs and complaint.approaching_on <= today <= complaint.due_date,
        status=complaint.status,
        officer=officer or "",
        closed_at=complaint.closed_at,
        outcome=complaint.outcome,
        confidential=complaint.confidential,
        anonymised=bool(destroyed),
        version=complaint.version,
        stopped_on=complaint.stopped_on if is_open else None,
        last_action_at=complaint.last_action_at,
    )
