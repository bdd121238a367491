"""A password guesser gets nowhere within the stated rate, alone or from several programs at once."""

import os
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from models.journal import JournalRecord
from models.office import Account
from services.accounts.lockout import FREE_TRIES, TRIES_ON_A_LATER_DAY, TRIES_ON_THE_FIRST_DAY, wait_after
from services.accounts.passwords import Passwords
from services.errors import DomainError
from tests.command_line import run_main
from tests.services.factories import FRIDAY, PASSWORD, Desk

ROOT = Path(__file__).parents[2]
PROGRAMS = 4
CHILD = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.container import open_services
from services.errors import DomainError

folder, start, moments, number = Path(sys.argv[1]), *sys.argv[2:]
clock = SetClock(datetime.fromisoformat(start))
services = open_services(folder, clock, Passwords.cheapest())
print("ready", flush=True)
for line in sys.stdin:  # each line is a moment, in seconds, at which every program tries at once
    clock.set(datetime.fromisoformat(start) + timedelta(seconds=float(line)))
    said = []
    for attempt in range(int(moments)):
        try:
            services.accounts.log_in("front", f"guess {number} {line} {attempt}")
        except DomainError as error:
            said.append(error.code)
    print(" ".join(said), flush=True)
services.close()
"""


class Counted(Passwords):
    """Count how many passwords are really looked at."""

    def __init__(self) -> None:
        cheapest = Passwords.cheapest()
        super().__init__(cheapest._hasher)
        self.looked_at = 0

    def matches(self, stored: str, password: str) -> bool:
        self.looked_at += 1
        return super().matches(stored, password)


def tries_in(desk: Desk, end: datetime) -> int:
    """Guess at every moment at which a guess is taken, until the end; return how many were."""
    tries = 0
    while desk.clock.now() < end:
        with pytest.raises(DomainError) as caught:
            desk.services.accounts.log_in("front", f"guess {tries}")
        tries += 1
        if caught.value.code == "login.locked":
            desk.clock.set(caught.value.params["until"])
    return tries


def test_a_day_of_guessing_gives_the_stated_number_of_tries(desk: Desk) -> None:
    counted = Counted()
    desk.services.accounts._door._passwords = counted
    first = tries_in(desk, FRIDAY + timedelta(days=1))
    second = tries_in(desk, FRIDAY + timedelta(days=2))
    print(f"tries: {first} on the first day, {second} on the second")
    assert (first, second) == (TRIES_ON_THE_FIRST_DAY, TRIES_ON_A_LATER_DAY)
    assert counted.looked_at == first + second


def test_while_an_account_waits_no_guess_is_looked_at_however_many_come(desk: Desk) -> None:
    counted = Counted()
    desk.services.accounts._door._passwords = counted
    for number in range(200):
        with pytest.raises(DomainError):
            desk.services.accounts.log_in("front", PASSWORD if number >= FREE_TRIES else "wrong")
    assert counted.looked_at == FREE_TRIES
    desk.later(seconds=wait_after(FREE_TRIES).total_seconds())
    assert desk.services.accounts.log_in("front", PASSWORD).failed_tries == FREE_TRIES


def looked_at(desk: Desk) -> tuple[int, Counter[str]]:
    """Return the failures counted, and how many records of each verdict the door has left on the account."""
    with desk.services.store.reading() as session:
        failures = session.get_one(Account, (1, desk.front.account_id)).failed_logins
        verdicts = session.scalars(
            select(JournalRecord.verdict).where(
                JournalRecord.use_case == "accounts.log_in", JournalRecord.actor_id == desk.front.account_id
            )
        )
        return failures, Counter(verdicts)


def test_programs_side_by_side_guess_no_faster_than_one(desk: Desk) -> None:
    """Let four programs try six passwords each at every moment when the wait is over."""
    start = desk.clock.now()
    children = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(desk.folder), start.isoformat(), "6", str(number)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PROGRAMS)
    ]
    try:
        for child in children:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
        _, before = looked_at(desk)
        moment, expected = 0.0, 0
        while expected < FREE_TRIES + 8:
            expected = max(expected + 1, FREE_TRIES)
            said = at_once(children, moment)
            failures, verdicts = looked_at(desk)
            # One guess was looked at; every other was turned away unseen.
            assert failures == expected
            assert verdicts["failed"] - before["failed"] == expected
            assert said.total() == PROGRAMS * 6
            assert said["login.locked"] >= PROGRAMS * 6 - FREE_TRIES + 1
            moment += wait_after(expected).total_seconds()
    finally:
        for child in children:
            child.stdin.close()  # type: ignore[union-attr]
            child.wait(60)
            child.stdout.close()  # type: ignore[union-attr]
    print(f"{expected} guesses in {moment:.0f} seconds from {PROGRAMS} programs")
    assert desk.services.verification.verify_office(desk.admin).problem is None
    desk.clock.set(start + timedelta(seconds=moment))
    assert desk.services.accounts.log_in("front", PASSWORD).failed_tries == expected


def at_once(children: list[subprocess.Popen[str]], moment: float) -> Counter[str]:
    """Let every program try at a moment, and return what they were told."""
    for child in children:
        assert child.stdin is not None
        child.stdin.write(f"{moment}\n")
        child.stdin.flush()
    said: Counter[str] = Counter()
    for child in children:
        assert child.stdout is not None
        said.update(child.stdout.readline().split())
    return said


def command_line(desk: Desk, password: str) -> tuple[int, str, str]:
    env = {**os.environ, "RAPRUEANG_PASSWORD": password}
    done = run_main("list", "--data", desk.folder, "--user", "front", env=env)
    return done.returncode, done.stdout, done.stderr


def test_the_command_line_waits_with_one_line(desk: Desk) -> None:
    said = [command_line(desk, "wrong") for _try in range(FREE_TRIES)] + [command_line(desk, PASSWORD)]
    assert [(code, out) for code, out, _line in said] == [(1, "")] * (FREE_TRIES + 1)
    lines = [line.splitlines() for _code, _out, line in said]
    assert all(len(one) == 1 for one in lines)
    assert "ไม่ถูกต้อง" in lines[0][0]
    assert "1 นาที" in lines[-2][0]
    assert lines[-1] == lines[-2]


def test_the_command_line_does_nothing_for_a_password_that_somebody_else_set(desk: Desk) -> None:
    desk.services.accounts.set_password(desk.admin, desk.front.account_id, "given today", desk.command())
    code, out, line = command_line(desk, "given today")
    assert (code, out) == (1, "")
    assert "เปลี่ยนรหัสผ่าน" in line
