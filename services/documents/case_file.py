"""The case file: everything kept of one case, on paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from services.complaints.reading import CaseDetail, ClockLine
from services.deadlines.explain import explain_due, explain_reply
from services.documents.case_history import history_rows
from services.documents.names import People, mask_names
from services.documents.own_words import own_words
from services.documents.typesetting import (
    BODY,
    CELL,
    SUBHEADING,
    SUBTITLE,
    TITLE,
    Block,
    DocumentSpec,
    Face,
    Field,
    FieldRows,
    Heading,
    Paragraph,
    PdfDocument,
    RegisterTable,
    Spacer,
)
from services.documents.wording import PaperWords
from services.office.codes import name_of
from services.office.facts import OfficeFacts
from services.permissions import Role
from services.resources import load_json
from services.thai.dates import bangkok_date, format_full

_TEXT = BODY.but(size=9.8, leading=16.6)
_FIELD = _TEXT.but(after=1.5)
_LABELS = 150.0


@dataclass(frozen=True, slots=True)
class CaseFilePrint:
    """Hold what a case file is made from beside the case."""

    people: People
    accounts: Mapping[int, str]
    printed_at: datetime
    printed_by: str


def build_case_file(case: CaseDetail, facts: OfficeFacts, printing: CaseFilePrint) -> bytes:
    """Return the case file as PDF; a hidden complainant stays hidden in every text."""
    words = PaperWords(facts.wording, facts.settings.digits_tables, "case_file", "history")
    number = words.in_digits(case.number)
    printed = words("printed", name=printing.printed_by, datetime=words.moment(printing.printed_at))
    spec = DocumentSpec(
        title=f"{words('title')} {words('subtitle', number=number)}",
        author=facts.profile.name,
        subject=words("title"),
        digits=words.digits,
        header=f"{words('title')} {words('subtitle', number=number)}",
        footer=printed,
        stamp=words("confidential") if case.confidential else "",
        words=own_words(facts),
        created=printing.printed_at,
    )
    return PdfDocument(spec).to_bytes(_CaseFile(case, facts, words, printing).blocks())


class _CaseFile:
    """Write the parts of one case file."""

    def __init__(
        self, case: CaseDetail, facts: OfficeFacts, words: PaperWords, printing: CaseFilePrint
    ) -> None:
        self._case = case
        self._facts = facts
        self._words = words
        self._printing = printing
        self._hidden = printing.people.complainant if case.complainant.identity == "hidden" else ()

    def blocks(self) -> list[Block]:
        words, case = self._words, self._case
        office = words(
            "office_line", office=self._facts.profile.name, department=self._facts.profile.department
        )
        blocks: list[Block] = [
            Paragraph(words("title"), TITLE),
            Paragraph(words("subtitle", number=words.in_digits(case.number)), SUBTITLE),
            Paragraph(office, SUBTITLE.but(size=10.5, leading=17.0, after=4.0)),
        ]
        if case.status == "voided":
            blocks.append(Paragraph(words("voided", reason=self._text(case.void_reason)), _TEXT))
        blocks += self._part("heading_intake", self._intake())
        blocks += self._part("heading_complainant", self._complainant())
        blocks += self._told()
        blocks += self._fields(self._story())
        blocks += self._part("heading_classification", self._classification())
        blocks += self._flowchart()
        blocks += self._deadlines()
        blocks += self._part("heading_handling", self._handling())
        blocks += self._part("heading_result", self._result())
        blocks += self._attachments()
        return [*blocks, *self._history()]

    # --- parts with labels

    def _part(self, heading: str, rows: Iterable[tuple[str, str]]) -> list[Block]:
        fields = self._fields(rows)
        return [Heading(self._words(heading)), *fields] if fields else []

    def _fields(self, rows: Iterable[tuple[str, str]]) -> list[Block]:
        fields = [Field(self._words(label), value) for label, value in rows if value.strip()]
        return [FieldRows(fields, _FIELD, label_width=_LABELS)] if fields else []

    def _intake(self) -> list[tuple[str, str]]:
        case, words = self._case, self._words
        document = " ".join(filter(None, (case.document_number, words.short_date(case.document_date))))
        return [
            ("label_number", words.in_digits(case.number)),
            ("label_old_number", words.in_digits(case.old_number)),
            ("label_received", words.moment(case.received_at)),
            ("label_entered", words.moment(case.entered_at)),
            ("label_received_by", case.received_by),
            ("label_channel", words.in_digits(case.channel_name)),
            ("label_sub_channel", words.in_digits(case.sub_channel_name)),
            ("label_original_document", words.in_digits(document)),
            ("label_answer_by", name_of("answer_by", case.answer_by)),
        ]

    def _complainant(self) -> list[tuple[str, str]]:
        person, words = self._case.complainant, self._words
        rows = [
            ("label_identity", name_of("identities", person.identity)),
            ("label_group", name_of("groups", self._case.group) or words("not_stated")),
            ("label_complainant_kind", name_of("complainant_kinds", person.kind)),
        ]
        if person.masked:
            return rows
        return [
            *rows,
            ("label_name", f"{person.title}{person.name}"),
            ("label_national_id", person.national_id),
            ("label_phones", person.phones),
            ("label_email", person.email),
            ("label_line", person.line_id),
            ("label_address", person.address),
        ]

    def _story(self) -> list[tuple[str, str]]:
        case = self._case
        happened = " ".join(filter(None, (case.happened_when, case.happened_where)))
        rows = [("label_happened", happened)]
        for item in case.respondents:
            rows += [("label_respondent_unit", item.unit), ("label_respondent_person", item.person)]
        rows += [
            ("label_damage", case.damage),
            ("label_remedy", case.remedy_wanted),
            ("label_elsewhere", case.complained_elsewhere),
            ("label_evidence", case.evidence or self._no_evidence()),
        ]
        return [(label, self._text(value)) for label, value in rows]

    def _no_evidence(self) -> str:
        return self._words("evidence_none") if self._case.evidence_given is False else ""

    def _told(self) -> list[Block]:
        """Return the story over the page's whole width: it may be pages long."""
        words, case = self._words, self._case
        subject = Field(words("label_subject"), self._text(case.subject))
        return [
            Heading(words("heading_story")),
            FieldRows([subject], _FIELD, label_width=_LABELS),
            Paragraph(words("label_detail"), _TEXT.but(face=Face.BOLD), keep_with_next=True),
            *(
                Paragraph(line, _TEXT.but(align="justified", indent=24.0))
                for line in self._lines(case.detail)
            ),
            Spacer(4.0),
        ]

    def _lines(self, text: str) -> list[str]:
        return [line for line in self._text(text).split("\n") if line.strip()]

    def _classification(self) -> list[tuple[str, str]]:
        case, words = self._case, self._words
        within = "" if case.within_authority is None else words("yes" if case.within_authority else "no")
        return [
            ("label_kind", name_of("kinds", case.kind)),
            ("label_within_authority", within),
            ("label_category", words.in_digits(case.category_name) or words("not_yet")),
            ("label_level", words.in_digits(case.level_name) or words("not_yet")),
            ("label_officer", case.officer or words("not_yet")),
            ("label_step", case.step_name),
        ]

    def _handling(self) -> list[tuple[str, str]]:
        case = self._case
        rows = (
            ("label_findings", case.findings),
            ("label_corrective", case.corrective_action),
            ("label_root_cause", case.root_cause),
            ("label_preventive", case.preventive_action),
            ("label_agency", case.referred_to),
        )
        return [(label, self._text(value)) for label, value in rows]

    def _result(self) -> list[tuple[str, str]]:
        case, words = self._case, self._words
        first = case.first_closed_at if case.first_closed_at != case.closed_at else None
        return [
            ("label_outcome", name_of("outcomes", case.outcome)),
            ("label_notification", name_of("notifications", case.notification)),
            ("label_closed", words.moment(case.closed_at) if case.closed_at else ""),
            ("label_first_closed", words.moment(first) if first else ""),
            ("label_late_reason", self._text(case.late_reason)),
        ]

    # --- where it stands, by when

    def _flowchart(self) -> list[Block]:
        words, case = self._words, self._case
        roles = {item["code"]: item["name_short"] for item in load_json("office/roles.json")["roles"]}
        rows = [
            (
                words.in_digits(step.number),
                step.name,
                ", ".join(roles.get(role, role) for role in Role if role in step.roles),
                self._state_of(code),
            )
            for code, step in case.chart.steps.items()
        ]
        head = [words(f"column_{name}") for name in ("number", "step", "roles", "state")]
        return [
            Heading(words("heading_flowchart")),
            RegisterTable(head, rows, columns=(0.8, 4.0, 4.2, 5.0), align="clll"),
        ]

    def _state_of(self, code: str) -> str:
        words, case = self._words, self._case
        if code == case.step:
            if case.step_due is None:
                return words("state_here")
            return words("state_here_due", date=words.short_date(case.step_due))
        finished = [line for line in case.history if line.step == code and line.next_step]
        if finished:
            last = finished[-1]
            return words("state_done", date=words.short_date(bangkok_date(last.at)), name=last.actor)
        return words("state_next" if case.status == "open" and code in case.path else "state_passed")

    def _deadlines(self) -> list[Block]:
        words, case = self._words, self._case
        rows = [("label_due", self._why_closure()), ("label_first_reply", self._why_reply())]
        if case.due_original != case.due_date:
            rows.insert(1, ("label_original_due", words.in_digits(format_full(case.due_original))))
        blocks = self._part("heading_deadlines", rows)
        if case.clocks:
            head = [words(f"column_{name}") for name in ("when", "clock", "event", "due", "reason")]
            table = RegisterTable(head, [self._clock(line) for line in case.clocks], (3, 3.4, 1.8, 2.4, 4))
            blocks += [Heading(words("heading_clocks"), SUBHEADING), table]
        return blocks

    def _why_closure(self) -> str:
        case = self._case
        counted = [line for line in case.clocks if line.clock == "closure" and line.days is not None]
        if counted and counted[-1].due == case.due_date and counted[-1].days is not None:
            last = counted[-1]
            calendar = self._facts.counting.calendar
            if calendar.add_working_days(last.basis, last.days or 0) == case.due_date:
                return self._words.in_digits(explain_due(calendar, last.basis, last.days or 0))
        return self._words("due_stands", date=format_full(case.due_date))

    def _why_reply(self) -> str:
        case, words = self._case, self._words
        if case.reply_due is None:
            return ""
        counted = [line for line in case.clocks if line.clock == "reply" and line.days is not None]
        said = words("due_stands", date=format_full(case.reply_due))
        if counted and counted[-1].due == case.reply_due:
            last = counted[-1]
            said = words.in_digits(explain_reply(self._facts.counting.calendar, last.basis, last.days or 0))
        if case.replied_at is not None:
            said = f"{said} {words('replied', date=format_full(bangkok_date(case.replied_at)))}"
        return said

    def _clock(self, line: ClockLine) -> tuple[str, str, str, str, str]:
        words = self._words
        step = self._case.chart.name_of(line.step) if line.step else ""
        return (
            words.short_moment(line.at),
            words(f"clock_{line.clock}", step=step),
            words(f"clock_{line.event}"),
            words.short_date(line.due),
            self._text(line.reason),
        )

    # --- lists

    def _attachments(self) -> list[Block]:
        words, case = self._words, self._case
        heading = Heading(words("heading_attachments"))
        if not case.attachments:
            return [heading, Paragraph(words("no_attachments"), _TEXT)]
        lines = [
            Paragraph(
                f"{words.number(number)}. {self._text(row.name)} ({words.short_moment(row.added_at)})", _TEXT
            )
            for number, row in enumerate(case.attachments, 1)
        ]
        return [heading, *lines]

    def _history(self) -> list[Block]:
        words, case = self._words, self._case
        heading = Heading(words("heading_history"))
        if not case.history:
            return [heading, Paragraph(words("no_history"), _TEXT)]
        head = [words(f"column_{name}") for name in ("when", "who", "what", "note")]
        rows = [
            (when, who, what, self._text(note))
            for when, who, what, note in history_rows(case, self._facts, words, self._printing.accounts)
        ]
        return [heading, RegisterTable(head, rows, columns=(2.3, 3, 3.6, 6.2), style=CELL)]

    def _text(self, text: str) -> str:
        return mask_names(text, self._hidden, self._words("hidden_person")) if self._hidden else text
