"""The destruction list on paper: the cases whose keeping time is over, and the committee that signs."""

from datetime import datetime

from services.documents.typesetting import (
    A4,
    BODY,
    CELL,
    CM,
    NOTE,
    SUBHEADING,
    SUBTITLE,
    TITLE,
    Block,
    DocumentSpec,
    Heading,
    KeepTogether,
    Margins,
    Paragraph,
    PdfDocument,
    RegisterTable,
    Signature,
    Signatures,
)
from services.documents.wording import PaperWords
from services.office.facts import OfficeFacts
from services.privacy.lists import DestructionItemRow, DestructionListDetail

_TEXT = BODY.but(size=9.8, leading=16.6, after=3.0)
_COLUMNS = ("order", "number", "received", "ended", "channel", "category", "until", "decision", "note")
_WIDTHS = (1.1, 2.2, 2.3, 2.6, 4.2, 3.8, 2.3, 2.0, 4.2)


def build_destruction_list(
    detail: DestructionListDetail, facts: OfficeFacts, printed_at: datetime, printed_by: str
) -> bytes:
    """Return the list as PDF, landscape, with places for the committee to sign."""
    words = PaperWords(facts.wording, facts.settings.digits_tables, "destruction_list")
    row = detail.row
    title = words("subtitle", list_number=list_number(detail), date=words.long_date(row.closed_before))
    spec = DocumentSpec(
        title=f"{words('title')} {title}",
        author=facts.profile.name,
        subject=words("title"),
        paper=A4.turned(),
        margins=Margins(left=2 * CM, right=2 * CM, top=2 * CM, bottom=1.8 * CM),
        digits=words.digits,
        header=words("title"),
        footer=words("printed", name=printed_by, datetime=words.moment(printed_at)),
        created=printed_at,
    )
    return PdfDocument(spec).to_bytes(_blocks(detail, facts, words, title))


def list_number(detail: DestructionListDetail) -> str:
    """Return how people call a list: the day and time it was made, in figures."""
    made = detail.row.made_at
    return f"{made.day:02}{made.month:02}{made.year + 543}-{made:%H%M}"


def _blocks(detail: DestructionListDetail, facts: OfficeFacts, words: PaperWords, title: str) -> list[Block]:
    row, profile = detail.row, facts.profile
    count = words.number(len(detail.items))
    kept = words.number(sum(item.kept for item in detail.items))
    table = RegisterTable(
        [words(f"column_{name}") for name in _COLUMNS],
        [_line(number, item, words) for number, item in enumerate(detail.items, 1)],
        columns=_WIDTHS,
        align="ccccllccl",
        style=CELL,
    )
    office = words("office_name", office=profile.name, department=profile.department)
    made = words("made_by", name=row.made_by, datetime=words.moment(row.made_at))
    years = words.number(facts.settings.retention_years)
    blocks: list[Block] = [
        Paragraph(words("title"), TITLE),
        Paragraph(title, SUBTITLE),
        Paragraph(office, SUBTITLE.but(size=10.5, leading=17.0, after=4.0)),
        Paragraph(words("body", count=count, years=years), _TEXT.but(indent=1.5 * CM)),
        Paragraph(words("what_goes"), _TEXT.but(indent=1.5 * CM)),
        table,
        Paragraph(words("total_line", count=count, kept=kept), _TEXT),
        Paragraph(made, _TEXT),
        Paragraph(words("archives"), NOTE.but(before=2.0)),
        *_standing(detail, words),
    ]
    return [*blocks, _committee(words)]


def _line(number: int, item: DestructionItemRow, words: PaperWords) -> tuple[str, ...]:
    ended = words.short_date(item.ended_on) if item.ended_on else words("open_again")
    if item.status == "voided":
        ended = f"{ended} {words('voided')}"
    return (
        words.number(number),
        words.in_digits(item.number),
        words.short_date(item.received_on),
        ended,
        words.in_digits(item.channel_name),
        item.category_name or words("not_stated"),
        words.short_date(item.kept_until),
        words("decision_keep" if item.kept else "decision_destroy"),
        item.note,
    )


def _standing(detail: DestructionListDetail, words: PaperWords) -> list[Block]:
    row = detail.row
    blocks: list[Block] = []
    if row.signed_on is not None:
        said = words("signed", date=words.long_date(row.signed_on), reference=row.reference)
        blocks.append(Paragraph(said, _TEXT))
    if row.carried_out_at is not None:
        said = words("carried_out", datetime=words.moment(row.carried_out_at))
        blocks.append(Paragraph(said, _TEXT))
    return blocks


def _committee(words: PaperWords) -> Block:
    roles = ("chair", "member", "member", "approver")
    signers = [Signature(label=words("signature"), role=words(role), dated=True) for role in roles]
    return KeepTogether(
        [
            Heading(words("committee_heading"), SUBHEADING),
            Paragraph(words("committee_said"), _TEXT),
            Signatures(signers, per_row=2, style=_TEXT, room=16.0),
        ]
    )
