"""Find the cases of a person who asks for the own data, and print what is kept of them."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from services.errors import DomainError, Invalid
from services.privacy.person import PersonFileRequest, PersonMatch, PersonQuery, Privacy
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.error_messages import field_sentence, field_texts
from ui.formatting import format_count, format_date
from ui.reports.document_window import DocumentWindow
from ui.settings.section import Section
from ui.theme import Space
from ui.widgets.fields import FormField, field_row
from ui.widgets.labels import ThaiLabel, plain_button, primary_button
from ui.widgets.line_edit import LineEdit
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import DataTable
from ui.wording import QT_TRANSLATE_NOOP

Index = QModelIndex | QPersistentModelIndex
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked

COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("Privacy", "เลขรับ"), 110),
    (QT_TRANSLATE_NOOP("Privacy", "วันที่รับ"), 115),
    (QT_TRANSLATE_NOOP("Privacy", "ผู้ร้องเรียน"), 230),
    (QT_TRANSLATE_NOOP("Privacy", "โทรศัพท์"), 140),
    (QT_TRANSLATE_NOOP("Privacy", "พบจาก"), 150),
    (QT_TRANSLATE_NOOP("Privacy", "สถานะ"), 165),
)
MATCHED = {
    "name": QT_TRANSLATE_NOOP("Privacy", "ชื่อ"),
    "phone": QT_TRANSLATE_NOOP("Privacy", "โทรศัพท์"),
    "national_id": QT_TRANSLATE_NOOP("Privacy", "เลขประจำตัวประชาชน"),
    "email": QT_TRANSLATE_NOOP("Privacy", "อีเมล"),
}
STATUS = {
    "open": QT_TRANSLATE_NOOP("Privacy", "อยู่ระหว่างดำเนินการ"),
    "closed": QT_TRANSLATE_NOOP("Privacy", "ยุติเรื่องแล้ว"),
    "voided": QT_TRANSLATE_NOOP("Privacy", "ยกเลิกเลขรับ"),
}
HIDDEN = QT_TRANSLATE_NOOP("Privacy", "(ขอปกปิดชื่อ)")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Privacy", text)


class MatchesModel(RowsModel[PersonMatch]):
    """Hold the cases found; each has a tick that says whether it is printed."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__("Privacy", [title for title, _width in COLUMNS])
        self._chosen: set[int] = set()

    def show_matches(self, rows: list[PersonMatch]) -> None:
        """Show what was found, every case ticked."""
        self._chosen = {row.complaint_id for row in rows}
        self.set_rows(rows)
        self.ticked.emit()

    def chosen(self) -> tuple[int, ...]:
        """Return the ticked cases in the order shown."""
        return tuple(row.complaint_id for row in self._rows if row.complaint_id in self._chosen)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        case = self._rows[index.row()].complaint_id
        if Qt.CheckState(value) == CHECKED:
            self._chosen.add(case)
        else:
            self._chosen.discard(case)
        self.dataChanged.emit(index, index, [role])
        self.ticked.emit()
        return True

    def cell(self, row: PersonMatch, column: int, role: int) -> Any:
        if column == 0 and role == Qt.ItemDataRole.CheckStateRole:
            return CHECKED if row.complaint_id in self._chosen else UNCHECKED
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        name = f"{row.name} {_tr(HIDDEN)}" if row.identity == "hidden" else row.name
        matched = ", ".join(_tr(MATCHED[found]) for found in row.matched)
        return (
            row.number,
            format_date(row.received_on),
            name,
            row.phones or "–",
            matched,
            _tr(STATUS[row.status]),
        )[column]


