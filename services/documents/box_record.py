"""The record of an opening of the suggestion box: with slips, without, or blank to be filled in by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.documents.own_words import own_words
from services.documents.typesetting import (
    BODY,
    CELL,
    CM,
    SUBHEADING,
    SUBTITLE,
    TITLE,
    Block,
    DocumentSpec,
    Field,
    FieldRows,
    Heading,
    KeepTogether,
    Margins,
    Paragraph,
    PdfDocument,
    RegisterTable,
    Signature,
    Signatures,
    checkbox,
)
from services.documents.wording import PaperWords
from services.office.codes import name_of
from services.office.facts import OfficeFacts
from services.thai.dates import format_time

_TEXT = BODY.but(size=10.0, leading=17.4, after=1.5)
_COLUMNS = ("order", "kind", "gist", "contact", "number")
_WIDTHS = (1.2, 3.0, 8.6, 2.2, 2.2)
_BLANK_ROWS = 6
_LEAST_SIGNERS = 2
_SIGNERS_BLANK = 3
_LONGEST_NAME = 44
_SHORT_NAME = 24


@dataclass(frozen=True, slots=True)
class SlipLine:
    """Hold one slip of the list, people masked."""

    kind: str
    gist: str
    contact: bool
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningDetail:
    """Hold one opening as its record says it; waiting is how many slips are in no line of the list."""

    number: str
    place: str
    opened_at: datetime
    round: str
    previous_at: datetime | None
    openers: tuple[str, ...]
    order: str
    in_order: bool | None
    condition: str
    seal_before: str
    found: int
    blank: int
    other_finds: str
    slips: tuple[SlipLine, ...]
    set_aside: int
    waiting: int
    sealed_at: datetime | None
    seal_after: str
    note: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Hold who signs that the head of office knows: the name, and the lines of the position."""

    name: str
    position: Sequence[str]


def build_box_record(
    detail: OpeningDetail | None, facts: OfficeFacts, head: Signer, printed_at: datetime, printed_by: str
) -> bytes:
    """Return the record as PDF; without an opening the form to be filled in by hand."""
    words = PaperWords(facts.wording, facts.settings.digits_letters, "box_record")
    title = words("title_number", number=detail.number) if detail and detail.number else words("title")
    spec = DocumentSpec(
        title=title,
        author=facts.profile.name,
        subject=words("title"),
        margins=Margins(left=2.5 * CM, right=2 * CM, top=1.8 * CM, bottom=1.6 * CM),
        digits=words.digits,
        first_page_number=False,
        footer="" if detail is None else _printed(words, printed_at, printed_by),
        words=own_words(facts),
        created=printed_at,
    )
    shown = title if detail else words("title_number_blank")
    blocks: list[Block] = [
        Paragraph(shown, TITLE.but(size=14.0, leading=23.0)),
        Paragraph(words("office_name", office=facts.profile.name), SUBTITLE.but(after=4.0)),
        FieldRows(_fields(detail, facts, words), _TEXT),
        *_list(detail, words),
        FieldRows(_sealing(detail, words), _TEXT),
        _signing(detail, head, words),
    ]
    return PdfDocument(spec).to_bytes(blocks)


def _printed(words: PaperWords, printed_at: datetime, printed_by: str) -> str:
    return words("printed", printed_by=printed_by, datetime=words.moment(printed_at))


def _fields(detail: OpeningDetail | None, facts: OfficeFacts, words: PaperWords) -> list[Field]:
    if detail is None:
        condition = f"{checkbox(words('in_order'))}    {checkbox(words('not_in_order_blank'))}"
        return [
            Field(words("label_place"), words.in_digits(facts.profile.box_location)),
            Field(words("label_opened")),
            Field(words("label_openers"), blank_lines=3),
            Field(words("label_order")),
            Field(words("label_condition"), condition),
            Field(words("label_seal")),
            Field(words("label_found"), words("found_blank_form")),
        ]
    return [
        Field(words("label_place"), words.in_digits(detail.place)),
        Field(words("label_opened"), _opened(detail, words)),
        Field(words("label_openers"), _openers(detail, words)),
        Field(words("label_condition"), _condition(detail, words)),
        Field(words("label_found"), _found(detail, words)),
    ]


def _opened(detail: OpeningDetail, words: PaperWords) -> str:
    moment = words.moment(detail.opened_at)
    opened = words("opened", datetime=moment, round=detail.round) if detail.round else moment
    before = words("opened_first")
    if detail.previous_at is not None:
        before = words("opened_before", datetime=words.moment(detail.previous_at))
    return f"{opened} {before}"


