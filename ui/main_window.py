"""The window: rail, header, pages built on first visit, status area."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from services.errors import DomainError
from ui.actions import Actions, Command
from ui.feedback import Feedback
from ui.formatting import format_date, role_names
from ui.nav_rail import NavRail
from ui.page_spec import PageSpec
from ui.tasks import TaskRunner
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.keyboard import focus_first, press_with_enter
from ui.widgets.labels import heading, tool_button
from ui.widgets.scrolling import scrolling

HISTORY_LIMIT = 50


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """Say whose window it is."""

    office_name: str
    user_name: str
    roles: frozenset[str]
    demo: bool = False
    acting_until: date | None = None  # the last day on which the person acts as supervisor


@dataclass(frozen=True, slots=True)
class _Place:
    key: str
    params: Mapping[str, Any] = field(default_factory=dict)


class MainWindow(QMainWindow):
    """Hold the pages of one person's session, or the login page before it."""

    logged_out = Signal()
    lock_asked = Signal()
    switch_asked = Signal(object)
    restore_asked = Signal(object)
    closing = Signal()
    page_changed = Signal(str)

    def __init__(self, runner: TaskRunner, settings: QSettings | None = None) -> None:
        super().__init__()
        # What is done before the window closes; False keeps it open.
        self.before_close: Callable[[], bool] = lambda: True
        self._settings = settings
        self._runner = runner
        self._specs: dict[str, PageSpec] = {}
        self._pages: dict[str, QWidget] = {}
        self._places: list[_Place] = []
        self._position = -1
        self._gate: QWidget | None = None
        self.feedback = Feedback(self)
        self.actions_registry = Actions(self)
        self._build()
        press_with_enter(self)
        runner.busy.connect(self._show_busy)
        runner.failed.connect(self.feedback.error)
        runner.crashed.connect(self.feedback.bug)
        self.setWindowTitle(self.tr("รับเรื่อง"))
        self.setMinimumSize(960, 600)
        self.resize(1280, 720)
        self._restore()

    @property
    def settings(self) -> QSettings | None:
        """Return where the window's layout is remembered, if anywhere."""
        return self._settings

    # --- sessions

    def show_gate(self, widget: QWidget) -> None:
        """Show one widget over the whole window: the login page, or the first-start wizard."""
        self._drop_gate()
        self.feedback.hide_notice()
        self._gate = widget
        self._outer.addWidget(widget)
        self._outer.setCurrentWidget(widget)
        self.setWindowTitle(self.tr("รับเรื่อง"))

    def start_session(self, session: SessionInfo, specs: Iterable[PageSpec]) -> None:
        """Show the pages that the person may see, and open the first."""
        self._forget_session()
        visible = [spec for spec in specs if not spec.roles or spec.roles & session.roles]
        self._specs = {spec.key: spec for spec in visible}
        self._office.setText(session.office_name)
        self._user.setText(session.user_name)
        self._roles.setText(self._role_line(session))
        self._demo.setVisible(session.demo)
        self._rail.fill(visible)
        self._register_commands(visible)
        self._drop_gate()
        self._outer.setCurrentWidget(self._shell)
        if visible:
            self.navigate(visible[0].key)

    def _role_line(self, session: SessionInfo) -> str:
        roles = role_names(session.roles)
        if session.acting_until is None:
            return roles
        said = self.tr("{roles} · รักษาราชการแทนถึงวันที่ {day}")
        return said.format(roles=roles, day=format_date(session.acting_until))

    def log_out(self) -> None:
        """End the session, if the present page lets go."""
        if self._may_leave() and self.may_end():
            self._forget_session()
            self.logged_out.emit()

    def may_end(self) -> bool:
        """Ask before the session ends with something typed of which no draft could be kept."""
        asked = (getattr(page, "is_unkept", None) for page in self._pages.values())
        if not any(unkept is not None and unkept() for unkept in asked):
            return True
        return self.feedback.confirm(
            self.tr("มีข้อความที่กรอกไว้ซึ่งยังไม่ได้บันทึก และยังเก็บเป็นร่างไม่ได้"),
            self.tr("หากออกในขณะนี้ ข้อความดังกล่าวจะหายไป โปรดแก้ไขตามข้อความแจ้งเตือนแล้วบันทึกก่อน หรือคัดลอกไว้ที่อื่น"),
            yes=self.tr("ออกโดยไม่เก็บข้อความ"),
            no=self.tr("กลับไปที่หน้าเดิม"),
            danger=True,
        )

    def end_session(self) -> None:
        """End the session at once: what is typed is on its way to its draft, or can't be kept."""
        self._may_leave()
        self._forget_session()

    # --- moving about

    def navigate(self, key: str, **params: Any) -> bool:
        """Go to a page; False when the present page won't let go or the place isn't this person's."""
        if key not in self._specs or not self._may_leave():
            return False
        return self._told(lambda: self._go_on_to(_Place(key, params)))

    def back(self) -> None:
        """Return to the place before."""
        self._move(-1)

    def forward(self) -> None:
        """Go again to the place that was left by going back."""
        self._move(1)

    def current_key(self) -> str:
        """Return the key of the page shown, empty before the first."""
        return self._places[self._position].key if self._places else ""

    def page(self, key: str) -> QWidget:
        """Return a page, building it on the first call."""
        if key not in self._pages:
            spec = self._specs[key]
            page = spec.factory()
            self._pages[key] = page
            holder = scrolling(page) if spec.scroll else page
            page.setProperty("holder", key)
            self._stack.addWidget(holder)
            changed = getattr(page, "title_changed", None)
            if changed is not None:
                changed.connect(lambda title, of=key: self._on_title(of, title))
        return self._pages[key]

    def built_pages(self) -> list[str]:
        """Return the keys of the pages built so far."""
        return list(self._pages)

    def specs(self) -> list[PageSpec]:
        """Return the pages of this session, in the order of the rail."""
        return list(self._specs.values())

    def refresh(self) -> None:
        """Let the page shown load its data again."""
        self._told(lambda: self._call(self.current_key(), "refresh"))

    def set_page_title(self, title: str) -> None:
        """Show a title in the header."""
        self._title.setText(title)
        self.setWindowTitle(self.tr("{page} – รับเรื่อง").format(page=title))

    def show_and_raise(self) -> None:
        """Come to the front, as when a second copy was started."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not (self._may_leave() and self.may_end() and self.before_close()):
            event.ignore()
            return
        if self._settings is not None:
            self._settings.setValue("window/geometry", self.saveGeometry())
            self._settings.setValue("window/rail", self._rail.isVisibleTo(self._shell))
            self._settings.sync()
        self.closing.emit()
        event.accept()

    # --- building

    def _build(self) -> None:
        self._outer = QStackedWidget()
        self._shell = QWidget()
        self._stack = QStackedWidget()
        # What concerns every page: a damaged file, a wrong clock.
        self.notice = Banner()
        self._rail = NavRail()
        self._rail.chosen.connect(self._on_nav)
        self._rail.shortcuts_asked.connect(self.actions_registry.show_shortcuts)
        self._rail.lock_asked.connect(self.lock_asked)
        self._rail.log_out_asked.connect(self.log_out)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._build_header())
        right.addWidget(_inset(self.notice))
        right.addWidget(self._stack, 1)
        right.addWidget(self._build_status())
        row = QHBoxLayout(self._shell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(right, 1)
        self._outer.addWidget(self._shell)
        self.setCentralWidget(self._outer)

    def _build_header(self) -> QWidget:
        header = QFrame()
        header.setObjectName("header")
        self._back_button = tool_button("arrow-left", self.tr("ย้อนกลับ (Alt+←)"), self.back)
        self._forward_button = tool_button("arrow-right", self.tr("ไปข้างหน้า (Alt+→)"), self.forward)
        self._title = heading("", "title")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._office = heading("", "muted")
        self._user = heading("", "label")
        self._roles = heading("", "help")
        who = QVBoxLayout()
        who.setSpacing(0)
        for label in (self._user, self._roles):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            who.addWidget(label)
        row = QHBoxLayout(header)
        row.setContentsMargins(Space.M, Space.XS, Space.L, Space.XS)
        row.setSpacing(Space.S)
        row.addWidget(self._back_button)
        row.addWidget(self._forward_button)
        row.addWidget(self._title, 1)
        row.addLayout(who)
        return header

    def _build_status(self) -> QWidget:
        area = QFrame()
        area.setObjectName("statusArea")
        self._demo = heading(self.tr("สำนักงานตัวอย่าง ข้อมูลไม่ใช่ของจริง"), "help")
        self._demo.setProperty("tone", "warning")
        self._progress = QProgressBar()
        self._progress.setFixedWidth(96)
        self._progress.setMaximum(0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("กำลังทำงาน"))
        self._progress.hide()
        row = QHBoxLayout(area)
        row.setContentsMargins(Space.L, 2, Space.L, 2)
        row.addWidget(self._office)
        row.addStretch(1)
        row.addWidget(self._demo)
        row.addWidget(self._progress)
        return area

    def _register_commands(self, specs: list[PageSpec]) -> None:
        places = self.tr("ไปที่")
        for spec in specs:
            if spec.shortcut:
                command = Command(f"go.{spec.key}", spec.title, places, (spec.shortcut,), spec.icon)
                self.actions_registry.add(command, partial(self._on_nav, spec.key))
        window = self.tr("หน้าต่าง")
        commands: list[tuple[Command, Callable[[], None]]] = [
            (Command("window.back", self.tr("ย้อนกลับ"), window, ("Alt+Left",)), self.back),
            (Command("window.forward", self.tr("ไปข้างหน้า"), window, ("Alt+Right",)), self.forward),
            (Command("window.refresh", self.tr("โหลดข้อมูลใหม่"), window, ("F5",)), self.refresh),
            (Command("window.rail", self.tr("แสดงหรือซ่อนแถบนำทาง"), window, ("Ctrl+B",)), self._toggle_rail),
            (
                Command("window.shortcuts", self.tr("แป้นลัด"), window, ("F1", "Ctrl+/")),
                self.actions_registry.show_shortcuts,
            ),
            (Command("window.lock", self.tr("ล็อกหน้าจอ"), window, ("Ctrl+L",)), self.lock_asked.emit),
            (Command("window.log_out", self.tr("ออกจากระบบ"), window, ("Ctrl+Shift+Q",)), self.log_out),
        ]
        for command, handler in commands:
            self.actions_registry.add(command, handler)

    # --- inner workings

    def _go_on_to(self, place: _Place) -> None:
        self.page(place.key)  # Built before it is a place: a page that can't be built is not gone to.
        del self._places[self._position + 1 :]
        self._places.append(place)
        self._places = self._places[-HISTORY_LIMIT:]
        self._position = len(self._places) - 1
        self._arrive(place)

    def _arrive(self, place: _Place) -> None:
        page = self.page(place.key)
        self._stack.setCurrentWidget(_holder(page, self._stack))
        self.set_page_title(self._specs[place.key].title)
        self._rail.show_current(place.key)
        self._back_button.setEnabled(self._position > 0)
        self._forward_button.setEnabled(self._position < len(self._places) - 1)
        if hasattr(page, "open"):
            page.open(**place.params)
        else:
            self._call(place.key, "refresh")
        focused = QApplication.focusWidget()
        if focused is None or not page.isAncestorOf(focused):
            focus_first(page)
        self.page_changed.emit(place.key)

    def _on_nav(self, key: str) -> None:
        if not self.navigate(key):
            self._rail.show_current(self.current_key())

    def _move(self, step: int) -> None:
        target = self._position + step
        if 0 <= target < len(self._places) and self._may_leave():
            self._position = target
            self._told(lambda: self._arrive(self._places[target]))

    def _told(self, work: Callable[[], None]) -> bool:
        """Do what asks the services at once, and say what the disk did as the runner says it of its work."""
        try:
            work()
        except DomainError as error:
            self._runner.met.emit(error)
            self.feedback.error(error)
            return False
        return True

    def _may_leave(self) -> bool:
        page = self._pages.get(self.current_key())
        asked = getattr(page, "may_leave", None)
        return True if asked is None else bool(asked())

    def _call(self, key: str, name: str) -> None:
        method = getattr(self._pages.get(key), name, None)
        if method is not None:
            method()

    def _on_title(self, key: str, title: str) -> None:
        if key == self.current_key():
            self.set_page_title(title)

    def _toggle_rail(self) -> None:
        self._rail.setVisible(not self._rail.isVisibleTo(self._shell))

    def _show_busy(self, busy: bool) -> None:
        self._progress.setVisible(busy)

    def _forget_session(self) -> None:
        self.actions_registry.clear()
        self.notice.hide()
        self._rail.clear()
        self._pages = {}
        while (holder := self._stack.widget(0)) is not None:
            self._stack.removeWidget(holder)
            holder.deleteLater()
        self._specs, self._places, self._position = {}, [], -1

    def _drop_gate(self) -> None:
        if self._gate is not None:
            self._outer.removeWidget(self._gate)
            self._gate.deleteLater()
            self._gate = None

    def _restore(self) -> None:
        if self._settings is None:
            return
        geometry = self._settings.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        self._rail.setVisible(self._settings.value("window/rail", True, type=bool) is not False)
        screen = self.screen() or QApplication.primaryScreen()
        if not screen.availableGeometry().intersects(self.geometry()):
            self.move(screen.availableGeometry().topLeft())


def _inset(banner: Banner) -> QWidget:
    """Keep a banner off the edges; hidden, it takes no room."""
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(Space.M, 0, Space.M, 0)
    column.addWidget(banner)
    return frame


def _holder(page: QWidget, stack: QStackedWidget) -> QWidget:
    widget: QWidget | None = page
    while widget is not None and stack.indexOf(widget) < 0:
        widget = widget.parentWidget()
    return widget if widget is not None else page
