"""The recovery code: read as it is typed, used once, for an administrator's password only."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models.journal import JournalRecord, JournalValues
from models.office import Office
from services.accounts.lockout import FREE_TRIES
from services.accounts.recovery_code import new_code, read_code
from services.errors import DomainError, Invalid, NotAllowed
from tests.services.factories import PASSWORD, Desk

NEW = "new password"


def reset(desk: Desk, code: str, login: str = "admin", password: str = NEW, command: str = "") -> str:
    return desk.services.accounts.reset_by_recovery_code(code, login, password, command or desk.command())


def test_a_code_is_twenty_signs_in_five_groups() -> None:
    code = new_code()
    groups = code.split("-")
    assert [len(group) for group in groups] == [4] * 5
    assert not set(code) & set("ILOU")
    assert new_code() != code


def test_a_code_is_read_as_people_write_it() -> None:
    code = new_code()
    assert read_code(f"  {code.lower().replace('-', ' ')} ") == code
    assert read_code(code.replace("0", "o").replace("1", "l")) == code
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    assert read_code(code.translate(thai)) == code


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_is_refused_as_input(text: str) -> None:
    with contextlib.suppress(Invalid):
        assert len(read_code(text)) == 24


def test_a_forgotten_last_administrators_password_is_replaced_and_the_code_with_it(desk: Desk) -> None:
    code = desk.services.accounts.renew_recovery_code(desk.admin, desk.command())
    fresh = reset(desk, code.lower())
    assert fresh != code
    actor = desk.services.accounts.log_in("admin", NEW)
    assert not actor.must_change_password
    with pytest.raises(DomainError) as caught:
        reset(desk, code, password="another one")
    assert caught.value.code == "login.failed"
    reset(desk, fresh, password="another one")
    assert desk.services.accounts.log_in("admin", "another one")


def test_a_new_code_makes_the_old_one_void(desk: Desk) -> None:
    old = desk.services.accounts.renew_recovery_code(desk.admin, desk.command())
    desk.services.accounts.renew_recovery_code(desk.admin, desk.command())
    with pytest.raises(DomainError):
        reset(desk, old)
    assert desk.services.accounts.log_in("admin", PASSWORD)


def test_a_code_is_shown_once_even_when_the_command_repeats(desk: Desk) -> None:
    code = desk.services.accounts.renew_recovery_code(desk.admin, "renew")
    with pytest.raises(DomainError) as caught:
        desk.services.accounts.renew_recovery_code(desk.admin, "renew")
    assert caught.value.code == "recovery.shown_once"
    reset(desk, code, command="reset")
    with pytest.raises(DomainError) as caught:
        reset(desk, code, command="reset")
    assert caught.value.code == "recovery.shown_once"


@pytest.mark.parametrize("login", ["front", "supervisor", "nobody", ""])
def test_whoever_is_no_administrator_is_answered_as_with_a_wrong_code(desk: Desk, login: str) -> None:
    code = desk.services.accounts.renew_recovery_code(desk.admin, desk.command())
    with pytest.raises(DomainError) as caught:
        reset(desk, code, login)
    assert (caught.value.code, caught.value.params) == ("login.failed", {})
    reset(desk, code)


def test_wrong_codes_wait_as_wrong_passwords_do(desk: Desk) -> None:
    code = desk.services.accounts.renew_recovery_code(desk.admin, desk.command())
    for _try in range(FREE_TRIES):
        with pytest.raises(DomainError):
            reset(desk, new_code())
    with pytest.raises(DomainError) as caught:
        reset(desk, code)
    assert caught.value.code == "login.locked"
    desk.later(seconds=30)
    reset(desk, code)


def test_a_misread_code_costs_no_try(desk: Desk) -> None:
    code = desk.services.accounts.renew_recovery_code(desk.admin, desk.command())
    for _try in range(2 * FREE_TRIES):
        with pytest.raises(Invalid):
            reset(desk, code[:-1])
    reset(desk, code)


def test_an_office_without_a_code_takes_none(desk: Desk) -> None:
    with pytest.raises(DomainError) as caught:
        reset(desk, new_code())
    assert caught.value.code == "login.failed"


def test_only_an_administrator_makes_a_code(desk: Desk) -> None:
    for person in (desk.front, desk.supervisor, desk.viewer):
        with pytest.raises(NotAllowed):
            desk.services.accounts.renew_recovery_code(person, desk.command())


def test_neither_code_nor_its_hash_stands_in_the_journal(desk: Desk) -> None:
    code = desk.services.accounts.renew_recovery_code(desk.admin, desk.command())
    fresh = reset(desk, code)
    with desk.services.store.reading() as session:
        kept = session.scalars(select(Office.recovery_hash)).one()
        records = session.scalars(select(JournalRecord)).all()
        said = "".join(row.facts + row.result + row.changes for row in records)
        said += "".join(session.scalars(select(JournalValues.values)))
    assert kept is not None
    for secret in (code, fresh, kept, NEW):
        assert secret not in said
    assert {row.use_case for row in records} >= {
        "accounts.renew_recovery_code",
        "accounts.reset_by_recovery_code",
    }
    assert desk.services.verification.verify_office(desk.admin).problem is None
