"""Read one case whole: what is kept of it, its flowchart, its history, its files."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints import Attachment, BoxSlip, CaseEvent, CaseState, ClockEvent, Complainant, Complaint
from models.files import StoredFile, read_chunks
from models.office import Account
from services.complaints.commands import RespondentInput
from services.complaints.content import respondents_of
from services.complaints.covering import as_is, cover_of, covered
from services.complaints.needs import NeedState, needs_of
from services.complaints.rights import actions_of, require_in_clear
from services.complaints.visibility import find_visible, visible_to
from services.errors import Conflict, DomainError, FieldError, Invalid, NotFound
from services.flowchart.definition import Chart, Step
from services.flowchart.engine import expected_path
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import ALL, SUPERVISORS, Actor, use_case
from services.privacy.masks import NOT_SHOWN, destroyed_words
from services.thai.contacts import mask_id
from services.thai.text import clean, fold
from services.unit_of_work import Units, new_command_id

SENT_ORIGIN = "letter:"  # and the kind of the letter
# Papers of the program itself that name the complainant: the letters that go there.
NAMING_ORIGINS = frozenset(
    f"{SENT_ORIGIN}{kind}"
    for kind in ("acknowledgement", "referral_told", "progress", "delay", "result", "more_information")
)
READ_CASE = use_case("complaints.read_case", ALL, writes=False)
READ_ATTACHMENT = use_case("complaints.read_attachment", ALL, changes=())
REVEAL_COMPLAINANT = use_case("complaints.reveal_complainant", SUPERVISORS, changes=())


@dataclass(frozen=True, slots=True)
class ComplainantDetail:
    """Hold who complained, as this actor may see it; masked where the name is hidden."""

    identity: str
    title: str = ""
    name: str = ""
    national_id: str = ""
    phones: str = ""
    email: str = ""
    line_id: str = ""
    address: str = ""
    kind: str = ""
    masked: bool = False


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Hold one line of a case's history; answers carry codes as the step asked for them."""

    id: int
    at: datetime
    actor: str
    kind: str
    step: str
    next_step: str
    text: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ClockLine:
    """Hold one event of a clock."""

    clock: str
    event: str
    step: str
    at: datetime
    basis: date
    days: int | None
    due: date | None
    reason: str
    actor: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """Hold one attached file's facts."""

    id: int
    name: str
    size: int
    media_type: str
    added_at: datetime
    origin: str = ""

    @property
    def is_sent(self) -> bool:
        """Tell whether it is a letter that the office sent, not something that it was given."""
        return self.origin.startswith(SENT_ORIGIN)


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """Hold one case as an actor may see it; codes for choices, names beside them where needed."""

    id: int
    version: int
    number: str
    old_number: str
    received_at: datetime
    entered_at: datetime
    started_at: datetime | None
    received_by: str
    channel: str
    channel_name: str
    sub_channel: str | None
    sub_channel_name: str
    complainant: ComplainantDetail
    group: str | None
    subject: str
    detail: str
    happened_when: str
    happened_where: str
    respondents: tuple[RespondentInput, ...]
    damage: str
    remedy_wanted: str
    complained_elsewhere: str
    answer_by: str
    callback_wanted: bool
    document_number: str
    document_date: date | None
    written_date: date | None
    confidential: bool
    kind: str
    screened: bool
    within_authority: bool | None
    category: str | None
    category_name: str
    level: str | None
    level_name: str
    officer_id: int | None
    officer: str
    status: str
    step: str
    step_name: str
    step_entered_at: datetime
    step_due: date | None
    due_date: date
    due_original: date
    due_unextended: date
    approaching_on: date
    reply_due: date | None
    replied_at: datetime | None
    first_closed_at: datetime | None
    closed_at: datetime | None
    outcome: str | None
    notification: str | None
    referred_to: str
    findings: str
    root_cause: str
    corrective_action: str
    preventive_action: str
    void_reason: str
    late_reason: str
    evidence_given: bool | None
    evidence: str
    information_ground: str
    stopped_on: date | None
    closes_late: bool
    receipt_prints: int
    anonymised_at: datetime | None
    box_opening_id: int | None
    chart: Chart
    path: tuple[str, ...]
    actions: frozenset[str]
    current_step: Step | None
    facts: Mapping[str, Any]
    history: tuple[HistoryLine, ...]
    clocks: tuple[ClockLine, ...]
    attachments: tuple[AttachmentRow, ...]
    needs: tuple[NeedState, ...] = ()


