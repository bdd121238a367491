"""A signed month: what is frozen stays byte for byte, and later reports tell what changed since."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import func, select, update

from models.complaints import Complaint, ReportRecord
from models.office import Channel
from models.reports import SignedCase, SignedMonth
from services.accounts.accounts import AccountInput
from services.commands.parser import build_parser
from services.commands.run import run
from services.complaints.commands import CorrectComplaint, RespondentInput
from services.complaints.readers import MarkConfidential
from services.documents.catalogue import PaperRequest
from services.documents.monthly import MonthlyPaper, MonthlyRequest
from services.errors import DomainError, Invalid, NotAllowed, NotFound
from services.permissions import Role
from services.privacy.destruction import Signed
from services.signing.sign_off import Signing, SignOffMonth
from services.signing.signed import SignedRow
from services.thai.dates import Month
from services.unit_of_work import Reading
from tests.services.documents.office import PaperOffice, moment
from tests.services.documents.paper_text import squeeze

SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER = (Month(2026, month) for month in (9, 10, 11, 12))
JANUARY = Month(2027, 1)


def says(content: bytes, *wanted: str) -> bool:
    """Tell whether a paper says every text; that all readers read alike is another test's."""
    return all(squeeze(text) in read(content) for text in wanted)


def says_none(content: bytes, *unwanted: str) -> bool:
    return not any(squeeze(text) in read(content) for text in unwanted)


@lru_cache
def read(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = squeeze("".join(page.get_textpage().get_text_range() for page in document))
    document.close()
    return text


def sign(office: PaperOffice, month: Month = NOVEMBER, **said: Any) -> SignedRow:
    return office.services.signing.sign_off_month(office.boss, SignOffMonth(month, **said), office.command())


def monthly(office: PaperOffice, month: Month, **asked: Any) -> MonthlyPaper:
    return office.documents.make_monthly(office.boss, MonthlyRequest(month, **asked), office.command())


def correct(office: PaperOffice, case: int, reason: str = "ตรวจทานแล้วลงไว้ผิด", **changes: Any) -> None:
    version, content = office.services.intake.open_for_correction(office.boss, case, office.command(), reason)
    command = CorrectComplaint(
        complaint_id=case, version=version, content=replace(content, **changes), reason=reason
    )
    office.services.intake.correct_complaint(office.boss, command, office.command())


def version_of(office: PaperOffice, case: int) -> int:
    return office.services.cases.read_case(office.boss, case).version


def void(office: PaperOffice, case: int) -> None:
    office.services.casework.void_case(
        office.boss, case, version_of(office, case), "ลงทะเบียนซ้ำ", office.command()
    )


def reopen(office: PaperOffice, case: int, reason: str = "มีข้อมูลใหม่") -> None:
    office.services.casework.reopen_case(
        office.boss, case, version_of(office, case), reason, office.command()
    )


def cases_of(office: PaperOffice, month: Month) -> tuple[int, ...]:
    return office.documents.read_month(office.boss, month).this_month.movement.received_ids


def told(paper: MonthlyPaper) -> set[tuple[str, str]]:
    return {(line["what"], line["number"]) for line in paper.data["amendments"]}


def number(office: PaperOffice, case: int) -> str:
    return office.services.cases.read_case(office.boss, case).number


# --- signing


def test_a_month_is_signed_once_when_it_is_over_by_a_supervisor(busy: PaperOffice) -> None:
    with pytest.raises(DomainError, match=r"report\.month_open"):
        sign(busy, DECEMBER)
    busy.clock.set(moment(3, 2, 2027))
    busy.register()
    busy.clock.set(moment(2, 12))  # the clock was ahead: no month is over for that
    assert not busy.services.signing.read_signing(busy.boss, DECEMBER).over
    with pytest.raises(DomainError, match=r"report\.month_open"):
        sign(busy, DECEMBER)
    clerk = busy.log_in("clerk", {Role.ADMINISTRATOR, Role.OFFICER}, "นายทดลอง งานดี")
    with pytest.raises(NotAllowed):
        busy.services.signing.sign_off_month(clerk, SignOffMonth(NOVEMBER), busy.command())
    command = SignOffMonth(NOVEMBER, note="ตรวจทานครบแล้ว")
    first = busy.services.signing.sign_off_month(busy.boss, command, "once")
    assert busy.services.signing.sign_off_month(busy.boss, command, "once") == first
    assert (first.cut_off, first.signer_position) == (date(2026, 11, 30), "คลังจังหวัดลำปาง")
    with pytest.raises(DomainError, match=r"report\.signed"):
        sign(busy)
    standing = busy.services.signing.read_signing(busy.boss, NOVEMBER)
    assert (standing.signed, standing.changes, standing.months) == (first, 0, (NOVEMBER,))
    with busy.services.store.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignedMonth)) == 1
    assert busy.services.verification.verify().problem is None


