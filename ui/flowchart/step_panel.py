"""The panel of a step."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from services.flowchart.definition import PURPOSES, Ask, Chart
from services.flowchart.values import ChartChoices
from services.permissions import HANDLERS, Role
from ui.flowchart.acts import Acts
from ui.flowchart.asks import AskDialog, AsksEditor, FieldDialog
from ui.flowchart.board import Board, Spot
from ui.flowchart.conditions import ConditionsEditor
from ui.flowchart.limit_fields import LimitFields
from ui.flowchart.needs import NeedsEditor
from ui.flowchart.panel import Panel, put_text
from ui.flowchart.problem_text import purpose_name
from ui.flowchart.speaking import branch_name
from ui.formatting import role_name
from ui.widgets.fields import FormSection
from ui.widgets.labels import ThaiLabel, heading, plain_button, quiet_button

NONE = "-"
ROLES = (Role.FRONT_DESK, Role.OFFICER, Role.SUPERVISOR)


def purpose_choices() -> list[tuple[str, str]]:
    """Return what a step may be for, with the words."""
    own = QCoreApplication.translate("StepPanel", "ขั้นตอนของสำนักงานเอง")
    return [(NONE, own), *((code, purpose_name(code)) for code in PURPOSES)]


class StepPanel(Panel):
    """Show one step: who does what by when, what it asks for, and where it leads."""

    def __init__(self, board: Board, acts: Acts, choices: Callable[[], ChartChoices]) -> None:
        super().__init__(board, acts, choices)
        self.title.setText(self.tr("ขั้นตอน"))
        self.name = self.text_field(self.tr("ชื่อขั้นตอน"), lambda text: acts.rename(self.code, text))
        self.number = self.text_field(self.tr("เลขขั้นตอน"), lambda text: acts.set_number(self.code, text))
        self.action = self.text_field(
            self.tr("ข้อความบนปุ่ม"),
            lambda text: acts.set_action(self.code, text),
            self.tr("ปุ่มที่ผู้ปฏิบัติงานกดเมื่อทำขั้นตอนนี้เสร็จ"),
        )
        self._build_roles()
        self.limit = LimitFields()
        self.limit.changed.connect(lambda limit: acts.set_limit(self.code, limit))
        self.limit.left.connect(board.end_typing)
        self.column.addWidget(self.limit)
        self._build_ways()
        self._build_asks()
        self._build_more()
        self.column.addStretch(1)
        self.first = self.name

    def fill(self, spot: Spot, *, other: bool) -> None:
        chart, step = self.board.chart, self.board.step()
        if step is None:
            return
        put_text(self.name, step.name)  # type: ignore[arg-type]
        put_text(self.number, step.number)
        put_text(self.action, step.action)
        for role, box in self.roles.items():
            box.setChecked(role in step.roles)
        self.own_case.setChecked(step.own_case)
        self.decision.setChecked(step.decision)
        self.limit.show_limit(step.limit, other=other)
        self._show_ways(chart, spot.code)
        self.asks.show_asks(chart, step.asks, read_only=self.board.read_only)
        self.needs.show_needs(step.needs)
        self.purpose.set_code(step.purpose or NONE)
        if other and not self.skip.shows(step.skip_when):
            self.skip.forget()
        self.skip.show_conditions(chart, self.choices(), step.skip_when)
        self.start.setVisible(chart.first != spot.code and not self.board.read_only)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.skip.set_read_only(read_only)
        self.add_way.setVisible(not read_only)
        self.remove.setVisible(not read_only)

    # --- building

    def _build_roles(self) -> None:
        self.column.addWidget(heading(self.tr("ผู้ดำเนินการ (คนใดคนหนึ่ง)"), "label"))
        box = QWidget()
        lines = QVBoxLayout(box)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self.roles: dict[Role, QCheckBox] = {}
        for role in ROLES:
            self.roles[role] = self.tick(role_name(role), lambda _on: self._set_roles())
            lines.addWidget(self.roles[role])
        self.own_case = self.tick(
            self.tr("เฉพาะเจ้าหน้าที่ที่ได้รับมอบหมายเรื่องนั้น"), lambda on: self.acts.set_own_case(self.code, on)
        )
        lines.addWidget(self.own_case)
        self.column.addWidget(box)

    def _build_ways(self) -> None:
        self.column.addWidget(heading(self.tr("เส้นทางต่อจากขั้นตอนนี้"), "label"))
        self._ways = QVBoxLayout()
        self._ways.setSpacing(2)
        self.ways: list[QPushButton] = []
        self._no_way: QLabel = ThaiLabel(self.tr("ยังไม่มีทางออก เรื่องจะค้างอยู่ที่ขั้นตอนนี้"), "help")
        self.add_way = quiet_button(self.tr("เพิ่มเส้นทาง…"), "plus")
        self.add_way.clicked.connect(lambda _on: self.target_asked.emit(self.code))
        foot = QHBoxLayout()
        foot.addWidget(self.add_way)
        foot.addStretch(1)
        self.column.addWidget(self._no_way)
        self.column.addLayout(self._ways)
        self.column.addLayout(foot)

    def _build_asks(self) -> None:
        self.asks_section = FormSection(self.tr("ข้อมูลที่ต้องกรอก"))
        self.asks = AsksEditor()
        self.asks.changed.connect(lambda asks: self.acts.set_asks(self.code, asks))
        self.asks.detail_asked.connect(self._open_ask)
        self.asks.new_field_asked.connect(self._open_new_field)
        self.asks_section.add(self.asks)
        self.column.addWidget(self.asks_section)
        self.needs_section = FormSection(self.tr("สิ่งที่ต้องมีก่อนเสร็จ"), folded=True)
        self.needs = NeedsEditor()
        self.needs.changed.connect(lambda needs: self.acts.set_needs(self.code, needs))
        self.needs_section.add(self.needs)
        self.column.addWidget(self.needs_section)

    def _build_more(self) -> None:
        self.skip = ConditionsEditor(self.tr("ข้ามขั้นตอนนี้เมื่อ"), self.tr("ไม่ข้าม: ทุกเรื่องผ่านขั้นตอนนี้"))
        self.skip.changed.connect(lambda: self.acts.set_skip_when(self.code, self.skip.conditions()))
        more = FormSection(self.tr("ข้ามขั้นตอนนี้เมื่อ"), folded=True)
        more.add(self.skip)
        self.column.addWidget(more)
        self.purpose = self.choice_field(
            self.tr("ความมุ่งหมายของขั้นตอน"),
            purpose_choices(),
            lambda code: self.acts.set_purpose(self.code, "" if code == NONE else code),
            self.tr("รายการงาน ตัวเลขในรายงาน และสิทธิยึดตามความมุ่งหมายนี้ ไม่ยึดตามชื่อ"),
        )
        self.decision = self.tick(
            self.tr("เป็นขั้นตอนพิจารณา (เห็นชอบหรือส่งกลับ)"), lambda on: self.acts.set_decision(self.code, on)
        )
        self.column.addWidget(self.decision)
        self.start = plain_button(self.tr("ให้เรื่องใหม่เริ่มที่ขั้นตอนนี้"), "play")
        self.start.clicked.connect(lambda _on: self.acts.set_first(self.code))
        self.remove = quiet_button(self.tr("ลบขั้นตอน"), "trash-2")
        self.remove.clicked.connect(lambda _on: self.acts.remove(Spot(self.code)))
        self.column.addWidget(self.start)
        self.column.addWidget(self.remove)

    # --- what is done

    def _set_roles(self) -> None:
        step = self.board.step()
        others = step.roles - HANDLERS if step else frozenset()
        ticked = {role for role, box in self.roles.items() if box.isChecked()}
        self.acts.set_roles(self.code, others | ticked)

    def _show_ways(self, chart: Chart, code: str) -> None:
        branches = chart.steps[code].branches
        while len(self.ways) > len(branches):
            button = self.ways.pop()
            button.hide()
            button.deleteLater()
        while len(self.ways) < len(branches):
            button = quiet_button("", "git-branch")
            button.setStyleSheet("text-align: left;")
            place = len(self.ways)
            button.clicked.connect(lambda _on, at=place: self.go_asked.emit(Spot(self.code, at)))
            self.ways.append(button)
            self._ways.addWidget(button)
        for place, (button, branch) in enumerate(zip(self.ways, branches, strict=True), 1):
            text = f"{place} {branch_name(chart, branch)}"
            button.setText(button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 290))
            button.setToolTip(text)
            button.setAccessibleName(text)
        self._no_way.setVisible(not branches)

    def _open_ask(self, field: str) -> None:
        step = self.board.step()
        ask = next((one for one in step.asks if one.field == field), None) if step else None
        if step is None or ask is None or field not in self.board.chart.fields:
            return
        code = step.code

        def save(changed: Ask, label: str, items: list[tuple[str, str]]) -> None:
            self.acts.change_field(field, label, items)
            asks = self.board.chart.steps[code].asks
            self.acts.set_asks(code, [changed if one.field == field else one for one in asks])

        AskDialog(self.board.chart, self.choices(), ask, save, self).open()

    def _open_new_field(self) -> None:
        dialog = FieldDialog(self)
        code = self.code
        dialog.made.connect(
            lambda label, kind, items, required: self.acts.add_field(
                code, label, kind, items, required=required
            )
        )
        dialog.open()
