"""The window: pages, roles, keys, back, login, one copy."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, QSettings, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from services.events import Changed, Events
from tests.ui.keys import type_text
from ui.actions import Actions, Command, ShortcutsDialog
from ui.event_bridge import EventBridge
from ui.icons import icon, icon_names
from ui.login.login_page import LoginPage
from ui.main_window import MainWindow, SessionInfo
from ui.page_spec import PageSpec
from ui.single_instance import SingleInstance
from ui.tasks import InlineTaskRunner
from ui.theme import DARK, LIGHT, Colours, contrast

ROOT = Path(__file__).resolve().parents[2]


class Page(QWidget):
    """Remember what the window asked of it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.calls: list[object] = []
        self.lets_go = True
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.addWidget(QLabel(name))
        column.addWidget(self.edit)

    def open(self, **params: object) -> None:
        self.calls.append(params)

    def may_leave(self) -> bool:
        return self.lets_go


def make_window(
    qtbot: QtBot,
    runner: InlineTaskRunner,
    settings: QSettings | None = None,
    roles: tuple[str, ...] = ("officer",),
) -> MainWindow:
    window = MainWindow(runner, settings)
    qtbot.addWidget(window)
    specs = [
        PageSpec("home", "หน้าแรก", "house", lambda: Page("home"), shortcut="Ctrl+1"),
        PageSpec("walk_in", "ติดต่อด้วยตนเอง", "user", lambda: Page("walk_in"), shortcut="F2", scroll=True),
        PageSpec("settings", "ตั้งค่า", "settings", lambda: Page("settings"), frozenset({"administrator"})),
    ]
    window.start_session(SessionInfo("สำนักงานคลังจังหวัดลำปาง", "สมศรี มั่นคง", frozenset(roles)), specs)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def test_the_header_says_who_acts_until_when(qtbot: QtBot, runner: InlineTaskRunner) -> None:
    window = MainWindow(runner)
    qtbot.addWidget(window)
    acting = SessionInfo("สำนักงาน", "สมศรี", frozenset({"officer"}), acting_until=date(2026, 4, 24))
    window.start_session(acting, [PageSpec("home", "หน้าแรก", "house", lambda: Page("home"))])
    said = [label.text() for label in window.findChildren(QLabel)]
    assert "เจ้าหน้าที่ผู้รับผิดชอบ · รักษาราชการแทนถึงวันที่ 24 เม.ย. 2569" in said
    window.start_session(replace(acting, acting_until=None), [])
    assert not [label.text() for label in window.findChildren(QLabel) if "รักษาราชการแทน" in label.text()]


def page_of(window: MainWindow, key: str) -> Page:
    page = window.page(key)
    assert isinstance(page, Page)
    return page


def test_pages_are_built_on_the_first_visit(qtbot: QtBot, runner: InlineTaskRunner) -> None:
    window = make_window(qtbot, runner)
    assert window.built_pages() == ["home"]
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert window.current_key() == "walk_in"
    assert window.built_pages() == ["home", "walk_in"]
    assert page_of(window, "walk_in").edit.hasFocus()


def test_a_place_of_other_roles_is_not_there(qtbot: QtBot, runner: InlineTaskRunner) -> None:
    window = make_window(qtbot, runner)
    assert not window.navigate("settings")
    assert make_window(qtbot, runner, roles=("administrator",)).navigate("settings")


def test_back_and_forward_bring_the_params_again(qtbot: QtBot, runner: InlineTaskRunner) -> None:
    window = make_window(qtbot, runner)
    window.navigate("walk_in", draft=7)
    window.navigate("home")
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current_key() == "walk_in"
    assert page_of(window, "walk_in").calls[-1] == {"draft": 7}
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.current_key() == "home"


def test_a_page_that_holds_on_is_not_left(qtbot: QtBot, runner: InlineTaskRunner) -> None:
    window = make_window(qtbot, runner)
    page_of(window, "home").lets_go = False
    assert not window.navigate("walk_in")
    assert window.current_key() == "home"
    logged_out: list[int] = []
    window.logged_out.connect(lambda: logged_out.append(1))
    window.log_out()
    assert logged_out == []
    page_of(window, "home").lets_go = True
    window.log_out()
    assert logged_out == [1]
    assert window.built_pages() == []


def test_a_page_that_cannot_be_built_is_not_gone_to(qtbot: QtBot, runner: InlineTaskRunner) -> None:
    def broken() -> QWidget:
        raise OSError

    window = make_window(qtbot, runner)
    specs = [
        PageSpec("home", "หน้าแรก", "house", lambda: Page("home")),
        PageSpec("broken", "เสีย", "list", broken),
    ]
    window.start_session(SessionInfo("สำนักงาน", "วิชัย", frozenset({"viewer"})), specs)
    with pytest.raises(OSError):
        window.navigate("broken")
    assert window.current_key() == "home"


def test_a_second_session_starts_afresh(qtbot: QtBot, runner: InlineTaskRunner) -> None:
    window = make_window(qtbot, runner)
    specs = [PageSpec("other", "อื่น", "list", lambda: Page("other"), shortcut="Ctrl+1")]
    window.start_session(SessionInfo("สำนักงาน", "วิชัย", frozenset({"viewer"})), specs)
    assert window.current_key() == "other"
    assert window.built_pages() == ["other"]


