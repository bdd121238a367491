"""Nobody but a supervisor learns from any part of the program who asked to stay hidden.

Every public method of every service is called as the administrator, the front desk, the case's officer and a
viewer, with whatever it can be given; nothing that comes back may hold a word of the hidden person, though a
supervisor wrote the name into every text of the case. A new use case is walked without being named here.
"""

import contextlib
import hashlib
import inspect
import itertools
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from services.complaints.commands import AttachmentInput, CorrectComplaint, RecordContact
from services.complaints.links import LinkCases
from services.complaints.referrals import AgencyAnswer, FollowUp, ReferCase
from services.complaints.register import RegisterFilter
from services.complaints.similar import SimilarQuery
from services.complaints.status_answer import TellStatus
from services.container import Services
from services.documents.monthly import MonthlyRequest
from services.errors import DomainError, NotAllowed
from services.journal.reading import JournalFilter
from services.letters.life import DraftLetter
from services.letters.reading import LetterSheet
from services.letters.typed import TypedLetter
from services.privacy.person import PersonFileRequest, PersonQuery
from services.thai.dates import Month
from tests.command_line import run_main
from tests.services.documents.paper_text import squeeze, texts
from tests.services.factories import PASSWORD, Desk
from tests.services.letters.writing import drafted, issue, kept

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


LOGINS = ("admin", "front", "officer", "viewer")
TOLD = f"นาง{AFTER} โทร 089-777-6655 sonren@example.org อยู่ {HIDDEN['address']}"


@pytest.fixture
def case(desk: Desk) -> int:
    """Work a case whose complainant asked to stay hidden, with the name in every text a supervisor may write.

    Its officer has done the part that is the officer's.
    """
    taken = taken_in(desk)
    written_about(desk, taken)
    desk.screen(taken, note=TOLD)
    desk.step(desk.supervisor, taken, officer=desk.officer.account_id, note=TOLD)
    desk.step(desk.officer, taken, acknowledgement="told", acknowledgement_text=TOLD)
    desk.step(desk.officer, taken, findings=TOLD, corrective_action=TOLD)
    return taken


def taken_in(desk: Desk) -> int:
    """Take the case in, as a supervisor, and correct the name."""
    taken = desk.register(
        desk.supervisor,
        identity="hidden",
        subject="รอคิวนาน",
        attachments=(AttachmentInput(name=f"จดหมาย {AFTER}.pdf", content=LETTER),),
        **HIDDEN,
    ).complaint_id
    version, content = desk.services.intake.open_for_correction(desk.supervisor, taken, desk.command(), TOLD)
    changed = {field.name: getattr(content, field.name) for field in fields(content)} | {
        "name": AFTER,
        "detail": f"{AFTER} เล่าว่ารอคิวนาน โทร 0897776655",
    }
    command = CorrectComplaint(
        complaint_id=taken, version=version, content=type(content)(**changed), reason=TOLD
    )
    desk.services.intake.correct_complaint(desk.supervisor, command, desk.command())
    return taken


def written_about(desk: Desk, case: int) -> None:
    """Write the name wherever a supervisor may write something about the case."""
    services, actor = desk.services, desk.supervisor
    services.cases.reveal_complainant(actor, case, TOLD, desk.command())
    services.drafts.keep_draft(actor, None, "walk_in", AFTER, {"name": AFTER, "phones": "0897776655"})
    services.casework.add_note(actor, case, TOLD, desk.command())
    contact = RecordContact(complaint_id=case, way="phone", reached=True, text=TOLD)
    services.casework.record_contact(actor, contact, desk.command())
    other = desk.register(desk.supervisor, detail="เรื่องอื่น").complaint_id
    for one, two, kind in ((case, other, "related"), (other, case, "repeat")):
        tie = LinkCases(complaint_id=one, other_id=two, kind=kind, note=TOLD)
        link = services.links.link_cases(actor, tie, desk.command())
    services.links.unlink_cases(actor, link, TOLD, desk.command())
    for act in (services.clockwork.stop_clock, services.clockwork.restart_clock):
        act(actor, case, desk.case(case).version, TOLD, desk.command())
    refer = ReferCase(
        complaint_id=case,
        version=desk.case(case).version,
        agency="ศูนย์ดำรงธรรม",
        contact=TOLD[:200],
        reference="ที่ 1",
    )
    referral = services.referrals.refer_case(actor, refer, desk.command())
    asked = FollowUp(referral_id=referral.referral_id, version=referral.version, way="phone", text=TOLD)
    referral = services.referrals.record_follow_up(actor, asked, desk.command())
    answered = AgencyAnswer(
        referral_id=referral.referral_id,
        version=referral.version,
        answered_on=desk.clock.now().date(),
        answer=TOLD,
    )
    services.referrals.record_answer(actor, answered, desk.command())
    for kind in ("acknowledgement", "referral", "memo"):
        written(desk, case, kind)
    file = AttachmentInput(name=f"ภาพ {AFTER}.pdf", content=LETTER + b"2")
    services.intake.attach_file(actor, case, file, desk.command())