def test_every_case_that_the_month_tells_of_has_its_row(busy: PaperOffice) -> None:
    figures = busy.documents.read_month(busy.boss, NOVEMBER).this_month
    signed = sign(busy)
    with busy.services.store.reading() as session:
        rows = list(session.scalars(select(SignedCase).where(SignedCase.signed_id == signed.id)))
    apart = [case for ids in figures.apart_ids.values() for case in ids]
    assert {row.complaint_id for row in rows} == {
        *figures.movement.carried_in_ids, *figures.movement.received_ids, *apart
    }  # fmt: skip
    assert len(apart) == 1
    open_rows = [row for row in rows if row.status == "open" and row.apart is None]
    assert len(open_rows) == figures.movement.carried_out


def test_a_zero_month_is_signed_too(busy: PaperOffice) -> None:
    sign(busy, Month(2026, 8))
    paper = monthly(busy, Month(2026, 8))
    assert paper.zero
    assert says(paper.content, "กรณีไม่มีข้อร้องเรียน", "รับรองข้อมูลประจำเดือนสิงหาคม 2569 แล้วเมื่อวันที่ 2 ธันวาคม 2569")


def test_last_month_waits_to_be_signed_where_it_has_complaints(busy: PaperOffice) -> None:
    signing = busy.services.signing
    assert signing.month_to_sign(busy.boss) == NOVEMBER
    sign(busy)
    assert signing.month_to_sign(busy.boss) is None


def test_what_is_doubtful_is_said_before(busy: PaperOffice) -> None:
    standing = busy.services.signing.read_signing(busy.boss, NOVEMBER)
    assert (standing.over, standing.unscreened, standing.without_level) == (True, 1, 1)
    assert not busy.services.signing.read_signing(busy.boss, DECEMBER).over


def test_what_is_frozen_is_what_stood_when_the_writers_turn_began(busy: PaperOffice) -> None:
    class Late(Signing):
        """Have a complaint taken in between the paper and the writer's turn."""

        asked = 0

        def _set(self, reading: Reading, command: SignOffMonth) -> Any:
            made = super()._set(reading, command)
            Late.asked += 1
            if Late.asked == 1:
                busy.register(received_at=moment(28, 11), subject="รับระหว่างนั้น")
            return made

    before = len(cases_of(busy, NOVEMBER))
    Late(busy.services.units, busy.services.facts).sign_off_month(
        busy.boss, SignOffMonth(NOVEMBER), busy.command()
    )
    assert Late.asked == 2
    assert monthly(busy, NOVEMBER).data["this_month"]["movement"]["received"] == before + 1
    assert monthly(busy, DECEMBER).data["amendments"] == []


# --- what is frozen


