"""Certify a month's data (รับรองข้อมูลประจำเดือน): its figures, its cases and its paper stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.complaints import CaseEvent, CaseState, Complaint
from models.reports import SignedCase, SignedMonth
from services.documents.monthly import (
    Certification,
    MonthlyMaterial,
    MonthlyRequest,
    build_monthly,
)
from services.documents.monthly_memo import MemoDraft
from services.documents.names import mask_names
from services.documents.printing import add_record, memo_json, memo_of, monthly_json, read_material
from services.documents.report_foot import read_checkpoint
from services.errors import DomainError, FieldError, Invalid
from services.figures.indicators import MonthFigures, month_figures, today_of, with_the_offices_eyes
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import ALL, SUPERVISORS, Actor, use_case
from services.signing.amendments import last_told, list_changes
from services.signing.reasons import read_masks
from services.signing.signed import SignedRow, find_signed, signed_months
from services.signing.standing import Standing, read_states, signed_standing, standing_of
from services.thai.dates import Month, bangkok_date
from services.thai.text import clean
from services.unit_of_work import Reading, Units, Work

SIGN_OFF_MONTH = use_case(
    "figures.sign_off_month",
    SUPERVISORS,
    changes=("signed_month", "signed_case", "report_record", "stored_file"),
)
READ_SIGNING = use_case("figures.read_signing", ALL, writes=False)
NOTE_LIMIT = 2_000
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class SignOffMonth:
    """Certify a month: with the memo as edited, or in the office's wording, or none, as a report takes it."""

    month: Month
    memo: MemoDraft | None = None
    include_memo: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class MonthSigning:
    """Hold where a month stands: signed or not, what changed since, and what is doubtful before.

    months are all that are signed; unscreened and without_level count the month's cases that count.
    """

    month: Month
    over: bool
    signed: SignedRow | None
    changes: int
    unscreened: int
    without_level: int
    unconfirmed_years: tuple[int, ...]
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class _Set:
    """Hold a month's report as it was set, and what it was set from."""

    material: MonthlyMaterial
    data: dict[str, Any]
    content: bytes


