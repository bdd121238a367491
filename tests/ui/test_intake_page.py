"""Taking complaints in at the window: what the clerk types, sees, and what is then kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text as sql

from services.accounts.accounts import AccountInput
from services.complaints.commands import RegisterComplaint
from services.errors import NotFound
from services.permissions import Role
from tests.ui.fakes import RecordingFeedback
from tests.ui.intake_desk import IntakeDesk, focused, press, write
from ui.intake.form import ComplaintForm
from ui.tasks import TaskRunner

ENTER = Qt.Key.Key_Return


def fill_in(form: ComplaintForm, **texts: str) -> None:
    for name, text in texts.items():
        form.editors[name].setText(text)  # type: ignore[attr-defined]


def test_a_walk_in_is_taken_without_the_mouse(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    write("นาง")
    press(ENTER)
    write("สมศรี ใจดี")
    press(ENTER)
    write("0812345678")
    press(ENTER, ENTER)
    assert focused() is page.form.story.detail.edit
    write("รอรับบริการที่เคาน์เตอร์นานกว่าสองชั่วโมง")
    press(ENTER, control=True)
    assert page.saved_panel.isVisible()
    assert page.saved_panel.number.text() == desk.rows()[0].number
    assert "25 เมษายน 2569" in page.saved_panel.reply_text()
    assert desk.case().complainant.name == "สมศรี ใจดี"
    assert desk.case().complainant.phones == "081-234-5678"
    assert desk.drafts() == []
    press(ENTER)
    assert page.form.isVisible()
    assert page.form.title() == ""
    assert not page.form.is_touched()


def test_saving_by_f9_prints_and_opens_the_case(desk: IntakeDesk, qtbot: QtBot) -> None:
    page = desk.page("walk_in")
    press(Qt.Key.Key_F8)
    page.form.story.detail.setFocus()
    write("เจ้าหน้าที่ให้ข้อมูลไม่ตรงกัน")
    press(Qt.Key.Key_F9)
    assert desk.case().complainant.identity == "anonymous"
    qtbot.mouseClick(page.saved_panel.print_button, Qt.MouseButton.LeftButton)
    assert desk.printed == [desk.rows()[0].id]
    qtbot.mouseClick(page.saved_panel.open_button, Qt.MouseButton.LeftButton)
    assert desk.office.visited == [("case", {"complaint_id": desk.rows()[0].id})]


def test_tab_goes_through_the_fields_as_they_are_read(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    page.form.respondents.set_folded(False)
    page.form.respondents.respondents.add_button.click()
    page.form.start_typing()
    passed = []
    for _ in range(40):
        press(Qt.Key.Key_Tab)
        passed.append(focused())
        if focused() is page.form.respondents.respondents.add_button:
            break
    names = {id(editor): name for name, editor in page.form.editors.items()}
    names[id(page.form.story.detail.edit)] = "detail"
    names[id(page.form.received.date.edit)] = "received_date"
    order = [names[id(widget)] for widget in passed if id(widget) in names]
    assert order[:7] == ["name", "phones", "answer_by", "detail", "subject", "received_date", "received_time"]
    rows = page.form.respondents.respondents.rows
    stops = [rows[0].person, rows[0].unit, rows[0].account, rows[1].person, rows[1].unit, rows[1].account]
    assert [widget for widget in passed if widget in stops] == stops


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    fill_in(page.form, title="นาย", phones="1669 ต่อ 12", email="ไม่ใช่อีเมล", subject="เรื่องที่พิมพ์ไว้")
    before = page.form.raw()
    press(Qt.Key.Key_F9)
    fields = page.form.fields
    assert fields["name"].error() == "โปรดกรอกชื่อ หรือเลือกไม่ระบุชื่อผู้ร้องเรียน"
    assert fields["detail"].error() == "โปรดกรอกช่องนี้"
    assert "อีเมล" in fields["email"].error()
    assert not page.form.contact.is_folded()
    assert focused() is page.form.editors["name"]
    assert page.form.raw() == before
    assert "3 ช่อง" in page.banner.text()
    assert desk.rows() == []
    write("ประเสริฐ")
    assert fields["name"].error() == ""


def test_a_key_held_down_or_a_double_click_makes_one_complaint(
    tmp_path: Path, feedback: RecordingFeedback, qtbot: QtBot
) -> None:
    runner = TaskRunner()
    desk = IntakeDesk(tmp_path, runner, feedback, qtbot)
    page = desk.page("walk_in")
    fill_in(page.form, name="สมหมาย", detail="รอนาน")
    page.form.story.detail.setFocus()
    press(ENTER, control=True)
    for _ in range(2):
        page.save()
    QTest.mouseDClick(page.bar.save_button, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.waitUntil(page.saved_panel.isVisible)
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert len(desk.rows()) == 1
    runner.shutdown()
    desk.services.close()


def test_a_save_repeated_after_an_error_makes_one_complaint(desk: IntakeDesk, tmp_path: Path) -> None:
    page = desk.page("walk_in")
    paper = tmp_path / "หนังสือร้องเรียน.pdf"
    paper.write_bytes(b"%PDF-1.4")
    fill_in(page.form, name="สมหมาย", detail="รอนาน")
    first = page.form.content()
    entry = page.entry
    page.form.attachments.add_paths([paper])  # type: ignore[union-attr]
    # The word of the first save is lost, as when the machine stops right after the commit.
    actor = desk.office.actors["front"]
    desk.services.intake.register_complaint(actor, RegisterComplaint(content=first), entry.command_id)
    press(Qt.Key.Key_F9)
    assert len(desk.rows()) == 1
    assert page.saved_panel.number.text() == desk.rows()[0].number


def test_a_call_begins_with_the_number_and_ends_with_a_sentence(desk: IntakeDesk) -> None:
    page = desk.page("phone")
    started = desk.office.clock.now()
    assert focused() is page.form.editors["phones"]
    write("054265031 ต่อ 12")
    press(ENTER)
    press(ENTER)
    press(Qt.Key.Key_Space)
    assert "10.35" in page.bar.slip.text()
    desk.office.clock.advance(minutes=4)
    fill_in(page.form, name="วันเพ็ญ", detail="โทรศัพท์ติดต่อไม่ได้")
    page.save()
    case = desk.case()
    assert (case.channel, case.callback_wanted, case.started_at) == ("phone", True, started)
    assert case.complainant.phones == "0-5426-5031 ต่อ 12"
    assert page.saved_panel.speech() == f"เลขรับของท่านคือ {case.number}"


def test_a_form_that_stood_open_takes_the_time_of_the_first_key(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    desk.office.clock.advance(minutes=200)
    write("นาย")
    assert page.form.received.time.text() == "13.55 น."
    fill_in(page.form, name="สมหมาย", detail="รอนาน")
    page.save()
    assert desk.case().received_at == desk.office.clock.now()
    assert desk.case().started_at == desk.office.clock.now()


def test_other_channels_ask_which_one_and_where_in_it(desk: IntakeDesk) -> None:
    page = desk.page("general")
    offered = [page.form.received.channel.itemData(row) for row in range(page.form.received.channel.count())]
    assert offered == [
        "website", "cgd_complaint_web", "mobile_clinic", "email", "cgd_call_center", "news", "social",
        "gcc1111", "oic_web",
    ]  # fmt: skip
    fill_in(page.form, name="อบต. ตัวอย่าง", detail="ระบบล่าช้า")
    page.save()
    assert page.form.fields["channel"].error()
    assert focused() is page.form.received.channel.lineEdit() or page.form.received.channel.hasFocus()
    write("Social")
    press(ENTER)
    sub = page.form.received.sub_channel
    sub.setFocus()
    write("ระเบียบการคลัง")
    page.save()
    assert (desk.case().channel, desk.case().sub_channel) == ("social", "line_finance_rules")


def test_news_has_no_complainant(desk: IntakeDesk) -> None:
    page = desk.page("general")
    fill_in(page.form, name="พิมพ์ไว้ก่อน", phones="0812345678", detail="ข่าวคุณภาพการให้บริการ")
    page.form.set_chosen_channel("news")
    assert not page.form.complainant.isVisible()
    assert not page.form.contact.isVisible()
    page.save()
    case = desk.case()
    assert (case.complainant.identity, case.complainant.phones) == ("none", "")
    assert "ไม่มีผู้ร้องเรียน" in page.saved_panel.reply_text()


def test_everything_that_a_case_holds_is_there(desk: IntakeDesk, tmp_path: Path) -> None:
    scan = tmp_path / "สแกน.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 2048)
    page = desk.page("walk_in")
    form = page.form
    fill_in(
        form, title="พระครู", name="สังฆรักษ์บุญมี", national_id="1-1017-00203-45-1", phones="0812345678",
        email="a@b.go.th", line_id="boon", address="วัดตัวอย่าง", subject="เรื่อง", detail="รายละเอียด",
        happened_when="เดือนก่อน", happened_where="จุดบริการ", damage="เสียเวลา", remedy_wanted="ขอคำขอโทษ",
        complained_elsewhere="ศูนย์ดำรงธรรม", document_number="ลป 1/2569", document_date="1/4/69",
        written_date="2 เม.ย. 2569",
    )  # fmt: skip
    form.editors["complainant_kind"].set_code("citizen")  # type: ignore[attr-defined]
    for name, code in (
        ("answer_by", "letter"),
        ("group", "recipient"),
        ("category", "service"),
        ("level", "minor"),
    ):
        form.editors[name].set_code(code)  # type: ignore[attr-defined]
    form.classification.kind.set_code("question")
    form.editors["confidential"].setChecked(True)  # type: ignore[attr-defined]
    form.respondents.respondents.rows[0].unit.setText("ฝ่ายบริหารทั่วไป")
    assert form.attachments is not None
    form.attachments.add_paths([scan, scan])
    assert form.attachments.count() == 1
    page.save()
    case = desk.case()
    assert case.attachments[0].name == "สแกน.png"
    assert (case.kind, case.category, case.level, case.group) == ("question", "service", "minor", "recipient")
    assert (str(case.document_date), str(case.written_date)) == ("2026-04-01", "2026-04-02")
    assert case.confidential
    assert case.respondents[0].unit == "ฝ่ายบริหารทั่วไป"
    assert case.complainant.title == "พระครู"
    assert "กำหนดดำเนินการแล้วเสร็จ" in page.saved_panel._due.plain_text()


def test_a_colleague_complained_about_does_not_find_the_case(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    row = page.form.respondents.respondents.rows[0]
    officer = desk.office.actors["officer"]
    row.account.set_code(str(officer.account_id))
    assert row.person.text() == officer.name
    fill_in(page.form, name="สมหมาย", detail="พูดจาไม่สุภาพ")
    page.save()
    assert len(desk.rows("front")) == 1
    assert desk.rows("officer") == []
    with pytest.raises(NotFound):
        desk.services.cases.read_case(officer, desk.rows("front")[0].id)


def test_a_name_typed_that_is_a_users_is_asked_about(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    page.form.respondents.set_folded(False)
    row = page.form.respondents.respondents.rows[0]
    officer = desk.office.actors["officer"]
    row.person.setText("ตัวอย่าง ตั้งใจ")
    assert not row.same.isVisible()
    row.person.setText("ตัวอย่าง  ตั้งใจตรวจ")
    assert row.same.isVisible()
    assert officer.name in row.same.text()
    row.same.click()
    assert not row.same.isVisible()
    fill_in(page.form, name="สมหมาย", detail="พูดจาไม่สุภาพ")
    page.save()
    assert desk.rows("officer") == []


def test_an_accusation_without_a_name_asks_for_evidence(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    question = page.form.classification.question
    page.form.classification.set_folded(False)
    fill_in(page.form, detail="เรียกรับเงิน")
    page.form.classification.category.set_code("corruption")
    assert not question.isVisible()
    press(Qt.Key.Key_F8)
    assert question.isVisible()
    question.answer.set_code("yes")
    question.evidence.setText("มีภาพถ่ายใบเสร็จลงวันที่ 1 เม.ย. 2569")
    page.save()
    case = desk.case()
    assert (case.detail, case.evidence_given) == ("เรียกรับเงิน", True)
    assert case.evidence == "มีภาพถ่ายใบเสร็จลงวันที่ 1 เม.ย. 2569"


def test_a_person_named_by_nobody_raises_the_question_and_takes_nothing_back(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    form, question = page.form, page.form.classification.question
    fill_in(form, detail="นายเอบอกให้จ่ายเพิ่ม")
    press(Qt.Key.Key_F8)
    assert not question.isVisible()
    form.respondents.set_folded(False)
    form.respondents.respondents.rows[0].person.setText("นายเอ ทดสอบ")
    assert question.isVisible()
    question.answer.set_code("yes")
    question.evidence.setText("มีพยานสองคน")
    form.classification.category.set_code("service")
    assert not question.isVisible()
    form.classification.category.set_code("corruption")
    assert question.isVisible()
    assert question.evidence.text() == "มีพยานสองคน"
    page.save()
    assert desk.case().evidence == "มีพยานสองคน"


def test_the_question_of_evidence_stands_in_nobodys_way(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    page.form.classification.set_folded(False)
    fill_in(page.form, detail="เรียกรับเงิน")
    press(Qt.Key.Key_F8)
    page.form.classification.category.set_code("corruption")
    page.save()
    assert (desk.case().evidence_given, desk.case().evidence) == (False, "")


def test_the_information_act_says_what_is_an_appeal(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    page.form.classification.set_folded(False)
    assert not page.form.classification.oia.isVisible()
    page.form.classification.category.set_code("oia")
    assert page.form.classification.oia.isVisible()
    assert "อุทธรณ์" in page.form.classification.oia.plain_text()


def test_a_file_that_cannot_be_read_is_said_and_holds_the_save_back(desk: IntakeDesk, tmp_path: Path) -> None:
    page = desk.page("walk_in")
    fill_in(page.form, name="สมหมาย", detail="รอนาน")
    assert page.form.attachments is not None
    page.form.attachments.add_paths([tmp_path / "หายไปแล้ว.pdf"])
    page.save()
    assert "ไฟล์แนบที่อ่านไม่ได้" in page.banner.text()
    assert desk.rows() == []


def test_a_refresh_leaves_what_is_typed(desk: IntakeDesk) -> None:
    page = desk.page("general")
    page.form.received.channel.setEditText("เว็บ")
    fill_in(page.form, name="สมหมาย", detail="รอนาน", received_date="31 ก.พ. 2569")
    page.form.classification.category.set_code("pension")
    before = page.form.raw()
    page.refresh()
    assert page.form.raw() == before


def test_a_person_who_may_not_classify_is_not_asked_for_the_level(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    page.form.classification.set_folded(False)
    allowed = desk.office.facts().settings.front_desk_may_classify
    assert page.form.fields["level"].isVisible() is allowed


def test_somebody_new_can_be_named_after_a_refresh(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    newcomer = AccountInput(username="new", display_name="นายใหม่ มาเยือน", roles=frozenset({Role.OFFICER}))
    desk.services.accounts.add_account(desk.office.actors["admin"], newcomer, "password1", "c")
    page.refresh()
    account = page.form.respondents.respondents.rows[0].account
    assert any("นายใหม่" in account.itemText(row) for row in range(account.count()))


def test_another_respondent_takes_the_keyboard_and_can_be_removed(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    page.form.respondents.set_folded(False)
    respondents = page.form.respondents.respondents
    respondents.add_button.click()
    write("คนที่สอง")
    assert respondents.rows[1].person.text() == "คนที่สอง"
    respondents.rows[0].remove.click()
    assert [item.person for item in respondents.values()] == ["คนที่สอง"]
    assert not respondents.rows[0].remove.isVisible()


@pytest.mark.parametrize("form", ["walk_in", "phone", "box", "general"])
def test_every_field_has_a_name_for_a_screen_reader(desk: IntakeDesk, form: str) -> None:
    page = desk.page(form)
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.window() is page
        and not widget.isHidden()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_who_names_oneself_is_not_sent_to_a_case_that_hides(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    me = desk.office.actors["front"]
    page.form.respondents.respondents.rows[0].account.set_code(str(me.account_id))
    fill_in(page.form, name="สมหมาย", detail="รอนาน")
    page.save()
    assert page.saved_panel.isVisible()
    assert not page.saved_panel.open_button.isVisible()
    assert desk.rows() == []


def test_a_refusal_of_the_disk_keeps_the_form_and_offers_to_save_again(
    desk: IntakeDesk, tmp_path: Path
) -> None:
    scan = tmp_path / "สแกน.pdf"
    scan.write_bytes(b"%PDF-1.4" + bytes(range(256)) * 8000)
    page = desk.page("walk_in")
    fill_in(page.form, name="สมหมาย", detail="รอนาน")
    assert page.form.attachments is not None
    page.form.attachments.add_paths([scan])
    page.may_leave()
    with desk.services.store.writing() as session:
        session.execute(sql("PRAGMA max_page_count = 1"))
    page.save()
    assert "พื้นที่ดิสก์เต็ม" in page.banner.text()
    assert page.form.story.detail.text() == "รอนาน"
    with desk.services.store.writing() as session:
        session.execute(sql("PRAGMA max_page_count = 1000000"))
    page.banner.button.click()
    assert page.saved_panel.isVisible()
    assert len(desk.rows()) == 1
    assert desk.drafts() == []


def test_coming_back_to_an_empty_form_begins_anew_and_to_a_begun_one_goes_on(desk: IntakeDesk) -> None:
    page = desk.page("phone")
    desk.office.clock.advance(minutes=5)
    page.open()
    assert page.entry.started_at == desk.office.clock.now()
    began = page.entry
    write("081")
    desk.office.clock.advance(minutes=5)
    page.open(channel="phone")
    assert page.entry is began
    assert page.form.editors["phones"].text() == "081"  # type: ignore[attr-defined]
