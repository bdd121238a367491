"""The tables of the auditors' pack."""

from collections.abc import Collection, Sequence
from datetime import date

from services.documents.audit_material import Extension, MonthPapers, Numbers, Stop, Voided
from services.documents.monthly_cases import CaseLine
from services.documents.typesetting import CELL, CELL_HEAD, Block, Cell, CellValue, RegisterTable, SimpleTable
from services.documents.wording import PaperWords
from services.figures.fold import Movement
from services.figures.months import MonthRow, total_movement
from services.office.codes import name_of
from services.office.facts import OfficeFacts

_CELL = CELL.but(size=8.2, leading=12.6)
_HEAD = CELL_HEAD.but(size=8.0, leading=12.4)
_STEPS = ("carried_in", "received", "reopened", "reclassified", "closed", "carried_out", "overdue")

Row = list[CellValue | Cell]


def definitions_table(facts: OfficeFacts, began: date | None, words: PaperWords) -> Block:
    """Return what the figures are counted by, each with since when it has been in force."""
    settings = facts.settings
    base = "received" if settings.indicator2_base == "received" else "fallen_due"
    since = {change.name: change.on for change in facts.definition_changes}

    def row(label: str, said: str, *names: str) -> tuple[str, str, str]:
        days = [since[name] for name in names if name in since]
        if days:
            return label, said, words.short_date(max(days))
        return label, said, words("since_start", date=words.short_date(began)) if began else words("dash")

    first, second = settings.indicator1_target_percent, settings.indicator2_target_percent
    rows = [
        row(words("indicator1_name"), words("target", target=first), "indicator1_target_percent"),
        row(words("indicator2_name"), words("target", target=second), "indicator2_target_percent"),
        row(words("definition_formula1"), words("indicator1_formula")),
        row(words("definition_formula2"), words(f"indicator2_formula_{base}"), "indicator2_base"),
        row(words("definition_counted"), words("definition")),
        row(words("definition_cut_off"), words("cut_off_rule")),
        row(words("definition_due"), words("due_rule")),
        *(
            row(
                words("definition_level", level=words.in_digits(level.name)),
                words("level_days", days=words.number(facts.counting.level_days[level.code])),
            )
            for level in facts.levels.all
            if level.active and level.code in facts.counting.level_days
        ),
    ]
    heads = [words(f"column_{name}") for name in ("definition", "value", "since")]
    return RegisterTable(heads, rows, (3.6, 12, 3.2), align="lll", style=_CELL, head_style=_HEAD)


def identity_table(rows: Sequence[MonthRow], words: PaperWords) -> Block:
    """Return the movement month by month, with the sum that each month keeps to written out and checked."""
    head: Row = [words("column_month"), *(words(f"column_{name}") for name in _STEPS)]
    head += [words("column_sum"), words("column_check")]
    body: list[Row] = []
    before: Movement | None = None
    for row in rows:
        label = words.in_digits(row.month.be_label)
        if row.figures is None:
            body.append([label, *[words("month_not_yet")] * (len(head) - 1)])
            continue
        movement = row.figures.movement
        counts = movement.counts()
        holds = balances(movement) and (before is None or before.carried_out == movement.carried_in)
        said = words("sum", **{name: words.number(counts[name]) for name in _STEPS[:-1]})
        body.append(
            [
                label,
                *(words.number(counts[name]) for name in _STEPS),
                said,
                words("holds" if holds else "holds_not"),
            ]
        )
        before = movement
    sums = {name: words.number(count) for name, count in total_movement(rows).items()}
    body.append(
        [
            words("row_total"),
            *(sums[name] for name in _STEPS),
            words("sum", **{name: sums[name] for name in _STEPS[:-1]}),
            "",
        ]
    )
    weights = [2.6, *[1.4] * len(_STEPS), 4.2, 1.8]
    return SimpleTable(
        [head, *body],
        weights,
        align="l" + "c" * len(_STEPS) + "cc",
        total_rows=1,
        style=_CELL,
        head_style=_HEAD,
    )


def balances(movement: Movement) -> bool:
    """Tell whether what came, less what went, is what is left."""
    come = movement.carried_in + movement.received + movement.reopened
    return come - movement.reclassified - movement.closed == movement.carried_out


def audit_cases_table(
    lines: Sequence[CaseLine],
    late_reasons: Collection[int],
    cut_off: date,
    facts: OfficeFacts,
    words: PaperWords,
) -> Block:
    """Return the cases with their dates, how long they took, and whether a late closing has its reason."""
    names = (
        *("order", "number", "received", "channel", "category", "level", "due_original", "due"),
        *("closed", "days", "result", "late"),
    )
    calendar = facts.counting.calendar
    rows = []
    for order, line in enumerate(lines, 1):
        days = calendar.working_days_between(line.received_on, line.closed_on or cut_off)
        rows.append(
            (
                words.number(order),
                words.in_digits(line.number),
                words.short_date(line.received_on),
                words.in_digits(line.channel),
                words.in_digits(line.category) or words("category_unclassified"),
                words.in_digits(line.level) or words("level_unclassified"),
                words.short_date(line.due_unextended),
                words.short_date(line.due),
                words.short_date(line.closed_on),
                words.number(days),
                _result(line, words),
                _late(line, late_reasons, words),
            )
        )
    return RegisterTable(
        [words(f"case_{name}") for name in names],
        rows,
        (1.0, 1.6, 1.9, 2.6, 3.2, 2.0, 1.9, 1.9, 1.9, 1.2, 2.6, 2.4),
        align="rllllllllrll",
        style=_CELL,
        head_style=_HEAD,
    )