def _openers(detail: OpeningDetail, words: PaperWords) -> str:
    lines = [
        words("opener", count=number, name=words.in_digits(name))
        for number, name in enumerate(detail.openers, 1)
    ]
    if detail.order:
        lines.append(words("by_order", order_name=detail.order))
    return "\n".join(lines)


def _condition(detail: OpeningDetail, words: PaperWords) -> str:
    said = words.in_digits(detail.condition)
    if detail.in_order is None:  # recorded before the form asked for it: what was typed says it all
        return said
    parts = [
        checkbox(words("in_order"), detail.in_order),
        checkbox(
            words("order_kept") if detail.in_order else words("not_in_order", condition=said),
            not detail.in_order,
        ),
    ]
    if detail.seal_before:
        parts.append(words("seal_number", seal=detail.seal_before))
    return "    ".join(parts)


def _found(detail: OpeningDetail, words: PaperWords) -> str:
    if not detail.found:
        nothing = words("found_nothing")
        return (
            f"{nothing} {words('other_finds', items=detail.other_finds)}" if detail.other_finds else nothing
        )
    parts = [
        words("part", kind=name_of("kinds", kind), count=words.number(count))
        for kind, count in _kinds(detail.slips).items()
    ]
    parts.append(words("blank_slips", count=words.number(detail.blank)))
    if detail.set_aside:
        parts.append(words("set_aside", count=words.number(detail.set_aside)))
    if detail.waiting:
        parts.append(words("not_yet", count=words.number(detail.waiting)))
    if detail.other_finds:
        parts.append(words("other_finds", items=detail.other_finds))
    return words("found", count=words.number(detail.found), parts=" · ".join(parts))


def _kinds(slips: Sequence[SlipLine]) -> Mapping[str, int]:
    counts = dict.fromkeys(("complaint", "suggestion", "praise"), 0)
    for slip in slips:
        counts[slip.kind] = counts.get(slip.kind, 0) + 1
    return counts


def _list(detail: OpeningDetail | None, words: PaperWords) -> list[Block]:
    if detail is not None and not detail.slips:
        return []
    rows = [("", "", "", "", "")] * _BLANK_ROWS
    if detail is not None:
        rows = [
            (
                words.number(number),
                name_of("kinds", slip.kind),
                words.in_digits(slip.gist),
                words("contact_yes" if slip.contact else "contact_no"),
                words.in_digits(slip.number),
            )
            for number, slip in enumerate(detail.slips, 1)
        ]
    style = CELL if detail is not None else CELL.but(leading=20.0)
    return [
        Heading(words("list_heading"), SUBHEADING),
        RegisterTable(
            [words(f"column_{name}") for name in _COLUMNS], rows, columns=_WIDTHS, align="cllcc", style=style
        ),
    ]


def _sealing(detail: OpeningDetail | None, words: PaperWords) -> list[Field]:
    if detail is None:
        return [Field(words("label_sealed")), Field(words("label_note"))]
    parts = []
    if detail.sealed_at is not None:
        parts.append(words("sealed", time=format_time(detail.sealed_at)))
    if detail.seal_after:
        parts.append(words("seal_number", seal=detail.seal_after))
    fields = [Field(words("label_sealed"), " ".join(parts))]
    if detail.note:
        fields.append(Field(words("label_note"), words.in_digits(detail.note)))
    return fields


def _signing(detail: OpeningDetail | None, head: Signer, words: PaperWords) -> Block:
    label = words("signature_opener")
    if detail is None:
        signers = [Signature(label=label)] * _SIGNERS_BLANK
    else:
        signers = [_signer(words.in_digits(name), label) for name in detail.openers]
        signers += [Signature(label=label)] * (_LEAST_SIGNERS - len(signers))
    knows = Signature(words.in_digits(head.name), head.position, label=words("acknowledged"))
    statement = "statement_nothing" if detail is not None and not detail.found else "statement"
    return KeepTogether(
        [
            Paragraph(words(statement), _TEXT.but(indent=1.5 * CM, before=6.0)),
            Signatures(signers, per_row=_per_row(signers), style=_TEXT.but(size=9.6), room=20.0),
            Signatures([knows], style=_TEXT, room=16.0),
        ]
    )


def _signer(opener: str, label: str) -> Signature:
    """Return the place to sign of one opener, the position below the name where a comma parts them."""
    name, _comma, position = (part.strip() for part in opener.partition(","))
    if len(name) > _LONGEST_NAME:  # what is not parted and runs on is set below, where lines may break
        return Signature(position=opener, label=label)
    return Signature(name, position, label=label)


def _per_row(signers: Sequence[Signature]) -> int:
    short = all(len(signer.name) <= _SHORT_NAME for signer in signers)
    return 3 if len(signers) == 3 and short else 2
