"""A registered complaint as the form's fields hold it."""

from typing import Any

from services.complaints.commands import ComplaintInput
from ui.formatting import format_date, format_time
from ui.intake.form import PLAIN_TEXTS

COMBOS = ("channel", "sub_channel", "answer_by", "group", "category", "level")
TICKS = ("callback_wanted", "confidential")
DATES = ("document_date", "written_date")


def fields_from(content: ComplaintInput) -> dict[str, Any]:
    """Return what stands in every field for a complaint's content."""
    fields: dict[str, Any] = {name: getattr(content, name) for name in (*PLAIN_TEXTS, "detail", *TICKS)}
    fields |= {name: {"code": getattr(content, name) or None, "text": ""} for name in COMBOS}
    for name in DATES:
        day = getattr(content, name)
        fields[name] = format_date(day) if day is not None else ""
    fields["received_date"] = format_date(content.received_at.date())
    fields["received_time"] = format_time(content.received_at.time())
    fields["identity"] = content.identity if content.identity != "none" else "named"
    fields["complainant_kind"] = content.complainant_kind or None
    fields["kind"] = content.kind
    fields["evidence"] = content.evidence
    fields["evidence_known"] = {None: None, True: "yes", False: "no"}[content.evidence_given]
    fields["respondents"] = [
        {
            "unit": item.unit,
            "person": item.person,
            "account": {"code": str(item.account_id) if item.account_id else None, "text": ""},
        }
        for item in content.respondents
    ]
    return fields
