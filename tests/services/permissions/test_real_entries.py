"""What the matrix tries only at the door, refused where people really come in: nothing is changed by it."""

import os
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import text

from models.engine import DATABASE_NAME
from services.accounts.accounts import AccountInput
from services.accounts.passwords import Passwords
from services.errors import DomainError, NotAllowed
from services.keys.keeper import default_keeper
from services.keys.new_key import LostKey
from services.keys.opening import KeySetUp
from services.keys.switching import Switch, switch_encryption
from services.office.setup import SetUpOffice
from services.permissions import Role
from services.privacy.destruction import Signed
from tests.command_line import run_main
from tests.services.factories import PASSWORD, Desk
from tests.services.permissions.ground import lay_out
from tests.services.permissions.test_standing import refused

ROOT = Path(__file__).parents[3]
REFUSED = ("front", "officer", "supervisor", "viewer")


def content_of(desk: Desk) -> bytes:
    return (desk.folder / DATABASE_NAME).read_bytes()


def command(desk: Desk, *words: object) -> "subprocess.CompletedProcess[str]":
    """Run main.py with the office closed, and open it again."""
    desk.services.close()
    done = run_main(*words, env={**os.environ, "RAPRUEANG_PASSWORD": PASSWORD})
    desk.services = desk.again()
    return done


def newest(desk: Desk) -> dict[str, object]:
    return records(desk)[-1]


def records(desk: Desk) -> list[dict[str, object]]:
    with desk.services.store.reading() as session:
        rows = session.execute(text("SELECT use_case, verdict, actor_name FROM journal ORDER BY sequence"))
        return [dict(row._mapping) for row in rows]


@pytest.mark.parametrize("login", REFUSED)
@pytest.mark.parametrize("encrypt", [True, False])
def test_a_switch_of_encryption_is_refused_and_leaves_the_file(desk: Desk, login: str, encrypt: bool) -> None:
    clock, keeper, key = desk.clock, default_keeper(), desk.services.seal.key
    desk.services.close()
    if not encrypt:
        ours = Switch(desk.folder, desk.admin, "encrypt", KeySetUp(encrypt=True))
        switch_encryption(ours, clock, keeper, key)
    before = content_of(desk)
    theirs = Switch(desk.folder, desk.people[login], "theirs", KeySetUp(encrypt=encrypt))
    with pytest.raises(NotAllowed) as raised:
        switch_encryption(theirs, clock, keeper, key)
    assert raised.value.params["use_case"] == ("keys.encrypt" if encrypt else "keys.decrypt")
    assert content_of(desk) == before
    assert [path.name for path in desk.folder.rglob("*.part*")] == []
    desk.services = desk.again()


@pytest.mark.parametrize("login", REFUSED)
def test_a_lost_key_is_replaced_by_no_other_login(desk: Desk, login: str) -> None:
    key = desk.services.seal.key
    desk.services.close()
    keeper = default_keeper()
    keeper.forget(key.key_id)
    before = content_of(desk)
    with pytest.raises(NotAllowed) as raised:
        LostKey(desk.folder, desk.clock, keeper, Passwords.cheapest()).replace_key(login, PASSWORD)
    assert raised.value.params["use_case"] == "journal.replace_key"
    assert content_of(desk) == before
    assert keeper.find(key.key_id, desk.folder) is None
    keeper.keep(key)
    desk.services = desk.again()


def test_the_command_line_refuses_and_the_journal_says_so(desk: Desk, tmp_path: Path) -> None:
    case = desk.register().complaint_id
    copy = desk.services.backups.make_by_itself("x", tmp_path, "copy").path
    for words, use_case in (
        (("encrypt", "--data", desk.folder, "--user", "supervisor"), "keys.encrypt"),
        (("encrypt", "--data", desk.folder, "--user", "front", "--off"), "keys.decrypt"),
        (
            ("restore", "--data", desk.folder, "--from", copy, "--user", "officer", "--yes"),
            "backup.restore",
        ),
    ):
        done = command(desk, *words)
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
        record = newest(desk)
        assert (record["use_case"], record["verdict"]) == (use_case, "refused")
        assert record["actor_name"] == desk.people[str(words[words.index("--user") + 1])].name
    assert desk.case(case).id == case
    assert desk.services.verification.verify().problem is None


def test_a_copys_own_login_must_be_an_administrators(desk: Desk, tmp_path: Path) -> None:
    copy = desk.services.backups.make_by_itself("x", tmp_path, "copy").path
    staged = desk.services.restoring.stage(copy)
    for login in REFUSED:
        with pytest.raises(NotAllowed):
            desk.services.restoring.log_in(staged, login, PASSWORD)
    assert desk.services.restoring.log_in(staged, "admin", PASSWORD) == desk.admin.name


def test_a_role_taken_away_while_a_list_is_carried_out_stops_it_at_the_next_case(desk: Desk) -> None:
    ground = lay_out(desk)
    first, second = ground.closed, desk.closed()
    both = ground.holding(Role.SUPERVISOR, Role.VIEWER)
    desk.later(days=366 * 11)
    destruction = desk.services.destruction
    made = destruction.make_destruction_list(both, None, desk.command())
    today = desk.clock.now().date()
    destruction.record_signed(both, made, 1, Signed(today, "กรรมการสามคน", "ลป 0003/1"), desk.command())

    def take_away(done: int, _total: int) -> None:
        if done == 1:
            ground.change_roles(both, Role.VIEWER)

    with pytest.raises(NotAllowed) as raised:
        destruction.carry_out(both, made, desk.command(), take_away)
    assert raised.value.params["use_case"] == "privacy.anonymise_case"
    record = newest(desk)
    assert (record["use_case"], record["verdict"]) == ("privacy.anonymise_case", "refused")
    blanked = [case for case in (first, second) if desk.case(case).anonymised_at is not None]
    assert len(blanked) == 1
    refused(ground, both, "privacy.carry_out")


def test_a_set_up_office_takes_no_second_set_up(desk: Desk) -> None:
    before = len(records(desk))
    intruder = AccountInput(
        username="intruder", display_name="นายผู้บุกรุก", roles=frozenset({Role.ADMINISTRATOR})
    )
    wanted = SetUpOffice(administrator=intruder, password=PASSWORD)
    with pytest.raises(DomainError):
        desk.services.setup.set_up(wanted, "again")
    assert {row["verdict"] for row in records(desk)[before:]} <= {"refused"}
    with pytest.raises(DomainError, match="login"):
        desk.services.accounts.log_in("intruder", PASSWORD)
