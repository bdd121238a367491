"""Part 4 of the evidence document: what handling complaints taught, without anybody's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from models.complaints import Complaint
from services.complaints.visibility import visible_to
from services.documents.evidence_material import NOTE, TEXT, Material, PartContent
from services.documents.names import People, mask_names, read_people
from services.documents.typesetting import Block, Paragraph, RegisterTable
from services.privacy.masks import mask_text

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Lesson:
    """Hold what one case, or several that say the same, taught."""

    numbers: tuple[str, ...]
    category: str
    text: str


def lessons_part(material: Material) -> PartContent:
    """Return the lessons of the cases that closed in the fiscal year, those of confidential ones counted."""
    words, rows = material.words, _read(material)
    lacking = _closed_without(material)
    missing = [words("missing_lessons", count=words.number(lacking))] if lacking else []
    if rows:
        has = words("has_lessons", count=words.number(len(rows)))
        return PartContent(has, missing, lambda: _blocks(material, rows))
    if lacking:
        return PartContent(words("has_none"), missing, brief=True)
    said = Paragraph(words("lessons_none", fiscal_year=material.year), TEXT)
    return PartContent(words("has_lessons_none"), blocks=lambda: [said], brief=True)


def _blocks(material: Material, rows: Sequence[Any]) -> list[Block]:
    words, lessons = material.words, _lessons(material, [row for row in rows if not row.confidential])
    confidential = sum(row.confidential for row in rows)
    blocks: list[Block] = []
    if lessons:
        head = [words("order"), *(words(f"column_{n}") for n in ("category", "lesson", "received_number"))]
        cells = [
            tuple(map(words.in_digits, (str(place), one.category, one.text, ", ".join(one.numbers))))
            for place, one in enumerate(lessons, 1)
        ]
        blocks += [
            Paragraph(words("lessons_lead"), TEXT),
            RegisterTable(head, cells, columns=(1.0, 3.0, 8.6, 2.2), align="clll"),
        ]
    if confidential:
        said = words("lessons_hidden", hidden=words.number(confidential))
        blocks.append(Paragraph(said, NOTE.but(before=4.0)))
    return blocks


def _lessons(material: Material, rows: Sequence[Any]) -> list[Lesson]:
    """Return what was taught, each lesson once with the numbers of its cases."""
    office, categories = material.look.office, material.look.facts.categories
    people = read_people(office.session, office.office_id, [row.id for row in rows])
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        text = _masked((row.lesson, row.preventive_action), people[row.id])
        found.setdefault((categories.name_of(row.category_id), text), []).append(row.number)
    return [Lesson(tuple(numbers), category, text) for (category, text), numbers in found.items()]


def _read(material: Material) -> Sequence[Any]:
    """Return the closed cases with a lesson or a measure against it happening again, as they came in."""
    office, facts, figures = material.look.office, material.look.facts, material.figures
    return office.session.execute(
        select(
            Complaint.id,
            Complaint.number,
            Complaint.category_id,
            Complaint.confidential,
            Complaint.lesson,
            Complaint.preventive_action,
        )
        .where(
            visible_to(office.actor, facts.settings),
            Complaint.status == "closed",
            Complaint.closed_on >= figures.first.start,
            Complaint.closed_on <= min(figures.last.end, figures.cut_off),
            Complaint.anonymised_at.is_(None),
            or_(Complaint.lesson != "", Complaint.preventive_action != ""),
        )
        .order_by(Complaint.register_key)
    ).all()


def _masked(texts: Sequence[str], people: People) -> str:
    said = " · ".join(" ".join(text.split()) for text in texts if text)
    return mask_text(mask_names(said, people.all), People())


def _closed_without(material: Material) -> int:
    """Return how many complaints that count were closed in the year and taught nothing yet."""
    office, settings = material.look.office, material.look.facts.settings
    ids = sorted(set(material.figures.whole.movement.closed_ids))
    number = 0
    for start in range(0, len(ids), _CHUNK):
        number += len(
            office.session.scalars(
                select(Complaint.id).where(
                    visible_to(office.actor, settings),
                    Complaint.id.in_(ids[start : start + _CHUNK]),
                    Complaint.status == "closed",
                    Complaint.lesson == "",
                    Complaint.preventive_action == "",
                    Complaint.anonymised_at.is_(None),
                )
            ).all()
        )
    return number
