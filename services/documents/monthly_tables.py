"""The tables of the monthly report's annex."""

from collections.abc import Sequence

from services.documents.monthly_cases import CaseLine
from services.documents.typesetting import CELL, CELL_HEAD, Block, Cell, CellValue, RegisterTable, SimpleTable
from services.documents.wording import PaperWords
from services.figures.fold import APART, Movement, PeriodFigures
from services.figures.indicators import MonthFigures
from services.figures.months import MonthRow, total_movement
from services.office.codes import name_of
from services.thai.dates import Month

Row = list[CellValue | Cell]
Named = Sequence[tuple[str, str, Movement]]

_NARROW = CELL.but(size=8.2, leading=12.6)
_NARROW_HEAD = CELL_HEAD.but(size=7.8, leading=12.2)
_MOST_COLUMNS = 10  # of numbers on a page's width
_NAME_WEIGHT = 4.0


def movement_table(rows: Named, total: Movement, scope: str, words: PaperWords) -> Block:
    """Return one period's movement by group, with a sum row; what didn't happen has no column."""
    extra = [name for name in ("reopened", "reclassified") if _happened(name, [*_all(rows), total])]
    columns = ["carried_in", "received"]
    columns += ["reopened"] if "reopened" in extra else []
    columns += ["total"]
    columns += ["reclassified"] if "reclassified" in extra else []
    columns += ["closed", "carried_out", "overdue"]
    head: Row = [scope, *(words(f"column_{name}") for name in columns)]
    if total.is_zero:
        body: list[Row] = [[Cell(words("no_complaints"), span=len(head), align="c")]]
        return SimpleTable(
            [head, *body], [3.2, *[1.25] * len(columns)], style=_NARROW, head_style=_NARROW_HEAD
        )
    body = [[name, *_numbers(movement, columns, words)] for _code, name, movement in rows]
    body.append([words("row_total"), *_numbers(total, columns, words)])
    return SimpleTable(
        [head, *body],
        [3.2, *[1.25] * len(columns)],
        total_rows=1,
        style=_NARROW,
        head_style=_NARROW_HEAD,
    )


class Side:
    """Hold one period's side of a breakdown: its rows, its sum and the columns that it needs."""

    def __init__(self, scope: str, rows: Named, total: Movement) -> None:
        self.scope = scope
        self.rows = rows
        self.total = total
        self.by_code = {code: movement for code, _name, movement in rows}
        moved = [*_all(rows), total]
        self.columns = ["carried_in", "received"]
        self.columns += [name for name in ("reopened", "reclassified") if _happened(name, moved)]
        self.columns += ["closed", "carried_out"]
        self.columns += ["overdue"] if _happened("overdue", moved) else []

    def cells(self, movement: Movement, words: PaperWords) -> Row:
        """Return a row's numbers on this side."""
        return _numbers(movement, self.columns, words)


def breakdown_tables(title: str, sides: Sequence[Side], words: PaperWords) -> list[Block]:
    """Return a breakdown of each period, in one table where they fit side by side."""
    if sum(len(side.columns) for side in sides) > _MOST_COLUMNS:
        return [_breakdown(title, [side], words) for side in sides]
    return [_breakdown(title, sides, words)]


def _breakdown(title: str, sides: Sequence[Side], words: PaperWords) -> Block:
    first: Row = [title, *(Cell(side.scope, span=len(side.columns)) for side in sides)]
    columns = [name for side in sides for name in side.columns]
    second: Row = ["", *(words(f"narrow_{name}") for name in columns)]
    body: list[Row] = []
    if all(side.total.is_zero for side in sides):
        body.append([Cell(words("no_complaints"), span=len(columns) + 1, align="c")])
    else:
        for code, name in _codes(sides):
            row: Row = [words.in_digits(name)]
            for side in sides:
                row += side.cells(side.by_code.get(code, Movement()), words)
            body.append(row)
        total: Row = [words("row_total")]
        for side in sides:
            total += side.cells(side.total, words)
        body.append(total)
    return SimpleTable(
        [first, second, *body],
        [_NAME_WEIGHT, *[1.0] * len(columns)],
        head_rows=2,
        total_rows=1 if len(body) > 1 else 0,
        style=_NARROW,
        head_style=_NARROW_HEAD,
    )


def _codes(sides: Sequence[Side]) -> list[tuple[str, str]]:
    """Return the codes of all sides in the order of the longest."""
    longest = max(sides, key=lambda side: len(side.rows))
    found = {code: name for code, name, _movement in longest.rows}
    for side in sides:
        found |= {code: name for code, name, _movement in side.rows if code not in found}
    return list(found.items())


