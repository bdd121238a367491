"""Sentences for every code, and the ways of telling them."""

import re
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from services.errors import CODES, FIELD_CODES, Conflict, DomainError, FieldError, Invalid, NotFound
from ui.error_messages import FIELD_SENTENCES, SENTENCES, field_sentence, field_texts, sentence
from ui.feedback import BugDialog, Feedback, bug_details
from ui.widgets.banner import Toast

THAI = re.compile(r"[ก-๙]")


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_sentence(code: str) -> None:
    text = sentence(DomainError(code))
    assert code in SENTENCES
    assert THAI.search(text.title)
    assert text.next or text.kept
    assert "{" not in text.as_text()


@pytest.mark.parametrize("code", sorted(FIELD_CODES))
def test_every_field_code_has_a_sentence(code: str) -> None:
    assert code in FIELD_SENTENCES
    assert THAI.search(field_sentence(code))
    assert "{" not in field_sentence(code)


def test_no_sentence_stands_for_a_code_that_is_gone() -> None:
    assert set(SENTENCES) <= CODES
    assert set(FIELD_SENTENCES) <= FIELD_CODES


def test_an_unknown_code_says_something_general_with_the_code() -> None:
    assert "moon.full" in sentence(DomainError("moon.full")).next
    assert THAI.search(field_sentence("moon.full"))


def test_parameters_are_shown_as_people_read_them() -> None:
    error = DomainError("case.step_not_yours", step="approve", roles=frozenset({"supervisor", "front_desk"}))
    assert "เจ้าหน้าที่รับเรื่อง, หัวหน้าฝ่าย/หัวหน้ากลุ่มงาน" in sentence(error).title
    assert "100,000" in field_sentence("too_long", {"length": 100_000, "limit": 20_000})
    assert "2569" in field_sentence("date.ce_year", {"be_year": 2569, "year": 2026})
    assert sentence(Conflict(by="สมศรี", at=datetime(2026, 11, 23, 3, 35, tzinfo=UTC))).title


def test_a_hostile_parameter_is_only_text() -> None:
    assert "{0.__class__}" in sentence(DomainError("file.empty", name="{0.__class__}")).title


def test_a_date_error_as_a_whole_error_has_its_own_sentence() -> None:
    assert "ปฏิทิน" in sentence(DomainError("date.impossible")).title


def test_field_texts() -> None:
    assert field_texts(Invalid({"name": FieldError("required")})) == {"name": field_sentence("required")}


def test_bug_details_name_no_person(qtbot: QtBot) -> None:
    try:
        try:
            raise KeyError("นายสมชาย ใจดี")
        except KeyError as inner:
            raise ValueError("โทร 081 234 5678") from inner
    except ValueError as error:
        details = bug_details("ABC123", error)
    assert "ABC123" in details
    assert "ValueError" in details
    assert "KeyError" in details
    assert "สมชาย" not in details
    assert "081" not in details
    dialog = BugDialog("ABC123", details)
    qtbot.addWidget(dialog)
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == details


@pytest.mark.parametrize(("key", "expected"), [(Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, False)])
def test_confirm_answers_to_keys(qtbot: QtBot, key: Qt.Key, expected: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    feedback = Feedback(window)
    QTimer.singleShot(50, lambda: qtbot.keyClick(_box(), key))
    assert feedback.confirm("ยุติเรื่องนี้หรือไม่", yes="ยุติเรื่อง") is expected


def test_a_dangerous_question_defaults_to_no(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QTimer.singleShot(50, lambda: qtbot.keyClick(_box(), Qt.Key.Key_Return))
    assert not Feedback(window).confirm("ลบฉบับร่างหรือไม่", yes="ลบ", danger=True)


def test_an_error_says_what_was_kept_and_what_to_do(qtbot: QtBot) -> None:
    window, shown = QWidget(), []
    qtbot.addWidget(window)

    def read() -> None:
        shown.append(_box().text() + _box().informativeText())
        _box().close()

    QTimer.singleShot(50, read)
    Feedback(window).error(NotFound())
    text = shown[0].replace("\u200b", "")
    assert "ไม่พบรายการที่ต้องการ" in text
    assert "ข้อมูลเดิมไม่เปลี่ยนแปลง" in text
    assert "ทะเบียน" in text


def test_a_toast_never_takes_the_keyboard(qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(900, 500)
    qtbot.addWidget(window)
    button = QPushButton("ปุ่ม", window)
    with qtbot.waitExposed(window):
        window.show()
    button.setFocus()
    feedback = Feedback(window)
    feedback.saved("บันทึกแล้ว เลขรับ 12/2570")
    toast = window.findChild(Toast)
    assert toast is not None
    assert toast.text() == "บันทึกแล้ว เลขรับ 12/2570"
    assert window.rect().contains(toast.geometry())
    assert toast.height() < 80
    assert QApplication.focusWidget() is button


def test_qt_speaks_thai(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert [button.text().replace("&", "") for button in box.buttons()] == ["ตกลง", "ยกเลิก"]
    assert QCoreApplication.translate("QPlatformTheme", "&Yes") == "ใช่"
    assert QCoreApplication.translate("Feedback", "OK") == "OK"


def _box() -> QMessageBox:
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    return box
