"""An administrator looks after the program and learns from no part of it who asked to stay hidden.

Every public method of every service is called as the administrator, with whatever it can be given; nothing
that comes back may hold a word of the hidden person. A new use case is walked without being named here.
"""

import contextlib
import inspect
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from services.complaints.commands import AttachmentInput, CorrectComplaint
from services.complaints.register import RegisterFilter
from services.container import Services
from services.documents.monthly import MonthlyRequest
from services.errors import DomainError, NotAllowed
from services.journal.reading import JournalFilter
from services.permissions import Role
from services.privacy.person import PersonFileRequest, PersonQuery
from services.thai.dates import Month
from tests.services.documents.paper_text import squeeze, texts
from tests.services.factories import PASSWORD, Desk

ROOT = Path(__file__).parents[2]
HIDDEN = {
    "title": "นาง",
    "name": "ซ่อนเร้น ปกปิดสกุล",
    "phones": "089 777 6655",
    "email": "sonren@example.org",
    "line_id": "sonren-line",
    "address": "777/9 หมู่ลับแล ตำบลซ่อนกาย",
}
AFTER = "ซ่อนใหม่ ปิดสกุลใหม่"
# What would give the person away, however it is written out.
SECRETS = (
    *("ซ่อนเร้น", "ปกปิดสกุล", "0897776655", "089 777 6655", "089-777-6655", "sonren"),
    *("777/9", "ลับแล", "ซ่อนกาย", "ซ่อนใหม่", "ปิดสกุลใหม่"),
)
LETTER = b"%PDF-1.4 the letter itself"


@pytest.fixture
def case(desk: Desk) -> int:
    """Take in, correct and work a case whose complainant asked to stay hidden."""
    assert desk.admin.roles == {Role.ADMINISTRATOR}
    taken = desk.register(
        identity="hidden",
        subject="รอคิวนาน",
        attachments=(AttachmentInput(name="จดหมาย.pdf", content=LETTER),),
        **HIDDEN,
    ).complaint_id
    version, content = desk.services.intake.open_for_correction(desk.front, taken, desk.command())
    changed = {field.name: getattr(content, field.name) for field in fields(content)} | {"name": AFTER}
    command = CorrectComplaint(
        complaint_id=taken, version=version, content=type(content)(**changed), reason=""
    )
    desk.services.intake.correct_complaint(desk.front, command, desk.command())
    desk.services.cases.reveal_complainant(desk.supervisor, taken, "ต้องติดต่อกลับ", desk.command())
    desk.services.drafts.keep_draft(
        desk.front, None, "walk_in", AFTER, {"name": AFTER, "phones": "0897776655"}
    )
    desk.screen(taken)
    return taken