def test_the_window_is_remembered(qtbot: QtBot, runner: InlineTaskRunner, tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = make_window(qtbot, runner, store)
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert not window._rail.isVisible()
    window.close()
    assert store.contains("window/geometry")
    again = make_window(qtbot, runner, store)
    assert not again._rail.isVisible()


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast_meets_wcag_aa(colours: Colours) -> None:
    texts = [
        (text, ground)
        for ground in ("window", "surface", "surface_alt", "rail")
        for text in ("text", "text_muted", "accent", "danger", "warning", "success")
    ]
    texts += [(tone, f"{tone}_soft") for tone in ("danger", "warning", "success", "info", "accent")]
    texts += [("text", f"{tone}_soft") for tone in ("danger", "warning", "success", "info", "accent")]
    texts += [
        ("text", "selection"),
        ("danger", "selection"),
        ("warning", "selection"),
        ("success", "selection"),
    ]
    texts += [("on_accent", "accent"), ("on_accent", "accent_hover")]
    low = [
        (text, ground, round(contrast(getattr(colours, text), getattr(colours, ground)), 2))
        for text, ground in texts
        if contrast(getattr(colours, text), getattr(colours, ground)) < 4.5
    ]
    edges = [g for g in ("window", "surface") if contrast(colours.border_strong, getattr(colours, g)) < 3]
    assert low == []
    assert edges == []


def test_every_icon_paints(qtbot: QtBot) -> None:
    assert len(icon_names()) >= 40
    for name in icon_names():
        image = icon(name).pixmap(18, 18).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(18) for y in range(18)), name
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_a_shortcut_belongs_to_one_command(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window)
    actions.add(Command("a", "หนึ่ง", "กลุ่ม", ("F2",)), lambda: None)
    with pytest.raises(ValueError, match="F2"):
        actions.add(Command("b", "สอง", "กลุ่ม", ("F2",)), lambda: None)


def test_the_list_of_keys_shows_them(qtbot: QtBot, runner: InlineTaskRunner) -> None:
    window = make_window(qtbot, runner)
    dialog = ShortcutsDialog(window.actions_registry.commands(), window)
    qtbot.addWidget(dialog)
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"F2", "Ctrl+1", "ติดต่อด้วยตนเอง"} <= texts


def test_changes_arrive_through_the_bridge(qtbot: QtBot) -> None:
    events = Events()
    bridge = EventBridge(events)
    seen: list[object] = []
    bridge.changed.connect(seen.append)
    change = Changed("register_complaint", "complaint", 1)
    events.announce(change)
    qtbot.waitUntil(lambda: seen == [change])
    bridge.close()


class TestLogin:
    def make(self, qtbot: QtBot) -> tuple[LoginPage, list[tuple[str, str]]]:
        asked: list[tuple[str, str]] = []
        page = LoginPage("สำนักงานคลังจังหวัดลำปาง", lambda *typed: asked.append(typed), demo=True)
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        return page, asked

    def test_enter_goes_on_and_asks_once(self, qtbot: QtBot) -> None:
        page, asked = self.make(qtbot)
        page.user_name.setFocus()
        type_text(page.user_name, "front")
        qtbot.keyClick(page.user_name, Qt.Key.Key_Return)
        assert page.password.hasFocus()
        type_text(page.password, "demo")
        qtbot.keyClick(page.password, Qt.Key.Key_Return)
        qtbot.keyClick(page.password, Qt.Key.Key_Return)
        assert asked == [("front", "demo")]
        page.show_error("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง")
        assert page.error() == "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"
        assert page.user_name.text() == "front"
        assert page.password.selectedText() == "demo"

    def test_empty_fields_ask_nothing(self, qtbot: QtBot) -> None:
        page, asked = self.make(qtbot)
        qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
        assert asked == []

    def test_caps_lock_is_told(self, qtbot: QtBot) -> None:
        page, _asked = self.make(qtbot)
        type_text(page.password, "D")
        assert "Caps Lock" in page._caps.text()
        type_text(page.password, "d")
        assert page._caps.text() == ""

    def test_a_demo_login_fills_in(self, qtbot: QtBot) -> None:
        page, asked = self.make(qtbot)
        page._fill_in("supervisor")
        page.submit()
        assert asked == [("supervisor", "demo")]


HOLD = """
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.single_instance import SingleInstance
app = QCoreApplication([])
held = SingleInstance(Path(sys.argv[1]))
print("got" if held.acquire() else "asked", flush=True)
app.exec() if len(sys.argv) > 2 else None
"""


def test_a_second_copy_shows_the_first_and_leaves(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path)
    assert first.acquire()
    second = QProcess()
    second.setWorkingDirectory(str(ROOT))
    with qtbot.waitSignal(first.show_asked):
        second.start(sys.executable, ["-c", HOLD, str(tmp_path)])
    qtbot.waitUntil(lambda: second.state() == QProcess.ProcessState.NotRunning)
    assert bytes(second.readAllStandardOutput().data()).strip() == b"asked"
    first.release()


def test_after_a_kill_the_next_start_takes_over(qtbot: QtBot, tmp_path: Path) -> None:
    holder = QProcess()
    holder.setWorkingDirectory(str(ROOT))
    holder.start(sys.executable, ["-c", HOLD, str(tmp_path), "stay"])
    qtbot.waitUntil(lambda: holder.bytesAvailable() > 0)
    holder.kill()
    holder.waitForFinished()
    heir = SingleInstance(tmp_path)
    assert heir.acquire()
    heir.release()
