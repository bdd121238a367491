"""A letter's life until it is sent: drafted, kept, submitted, approved or returned, cancelled."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.casework import Letter
from models.complaints import Complaint
from services.complaints.case_writer import CaseWriter
from services.complaints.rights import require_in_clear
from services.complaints.visibility import find_visible
from services.errors import DomainError, FieldError, Invalid
from services.letters.access import find_letter, require_action, require_version
from services.letters.content import LetterContent, read_content
from services.letters.drafting import check_complete, check_typed, default_layout, first_draft, require_kind
from services.letters.fields import unknown_fields
from services.letters.paper import without_hidden_name
from services.letters.typed import forget_typed
from services.letters.values import CaseMaterial, read_material
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import HANDLERS, SUPERVISORS, Actor, UseCase, use_case
from services.thai.text import clean
from services.unit_of_work import Units, Work

_CHANGES = ("letter", "complaint", "case_event")
DRAFT_LETTER = use_case("letters.draft_letter", HANDLERS, changes=_CHANGES)
KEEP_LETTER = use_case("letters.keep_letter", HANDLERS, changes=("letter",))
SUBMIT_LETTER = use_case("letters.submit_letter", HANDLERS, changes=_CHANGES)
APPROVE_LETTER = use_case("letters.approve_letter", SUPERVISORS, changes=_CHANGES)
RETURN_LETTER = use_case("letters.return_letter", SUPERVISORS, changes=_CHANGES)
CANCEL_LETTER = use_case("letters.cancel_letter", HANDLERS, changes=_CHANGES)

COMMENT_LIMIT = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLetter:
    """Begin a letter of a kind; layout is outgoing, memo or email, empty for the kind's usual one."""

    complaint_id: int
    kind: str
    layout: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepLetter:
    """Keep a letter as typed; version is the one the form was filled from."""

    letter_id: int
    version: int
    content: LetterContent
    layout: str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class LetterDone:
    """Hold where a letter stands after a change."""

    letter_id: int
    complaint_id: int
    status: str
    version: int


