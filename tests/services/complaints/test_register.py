"""The register: each filter, pages without gaps or twins, counts that equal the lists."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.complaints.register import LATENESS, RegisterFilter
from services.complaints.review import LISTS
from services.errors import NotAllowed
from tests.services.factories import FRIDAY, Desk


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Hold one case of each standing: on time, late, closed, closed late, voided, a question, an old one."""
    on_time = desk.investigated()  # 1
    desk.services.casework.add_note(desk.officer, on_time, "ก", desk.command())
    desk.register(received_at=FRIDAY - timedelta(days=60))  # 2 late
    desk.closed()  # 3
    desk.closed(received_at=FRIDAY - timedelta(days=60))  # 4 closed late
    void = desk.register(channel="phone").complaint_id  # 5
    desk.services.casework.void_case(desk.supervisor, void, 1, "ซ้ำ", desk.command())
    question = desk.register(channel="social", sub_channel="facebook").complaint_id  # 6
    desk.step(desk.front, question, kind="question")
    desk.register(received_at=FRIDAY - timedelta(days=21))  # 7 due soon
    return desk


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [6, 5, 3, 1, 7, 4, 2]),
        ({"received_from": FRIDAY.date()}, [6, 5, 3, 1]),
        ({"received_to": FRIDAY.date() - timedelta(days=1)}, [7, 4, 2]),
        ({"received_from": date(2026, 3, 20), "received_to": date(2026, 3, 20)}, [7]),
        ({"channel": "phone"}, [5]),
        ({"channel": "social"}, [6]),
        ({"channel": "facebook"}, [6]),
        ({"channel": "no_such"}, []),
        ({"category": "service"}, [3, 1, 4]),
        ({"category": "oia"}, []),
        ({"kind": "question"}, [6]),
        ({"level": "minor"}, [3, 1, 4]),
        ({"step": "screen"}, [5, 7, 2]),
        ({"step": "screen", "lateness": "open"}, [7, 2]),
        ({"unassigned": True}, [6, 7, 2]),
        ({"lateness": "open"}, [6, 1, 7, 2]),
        ({"lateness": "late"}, [2]),
        ({"lateness": "due_soon"}, [7]),
        ({"lateness": "on_time"}, [6, 1, 7]),
        ({"lateness": "step_late"}, [2]),
        ({"lateness": "closed"}, [3, 4]),
        ({"lateness": "closed_late"}, [4]),
        ({"lateness": "voided"}, [5]),
        ({"text": "พูดจา", "lateness": "late"}, [2]),
    ],
)
def test_each_filter_shows_what_it_says(filled: Desk, wanted: dict[str, Any], found: list[int]) -> None:
    chosen = RegisterFilter(**wanted)
    rows = filled.services.register.list_complaints(filled.supervisor, chosen)
    assert sorted(int(row.number.split("/")[0]) for row in rows) == sorted(found)
    assert filled.services.register.count_complaints(filled.supervisor, chosen) == len(found)
    assert [row.key for row in rows] == sorted((row.key for row in rows), reverse=True)


def test_an_officers_cases_are_filtered_by_the_officer(filled: Desk) -> None:
    wanted = RegisterFilter(officer_id=filled.officer.account_id)
    rows = filled.services.register.list_complaints(filled.supervisor, wanted)
    assert {row.officer for row in rows} == {filled.officer.name}
    assert len(rows) == 3


def test_lateness_of_a_row_is_that_of_the_filter(filled: Desk) -> None:
    listed = filled.services.register.list_complaints
    for row in listed(filled.supervisor, RegisterFilter()):
        for name, said in (("late", row.late), ("due_soon", row.due_soon)):
            there = row.key in {one.key for one in listed(filled.supervisor, RegisterFilter(lateness=name))}
            assert there is said
    assert {row.lateness for row in LISTS.values()} <= set(LATENESS)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_pages_hold_every_row_once(filled: Desk, size: int) -> None:
    keys: list[int] = []
    while page := filled.services.register.list_complaints(
        filled.supervisor, RegisterFilter(), after=keys[-1] if keys else None, limit=size
    ):
        assert len(page) <= size
        keys += [row.key for row in page]
    assert len(keys) == len(set(keys)) == 7


def test_what_comes_in_between_two_pages_moves_no_row(filled: Desk) -> None:
    first = filled.services.register.list_complaints(filled.supervisor, RegisterFilter(), limit=3)
    filled.register()
    second = filled.services.register.list_complaints(
        filled.supervisor, RegisterFilter(), after=first[-1].key
    )
    assert len({row.id for row in (*first, *second)}) == 7


def test_a_case_is_late_only_after_its_last_day(desk: Desk) -> None:
    case = desk.register()
    wanted = RegisterFilter(lateness="late")
    desk.clock.set(FRIDAY.replace(month=case.due_date.month, day=case.due_date.day, hour=23, minute=59))
    assert desk.services.register.count_complaints(desk.front, wanted) == 0
    desk.later(minutes=1)
    assert desk.services.register.count_complaints(desk.front, wanted) == 1


def test_approaching_follows_the_settings(desk: Desk) -> None:
    desk.services.office.change_setting(desk.admin, "approaching_percent", 1, desk.command())
    desk.services.office.change_setting(desk.admin, "approaching_working_days", 14, desk.command())
    desk.register()
    desk.later(days=7)
    assert desk.services.register.count_complaints(desk.front, RegisterFilter(lateness="due_soon")) == 1


def test_counts_of_the_first_page_equal_the_lists_they_open(filled: Desk) -> None:
    day = filled.services.review.see_my_day(filled.supervisor)
    waiting = filled.services.review.count_waiting(filled.supervisor)
    open_cases = RegisterFilter(lateness="open")
    for said, wanted in (
        (day.open, open_cases),
        (day.to_screen, replace(open_cases, step="screen")),
        (day.unassigned, replace(open_cases, unassigned=True)),
        (day.late, LISTS["late"]),
        (day.due_soon, LISTS["due_soon"]),
    ):
        assert said == len(filled.services.register.list_complaints(filled.supervisor, wanted))
    for name, count in waiting.items():
        assert count == len(filled.services.review.list_waiting(filled.supervisor, name))
    assert filled.services.review.see_my_day(filled.officer).mine == 1


def test_the_supervisors_lists_are_the_supervisors(filled: Desk) -> None:
    for actor in (filled.front, filled.officer, filled.viewer, filled.admin):
        with pytest.raises(NotAllowed):
            filled.services.review.list_waiting(actor, "late")
        with pytest.raises(NotAllowed):
            filled.services.review.count_waiting(actor)


def test_the_cases_behind_a_figure_however_many(desk: Desk) -> None:
    first, second = desk.register().complaint_id, desk.register().complaint_id
    many = RegisterFilter(ids=(first, *range(1, 40_000)))
    listed = desk.services.register.list_complaints(desk.supervisor, many)
    assert [row.id for row in listed] == [first]
    assert desk.services.register.count_complaints(desk.supervisor, RegisterFilter(ids=(second, first))) == 2
    assert desk.services.register.count_complaints(desk.supervisor, RegisterFilter(ids=())) == 0
