"""The recovery sheet: one page with what opens an office when its computer or its passwords are gone."""

from dataclasses import dataclass
from datetime import datetime

from services.documents.typesetting import (
    A4,
    BODY,
    CM,
    NOTE,
    SUBTITLE,
    TITLE,
    Block,
    Cell,
    DocumentSpec,
    Face,
    Heading,
    Labelled,
    Margins,
    Paragraph,
    PdfDocument,
    Rule,
    Signature,
    Signatures,
    SimpleTable,
    TextStyle,
)
from services.documents.wording import PaperWords
from services.office.facts import OfficeFacts

DIGITS = "arabic"  # as keys are typed, whatever the office prints its papers in
COLUMNS = 7  # of the key's groups
HEAD_SHOWN = 32  # hex digits of the chain: more than anybody could make agree by chance

_TEXT = TextStyle(size=9.8, leading=16.2)
_HEADING = BODY.but(face=Face.BOLD, size=11.5, leading=19.0, before=8.0)
_NUMBER = TextStyle(size=7.5, leading=10.5)
_KEY = TextStyle(size=18.0, leading=27.0)
_CODE = TextStyle(size=18.0, leading=29.0, face=Face.BOLD, align="centre", before=2.0, after=2.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContent:
    """Hold what the sheet says; code is empty where no new recovery code was made."""

    key_id: str
    key_text: str
    code: str
    encrypted: bool
    unlock: str
    folder: str
    sequence: int
    chain: str
    printed_at: datetime
    printed_by: str

    def __repr__(self) -> str:
        return f"SheetContent(key_id={self.key_id!r})"  # its secrets stand on paper and nowhere else


def build_recovery_sheet(content: SheetContent, facts: OfficeFacts) -> bytes:
    """Return the sheet as PDF."""
    words = PaperWords(facts.wording, DIGITS, "recovery_sheet")
    profile = facts.profile
    spec = DocumentSpec(
        title=words("title"),
        author=profile.name,
        subject=words("title"),
        paper=A4,
        margins=Margins(left=2.2 * CM, right=2.0 * CM, top=1.5 * CM, bottom=1.2 * CM),
        digits=words.digits,
        page_numbers=False,
        stamp=words("secret"),
        created=content.printed_at,
    )
    office = words("office_line", office=profile.name, department=profile.department)
    blocks: list[Block] = [
        Paragraph(words("title"), TITLE),
        Paragraph(office, SUBTITLE),
        Paragraph(words("intro"), _TEXT.but(before=2.0)),
        *_key(content, words),
        *_code(content, words),
        *_head(content, words),
        *_when(content, words),
        *_keep(words),
        Rule(before=6, after=2),
        Paragraph(_made(content, words), NOTE),
        Paragraph(words("folder", folder=content.folder), NOTE),
        Signatures(
            [
                Signature(role=words("signer_one"), dated=True),
                Signature(role=words("signer_two"), dated=True),
            ],
            per_row=2,
            style=_TEXT,
            room=22.0,
            before=2.0,
        ),
    ]
    return PdfDocument(spec).to_bytes(blocks)


def _made(content: SheetContent, words: PaperWords) -> str:
    return words("made", datetime=words.moment(content.printed_at), printed_by=content.printed_by)


def _key(content: SheetContent, words: PaperWords) -> list[Block]:
    groups = content.key_text.split("-")
    tables: list[Block] = []
    for start in range(0, len(groups), COLUMNS):
        numbers = [Cell(str(number)) for number in range(start + 1, start + COLUMNS + 1)]
        tables += [
            _row(numbers, _NUMBER, before=4.0),
            _row([Cell(group, bold=True) for group in groups[start : start + COLUMNS]], _KEY),
        ]
    use = words("key_use_encrypted" if content.encrypted else "key_use_plain")
    return [
        Heading(words("heading_key", key_id=content.key_id), _HEADING),
        Paragraph(use, _TEXT),
        *tables,
        Paragraph(words("key_reading"), _TEXT.but(before=4.0)),
    ]


def _row(cells: list[Cell], style: TextStyle, before: float = 0.0) -> SimpleTable:
    return SimpleTable(
        [cells],
        [1.0] * COLUMNS,
        align="c" * COLUMNS,
        head_rows=0,
        style=style,
        head_style=style.but(face=Face.BOLD),
        before=before,
        after=0.0,
    )


def _code(content: SheetContent, words: PaperWords) -> list[Block]:
    heading = Heading(words("heading_code"), _HEADING)
    if not content.code:
        return [heading, Paragraph(words("code_elsewhere"), _TEXT)]
    return [heading, Paragraph(content.code, _CODE), Paragraph(words("code_use"), _TEXT)]


def _head(content: SheetContent, words: PaperWords) -> list[Block]:
    chain = content.chain[:HEAD_SHOWN]
    grouped = " ".join(chain[start : start + 4] for start in range(0, len(chain), 4))
    line = words("head_line", sequence=f"{content.sequence:,}", chain=grouped)
    return [
        Heading(words("heading_head"), _HEADING),
        Paragraph(line, _TEXT.but(face=Face.BOLD)),
        Paragraph(words("head_use"), _TEXT),
    ]


def _when(content: SheetContent, words: PaperWords) -> list[Block]:
    wanted = ["computer", "passphrase", "administrator"]
    if content.unlock != "passphrase":
        wanted.remove("passphrase")
    if not content.encrypted:
        wanted.remove("computer")
    label = _TEXT.but(face=Face.BOLD)
    return [
        Heading(words("heading_when"), _HEADING),
        *(Labelled(words(f"when_{name}"), words(f"do_{name}"), 5.0 * CM, _TEXT, label) for name in wanted),
    ]


def _keep(words: PaperWords) -> list[Block]:
    names = ("keep_envelope", "keep_two", "keep_renew")
    return [
        Heading(words("heading_keep"), _HEADING),
        *(Labelled("•", words(name), 0.5 * CM, _TEXT) for name in names),
    ]
