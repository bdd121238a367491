"""What changed since a month was signed: the figures then, the same read again, today's, and the changes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.documents.amendments_part import change_json, changes_table, signed_words
from services.documents.case_numbers import numbers_behind
from services.documents.catalogue import PaperRequest
from services.documents.composing import Composition, Kept, Look, report_head, report_spec
from services.documents.figures_json import figures_json
from services.documents.report_parts import REPORT_CELL
from services.documents.typesetting import (
    BODY,
    CELL_HEAD,
    Block,
    Cell,
    CellValue,
    Heading,
    Paragraph,
    SimpleTable,
    TextStyle,
)
from services.documents.wording import PaperWords
from services.errors import DomainError
from services.figures.fold import MOVEMENT, Indicator
from services.figures.indicators import month_figures, today_of
from services.office.settings import Settings
from services.signing.amendments import list_changes
from services.signing.signed import find_signed, may_read_whole, read_kept
from services.thai.dates import Month, bangkok_date, format_month

Data = Mapping[str, Any]
_HEAD = CELL_HEAD.but(size=8.4, leading=13.0)
_NOTE = TextStyle(size=8.2, leading=13.0)


def compose(look: Look, request: PaperRequest) -> Composition:
    """Return what changed since a month was signed; raises `report.not_signed`."""
    assert request.month is not None  # noqa: S101 - a month is asked for
    month, office = request.month, look.office
    signed = find_signed(office.session, office.office_id, month)
    if signed is None:
        raise DomainError("report.not_signed", month=month.key)
    today = today_of(look.reading)
    same = _read_again(look, month, signed.cut_off)
    now = _read_again(look, month, today)
    as_signed: Data = same
    if may_read_whole(look.reading, signed):
        as_signed = read_kept(office.session, office.office_id, signed.report_id)[1]
    changes = list_changes(office, look.facts, [signed], today)
    words = signed_words(look.facts)
    title = words("since_title", month=format_month(month))
    certified = words(
        "since_certified",
        date=words.long_date(bangkok_date(signed.signed_at)),
        name=signed.signer_name,
        position=signed.signer_position,
    )
    days = {"date": words.long_date(signed.cut_off), "today": words.long_date(today)}
    blocks: list[Block] = [
        # An office may not have entered its head's name.
        *report_head(look, words, title, " ".join(certified.split())),
        Heading(words("since_heading_figures")),
        _figures([as_signed, same, now], format_month(month), days, look.facts.settings, words),
        Paragraph(words("since_note", **days), _NOTE),
    ]
    if as_signed["indicator2_base"] != same["indicator2_base"]:
        blocks.append(Paragraph(words("since_base_note"), _NOTE))
    if changes:
        blocks += [
            Heading(words("since_heading_changes", count=words.number(len(changes)))),
            changes_table(changes, look.facts, words),
        ]
    else:
        blocks += [Heading(words("heading_amendments")), Paragraph(words("since_nothing"), BODY)]
    data = {
        "month": month.key,
        "signed_at": signed.signed_at.isoformat(),
        "as_signed": as_signed,
        "same_cut_off": same,
        "today": now,
        "amendments": [change_json(line, look.facts) for line in changes],
    }
    kept = Kept(month.key, today, not changes, data)
    return Composition(report_spec(look, words, title), blocks, title, kept)


def _read_again(look: Look, month: Month, cut_off: date) -> Data:
    office = look.office
    figures = month_figures(office, look.facts, month, cut_off)
    periods = (figures.this_month, figures.year_to_date)
    return figures_json(figures, look.facts, numbers_behind(office.session, office.office_id, periods))


def _figures(
    readings: list[Data], month: str, days: Mapping[str, str], settings: Settings, words: PaperWords
) -> Block:
    rows: list[list[CellValue | Cell]] = [
        [
            words("since_item"),
            words("since_as_signed"),
            words("since_same", **days),
            words("since_today", **days),
        ]
    ]
    for scope, said in (
        ("this_month", words("since_month", month=month)),
        ("year_to_date", words("since_year")),
    ):
        rows.append([Cell(said, span=4, bold=True, align="l")])
        rows += [
            [
                words(f"column_{name}"),
                *(words.number(data[scope]["movement"][name]) for data in readings),
            ]
            for name in MOVEMENT
        ]
        for name in ("indicator1", "indicator2"):
            key = (
                f"since_{name}" if name == "indicator1" else f"since_{name}_{readings[0]['indicator2_base']}"
            )
            target = getattr(settings, f"{name}_target_percent")
            rows.append([words(key), *(_result(data[scope], name, target, words) for data in readings)])
    return SimpleTable(rows, (4.6, 2.4, 2.6, 2.6), style=REPORT_CELL, head_style=_HEAD)


def _result(period: Data, name: str, target: int, words: PaperWords) -> str:
    found = period[name]
    if not found["denominator"]:
        return words(
            "since_result_nothing_due" if period["movement"]["received"] else "no_complaints_to_judge"
        )
    counts = Indicator(tuple(range(found["numerator"])), tuple(range(found["denominator"])))
    return words(
        "since_result",
        numerator=words.number(counts.numerator),
        denominator=words.number(counts.denominator),
        percent=str(counts.percent_shown(target)),
    )
