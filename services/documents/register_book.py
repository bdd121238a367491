"""The register book: every number taken in a span of days, in its order, people masked as in lists."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from models.complaints import Complainant, Complaint
from models.office import Account
from services.complaints.register import day_start
from services.complaints.visibility import visible_to
from services.documents.catalogue import PaperRequest
from services.documents.composing import LANDSCAPE, LIST_MARGINS, Composition, Look, report_spec
from services.documents.names import People, read_people
from services.documents.signing_line import SigningLine
from services.documents.typesetting import (
    BODY,
    CELL,
    CELL_HEAD,
    NOTE,
    SUBTITLE,
    TITLE,
    Block,
    KeepTogether,
    Paragraph,
    RegisterTable,
    check_wanted,
)
from services.documents.wording import PaperWords
from services.errors import FieldError, Invalid
from services.figures.indicators import today_of
from services.office.codes import name_of
from services.privacy.masks import destroyed_words, mask_person, mask_text
from services.thai.dates import bangkok_date, fiscal_year, fiscal_year_range, format_range

COLUMNS = (
    "number", "received", "channel", "category", "subject", "complainant",
    "officer", "level", "due", "result", "closed", "note",
)  # fmt: skip
_WIDTHS = (2.2, 2.1, 2.1, 2.4, 4.1, 2.1, 2.1, 1.9, 2.2, 2.1, 2.2, 2.2)
_CELL = CELL.but(size=7.8, leading=12.0)
_HEAD = CELL_HEAD.but(size=7.8, leading=12.0)
_CHUNK = 500

_QUERY = select(
    Complaint.id,
    Complaint.number,
    Complaint.old_number,
    Complaint.received_at,
    Complaint.channel_id,
    Complaint.sub_channel_id,
    Complaint.kind,
    Complaint.screened,
    Complaint.within_authority,
    Complaint.category_id,
    Complaint.level_id,
    Complaint.subject,
    Complaint.identity,
    Complaint.confidential,
    Complaint.status,
    Complaint.due_date,
    Complaint.due_original,
    Complaint.stopped_on,
    Complaint.closed_on,
    Complaint.outcome,
    Complaint.void_reason,
    Complaint.anonymised_at,
    Complainant.title,
    Complainant.name,
    Account.display_name,
).outerjoin(
    Complainant, and_(Complainant.office_id == Complaint.office_id, Complainant.id == Complaint.id)
).outerjoin(
    Account, and_(Account.office_id == Complaint.office_id, Account.id == Complaint.officer_id)
)  # fmt: skip


def compose(look: Look, request: PaperRequest) -> Composition:
    """Return the register book of some days; without days, of the fiscal year so far.

    Raises `Invalid` where the days don't follow each other or are still to come.
    """
    first, last = span_of(request, today_of(look.office))
    words = look.words("register_book")
    lines = _Lines(look, words)
    rows = list(lines.read(first, last))
    title = words("title")
    span = words("span", **{"from": words.long_date(first), "to": words.long_date(last)})
    made = words("made", person=look.reading.actor.name, datetime=words.moment(look.made_at))
    blocks: list[Block] = [
        Paragraph(title, TITLE.but(size=14.0, leading=23.0)),
        Paragraph(
            words("office_line", office=look.facts.profile.name, department=look.facts.profile.department),
            SUBTITLE,
        ),
        Paragraph(f"{span} · {made}", SUBTITLE.but(size=9.6, leading=16.0)),
        Paragraph(_summary(len(rows), lines.voided, words), BODY.but(size=9.6, leading=16.0, align="centre")),
        _table(rows, words),
        KeepTogether(
            [
                Paragraph(words("note"), NOTE),
                SigningLine([words(role) for role in ("maker", "checker")], BODY.but(size=9.4, leading=15.4)),
            ]
        ),
    ]
    spec = report_spec(look, words, title, paper=LANDSCAPE, margins=LIST_MARGINS)
    return Composition(replace(spec, header=title), blocks, f"{title} {format_range(first, last)}")


def span_of(request: PaperRequest, today: date) -> tuple[date, date]:
    """Return the first and last day asked for; left out, the fiscal year up to today."""
    last = min(request.last_day or today, today)
    first = request.first_day or fiscal_year_range(fiscal_year(last))[0]
    if first > today:
        raise Invalid({"first_day": FieldError("date.future")})
    if last < first:
        raise Invalid({"last_day": FieldError("date.between", first=first, last=today)})
    return first, last


class _Lines:
    """Read the book's lines some hundred cases at a time; only their texts are kept."""

    def __init__(self, look: Look, words: PaperWords) -> None:
        self._look = look
        self._facts = look.facts
        self._words = words
        self._today = bangkok_date(look.made_at)
        self.voided = 0
        # The same few names and dates stand in all rows: each is kept once.
        self._digits = cache(words.in_digits)
        self._date = cache(words.short_date)

    def read(self, first: date, last: date) -> Iterator[tuple[str, ...]]:
        """Give the lines of the cases that the reader may know of, in the order of their numbers."""
        session, actor = self._look.reading.session, self._look.reading.actor
        found = session.execute(
            _QUERY.where(
                visible_to(actor, self._facts.settings),
                Complaint.received_at >= day_start(first),
                Complaint.received_at < day_start(last + timedelta(days=1)),
            )
            .order_by(Complaint.fiscal_year, Complaint.running)
            .execution_options(yield_per=_CHUNK)
        )
        for some in found.partitions():
            yield from self._some(session, actor.office_id, some)

    def _some(self, session: Session, office_id: int, some: Sequence[Row[Any]]) -> Iterator[tuple[str, ...]]:
        check_wanted()
        people = read_people(session, office_id, [row.id for row in some])
        for row in some:
            self.voided += row.status == "voided"
            yield self._line(row, people[row.id])

    def _line(self, row: Row[Any], people: People) -> tuple[str, ...]:
        words, dash = self._words, self._words("dash")
        return (
            words.in_digits(row.number),
            self._date(bangkok_date(row.received_at)),
            self._digits(self._facts.channels.name_of(row.sub_channel_id or row.channel_id)),
            self._category(row),
            self._subject(row, people),
            self._complainant(row),
            row.display_name or dash,
            self._digits(self._facts.levels.name_of(row.level_id)) or dash,
            dash if row.status == "voided" else self._date(row.due_date),
            self._result(row),
            self._date(row.closed_on) or dash,
            self._note(row, people) or dash,
        )

    def _category(self, row: Row[Any]) -> str:
        if not row.screened:
            return self._words("not_screened")
        if row.kind != "complaint":
            return name_of("kinds", row.kind)
        name = self._digits(self._facts.categories.name_of(row.category_id)) or name_of("kinds", row.kind)
        return name if row.within_authority is not False else self._words("outside", category=name)

    def _subject(self, row: Row[Any], people: People) -> str:
        if row.anonymised_at:
            return self._words.in_digits(destroyed_words(row.anonymised_at))
        if row.confidential:
            return self._words("confidential_subject")
        return self._words.in_digits(mask_text(row.subject, people))

    def _complainant(self, row: Row[Any]) -> str:
        if row.confidential:
            return self._words("dash")
        if row.identity != "named":
            return self._words(f"complainant_{row.identity}")
        return mask_person(row.title or "", row.name or "") or self._words("dash")

    def _result(self, row: Row[Any]) -> str:
        if row.status == "voided":
            return self._words("result_voided")
        if row.status == "closed":
            return name_of("outcomes", row.outcome) or self._words("result_closed")
        late = row.due_date < (row.stopped_on or self._today)
        return self._words("result_late" if late else "result_open")

    def _note(self, row: Row[Any], people: People) -> str:
        words, said = self._words, []
        if row.status == "voided":
            said.append(words("voided", reason=mask_text(row.void_reason, people)))
        if row.status == "open" and row.stopped_on:
            said.append(words("stopped", date=self._date(row.stopped_on)))
        if row.due_original < row.due_date and row.status != "voided":
            said.append(words("due_original", date=self._date(row.due_original)))
        if row.old_number:
            said.append(words("old_number", number=row.old_number))
        return " · ".join(said)


def _summary(count: int, voided: int, words: PaperWords) -> str:
    if not count:
        return words("none_received")
    return words("summary_voided" if voided else "summary", count=words.number(count), voided=voided)


def _table(rows: Sequence[tuple[str, ...]], words: PaperWords) -> Block:
    empty = ("", "", "", "", words("no_rows"), *[""] * (len(COLUMNS) - 5))
    head = [words(f"column_{name}") for name in COLUMNS]
    return RegisterTable(head, rows or [empty], _WIDTHS, style=_CELL, head_style=_HEAD)
