"""The fiscal year at a glance: both indicators and what they need, the months, who and what stands where.

Every number is counted with the office's eyes, as the reports count, and carries the ids of its cases; what
the reader may not open of them is told apart, so that a number never seems to open more than it does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from models.office import Account
from services.errors import DomainError, NotFound
from services.figures.behind import ids_behind
from services.figures.fold import break_down, figures_of, read_cases
from services.figures.indicators import read_histories, today_of, with_the_offices_eyes
from services.figures.standing import Ids, ages, clocks, read_case_facts, replies
from services.figures.target import Need, need_in_time, need_of_closing
from services.figures.trend import TrendMonth, trend
from services.figures.values import Indicator, Movement, PeriodFigures
from services.garbage import collecting_later
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import ALL, Actor, Role, use_case
from services.thai.dates import fiscal_year_range
from services.unit_of_work import Reading, Units

READ_DASHBOARD = use_case("figures.read_dashboard", ALL, writes=False)

VERDICTS = ("met", "not_met", "nothing_due", "none")


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold an indicator against its target: the formula's key, the verdict (one of VERDICTS), the need.

    open_ids are the cases that can still help: those open, for indicator 2 only those not yet due.
    """

    indicator: Indicator
    target: int
    formula: str
    verdict: str
    need: Need
    open_ids: Ids


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Hold what is shown of a fiscal year, named by the B.E. year that it ends in.

    by_officer names officers by their account's id; who may not see others' work finds its own row alone.
    age_ids, clock_ids and reply_ids have the codes of AGES, CLOCKS and REPLIES. unseen are counted cases
    that the reader may not open.
    """

    fiscal_year: int
    cut_off: date
    year: PeriodFigures
    first: Judged
    second: Judged
    months: tuple[TrendMonth, ...]
    by_officer: Mapping[str, Movement]
    officer_names: Mapping[str, str]
    age_ids: Mapping[str, Ids]
    clock_ids: Mapping[str, Ids]
    reply_ids: Mapping[str, Ids]
    unseen: frozenset[int]

    @property
    def zero(self) -> bool:
        """Tell whether there was no complaint at all, neither a new one nor one carried over."""
        return self.year.movement.is_zero

    @property
    def is_over(self) -> bool:
        """Tell whether the fiscal year is over at the cut-off: nothing more can come in."""
        return self.cut_off >= self.year.end

    def ids(self, path: str) -> Ids:
        """Return the cases behind a number, named by its path.

        Besides those of `services.figures.behind`: `months.2569-11.received`,
        `months.2569-11.indicator1.numerator`, `by_officer.7.closed`, `age.0_3`, `clock.overdue`,
        `reply.late`, `need1` and `need2` (the cases that can still help); `….running` is what is carried
        out and not overdue. Raises `NotFound`.
        """
        head, _, rest = path.partition(".")
        if path.endswith(".running"):
            late = frozenset(self.ids(f"{path.removesuffix('running')}overdue"))
            return tuple(
                case for case in self.ids(f"{path.removesuffix('running')}carried_out") if case not in late
            )
        if head in ("need1", "need2"):
            return self.first.open_ids if head == "need1" else self.second.open_ids
        if head in ("age", "clock", "reply"):
            codes: Mapping[str, Ids] = getattr(self, f"{head}_ids")
            return codes.get(rest, ())
        if head == "by_officer":
            code, _, name = rest.rpartition(".")
            return _moved(self.by_officer.get(code), name)
        if head == "months":
            return self._of_month(*rest.split(".", 1))
        return ids_behind(self.year, path)

    def paths(self) -> Iterator[str]:
        """Yield the path of every number that the period's own paths don't have."""
        for month in self.months:
            if month.movement is not None:
                head = f"months.{month.month.key}"
                yield from (f"{head}.{name}" for name in ("received", "closed", "carried_out"))
                parts = ("numerator", "denominator")
                yield from (
                    f"{head}.{code}.{part}" for code in ("indicator1", "indicator2") for part in parts
                )
        yield from (f"age.{code}" for code in self.age_ids)
        yield from (f"clock.{code}" for code in self.clock_ids)
        yield from (f"reply.{code}" for code in self.reply_ids)
        yield from ("need1", "need2")

    def _of_month(self, key: str, path: str = "") -> Ids:
        month = next((one for one in self.months if one.month.key == key), None)
        if month is None or month.indicator1 is None or month.indicator2 is None:
            return ()
        head, _, part = path.partition(".")
        if head in ("indicator1", "indicator2"):
            judged = month.indicator1 if head == "indicator1" else month.indicator2
            return judged.numerator_ids if part == "numerator" else judged.denominator_ids
        return _moved(month.movement, path)


class Dashboards:
    """Read dashboards."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def read_dashboard(self, actor: Actor, fiscal_year: int, as_of: date | None = None) -> Dashboard:
        """Return a fiscal year's dashboard at today or its last day, or at a later cut-off asked for.

        Raises `report.year_ahead`, `report.cut_off_before_period` and `report.cut_off_ahead`.
        """
        with collecting_later(), self._units.read(actor, READ_DASHBOARD) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            return dashboard(reading, facts, fiscal_year, as_of)


