"""Whoever a case complains about finds it in no list, search, count, figure, paper or case."""

from datetime import datetime

import pytest

from models.moments import BANGKOK
from services.complaints.commands import RespondentInput
from services.complaints.register import RegisterFilter
from services.errors import NotFound
from services.permissions import Actor
from services.thai.dates import Month
from tests.services.factories import Desk

LOGINS = ("front", "officer", "supervisor", "viewer", "admin")
WORD = "พฤติการณ์เฉพาะเรื่อง"


@pytest.mark.parametrize("login", LOGINS)
def test_finds_it_nowhere(desk: Desk, login: str) -> None:
    desk.clock.set(datetime(2026, 5, 6, 10, tzinfo=BANGKOK))
    person = desk.people[login]
    other = desk.supervisor if login != "supervisor" else desk.viewer
    month = Month.of(desk.clock.now().date())
    plain = desk.register(detail="เรื่องอื่น", actor=desk.front)
    before = received(desk, person, month)
    respondent = RespondentInput(person=person.name, account_id=person.account_id)
    by = desk.front if login != "front" else desk.supervisor
    case = desk.register(by, detail=WORD, respondents=(respondent,))

    assert desk.found(WORD, other) == [case.number]
    assert desk.found(WORD, person) == []
    assert desk.found(case.number, person) == []
    assert desk.services.register.count_complaints(person, RegisterFilter()) == 1
    assert [row.number for row in desk.services.register.list_complaints(person, RegisterFilter())] == [
        plain.number
    ]
    assert received(desk, person, month) == before
    assert received(desk, other, month) == before + 1
    for ask in (
        lambda: desk.services.cases.read_case(person, case.complaint_id),
        lambda: desk.services.cases.find_by_number(person, case.number),
        lambda: desk.services.documents.make_case_file(person, case.complaint_id, desk.command()),
    ):
        with pytest.raises(NotFound):
            ask()


def received(desk: Desk, actor: Actor, month: Month) -> int:
    return desk.services.documents.read_month(actor, month).this_month.movement.received
