"""A month's figures on screen: movement and the two indicators, before anything is printed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from services.figures.fold import Indicator
from services.figures.indicators import MonthFigures
from services.office.settings import Settings
from ui.formatting import format_long
from ui.theme import Space
from ui.widgets.labels import StatusChip, ThaiLabel, heading


class FiguresPanel(QFrame):
    """Show this month beside the fiscal year so far; a month without complaints says so in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.zero_label = heading("", "title")
        self.zero_note = ThaiLabel(
            self.tr("เดือนที่ไม่มีข้อร้องเรียนไม่ต้องส่งรายงาน ให้จัดทำบันทึกข้อมูลประจำเดือนเก็บไว้เป็นหลักฐาน"), "muted"
        )
        self.note = ThaiLabel("", "muted")
        self._grid_holder = QWidget()
        self._said: dict[tuple[str, str], QLabel] = {}
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
        self._replace(QWidget())
        self._said = {}
        self.zero_label.hide()
        self.zero_note.hide()
        self.note.setText("")

    def show_figures(self, figures: MonthFigures, settings: Settings) -> None:
        """Show a month's figures."""
        self._said = {}
        self.zero_label.setText(self.tr("ไม่มีข้อร้องเรียน"))
        self.zero_label.setVisible(figures.zero)
        self.zero_note.setVisible(figures.zero)
        self._replace(self._grid(figures, settings))
        self.note.setText(self._note(figures))

    def said(self, row: str, scope: str) -> str:
        """Return what stands in a cell: row is a figure's code, scope is month or year."""
        return self._said[row, scope].text()

    def _note(self, figures: MonthFigures) -> str:
        parts = [self.tr("ข้อมูล ณ วันที่ {date}").format(date=format_long(figures.cut_off))]
        apart = figures.this_month.apart
        names = {
            "suggestion": self.tr("ข้อเสนอแนะ {count} เรื่อง"),
            "praise": self.tr("คำชมเชย {count} เรื่อง"),
            "question": self.tr("สอบถาม–ขอหารือ {count} เรื่อง"),
        }
        others = [text.format(count=apart[code]) for code, text in names.items() if apart.get(code)]
        if others:
            parts.append(self.tr("แสดงแยก: {parts}").format(parts=" ".join(others)))
        return "\n".join(parts)

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
            grid.addWidget(heading(text, "label"), 0, column, Qt.AlignmentFlag.AlignRight)
        row = 1
        for code, name in self._movement_names(figures):
            grid.addWidget(QLabel(name), row, 0)
            for column, scope, period in (
                (1, "month", figures.this_month),
                (2, "year", figures.year_to_date),
            ):
                value = period.movement.counts()[code]
                self._put(grid, row, column, (code, scope), f"{value:,}".replace("-", "−"))
            row += 1
        for code, name, target in (
            ("indicator1", self.tr("ตัวชี้วัดที่ 1 แก้ไขจนเป็นที่ยุติ"), settings.indicator1_target_percent),
            ("indicator2", self.tr("ตัวชี้วัดที่ 2 ยุติตามเวลาที่กำหนด"), settings.indicator2_target_percent),
        ):
            row = self._indicator(grid, row, (code, name, target), figures)
        return holder

    def _indicator(
        self, grid: QGridLayout, row: int, asked: tuple[str, str, int], figures: MonthFigures
    ) -> int:
        code, name, target = asked
        label = heading(name, "label")
        label.setContentsMargins(0, Space.S, 0, 0)
        grid.addWidget(label, row, 0, 1, 3)
        for line, (scope, text, period) in enumerate(
            (
                ("month", self.tr("เดือนนี้"), figures.this_month),
                ("year", self.tr("ปีงบประมาณนี้"), figures.year_to_date),
            ),
            row + 1,
        ):
            found: Indicator = getattr(period, code)
            value = QLabel(self._result(found, target, period.movement.received))
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._said[code, scope] = value
            grid.addWidget(QLabel(text), line, 0)
            grid.addWidget(value, line, 1, 1, 2)
        year: Indicator = getattr(figures.year_to_date, code)
        if year.denominator:
            met = year.meets(target)
            said = self.tr("บรรลุเป้าหมายร้อยละ {target}") if met else self.tr("ยังไม่บรรลุเป้าหมายร้อยละ {target}")
            chip = StatusChip(said.format(target=target), "success" if met else "warning")
            grid.addWidget(chip, row + 3, 0, 1, 3, Qt.AlignmentFlag.AlignRight)
        return row + 4

    def _result(self, indicator: Indicator, target: int, received: int) -> str:
        """Return the percentage as the paper says it: a missed target never rounds up to a reached one."""
        if not indicator.denominator:
            return self.tr("ยังไม่มีเรื่องที่ยุติหรือครบกำหนด") if received else self.tr("ไม่มีข้อร้องเรียนให้ประเมินผล")
        return self.tr("ร้อยละ {percent} ({part} จาก {whole} เรื่อง)").format(
            percent=indicator.percent_shown(target),
            part=f"{indicator.numerator:,}",
            whole=f"{indicator.denominator:,}",
        )

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
            (code, name)
            for code, name in names.items()
            if code not in rare or any(getattr(movement, code) for movement in periods)
        ]

    def _put(self, grid: QGridLayout, row: int, column: int, cell: tuple[str, str], text: str) -> None:
        label = QLabel(text)
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._said[cell] = label
        grid.addWidget(label, row, column)
