"""Who an account acts as."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.office import Account, Appointment, Office
from services.permissions import ALL, Actor, roles_of


def actor_of(account: Account, acting: str = "") -> Actor:
    """Return the actor that an account acts as; acting is the role of an appointment in force."""
    return Actor(
        office_id=account.office_id,
        account_id=account.id,
        name=account.display_name,
        roles=roles_of(f"{account.roles},{acting}"),
        username=account.username,
        position=account.position,
        must_change_password=account.must_change_password,
    )


def nobody(session: Session) -> Actor:
    """Return whom a login is tried as before anybody is known: somebody of the office, without a name."""
    return Actor(session.scalar(select(Office.id).limit(1)) or 0, 0, "", ALL)


def acting_roles(session: Session, office_id: int, today: date) -> dict[int, str]:
    """Return who acts in another's place today: the role by account."""
    rows = session.execute(
        select(Appointment.account_id, Appointment.role).where(
            Appointment.office_id == office_id,
            Appointment.ended_at.is_(None),
            Appointment.first_day <= today,
            Appointment.last_day >= today,
        )
    )
    return {row.account_id: row.role for row in rows}


def login_name(typed: str) -> str:
    """Return a login as accounts have them; what no database takes (half of a character) fits none."""
    return typed.strip().lower().encode("utf-8", "replace").decode()
