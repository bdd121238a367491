"""Who asked to stay hidden has an index of their own: asked for supervisors, in step, and journalled."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from models.hidden_search import HiddenEntry
from models.journal import JournalRecord, JournalValues
from services.complaints.commands import AttachmentInput, CorrectComplaint, RespondentInput
from services.complaints.hidden import hidden_matches
from services.complaints.register import RegisterFilter
from services.complaints.search_text import terms
from services.journal.reading import JournalFilter
from services.permissions import Actor
from services.unit_of_work import Reading
from tests.services.factories import Desk

WHO: dict[str, Any] = {
    "identity": "hidden",
    "title": "นาง",
    "name": "ลี้ภัย ปิดนามสกุล",
    "national_id": "1101700207366",
    "phones": "089-765-4321",
    "email": "lee@example.org",
    "line_id": "leeline",
}
STORY = "ดิฉันนางลี้ภัย ปิดนามสกุล โทร 089 765 4321 ขอร้องเรียนเรื่องคิว"
WORDS = ("ลี้ภัย", "ปิดนาม", "0897654321", "765-4321", "1101700207366", "lee@example", "leeline", "ลี้")
OTHERS = ("front", "officer", "second", "admin", "viewer")


def correct(desk: Desk, case: int, **changes: Any) -> None:
    version, content = desk.services.intake.open_for_correction(desk.supervisor, case, desk.command(), "แก้ไข")
    command = CorrectComplaint(
        complaint_id=case, version=version, content=replace(content, **changes), reason="แก้ไข"
    )
    desk.services.intake.correct_complaint(desk.supervisor, command, desk.command())


def entries(desk: Desk) -> int:
    with desk.services.store.reading() as session:
        return session.scalar(select(func.count()).select_from(HiddenEntry)) or 0


def looks(desk: Desk) -> list[JournalRecord]:
    with desk.services.store.reading() as session:
        wanted = select(JournalRecord).where(JournalRecord.use_case == "complaints.search_hidden")
        return list(session.scalars(wanted.order_by(JournalRecord.sequence)))


def matched(desk: Desk, actor: Actor, text: str, *, every: bool = True) -> list[int]:
    with desk.services.store.reading() as session:
        facts = desk.services.facts.of(session, actor.office_id)
        return hidden_matches(Reading(session, actor, desk.clock.now()), facts, terms(text), every=every)


@pytest.mark.parametrize("word", WORDS)
def test_a_supervisor_finds_the_case_by_who_is_hidden_and_nobody_else_does(desk: Desk, word: str) -> None:
    case = desk.register(**WHO, detail=STORY)
    assert desk.found(word, desk.supervisor) == [case.number]
    assert {login: desk.found(word, desk.people[login]) for login in OTHERS} == {who: [] for who in OTHERS}
    assert matched(desk, desk.supervisor, word) == [case.complaint_id]
    assert [matched(desk, desk.people[login], word) for login in OTHERS] == [[] for _ in OTHERS]


def test_the_row_that_was_found_is_masked_as_any_other(desk: Desk) -> None:
    desk.register(**WHO, detail=STORY)
    (row,) = desk.services.register.list_complaints(desk.supervisor, RegisterFilter(text="ลี้ภัย"))
    assert (row.complainant, row.identity) == ("", "hidden")
    assert "ลี้ภัย" not in row.detail + row.subject
    assert "765" not in row.detail + row.subject


def test_a_look_is_journalled_without_a_letter_of_what_was_typed(desk: Desk) -> None:
    case = desk.register(**WHO).complaint_id
    desk.register(detail="เรื่องอื่น ลี้ภัยน้ำท่วม")
    assert desk.found("คำที่ไม่มี") == []
    assert looks(desk) == []
    desk.found("ลี้ภัย ปิดนาม")
    (look,) = looks(desk)
    assert (look.actor_id, look.verdict) == (desk.supervisor.account_id, "done")
    assert json.loads(look.facts) == {"cases": [case], "rows": 1}
    with desk.services.store.reading() as session:
        values = session.get(JournalValues, (look.office_id, look.id))
        said = f"{look.facts}{look.reason}{look.result}{look.command_id}{values.values if values else ''}"
    assert "ลี้ภัย" not in said
    # Typing on, or the list loading again, is the same look; an hour later it is another.
    desk.found("ลี้ภัย")
    assert len(looks(desk)) == 1
    desk.later(hours=1)
    desk.found("ลี้ภัย")
    assert len(looks(desk)) == 2


def test_an_export_of_what_was_found_is_a_look_too(desk: Desk) -> None:
    desk.register(**WHO)
    desk.services.register.export_complaints(desk.supervisor, RegisterFilter(text="ลี้ภัย"), desk.command())
    assert len(looks(desk)) == 1


def test_several_terms_may_be_in_different_cases_where_any_will_do(desk: Desk) -> None:
    first = desk.register(**WHO).complaint_id
    second = desk.register(**(WHO | {"name": "อีกคน ไม่เปิด", "phones": "0811111111"})).complaint_id
    assert matched(desk, desk.supervisor, "ลี้ภัย 0811111111") == []
    assert matched(desk, desk.supervisor, "ลี้ภัย 0811111111", every=False) == [second, first]


def test_a_supervisor_complained_about_does_not_find_it(desk: Desk) -> None:
    boss = desk.supervisor
    about = (RespondentInput(person=boss.name, account_id=boss.account_id),)
    desk.register(**WHO, respondents=about)
    assert desk.found("ลี้ภัย", boss) == []
    assert matched(desk, boss, "ลี้ภัย") == []
    assert looks(desk) == []


def test_hiding_and_naming_move_the_name_at_once(desk: Desk) -> None:
    case = desk.register(**(WHO | {"identity": "named"}), detail=STORY)
    assert (desk.found("ลี้ภัย", desk.front), entries(desk)) == ([case.number], 0)
    correct(desk, case.complaint_id, identity="hidden")
    assert (desk.found("ลี้ภัย", desk.front), entries(desk)) == ([], 1)
    assert desk.found("0897654321", desk.front) == []
    assert desk.found("ลี้ภัย") == [case.number]
    assert desk.services.verification.verify().problem is None
    correct(desk, case.complaint_id, name="ชื่อใหม่ ปิดเหมือนกัน")
    assert (desk.found("ชื่อใหม่"), desk.found("ชื่อใหม่", desk.front)) == ([case.number], [])
    correct(desk, case.complaint_id, received_at=desk.clock.now().replace(hour=8))
    assert desk.found("ชื่อใหม่") == [case.number]
    correct(desk, case.complaint_id, identity="named")
    assert (desk.found("ชื่อใหม่", desk.front), entries(desk)) == ([case.number], 0)
    assert desk.services.verification.verify().problem is None


def test_named_once_and_hidden_later_nothing_goes_on_giving_the_name(desk: Desk) -> None:
    file = AttachmentInput(name="บัตรของลี้ภัย ปิดนามสกุล.pdf", content=b"%PDF-1.4")
    case = desk.register(
        **(WHO | {"identity": "named"}), detail=STORY, subject="เรื่องของนางลี้ภัย", attachments=(file,)
    ).complaint_id
    desk.services.casework.add_note(desk.front, case, "โทรหาคุณลี้ภัย 089-765-4321 แล้ว", desk.command())
    correct(desk, case, identity="hidden")
    for login in ("front", "supervisor", "admin", "viewer"):
        said = repr(desk.case(case, desk.people[login]))
        assert not [word for word in ("ลี้ภัย", "ปิดนามสกุล", "765-4321", "765 4321") if word in said], login
    name, _content = desk.services.cases.read_attachment(desk.viewer, case, desk.case(case).attachments[0].id)
    assert "ลี้ภัย" not in name
    journal = desk.services.journal
    for login in ("supervisor", "admin"):
        person = desk.people[login]
        records = journal.read_records(person, JournalFilter())
        said = " ".join(repr(journal.read_record(person, record.key)) for record in records)
        assert not [word for word in ("ลี้ภัย", "ปิดนามสกุล", "765-4321") if word in said], login
    # A supervisor who says why still gets at it.
    assert "ลี้ภัย" in repr(
        desk.services.intake.open_for_correction(desk.supervisor, case, desk.command(), "ติดต่อกลับ")
    )
