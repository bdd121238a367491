"""What a letter says, as typed; kept as JSON in the letter's row."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from services.thai.text import clean

KINDS = (
    *("acknowledgement", "referral", "referral_told", "progress", "delay", "result"),
    *("more_information", "memo"),
)
LAYOUTS = ("outgoing", "memo", "email")
# Who is written to: the complainant, another agency, or somebody inside the office.
TO_AGENCY = frozenset({"referral"})
INTERNAL = frozenset({"memo"})
TO_COMPLAINANT = frozenset(KINDS) - TO_AGENCY - INTERNAL

LIMITS = {
    "salutation": 60,
    "addressee": 300,
    "subject": 500,
    "reference": 1_000,
    "enclosures": 1_000,
    "body": 20_000,
    "closing": 100,
    "signer_name": 200,
    "signer_position": 500,
    "appeal": 2_000,
    "email": 200,
}
ONE_LINE = ("salutation", "addressee", "subject", "closing", "signer_name", "email")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContent:
    """Hold a letter's words; those with braces are filled from the case when the paper is made.

    signer_name and signer_position are empty where whoever signs on the day of the letter is meant;
    email is empty where the complainant's own address is. appeal prints with administrative_order only.
    """

    salutation: str = ""
    addressee: str = ""
    subject: str = ""
    reference: str = ""
    enclosures: str = ""
    body: str = ""
    closing: str = ""
    signer_name: str = ""
    signer_position: str = ""
    appeal: str = ""
    email: str = ""
    for_governor: bool = False
    administrative_order: bool = False

    def to_json(self) -> str:
        """Return the form in which the letter's row keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def texts(self) -> dict[str, str]:
        """Return what is text in it, by name."""
        return {name: getattr(self, name) for name in LIMITS}

    def with_texts(self, texts: Mapping[str, str]) -> "LetterContent":
        """Return it with other words in place of those named."""
        changes: dict[str, Any] = dict(texts)
        return replace(self, **changes)

    def tidied(self) -> "LetterContent":
        """Return it in the spelling that is stored."""
        texts = {name: clean(text).strip() for name, text in self.texts().items()}
        texts |= {name: " ".join(texts[name].split()) for name in ONE_LINE}
        return self.with_texts(texts)


_DEFAULTS = LetterContent()


def read_content(text: str) -> LetterContent:
    """Return what a row keeps; what was blanked by rule is empty."""
    kept: dict[str, Any] = json.loads(text)
    known = {field.name: kept.get(field.name, getattr(_DEFAULTS, field.name)) for field in fields(_DEFAULTS)}
    return LetterContent(**known)
