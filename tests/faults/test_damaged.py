"""A damaged database: never a crash, a hang or silence, whichever page is hit and whenever it is met."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from models.engine import DATABASE_NAME
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.complaints.commands import ComplaintInput, RegisterComplaint
from services.complaints.register import RegisterFilter
from services.container import Services, open_services
from services.demo.office import PASSWORD
from services.documents.monthly import MonthlyRequest
from services.errors import DomainError
from services.permissions import Actor
from services.thai.dates import Month
from tests.faults import damage
from tests.faults.command_line import run
from tests.faults.windows import MOMENT, TYPED, Window

Open = Callable[..., Window]
Result = TypeVar("Result")
WAYS: dict[str, damage.Spoil] = {
    "header": damage.header,
    "schema": damage.schema_page,
    "noise": damage.random_pages,
    "nothing": damage.zero_pages,
    "torn": damage.torn_page,
    "cut off": damage.cut_off,
    "complaints": damage.of("complaint"),
    "journal": damage.of("journal"),
    "accounts": damage.of("account"),
    "flowcharts": damage.of("flowchart%"),
    "search words": damage.of("complaint_search%"),
    "search entries": damage.of("search_entry"),
    "indexes": damage.of("ix_%"),
    "keys": damage.of("sqlite_autoindex%"),
}
SEEDS = range(3)
TOLD = "เสียหาย"


def works(services: Services, actor: Actor | None) -> Iterator[Callable[[], object]]:
    """Yield one after another what people do in a day."""
    yield services.office.card
    yield lambda: services.accounts.log_in("supervisor", PASSWORD)
    if actor is None:
        return
    everything = RegisterFilter()
    yield lambda: services.office.read_facts(actor)
    yield lambda: services.register.list_complaints(actor, everything, limit=1000)
    yield lambda: services.register.count_complaints(actor, RegisterFilter(text="ก"))
    yield lambda: services.register.list_complaints(actor, RegisterFilter(text="เจ้าหน้าที่"))
    yield lambda: [
        services.cases.read_case(actor, row.id)
        for row in services.register.list_complaints(actor, everything, limit=1000)
    ]
    content = ComplaintInput(channel="walk_in", received_at=MOMENT, name="สมมติ ตัวอย่าง", detail=TYPED)
    yield lambda: services.intake.register_complaint(actor, RegisterComplaint(content=content), "a-save")
    yield lambda: services.drafts.keep_draft(actor, None, "walk_in", "ร่าง", {"a": "ก"})
    request = MonthlyRequest(month=Month(2026, 2))
    yield lambda: services.documents.make_monthly(actor, request, "a-report")
    yield services.verification.verify


def codes_met(services: Services, actor: Actor | None) -> list[str]:
    """Do a day's work; return the codes met. Anything but a code fails the test."""
    done = [attempt(work) for work in works(services, actor)]
    return [result.code for result in done if isinstance(result, DomainError)]


def attempt(work: Callable[[], Result]) -> Result | DomainError:
    """Return what a work gives, or the error a person would be told; anything else fails the test."""
    try:
        return work()
    except DomainError as error:
        return error


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_damage_is_told_at_opening_or_when_it_is_met(office: Path, way: str, seed: int) -> None:
    WAYS[way](office / DATABASE_NAME, random.Random(seed))
    opened = attempt(lambda: open_services(office, SetClock(MOMENT), Passwords.cheapest()))
    if isinstance(opened, DomainError):
        assert opened.code == "store.damaged"
        return
    try:
        actor = attempt(lambda: opened.accounts.log_in("supervisor", PASSWORD))
        met = codes_met(opened, actor if isinstance(actor, Actor) else None)
        assert set(met) <= {"store.damaged"}
        # What no work ran into is found by whoever looks through everything.
        problem = opened.verification.verify().problem
        assert problem is not None or (way in ("noise", "nothing", "torn") and not met)
    finally:
        opened.close()