class Cases:
    """Read cases and their files."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def read_case(self, actor: Actor, complaint_id: int) -> CaseDetail:
        """Return a case whole."""
        with self._units.read(actor, READ_CASE) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            complaint = find_visible(reading.session, reading.actor, facts, complaint_id)
            return detail_of(reading.session, reading.actor, facts, complaint, reading.now)

    def find_by_number(self, actor: Actor, number: str) -> int:
        """Return the id of the case with a printed number, Thai digits or Arabic."""
        with self._units.read(actor, READ_CASE) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            found = reading.session.scalar(
                select(Complaint.id).where(
                    visible_to(reading.actor, facts.settings),
                    Complaint.number == fold(number).strip().upper(),
                )
            ) or reading.session.scalar(
                select(Complaint.id).where(
                    visible_to(reading.actor, facts.settings), Complaint.number == fold(number).strip()
                )
            )
            if found is None:
                raise NotFound(number=number)
            return found

    def read_attachment(self, actor: Actor, complaint_id: int, attachment_id: int) -> tuple[str, bytes]:
        """Return an attached file's name and bytes; the journal keeps who had them, and when."""
        with self._units.read(actor, READ_ATTACHMENT) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            complaint = find_visible(reading.session, reading.actor, facts, complaint_id)
            row = reading.find(Attachment, attachment_id)
            if row.complaint_id != complaint.id:
                raise NotFound
            if complaint.anonymised_at is not None:
                raise DomainError("file.destroyed")
            if complaint.identity == "hidden" and row.origin in NAMING_ORIGINS:
                raise DomainError("letter.hidden_paper")  # opened among the letters, with a reason
            name = cover_of(reading.session, complaint)(row.name)
            content = b"".join(read_chunks(reading.session, reading.office_id, row.file_id))
        with self._units.write(actor, READ_ATTACHMENT, new_command_id()) as work:
            work.about("complaint", complaint_id, attachment=attachment_id)
            work.commit()
        return name, content

    def reveal_complainant(
        self, actor: Actor, complaint_id: int, reason: str, command_id: str
    ) -> ComplainantDetail:
        """Show a hidden complainant to a supervisor who says why; the journal keeps it."""
        with self._units.write(actor, REVEAL_COMPLAINANT, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, complaint_id)
            reason = clean(reason).strip()
            if not reason:
                raise Invalid({"reason": FieldError("required")})
            require_in_clear(complaint)
            row = work.session.get(Complainant, (work.office_id, complaint.id))
            if work.repeated is None:
                work.about("complaint", complaint.id, reason=reason)
                work.commit()
            return _complainant(complaint, row, masked=False)


def require_version(session: Session, complaint: Complaint, version: int) -> None:
    """Refuse a save made from an older look at the case, naming who saved since."""
    if complaint.version == version:
        return
    last = session.scalar(
        select(CaseEvent)
        .where(CaseEvent.office_id == complaint.office_id, CaseEvent.complaint_id == complaint.id)
        .order_by(CaseEvent.id.desc())
        .limit(1)
    )
    raise Conflict(by=last.actor_name if last else "", at=last.at if last else None)


def case_facts(complaint: Complaint, facts: OfficeFacts) -> dict[str, Any]:
    """Return what the flowchart's conditions may look at."""
    return {
        "identity": complaint.identity,
        "kind": complaint.kind,
        "within_authority": complaint.within_authority,
        "category": facts.categories.code_of(complaint.category_id),
        "level": facts.levels.code_of(complaint.level_id),
        "officer": complaint.officer_id,
        "findings": complaint.findings,
        "corrective_action": complaint.corrective_action,
        "outcome": complaint.outcome,
        "notification": complaint.notification,
        "root_cause": complaint.root_cause,
        "preventive_action": complaint.preventive_action,
        "agency": complaint.referred_to,
        "group": complaint.group,
        "information_ground": complaint.information_ground,
        "confidential": complaint.confidential,
    }