def written(desk: Desk, case: int, kind: str) -> None:
    """Draft a letter with the name in its words, approve and send one to the complainant."""
    letter = drafted(desk, case, kind, desk.supervisor)
    words = {"subject": f"เรื่องของ{AFTER}", "body": TOLD, "addressee": "ผู้รับ"}
    letter = kept(desk, letter, desk.supervisor, **words)
    typed = TypedLetter(letter.row.version, letter.content, letter.row.layout, secret=False)
    desk.services.letters.keep_typed(desk.supervisor, letter.row.id, typed)
    row = letter.row
    done = desk.services.letters.approve_letter(desk.supervisor, row.id, row.version, desk.command(), TOLD)
    if kind == "memo":
        desk.services.letters.return_letter(desk.supervisor, row.id, done.version, TOLD, desk.command())
    elif kind == "acknowledgement":
        issue(desk, desk.services.letters.read_letter(desk.supervisor, row.id), desk.supervisor)


def methods(services: Services) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Return every public method of every service that takes an actor."""
    built = [name for name, kept in vars(Services).items() if isinstance(kept, cached_property)]
    for room in (*built, "accounts", "office"):
        service = getattr(services, room)
        for name, method in inspect.getmembers(service, inspect.ismethod):
            if not name.startswith("_") and next(iter(inspect.signature(method).parameters), "") == "actor":
                yield f"{room}.{name}", method


def offers(desk: Desk, case: int) -> dict[str, list[Any]]:
    """Return what can be given for an argument of each name; of one method alone by "room.method.name"."""
    letters = [row.id for row in desk.services.letters.list_letters(desk.supervisor, case)]
    content = desk.services.letters.read_letter(desk.supervisor, letters[0]).content
    records = [row.key for row in desk.services.journal.read_records(desk.admin, JournalFilter())]
    number = desk.case(case).number
    words = ["", *SECRETS, AFTER]
    return {
        "complaint_id": [case],
        "original_id": [case],
        "letter_id": letters,
        "day": [date(2026, 4, 10)],
        "sheet": [
            LetterSheet(complaint_id=case, kind=kind, layout=layout, content=content)
            for kind, layout in (("acknowledgement", "outgoing"), ("referral", "outgoing"), ("memo", "memo"))
        ],
        "letters.draft_letter.command": [
            DraftLetter(complaint_id=case, kind=kind) for kind in ("acknowledgement", "referral", "memo")
        ],
        "status_answers.record_told.command": [TellStatus(complaint_id=case)],
        "status_answers.find.text": [*words_of(desk, case)],
        "similar.suggest.query": [
            SimilarQuery(name=AFTER, phones="089 777 6655", detail=TOLD),
            *(SimilarQuery(name=word, phones=word, detail=word, subject=word) for word in SECRETS),
        ],
        "files": [()],
        "hashes": [[hashlib.sha256(LETTER).hexdigest()]],
        "today": [date(2026, 4, 10)],
        "first": [date(2026, 4, 1)],
        "last": [date(2026, 4, 30)],
        "code": ["general"],
        "form": ["walk_in"],
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


def words_of(desk: Desk, case: int) -> tuple[str, ...]:
    """Return what somebody might ask by: the case's number and pieces of the hidden person."""
    return (desk.case(case).number, *SECRETS, AFTER)


