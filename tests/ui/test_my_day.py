"""The first page's numbers: each opens a list with as many rows, whoever looks, whatever the office holds."""

import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from models.casework import Letter, Referral
from models.complaints import Complaint
from models.moments import BANGKOK
from services.accounts.appointments import AppointmentInput
from services.accounts.passwords import Passwords
from services.channels.commands import RecordInspection
from services.clock import SetClock
from services.complaints.commands import RespondentInput
from services.complaints.daily import DAILY
from services.complaints.register import LATENESS, RegisterFilter
from services.complaints.review import LISTS
from services.container import open_services
from services.demo.office import PASSWORD as DEMO_PASSWORD
from services.demo.office import make_demo_office
from services.unit_of_work import new_command_id
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import bring_to, take_in
from tests.ui.office import OfficeForTest, make_office
from ui.channels.channels_page import ChannelsPage
from ui.home.home_page import HomePage
from ui.letters.waiting_page import WaitingLettersPage
from ui.register.filters import RegisterFilters
from ui.tasks import InlineTaskRunner

EVERYBODY = ("front", "officer", "supervisor", "viewer", "admin")
CONTENT = "{}"
STEPS = ("screen", "assign", "investigate", "review", "inform", "close")


def show(
    qtbot: QtBot, office: OfficeForTest, who: str, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> HomePage:
    services = office.services
    page = HomePage(
        office.desk(who, runner, feedback),
        services.review,
        services.register,
        services.drafts,
        letters=services.letters,
    )
    qtbot.addWidget(page)
    page.resize(1060, 680)
    page.show()
    page.open()
    return page


def rows_of(office: OfficeForTest, who: str, wanted: RegisterFilter) -> int:
    """Return how many rows a list has, read to its end."""
    actor, found, after = office.actors[who], 0, None
    while page := office.services.register.list_complaints(actor, wanted, after=after, limit=50):
        found, after = found + len(page), page[-1].key
    return found


def rows_opened(
    qtbot: QtBot, office: OfficeForTest, page: HomePage, who: str, runner: InlineTaskRunner, feedback: Any
) -> int:
    """Return how many rows the list has that was asked for last."""
    key, params = office.visited[-1]
    if key == "register":
        filters = RegisterFilters(office.facts(who), office.clock.now().date())
        qtbot.addWidget(filters)
        filters.show_filter(params["filter"])
        assert filters.wanted() == params["filter"]  # the register shows it and asks for it again
        return rows_of(office, who, params["filter"])
    if key == "review":
        return rows_of(office, who, LISTS[params["list"]])
    if key == "letters":
        letters = WaitingLettersPage(office.desk(who, runner, feedback), office.services.letters)
        qtbot.addWidget(letters)
        letters.open()
        return len(letters.lines)
    assert key == "channels"
    channels = ChannelsPage(
        office.desk(who, runner, feedback), office.services.inspections, office.services.papers, print
    )
    qtbot.addWidget(channels)
    channels.show()
    channels.open(**params)
    shown = channels.today.model if params["show"] == "due" else channels.today.waiting_model
    return shown.rowCount()


def hold_equal(
    qtbot: QtBot, office: OfficeForTest, who: str, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> dict[str, int]:
    """Press every tile and hold its number to the rows of what it opens; return the numbers."""
    page = show(qtbot, office, who, runner, feedback)
    numbers = {key: int(tile.number().replace(",", "")) for key, tile in page.tiles.items()}
    for key, tile in list(page.tiles.items()):
        tile.setFocus()
        qtbot.keyClick(tile, Qt.Key.Key_Space)
        if key == "drafts":
            assert len(page.draft_buttons) == numbers[key]
        else:
            assert rows_opened(qtbot, office, page, who, runner, feedback) == numbers[key], (who, key)
    return numbers


def furnish(office: OfficeForTest, seed: int, cases: int = 10) -> None:
    """Fill an office by chance: cases at every step, some about a colleague, drafts, looks at channels."""
    chance = random.Random(seed)
    services, actors = office.services, office.actors
    accused = RespondentInput(person="ผู้ถูกร้อง", account_id=actors["officer"].account_id)
    made = []
    for number in range(cases):
        about = (accused,) if chance.random() < 0.2 else ()
        level = chance.choice(("minor", "major", "legal", "opinion"))
        changes = {"identity": "anonymous", "name": ""} if chance.random() < 0.3 else {}
        case = take_in(office, level=level, respondents=about, confidential=chance.random() < 0.2, **changes)
        made.append(case)
        if not about and not changes:
            bring_to(office, case, chance.choice(STEPS))
        office.clock.advance(days=chance.choice((0, 0, 1, 2, 3)))
        if number % 5 == 0:
            services.drafts.keep_draft(actors["front"], None, "phone", f"ร่าง {number}", {"detail": "x"})
    furnish_rows(office, chance, made)
    for channel in ("website", "email", "social"):
        command = RecordInspection(channel=channel, found=chance.choice((0, 1, 2)))
        services.inspections.record_inspection(actors["front"], command, new_command_id())
    office.clock.advance(days=chance.choice((1, 4)))


def furnish_rows(office: OfficeForTest, chance: random.Random, cases: list[int]) -> None:
    """Stop some cases, leave some alone, and give some a letter or a referral, straight in the store."""
    now = office.clock.now()
    today = now.date()
    with office.services.store.writing() as session:
        for number, case in enumerate(cases):
            row = session.get(Complaint, (1, case))
            assert row is not None
            row.stopped_on = today if row.status == "open" and chance.random() < 0.2 else None
            row.last_action_at -= timedelta(days=chance.choice((0, 0, 6, 7, 8)))
            status = chance.choice(("draft", "submitted", "approved"))
            session.add(
                Letter(
                    office_id=1, id=7_000 + number, complaint_id=case, kind="progress", layout="outgoing",
                    status=status, content=CONTENT, made_at=now, made_by=1,
                )
            )  # fmt: skip
            asked = today + timedelta(days=chance.randint(-2, 8))
            session.add(
                Referral(
                    office_id=1, id=7_000 + number, complaint_id=case, agency="จังหวัด", sent_on=today,
                    follow_up_on=asked, made_by=1,
                )
            )  # fmt: skip
        session.commit()


@pytest.mark.parametrize("seed", [1, 2])
def test_every_number_is_that_of_the_rows_it_opens(
    qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback, seed: int
) -> None:
    office = make_office(tmp_path)
    furnish(office, seed)
    seen: set[str] = set()
    for who in EVERYBODY:
        numbers = hold_equal(qtbot, office, who, runner, feedback)
        seen |= {key for key, number in numbers.items() if number}
    assert {"open", "inspections", "waiting", "drafts"} <= seen
    office.services.close()


def test_a_demo_offices_numbers_are_those_of_their_rows(
    qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    make_demo_office(tmp_path / "demo", cases=16, seed=3, fiscal_year=2569)
    clock = SetClock(datetime(2026, 9, 25, 10, 0, tzinfo=BANGKOK))
    services = open_services(tmp_path / "demo", clock, Passwords.cheapest())
    actors = {name: services.accounts.log_in(name, DEMO_PASSWORD) for name in EVERYBODY}
    office = OfficeForTest(services, actors, clock)
    for who in EVERYBODY:
        hold_equal(qtbot, office, who, runner, feedback)
    services.close()


def test_a_day_without_work_is_calm(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    page = show(qtbot, office, "front", runner, feedback)
    assert not page.calm.isVisible()  # eight channels are still to be looked into
    inspections, front = office.services.inspections, office.actors["front"]
    codes = [row.channel for row in inspections.list_due(front) if row.state == "due"]
    inspections.record_nothing_found(front, codes, new_command_id())
    page.refresh()
    assert page.calm.isVisible()
    assert page.calm.text() == "วันนี้ไม่มีงานค้าง"
    assert {tile.number() for tile in page.tiles.values()} == {"0"}


def test_the_tiles_stand_on_the_first_screen(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    page = show(qtbot, office, "supervisor", runner, feedback)
    for tile in page.tiles.values():
        bottom = tile.mapTo(page, tile.rect().bottomLeft())
        assert bottom.y() < page.height()
        assert tile.label()


def test_who_acts_as_supervisor_has_the_supervisors_day(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    page = show(qtbot, office, "officer", runner, feedback)
    assert "to_assign" not in page.tiles
    today = office.clock.now().date()
    content = AppointmentInput(
        account_id=office.actors["officer"].account_id, first_day=today, last_day=today
    )
    office.services.appointments.appoint_acting(office.actors["supervisor"], content, new_command_id())
    page.refresh()
    assert {"to_assign", "to_approve", "to_close", "letters", "mine"} <= set(page.tiles)
    office.clock.advance(days=1)
    page.refresh()
    assert "to_assign" not in page.tiles


def test_a_case_left_alone_says_for_how_long(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    take_in(office, level="legal", subject="เรื่องที่ไม่มีใครแตะ")
    office.clock.advance(days=9)
    page = show(qtbot, office, "supervisor", runner, feedback)
    assert page.tiles["untouched"].number() == "1"
    assert page.model.index(0, 5).data() == "ไม่มีความเคลื่อนไหว 9 วัน"


def test_the_day_asks_for_the_index_of_open_cases(office: OfficeForTest) -> None:
    assert set(DAILY) <= set(LATENESS)
    with office.services.store.reading() as session:
        plan = session.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT count(*) FROM complaint WHERE office_id = 1 AND status = 'open'"
                " AND stopped_on IS NULL AND due_date = '2026-04-10'"
            )
        ).all()
    assert any("ix_complaint_open" in str(line) for line in plan)
