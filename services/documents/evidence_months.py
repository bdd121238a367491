"""Part 2 of the evidence document: what was reported of each of the twelve months, and which are signed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from models.complaints import ReportRecord
from models.reports import SignedMonth
from services.documents.evidence_material import NOTE, Material, PartContent
from services.documents.report_parts import REPORT_CELL, REPORT_HEAD
from services.documents.typesetting import Block, Paragraph, SimpleTable
from services.documents.wording import PaperWords
from services.figures.months import MonthRow
from services.thai.dates import Month, bangkok_date

_MONTHLY: Final = "monthly"


@dataclass(frozen=True, slots=True)
class ReportedMonth:
    """Hold one month: its figures, when its paper was made, under which number, and when it was signed."""

    row: MonthRow
    over: bool
    made_on: date | None = None
    zero_record: bool = False
    number: str = ""
    signed_on: date | None = None

    @property
    def is_due(self) -> bool:
        """Tell whether the month is over and had complaints, so that it is reported and signed."""
        return self.over and self.row.figures is not None and not self.row.is_zero


def months_part(material: Material) -> PartContent:
    """Return the twelve months: received, closed, the report or record made, the signing."""
    words, months = material.words, _read(material)
    missing = [
        words(key, months=words.in_digits(_named([one.row.month for one in lacking], words)))
        for key, lacking in (
            ("missing_monthly_report", [one for one in months if one.is_due and one.made_on is None]),
            ("missing_signing", [one for one in months if one.is_due and one.signed_on is None]),
        )
        if lacking
    ]
    has = words("has_monthly", made=words.number(sum(one.made_on is not None for one in months)))
    return PartContent(has, missing, lambda: _blocks(material, months))


def _blocks(material: Material, months: Sequence[ReportedMonth]) -> list[Block]:
    words, report_words = material.words, material.report_words
    head = [report_words(f"column_{name}") for name in ("month", "received", "closed", "carried_out")]
    head += [words(f"column_{name}") for name in ("document", "made", "number", "signed")]
    table = SimpleTable(
        [head, *(_line(one, words) for one in months)],
        (2.3, 1.0, 1.0, 1.5, 3.0, 1.8, 1.7, 1.8),
        align="lccclccc",
        style=REPORT_CELL,
        head_style=REPORT_HEAD,
    )
    return [
        Paragraph(
            words("monthly_lead", secretariat=material.look.facts.profile.secretariat), NOTE.but(after=6.0)
        ),
        table,
    ]


def _line(one: ReportedMonth, words: PaperWords) -> list[str]:
    label, figures = words.in_digits(one.row.month.be_label), one.row.figures
    none = words.within("monthly")("month_not_yet")
    if figures is None:
        return [label, *[none] * 7]
    counts = [words.number(number) for number in (figures.movement.received, figures.movement.closed)]
    counts.append(words.number(figures.movement.carried_out))
    number = none
    if one.made_on is not None and not one.zero_record:
        number = words.in_digits(one.number) or words("number_unknown")
    dates = [words.short_date(day) or none for day in (one.made_on, one.signed_on)]
    return [label, *counts, _document(one, words), dates[0], number, dates[1]]


def _document(one: ReportedMonth, words: PaperWords) -> str:
    if one.made_on is not None:
        return words("document_zero" if one.zero_record else "document_report")
    if one.is_due:
        return words("document_not_made")
    return words("document_not_needed") if one.over else words.within("monthly")("month_not_yet")


def _named(months: Sequence[Month], words: PaperWords) -> str:
    """Return months by name; those that follow one another as a span."""
    spans: list[list[Month]] = []
    for month in months:
        if spans and spans[-1][-1].next() == month:
            spans[-1].append(month)
        else:
            spans.append([month])
    return ", ".join(
        words("month_span", first=span[0].be_label, last=span[-1].be_label)
        if len(span) > 1
        else span[0].be_label
        for span in spans
    )


def _read(material: Material) -> list[ReportedMonth]:
    office, cut_off = material.look.office, material.figures.cut_off
    keys = [row.month.key for row in material.figures.months]
    signed = {
        row.month: row
        for row in office.session.execute(
            select(SignedMonth.month, SignedMonth.signed_at, SignedMonth.report_id).where(
                SignedMonth.office_id == office.office_id, SignedMonth.month.in_(keys)
            )
        )
    }
    made: dict[str, ReportRecord] = {}
    for record in office.session.scalars(
        select(ReportRecord)
        .where(
            ReportRecord.office_id == office.office_id,
            ReportRecord.report == _MONTHLY,
            ReportRecord.period.in_(keys),
        )
        .order_by(ReportRecord.id)
    ):
        of_month = signed.get(record.period)
        # What was signed is the month's paper, whatever was made before or after.
        if of_month is None or record.id == of_month.report_id:
            made[record.period] = record
    return [
        _reported(row, row.month.end <= cut_off, made.get(row.month.key), signed.get(row.month.key))
        for row in material.figures.months
    ]


def _reported(row: MonthRow, over: bool, record: ReportRecord | None, signed: object) -> ReportedMonth:
    return ReportedMonth(
        row=row,
        over=over,
        made_on=bangkok_date(record.made_at) if record is not None else None,
        zero_record=record is not None and record.zero,
        number=_number_of(record),
        signed_on=bangkok_date(signed.signed_at) if signed is not None else None,  # type: ignore[attr-defined]
    )


def _number_of(record: ReportRecord | None) -> str:
    """Return the memo's number that was typed when a report was made."""
    memo = json.loads(record.figures).get("memo") if record is not None else None
    return str(memo.get("number", "")) if isinstance(memo, dict) else ""
