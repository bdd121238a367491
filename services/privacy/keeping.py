"""How long the papers of a case are kept: whole calendar years after the year in which it ended.

The regulations on correspondence (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ) survey what is due after the end of
a calendar year, so a case that ended on any day of 2569 and is kept ten years stays until 31 December 2579.
"""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from models.complaints import Complaint
from services.complaints.register import day_start
from services.thai.dates import bangkok_date


def ended_on(complaint: Complaint) -> date | None:
    """Return the day of the closing or the voiding, from which the keeping time counts; None while open."""
    if complaint.status == "closed":
        return complaint.closed_on
    return bangkok_date(complaint.last_action_at) if complaint.status == "voided" else None


def kept_until(ended: date, years: int) -> date:
    """Return the last day on which the papers of a case are kept."""
    return date(ended.year + years, 12, 31)


def over_before(today: date, years: int) -> date:
    """Return the day before which a case must have ended for its keeping time to be over today."""
    return date(today.year - years, 1, 1)


def ended_before(day: date) -> ColumnElement[bool]:
    """Return the condition on Complaint that holds for what ended before a day and is not open again."""
    return or_(
        and_(Complaint.status == "closed", Complaint.closed_on < day),
        and_(Complaint.status == "voided", Complaint.last_action_at < day_start(day)),
    )
