"""Earlier cases suggested while typing: who finds what, and what must make no difference."""

import gzip
import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.engine import DATABASE_NAME
from models.journal import JournalRecord
from services.complaints.commands import CorrectComplaint, RespondentInput
from services.complaints.readers import MarkConfidential
from services.complaints.similar import SHOWN, SimilarQuery, Suggestion
from services.complaints.similar_marks import closeness_of_names, name_marks, phone_marks, story_marks
from services.keys.derived import fill_derived
from tests.services.factories import Desk

STORY = "เบิกเงินบำเหน็จตกทอดที่สำนักงานเทศบาลบ้านสมมติไม่ได้ เจ้าหน้าที่แจ้งว่าเอกสารหายในห้องเก็บพัสดุ"


def suggested(desk: Desk, who: str = "front", **typed: object) -> tuple[Suggestion, ...]:
    return desk.services.similar.suggest(desk.people[who], SimilarQuery(**typed))  # type: ignore[arg-type]


def reasons(desk: Desk, who: str = "front", **typed: object) -> dict[str, str]:
    return {one.number: one.why for one in suggested(desk, who, **typed)}


@pytest.mark.parametrize("typed", ["081-234-5678", "๐๘๑ ๒๓๔ ๕๖๗๘", "+66 81 234 5678", "โทร. 0812345678 ต่อ 2"])
def test_a_telephone_number_typed_any_way(desk: Desk, typed: str) -> None:
    desk.register(phones="0812345678")
    assert reasons(desk, phones=typed) == {"1/2569": "same_phone"}
    assert reasons(desk, phones="0812345679") == {}


def test_an_id_number_counts_before_a_telephone_number(desk: Desk) -> None:
    desk.register(national_id="1234567890121", phones="0812345678")
    (found,) = suggested(desk, national_id="1-2345-67890-12-1", phones="0812345678")
    assert (found.why, found.also, found.closeness) == ("same_id", ("same_phone",), 1.0)


@pytest.mark.parametrize(
    "typed",
    ["สมมติ ตัวอย่าง", "นางสาวสมมติ ตัวอย่าง", "น.ส. สมมติ ตัวอยาง", "สมมติ  ตัวอย่างง", "นางสมมุติ ตัวอย่าง"],
)
def test_a_name_with_another_title_or_a_slip(desk: Desk, typed: str) -> None:
    desk.register(title="นาง", name="สมมติ ตัวอย่าง")
    assert list(reasons(desk, name=typed).values()) == ["same_name"]


@pytest.mark.parametrize("typed", ["สมมติ", "สมมติ จริงใจ", "อื่น ตัวอย่าง"])
def test_another_name(desk: Desk, typed: str) -> None:
    desk.register(title="นาง", name="สมมติ ตัวอย่าง")
    assert reasons(desk, name=typed) == {}


def test_the_same_story_in_other_words(desk: Desk) -> None:
    desk.register(name="นางคนหนึ่ง เล่าก่อน", detail=STORY)
    desk.register(name="นางอีกคน เล่าอื่น", detail="ป้ายบอกทางในศาลากลางชำรุด มองไม่เห็นในเวลากลางคืน")
    typed = "ไปติดต่อเทศบาลบ้านสมมติเรื่องเบิกเงินบำเหน็จตกทอด เอกสารหายในห้องเก็บพัสดุ"
    (found,) = suggested(desk, name="นางสาวใหม่ เพิ่งมา", detail=typed)
    assert (found.number, found.why) == ("1/2569", "similar_text")
    assert 0.35 <= found.closeness < 1
    assert suggested(desk, detail=STORY)[0].closeness == 1.0
    assert suggested(desk, detail="เบิกเงิน") == ()


def test_few_are_shown_and_the_likeliest_first(desk: Desk) -> None:
    for _time in range(SHOWN + 3):
        desk.register(detail=STORY, phones="0812345678")
    both = desk.register(detail=STORY + " เมื่อวันจันทร์", phones="0898765432")
    found = suggested(desk, detail=STORY + " เมื่อวันจันทร์", phones="0898765432")
    assert len(found) == SHOWN
    assert (found[0].complaint_id, found[0].also) == (both.complaint_id, ("similar_text",))
    assert found == suggested(desk, detail=STORY + " เมื่อวันจันทร์", phones="0898765432")


