"""The journal as supervisors and administrators read it."""

from datetime import timedelta

import pytest

from services.accounts.accounts import AccountInput
from services.complaints.commands import RespondentInput
from services.errors import NotAllowed, NotFound
from services.journal.reading import (
    BLANKED,
    HIDDEN,
    PAGE,
    JournalFilter,
    RecordDetail,
    RecordRow,
)
from services.permissions import REGISTRY, Actor, Role
from services.privacy.person import PersonQuery
from tests.services.factories import PASSWORD, Desk, add_person

EVERYTHING = JournalFilter()


def listed(desk: Desk, actor: Actor, **wanted: object) -> list[RecordRow]:
    return desk.services.journal.read_records(actor, JournalFilter(**wanted))  # type: ignore[arg-type]


def newest(desk: Desk, actor: Actor, use_case: str) -> RecordDetail:
    row = next(row for row in listed(desk, actor) if row.use_case == use_case)
    return desk.services.journal.read_record(actor, row.key)


def cells(detail: RecordDetail, table: str) -> dict[str, tuple[object, object]]:
    return {
        cell.column: (cell.before, cell.after)
        for change in detail.changes
        if change.table == table
        for cell in change.cells
    }


def test_the_newest_stands_first_with_who_what_and_which_case(desk: Desk) -> None:
    case = desk.register()
    row = listed(desk, desk.supervisor)[0]
    assert (row.use_case, row.actor, row.about) == (
        "complaints.register_complaint",
        desk.front.name,
        case.number,
    )
    assert (row.verdict, row.at) == ("done", desk.clock.now())


