"""Name who acts as supervisor for some days (รักษาราชการแทน), so that nothing waits for somebody on leave."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from models.office import Account, Appointment
from services.errors import DomainError, FieldError, Invalid
from services.permissions import ADMINISTRATORS, ALL, SUPERVISORS, Actor, Role, roles_of, use_case
from services.thai.text import clean
from services.unit_of_work import Units, Work

APPOINT_ACTING = use_case("accounts.appoint_acting", SUPERVISORS | ADMINISTRATORS, changes=("appointment",))
END_APPOINTMENT = use_case("accounts.end_appointment", SUPERVISORS | ADMINISTRATORS, changes=("appointment",))
LIST_APPOINTMENTS = use_case("accounts.list_appointments", SUPERVISORS | ADMINISTRATORS, writes=False)

READ_OWN_ACTING = use_case("accounts.read_own_acting", ALL, writes=False)

LONGEST_DAYS = 366
LONGEST_ORDER = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentInput:
    """Hold who is to act from one day to another, both counted; order names the written order, if any."""

    account_id: int
    first_day: date
    last_day: date
    order: str = ""


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """Hold one appointment; standing is coming, in_force, over or ended (before its last day)."""

    id: int
    account_id: int
    name: str
    first_day: date
    last_day: date
    order: str
    appointed_by: str
    ended_at: datetime | None
    standing: str


class Appointments:
    """Keep who acts as supervisor, and when."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def list_appointments(self, actor: Actor) -> list[AppointmentRow]:
        """Return every appointment, the latest first."""
        with self._units.read(actor, LIST_APPOINTMENTS) as reading:
            people = select(Account.id, Account.display_name).where(Account.office_id == reading.office_id)
            names = {row.id: row.display_name for row in reading.session.execute(people)}
            rows = reading.session.scalars(
                select(Appointment)
                .where(Appointment.office_id == reading.office_id)
                .order_by(Appointment.first_day.desc(), Appointment.id.desc())
            )
            return [_row(row, names, reading.now.date()) for row in rows]

    def acting_until(self, actor: Actor) -> date | None:
        """Return the last day on which the actor acts as supervisor, None for whoever doesn't."""
        with self._units.read(actor, READ_OWN_ACTING) as reading:
            today = reading.now.date()
            return reading.session.scalar(
                select(func.max(Appointment.last_day)).where(
                    Appointment.office_id == reading.office_id,
                    Appointment.account_id == reading.actor.account_id,
                    Appointment.ended_at.is_(None),
                    Appointment.first_day <= today,
                    Appointment.last_day >= today,
                )
            )

    def appoint_acting(self, actor: Actor, content: AppointmentInput, command_id: str) -> int:
        """Let somebody act as supervisor on the days given; return the appointment's id."""
        with self._units.write(actor, APPOINT_ACTING, command_id) as work:
            if work.repeated is not None:
                return int(work.repeated["appointment_id"])
            if errors := _check(work, content):
                raise Invalid(errors)
            row = work.add(
                Appointment(
                    account_id=content.account_id,
                    role=Role.SUPERVISOR.value,
                    first_day=content.first_day,
                    last_day=content.last_day,
                    order=clean(content.order).strip(),
                    appointed_by=work.actor.account_id,
                )
            )
            work.about("appointment", row.id)
            work.commit(appointment_id=row.id)
            return int(row.id)

    def end_appointment(self, actor: Actor, appointment_id: int, command_id: str) -> None:
        """End an appointment at this moment, or take one back that has not begun."""
        with self._units.write(actor, END_APPOINTMENT, command_id) as work:
            row = work.find(Appointment, appointment_id)
            if work.repeated is not None:
                return
            if row.ended_at is not None or row.last_day < work.now.date():
                raise DomainError("appointment.ended")
            row.ended_at = work.now
            work.about("appointment", row.id)
            work.commit()


def _check(work: Work, content: AppointmentInput) -> dict[str, FieldError]:
    errors = _check_days(work, content)
    account = work.session.get(Account, (work.office_id, content.account_id))
    if account is None or not account.active or Role.SUPERVISOR in roles_of(account.roles):
        errors["account_id"] = FieldError("appointment.not_needed")
    elif account.id == work.actor.account_id:
        # Whoever may name somebody would otherwise give the right to read hidden identities to themselves.
        errors["account_id"] = FieldError("appointment.own")
    if len(content.order) > LONGEST_ORDER:
        errors["order"] = FieldError("too_long", limit=LONGEST_ORDER, length=len(content.order))
    return errors


def _check_days(work: Work, content: AppointmentInput) -> dict[str, FieldError]:
    if content.first_day < work.now.date():
        return {"first_day": FieldError("appointment.past")}
    if content.last_day < content.first_day:
        return {"last_day": FieldError("appointment.order")}
    if content.last_day - content.first_day >= timedelta(days=LONGEST_DAYS):
        return {"last_day": FieldError("appointment.too_long", days=LONGEST_DAYS)}
    other = work.session.scalar(
        select(Appointment)
        .where(
            Appointment.office_id == work.office_id,
            Appointment.account_id == content.account_id,
            Appointment.ended_at.is_(None),
            Appointment.first_day <= content.last_day,
            Appointment.last_day >= content.first_day,
        )
        .limit(1)
    )
    if other is not None:
        overlap = FieldError("appointment.overlap", first=other.first_day, last=other.last_day)
        return {"first_day": overlap}
    return {}


def _row(row: Appointment, names: dict[int, str], today: date) -> AppointmentRow:
    return AppointmentRow(
        id=row.id,
        account_id=row.account_id,
        name=names.get(row.account_id, ""),
        first_day=row.first_day,
        last_day=row.last_day,
        order=row.order,
        appointed_by=names.get(row.appointed_by, ""),
        ended_at=row.ended_at,
        standing=_standing(row, today),
    )


def _standing(row: Appointment, today: date) -> str:
    if row.ended_at is not None:
        return "ended"
    if row.last_day < today:
        return "over"
    return "in_force" if row.first_day <= today else "coming"
