"""What forms hand to the complaint use cases: frozen values, named as on the form."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

LATE_REASON = "late_reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondentInput:
    """Hold one unit or person complained about; account_id where that person has a login."""

    unit: str = ""
    person: str = ""
    account_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentInput:
    """Hold one file to attach; origin says where it came from: chosen (""), clipboard or scan."""

    name: str
    content: bytes
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintInput:
    """Hold everything an intake form can say of a complaint; codes for every choice.

    Required are channel, received_at, detail and a name or an identity without one.
    """

    channel: str
    sub_channel: str | None = None
    received_at: datetime
    identity: str = "named"
    title: str = ""
    name: str = ""
    national_id: str = ""
    phones: str = ""
    email: str = ""
    line_id: str = ""
    address: str = ""
    complainant_kind: str = ""
    group: str | None = None
    subject: str = ""
    detail: str
    happened_when: str = ""
    happened_where: str = ""
    respondents: tuple[RespondentInput, ...] = ()
    damage: str = ""
    remedy_wanted: str = ""
    complained_elsewhere: str = ""
    answer_by: str = ""
    callback_wanted: bool = False
    document_number: str = ""
    document_date: date | None = None
    written_date: date | None = None
    confidential: bool = False
    evidence_given: bool | None = None
    evidence: str = ""
    kind: str = "complaint"
    category: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkInput:
    """Tie a case to another; kind says what the other is to it."""

    other_id: int
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterComplaint:
    """Take a complaint in. started_at is when the call or the typing began; links are tied with it.

    inspection_id is the inspection of a channel that it was found at; a slip's goes by its opening.
    """

    content: ComplaintInput
    attachments: tuple[AttachmentInput, ...] = ()
    started_at: datetime | None = None
    draft_id: int | None = None
    box_opening_id: int | None = None
    inspection_id: int | None = None
    links: tuple[LinkInput, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectComplaint:
    """Correct what was taken in; version is the one the form was filled from."""

    complaint_id: int
    version: int
    content: ComplaintInput
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteStep:
    """Finish the step a case stands at; answers are the fields that the step asks for.

    Where the step closes a case after its due date, answers also say why under LATE_REASON.
    """

    complaint_id: int
    version: int
    step: str
    answers: dict[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContact:
    """Record a contact with the complainant; way is phone, email, letter, in_person or line."""

    complaint_id: int
    way: str
    reached: bool
    text: str
    tells_progress: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBox:
    """Record an opening of the suggestion box before its slips are typed.

    openers has one person on each line, with the position. in_order says whether box, lock and seal were
    found in order, condition what was not; without a place it is the office's usual one.
    """

    opened_at: datetime
    openers: str
    found: int
    blank: int = 0
    condition: str = ""
    note: str = ""
    place: str = ""
    order: str = ""
    in_order: bool = True
    seal_before: str = ""
    seal_after: str = ""
    sealed_at: datetime | None = None
    other_finds: str = ""
