"""Destruction lists: made, signed on paper, carried out case by case; nothing goes without the signature."""

from dataclasses import dataclass
from datetime import date, datetime

from models.complaints import Complaint
from models.erasing import erase_leftovers, overwrite_deleted
from models.retention import DestructionItem, DestructionList
from services.documents.destruction_list import build_destruction_list
from services.errors import Conflict, DomainError, FieldError, Invalid
from services.journal.looking import Cancelled, Progress, never, unheard
from services.office.facts import FactsCache
from services.permissions import SUPERVISORS, Actor, use_case
from services.privacy import list_reading
from services.privacy.anonymise import CHANGES, anonymise
from services.privacy.keeping import ended_on, over_before
from services.privacy.lists import DestructionItemRow, DestructionListDetail, DestructionListRow
from services.privacy.traces import Traces
from services.thai.dates import bangkok_date
from services.thai.text import clean
from services.unit_of_work import Units, Work, new_command_id
from services.world import world_errors

LISTS = ("destruction_list", "destruction_item")
SEE_DESTRUCTION_LISTS = use_case("privacy.see_destruction_lists", SUPERVISORS, writes=False)
MAKE_DESTRUCTION_LIST = use_case("privacy.make_destruction_list", SUPERVISORS, changes=LISTS)
KEEP_ITEM = use_case("privacy.keep_item", SUPERVISORS, changes=LISTS)
PRINT_DESTRUCTION_LIST = use_case("privacy.print_destruction_list", SUPERVISORS, changes=())
CANCEL_LIST = use_case("privacy.cancel_list", SUPERVISORS, changes=("destruction_list",))
RECORD_SIGNED = use_case("privacy.record_signed", SUPERVISORS, changes=("destruction_list",))
ANONYMISE_CASE = use_case("privacy.anonymise_case", SUPERVISORS, changes=CHANGES)
CARRY_OUT = use_case("privacy.carry_out", SUPERVISORS, changes=("destruction_list",))

TEXT_LIMIT = 2_000
OPENED_AGAIN = "เรื่องถูกเปิดดำเนินการอีกครั้งหลังจัดทำบัญชี"


@dataclass(frozen=True, slots=True)
class Signed:
    """Hold what the signed paper says: when, by which committee, under which reference."""

    on: date
    committee: str
    reference: str


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """Hold how far a list has been carried out; finished once nothing of it is left."""

    done: int
    kept: int
    left: int
    finished: bool