def months_table(rows: Sequence[MonthRow], words: PaperWords) -> Block:
    """Return the fiscal year's twelve months: 'ไม่มี' for a zero month, a dash for one still to come."""
    shown = [row.figures.movement for row in rows if row.figures is not None]
    columns = ["carried_in", "received"]
    columns += [name for name in ("reopened", "reclassified") if _happened(name, shown)]
    columns += ["closed", "carried_out", "overdue"]
    body: list[Row] = []
    for row in rows:
        label = words.in_digits(row.month.be_label)
        if row.figures is None:
            body.append([label, *[words("month_not_yet")] * len(columns)])
        elif row.is_zero:
            body.append([label, Cell(words("month_none"), span=len(columns), align="c")])
        else:
            body.append([label, *_numbers(row.figures.movement, columns, words)])
    if any(not movement.is_zero for movement in shown):
        sums = total_movement(rows)
        total: Row = [words("row_total"), *(words.number(sums[name]) for name in columns)]
    else:
        total = [words("row_total"), Cell(words("no_complaints"), span=len(columns), align="c")]
    head: Row = [words("column_month"), *(words(f"column_{name}") for name in columns)]
    return SimpleTable(
        [head, *body, total],
        [2.6, *[1.4] * len(columns)],
        total_rows=1,
        style=_NARROW,
        head_style=_NARROW_HEAD,
    )


def apart_table(told: Sequence[tuple[str, PeriodFigures]], words: PaperWords) -> Block:
    """Return what came in and is not counted, a column for each period."""
    head: Row = [words("column_kind"), *(scope for scope, _period in told)]
    periods = [period for _scope, period in told]
    body: list[Row] = [
        [words(f"apart_{code}"), *(_count(period.apart.get(code, 0), words) for period in periods)]
        for code in APART
    ]
    total: Row = [words("row_total"), *(_count(sum(period.apart.values()), words) for period in periods)]
    return SimpleTable(
        [head, *body, total], [6, *[2.3] * len(periods)], total_rows=1, style=_NARROW, head_style=_NARROW_HEAD
    )


def cases_table(lines: Sequence[CaseLine], words: PaperWords) -> Block:
    """Return the list of cases, nobody named."""
    names = ("order", "number", "received", "channel", "subject", "level", "due", "result", "closed")
    rows = [
        (
            words.number(number),
            words.in_digits(line.number),
            words.short_date(line.received_on),
            words.in_digits(line.channel),
            _subject(line, words),
            line.level or words("level_unclassified"),
            words.short_date(line.due),
            _result(line, words),
            words.short_date(line.closed_on),
        )
        for number, line in enumerate(lines, 1)
    ]
    return RegisterTable(
        [words(f"case_{name}") for name in names],
        rows or [[words("no_complaints"), *[""] * 8]],
        (1.2, 1.9, 1.6, 2.2, 4.5, 2.2, 1.6, 2.2, 1.6),
        align="rllllllll",
        style=_NARROW,
        head_style=_NARROW_HEAD,
    )


def shown_months(figures: MonthFigures) -> list[MonthRow]:
    """Return the twelve months with nothing after the month reported."""
    return [row if row.month <= figures.month else MonthRow(row.month, None) for row in figures.months]


def short_month(month: Month, words: PaperWords) -> str:
    """Return 'พ.ย. 69'."""
    return words.in_digits(month.short_label)


def _subject(line: CaseLine, words: PaperWords) -> str:
    category = words.in_digits(line.category) or words("category_unclassified")
    if line.confidential:
        return words("case_subject_known", category=category, subject=words("case_confidential"))
    if not line.subject:
        return category
    return words("case_subject_known", category=category, subject=line.subject)


def _result(line: CaseLine, words: PaperWords) -> str:
    if line.apart is not None:
        return words("case_reclassified", apart=words(f"apart_{line.apart}"))
    if line.is_open:
        return words("case_open_overdue" if line.overdue else "case_open")
    return name_of("outcomes", line.outcome)


def _happened(name: str, movements: Sequence[Movement]) -> bool:
    return any(getattr(movement, name) for movement in movements)


def _all(rows: Named) -> list[Movement]:
    return [movement for _code, _name, movement in rows]


def _numbers(movement: Movement, columns: Sequence[str], words: PaperWords) -> list[CellValue | Cell]:
    counts = movement.counts()
    counts["total"] = movement.carried_in + movement.received + movement.reopened
    return [words.number(counts[name]) for name in columns]


def _count(value: int, words: PaperWords) -> str:
    return words.number(value)
