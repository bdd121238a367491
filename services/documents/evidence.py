"""The yearly evidence document: cover, contents, what is still missing, and its eleven parts."""

from collections.abc import Sequence

from services.documents.catalogue import PaperRequest
from services.documents.composing import REPORT_MARGINS, Composition, Kept, Look, report_spec
from services.documents.evidence_material import Material
from services.documents.evidence_parts import Part, read_material, read_parts
from services.documents.picture_blocks import picture_rows
from services.documents.report_foot import ReportFoot
from services.documents.typesetting import (
    BODY,
    CM,
    HEADING,
    NOTE,
    SUBHEADING,
    SUBTITLE,
    TITLE,
    Block,
    Bookmark,
    ContentsLine,
    Face,
    Furniture,
    Heading,
    Labelled,
    Page,
    PageBreak,
    Paragraph,
    Picture,
    SimpleTable,
    Spacer,
    TextStyle,
)
from services.letters.reading import read_emblem
from services.thai.dates import bangkok_date

_EMBLEM = 3 * CM
_PART = HEADING.but(size=13.5, leading=22.0, after=4.0)
_LINE = BODY.but(size=10.5, leading=18.5, before=1.0)
_LABEL_WIDTH = 62.0
_MISSING = TextStyle(size=9.6, leading=15.6, before=3.0, after=3.0)
_MISSING_WIDTH = 84.0


def compose(look: Look, request: PaperRequest) -> Composition:
    """Return a fiscal year's evidence document; what is missing is named, on its page and in a list."""
    assert request.year is not None  # noqa: S101 - a fiscal year is asked for
    material = read_material(look, request.year, request.as_of)
    parts = read_parts(material)
    words, figures = material.words, material.figures
    title = f"{words('title')} {words('title_year', fiscal_year=request.year)}"
    spec = report_spec(look, words, title, furniture=_furniture(look, material))
    blocks = [*_cover(material), PageBreak(), *_contents(parts, material)]
    shared = False
    for part in parts:
        brief = part.content.brief and not material.rows_of(part.code)
        # Parts of which little or nothing is to be said yet share a page.
        blocks += [] if shared and brief else [PageBreak()]
        blocks += _part(part, material)
        shared = brief
    data = {
        "fiscal_year": request.year,
        "cut_off": figures.cut_off.isoformat(),
        "missing": {part.code: list(part.content.missing) for part in parts if part.content.missing},
    }
    return Composition(spec, blocks, title, Kept(str(request.year), figures.cut_off, figures.zero, data))


def _furniture(look: Look, material: Material) -> Furniture:
    """Return a report's foot on every page but the cover, whose page counts all the same."""
    foot = ReportFoot(material.words, look.checkpoint, REPORT_MARGINS, begun=True)

    def draw(page: Page, number: int, total: int) -> None:
        if number > 1:
            foot(page, number, total)

    return draw


def _cover(material: Material) -> list[Block]:
    look, words, profile = material.look, material.words, material.look.facts.profile
    emblem = read_emblem(look.reading.session, look.reading.office_id)
    large = TITLE.but(size=22.0, leading=38.0)
    blocks: list[Block] = [Spacer(60.0)]
    blocks += (
        [Picture(emblem, _EMBLEM, _EMBLEM, after=40.0)] if emblem is not None else [Spacer(_EMBLEM + 40.0)]
    )
    blocks += [
        Paragraph(words("title"), large),
        Paragraph(words("title_year", fiscal_year=material.year), large.but(size=18.0, leading=32.0)),
        Spacer(150.0),
        Paragraph(profile.name, TITLE.but(size=16.0, leading=28.0)),
        Paragraph(profile.department, SUBTITLE.but(size=14.0, leading=24.0)),
        Spacer(36.0),
        Paragraph(words("made_on", day=words.long_date(bangkok_date(look.made_at))), SUBTITLE),
    ]
    cut_off = words.long_date(material.figures.cut_off)
    if material.over:
        blocks.append(Paragraph(words("as_of", date=cut_off), SUBTITLE))
    else:
        blocks.append(Paragraph(words("year_running", cut_off=cut_off), SUBTITLE))
    return blocks


def _contents(parts: Sequence[Part], material: Material) -> list[Block]:
    words = material.words
    blocks: list[Block] = [
        Paragraph(words("heading_contents"), TITLE.but(size=14.0, leading=24.0)),
        Paragraph(words("heading_page"), NOTE.but(align="right")),
    ]
    for part in parts:
        label = words("part_label", number=words.number(part.number))
        blocks.append(ContentsLine(part.code, label, part.title, _LABEL_WIDTH, _LINE))
    lacking = [part for part in parts if part.content.missing]
    blocks.append(
        Heading(words("heading_missing"), SUBHEADING.but(size=11.5, leading=19.0, before=18.0, after=2.0))
    )
    if not lacking:
        return [*blocks, Paragraph(words("missing_none"), _MISSING)]
    rows = [[words("column_part"), words("column_missing")]]
    rows += [[f"{words.number(part.number)} {part.title}", _named(part, material)] for part in lacking]
    return [
        *blocks,
        Paragraph(words("missing_lead"), _MISSING, keep_with_next=True),
        SimpleTable(rows, (5, 7), align="ll"),
    ]


def _named(part: Part, material: Material) -> str:
    return material.words("missing_mark").join(part.content.missing)


def _part(part: Part, material: Material) -> list[Block]:
    words, content = material.words, part.content
    label = words("part_label", number=words.number(part.number))
    blocks: list[Block] = [
        Bookmark(part.code, f"{label} {part.title}"),
        Heading(f"{label}  {part.title}", _PART),
    ]
    if content.missing:
        label = words("missing_label")
        bold = _MISSING.but(face=Face.BOLD)
        blocks.append(Labelled(label, _named(part, material), _MISSING_WIDTH, _MISSING, bold))
    blocks += content.blocks()
    pictures = [] if content.sets_pictures else material.pictures(part.code)
    if pictures:
        blocks.append(Heading(words("heading_pictures"), SUBHEADING))
        blocks += picture_rows(pictures, words("picture_unreadable"))
    return blocks