def facts_on_chart(
    session: Session, complaint: Complaint, facts: OfficeFacts, step: Step | None
) -> dict[str, Any]:
    """Return what conditions may look at, with what earlier steps were answered beyond the case's columns.

    What the step in hand asks for itself is left out: it was answered for another time round.
    """
    asked_now = {ask.field for ask in step.asks} if step else set()
    answers: dict[str, Any] = {}
    for data in session.scalars(
        select(CaseEvent.data)
        .where(
            CaseEvent.office_id == complaint.office_id,
            CaseEvent.complaint_id == complaint.id,
            CaseEvent.kind.in_(("step", "closed")),
        )
        .order_by(CaseEvent.id)
    ):
        answers |= json.loads(data).get("answers", {})
    known = case_facts(complaint, facts)
    return {**{name: value for name, value in answers.items() if name not in asked_now}, **known}


def _with_former(chart: Chart, history: tuple[HistoryLine, ...], facts: OfficeFacts) -> Chart:
    """Return a chart that also knows the names of steps the case went through on another."""
    codes = {code for line in history for code in (line.step, line.next_step) if code}
    strange = codes - set(chart.steps) - set(chart.ends)
    known = {
        code: one.name_of(code)
        for one in facts.charts.values()
        for code in strange
        if code in one.steps or code in one.ends
    }
    return replace(chart, former=known) if known else chart


def _complainant(complaint: Complaint, row: Complainant | None, *, masked: bool) -> ComplainantDetail:
    if row is None:
        return ComplainantDetail(complaint.identity)
    if masked:
        return ComplainantDetail(complaint.identity, kind=row.kind, masked=True)
    return ComplainantDetail(
        identity=complaint.identity,
        title=row.title,
        name=row.name if complaint.anonymised_at is None else NOT_SHOWN,
        national_id=mask_id(row.national_id) if row.national_id else "",
        phones=row.phones,
        email=row.email,
        line_id=row.line_id,
        address=row.address,
        kind=row.kind,
    )


def _account_name(session: Session, office_id: int, account_id: int | None) -> str:
    account = session.get(Account, (office_id, account_id)) if account_id else None
    return account.display_name if account else ""


def _history(session: Session, complaint: Complaint, cover: Callable[[str], str]) -> tuple[HistoryLine, ...]:
    rows = session.scalars(
        select(CaseEvent)
        .where(CaseEvent.office_id == complaint.office_id, CaseEvent.complaint_id == complaint.id)
        .order_by(CaseEvent.id)
    )
    return tuple(
        HistoryLine(
            id=row.id,
            at=row.at,
            actor=row.actor_name,
            kind=row.kind,
            step=row.step,
            next_step=row.next_step,
            text=cover(row.text),
            data=covered(json.loads(row.data), cover),
        )
        for row in rows
    )


def read_clocks(session: Session, complaint: Complaint, *, clear: bool = False) -> tuple[ClockLine, ...]:
    """Return the events of a case's clocks, oldest first, with who brought each about."""
    cover = as_is if clear else cover_of(session, complaint)
    rows = session.execute(
        select(ClockEvent, Account.display_name)
        .outerjoin(Account, (Account.office_id == ClockEvent.office_id) & (Account.id == ClockEvent.actor_id))
        .where(ClockEvent.office_id == complaint.office_id, ClockEvent.complaint_id == complaint.id)
        .order_by(ClockEvent.id)
    )
    return tuple(
        ClockLine(
            clock=row.clock,
            event=row.event,
            step=row.step,
            at=row.at,
            basis=row.basis,
            days=row.days,
            due=row.due,
            reason=cover(row.reason),
            actor=name or "",
        )
        for row, name in rows
    )


