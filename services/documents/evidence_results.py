"""Parts 1 and 3 of the evidence document: both indicators, and the Official Information Act's statistic."""

from collections import Counter

from sqlalchemy import select

from models.complaints import Complaint
from services.complaints.visibility import visible_to
from services.documents.evidence_material import TEXT, Material, PartContent
from services.documents.report_parts import Told, apart_part, indicators_part
from services.documents.typesetting import Block, KeepTogether, Paragraph, SimpleTable
from services.office.codes import choices
from services.thai.dates import fiscal_year_range

_CHUNK = 500


def results_part(material: Material) -> PartContent:
    """Return both indicators with their counts, or the sentence of a year without complaints."""
    words, moved = material.words, material.figures.whole.movement
    has = words("has_indicators", received=words.number(moved.received), closed=words.number(moved.closed))
    if material.figures.zero:
        has = words("no_complaints")
    return PartContent(has, blocks=lambda: _results(material))


def _told(material: Material) -> Told:
    words = material.report_words
    start = fiscal_year_range(material.year)[0]
    until = min(material.figures.last.end, material.figures.cut_off)
    span = {"from": words.long_date(start), "to": words.long_date(until)}
    sentence = words.within("indicators")("scope_year", **span)
    return Told(material.words("scope", fiscal_year=material.year), sentence, material.figures.whole)


def _results(material: Material) -> list[Block]:
    told, words = [_told(material)], material.report_words
    # The part's own heading stands above them: the first block is one that says the same.
    _heading, *indicators = indicators_part(told, material.look.facts, words)
    sentence = [Paragraph(_zero_sentence(material), TEXT)] if material.figures.zero else []
    apart = apart_part(told, words) if any(told[0].period.apart.values()) else []
    return [*sentence, *indicators, *apart]


def _zero_sentence(material: Material) -> str:
    words, office, year = material.report_words, material.look.facts.profile.name, material.year
    if material.over:
        return words("zero_year_body", fiscal_year=year, fiscal_year_before=year - 1, office=office)
    cut_off = words.long_date(material.figures.cut_off)
    return words("zero_year_so_far", fiscal_year=year, cut_off=cut_off, office=office)


def information_act_part(material: Material) -> PartContent:
    """Return the statistic of complaints under the Official Information Act, outside the indicators."""
    words = material.words
    ids = material.figures.whole.apart_ids.get("oia", ())
    if not ids:
        said = Paragraph(_no_complaint(material), TEXT)
        return PartContent(words("none"), blocks=lambda: [said], brief=True)
    has = words("has_information_act", count=words.number(len(ids)))
    return PartContent(has, blocks=lambda: _statistic(material, ids))


def _no_complaint(material: Material) -> str:
    if material.over:
        return material.report_words("zero_oia_year", fiscal_year=material.year)
    cut_off = material.words.long_date(material.figures.cut_off)
    return material.words("oia_so_far", fiscal_year=material.year, cut_off=cut_off)


def _statistic(material: Material, ids: tuple[int, ...]) -> list[Block]:
    words = material.words
    counts = _by_ground(material, ids)
    rows: list[list[str]] = [
        [words.in_digits(name), words.number(counts.get(code, 0))]
        for code, name in (*choices("information_grounds"), ("", words("ground_not_stated")))
        if code or counts.get(code)
    ]
    head = [words("column_ground"), words.within("monthly")("column_count")]
    total = [words("total"), words.number(len(ids))]
    return [
        Paragraph(words("oia_lead"), TEXT),
        KeepTogether([SimpleTable([head, *rows, total], (8, 2), align="lc", total_rows=1)]),
    ]


def _by_ground(material: Material, ids: tuple[int, ...]) -> Counter[str]:
    office, settings = material.look.office, material.look.facts.settings
    known = {code for code, _name in choices("information_grounds")}
    counts: Counter[str] = Counter()
    for start in range(0, len(ids), _CHUNK):
        grounds = office.session.scalars(
            select(Complaint.information_ground).where(
                visible_to(office.actor, settings), Complaint.id.in_(ids[start : start + _CHUNK])
            )
        )
        counts.update(ground if ground in known else "" for ground in grounds)
    return counts
