"""The receipt slip: what the office took in, on A4, A5 or an 80 mm roll."""

from dataclasses import dataclass
from datetime import datetime

from services.complaints.reading import CaseDetail
from services.documents.names import People, mask_names, starts_story
from services.documents.own_words import own_words
from services.documents.typesetting import (
    A4,
    A5,
    BODY,
    CM,
    MM,
    NOTE,
    ROLL_80,
    TITLE,
    Block,
    DocumentSpec,
    Face,
    Field,
    FieldRows,
    KeepTogether,
    Margins,
    Paragraph,
    PdfDocument,
    Rule,
    Signature,
    Signatures,
    TextStyle,
)
from services.documents.typesetting.styles import BLACK
from services.documents.wording import PaperWords
from services.office.codes import name_of
from services.office.facts import OfficeFacts
from services.office.settings import ReceiptPaper
from services.thai.words import clusters

PAPERS: tuple[ReceiptPaper, ...] = ("a4", "a5", "roll80")
_NAMES_SHOWN = 4  # of the files handed in; their count says that there are more
_NAME_LENGTH = 36  # of a file, so that the slip stays one page


@dataclass(frozen=True, slots=True)
class ReceiptPrint:
    """Hold what one printing of a receipt adds to the case."""

    paper: ReceiptPaper
    copy: int  # 1 for the original
    printed_at: datetime
    printed_by: str
    receiver_position: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How one size of paper is set."""

    paper: object
    margins: Margins
    text: TextStyle
    title: TextStyle
    number: TextStyle
    note: TextStyle
    room: float
    labels: float  # width of the column of labels; 0: as wide as they are


def receipt_words(facts: OfficeFacts) -> PaperWords:
    """Return the words of the receipt in its digits."""
    return PaperWords(facts.wording, facts.settings.digits_receipt, "receipt")


def build_receipt(case: CaseDetail, facts: OfficeFacts, people: People, printing: ReceiptPrint) -> bytes:
    """Return the slip as PDF."""
    words = receipt_words(facts)
    sheet = _sheet(printing.paper)
    copy = words("copy") if printing.copy > 1 else ""
    on_roll = printing.paper == "roll80"
    spec = DocumentSpec(
        title=f"{words('title')} {words.in_digits(case.number)}",
        author=facts.profile.name,
        subject=words("title"),
        paper=sheet.paper,  # type: ignore[arg-type]
        margins=sheet.margins,
        digits=words.digits,
        page_numbers=False,
        stamp="" if on_roll else copy,
        words=own_words(facts, printing.printed_by),
        created=printing.printed_at,
    )
    blocks: list[Block] = []
    if copy and on_roll:
        blocks.append(Paragraph(copy, sheet.title))
    blocks += _head(case, facts, words, sheet)
    fields = _fields(case, words, people)
    blocks += (
        _stacked(fields, sheet) if on_roll else [FieldRows(fields, sheet.text, label_width=sheet.labels)]
    )
    blocks.append(_receiver(case, words, sheet, printing))
    blocks += _foot(case, facts, words, sheet, printing)
    return PdfDocument(spec).to_bytes(blocks)


def phone_sentence(case: CaseDetail, facts: OfficeFacts) -> str:
    """Return what is read out to a caller, in the screen's digits."""
    words = PaperWords(facts.wording, facts.settings.digits_screen, "receipt")
    if case.reply_due is not None and case.replied_at is None and case.answer_by != "none":
        return words("read_out", number=case.number, date=words.long_date(case.reply_due))
    return words("read_out_no_contact", number=case.number, phones=words.phones(facts.profile.phones))


def _sheet(paper: ReceiptPaper) -> _Sheet:
    if paper == "a4":
        text = BODY.but(after=3.0)
        return _Sheet(
            A4, Margins(top=2.2 * CM), text, TITLE, _number(18), NOTE.but(size=9.2, leading=14.6), 26, 0.0
        )
    if paper == "a5":
        text = TextStyle(size=9.2, leading=14.6)
        title = TITLE.but(size=13.0, leading=21.0)
        note = NOTE.but(leading=11.8)
        return _Sheet(A5, Margins.even(1.25 * CM), text, title, _number(14), note, 14, 152.0)
    text = TextStyle(size=8.6, leading=13.4)
    title = TITLE.but(size=11.5, leading=18.0)
    note = NOTE.but(colour=BLACK)  # a roll's printer knows no grey
    return _Sheet(ROLL_80, Margins.even(4 * MM), text, title, _number(12.5), note, 16, 0.0)


