"""What a caller is told, for every place where a case may stand."""

from datetime import timedelta

import pytest

from services.complaints.commands import RespondentInput
from services.complaints.review_request import RequestReview
from services.complaints.status_answer import TellStatus
from services.complaints.status_words import StatusSentence
from services.errors import Invalid, NotFound
from services.office.codes import codes
from tests.services.factories import Desk


def told(desk: Desk, case: int, who: str = "front", polite: str = "") -> StatusSentence:
    return desk.services.status_answers.answer(desk.people[who], case, polite)


def found(desk: Desk, text: str, who: str = "front") -> list[tuple[str, str]]:
    return [(one.number, one.why) for one in desk.services.status_answers.find(desk.people[who], text)]


# --- finding the case that is meant


@pytest.mark.parametrize(
    "text", ["1/2569", "๑/๒๕๖๙", "1/69", "0001/2569", " 1 / 2569 ", "1-2569", "เลขรับ 1/2569", "1"]
)
def test_a_number_read_out_any_way(desk: Desk, text: str) -> None:
    desk.register()
    desk.register()
    assert found(desk, text) == [("1/2569", "number")]


@pytest.mark.parametrize("text", ["0812345678", "081-234-5678", "๐๘๑ ๒๓๔ ๕๖๗๘", "+66812345678"])
def test_a_telephone_number(desk: Desk, text: str) -> None:
    desk.register(phones="081 234 5678, 054265031")
    desk.register(phones="0898765432")
    assert found(desk, text) == [("1/2569", "phone")]


@pytest.mark.parametrize("text", ["สมมติ ตัวอย่าง", "นางสาวสมมติ ตัวอย่าง", "สมมติ", "ตัวอย่าง", "สมมุติ ตัวอย่าง"])
def test_a_name_lists_who_may_be_meant_masked(desk: Desk, text: str) -> None:
    desk.register(title="นาง", name="สมมติ ตัวอย่าง")
    desk.later(days=1)
    desk.register(title="นาย", name="สมมติ ตัวอย่าง")
    desk.register(name="นายคนอื่น ไม่เกี่ยว")
    seen = desk.services.status_answers.find(desk.front, text)
    assert [(one.number, one.why) for one in seen] == [("2/2569", "name"), ("1/2569", "name")]
    assert seen[0].complainant == "นายส*** ตั***" or seen[0].complainant.startswith("นายส***")


def test_a_hidden_complainant_is_found_by_the_number_alone(desk: Desk) -> None:
    case = desk.register(identity="hidden", name="นางลับ ปกปิด", phones="0812345678").complaint_id
    for who in ("front", "supervisor"):
        assert (
            found(desk, "0812345678", who) == found(desk, "นางลับ ปกปิด", who) == found(desk, "ปกปิด", who) == []
        )
    (one,) = desk.services.status_answers.find(desk.front, "1/2569")
    assert (one.complainant, one.check_first) == ("", True)
    assert told(desk, case).check_first


def test_nobody_is_told_of_a_case_that_may_not_be_seen(desk: Desk) -> None:
    about = (RespondentInput(person="หน้าห้อง", account_id=desk.front.account_id),)
    case = desk.register(desk.supervisor, respondents=about, phones="0812345678").complaint_id
    assert found(desk, "1/2569") == found(desk, "0812345678") == found(desk, "สมมติ ตัวอย่าง") == []
    with pytest.raises(NotFound):
        told(desk, case)


@pytest.mark.parametrize(
    "text", ["", "   ", "999999/2569", "ไม่มีใครชื่อนี้ แน่นอน", "🙂", "%", "\u0e31" * 300, "0" * 400]
)
def test_nothing_found_is_nothing(desk: Desk, text: str) -> None:
    desk.register()
    assert found(desk, text) == []


# --- the sentence


def test_received_and_not_yet_looked_at(desk: Desk) -> None:
    case = desk.register().complaint_id
    said = told(desk, case, polite="ค่ะ")
    assert said.text == (
        "เรื่องของท่าน เลขรับ 1/2569 สำนักงานรับไว้เมื่อวันที่ 10 เมษายน 2569 ขณะนี้อยู่ระหว่างตรวจสอบเบื้องต้นและจำแนกเรื่อง "
        "และจะแจ้งความคืบหน้าให้ท่านทราบภายในวันที่ 25 เมษายน 2569 ค่ะ"
    )
    assert (said.state, said.tells_progress) == ("received", False)


