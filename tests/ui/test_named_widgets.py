"""Everything that takes the keyboard says what it is, on the pages and gates that look after data and key."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.complaints.commands import AttachmentInput
from services.errors import WorldError
from services.letters.life import DraftLetter
from services.unit_of_work import new_command_id
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import take_in
from tests.ui.office import OfficeForTest, make_office
from ui.error_messages import sentence
from ui.letters.letter_page import LetterPage
from ui.login.recovery_page import RecoveryPage
from ui.main_window import MainWindow, SessionInfo
from ui.pages import page_specs
from ui.privacy.privacy_page import PrivacyPage
from ui.settings.sections import section_specs
from ui.settings.settings_page import SettingsPage
from ui.setup.key_page import KeyPage
from ui.setup.problem_page import ProblemPage
from ui.setup.setup_page import SetupPage
from ui.tasks import InlineTaskRunner


def nameless(page: QWidget) -> list[str]:
    """Return what takes the keyboard and says nothing, nor stands in a field that does."""
    found = []
    for widget in page.findChildren(QWidget):
        takes = widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not takes or widget.focusProxy() is not None:
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (widget.accessibleName() or text):
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    return found


def show(qtbot: QtBot, page: QWidget) -> QWidget:
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    return page


@pytest.fixture
def office(tmp_path: Path) -> OfficeForTest:
    return make_office(tmp_path)


@pytest.mark.parametrize("who", ["admin", "supervisor"])
def test_settings(office: OfficeForTest, who: str, runner: InlineTaskRunner, qtbot: QtBot) -> None:
    holder = show(qtbot, QWidget())
    desk = office.desk(who, runner, RecordingFeedback(holder))
    page = SettingsPage(desk, section_specs(desk, office.services))
    show(qtbot, page)
    for spec in page.specs:
        page.open(section=spec.key)
        assert not nameless(page), spec.key


def test_supervisors_find_the_printed_checkpoint(
    office: OfficeForTest, runner: InlineTaskRunner, qtbot: QtBot
) -> None:
    holder = show(qtbot, QWidget())
    desk = office.desk("supervisor", runner, RecordingFeedback(holder))
    page = SettingsPage(desk, section_specs(desk, office.services))
    assert [spec.key for spec in page.specs] == ["acting", "inspections", "letters", "emblem", "verify"]


def clashing(page: QWidget, of_window: set[str]) -> list[str]:
    """Return the keys that would do two things in one place of a page, or one there and one in the window."""
    found = []
    taken: list[tuple[str, QWidget]] = []
    for shortcut in page.findChildren(QShortcut):
        key, holder = shortcut.key().toString(), shortcut.parent()
        assert isinstance(holder, QWidget)
        over = [one for other, one in taken if other == key]
        if key in of_window or any(_meet(holder, one) for one in over):
            found.append(key)
        taken.append((key, holder))
    return found


class Strays(QObject):
    """Note what was shown as a window of its own: it flashes up and takes the keyboard away."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.found: list[str] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.found.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def _meet(one: QWidget, other: QWidget) -> bool:
    return one is other or one.isAncestorOf(other) or other.isAncestorOf(one)


def test_every_page_of_a_supervisor_is_named_and_no_key_does_two_things(
    office: OfficeForTest, runner: InlineTaskRunner, qtbot: QtBot, qapp: QApplication
) -> None:
    case = take_in(office, email="demo@example.com")
    take_in(office)
    scan = AttachmentInput(name="ภาพ.pdf", content=b"%PDF-1.4 x")
    office.services.intake.attach_file(office.actors["front"], case, scan, new_command_id())
    window = MainWindow(runner)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    actor = office.actors["supervisor"]
    info = SessionInfo("สำนักงาน", actor.name, frozenset(role.value for role in actor.roles))
    window.start_session(info, page_specs(window, office.services, actor, runner))
    window.show()
    strays = Strays(qapp)
    of_window = {key.toString() for action in window.actions() for key in action.shortcuts()}
    assert {"F2", "F12", "Ctrl+5", "Ctrl+6"} <= of_window
    places: list[tuple[str, dict[str, Any]]] = [(spec.key, {}) for spec in window.specs() if spec.in_rail]
    places += [("letters", {}), ("case", {"complaint_id": case})]
    places += [("evidence", {"part": part}) for part in ("training", "channels")]
    places += [("channels", {"view": view}) for view in ("today", "history", "papers")]
    missing: list[Any] = []
    twice: list[Any] = []
    for key, params in places:
        window.navigate(key, **params)
        page = window.page(key)
        assert page.isVisible(), key
        missing += [(key, params, one) for one in nameless(page)]
        twice += [(key, params, one) for one in clashing(page, of_window)]
    assert missing == []
    assert twice == []
    qapp.removeEventFilter(strays)
    assert strays.found == []


def test_a_letter(office: OfficeForTest, runner: InlineTaskRunner, qtbot: QtBot) -> None:
    holder = show(qtbot, QWidget())
    desk = office.desk("supervisor", runner, RecordingFeedback(holder))
    letters = office.services.letters
    command = DraftLetter(complaint_id=take_in(office), kind="result")
    drafted = letters.draft_letter(desk.actor, command, new_command_id())
    page = LetterPage(desk, letters, office.services.private_files)
    show(qtbot, page)
    page.open(letter_id=drafted.letter_id)
    assert page.form.isVisible()
    assert not nameless(page)


def test_personal_data(office: OfficeForTest, runner: InlineTaskRunner, qtbot: QtBot) -> None:
    holder = show(qtbot, QWidget())
    desk = office.desk("supervisor", runner, RecordingFeedback(holder))
    page = PrivacyPage(desk, office.services.privacy, office.services.destruction)
    show(qtbot, page)
    for part in ("person", "destruction"):
        page.open(part=part)
        assert not nameless(page), part


def test_gates(office: OfficeForTest, tmp_path: Path, runner: InlineTaskRunner, qtbot: QtBot) -> None:
    holder = show(qtbot, QWidget())
    missing = WorldError("key.missing", key_id="4bf5b21f623eaf36", folder=str(tmp_path))

    def replace(_name: str, _password: str) -> None:
        """Never asked."""

    key = KeyPage(office.services.folder, office.clock, runner, missing, replace, restore=lambda: None)
    ways = [("กู้จากไฟล์อื่น…", "", lambda: None)]
    for page in (
        key,
        RecoveryPage(office.services.accounts, runner),
        ProblemPage(sentence(WorldError("store.damaged", folder=str(tmp_path))), actions=ways),
        SetupPage(tmp_path / "new", office.clock, runner, RecordingFeedback(holder)),
    ):
        assert not nameless(show(qtbot, page)), type(page).__name__
    key.lost_button.click()
    assert not nameless(key)
