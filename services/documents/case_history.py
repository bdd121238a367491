"""Put the lines of a case's history into words."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from services.complaints.reading import CaseDetail, HistoryLine
from services.documents.wording import PaperWords
from services.flowchart.definition import Field
from services.letters.fields import fill_known
from services.letters.wording import Templates
from services.office.codes import choices, name_of
from services.office.facts import OfficeFacts

REFERRAL_EVENTS = (
    *("referred", "referral_asked", "referral_answered", "referral_date_changed", "referral_ended"),
)
_KNOWN = frozenset(
    {
        "registered", "step", "chart_changed", "closed", "note", "contact", "officer_changed",
        "level_changed", "reopened",
        "voided", "corrected", "attached", "receipt_printed", "clock_stopped", "clock_restarted",
        "due_extended", "due_moved", "confidential", "not_confidential", "reader_named", "reader_removed",
        "reader_claimed",
        *REFERRAL_EVENTS, "letter", "linked", "unlinked",
    }
)  # fmt: skip
# What a correction calls a field, and under which label the case file shows it.
_CORRECTED = {
    "received_at": "label_received",
    "identity": "label_identity",
    "subject": "label_subject",
    "detail": "label_detail",
    "happened_when": "label_happened",
    "happened_where": "label_happened",
    "damage": "label_damage",
    "remedy_wanted": "label_remedy",
    "complained_elsewhere": "label_elsewhere",
    "answer_by": "label_answer_by",
    "document_number": "label_original_document",
    "document_date": "label_original_document",
    "kind": "label_kind",
    "group": "label_group",
    "channel_id": "label_channel",
    "sub_channel_id": "label_sub_channel",
    "category_id": "label_category",
    "level_id": "label_level",
    "people": "heading_complainant",
}


def history_rows(
    case: CaseDetail, facts: OfficeFacts, words: PaperWords, accounts: Mapping[int, str]
) -> list[tuple[str, str, str, str]]:
    """Return each line as (when, who, what, details)."""
    telling = _Telling(case, facts, words, accounts)
    return [
        (words.short_moment(line.at), line.actor, telling.what(line), "\n".join(telling.details(line)))
        for line in case.history
    ]


class _Telling:
    """Say in words what happened on a line."""

    def __init__(
        self, case: CaseDetail, facts: OfficeFacts, words: PaperWords, accounts: Mapping[int, str]
    ) -> None:
        self._case = case
        self._facts = facts
        self._words = words
        self._accounts = accounts

    def what(self, line: HistoryLine) -> str:
        """Return what the line is."""
        kind = line.kind if line.kind in _KNOWN else "other"
        return self._words(f"event_{kind}", step=self._case.chart.name_of(line.step) if line.step else "")

    def details(self, line: HistoryLine) -> Iterator[str]:
        """Yield what the line says, a part at a time."""
        words, data = self._words, line.data
        yield from self._answers(data.get("answers", {}))
        yield from self._of_its_kind(line)
        if late := data.get("late_reason"):
            yield words("late_reason", value=late)
        if line.kind in REFERRAL_EVENTS and data.get("agency"):
            yield str(data["agency"])
        yield from self._by_superior(data)
        yield from filter(None, (self._account(data.get("account")), line.text))
        if line.kind in ("step", "chart_changed") and line.next_step:
            yield words("to_step", next_step=self._case.chart.name_of(line.next_step))

    def _by_superior(self, data: Mapping[str, Any]) -> Iterator[str]:
        """Yield by which letter the superior decided, where nobody in the office might."""
        if "superior" in data:
            day = self._words.short_date(_day(data["letter_date"]))
            yield self._words("by_superior", name=data["superior"], reference=data["reference"], day=day)

    def _of_its_kind(self, line: HistoryLine) -> Iterator[str]:
        words, data = self._words, line.data
        if line.kind == "contact":
            key = "contact_reached" if data.get("reached") else "contact_missed"
            yield words(key, way=name_of("contact_ways", data.get("way")))
        elif line.kind == "officer_changed":
            yield self._change(self._account(data.get("before")), self._account(data.get("officer")))
        elif line.kind == "level_changed":
            yield self._change(self._level(data.get("before")), self._level(data.get("level")))
        elif line.kind == "attached":
            yield words("attached", file=data.get("file", ""))
        elif line.kind == "letter":
            yield self._letter(data)
        elif line.kind == "receipt_printed":
            yield words("receipt_copy", copy_number=data.get("copy", 1))
        elif line.kind == "corrected":
            yield from self._corrected(data.get("fields", ()))
        elif line.kind in ("clock_restarted", "due_extended", "due_moved"):
            yield self._change(*(words.short_date(_day(data.get(name))) for name in ("before", "due")))

    def _answers(self, answers: Mapping[str, Any]) -> Iterator[str]:
        for name, value in answers.items():
            yield from self._answer(name, value)

    def _letter(self, data: Mapping[str, Any]) -> str:
        subject = Templates(self._facts.wording)(f"{data.get('letter_kind')}.subject")
        subject = fill_known(subject, {"เลขรับ": self._case.number})
        way = name_of("contact_ways", data.get("way"))
        happened = self._words(f"letter_{data.get('happened')}", way=way)
        return self._words("letter_line", letter=subject, happened=happened)

    def _answer(self, name: str, value: Any) -> Iterator[str]:
        field = self._case.chart.fields.get(name)
        if field is not None and value not in (None, ""):
            yield f"{field.label}: {self._value(field, value)}"

    def _value(self, field: Field, value: Any) -> str:
        if isinstance(value, bool):
            return self._words("yes" if value else "no")
        if field.type == "user":
            return self._account(value)
        if field.type != "choice":
            return str(value)
        if field.items:
            return dict(field.items).get(value, str(value))
        if field.list in ("levels", "categories"):
            choice = getattr(self._facts, field.list).code(value)
            return choice.name if choice else str(value)
        return dict(choices(field.list)).get(value, str(value))

    def _change(self, before: str, after: str) -> str:
        blank = self._words("not_yet")
        return self._words("changed", before=before or blank, after=after or blank)

    def _account(self, account_id: Any) -> str:
        return self._accounts.get(account_id, "") if isinstance(account_id, int) else ""

    def _level(self, code: Any) -> str:
        level = self._facts.levels.code(code)
        return level.name if level else ""

    def _corrected(self, fields: Any) -> Iterator[str]:
        names = dict.fromkeys(self._words(_CORRECTED[name]) for name in fields if name in _CORRECTED)
        if names:
            yield self._words("corrected_fields", value=", ".join(names))


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else None
