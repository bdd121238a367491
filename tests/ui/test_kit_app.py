"""The application object: fonts, theme, icons that follow it, and the last net."""

import gc
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QIcon, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from services.permissions import Role
from ui.app import install_excepthook
from ui.formatting import role_name, role_names
from ui.icons import icon
from ui.theme import DARK, FONT_FAMILY, LIGHT, apply_theme, colours_of


@pytest.fixture
def light_again(dressed: QApplication) -> Iterator[QApplication]:
    yield dressed
    apply_theme(dressed, dark=False)


def strongest(image: QImage) -> QColor:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=lambda colour: colour.alpha())


def test_the_bundled_font_is_used(dressed: QApplication) -> None:
    assert FONT_FAMILY in QFontDatabase.families()
    assert QFontInfo(dressed.font()).family() == FONT_FAMILY
    assert QLocale().language() == QLocale.Language.Thai


def test_no_tone_mark_is_cut_in_a_line_edit(qtbot: QtBot) -> None:
    edit = QLineEdit("ปู่ญี่ปุ่นขึ้นที่สูง ฎุ ฐู")
    qtbot.addWidget(edit)
    marks = edit.fontMetrics().tightBoundingRect(edit.text())
    assert edit.sizeHint().height() >= marks.height() + 8


def test_icons_follow_the_theme(light_again: QApplication) -> None:
    drawn = icon("inbox")
    assert strongest(drawn.pixmap(24, 24).toImage()).name() == LIGHT.text.lower()
    apply_theme(light_again, dark=True)
    assert colours_of() is DARK
    assert strongest(drawn.pixmap(24, 24).toImage()).name() == DARK.text.lower()
    off = strongest(drawn.pixmap(24, 24, QIcon.Mode.Disabled).toImage())
    assert off.name() == DARK.disabled.lower()


def test_icons_outlive_their_makers(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    for _turn in range(200):
        first = icon("save")
        second = QIcon(first)
        second.setIsMask(True)  # Qt makes a copy of the engine here.
        del first
        gc.collect(0)
        label.setPixmap(second.pixmap(18, 18))
    assert not label.pixmap().isNull()


def test_what_nobody_caught_is_reported_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)

    def report(error: BaseException) -> None:
        told.append(error)
        sys.excepthook(ValueError, ValueError("inner"), None)

    install_excepthook(report)
    first = KeyError("outer")
    sys.excepthook(KeyError, first, None)
    assert told == [first]


def test_every_role_has_a_name() -> None:
    assert all(role_name(role) != str(role) for role in Role)
    assert role_names([Role.SUPERVISOR, Role.FRONT_DESK]).startswith("เจ้าหน้าที่รับเรื่อง")
