"""What of a case can be found by searching, folded; and what a search text asks for.

Who asked to stay hidden stands in an index of its own, which is asked for nobody but those who may reveal a
name. In the open one the texts of such a case are without the name too, as lists show them.
"""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.casework import Letter
from models.complaints import CaseEvent, Complainant, Complaint, Respondent
from models.hidden_search import HIDDEN_INDEX, HiddenEntry
from models.search import SearchEntry
from models.search_index import Term, delete_entry, free_key, write_entry
from models.similar import SimilarEntry
from models.similar_index import delete_marks, write_marks
from services.complaints.similar_marks import compose_marks
from services.documents.names import People, complainant_names
from services.privacy.masks import mask_text
from services.thai.contacts import phone_search_digits
from services.thai.text import fold, fold_phone

KEY_EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
KEY_BITS = 20
PHONE_LIKE = re.compile(r"[\d()+.\-]+")
MOST_TERMS = 24
LONGEST_TERM = 120
MOST_TYPED = 5_000
ABROAD = ("+66", "0066")


def register_key(session: Session, received_at: datetime) -> int:
    """Return a free key that rises with the received time: milliseconds since 1900, then a count."""
    delta = received_at - KEY_EPOCH
    milliseconds = delta.days * 86_400_000 + delta.seconds * 1000 + delta.microseconds // 1000
    return free_key(session, milliseconds << KEY_BITS, 1 << KEY_BITS)


def terms(query: str) -> list[Term]:
    """Return the words to find, all of which must be there; of an endless paste, its beginning."""
    words = dict.fromkeys(word[:LONGEST_TERM] for word in fold(query[:MOST_TYPED]).split())
    return [Term(word, _dialled(word)) for word in list(words)[:MOST_TERMS]]


def _dialled(word: str) -> str:
    if not PHONE_LIKE.fullmatch(word):
        return ""
    return phone_search_digits(word) if word.startswith(ABROAD) else fold_phone(word)


def index_new_case(
    session: Session,
    complaint: Complaint,
    complainant: Complainant | None,
    respondents: list[Respondent],
    events: list[CaseEvent],
) -> None:
    """Write the search rows of a case that is being taken in, from the rows at hand."""
    write_entry(session, compose_entry(complaint, complainant, respondents, events))
    if (hidden := compose_hidden(complaint, complainant)) is not None:
        HIDDEN_INDEX.write_entry(session, hidden)
    _write_marks(session, complaint, compose_marks(complaint, complainant))


def index_case(session: Session, complaint: Complaint) -> None:
    """Write a case's search rows anew, under its present register key."""
    old = session.scalar(
        select(SearchEntry).where(
            SearchEntry.office_id == complaint.office_id, SearchEntry.complaint_id == complaint.id
        )
    )
    if old is not None:
        delete_entry(session, old)
    write_entry(session, build_entry(session, complaint))
    before = session.scalar(
        select(HiddenEntry).where(
            HiddenEntry.office_id == complaint.office_id, HiddenEntry.complaint_id == complaint.id
        )
    )
    if before is not None:
        HIDDEN_INDEX.delete_entry(session, before)
    complainant = session.get(Complainant, (complaint.office_id, complaint.id))
    if (hidden := compose_hidden(complaint, complainant)) is not None:
        HIDDEN_INDEX.write_entry(session, hidden)
    _index_marks(session, complaint, complainant)


def index_hidden_cases(session: Session) -> None:
    """Write the search rows of every case with a hidden complainant anew, in the caller's transaction."""
    hidden = select(Complaint).where(Complaint.identity == "hidden").order_by(Complaint.id)
    for complaint in session.scalars(hidden).all():
        index_case(session, complaint)


def _index_marks(session: Session, complaint: Complaint, complainant: Complainant | None) -> None:
    marks = compose_marks(complaint, complainant)
    old = session.scalar(
        select(SimilarEntry).where(
            SimilarEntry.office_id == complaint.office_id, SimilarEntry.complaint_id == complaint.id
        )
    )
    if old is not None and (old.id, old.marks) == (complaint.register_key, marks):
        return  # Most of what happens to a case changes nothing of its story.
    if old is not None:
        delete_marks(session, old)
    _write_marks(session, complaint, marks)


