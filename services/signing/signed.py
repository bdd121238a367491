"""The months that were signed: who, when, and the paper and figures kept of each."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from models.complaints import CaseState, Complaint, ReportRecord
from models.files import read_chunks
from models.reports import SignedCase, SignedMonth
from services.complaints.register import day_start
from services.complaints.visibility import complained_about
from services.errors import NotFound
from services.thai.dates import Month, bangkok_date, fiscal_year_range
from services.unit_of_work import Reading


@dataclass(frozen=True, slots=True)
class SignedRow:
    """Hold that a month's data were certified: when, by whom, and how far the cases' histories reached."""

    id: int
    month: Month
    cut_off: date
    report_id: int
    last_state_id: int
    signed_at: datetime
    signer_name: str
    signer_position: str
    note: str


def find_signed(session: Session, office_id: int, month: Month) -> SignedRow | None:
    """Return a month's certification, None where it isn't signed."""
    row = session.scalar(
        select(SignedMonth).where(SignedMonth.office_id == office_id, SignedMonth.month == month.key)
    )
    return _row(row) if row is not None else None


def signed_months(session: Session, office_id: int) -> list[SignedRow]:
    """Return all months signed, in the calendar's order."""
    rows = session.scalars(select(SignedMonth).where(SignedMonth.office_id == office_id))
    return sorted((_row(row) for row in rows), key=lambda row: row.month)


def may_read_whole(reading: Reading, signed: SignedRow) -> bool:
    """Tell whether the reader may have a signed paper: whoever a case of then complains about has it not."""
    since = day_start(fiscal_year_range(signed.month.fiscal_year)[0])
    moved = exists().where(
        CaseState.office_id == Complaint.office_id,
        CaseState.complaint_id == Complaint.id,
        CaseState.at >= since,
    )
    # Its receipt may have been corrected to a later month since: a paper made before counts it there.
    end = day_start(signed.cut_off + timedelta(days=1))
    known = exists().where(
        CaseState.office_id == Complaint.office_id,
        CaseState.complaint_id == Complaint.id,
        CaseState.at < end,
    )
    about_reader = exists().where(
        Complaint.office_id == reading.office_id,
        or_(Complaint.received_at < end, known),
        or_(Complaint.received_at >= since, Complaint.status == "open", moved),
        complained_about(reading.actor.account_id),
    )
    listed = exists().where(
        SignedCase.office_id == Complaint.office_id,
        SignedCase.complaint_id == Complaint.id,
        SignedCase.signed_id == signed.id,
        complained_about(reading.actor.account_id),
    )
    return not reading.session.scalar(select(or_(about_reader, listed)))


def complained_since(reading: Reading) -> date | None:
    """Return the day of receipt of the first case that complains about the reader, where there is one.

    Where the day was corrected to a later one, the earlier counts: papers made before list the case there.
    """
    first = reading.session.execute(
        select(func.min(Complaint.received_at), func.min(CaseState.at))
        .join(
            CaseState,
            (CaseState.office_id == Complaint.office_id) & (CaseState.complaint_id == Complaint.id),
        )
        .where(Complaint.office_id == reading.office_id, complained_about(reading.actor.account_id))
    ).one()
    return min((bangkok_date(moment) for moment in first if moment is not None), default=None)


def is_signed(session: Session, office_id: int, report_id: int) -> bool:
    """Tell whether a report is one that was signed."""
    wanted = exists().where(SignedMonth.office_id == office_id, SignedMonth.report_id == report_id)
    return bool(session.scalar(select(wanted)))


def read_kept(session: Session, office_id: int, record_id: int) -> tuple[bytes, dict[str, Any]]:
    """Return the PDF and the figures of a report as they are kept."""
    record = session.get(ReportRecord, (office_id, record_id))
    if record is None or record.file_id is None:
        raise NotFound
    content = b"".join(read_chunks(session, office_id, record.file_id))
    return content, json.loads(record.figures)


def _row(row: SignedMonth) -> SignedRow:
    return SignedRow(
        id=row.id,
        month=Month.parse(row.month),
        cut_off=row.cut_off,
        report_id=row.report_id,
        last_state_id=row.last_state_id,
        signed_at=row.signed_at,
        signer_name=row.signer_name,
        signer_position=row.signer_position,
        note=row.note,
    )
