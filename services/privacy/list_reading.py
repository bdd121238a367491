"""Read destruction lists: what is over, which lists show to whom, what stands on them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from models.complaints import Complaint
from models.office import Account
from models.retention import DestructionItem, DestructionList
from services.complaints.visibility import visible_to
from services.errors import NotFound
from services.office.facts import OfficeFacts
from services.privacy.keeping import ended_before, ended_on, kept_until
from services.privacy.lists import DestructionItemRow, DestructionListDetail, DestructionListRow
from services.thai.dates import bangkok_date
from services.unit_of_work import Reading


def over(reading: Reading, facts: OfficeFacts, day: date) -> Sequence[int]:
    """Return the cases that ended before a day, are in clear, and wait on no other list."""
    waiting = (
        exists()
        .where(
            DestructionItem.office_id == Complaint.office_id,
            DestructionItem.complaint_id == Complaint.id,
            DestructionList.office_id == Complaint.office_id,
            DestructionList.id == DestructionItem.list_id,
            DestructionList.cancelled_at.is_(None),
            DestructionList.carried_out_at.is_(None),
        )
        .correlate(Complaint)
    )
    query = select(Complaint.id).where(
        visible_to(reading.actor, facts.settings),
        ended_before(day),
        Complaint.anonymised_at.is_(None),
        ~waiting,
    )
    return reading.session.scalars(query.order_by(Complaint.register_key)).all()


def shown(reading: Reading, facts: OfficeFacts) -> Select[tuple[DestructionList]]:
    """Ask for the lists all of whose cases the actor may know of: a list shows whole or not at all."""
    seen = exists().where(
        visible_to(reading.actor, facts.settings), Complaint.id == DestructionItem.complaint_id
    )
    unseen = exists().where(
        DestructionItem.office_id == DestructionList.office_id,
        DestructionItem.list_id == DestructionList.id,
        ~seen.correlate(DestructionItem),
    )
    return select(DestructionList).where(
        DestructionList.office_id == reading.office_id, ~unseen.correlate(DestructionList)
    )


def find(reading: Reading, facts: OfficeFacts, list_id: int) -> DestructionList:
    """Return a list that the actor may know of, or fail as if it were not there."""
    row: DestructionList | None = reading.session.scalar(
        shown(reading, facts).where(DestructionList.id == list_id)
    )
    if row is None:
        raise NotFound
    return row


def items(session: Session, row: DestructionList) -> Sequence[DestructionItem]:
    """Return the items of a list."""
    query = select(DestructionItem).where(
        DestructionItem.office_id == row.office_id, DestructionItem.list_id == row.id
    )
    return session.scalars(query.order_by(DestructionItem.id)).all()


def list_row(session: Session, row: DestructionList) -> DestructionListRow:
    """Return a list as a line."""
    counted = select(func.count(), func.count(DestructionItem.done_at), func.sum(DestructionItem.kept)).where(
        DestructionItem.office_id == row.office_id, DestructionItem.list_id == row.id
    )
    cases, done, kept = session.execute(counted).one()
    maker = session.get(Account, (row.office_id, row.made_by))
    return DestructionListRow(
        id=row.id,
        version=row.version,
        closed_before=row.closed_before,
        made_at=row.made_at,
        made_by=maker.display_name if maker else "",
        cases=cases,
        kept=int(kept or 0),
        done=done,
        signed_on=row.signed_on,
        committee=row.committee,
        reference=row.reference,
        carried_out_at=row.carried_out_at,
        cancelled_at=row.cancelled_at,
    )


def detail(reading: Reading, facts: OfficeFacts, row: DestructionList) -> DestructionListDetail:
    """Return a list with its cases, in the order of their receipt."""
    found = reading.session.execute(
        select(DestructionItem, Complaint)
        .join(
            Complaint,
            (Complaint.office_id == DestructionItem.office_id)
            & (Complaint.id == DestructionItem.complaint_id),
        )
        .where(DestructionItem.office_id == row.office_id, DestructionItem.list_id == row.id)
        .order_by(Complaint.register_key)
    )
    cases = tuple(item_row(facts, item, complaint) for item, complaint in found)
    return DestructionListDetail(list_row(reading.session, row), cases)


def item_row(facts: OfficeFacts, item: DestructionItem, complaint: Complaint) -> DestructionItemRow:
    """Return one case of a list, without anybody's name."""
    ended = ended_on(complaint)
    return DestructionItemRow(
        id=item.id,
        complaint_id=complaint.id,
        number=complaint.number,
        received_on=bangkok_date(complaint.received_at),
        ended_on=ended,
        kept_until=kept_until(ended, facts.settings.retention_years) if ended else None,
        status=complaint.status,
        category_name=facts.categories.name_of(complaint.category_id),
        channel_name=facts.channels.name_of(complaint.channel_id),
        outcome=complaint.outcome,
        kept=item.kept,
        note=item.note,
        done_at=item.done_at,
    )
