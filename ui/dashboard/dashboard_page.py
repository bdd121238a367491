"""The dashboard's page: a fiscal year's indicators, months and standing, every number opening its cases."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QSettings
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from services.errors import DomainError
from services.figures.dashboard import Dashboard, Dashboards
from services.thai.dates import fiscal_year
from services.unit_of_work import new_command_id
from ui.dashboard.content import Content, indicator_names, work_parts
from ui.dashboard.indicator_panel import IndicatorPanel
from ui.dashboard.numbers_table import COLUMNS, NumbersModel
from ui.desk import Desk
from ui.error_messages import field_error_text, sentence
from ui.formatting import format_long
from ui.register.figure import FigureCases, open_cases
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.chart_base import Chart, Look
from ui.widgets.choices import ChoiceCombo, SegmentedChoice
from ui.widgets.dates import ThaiDateEdit
from ui.widgets.labels import ThaiLabel, heading, plain_button
from ui.widgets.lying_bars import LyingBars, Part
from ui.widgets.month_chart import MonthChart, Target
from ui.widgets.scrolling import scrolling
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from services.documents.making import PaperMaking
    from services.documents.single_papers import MadePaper

YEARS_BACK = 10
KEPT_YEAR = "dashboard/year"
CHARTS, TABLE = "charts", "table"
ShowPaper = Callable[[bytes, str], None]


class DashboardPage(QWidget):
    """Show how the office does in a fiscal year, as charts or as a table of the same numbers."""

    def __init__(
        self,
        desk: Desk,
        dashboards: Dashboards,
        papers: "PaperMaking",
        show_paper: ShowPaper,
        settings: QSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk = desk
        self._dashboards = dashboards
        self._papers = papers
        self._show_paper = show_paper
        self._settings = settings
        self._asked = 0  # readings come back in any order: only the last one asked for is shown
        self._content: Content | None = None
        self.years = ChoiceCombo(self._year_choices())
        self.years.setAccessibleName(self.tr("ปีงบประมาณ"))
        self.years.set_code(str(self._kept_year()))
        self.views = SegmentedChoice([(CHARTS, self.tr("แผนภูมิ")), (TABLE, self.tr("ตารางตัวเลข"))])
        self.views.setAccessibleName(self.tr("มุมมอง"))
        self.views.set_code(CHARTS)
        self.print_button = plain_button(self.tr("พิมพ์"), "printer")
        self.as_of = heading("", "muted")
        self.cut_off = ThaiDateEdit(lambda: desk.clock.now().date())
        self.cut_off.setAccessibleName(self.tr("ข้อมูล ณ วันที่ (เว้นว่างไว้ หมายถึงวันสุดท้ายของปีงบประมาณ)"))
        self.cut_off.setToolTip(self.cut_off.accessibleName())
        self.problem = Banner()
        self.zero = Banner(closable=False)
        self.unseen = ThaiLabel("", "help")
        names = indicator_names()
        self.indicators = {code: IndicatorPanel(code, name, self.open_key) for code, name in names.items()}
        self.charts: dict[str, Chart] = {}
        self._cards: dict[str, QFrame] = {}
        self.model = NumbersModel()
        self.model.setParent(self)
        self.table = DataTable(self.tr("ตัวเลขทั้งหมดของปีงบประมาณ"))
        self._lay_out()
        self.years.codeChanged.connect(lambda _code: self._on_year())
        self.cut_off.dateChanged.connect(lambda _day: self.refresh())
        self.cut_off.editingFinished.connect(self._say_wrong_date)
        self.views.codeChanged.connect(self._on_view)
        self.print_button.clicked.connect(lambda _on: self.print_paper())
        self.table.opened.connect(self._open_row)

    # --- what the window calls

    def open(self, year: int | None = None, **_others: Any) -> None:
        """Show a fiscal year, the one looked at last unless another is asked for."""
        if year is not None:
            self.years.set_code(str(year))
        self.refresh()

    def refresh(self) -> None:
        """Read the numbers again; what has the keyboard keeps it."""
        if self.cut_off.error() is not None:
            return
        self._asked += 1
        asked, actor, year, as_of = self._asked, self._desk.actor, self.year(), self.cut_off.date()
        self.cut_off.setVisible(year < self._present())  # of the present year there is no later day
        self._desk.runner.read(
            lambda: self._dashboards.read_dashboard(actor, year, as_of),
            lambda shown: self._show(asked, shown),
            lambda error: self._on_failed(asked, error),
            owner=self,
        )

    def year(self) -> int:
        """Return the fiscal year chosen, the present one while nothing valid is."""
        return int(self.years.code() or self._present())

    def open_key(self, key: str) -> None:
        """Show the cases behind a number in the register."""
        if self._content is not None and (ids := self._content.dashboard.ids(key)):
            open_cases(self._desk, FigureCases(self._content.title_of(key), ids, "dashboard"))

    def print_paper(self) -> None:
        """Make the year's paper and show it, ready to print or save."""
        from services.documents.catalogue import PaperRequest

        if self.cut_off.error() is not None:  # what can't be read is not left out in silence
            self._say_wrong_date()
            self.cut_off.setFocus()
            return
        actor, request, command = (
            self._desk.actor,
            PaperRequest(year=self.year(), as_of=self.cut_off.date()),
            new_command_id(),
        )
        self.print_button.setEnabled(False)
        self._desk.runner.work(
            lambda job: self._papers.make_paper(
                actor, "dashboard", request, command, job.progress, job.cancelled
            ),
            self._show_made,
            self._desk.feedback.error,
            owner=self,
            on_finally=lambda: self.print_button.setEnabled(True),
        )

    # --- what was read

    def _show(self, asked: int, shown: Dashboard) -> None:
        if asked != self._asked:
            return
        facts = self._desk.facts()
        self.problem.close_banner()
        content = self._content = Content(shown, facts)
        self.as_of.setText(self.tr("ข้อมูล ณ วันที่ {date}").format(date=format_long(shown.cut_off)))
        for panel in self.indicators.values():
            panel.show_judged(shown, facts)
        self._show_words(shown)
        self._show_months(content)
        for key in ("channels", "categories", "levels", "officers", "ages", "clocks", "replies", "apart"):
            chart = self.charts[key]
            assert isinstance(chart, LyingBars)  # noqa: S101 - all but the months are
            chart.set_bars(getattr(content, key))
            self._cards[key].setVisible(self._is_shown(key, shown))
        self._body.show()
        self._show_table(content)

    def _is_shown(self, key: str, shown: Dashboard) -> bool:
        if key == "officers":
            return bool(shown.by_officer)
        if key == "apart":
            return any(shown.year.apart.values())
        return not shown.zero

    def _show_words(self, shown: Dashboard) -> None:
        """Say in words what is no number: a year without complaints, and cases the reader can't open."""
        if shown.zero:
            words = self.tr("ไม่มีข้อร้องเรียน ตั้งแต่วันที่ {first} ถึงวันที่ {last}")
            last = min(shown.cut_off, shown.year.end)
            text = words.format(first=format_long(shown.year.start), last=format_long(last))
            self.zero.show_text(text, "success")
        else:
            self.zero.hide()
        words = self.tr(
            "ตัวเลขนับเรื่องทั้งหมดของสำนักงาน ในจำนวนนี้ท่านไม่มีสิทธิเปิดดู {count} เรื่อง ทะเบียนจึงอาจแสดงน้อยกว่าตัวเลข"
        )
        self.unseen.setText(words.format(count=f"{len(shown.unseen):,}") if shown.unseen else "")
        self.unseen.setVisible(bool(shown.unseen))

    def _show_months(self, content: Content) -> None:
        movement, judged = self.charts["movement"], self.charts["indicators"]
        assert isinstance(movement, MonthChart)  # noqa: S101 - built so below
        assert isinstance(judged, MonthChart)  # noqa: S101 - built so below
        zero = content.dashboard.zero
        movement.set_months(content.months, () if zero else content.movement_rows)
        shown = content.dashboard
        targets = sorted({shown.first.target, shown.second.target})
        words = self.tr("เป้าหมายร้อยละ {target}")
        lines = [Target(target, words.format(target=target)) for target in targets]
        judged.set_months(content.months, () if zero else content.indicator_rows, lines)

    def _show_table(self, content: Content) -> None:
        kept = self.table.current_row()
        lines = content.lines()
        self.model.set_rows(lines)
        if lines:
            self.table.setCurrentIndex(self.model.index(min(max(kept, 0), len(lines) - 1), 0))

    def _on_failed(self, asked: int, error: DomainError) -> None:
        if asked != self._asked:
            return
        self._body.setVisible(self._content is not None)
        if error.code == "report.cut_off_before_period":
            words = self.tr("วันตัดข้อมูลต้องไม่ก่อนวันสุดท้ายของปีงบประมาณ ({date}) ตัวเลขที่แสดงยังเป็นของวันตัดข้อมูลเดิม")
            self.problem.show_text(words.format(date=format_long(error.params["end"])), "warning")
        else:
            self.problem.show_text(sentence(error).as_text(), "danger")

    def _show_made(self, paper: "MadePaper") -> None:
        self._show_paper(paper.content, paper.name)

    def _open_row(self, index: QModelIndex) -> None:
        self.open_key(self.model.row_at(index.row()).key)

    # --- choosing

    def _on_year(self) -> None:
        if self.years.code() is None:
            return
        if self.cut_off.text():
            self.cut_off.set_date(None)  # a cut-off of another year means nothing here
        if self._settings is not None:
            # The present year is kept as such: next October shows the new one.
            chosen = "" if self.year() == self._present() else str(self.year())
            self._settings.setValue(KEPT_YEAR, chosen)
        self.refresh()

    def _kept_year(self) -> int:
        kept = str(self._settings.value(KEPT_YEAR, "") or "") if self._settings is not None else ""
        known = {code for code, _label in self._year_choices()}
        return int(kept) if kept in known else self._present()

    def _present(self) -> int:
        return fiscal_year(self._desk.clock.now().date())

    def _year_choices(self) -> list[tuple[str, str]]:
        newest = self._present()
        words = self.tr("ปีงบประมาณ {year}")
        return [(str(year), words.format(year=year)) for year in range(newest, newest - YEARS_BACK, -1)]

    def _say_wrong_date(self) -> None:
        if (error := self.cut_off.error()) is not None:
            self.problem.show_text(field_error_text(error), "warning")

    def _on_view(self, code: str | None) -> None:
        self._stack.setCurrentIndex(1 if code == TABLE else 0)

    # --- building

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.set_column_widths([width for _title, width in COLUMNS], stretch=1)
        self._body = self._build_charts()
        self._body.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolling(self._body))
        self._stack.addWidget(self.table)
        self.years.setFixedWidth(190)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        self.cut_off.setFixedWidth(200)
        for part in (self.years, self.views, self.as_of, self.cut_off):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.print_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addWidget(self.unseen)
        column.addWidget(self._stack, 1)

    def _build_charts(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, Space.S, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.zero)
        cards = QHBoxLayout()
        cards.setSpacing(Space.M)
        for panel in self.indicators.values():
            cards.addWidget(panel, 1)
        column.addLayout(cards)
        for name, months in self._month_charts().items():
            column.addWidget(self._card(name, months))
        sides = QHBoxLayout()
        sides.setSpacing(Space.M)
        charts = self._bar_charts()
        for keys in (
            ("channels", "ages", "officers"),
            ("categories", "levels", "clocks", "replies", "apart"),
        ):
            side = QVBoxLayout()
            side.setSpacing(Space.M)
            for key in keys:
                side.addWidget(self._card(key, charts[key]))
            side.addStretch(1)
            sides.addLayout(side, 1)
        column.addLayout(sides)
        column.addStretch(1)
        return body

    def _month_charts(self) -> dict[str, MonthChart]:
        return {
            "movement": MonthChart(self.tr("รับใหม่ ยุติ และคงค้างรายเดือน"), self.tr("(เรื่อง)")),
            "indicators": MonthChart(
                self.tr("ตัวชี้วัดสะสมตั้งแต่ต้นปีงบประมาณถึงสิ้นเดือน"),
                self.tr("(ร้อยละ) ตัวเลขใต้แผนภูมิคือตัวตั้ง/ตัวหาร"),
                lines=True,
                highest=100,
            ),
        }

    def _bar_charts(self) -> dict[str, LyingBars]:
        work = [Part(name, look) for _code, name, look in work_parts()]
        alone = [Part("", Look.SOLID)]
        names = (
            ("channels", self.tr("ตามช่องทาง"), work),
            ("categories", self.tr("ตามหมวด"), work),
            ("levels", self.tr("ตามระดับ"), work),
            ("clocks", self.tr("กำหนดยุติของเรื่องที่ยังไม่ยุติ"), alone),
            ("ages", self.tr("อายุเรื่องที่ยังไม่ยุติ (วันปฏิทินนับจากวันรับ)"), alone),
            ("replies", self.tr("การแจ้งผู้ร้องเรียนของเรื่องที่รับในปีนี้"), alone),
            ("officers", self.tr("ตามผู้รับผิดชอบ"), work),
            ("apart", self.tr("แสดงแยก ไม่นับในตัวชี้วัด"), alone),
        )
        return {key: LyingBars(name, series) for key, name, series in names}

    def _card(self, key: str, chart: Chart) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(ThaiLabel(chart.accessibleName(), "label"))
        column.addWidget(chart)
        chart.opened.connect(self.open_key)
        self.charts[key] = chart
        self._cards[key] = frame
        return frame
