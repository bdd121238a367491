"""Cases tied together, seen from both ends; and results that are disputed."""

from datetime import timedelta

import pytest

from services.complaints.commands import LinkInput, RegisterComplaint, RespondentInput
from services.complaints.links import LinkCases, LinkRow
from services.complaints.register import RegisterFilter
from services.complaints.review_request import RequestReview
from services.errors import DomainError, Invalid, NotFound
from services.thai.dates import bangkok_date
from tests.services.documents.paper_text import says, says_none
from tests.services.factories import Desk


def tied(desk: Desk, case: int, who: str = "supervisor") -> tuple[LinkRow, ...]:
    return desk.services.links.list_links(desk.people[who], case)


def tie(desk: Desk, one: int, other: int, kind: str = "related", who: str = "front", note: str = "") -> int:
    command = LinkCases(complaint_id=one, other_id=other, kind=kind, note=note)
    return desk.services.links.link_cases(desk.people[who], command, desk.command())


@pytest.mark.parametrize(
    ("kind", "from_later", "from_earlier"),
    [
        ("related", "related", "related"),
        ("repeat", "repeat", "repeat"),
        ("duplicate", "duplicate_of", "duplicate"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_tie_is_seen_from_both_ends(
    desk: Desk, kind: str, from_later: str, from_earlier: str, turned: bool
) -> None:
    earlier = desk.register().complaint_id
    desk.later(hours=1)
    later = desk.register().complaint_id
    tie(desk, *((earlier, later) if turned else (later, earlier)), kind, note="คนละช่องทาง")
    (seen,) = tied(desk, later)
    (back,) = tied(desk, earlier)
    assert (seen.role, seen.complaint_id, seen.note) == (from_later, earlier, "คนละช่องทาง")
    assert (back.role, back.complaint_id) == (from_earlier, later)
    for case in (earlier, later):
        line = desk.case(case).history[-1]
        assert (line.kind, line.data["link"]) == ("linked", kind)
    assert desk.services.verification.verify().problem is None


def test_a_tie_is_no_work_on_a_case_and_disturbs_nobody(desk: Desk) -> None:
    one, other = desk.register().complaint_id, desk.register().complaint_id
    before = desk.case(other)
    desk.later(days=1)
    tie(desk, one, other)
    after = desk.case(other)
    assert after.version == before.version
    rows = desk.services.register.list_complaints(desk.supervisor, RegisterFilter())
    assert {row.status for row in rows} == {"open"}


def test_untying_says_why_and_keeps_the_row(desk: Desk) -> None:
    one, other = desk.register().complaint_id, desk.register().complaint_id
    link = tie(desk, one, other)
    with pytest.raises(Invalid) as refused:
        desk.services.links.unlink_cases(desk.front, link, "  ", desk.command())
    assert set(refused.value.fields) == {"reason"}
    desk.services.links.unlink_cases(desk.front, link, "คนละเรื่องกัน", desk.command())
    assert tied(desk, one) == tied(desk, other) == ()
    assert [desk.case(case).history[-1].text for case in (one, other)] == ["คนละเรื่องกัน"] * 2
    assert tie(desk, other, one) != link
    assert desk.services.verification.verify().problem is None


def test_the_case_file_tells_of_ties(desk: Desk) -> None:
    case, other = desk.register().complaint_id, desk.register().complaint_id
    wanted = LinkCases(complaint_id=case, other_id=other, kind="related", note="มาพร้อมกัน")
    tie = desk.services.links.link_cases(desk.supervisor, wanted, desk.command())
    desk.services.links.unlink_cases(desk.supervisor, tie, "ผิดเรื่อง", desk.command())
    file = desk.services.documents.make_case_file(desk.officer, case, desk.command())
    assert says(file, "เชื่อมโยงกับเรื่องอื่น", "มาพร้อมกัน", "ยกเลิกการเชื่อมโยงกับเรื่องอื่น", "ผิดเรื่อง")
    assert says_none(file, "รายการอื่น")


def test_what_cannot_be_tied(desk: Desk) -> None:
    one, other = desk.register().complaint_id, desk.register().complaint_id
    tie(desk, one, other)
    for pair, kind, field, code in (
        ((one, one), "related", "other_id", "link.self"),
        ((other, one), "related", "other_id", "link.there"),
        ((one, 12345), "related", "other_id", "link.none"),
        ((one, other), "original", "kind", "choose"),
    ):
        with pytest.raises(Invalid) as refused:
            tie(desk, *pair, kind)
        assert refused.value.fields[field].code == code
    assert len(tied(desk, one)) == 1


def test_the_same_command_ties_once(desk: Desk) -> None:
    one, other = desk.register().complaint_id, desk.register().complaint_id
    command = LinkCases(complaint_id=one, other_id=other, kind="duplicate")
    first = desk.services.links.link_cases(desk.front, command, "the-same")
    assert desk.services.links.link_cases(desk.front, command, "the-same") == first
    assert len(tied(desk, one)) == 1


def test_a_tie_to_a_case_that_may_not_be_seen_is_not_there(desk: Desk) -> None:
    one = desk.register().complaint_id
    secret = desk.register(desk.supervisor, confidential=True).complaint_id
    about = (RespondentInput(person="หัวหน้า", account_id=desk.supervisor.account_id),)
    accusing = desk.register(respondents=about).complaint_id
    tie(desk, one, secret, who="supervisor")
    tie(desk, one, accusing, who="front")
    assert [row.complaint_id for row in tied(desk, one, "supervisor")] == [secret]
    assert [row.complaint_id for row in tied(desk, one, "front")] == [accusing]
    assert [line.data for line in desk.case(one).history if "number" in line.data][1:] == []
    with pytest.raises(NotFound):
        tied(desk, secret, "front")


def test_ties_marked_while_typing_are_saved_with_the_case(desk: Desk) -> None:
    earlier = desk.register().complaint_id
    links = (
        LinkInput(other_id=earlier, kind="duplicate"),
        LinkInput(other_id=987, kind="related"),  # gone, or not to be seen: no complaint is lost for it
    )
    command = RegisterComplaint(content=desk.content(detail="แจ้งซ้ำอีกครั้ง"), links=links)
    saved = desk.services.intake.register_complaint(desk.front, command, desk.command())
    assert [row.complaint_id for row in tied(desk, saved.complaint_id)] == [earlier]
    assert [row.role for row in tied(desk, earlier)] == ["duplicate"]
    assert desk.services.verification.verify().problem is None


# --- a result disputed


def ask(desk: Desk, original: int, who: str = "front", **changes: object) -> int:
    values = {"disputed": "ยังไม่ได้รับเงินตามที่แจ้ง", "received_at": desk.clock.now(), "channel": "walk_in"}
    command = RequestReview(original_id=original, **(values | changes))  # type: ignore[arg-type]
    return desk.services.review_requests.request_review(
        desk.people[who], command, desk.command()
    ).complaint_id


def test_a_disputed_result_is_a_case_of_its_own(desk: Desk) -> None:
    original = desk.closed(phones="0812345678", respondents=(RespondentInput(unit="กลุ่มงานคลัง"),))
    closed = desk.case(original)
    desk.later(days=3)
    review = ask(desk, original, channel="phone")
    case, before = desk.case(review), desk.case(original)
    assert (before.status, before.first_closed_at, before.outcome) == (
        "closed", closed.first_closed_at, closed.outcome,
    )  # fmt: skip
    assert case.complainant.phones == "0812345678"
    assert [item.unit for item in case.respondents] == ["กลุ่มงานคลัง"]
    assert (case.detail, case.level, case.screened, case.officer_id) == (
        "ยังไม่ได้รับเงินตามที่แจ้ง",
        None,
        False,
        None,
    )
    assert case.subject == f"ขอทบทวนผลการพิจารณา: {closed.subject}"
    (seen,) = tied(desk, original)
    assert (seen.role, seen.status, seen.step_name) == ("review", "open", "ตรวจสอบและจำแนก")
    (back,) = tied(desk, review)
    assert (back.role, back.outcome, back.officer) == ("original", "upheld", desk.officer.name)
    assert desk.services.register.count_complaints(desk.supervisor, RegisterFilter()) == 2
    with pytest.raises(DomainError) as refused:
        desk.services.links.unlink_cases(desk.supervisor, seen.link_id, "ผิด", desk.command())
    assert refused.value.code == "link.review"
    assert desk.services.verification.verify().problem is None


def test_a_review_goes_through_the_flowchart_with_somebody_else(desk: Desk) -> None:
    original = desk.closed()
    desk.later(days=1)
    known = desk.services.review_requests.ask_before_review(desk.front, original)
    assert (known.officer, known.others) == (desk.officer.name, (desk.second.name,))
    review = ask(desk, original)
    assert desk.services.review_requests.ask_before_review(desk.front, original).open_review == "2/2569"
    desk.screen(review)
    desk.step(desk.supervisor, review, officer=desk.second.account_id)
    assert desk.case(review).officer_id == desk.second.account_id


def test_who_asked_to_stay_hidden_stays_hidden(desk: Desk) -> None:
    original = desk.closed(identity="hidden", name="นางลับ ปกปิด", phones="0812345678")
    review = ask(desk, original)
    shown = desk.case(review, desk.front).complainant
    assert (shown.identity, shown.masked, shown.name) == ("hidden", True, "")
    told = desk.services.cases.reveal_complainant(desk.supervisor, review, "ต้องแจ้งผล", desk.command())
    assert (told.name, told.phones) == ("นางลับ ปกปิด", "0812345678")
    assert desk.found("0812345678", desk.front) == []


def test_late_is_told_and_not_refused(desk: Desk) -> None:
    original = desk.closed()
    days = desk.services.office.read_facts(desk.front).settings.review_request_days
    last = bangkok_date(desk.clock.now()) + timedelta(days=days)
    known = desk.services.review_requests.ask_before_review(desk.front, original)
    assert known.last_day == last
    assert [known.is_late(last + timedelta(days=more)) for more in (0, 1)] == [False, True]
    desk.later(days=days + 1)
    command = RequestReview(
        original_id=original, disputed="ไม่เห็นด้วย", received_at=desk.clock.now(), channel="walk_in"
    )
    saved = desk.services.review_requests.request_review(desk.front, command, "late")
    assert saved.late
    assert desk.services.review_requests.request_review(desk.front, command, "late") == saved


def test_what_cannot_be_disputed(desk: Desk) -> None:
    open_case, original = desk.register().complaint_id, desk.closed()
    with pytest.raises(DomainError) as refused:
        ask(desk, open_case)
    assert refused.value.code == "case.not_closed"
    with pytest.raises(Invalid) as wrong:
        ask(desk, original, disputed=" ", asked_by="x", received_at=desk.clock.now() - timedelta(days=2))
    assert {name: error.code for name, error in wrong.value.fields.items()} == {
        "disputed": "required", "asked_by": "choose", "received_at": "date.before_closing",
    }  # fmt: skip
    assert tied(desk, original) == ()
