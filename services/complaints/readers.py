"""Who may read a confidential case (ลับ): a supervisor marks it and names people, each with a reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.casework import CaseReader
from models.complaints import Complaint, Respondent
from models.office import Account
from services.complaints.case_writer import CaseWriter
from services.complaints.covering import cover_of
from services.complaints.reading import require_version
from services.complaints.rights import require_in_clear
from services.complaints.visibility import find_claimable, find_visible
from services.errors import DomainError, FieldError, Invalid
from services.office.facts import FactsCache
from services.permissions import ALL, SUPERVISORS, Actor, Role, roles_of, use_case
from services.thai.text import clean
from services.unit_of_work import Reading, Units, Work

LIST_READERS = use_case("complaints.list_readers", ALL, writes=False)
NAME_READER = use_case(
    "complaints.name_reader", SUPERVISORS, changes=("case_reader", "complaint", "case_event")
)
REMOVE_READER = use_case(
    "complaints.remove_reader", SUPERVISORS, changes=("case_reader", "complaint", "case_event")
)
MARK_CONFIDENTIAL = use_case(
    "complaints.mark_confidential", SUPERVISORS, changes=("case_reader", "complaint", "case_event")
)
CLAIM_CONFIDENTIAL = use_case(
    "complaints.claim_confidential", SUPERVISORS, changes=("case_reader", "complaint", "case_event")
)

REASON_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """Hold one person who may read a confidential case."""

    account_id: int
    name: str
    why: str  # officer, taker, supervisor (as no other is named) or named
    reason: str = ""
    named_at: datetime | None = None
    named_by: str = ""


@dataclass(frozen=True, slots=True)
class ReaderChoice:
    """Hold somebody who could be named."""

    account_id: int
    name: str


@dataclass(frozen=True, slots=True)
class ReaderList:
    """Hold who may read a case, and who could be named beside them."""

    confidential: bool
    readers: tuple[ReaderRow, ...]
    others: tuple[ReaderChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkConfidential:
    """Mark a case as confidential, or take the mark off; version is the one that was looked at."""

    complaint_id: int
    version: int
    confidential: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameReader:
    """Name somebody who may read a confidential case, or take the name off."""

    complaint_id: int
    account_id: int
    reason: str


class CaseReaders:
    """Keep who may read confidential cases."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def list_readers(self, actor: Actor, complaint_id: int) -> ReaderList:
        """Return who may read a case."""
        with self._units.read(actor, LIST_READERS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            complaint = find_visible(reading.session, reading.actor, facts, complaint_id)
            if not complaint.confidential:
                return ReaderList(False, (), ())
            return _list(reading, complaint)

    def mark_confidential(self, actor: Actor, command: MarkConfidential, command_id: str) -> int:
        """Mark a case as confidential or take the mark off; return the case's new version.

        Whoever marks it is the first to be named; with the mark go the names.
        """
        with self._units.write(actor, MARK_CONFIDENTIAL, command_id) as work:
            complaint = self._case(work, command.complaint_id)
            if work.repeated is not None:
                return complaint.version
            require_version(work.session, complaint, command.version)
            reason = _reason(command.reason)
            if complaint.confidential != command.confidential:
                complaint.confidential = command.confidential
                for row in _active(work, complaint):
                    row.ended_at, row.ended_by = work.now, work.actor.account_id
                if command.confidential:
                    _name(work, complaint, work.actor.account_id, reason)
                self._tell(
                    work, complaint, "confidential" if command.confidential else "not_confidential", reason
                )
            work.commit()
            return complaint.version

    def name_reader(self, actor: Actor, command: NameReader, command_id: str) -> None:
        """Name somebody who may read a confidential case; the supervisor who decides that is named too."""
        with self._units.write(actor, NAME_READER, command_id) as work:
            complaint = self._case(work, command.complaint_id)
            if work.repeated is not None:
                return
            reason = _reason(command.reason)
            _require_confidential(complaint)
            _require_fit(work, complaint, command.account_id)
            named = {row.account_id for row in _active(work, complaint)}
            if command.account_id in named:
                raise Invalid({"account_id": FieldError("reader.already")})
            for account_id in dict.fromkeys((command.account_id, work.actor.account_id)):
                if account_id not in named:
                    _name(work, complaint, account_id, reason)
            self._tell(work, complaint, "reader_named", reason, account=command.account_id)
            work.commit()

    def remove_reader(self, actor: Actor, command: NameReader, command_id: str) -> None:
        """Take somebody off the list of who may read a confidential case."""
        with self._units.write(actor, REMOVE_READER, command_id) as work:
            complaint = self._case(work, command.complaint_id)
            if work.repeated is not None:
                return
            reason = _reason(command.reason)
            _require_confidential(complaint)
            rows = [row for row in _active(work, complaint) if row.account_id == command.account_id]
            if not rows:
                raise Invalid({"account_id": FieldError("reader.not_named")})
            for row in rows:
                row.ended_at, row.ended_by = work.now, work.actor.account_id
            self._tell(work, complaint, "reader_removed", reason, account=command.account_id)
            work.commit()

    def claim_confidential(self, actor: Actor, number: str, reason: str, command_id: str) -> int:
        """Make a supervisor a reader of the confidential case with a number; return the case's id.

        For a case whose readers are away. Whoever it complains about is told the same as where there is none.
        """
        with self._units.write(actor, CLAIM_CONFIDENTIAL, command_id) as work:
            if not clean(number).strip():
                raise Invalid({"number": FieldError("required")})
            said = _reason(reason)
            complaint = find_claimable(work.session, work.actor, clean(number))
            if work.repeated is not None:
                return complaint.id
            _require_confidential(complaint)
            require_in_clear(complaint)
            account_id = work.actor.account_id
            if all(row.account_id != account_id for row in _active(work, complaint)):
                _name(work, complaint, account_id, said)
                self._tell(work, complaint, "reader_claimed", said, account=account_id)
                work.commit()
            return complaint.id

    def _case(self, work: Work, complaint_id: int) -> Complaint:
        facts = self._facts.of(work.session, work.office_id)
        complaint = find_visible(work.session, work.actor, facts, complaint_id)
        require_in_clear(complaint)
        return complaint

    def _tell(self, work: Work, complaint: Complaint, kind: str, reason: str, **data: Any) -> None:
        writer = CaseWriter(work, self._facts.of(work.session, work.office_id), complaint)
        writer.add_event(kind, step=complaint.step, text=reason, **data)
        complaint.version += 1
        writer.index()
        work.about("complaint", complaint.id, reason=reason, **data)


def _active(reading: Reading, complaint: Complaint) -> list[CaseReader]:
    rows = reading.session.scalars(
        select(CaseReader)
        .where(
            CaseReader.office_id == complaint.office_id,
            CaseReader.complaint_id == complaint.id,
            CaseReader.ended_at.is_(None),
        )
        .order_by(CaseReader.id)
    )
    return list(rows)


def _name(work: Work, complaint: Complaint, account_id: int, reason: str) -> None:
    work.add(
        CaseReader(
            complaint_id=complaint.id,
            account_id=account_id,
            reason=reason,
            named_at=work.now,
            named_by=work.actor.account_id,
        )
    )


def _require_confidential(complaint: Complaint) -> None:
    if not complaint.confidential:
        raise DomainError("case.not_confidential")


def _require_fit(work: Work, complaint: Complaint, account_id: int) -> None:
    account = work.session.get(Account, (work.office_id, account_id))
    if account is None or not account.active:
        raise Invalid({"account_id": FieldError("unknown_choice")})
    if account_id in _respondents(work, complaint):
        raise DomainError("case.respondent_cannot_work", name=account.display_name)


def _respondents(reading: Reading, complaint: Complaint) -> set[int | None]:
    return set(
        reading.session.scalars(
            select(Respondent.account_id).where(
                Respondent.office_id == complaint.office_id, Respondent.complaint_id == complaint.id
            )
        )
    )


def _list(reading: Reading, complaint: Complaint) -> ReaderList:
    accounts = {
        row.id: row
        for row in reading.session.scalars(
            select(Account).where(Account.office_id == reading.office_id).order_by(Account.display_name)
        )
    }
    excluded = _respondents(reading, complaint)
    active = _active(reading, complaint)
    cover = cover_of(reading.session, complaint)
    readers = [
        ReaderRow(
            account_id=row.account_id,
            name=_name_of(accounts, row.account_id),
            why="named",
            reason=cover(row.reason),
            named_at=row.named_at,
            named_by=_name_of(accounts, row.named_by),
        )
        for row in active
    ]
    named = {row.account_id for row in active}
    if complaint.officer_id is not None and complaint.officer_id not in named:
        officer = complaint.officer_id
        readers.insert(0, ReaderRow(officer, _name_of(accounts, officer), "officer"))
    elif complaint.officer_id is None and not active:
        taker = complaint.received_by
        readers.append(ReaderRow(taker, _name_of(accounts, taker), "taker"))
    if not any(_decides(accounts.get(account_id)) for account_id in named - excluded):
        known = {row.account_id for row in readers}
        readers += [
            ReaderRow(account.id, account.display_name, "supervisor")
            for account in accounts.values()
            if _decides(account) and account.id not in known | excluded
        ]
    others = tuple(
        ReaderChoice(account.id, account.display_name)
        for account in accounts.values()
        if account.active and account.id not in named | excluded
    )
    return ReaderList(True, tuple(row for row in readers if row.account_id not in excluded), others)


def _decides(account: Account | None) -> bool:
    return account is not None and account.active and Role.SUPERVISOR in roles_of(account.roles)


def _name_of(accounts: dict[int, Account], account_id: int) -> str:
    account = accounts.get(account_id)
    return account.display_name if account else ""


def _reason(reason: str) -> str:
    said = clean(reason).strip()
    if not said:
        raise Invalid({"reason": FieldError("required")})
    if len(said) > REASON_LIMIT:
        raise Invalid({"reason": FieldError("too_long", limit=REASON_LIMIT, length=len(said))})
    return said
