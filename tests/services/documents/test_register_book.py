"""The register book: every number in its order, voided ones too, and nothing that its reader may not see."""

from datetime import date

import pytest

from services.complaints.commands import RespondentInput
from services.documents.catalogue import PaperRequest
from services.errors import DomainError, Invalid
from services.permissions import Actor
from tests.services.documents.paper_text import pages, says, says_none, squeeze
from tests.services.factories import Desk


def book(desk: Desk, actor: Actor, **asked: date) -> bytes:
    made = desk.services.making.make_paper(actor, "register-book", PaperRequest(**asked), desk.command())
    assert made.data is None
    return made.content


def test_a_book_holds_every_number_in_order_and_repeats_its_head(desk: Desk):
    first = desk.register(subject="คำถามแรกของวัน").complaint_id
    for number in range(2, 31):
        desk.register(subject=f"เรื่องที่ {number} ขอให้ตรวจสอบเอกสารที่ยื่นไว้กับสำนักงานตั้งแต่เดือนก่อน")
    desk.services.casework.void_case(
        desk.supervisor, first, desk.case(first).version, "ลงรับซ้ำ โทร 089-555-1234", desk.command()
    )
    content = book(desk, desk.viewer)
    found = pages(content)
    whole = "".join(found)
    listing = [page for page in found if "/2569" in page]
    assert len(listing) > 1
    assert all("เลขรับวันที่รับช่องทาง" in page for page in listing)
    places = [whole.index(f"{number}/2569") for number in range(1, 31)]
    assert places == sorted(places)
    assert squeeze("รวม 30 เลขรับ ในจำนวนนี้ยกเลิกเลขรับ 1 เลขรับ") in whole
    assert squeeze("เหตุผลที่ยกเลิก: ลงรับซ้ำ โทร ***") in whole
    assert says_none(content, "555-1234")
    told: list[int] = []
    with pytest.raises(DomainError) as given_up:  # while cases are still being read: no page was laid out
        desk.services.making.make_paper(
            desk.viewer,
            "register-book",
            PaperRequest(),
            desk.command(),
            lambda done, _total: told.append(done),
            lambda: True,
        )
    assert (given_up.value.code, told) == ("report.cancelled", [])


def test_who_may_not_see_a_case_finds_neither_it_nor_its_subject(desk: Desk):
    desk.register(subject="รอรับเอกสารนาน")
    desk.register(subject="ความลับของแผ่นดิน", confidential=True)
    accused = RespondentInput(person="นายผู้รับ ผิดชอบ", account_id=desk.officer.account_id)
    desk.register(subject="กล่าวถึงผู้รับผิดชอบ", respondents=(accused,))
    for actor, numbers in (
        (desk.supervisor, ("1/2569", "2/2569", "3/2569")),
        (desk.viewer, ("1/2569", "3/2569")),
        (desk.officer, ("1/2569",)),
    ):
        content = book(desk, actor)
        assert says(content, *numbers, f"รวม {len(numbers)} เลขรับ", "รอรับเอกสารนาน")
        unseen = {"1/2569", "2/2569", "3/2569"} - set(numbers)
        assert says_none(content, "ความลับของแผ่นดิน", *unseen)
    assert says(book(desk, desk.supervisor), "เรื่องลับ")


def test_days_are_those_asked_for_and_an_empty_book_says_so(desk: Desk):
    desk.register(received_at=desk.clock.now().replace(day=9), subject="ของวันที่เก้า")
    desk.register(subject="ของวันที่สิบ")
    tenth = desk.clock.now().date()
    content = book(desk, desk.viewer, first_day=tenth, last_day=tenth)
    assert says(content, "2/2569", "ของวันที่สิบ")
    assert says_none(content, "ของวันที่เก้า")
    empty = book(desk, desk.viewer, first_day=date(2025, 10, 1), last_day=date(2025, 10, 31))
    assert says(empty, "ไม่มีเรื่องที่รับในช่วงเวลานี้")
    for asked in ({"first_day": date(2027, 1, 1)}, {"first_day": tenth, "last_day": date(2026, 1, 1)}):
        with pytest.raises(Invalid):
            book(desk, desk.viewer, **asked)
