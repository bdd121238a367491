"""Decide what becomes of running cases after a new version: they stay on theirs, or move after a look."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from services.errors import DomainError
from services.flowchart.editing import Flowcharts
from services.flowchart.moving import MoveCases, Moved, MovePreview, MoveRow
from ui.desk import Desk
from ui.formatting import format_date
from ui.settings.form_dialog import FormDialog
from ui.theme import ROW_HEIGHT
from ui.widgets.choices import ChoiceCombo
from ui.widgets.fields import FormField
from ui.widgets.labels import ThaiLabel
from ui.widgets.rows_model import Index, RowsModel
from ui.widgets.table import TONE_ROLE, DataTable
from ui.widgets.text_area import TextArea
from ui.wording import QT_TRANSLATE_NOOP

COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("MoveDialog", "เลขรับ"), 108),
    (QT_TRANSLATE_NOOP("MoveDialog", "ขั้นตอนขณะนี้"), 186),
    (QT_TRANSLATE_NOOP("MoveDialog", "ขั้นตอนเมื่อย้าย"), 186),
    (QT_TRANSLATE_NOOP("MoveDialog", "กำหนดขั้นตอน"), 226),
)
ROWS_SHOWN = 6


class MoveModel(RowsModel[MoveRow]):
    """Show the cases that would move; the first column has a box to tick."""

    def __init__(self) -> None:
        super().__init__("MoveDialog", [title for title, _width in COLUMNS])
        self.left_out: set[int] = set()

    def chosen(self) -> tuple[int, ...]:
        """Return the cases ticked."""
        return tuple(row.complaint_id for row in self._rows if row.complaint_id not in self.left_out)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        case = self._rows[index.row()].complaint_id
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.left_out.discard(case)
        else:
            self.left_out.add(case)
        self.dataChanged.emit(index, index, [role])
        return True

    def cell(self, row: MoveRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and column == 0:
            out = row.complaint_id in self.left_out
            return Qt.CheckState.Unchecked if out else Qt.CheckState.Checked
        if role == TONE_ROLE and column == 2 and not row.target:
            return "warning"
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        choose = QCoreApplication.translate("MoveDialog", "โปรดเลือกด้านบน")
        return (row.number, row.step_name, row.target_name or choose, _due(row))[column]


class MoveDialog(FormDialog):
    """Preview a move to the newest version and carry it out, or leave the cases where they are."""

    moved = Signal(int)

    def __init__(
        self, desk: Desk, flowcharts: Flowcharts, preview: MovePreview, parent: QWidget | None = None
    ) -> None:
        title = QCoreApplication.translate("MoveDialog", "เรื่องที่กำลังดำเนินการตามผังฉบับก่อน")
        super().__init__(title, QCoreApplication.translate("MoveDialog", "ย้ายเรื่องที่เลือก"), parent)
        self._desk, self._flowcharts, self._preview = desk, flowcharts, preview
        self.cancel_button.setText(self.tr("ให้อยู่กับผังฉบับเดิม"))
        self.model = MoveModel()
        self.model.setParent(self)
        self.table = DataTable(self.tr("เรื่องที่จะย้าย"))
        self.everything = QCheckBox(self.tr("เลือกทุกเรื่อง"))
        self.reason = TextArea(limit=2000, min_lines=2, max_lines=4)
        self._reason_field = FormField(self.tr("เหตุผลที่ย้าย"), self.reason, required=True)
        self.targets: dict[str, ChoiceCombo] = {}
        self._target_fields: dict[str, FormField] = {}
        self._lay_out()
        self._show(preview)
        next(iter(self.targets.values()), self.reason).setFocus()

    def steps(self) -> dict[str, str]:
        """Return where older steps lead, as chosen."""
        return {step: code for step, combo in self.targets.items() if (code := combo.code()) is not None}

    def check(self) -> bool:
        reason = "" if self.reason.text().strip() else self.tr("โปรดระบุเหตุผลที่ย้าย")
        if self.reason.is_too_long():
            reason = self.tr("ข้อความยาวเกินกำหนด โปรดตัดให้สั้นลง")
        self._reason_field.set_error(reason)
        chosen = set(self.model.chosen())
        open_steps = {row.step for row in self._preview.rows if not row.target and row.complaint_id in chosen}
        for step, field in self._target_fields.items():
            field.set_error(self.tr("โปรดเลือกขั้นตอนในผังใหม่") if step in open_steps else "")
        if not chosen:
            self.banner.show_text(self.tr("โปรดเลือกเรื่องอย่างน้อยหนึ่งเรื่อง หรือให้อยู่กับผังฉบับเดิม"), "danger")
        return bool(chosen) and not reason and not open_steps

    def submit(self) -> None:
        preview, actor = self._preview, self._desk.actor
        command = MoveCases(
            code=preview.code,
            version_id=preview.version_id or 0,
            complaint_ids=self.model.chosen(),
            steps=self.steps(),
            reason=self.reason.text().strip(),
        )
        self._desk.runner.write(
            lambda: self._flowcharts.move_cases(actor, command, self.command),
            self._done,
            self._failed,
            owner=self,
        )

    def show_errors(self, texts: Mapping[str, str]) -> None:
        self._reason_field.set_error(texts.get("reason", ""))
        others = [text for name, text in texts.items() if name != "reason"]
        if others:
            self.banner.show_text("\n".join(others), "danger")

    def _done(self, moved: Moved) -> None:
        self.moved.emit(moved.count)
        self.accept()

    def _failed(self, error: DomainError) -> None:
        self.set_saving(False)
        self.show_failure(error)

    def _choose(self) -> None:
        actor, code, steps = self._desk.actor, self._preview.code, self.steps()
        self._desk.runner.read(
            lambda: self._flowcharts.preview_move(actor, code, steps), self._show, self._failed, owner=self
        )

    def _show(self, preview: MovePreview) -> None:
        self._preview = preview
        self.model.set_rows(preview.rows)

    def _tick_all(self, on: bool) -> None:
        self.model.left_out = set() if on else {row.complaint_id for row in self._preview.rows}
        self.model.set_rows(self._preview.rows)

    def _lay_out(self) -> None:
        preview = self._preview
        text = self.tr(
            "มี {count} เรื่องที่ยังดำเนินการตามผังฉบับก่อน เรื่องที่ย้ายจะใช้ผังฉบับที่ {number} "
            "กำหนดยุติเรื่องและกำหนดเดิมไม่เปลี่ยน เรื่องที่ไม่ย้ายใช้ผังเดิมจนยุติ"
        )
        self.body.addWidget(ThaiLabel(text.format(count=len(preview.rows), number=preview.number)))
        targets = QVBoxLayout()
        unclear = {row.step: row.step_name for row in preview.rows if not row.target}
        for step, name in unclear.items():
            combo = ChoiceCombo(list(preview.steps.items()))
            label = self.tr("เรื่องที่อยู่ขั้นตอน “{name}” ให้ไปอยู่ที่").format(name=name)
            self._target_fields[step] = FormField(label, combo, required=True)
            self.targets[step] = combo
            combo.codeChanged.connect(lambda _code: self._choose())
            targets.addWidget(self._target_fields[step])
        self.body.addLayout(targets)
        self.everything.setChecked(True)
        self.everything.toggled.connect(self._tick_all)
        self.table.setModel(self.model)
        self.table.set_column_widths([width for _title, width in COLUMNS], stretch=3)
        rows = min(len(preview.rows), ROWS_SHOWN)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + ROW_HEIGHT * rows + 6)
        self.body.addWidget(self.everything)
        self.body.addWidget(self.table)
        self.body.addWidget(self._reason_field)


def _due(row: MoveRow) -> str:
    none = QCoreApplication.translate("MoveDialog", "ไม่กำหนด")
    before = format_date(row.step_due) if row.step_due else none
    after = format_date(row.step_due_after) if row.step_due_after else none
    return before if before == after else f"{before} → {after}"
