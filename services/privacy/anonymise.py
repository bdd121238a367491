"""Take the people out of a case, and leave what the figures and the proofs are made of.

What stays: number, dates, channel, category, level, outcome, clocks, states, who worked on it. What goes:
every text that somebody typed, who complained and about whom, the attached files, and what the journal and
the search index say of all that.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from models.base import Base
from models.casework import CaseLink, CaseReader, Letter, OfficePicture, Referral
from models.complaints import (
    Attachment,
    CaseEvent,
    ClockEvent,
    Complainant,
    Complaint,
    Draft,
    ReportRecord,
    Respondent,
)
from models.files import StoredChunk, StoredFile
from models.reports import EvidencePicture
from services.complaints.search_text import index_case
from services.flowchart.definition import Chart
from services.office.facts import OfficeFacts
from services.privacy.traces import Traces
from services.unit_of_work import Work

# The journalled tables that anonymising a case changes.
CHANGES = (
    *("complaint", "complainant", "respondent", "case_event", "clock_event", "attachment"),
    *("stored_file", "destruction_item", "letter", "referral", "case_link", "case_reader"),
)
TEXTS = (
    *("subject", "detail", "happened_when", "happened_where", "damage", "remedy_wanted"),
    *("complained_elsewhere", "document_number", "referred_to", "findings", "root_cause"),
    *("corrective_action", "preventive_action", "satisfaction", "lesson", "void_reason"),
    *("late_reason", "evidence"),
)
_DATES = ("document_date", "written_date")
# Of what stands around a case: the table, and what each of its rows says instead.
_AROUND: tuple[tuple[Any, dict[str, str]], ...] = (
    (Letter, {"content": "{}", "comment": ""}),
    (Referral, {"agency": "", "contact": "", "answer": ""}),
    (CaseLink, {"note": ""}),
    (CaseReader, {"reason": ""}),
)
_PERSON = ("title", "name", "national_id", "phones", "email", "line_id", "address")
# What a line of history may go on saying: codes, ids of accounts and counts, never a text somebody typed.
_KEPT_DATA = frozenset(
    {
        *("number", "way", "reached", "tells_progress", "before", "officer", "level", "fields", "paper"),
        *("copy", "passed", "filled", "next_on", "days", "due", "counts", "account"),
        *("letter_kind", "happened"),
    }
)
_KEPT_ANSWERS = frozenset({"yes_no", "choice", "user"})

Blanked = list[tuple[Base, Mapping[str, Any]]]


def anonymise(work: Work, facts: OfficeFacts, complaint: Complaint, traces: Traces) -> None:
    """Blank a case inside a unit of work; the caller says what the record is about and commits."""
    session = work.session
    chart = facts.charts[complaint.flowchart_version_id]
    attachments = _rows(session, Attachment, complaint)
    gone = _files_of_nobody_else(session, complaint, attachments)
    blanked: Blanked = [(complaint, _blank_case(complaint, work.now))]
    complainant = session.get(Complainant, (complaint.office_id, complaint.id))
    if complainant is not None:
        blanked.append((complainant, dict.fromkeys(_PERSON, "")))
    for respondent in _rows(session, Respondent, complaint):
        blanked.append((respondent, {"unit": "", "person": "", "account_id": None}))
    for line in _rows(session, CaseEvent, complaint):
        blanked.append((line, {"text": "", "data": _kept_data(line.data, chart)}))
    blanked += [(clock, {"reason": ""}) for clock in _rows(session, ClockEvent, complaint)]
    blanked += [(attachment, {"name": ""}) for attachment in attachments]
    for kind, instead in _AROUND:
        blanked += [(row, instead) for row in _rows(session, kind, complaint)]
    work.restate(blanked)
    for stored in gone:
        stored.destroyed_at = work.now
    _delete_chunks(session, gone)
    traces.blank(session, complaint.id)
    letters = [f"letter:{row.id}" for row in _rows(session, Letter, complaint)]
    session.execute(delete(Draft).where(Draft.office_id == complaint.office_id, Draft.form.in_(letters)))
    work.flush()
    index_case(session, complaint)


def _blank_case(complaint: Complaint, now: datetime) -> dict[str, Any]:
    return {
        **dict.fromkeys(TEXTS, ""),
        **dict.fromkeys(_DATES),
        "anonymised_at": now,
        "version": complaint.version + 1,
    }


def _rows(session: Session, kind: Any, complaint: Complaint) -> Sequence[Any]:
    query = select(kind).where(kind.office_id == complaint.office_id, kind.complaint_id == complaint.id)
    return session.scalars(query.order_by(kind.id)).all()


def _kept_data(text: str, chart: Chart) -> str:
    """Return what a line of history carries, without anything that somebody typed."""
    data = json.loads(text)
    kept = {name: value for name, value in data.items() if name in _KEPT_DATA}
    answers = {
        name: value
        for name, value in data.get("answers", {}).items()
        if name == "outcome" or (name in chart.fields and chart.fields[name].type in _KEPT_ANSWERS)
    }
    if answers:
        kept["answers"] = answers
    return json.dumps(kept, ensure_ascii=False)


def _files_of_nobody_else(
    session: Session, complaint: Complaint, attachments: Sequence[Attachment]
) -> list[StoredFile]:
    """Return the files that neither another case in clear nor a report shares, nor the office's pictures."""
    wanted = sorted({attachment.file_id for attachment in attachments})
    shared = (
        exists()
        .where(
            Attachment.office_id == StoredFile.office_id,
            Attachment.file_id == StoredFile.id,
            Attachment.complaint_id == Complaint.id,
            Complaint.office_id == StoredFile.office_id,
            Complaint.id != complaint.id,
            Complaint.anonymised_at.is_(None),
        )
        .correlate(StoredFile)
    )
    printed = (
        exists()
        .where(ReportRecord.office_id == StoredFile.office_id, ReportRecord.file_id == StoredFile.id)
        .correlate(StoredFile)
    )
    pictured = (
        exists()
        .where(OfficePicture.office_id == StoredFile.office_id, OfficePicture.file_id == StoredFile.id)
        .correlate(StoredFile)
    )
    shown = (
        exists()
        .where(EvidencePicture.office_id == StoredFile.office_id, EvidencePicture.file_id == StoredFile.id)
        .correlate(StoredFile)
    )
    query = select(StoredFile).where(
        StoredFile.office_id == complaint.office_id,
        StoredFile.id.in_(wanted),
        StoredFile.destroyed_at.is_(None),
        ~shared,
        ~printed,
        ~pictured,
        ~shown,
    )
    return list(session.scalars(query))


def _delete_chunks(session: Session, files: Sequence[StoredFile]) -> None:
    for stored in files:
        session.execute(
            delete(StoredChunk)
            .where(StoredChunk.office_id == stored.office_id, StoredChunk.file_id == stored.id)
            .execution_options(synchronize_session=False)
        )
