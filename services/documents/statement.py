"""The complaint as written down at the counter or by telephone (บันทึกคำร้องเรียน), to be signed."""

from dataclasses import dataclass
from datetime import datetime

from services.complaints.reading import CaseDetail
from services.documents.own_words import own_words
from services.documents.typesetting import (
    BODY,
    CM,
    SUBTITLE,
    TITLE,
    Block,
    DocumentSpec,
    Field,
    FieldRows,
    KeepTogether,
    Margins,
    Paragraph,
    PdfDocument,
    Rule,
    Signature,
    Signatures,
    Spacer,
)
from services.documents.wording import PaperWords
from services.office.codes import name_of
from services.office.facts import OfficeFacts

VARIANTS = ("counter", "phone", "thumb")
_TEXT = BODY.but(after=2.0)
_NAMES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class StatementPrint:
    """Hold what one printing adds to the case; variant is one of VARIANTS."""

    variant: str
    printed_at: datetime
    printed_by: str
    receiver_position: str


def usual_variant(case: CaseDetail, facts: OfficeFacts) -> str:
    """Return how a case's statement is certified unless somebody says otherwise."""
    channel = facts.channels.code(case.channel)
    return "phone" if channel is not None and channel.form == "phone" else "counter"


def build_statement(case: CaseDetail, facts: OfficeFacts, printing: StatementPrint) -> bytes:
    """Return the statement as PDF, with the certificate that the case calls for."""
    words = PaperWords(facts.wording, facts.settings.digits_letters, "statement")
    profile = facts.profile
    spec = DocumentSpec(
        title=f"{words('title')} {words.in_digits(case.number)}",
        author=profile.name,
        subject=words("title"),
        margins=Margins(left=2.5 * CM, right=2 * CM, top=2 * CM, bottom=1.8 * CM),
        digits=words.digits,
        first_page_number=False,
        footer=words("printed", printed_by=printing.printed_by, datetime=words.moment(printing.printed_at)),
        stamp=words("confidential") if case.confidential else "",
        words=own_words(facts),
        created=printing.printed_at,
    )
    office = words("office_name", office=profile.name, department=profile.department)
    blocks: list[Block] = [
        Paragraph(words("title"), TITLE),
        Paragraph(office, SUBTITLE),
        Rule(before=2, after=6),
        FieldRows(_fields(case, words), _TEXT),
        KeepTogether(_certificate(case, words, printing)),
    ]
    return PdfDocument(spec).to_bytes(blocks)


def _fields(case: CaseDetail, words: PaperWords) -> list[Field]:
    rows = [
        (words("label_number"), case.number),
        (words("label_received"), words.moment(case.received_at)),
        (words("label_channel"), " – ".join(filter(None, (case.channel_name, case.sub_channel_name)))),
        (words("label_complainant"), _complainant(case, words)),
        (words("label_kind"), name_of("complainant_kinds", case.complainant.kind)),
        (words("label_contact"), _contact(case, words)),
        (words("label_subject"), case.subject),
        (words("label_detail"), case.detail),
        (words("label_happened"), " ".join(filter(None, (case.happened_when, case.happened_where)))),
        (words("label_respondent"), _respondents(case)),
        (words("label_damage"), case.damage),
        (words("label_remedy"), case.remedy_wanted),
        (words("label_elsewhere"), case.complained_elsewhere),
        (words("label_evidence"), _evidence(case, words)),
    ]
    return [Field(label, words.in_digits(value)) for label, value in rows if value.strip()]


def _complainant(case: CaseDetail, words: PaperWords) -> str:
    person = case.complainant
    if person.identity == "named":
        return words("named", name=f"{person.title}{person.name}")
    return words(f"identity_{person.identity}")


def _contact(case: CaseDetail, words: PaperWords) -> str:
    person = case.complainant
    if person.identity != "named":
        return ""
    phones = words("phone", phones=person.phones) if person.phones else ""
    return " ".join(filter(None, (person.address, phones, person.email, person.line_id)))


def _respondents(case: CaseDetail) -> str:
    return ", ".join(" ".join(filter(None, (one.person, one.unit))) for one in case.respondents)


def _evidence(case: CaseDetail, words: PaperWords) -> str:
    received = [row for row in case.attachments if not row.is_sent]
    if not received:
        return words("evidence_none")
    names = [row.name for row in received[:_NAMES_SHOWN]]
    return words("evidence_some", count=len(received), items=", ".join(names))


def _certificate(case: CaseDetail, words: PaperWords, printing: StatementPrint) -> list[Block]:
    said = _TEXT.but(indent=1.5 * CM, before=8.0)
    label = words("signature")
    desk = Signature(
        words.in_digits(case.received_by),
        words.in_digits(printing.receiver_position),
        label=label,
        role=words("signer_desk"),
    )
    if printing.variant == "phone":
        return [
            Paragraph(words("certificate_phone"), said),
            Signatures([desk], style=_TEXT),
            Paragraph(words("phone_signed"), _TEXT.but(align="right", before=4.0)),
        ]
    person = case.complainant
    name = f"{person.title}{person.name}" if person.identity == "named" else ""
    complainant = Signature(words.in_digits(name), label=label, role=words("signer_complainant"))
    blocks: list[Block] = [Paragraph(words("certificate_counter"), said)]
    if printing.variant == "thumb":
        witness = Signature(label=label, role=words("signer_witness"))
        return [
            *blocks,
            Paragraph(words("certificate_thumb"), _TEXT.but(indent=1.5 * CM)),
            Spacer(56.0),
            Paragraph(f"{words('thumb')} ({name})" if name else words("thumb"), _TEXT.but(align="centre")),
            Signatures([witness, witness], per_row=2, style=_TEXT),
            Signatures([desk], style=_TEXT),
        ]
    return [*blocks, Signatures([complainant, desk], per_row=2, style=_TEXT.but(size=9.8))]
