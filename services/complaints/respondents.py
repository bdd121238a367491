"""Whom a case complains about, as conditions on Complaint: the head, or everybody who might decide."""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_

from models.complaints import Complaint, Respondent
from models.office import Account, Appointment
from services.permissions import Role


def about_head() -> ColumnElement[bool]:
    """Return the condition on Complaint that it complains about the head of office."""
    return _about(Account.head_of_office.is_(True))


def for_superior(today: date) -> ColumnElement[bool]:
    """Return the condition on Complaint that nobody in the office may decide on it."""
    supervises = Account.roles.contains(Role.SUPERVISOR.value)
    acts = exists().where(
        Appointment.office_id == Account.office_id,
        Appointment.account_id == Account.id,
        Appointment.role == Role.SUPERVISOR.value,
        Appointment.ended_at.is_(None),
        Appointment.first_day <= today,
        Appointment.last_day >= today,
    )
    free = ~exists().where(
        Respondent.office_id == Complaint.office_id,
        Respondent.complaint_id == Complaint.id,
        Respondent.account_id == Account.id,
    ).correlate(Complaint, Account)
    able = (
        exists()
        .where(
            Account.office_id == Complaint.office_id,
            Account.active.is_(True),
            or_(supervises, acts.correlate(Account)),
            free,
        )
        .correlate(Complaint)
    )
    # Most cases complain about nobody with an account: they are told apart before anybody is counted.
    return and_(_about(), or_(about_head(), ~able))


def _about(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            Respondent.office_id == Complaint.office_id,
            Respondent.complaint_id == Complaint.id,
            Respondent.account_id == Account.id,
            Account.office_id == Complaint.office_id,
            *more,
        )
        .correlate(Complaint)
    )