def test_nothing_done_later_changes_a_signed_month(busy: PaperOffice) -> None:
    memo = replace(busy.documents.memo_draft(busy.boss, NOVEMBER), number="7788")
    sign(busy, NOVEMBER, note="ตรวจทานครบแล้ว", memo=memo)
    kept = monthly(busy, NOVEMBER)
    assert says(kept.content, "๗๗๘๘")
    assert kept.data["memo"]["number"] == "7788"
    assert kept.data["signed"]["note"] == "ตรวจทานครบแล้ว"
    services, boss = busy.services, busy.boss
    services.office.change_setting(boss, "indicator2_base", "received", busy.command())
    services.office.change_setting(boss, "digits_tables", "thai", busy.command())
    services.office.change_wording(boss, "signed.heading_certified", "อย่างอื่น", busy.command())
    with services.store.writing() as session:
        session.execute(update(Channel).values(name="ช่องทางชื่อใหม่"))
        session.commit()
    void(busy, cases_of(busy, NOVEMBER)[1])
    for case in cases_of(busy, NOVEMBER):
        if services.cases.read_case(boss, case).status == "open":
            busy.close(case)
    busy.clock.set(moment(2, 12, 2037))
    lists = services.destruction
    made = lists.make_destruction_list(boss, None, busy.command())
    signed = Signed(date(2037, 12, 2), "นางประธาน กรรมการดี และคณะ", "ลป 0003/12")
    lists.record_signed(
        boss, made, lists.read_destruction_list(boss, made).row.version, signed, busy.command()
    )
    assert lists.carry_out(boss, made, busy.command()).finished
    with services.store.reading() as session:
        assert session.scalar(select(func.count()).where(Complaint.anonymised_at.is_not(None)))
        records = session.scalar(select(func.count()).select_from(ReportRecord))
    asked = (
        {},
        {"include_memo": False},
        {"as_of": date(2037, 12, 1)},
        {"memo": replace(busy.documents.memo_draft(boss, DECEMBER), subject="อย่างอื่น")},
    )
    for request in asked:
        again = monthly(busy, NOVEMBER, **request)
        assert (again.content, again.data, again.figures) == (kept.content, kept.data, None)
        assert again.signed is not None
    made_again = services.making.make_paper(boss, "monthly", PaperRequest(month=NOVEMBER), busy.command())
    assert made_again.content == kept.content
    with services.store.reading() as session:
        assert session.scalar(select(func.count()).select_from(ReportRecord)) == records


def test_no_name_stands_in_the_frozen_list_or_among_its_amendments(busy: PaperOffice) -> None:
    """A name typed wrongly and corrected later is one that nobody could mask on the day."""
    respondent = RespondentInput(unit="", person="นายประเสริด ใจงาม")
    case = busy.register(
        received_at=moment(27, 11),
        name="วิไลพร สุขสัน",
        respondents=(respondent,),
        subject="นายประเสริฐ ใจงาม พูดกับนางวิไลพร สุขสันต์ ไม่สุภาพ ต่อหน้านางสาวกมลวรรณ ศรีสุวรรณ",
    )
    secret = ("ประเสริ", "ใจงาม", "วิไลพร", "สุขสัน")
    with pytest.raises(Invalid) as refused:
        sign(busy, NOVEMBER, note="ทราบเรื่องของวิไลพร สุขสัน แล้ว")
    assert refused.value.fields["note"].code == "names_somebody"
    sign(busy)
    paper = monthly(busy, NOVEMBER)
    assert says(paper.content, number(busy, case))
    assert says_none(paper.content, *secret, "กมลวรรณ")
    reason = "นายประเสริฐ ใจงาม แจ้งนางสาวกมลวรรณ ศรีสุวรรณ ทาง 081-234-5678 ว่าวันที่ผิด"
    correct(busy, case, reason, received_at=moment(26, 11), name="วิไลพร สุขสันต์")
    busy.clock.set(moment(2, 1, 2027))
    sign(busy, DECEMBER)
    later = monthly(busy, DECEMBER)
    assert told(later) == {("received", number(busy, case))}
    assert says(later.content, "รายการแก้ไขหลังรับรอง", "27 พ.ย. 2569", "26 พ.ย. 2569", "ว่าวันที่ผิด")
    assert says_none(later.content, *secret, "กมลวรรณ", "081-234-5678")
    assert not any(word in str(later.data) for word in (*secret, "กมลวรรณ", "5678"))


def test_whoever_a_case_complains_about_has_the_month_without_it(busy: PaperOffice) -> None:
    other = busy.log_in("other", {Role.SUPERVISOR}, "นายหัวหน้า งานอื่น")
    about = RespondentInput(unit="", person="นายหัวหน้า งานอื่น", account_id=other.account_id)
    case = busy.register(received_at=moment(27, 11), respondents=(about,))
    # Signed by the very person: what is certified counts the case all the same.
    busy.services.signing.sign_off_month(other, SignOffMonth(NOVEMBER), busy.command())
    whole = monthly(busy, NOVEMBER)
    theirs = busy.documents.make_monthly(other, MonthlyRequest(NOVEMBER), busy.command())
    assert whole.data["this_month"]["movement"]["received"] == 4
    assert theirs.data["this_month"]["movement"]["received"] == 3
    assert says_none(theirs.content, number(busy, case))
    kept = busy.services.kept_papers
    stored = [row for row in kept.list_made(busy.boss) if row.has_file]
    assert kept.read_made(busy.boss, stored[-1].id).content == whole.content
    assert {row.id for row in kept.list_made(other)} == {row.id for row in stored} - {stored[-1].id}
    with pytest.raises(NotFound):
        kept.read_made(other, stored[-1].id)
    void(busy, case)
    assert busy.services.signing.read_signing(other, NOVEMBER).changes == 0
    assert busy.services.signing.read_signing(busy.boss, NOVEMBER).changes == 1
    december = busy.documents.make_monthly(other, MonthlyRequest(DECEMBER), busy.command())
    assert december.data["amendments"] == []
    assert december.data["carried_from_signed"]["carried_out"] == 4
    since = busy.services.making.make_paper(other, "changed-since", PaperRequest(month=NOVEMBER), "since")
    assert since.data is not None
    assert since.data["as_signed"]["this_month"]["movement"]["received"] == 3


