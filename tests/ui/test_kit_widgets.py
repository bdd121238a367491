"""Widgets driven as a person drives them."""

import gc
from datetime import date, time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent, QKeySequence, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from tests.ui.gallery import CHANNELS, STORY, TODAY, form_page, list_page, preview_page, sample_model
from tests.ui.keys import type_text
from ui.login.login_page import LoginPage
from ui.widgets.charts import Bar, BarChart
from ui.widgets.choices import ChoiceCombo, SegmentedChoice
from ui.widgets.dates import ThaiDateEdit, TimeEdit
from ui.widgets.fields import FormField, FormSection
from ui.widgets.keyboard import FormKeys, press_with_enter
from ui.widgets.labels import EmptyState, StatusChip, ThaiLabel
from ui.widgets.line_edit import LineEdit
from ui.widgets.phone import PhoneEdit
from ui.widgets.table import DataTable, FilterBar
from ui.widgets.text_area import TextArea
from ui.widgets.timeline import Timeline, TimelineEntry


def shown(qtbot: QtBot, *widgets: QWidget, width: int = 500) -> QWidget:
    """Show widgets one beneath the other."""
    window = QWidget()
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    window.resize(width, 300)
    qtbot.addWidget(window)
    widgets[0].kept = window  # type: ignore[attr-defined]  # Nobody else holds the window.
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


