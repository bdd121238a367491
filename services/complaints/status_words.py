"""Say how a case stands in a sentence that may be read out to whoever complained."""

from dataclasses import dataclass
from datetime import date

from models.complaints import Complaint
from services.documents.wording import PaperWords
from services.office.facts import OfficeFacts
from services.thai.dates import bangkok_date

# Of these categories it is never told what was done about a person.
OF_PERSONS = ("conduct", "corruption")
OUTCOMES = ("unfounded", "clarified", "withdrawn", "insufficient", "duplicate")
AT_PURPOSES = ("assign", "acknowledge", "investigate", "review", "inform", "close", "answer", "refer")


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what of the moment the sentence depends on.

    last_day is the last on which a result may be disputed, review_number that of a request for it.
    """

    today: date
    last_day: date | None = None
    review_number: str = ""
    polite: str = ""


@dataclass(frozen=True, slots=True)
class StatusSentence:
    """Hold what is read out, and what the person at the desk should know of it.

    state names which of the places in resources/documents/status.json it tells of. tells_progress says that
    it tells what is being done, not only that the case was received. check_first asks to make sure who asks.
    """

    complaint_id: int
    number: str
    text: str
    state: str
    tells_progress: bool
    check_first: bool
    due_date: date | None = None


def sentence_of(complaint: Complaint, facts: OfficeFacts, told: Told) -> StatusSentence:
    """Return the sentence for a case as it stands."""
    return _Teller(complaint, facts, told).sentence()


class _Teller:
    def __init__(self, complaint: Complaint, facts: OfficeFacts, told: Told) -> None:
        self._case, self._facts, self._told = complaint, facts, told
        self._words = PaperWords(facts.wording, facts.settings.digits_screen, "status")

    def sentence(self) -> StatusSentence:
        case = self._case
        if case.status == "voided":
            phones = self._words.phones(self._facts.profile.phones)
            return self._said("voided", [self._words("voided", number=case.number, phones=phones)])
        if case.anonymised_at is not None:
            return self._said("destroyed", [self._words("destroyed", number=case.number)])
        return self._closed() if case.status == "closed" else self._open()

    def _closed(self) -> StatusSentence:
        case = self._case
        state = self._outcome()
        parts = [self._head(), self._words("closed", date=self._day(case.closed_on))]
        parts.append(self._words(state, agency=self._agency()))
        if self._told.review_number:
            parts.append(self._words("disputed", number=self._told.review_number))
        elif self._may_dispute():
            parts.append(self._words("may_dispute", date=self._day(self._told.last_day)))
        return self._said(state, parts, progress=True)

    def _outcome(self) -> str:
        case = self._case
        if case.kind != "complaint":
            return "closed_answered"
        if case.outcome in {"upheld", "partly"}:
            about_person = self._facts.categories.code_of(case.category_id) in OF_PERSONS or case.confidential
            return "closed_discipline" if about_person else f"closed_{case.outcome}"
        if case.outcome == "referred":
            return "closed_referred"
        return f"closed_{case.outcome}" if case.outcome in OUTCOMES else "closed_other"

    def _may_dispute(self) -> bool:
        case, last = self._case, self._told.last_day
        result = case.outcome in {"upheld", "partly", "unfounded", "clarified"} and case.kind == "complaint"
        return result and last is not None and self._told.today <= last

    def _open(self) -> StatusSentence:
        case = self._case
        parts = [self._head()]
        if case.first_closed_at is not None:
            parts.append(self._words("reopened", date=self._day(bangkok_date(case.first_closed_at))))
        if case.stopped_on is not None:
            parts.append(self._words("stopped", date=self._day(case.stopped_on)))
            return self._said("stopped", parts, progress=True)
        state = self._state()
        parts.append(self._words(state, step=self._step_name(), agency=self._agency()))
        if state == "received":
            if case.reply_due is not None and case.replied_at is None and case.reply_due >= self._told.today:
                parts.append(self._words("first_reply", date=self._day(case.reply_due)))
            return self._said(state, parts)
        late = case.due_date < self._told.today
        parts.append(self._words("late" if late else "expected", date=self._day(case.due_date)))
        return self._said(state, parts, progress=True)

    def _state(self) -> str:
        case = self._case
        purpose = self._purpose()
        if not case.screened or purpose in {"register", "screen"}:
            return "received"
        if case.confidential:
            return "in_hand"
        if purpose == "follow_up":
            return "follow_up"
        return purpose if purpose in AT_PURPOSES else "own_step"

    def _purpose(self) -> str:
        step = self._facts.charts[self._case.flowchart_version_id].steps.get(self._case.step)
        return step.purpose if step is not None else ""

    def _step_name(self) -> str:
        return self._facts.charts[self._case.flowchart_version_id].name_of(self._case.step)

    def _agency(self) -> str:
        """Return to whom a case was passed on; of a confidential one that is nobody's to know."""
        known = self._case.referred_to.strip() if not self._case.confidential else ""
        return self._words("to_agency", agency=known or self._words("an_agency"))

    def _head(self) -> str:
        key = "head_nobody" if self._case.identity == "none" else "head"
        received = self._day(bangkok_date(self._case.received_at))
        return self._words(key, number=self._case.number, date=received)

    def _day(self, day: date | None) -> str:
        return self._words.long_date(day) if day is not None else ""

    def _said(self, state: str, parts: list[str], *, progress: bool = False) -> StatusSentence:
        case = self._case
        return StatusSentence(
            complaint_id=case.id,
            number=case.number,
            text=" ".join((*parts, self._words("closing", end=self._told.polite))).strip(),
            state=state,
            tells_progress=progress,
            check_first=case.identity == "hidden" or case.confidential,
            due_date=case.due_date if case.status == "open" else None,
        )