def calls(
    name: str, method: Callable[..., Any], offered: dict[str, list[Any]], desk: Desk
) -> Iterator[dict[str, Any]]:
    """Return each way to call a method with what can be given, none where an argument is unknown."""
    given = offered | {
        key.removeprefix(f"{name}."): values for key, values in offered.items() if key.startswith(f"{name}.")
    }
    needed = [
        argument
        for argument, parameter in inspect.signature(method).parameters.items()
        if parameter.default is inspect.Parameter.empty and argument not in ("actor", "command_id")
    ]
    if any(argument not in given for argument in needed):
        return
    command = "command_id" in inspect.signature(method).parameters
    longest = max((len(given[argument]) for argument in needed), default=1)
    for turn in range(longest):
        chosen = {argument: given[argument][turn % len(given[argument])] for argument in needed}
        yield {**chosen, **({"command_id": desk.command()} if command else {})}


def said(value: Any) -> str:
    """Return everything that a value holds, as text."""
    if isinstance(value, bytes):
        return (
            " ".join(texts(value).values())
            if value.startswith(b"%PDF") and not value.startswith(LETTER)
            else ""
        )
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


# What each walk got an answer from, with the case in sight: the walk is worth something.
EVERYBODY = {
    *("cases.read_case", "cases.find_by_number", "cases.read_attachment", "register.list_complaints"),
    *("register.count_complaints", "register.export_complaints", "review.see_my_day"),
    *("documents.make_case_file", "letters.list_letters", "letters.read_letter", "letters.preview_letter"),
    *("referrals.list_referrals", "links.list_links", "deadlines.explain_case"),
}
AT_THE_DESK = {
    *("similar.suggest", "similar.suggest_for_case", "status_answers.find", "status_answers.answer"),
    *(
        "status_answers.record_told",
        "letters.draft_letter",
        "letters.list_waiting",
        "documents.print_receipt",
    ),
    *("papers.make_statement", "referrals.list_agencies"),
}
ANSWERS = {
    "front": AT_THE_DESK | {"drafts.list_drafts"},
    "officer": AT_THE_DESK,
    "viewer": set[str](),
    "admin": {
        *("documents.make_monthly", "journal.read_records", "journal.read_record"),
        *("verification.verify_office", "accounts.list_accounts", "office.read_facts"),
    },
}


@pytest.mark.parametrize("login", LOGINS)
def test_no_use_case_tells_who_asked_to_stay_hidden(desk: Desk, case: int, login: str) -> None:
    (desk.folder.parent / "usb").mkdir()
    given = offers(desk, case)
    announced: list[Any] = []
    desk.services.events.subscribe(announced.append)
    answered, found = set(), []
    for name, method in methods(desk.services):
        for arguments in calls(name, method, given, desk):
            with contextlib.suppress(DomainError, *WRONG_KIND):
                answer = method(desk.people[login], **arguments)
                answered.add(name)
                if words := gives_away(said(answer)):
                    found.append((name, arguments, words))
    assert found == []
    assert answered >= EVERYBODY | ANSWERS[login]
    assert gives_away(said(announced)) == []


def test_the_same_words_are_found_where_a_supervisor_may_read_them(desk: Desk, case: int) -> None:
    revealed = desk.services.cases.reveal_complainant(desk.supervisor, case, "ติดต่อกลับ", desk.command())
    assert {"ซ่อนใหม่", "ปิดสกุลใหม่", "sonren", "777/9"} <= set(gives_away(said(revealed)))


@pytest.mark.parametrize("login", LOGINS)
def test_neither_revealing_nor_correcting_is_theirs(desk: Desk, case: int, login: str) -> None:
    actor = desk.people[login]
    with pytest.raises(NotAllowed):
        desk.services.cases.reveal_complainant(actor, case, "อยากรู้", desk.command())
    with pytest.raises(DomainError):
        desk.services.intake.open_for_correction(actor, case, desk.command(), "อยากรู้")


