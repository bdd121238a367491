"""Any paper of the catalogue is made by its code, in one way."""

from dataclasses import replace

import pytest

from models.complaints import ReportRecord
from models.journal import JournalRecord
from services.documents.catalogue import BY_CODE, CATALOGUE, GROUPS, PaperRequest
from services.documents.kept import period_label
from services.documents.making import compose_of
from services.documents.single_papers import SINGLE
from services.errors import DomainError, Invalid, NotAllowed, NotFound
from services.permissions import REGISTRY, Role
from services.thai.dates import Month
from tests.services.factories import Desk
from tests.services.letters.writing import approved, issue, issued


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


def test_what_was_made_is_listed_newest_first_and_read_as_it_was(desk: Desk):
    making, kept = desk.services.making, desk.services.kept_papers
    assert kept.list_made(desk.viewer) == ()
    first = making.make_paper(desk.viewer, "fiscal-year", PaperRequest(year=2569), desk.command())
    desk.clock.advance(minutes=5)
    month = Month.of(desk.clock.now().date())
    making.make_paper(desk.supervisor, "monthly", PaperRequest(month=month), desk.command())
    rows = kept.list_made(desk.front)
    assert [row.report for row in rows] == ["monthly", "fiscal-year"]
    assert [row.period for row in rows] == [month.be_label, "ปีงบประมาณ พ.ศ. 2569"]
    assert rows[0].made_by == desk.supervisor.name
    assert kept.list_made(desk.front, limit=1) == rows[:1]
    desk.register(detail="เรื่องที่รับหลังจัดทำรายงาน")
    assert kept.read_made(desk.front, rows[1].id).content == first.content
    with pytest.raises(NotFound):
        kept.read_made(desk.front, 1)


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2569-02", "กุมภาพันธ์ 2569"),
        ("2569-10..2570-09", "ตุลาคม 2569..กันยายน 2570"),
        ("2569-02-30", "2569-02-30"),
        ("2569-77", "2569-77"),
    ],
)
def test_a_period_is_said_as_people_say_it(period, said):
    assert period_label(period) == said


def test_a_paper_of_others_is_refused_before_anything_is_read(desk: Desk, monkeypatch):
    theirs = replace(BY_CODE["fiscal-year"], roles=frozenset({Role.SUPERVISOR}))
    monkeypatch.setattr("services.documents.making.BY_CODE", {"fiscal-year": theirs})
    with pytest.raises(NotAllowed):
        desk.services.making.make_paper(desk.viewer, "fiscal-year", PaperRequest(year=2569), desk.command())
    with desk.services.store.reading() as session:
        newest = session.query(JournalRecord).order_by(JournalRecord.sequence.desc()).first()
        assert (newest.use_case, newest.verdict) == ("documents.make_paper", "refused")


@pytest.mark.parametrize("code", SINGLE)
def test_who_may_make_a_paper_is_who_may_call_what_makes_it(code):
    makes = {
        "receipt": "documents.print_receipt",
        "statement": "documents.make_statement",
        "person": "privacy.make_person_file",
        "destruction-list": "privacy.make_destruction_list",
    }
    allowed = REGISTRY[makes.get(code, "documents.make_paper")].roles
    assert BY_CODE[code].roles == allowed


def test_progress_is_told_of_every_paper_and_each_can_be_stopped(desk: Desk):
    case = desk.case(desk.register().complaint_id)
    asked, told = PaperRequest(number=case.number), []
    desk.services.making.make_paper(
        desk.viewer, "case", asked, desk.command(), lambda done, of: told.append((done, of))
    )
    assert told[0] == (1, 0)
    assert told[-1][0] == told[-1][1] > 0
    with pytest.raises(DomainError) as stopped:
        desk.services.making.make_paper(desk.viewer, "case", asked, desk.command(), cancelled=lambda: True)
    assert stopped.value.code == "report.cancelled"


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


def test_a_letter_is_given_as_it_was_sent(desk: Desk):
    case = desk.register().complaint_id
    number = desk.case(case).number
    issued(desk, case, "acknowledgement")
    desk.later(hours=1)
    issue(desk, approved(desk, case, "progress"), number="ลป 0003/124")
    kept = [desk.services.letters.read_paper(desk.officer, row.id) for row in
            desk.services.letters.list_letters(desk.officer, case)]  # fmt: skip

    def made(letter: int | None = None):
        request = PaperRequest(number=number, letter=letter)
        return desk.services.making.make_paper(desk.officer, "letter", request, desk.command())

    assert (f"{made().name}.pdf", made().content) == kept[0]
    assert (f"{made(1).name}.pdf", made(1).content) == kept[1]
    with pytest.raises(DomainError) as none:
        made(3)
    assert (none.value.code, none.value.params["sent"]) == ("letter.none_sent", 2)
