"""Which parts the monthly report has, and in what order, with last month's report to see it on."""

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from services.documents.printing import Documents
from services.errors import DomainError
from services.office.administration import OfficeAdministration
from services.office.facts import OfficeFacts
from services.office.monthly_parts import REQUIRED, parts_in_force, usual_parts
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.letters.live_paper import LivePaper
from ui.settings.parts_list import PartsList
from ui.settings.section import Section
from ui.theme import Space
from ui.widgets.keyboard import FormKeys
from ui.widgets.labels import ThaiLabel, plain_button, primary_button
from ui.wording import QT_TRANSLATE_NOOP

SETTING = "monthly_parts"
PREVIEW_MS = 500
NAMES: dict[str, str] = {
    "movement": QT_TRANSLATE_NOOP("Settings", "ความเคลื่อนไหวของข้อร้องเรียน"),
    "indicators": QT_TRANSLATE_NOOP("Settings", "ผลการดำเนินงานตามตัวชี้วัด"),
    "months": QT_TRANSLATE_NOOP("Settings", "ข้อร้องเรียนรายเดือน"),
    "chart": QT_TRANSLATE_NOOP("Settings", "แผนภูมิรายเดือน"),
    "apart": QT_TRANSLATE_NOOP("Settings", "เรื่องที่แสดงแยก ไม่นับรวมในตัวชี้วัด"),
    "by_channel": QT_TRANSLATE_NOOP("Settings", "จำแนกตามช่องทาง"),
    "by_category": QT_TRANSLATE_NOOP("Settings", "จำแนกตามหมวดของเรื่อง"),
    "by_level": QT_TRANSLATE_NOOP("Settings", "จำแนกตามระดับของเรื่อง"),
    "by_outcome": QT_TRANSLATE_NOOP("Settings", "จำแนกตามผลการดำเนินการ"),
    "cases": QT_TRANSLATE_NOOP("Settings", "รายการข้อร้องเรียน (ไม่ระบุชื่อบุคคล)"),
}


class PartsSection(Section):
    """Let the office choose the parts of its monthly report and put them in order."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "รายงานประจำเดือน")
    TEXT = QT_TRANSLATE_NOOP(
        "Settings",
        "เลือกส่วนของรายงานและจัดลำดับ ใช้กับรายงานที่จัดทำหลังจากบันทึก เดือนที่รับรองแล้วคงเดิม "
        "ความเคลื่อนไหวและตัวชี้วัดตัดออกไม่ได้ เพราะร้อยละต้องแสดงพร้อมจำนวนเรื่อง",
    )

    def __init__(self, desk: Desk, office: OfficeAdministration, documents: Documents) -> None:
        super().__init__(desk, scrolls=False)
        self._office, self._documents = office, documents
        self._kept: tuple[str, ...] = ()
        self._command = new_command_id()
        self._saving = False
        self._asked = 0
        parts = [(code, QCoreApplication.translate("Settings", NAMES[code])) for code in usual_parts()]
        self.list = PartsList(parts, REQUIRED, self.tr("ส่วนของรายงานประจำเดือน"))
        self.up_button = plain_button(self.tr("เลื่อนขึ้น"), "chevron-up")
        self.down_button = plain_button(self.tr("เลื่อนลง"), "chevron-down")
        self.save_button = primary_button(self.tr("บันทึกการตั้งค่า"), "save")
        self.undo_button = plain_button(self.tr("ยกเลิกการแก้ไข"), "undo-2")
        self.default_button = plain_button(self.tr("กลับไปใช้ค่าเริ่มต้น"), "rotate-ccw")
        self.preview = LivePaper(desk.feedback)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PREVIEW_MS)
        self._timer.timeout.connect(self._ask_preview)
        self._lay_out()
        self.list.changed.connect(self._on_changed)
        self.list.currentRowChanged.connect(lambda _row: self._show_buttons())
        self.up_button.clicked.connect(lambda _on=False: self.list.move_current(-1))
        self.down_button.clicked.connect(lambda _on=False: self.list.move_current(1))
        self.save_button.clicked.connect(self.save)
        self.undo_button.clicked.connect(self.discard)
        self.default_button.clicked.connect(lambda _on=False: self.list.set_codes(usual_parts()))
        FormKeys(self, on_save=self.save)
        self.list.set_codes(usual_parts())

    def load(self) -> None:
        self.desk.runner.read(
            lambda: self._office.read_facts(self.desk.actor), self._show, self.show_error, owner=self
        )

    def is_changed(self) -> bool:
        return bool(self._kept) and self.list.codes() != self._kept

    def discard(self) -> None:
        self.list.set_codes(self._kept)
        self.banner.hide()

    def save(self) -> None:
        """Keep the parts ticked in their order."""
        if self._saving or not self.is_changed():
            return
        parts, command = self.list.codes(), self._command
        self._set_saving(True)
        self.desk.runner.write(
            lambda: self._office.change_setting(self.desk.actor, SETTING, parts, command),
            lambda _nothing: self._on_saved(parts),
            self.show_error,
            owner=self,
            on_finally=lambda: self._set_saving(False),
        )

    def _show(self, facts: OfficeFacts) -> None:
        changed = self.is_changed()
        self._kept = tuple(parts_in_force(facts.settings.monthly_parts))
        if not changed:
            self.list.set_codes(self._kept)
        self._show_buttons()
        self._ask_preview()

    def _on_changed(self) -> None:
        self._command = new_command_id()
        self._show_buttons()
        self._timer.start()

    def _on_saved(self, parts: tuple[str, ...]) -> None:
        self._kept = parts
        self._command = new_command_id()
        self.banner.hide()
        self._show_buttons()
        self.desk.feedback.saved(self.tr("บันทึกส่วนของรายงานแล้ว"))

    def _ask_preview(self) -> None:
        if not self._kept or not self.isVisible() or self.desk.runner.is_shut_down:
            return
        self._asked += 1
        asked, actor, parts = self._asked, self.desk.actor, self.list.codes()
        self.desk.runner.read(
            lambda: self._documents.preview_parts(actor, parts),
            lambda content: self._on_preview(content) if asked == self._asked else None,
            lambda error: self._on_failed(error) if asked == self._asked else None,
            owner=self,
        )

    def _on_preview(self, content: bytes) -> None:
        self.preview.show_pdf(content, self.tr("ตัวอย่างรายงานประจำเดือน"))

    def _on_failed(self, error: DomainError) -> None:
        self.preview.clear()
        self.show_error(error)

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self._show_buttons()

    def _show_buttons(self) -> None:
        changed = self.is_changed() and not self._saving
        self.save_button.setEnabled(changed)
        self.undo_button.setEnabled(changed)
        self.default_button.setEnabled(self.list.codes() != usual_parts() and not self._saving)
        self.up_button.setEnabled(self.list.may_move(-1))
        self.down_button.setEnabled(self.list.may_move(1))

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, Space.M, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.up_button)
        row.addWidget(self.down_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(
            ThaiLabel(self.tr("กด Space เพื่อเลือกหรือไม่เลือก กด Alt พร้อมลูกศรขึ้นหรือลงเพื่อเลื่อน"), "help")
        )
        right = QWidget()
        shown = QVBoxLayout(right)
        shown.setContentsMargins(Space.M, 0, 0, 0)
        shown.setSpacing(Space.S)
        shown.addWidget(ThaiLabel(self.tr("ตัวอย่างจากข้อมูลเดือนที่ผ่านมา"), "muted"))
        shown.addWidget(self.preview, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([400, 440])
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        self.body.addWidget(splitter, 1)
        self.add_footer(self.save_button, self.undo_button, self.default_button)