def apart_cases_table(lines: Sequence[CaseLine], words: PaperWords) -> Block:
    """Return the cases of corruption and of the Official Information Act, without what they tell."""
    rows = [
        (
            words.number(order),
            words.in_digits(line.number),
            words.short_date(line.received_on),
            words.in_digits(line.channel),
            words(f"apart_{line.apart}"),
            words("case_open") if line.is_open else name_of("outcomes", line.outcome),
            words.short_date(line.closed_on),
        )
        for order, line in enumerate(lines, 1)
    ]
    heads = ("order", "number", "received", "channel", "apart", "result", "closed")
    return RegisterTable(
        [words(f"case_{name}") for name in heads],
        rows,
        (1.0, 1.8, 2.0, 4.0, 6.0, 4.0, 2.0),
        align="rllllll",
        style=_CELL,
        head_style=_HEAD,
    )


def extensions_table(rows: Sequence[Extension], words: PaperWords) -> Block:
    """Return the extensions granted, and whether each counts."""
    said = [
        (
            words.in_digits(row.number),
            words.short_date(row.on),
            words.short_date(row.before),
            words.short_date(row.due),
            words.number(row.days),
            words("counts" if row.counts else "counts_not"),
        )
        for row in rows
    ]
    heads = ("number", "extended_on", "due_before", "due_after", "days_more", "counting")
    return _plain(heads, said, (2, 2.4, 2.4, 2.4, 2, 5), words)


def stops_table(rows: Sequence[Stop], words: PaperWords) -> Block:
    """Return when clocks stood, and for how long."""
    said = [
        (
            words.in_digits(row.number),
            words.short_date(row.since),
            words.short_date(row.until) or words("still_stopped"),
            words.number(row.days) if row.days is not None else words("dash"),
        )
        for row in rows
    ]
    return _plain(("number", "stopped_on", "restarted_on", "days_stood"), said, (2, 3, 4, 3), words)


def voided_table(rows: Sequence[Voided], words: PaperWords) -> Block:
    """Return the numbers voided."""
    said = [
        (words.in_digits(row.number), words.short_date(row.received_on), words.short_date(row.on))
        for row in rows
    ]
    return _plain(("number", "received_on", "voided_on"), said, (3, 4, 4), words)


def numbers_said(rows: Sequence[Numbers], words: PaperWords) -> list[str]:
    """Return for each fiscal year whether its running numbers are whole, or which are missing."""
    return [
        words(
            "numbers_missing" if row.missing else "numbers_whole",
            fiscal_year=row.fiscal_year,
            first=row.first,
            last=row.last,
            missing=", ".join(map(str, row.missing)),
        )
        for row in rows
    ]


def month_papers_table(rows: Sequence[MonthPapers], words: PaperWords) -> Block:
    """Return each month's reports and who signed it."""
    said = [
        (
            words.in_digits(row.month.be_label),
            words.number(row.times) if row.times else words("none"),
            words.short_date(row.made_on) or words("dash"),
            row.made_by or words("dash"),
            words.short_date(row.cut_off) or words("dash"),
            words.short_date(row.signed_on) or words("not_signed"),
            row.signed_by or words("dash"),
        )
        for row in rows
    ]
    heads = ("month", "times", "made_on", "made_by", "report_cut_off", "signed_on", "signed_by")
    return _plain(heads, said, (2.6, 1.8, 2.4, 5, 2.4, 2.6, 5), words)


def _plain(
    heads: Sequence[str], rows: Sequence[Sequence[str]], weights: Sequence[float], words: PaperWords
) -> Block:
    return RegisterTable(
        [words(f"column_{name}") for name in heads],
        rows,
        weights,
        align="l" * len(heads),
        style=_CELL,
        head_style=_HEAD,
    )


def _result(line: CaseLine, words: PaperWords) -> str:
    if line.apart is not None:
        return words("case_reclassified", apart=words(f"apart_{line.apart}"))
    if line.is_open:
        return words("case_open_overdue" if line.overdue else "case_open")
    return name_of("outcomes", line.outcome)


def _late(line: CaseLine, reasons: Collection[int], words: PaperWords) -> str:
    if line.closed_on is None or line.due is None or line.closed_on <= line.due:
        return words("dash")
    return words("late_with_reason" if line.case_id in reasons else "late_without_reason")