class Signing:
    """Sign months off, and say how they stand."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def read_signing(self, actor: Actor, month: Month) -> MonthSigning:
        """Return where a month stands."""
        with self._units.read(actor, READ_SIGNING) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            office = with_the_offices_eyes(reading)
            months = signed_months(reading.session, reading.office_id)
            signed = next((row for row in months if row.month == month), None)
            today = today_of(reading)
            over = month.end < reading.now.date()
            changes = list_changes(office, facts, [signed], today) if signed is not None else ()
            doubtful: Sequence[Standing] = ()
            years: tuple[int, ...] = ()
            if signed is None and over:
                figures = month_figures(office, facts, month)
                counted = [case for case in _standings(office, figures).values() if case.apart is None]
                doubtful = [case for case in counted if not case.screened or case.level is None]
                years = _unconfirmed_years(facts, month, counted)
        return MonthSigning(
            month=month,
            over=over,
            signed=signed,
            changes=len(changes),
            unscreened=sum(not case.screened for case in doubtful),
            without_level=sum(case.level is None for case in doubtful),
            unconfirmed_years=years,
            months=tuple(row.month for row in months),
        )

    def month_to_sign(self, actor: Actor) -> Month | None:
        """Return the month that has just ended where it has complaints and is not signed."""
        with self._units.read(actor, READ_SIGNING) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            month = Month.of(reading.now.date()).previous()
            if find_signed(reading.session, reading.office_id, month) is not None:
                return None
            zero = month_figures(with_the_offices_eyes(reading), facts, month).zero
        return None if zero else month

    def sign_off_month(self, actor: Actor, command: SignOffMonth, command_id: str) -> SignedRow:
        """Certify a month that is over, once: its report is set and kept with its figures and cases.

        Raises `report.month_open`, `report.signed`, `Invalid` for the note.
        """
        note = clean(command.note).strip()
        if len(note) > NOTE_LIMIT:
            raise Invalid({"note": FieldError("too_long", limit=NOTE_LIMIT, length=len(note))})
        command = replace(command, note=note)
        # The paper is set before the writer's turn begins: nobody waits for it to save a complaint.
        with self._units.read(actor, SIGN_OFF_MONTH) as reading:
            known = find_signed(reading.session, reading.office_id, command.month)
            made = self._set(reading, command) if known is None else None
        with self._units.write(actor, SIGN_OFF_MONTH, command_id) as work:
            known = find_signed(work.session, work.office_id, command.month)
            if work.repeated is None:
                if known is not None:
                    raise DomainError("report.signed", month=command.month.key)
                # What was set is what is frozen: where anything was written in between, it is set again.
                if made is None or made.material.checkpoint != read_checkpoint(work.session, work.office_id):
                    made = self._set(work, command)
                signed = _freeze(work, command, made)
                work.about("signed_month", signed.id, period=signed.month)
                work.commit(signed_id=signed.id)
                known = find_signed(work.session, work.office_id, command.month)
        assert known is not None  # noqa: S101 - just signed, or signed by the same command before
        return known

    def _set(self, reading: Reading, command: SignOffMonth) -> _Set:
        # A line written while the clock was ahead ends no month: what is signed is never taken back.
        if command.month.end >= reading.now.date():
            raise DomainError("report.month_open", month=command.month.key, end=command.month.end)
        facts = self._facts.of(reading.session, reading.office_id)
        material = read_material(_whole_office(reading), facts, command.month, command.month.end)
        assert material.signer is not None  # noqa: S101 - somebody signs each day
        certified = Certification(material.signer, reading.now, command.note)
        # A name that nobody knew yet may stand in any subject: the frozen list says the category alone.
        cases = [replace(line, subject="") for line in material.cases]
        material = replace(material, cases=cases, certified=certified)
        request = MonthlyRequest(command.month, memo=command.memo, include_memo=command.include_memo)
        memo = memo_of(request, material)
        data = monthly_json(material) | memo_json(memo)
        data |= {
            "signed": {
                "at": reading.now.isoformat(),
                "name": certified.signer.name,
                "position": " ".join(certified.signer.position),
                "note": command.note,
            }
        }
        return _Set(material, data, build_monthly(material, memo))


def _whole_office(reading: Reading) -> Reading:
    """Return the look of nobody: what is certified counts every case, also one about who certifies."""
    return Reading(reading.session, replace(reading.actor, account_id=0), reading.now)


def _freeze(work: Work, command: SignOffMonth, made: _Set) -> SignedMonth:
    session, office_id = work.session, work.office_id
    material, certified = made.material, made.material.certified
    assert certified is not None  # noqa: S101 - set with it
    amended = [line.complaint_id for line in material.amendments.lines]
    standings = _standings(_whole_office(work), material.figures, amended)
    standings |= _moved_on(session, office_id, command.month, set(amended) - standings.keys())
    people = read_masks(session, office_id, list(standings)).people
    if any(mask_names(command.note, known.all) != command.note for known in people.values()):
        raise Invalid({"note": FieldError("names_somebody")})
    record = add_record(work, material, made.data, made.content)
    signed: SignedMonth = work.add(
        SignedMonth(
            month=command.month.key,
            cut_off=material.figures.cut_off,
            report_id=record.id,
            last_state_id=_newest(session, office_id, CaseState),
            last_event_id=_newest(session, office_id, CaseEvent),
            note=command.note,
            signed_at=certified.at,
            signed_by=work.actor.account_id,
            signer_name=certified.signer.name,
            signer_position=" ".join(certified.signer.position),
        )
    )
    numbers = _numbers(session, office_id, list(standings))
    for case, standing in standings.items():
        said = {name: getattr(standing, name) for name in Standing.__slots__}
        work.add(SignedCase(signed_id=signed.id, complaint_id=case, number=numbers[case][0], **said))
    return signed


def _standings(reading: Reading, figures: MonthFigures, amended: Sequence[int] = ()) -> dict[int, Standing]:
    """Return how each case stands that a month tells of, in its lists, apart or among its amendments."""
    session, office_id = reading.session, reading.office_id
    period = figures.this_month
    moved = period.movement
    told = {
        *moved.carried_in_ids, *moved.received_ids, *moved.reopened_ids, *moved.reclassified_back_ids,
        *moved.closed_ids, *moved.carried_out_ids, *amended,
        *(case for ids in period.apart_ids.values() for case in ids),
    }  # fmt: skip
    ids = sorted(told)
    states = read_states(session, office_id, ids, figures.cut_off)
    found = {}
    for case, (_number, received_on) in _numbers(session, office_id, ids).items():
        standing = standing_of(states[case], received_on, figures.cut_off)
        if standing is not None:
            found[case] = standing
    return found


def _moved_on(session: Session, office_id: int, month: Month, ids: set[int]) -> dict[int, Standing]:
    """Return what is told of cases whose receipt was corrected to a later month: the new day alone is new."""
    if not ids:
        return {}
    earlier = [row for row in signed_months(session, office_id) if row.month < month]
    told = last_told(session, office_id, earlier)
    days = _numbers(session, office_id, sorted(ids))
    return {
        case: replace(signed_standing(told[case]), received_on=days[case][1]) for case in ids & told.keys()
    }


def _numbers(session: Session, office_id: int, ids: Sequence[int]) -> dict[int, tuple[str, date]]:
    """Return the number and the day of receipt of each case."""
    found: dict[int, tuple[str, date]] = {}
    for start in range(0, len(ids), _CHUNK):
        rows = session.execute(
            select(Complaint.id, Complaint.number, Complaint.received_at)
            .where(Complaint.office_id == office_id, Complaint.id.in_(ids[start : start + _CHUNK]))
            .order_by(Complaint.id)
        )
        found |= {row.id: (row.number, bangkok_date(row.received_at)) for row in rows}
    return found


def _newest(session: Session, office_id: int, kind: type[CaseState] | type[CaseEvent]) -> int:
    return session.scalar(select(func.max(kind.id)).where(kind.office_id == office_id)) or 0


def _unconfirmed_years(facts: OfficeFacts, month: Month, counted: Sequence[Standing]) -> tuple[int, ...]:
    """Return the B.E. years, of the month and of its due dates, whose holidays nobody confirmed."""
    days = [month.end, *(case.due for case in counted if case.due is not None)]
    years = {Month.of(day).be_year for day in days}
    return tuple(sorted(years - facts.counting.calendar.confirmed_years))
