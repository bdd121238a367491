"""The flowchart editor's page: which kind of case, the drawing, its draft, and its way into force."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.complaints.drafts import DraftRow, Drafts
from services.errors import DomainError
from services.flowchart.definition import Chart
from services.flowchart.editing import EDITORS, FlowchartDetail, FlowchartRow, Flowcharts, VersionRow
from services.flowchart.values import ChartChoices
from ui.desk import Desk
from ui.draft_places import FLOWCHART, flowchart_form
from ui.error_messages import sentence
from ui.flowchart.board import Spot
from ui.flowchart.exchanging import Exchanging
from ui.flowchart.hints import draft_is_behind, first_hint, unreadable_draft
from ui.flowchart.publishing import Publishing
from ui.flowchart.sheet import Sheet, based_on_in, chart_in
from ui.flowchart.shortcuts import EditorKeys
from ui.flowchart.toolbar import Toolbar
from ui.flowchart.versions_dialog import VersionsDialog
from ui.flowchart.view import STEP
from ui.flowchart.workbench import Workbench
from ui.formatting import format_date, format_time
from ui.intake.draft_keeper import DraftKeeper, Snapshot
from ui.intake.entry import DraftSlot
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.choices import ChoiceCombo
from ui.widgets.labels import heading, primary_button

STANDARD = "general"


@dataclass(frozen=True, slots=True)
class _Read:
    """Hold what was read of one kind: its chart, the codes of all its versions, its draft."""

    rows: list[FlowchartRow]
    detail: FlowchartDetail
    codes: frozenset[str]
    draft: DraftRow | None


class FlowchartPage(QWidget):
    """Draw the office's flowcharts, one for each kind of case."""

    def __init__(
        self,
        desk: Desk,
        flowcharts: Flowcharts,
        drafts: Drafts,
        show_paper: Callable[[bytes, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._flowcharts, self._drafts = desk, flowcharts, drafts
        self._may_draw = desk.actor.has(*EDITORS)
        self._choices: ChartChoices | None = None
        self._looking: VersionRow | None = None
        self._put_aside: Chart | None = None
        self._offering = False
        self._hints = False
        self.sheet = Sheet("")
        self.bench = Workbench(self.choices)
        self.kind = ChoiceCombo()
        self.state = heading("", "help")
        self.banner = Banner()
        self.toolbar = Toolbar(self.bench)
        self.publish_button = primary_button(self.tr("ประกาศใช้ (F9)"), "check")
        self._keeper = DraftKeeper(desk, drafts, self._snapshot, self)
        self.publishing = Publishing(self, desk, flowcharts)
        self.exchanging = Exchanging(self, desk, flowcharts, show_paper)
        self._lay_out()
        self._connect()

    def open(self, code: str = "", draft_id: int | None = None, **_others: Any) -> None:
        """Show a chart, or the one shown before; a draft of it is taken up by itself."""
        if not code and draft_id is None and self.sheet.code:
            self.refresh()
            return
        self._keeper.flush()
        # Behind the writer's other work: a draft on its way is there when the drafts are read.
        self._desk.runner.write(lambda: self._read(code, draft_id), self._begin, self._on_failed, owner=self)

    def refresh(self) -> None:
        """Look at the office's lists again; what is drawn stays."""
        self._choices = None
        if self.bench.board.is_open:
            self.bench.check()
        else:
            self.open(STANDARD)

    def may_leave(self) -> bool:
        """Let go at once: what is drawn is kept as a draft first."""
        self._keeper.flush()
        return True

    def is_unkept(self) -> bool:
        """Tell whether something drawn stands on this page alone: no draft of it could be kept."""
        return self._keeper.is_failing

    def choices(self) -> ChartChoices:
        """Return what the office's charts may choose from."""
        if self._choices is None:
            self._choices = ChartChoices.of(self._desk.facts())
        return self._choices

    def drawn(self) -> Chart:
        """Return the chart that is drawn, also while an older version is looked at."""
        return self._put_aside if self._put_aside is not None else self.bench.board.chart

    def is_changed(self) -> bool:
        """Tell whether the drawing differs from what is published."""
        return self.bench.board.is_open and self.drawn() != self.sheet.base

    def keep(self) -> None:
        """Keep the draft now, not only in a moment."""
        if self.is_changed() and not self.bench.board.read_only:
            self._keeper.touch()
            self._keeper.flush()

    def take_up(self, chart: Chart, what: str) -> None:
        """Draw on with another chart for the kind at hand, as a change that can be undone."""
        self.return_to_drawing()
        self.bench.board.apply(what, replace(chart, code=self.sheet.code), Spot(chart.first))
        self.bench.view.fit_to_read()

    def in_force(self) -> None:
        """Take up what was just published: its draft has done its work."""
        self._throw_draft()
        code, self.sheet = self.sheet.code, Sheet("")
        self.open(code)

    def catch_up(self) -> None:
        """Learn what somebody else published meanwhile; the drawing stays and is then compared with that."""
        sheet = self.sheet

        def learn(read: _Read) -> None:
            if sheet is not self.sheet:
                return
            detail = read.detail
            sheet.newest = sheet.based_on = detail.version_id
            sheet.number, sheet.base, sheet.versions = detail.number, detail.chart, detail.versions
            self.bench.board.taken = read.codes
            self.keep()
            self._show_state()

        self._desk.runner.write(lambda: self._read(sheet.code, None), learn, self._on_failed, owner=self)

    # --- looking at older versions

    def look_at(self, version: VersionRow, chart: Chart) -> None:
        """Show an older version to read; the drawing waits."""
        if self._put_aside is None:
            self._put_aside = self.bench.board.chart
            self._keeper.flush()
        self._looking = version
        self.bench.board.open(chart, read_only=True)
        text = self.tr("กำลังดูฉบับที่ {number} ประกาศใช้เมื่อ {day} ร่างของท่านยังเก็บไว้")
        self.banner.show_text(
            text.format(number=version.number, day=format_date(version.published_at.date())),
            "info",
            self.tr("กลับไปที่ร่าง"),
            self.return_to_drawing,
        )
        self._show_state()

    def return_to_drawing(self) -> None:
        """Show the drawing again after a look at an older version."""
        if self._put_aside is None:
            return
        chart, self._put_aside, self._looking = self._put_aside, None, None
        self.banner.hide()
        self.bench.board.open(chart)
        self._show_state()

    def use_version(self, version: VersionRow, chart: Chart) -> None:
        """Take an older version as what is drawn."""
        self.take_up(chart, self.tr("ใช้ฉบับที่ {number} เป็นร่าง").format(number=version.number))

    # --- charts and drafts

    def _read(self, code: str, draft_id: int | None) -> _Read:
        actor, flowcharts = self._desk.actor, self._flowcharts
        drafts = self._drafts.list_drafts(actor) if self._may_draw else []
        asked = next((one.form.removeprefix(FLOWCHART) for one in drafts if one.id == draft_id), code)
        detail = flowcharts.read_flowchart(actor, asked or STANDARD)
        codes: set[str] = set()
        for version in detail.versions:
            chart = flowcharts.read_version(actor, version.id)
            codes |= {*chart.steps, *chart.ends, *chart.fields}
        form = flowchart_form(detail.code)
        draft = next((one for one in drafts if one.form == form), None)
        return _Read(flowcharts.list_flowcharts(actor), detail, frozenset(codes), draft)

    def _begin(self, read: _Read) -> None:
        """Show a kind's chart: the draft of it, else what is in force, else what the program suggests."""
        self._keeper.stop()
        self._put_aside = self._looking = None
        detail, draft = read.detail, read.draft
        self._offer_kinds(read.rows, detail.code)
        newest = detail.version_id
        self.sheet = Sheet(detail.code, newest, detail.number, detail.chart, detail.versions, based_on=newest)
        drawn = chart_in(draft.content) if draft is not None else None
        if draft is not None and drawn is not None:
            self.sheet.slot = DraftSlot(draft.id)
            self.sheet.based_on = based_on_in(draft.content)
        self._keeper.begin(self.sheet.slot)
        self.bench.board.taken = read.codes
        self.bench.board.open(drawn or detail.chart, read_only=not self._may_draw)
        self._say_first(readable=draft is None or drawn is not None)
        self._show_state()
        if self.isVisible():
            self.bench.take_keys()

    def _say_first(self, *, readable: bool) -> None:
        """Say what was opened, or what to do first."""
        self.banner.hide()
        self._hints = False
        if not self._may_draw:
            return
        sheet = self.sheet
        if not readable:
            self.banner.show_text(unreadable_draft(), "warning")
        elif sheet.is_behind():
            self.banner.show_text(
                draft_is_behind(sheet.number), "warning", self.tr("ดูฉบับต่าง ๆ"), self.versions
            )
        elif sheet.slot.id is not None:
            throw = self.tr("ทิ้งร่าง กลับไปฉบับที่ใช้อยู่")
            self.banner.show_text(self.tr("เปิดร่างที่เก็บไว้ให้แล้ว"), "info", throw, self.discard)
        elif hint := first_hint(sheet):
            self._hints = True
            self.banner.show_text(hint, "info")

    def discard(self) -> None:
        """Throw the draft away and show what is in force."""
        sure = self._desk.feedback.confirm(
            self.tr("ทิ้งร่างของผังนี้หรือไม่"),
            self.tr("สิ่งที่แก้ไขตั้งแต่ฉบับที่ใช้อยู่จะหายไปและเรียกคืนไม่ได้"),
            yes=self.tr("ทิ้งร่าง"),
            no=self.tr("เก็บไว้"),
            danger=True,
        )
        if sure:
            self._throw_draft()
            code, self.sheet = self.sheet.code, Sheet("")
            self.open(code)

    def versions(self) -> None:
        """Show the versions published so far."""
        dialog = VersionsDialog(self.sheet.versions, self)
        dialog.look_asked.connect(lambda version: self._with_version(version, self.look_at))
        dialog.use_asked.connect(lambda version: self._with_version(version, self.use_version))
        dialog.open()

    def _with_version(self, version: VersionRow, act: Callable[[VersionRow, Chart], None]) -> None:
        actor = self._desk.actor
        self._desk.runner.read(
            lambda: self._flowcharts.read_version(actor, version.id),
            lambda chart: act(version, chart),
            self._on_failed,
            owner=self,
        )

    def _throw_draft(self) -> None:
        self._keeper.stop()
        slot, actor = self.sheet.slot, self._desk.actor

        def throw() -> None:
            slot.closed = True
            if slot.id is not None:
                self._drafts.discard_draft(actor, slot.id)

        self._desk.runner.write(throw, None, self._on_failed, owner=self)

    def _snapshot(self) -> Snapshot:
        return self.sheet.snapshot(self.drawn())

    def _offer_kinds(self, rows: list[FlowchartRow], code: str) -> None:
        self._offering = True
        self.kind.set_choices([(row.code, row.name) for row in rows])
        self.kind.set_code(code)
        self._offering = False

    def _on_kind(self, code: str | None) -> None:
        if not self._offering and code is not None and code != self.sheet.code:
            self.open(code)

    def _on_edited(self) -> None:
        self._keeper.touch()
        if self._hints:  # Who has begun needs the room more than the hint.
            self._hints = False
            self.banner.hide()
        self._show_state()

    # --- saying how it stands

    def _show_state(self, kept: str = "") -> None:
        sheet = self.sheet
        number = (
            self.tr("ฉบับที่ {number}").format(number=sheet.number) if sheet.number else self.tr("ยังไม่ประกาศใช้")
        )
        if self._looking is not None:
            said = self.tr("ดูฉบับที่ {number} อย่างเดียว").format(number=self._looking.number)
        elif not self._may_draw:
            said = self.tr("ดูได้อย่างเดียว หน้าที่ของท่านไม่ได้แก้ไขผัง")
        elif not self.is_changed():
            said = self.tr("ตรงกับฉบับที่ใช้อยู่")
        else:
            said = kept or self.tr("ร่าง ยังไม่ประกาศใช้")
        self.state.setText(f"{number} · {said}")
        self.state.setToolTip(self.state.text())
        ready = self.bench.board.is_open and not self.bench.board.read_only
        self.publish_button.setEnabled(ready and (self.is_changed() or sheet.number == 0))

    def _on_kept(self, at: Any) -> None:
        self._show_state(self.tr("เก็บร่างแล้ว {time}").format(time=format_time(at)))

    def _on_keep_failed(self, error: DomainError) -> None:
        self.banner.show_text(sentence(error).as_text(), "danger", self.tr("ลองใหม่"), self._keeper.flush)

    def _on_failed(self, error: DomainError) -> None:
        self.banner.show_text(
            sentence(error).as_text(),
            "danger",
            self.tr("ลองใหม่"),
            lambda: self.open(self.sheet.code or STANDARD),
        )

    # --- building

    def _connect(self) -> None:
        self.kind.codeChanged.connect(self._on_kind)
        self.bench.board.edited.connect(self._on_edited)
        self._keeper.kept.connect(self._on_kept)
        self._keeper.failed.connect(self._on_keep_failed)
        self.publish_button.clicked.connect(lambda _on: self.publishing.begin())
        self.toolbar.keys.clicked.connect(lambda _on: EditorKeys(self).open())
        board, view = self.bench.board, self.bench.view
        keys: list[tuple[str, Callable[[], object]]] = [
            ("F9", self.publishing.begin),
            ("Ctrl+S", self.keep),
            ("Ctrl+Z", board.stack.undo),
            ("Ctrl+Y", board.stack.redo),
            ("Ctrl+Shift+Z", board.stack.redo),
            ("Ctrl+0", view.fit),
            ("Ctrl++", lambda: view.zoom(STEP)),
            ("Ctrl+=", lambda: view.zoom(STEP)),
            ("Ctrl+-", lambda: view.zoom(1 / STEP)),
        ]
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(key not in ("F9", "Ctrl+S"))
            shortcut.activated.connect(lambda do=act: do())
        self.toolbar.fill_menu(
            [
                (self.tr("เรียงเลขขั้นตอนใหม่"), "list", self.bench.acts.renumber),
                (self.tr("จัดวางทั้งผังโดยอัตโนมัติ"), "refresh-cw", self.bench.acts.lay_out_anew),
                None,
                (self.tr("ฉบับที่เคยประกาศใช้…"), "history", self.versions),
                (self.tr("ย้ายเรื่องที่ใช้ผังเดิม…"), "move-horizontal", self.publishing.move),
                (self.tr("ทิ้งร่าง กลับไปฉบับที่ใช้อยู่"), "undo-2", self.discard),
                None,
                (self.tr("พิมพ์ผังติดผนัง…"), "printer", self.exchanging.print_wall_chart),
                (self.tr("บันทึกผังเป็นไฟล์…"), "download", self.exchanging.export),
                (self.tr("เปิดไฟล์ผังของสำนักงานอื่น…"), "upload", self.exchanging.import_file),
            ]
        )

    def _lay_out(self) -> None:
        self.kind.setAccessibleName(self.tr("ประเภทของเรื่อง"))
        self.kind.setFixedWidth(230)
        self.state.setContentsMargins(0, 0, Space.S, 0)
        self.bench.tabs.setCornerWidget(self.state)
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self.kind)
        top.addWidget(self.toolbar)
        top.addStretch(1)
        top.addWidget(self.publish_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        column.setSpacing(Space.XS)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self.bench, 1)
