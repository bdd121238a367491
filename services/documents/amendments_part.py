"""What changed after earlier months were signed, as a later month's report tells of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.documents.typesetting import (
    BODY,
    CELL,
    CELL_HEAD,
    Block,
    CellValue,
    Heading,
    KeepTogether,
    Paragraph,
    RegisterTable,
    SimpleTable,
)
from services.documents.wording import PaperWords
from services.office.codes import name_of
from services.office.facts import OfficeFacts
from services.signing.amendments import Amendment, Amendments, Bridge
from services.thai.dates import bangkok_date, format_month

_CELL = CELL.but(size=8.2, leading=12.6)
_HEAD = CELL_HEAD.but(size=7.8, leading=12.2)
_TEXT = BODY.but(size=9.4, leading=15.4)
_COLUMNS = ("month", "number", "what", "before", "after", "at", "reason")
_WEIGHTS = (1.5, 1.5, 2.5, 2.6, 2.6, 2.1, 3.2)
_FIXED = {"kind": "kinds", "group": "groups", "outcome": "outcomes"}


def signed_words(facts: OfficeFacts) -> PaperWords:
    """Return the words of signed months in the digits of tables."""
    return PaperWords(facts.wording, facts.settings.digits_tables, "signed", "monthly")


def amendments_part(amendments: Amendments, facts: OfficeFacts) -> list[Block]:
    """Return the amendments and how the signed rest leads to what is carried in; nothing where none are."""
    if not amendments.lines:
        return []
    words = signed_words(facts)
    blocks: list[Block] = [
        Heading(words("heading_amendments")),
        Paragraph(words("amendments_intro"), _TEXT, keep_with_next=True),
        changes_table(amendments.lines, facts, words),
    ]
    if amendments.bridge is not None:
        blocks.append(KeepTogether([Heading(words("heading_bridge")), _bridge(amendments.bridge, words)]))
    return blocks


def changes_table(lines: Sequence[Amendment], facts: OfficeFacts, words: PaperWords) -> Block:
    """Return a table of changes: month and number, what it was, what it is, when and why."""
    rows = [
        (
            words.in_digits(line.month.short_label),
            words.in_digits(line.number),
            words(f"what_{line.what}"),
            _said(line, line.before, facts, words, signed=True),
            _said(line, line.after, facts, words),
            words.short_date(bangkok_date(line.at)) if line.at else words("blank"),
            words("confidential") if line.confidential else words.in_digits(line.reason) or words("blank"),
        )
        for line in lines
    ]
    heads = [words(f"column_{name}") for name in _COLUMNS]
    return RegisterTable(heads, rows, _WEIGHTS, align="lllllll", style=_CELL, head_style=_HEAD)


def amendments_json(amendments: Amendments, facts: OfficeFacts) -> dict[str, Any]:
    """Return the keys that amendments add to a month's figures."""
    bridge = amendments.bridge
    return {
        "amendments": [change_json(line, facts) for line in amendments.lines],
        "carried_from_signed": None
        if bridge is None
        else {
            "month": bridge.month.key,
            "carried_out": bridge.carried_out,
            "added": [bridge.numbers[case] for case in bridge.added_ids],
            "removed": [bridge.numbers[case] for case in bridge.removed_ids],
            "carried_in": bridge.carried_in,
        },
    }


def change_json(line: Amendment, facts: OfficeFacts) -> dict[str, Any]:
    """Return a change with codes beside Thai names, days as ISO dates."""
    words = signed_words(facts)
    return {
        "month": line.month.key,
        "number": line.number,
        "what": line.what,
        "what_name": words(f"what_{line.what}"),
        "before": _plain(line.before),
        "before_name": _said(line, line.before, facts, words, signed=True),
        "after": _plain(line.after),
        "after_name": _said(line, line.after, facts, words),
        "at": line.at.isoformat() if line.at else None,
        "reason": line.reason,
    }


def _bridge(bridge: Bridge, words: PaperWords) -> Block:
    def row(key: str, ids: Sequence[int]) -> list[CellValue]:
        numbers = ", ".join(words.in_digits(bridge.numbers[case]) for case in ids)
        label = words(f"bridge_{key}", numbers=numbers) if ids else words(f"bridge_{key}_none")
        return [label, words.number(len(ids))]

    rows: list[list[CellValue]] = [
        [words("since_item"), words("column_count")],
        [words("bridge_out", month=format_month(bridge.month)), words.number(bridge.carried_out)],
        row("added", bridge.added_ids),
        row("removed", bridge.removed_ids),
        [words("bridge_in"), words.number(bridge.carried_in)],
    ]
    return SimpleTable(rows, (7, 2), total_rows=1, style=_CELL, head_style=_HEAD)


def _said(
    line: Amendment, value: str | date | None, facts: OfficeFacts, words: PaperWords, *, signed: bool = False
) -> str:
    if line.what == "registered":
        return words("not_in_signed") if signed else _day("received_on", value, words)
    if line.what == "counted":
        return words("counted") if value is None else words(f"apart_{value}")
    if line.what == "reopened":
        return _day("closed_on", value, words) if signed else words("is_open")
    if line.what == "carried":
        return words(f"carried_{value}")
    if isinstance(value, date):
        return words.short_date(value)
    return words.in_digits(_named(line.what, value, facts)) or words("blank")


def _named(what: str, code: str | None, facts: OfficeFacts) -> str:
    if what in _FIXED:
        return name_of(_FIXED[what], code)
    lists = {"category": facts.categories, "level": facts.levels, "channel": facts.channels}
    choice = lists[what].code(code)
    return choice.name if choice else code or ""


def _day(key: str, value: str | date | None, words: PaperWords) -> str:
    return words(key, date=words.short_date(value)) if isinstance(value, date) else words("blank")


def _plain(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