def _due_unextended(session: Session, complaint: Complaint) -> date:
    return (
        session.scalar(
            select(CaseState.due_unextended)
            .where(CaseState.office_id == complaint.office_id, CaseState.complaint_id == complaint.id)
            .order_by(CaseState.id.desc())
            .limit(1)
        )
        or complaint.due_date
    )


def _attachments(
    session: Session, complaint: Complaint, cover: Callable[[str], str]
) -> tuple[AttachmentRow, ...]:
    rows = session.execute(
        select(Attachment, StoredFile)
        .join(
            StoredFile,
            (StoredFile.office_id == Attachment.office_id) & (StoredFile.id == Attachment.file_id),
        )
        .where(Attachment.office_id == complaint.office_id, Attachment.complaint_id == complaint.id)
        .order_by(Attachment.id)
    )
    return tuple(
        AttachmentRow(
            id=row.id,
            name=cover(row.name) or NOT_SHOWN,
            size=file.size,
            media_type=file.media_type,
            added_at=row.added_at,
            origin=row.origin,
        )
        for row, file in rows
    )


def detail_of(
    session: Session,
    actor: Actor,
    facts: OfficeFacts,
    complaint: Complaint,
    now: datetime,
    *,
    clear: bool = False,
) -> CaseDetail:
    """Return a case as an actor may see it; clear leaves a hidden name in its texts, once it is revealed."""
    cover = as_is if clear else cover_of(session, complaint)
    chart = facts.charts[complaint.flowchart_version_id]
    step = None if complaint.step in chart.ends else chart.step(complaint.step)
    known = facts_on_chart(session, complaint, facts, step)
    actions = actions_of(actor, complaint, step, facts, now)
    if "complete_step" not in actions:  # whoever works the step gets back what was typed into its form
        known = covered(known, cover)
    history = _history(session, complaint, cover)
    slip = session.get(BoxSlip, (complaint.office_id, complaint.id))
    copied = (
        "id version number old_number received_at entered_at started_at group subject detail happened_when "
        "happened_where damage remedy_wanted complained_elsewhere answer_by callback_wanted document_number "
        "document_date written_date confidential kind screened within_authority officer_id status step "
        "step_entered_at step_due due_date due_original reply_due replied_at first_closed_at closed_at "
        "outcome notification referred_to findings root_cause corrective_action preventive_action "
        "void_reason receipt_prints anonymised_at late_reason evidence_given evidence information_ground "
        "stopped_on approaching_on"
    )
    values = {name: covered(getattr(complaint, name), cover) for name in copied.split()}
    if complaint.anonymised_at is not None:
        values["subject"] = values["detail"] = destroyed_words(complaint.anonymised_at)
    return CaseDetail(
        **values,
        received_by=_account_name(session, complaint.office_id, complaint.received_by),
        channel=facts.channels.code_of(complaint.channel_id) or "",
        channel_name=facts.channels.name_of(complaint.channel_id),
        sub_channel=facts.channels.code_of(complaint.sub_channel_id),
        sub_channel_name=facts.channels.name_of(complaint.sub_channel_id),
        complainant=_complainant(
            complaint,
            session.get(Complainant, (complaint.office_id, complaint.id)),
            masked=complaint.identity == "hidden" and complaint.anonymised_at is None,
        ),
        respondents=respondents_of(session, complaint),
        category=facts.categories.code_of(complaint.category_id),
        category_name=facts.categories.name_of(complaint.category_id),
        level=facts.levels.code_of(complaint.level_id),
        level_name=facts.levels.name_of(complaint.level_id),
        officer=_account_name(session, complaint.office_id, complaint.officer_id),
        step_name=chart.name_of(complaint.step),
        box_opening_id=slip.opening_id if slip else None,
        chart=_with_former(chart, history, facts),
        path=tuple(expected_path(chart, complaint.step, known)),
        actions=actions,
        current_step=step,
        facts=known,
        closes_late=facts.counting.due_running(complaint.due_date, complaint.stopped_on, now.date())
        < now.date(),
        due_unextended=_due_unextended(session, complaint),
        history=history,
        clocks=read_clocks(session, complaint, clear=clear),
        attachments=_attachments(session, complaint, cover),
        needs=needs_of(session, complaint, step),
    )
