"""The parts of the monthly report are ticked and moved by keyboard, seen beside the list, and saved."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from services.office.monthly_parts import usual_parts
from tests.ui.fakes import RecordingFeedback
from tests.ui.office import OfficeForTest
from ui.settings.parts_section import NAMES
from ui.settings.sections import section_specs
from ui.settings.settings_page import SettingsPage
from ui.tasks import InlineTaskRunner

ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> SettingsPage:
    desk = office.desk("admin", runner, feedback)
    shown = SettingsPage(desk, section_specs(desk, office.services))
    qtbot.addWidget(shown)
    shown.resize(1016, 640)
    shown.show()
    qtbot.waitExposed(shown)
    shown.open(section="parts")
    return shown


def press(qtbot: QtBot, section: Any, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(section.list, key, modifier)


def test_every_part_has_a_name() -> None:
    assert tuple(NAMES) == usual_parts()


def test_parts_are_chosen_ordered_and_saved_by_keyboard(
    qtbot: QtBot, page: SettingsPage, office: OfficeForTest
) -> None:
    section: Any = page.section("parts")
    assert section.preview.content().startswith(b"%PDF-")
    assert not section.save_button.isEnabled()
    press(qtbot, section, Qt.Key.Key_Home)
    press(qtbot, section, Qt.Key.Key_Space)  # a part that can't be left out stays
    assert section.list.codes() == usual_parts()
    press(qtbot, section, Qt.Key.Key_Down, ALT)
    assert section.list.codes()[:2] == ("indicators", "movement")
    press(qtbot, section, Qt.Key.Key_End)
    press(qtbot, section, Qt.Key.Key_Space)
    press(qtbot, section, Qt.Key.Key_Down, ALT)  # the last one goes nowhere
    chosen = ("indicators", "movement", *usual_parts()[2:-1])
    assert section.list.codes() == chosen
    assert page.section("parts").is_changed()
    before = section.preview.content()
    qtbot.waitUntil(lambda: section.preview.content() != before)
    qtbot.mouseClick(section.save_button, Qt.MouseButton.LeftButton)
    assert office.facts("admin").settings.monthly_parts == chosen
    assert not section.save_button.isEnabled()
    qtbot.mouseClick(section.default_button, Qt.MouseButton.LeftButton)
    assert section.list.codes() == usual_parts()
    section.discard()
    assert section.list.codes() == chosen
    section.preview.clear()