def test_each_step_says_what_is_being_done(desk: Desk) -> None:
    case = desk.register().complaint_id
    seen = []
    for step in (
        lambda: desk.screen(case),
        lambda: desk.step(desk.supervisor, case, officer=desk.officer.account_id),
        lambda: desk.step(desk.officer, case, acknowledgement="told"),
        lambda: desk.step(desk.officer, case, findings="พบว่านายลับทำผิดวินัย"),
        lambda: desk.step(desk.supervisor, case, decision="approve"),
        lambda: desk.step(desk.officer, case, notification="told"),
    ):
        step()
        said = told(desk, case)
        seen.append(said.state)
        assert said.tells_progress
        assert "คาดว่าจะแล้วเสร็จภายในวันที่ " in said.text
        assert "วินัย" not in said.text
    assert seen == ["assign", "acknowledge", "investigate", "review", "inform", "close"]


@pytest.mark.parametrize("kind", ["suggestion", "praise", "question"])
def test_a_question_is_answered(desk: Desk, kind: str) -> None:
    case = desk.register().complaint_id
    desk.step(desk.supervisor, case, kind=kind)
    assert told(desk, case).state == "answer"
    desk.step(desk.supervisor, case, answer_text="ตอบแล้ว")
    desk.step(desk.supervisor, case)
    said = told(desk, case)
    assert said.state == "closed_answered"
    assert "มีมูล" not in said.text


def test_passed_on_to_another_agency(desk: Desk) -> None:
    case = desk.register().complaint_id
    desk.screen(case, within_authority=False)
    assert told(desk, case).state == "refer"
    desk.step(desk.supervisor, case, agency="เทศบาลนครสมมติ", complainant_told="told")
    said = told(desk, case)
    assert said.state == "follow_up"
    assert "ขณะนี้ส่งต่อให้เทศบาลนครสมมติแล้ว" in said.text
    desk.step(desk.supervisor, case, follow_up_result="รับไว้แล้ว")
    desk.step(desk.supervisor, case, outcome="referred")
    assert "ผลคือ ส่งต่อให้เทศบาลนครสมมติซึ่งมีอำนาจหน้าที่แล้ว" in told(desk, case).text


@pytest.mark.parametrize("outcome", codes("outcomes"))
def test_every_outcome_has_its_words(desk: Desk, outcome: str) -> None:
    case = desk.closed(outcome)
    said = told(desk, case)
    assert said.state == f"closed_{outcome}"
    assert "ยุติแล้วเมื่อวันที่ 10 เมษายน 2569 ผลคือ " in said.text
    assert ("โปรดแจ้งสำนักงานภายในวันที่ 25 เมษายน 2569" in said.text) == (
        outcome in {"upheld", "partly", "unfounded", "clarified"}
    )
    assert "{" not in said.text
    assert "อบรมเจ้าหน้าที่" not in said.text
    desk.later(days=30)
    assert "ภายในวันที่" not in told(desk, case).text


@pytest.mark.parametrize("category", ["conduct", "corruption"])
def test_nobody_is_told_what_became_of_an_official(desk: Desk, category: str) -> None:
    case = desk.register(respondents=(RespondentInput(person="นายถูก กล่าวหา"),)).complaint_id
    desk.screen(case, category=category)
    if category == "corruption":
        desk.step(desk.supervisor, case, order="inquire", confidential=False)
    desk.step(desk.supervisor, case, officer=desk.officer.account_id)
    desk.step(desk.officer, case, acknowledgement="told")
    desk.step(desk.officer, case, findings="ผิดจริง", corrective_action="ลงโทษภาคทัณฑ์")
    desk.step(desk.supervisor, case, decision="approve")
    desk.step(desk.officer, case, notification="told")
    desk.step(desk.supervisor, case, outcome="upheld")
    said = told(desk, case)
    assert said.state == "closed_discipline"
    for word in ("มีมูล", "ภาคทัณฑ์", "กล่าวหา", "ผิดจริง"):
        assert word not in said.text


def test_a_confidential_case_tells_no_step_and_no_agency(desk: Desk) -> None:
    case = desk.register(desk.supervisor, confidential=True).complaint_id
    desk.screen(case, within_authority=False)
    desk.step(desk.supervisor, case, agency="หน่วยปราบปรามสมมติ", complainant_told="told")
    said = told(desk, case, "supervisor")
    assert (said.state, said.check_first) == ("in_hand", True)
    assert "สมมติ" not in said.text


