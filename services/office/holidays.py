"""Keep the holiday table, and show every due date that a change of it would move before it moves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints import Complaint
from models.office import Holiday as HolidayTable
from services.complaints.case_writer import CaseWriter
from services.complaints.visibility import visible_to
from services.deadlines.calendar import Holiday, WorkCalendar
from services.deadlines.moves import CaseMove, find_moves, refresh_approaching
from services.deadlines.year_ahead import FixedDay, year_ahead
from services.errors import FieldError, Invalid
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import ADMINISTRATORS, Actor, use_case
from services.resources import load_json
from services.thai.dates import be_year
from services.thai.text import clean
from services.unit_of_work import Units, Work

_TABLES = ("holiday", "complaint", "case_event", "case_state", "clock_event")
PREVIEW_HOLIDAYS = use_case("office.preview_holidays", ADMINISTRATORS, writes=False)
CHANGE_HOLIDAYS = use_case("office.change_holidays", ADMINISTRATORS, changes=_TABLES)

KINDS = ("regular", "substitution", "special", "provincial", "office_open")
YEARS = (2550, 2650)  # B.E.; anything else is a slip of the pen
TEXT_LIMIT = 500
STATUSES = ("announced", "forecast")
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayInput:
    """Hold one row as typed; with an id it takes the place of the row kept under it.

    office_open says that the office works on that day all the same. province limits the row to one.
    """

    day: date
    name: str
    kind: str = "special"
    source: str = ""
    resolution_date: date | None = None
    province: str = ""
    office_open: bool = False
    status: str = "announced"
    short: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayChange:
    """Hold what is to change in the table: rows to put in, and the ids of rows to take out."""

    rows: tuple[HolidayInput, ...] = ()
    removed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DueMove:
    """Hold one date that a change would move; clock is closure or step."""

    complaint_id: int
    number: str
    clock: str
    step: str
    old: date
    new: date


@dataclass(frozen=True, slots=True)
class HolidaysChanged:
    """Hold how many rows changed, and of how many of the cases that the actor sees dates were moved."""

    rows: int
    moved: int


class Holidays:
    """Change the holiday table."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def preview_holiday_change(self, actor: Actor, change: HolidayChange) -> list[DueMove]:
        """Return every date of an open case that a change would move, of cases that the actor may see."""
        with self._units.read(actor, PREVIEW_HOLIDAYS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            after = _after(reading.session, reading.office_id, facts, change)
            moves = find_moves(reading.session, reading.office_id, facts, after.counting)
            seen = _visible(reading.session, reading.actor, facts)
            return [told for move in moves if move.complaint.id in seen for told in _told(move, facts)]

    def change_holidays(
        self, actor: Actor, change: HolidayChange, *, move: bool, reason: str, command_id: str
    ) -> HolidaysChanged:
        """Change the table, and with move also the dates of open cases, each with its reason in the case."""
        with self._units.write(actor, CHANGE_HOLIDAYS, command_id) as work:
            if work.repeated is not None:
                return HolidaysChanged(int(work.repeated["rows"]), int(work.repeated["moved"]))
            facts = self._facts.of(work.session, work.office_id)
            after = _after(work.session, work.office_id, facts, change)
            moves = find_moves(work.session, work.office_id, facts, after.counting)
            said = clean(reason).strip()
            if move and moves and not said:
                raise Invalid({"reason": FieldError("required")})
            seen = _visible(work.session, work.actor, facts)
            row_id = _write_rows(work, change)
            moved = moves if move else []
            for one in moved:
                _move(work, after, one, said)
            held = {one.complaint.id for one in moved}
            refresh_approaching(work.session, work.office_id, after.counting, held)
            done = HolidaysChanged(
                len(change.rows) + len(change.removed), sum(one.complaint.id in seen for one in moved)
            )
            work.about("holiday", row_id, reason=said, rows=done.rows, moved=done.moved)
            work.commit(rows=done.rows, moved=done.moved)
            return done

    def propose_year(self, actor: Actor, year: int) -> tuple[HolidayInput, ...]:
        """Return the days of a B.E. year that are fixed by date, with their substitutions, not in the table.

        Lunar days, moved days and days by resolution cannot be known; every row is a forecast to confirm.
        """
        if not YEARS[0] <= year <= YEARS[1]:
            raise Invalid({"day": FieldError("holiday.year_range", low=YEARS[0], high=YEARS[1])})
        with self._units.read(actor, PREVIEW_HOLIDAYS) as reading:
            rows = reading.session.execute(
                select(HolidayTable.day, HolidayTable.kind).where(HolidayTable.office_id == reading.office_id)
            )
            known = {row.day: row.kind for row in rows}
        fixed = [FixedDay(**row) for row in load_json("office/holidays.json")["fixed"]]
        return tuple(
            HolidayInput(
                day=day.day,
                name=day.name,
                short=day.short,
                kind=day.kind,
                status="forecast",
                source=_COMPUTED,
            )
            for day in year_ahead(fixed, year, known)
        )


_COMPUTED = "คำนวณจากวันหยุดที่กำหนดวันที่แน่นอน รอเทียบกับประกาศ"


def _after(session: Session, office_id: int, facts: OfficeFacts, change: HolidayChange) -> OfficeFacts:
    """Return the office's facts as they are after a change; refuse what is no sound table."""
    kept = {
        row.id: row
        for row in session.scalars(select(HolidayTable).where(HolidayTable.office_id == office_id))
    }
    gone = set(change.removed) | {row.id for row in change.rows if row.id is not None}
    if unknown := gone - set(kept):
        raise Invalid({"day": FieldError("unknown_choice", id=min(unknown))})
    new_days: set[date] = set()
    for row in change.rows:
        held = {other.day for other in kept.values() if other.id != row.id and other.id not in change.removed}
        _check(row, held | new_days)
        new_days.add(row.day)
    left = [_plain(row) for row in kept.values() if row.id not in gone and _counts(row, facts)]
    new = [
        Holiday(row.day, row.name, row.kind, office_open=_is_open(row))
        for row in change.rows
        if _counts(row, facts)
    ]
    confirmed = facts.counting.calendar.confirmed_years
    calendar = WorkCalendar([*left, *new], confirmed)
    return replace(facts, counting=replace(facts.counting, calendar=calendar))


def _check(row: HolidayInput, taken: set[date]) -> None:
    errors: dict[str, FieldError] = {}
    if wrong := _wrong_day(row.day, taken):
        errors["day"] = wrong
    for name, text in (("name", row.name), ("source", row.source), ("province", row.province)):
        length = len(clean(text).strip())
        if length > TEXT_LIMIT:
            errors[name] = FieldError("too_long", limit=TEXT_LIMIT, length=length)
        elif not length and (name == "name" or (name == "province" and row.kind == "provincial")):
            errors[name] = FieldError("required")
    if row.kind not in KINDS:
        errors["kind"] = FieldError("choose")
    if row.status not in STATUSES:
        errors["status"] = FieldError("choose")
    if errors:
        raise Invalid(errors)


def _wrong_day(day: date, taken: set[date]) -> FieldError | None:
    if not YEARS[0] <= be_year(day) <= YEARS[1]:
        return FieldError("holiday.year_range", low=YEARS[0], high=YEARS[1])
    if day.weekday() >= _SATURDAY:
        return FieldError("holiday.weekend", day=day)
    return FieldError("holiday.twice", day=day) if day in taken else None


def _counts(row: HolidayTable | HolidayInput, facts: OfficeFacts) -> bool:
    return clean(row.province).strip() in ("", facts.profile.province)


def _is_open(row: HolidayInput) -> bool:
    return row.office_open or row.kind == "office_open"


def _plain(row: HolidayTable) -> Holiday:
    return Holiday(row.day, row.name, row.kind, office_open=row.office_open)


def _write_rows(work: Work, change: HolidayChange) -> int | None:
    """Write a change that was checked; return the id of the first row."""
    for row_id in change.removed:
        work.session.delete(work.find(HolidayTable, row_id))
    work.flush()  # A day that is taken out makes room for a row of the same day.
    first: int | None = change.removed[0] if change.removed else None
    for row in change.rows:
        kept = work.find(HolidayTable, row.id) if row.id is not None else work.add(HolidayTable(day=row.day))
        _fill(kept, row)
        first = first or kept.id
    return first


def _fill(kept: HolidayTable, row: HolidayInput) -> None:
    kept.day, kept.kind, kept.status = row.day, row.kind, row.status
    kept.name, kept.source = clean(row.name).strip(), clean(row.source).strip()
    kept.province, kept.short = clean(row.province).strip(), clean(row.short).strip()
    kept.resolution_date, kept.office_open = row.resolution_date, _is_open(row)


def _visible(session: Session, actor: Actor, facts: OfficeFacts) -> set[int]:
    rows = session.scalars(
        select(Complaint.id).where(visible_to(actor, facts.settings), Complaint.status == "open")
    )
    return set(rows)


def _told(move: CaseMove, facts: OfficeFacts) -> Iterable[DueMove]:
    complaint = move.complaint
    step = facts.charts[complaint.flowchart_version_id].name_of(complaint.step)
    for clock, dates in (("closure", move.closure), ("step", move.step)):
        if dates is not None:
            yield DueMove(complaint.id, complaint.number, clock, step if clock == "step" else "", *dates)


def _move(work: Work, after: OfficeFacts, move: CaseMove, reason: str) -> None:
    """Bring one case's dates where the new table has them, with its event, state and line of history."""
    complaint = move.complaint
    writer = CaseWriter(work, after, complaint)
    dates: Sequence[tuple[date, date] | None] = (move.closure, move.step)
    if move.closure is not None:
        writer.move_due(move.closure[1], reason)
    if move.step is not None and complaint.step_due != move.step[1]:
        writer.move_step(move.step[1], reason)
    old, new = next(pair for pair in dates if pair is not None)
    clock = "closure" if move.closure is not None else "step"
    writer.add_event(
        "due_moved", step=complaint.step, text=reason,
        clock=clock, before=old.isoformat(), due=new.isoformat(),
    )  # fmt: skip
    writer.add_state("due_moved")
    complaint.version += 1
    writer.index()