def methods(services: Services) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Return every public method of every service that takes an actor."""
    built = [name for name, kept in vars(Services).items() if isinstance(kept, cached_property)]
    for room in (*built, "accounts", "office"):
        service = getattr(services, room)
        for name, method in inspect.getmembers(service, inspect.ismethod):
            if not name.startswith("_") and next(iter(inspect.signature(method).parameters), "") == "actor":
                yield f"{room}.{name}", method


def offers(desk: Desk, case: int) -> dict[str, list[Any]]:
    """Return what can be given for an argument of each name."""
    records = [row.key for row in desk.services.journal.read_records(desk.admin, JournalFilter())]
    number = desk.case(case).number
    words = ["", *SECRETS, AFTER]
    return {
        "complaint_id": [case],
        "attachment_id": [one.id for one in desk.case(case).attachments],
        "number": [number],
        "wanted": [JournalFilter(), *(RegisterFilter(text=word) for word in words)],
        "name": ["unscreened", "unassigned", "proposals", "overdue", "all"],
        "month": [Month(2026, 4)],
        "request": [
            MonthlyRequest(month=Month(2026, 4), include_memo=True),
            PersonFileRequest(complaint_ids=(case,), reason="ตามคำขอ"),
        ],
        "query": [PersonQuery(name=word, hidden=hidden) for word in words for hidden in (False, True)]
        + [PersonQuery(phone="0897776655", hidden=True)],
        "reason": ["ต้องการทราบ"],
        "paper": ["a5"],
        "key": records,
        "received": [date(2026, 4, 10)],
        "level": ["minor"],
        "year": [2569],
        "sequence": [1],
        "start_of_hash": ["00"],
        "password": [PASSWORD],
        "closed_before": [None],
        "text": ["บันทึกของผู้ดูแล"],
        "version": [desk.case(case).version],
        "officer_id": [desk.officer.account_id],
        "outcome": ["upheld"],
        "count": [1],
        "to": [desk.folder.parent / "usb"],
    }


def calls(method: Callable[..., Any], given: dict[str, list[Any]], desk: Desk) -> Iterator[dict[str, Any]]:
    """Return each way to call a method with what can be given, none where an argument is unknown."""
    needed = [
        name
        for name, parameter in inspect.signature(method).parameters.items()
        if parameter.default is inspect.Parameter.empty and name not in ("actor", "command_id")
    ]
    if any(name not in given for name in needed):
        return
    command = "command_id" in inspect.signature(method).parameters
    longest = max((len(given[name]) for name in needed), default=1)
    for turn in range(longest):
        chosen = {name: given[name][turn % len(given[name])] for name in needed}
        yield {**chosen, **({"command_id": desk.command()} if command else {})}


def said(value: Any) -> str:
    """Return everything that a value holds, as text."""
    if isinstance(value, bytes):
        return " ".join(texts(value).values()) if value.startswith(b"%PDF") and value != LETTER else ""
    if is_dataclass(value) and not isinstance(value, type):
        return " ".join(said(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, dict):
        return " ".join(said(one) for pair in value.items() for one in pair)
    if isinstance(value, list | tuple | set | frozenset):
        return " ".join(said(one) for one in value)
    return str(value)


def gives_away(text: str) -> list[str]:
    flat = squeeze(text)
    return [word for word in SECRETS if squeeze(word) in flat]


WRONG_KIND = (AttributeError, TypeError, ValueError, KeyError)


def test_no_use_case_tells_an_administrator_who_asked_to_stay_hidden(desk: Desk, case: int) -> None:
    (desk.folder.parent / "usb").mkdir()
    given = offers(desk, case)
    answered, found = set(), []
    for name, method in methods(desk.services):
        for arguments in calls(method, given, desk):
            with contextlib.suppress(DomainError, *WRONG_KIND):
                answer = method(desk.admin, **arguments)
                answered.add(name)
                if words := gives_away(said(answer)):
                    found.append((name, arguments, words))
    assert found == []
    # The walk is worth something: these answered, with the case in sight.
    assert answered >= {
        *("cases.read_case", "cases.find_by_number", "register.list_complaints"),
        *("register.export_complaints", "documents.make_case_file", "documents.make_monthly"),
        *("journal.read_records", "journal.read_record", "verification.verify_office"),
        *("accounts.list_accounts", "office.read_facts"),
    }


def test_the_same_words_are_found_where_a_supervisor_may_read_them(desk: Desk, case: int) -> None:
    revealed = desk.services.cases.reveal_complainant(desk.supervisor, case, "ติดต่อกลับ", desk.command())
    assert {"ซ่อนใหม่", "ปิดสกุลใหม่", "sonren", "777/9"} <= set(gives_away(said(revealed)))


def test_neither_revealing_nor_correcting_is_an_administrators(desk: Desk, case: int) -> None:
    with pytest.raises(NotAllowed):
        desk.services.cases.reveal_complainant(desk.admin, case, "อยากรู้", desk.command())
    with pytest.raises(NotAllowed):
        desk.services.intake.open_for_correction(desk.admin, case, desk.command(), "อยากรู้")


@pytest.mark.parametrize("word", [*SECRETS, AFTER, "นางซ่อนใหม่"])
def test_a_search_for_the_hidden_name_finds_nothing(desk: Desk, case: int, word: str) -> None:
    assert desk.found(word, desk.admin) == []
    assert desk.found("รอคิว", desk.admin) == [desk.case(case).number]


def test_a_person_is_not_found_out_by_asking_for_them(desk: Desk, case: int) -> None:
    for query in (PersonQuery(name=AFTER, hidden=True), PersonQuery(phone="0897776655", hidden=True)):
        with contextlib.suppress(NotAllowed):
            assert desk.services.privacy.find_person(desk.admin, query, "ตามคำขอ", desk.command()) == []


def test_an_administrator_cannot_take_the_right_by_acting(desk: Desk, case: int) -> None:
    from services.accounts.appointments import AppointmentInput

    today = desk.clock.now().date()
    content = AppointmentInput(account_id=desk.admin.account_id, first_day=today, last_day=today)
    with pytest.raises(DomainError):
        desk.services.appointments.appoint_acting(desk.admin, content, desk.command())


def test_the_command_line_tells_an_administrator_nothing(desk: Desk, case: int, tmp_path: Path) -> None:
    number = desk.case(case).number
    out = tmp_path / "paper.pdf"
    commands = (
        ["list", "--json"],
        ["list", "--search", "ซ่อน", "--json"],
        ["report", "case", "--number", number, "--out", str(out)],
        ["report", "monthly", "--month", "2569-04", "--as-of", "2569-04-30", "--out", str(out), "--json"],
        ["verify", "--json"],
    )
    for words in commands:
        place = 2 if words[0] == "report" else 1
        login = ["--data", str(desk.folder), "--user", "admin"]
        done = subprocess.run(
            [sys.executable, "main.py", *words[:place], *login, *words[place:]],
            cwd=ROOT,
            env={**os.environ, "RAPRUEANG_PASSWORD": PASSWORD},
            capture_output=True,
            text=True,
            check=False,
        )
        assert gives_away(done.stdout + done.stderr) == []
        if words == ["list", "--json"]:
            assert [row["subject"] for row in json.loads(done.stdout)] == ["รอคิวนาน"]
        if out.exists():
            assert gives_away(said(out.read_bytes())) == []
            out.unlink()
