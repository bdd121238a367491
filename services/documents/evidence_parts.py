"""The eleven parts of the yearly evidence document, and what builds each of them.

Where a room for a part's data is built, its builder takes the place of `without_room` in PART_BUILDERS: one
line here, and the document, its contents and the list of what is missing follow.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from models.files import read_chunks
from services.documents.composing import Look
from services.documents.evidence_channels import channels_part, given_channels
from services.documents.evidence_flowchart import flowchart_part
from services.documents.evidence_lessons import lessons_part
from services.documents.evidence_material import Material, PartBuilder, PartContent
from services.documents.evidence_months import months_part
from services.documents.evidence_results import information_act_part, results_part
from services.documents.picture_blocks import PaperPicture, for_paper
from services.documents.typesetting import check_wanted
from services.figures.periods import year_figures
from services.office.evidence_pictures import CHANNELS, PARTS, PictureRow, pictures_of

WITH_PICTURES = frozenset({"knowledge_transfer", "field_visits", "training"})


@dataclass(frozen=True, slots=True)
class Part:
    """Hold one part of the document: its code, its place, its title and its content."""

    code: str
    number: int
    title: str
    content: PartContent


def without_room(code: str) -> PartBuilder:
    """Return what builds a part whose data the program doesn't keep yet: the office's pictures, if any."""

    def build(material: Material) -> PartContent:
        words, pictures = material.words, material.rows_of(code)
        missing = [words(f"missing_{code}")]
        if code in WITH_PICTURES and not pictures:
            missing.append(words("missing_pictures"))
        has = words("has_pictures", count=words.number(len(pictures))) if pictures else words("has_none")
        return PartContent(has, missing, brief=True)

    return build


PART_BUILDERS: Mapping[str, PartBuilder] = MappingProxyType(
    {
        "indicators": results_part,
        "monthly": months_part,
        "information_act": information_act_part,
        "lessons": lessons_part,
        "survey_review": without_room("survey_review"),
        "needs_survey": without_room("needs_survey"),
        "knowledge_transfer": without_room("knowledge_transfer"),
        "field_visits": without_room("field_visits"),
        "training": without_room("training"),
        "flowchart": flowchart_part,
        "channels": channels_part,
    }
)


def read_material(look: Look, year: int, as_of: date | None) -> Material:
    """Return a fiscal year's figures and pictures. Raises what `year_figures` raises."""
    return Material(
        look=look,
        words=look.words("evidence", "annex", "monthly", "indicators"),
        year=year,
        figures=year_figures(look.office, look.facts, year, as_of),
        rows=pictures_of(look.reading, look.facts, year),
        load=_loader(look),
    )


def read_parts(material: Material) -> list[Part]:
    """Return the parts in their order."""
    return [
        Part(code, number, _title(code, material), PART_BUILDERS[code](material))
        for number, code in enumerate(PARTS, 1)
    ]


def _title(code: str, material: Material) -> str:
    fields: dict[str, object] = {"department": material.look.facts.profile.department}
    if code == CHANNELS:
        fields["channels"] = given_channels(material)
    return material.words(f"part_{code}", **fields)


def _loader(look: Look) -> Callable[[PictureRow], PaperPicture]:
    def load(row: PictureRow) -> PaperPicture:
        check_wanted()
        content = b"".join(read_chunks(look.reading.session, look.reading.office_id, row.file_id))
        return for_paper(content, row.caption)

    return load