def _write_marks(session: Session, complaint: Complaint, marks: str) -> None:
    write_marks(session, complaint.office_id, complaint.id, complaint.register_key, marks)


def build_entry(session: Session, complaint: Complaint) -> SearchEntry:
    """Return the search row that the tables say a case has."""
    here = (complaint.office_id, complaint.id)
    complainant = session.get(Complainant, here)
    respondents = session.scalars(
        select(Respondent)
        .where(Respondent.office_id == complaint.office_id, Respondent.complaint_id == complaint.id)
        .order_by(Respondent.id)
    ).all()
    events = session.scalars(
        select(CaseEvent)
        .where(CaseEvent.office_id == complaint.office_id, CaseEvent.complaint_id == complaint.id)
        .order_by(CaseEvent.id)
    ).all()
    letters = session.scalars(
        select(Letter)
        .where(Letter.office_id == complaint.office_id, Letter.complaint_id == complaint.id)
        .order_by(Letter.id)
    ).all()
    return compose_entry(complaint, complainant, list(respondents), list(events), list(letters))


def compose_entry(
    complaint: Complaint,
    complainant: Complainant | None,
    respondents: list[Respondent],
    events: list[CaseEvent],
    letters: Sequence[Letter] = (),
) -> SearchEntry:
    """Return a case's search row from its rows.

    A hidden complainant's name and phones are left out, also where the story or a letter names them.
    """
    sent = [letter for letter in letters if letter.status == "issued"]
    hides = complaint.identity == "hidden"
    shown = None if hides else complainant
    hidden = People(complainant_names(complainant) if hides and complainant is not None else ())

    def told(parts: Iterable[str]) -> str:
        return _joined(mask_text(part, hidden) for part in parts) if hides else _joined(parts)

    story = (
        complaint.detail,
        complaint.happened_when,
        complaint.happened_where,
        complaint.damage,
        complaint.remedy_wanted,
        complaint.complained_elsewhere,
        complaint.evidence,
        *(item.unit for item in respondents),
    )
    people = (*((shown.title + shown.name, shown.name, shown.email, shown.line_id) if shown else ()),)
    people = (*people, *(item.person for item in respondents))
    notes = [part for event in events for part in _event_texts(event)]
    notes += [part for letter in sent for part in _letter_texts(letter)]
    return SearchEntry(
        office_id=complaint.office_id,
        id=complaint.register_key,
        complaint_id=complaint.id,
        subject=told((complaint.subject,)),
        story=told(story),
        people=told(people),
        numbers=_joined(
            (
                *(complaint.number, complaint.old_number, complaint.document_number),
                *(letter.number for letter in sent),
            )
        ),
        phones=_phones(shown.phones) if shown else "",
        notes=told(notes),
    )


def compose_hidden(complaint: Complaint, complainant: Complainant | None) -> HiddenEntry | None:
    """Return the search row of who asked to stay hidden, or None where nobody did or nothing is known."""
    if complaint.identity != "hidden" or complainant is None:
        return None
    row = complainant
    name = (row.title + row.name, row.name) if row.name else ()
    people = _joined((*name, row.email, row.line_id))
    number = fold_phone(row.national_id)
    phones = "\n".join(part for part in (_phones(row.phones), fold(row.national_id), number) if part)
    if not people and not phones:
        return None
    return HiddenEntry(
        office_id=complaint.office_id,
        id=complaint.register_key,
        complaint_id=complaint.id,
        people=people,
        phones=phones,
    )


def _event_texts(event: CaseEvent) -> list[str]:
    answers = json.loads(event.data).get("answers", {})
    return [event.text, *(value for value in answers.values() if isinstance(value, str))]


def _letter_texts(letter: Letter) -> tuple[str, str]:
    content = json.loads(letter.content)
    return str(content.get("subject", "")), str(content.get("body", ""))


def _phones(phones: str) -> str:
    if not phones:
        return ""
    numbers = [fold_phone(part) for part in re.split(r"[,;\n]", phones)]
    numbers += phone_search_digits(phones).split()
    return "\n".join((fold(phones), *dict.fromkeys(number for number in numbers if number)))


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(fold(part) for part in parts if part)
