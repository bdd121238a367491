"""The first draft of a letter, in the office's words and filled from the case as far as it goes."""

from services.complaints.validation import EMAIL
from services.errors import DomainError, FieldError, Invalid
from services.letters.content import (
    INTERNAL,
    KINDS,
    LAYOUTS,
    LIMITS,
    TO_AGENCY,
    TO_COMPLAINANT,
    LetterContent,
)
from services.letters.fields import fill_known
from services.letters.paper import without_hidden_name
from services.letters.values import CaseMaterial, field_values, refers_back, salutation_of, tells_discipline
from services.permissions import Actor

NEEDED = ("salutation", "addressee", "subject", "body", "closing")


def default_layout(kind: str) -> str:
    """Return the layout that a kind of letter usually has."""
    return "memo" if kind in INTERNAL else "outgoing"


def require_kind(material: CaseMaterial, kind: str, layout: str) -> None:
    """Refuse a kind or layout that is none, and a letter to a complainant who is not known."""
    errors = {}
    if kind not in KINDS:
        errors["kind"] = FieldError("choose")
    if layout not in LAYOUTS or (kind in INTERNAL) != (layout == "memo"):
        errors["layout"] = FieldError("choose")
    if errors:
        raise Invalid(errors)
    nobody = material.complainant is None or material.complaint.identity in ("anonymous", "none")
    if kind in TO_COMPLAINANT and nobody:  # who left a telephone number, but no name, can't be written to
        raise DomainError("letter.no_addressee")


def first_draft(material: CaseMaterial, actor: Actor, kind: str, layout: str) -> LetterContent:
    """Return a letter filled from the case; what no case says stays as a field in braces.

    The name of a hidden complainant stays a field too: it is filled when the paper is made.
    """
    templates, values = material.templates, field_values(material, kind, show_hidden=False)
    salutation, closing, _called = salutation_of(material, kind)
    short = layout == "email" and templates(f"{kind}.short")
    reference = templates("reference") if kind in TO_COMPLAINANT and refers_back(material) else ""
    draft = LetterContent(
        salutation=salutation,
        addressee=_addressee(material, kind),
        subject=templates(f"{kind}.subject"),
        reference=reference if kind != "acknowledgement" and layout == "outgoing" else "",
        body=short or templates(f"{kind}.body"),
        closing=closing,
        appeal=templates("result.appeal") if kind == "result" else "",
        signer_name=actor.name if kind in INTERNAL else "",
        signer_position=actor.position if kind in INTERNAL else "",
    )
    texts = {name: fill_known(text, values) for name, text in draft.texts().items()}
    filled = draft.with_texts(texts).tidied()
    return without_hidden_name(material, filled) if material.hidden else filled


def _addressee(material: CaseMaterial, kind: str) -> str:
    if kind in INTERNAL:
        return material.facts.profile.head_title
    return "{หน่วยงาน}" if kind in TO_AGENCY else "{ผู้ร้องเรียน}"


def check_typed(content: LetterContent) -> dict[str, FieldError]:
    """Return what can't even be kept: what is longer than a letter takes."""
    return {
        name: FieldError("too_long", limit=LIMITS[name], length=len(text))
        for name, text in content.texts().items()
        if len(text) > LIMITS[name]
    }


def check_complete(material: CaseMaterial, kind: str, content: LetterContent) -> dict[str, FieldError]:
    """Return why a letter can't be put to anybody for signing: gaps, and what a letter may not tell."""
    errors = {name: FieldError("required") for name in NEEDED if not content.texts()[name].strip()}
    if content.administrative_order and not content.appeal.strip():
        errors["appeal"] = FieldError("required")
    if content.email and not EMAIL.fullmatch(content.email):
        errors["email"] = FieldError("email.unreadable")
    if kind not in INTERNAL and material.names_officer and (word := tells_discipline(content.body)):
        errors["body"] = FieldError("letter.discipline", word=word)
    return errors