# --- what changed since


def test_amendments_stand_in_the_next_report_with_reason_and_then_no_more(busy: PaperOffice) -> None:
    closed, going_on, moved = cases_of(busy, NOVEMBER)
    october = cases_of(busy, OCTOBER)
    sign(busy, OCTOBER)
    sign(busy, NOVEMBER)
    busy.clock.set(moment(4, 12))
    reopen(busy, closed, "ผู้ร้องแจ้งว่ายังไม่ได้แก้ไข")
    void(busy, going_on)
    secret = MarkConfidential(
        complaint_id=october[0], version=version_of(busy, october[0]), confidential=True, reason="ลับ"
    )
    busy.services.readers.mark_confidential(busy.boss, secret, busy.command())
    correct(busy, october[0], "เปิดซองแล้วพบสลิปเงินสด", channel="email")
    late = busy.register(received_at=moment(20, 11), subject="ลงทะเบียนช้า")
    correct(busy, moved, received_at=moment(3, 12))
    expected = {
        ("reopened", number(busy, closed)),
        ("counted", number(busy, going_on)),
        ("channel", number(busy, october[0])),
        ("registered", number(busy, late)),
        ("received", number(busy, moved)),
    }
    busy.clock.set(moment(3, 1, 2027))
    paper = monthly(busy, DECEMBER)
    assert told(paper) == expected
    assert paper.data["carried_from_signed"] == {
        "month": "2569-11",
        "carried_out": 4,
        "added": [number(busy, late)],
        "removed": [number(busy, moved)],
        "carried_in": 4,
    }
    assert paper.data["this_month"]["movement"]["carried_in"] == 4
    assert says(
        paper.content,
        "ผู้ร้องแจ้งว่ายังไม่ได้แก้ไข",
        "ลงทะเบียนซ้ำ",
        "ยกเลิกเลขรับ",
        "โทรศัพท์สำนักงาน",
        "คงค้าง ณ สิ้นเดือนพฤศจิกายน 2569 ตามที่รับรอง",
        f"หัก เรื่องที่ลดจากรายการแก้ไข ({number(busy, moved)})",
    )
    assert says_none(paper.content, "สลิปเงินสด")
    # An unsigned report tells of it, and so does the next one; once a signed one did, none does.
    assert expected <= told(monthly(busy, JANUARY))
    sign(busy, DECEMBER)
    assert told(monthly(busy, JANUARY)) == set()
    assert monthly(busy, JANUARY).data["carried_from_signed"]["removed"] == []
    assert told(monthly(busy, DECEMBER)) == expected
    correct(busy, october[0], "แก้กลับ", channel="phone")
    assert told(monthly(busy, JANUARY)) == {("channel", number(busy, october[0]))}


