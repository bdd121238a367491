"""Accounts: who may log in, how names and passwords must be, and that somebody can always administer."""

import threading
from dataclasses import replace

import pytest

from models.office import Account
from services.accounts.accounts import AccountInput, AccountRow
from services.accounts.appointments import AppointmentInput
from services.accounts.passwords import Passwords
from services.complaints.register import RegisterFilter
from services.container import Services
from services.errors import Conflict, DomainError, Invalid, NotAllowed
from services.permissions import Actor, Role
from tests.services.factories import PASSWORD, PEOPLE, Desk, add_person

NEW = AccountInput(username="newcomer", display_name="นายมาใหม่", roles=frozenset({Role.OFFICER}))


def account(desk: Desk, username: str) -> AccountRow:
    return next(row for row in desk.services.accounts.list_accounts(desk.admin) if row.username == username)


def as_input(row: AccountRow) -> AccountInput:
    names = ("username", "display_name", "position", "roles", "active", "head_of_office")
    return AccountInput(**{name: getattr(row, name) for name in names})


@pytest.mark.parametrize("login", list(PEOPLE))
def test_everybody_logs_in_with_the_roles_given(desk: Desk, login: str) -> None:
    actor = desk.services.accounts.log_in(f"  {login.upper()} ", PASSWORD)
    assert actor.roles == {PEOPLE[login][0]}
    assert not actor.must_change_password


@pytest.mark.parametrize(
    ("login", "password"), [("front", "wrong"), ("front", ""), ("nobody", PASSWORD), ("", "")]
)
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(desk: Desk, login: str, password: str) -> None:
    with pytest.raises(DomainError) as caught:
        desk.services.accounts.log_in(login, password)
    assert (caught.value.code, caught.value.params) == ("login.failed", {})


def test_a_closed_account_is_told_so_only_with_the_right_password(desk: Desk) -> None:
    row = account(desk, "front")
    desk.services.accounts.change_account(
        desk.admin, row.id, row.version, replace(as_input(row), active=False), desk.command()
    )
    for password, code in ((PASSWORD, "login.inactive"), ("wrong", "login.failed")):
        with pytest.raises(DomainError) as caught:
            desk.services.accounts.log_in("front", password)
        assert caught.value.code == code
    assert row.id not in {one.id for one in desk.services.accounts.list_colleagues(desk.viewer)}


def test_a_new_account_is_added_once_and_changes_its_password_first(desk: Desk) -> None:
    added = desk.services.accounts.add_account(desk.admin, NEW, "long enough", "add")
    assert desk.services.accounts.add_account(desk.admin, NEW, "long enough", "add") == added
    actor = desk.services.accounts.log_in("newcomer", "long enough")
    assert actor.must_change_password
    changed = desk.services.accounts.change_own_password(
        actor, "long enough", "my own choice", desk.command()
    )
    assert not changed.must_change_password
    assert desk.services.accounts.log_in("newcomer", "my own choice").account_id == added.id


