"""The panels of a branch, of an end state and of the whole chart."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from services.flowchart.values import ChartChoices
from ui.flowchart.acts import Acts
from ui.flowchart.board import Board, Spot
from ui.flowchart.conditions import ConditionsEditor
from ui.flowchart.panel import Panel, put_text
from ui.flowchart.speaking import box_name
from ui.theme import Space
from ui.widgets.labels import ThaiLabel, heading, plain_button, quiet_button

NONE = "-"


class BranchPanel(Panel):
    """Show one branch: where it leads, what is written on it, when it is taken."""

    def __init__(self, board: Board, acts: Acts, choices: Callable[[], ChartChoices]) -> None:
        super().__init__(board, acts, choices)
        self.target = self.choice_field(self.tr("ไปยัง"), [], self._redirect)
        self.label = self.text_field(self.tr("ข้อความบนเส้นทาง"), lambda text: acts.set_label(board.spot, text))
        self.when = ConditionsEditor(self.tr("เงื่อนไข"), self.tr("ไม่มีเงื่อนไข: ไปทางนี้เมื่อไม่เข้าเงื่อนไขของเส้นทางอื่น"))
        self.when.changed.connect(self._set_conditions)
        self.column.addWidget(heading(self.tr("ไปทางนี้เมื่อ"), "label"))
        self.column.addWidget(self.when)
        order = ThaiLabel(self.tr("โปรแกรมพิจารณาเส้นทางจากลำดับแรกลงไป และใช้เส้นทางแรกที่เข้าเงื่อนไข"), "help")
        self.earlier = quiet_button(self.tr("เลื่อนขึ้น"), "chevron-up")
        self.later = quiet_button(self.tr("เลื่อนลง"), "chevron-down")
        self.earlier.clicked.connect(lambda _on: acts.reorder(board.spot, board.spot.branch - 1))
        self.later.clicked.connect(lambda _on: acts.reorder(board.spot, board.spot.branch + 1))
        self.remove = quiet_button(self.tr("ลบเส้นทาง"), "trash-2")
        self.remove.clicked.connect(lambda _on: acts.remove(board.spot))
        self.back = plain_button(self.tr("ไปที่ขั้นตอนต้นทาง"), "arrow-left")
        self.back.clicked.connect(lambda _on: self.go_asked.emit(Spot(board.spot.code)))
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        row.addWidget(self.earlier)
        row.addWidget(self.later)
        row.addStretch(1)
        self.column.addWidget(order)
        self.column.addLayout(row)
        self.column.addWidget(self.remove)
        self.column.addWidget(self.back)
        self.column.addStretch(1)
        self.first, self.name = self.target, self.label

    def fill(self, spot: Spot, *, other: bool) -> None:
        chart, branch = self.board.chart, self.board.branch()
        if branch is None:
            return
        count = len(chart.steps[spot.code].branches)
        title = self.tr("เส้นทางที่ {place} จาก {count}")
        self.title.setText(title.format(place=spot.branch + 1, count=count))
        boxes = [*chart.steps, *chart.ends]
        self.target.set_choices([(code, box_name(chart, code)) for code in boxes])
        self.target.set_code(branch.to)
        put_text(self.label, branch.label)
        if other and not self.when.shows(branch.when):
            self.when.forget()
        self.when.show_conditions(chart, self.choices(), branch.when)
        self.earlier.setEnabled(spot.branch > 0 and not self.board.read_only)
        self.later.setEnabled(spot.branch < count - 1 and not self.board.read_only)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.when.set_read_only(read_only)
        self.remove.setVisible(not read_only)

    def _redirect(self, code: str) -> None:
        self.acts.redirect(self.board.spot, code)

    def _set_conditions(self) -> None:
        self.acts.set_conditions(self.board.spot, self.when.conditions())


class EndPanel(Panel):
    """Show one end state."""

    def __init__(self, board: Board, acts: Acts, choices: Callable[[], ChartChoices]) -> None:
        super().__init__(board, acts, choices)
        self.title.setText(self.tr("จุดสิ้นสุด"))
        self.name = self.text_field(self.tr("ชื่อจุดสิ้นสุด"), lambda text: acts.rename(self.code, text))
        self.outcome = self.choice_field(
            self.tr("ผลการดำเนินการ"),
            [],
            self._set_outcome,
            self.tr("ใช้กับเรื่องที่มาถึงจุดนี้โดยยังไม่มีผลการดำเนินการ"),
        )
        self.remove = quiet_button(self.tr("ลบจุดสิ้นสุด"), "trash-2")
        self.remove.clicked.connect(lambda _on: acts.remove(board.spot))
        self.column.addWidget(self.remove)
        self.column.addStretch(1)
        self.first = self.name

    def fill(self, spot: Spot, *, other: bool) -> None:
        put_text(self.name, self.board.chart.ends.get(spot.code, ""))  # type: ignore[arg-type]
        outcomes = self.choices().lists.get("outcomes", {})
        self.outcome.set_choices([(NONE, self.tr("ไม่กำหนด")), *outcomes.items()])
        self.outcome.set_code(self.board.chart.end_outcomes.get(spot.code) or NONE)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.remove.setVisible(not read_only)

    def _set_outcome(self, code: str) -> None:
        self.acts.set_end_outcome(self.code, "" if code == NONE else code)


class ChartPanel(Panel):
    """Show what concerns the whole chart, and what to do first."""

    def __init__(self, board: Board, acts: Acts, choices: Callable[[], ChartChoices]) -> None:
        super().__init__(board, acts, choices)
        self.title.setText(self.tr("ทั้งผัง"))
        self.name = self.text_field(self.tr("ชื่อผัง"), acts.rename_chart)
        self.start = self.choice_field(self.tr("เรื่องใหม่เริ่มที่"), [], acts.set_first)
        self.column.addWidget(
            ThaiLabel(
                self.tr(
                    "คลิกกล่องหรือเส้นทางเพื่อดูและแก้ไขที่แถบนี้ ลากจุดกลมที่ขอบกล่องไปยังกล่องอื่นเพื่อสร้างเส้นทาง "
                    "ทุกอย่างทำด้วยแป้นพิมพ์ได้ กดปุ่มรูปแป้นพิมพ์ด้านบนเพื่อดูแป้นลัดของผัง"
                ),
                "help",
            )
        )
        self.column.addStretch(1)
        self.first = self.name

    def fill(self, spot: Spot, *, other: bool) -> None:
        chart = self.board.chart
        put_text(self.name, chart.name)  # type: ignore[arg-type]
        self.start.set_choices([(code, box_name(chart, code)) for code in chart.steps])
        self.start.set_code(chart.first)
