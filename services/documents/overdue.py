"""The supervisor's list of open cases past due or nearly so, by officer, as of today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, or_, select

from models.complaints import Complaint
from models.office import Account
from services.complaints.visibility import visible_to
from services.documents.catalogue import PaperRequest
from services.documents.composing import (
    LANDSCAPE,
    LIST_MARGINS,
    Composition,
    Look,
    report_head,
    report_spec,
)
from services.documents.names import People, read_people
from services.documents.typesetting import (
    BODY,
    CELL,
    CELL_HEAD,
    NOTE,
    Block,
    Cell,
    CellValue,
    Heading,
    KeepTogether,
    Paragraph,
    RegisterTable,
    SimpleTable,
)
from services.documents.wording import PaperWords
from services.privacy.masks import mask_text
from services.thai.dates import bangkok_date, format_long
from services.thai.text import sort_key_thai

_CELL = CELL.but(size=8.4, leading=12.8)
_HEAD = CELL_HEAD.but(size=8.4, leading=12.8)
_TEXT = BODY.but(size=9.6, leading=15.4)
_COLUMNS = ("officer", "number", "received", "subject", "level", "due", "days", "step", "since", "note")
_WIDTHS = (2.8, 1.9, 2.3, 4.8, 2.4, 2.3, 2.1, 3.0, 2.3, 2.9)


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Hold an open case as its supervisor asks after it."""

    officer: str
    number: str
    received_on: date
    subject: str
    level: str
    due: date
    approaching_on: date
    stopped_on: date | None
    step: str
    step_since: date
    reply_due: date | None  # nothing where the complainant has heard, or waits for nothing


@dataclass(frozen=True, slots=True)
class Section:
    """Name one of the list's parts: which cases stand in it, by which day, in which order."""

    code: str
    holds: Callable[[OpenCase, date], bool]
    day: Callable[[OpenCase], date]


def _late(case: OpenCase, today: date) -> bool:
    # A stopped clock stands at the day it was stopped: what was in time then is not late now.
    return case.due < (case.stopped_on or today)


SECTIONS: tuple[Section, ...] = (
    Section("overdue", _late, lambda case: case.due),
    Section(
        "approaching",
        lambda case, today: case.stopped_on is None and case.approaching_on <= today <= case.due,
        lambda case: case.due,
    ),
    Section(
        "reply",
        lambda case, today: case.reply_due is not None and case.reply_due < today,
        lambda case: case.reply_due or case.due,
    ),
    Section(
        "stopped",
        lambda case, today: case.stopped_on is not None and not _late(case, today),
        lambda case: case.stopped_on or case.due,
    ),
)


def compose(look: Look, _request: PaperRequest) -> Composition:
    """Return the list of what the reader may know of: past due, nearly due, unanswered, stopped."""
    words = look.words("overdue")
    today = bangkok_date(look.made_at)
    cases = open_cases(look, words)
    found = {one.code: _sorted([case for case in cases if one.holds(case, today)], one) for one in SECTIONS}
    title = words("title")
    as_of = words("as_of", date=words.long_date(today))
    made = words("made", person=look.reading.actor.name, datetime=words.moment(look.made_at))
    blocks: list[Block] = [
        *report_head(look, words, title, f"{as_of} · {made}"),
        Paragraph(_summary(found, words), _TEXT.but(align="centre")),
    ]
    if any(found.values()):
        blocks.append(KeepTogether([Heading(words("heading_officers")), _officers_table(found, words)]))
    for one in SECTIONS:
        if found[one.code]:
            blocks += [Heading(words(f"heading_{one.code}")), _section(one, found[one.code], look, words)]
    empty = [words(f"none_{one.code}") for one in SECTIONS if not found[one.code]]
    if empty:
        blocks.append(Paragraph(" · ".join(empty), _TEXT))
    blocks.append(Paragraph(words("note"), NOTE))
    spec = report_spec(look, words, title, paper=LANDSCAPE, margins=LIST_MARGINS)
    return Composition(spec, blocks, f"{title} {format_long(today)}")


def open_cases(look: Look, words: PaperWords) -> list[OpenCase]:
    """Return the open cases that somebody may have to be reminded of."""
    session, facts = look.reading.session, look.facts
    today = bangkok_date(look.made_at)
    rows = session.execute(
        select(
            Complaint.id,
            Complaint.number,
            Complaint.received_at,
            Complaint.subject,
            Complaint.confidential,
            Complaint.level_id,
            Complaint.due_date,
            Complaint.approaching_on,
            Complaint.stopped_on,
            Complaint.step,
            Complaint.step_entered_at,
            Complaint.flowchart_version_id,
            Complaint.reply_due,
            Complaint.replied_at,
            Account.display_name,
        )
        .outerjoin(
            Account, and_(Account.office_id == Complaint.office_id, Account.id == Complaint.officer_id)
        )
        .where(
            visible_to(look.reading.actor, facts.settings),
            Complaint.status == "open",
            or_(
                Complaint.due_date < today,
                Complaint.approaching_on <= today,
                Complaint.stopped_on.is_not(None),
                and_(Complaint.reply_due < today, Complaint.replied_at.is_(None)),
            ),
        )
    ).all()
    people = read_people(session, look.reading.office_id, [row.id for row in rows])
    return [_case(row, people[row.id], look, words) for row in rows]


