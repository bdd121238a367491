"""The parts that reports share: movement, both indicators, breakdowns, what is shown apart.

Each part tells of one period or of several side by side: a month and its fiscal year so far, a whole year, or
the months that an auditor asks for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.documents.figures_json import (
    Names,
    category_names,
    channel_names,
    group_names,
    level_names,
    named,
    outcome_names,
)
from services.documents.monthly_tables import Side, apart_table, breakdown_tables, movement_table
from services.documents.typesetting import (
    BODY,
    CELL,
    CELL_HEAD,
    Block,
    Cell,
    CellValue,
    Face,
    Heading,
    KeepTogether,
    Labelled,
    Paragraph,
    SimpleTable,
    TextStyle,
)
from services.documents.wording import PaperWords
from services.figures.fold import Indicator, Movement, PeriodFigures
from services.office.definitions import DefinitionChange
from services.office.facts import OfficeFacts

REPORT_TEXT = BODY.but(size=9.4, leading=15.4)
REPORT_NOTE = TextStyle(size=8.2, leading=13.0)
REPORT_INDENT = 48.0
_BOLD = REPORT_TEXT.but(face=Face.BOLD, before=4.0)
REPORT_CELL = CELL.but(size=8.6, leading=13.2)
REPORT_HEAD = CELL_HEAD.but(size=8.6, leading=13.2)

NamesOf = Callable[[OfficeFacts, Mapping[str, Movement], PaperWords], Names]
# Each breakdown: the names of its rows, and how the row is called that has none.
BREAKDOWNS: Mapping[str, tuple[NamesOf, str]] = {
    "by_channel": (lambda facts, used, _words: channel_names(facts, used), "not_stated"),
    "by_category": (lambda facts, used, _words: category_names(facts, used), "category_unclassified"),
    "by_level": (lambda facts, used, _words: level_names(facts, used), "level_unclassified"),
    "by_outcome": (lambda _facts, used, words: outcome_names(used, words("outcome_open")), "not_stated"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Hold one period that a report tells of.

    scope heads its columns, sentence names it beside an indicator's result. Only a period that is judged has
    a verdict: the fiscal year so far is, a single month is not.
    """

    scope: str
    sentence: str
    period: PeriodFigures
    judged: bool = True


def movement_part(told: Sequence[Told], words: PaperWords) -> list[Block]:
    """Return each period's movement, by group, and the sum that it keeps to."""
    blocks: list[Block] = [Heading(words("heading_movement"))]
    for one in told:
        rows = named(one.period.by_group, group_names(), words("group_not_stated"))
        table = movement_table(rows, one.period.movement, one.scope, words)
        blocks.append(KeepTogether([table], after=6.0))
    blocks.append(Paragraph(words("movement_rule"), REPORT_NOTE))
    if any(one.period.movement.reclassified for one in told):
        blocks.append(Paragraph(words("reclassified_note"), REPORT_NOTE))
    return blocks


def indicators_part(
    told: Sequence[Told], facts: OfficeFacts, words: PaperWords, *, first_note: str = ""
) -> list[Block]:
    """Return both indicators: target, formula, cut-off, and each period's counts, result and verdict.

    The notes tell of the last period, the one that is judged; first_note is said before them.
    """
    settings, main = facts.settings, told[-1].period
    base = "received" if settings.indicator2_base == "received" else "fallen_due"
    first_target, second_target = settings.indicator1_target_percent, settings.indicator2_target_percent
    first = _indicator_head(1, first_target, "indicator1_formula", main.cut_off, words)
    second = _indicator_head(2, second_target, f"indicator2_formula_{base}", main.cut_off, words)
    notes = [first_note, words("rounding"), words("due_rule"), words("definition")]
    if 0 < main.indicator1.denominator < settings.few_cases_below:
        notes.insert(0, words("few_cases"))
    if main.extended:
        in_time = main.indicator2_by_original.numerator
        notes.append(words("extended", extended=main.extended, in_time_original=in_time))
    # Changes after the cut-off too: a report made later is read by what is in force when it is made.
    notes += definition_notes([one for one in facts.definition_changes if one.on >= main.start], words)
    said = " · ".join(note for note in notes if note)
    return [
        Heading(words("heading_indicators")),
        KeepTogether([*first, _first_table(told, first_target, words)]),
        KeepTogether([*second, _second_table(told, second_target, words)]),
        Labelled(words("label_note"), said, REPORT_INDENT, REPORT_NOTE, REPORT_NOTE.but(face=Face.BOLD)),
    ]


def breakdowns_part(told: Sequence[Told], facts: OfficeFacts, words: PaperWords) -> list[Block]:
    """Return the breakdowns by channel, category, level and outcome."""
    return [block for code in BREAKDOWNS for block in breakdown_part(code, told, facts, words)]