def dashboard(reading: Reading, facts: OfficeFacts, fiscal_year: int, as_of: date | None = None) -> Dashboard:
    """Return a fiscal year's dashboard inside a look with the reader's eyes."""
    office = with_the_offices_eyes(reading)
    start, end = fiscal_year_range(fiscal_year)
    cut_off = _cut_off(office, fiscal_year, as_of)
    base = facts.settings.indicator2_base
    histories = read_histories(office.session, office.actor, facts, start, end)
    readings = read_cases(histories, start, end, cut_off)
    year = figures_of(readings, start, end, cut_off, base)
    known = read_case_facts(office, reading.actor, facts, (start, end), cut_off)
    counted = [row for row in readings if row.counted]
    open_cases = [row for row in counted if row.is_open]
    of_officers = break_down(readings, lambda row: str(known[row.case_id].officer_id or ""))
    by_officer = _shown_to(reading.actor, of_officers)
    return Dashboard(
        fiscal_year=fiscal_year,
        cut_off=cut_off,
        year=year,
        first=_first(year, facts),
        second=_second(year, facts),
        months=trend(histories, fiscal_year, cut_off, base),
        by_officer=by_officer,
        officer_names=_officers(reading, by_officer),
        age_ids=ages(open_cases, cut_off),
        clock_ids=clocks(open_cases, known, facts, cut_off),
        reply_ids=replies((row for row in counted if row.in_period), known, cut_off),
        unseen=frozenset(row.case_id for row in readings if not known[row.case_id].seen),
    )


def _cut_off(office: Reading, fiscal_year: int, as_of: date | None) -> date:
    start, end = fiscal_year_range(fiscal_year)
    today = today_of(office)
    if start > today:
        raise DomainError("report.year_ahead", year=fiscal_year)
    usual = min(end, today)
    if as_of is not None and as_of < usual:
        raise DomainError("report.cut_off_before_period", end=usual)
    if as_of is not None and as_of > today:
        raise DomainError("report.cut_off_ahead", today=today)
    return as_of or usual


def _first(year: PeriodFigures, facts: OfficeFacts) -> Judged:
    indicator, target = year.indicator1, facts.settings.indicator1_target_percent
    closed = frozenset(indicator.numerator_ids)
    return Judged(
        indicator,
        target,
        "indicator1_formula",
        _verdict(indicator, target, year),
        need_of_closing(indicator, target),
        tuple(case for case in indicator.denominator_ids if case not in closed),
    )


def _second(year: PeriodFigures, facts: OfficeFacts) -> Judged:
    indicator, target = year.indicator2, facts.settings.indicator2_target_percent
    base = "received" if facts.settings.indicator2_base == "received" else "fallen_due"
    return Judged(
        indicator,
        target,
        f"indicator2_formula_{base}",
        _verdict(indicator, target, year),
        need_in_time(indicator, year.open_not_due, target, base),
        year.open_not_due_ids,
    )


def _verdict(indicator: Indicator, target: int, year: PeriodFigures) -> str:
    met = indicator.meets(target)
    if met is None:
        return "nothing_due" if year.movement.received else "none"
    return "met" if met else "not_met"


def _shown_to(actor: Actor, by_officer: Mapping[str, Movement]) -> Mapping[str, Movement]:
    """Return whose work the reader may compare: those who assign it see all, an officer the own."""
    if actor.has(Role.SUPERVISOR):
        return by_officer
    own = str(actor.account_id)
    return {own: by_officer[own]} if own in by_officer and actor.has(Role.OFFICER) else {}


def _officers(reading: Reading, by_officer: Mapping[str, Movement]) -> dict[str, str]:
    ids = [int(code) for code in by_officer if code.isdigit()]
    if not ids:
        return {}
    rows = reading.session.execute(
        select(Account.id, Account.display_name).where(
            Account.office_id == reading.office_id, Account.id.in_(ids)
        )
    )
    return {str(row.id): row.display_name for row in rows}


def _moved(movement: Movement | None, name: str) -> Ids:
    if movement is None:
        return ()
    found: Ids | None = getattr(movement, f"{name}_ids", None)
    if found is None:
        raise NotFound
    return found
