"""Everything kept about one person who complained, on paper, for the person who asks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.complaints.reading import CaseDetail, HistoryLine
from services.documents.case_history import history_rows
from services.documents.names import mask_names
from services.documents.typesetting import (
    BODY,
    CELL,
    SUBHEADING,
    SUBTITLE,
    TITLE,
    Block,
    DocumentSpec,
    Field,
    FieldRows,
    Heading,
    PageBreak,
    Paragraph,
    PdfDocument,
    RegisterTable,
)
from services.documents.wording import PaperWords
from services.office.codes import name_of
from services.office.facts import OfficeFacts

_TEXT = BODY.but(size=9.8, leading=16.6, after=2.0)
_FIELD = _TEXT.but(after=1.5)
_LABELS = 150.0
# Answers of a step that told the complainant something. What the office found out about others stays out.
_TOLD = frozenset({"acknowledgement", "complainant_told", "notification", "answer_text", "outcome"})
_SHOWN = frozenset(
    {
        *("registered", "step", "closed", "contact", "reopened", "voided", "corrected", "attached"),
        "receipt_printed",
    }
)


@dataclass(frozen=True, slots=True)
class PersonValues:
    """Hold who complained, in clear: it is the own data of whoever asks."""

    title: str
    name: str
    national_id: str
    phones: str
    email: str
    line_id: str
    address: str
    kind: str


@dataclass(frozen=True, slots=True)
class JournalLine:
    """Hold one thing done with a case: when, by whom, which use case."""

    at: datetime
    actor: str
    use_case: str


@dataclass(frozen=True, slots=True)
class PersonCase:
    """Hold one case for a person file; respondents are names to leave out of what the office wrote."""

    case: CaseDetail
    person: PersonValues
    respondents: tuple[str, ...]
    journal: tuple[JournalLine, ...]
    kept_until: date | None


@dataclass(frozen=True, slots=True)
class PersonFilePrint:
    """Hold what a person file is made from beside the cases."""

    requester: str
    reason: str
    printed_at: datetime
    printed_by: str
    accounts: Mapping[int, str]


def build_person_file(cases: Sequence[PersonCase], facts: OfficeFacts, printing: PersonFilePrint) -> bytes:
    """Return the file as PDF; each case begins on a page of its own."""
    words = PaperWords(facts.wording, facts.settings.digits_tables, "person_file", "history", "case_file")
    printed = words("printed", name=printing.printed_by, datetime=words.moment(printing.printed_at))
    spec = DocumentSpec(
        title=words("title"),
        author=facts.profile.name,
        subject=words("title"),
        digits=words.digits,
        header=words("title"),
        footer=printed,
        stamp=words("confidential"),
        created=printing.printed_at,
    )
    blocks = _front(len(cases), facts, words, printing)
    for number, case in enumerate(cases):
        blocks += [PageBreak()] if number else []
        blocks += _Part(case, facts, words, printing).blocks()
    return PdfDocument(spec).to_bytes(blocks)


def _front(count: int, facts: OfficeFacts, words: PaperWords, printing: PersonFilePrint) -> list[Block]:
    profile = facts.profile
    office = words("office_name", office=profile.name, department=profile.department)
    years = words.number(facts.settings.retention_years)
    rows = [
        ("label_requester", printing.requester),
        ("label_reason", printing.reason),
        ("label_made", words.moment(printing.printed_at)),
        ("label_made_by", printing.printed_by),
    ]
    rights = words(
        "notice_rights", office=profile.name, phones=words.phones(profile.phones), email=profile.email
    )
    return [
        Paragraph(words("title"), TITLE),
        Paragraph(words("subtitle", count=words.number(count)), SUBTITLE),
        Paragraph(office, SUBTITLE.but(size=10.5, leading=17.0, after=4.0)),
        Heading(words("heading_request")),
        *_fields(rows, words),
        Heading(words("heading_notice")),
        Paragraph(words("notice_basis"), _TEXT),
        Paragraph(words("notice_keeping", years=years), _TEXT),
        Paragraph(rights, _TEXT),
        Paragraph(words("notice_scope"), _TEXT),
    ]


def _fields(rows: Iterable[tuple[str, str]], words: PaperWords) -> list[Block]:
    fields = [Field(words(label), value) for label, value in rows if value.strip()]
    return [FieldRows(fields, _FIELD, label_width=_LABELS)] if fields else []


class _Part:
    """Write what is kept of the person in one case."""

    def __init__(
        self, part: PersonCase, facts: OfficeFacts, words: PaperWords, printing: PersonFilePrint
    ) -> None:
        self._part = part
        self._case = part.case
        self._facts = facts
        self._words = words
        self._accounts = printing.accounts

    def blocks(self) -> list[Block]:
        words = self._words
        return [
            Heading(words("heading_case", number=words.in_digits(self._case.number))),
            *self._group("heading_person", self._person()),
            *self._group("heading_told", self._told()),
            *self._group("heading_handled", self._handled()),
            *self._attachments(),
            *self._history(),
            *self._journal(),
        ]

    def _group(self, heading: str, rows: Iterable[tuple[str, str]]) -> list[Block]:
        fields = _fields(rows, self._words)
        return [Heading(self._words(heading), SUBHEADING), *fields] if fields else []

    def _person(self) -> list[tuple[str, str]]:
        person = self._part.person
        return [
            ("label_name", f"{person.title}{person.name}"),
            ("label_national_id", person.national_id),
            ("label_phones", person.phones),
            ("label_email", person.email),
            ("label_line", person.line_id),
            ("label_address", person.address),
            ("label_person_kind", name_of("complainant_kinds", person.kind)),
            ("label_group", name_of("groups", self._case.group)),
            ("label_identity", name_of("identities", self._case.complainant.identity)),
            ("label_answer_by", name_of("answer_by", self._case.answer_by)),
        ]

    def _told(self) -> list[tuple[str, str]]:
        case, words = self._case, self._words
        respondents = [" ".join(filter(None, (item.person, item.unit))) for item in case.respondents]
        document = " ".join(filter(None, (case.document_number, words.short_date(case.document_date))))
        return [
            ("label_received", words.moment(case.received_at)),
            ("label_received_by", case.received_by),
            (
                "label_channel",
                words.in_digits(" – ".join(filter(None, (case.channel_name, case.sub_channel_name)))),
            ),
            ("label_document", words.in_digits(document)),
            ("label_subject", case.subject),
            ("label_detail", case.detail),
            ("label_happened", " ".join(filter(None, (case.happened_when, case.happened_where)))),
            ("label_respondents", ", ".join(respondents)),
            ("label_damage", case.damage),
            ("label_remedy", case.remedy_wanted),
            ("label_elsewhere", case.complained_elsewhere),
        ]

    def _handled(self) -> list[tuple[str, str]]:
        case, words = self._case, self._words
        until = self._part.kept_until
        receipts = words("receipts_printed", count=words.number(case.receipt_prints))
        return [
            ("label_status", words(f"status_{case.status}")),
            ("label_officer", case.officer),
            ("label_due", words.long_date(case.due_date)),
            ("label_outcome", name_of("outcomes", case.outcome)),
            ("label_notification", name_of("notifications", case.notification)),
            ("label_closed", words.moment(case.closed_at) if case.closed_at else ""),
            ("label_receipts", receipts if case.receipt_prints else ""),
            ("label_kept_until", words.long_date(until) if until else words("kept_until_open")),
        ]

    def _attachments(self) -> list[Block]:
        words, case = self._words, self._case
        heading = Heading(words("heading_attachments"), SUBHEADING)
        if not case.attachments:
            return [heading, Paragraph(words("no_attachments"), _TEXT)]
        return [
            heading,
            *(
                Paragraph(f"{words.number(number)}. {row.name} ({words.short_moment(row.added_at)})", _TEXT)
                for number, row in enumerate(case.attachments, 1)
            ),
        ]

    def _history(self) -> list[Block]:
        words = self._words
        heading = Heading(words("heading_history"), SUBHEADING)
        lines = tuple(_for_the_person(line) for line in self._case.history if line.kind in _SHOWN)
        shown = replace(self._case, history=lines)
        rows = [
            (when, who, what, self._masked(note))
            for when, who, what, note in history_rows(shown, self._facts, words, self._accounts)
        ]
        if not rows:
            return [heading, Paragraph(words("no_history"), _TEXT)]
        head = [words(f"column_{name}") for name in ("when", "who", "what", "note")]
        return [heading, RegisterTable(head, rows, columns=(2.3, 3, 3.6, 6.2), style=CELL)]

    def _journal(self) -> list[Block]:
        words = self._words
        rows = [
            (words.short_moment(line.at), line.actor, self._did(line.use_case)) for line in self._part.journal
        ]
        if not rows:
            return []
        head = [words(f"column_{name}") for name in ("when", "who", "what")]
        table = RegisterTable(head, rows, columns=(3, 5, 7), style=CELL)
        return [Heading(words("heading_journal"), SUBHEADING), table]

    def _did(self, use_case: str) -> str:
        try:
            return self._words(f"did_{use_case.replace('.', '_')}")
        except KeyError:
            return self._words("did_other")

    def _masked(self, text: str) -> str:
        return mask_names(text, self._part.respondents, self._words("not_named"))


def _for_the_person(line: HistoryLine) -> HistoryLine:
    """Return a line of history with what the person was told, and nothing the office wrote for itself."""
    answers = {name: value for name, value in line.data.get("answers", {}).items() if name in _TOLD}
    text = line.text if line.kind == "contact" else ""
    return replace(line, text=text, data={**line.data, "answers": answers}, next_step="")