def test_looking_for_the_hidden_person_finds_nothing(desk: Desk, case: int) -> None:
    number = desk.case(case).number
    for login in LOGINS:
        actor = desk.people[login]
        for word in (*SECRETS, AFTER, "นางซ่อนใหม่"):
            assert desk.found(word, actor) == [], (login, word)
        assert desk.found("รอคิว", actor) == [number]
    for login in ("front", "officer"):
        actor = desk.people[login]
        for word in (*SECRETS, AFTER, "นางซ่อนใหม่"):
            assert desk.services.status_answers.find(actor, word) == (), (login, word)
            query = SimilarQuery(name=word, phones=word, national_id=word)
            assert desk.services.similar.suggest(actor, query) == (), (login, word)
        assert [one.complaint_id for one in desk.services.status_answers.find(actor, number)] == [case]


def test_a_person_is_not_found_out_by_asking_for_them(desk: Desk, case: int) -> None:
    for login, query in itertools.product(
        LOGINS, (PersonQuery(name=AFTER, hidden=True), PersonQuery(phone="0897776655", hidden=True))
    ):
        with contextlib.suppress(NotAllowed):
            found = desk.services.privacy.find_person(desk.people[login], query, "ตามคำขอ", desk.command())
            assert found == []


def test_an_administrator_cannot_take_the_right_by_acting(desk: Desk, case: int) -> None:
    from services.accounts.appointments import AppointmentInput

    today = desk.clock.now().date()
    content = AppointmentInput(account_id=desk.admin.account_id, first_day=today, last_day=today)
    with pytest.raises(DomainError):
        desk.services.appointments.appoint_acting(desk.admin, content, desk.command())


def on_the_command_line(desk: Desk, login: str, *words: str) -> subprocess.CompletedProcess[str]:
    place = 2 if words[0] == "report" else 1
    given = ["--data", str(desk.folder), "--user", login]
    return run_main(
        *words[:place], *given, *words[place:], env={**os.environ, "RAPRUEANG_PASSWORD": PASSWORD}
    )


REPORTS = {
    "admin": (
        ("report", "monthly", "--month", "2569-04", "--as-of", "2569-04-30", "--json"),
        ("verify", "--json"),
    ),
    "officer": (("report", "receipt"),),
}


@pytest.mark.parametrize("login", REPORTS)
def test_the_command_line_tells_nothing(desk: Desk, case: int, tmp_path: Path, login: str) -> None:
    number = desk.case(case).number
    out = tmp_path / "paper.pdf"
    commands = (
        ("list", "--json"),
        ("list", "--search", "ซ่อน", "--json"),
        ("report", "case"),
        *REPORTS[login],
    )
    for words in commands:
        about = ("--number", number) if words[0] == "report" and words[1] != "monthly" else ()
        to = ("--out", str(out)) if words[0] == "report" else ()
        done = on_the_command_line(desk, login, *words, *about, *to)
        assert done.returncode == 0, done.stderr
        assert gives_away(done.stdout + done.stderr) == []
        if words == ("list", "--json"):
            assert [row["subject"] for row in json.loads(done.stdout)] == ["เรื่องอื่น", "รอคิวนาน"]
        if "--search" in words:
            assert json.loads(done.stdout) == []
        if to:
            assert gives_away(said(out.read_bytes())) == []
            out.unlink()


@pytest.mark.parametrize("login", ["front", "admin"])
def test_a_confidential_case_is_not_there_on_the_command_line(desk: Desk, tmp_path: Path, login: str) -> None:
    secret = desk.register(desk.supervisor, confidential=True, detail="เรื่องที่เก็บไว้เป็นความลับ")
    desk.register(detail="เรื่องเปิดเผย")
    listed = on_the_command_line(desk, login, "list", "--json")
    assert [row["subject"] for row in json.loads(listed.stdout)] == ["เรื่องเปิดเผย"]
    searched = on_the_command_line(desk, login, "list", "--search", "ความลับ", "--json")
    assert json.loads(searched.stdout) == []
    out = tmp_path / "paper.pdf"
    told = set()
    for number in (secret.number, secret.number.replace("1/", "777/")):
        done = on_the_command_line(desk, login, "report", "case", "--number", number, "--out", str(out))
        told.add((done.returncode, done.stdout, done.stderr.replace(number, "")))
    assert len(told) == 1
    assert not out.exists()