class TestThaiDateEdit:
    @pytest.mark.parametrize(
        "typed", ["12/8/69", "12 ส.ค. 2569", "๑๒ สิงหาคม ๒๕๖๙", "12082569", "วันพุธที่ 12 สิงหาคม 2569"]
    )
    def test_any_usual_form_is_understood_and_rewritten(self, qtbot: QtBot, typed: str) -> None:
        edit, other = ThaiDateEdit(lambda: TODAY), QLineEdit()
        shown(qtbot, edit, other)
        edit.setFocus()
        type_text(edit.edit, typed)
        assert edit.date() == date(2026, 8, 12)
        other.setFocus()
        assert edit.text() == "12 ส.ค. 2569"
        assert edit.error() is None

    @pytest.mark.parametrize(
        ("typed", "code"), [("31 ก.พ. 2569", "date.impossible"), ("เมื่อไรก็ได้", "date.unreadable")]
    )
    def test_what_cannot_be_read_stays_typed(self, qtbot: QtBot, typed: str, code: str) -> None:
        edit, other = ThaiDateEdit(lambda: TODAY), QLineEdit()
        shown(qtbot, edit, other)
        edit.setFocus()
        type_text(edit.edit, typed)
        other.setFocus()
        assert edit.text() == typed
        assert edit.date() is None
        error = edit.error()
        assert error is not None
        assert error.code == code

    def test_an_empty_field_is_no_error(self, qtbot: QtBot) -> None:
        edit = ThaiDateEdit(lambda: TODAY)
        qtbot.addWidget(edit)
        assert edit.date() is None
        assert edit.error() is None

    def test_arrows_step_days_over_a_year(self, qtbot: QtBot) -> None:
        edit = ThaiDateEdit(lambda: TODAY)
        shown(qtbot, edit)
        edit.set_date(date(2026, 12, 31))
        qtbot.keyClick(edit.edit, Qt.Key.Key_Up)
        assert edit.text() == "1 ม.ค. 2570"

    def test_the_calendar_shows_the_buddhist_year_and_picks(self, qtbot: QtBot) -> None:
        edit = ThaiDateEdit(lambda: TODAY)
        shown(qtbot, edit)
        qtbot.keyClick(edit.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        popup = edit._popup
        assert popup is not None
        assert popup.isVisible()
        assert popup.title() == "พฤศจิกายน 2569"
        popup.calendar.activated.emit(popup.calendar.selectedDate().addDays(1))
        assert edit.date() == date(2026, 11, 24)
        assert not popup.isVisible()


class TestTimeEdit:
    @pytest.mark.parametrize("typed", ["9.30", "09:30", "0930", "๙.๓๐ น.", "9:30 น."])
    def test_usual_forms(self, qtbot: QtBot, typed: str) -> None:
        edit = TimeEdit()
        qtbot.addWidget(edit)
        type_text(edit, typed)
        assert edit.time() == time(9, 30)

    @pytest.mark.parametrize("typed", ["25.00", "9.75", "เช้า"])
    def test_what_cannot_be_read_stays(self, qtbot: QtBot, typed: str) -> None:
        edit = TimeEdit()
        qtbot.addWidget(edit)
        type_text(edit, typed)
        error = edit.error()
        assert error is not None
        assert edit.text() == typed


class TestPhoneEdit:
    def test_an_extension_is_kept_as_said(self, qtbot: QtBot) -> None:
        edit, other = PhoneEdit(), QLineEdit()
        shown(qtbot, edit, other)
        edit.setFocus()
        type_text(edit, "1669 ต่อ 12")
        other.setFocus()
        assert edit.text() == "1669 ต่อ 12"
        assert edit.error() is None

    def test_a_plain_number_is_grouped_on_leaving(self, qtbot: QtBot) -> None:
        edit, other = PhoneEdit(), QLineEdit()
        shown(qtbot, edit, other)
        edit.setFocus()
        type_text(edit, "๐๘๑๒๓๔๕๖๗๘")
        other.setFocus()
        assert edit.text() == "081-234-5678"

    def test_two_numbers_stay_as_typed(self, qtbot: QtBot) -> None:
        edit, other = PhoneEdit(), QLineEdit()
        shown(qtbot, edit, other)
        edit.setFocus()
        type_text(edit, "0812345678, 054265031")
        other.setFocus()
        assert edit.text() == "0812345678, 054265031"
        assert len(edit.phones()) == 2


class TestLineEdit:
    def test_a_huge_paste_is_kept_and_told(self, qtbot: QtBot) -> None:
        edit = LineEdit(limit=300)
        shown(qtbot, edit)
        QGuiApplication.clipboard().setText("ก" * 100_000)
        edit.paste()
        assert len(edit.text()) == 100_000
        error = edit.error()
        assert error is not None
        assert error.code == "too_long"

    def test_a_phone_field_keeps_a_huge_paste_too(self, qtbot: QtBot) -> None:
        edit, other = PhoneEdit(), QLineEdit()
        shown(qtbot, edit, other)
        edit.setFocus()
        edit.setText("1" * 100_000)
        other.setFocus()
        assert len(edit.text()) == 100_000
        assert edit.error() is not None


class TestTextArea:
    def test_a_huge_paste_is_kept_whole_and_told(self, qtbot: QtBot) -> None:
        area = TextArea(limit=20_000)
        shown(qtbot, area)
        text = ("ผู้ร้องแจ้งว่า" * 8_000)[:100_000]
        QGuiApplication.clipboard().setText(text)
        area.setFocus()
        area.edit.paste()
        assert area.text() == text
        assert area.is_too_long()
        assert "80,000" in area.counter_text()

    def test_it_grows_with_its_text_up_to_a_height(self, qtbot: QtBot) -> None:
        area = TextArea(min_lines=2, max_lines=5)
        shown(qtbot, area)
        small = area.edit.height()
        area.setText("บรรทัด\n" * 4)
        middle = area.edit.height()
        area.setText("บรรทัด\n" * 40)
        tall = area.edit.height()
        assert small < middle <= tall
        assert tall < 12 * area.edit.fontMetrics().lineSpacing()

    def test_it_grows_when_it_gets_narrower(self, qtbot: QtBot) -> None:
        area = TextArea(min_lines=2)
        area.setText(STORY)
        window = shown(qtbot, area, width=900)
        wide = area.edit.height()
        window.resize(320, 400)
        qtbot.waitUntil(lambda: area.edit.height() > wide)
        qtbot.waitUntil(lambda: area.edit.verticalScrollBar().maximum() == 0)

    def test_tab_leaves_it_and_enter_breaks_the_line(self, qtbot: QtBot) -> None:
        area, other = TextArea(), QLineEdit()
        shown(qtbot, area, other)
        area.setFocus()
        type_text(area.edit, "หนึ่ง")
        qtbot.keyClick(area.edit, Qt.Key.Key_Return)
        qtbot.keyClick(area.edit, Qt.Key.Key_Tab)
        assert area.text() == "หนึ่ง\n"
        assert other.hasFocus()


class TestChoiceCombo:
    def test_typing_a_part_finds_the_only_one(self, qtbot: QtBot) -> None:
        combo, other = ChoiceCombo(CHANNELS), QLineEdit()
        shown(qtbot, combo, other)
        chosen: list[object] = []
        combo.codeChanged.connect(chosen.append)
        combo.setFocus()
        type_text(combo.lineEdit(), "1111")
        combo.completer().popup().hide()
        other.setFocus()
        assert combo.code() == "gcc"
        assert chosen[-1] == "gcc"

    def test_an_unknown_word_stays_typed_and_chooses_nothing(self, qtbot: QtBot) -> None:
        combo, other = ChoiceCombo(CHANNELS), QLineEdit()
        shown(qtbot, combo, other)
        combo.set_code("phone")
        combo.setFocus()
        combo.lineEdit().selectAll()
        type_text(combo.lineEdit(), "จรวด")
        combo.completer().popup().hide()
        other.setFocus()
        assert combo.code() is None
        assert combo.unknown_text() == "จรวด"

    def test_two_of_one_name_are_told_apart(self, qtbot: QtBot) -> None:
        combo = ChoiceCombo([("7", "สมชาย ใจดี"), ("9", "สมชาย ใจดี")])
        qtbot.addWidget(combo)
        combo.set_code("9")
        assert combo.code() == "9"

    def test_new_choices_keep_the_code(self, qtbot: QtBot) -> None:
        combo = ChoiceCombo(CHANNELS)
        qtbot.addWidget(combo)
        combo.set_code("box")
        combo.set_choices(CHANNELS[1:])
        assert combo.code() == "box"
        combo.set_choices(CHANNELS[:2])
        assert combo.code() is None
        assert combo.currentText() == ""


class TestSegmentedChoice:
    def test_numbers_and_arrows_choose(self, qtbot: QtBot) -> None:
        choice = SegmentedChoice([("a", "ระบุชื่อ"), ("b", "ปกปิด"), ("c", "ไม่ระบุ")], numbered=True)
        shown(qtbot, choice)
        changes: list[object] = []
        choice.codeChanged.connect(changes.append)
        choice.setFocus()
        qtbot.keyClick(choice.button("a"), Qt.Key.Key_2)
        assert choice.code() == "b"
        qtbot.keyClick(choice.button("b"), Qt.Key.Key_Right)
        assert choice.code() == "c"
        assert choice.button("c").hasFocus()
        assert changes == ["b", "c"]

    def test_one_tab_stop(self, qtbot: QtBot) -> None:
        choice, other = SegmentedChoice([("a", "ก"), ("b", "ข")]), QLineEdit()
        shown(qtbot, choice, other)
        choice.setFocus()
        qtbot.keyClick(choice.button("a"), Qt.Key.Key_Tab)
        assert other.hasFocus()


class TestForm:
    def test_a_field_names_its_editor_with_its_error(self, qtbot: QtBot) -> None:
        edit = ThaiDateEdit(lambda: TODAY)
        field = FormField("วันที่รับเรื่อง", edit, required=True, help_text="วันที่ได้รับเรื่องจริง")
        shown(qtbot, field)
        assert "วันที่รับเรื่อง" in edit.edit.accessibleName()
        assert edit.edit.accessibleDescription() == "วันที่ได้รับเรื่องจริง"
        field.set_error("โปรดระบุวันที่")
        assert edit.edit.accessibleDescription() == "โปรดระบุวันที่"
        assert edit.edit.property("invalid") is True
        field.set_error("")
        assert edit.edit.property("invalid") is False

    def test_enter_moves_on_and_control_enter_saves_once(self, qtbot: QtBot) -> None:
        first, area, last = QLineEdit(), TextArea(), QLineEdit()
        window = shown(qtbot, first, area, last)
        saves: list[int] = []
        FormKeys(window, on_save=lambda: saves.append(1))
        first.setFocus()
        qtbot.keyClick(first, Qt.Key.Key_Return)
        assert area.edit.hasFocus()
        qtbot.keyClick(area.edit, Qt.Key.Key_Return)
        assert area.text() == "\n"
        qtbot.keyClick(area.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert saves == [1]

    def test_fields_added_later_obey_too(self, qtbot: QtBot) -> None:
        first, late = QLineEdit(), QLineEdit()
        window = shown(qtbot, first)
        FormKeys(window)
        window.layout().addWidget(late)
        late.show()
        late.setFocus()
        qtbot.keyClick(late, Qt.Key.Key_Return)
        assert first.hasFocus()

    def test_a_held_key_saves_once(self, qtbot: QtBot) -> None:
        edit = QLineEdit()
        window = shown(qtbot, edit)
        saves: list[int] = []
        FormKeys(window, on_save=lambda: saves.append(1))
        edit.setFocus()
        for repeated in (False, True, True, True):
            event = QKeyEvent(
                QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, "\r", repeated
            )
            QApplication.sendEvent(edit, event)
        assert saves == [1]

    def test_a_form_collected_with_the_keyboard_in_it_says_nothing(self, qtbot: QtBot) -> None:
        with capture_exceptions() as said:
            for _time in range(3):
                window = QWidget()
                column = QVBoxLayout(window)
                edit = QLineEdit()
                column.addWidget(edit)
                FormKeys(window, on_save=window.close)
                press_with_enter(window)
                window.show()
                window.activateWindow()
                edit.setFocus()
                qtbot.waitUntil(edit.hasFocus)
                del window, column, edit
                gc.collect()
        assert said == []

    def test_the_field_that_is_entered_is_in_sight(self, qtbot: QtBot) -> None:
        form = QWidget()
        column = QVBoxLayout(form)
        edits = [QLineEdit() for _number in range(30)]
        for edit in edits:
            column.addWidget(edit)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(form)
        shown(qtbot, area)
        FormKeys(form)
        edits[0].setFocus()
        for edit in edits[:-1]:
            qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert edits[-1].hasFocus()
        assert not edits[-1].visibleRegion().isEmpty()

    def test_enter_skips_folded_fields(self, qtbot: QtBot) -> None:
        first, hidden, last = QLineEdit(), QLineEdit(), QLineEdit()
        section = FormSection("เพิ่มเติม", folded=True)
        section.add(hidden)
        window = shown(qtbot, first, section, last)
        FormKeys(window)
        first.setFocus()
        qtbot.keyClick(first, Qt.Key.Key_Return)
        assert not hidden.hasFocus()
        assert section.is_folded()

    def test_a_section_opens_by_key(self, qtbot: QtBot) -> None:
        section, inside = FormSection("เพิ่มเติม", folded=True), QLineEdit()
        section.add(inside)
        shown(qtbot, section)
        assert not inside.isVisible()
        qtbot.keyClick(section._button, Qt.Key.Key_Space)
        assert inside.isVisible()


class TestLabels:
    def test_thai_wraps_and_copies_clean(self, qtbot: QtBot) -> None:
        label = ThaiLabel(STORY)
        label.set_selectable()
        shown(qtbot, label, width=320)
        assert label.height() > 3 * label.fontMetrics().height()
        assert label.plain_text() == STORY
        label.setFocus()
        label.setSelection(0, len(label.text()))
        qtbot.keySequence(label, QKeySequence.StandardKey.Copy)
        assert QGuiApplication.clipboard().text() == STORY

    def test_a_chip_has_word_and_tone(self, qtbot: QtBot) -> None:
        chip = StatusChip("เกินกำหนด", "danger")
        qtbot.addWidget(chip)
        assert chip.accessibleName() == "เกินกำหนด"
        chip.set_state("ยุติเรื่อง", "success")
        assert (chip.text(), chip.tone()) == ("ยุติเรื่อง", "success")

    def test_an_empty_state_offers_something(self, qtbot: QtBot) -> None:
        pressed: list[int] = []
        state = EmptyState("ยังไม่มีเรื่อง", action_text="รับเรื่อง", on_action=lambda: pressed.append(1))
        shown(qtbot, state)
        qtbot.mouseClick(state.button, Qt.MouseButton.LeftButton)
        assert pressed == [1]


class TestTable:
    def test_enter_opens_the_row(self, qtbot: QtBot) -> None:
        table = DataTable("ทะเบียน")
        table.setModel(sample_model(table))
        shown(qtbot, table)
        opened: list[int] = []
        table.opened.connect(lambda index: opened.append(index.row()))
        table.selectRow(3)
        qtbot.keyClick(table, Qt.Key.Key_Return)
        assert opened == [3]

    def test_empty_and_painted(self, qtbot: QtBot) -> None:
        table = DataTable("ทะเบียน")
        table.setModel(QStandardItemModel(0, 2, table))
        table.set_empty_text("ไม่มีข้อร้องเรียน")
        assert not shown(qtbot, table).grab().isNull()

    def test_filters_tell_and_clear(self, qtbot: QtBot) -> None:
        bar = FilterBar("ค้นหา")
        shown(qtbot, bar)
        changes: list[int] = []
        bar.changed.connect(lambda: changes.append(1))
        type_text(bar.search, "คิว")
        assert len(changes) == 3
        qtbot.mouseClick(bar.clear_button, Qt.MouseButton.LeftButton)
        assert bar.search.text() == ""


def test_a_chart_says_its_counts(qtbot: QtBot) -> None:
    chart = BarChart("รายเดือน", [Bar("ต.ค.", 3), Bar("พ.ย.", 0)])
    shown(qtbot, chart)
    assert chart.accessibleDescription() == "ต.ค. 3, พ.ย. 0"
    chart.set_bars([])
    assert chart.accessibleDescription() == "ไม่มีข้อร้องเรียน"


def test_a_timeline_replaces_its_entries(qtbot: QtBot) -> None:
    timeline = Timeline([TimelineEntry("วันนี้", "รับเรื่อง")])
    shown(qtbot, timeline)
    timeline.set_entries([TimelineEntry("วันนี้", "ยุติเรื่อง", text=STORY)])
    assert [entry.title for entry in timeline.entries()] == ["ยุติเรื่อง"]


@pytest.mark.parametrize(
    "page", [form_page, list_page, preview_page, lambda: LoginPage("สำนักงาน", demo=True)]
)
def test_every_control_has_a_name_for_screen_readers(qtbot: QtBot, page: object) -> None:
    widget = page()  # type: ignore[operator]
    shown(qtbot, widget, width=1280)
    nameless = []
    for child in widget.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible() and child.focusProxy() is None:
            interface = QAccessible.queryAccessibleInterface(child)
            if not interface.text(QAccessible.Text.Name):
                nameless.append(f"{type(child).__name__} in {type(child.parent()).__name__}")
    assert nameless == []
