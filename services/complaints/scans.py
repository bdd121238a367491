"""Scanned slips that are attached already: known by their content, whatever happened to the file since."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, select

from models.complaints import Attachment, Complaint
from models.files import StoredFile
from services.complaints.visibility import visible_to
from services.office.facts import FactsCache
from services.permissions import HANDLERS, Actor, use_case
from services.unit_of_work import Units

MATCH_SCANS = use_case("complaints.match_scans", HANDLERS, writes=False)


@dataclass(frozen=True, slots=True)
class AttachedScan:
    """Hold which case a scan's content is attached to."""

    complaint_id: int
    number: str


class Scans:
    """Recognise scans by their content."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def match_scans(self, actor: Actor, hashes: Iterable[str]) -> dict[str, AttachedScan]:
        """Return the case of each SHA-256 that is attached as a scan to a case the actor may know of."""
        wanted = sorted(set(hashes))
        with self._units.read(actor, MATCH_SCANS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            rows = reading.session.execute(
                select(StoredFile.sha256, Complaint.id, Complaint.number)
                .join(
                    Attachment,
                    and_(Attachment.office_id == StoredFile.office_id, Attachment.file_id == StoredFile.id),
                )
                .join(
                    Complaint,
                    and_(
                        Complaint.office_id == Attachment.office_id,
                        Complaint.id == Attachment.complaint_id,
                    ),
                )
                .where(
                    visible_to(reading.actor, facts.settings),
                    StoredFile.sha256.in_(wanted),
                    StoredFile.destroyed_at.is_(None),
                    Attachment.origin == "scan",
                )
                .order_by(Attachment.id)
            )
            return {digest: AttachedScan(case, number) for digest, case, number in rows}
