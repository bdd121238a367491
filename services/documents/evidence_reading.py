"""How a year's evidence document stands: what each part has and what it still lacks, before it is printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.documents.composing import read_look
from services.documents.evidence_parts import read_material, read_parts
from services.office.evidence_pictures import PictureRow
from services.office.facts import FactsCache
from services.permissions import ALL, Actor, use_case
from services.unit_of_work import Units

READ_EVIDENCE = use_case("evidence.read_evidence", ALL, writes=False)


@dataclass(frozen=True, slots=True)
class PartStanding:
    """Hold one part: its code, number and title, what it has in few words, what it lacks, its pictures."""

    code: str
    number: int
    title: str
    has: str
    missing: Sequence[str]
    pictures: Sequence[PictureRow]


@dataclass(frozen=True, slots=True)
class EvidenceStanding:
    """Hold how a fiscal year's document stands; channels are (code, name) of those in use."""

    fiscal_year: int
    cut_off: date
    over: bool
    parts: Sequence[PartStanding]
    channels: Sequence[tuple[str, str]]


class EvidenceReading:
    """Read how the yearly evidence document stands."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def read_evidence(self, actor: Actor, fiscal_year: int) -> EvidenceStanding:
        """Return what each part of a fiscal year's document has and lacks. Raises `report.year_ahead`."""
        with self._units.read(actor, READ_EVIDENCE) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            material = read_material(read_look(reading, facts), fiscal_year, None)
            parts = [
                PartStanding(
                    code=part.code,
                    number=part.number,
                    title=part.title,
                    has=part.content.has,
                    missing=tuple(part.content.missing),
                    pictures=tuple(material.rows_of(part.code)),
                )
                for part in read_parts(material)
            ]
            channels = [
                (choice.code, choice.name)
                for choice in facts.channels.all
                if choice.active and choice.parent is None
            ]
            return EvidenceStanding(fiscal_year, material.figures.cut_off, material.over, parts, channels)
