"""Take complaints in: a number at once, everything in one transaction, once."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from models.base import table_of
from models.complaints import (
    Attachment,
    BoxOpening,
    BoxSlip,
    Complainant,
    Complaint,
    Draft,
    NumberCounter,
    Respondent,
)
from models.files import store_file
from models.office import Account
from services.channels.opening import add_opening, note_find, require_inspection
from services.complaints.accusation import weighed
from services.complaints.binding import chart_at_intake, step_after_register
from services.complaints.case_writer import CaseWriter
from services.complaints.commands import (
    AttachmentInput,
    ComplaintInput,
    CorrectComplaint,
    OpenBox,
    RegisterComplaint,
)
from services.complaints.content import PEOPLE_FIELDS, columns_of, content_of
from services.complaints.correction import correct, with_hidden
from services.complaints.links import tie_new
from services.complaints.reading import case_facts, require_version
from services.complaints.rights import own_today, require_in_clear, require_right_to_correct
from services.complaints.search_text import index_new_case, register_key
from services.complaints.validation import check, tidy
from services.complaints.visibility import find_visible
from services.errors import FieldError, Invalid, NotFound
from services.file_types import media_type
from services.files import ORIGINS, check_attachment, check_together, tidy_name
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import HANDLERS, Actor, Role, use_case
from services.thai.dates import fiscal_year
from services.thai.text import clean
from services.unit_of_work import Units, Work

TAKERS = frozenset({Role.FRONT_DESK, Role.SUPERVISOR})
REGISTER_COMPLAINT = use_case(
    "complaints.register_complaint",
    TAKERS,
    changes=(
        "number_counter",
        "complaint",
        "complainant",
        "respondent",
        "attachment",
        "stored_file",
        "box_slip",
        "inspection_find",
        "case_event",
        "case_state",
        "clock_event",
        "case_link",
    ),
)
CORRECT_COMPLAINT = use_case(
    "complaints.correct_complaint",
    TAKERS,
    changes=("complaint", "complainant", "respondent", "case_event", "case_state", "clock_event"),
)
OPEN_FOR_CORRECTION = use_case("complaints.open_for_correction", TAKERS, changes=())
OPEN_BOX = use_case("complaints.open_box", TAKERS, changes=("box_opening", "inspection"))
ATTACH_FILE = use_case(
    "complaints.attach_file", HANDLERS, changes=("attachment", "stored_file", "complaint", "case_event")
)

_COUNTERS = table_of(NumberCounter).c
_COUNTER = (
    select(_COUNTERS.id, _COUNTERS.last)
    .where(_COUNTERS.office_id == bindparam("office"), _COUNTERS.fiscal_year == bindparam("year"))
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class Registered:
    """Hold what the desk needs to tell the complainant at once."""

    complaint_id: int
    number: str
    received_at: datetime
    due_date: date
    reply_due: date | None
    level_set: bool


class Intake:
    """Register and correct complaints."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def register_complaint(self, actor: Actor, command: RegisterComplaint, command_id: str) -> Registered:
        """Take a complaint in and give it its number; the same command gives the same number."""
        with self._units.write(actor, REGISTER_COMPLAINT, command_id) as work:
            if work.repeated:
                return _registered(work.find(Complaint, work.repeated["complaint_id"]))
            complaint = register(work, self._facts.of(work.session, work.office_id), command)
            work.about("complaint", complaint.id)
            work.commit(complaint_id=complaint.id)
            return _registered(complaint)

    def correct_complaint(self, actor: Actor, command: CorrectComplaint, command_id: str) -> int:
        """Correct what was taken in: the desk its own entry on the day, a supervisor with a reason.

        Returns the case's new version. The number stays, whatever is corrected.
        """
        with self._units.write(actor, CORRECT_COMPLAINT, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, command.complaint_id)
            if work.repeated is not None:
                return complaint.version
            require_version(work.session, complaint, command.version)
            reason = clean(command.reason).strip()
            require_right_to_correct(work.actor, complaint, reason, work.now)
            content = _valid(with_hidden(work.session, complaint, command.content), facts, work.now)
            _require_known(work, content)
            correct(work, facts, complaint, content, reason)
            work.about("complaint", complaint.id, reason=reason)
            work.commit()
            return complaint.version

    def open_for_correction(
        self, actor: Actor, complaint_id: int, command_id: str, reason: str = ""
    ) -> tuple[int, ComplaintInput]:
        """Return a case's version and its content for the correction form; journalled.

        Who asked to stay hidden shows to whoever typed it in today, and to a supervisor who says
        why; others get that part empty, and leaving it empty in the correction keeps what is there.
        """
        with self._units.write(actor, OPEN_FOR_CORRECTION, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, complaint_id)
            require_right_to_correct(work.actor, complaint, "form", work.now)
            said = clean(reason).strip()
            blank = complaint.identity == "hidden" and not (
                said or own_today(work.actor, complaint, work.now)
            )
            content = content_of(work.session, complaint, facts, blank=blank)
            version = complaint.version
            if work.repeated is None:
                work.about("complaint", complaint.id, reason=said, revealed=not blank)
                work.commit()
            return version, content

    def open_box(self, actor: Actor, command: OpenBox, command_id: str) -> int:
        """Record an opening of the suggestion box and return its id."""
        with self._units.write(actor, OPEN_BOX, command_id) as work:
            if work.repeated:
                return int(work.repeated["opening_id"])
            facts = self._facts.of(work.session, work.office_id)
            opening = add_opening(work, facts, command)
            work.about("box_opening", opening.id)
            work.commit(opening_id=opening.id)
            return int(opening.id)

    def attach_file(self, actor: Actor, complaint_id: int, file: AttachmentInput, command_id: str) -> None:
        """Attach a file to a case that is already registered."""
        with self._units.write(actor, ATTACH_FILE, command_id) as work:
            if work.repeated is not None:
                return
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, complaint_id)
            require_in_clear(complaint)
            name = attach(work, facts, complaint.id, file)
            CaseWriter(work, facts, complaint).add_event("attached", file=name)
            complaint.version += 1
            work.about("complaint", complaint.id)
            work.commit()


