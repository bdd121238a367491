"""Wrong passwords: the waits grow, nothing tells whether a name or a password was right, and it ends."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from models.journal import JournalRecord
from models.office import Account
from services.accounts.lockout import (
    FREE_TRIES,
    LONGEST,
    TRIES_ON_A_LATER_DAY,
    TRIES_ON_THE_FIRST_DAY,
    WAITS,
    wait_after,
)
from services.accounts.passwords import Passwords
from services.container import open_services
from services.errors import DomainError, NotAllowed
from services.permissions import Actor
from tests.services.factories import PASSWORD, Desk


def refused(desk: Desk, password: str = "wrong", login: str = "front") -> DomainError:
    with pytest.raises(DomainError) as caught:
        desk.services.accounts.log_in(login, password)
    return caught.value


def lock(desk: Desk, login: str = "front") -> DomainError:
    """Fail until the account waits; return the last answer."""
    return [refused(desk, login=login) for _try in range(FREE_TRIES)][-1]


def last_records(desk: Desk, count: int) -> list[JournalRecord]:
    with desk.services.store.reading() as session:
        rows = session.scalars(select(JournalRecord).order_by(JournalRecord.sequence.desc()).limit(count))
        return list(rows)[::-1]


def test_the_waits_grow_to_a_quarter_of_an_hour() -> None:
    seconds = [int(wait_after(failures).total_seconds()) for failures in range(13)]
    assert seconds == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]


def test_the_stated_number_of_tries_is_what_the_waits_allow() -> None:
    day, moment, tries = timedelta(days=1), timedelta(0), 0
    counted = []
    for _day in range(2):
        end = day * (len(counted) + 1)
        while moment < end:
            tries += 1
            moment += wait_after(tries)
        counted.append(tries - sum(counted))
    assert counted == [TRIES_ON_THE_FIRST_DAY, TRIES_ON_A_LATER_DAY]


def test_the_right_password_is_refused_while_the_account_waits_and_taken_after(desk: Desk) -> None:
    told = lock(desk)
    assert (told.code, told.params["minutes"]) == ("login.locked", 1)
    assert told.params["until"] == desk.clock.now() + WAITS[0]
    right, wrong = refused(desk, PASSWORD), refused(desk)
    assert (right.code, right.params) == (wrong.code, wrong.params) == (told.code, told.params)
    desk.later(seconds=29)
    assert refused(desk, PASSWORD).code == "login.locked"
    desk.later(seconds=1)
    actor = desk.services.accounts.log_in("front", PASSWORD)
    assert actor.failed_tries == FREE_TRIES
    assert actor.last_failed_at == desk.clock.now() - WAITS[0]
    assert desk.services.accounts.log_in("front", PASSWORD).failed_tries == 0
    assert refused(desk).code == "login.failed"


def test_a_refusal_while_waiting_makes_the_wait_no_longer(desk: Desk) -> None:
    until = lock(desk).params["until"]
    for _try in range(20):
        assert refused(desk).params["until"] == until


def test_a_name_that_nobody_has_is_answered_as_one_that_somebody_has(desk: Desk) -> None:
    for _try in range(FREE_TRIES + 2):
        known, unknown = refused(desk, login="front"), refused(desk, login="nobody")
        assert (known.code, known.params) == (unknown.code, unknown.params)
        desk.later(seconds=7)


def test_what_was_tried_is_journalled_without_what_was_typed(desk: Desk) -> None:
    lock(desk)
    refused(desk, PASSWORD)
    refused(desk, "typed-secret", "typed-name")
    failed, waiting, unknown = last_records(desk, 3)
    assert (failed.verdict, waiting.verdict, unknown.verdict) == ("failed", "refused", "failed")
    assert failed.actor_id == waiting.actor_id == desk.front.account_id
    assert (unknown.actor_id, unknown.actor_name, unknown.roles) == (None, "", "")
    for record in (failed, waiting, unknown):
        assert record.use_case == "accounts.log_in"
        assert "typed" not in record.facts + record.changes + record.result
    assert desk.services.verification.verify_office(desk.admin).problem is None


def test_an_administrator_sees_who_waits_and_ends_it(desk: Desk) -> None:
    lock(desk)
    accounts = desk.services.accounts
    row = next(row for row in accounts.list_accounts(desk.admin) if row.username == "front")
    assert (row.failed_logins, row.locked_until) == (FREE_TRIES, desk.clock.now() + WAITS[0])
    with pytest.raises(NotAllowed):
        accounts.unlock(desk.supervisor, row.id, desk.command())
    accounts.unlock(desk.admin, row.id, "unlock")
    accounts.unlock(desk.admin, row.id, "unlock")
    assert accounts.log_in("front", PASSWORD).failed_tries == 0


def test_a_new_password_ends_the_wait_too(desk: Desk) -> None:
    lock(desk)
    desk.services.accounts.set_password(desk.admin, desk.front.account_id, "given today", desk.command())
    assert desk.services.accounts.log_in("front", "given today").must_change_password


def test_a_clock_set_back_holds_nobody_longer_than_the_longest_wait(desk: Desk) -> None:
    lock(desk)
    desk.later(days=-400)
    assert refused(desk, PASSWORD).params["until"] == desk.clock.now() + LONGEST
    desk.later(seconds=LONGEST.total_seconds())
    assert desk.services.accounts.log_in("front", PASSWORD)


def test_a_clock_set_forward_buys_one_try(desk: Desk) -> None:
    lock(desk)
    desk.later(days=400)
    assert refused(desk).code == "login.locked"
    with desk.services.store.reading() as session:
        assert session.get_one(Account, (1, desk.front.account_id)).failed_logins == FREE_TRIES + 1


def change(desk: Desk, old: str) -> Actor:
    return desk.services.accounts.change_own_password(desk.front, old, "a new word", "one command")


def test_guesses_at_the_old_password_count_as_guesses_at_the_door(desk: Desk) -> None:
    codes = []
    for _try in range(FREE_TRIES):
        with pytest.raises(DomainError) as caught:
            change(desk, "wrong")
        codes.append(caught.value.code)
    assert codes == ["login.failed"] * (FREE_TRIES - 1) + ["login.locked"]
    with pytest.raises(DomainError) as caught:
        change(desk, PASSWORD)
    assert caught.value.code == "login.locked"
    desk.later(seconds=30)
    change(desk, PASSWORD)
    assert desk.services.accounts.log_in("front", "a new word").failed_tries == 0


def test_a_locked_session_is_opened_by_its_own_person(desk: Desk) -> None:
    accounts = desk.services.accounts
    assert accounts.unlock_session(desk.front, PASSWORD).account_id == desk.front.account_id
    assert last_records(desk, 1)[0].use_case == "accounts.unlock_session"
    for _try in range(FREE_TRIES):
        with pytest.raises(DomainError):
            accounts.unlock_session(desk.front, "wrong")
    assert refused(desk, PASSWORD).code == "login.locked"


def test_a_failed_login_is_seen_by_the_witness_like_any_record(desk: Desk) -> None:
    refused(desk)
    seen = desk.services.seal.witness.seen
    assert seen is not None
    assert seen.sequence == last_records(desk, 1)[0].sequence


class Watched(PasswordHasher):
    """Tell by which profile passwords were checked."""

    profiles: tuple[str, ...] = ()

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        self.profiles += ("own",)
        return super().hash(password, salt=salt)

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # noqa: A002 - argon2's name
        self.profiles += (str(hash).split("$")[3],)
        return super().verify(hash, password)


def test_a_name_nobody_has_is_checked_by_the_profile_of_the_others(desk: Desk) -> None:
    """An office whose passwords were hashed by another profile tells nobody's name by the time it takes."""
    desk.services.close()
    watched = Watched()
    services = open_services(desk.folder, desk.clock, Passwords(watched))
    for name in ("officer", "nobody"):
        with pytest.raises(DomainError):
            services.accounts.log_in(name, "wrong")
    services.close()
    known, unknown = watched.profiles
    assert known == unknown
