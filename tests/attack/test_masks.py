"""People stand masked in every list, export and notice; the case itself is the deliberate way to see them."""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cached_property
from typing import Any

import pytest

from services.complaints.commands import AttachmentInput, RespondentInput
from services.complaints.register import RegisterFilter
from services.complaints.review import LISTS
from services.container import Services
from services.documents.catalogue import PaperRequest
from services.journal.reading import JournalFilter
from services.permissions import Actor
from services.privacy.person import PersonQuery
from services.thai.dates import Month
from tests.services.commands.test_commands import run
from tests.services.documents.paper_text import pages, says_none
from tests.services.factories import FRIDAY, Desk

NAME, SURNAME = "เพ็ญพักตร์", "ศรีสุวรรณเวช"
PHONE, ID, MAIL, STREET = "0895551234", "1101700230708", "penpak@example.org", "ตรอกโรงน้ำแข็ง"
ACCUSED = "ทศพล ใจร้อนจริง"
CLEAR = (NAME, SURNAME, PHONE, "089-555-1234", ID, "1-1017-00230-70-8", MAIL, STREET, "ทศพล", "ใจร้อนจริง")
STORY = (
    f"ข้าพเจ้า{NAME} {SURNAME} อยู่ {STREET} โทร 089-555-1234 หรือ {PHONE} เลข 1-1017-00230-70-8 อีเมล {MAIL} "
    f"ถูกนาย{ACCUSED} ตวาด เมื่อจะเบิก 12,500 บาท ตามเรื่อง 12/2569"
)