def register(work: Work, facts: OfficeFacts, command: RegisterComplaint) -> Complaint:
    """Register a complaint inside a unit of work; the caller commits."""
    content = _valid(command.content, facts, work.now)
    _require_known(work, content, command.box_opening_id)
    require_inspection(work, command.inspection_id)
    limits = facts.settings.attachment_limit_mb, facts.settings.attachment_total_mb
    check_together(command.attachments, *limits)
    version_id, chart = chart_at_intake(facts, content.category)
    complaint = _new_complaint(work, facts, content, command, version_id)
    writer = CaseWriter(work, facts, complaint)
    writer.start_clocks()
    work.add(complaint)
    complainant, respondents = _add_people(work, complaint.id, content)
    for file in command.attachments:
        attach(work, facts, complaint.id, file)
    if command.box_opening_id is not None:
        work.add(BoxSlip(id=complaint.id, opening_id=command.box_opening_id))
    note_find(work, complaint, command.inspection_id, command.box_opening_id)
    following = step_after_register(chart, case_facts(complaint, facts))
    event = writer.add_event("registered", step=chart.first, next_step=following, number=complaint.number)
    writer.enter_step(following)
    writer.add_state("registered")
    index_new_case(work.session, complaint, complainant, respondents, [event])
    if command.links:
        tie_new(work, facts, complaint, command.links)
    if command.draft_id is not None:
        draft = work.session.get(Draft, (work.office_id, command.draft_id))
        if draft is not None and draft.account_id == work.actor.account_id:
            work.session.delete(draft)
    return complaint


def attach(work: Work, facts: OfficeFacts, complaint_id: int, file: AttachmentInput) -> str:
    """Store a file and tie it to a case; return the name it has there."""
    check_attachment(file, facts.settings.attachment_limit_mb)
    stored = store_file(
        work.session, work.office_id, file.content, media_type(file.content), work.now, work.new_id
    )
    name = tidy_name(file.name)
    work.add(
        Attachment(
            complaint_id=complaint_id,
            file_id=stored.id,
            name=name,
            added_at=work.now,
            added_by=work.actor.account_id,
            origin=file.origin if file.origin in ORIGINS else "",
        )
    )
    return name


def _valid(content: ComplaintInput, facts: OfficeFacts, now: datetime) -> ComplaintInput:
    content = weighed(tidy(content))
    if errors := check(content, facts, now):
        raise Invalid(errors)
    return content


def _require_known(work: Work, content: ComplaintInput, box_opening_id: int | None = None) -> None:
    accounts = {item.account_id for item in content.respondents if item.account_id is not None}
    if any(work.session.get(Account, (work.office_id, account)) is None for account in accounts):
        raise Invalid({"respondents": FieldError("unknown_choice")})
    if box_opening_id is not None and work.session.get(BoxOpening, (work.office_id, box_opening_id)) is None:
        raise NotFound


def _new_complaint(
    work: Work, facts: OfficeFacts, content: ComplaintInput, command: RegisterComplaint, version_id: int
) -> Complaint:
    year = fiscal_year(content.received_at.date())
    running = _next_running(work, year)
    return Complaint(
        office_id=work.office_id,
        id=work.new_id(),
        fiscal_year=year,
        running=running,
        number=facts.settings.number_format.format(
            running=running, fiscal_year=year, short_code=facts.profile.short_code
        ),
        old_number="",
        register_key=register_key(work.session, content.received_at),
        entered_at=work.now,
        started_at=command.started_at,
        received_by=work.actor.account_id,
        screened=False,
        within_authority=None,
        flowchart_version_id=version_id,
        step="",
        step_entered_at=work.now,
        status="open",
        last_action_at=work.now,
        outcome=None,
        version=1,
        **columns_of(content, facts),
    )


def _next_running(work: Work, year: int) -> int:
    # The counter's row is read and raised inside the writer's transaction, so a save that fails
    # takes its number back with it, and two savers never hold the same one.
    counter = work.session.connection().execute(_COUNTER, {"office": work.office_id, "year": year}).first()
    if counter is None:
        work.add(NumberCounter(fiscal_year=year, last=1))
        work.flush()
        return 1
    work.change(NumberCounter, counter.id, {"last": counter.last}, {"last": counter.last + 1})
    return int(counter.last) + 1


def _add_people(
    work: Work, complaint_id: int, content: ComplaintInput
) -> tuple[Complainant | None, list[Respondent]]:
    complainant = None
    details = {name: getattr(content, name) for name in PEOPLE_FIELDS}
    if any(details.values()) or content.complainant_kind:
        complainant = work.add(Complainant(id=complaint_id, kind=content.complainant_kind, **details))
    respondents = [
        work.add(
            Respondent(
                complaint_id=complaint_id, unit=item.unit, person=item.person, account_id=item.account_id
            )
        )
        for item in content.respondents
    ]
    return complainant, respondents


def _registered(complaint: Complaint) -> Registered:
    return Registered(
        complaint_id=complaint.id,
        number=complaint.number,
        received_at=complaint.received_at,
        due_date=complaint.due_date,
        reply_due=complaint.reply_due,
        level_set=complaint.level_id is not None,
    )
