"""Find cases by who asked to stay hidden: for those who may reveal a name, and for nobody else.

For everybody else nothing here asks the index at all, so that no list, count or suggestion, nor the time they
take, differs by who is in it.
"""

import hashlib
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select

from models.complaints import Complaint
from models.hidden_search import HIDDEN_INDEX
from models.search_index import INDEX
from models.text_index import Term
from services.complaints.visibility import visible_to
from services.office.facts import OfficeFacts
from services.permissions import SUPERVISORS, Actor, use_case
from services.unit_of_work import Reading, Units

SEARCH_HIDDEN = use_case("complaints.search_hidden", SUPERVISORS, changes=())

MOST_MATCHES = 200


def may_reveal(actor: Actor) -> bool:
    """Tell whether somebody may learn who asked to stay hidden."""
    return bool(actor.roles & SUPERVISORS)


def matches_for(actor: Actor, terms: list[Term]) -> ColumnElement[bool]:
    """Return a condition on Complaint: the case has every term, for this actor."""
    if not may_reveal(actor):
        return INDEX.matches(Complaint.register_key, actor.office_id, terms)
    found = INDEX.keys(actor.office_id, terms).union_all(HIDDEN_INDEX.keys(actor.office_id, terms))
    return Complaint.register_key.in_(found)


def hidden_matches(
    reading: Reading,
    facts: OfficeFacts,
    terms: list[Term],
    *,
    every: bool = True,
    limit: int = MOST_MATCHES,
) -> list[int]:
    """Return ids of the cases whose hidden complainant has the terms, newest first.

    Nobody but who may reveal a name is given any, and nobody a case that the person may not know of. every
    asks for all terms in one case, else for any of them. Whoever shows what is found here calls record_look.
    """
    if not terms or not may_reveal(reading.actor):
        return []
    asked = [terms] if every else [[term] for term in terms]
    behind = or_(*(HIDDEN_INDEX.matches(Complaint.register_key, reading.office_id, some) for some in asked))
    query = (
        select(Complaint.id)
        .where(
            and_(visible_to(reading.actor, facts.settings), Complaint.identity == "hidden", behind),
        )
        .order_by(Complaint.register_key.desc())
        .limit(limit)
    )
    return list(reading.session.scalars(query))


def record_look(units: Units, actor: Actor, found: Sequence[int]) -> None:
    """Leave in the journal that somebody found cases by who is hidden behind them, once an hour.

    Neither what was typed nor a hash of it is kept: names are few enough to be tried one by one.
    """
    if not found:
        return
    hour = f"{units.clock.now():%Y%m%d%H}"
    said = f"{actor.account_id}/{hour}/{sorted(found)}"
    command = f"hidden-{hashlib.sha256(said.encode()).hexdigest()[:32]}"
    with units.write(actor, SEARCH_HIDDEN, command) as work:
        if work.repeated is None:
            work.about("complaint", None, cases=sorted(found), rows=len(found))
            work.commit()
