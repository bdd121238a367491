"""What follows the login page is imported while nobody asks for anything."""

import importlib.util

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui import preload


@pytest.mark.parametrize("name", preload.MODULES)
def test_every_module_to_import_exists(name: str) -> None:
    assert importlib.util.find_spec(name) is not None


def test_it_imports_one_after_another_and_then_rests(qtbot: QtBot) -> None:
    owner = QObject()
    ahead = preload.Preload(owner)
    ahead.begin()
    qtbot.waitUntil(lambda: ahead.left == 0)