def test_late_reopened_voided_and_disputed(desk: Desk) -> None:
    case = desk.investigated()
    desk.later(days=60)
    assert "สำนักงานขออภัยที่ล่าช้า" in told(desk, case).text
    closed = desk.closed()
    before = desk.case(closed)
    desk.services.casework.reopen_case(desk.supervisor, closed, before.version, "ข้อมูลใหม่", desk.command())
    said = told(desk, closed)
    assert "เรื่องนี้เคยยุติเมื่อวันที่ " in said.text
    assert said.state == "investigate"
    assert "ข้อมูลใหม่" not in said.text
    void = desk.register().complaint_id
    desk.services.casework.void_case(desk.supervisor, void, 1, "ออกซ้ำกับนายใคร", desk.command())
    said = told(desk, void)
    assert (said.state, said.tells_progress) == ("voided", False)
    assert "ออกซ้ำ" not in said.text
    original = desk.closed()
    command = RequestReview(
        original_id=original, disputed="ไม่เห็นด้วย", received_at=desk.clock.now(), channel="walk_in"
    )
    review = desk.services.review_requests.request_review(desk.front, command, desk.command())
    assert f"ท่านได้ขอให้ทบทวนผลไว้แล้ว ตามเลขรับ {review.number}" in told(desk, original).text


def test_a_stopped_clock_says_what_it_waits_for(desk: Desk) -> None:
    from models.complaints import Complaint

    case = desk.investigated()
    with desk.services.store.writing() as session:
        session.get(Complaint, (1, case)).stopped_on = desk.clock.now().date()  # type: ignore[union-attr]
        session.commit()
    said = told(desk, case)
    assert (said.state, said.tells_progress) == ("stopped", True)
    assert "หยุดนับเวลาไว้ตั้งแต่วันที่ 10 เมษายน 2569 เพื่อรอข้อมูลเพิ่มเติมจากท่าน" in said.text


def test_news_is_nobodys_own(desk: Desk) -> None:
    case = desk.register(channel="news", identity="none", name="").complaint_id
    assert told(desk, case).text.startswith("เรื่องเลขรับ ")


# --- what was told is kept


def tell(desk: Desk, case: int, command_id: str = "", **changes: object) -> StatusSentence:
    command = TellStatus(complaint_id=case, **changes)  # type: ignore[arg-type]
    return desk.services.status_answers.record_told(desk.front, command, command_id or desk.command())


def test_what_was_told_is_a_contact(desk: Desk) -> None:
    case = desk.investigated()
    desk.later(hours=2)
    said = tell(desk, case, "once", way="in_person")
    assert tell(desk, case, "once", way="in_person") == said
    lines = [line for line in desk.case(case).history if line.kind == "contact"]
    assert [(line.text, line.data["way"], line.data["reached"]) for line in lines] == [
        (said.text, "in_person", True)
    ]
    assert desk.services.verification.verify().problem is None


def test_only_what_is_being_done_meets_the_reply_clock(desk: Desk) -> None:
    case = desk.register().complaint_id
    tell(desk, case)
    assert desk.case(case).replied_at is None
    desk.screen(case)
    tell(desk, case, asked_by="other")
    assert desk.case(case).replied_at is None
    tell(desk, case, asked_by="representative")
    assert desk.case(case).replied_at == desk.clock.now()


def test_a_closed_case_is_told_of_too(desk: Desk) -> None:
    case = desk.closed()
    closed = desk.case(case)
    desk.clock.advance(days=1)
    tell(desk, case)
    after = desk.case(case)
    assert (after.status, after.closed_at, after.first_closed_at) == (
        "closed",
        closed.closed_at,
        closed.first_closed_at,
    )
    assert after.history[-1].kind == "contact"


def test_a_wrong_way_is_refused(desk: Desk) -> None:
    case = desk.register().complaint_id
    with pytest.raises(Invalid) as refused:
        tell(desk, case, way="pigeon", asked_by="nobody")
    assert set(refused.value.fields) == {"way", "asked_by"}
    assert [line.kind for line in desk.case(case).history] == ["registered"]


def test_the_day_after_the_last_the_result_is_no_longer_disputed(desk: Desk) -> None:
    case = desk.closed()
    days = desk.services.office.read_facts(desk.front).settings.review_request_days
    desk.clock.advance(days=days)
    assert "โปรดแจ้งสำนักงานภายในวันที่" in told(desk, case).text
    assert timedelta(days=days).days == 15
    desk.clock.advance(days=1)
    assert "โปรดแจ้งสำนักงานภายในวันที่" not in told(desk, case).text
