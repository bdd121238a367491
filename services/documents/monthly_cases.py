"""The cases behind a month's movement, as the annex lists them: without anybody's name."""

from dataclasses import dataclass
from datetime import date
from itertools import chain

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.complaints import CaseState, Complaint
from services.documents.names import People, mask_names, read_people, starts_story
from services.figures.fold import Movement, apart_code
from services.figures.indicators import MonthFigures, state_row
from services.office.facts import OfficeFacts
from services.signing.standing import in_force, read_states
from services.thai.dates import bangkok_date

_CHUNK = 500
_SUBJECT_LENGTH = 301  # as long as a subject may be, and one more: enough to compare it with the story


@dataclass(frozen=True, slots=True)
class CaseLine:
    """Hold one case as it stood at the cut-off; subject is empty where it can't be shown."""

    number: str
    received_on: date
    channel: str
    category: str
    subject: str
    confidential: bool
    level: str
    due: date | None
    is_open: bool
    overdue: bool
    outcome: str | None
    apart: str | None  # under which heading it is shown apart, where it counts no longer
    closed_on: date | None
    case_id: int = 0
    due_unextended: date | None = None


def read_case_lines(
    session: Session, office_id: int, facts: OfficeFacts, figures: MonthFigures
) -> list[CaseLine]:
    """Return the month's cases in the order of their receipt."""
    return read_lines(session, office_id, facts, figures.this_month.movement, figures.cut_off)


def read_lines(
    session: Session, office_id: int, facts: OfficeFacts, moved: Movement, cut_off: date
) -> list[CaseLine]:
    """Return the cases of a movement as they stood at the cut-off, in the order of their receipt."""
    ids = sorted(
        set(chain(moved.carried_in_ids, moved.received_ids, moved.reopened_ids, moved.reclassified_back_ids))
    )
    states = read_states(session, office_id, ids, cut_off)
    people = read_people(session, office_id, ids)
    lines: list[tuple[int, CaseLine]] = []
    for start in range(0, len(ids), _CHUNK):
        rows = session.execute(
            select(
                Complaint.id,
                Complaint.number,
                Complaint.received_at,
                Complaint.register_key,
                Complaint.subject,
                func.substr(Complaint.detail, 1, _SUBJECT_LENGTH).label("story"),
                Complaint.confidential,
            ).where(Complaint.office_id == office_id, Complaint.id.in_(ids[start : start + _CHUNK]))
        )
        for row in rows:
            received = bangkok_date(row.received_at)
            known = in_force(states[row.id], received, cut_off)
            if known is not None:
                subject = "" if row.confidential else _subject(row.subject, row.story, people[row.id])
                lines.append((row.register_key, _line(row, received, subject, known, facts, cut_off)))
    return [line for _key, line in sorted(lines, key=lambda pair: pair[0])]


def _subject(subject: str, story: str, people: People) -> str:
    # The desk often types no subject: then it is the story's beginning, where any name may stand.
    return "" if starts_story(subject, story) else mask_names(subject, people.all)


def _line(
    row: object,
    received: date,
    subject: str,
    known: tuple[CaseState, date | None, bool],
    facts: OfficeFacts,
    cut_off: date,
) -> CaseLine:
    state, closed_on, is_open = known
    level, category = facts.levels.code(state.level), facts.categories.code(state.category)
    channel = facts.channels.code(state.channel)
    apart = apart_code(state_row(state, state.at))
    return CaseLine(
        number=row.number,  # type: ignore[attr-defined]
        received_on=received,
        channel=channel.name if channel else state.channel,
        category=category.name if category else "",
        subject=subject,
        confidential=row.confidential,  # type: ignore[attr-defined]
        level=level.name if level else "",
        due=state.due,
        is_open=is_open,
        overdue=is_open and apart is None and state.due < min(cut_off, state.stopped_on or cut_off),
        outcome=state.outcome,
        apart=apart,
        closed_on=closed_on,
        case_id=row.id,  # type: ignore[attr-defined]
        due_unextended=state.due_unextended,
    )