class PersonSection(Section):
    """Take a request, show the cases found with people masked, print the ticked ones."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "คำขอดูข้อมูลของเจ้าของข้อมูล")
    TEXT = QT_TRANSLATE_NOOP(
        "Settings",
        "ตรวจหลักฐานแสดงตนของผู้ขอก่อน แล้วค้นหาเรื่องที่ผู้นั้นเป็นผู้ร้องเรียน การค้นหาและการพิมพ์บันทึกไว้ในบันทึกการทำงานพร้อมเหตุผล "
        "ผู้ถูกร้องเรียนขอดูข้อมูลของผู้ร้องเรียนไม่ได้",
    )

    def __init__(self, desk: Desk, privacy: Privacy) -> None:
        super().__init__(desk)
        self._privacy = privacy
        self._under_way = False
        self._command = new_command_id()
        self._asked: tuple[str, ...] = ()
        self.fields = {
            "name": FormField(self.tr("ชื่อ สกุล"), LineEdit(limit=200)),
            "phone": FormField(self.tr("โทรศัพท์"), LineEdit(limit=60)),
            "national_id": FormField(self.tr("เลขประจำตัวประชาชน"), LineEdit(limit=30)),
            "email": FormField(self.tr("อีเมล"), LineEdit(limit=200)),
            "requester": FormField(
                self.tr("ผู้ขอและหลักฐานแสดงตน"),
                LineEdit(limit=300),
                required=True,
                help_text=self.tr("เช่น เจ้าของข้อมูล แสดงบัตรประจำตัวประชาชน"),
            ),
            "reason": FormField(
                self.tr("คำขอ"),
                LineEdit(limit=300),
                required=True,
                help_text=self.tr("เช่น คำขอลงวันที่ 10 เมษายน 2569"),
            ),
        }
        self.hidden_box = QCheckBox(self.tr("รวมเรื่องที่ขอปกปิดชื่อ (บันทึกเป็นการขอดูชื่อที่ปกปิด)"))
        self.search_button = primary_button(self.tr("ค้นหาเรื่อง"), "search")
        self.print_button = plain_button(self.tr("พิมพ์ข้อมูลของเรื่องที่เลือก"), "printer")
        self.found = ThaiLabel("", "muted")
        self.model = MatchesModel()
        self.model.setParent(self)
        self.table = DataTable(self.tr("เรื่องที่พบ"))
        self.table.setModel(self.model)
        self._lay_out()
        self.search_button.clicked.connect(lambda _on=False: self.search())
        self.print_button.clicked.connect(lambda _on=False: self.make())
        self.model.ticked.connect(self._show_buttons)
        for field in self.fields.values():
            field.editor.returnPressed.connect(self.search)  # type: ignore[attr-defined]
        self._show_buttons()

    def text(self, name: str) -> str:
        """Return what is typed in a field."""
        return str(self.fields[name].editor.text()).strip()  # type: ignore[attr-defined]

    def search(self) -> None:
        """Look for the person's cases."""
        if self._under_way or not self._is_filled():
            return
        query = PersonQuery(
            name=self.text("name"),
            phone=self.text("phone"),
            national_id=self.text("national_id"),
            email=self.text("email"),
            hidden=self.hidden_box.isChecked(),
        )
        reason = self._reason()
        command = self._command_for("find", repr(query), reason)
        self._begin()
        self.desk.runner.write(
            lambda: self._privacy.find_person(self.desk.actor, query, reason, command),
            self._show,
            self._show_failure,
            owner=self,
            on_finally=self._end,
        )

    def make(self) -> None:
        """Print what is kept of the person in the ticked cases."""
        cases = self.model.chosen()
        if self._under_way or not cases or not self._is_filled():
            return
        request = PersonFileRequest(
            complaint_ids=cases, requester=self.text("requester"), reason=self.text("reason")
        )
        command = self._command_for("make", repr(request))
        self._begin()
        self.desk.runner.write(
            lambda: self._privacy.make_person_file(self.desk.actor, request, command),
            self._show_paper,
            self._show_failure,
            owner=self,
            on_finally=self._end,
        )

    def _command_for(self, *asked: str) -> str:
        """Return the same command for the same request until it is answered."""
        if asked != self._asked:
            self._asked, self._command = asked, new_command_id()
        return self._command

    def _reason(self) -> str:
        return f"{self.text('requester')} – {self.text('reason')}"

    def _is_filled(self) -> bool:
        wrong = [name for name in ("requester", "reason") if not self.text(name)]
        for name, field in self.fields.items():
            field.set_error(field_sentence("required") if name in wrong else "")
        if wrong:
            self.fields[wrong[0]].focus_editor()
        return not wrong

    def _begin(self) -> None:
        self._under_way = True
        self.banner.close_banner()
        self._show_buttons()

    def _end(self) -> None:
        self._under_way = False
        self._show_buttons()

    def _show(self, rows: list[PersonMatch]) -> None:
        self._asked = ()
        self.model.show_matches(rows)
        if rows:
            text = self.tr("พบ {count} โปรดตรวจว่าเป็นเรื่องของผู้ขอ แล้วเลือกเฉพาะเรื่องนั้น")
            self.found.setText(text.format(count=format_count(len(rows), self.tr("เรื่อง"))))
            self.table.setCurrentIndex(self.model.index(0, 0))
            self.table.setFocus()
        else:
            self.found.setText(self.tr("ไม่พบเรื่องที่ตรงกัน โปรดตรวจตัวสะกด หรือค้นด้วยโทรศัพท์หรือเลขประจำตัวประชาชน"))

    def _show_paper(self, content: bytes) -> None:
        self._asked = ()
        title = self.tr("ข้อมูลส่วนบุคคลตามคำขอ")
        DocumentWindow(content, title, title, self.desk.feedback, self.window()).open()

    def _show_failure(self, error: DomainError) -> None:
        if not isinstance(error, Invalid):
            self.show_error(error)
            return
        for name, text in field_texts(error).items():
            if name in self.fields:
                self.fields[name].set_error(text)
                self.fields[name].focus_editor()

    def _show_buttons(self) -> None:
        self.search_button.setEnabled(not self._under_way)
        self.print_button.setEnabled(not self._under_way and bool(self.model.chosen()))

    def _lay_out(self) -> None:
        self.table.set_column_widths([width for _title, width in COLUMNS], stretch=2)
        self.table.set_empty_text(self.tr("กรอกข้อมูลของผู้ขอ แล้วกดค้นหาเรื่อง"))
        self.table.setMinimumHeight(190)
        self.body.addLayout(field_row(self.fields["requester"], self.fields["reason"]))
        self.body.addLayout(field_row(self.fields["name"], self.fields["phone"]))
        self.body.addLayout(field_row(self.fields["national_id"], self.fields["email"]))
        self.body.addWidget(self.hidden_box)
        self.body.addLayout(_row(self.search_button, self.print_button))
        self.body.addWidget(self.found)
        self.body.addWidget(self.table, 1)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.M)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
