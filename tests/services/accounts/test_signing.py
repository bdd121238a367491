"""Who signs on a day: the head, or whoever acts in that place, on its first and last day and not after."""

from datetime import date, timedelta

import pytest

from services.accounts.accounts import AccountInput
from services.accounts.appointments import AppointmentInput
from services.accounts.signing import Signatory, signatory_on
from services.permissions import Role
from services.thai.dates import Month
from tests.services.factories import FRIDAY, Desk

FIRST, LAST = date(2026, 4, 16), date(2026, 4, 24)
HEAD = Signatory("นางสาวทดสอบ ลงนามดี", ("คลังจังหวัดลำปาง",))
ACTING = Signatory("นายผู้รับ ผิดชอบ", ("นักวิชาการคลังชำนาญการพิเศษ รักษาราชการแทน", "คลังจังหวัดลำปาง"), acting=True)


@pytest.fixture(autouse=True)
def an_office_with_a_head(desk: Desk) -> None:
    desk.services.office.change_profile(desk.admin, {"head_name": HEAD.name}, desk.command())
    accounts = desk.services.accounts
    row = next(row for row in accounts.list_accounts(desk.admin) if row.id == desk.officer.account_id)
    content = AccountInput(
        username=row.username,
        display_name=row.display_name,
        position="นักวิชาการคลังชำนาญการพิเศษ",
        roles=frozenset({Role.OFFICER}),
    )
    accounts.change_account(desk.admin, row.id, row.version, content, desk.command())


def appoint(desk: Desk, first: date = FIRST, last: date = LAST, who: str = "officer") -> int:
    content = AppointmentInput(account_id=desk.people[who].account_id, first_day=first, last_day=last)
    return desk.services.appointments.appoint_acting(desk.supervisor, content, desk.command())


def signing(desk: Desk, day: date, *, for_governor: bool = False) -> Signatory:
    with desk.services.store.reading() as session:
        office = desk.officer.office_id
        facts = desk.services.facts.of(session, office)
        return signatory_on(session, office, facts, day, for_governor=for_governor)


def test_both_days_of_an_appointment_count_and_the_day_after_does_not(desk: Desk) -> None:
    appoint(desk)
    assert signing(desk, FIRST - timedelta(days=1)) == HEAD
    assert signing(desk, FIRST) == signing(desk, LAST) == ACTING
    assert signing(desk, LAST + timedelta(days=1)) == HEAD


def test_an_appointment_ended_early_counts_until_the_day_before(desk: Desk) -> None:
    row = appoint(desk)
    desk.clock.set(FRIDAY.replace(day=20))
    desk.services.appointments.end_appointment(desk.supervisor, row, desk.command())
    assert signing(desk, date(2026, 4, 19)) == ACTING
    assert signing(desk, date(2026, 4, 20)) == signing(desk, LAST) == HEAD


def test_whoever_acts_is_told_until_when(desk: Desk) -> None:
    row = appoint(desk)
    acting_until = desk.services.appointments.acting_until
    assert acting_until(desk.officer) is None
    for day in (16, 24):
        desk.clock.set(FRIDAY.replace(day=day))
        assert acting_until(desk.officer) == LAST
        assert acting_until(desk.second) is None
    desk.clock.set(FRIDAY.replace(day=25))
    assert acting_until(desk.officer) is None
    desk.clock.set(FRIDAY.replace(day=20))
    desk.services.appointments.end_appointment(desk.supervisor, row, desk.command())
    assert acting_until(desk.officer) is None


def test_of_two_who_act_the_later_appointed_signs(desk: Desk) -> None:
    appoint(desk)
    appoint(desk, date(2026, 4, 20), date(2026, 4, 20), "second")
    assert signing(desk, date(2026, 4, 20)).name == desk.second.name
    assert signing(desk, date(2026, 4, 21)) == ACTING


def test_what_goes_out_in_the_governors_name_says_so(desk: Desk) -> None:
    assert signing(desk, FIRST, for_governor=True).position == (
        "คลังจังหวัดลำปาง",
        "ปฏิบัติราชการแทน ผู้ว่าราชการจังหวัดลำปาง",
    )


def test_the_monthly_memo_is_signed_by_whoever_acts_that_day(desk: Desk) -> None:
    appoint(desk)
    documents, month = desk.services.documents, Month(2026, 3)
    assert documents.memo_draft(desk.supervisor, month).signer_name == HEAD.name
    desk.clock.set(FRIDAY.replace(day=24))
    memo = documents.memo_draft(desk.supervisor, month)
    assert (memo.signer_name, memo.signer_position) == (ACTING.name, ACTING.position)
    desk.clock.set(FRIDAY.replace(day=25))
    assert documents.memo_draft(desk.supervisor, month).signer_position == HEAD.position