def test_a_day_of_receipt_corrected_over_a_months_end_is_told_once_and_shown_to_the_same_people(
    busy: PaperOffice,
) -> None:
    other = busy.log_in("other", {Role.SUPERVISOR}, "นายหัวหน้า งานอื่น")
    about = RespondentInput(unit="", person="นายหัวหน้า งานอื่น", account_id=other.account_id)
    third = busy.log_in("third", {Role.SUPERVISOR}, "นายหัวหน้า งานที่สาม")
    of_third = RespondentInput(unit="", person="นายหัวหน้า งานที่สาม", account_id=third.account_id)
    busy.clock.set(moment(20, 10))
    over = busy.register(respondents=(of_third,))  # November tells of it in the year's figures alone
    busy.screen(over)
    busy.close(over)
    busy.clock.set(moment(3, 12))
    back = busy.register(respondents=(RespondentInput(unit="", person="เฉลิมพล ทองเอก"),))
    correct(busy, back, received_at=moment(28, 11))  # before the month is signed: it is one of its cases
    forth = busy.register(received_at=moment(20, 11), respondents=(about,))
    sign(busy)
    whole = monthly(busy, NOVEMBER)
    movement = whole.data["this_month"]["movement"]
    assert says(whole.content, number(busy, back), number(busy, forth))
    december = monthly(busy, DECEMBER).data
    assert december["amendments"] == []
    assert december["carried_from_signed"]["carried_out"] == movement["carried_out"]
    busy.clock.set(moment(4, 1, 2027))
    correct(busy, forth, received_at=moment(2, 1, 2027))
    renamed = AccountInput(username="boss", display_name="นางสาวกนกพร เลิศวิไล", roles=frozenset(Role))
    accounts, boss = busy.services.accounts, busy.boss.account_id
    version = next(row.version for row in accounts.list_accounts(busy.boss) if row.id == boss)
    accounts.change_account(busy.boss, boss, version, renamed, busy.command())
    reason = "สมปอง ทดสอบดี ที่ถูกคือ ปองพล คงมั่น กมลวรรณ แจ้ง และไม่ใช่ เฉลิมพล ทองเอก ลงวันที่ผิด"
    correct(busy, back, reason, received_at=moment(27, 11), title="", name="ปองพล คงมั่น", respondents=())
    sign(busy, DECEMBER)
    moved = {("received", number(busy, forth)), ("received", number(busy, back))}
    assert told(monthly(busy, DECEMBER)) == moved
    assert told(monthly(busy, JANUARY)) == set()
    said = " ".join(line["reason"] for line in monthly(busy, DECEMBER).data["amendments"])
    assert "ลงวันที่ผิด" in said
    assert not any(
        name in said for name in ("สมปอง", "ทดสอบดี", "ปองพล", "คงมั่น", "เฉลิมพล", "ทองเอก", "กมลวรรณ")
    )
    # Whoever it complains about has neither paper that lists it, though it was received later now.
    theirs = busy.documents.make_monthly(other, MonthlyRequest(NOVEMBER), busy.command())
    assert says_none(theirs.content, number(busy, forth))
    correct(busy, over, received_at=moment(2, 1, 2027))
    year = busy.documents.make_monthly(third, MonthlyRequest(NOVEMBER), busy.command()).data["year_to_date"]
    assert (
        year["movement"]["received"] == whole.data["year_to_date"]["movement"]["received"] - 2
    )  # and not forth
    assert {row.made_by for row in busy.services.kept_papers.list_made(other)} == {"นายหัวหน้า งานอื่น"}


def test_a_case_that_only_goes_on_is_no_amendment(busy: PaperOffice) -> None:
    fresh = busy.register(received_at=moment(30, 11), subject="รับวันสุดท้าย")
    sign(busy, OCTOBER)
    sign(busy, NOVEMBER)
    busy.clock.set(moment(3, 12))
    busy.screen(fresh, category="payment", level="major")
    waiting = cases_of(busy, NOVEMBER)[1]
    busy.services.clockwork.extend_due(
        busy.boss, fresh, version_of(busy, fresh), date(2026, 12, 25), "รอเอกสาร", busy.command()
    )
    busy.close(waiting)
    paper = monthly(busy, DECEMBER)
    assert paper.data["amendments"] == []
    assert says_none(paper.content, "รายการแก้ไขหลังรับรอง")
    since = busy.services.making.make_paper(busy.boss, "changed-since", PaperRequest(month=NOVEMBER), "since")
    assert says(since.content, "ไม่มีรายการแก้ไขหลังรับรอง ข้อมูลของทุกเรื่องยังเป็นไปตามที่รับรองไว้")