def test_what_lists_mask_is_masked(desk: Desk) -> None:
    desk.register(subject="ร้องเรียนนายสมหมาย ใจร้าย โทร 081-234-5678", phones="0812345678",
                  respondents=(RespondentInput(person="นายสมหมาย ใจร้าย"),))  # fmt: skip
    (found,) = suggested(desk, phones="0812345678")
    assert "สมหมาย" not in found.subject
    assert "5678" not in found.subject


def test_a_case_being_looked_at_and_void_numbers_are_left_out(desk: Desk) -> None:
    first = desk.register(phones="0812345678")
    second = desk.register(phones="0812345678")
    case = desk.case(second.complaint_id)
    desk.services.casework.void_case(desk.supervisor, case.id, case.version, "ออกซ้ำ", desk.command())
    assert [one.complaint_id for one in suggested(desk, phones="0812345678")] == [first.complaint_id]
    assert suggested(desk, phones="0812345678", exclude_id=first.complaint_id) == ()


def test_a_correction_is_followed(desk: Desk) -> None:
    case = desk.register(phones="0812345678")
    content = desk.content(phones="0898765432", detail=STORY)
    command = CorrectComplaint(complaint_id=case.complaint_id, version=1, content=content, reason="พิมพ์ผิด")
    desk.services.intake.correct_complaint(desk.front, command, desk.command())
    assert reasons(desk, phones="0812345678") == {}
    assert reasons(desk, phones="0898765432") == {"1/2569": "same_phone"}
    assert desk.services.verification.verify().problem is None


# --- what may not be seen


@pytest.mark.parametrize("who", ["front", "officer", "second"])
@pytest.mark.parametrize(
    "typed",
    [{"phones": "0812345678"}, {"national_id": "1234567890121"}, {"name": "นางลับ ปกปิด"},
     {"detail": "นางลับ ปกปิด 0812345678 1234567890121 แวะเอาหนังสือมามอบให้พนักงาน"}],
)  # fmt: skip
def test_a_hidden_twin_makes_no_difference(desk: Desk, who: str, typed: dict[str, str]) -> None:
    desk.register(name="นายเปิด เผยชื่อ", phones="0812345678", detail=STORY)
    before = suggested(desk, who, **typed)
    desk.register(identity="hidden", name="นางลับ ปกปิด", phones="0812345678", national_id="1234567890121",
                  detail="นางลับ ปกปิด โทร 0812345678 เลข 1234567890121 เห็นเหตุการณ์ด้วยตนเอง")  # fmt: skip
    assert suggested(desk, who, **typed) == before


HIDDEN = {"identity": "hidden", "title": "นาง", "name": "ลับหนู ปกปิดนาม", "phones": "081-234-5678",
          "national_id": "1234567890121", "subject": "นางลับหนู ปกปิดนาม โทร 0812345678"}  # fmt: skip


def looks(desk: Desk) -> list[dict[str, Any]]:
    with desk.services.store.reading() as session:
        wanted = select(JournalRecord.facts).where(JournalRecord.use_case == "complaints.search_hidden")
        return [json.loads(facts) for facts in session.scalars(wanted.order_by(JournalRecord.sequence))]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"phones": "๐๘๑ ๒๓๔ ๕๖๗๘"}, "same_phone"),
        ({"national_id": "1-2345-67890-12-1"}, "same_id"),
        ({"name": "น.ส.ลับหนู ปกปิดนาม"}, "same_name"),
        ({"phones": "0812345678", "national_id": "1234567890121"}, "same_id"),
    ],
)
def test_who_may_reveal_a_name_is_shown_a_hidden_person_masked_and_leaves_a_look(
    desk: Desk, typed: dict[str, str], why: str
) -> None:
    case = desk.register(**HIDDEN).complaint_id
    (found,) = suggested(desk, "supervisor", **typed)
    assert (found.complaint_id, found.why, found.fills) == (case, why, False)
    assert "ลับหนู" not in found.subject
    assert "5678" not in found.subject
    assert looks(desk) == [{"cases": [case], "rows": 1}]
    suggested(desk, "supervisor", **typed)
    assert len(looks(desk)) == 1
    desk.later(hours=1)
    suggested(desk, "supervisor", **typed)
    assert len(looks(desk)) == 2
    assert {who: suggested(desk, who, **typed) for who in ("front", "officer")} == {
        "front": (),
        "officer": (),
    }
    assert len(looks(desk)) == 2