def told(**changes: Any) -> dict[str, Any]:
    person = {
        "title": "นาง",
        "name": f"{NAME} {SURNAME}",
        "phones": "089-555-1234",
        "national_id": ID,
        "email": MAIL,
        "address": STREET,
        "subject": f"ขอให้ตรวจสอบนาย{ACCUSED} (ติดต่อคุณ{NAME} {PHONE})",
        "detail": STORY,
        "respondents": (RespondentInput(unit="ฝ่ายบริหารทั่วไป", person=f"นาย{ACCUSED}"),),
    }
    return person | changes


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Hold cases of the person in every state, a hidden one among them, and a draft."""
    file = AttachmentInput(name=f"คำร้องของ{NAME}.txt", content=b"paper")
    desk.register(**told(), attachments=(file,))
    desk.register(**told(identity="hidden"))
    desk.screen(desk.register(**told()).complaint_id)
    desk.investigated(**told())
    desk.closed(**told())
    fields: dict[str, Any] = {"title": "นาง", "name": f"{NAME} {SURNAME}", "address": STREET, "detail": STORY}
    fields["respondents"] = [{"unit": "", "person": f"นาย{ACCUSED}", "account": None}]
    desk.services.drafts.keep_draft(desk.front, None, "walk_in", STORY, {"fields": fields})
    return desk


def in_clear(shown: Any) -> list[str]:
    text = shown if isinstance(shown, str) else json.dumps(shown, ensure_ascii=False, default=str)
    return [word for word in CLEAR if word in text]


def waiting(desk: Desk, actor: Actor) -> list[Any]:
    return [row for name in LISTS for row in desk.services.review.list_waiting(actor, name)]


def around(room: str, method: str) -> Callable[[Desk, Actor], Any]:
    """Ask what stands around each case that somebody sees."""

    def ask(desk: Desk, actor: Actor) -> list[Any]:
        cases = desk.services.register.list_complaints(actor, RegisterFilter(), limit=100)
        return [str(getattr(getattr(desk.services, room), method)(actor, case.id)) for case in cases]

    return ask


# Every use case that gives a list, and how to ask it; a new one has to be added here.
LISTED: dict[str, Callable[[Desk, Actor], Any]] = {
    "register.list_complaints": lambda desk, actor: desk.services.register.list_complaints(
        actor, RegisterFilter()
    ),
    "review.list_waiting": waiting,
    # What a draft holds is the own typing, given back to whoever typed it; its title stands in lists.
    "drafts.list_drafts": lambda desk, _actor: [
        (row.form, row.title) for row in desk.services.drafts.list_drafts(desk.front)
    ],
    "journal.list_people": lambda desk, actor: desk.services.journal.list_people(actor),
    "destruction.list_destruction_lists": lambda desk, actor: (
        desk.services.destruction.list_destruction_lists(actor)
    ),
    "accounts.list_accounts": lambda desk, _actor: desk.services.accounts.list_accounts(desk.admin),
    "accounts.list_colleagues": lambda desk, actor: desk.services.accounts.list_colleagues(actor),
    "appointments.list_appointments": lambda desk, _actor: desk.services.appointments.list_appointments(
        desk.admin
    ),
    "office.list_holidays": lambda desk, _actor: desk.services.office.list_holidays(desk.admin, 2569),
    **{
        f"{room}.{method}": around(room, method)
        for room, method in (
            ("letters", "list_letters"),
            ("links", "list_links"),
            ("readers", "list_readers"),
            ("referrals", "list_referrals"),
        )
    },
    "letters.list_waiting": lambda desk, actor: desk.services.letters.list_waiting(actor),
    "referrals.list_agencies": lambda desk, actor: desk.services.referrals.list_agencies(actor),
    "inspections.list_due": lambda desk, actor: desk.services.inspections.list_due(actor),
    "inspections.list_waiting": lambda desk, actor: desk.services.inspections.list_waiting(actor),
    "inspections.list_inspections": lambda desk, actor: desk.services.inspections.list_inspections(
        actor, FRIDAY.date(), FRIDAY.date()
    ),
    "evidence_pictures.list_pictures": lambda desk, actor: desk.services.evidence_pictures.list_pictures(
        actor, 2569
    ),
    "flowcharts.list_flowcharts": lambda desk, actor: desk.services.flowcharts.list_flowcharts(actor),
    "kept_papers.list_made": lambda desk, actor: desk.services.kept_papers.list_made(actor),
    "backups.list_backups": lambda desk, _actor: desk.services.backups.list_backups(desk.admin),
}


@pytest.mark.parametrize("name", LISTED)
def test_a_list_shows_nobody_in_clear(office: Desk, name: str) -> None:
    rows = LISTED[name](office, office.supervisor)
    assert in_clear([row if isinstance(row, tuple | str) else str(row) for row in rows]) == []


def test_every_list_method_is_known(office: Desk) -> None:
    given = {
        f"{room}.{method}"
        for room in (*vars(Services), "accounts", "office")
        if not room.startswith("_")
        and (room in ("accounts", "office") or isinstance(vars(Services)[room], cached_property))
        for method in dir(getattr(office.services, room))
        if method.startswith("list_")
    }
    assert given == set(LISTED)


def test_a_row_still_says_what_it_is_about(office: Desk) -> None:
    row = office.services.register.list_complaints(office.supervisor, RegisterFilter())[0]
    assert row.complainant == "นางเพ*** ศ***"
    assert "12,500 บาท ตามเรื่อง 12/2569" in row.detail
    assert "ขอให้ตรวจสอบ" in row.subject


def test_the_case_itself_shows_the_person(office: Desk) -> None:
    number = office.found(PHONE)[0]
    case = office.services.cases.find_by_number(office.front, number)
    assert office.case(case, office.front).complainant.name == f"{NAME} {SURNAME}"


def test_a_search_by_the_clear_name_shows_masked_rows(office: Desk) -> None:
    for word in (NAME, PHONE):
        rows = office.services.register.list_complaints(office.front, RegisterFilter(text=word))
        assert rows
        assert in_clear([str(row) for row in rows]) == []


def test_the_journal_names_nobody_in_its_lines(office: Desk) -> None:
    for actor in (office.supervisor, office.admin):
        rows = office.services.journal.read_records(actor, JournalFilter())
        assert rows
        assert in_clear([str(row) for row in rows]) == []


def test_candidates_for_a_person_file_are_masked(office: Desk) -> None:
    found = office.services.privacy.find_person(
        office.supervisor, PersonQuery(name=NAME, hidden=True), "คำขอ", office.command()
    )
    assert found
    assert in_clear([asdict(match) for match in found]) == []


def test_nothing_of_a_destruction_list_names_anybody(office: Desk) -> None:
    office.later(days=366 * 11)
    made = office.services.destruction.make_destruction_list(office.supervisor, None, office.command())
    detail = office.services.destruction.read_destruction_list(office.supervisor, made)
    assert in_clear(str(detail)) == []


def test_the_months_figures_and_memo_name_nobody(office: Desk) -> None:
    month = Month.of(office.clock.now().date())
    assert in_clear(str(office.services.documents.memo_draft(office.supervisor, month))) == []


def test_the_register_book_names_nobody(office: Desk) -> None:
    case = office.register(**told()).complaint_id
    office.services.casework.void_case(
        office.supervisor, case, office.case(case).version, f"คุณ{NAME} โทร {PHONE} ขอถอน", office.command()
    )
    made = office.services.making.make_paper(
        office.supervisor, "register-book", PaperRequest(), office.command()
    )
    # A cell's lines stand together for pypdf, as they were drawn.
    shown = "".join(pages(made.content))
    assert "นางเพ***ศ***" in shown
    assert "ขอปกปิดชื่อและที่อยู่" in shown
    assert says_none(made.content, *CLEAR)


def test_the_list_of_late_cases_names_nobody(office: Desk) -> None:
    office.later(days=90)
    made = office.services.making.make_paper(office.supervisor, "overdue", PaperRequest(), office.command())
    assert "ขอให้ตรวจสอบ" in "".join(pages(made.content))
    assert says_none(made.content, *CLEAR, "เพ***")


def test_the_command_line_names_nobody(office: Desk, tmp_path: Any) -> None:
    office.services.close()
    data = ("--data", office.folder, "--user", "supervisor")
    out = ("--out", tmp_path / "month.pdf")
    for words in (
        ("list", *data),
        ("list", *data, "--json"),
        ("list", *data, "--search", NAME),
        ("report", "monthly", *data, "--month", "2569-04", "--json", *out),
        ("report", "case", *data, "--number", "1/2569", "--out", tmp_path / "case.pdf"),
        ("verify", *data, "--json"),
    ):
        done = run(*words)
        assert done.returncode == 0, done.stderr
        assert in_clear(done.stdout + done.stderr) == []
