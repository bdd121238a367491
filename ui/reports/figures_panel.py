"""A month's figures on screen: movement and the two indicators, each number opening the cases behind it."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from services.figures.behind import ids_behind, number_at
from services.figures.fold import APART, Indicator, PeriodFigures
from services.figures.indicators import MonthFigures
from services.office.settings import Settings
from ui.formatting import format_long, format_month
from ui.theme import Space
from ui.widgets.labels import StatusChip, ThaiLabel, heading
from ui.widgets.number_link import NumberLink, focus_number, focused_number

_RIGHT = Qt.AlignmentFlag.AlignRight
_PARTS = ("numerator", "denominator")


class FiguresPanel(QFrame):
    """Show this month beside the fiscal year so far; a month without complaints says so in words."""

    # A number was pressed: what it is called, and the ids of its cases.
    asked = Signal(str, tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.zero_label = heading("", "title")
        self.zero_note = ThaiLabel(
            self.tr("เดือนที่ไม่มีข้อร้องเรียนไม่ต้องส่งรายงาน ให้จัดทำบันทึกข้อมูลประจำเดือนเก็บไว้เป็นหลักฐาน"), "muted"
        )
        self.note = ThaiLabel("", "muted")
        self._grid_holder = QWidget()
        self._scopes: dict[str, tuple[str, PeriodFigures]] = {}
        self._said: dict[tuple[str, str], str] = {}
        self.links: dict[tuple[str, str], NumberLink] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.zero_label)
        column.addWidget(self.zero_note)
        column.addWidget(self._grid_holder)
        column.addWidget(self.note)
        self._column = column
        self.clear()

    def clear(self) -> None:
        """Show no figures."""
        self._said, self.links = {}, {}
        self._replace(QWidget())
        self.zero_label.hide()
        self.zero_note.hide()
        self.note.setText("")

    def show_figures(self, figures: MonthFigures, settings: Settings) -> None:
        """Show a month's figures."""
        held = focused_number(self.links)
        self._said, self.links = {}, {}
        month, year = format_month(figures.month), figures.month.fiscal_year
        self._scopes = {
            "month": (self.tr("เดือน{month}").format(month=month), figures.this_month),
            "year": (
                self.tr("ปีงบประมาณ {year} ถึงเดือน{month}").format(year=year, month=month),
                figures.year_to_date,
            ),
        }
        self.zero_label.setText(self.tr("ไม่มีข้อร้องเรียน"))
        self.zero_label.setVisible(figures.zero)
        self.zero_note.setVisible(figures.zero)
        self._replace(self._grid(figures, settings))
        self.note.setText(self.tr("ข้อมูล ณ วันที่ {date}").format(date=format_long(figures.cut_off)))
        focus_number(self.links, held)

    def said(self, row: str, scope: str) -> str:
        """Return what stands in a cell: row is a figure's code, scope is month or year."""
        return self._said[row, scope]

    def _replace(self, widget: QWidget) -> None:
        self._column.replaceWidget(self._grid_holder, widget)
        self._grid_holder.hide()
        self._grid_holder.deleteLater()
        self._grid_holder = widget

    def _grid(self, figures: MonthFigures, settings: Settings) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(0, 1)
        for column, text in ((1, self.tr("เดือนนี้")), (2, self.tr("ปีงบประมาณนี้"))):
            grid.addWidget(heading(text, "label"), 0, column, _RIGHT)
        self._rows(grid, self._movement_names(figures))
        first = self.tr("ตัวชี้วัดที่ 1 แก้ไขจนเป็นที่ยุติ")
        self._indicator(grid, "indicator1", first, settings.indicator1_target_percent)
        second = self.tr("ตัวชี้วัดที่ 2 ยุติตามเวลาที่กำหนด")
        self._indicator(grid, "indicator2", second, settings.indicator2_target_percent)
        self._rows(grid, self._beside_names(), ThaiLabel)  # long: broken, not cut
        if apart := self._apart_names(figures):
            self._title(grid, self.tr("แสดงแยก ไม่นับในตัวชี้วัด"))
            self._rows(grid, apart)
        return holder

    def _rows(self, grid: QGridLayout, rows: Iterable[tuple[str, str]], label: type[QLabel] = QLabel) -> None:
        for path, name in rows:
            row = grid.rowCount()
            grid.addWidget(label(name), row, 0)
            for column, scope in ((1, "month"), (2, "year")):
                grid.addWidget(self._link(path, scope, name), row, column, _RIGHT)
                self._said[path.partition(".")[2] or path, scope] = self.links[path, scope].text()

    def _link(self, path: str, scope: str, name: str) -> NumberLink:
        """Return a number of a period as what opens its cases."""
        words, period = self._scopes[scope]
        title = self.tr("{figure} {scope}").format(figure=name, scope=words)
        ids = ids_behind(period, path)
        text = f"{number_at(period, path):,}".replace("-", "−")
        go: Callable[[], object] | None = partial(self.asked.emit, title, ids) if ids else None
        link = NumberLink(text, title, go)
        self.links[path, scope] = link
        return link

    def _title(self, grid: QGridLayout, text: str) -> None:
        label = heading(text, "label")
        label.setContentsMargins(0, Space.S, 0, 0)
        grid.addWidget(label, grid.rowCount(), 0, 1, 3)

    def _indicator(self, grid: QGridLayout, code: str, name: str, target: int) -> None:
        self._title(grid, name)
        for scope, text in (("month", self.tr("เดือนนี้")), ("year", self.tr("ปีงบประมาณนี้"))):
            line = grid.rowCount()
            grid.addWidget(QLabel(text), line, 0)
            grid.addWidget(self._result(code, scope, name, target), line, 1, 1, 2, _RIGHT)
        year: Indicator = getattr(self._scopes["year"][1], code)
        if year.denominator:
            met = year.meets(target)
            said = self.tr("บรรลุเป้าหมายร้อยละ {target}") if met else self.tr("ยังไม่บรรลุเป้าหมายร้อยละ {target}")
            chip = StatusChip(said.format(target=target), "success" if met else "warning")
            grid.addWidget(chip, grid.rowCount(), 0, 1, 3, _RIGHT)

    def _result(self, code: str, scope: str, name: str, target: int) -> QWidget:
        """Return the percentage as the paper says it: a missed target never rounds up to a reached one."""
        period = self._scopes[scope][1]
        indicator: Indicator = getattr(period, code)
        if not indicator.denominator:
            received = period.movement.received
            said = self.tr("ยังไม่มีเรื่องที่ยุติหรือครบกำหนด") if received else self.tr("ไม่มีข้อร้องเรียนให้ประเมินผล")
            self._said[code, scope] = said
            return QLabel(said)
        sentence = self.tr("ร้อยละ {percent} ({part} จาก {whole} เรื่อง)")
        counts = (f"{indicator.numerator:,}", f"{indicator.denominator:,}")
        percent = indicator.percent_shown(target)
        self._said[code, scope] = sentence.format(percent=percent, part=counts[0], whole=counts[1])
        before, between, after = _around(sentence.replace("{percent}", str(percent)))
        names = (self.tr("ตัวตั้งของ{indicator}"), self.tr("ตัวหารของ{indicator}"))
        part, whole = (
            self._link(f"{code}.{which}", scope, told.format(indicator=name))
            for which, told in zip(_PARTS, names, strict=True)
        )
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for piece in (QLabel(before), part, QLabel(between), whole, QLabel(after)):
            line.addWidget(piece)
        return holder

    def _movement_names(self, figures: MonthFigures) -> list[tuple[str, str]]:
        names = {
            "carried_in": self.tr("ยกมา"),
            "received": self.tr("รับใหม่"),
            "reopened": self.tr("เปิดเรื่องอีกครั้ง"),
            "reclassified": self.tr("จำแนกใหม่เป็นเรื่องที่ไม่นับ"),
            "closed": self.tr("ยุติแล้ว"),
            "carried_out": self.tr("อยู่ระหว่างดำเนินการ"),
            "overdue": self.tr("ในจำนวนนี้เกินกำหนด"),
        }
        periods = (figures.this_month.movement, figures.year_to_date.movement)
        rare = ("reopened", "reclassified")
        return [
            (f"movement.{code}", name)
            for code, name in names.items()
            if code not in rare or any(getattr(movement, code) for movement in periods)
        ]

    def _beside_names(self) -> list[tuple[str, str]]:
        """Return what stands beside the second indicator, where there is any."""
        names = (
            ("open_not_due", self.tr("ยังไม่ครบกำหนด ไม่นำมาคำนวณ")),
            ("extended", self.tr("ขยายเวลา")),
        )
        periods = [period for _words, period in self._scopes.values()]
        return [(path, name) for path, name in names if any(ids_behind(one, path) for one in periods)]

    def _apart_names(self, figures: MonthFigures) -> list[tuple[str, str]]:
        names = {
            "suggestion": self.tr("ข้อเสนอแนะ"),
            "praise": self.tr("คำชมเชย"),
            "question": self.tr("สอบถาม–ขอหารือ"),
            "corruption": self.tr("การทุจริตและประพฤติมิชอบ"),
            "oia": self.tr("ตาม พ.ร.บ. ข้อมูลข่าวสารของราชการ"),
            "referred": self.tr("ส่งต่อหน่วยงานที่มีอำนาจ"),
            "withdrawn": self.tr("ผู้ร้องเรียนขอถอนเรื่อง"),
            "voided": self.tr("ยกเลิกเลขรับ"),
        }
        year, month = figures.year_to_date.apart, figures.this_month.apart
        return [(f"apart.{code}", names[code]) for code in APART if year[code] or month[code]]


def _around(sentence: str) -> tuple[str, str, str]:
    """Return what a sentence says before, between and after its two counts."""
    before, _, rest = sentence.partition("{part}")
    between, _, after = rest.partition("{whole}")
    return before, between, after
