"""The office: its first set-up, its settings, wording and holidays."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.accounts.accounts import AccountInput
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.container import create_services, open_services
from services.errors import DomainError, Invalid, NotAllowed, WorldError
from services.office.setup import SetUpOffice
from services.permissions import Role
from tests.services.factories import FRIDAY, PASSWORD, Desk

FOUNDER = AccountInput(username="boss", display_name="นายตั้ง ต้น", roles=frozenset())


def command(**changes: Any) -> SetUpOffice:
    return SetUpOffice(**({"administrator": FOUNDER, "password": PASSWORD} | changes))


def test_a_set_up_makes_the_office_once(tmp_path: Path) -> None:
    services = create_services(tmp_path / "x", SetClock(FRIDAY), Passwords.cheapest())
    profile = {"name": "สำนักงานคลังจังหวัดลำพูน", "phones": ["0-5351-1152"]}
    first = services.setup.set_up(command(profile=profile, settings={"receipt_paper": "a4"}), "once")
    assert services.setup.set_up(command(), "once") == first
    assert first.roles == {Role.ADMINISTRATOR}
    with pytest.raises(DomainError) as caught:
        services.setup.set_up(command(), "twice")
    assert caught.value.code == "store.exists"
    services.close()
    again = open_services(tmp_path / "x", SetClock(FRIDAY), Passwords.cheapest())
    facts = again.office.read_facts(again.accounts.log_in("boss", PASSWORD))
    assert (facts.profile.name, facts.profile.phones) == (profile["name"], ("0-5351-1152",))
    assert facts.profile.department == "กรมบัญชีกลาง"
    assert (facts.settings.receipt_paper, again.office.card().name) == ("a4", profile["name"])
    assert len([one for one in facts.channels.all if one.parent is None]) == 12
    assert again.verification.verify().problem is None
    again.close()


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"administrator": AccountInput(username="ผู้ดูแล", display_name="ก", roles=frozenset())}, {"username"}),
        ({"administrator": AccountInput(username="", display_name=" ", roles=frozenset())},
         {"username", "display_name"}),
        ({"password": "short"}, {"password"}),
        ({"profile": {"name": " "}}, {"name"}),
        ({"settings": {"number_format": "{oops}"}}, {"number_format"}),
    ],
)  # fmt: skip
def test_a_set_up_that_lacks_something_says_what_and_makes_nothing(
    tmp_path: Path, changes: dict[str, Any], errors: set[str]
) -> None:
    services = create_services(tmp_path / "x", SetClock(FRIDAY), Passwords.cheapest())
    with pytest.raises(Invalid) as caught:
        services.setup.set_up(command(**changes), "c")
    assert set(caught.value.fields) == errors
    services.close()
    with pytest.raises(WorldError) as world:
        open_services(tmp_path / "x", SetClock(FRIDAY))
    assert world.value.code == "store.no_office"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("number_format", "{running}"), ("number_format", "{fiscal_year}"), ("number_format", "{running"),
        ("number_format", "{oops}"), ("number_format", "{0}"), ("number_format", "{running.x}/{fiscal_year}"),
        ("number_format", 5),
        ("indicator2_base", "other"), ("indicator1_target_percent", 101), ("reply_clock_calendar_days", 0),
        ("officers_see_all_cases", 1), ("approaching_percent", True),
    ],
)  # fmt: skip
def test_a_setting_that_would_make_the_program_stumble_is_refused(desk: Desk, name: str, value: Any) -> None:
    with pytest.raises(Invalid) as caught:
        desk.services.office.change_setting(desk.admin, name, value, desk.command())
    assert set(caught.value.fields) == {name}
    assert desk.register().number == "1/2569"


def test_a_changed_setting_is_in_force_at_once_for_every_process(desk: Desk) -> None:
    other = desk.again()
    assert other.office.read_facts(desk.front).settings.reply_clock_calendar_days == 15
    desk.services.office.change_setting(desk.admin, "reply_clock_calendar_days", 7, desk.command())
    assert other.office.read_facts(desk.front).settings.reply_clock_calendar_days == 7
    desk.services.office.change_setting(desk.admin, "reply_clock_calendar_days", 15, desk.command())
    assert other.office.read_facts(desk.front).settings.reply_clock_calendar_days == 15
    other.close()


def test_the_office_is_changed_by_its_administrator(desk: Desk) -> None:
    office = desk.services.office
    for actor in (desk.front, desk.officer, desk.supervisor, desk.viewer):
        with pytest.raises(NotAllowed):
            office.change_setting(actor, "receipt_paper", "a4", desk.command())
        with pytest.raises(NotAllowed):
            office.change_profile(actor, {"head_name": "ก"}, desk.command())
        with pytest.raises(NotAllowed):
            office.add_holiday(actor, date(2026, 4, 20), "ก", "special", "", desk.command())


def test_a_profile_keeps_its_kinds(desk: Desk) -> None:
    office = desk.services.office
    office.change_profile(desk.admin, {"head_name": "นางคลัง จังหวัด", "phones": ["1", "2"]}, desk.command())
    facts = office.read_facts(desk.front)
    assert (facts.profile.head_name, facts.profile.phones) == ("นางคลัง จังหวัด", ("1", "2"))
    for wrong in ({"phones": "0-5426"}, {"name": ""}, {"name": None}):
        with pytest.raises(Invalid):
            office.change_profile(desk.admin, wrong, desk.command())


def test_a_wording_is_the_offices_until_it_is_emptied(desk: Desk) -> None:
    office = desk.services.office
    office.change_wording(desk.supervisor, "memo.body", "ของเรา\u200b", desk.command())
    assert office.read_facts(desk.front).wording == {"memo.body": "ของเรา"}
    office.change_wording(desk.supervisor, "memo.body", " ", desk.command())
    assert office.read_facts(desk.front).wording == {}


def test_a_holiday_counts_from_the_moment_it_is_added_until_it_is_removed(desk: Desk) -> None:
    office, deadlines = desk.services.office, desk.services.deadlines
    assert deadlines.explain_due(date(2026, 4, 10), 3).due_date == date(2026, 4, 20)
    office.add_holiday(desk.admin, date(2026, 4, 20), "วันหยุดพิเศษ", "special", "มติ ครม.", desk.command())
    assert deadlines.explain_due(date(2026, 4, 10), 3).due_date == date(2026, 4, 21)
    assert desk.register(level="minor").due_date == date(2026, 4, 27)
    rows, confirmed = office.list_holidays(desk.front, 2569)
    added = next(row for row in rows if row.day == date(2026, 4, 20))
    office.remove_holiday(desk.admin, added.id, desk.command())
    assert deadlines.explain_due(date(2026, 4, 10), 3).due_date == date(2026, 4, 20)
    office.confirm_year(desk.admin, 2569, not confirmed, desk.command())
    assert office.list_holidays(desk.front, 2569)[1] is not confirmed