def test_pages_follow_one_another_without_a_gap(desk: Desk) -> None:
    for number in range(PAGE // 20):
        desk.services.casework.add_note(
            desk.supervisor, desk.register().complaint_id, f"ครั้งที่ {number}", desk.command()
        )
    everything = listed(desk, desk.supervisor)
    read: list[RecordRow] = []
    while page := desk.services.journal.read_records(
        desk.supervisor, EVERYTHING, after=read[-1].key if read else None, limit=7
    ):
        read += page
    assert read == everything
    assert [row.key for row in read] == sorted((row.key for row in read), reverse=True)


def test_filters_hold_together(desk: Desk) -> None:
    first, second = desk.register(), desk.register()
    desk.services.casework.add_note(desk.supervisor, second.complaint_id, "โทรแล้ว", desk.command())
    with pytest.raises(NotAllowed):
        desk.services.cases.reveal_complainant(desk.viewer, first.complaint_id, "อยากรู้", desk.command())
    of_second = listed(desk, desk.supervisor, number=second.number)
    assert [row.use_case for row in of_second] == ["complaints.add_note", "complaints.register_complaint"]
    (refused,) = listed(desk, desk.supervisor, verdict="refused")
    assert (refused.use_case, refused.actor) == ("complaints.reveal_complainant", desk.viewer.name)
    by_front = listed(desk, desk.supervisor, actor_id=desk.front.account_id, room="complaints")
    assert {row.about for row in by_front} == {first.number, second.number}
    assert {row.actor for row in by_front} == {desk.front.name}
    today = desk.clock.now().date()
    assert of_second[0] in listed(desk, desk.supervisor, first_day=today, last_day=today)
    assert listed(desk, desk.supervisor, first_day=today + timedelta(days=1)) == []
    assert listed(desk, desk.supervisor, number="999/2569") == []


def test_a_supervisor_sees_what_a_save_changed(desk: Desk) -> None:
    case = desk.register()
    desk.screen(case.complaint_id)
    changed = cells(newest(desk, desk.supervisor, "complaints.complete_step"), "complaint")
    assert changed["step"] == ("screen", "assign")
    assert changed["screened"] == (False, True)


def test_an_administrator_sees_which_fields_changed_and_no_value(desk: Desk) -> None:
    case = desk.register(detail="ถูกเรียกรับเงินที่หน้าเคาน์เตอร์").complaint_id
    desk.services.cases.reveal_complainant(desk.supervisor, case, "เพื่อโทรแจ้งนางสมมติ", desk.command())
    detail = newest(desk, desk.admin, "complaints.register_complaint")
    assert {change.withheld for change in detail.changes} == {HIDDEN}
    assert "detail" in cells(detail, "complaint")
    assert set(cells(detail, "complaint").values()) == {(None, None)}
    revealed = newest(desk, desk.admin, "complaints.reveal_complainant")
    assert revealed.reason == ""
    assert "ถูกเรียก" not in repr(detail)
    assert "สมมติ" not in repr(detail) + repr(revealed)
    assert newest(desk, desk.supervisor, "complaints.reveal_complainant").reason == "เพื่อโทรแจ้งนางสมมติ"


def test_a_hidden_complainant_stays_hidden_from_everybody(desk: Desk) -> None:
    desk.register(identity="hidden", name="นางลับ มาก", phones="0812345678")
    for actor in (desk.supervisor, desk.admin):
        detail = newest(desk, actor, "complaints.register_complaint")
        assert "name" in cells(detail, "complainant")
        assert "ลับ มาก" not in repr(detail)
        assert "0812345678" not in repr(detail)


def test_a_named_complainants_identity_number_is_masked(desk: Desk) -> None:
    desk.register(national_id="1101700230708")
    detail = newest(desk, desk.supervisor, "complaints.register_complaint")
    assert cells(detail, "complainant")["name"] == (None, "นางสมมติ ตัวอย่าง")
    assert "1101700230708" not in repr(detail)


def test_whoever_a_case_complains_about_finds_nothing_of_it(desk: Desk) -> None:
    other = add_person(
        desk.services,
        desk.admin,
        AccountInput(username="boss", display_name="นายหัวหน้า อีกคน", roles=frozenset({Role.SUPERVISOR})),
        PASSWORD,
    )
    about_boss = desk.register(
        respondents=(RespondentInput(person="นายหัวหน้า อีกคน", account_id=other.account_id),)
    )
    desk.services.casework.add_note(desk.supervisor, about_boss.complaint_id, "สอบแล้ว", desk.command())
    key = listed(desk, desk.supervisor)[0].key
    assert about_boss.number not in {row.about for row in listed(desk, other)}
    assert listed(desk, other, number=about_boss.number) == []
    with pytest.raises(NotFound):
        desk.services.journal.read_record(other, key)


def test_a_confidential_case_shows_to_no_administrator(desk: Desk) -> None:
    case = desk.register(confidential=True)
    assert listed(desk, desk.admin, number=case.number) == []
    assert listed(desk, desk.supervisor, number=case.number) != []


def test_an_administrator_sees_what_was_changed_in_the_office(desk: Desk) -> None:
    desk.services.office.change_setting(desk.admin, "few_cases_below", 9, desk.command())
    detail = newest(desk, desk.admin, "office.change_setting")
    assert cells(detail, "setting")["value"] == (None, "9")


def test_a_password_shows_as_changed_and_nothing_else(desk: Desk) -> None:
    desk.services.accounts.set_password(desk.admin, desk.viewer.account_id, "another4321", desk.command())
    detail = newest(desk, desk.admin, "accounts.set_password")
    (secret,) = (cell for cell in detail.changes[0].cells if cell.column == "password_hash")
    assert secret.secret
    assert (secret.before, secret.after) == (None, None)
    assert detail.row.about == desk.viewer.name


def test_a_value_that_retention_blanked_is_said_to_be_gone(desk: Desk) -> None:
    desk.register()
    row = listed(desk, desk.supervisor)[0]
    with desk.services.store.writing() as session:
        session.connection().exec_driver_sql(
            'UPDATE journal_values SET "values" = json_replace("values", \'$[0]\', NULL) WHERE id ='
            f" (SELECT id FROM journal WHERE sequence = {row.key})"
        )
        session.commit()
    detail = desk.services.journal.read_record(desk.supervisor, row.key)
    assert detail.changes[0].withheld == BLANKED


@pytest.mark.parametrize("login", ["front", "officer", "viewer"])
def test_others_do_not_read_it(desk: Desk, login: str) -> None:
    for ask in (
        lambda: listed(desk, desk.people[login]),
        lambda: desk.services.journal.read_record(desk.people[login], 1),
        lambda: desk.services.journal.list_people(desk.people[login]),
    ):
        with pytest.raises(NotAllowed):
            ask()
    assert Role.VIEWER not in REGISTRY["journal.read_records"].roles


def test_a_search_for_a_person_names_no_case_that_the_reader_may_not_know_of(desk: Desk) -> None:
    accused = RespondentInput(person="นางหัวหน้า กลุ่มงาน", account_id=desk.supervisor.account_id)
    case = desk.register(name="นางผู้ร้อง ทดสอบ", respondents=(accused,)).complaint_id
    head = AccountInput(username="head", display_name="นายหัวหน้า อีกคน", roles=frozenset({Role.SUPERVISOR}))
    second = add_person(desk.services, desk.admin, head, PASSWORD)
    found = desk.services.privacy.find_person(second, PersonQuery(name="ผู้ร้อง"), "ขอข้อมูล", desk.command())
    assert [match.complaint_id for match in found] == [case]
    row = newest(desk, desk.supervisor, "privacy.find_person").row
    assert str(case) not in repr(row)
