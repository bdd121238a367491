"""Find earlier cases of somebody who asked to stay hidden, while somebody types who may reveal a name."""

from sqlalchemy import select

from models.complaints import Complainant
from models.search_index import Term
from services.complaints.hidden import hidden_matches, may_reveal
from services.complaints.search_text import terms
from services.complaints.similar_marks import closeness_to, id_marks, name_parts, phone_marks, without_title
from services.office.facts import OfficeFacts
from services.thai.text import fold
from services.unit_of_work import Reading

MOST = 20
LEAST_PARTS = 2  # a first name alone is nobody's, and each letter of it typed would be a look of its own


def find_hidden(
    reading: Reading, facts: OfficeFacts, phones: str, national_id: str, name: str
) -> dict[int, str]:
    """Return why each case is found whose hidden complainant has a whole number or name as typed.

    Whoever shows any of it calls record_look.
    """
    if not may_reveal(reading.actor):
        return {}
    found: dict[int, str] = {}
    if len(name_parts(name)) >= LEAST_PARTS:
        same = hidden_matches(reading, facts, terms(without_title(fold(name))), limit=MOST)
        found |= dict.fromkeys(_of_that_name(reading, name, same), "same_name")
    for why, marks in (("same_phone", phone_marks(phones)), ("same_id", id_marks(national_id))):
        for mark in marks[:4]:
            number = mark[1:]
            same = hidden_matches(reading, facts, [Term(number, number)], limit=MOST)
            found |= dict.fromkeys(same, why)
    return found


def _of_that_name(reading: Reading, name: str, cases: list[int]) -> list[int]:
    """Leave out who only has the letters of the name in a longer one: somebody is still typing."""
    if not cases:
        return []
    query = select(Complainant.id, Complainant.name).where(
        Complainant.office_id == reading.office_id, Complainant.id.in_(cases)
    )
    close = closeness_to(name)
    return [case for case, full in reading.session.execute(query) if close(full)]
