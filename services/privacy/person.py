"""What the office holds about one person: found on request, printed for whoever asks for the own data.

Only cases in which the person complained. Whoever is complained about is given nothing here: a case of
theirs is full of somebody else's data, the complainant's first of all.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select

from models.complaints import Complainant, Complaint
from models.journal import JournalRecord
from models.office import Account
from services.complaints.reading import CaseDetail, Cases, detail_of
from services.complaints.visibility import find_visible, visible_to
from services.documents.names import read_people
from services.documents.person_file import (
    JournalLine,
    PersonCase,
    PersonFilePrint,
    PersonValues,
    build_person_file,
)
from services.errors import DomainError, FieldError, Invalid
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import SUPERVISORS, Actor, use_case
from services.privacy.keeping import ended_on, kept_until
from services.privacy.masks import mask_person
from services.thai.contacts import mask_phone, phone_search_digits
from services.thai.dates import bangkok_date
from services.thai.text import clean, fold, fold_phone
from services.unit_of_work import Reading, Units, Work

FIND_PERSON = use_case("privacy.find_person", SUPERVISORS, changes=())
MAKE_PERSON_FILE = use_case("privacy.make_person_file", SUPERVISORS, changes=())

MOST_MATCHES = 200
_LEAST_LETTERS = 2
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonQuery:
    """Hold what is known of the person, one of it is enough; hidden also finds who asked to stay hidden."""

    name: str = ""
    phone: str = ""
    national_id: str = ""
    email: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """Hold one case that may be the person's, masked; matched says by what it was found."""

    complaint_id: int
    number: str
    received_on: date
    identity: str
    name: str
    phones: str
    status: str
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFileRequest:
    """Hold what is to be printed, for whom (with how the person was identified) and why."""

    complaint_ids: tuple[int, ...]
    requester: str = ""
    reason: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a query asks for, folded once."""

    name: str
    phones: frozenset[str]
    national_id: str
    email: str

    def matched(self, row: Complainant) -> tuple[str, ...]:
        """Return by what a complainant is found."""
        known = {
            "name": bool(self.name) and self.name in _squeezed(row.title + row.name),
            "phone": bool(self.phones & set(phone_search_digits(row.phones).split())),
            "national_id": bool(self.national_id) and self.national_id == fold_phone(row.national_id),
            "email": bool(self.email) and self.email == fold(row.email),
        }
        return tuple(name for name, found in known.items() if found)


class Privacy:
    """Find a person's cases, and print everything that is kept about that person."""

    def __init__(self, units: Units, facts: FactsCache, cases: Cases) -> None:
        self._units = units
        self._facts = facts
        self._cases = cases

    def find_person(
        self, actor: Actor, query: PersonQuery, reason: str, command_id: str
    ) -> list[PersonMatch]:
        """Return the cases in which the person may have complained, newest first.

        The journal keeps who looked and why: a hit says that somebody complained.
        """
        with self._units.write(actor, FIND_PERSON, command_id) as work:
            wanted, said = _wanted(query), _said(reason, "reason")
            facts = self._facts.of(work.session, work.office_id)
            found = _search(work, facts, wanted, query.hidden)
            if work.repeated is None:
                ids = [match.complaint_id for match in found]
                hidden = [match.complaint_id for match in found if match.identity == "hidden"]
                asked = [name for name in ("name", "phone", "national_id", "email") if getattr(query, name)]
                work.about("complaint", None, reason=said, cases=ids, revealed=hidden, asked=asked)
                work.commit()
            return found

    def make_person_file(self, actor: Actor, request: PersonFileRequest, command_id: str) -> bytes:
        """Return everything kept about a person in the chosen cases as PDF.

        A case whose complainant asked to stay hidden is revealed by it, and stands in the journal as that.
        """
        self._units.require(actor, MAKE_PERSON_FILE)
        reason = _said(request.reason, "reason")
        ids = tuple(dict.fromkeys(request.complaint_ids))
        if not ids:
            raise Invalid({"complaint_ids": FieldError("choose")})
        for complaint_id in self._hidden(actor, ids):
            self._cases.reveal_complainant(actor, complaint_id, reason, f"{command_id}-{complaint_id}")
        with self._units.write(actor, MAKE_PERSON_FILE, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            printed_at = datetime.fromisoformat(work.repeated["at"]) if work.repeated else work.now
            parts = [_read(work, facts, complaint_id, printed_at) for complaint_id in ids]
            details = [_in_clear(work, facts, complaint_id) for complaint_id in ids]
            requester = clean(request.requester).strip()
            if work.repeated is None:
                said = " – ".join(filter(None, (requester, reason)))
                work.about("complaint", ids[0], reason=said, cases=list(ids))
                work.commit(at=work.now.isoformat())
            names = work.session.execute(
                select(Account.id, Account.display_name).where(Account.office_id == work.office_id)
            )
            accounts = {row.id: row.display_name for row in names}
        cases = [PersonCase(case, *part) for case, part in zip(details, parts, strict=True)]
        printing = PersonFilePrint(requester, reason, printed_at, actor.name, accounts)
        return build_person_file(cases, facts, printing)

    def _hidden(self, actor: Actor, ids: Sequence[int]) -> list[int]:
        """Return which of the cases hide their complainant, all of them seen and in clear."""
        with self._units.read(actor, MAKE_PERSON_FILE) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            rows = [find_visible(reading.session, reading.actor, facts, case) for case in ids]
            for row in rows:
                _complainant(reading, row)
            return [row.id for row in rows if row.identity == "hidden"]


def _wanted(query: PersonQuery) -> _Wanted:
    name = _squeezed(query.name)
    phones = frozenset(phone_search_digits(query.phone).split()) if query.phone.strip() else frozenset()
    wanted = _Wanted(name, phones, fold_phone(query.national_id), fold(query.email).strip())
    if 0 < len(name) < _LEAST_LETTERS:
        raise Invalid({"name": FieldError("person.one_of")})
    if not (wanted.name or wanted.phones or wanted.national_id or wanted.email):
        raise Invalid({"name": FieldError("person.one_of")})
    return wanted


def _said(text: str, field: str) -> str:
    said = clean(text).strip()
    if not said:
        raise Invalid({field: FieldError("required")})
    return said


def _squeezed(text: str) -> str:
    return "".join(fold(text).split())


def _search(work: Work, facts: OfficeFacts, wanted: _Wanted, hidden: bool) -> list[PersonMatch]:
    identities = ("named", "hidden") if hidden else ("named",)
    rows = work.session.execute(
        select(Complainant, Complaint)
        .join(Complaint, and_(Complaint.office_id == Complainant.office_id, Complaint.id == Complainant.id))
        .where(
            visible_to(work.actor, facts.settings),
            Complaint.identity.in_(identities),
            Complaint.anonymised_at.is_(None),
        )
        .order_by(Complaint.register_key.desc())
        .execution_options(yield_per=_AT_ONCE)
    )
    found: list[PersonMatch] = []
    for person, complaint in rows:
        matched = wanted.matched(person)
        if matched and len(found) < MOST_MATCHES:
            found.append(_match(person, complaint, matched))
    return found


def _match(person: Complainant, complaint: Complaint, matched: tuple[str, ...]) -> PersonMatch:
    return PersonMatch(
        complaint_id=complaint.id,
        number=complaint.number,
        received_on=bangkok_date(complaint.received_at),
        identity=complaint.identity,
        name=mask_person(person.title, person.name),
        phones=mask_phone(person.phones) if person.phones else "",
        status=complaint.status,
        matched=matched,
    )


def _complainant(reading: Reading, complaint: Complaint) -> Complainant:
    row = reading.session.get(Complainant, (complaint.office_id, complaint.id))
    if row is None or complaint.anonymised_at is not None or complaint.identity not in ("named", "hidden"):
        raise DomainError("person.nobody", number=complaint.number)
    return row


def _in_clear(work: Work, facts: OfficeFacts, complaint_id: int) -> CaseDetail:
    """Return a case with a hidden name in its texts: it was revealed before, with the reason given."""
    complaint = find_visible(work.session, work.actor, facts, complaint_id)
    return detail_of(work.session, work.actor, facts, complaint, work.now, clear=True)


def _read(
    work: Work, facts: OfficeFacts, complaint_id: int, until: datetime
) -> tuple[PersonValues, tuple[str, ...], tuple[JournalLine, ...], date | None]:
    """Return who complained in clear, whom not to name, who did what with it, and how long it is kept."""
    complaint = find_visible(work.session, work.actor, facts, complaint_id)
    row = _complainant(work, complaint)
    values = PersonValues(
        title=row.title,
        name=row.name,
        national_id=row.national_id,
        phones=row.phones,
        email=row.email,
        line_id=row.line_id,
        address=row.address,
        kind=row.kind,
    )
    people = read_people(work.session, work.office_id, [complaint_id])[complaint_id]
    ended = ended_on(complaint)
    kept = kept_until(ended, facts.settings.retention_years) if ended else None
    return values, people.respondents, _journal(work, complaint_id, until), kept


def _journal(work: Work, complaint_id: int, until: datetime) -> tuple[JournalLine, ...]:
    """Return who did what with a case until a moment, the printing under way left out."""
    about = and_(JournalRecord.subject_table == "complaint", JournalRecord.subject_id == complaint_id)
    among = and_(
        JournalRecord.use_case.startswith("privacy."), JournalRecord.facts.contains(str(complaint_id))
    )
    rows = work.session.execute(
        select(
            JournalRecord.at,
            JournalRecord.actor_name,
            JournalRecord.use_case,
            JournalRecord.facts,
            JournalRecord.subject_id,
        )
        .where(
            JournalRecord.office_id == work.office_id,
            JournalRecord.verdict == "done",
            JournalRecord.command_id != work.command_id,
            JournalRecord.at <= until,
            or_(about, among),
        )
        .order_by(JournalRecord.sequence)
    )
    return tuple(
        JournalLine(row.at, row.actor_name, row.use_case)
        for row in rows
        if row.subject_id == complaint_id or complaint_id in json.loads(row.facts).get("cases", ())
    )
