"""Numbers: by the fiscal year of receipt, running, unique, never burnt and never changed."""

import threading
from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from services.complaints.commands import CorrectComplaint, RegisterComplaint
from services.container import Services
from services.errors import Invalid, NotFound
from tests.services.factories import FRIDAY, Desk


def test_numbers_run_on_within_the_fiscal_year_of_receipt(desk: Desk) -> None:
    assert [desk.register().number for _ in range(3)] == ["1/2569", "2/2569", "3/2569"]


def test_the_fiscal_year_is_that_of_receipt_not_of_entry(desk: Desk) -> None:
    desk.clock.set(FRIDAY.replace(month=10, day=2))
    assert desk.register().number == "1/2570"
    assert desk.register(received_at=FRIDAY.replace(month=9, day=30)).number == "1/2569"
    assert desk.register(received_at=FRIDAY.replace(month=10, day=1, hour=0, minute=1)).number == "2/2570"


def test_the_fiscal_year_is_bangkoks_whatever_the_offset_of_the_moment(desk: Desk) -> None:
    desk.clock.set(FRIDAY.replace(month=10, day=2))
    first_minutes = FRIDAY.replace(month=10, day=1, hour=0, minute=30)
    assert first_minutes.astimezone(UTC).month == 9
    assert desk.register(received_at=first_minutes.astimezone(UTC)).number == "1/2570"


def test_a_failed_save_burns_no_number(desk: Desk) -> None:
    desk.register()
    with pytest.raises(Invalid):
        desk.register(detail=" ")
    with pytest.raises(NotFound):
        desk.services.intake.register_complaint(
            desk.front, RegisterComplaint(content=desk.content(), box_opening_id=1), desk.command()
        )
    assert desk.register().number == "2/2569"
    assert desk.services.verification.verify().problem is None


def test_a_number_stays_when_its_format_is_changed_later(desk: Desk) -> None:
    first = desk.register()
    desk.services.office.change_setting(
        desk.admin, "number_format", "{short_code} {running:04d}/{fiscal_year}", desk.command()
    )
    second = desk.register()
    assert second.number == "ลป 0002/2569"
    assert desk.case(first.complaint_id).number == "1/2569"
    find = desk.services.cases.find_by_number
    assert find(desk.front, "1/2569") == first.complaint_id
    assert find(desk.front, "ลป ๐๐๐๒/๒๕๖๙") == second.complaint_id


def test_a_number_stays_when_the_received_date_is_corrected_into_another_year(desk: Desk) -> None:
    desk.clock.set(FRIDAY.replace(month=10, day=2))
    case = desk.register().complaint_id
    moved = desk.content(received_at=FRIDAY.replace(month=9, day=29))
    desk.services.intake.correct_complaint(
        desk.front, CorrectComplaint(complaint_id=case, version=1, content=moved), desk.command()
    )
    assert desk.case(case).number == "1/2570"
    assert desk.register(received_at=FRIDAY.replace(month=9, day=29)).number == "1/2569"


@pytest.mark.parametrize("typed", ["2/2569", "๒/๒๕๖๙", " 2/๒๕๖๙ "])
def test_a_number_is_found_however_its_digits_are_typed(desk: Desk, typed: str) -> None:
    desk.register()
    second = desk.register()
    assert desk.services.cases.find_by_number(desk.viewer, typed) == second.complaint_id


def test_an_unknown_number_is_said_to_be_unknown(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.services.cases.find_by_number(desk.viewer, "9/2569")


def test_the_same_command_registers_once(desk: Desk) -> None:
    first = desk.register(command_id="again")
    assert desk.register(command_id="again", detail="อย่างอื่น") == first
    assert desk.register().number == "2/2569"


def test_a_command_id_belongs_to_one_use_case(desk: Desk) -> None:
    desk.register(command_id="mine")
    with pytest.raises(ValueError, match=r"complaints\.register_complaint"):
        desk.services.office.change_setting(desk.admin, "receipt_paper", "a4", "mine")


def _at_once(jobs: list[tuple[Services, Desk, str]]) -> list[object]:
    """Register from several threads that start together; return what each got."""
    results: list[object] = []
    barrier = threading.Barrier(len(jobs))

    def run(services: Services, desk: Desk, command_id: str) -> None:
        barrier.wait()
        command = RegisterComplaint(content=desk.content())
        results.append(services.intake.register_complaint(desk.front, command, command_id))

    threads = [threading.Thread(target=run, args=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_the_same_command_from_several_threads_at_once_makes_one_case(desk: Desk) -> None:
    found = _at_once([(desk.services, desk, "held-down")] * 6)
    assert len(found) == 6
    assert len(set(map(str, found))) == 1
    assert desk.register().number == "2/2569"


def test_two_processes_on_one_file_never_share_a_number_or_an_id(desk: Desk) -> None:
    other = desk.again()
    try:
        jobs = [
            (services, desk, f"{n}-{i}")
            for n in range(8)
            for i, services in enumerate((desk.services, other))
        ]
        found = _at_once(jobs)
    finally:
        other.close()
    assert len(found) == 16
    assert {one.number for one in found} == {f"{n}/2569" for n in range(1, 17)}  # type: ignore[attr-defined]
    assert desk.services.verification.verify().problem is None


def test_ids_rise_in_the_order_of_commits_although_one_clock_is_behind(desk: Desk) -> None:
    other = desk.again()
    try:
        first = desk.register()
        desk.clock.set(FRIDAY - timedelta(hours=2))
        command = RegisterComplaint(content=replace(desk.content(), received_at=desk.clock.now()))
        second = other.intake.register_complaint(desk.front, command, "behind")
    finally:
        other.close()
    assert second.complaint_id > first.complaint_id