@pytest.mark.parametrize("way", [way for way in WAYS if way not in ("header", "schema")])
def test_a_damage_while_the_office_is_open_is_told_when_it_is_met(office: Path, way: str) -> None:
    services = open_services(office, SetClock(MOMENT), Passwords.cheapest())
    try:
        actor = services.accounts.log_in("supervisor", PASSWORD)
        services.store.engine.dispose()  # what SQLite holds in memory hides the disk for a while
        WAYS[way](office / DATABASE_NAME, random.Random(7))
        assert set(codes_met(services, actor)) <= {"store.damaged"}
    finally:
        services.close()


def test_noise_in_place_of_the_log_changes_nothing(office: Path) -> None:
    damage.log_of_noise(office / DATABASE_NAME, random.Random(1))
    services = open_services(office, SetClock(MOMENT), Passwords.cheapest())
    assert codes_met(services, services.accounts.log_in("supervisor", PASSWORD)) == []
    assert services.verification.verify().problem is None
    services.close()


@pytest.mark.parametrize("way", ["header", "schema", "cut off", "keys"])
def test_the_command_line_says_it_in_one_line(office: Path, way: str) -> None:
    WAYS[way](office / DATABASE_NAME, random.Random(1))
    for words in (("list", "--user", "front"), ("verify", "--user", "supervisor")):
        ended = run(words[0], "--data", office, *words[1:])
        assert ended.returncode == 1
        assert TOLD in ended.stderr


def test_a_page_damaged_under_the_window_leads_to_the_restore(office: Path, open_window: Open) -> None:
    window = open_window(office)
    window.log_in("front")
    window.type_complaint()
    database = office / DATABASE_NAME
    kept = shutil.copy(database, office.parent / "before.db")
    window.program.services.store.engine.dispose()
    for way in ("complaints", "search entries", "journal"):
        WAYS[way](database, random.Random(3))
    window.save()
    notice = window.program.window.notice
    assert TOLD in notice.text()
    assert window.story() == TYPED
    spoilt = database.read_bytes()
    window.wait_for(lambda: "ยังเก็บร่างไม่ได้" in window.text())
    window.answers["ข้อความที่กรอกไว้"] = "กลับไปที่หน้าเดิม"  # what is typed stands nowhere else
    notice.button.click()
    window.driver.settle()
    assert window.story() == TYPED
    window.answers["ข้อความที่กรอกไว้"] = "ออกโดยไม่เก็บข้อความ"
    notice.button.click()
    window.driver.settle()
    assert TOLD in window.text()
    assert "ลองเปิดอีกครั้ง" in window.text()
    assert database.read_bytes() == spoilt, "the damaged file is kept as it is"
    shutil.copy(kept, database)
    window.driver.press("ลองเปิดอีกครั้ง")
    window.log_in("front")


@pytest.mark.parametrize("page", ["register", "review", "home"])
def test_every_page_says_it_with_the_way_on(office: Path, open_window: Open, page: str) -> None:
    window = open_window(office)
    window.log_in("supervisor")
    window.program.services.store.engine.dispose()
    for way in ("complaints", "flowcharts", "accounts"):
        WAYS[way](office / DATABASE_NAME, random.Random(4))
    window.program.window.navigate(page)
    window.driver.settle()
    window.program.window.refresh()
    window.driver.settle()
    assert all(TOLD in said for said in window.told)
    assert TOLD in window.program.window.notice.text()
    assert window.program.window.notice.button.text() == "ไปหน้ากู้ข้อมูล"


def test_a_damage_met_at_login_leads_to_the_restore(office: Path, open_window: Open) -> None:
    window = open_window(office)
    window.program.services.store.engine.dispose()
    WAYS["accounts"](office / DATABASE_NAME, random.Random(4))
    window.try_log_in("front")
    assert TOLD in window.text()
    assert "ลองเปิดอีกครั้ง" in window.text()
