"""Letters without a name that accuse officials (บัตรสนเท่ห์): asked for evidence, decided on by a supervisor.

Not box slips about service, and never a block: what is not answered goes to the supervisor as it is.
"""

from dataclasses import replace

from services.complaints.commands import ComplaintInput

# Categories in which somebody is accused; a service complaint blames a counter, not a person.
ACCUSING = frozenset({"conduct", "corruption"})
SERVICE = "service"


def asks_for_evidence(identity: str | None, category: str | None, *, names_person: bool) -> bool:
    """Tell whether a complaint without a name accuses somebody."""
    if identity != "anonymous" or category == SERVICE:
        return False
    return category in ACCUSING or names_person


def weighed(content: ComplaintInput) -> ComplaintInput:
    """Return tidied content with what it says of evidence: None where it is no accusation without a name.

    Evidence that was typed is kept whatever the rest says.
    """
    names_person = any(item.person for item in content.respondents)
    if not asks_for_evidence(content.identity, content.category, names_person=names_person):
        return replace(content, evidence_given=None)
    return replace(content, evidence_given=bool(content.evidence))