class LetterLife:
    """Carry a letter from its first draft to the day it may be sent."""

    _units: Units
    _facts: FactsCache

    def draft_letter(self, actor: Actor, command: DraftLetter, command_id: str) -> LetterDone:
        """Begin a letter, filled from the case as far as it goes."""
        with self._units.write(actor, DRAFT_LETTER, command_id) as work:
            if work.repeated is not None:
                return done(work.find(Letter, work.repeated["letter_id"]))
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, command.complaint_id)
            require_workable(complaint)
            material = read_material(work.session, facts, complaint)
            layout = command.layout or default_layout(command.kind)
            require_kind(material, command.kind, layout)
            letter = work.add(
                Letter(
                    complaint_id=complaint.id,
                    kind=command.kind,
                    layout=layout,
                    content=first_draft(material, work.actor, command.kind, layout).to_json(),
                    secret=complaint.confidential,
                    made_at=work.now,
                    made_by=work.actor.account_id,
                )
            )
            work.flush()
            tell(work, facts, complaint, letter, "drafted")
            work.about("complaint", complaint.id, letter=letter.id, kind=letter.kind)
            work.commit(letter_id=letter.id)
            return done(letter)

    def keep_letter(self, actor: Actor, command: KeepLetter, command_id: str) -> LetterDone:
        """Keep what was typed; a field that is none is kept too, and named before anything is sent."""

        def keep(work: Work, material: CaseMaterial, letter: Letter) -> None:
            content = command.content.tidied()
            if errors := check_typed(content):
                raise Invalid(errors)
            require_kind(material, letter.kind, command.layout)
            if material.hidden:
                content = without_hidden_name(material, content)
            letter.content, letter.layout, letter.secret = content.to_json(), command.layout, command.secret
            forget_typed(work, letter.id)

        return self._change(actor, KEEP_LETTER, "keep", command.letter_id, command.version, command_id, keep)

    def submit_letter(self, actor: Actor, letter_id: int, version: int, command_id: str) -> LetterDone:
        """Put a letter to the supervisor."""

        def submit(_work: Work, material: CaseMaterial, letter: Letter) -> None:
            require_complete(material, letter)
            letter.status, letter.comment = "submitted", ""

        return self._change(actor, SUBMIT_LETTER, "submit", letter_id, version, command_id, submit)

    def approve_letter(
        self, actor: Actor, letter_id: int, version: int, command_id: str, comment: str = ""
    ) -> LetterDone:
        """Approve a letter to be sent."""

        def approve(work: Work, material: CaseMaterial, letter: Letter) -> None:
            require_complete(material, letter)
            _decide(work, letter, "approved", _said(comment))

        return self._change(actor, APPROVE_LETTER, "approve", letter_id, version, command_id, approve)

    def return_letter(
        self, actor: Actor, letter_id: int, version: int, comment: str, command_id: str
    ) -> LetterDone:
        """Send a letter back to whoever drafted it, with what is to be changed."""

        def give_back(work: Work, _material: CaseMaterial, letter: Letter) -> None:
            said = _said(comment)
            if not said:
                raise Invalid({"comment": FieldError("required")})
            _decide(work, letter, "draft", said)

        return self._change(actor, RETURN_LETTER, "return", letter_id, version, command_id, give_back)

    def cancel_letter(
        self, actor: Actor, letter_id: int, version: int, reason: str, command_id: str
    ) -> LetterDone:
        """Cancel a letter with a reason; what was sent stays on file."""

        def cancel(_work: Work, _material: CaseMaterial, letter: Letter) -> None:
            said = _said(reason)
            if not said:
                raise Invalid({"reason": FieldError("required")})
            letter.status, letter.comment = "cancelled", said

        return self._change(actor, CANCEL_LETTER, "cancel", letter_id, version, command_id, cancel)

    def _change(
        self,
        actor: Actor,
        wanted: UseCase,
        action: str,
        letter_id: int,
        version: int,
        command_id: str,
        change: Callable[[Work, CaseMaterial, Letter], None],
    ) -> LetterDone:
        with self._units.write(actor, wanted, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            letter, complaint = find_letter(work, facts, letter_id)
            if work.repeated is not None:
                return done(letter)
            require_workable(complaint)
            require_version(work.session, letter, version)
            require_action(work.actor, letter, complaint, action)
            was_issued = letter.status == "issued"
            change(work, read_material(work.session, facts, complaint), letter)
            letter.version += 1
            if action != "keep":
                tell(work, facts, complaint, letter, _HAPPENED[action], reindex=was_issued)
            work.about("complaint", complaint.id, letter=letter.id, kind=letter.kind)
            work.commit()
            return done(letter)


_HAPPENED = {
    "submit": "submitted",
    "approve": "approved",
    "return": "returned",
    "cancel": "cancelled",
}


def tell(
    work: Work,
    facts: OfficeFacts,
    complaint: Complaint,
    letter: Letter,
    happened: str,
    *,
    reindex: bool = False,
    **data: Any,
) -> CaseWriter:
    """Add a line on a letter to the case's history; returned and cancelled ones say why."""
    writer = CaseWriter(work, facts, complaint)
    text = letter.comment if happened in ("returned", "cancelled", "approved") else ""
    step = complaint.step
    writer.add_event("letter", step=step, text=text, letter_kind=letter.kind, happened=happened, **data)
    if text or reindex:
        writer.index()
    return writer


def require_workable(complaint: Complaint) -> None:
    """Refuse letters of a case whose number was voided or whose texts were destroyed by rule."""
    require_in_clear(complaint)
    if complaint.status == "voided":
        raise DomainError("case.voided")


def require_complete(material: CaseMaterial, letter: Letter) -> None:
    """Refuse a letter with gaps, with a field that is none, or that tells what it may not."""
    content = read_content(letter.content)
    errors = check_complete(material, letter.kind, content)
    for name, text in content.texts().items():
        if name == "appeal" and not content.administrative_order:
            continue
        for field in unknown_fields(text)[:1]:
            code = "letter.unknown_field_near" if field.nearest else "letter.unknown_field"
            errors.setdefault(name, FieldError(code, field=field.name, nearest=field.nearest))
    if errors:
        raise Invalid(errors)


def done(letter: Letter) -> LetterDone:
    """Return where a letter stands."""
    return LetterDone(letter.id, letter.complaint_id, letter.status, letter.version)


def _decide(work: Work, letter: Letter, status: str, comment: str) -> None:
    letter.status, letter.comment = status, comment
    letter.decided_at, letter.decided_by = work.now, work.actor.account_id


def _said(text: str) -> str:
    said = clean(text).strip()
    if len(said) > COMMENT_LIMIT:
        raise Invalid({"comment": FieldError("too_long", limit=COMMENT_LIMIT, length=len(said))})
    return said
