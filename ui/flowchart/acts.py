"""What somebody may do to the chart on the board, each as one change with a name to undo it by."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from services.flowchart import changes
from services.flowchart.definition import Ask, Chart, Conditions, Limit, Need
from services.permissions import Role
from ui.flowchart.board import Board, Spot


def _tr(text: str) -> str:
    return QCoreApplication.translate("FlowchartActs", text)


class Acts:
    """Change the chart on a board; what is chosen follows what was done."""

    def __init__(self, board: Board) -> None:
        self._board = board

    @property
    def _chart(self) -> Chart:
        return self._board.chart

    # --- boxes

    def add_step(self, after: str) -> None:
        """Add a step behind a box."""
        chart, code = changes.add_step(self._chart, _tr("ขั้นตอนใหม่"), after, self._board.taken)
        chart = changes.set_action(chart, code, _tr("บันทึกผล"))
        self._board.apply(_tr("เพิ่มขั้นตอน"), chart, Spot(code))

    def add_end(self) -> None:
        """Add an end state; a step without a way out leads to it."""
        chosen = self._board.spot.code
        chart, code = changes.add_end(self._chart, _tr("สิ้นสุดใหม่"), taken=self._board.taken)
        if chosen in chart.steps and not chart.steps[chosen].branches:
            chart, _place = changes.connect(chart, chosen, code)
        self._board.apply(_tr("เพิ่มจุดสิ้นสุด"), chart, Spot(code))

    def remove(self, spot: Spot) -> bool:
        """Take a box or a branch away; False where it has to stay."""
        if spot.branch >= 0:
            chart = changes.remove_branch(self._chart, spot.code, spot.branch)
            self._board.apply(_tr("ลบเส้นทาง"), chart, Spot(spot.code))
            return True
        chart = changes.remove(self._chart, spot.code)
        if chart is self._chart:
            return False
        step = self._chart.steps.get(spot.code)
        near = next((branch.to for branch in step.branches), chart.first) if step else chart.first
        self._board.apply(_tr("ลบกล่อง"), chart, Spot(near))
        return True

    def rename(self, code: str, name: str) -> None:
        """Change a box's name as it is typed."""
        self._typed(_tr("เปลี่ยนชื่อ"), changes.rename(self._chart, code, name), f"name {code}")

    def move(self, code: str, x: float, y: float) -> None:
        """Move a box's middle; moves that follow one another are one change."""
        self._typed(_tr("ย้ายกล่อง"), changes.move_box(self._chart, code, x, y), f"move {code}", Spot(code))

    def lay_out_anew(self, code: str = "") -> None:
        """Let a box, or all of them, stand where they do by themselves."""
        chart = changes.forget_places(self._chart, [code] if code else None)
        self._board.apply(_tr("จัดวางใหม่"), chart)

    def renumber(self) -> None:
        """Give the steps numbers along the ways."""
        self._board.apply(_tr("เรียงเลขขั้นตอนใหม่"), changes.renumber(self._chart))

    # --- the chart

    def rename_chart(self, name: str) -> None:
        """Change the chart's name as it is typed."""
        self._typed(_tr("เปลี่ยนชื่อผัง"), changes.rename_chart(self._chart, name), "chart name")

    def set_first(self, code: str) -> None:
        """Let new cases begin at a step."""
        self._board.apply(_tr("เปลี่ยนขั้นตอนแรก"), changes.set_first(self._chart, code))

    # --- a step

    def set_number(self, code: str, number: str) -> None:
        """Change a step's number as it is typed."""
        self._typed(_tr("เปลี่ยนเลขขั้นตอน"), changes.set_number(self._chart, code, number), f"number {code}")

    def set_action(self, code: str, action: str) -> None:
        """Change the words on a step's button as they are typed."""
        self._typed(_tr("เปลี่ยนข้อความบนปุ่ม"), changes.set_action(self._chart, code, action), f"act {code}")

    def set_roles(self, code: str, roles: Iterable[Role]) -> None:
        """Say who may finish a step."""
        self._board.apply(_tr("เปลี่ยนผู้ดำเนินการ"), changes.set_roles(self._chart, code, roles))

    def set_limit(self, code: str, limit: Limit | None) -> None:
        """Change a step's limit; the days as they are typed."""
        kind = limit.kind if limit else ""
        self._typed(
            _tr("เปลี่ยนกำหนดเวลา"), changes.set_limit(self._chart, code, limit), f"limit {code} {kind}"
        )

    def set_purpose(self, code: str, purpose: str) -> None:
        """Say what a step is for."""
        self._board.apply(_tr("เปลี่ยนความมุ่งหมาย"), changes.set_purpose(self._chart, code, purpose))

    def set_own_case(self, code: str, own_case: bool) -> None:
        """Say whether only the officer assigned may finish a step."""
        self._board.apply(_tr("เปลี่ยนผู้ดำเนินการ"), changes.set_own_case(self._chart, code, own_case))

    def set_decision(self, code: str, decision: bool) -> None:
        """Say whether a step is a decision."""
        self._board.apply(_tr("เปลี่ยนเป็นขั้นตอนพิจารณา"), changes.set_decision(self._chart, code, decision))

    def set_skip_when(self, code: str, when: Conditions) -> None:
        """Say when a step is passed over."""
        self._board.apply(_tr("เปลี่ยนเงื่อนไขการข้าม"), changes.set_skip_when(self._chart, code, when))

    def set_asks(self, code: str, asks: Iterable[Ask]) -> None:
        """Say what a step asks for."""
        self._board.apply(_tr("เปลี่ยนข้อมูลที่ต้องกรอก"), changes.set_asks(self._chart, code, asks))

    def set_needs(self, code: str, needs: Iterable[Need]) -> None:
        """Say what must be there before a step is finished."""
        self._board.apply(_tr("เปลี่ยนสิ่งที่ต้องมี"), changes.set_needs(self._chart, code, needs))

    def add_field(self, code: str, label: str, kind: str, items: Iterable[str], *, required: bool) -> None:
        """Add a field of the office's own to a step."""
        chart, field = changes.add_field(self._chart, label, kind, items, self._board.taken)
        asks = (*chart.steps[code].asks, Ask(field, required))
        self._board.apply(_tr("เพิ่มช่องข้อมูล"), changes.set_asks(chart, code, asks))

    def change_field(self, field: str, label: str, items: Iterable[tuple[str, str]]) -> None:
        """Change a field of the office's own."""
        chart = changes.change_field(self._chart, field, label, items)
        self._board.apply(_tr("แก้ไขช่องข้อมูล"), chart)

    # --- an end

    def set_end_outcome(self, code: str, outcome: str) -> None:
        """Say which outcome an end state gives."""
        chart = changes.set_end_outcome(self._chart, code, outcome)
        self._board.apply(_tr("เปลี่ยนผลการดำเนินการ"), chart)

    # --- branches

    def connect(self, code: str, to: str) -> None:
        """Add a branch, and choose it so that its conditions can be given."""
        chart, place = changes.connect(self._chart, code, to)
        self._board.apply(_tr("เพิ่มเส้นทาง"), chart, Spot(code, place))

    def redirect(self, spot: Spot, to: str) -> None:
        """Let a branch lead somewhere else."""
        chart = changes.redirect_branch(self._chart, spot.code, spot.branch, to)
        self._board.apply(_tr("เปลี่ยนปลายทาง"), chart, spot)

    def set_label(self, spot: Spot, label: str) -> None:
        """Change what is written on a branch as it is typed."""
        chart = changes.set_label(self._chart, spot.code, spot.branch, label)
        self._typed(_tr("เปลี่ยนข้อความบนเส้นทาง"), chart, f"label {spot.code} {spot.branch}")

    def set_conditions(self, spot: Spot, when: Conditions) -> None:
        """Say when a branch is taken."""
        chart, place = changes.set_conditions(self._chart, spot.code, spot.branch, when)
        self._board.apply(_tr("เปลี่ยนเงื่อนไข"), chart, Spot(spot.code, place))

    def reorder(self, spot: Spot, to: int) -> None:
        """Look at a branch earlier or later than others."""
        chart = changes.reorder_branches(self._chart, spot.code, spot.branch, to)
        if chart is not self._chart:
            self._board.apply(_tr("เปลี่ยนลำดับเส้นทาง"), chart, Spot(spot.code, to))

    def _typed(self, text: str, chart: Chart, merge: str, spot: Spot | None = None) -> None:
        self._board.apply(text, chart, spot, merge=merge)
