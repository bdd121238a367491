"""The page of one case."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from services.accounts.accounts import Accounts, Colleague
from services.complaints.casework import Casework
from services.complaints.intake import Intake
from services.complaints.reading import CaseDetail, Cases, ComplainantDetail
from services.deadlines.case_story import CaseExplained
from services.deadlines.due import Deadlines
from services.errors import DomainError, NotFound
from services.private_files import PrivateFiles
from services.thai.dates import bangkok_date
from ui.case.attachments import FileDesk
from ui.case.case_actions import CaseActions, Shown
from ui.case.chart_panel import ChartPanel
from ui.case.due_dialog import DueDialog
from ui.case.head import CaseHead
from ui.case.parts import CasePart
from ui.case.sections import CaseSections
from ui.case.step_card import StepCard
from ui.case.step_saver import StepSaver
from ui.desk import Desk
from ui.error_messages import sentence
from ui.files.drops import FileDrops
from ui.formatting import format_moment
from ui.icons import icon
from ui.scans.bar import ScanBar
from ui.scans.watcher import ScanWatcher, put_scans_away
from ui.theme import Space
from ui.widgets.labels import EmptyState, plain_button, quiet_button, tool_button
from ui.widgets.scrolling import scrolling

COVER_AFTER_MS = 3 * 60_000  # a revealed name is for one call, not for whoever walks by later
PANEL_LEAST, PANEL_MOST, PANEL_SHARE = 370, 560, 0.41


@dataclass(frozen=True, slots=True)
class _Loaded:
    detail: CaseDetail
    colleagues: tuple[Colleague, ...]
    parts: tuple[Any, ...]  # what each of the page's parts read


class CasePage(QWidget):
    """Show a case, where it stands in its flowchart, and let people work on it."""

    title_changed = Signal(str)

    def __init__(  # noqa: PLR0913, PLR0917 - a page lists every service it uses
        self,
        desk: Desk,
        cases: Cases,
        casework: Casework,
        deadlines: Deadlines,
        intake: Intake,
        accounts: Accounts,
        print_receipt: Callable[[int], None],
        print_case_file: Callable[[int], None],
        parent: QWidget | None = None,
        *,
        private_files: PrivateFiles | None = None,
        parts: Sequence[CasePart] = (),
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk, self._cases = desk, cases
        self._deadlines, self._accounts = deadlines, accounts
        self._print_receipt, self._print_case_file = print_receipt, print_case_file
        self._id = 0
        self._turn = 0
        self._loaded: _Loaded | None = None
        self._revealed: ComplainantDetail | None = None
        self._covering = QTimer(self)
        self._covering.setSingleShot(True)
        self._covering.setInterval(COVER_AFTER_MS)
        self._covering.timeout.connect(self.cover_names)
        self.due_dialog: DueDialog | None = None
        self.scan_bar: ScanBar | None = None
        self.actions_of = CaseActions(desk, cases, casework, self._shown, self.refresh, self)
        self.files = FileDesk(desk, cases, intake, self, self.refresh, private_files)
        self.head = CaseHead()
        self.card = StepCard()
        self.parts = tuple(parts)
        self.sections = CaseSections(self.parts)
        self.sections.files.add_incoming(self.files.incoming)
        self.panel = ChartPanel()
        self._saver = StepSaver(
            desk, casework, self.card, lambda: self.detail, lambda _saved: self.refresh(), self.refresh
        )
        self._build()
        self._connect()

    # --- what the window calls

    def open(self, complaint_id: int) -> None:
        """Show a case; what was typed for the one before is kept until it is opened again."""
        if complaint_id != self._id:
            self._saver.leave_case()
            self.files.leave_case()
            self._id, self._loaded, self._revealed = complaint_id, None, None
            self._covering.stop()
            self._scroll.verticalScrollBar().setValue(0)
            self._stack.setCurrentWidget(self._blank)
        elif self._loaded is not None:
            self.title_changed.emit(self._title())
        self.refresh()

    def refresh(self) -> None:
        """Load the case again; the place on the page and everything typed stay."""
        if not self._id or self._saver.is_saving:
            return
        self._turn += 1
        turn, case_id, actor = self._turn, self._id, self._desk.actor

        def load() -> _Loaded:
            detail = self._cases.read_case(actor, case_id)
            return _Loaded(
                detail,
                tuple(self._accounts.list_colleagues(actor)),
                tuple(part.load(actor, case_id) for part in self.parts),
            )

        self._desk.runner.read(
            load,
            lambda loaded: self._show(loaded) if turn == self._turn else None,
            lambda error: self._not_loaded(error) if turn == self._turn else None,
            owner=self,
        )

    def offer_scans(self, watcher: ScanWatcher) -> None:
        """Show beside the files what the scanner brings, and let it be attached by one key."""
        self.scan_bar = ScanBar(
            watcher,
            self._take_scan,
            lambda: {item.path for item in self.files.incoming.items if item.path is not None},
            self,
        )
        self.files.incoming.changed.connect(self.scan_bar.refresh)
        self.files.on_attached = lambda item: put_scans_away(self._desk, self, watcher, [item])
        self.sections.files.add_scans(self.scan_bar, watcher.choose)

    def may_leave(self) -> bool:
        """Ask before leaving text that is not saved."""
        return self._saver.may_leave() and all(part.may_leave() for part in self.parts)

    @property
    def detail(self) -> CaseDetail | None:
        """Return the case shown, None before it is loaded."""
        return self._loaded.detail if self._loaded else None

    def _take_scan(self, path: Path) -> None:
        if self.detail is not None and "attach_file" in self.detail.actions:
            self.files.add_paths([path], "scan")

    # --- showing

    def _show(self, loaded: _Loaded) -> None:
        first = self._loaded is None
        before = self._loaded.detail if self._loaded else None
        self._loaded = loaded
        detail, facts = loaded.detail, self._desk.facts()
        today = bangkok_date(self._desk.clock.now())
        self._stack.setCurrentWidget(self._body)
        self.head.show_case(detail, facts.counting, today)
        self._tell_of_others(before, detail)
        self.card.show_case(detail, facts, loaded.colleagues, today)
        if first:
            self._saver.put_back(detail.id)
        people = {person.id: person.name for person in loaded.colleagues}
        self.sections.show_case(detail, facts, people, self._revealed)
        shown = zip(self.parts, loaded.parts, strict=True)
        self.sections.show_parts({part: part.show_case(detail, facts, read) for part, read in shown})
        self.panel.show_case(detail)
        self._show_actions(detail)
        if first:
            self._begin()
        self.title_changed.emit(self._title())

    def _begin(self) -> None:
        """Put the keyboard into the step's form."""
        if self.isVisible():
            self.card.form.focus_first_field()

    def _tell_of_others(self, before: CaseDetail | None, now: CaseDetail) -> None:
        """Say who changed the case while this person was typing."""
        if before is None or before.version == now.version or not self.card.form.is_dirty():
            return
        last = now.history[-1]
        if last.actor == self._desk.actor.name:
            return
        text = self.tr("{by} บันทึกเรื่องนี้เมื่อ {at} ระหว่างที่ท่านกรอก หน้านี้แสดงข้อมูลล่าสุดแล้ว และสิ่งที่ท่านกรอกยังอยู่")
        self.card.banner.show_text(text.format(by=last.actor, at=format_moment(last.at)), "info")

    def _not_loaded(self, error: DomainError) -> None:
        if self._loaded is not None and not isinstance(error, NotFound):
            self._desk.feedback.error(error)
            return
        said = sentence(error)
        self._empty.set_text(said.title, said.next)
        self._loaded = None
        self.card.forget()
        self._stack.setCurrentWidget(self._empty)

    def _title(self) -> str:
        number = self._loaded.detail.number if self._loaded else ""
        return self.tr("เรื่องเลขรับ {number}").format(number=number)

    def _show_actions(self, detail: CaseDetail) -> None:
        for name, button in self.buttons.items():
            button.setVisible(name in detail.actions)
        for name, action in self.menu_actions.items():
            action.setVisible(name in detail.actions)
        self.more_button.setVisible(any(action.isVisible() for action in self.menu_actions.values()))

    # --- other things a person asks for

    def _explain_due(self) -> None:
        detail, actor = self.detail, self._desk.actor
        if detail is None:
            return
        case_id = detail.id

        def show(told: CaseExplained) -> None:
            self.due_dialog = DueDialog(told, self)
            self.due_dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.due_dialog.open()

        self._desk.runner.read(lambda: self._deadlines.explain_case(actor, case_id), show, owner=self)

    def _reveal(self) -> None:
        case_id = self._id

        def revealed(person: ComplainantDetail) -> None:
            if case_id == self._id:
                self._revealed = person
                self._covering.start()
                self._show_people()

        self.actions_of.reveal(revealed)

    def cover_names(self) -> None:
        """Cover a revealed name again: somebody left the case, the session locked, or time went by."""
        self._covering.stop()
        if self._revealed is not None:
            self._cover()

    def _cover(self) -> None:
        self._revealed = None
        self._show_people()

    def _show_people(self) -> None:
        if self._loaded is not None:
            people = {person.id: person.name for person in self._loaded.colleagues}
            self.sections.show_case(self._loaded.detail, self._desk.facts(), people, self._revealed)

    def _shown(self) -> Shown:
        assert self._loaded is not None  # noqa: S101 - actions are on the page of a loaded case only
        return Shown(self._loaded.detail, self._loaded.colleagues)

    # --- building

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._blank = QWidget()
        self._empty = EmptyState(
            "",
            icon_name="search",
            action_text=self.tr("ไปที่ทะเบียน"),
            on_action=self._go_to_register,
        )
        self._body = self._build_body()
        for widget in (self._blank, self._body, self._empty):
            self._stack.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _build_body(self) -> QWidget:
        body = QWidget()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, Space.S, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(self.card)
        column.addWidget(self.sections)
        column.addStretch(1)
        self._scroll = scrolling(content, sideways=False)
        self._build_actions()
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._scroll, 1)
        row.addWidget(self.panel)
        row.addWidget(self.chart_button, 0, Qt.AlignmentFlag.AlignTop)
        outer = QVBoxLayout(body)
        outer.setContentsMargins(Space.L, Space.M, Space.L, 0)
        outer.setSpacing(Space.S)
        outer.addWidget(self.head)
        outer.addLayout(row, 1)
        return body

    def _build_actions(self) -> None:
        actions = self.actions_of
        self.buttons: dict[str, QPushButton] = {}
        made: list[tuple[str, str, str, Callable[[], None]]] = [
            ("add_note", self.tr("บันทึกเพิ่มเติม"), "message-square", actions.add_note),
            ("record_contact", self.tr("บันทึกการติดต่อ"), "phone", actions.record_contact),
            ("attach_file", self.tr("แนบไฟล์"), "paperclip", lambda: self.files.add(self._id)),
            ("print_receipt", self.tr("พิมพ์ใบรับ"), "printer", lambda: self._print_receipt(self._id)),
        ]
        offered = [action for part in self.parts for action in part.actions()]
        made += [(one.name, one.text, one.icon, one.act) for one in offered if one.beside]
        for name, text, mark, act in made:
            button = quiet_button(text, mark)
            button.clicked.connect(lambda _on=False, act=act: act())
            self.buttons[name] = button
            self.head.actions_row.addWidget(button)
        self._menu = QMenu(self)
        items: list[tuple[str, str, str, Callable[[], None]]] = [
            ("print_case_file", self.tr("พิมพ์แฟ้มเรื่อง"), "file-text", lambda: self._print_case_file(self._id)),
            ("correct", self.tr("แก้ไขข้อมูลที่รับไว้"), "pencil", self._correct),
            ("change_officer", self.tr("เปลี่ยนผู้รับผิดชอบ"), "user-check", actions.change_officer),
            ("change_level", self.tr("เปลี่ยนระดับของเรื่อง"), "flag", actions.change_level),
            ("reveal", self.tr("ขอดูชื่อผู้ร้องเรียนที่ปกปิด"), "eye", self._reveal),
            ("reopen", self.tr("เปิดเรื่องอีกครั้ง"), "rotate-ccw", actions.reopen),
            ("close_early", self.tr("ยุติเรื่องก่อนครบขั้นตอน"), "archive", actions.close_early),
            ("void", self.tr("ยกเลิกเลขรับ"), "ban", actions.void),
        ]
        items[1:1] = [(one.name, one.text, one.icon, one.act) for one in offered if not one.beside]
        self.menu_actions: dict[str, QAction] = {}
        for name, text, mark, act in items:
            action = QAction(icon(mark), text, self)
            self._menu.addAction(action)
            action.triggered.connect(lambda _on=False, act=act: act())
            self.menu_actions[name] = action
        self.more_button = plain_button(self.tr("อื่น ๆ"), "chevron-down")
        self.more_button.setAccessibleName(self.tr("การดำเนินการอื่น"))
        self.more_button.clicked.connect(
            lambda _on=False: self._menu.popup(
                self.more_button.mapToGlobal(QPoint(0, self.more_button.height()))
            )
        )
        self.chart_button = tool_button(
            "git-branch", self.tr("แสดงผังกระบวนการ"), lambda: self._fold_chart(folded=False)
        )
        self.chart_button.hide()
        self.head.actions_row.addWidget(self.more_button)

    def _connect(self) -> None:
        for part in self.parts:
            part.setParent(self)
            part.changed.connect(self.refresh)
        self.head.why_asked.connect(self._explain_due)
        self.sections.reveal_button.clicked.connect(lambda _on=False: self._reveal())
        self.sections.cover_button.clicked.connect(lambda _on=False: self._cover())
        self.sections.files.open_asked.connect(lambda row: self.files.open(self._id, row))
        self.sections.files.save_asked.connect(lambda row: self.files.save(self._id, row))
        self.files.serve(lambda: self._id, lambda: self.detail.attachments if self.detail else ())
        FileDrops(
            self,
            self.files.add_paths,
            self.files.add_picture,
            lambda: self.detail is not None and "attach_file" in self.detail.actions,
            self.files.say_nothing_to_paste,
        )
        self.panel.fold_asked.connect(lambda: self._fold_chart(folded=True))

    def _go_to_register(self) -> None:
        self._desk.navigate("register")

    def _correct(self) -> None:
        screened = self.detail is not None and self.detail.screened
        self._desk.navigate("correction", complaint_id=self._id, screened=screened)

    def _fold_chart(self, *, folded: bool) -> None:
        self.panel.setVisible(not folded)
        self.chart_button.setVisible(folded)
        (self.chart_button if folded else self.panel.fold_button).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # another page, not a window made small
            self.cover_names()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        share = int(event.size().width() * PANEL_SHARE)
        self.panel.setFixedWidth(max(PANEL_LEAST, min(PANEL_MOST, share)))