@pytest.mark.parametrize("typed", ["ลับ", "ลับหนู", "ลับหนู ปก", "ปกปิดนาม", "0812345", "5678"])
def test_half_a_name_or_number_finds_nobody_hidden_and_leaves_no_look(desk: Desk, typed: str) -> None:
    desk.register(**HIDDEN)
    assert suggested(desk, "supervisor", name=typed, phones=typed, national_id=typed) == ()
    assert looks(desk) == []


def test_a_page_that_is_opened_looks_for_nobody_hidden(desk: Desk) -> None:
    desk.register(**HIDDEN)
    case = desk.register(name="นางเปิด เผยชื่อ", phones="0812345678", detail=STORY).complaint_id
    assert desk.services.similar.suggest_for_case(desk.supervisor, case) == ()
    assert looks(desk) == []


def unseen(desk: Desk, seldom: str, common: str) -> None:
    """Take cases in that front and officer may not know of, telling what somebody will type."""
    about = tuple(
        RespondentInput(person=who, account_id=desk.people[who].account_id) for who in ("front", "officer")
    )
    for time in range(4):
        content = {"detail": f"{common} {seldom if time < 2 else ''}", "name": "นางไกล ตัวไป"}
        desk.register(desk.supervisor, **content, confidential=True)
        desk.register(desk.supervisor, **content, respondents=about)


@pytest.mark.parametrize("who", ["front", "officer"])
def test_how_close_a_case_is_depends_on_no_case_unseen(desk: Desk, monkeypatch, who: str) -> None:  # type: ignore[no-untyped-def]
    """Neither by a word that only unseen cases tell nor by one that is common only by them."""
    monkeypatch.setattr("services.complaints.similar.COMMON", 6)
    seldom, common = "ทุจริตจัดซื้อรถดับเพลิงนครสมมุติ", "ห้องเก็บพัสดุ เทศบาลบ้านสมมติ"
    desk.register(name="นางคนหนึ่ง เล่าก่อน", detail=STORY)
    desk.register(name="นางคนสอง เล่าตาม", detail=f"{STORY} รอนานมากกว่าจะได้พบ {common}")
    typed = {"detail": f"{STORY[:60]} {seldom} {common}"}
    before = suggested(desk, who, **typed)
    assert len(before) == 2
    unseen(desk, seldom, common)
    assert suggested(desk, who, **typed) == before
    assert len(suggested(desk, "supervisor", **typed)) == SHOWN


def test_a_confidential_case_is_suggested_to_whom_it_is_known_and_follows_its_mark(desk: Desk) -> None:
    desk.register(name="นางคนหนึ่ง เล่าก่อน", detail=STORY)
    case = desk.case(desk.register(name="นางคนสอง เล่าลับ", detail=STORY).complaint_id)
    (both,) = {
        tuple(one.closeness for one in suggested(desk, who, detail=STORY)) for who in ("front", "second")
    }
    assert both == (1.0, 1.0)
    for version, confidential, seen in ((case.version, True, 1), (None, False, 2)):
        command = MarkConfidential(
            complaint_id=case.id,
            version=version or desk.case(case.id).version,
            confidential=confidential,
            reason="เพื่อความปลอดภัย",
        )
        desk.services.readers.mark_confidential(desk.supervisor, command, desk.command())
        assert len(suggested(desk, "front", detail=STORY)) == seen
        assert len(suggested(desk, "supervisor", detail=STORY)) == 2
        assert desk.services.verification.verify().problem is None