def breakdown_part(code: str, told: Sequence[Told], facts: OfficeFacts, words: PaperWords) -> list[Block]:
    """Return one of the breakdowns in BREAKDOWNS."""
    names_of, unspecified = BREAKDOWNS[code]
    used: dict[str, Movement] = {}
    for one in told:
        used |= getattr(one.period, code)
    names = names_of(facts, used, words)
    sides = [
        Side(one.scope, named(getattr(one.period, code), names, words(unspecified)), one.period.movement)
        for one in told
    ]
    tables = breakdown_tables(words(f"heading_{code}"), sides, words)
    return [KeepTogether([table], after=8.0) for table in tables]


def apart_part(told: Sequence[Told], words: PaperWords) -> list[Block]:
    """Return what is shown apart and never counted."""
    table = apart_table([(one.scope, one.period) for one in told], words)
    return [KeepTogether([Heading(words("heading_apart")), table])]


def result_text(indicator: Indicator, target: int, received: int, words: PaperWords) -> str:
    """Return an indicator's result with its counts; words where there is nothing to judge."""
    if not indicator.denominator:
        return words("result_nothing_due" if received else "result_none")
    return words(
        "result",
        numerator=words.number(indicator.numerator),
        denominator=words.number(indicator.denominator),
        percent=str(indicator.percent_shown(target)),
    )


def definition_notes(changes: Sequence[DefinitionChange], words: PaperWords) -> list[str]:
    """Return what was changed in the indicators' definition."""
    notes = []
    for change in changes:
        if change.name == "indicator2_base":
            before, after = (words(f"base_{base}") for base in (change.before, change.after))
            key = "definition_changed"
        else:
            before, after = str(change.before), str(change.after)
            key = f"target{change.name.removeprefix('indicator')[0]}_changed"
        notes.append(words(key, date=words.long_date(change.on), before=before, after=after))
    return [*notes, words("definition_in_force")] if notes else []


def _indicator_head(number: int, target: int, formula: str, cut_off: date, words: PaperWords) -> list[Block]:
    title = f"{words(f'indicator{number}_name')}  {words(f'indicator{number}_title')}"
    said = words(formula)
    if formula.endswith("fallen_due"):
        said = f"{said} {words('indicator2_open_note')}"
    lines = (
        ("label_target", words("target", target=target)),
        ("label_formula", said),
        ("label_cut_off", words("cut_off", date=words.long_date(cut_off))),
    )
    labelled = [
        Labelled(words(label), text, REPORT_INDENT, REPORT_TEXT, keep_with_next=True) for label, text in lines
    ]
    return [Paragraph(title, _BOLD, keep_with_next=True), *labelled]


def _verdict(indicator: Indicator, target: int, one: Told, words: PaperWords) -> str:
    if not one.judged:
        return words("no_verdict")
    if not indicator.denominator:
        return words("verdict_nothing_due" if one.period.movement.received else "verdict_none")
    return words("verdict_met" if indicator.meets(target) else "verdict_not_met")


def _first_table(told: Sequence[Told], target: int, words: PaperWords) -> Block:
    rows: list[list[CellValue | Cell]] = [
        [words("column_scope"), words("column_result"), words("column_verdict")]
    ]
    for one in told:
        indicator = one.period.indicator1
        result = result_text(indicator, target, one.period.movement.received, words)
        rows.append([one.sentence, result, Cell(_verdict(indicator, target, one, words), bold=one.judged)])
    return SimpleTable(rows, (4, 5.4, 2.6), align="llc", style=REPORT_CELL, head_style=REPORT_HEAD)


def _second_table(told: Sequence[Told], target: int, words: PaperWords) -> Block:
    heads = ("column_scope", "column_result", "column_original", "column_not_due", "column_verdict")
    rows: list[list[CellValue | Cell]] = [[words(head) for head in heads]]
    for one in told:
        indicator, original = one.period.indicator2, one.period.indicator2_by_original
        beside = words("dash")
        if original.denominator:
            beside = words(
                "original_result",
                numerator=words.number(original.numerator),
                denominator=words.number(original.denominator),
                percent=str(original.percent_shown(target)),
            )
        rows.append(
            [
                one.sentence,
                result_text(indicator, target, one.period.movement.received, words),
                words.in_digits(beside),
                words("case_count", count=words.number(one.period.open_not_due)),
                Cell(_verdict(indicator, target, one, words), bold=one.judged),
            ]
        )
    return SimpleTable(
        rows, (3.1, 4.0, 2.6, 1.7, 2.0), align="lllcc", style=REPORT_CELL, head_style=REPORT_HEAD
    )