def test_what_changed_since_signing_is_printed_beside_what_was_signed(busy: PaperOffice) -> None:
    with pytest.raises(DomainError, match=r"report\.not_signed"):
        busy.services.making.make_paper(busy.boss, "changed-since", PaperRequest(month=NOVEMBER), "too-early")
    sign(busy)
    busy.clock.set(moment(4, 12))
    late = busy.register(received_at=moment(20, 11), subject="ลงทะเบียนช้า")
    later = busy.register(received_at=moment(25, 10), subject="ลงทะเบียนช้ากว่า")  # October isn't signed
    made = busy.services.making.make_paper(busy.boss, "changed-since", PaperRequest(month=NOVEMBER), "since")
    assert made.data is not None
    received = [
        made.data[name]["this_month"]["movement"]["received"] for name in ("as_signed", "same_cut_off")
    ]
    assert received == [3, 4]
    assert says(
        made.content,
        "สิ่งที่เปลี่ยนแปลงหลังรับรองข้อมูล ประจำเดือนพฤศจิกายน 2569",
        "1 ÷ 3 = ร้อยละ 33.33",
        "1 ÷ 4 = ร้อยละ 25.00",
        number(busy, late),
    )
    assert busy.services.signing.read_signing(busy.boss, NOVEMBER).changes == 2
    both = {("registered", number(busy, case)) for case in (late, later)}
    assert told(monthly(busy, DECEMBER)) == both


def test_the_signed_rest_leads_to_what_is_carried_in_whatever_is_changed(
    busy: PaperOffice,
) -> None:
    """Each month's report bridges from the month signed before, and every number in between is explained."""
    chance = random.Random(3)
    sign(busy, OCTOBER)
    sign(busy, NOVEMBER)
    signed_rest = {NOVEMBER: monthly(busy, NOVEMBER).data["this_month"]["movement"]["carried_out"]}
    cases = [*cases_of(busy, OCTOBER), *cases_of(busy, NOVEMBER)]
    seen = 0
    for month in (DECEMBER, JANUARY):
        for day in sorted(chance.sample(range(3, 27), 8)):
            busy.clock.set(moment(day, month.month, month.year))
            change(busy, chance, cases)
        busy.clock.set(datetime.combine(month.end + timedelta(days=2), moment(1, 1).timetz()))
        paper = monthly(busy, month)
        bridge, amended = (
            paper.data["carried_from_signed"],
            {line["number"] for line in paper.data["amendments"]},
        )
        assert bridge["carried_out"] == signed_rest[month.previous()]
        assert bridge["carried_out"] + len(bridge["added"]) - len(bridge["removed"]) == bridge["carried_in"]
        assert bridge["carried_in"] == paper.data["this_month"]["movement"]["carried_in"]
        assert {*bridge["added"], *bridge["removed"]} <= amended
        assert not any(line["what"] == "carried" for line in paper.data["amendments"])
        seen += len(amended)
        sign(busy, month)
        data = monthly(busy, month).data
        assert {line["number"] for line in data["amendments"]} == amended
        signed_rest[month] = data["this_month"]["movement"]["carried_out"]
    assert seen


def change(office: PaperOffice, chance: random.Random, cases: list[int]) -> None:
    """Do something to some case, as an office might: most of it changes what was signed."""
    case = chance.choice(cases)
    status = office.services.cases.read_case(office.boss, case).status
    now = office.clock.now()
    what = chance.choice(["late", "received", "received", "channel", "void", "work", "new"])
    if what in ("late", "new") or status == "voided":
        days = chance.randint(25, 70) if what == "late" else 0
        cases.append(office.register(received_at=now - timedelta(days=days), subject="เรื่องใหม่"))
    elif what == "received":
        correct(office, case, received_at=now - timedelta(days=chance.randint(0, 70)))
    elif what == "channel":
        correct(office, case, channel=chance.choice(["email", "phone", "walk_in"]))
    elif what == "void" and status == "open":
        void(office, case)
    elif status == "closed":
        reopen(office, case)
    elif office.services.cases.read_case(office.boss, case).step == "screen":
        office.screen(case, kind=chance.choice(["complaint", "praise"]))


def test_the_command_line_signs_a_month_once(
    busy: PaperOffice, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAPRUEANG_PASSWORD", "demo1234")
    words = ["sign-off", "--data", str(busy.services.folder), "--user", "boss", "--month", "2569-09"]
    assert run(build_parser().parse_args([*words, "--note", "ตรวจทานแล้ว"])) == 0
    assert "รับรองข้อมูลประจำเดือนกันยายน 2569 แล้ว" in capsys.readouterr().out
    assert run(build_parser().parse_args(words)) == 1
    assert "เดือนนี้รับรองข้อมูลไว้แล้ว" in capsys.readouterr().err
    assert monthly(busy, SEPTEMBER).data["signed"]["note"] == "ตรวจทานแล้ว"
