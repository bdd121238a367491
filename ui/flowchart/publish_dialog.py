"""Put a drawing in force: what is wrong with it, what changes by it, and a note for whoever asks later."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from services.errors import Conflict, DomainError
from services.flowchart.definition import Chart
from services.flowchart.editing import Flowcharts, PublishFlowchart
from services.flowchart.problems import ChartProblem, ChartRefused
from ui.desk import Desk
from ui.flowchart.board import Spot
from ui.flowchart.lists import SpotList, problem_lines
from ui.settings.form_dialog import FormDialog
from ui.widgets.fields import FormField
from ui.widgets.labels import ThaiLabel, heading
from ui.widgets.text_area import TextArea

LIST_HEIGHT = 108


class PublishDialog(FormDialog):
    """Publish a chart; errors keep it from being published, a newer version of somebody else does too."""

    published = Signal(object)
    overtaken = Signal()
    go_asked = Signal(object)

    def __init__(
        self,
        desk: Desk,
        flowcharts: Flowcharts,
        drawn: PublishFlowchart,
        problems: Sequence[ChartProblem],
        changes: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        title = QCoreApplication.translate("PublishDialog", "ประกาศใช้ผังฉบับใหม่")
        super().__init__(title, QCoreApplication.translate("PublishDialog", "ประกาศใช้"), parent)
        self._desk, self._flowcharts, self._drawn = desk, flowcharts, drawn
        self.errors = [one for one in problems if one.severity == "error"]
        self.problems = SpotList(self.tr("สิ่งที่ต้องแก้ก่อนประกาศใช้"))
        self.changes = SpotList(self.tr("สิ่งที่เปลี่ยนจากฉบับที่ใช้อยู่"))
        self.note = TextArea(limit=2000, min_lines=2, max_lines=5)
        self._note_field = FormField(
            self.tr("บันทึกเหตุผลของการเปลี่ยน"), self.note, help_text=self.tr("เก็บไว้กับฉบับนี้ให้ผู้ตรวจสอบอ่านย้อนหลัง")
        )
        self._overtaken = ThaiLabel(
            self.tr("ร่างของท่านอยู่ครบ เมื่อกดประกาศใช้อีกครั้ง โปรแกรมจะแสดงสิ่งที่ร่างนี้เปลี่ยนจากฉบับที่เพิ่งประกาศใช้"),
            "muted",
        )
        self._overtaken.hide()
        self.body.addWidget(self._overtaken)
        self._fill(tuple(problems), changes, drawn.chart)
        self.save_button.setEnabled(not self.errors)
        (self.problems if self.errors else self.note).setFocus()

    def check(self) -> bool:
        too_long = self.note.is_too_long()
        self._note_field.set_error(self.tr("ข้อความยาวเกินกำหนด โปรดตัดให้สั้นลง") if too_long else "")
        return not self.errors and not too_long

    def submit(self) -> None:
        drawn = PublishFlowchart(
            code=self._drawn.code,
            based_on=self._drawn.based_on,
            chart=self._drawn.chart,
            note=self.note.text().strip(),
        )
        actor = self._desk.actor
        self._desk.runner.write(
            lambda: self._flowcharts.publish_flowchart(actor, drawn, self.command),
            self._done,
            self._failed,
            owner=self,
        )

    def show_errors(self, texts: dict[str, str]) -> None:
        self._note_field.set_error(texts.get("note", ""))
        others = [text for name, text in texts.items() if name != "note"]
        if others:
            self.banner.show_text("\n".join(others), "danger")

    def _done(self, version: object) -> None:
        self.published.emit(version)
        self.accept()

    def _failed(self, error: DomainError) -> None:
        self.set_saving(False)
        if isinstance(error, ChartRefused):
            self.problems.put(problem_lines(error.problems, self._drawn.chart))
        self.show_failure(error)
        if isinstance(error, Conflict):
            self.overtaken.emit()
            self.save_button.setEnabled(False)
            self.cancel_button.setText(self.tr("กลับไปที่ผัง"))
            self._overtaken.show()
            self.fit()

    def _fill(self, problems: tuple[ChartProblem, ...], changes: Sequence[str], chart: Chart) -> None:
        if problems:
            self.body.addWidget(heading(self.tr("สิ่งที่พบ"), "label"))
            self.body.addWidget(self.problems)
            self.problems.put(problem_lines(problems, chart))
            self.problems.setFixedHeight(min(LIST_HEIGHT, 34 * len(problems) + 4))
            self.problems.chosen.connect(self._go)
        if self.errors:
            text = self.tr(
                "ยังประกาศใช้ไม่ได้ โปรดแก้รายการที่มีเครื่องหมายสีแดงก่อน ร่างยังเก็บไว้ครบ กด Enter ที่รายการเพื่อไปแก้"
            )
            self.banner.show_text(text, "danger")
        self.body.addWidget(heading(self.tr("สิ่งที่เปลี่ยนจากฉบับที่ใช้อยู่"), "label"))
        self.body.addWidget(self.changes)
        self.changes.put([("", text, Spot()) for text in changes or [self.tr("ไม่มีสิ่งที่เปลี่ยน")]])
        self.changes.setFixedHeight(min(LIST_HEIGHT, 34 * max(1, len(changes)) + 4))
        self.body.addWidget(self._note_field)
        self.body.addWidget(
            ThaiLabel(
                self.tr(
                    "เรื่องที่รับตั้งแต่นี้ใช้ผังฉบับใหม่ เรื่องที่กำลังดำเนินการอยู่ยังใช้ผังเดิม "
                    "หลังประกาศใช้แล้วโปรแกรมจะถามว่าจะย้ายเรื่องเหล่านั้นมาใช้ผังใหม่หรือไม่"
                ),
                "help",
            )
        )

    def _go(self, spot: Spot) -> None:
        self.go_asked.emit(spot)
        self.reject()
