"""Any paper of the catalogue is made by its code, in one way."""

import pytest

from models.complaints import ReportRecord
from services.documents.catalogue import BY_CODE, CATALOGUE, GROUPS, PaperRequest
from services.documents.making import compose_of
from services.documents.single_papers import SINGLE
from services.errors import DomainError, Invalid, NotFound
from tests.services.factories import Desk


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.code)
def test_each_line_of_the_catalogue_has_a_maker_and_asks_what_a_request_holds(kind):
    assert (kind.code in SINGLE) is not bool(kind.module)
    if kind.module:
        assert callable(compose_of(kind))
    assert kind.group in GROUPS
    for ask in kind.asks:
        getattr(PaperRequest(), ask.name)


def test_what_is_asked_and_missing_is_said_by_name(desk: Desk):
    with pytest.raises(Invalid) as refused:
        desk.services.making.make_paper(desk.viewer, "fiscal-year", PaperRequest(), desk.command())
    assert set(refused.value.fields) == {"year"}
    with pytest.raises(NotFound):
        desk.services.making.make_paper(desk.viewer, "no-such-paper", PaperRequest(), desk.command())


def test_a_report_is_kept_and_the_same_command_gives_the_same(desk: Desk):
    command, request = desk.command(), PaperRequest(year=2569)
    first = desk.services.making.make_paper(desk.viewer, "fiscal-year", request, command)
    again = desk.services.making.make_paper(desk.viewer, "fiscal-year", request, command)
    assert first.content.startswith(b"%PDF-")
    assert first.content == again.content
    with desk.services.store.reading() as session:
        assert [row.report for row in session.query(ReportRecord)] == ["fiscal-year"]


def test_cancelled_between_pages_keeps_nothing(desk: Desk):
    with pytest.raises(DomainError) as stopped:
        desk.services.making.make_paper(
            desk.viewer, "fiscal-year", PaperRequest(year=2569), desk.command(), cancelled=lambda: True
        )
    assert stopped.value.code == "report.cancelled"
    with desk.services.store.reading() as session:
        assert session.query(ReportRecord).count() == 0


def test_a_command_line_name_is_a_promise():
    assert {"monthly", "receipt", "case", "statement", "box-record", "person", "flowchart"} <= set(BY_CODE)
