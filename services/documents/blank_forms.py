"""Forms to be filled in by hand: intake while the program can't be used, and the slip for the box."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.documents.typesetting import (
    BODY,
    CM,
    MM,
    NOTE,
    SUBTITLE,
    TITLE,
    Block,
    DocumentSpec,
    Face,
    Field,
    FieldRows,
    Fit,
    Group,
    Kit,
    Margins,
    Page,
    Paragraph,
    PdfDocument,
    Rule,
    Signature,
    Signatures,
    checkbox,
)
from services.documents.typesetting.layout import Piece
from services.documents.wording import PaperWords
from services.office.codes import choices
from services.office.facts import OfficeFacts

_TEXT = BODY.but(size=9.8, leading=18.6)
_SLIP = BODY.but(size=9.6, leading=17.2)
_GAP = "    "
_HALF = 148.5 * MM
_SLIP_MARGIN = 1.3 * CM
_DETAIL_LINES = 12
_SLIP_LINES = 7


def build_blank_intake(facts: OfficeFacts) -> bytes:
    """Return the intake form as PDF, one page."""
    words = PaperWords(facts.wording, facts.settings.digits_letters, "blank_intake")
    profile = facts.profile
    spec = DocumentSpec(
        title=words("title"),
        author=profile.name,
        subject=words("title"),
        margins=Margins(left=2 * CM, right=1.8 * CM, top=1.3 * CM, bottom=1.1 * CM),
        digits=words.digits,
        page_numbers=False,
    )
    office = words("office_name", office=profile.name, department=profile.department)
    notice = words.within("slip_form")("privacy_notice")
    signers = [
        Signature(label=words("signature"), role=words("signer_complainant")),
        Signature(label=words("signature"), role=words("signer_desk")),
    ]
    blocks: list[Block] = [
        Paragraph(words("title"), TITLE.but(size=14.0, leading=22.0, after=0.0)),
        Paragraph(office, SUBTITLE.but(size=10.5, leading=16.0)),
        Paragraph(words("use"), NOTE.but(align="centre", after=2.0)),
        FieldRows(_intake_fields(facts, words), _TEXT, label_width=5.4 * CM),
        Paragraph(words("certificate"), _TEXT.but(before=2.0)),
        Signatures(signers, per_row=2, style=_TEXT, room=8.0, before=2.0),
        Rule(before=0, after=2),
        Paragraph(words("entered"), _TEXT.but(size=9.0, leading=15.0)),
        Paragraph(f"{notice} {words('follow_up', phones=words.phones(profile.phones))}", NOTE.but(size=7.2)),
    ]
    return PdfDocument(spec).to_bytes(blocks)


def build_slip_form(facts: OfficeFacts) -> bytes:
    """Return the slips for the box as PDF: two to a sheet, to be cut across."""
    words = PaperWords(facts.wording, facts.settings.digits_letters, "slip_form")
    spec = DocumentSpec(
        title=words("title"),
        author=facts.profile.name,
        subject=words("title"),
        margins=Margins(left=1.8 * CM, right=1.8 * CM, top=_SLIP_MARGIN, bottom=0.0),
        digits=words.digits,
        page_numbers=False,
        furniture=_cut_line,
    )
    slip = _slip(facts, words)
    return PdfDocument(spec).to_bytes([_Half(slip, _HALF), _Half(slip, _HALF - _SLIP_MARGIN)])


def _intake_fields(facts: OfficeFacts, words: PaperWords) -> list[Field]:
    desk = [
        one.name
        for one in facts.channels.all
        if one.active and one.parent is None and one.form in ("walk_in", "phone")
    ]
    channels = _boxes([*desk, words("channel_other")])
    named = [name for code, name in choices("identities") if code != "none"]
    return [
        Field(words("label_received"), words("received")),
        Field(words("label_channel"), words.in_digits(channels)),
        Field(words("label_identity"), _boxes(named)),
        Field(words("label_name")),
        Field(words("label_phone")),
        Field(words("label_address")),
        Field(words("label_complainant_kind"), _boxes(name for _code, name in choices("complainant_kinds"))),
        Field(words("label_group"), _boxes(name for _code, name in choices("groups"))),
        Field(words("label_subject")),
        Field(words("label_detail"), blank_lines=_DETAIL_LINES),
        Field(words("label_happened")),
        Field(words("label_respondent")),
        Field(words("label_remedy"), blank_lines=2),
        Field(words("label_evidence")),
        Field(words("label_answer_by"), _boxes(name for _code, name in choices("answer_by"))),
    ]


def _slip(facts: OfficeFacts, words: PaperWords) -> list[Block]:
    profile = facts.profile
    follow_up = words("follow_up", phones=words.phones(profile.phones), email=profile.email)
    fields = [
        Field(words("label_date")),
        Field(words("label_kind"), _boxes(name for _code, name in choices("kinds"))),
        Field(words("label_detail"), blank_lines=_SLIP_LINES),
        Field(words("label_want"), blank_lines=2),
        Field(words("label_contact"), words("contact")),
        Field("", checkbox(words("hide"))),
    ]
    return [
        Paragraph(words("title"), TITLE.but(size=13.0, leading=21.0, after=0.0)),
        Paragraph(words("office_name", office=profile.name), SUBTITLE.but(size=10.5, leading=17.0)),
        Paragraph(words("use"), NOTE.but(align="centre", after=3.0)),
        FieldRows(fields, _SLIP, label_width=4.4 * CM),
        Rule(before=2, after=3),
        Paragraph(words("privacy_notice"), NOTE),
        Paragraph(follow_up, NOTE.but(face=Face.BOLD, before=2.0)),
    ]


def _boxes(names: Iterable[str]) -> str:
    return _GAP.join(map(_box, names))


def _box(name: str) -> str:
    # The box stays with its word where the line breaks.
    return checkbox(name).replace(" ", "\N{NO-BREAK SPACE}")


def _cut_line(page: Page, _number: int, _pages: int) -> None:
    page.leader(0.8 * CM, 210 * MM - 0.8 * CM, _HALF)


@dataclass(frozen=True, slots=True)
class _Half:
    """Keep blocks to a part of the page of a fixed height, so that what follows begins where it is cut."""

    blocks: Sequence[Block]
    height: float
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        if self.height > height + 1 and not fresh:
            return Fit(None, self)
        piece, _rest = Group(self.blocks).fit(kit, width, self.height, True)
        return Fit(_Fixed(piece, min(self.height, height)) if piece is not None else None)


@dataclass(frozen=True, slots=True)
class _Fixed:
    inner: Piece
    height: float

    def draw(self, page: Page, x: float, top: float) -> None:
        self.inner.draw(page, x, top)
