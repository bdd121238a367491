"""Check what an intake form says, field by field, and bring its texts into stored form."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from models.moments import BANGKOK
from services.complaints.commands import ComplaintInput, RespondentInput
from services.errors import FieldError
from services.office.codes import codes
from services.office.facts import OfficeFacts
from services.thai.text import clean
from services.thai.words import segment

LIMITS = {
    "subject": 300,
    "detail": 50_000,
    "name": 200,
    "title": 60,
    "national_id": 40,
    "phones": 200,
    "email": 200,
    "line_id": 100,
    "address": 1_000,
    "happened_when": 500,
    "happened_where": 500,
    "damage": 5_000,
    "remedy_wanted": 5_000,
    "complained_elsewhere": 2_000,
    "document_number": 100,
    "evidence": 5_000,
}
ONE_LINE = ("subject", "title", "name", "national_id", "email", "line_id", "document_number")
# Somebody without a name may leave a telephone number; where nobody complained there is nobody to reach.
NOT_ASKED = {
    "anonymous": ("title", "name", "national_id"),
    "none": ("title", "name", "national_id", "phones", "email", "line_id", "address"),
}
RESPONDENT_LIMIT = 300
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
OLDEST_YEAR = 1957  # B.E. 2500
CLOCK_TOLERANCE = timedelta(minutes=5)
SUBJECT_FROM_DETAIL = 80


def tidy(content: ComplaintInput) -> ComplaintInput:
    """Return the content with every text cleaned, and a subject where none was typed."""
    texts = {name: clean(getattr(content, name)).strip() for name in LIMITS}
    for name in ONE_LINE:
        texts[name] = " ".join(texts[name].split("\n"))
    if not texts["subject"]:
        texts["subject"] = subject_from(texts["detail"])
    for name in NOT_ASKED.get(content.identity, ()):
        texts[name] = ""
    respondents = tuple(
        RespondentInput(
            unit=clean(item.unit).strip(), person=clean(item.person).strip(), account_id=item.account_id
        )
        for item in content.respondents
    )
    kept = tuple(item for item in respondents if item.unit or item.person or item.account_id)
    # Fiscal years and due dates are Bangkok's, whatever offset the caller's clock has.
    received_at = content.received_at.astimezone(BANGKOK)
    complainant_kind = "" if content.identity == "none" else content.complainant_kind
    return replace(
        content,
        received_at=received_at,
        complainant_kind=complainant_kind,
        respondents=kept,
        **texts,  # type: ignore[arg-type]
    )


def subject_from(detail: str) -> str:
    """Return the beginning of the story as a subject, cut between words."""
    line = detail.split("\n", 1)[0]
    if len(line) <= SUBJECT_FROM_DETAIL:
        return line
    subject = ""
    for word in segment(line[: SUBJECT_FROM_DETAIL * 2]):
        if len(subject) + len(word) > SUBJECT_FROM_DETAIL:
            break
        subject += word
    return (subject.strip() or line[:SUBJECT_FROM_DETAIL]) + "…"


def check(content: ComplaintInput, facts: OfficeFacts, now: datetime) -> dict[str, FieldError]:
    """Return what is wrong with tidied content, by field."""
    errors: dict[str, FieldError] = {}
    _check_channel(content, facts, errors)
    _check_received(content.received_at, now, errors)
    _check_complainant(content, errors)
    _check_choices(content, facts, errors)
    if not content.detail:
        errors["detail"] = FieldError("required")
    for name, limit in LIMITS.items():
        length = len(getattr(content, name))
        if length > limit:
            errors[name] = FieldError("too_long", limit=limit, length=length)
    for item in content.respondents:
        longest = max(len(item.unit), len(item.person))
        if longest > RESPONDENT_LIMIT:
            errors["respondents"] = FieldError("too_long", limit=RESPONDENT_LIMIT, length=longest)
    return errors


def _check_channel(content: ComplaintInput, facts: OfficeFacts, errors: dict[str, FieldError]) -> None:
    channel = facts.channels.code(content.channel)
    if channel is None or channel.parent is not None:
        errors["channel"] = FieldError("choose")
        return
    if content.sub_channel:
        sub = facts.channels.code(content.sub_channel)
        while sub is not None and sub.parent is not None and sub.parent != channel.code:
            sub = facts.channels.code(sub.parent)
        if sub is None or sub.parent != channel.code:
            errors["sub_channel"] = FieldError("unknown_choice")


def _check_received(received: datetime, now: datetime, errors: dict[str, FieldError]) -> None:
    if received.date() > now.date():
        errors["received_date"] = FieldError("date.future")
    elif received > now + CLOCK_TOLERANCE:
        errors["received_time"] = FieldError("time.future")
    elif received.year < OLDEST_YEAR:
        errors["received_date"] = FieldError("date.too_old")


def _check_complainant(content: ComplaintInput, errors: dict[str, FieldError]) -> None:
    if content.identity not in codes("identities") or (
        content.identity == "none" and content.channel != "news"
    ):
        errors["identity"] = FieldError("choose")
    elif content.channel == "news" and content.identity != "none":
        errors["identity"] = FieldError("unknown_choice")
    elif content.identity in ("named", "hidden") and not content.name:
        errors["name"] = FieldError("name.or_anonymous")
    if content.email and not EMAIL.fullmatch(content.email):
        errors["email"] = FieldError("email.unreadable")


def _check_choices(content: ComplaintInput, facts: OfficeFacts, errors: dict[str, FieldError]) -> None:
    if content.kind not in codes("kinds"):
        errors["kind"] = FieldError("unknown_choice")
    if content.category and facts.categories.code(content.category) is None:
        errors["category"] = FieldError("unknown_choice")
    if content.level and facts.levels.code(content.level) is None:
        errors["level"] = FieldError("unknown_choice")
    for name, listed in (
        ("group", "groups"),
        ("complainant_kind", "complainant_kinds"),
        ("answer_by", "answer_by"),
    ):
        value = getattr(content, name)
        if value and value not in codes(listed):
            errors[name] = FieldError("unknown_choice")
