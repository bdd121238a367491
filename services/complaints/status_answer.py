"""What became of my complaint? Find the case a caller means, and say in a sentence how it stands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from models.casework import CaseLink
from models.complaints import Complainant, Complaint
from models.similar_index import entries_with, newest_with
from services.complaints.case_writer import CaseWriter
from services.complaints.casework import CONTACT_WAYS
from services.complaints.rights import require_in_clear
from services.complaints.similar_marks import closeness_of_names, name_marks, phone_marks
from services.complaints.status_words import StatusSentence, Told, sentence_of
from services.complaints.visibility import find_visible, visible_to
from services.documents.names import read_people
from services.errors import FieldError, Invalid
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import HANDLERS, Actor, use_case
from services.privacy.masks import destroyed_words, mask_person, mask_text
from services.thai.dates import bangkok_date, fiscal_year
from services.thai.text import fold
from services.unit_of_work import Reading, Units

FIND_FOR_CALLER = use_case("complaints.find_for_caller", HANDLERS, writes=False)
ANSWER_STATUS = use_case("complaints.answer_status", HANDLERS, writes=False)
RECORD_TOLD = use_case("complaints.record_told", HANDLERS, changes=("complaint", "case_event", "clock_event"))

MOST = 10
LOOKED_AT = 300
LIKE_ENOUGH = 0.8
ASKED_BY = ("complainant", "representative", "other")
_NUMBER = re.compile(r"(?:.*[^0-9])?0*([0-9]{1,9})\s*[/\-. ]\s*([0-9]{4}|[0-9]{2})")
_RUNNING = re.compile(r"0*([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class StatusCandidate:
    """Hold one case that a caller may mean, people masked; why is number, phone or name.

    check_first marks a hidden or confidential case: who asks is made sure of before anything is told.
    """

    complaint_id: int
    number: str
    received_on: date
    complainant: str
    subject: str
    status: str
    why: str
    check_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TellStatus:
    """Say that somebody was told how a case stands: which way, and who asked (one of ASKED_BY)."""

    complaint_id: int
    way: str = "phone"
    asked_by: str = "complainant"
    polite: str = ""


class StatusAnswers:
    """Answer whoever asks what became of a complaint."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def find(self, actor: Actor, text: str) -> tuple[StatusCandidate, ...]:
        """Return the cases that a number, a telephone number or a name may mean, the newest first.

        A hidden complainant's case is found by its number alone.
        """
        with self._units.read(actor, FIND_FOR_CALLER) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            finder = _Finder(reading, facts)
            wanted = " ".join(fold(text[:200]).split())
            return finder.find(wanted) if wanted else ()

    def answer(self, actor: Actor, complaint_id: int, polite: str = "") -> StatusSentence:
        """Return how a case stands, fit to be read out; polite is the word that ends it."""
        with self._units.read(actor, ANSWER_STATUS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            complaint = find_visible(reading.session, reading.actor, facts, complaint_id)
            return _sentence(reading, facts, complaint, polite)

    def record_told(self, actor: Actor, command: TellStatus, command_id: str) -> StatusSentence:
        """Record as a contact what was told just now; the reply clock is met where it tells what is done.

        What is told to somebody else than the complainant or who stands for them meets no clock.
        """
        with self._units.write(actor, RECORD_TOLD, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, command.complaint_id)
            _check(command)
            told = _sentence(work, facts, complaint, command.polite)
            if work.repeated is None:
                require_in_clear(complaint)
                counts = told.tells_progress and command.asked_by != "other"
                writer = CaseWriter(work, facts, complaint)
                writer.add_event(
                    "contact",
                    step=complaint.step if complaint.status == "open" else "",
                    text=told.text,
                    way=command.way,
                    reached=True,
                    tells_progress=counts,
                    asked_by=command.asked_by,
                )
                if counts:
                    writer.mark_replied()
                complaint.version += 1
                writer.index()
                work.about("complaint", complaint.id, way=command.way, asked_by=command.asked_by)
                work.commit()
            return told


def _check(command: TellStatus) -> None:
    errors: dict[str, FieldError] = {}
    if command.way not in CONTACT_WAYS:
        errors["way"] = FieldError("choose")
    if command.asked_by not in ASKED_BY:
        errors["asked_by"] = FieldError("choose")
    if errors:
        raise Invalid(errors)


class _Finder:
    def __init__(self, reading: Reading, facts: OfficeFacts) -> None:
        self._reading, self._facts = reading, facts
        self._session = reading.session
        self._visible = visible_to(reading.actor, facts.settings)
        self._found: dict[int, tuple[Complaint, str]] = {}

    def find(self, wanted: str) -> tuple[StatusCandidate, ...]:
        self._by_number(wanted)
        for mark in phone_marks(wanted)[:3]:
            self._note("phone", self._open(Complaint.register_key.in_(entries_with([mark]))))
        if not any(letter.isdigit() for letter in wanted):
            self._by_name(wanted)
        return self._candidates()

    def _by_number(self, wanted: str) -> None:
        written = [wanted, wanted.upper()]
        self._note("number", or_(Complaint.number.in_(written), Complaint.old_number.in_(written)))
        if match := _NUMBER.fullmatch(wanted):
            running, year = int(match[1]), int(match[2])
            year += 2500 if year < 100 else 0
            self._note("number", and_(Complaint.fiscal_year == year, Complaint.running == running))
        elif match := _RUNNING.fullmatch(wanted):
            # A bare number is one of this year or of the one before.
            year = fiscal_year(bangkok_date(self._reading.now))
            this = and_(Complaint.fiscal_year.in_((year, year - 1)), Complaint.running == int(match[1]))
            self._note("number", this)

    def _by_name(self, wanted: str) -> None:
        marks = name_marks(wanted)
        keys = {key for mark in marks[:3] for key in newest_with(self._session, mark, LOOKED_AT)}
        if len(marks) > 1:
            keys |= {*newest_with(self._session, " ".join(marks), LOOKED_AT)}
        if not keys:
            return
        person = and_(Complainant.office_id == Complaint.office_id, Complainant.id == Complaint.id)
        query = select(Complaint.id, Complainant.name).join(Complainant, person)
        query = query.where(self._open(Complaint.register_key.in_(keys)), self._visible)
        alike = [
            case
            for case, name in self._session.execute(query)
            if len(marks) == 1 or closeness_of_names(wanted, name) >= LIKE_ENOUGH
        ]
        self._note("name", Complaint.id.in_(alike))

    def _open(self, which: ColumnElement[bool]) -> ColumnElement[bool]:
        """Return a condition with that of a complainant named in the clear."""
        return and_(which, Complaint.identity == "named", Complaint.anonymised_at.is_(None))

    def _note(self, why: str, which: Any) -> None:
        if isinstance(which, ColumnElement):
            query = select(Complaint).where(self._visible, which).order_by(Complaint.register_key.desc())
            for case in self._session.scalars(query.limit(MOST)):
                self._found.setdefault(case.id, (case, why))

    def _candidates(self) -> tuple[StatusCandidate, ...]:
        order = ("number", "phone", "name")
        ranked = sorted(self._found.values(), key=lambda one: (order.index(one[1]), -one[0].register_key))
        chosen = ranked[:MOST]
        people = read_people(self._session, self._reading.office_id, [case.id for case, _why in chosen])
        return tuple(
            StatusCandidate(
                complaint_id=case.id,
                number=case.number,
                received_on=bangkok_date(case.received_at),
                complainant=self._complainant(case),
                subject=(
                    destroyed_words(case.anonymised_at)
                    if case.anonymised_at
                    else mask_text(case.subject, people[case.id])
                ),
                status=case.status,
                why=why,
                check_first=case.identity == "hidden" or case.confidential,
            )
            for case, why in chosen
        )

    def _complainant(self, case: Complaint) -> str:
        person = self._session.get(Complainant, (case.office_id, case.id))
        named = case.identity == "named" and person is not None and case.anonymised_at is None
        return mask_person(person.title, person.name) if named and person is not None else ""


def _sentence(reading: Reading, facts: OfficeFacts, complaint: Complaint, polite: str) -> StatusSentence:
    last_day = None
    if complaint.closed_on is not None:
        last_day = complaint.closed_on + timedelta(days=facts.settings.review_request_days)
    told = Told(
        today=bangkok_date(reading.now),
        last_day=last_day,
        review_number=next(iter(_reviews(reading, facts, complaint)), ""),
        polite=polite,
    )
    return sentence_of(complaint, facts, told)


def _reviews(reading: Reading, facts: OfficeFacts, complaint: Complaint) -> Iterable[str]:
    query = (
        select(Complaint.number)
        .join(
            CaseLink,
            and_(CaseLink.office_id == Complaint.office_id, CaseLink.complaint_id == Complaint.id),
        )
        .where(
            visible_to(reading.actor, facts.settings),
            CaseLink.other_id == complaint.id,
            CaseLink.kind == "original",
            CaseLink.ended_at.is_(None),
            Complaint.status != "voided",
        )
        .order_by(Complaint.id.desc())
    )
    return reading.session.scalars(query.limit(1))