CASES = st.lists(
    st.tuples(
        st.sampled_from(["named", "hidden", "anonymous"]),
        st.booleans(),  # confidential
        st.booleans(),  # complains about the officer
        st.sampled_from(["0812345678", "0898765432"]),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=6, deadline=None)
@given(cases=CASES)
def test_nobody_is_suggested_what_they_may_not_see(made_office, tmp_path_factory, cases) -> None:  # type: ignore[no-untyped-def]
    desk = opened(made_office, tmp_path_factory.mktemp("office"))
    about = (RespondentInput(person="ผู้รับ", account_id=desk.officer.account_id),)
    for identity, confidential, named, phone in cases:
        person = {"name": "", "phones": ""} if identity == "anonymous" else {"phones": phone}
        desk.register(identity=identity, confidential=confidential, detail=STORY,
                      respondents=about if named else (), **person)  # fmt: skip
    for who in ("front", "officer", "second", "supervisor"):
        seen = {
            case.id: case for case in desk.services.register.list_complaints(desk.people[who], register_all())
        }
        for phone in ("0812345678", "0898765432"):
            for one in suggested(desk, who, phones=phone, name="นางสมมติ ตัวอย่าง", detail=STORY):
                assert one.complaint_id in seen
                revealing = who == "supervisor" and seen[one.complaint_id].identity == "hidden"
                assert one.why == "similar_text" or seen[one.complaint_id].identity == "named" or revealing
    desk.services.close()


def opened(made_office, folder: Path) -> Desk:  # type: ignore[no-untyped-def]
    import shutil

    from services.accounts.passwords import Passwords
    from services.clock import SetClock
    from services.container import open_services
    from tests.services.factories import FRIDAY

    shutil.copytree(made_office.folder, folder / "data")
    clock = SetClock(FRIDAY)
    services = open_services(folder / "data", clock, Passwords.cheapest())
    return Desk(folder / "data", clock, services, dict(made_office.people))


def register_all():  # type: ignore[no-untyped-def]
    from services.complaints.register import RegisterFilter

    return RegisterFilter()


# --- marks


def test_marks_say_the_same_for_what_sounds_the_same() -> None:
    assert name_marks("นายสมศักดิ์ ใจดี") == name_marks("สมศักดิ ใจดี")
    assert phone_marks("081-234-5678") == ("p0812345678",)
    assert phone_marks("1111") == ()
    told = story_marks(STORY)
    assert story_marks(STORY + " โทร 0812345678").words[: len(told.words)] == told.words
    assert not any("0812345678" in mark for mark in story_marks("โทร 0812345678 ทันที").words)


@given(st.text(max_size=30), st.text(max_size=30))
def test_names_are_compared_both_ways_alike(one: str, other: str) -> None:
    assert closeness_of_names(one, other) == closeness_of_names(other, one)
    assert closeness_of_names(one, one) == 1.0


# --- what is kept


def by_hand(desk: Desk, statement: str) -> None:
    with closing(sqlite3.connect(desk.folder / DATABASE_NAME)) as connection:
        connection.execute(statement)
        connection.commit()


def test_an_upgrade_fills_the_marks_of_every_case(desk: Desk) -> None:
    """As from a schema that had none."""
    desk.register(phones="0812345678", detail=STORY)
    desk.register(identity="hidden", name="นางลับ ปกปิด", phones="0812345678")
    by_hand(desk, "INSERT INTO complaint_similar(complaint_similar) VALUES ('delete-all')")
    by_hand(desk, "DELETE FROM similar_entry")
    assert reasons(desk, phones="0812345678") == {}
    with desk.services.store.writing() as session:
        fill_derived(session)
        session.commit()
    assert reasons(desk, phones="0812345678") == {"1/2569": "same_phone"}
    assert desk.services.verification.verify().problem is None


@pytest.mark.parametrize(
    ("statement", "code", "about"),
    [
        ("DELETE FROM similar_entry", "search_entry", "1/2569"),
        ("UPDATE similar_entry SET marks = marks || ' abcde'", "search_entry", "1/2569"),
        (
            "INSERT INTO complaint_similar(rowid, marks) VALUES (7, 'abcde')",
            "row_changed",
            "complaint_similar 7",
        ),
    ],
)
def test_verify_names_what_disagrees(desk: Desk, statement: str, code: str, about: str) -> None:
    desk.register()
    by_hand(desk, statement)
    problem = desk.services.verification.verify().problem
    assert (problem.code, problem.about) == (code, about)


def test_the_dictionary_that_marks_rest_on() -> None:
    """Marks kept were cut by this dictionary: with another, a new revision must make them anew (0004 did)."""
    folder = Path(__file__).parents[3] / "resources" / "thai"
    words = gzip.decompress((folder / "words.txt.gz").read_bytes())
    office = (folder / "office_words.txt").read_text(encoding="utf-8").encode()
    assert hashlib.sha256(words + office).hexdigest()[:16] == "ff19941c4486d38b"