@pytest.mark.parametrize(
    ("changes", "password", "errors"),
    [
        ({"username": "front"}, "long enough", {"username": "username.taken"}),
        ({"username": "FRONT "}, "long enough", {"username": "username.taken"}),
        ({"username": "มาใหม่"}, "long enough", {"username": "username.shape"}),
        ({"username": "a"}, "long enough", {"username": "username.shape"}),
        ({"username": "two words"}, "long enough", {"username": "username.shape"}),
        ({"username": "x" * 33}, "long enough", {"username": "username.shape"}),
        ({"display_name": " \u200b"}, "long enough", {"display_name": "required"}),
        ({"roles": frozenset()}, "long enough", {"roles": "roles.none"}),
        ({}, "short", {"password": "password.short"}),
        ({}, "newcomer", {"password": "password.same"}),
    ],
)
def test_what_is_wrong_with_an_account_is_said_beside_the_field(
    desk: Desk, changes: dict[str, object], password: str, errors: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as caught:
        desk.services.accounts.add_account(desk.admin, replace(NEW, **changes), password, desk.command())  # type: ignore[arg-type]
    assert {name: error.code for name, error in caught.value.fields.items()} == errors


@pytest.mark.parametrize("changes", [{"active": False}, {"roles": frozenset({Role.VIEWER})}])
def test_the_last_administrator_stays_one(desk: Desk, changes: dict[str, object]) -> None:
    row = account(desk, "admin")
    accounts = desk.services.accounts
    with pytest.raises(DomainError) as caught:
        accounts.change_account(
            desk.admin, row.id, row.version, replace(as_input(row), **changes), desk.command()
        )  # type: ignore[arg-type]
    assert caught.value.code == "account.last_administrator"
    second = replace(NEW, roles=frozenset({Role.ADMINISTRATOR}))
    accounts.add_account(desk.admin, second, "long enough", desk.command())
    accounts.change_account(
        desk.admin, row.id, row.version, replace(as_input(row), **changes), desk.command()
    )  # type: ignore[arg-type]


def test_a_closed_administrator_is_no_second_one(desk: Desk) -> None:
    closed = replace(NEW, roles=frozenset({Role.ADMINISTRATOR}), active=False)
    desk.services.accounts.add_account(desk.admin, closed, "long enough", desk.command())
    row = account(desk, "admin")
    with pytest.raises(DomainError) as caught:
        desk.services.accounts.change_account(
            desk.admin, row.id, row.version, replace(as_input(row), active=False), desk.command()
        )
    assert caught.value.code == "account.last_administrator"


def test_a_stale_change_of_an_account_is_refused(desk: Desk) -> None:
    row = account(desk, "front")
    content = replace(as_input(row), position="นักวิชาการคลัง")
    desk.services.accounts.change_account(desk.admin, row.id, row.version, content, desk.command())
    with pytest.raises(Conflict):
        desk.services.accounts.change_account(desk.admin, row.id, row.version, content, desk.command())


def test_ones_own_password_is_changed_with_the_old_one(desk: Desk) -> None:
    change = desk.services.accounts.change_own_password
    with pytest.raises(DomainError) as caught:
        change(desk.front, "wrong", "long enough", desk.command())
    assert caught.value.code == "login.failed"
    for new, code in ((PASSWORD, "password.same"), ("short", "password.short")):
        with pytest.raises(Invalid) as invalid:
            change(desk.front, PASSWORD, new, desk.command())
        assert invalid.value.fields["password"].code == code
    change(desk.front, PASSWORD, "รหัสผ่านใหม่ของฉัน", "own")
    change(desk.front, PASSWORD, "รหัสผ่านใหม่ของฉัน", "own")
    assert desk.services.accounts.log_in("front", "รหัสผ่านใหม่ของฉัน")


def test_an_administrator_gives_a_new_password(desk: Desk) -> None:
    desk.services.accounts.set_password(desk.admin, desk.front.account_id, "given today", desk.command())
    assert desk.services.accounts.log_in("front", "given today").must_change_password
    with pytest.raises(NotAllowed):
        desk.services.accounts.set_password(
            desk.supervisor, desk.front.account_id, "given today", desk.command()
        )


def test_demo_logins_are_for_demo_offices(desk: Desk) -> None:
    with pytest.raises(DomainError):
        desk.services.accounts.add_demo_account(desk.admin, NEW, "demo", desk.command())
    assert "newcomer" not in {row.username for row in desk.services.accounts.list_accounts(desk.admin)}


def test_hashes_are_argon2id_and_salted() -> None:
    passwords = Passwords.cheapest()
    first, second = passwords.hash(PASSWORD), passwords.hash(PASSWORD)
    assert first.startswith("$argon2id$")
    assert first != second
    assert passwords.matches(first, PASSWORD)
    assert not passwords.matches("no hash", PASSWORD)


def test_two_administrators_who_remove_each_other_leave_one(desk: Desk) -> None:
    second = replace(NEW, username="admin2", roles=frozenset({Role.ADMINISTRATOR}))
    other = add_person(desk.services, desk.admin, second, "long enough")
    people = {desk.admin.account_id: desk.admin, other.account_id: other}
    rows = {row.id: row for row in desk.services.accounts.list_accounts(desk.admin) if row.id in people}
    services = [desk.services, desk.again()]
    barrier = threading.Barrier(2)
    answers: list[str] = []

    def remove(own: Services, actor: Actor, victim: AccountRow) -> None:
        content = replace(as_input(victim), active=False)
        barrier.wait()
        try:
            own.accounts.change_account(actor, victim.id, victim.version, content, f"remove-{victim.id}")
            answers.append("done")
        except DomainError as error:
            answers.append(error.code)

    (first_id, first), (second_id, last) = people.items()
    threads = [
        threading.Thread(target=remove, args=(services[0], first, rows[second_id])),
        threading.Thread(target=remove, args=(services[1], last, rows[first_id])),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    services[1].close()
    # Whoever came second had no account any more.
    assert sorted(answers) == ["done", "session.ended"]
    left = first if is_active(desk, first_id) else last
    active = [row for row in desk.services.accounts.list_accounts(left) if row.id in people and row.active]
    assert len(active) == 1


def is_active(desk: Desk, account_id: int) -> bool:
    with desk.services.store.reading() as session:
        return session.get_one(Account, (1, account_id)).active


def test_an_acting_supervisor_is_no_second_administrator(desk: Desk) -> None:
    today = desk.clock.now().date()
    content = AppointmentInput(account_id=desk.officer.account_id, first_day=today, last_day=today)
    desk.services.appointments.appoint_acting(desk.admin, content, desk.command())
    row = account(desk, "admin")
    with pytest.raises(DomainError) as caught:
        desk.services.accounts.change_account(
            desk.admin, row.id, row.version, replace(as_input(row), active=False), desk.command()
        )
    assert caught.value.code == "account.last_administrator"


@pytest.mark.parametrize("use", ["register", "facts", "drafts"])
def test_a_given_password_opens_nothing_before_it_is_changed(desk: Desk, use: str) -> None:
    desk.services.accounts.set_password(desk.admin, desk.front.account_id, "given today", desk.command())
    newcomer = desk.services.accounts.log_in("front", "given today")
    asks = {
        "register": lambda: desk.register(newcomer),
        "facts": lambda: desk.services.office.read_facts(newcomer),
        "drafts": lambda: desk.services.drafts.list_drafts(newcomer),
    }
    # A session that was open before is held to it too.
    for actor in (newcomer, desk.front):
        with pytest.raises(NotAllowed) as caught:
            desk.services.register.list_complaints(actor, RegisterFilter())
        assert caught.value.code == "session.change_password"
    with pytest.raises(NotAllowed):
        asks[use]()