def _case(row: Row[Any], people: People, look: Look, words: PaperWords) -> OpenCase:
    facts = look.facts
    subject = words("confidential_subject") if row.confidential else mask_text(row.subject, people)
    return OpenCase(
        officer=row.display_name or "",
        number=row.number,
        received_on=bangkok_date(row.received_at),
        subject=words.in_digits(subject),
        level=words.in_digits(facts.levels.name_of(row.level_id)) or words("not_screened"),
        due=row.due_date,
        approaching_on=row.approaching_on,
        stopped_on=row.stopped_on,
        step=facts.charts[row.flowchart_version_id].name_of(row.step),
        step_since=bangkok_date(row.step_entered_at),
        reply_due=row.reply_due if row.replied_at is None else None,
    )


def _sorted(cases: list[OpenCase], section: Section) -> list[OpenCase]:
    """Order by officer, what nobody has in hand first, and then by the day that it is about."""
    return sorted(
        cases, key=lambda case: (bool(case.officer), sort_key_thai(case.officer), section.day(case))
    )


def _summary(found: dict[str, list[OpenCase]], words: PaperWords) -> str:
    if not any(found.values()):
        return words("nothing")
    return words("summary", **{code: words.number(len(cases)) for code, cases in found.items()})


def _officers_table(found: dict[str, list[OpenCase]], words: PaperWords) -> Block:
    names = {case.officer for cases in found.values() for case in cases}
    head: list[CellValue | Cell] = [
        words("column_officer"),
        *(words(f"narrow_{one.code}") for one in SECTIONS),
    ]
    rows: list[list[CellValue | Cell]] = [head]
    for name in sorted(names, key=lambda name: (bool(name), sort_key_thai(name))):
        counts = [sum(case.officer == name for case in found[one.code]) for one in SECTIONS]
        shown = [words.number(count) if count else words("dash") for count in counts]
        rows.append([name or words("nobody"), *shown])
    rows.append([words("total"), *(words.number(len(found[one.code])) for one in SECTIONS)])
    return SimpleTable(rows, (6, 2, 2, 2.6, 2), total_rows=1, style=_CELL, head_style=_HEAD)


def _section(section: Section, cases: Sequence[OpenCase], look: Look, words: PaperWords) -> Block:
    today = bangkok_date(look.made_at)
    rows = [_line(section, case, today, look, words) for case in cases]
    own = {"days": f"days_{section.code}", "due": f"due_{section.code}"}
    head = [words(own.get(name, f"column_{name}")) for name in _COLUMNS]
    return RegisterTable(head, rows, _WIDTHS, align="llllllclll", style=_CELL, head_style=_HEAD)


def _line(section: Section, case: OpenCase, today: date, look: Look, words: PaperWords) -> tuple[str, ...]:
    return (
        case.officer or words("nobody"),
        words.in_digits(case.number),
        words.short_date(case.received_on),
        case.subject,
        case.level,
        words.short_date(section.day(case)),
        _days(section, case, today, look, words),
        case.step,
        words.short_date(case.step_since),
        _note(section, case, today, words) or words("dash"),
    )


def _days(section: Section, case: OpenCase, today: date, look: Look, words: PaperWords) -> str:
    """Return working days past due, left, or stood still; days of the calendar for the reply clock."""
    between = look.facts.counting.calendar.working_days_between
    if section.code == "overdue":
        days = between(case.due, case.stopped_on or today)
    elif section.code == "approaching":
        days = between(today, case.due)
        if not days:
            return words("due_today")
    elif section.code == "reply":
        days = (today - section.day(case)).days
    else:
        days = between(section.day(case), today)
    return words.number(days)


def _note(section: Section, case: OpenCase, today: date, words: PaperWords) -> str:
    said = []
    if section.code == "overdue" and case.stopped_on:
        said.append(words("stopped", date=words.short_date(case.stopped_on)))
    if section.code == "stopped" or (section.code == "reply" and not _late(case, today)):
        said.append(words("due_in_force", date=words.short_date(case.due)))
    if section.code == "reply" and _late(case, today):
        said.append(words("closure_late", date=words.short_date(case.due)))
    if section.code != "reply" and case.reply_due is not None and case.reply_due < today:
        said.append(words("reply_late", date=words.short_date(case.reply_due)))
    return " · ".join(said)