class Destruction:
    """Make destruction lists, and carry the signed ones out."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    # --- looking

    def last_day_to_list(self, actor: Actor) -> date:
        """Return the day before which a case must have ended for a list made today."""
        with self._units.read(actor, SEE_DESTRUCTION_LISTS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            return over_before(reading.now.date(), facts.settings.retention_years)

    def count_over(self, actor: Actor, closed_before: date | None = None) -> int:
        """Return how many cases a list made today would hold."""
        with self._units.read(actor, SEE_DESTRUCTION_LISTS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            day = closed_before or over_before(reading.now.date(), facts.settings.retention_years)
            return len(list_reading.over(reading, facts, day))

    def list_destruction_lists(self, actor: Actor) -> list[DestructionListRow]:
        """Return the lists that hold no case hidden from the actor, newest first."""
        with self._units.read(actor, SEE_DESTRUCTION_LISTS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            query = list_reading.shown(reading, facts).order_by(DestructionList.id.desc())
            return [list_reading.list_row(reading.session, row) for row in reading.session.scalars(query)]

    def read_destruction_list(self, actor: Actor, list_id: int) -> DestructionListDetail:
        """Return one list with its cases."""
        with self._units.read(actor, SEE_DESTRUCTION_LISTS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            return list_reading.detail(reading, facts, list_reading.find(reading, facts, list_id))

    # --- before the signature

    def make_destruction_list(self, actor: Actor, closed_before: date | None, command_id: str) -> int:
        """List the cases whose keeping time is over and that stand on no other list; return the list's id.

        closed_before may be earlier than the keeping time asks, never later.
        """
        with self._units.write(actor, MAKE_DESTRUCTION_LIST, command_id) as work:
            if work.repeated is not None:
                return int(work.repeated["list_id"])
            facts = self._facts.of(work.session, work.office_id)
            latest = over_before(work.now.date(), facts.settings.retention_years)
            day = closed_before or latest
            if day > latest:
                raise Invalid({"closed_before": FieldError("retention.not_over", limit=latest)})
            cases = list_reading.over(work, facts, day)
            if not cases:
                raise DomainError("destruction.nothing", day=day)
            made: DestructionList = work.add(
                DestructionList(closed_before=day, made_at=work.now, made_by=work.actor.account_id)
            )
            for case in cases:
                work.add(DestructionItem(list_id=made.id, complaint_id=case))
            work.about("destruction_list", made.id, cases_listed=len(cases))
            work.commit(list_id=made.id)
            return int(made.id)

    def keep_item(
        self, actor: Actor, item_id: int, kept: bool, note: str, command_id: str
    ) -> DestructionItemRow:
        """Mark a listed case as kept, with the committee's reason, or take the mark off again."""
        with self._units.write(actor, KEEP_ITEM, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            item = work.find(DestructionItem, item_id)
            of_list = list_reading.find(work, facts, item.list_id)
            if work.repeated is None:
                _require_unsigned(of_list)
                said = _text(note, "note", required=kept)
                item.kept, item.note = kept, said if kept else ""
                of_list.version += 1
                work.about("destruction_list", of_list.id)
                work.commit()
            complaint = work.find(Complaint, item.complaint_id)
            return list_reading.item_row(facts, item, complaint)

    def print_destruction_list(self, actor: Actor, list_id: int, command_id: str) -> bytes:
        """Return the list as PDF for the committee to sign; the journal keeps that it was printed."""
        with self._units.write(actor, PRINT_DESTRUCTION_LIST, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            detail = list_reading.detail(work, facts, list_reading.find(work, facts, list_id))
            printed_at = work.now
            if work.repeated is not None:
                printed_at = datetime.fromisoformat(work.repeated["at"])
            else:
                work.about("destruction_list", list_id)
                work.commit(at=work.now.isoformat())
        return build_destruction_list(detail, facts, printed_at, actor.name)

    def cancel_list(self, actor: Actor, list_id: int, version: int, command_id: str) -> None:
        """Give a list up; what was carried out of it stays as it is, its other cases may be listed again."""
        with self._units.write(actor, CANCEL_LIST, command_id) as work:
            if work.repeated is not None:
                return
            row = self._to_change(work, list_id, version)
            row.cancelled_at = work.now
            row.version += 1
            work.about("destruction_list", row.id)
            work.commit()

    # --- the signature, and what follows

    def record_signed(
        self, actor: Actor, list_id: int, version: int, signed: Signed, command_id: str
    ) -> None:
        """Record that the committee has signed the printed list: from now on it stands as it is."""
        with self._units.write(actor, RECORD_SIGNED, command_id) as work:
            if work.repeated is not None:
                return
            row = self._to_change(work, list_id, version)
            _require_unsigned(row)
            if signed.on > work.now.date():
                raise Invalid({"signed_on": FieldError("date.future")})
            if signed.on < bangkok_date(row.made_at):
                raise Invalid({"signed_on": FieldError("date.before_list", day=bangkok_date(row.made_at))})
            row.committee = _text(signed.committee, "committee")
            row.reference = _text(signed.reference, "reference")
            row.signed_on = signed.on
            row.version += 1
            work.about("destruction_list", row.id)
            work.commit()

    def carry_out(
        self,
        actor: Actor,
        list_id: int,
        command_id: str,
        progress: Progress = unheard,
        cancelled: Cancelled = never,
    ) -> CarriedOut:
        """Anonymise every case of a signed list that is not kept, then make the old bytes unreadable.

        Each case is one transaction: whatever ends the work in between, calling again goes on from there.
        """
        pending, traces = self._begin(actor, list_id)
        for number, item_id in enumerate(pending):
            progress(number, len(pending))
            if cancelled():
                break
            self._carry_out_item(actor, list_id, item_id, traces)
        with world_errors():
            erase_leftovers(self._units.store)
        progress(len(pending), len(pending))
        return self._finish(actor, list_id, command_id)

    def _begin(self, actor: Actor, list_id: int) -> tuple[list[int], Traces]:
        with self._units.read(actor, CARRY_OUT) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            row = list_reading.find(reading, facts, list_id)
            _require_signed(row)
            items = [
                item
                for item in list_reading.items(reading.session, row)
                if not item.kept and item.done_at is None
            ]
            traces = Traces(reading.session, reading.office_id, [item.complaint_id for item in items])
            return [item.id for item in items], traces

    def _carry_out_item(self, actor: Actor, list_id: int, item_id: int, traces: Traces) -> None:
        with self._units.write(actor, ANONYMISE_CASE, new_command_id()) as work:
            facts = self._facts.of(work.session, work.office_id)
            row = list_reading.find(work, facts, list_id)
            _require_signed(row)
            item = work.find(DestructionItem, item_id)
            if item.kept or item.done_at is not None:
                return
            complaint = work.find(Complaint, item.complaint_id)
            ended = ended_on(complaint)
            if ended is None or ended >= row.closed_before:
                item.kept, item.note = True, OPENED_AGAIN
            else:
                overwrite_deleted(work.session)
                if complaint.anonymised_at is None:
                    anonymise(work, facts, complaint, traces)
                item.done_at = work.now
            work.about("complaint", complaint.id, list=row.id)
            work.commit()

    def _finish(self, actor: Actor, list_id: int, command_id: str) -> CarriedOut:
        with self._units.write(actor, CARRY_OUT, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            row = list_reading.find(work, facts, list_id)
            items = list_reading.items(work.session, row)
            kept = sum(item.kept for item in items)
            done = sum(item.done_at is not None for item in items)
            left = len(items) - kept - done
            if not left and row.carried_out_at is None and work.repeated is None:
                row.carried_out_at = work.now
                row.version += 1
                work.about("destruction_list", row.id, done=done, kept=kept)
                work.commit()
            return CarriedOut(done, kept, left, not left)

    def _to_change(self, work: Work, list_id: int, version: int) -> DestructionList:
        row = list_reading.find(work, self._facts.of(work.session, work.office_id), list_id)
        if row.carried_out_at is not None:
            raise DomainError("destruction.carried_out")
        if row.cancelled_at is not None:
            raise DomainError("destruction.cancelled")
        if row.version != version:
            raise Conflict
        return row


def _require_unsigned(row: DestructionList) -> None:
    if row.cancelled_at is not None:
        raise DomainError("destruction.cancelled")
    if row.signed_on is not None:
        raise DomainError("destruction.signed")


def _require_signed(row: DestructionList) -> None:
    if row.cancelled_at is not None:
        raise DomainError("destruction.cancelled")
    if row.signed_on is None:
        raise DomainError("destruction.not_signed")


def _text(text: str, field: str, *, required: bool = True) -> str:
    said = clean(text).strip()
    if required and not said:
        raise Invalid({field: FieldError("required")})
    if len(said) > TEXT_LIMIT:
        raise Invalid({field: FieldError("too_long", limit=TEXT_LIMIT, length=len(said))})
    return said


__all__ = ["CarriedOut", "Destruction", "Signed"]
