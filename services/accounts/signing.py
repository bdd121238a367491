"""Who signs the office's papers on a day: its head, or whoever acts in the head's place (รักษาราชการแทน)."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.office import Account, Appointment
from services.documents.wording import PaperWords
from services.office.facts import OfficeFacts
from services.permissions import Role
from services.thai.dates import at_bangkok


@dataclass(frozen=True, slots=True)
class Signatory:
    """Hold who signs: the name in brackets, and the lines of the position below it."""

    name: str
    position: tuple[str, ...]
    acting: bool = False


def signatory_on(
    session: Session, office_id: int, facts: OfficeFacts, day: date, *, for_governor: bool = False
) -> Signatory:
    """Return who signs on a day; for_governor adds that it is done in the governor's place.

    Both days of an appointment count. One that was ended early counts until the day before its end.
    """
    profile = facts.profile
    words = PaperWords(facts.wording, facts.settings.digits_letters)
    acting = acting_on(session, office_id, day)
    if acting is None:
        name, lines = profile.head_name, [profile.head_title]
    else:
        name = acting.display_name
        lines = [
            words("acting", position=acting.position).strip(),
            words("acting_for", head_title=profile.head_title),
        ]
    if for_governor:
        lines.append(words("on_behalf_of_governor", province=profile.address_province))
    return Signatory(name, tuple(line for line in lines if line.strip()), acting is not None)


def acting_on(session: Session, office_id: int, day: date) -> Account | None:
    """Return who acts as supervisor on a day, of several the one appointed last; None where nobody does."""
    next_day = at_bangkok(day + timedelta(days=1), time())
    return session.scalar(
        select(Account)
        .join(
            Appointment,
            (Appointment.office_id == Account.office_id) & (Appointment.account_id == Account.id),
        )
        .where(
            Appointment.office_id == office_id,
            Appointment.role == Role.SUPERVISOR.value,
            Appointment.first_day <= day,
            Appointment.last_day >= day,
            or_(Appointment.ended_at.is_(None), Appointment.ended_at >= next_day),
        )
        .order_by(Appointment.first_day.desc(), Appointment.id.desc())
        .limit(1)
    )
