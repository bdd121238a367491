"""The memo over the monthly report: a draft from the office's wording, edited before it is printed."""

from dataclasses import dataclass

from services.accounts.signing import Signatory
from services.documents.typesetting import LETTER, Block, MemoHead, Paragraph, Signature, Signatures
from services.documents.wording import PaperWords
from services.figures.indicators import MonthFigures
from services.office.facts import OfficeFacts
from services.thai.dates import fiscal_months, format_month

ZERO_PARTS = (("suggestion", "suggestions"), ("praise", "praises"), ("question", "questions"))


@dataclass(frozen=True, slots=True)
class MemoDraft:
    """Hold the memo's words; number and date stay dotted while they are empty, the rest prints as given."""

    subject: str
    addressee: str
    paragraphs: tuple[str, ...]
    number: str = ""
    date: str = ""
    signer_name: str = ""
    signer_position: tuple[str, ...] = ()


def letter_words(facts: OfficeFacts) -> PaperWords:
    """Return the words of the memo in the digits of letters."""
    return PaperWords(facts.wording, facts.settings.digits_letters, "monthly")


def draft_memo(figures: MonthFigures, facts: OfficeFacts, signer: Signatory | None = None) -> MemoDraft:
    """Return the memo that the figures call for; a month without complaints has one of its own.

    signer is who signs that day, the head of the office unless told.
    """
    words, profile = letter_words(facts), facts.profile
    month = format_month(figures.month)
    if figures.zero:
        subject = words("zero_memo_subject", month=month)
        paragraphs = [words("zero_memo_body", office=profile.name, month=month)]
        if others := zero_others(figures, words):
            paragraphs.append(others)
    else:
        subject = words("memo_subject", month=month)
        opening = words(
            "memo_opening",
            working_team=profile.working_team,
            department=profile.department,
            secretariat=profile.secretariat,
        )
        paragraphs = [opening, _body(figures, facts, words)]
    return MemoDraft(
        subject=subject,
        addressee=words("memo_to", addressee=profile.memo_addressee),
        paragraphs=(*paragraphs, words("memo_closing")),
        signer_name=signer.name if signer else profile.head_name,
        signer_position=signer.position if signer else (profile.head_title,),
    )


def memo_blocks(memo: MemoDraft, facts: OfficeFacts) -> list[Block]:
    """Return the memo's page."""
    words, profile = letter_words(facts), facts.profile
    number = words.in_digits(memo.number.strip())
    if profile.memo_code and not number.startswith(words.in_digits(profile.memo_code)):
        number = words("memo_number", memo_code=profile.memo_code, memo_number=number)
    head = MemoHead(
        agency=words("memo_agency", office=profile.name, phones=words.phones(profile.phones)),
        number=number,
        date=words.in_digits(memo.date.strip()),
        subject=memo.subject,
        to=memo.addressee,
    )
    signer = Signature(memo.signer_name, memo.signer_position, label="")
    body = [Paragraph(text, LETTER) for text in memo.paragraphs if text.strip()]
    return [head, *body, Signatures([signer])]


def zero_others(figures: MonthFigures, words: PaperWords) -> str:
    """Return 'ไม่มีข้อร้องเรียน มีข้อเสนอแนะ 3 เรื่อง คำชมเชย 1 เรื่อง', or nothing where nothing else came in."""
    apart = figures.this_month.apart
    parts = [
        words(f"zero_other_{code}", **{field: apart[code]}) for code, field in ZERO_PARTS if apart.get(code)
    ]
    return words("zero_with_others", parts=" ".join(parts)) if parts else ""


def _body(figures: MonthFigures, facts: OfficeFacts, words: PaperWords) -> str:
    movement = figures.this_month.movement
    first = figures.month == fiscal_months(figures.month.fiscal_year)[0]
    counts = movement.counts()
    total = movement.carried_in + movement.received + movement.reopened
    clauses = {
        f"{name}_clause": words(f"clause_{name}", **{name: counts[name]}) if counts[name] else ""
        for name in ("reopened", "reclassified", "overdue")
    }
    key = "memo_body" if movement.received else "memo_body_carried_only"
    return words(
        key,
        office=facts.profile.name,
        month=format_month(figures.month),
        fiscal_year=figures.month.fiscal_year,
        carried_from=words("carried_from_year" if first else "carried_from_month"),
        cut_off=words.long_date(figures.cut_off),
        total=total,
        **counts,
        **clauses,
    )
