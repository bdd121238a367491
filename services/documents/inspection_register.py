"""The register of a month's inspections on paper: every look with what it found, and each channel's sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.channels.commands import InspectionRow
from services.channels.frequency import round_name
from services.documents.typesetting import (
    A4,
    BODY,
    CELL,
    CM,
    NOTE,
    SUBHEADING,
    SUBTITLE,
    TITLE,
    Block,
    DocumentSpec,
    Heading,
    Margins,
    Paragraph,
    PdfDocument,
    RegisterTable,
    SimpleTable,
)
from services.documents.wording import PaperWords
from services.office.facts import OfficeFacts
from services.thai.dates import Month, bangkok_date, format_month

_COLUMNS = ("order", "at", "channel", "found", "taken_in", "limit", "by", "note")
_WIDTHS = (1.1, 3.7, 4.6, 1.7, 2.3, 2.4, 3.6, 5.4)
_SUMMARY = ("channel", "round", "times", "visits", "found", "taken_in", "late")


@dataclass(frozen=True, slots=True)
class ChannelSum:
    """Hold a channel's month: looks recorded, and those who came or called where each is a look."""

    name: str
    frequency: str
    times: int
    visits: int
    found: int
    taken_in: int
    late: int


@dataclass(frozen=True, slots=True)
class MonthOfInspections:
    """Hold what the register of a month says; rows are in the order they happened."""

    month: Month
    rows: Sequence[InspectionRow]
    sums: Sequence[ChannelSum]

    @property
    def count(self) -> int:
        """Return how often the channels were looked into."""
        return sum(one.times + one.visits for one in self.sums)


def build_inspection_register(
    material: MonthOfInspections, facts: OfficeFacts, printed_at: datetime, printed_by: str
) -> bytes:
    """Return the register as PDF, landscape."""
    words = PaperWords(facts.wording, facts.settings.digits_tables, "inspection_register")
    subtitle = words("subtitle", month=format_month(material.month))
    profile = facts.profile
    spec = DocumentSpec(
        title=f"{words('title')} {subtitle}",
        author=profile.name,
        subject=words("title"),
        paper=A4.turned(),
        margins=Margins(left=1.8 * CM, right=1.8 * CM, top=1.8 * CM, bottom=1.6 * CM),
        digits=words.digits,
        header=words("title"),
        footer=words("printed", printed_by=printed_by, datetime=words.moment(printed_at)),
        created=printed_at,
    )
    said = words("body_none")
    if material.count:
        said = words(
            "body", channels=words.number(len(material.sums)), inspections=words.number(material.count)
        )
    office = words("office_name", office=profile.name, department=profile.department)
    blocks: list[Block] = [
        Paragraph(words("title"), TITLE),
        Paragraph(subtitle, SUBTITLE),
        Paragraph(office, SUBTITLE.but(size=10.5, leading=17.0)),
        Paragraph(said, BODY.but(size=10.5, align="centre", after=3.0)),
        Heading(words("summary_heading"), SUBHEADING),
        _summary(material, words),
        Paragraph(words("visits_note"), NOTE),
        Heading(words("list_heading"), SUBHEADING),
        _list(material, words),
    ]
    return PdfDocument(spec).to_bytes(blocks)


def _summary(material: MonthOfInspections, words: PaperWords) -> Block:
    dash = words("dash")

    def figure(value: int) -> str:
        return words.number(value) if value else dash

    rows: list[list[str]] = [[words(f"summary_{name}") for name in _SUMMARY]]
    rows += [
        [
            words.in_digits(one.name),
            round_name(one.frequency),
            *(figure(value) for value in (one.times, one.visits, one.found, one.taken_in, one.late)),
        ]
        for one in material.sums
    ]
    totals = [
        sum(getattr(one, name) for one in material.sums)
        for name in ("times", "visits", "found", "taken_in", "late")
    ]
    rows.append([words("summary_total"), "", *(figure(value) for value in totals)])
    return SimpleTable(rows, columns=(7.2, 4.4, 2.4, 2.8, 2.4, 2.8, 2.2), align="llccccc", total_rows=1)


def _list(material: MonthOfInspections, words: PaperWords) -> Block:
    lines = [_line(number, row, words) for number, row in enumerate(material.rows, 1)]
    if not lines:
        lines = [(words("dash"), words("no_rows"), *[words("dash")] * (len(_COLUMNS) - 2))]
    head = [words(f"column_{name}") for name in _COLUMNS]
    return RegisterTable(head, lines, columns=_WIDTHS, align="clllccll", style=CELL)


def _line(number: int, row: InspectionRow, words: PaperWords) -> tuple[str, ...]:
    dash = words("dash")
    taken_in = words("taken_in", count=row.taken_in, total=row.to_take_in) if row.to_take_in else dash
    if row.taken_in_late:
        taken_in = f"{taken_in} {words('late', count=row.taken_in_late)}"
    return (
        words.number(number),
        words.short_moment(row.inspected_at),
        words.in_digits(row.channel_name),
        words("found", count=words.number(row.found)) if row.found else words("nothing_found"),
        taken_in,
        words.short_date(row.take_in_by) or dash,
        words.in_digits(row.recorded_by),
        _note(row, words) or dash,
    )


def _note(row: InspectionRow, words: PaperWords) -> str:
    parts = []
    if row.void_reason:
        parts.append(words("void", reason=row.void_reason))
    if row.opening_number:
        parts.append(words("opening", number=row.opening_number))
    if row.witnesses:
        parts.append(words("witnesses", name=", ".join(row.witnesses.split("\n"))))
    if row.set_aside:
        reason = ", ".join(row.set_aside_reason.split("\n"))
        parts.append(words("set_aside", count=row.set_aside, reason=reason))
    recorded = bangkok_date(row.recorded_at)
    if recorded != bangkok_date(row.inspected_at):
        parts.append(words("recorded", date=words.long_date(recorded)))
    if row.note:
        parts.append(words.in_digits(row.note))
    return " · ".join(parts)
