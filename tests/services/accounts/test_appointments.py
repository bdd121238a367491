"""Acting supervisors: for the days named, with the right that goes with it, and not a day longer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.journal import JournalRecord
from services.accounts.appointments import LONGEST_DAYS, AppointmentInput
from services.errors import DomainError, Invalid, NotAllowed
from services.permissions import Actor, Role
from tests.services.factories import FRIDAY, PASSWORD, Desk

TODAY = FRIDAY.date()


def appoint(desk: Desk, by: Actor, first: date = TODAY, days: int = 3, **changes: object) -> int:
    content = AppointmentInput(
        account_id=desk.officer.account_id,
        first_day=first,
        last_day=first + timedelta(days=days - 1),
        order="คำสั่งสำนักงานที่ ๑๒/๒๕๖๙",
    )
    wanted = replace(content, **changes)  # type: ignore[arg-type]
    return desk.services.appointments.appoint_acting(by, wanted, desk.command())


def may_review(desk: Desk) -> bool:
    """Tell whether the officer may do what only a supervisor does, in a session begun long ago."""
    try:
        desk.services.review.count_waiting(desk.officer)
    except NotAllowed:
        return False
    return True


def test_whoever_is_appointed_may_on_these_days_what_a_supervisor_may(desk: Desk) -> None:
    appoint(desk, desk.supervisor, TODAY + timedelta(days=1), 2)
    seen = []
    for _day in range(4):
        seen.append(may_review(desk))
        desk.later(days=1)
    assert seen == [False, True, True, False]


def test_the_window_and_the_journal_know_the_acting_role(desk: Desk) -> None:
    appoint(desk, desk.admin)
    actor = desk.services.accounts.log_in("officer", PASSWORD)
    assert actor.roles == {Role.OFFICER, Role.SUPERVISOR}
    with desk.services.store.reading() as session:
        last = session.scalars(select(JournalRecord).order_by(JournalRecord.sequence.desc()).limit(1)).one()
    assert last.roles == "officer,supervisor"
    people = {one.id: one for one in desk.services.accounts.list_colleagues(desk.front)}
    assert Role.SUPERVISOR in people[actor.account_id].roles
    rows = {row.username: row for row in desk.services.accounts.list_accounts(desk.admin)}
    assert (rows["officer"].acting, rows["second"].acting) == (True, False)
    assert rows["officer"].roles == {Role.OFFICER}
    desk.later(days=3)
    assert desk.services.accounts.log_in("officer", PASSWORD).roles == {Role.OFFICER}


def test_it_ends_when_somebody_ends_it_and_only_once(desk: Desk) -> None:
    appointment = appoint(desk, desk.supervisor)
    assert may_review(desk)
    desk.services.appointments.end_appointment(desk.admin, appointment, "end")
    desk.services.appointments.end_appointment(desk.admin, appointment, "end")
    assert not may_review(desk)
    with pytest.raises(DomainError) as caught:
        desk.services.appointments.end_appointment(desk.admin, appointment, desk.command())
    assert caught.value.code == "appointment.ended"
    appoint(desk, desk.supervisor)  # What was ended is in nobody's way.


def test_the_list_says_how_each_stands(desk: Desk) -> None:
    ended = appoint(desk, desk.supervisor)
    desk.services.appointments.end_appointment(desk.supervisor, ended, desk.command())
    appoint(desk, desk.admin, days=1)
    appoint(desk, desk.admin, TODAY + timedelta(days=30))
    desk.later(days=1)
    rows = desk.services.appointments.list_appointments(desk.supervisor)
    assert [row.standing for row in rows] == ["coming", "over", "ended"]
    assert {row.name for row in rows} == {desk.officer.name}
    assert [row.appointed_by for row in rows] == [desk.admin.name, desk.admin.name, desk.supervisor.name]


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"first_day": TODAY - timedelta(days=1)}, "first_day", "appointment.past"),
        ({"last_day": TODAY - timedelta(days=1)}, "last_day", "appointment.order"),
        ({"last_day": TODAY + timedelta(days=LONGEST_DAYS)}, "last_day", "appointment.too_long"),
        ({"account_id": 7}, "account_id", "appointment.not_needed"),
        ({"order": "ก" * 201}, "order", "too_long"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    desk: Desk, changes: dict[str, object], field: str, code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        appoint(desk, desk.supervisor, **changes)
    assert {name: error.code for name, error in caught.value.fields.items()} == {field: code}


def test_a_year_is_not_too_long(desk: Desk) -> None:
    appoint(desk, desk.supervisor, days=LONGEST_DAYS)


@pytest.mark.parametrize("first", [-2, -1, 0, 1, 2])
def test_one_person_is_not_appointed_twice_for_a_day(desk: Desk, first: int) -> None:
    start = TODAY + timedelta(days=10)
    appoint(desk, desk.supervisor, start)
    if abs(first) > 2:
        return
    with pytest.raises(Invalid) as caught:
        appoint(desk, desk.supervisor, start + timedelta(days=first))
    assert caught.value.fields["first_day"].code == "appointment.overlap"
    appoint(desk, desk.supervisor, start + timedelta(days=3))
    appoint(desk, desk.supervisor, start, account_id=desk.second.account_id)


def test_nobody_appoints_themselves_and_no_supervisor_needs_it(desk: Desk) -> None:
    for person, code in ((desk.admin, "appointment.own"), (desk.supervisor, "appointment.not_needed")):
        with pytest.raises(Invalid) as caught:
            appoint(desk, desk.admin, account_id=person.account_id)
        assert caught.value.fields["account_id"].code == code


def test_others_neither_appoint_nor_look(desk: Desk) -> None:
    for person in (desk.front, desk.officer, desk.viewer):
        with pytest.raises(NotAllowed):
            appoint(desk, person)
        with pytest.raises(NotAllowed):
            desk.services.appointments.list_appointments(person)


def test_a_closed_account_acts_as_nobody(desk: Desk) -> None:
    appoint(desk, desk.supervisor)
    row = next(one for one in desk.services.accounts.list_accounts(desk.admin) if one.username == "officer")
    from tests.services.accounts.test_accounts import as_input

    closed = replace(as_input(row), active=False)
    desk.services.accounts.change_account(desk.admin, row.id, row.version, closed, desk.command())
    with pytest.raises(NotAllowed) as caught:
        desk.services.review.count_waiting(desk.officer)
    assert caught.value.code == "session.ended"
