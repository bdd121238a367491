"""Part 4 of the evidence document: what handling complaints taught, without anybody's name."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    """Hold what one case taught."""

    number: str
    category: str
    text: str


def lessons_part(material: Material) -> PartContent:
    """Return the lessons of the cases that closed in the fiscal year, those of confidential ones counted."""
    words = material.words
    lessons, confidential = _read(material)
    lacking = _closed_without(material)
    missing = [words("missing_lessons", count=words.number(lacking))] if lacking else []
    if not lessons and not confidential:
        if lacking:
            return PartContent(words("has_none"), missing, brief=True)
        said = words("lessons_none", fiscal_year=material.year)
        return PartContent(words("has_lessons_none"), blocks=lambda: [Paragraph(said, TEXT)], brief=True)
    has = words("has_lessons", count=words.number(len(lessons) + confidential))
    return PartContent(has, missing, lambda: _blocks(material, lessons, confidential))


def _blocks(material: Material, lessons: Sequence[Lesson], confidential: int) -> list[Block]:
    words = material.words
    blocks: list[Block] = []
    if lessons:
        head = [words("order"), *(words(f"column_{n}") for n in ("received_number", "category", "lesson"))]
        rows = [
            (
                words.number(place),
                words.in_digits(one.number),
                words.in_digits(one.category),
                words.in_digits(one.text),
            )
            for place, one in enumerate(lessons, 1)
        ]
        blocks += [
            Paragraph(words("lessons_lead"), TEXT),
            RegisterTable(head, rows, columns=(1.0, 1.8, 3.0, 9.0), align="clll"),
        ]
    if confidential:
        blocks.append(
            Paragraph(words("lessons_hidden", hidden=words.number(confidential)), NOTE.but(before=4.0))
        )
    return blocks


def _read(material: Material) -> tuple[list[Lesson], int]:
    """Return the lessons, and how many there are of confidential cases."""
    office, facts, figures = material.look.office, material.look.facts, material.figures
    rows = office.session.execute(
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
    shown = [row for row in rows if not row.confidential]
    people = read_people(office.session, office.office_id, [row.id for row in shown])
    lessons = [
        Lesson(
            row.number,
            facts.categories.name_of(row.category_id),
            _masked((row.lesson, row.preventive_action), people[row.id]),
        )
        for row in shown
    ]
    return lessons, len(rows) - len(shown)


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