def _stacked(fields: list[Field], sheet: _Sheet) -> list[Block]:
    """Set labels above their values: a roll is too narrow for both side by side."""
    label = sheet.text.but(face=Face.BOLD)
    value = sheet.text.but(after=2.0)
    return [
        block for item in fields for block in (Paragraph(item.label, label), Paragraph(item.value, value))
    ]


def _number(size: float) -> TextStyle:
    return TextStyle(size=size, leading=size * 1.7, face=Face.BOLD, align="centre", before=2, after=2)


def _head(case: CaseDetail, facts: OfficeFacts, words: PaperWords, sheet: _Sheet) -> list[Block]:
    profile = facts.profile
    office = words("office_line", office=profile.name, department=profile.department)
    return [
        Paragraph(words("title"), sheet.title),
        Paragraph(office, sheet.text.but(align="centre")),
        Paragraph(f"{words('label_number')} {words.in_digits(case.number)}", sheet.number),
        Rule(before=3, after=5),
    ]


def _fields(case: CaseDetail, words: PaperWords, people: People) -> list[Field]:
    rows = [
        (words("label_received"), words.moment(case.received_at)),
        (words("label_channel"), words.in_digits(_channel(case))),
        (words("label_complainant"), _complainant(case, words)),
        (words("label_subject"), words.in_digits(slip_subject(case, people))),
        (words("label_attachments"), _attachments(case, words, people)),
        (words("label_answer_by"), name_of("answer_by", case.answer_by)),
        (words("label_first_reply"), _first_reply(case, words)),
        (words("label_due"), _due(case, words)),
    ]
    return [Field(label, value) for label, value in rows if value]


def slip_subject(case: CaseDetail, people: People) -> str:
    """Return the subject as the slip may say it: never the story, never who is complained about.

    Where the desk typed no subject the case has the story's first words in its place: the slip says
    the category instead, or leaves the line out.
    """
    if starts_story(case.subject, case.detail):
        return case.category_name
    hidden = people.complainant if case.complainant.identity == "hidden" else ()
    return mask_names(case.subject, (*people.respondents, *hidden))


def _channel(case: CaseDetail) -> str:
    return " – ".join(filter(None, (case.channel_name, case.sub_channel_name)))


def _complainant(case: CaseDetail, words: PaperWords) -> str:
    person = case.complainant
    if person.identity == "named":
        return words("identity_named", name=f"{person.title}{person.name}")
    return words(f"identity_{person.identity}")


def _attachments(case: CaseDetail, words: PaperWords, people: People) -> str:
    received = [row for row in case.attachments if not row.is_sent]
    if not received:
        return words("attachments_none")
    names = [_shortened(mask_names(row.name, people.all)) for row in received[:_NAMES_SHOWN]]
    return words("attachments_some", count=len(received), items=", ".join(names))


def _shortened(name: str) -> str:
    parts = clusters(name)
    return name if len(parts) <= _NAME_LENGTH else f"{''.join(parts[:_NAME_LENGTH])}…"


def _first_reply(case: CaseDetail, words: PaperWords) -> str:
    if case.reply_due is None or case.answer_by == "none":
        return ""
    return words("first_reply", date=words.long_date(case.reply_due))


def _due(case: CaseDetail, words: PaperWords) -> str:
    if case.level is None:
        return words("due_later")
    return words("due_on", date=words.long_date(case.due_date))


def _receiver(case: CaseDetail, words: PaperWords, sheet: _Sheet, printing: ReceiptPrint) -> Block:
    signer = Signature(
        words.in_digits(case.received_by),
        words.in_digits(printing.receiver_position),
        label=words("signature"),
        role=words("label_receiver"),
    )
    return KeepTogether([Signatures([signer], style=sheet.text, room=sheet.room)])


def _foot(
    case: CaseDetail, facts: OfficeFacts, words: PaperWords, sheet: _Sheet, printing: ReceiptPrint
) -> list[Block]:
    profile = facts.profile
    phones = words.phones(profile.phones)
    lines = [words("follow_up", phones=phones, email=profile.email), words("meaning")]
    if case.complainant.identity == "hidden":
        lines.append(words("keep_secret"))
    blocks: list[Block] = [Rule(before=6, after=4)]
    blocks += [Paragraph(line, sheet.text.but(after=2.0)) for line in lines]
    blocks += [
        Paragraph(words("privacy_heading"), sheet.note.but(face=Face.BOLD, before=5.0), keep_with_next=True),
        Paragraph(words("privacy_notice", years=facts.settings.retention_years), sheet.note),
    ]
    if printing.copy > 1:
        said = words(
            "copy_line",
            copy_number=printing.copy,
            printed_by=printing.printed_by,
            datetime=words.moment(printing.printed_at),
        )
        blocks.append(Paragraph(said, sheet.note.but(before=5.0)))
    return blocks
