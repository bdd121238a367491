"""The wording of the office's papers: what ships with the program, and the office's own."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from services.errors import DomainError
from services.office.administration import OfficeAdministration
from services.office.facts import OfficeFacts
from services.resources import load_json
from services.thai.text import fold
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.settings.section import Section
from ui.theme import ROW_HEIGHT, Space
from ui.widgets.choices import ChoiceCombo
from ui.widgets.fields import FormField
from ui.widgets.keyboard import FormKeys
from ui.widgets.labels import ThaiLabel, heading, plain_button, primary_button
from ui.widgets.line_edit import LineEdit
from ui.widgets.text_area import TextArea
from ui.wording import QT_TRANSLATE_NOOP

PAPERS: tuple[tuple[str, str], ...] = (
    ("receipt", QT_TRANSLATE_NOOP("Settings", "ใบรับเรื่องร้องเรียน")),
    ("case_file", QT_TRANSLATE_NOOP("Settings", "แฟ้มเรื่อง")),
    ("history", QT_TRANSLATE_NOOP("Settings", "ประวัติในแฟ้มเรื่อง")),
    ("monthly", QT_TRANSLATE_NOOP("Settings", "รายงานประจำเดือน")),
    ("indicators", QT_TRANSLATE_NOOP("Settings", "ตัวชี้วัด")),
    ("annex", QT_TRANSLATE_NOOP("Settings", "ตารางแนบรายงานประจำเดือน")),
    ("signed", QT_TRANSLATE_NOOP("Settings", "การรับรองข้อมูลและรายการแก้ไขหลังรับรอง")),
    ("fiscal_year", QT_TRANSLATE_NOOP("Settings", "รายงานประจำปีงบประมาณ")),
    ("dashboard", QT_TRANSLATE_NOOP("Settings", "ผลการดำเนินงาน")),
    ("zero_year", QT_TRANSLATE_NOOP("Settings", "บันทึกปีที่ไม่มีข้อร้องเรียน")),
    ("audit_pack", QT_TRANSLATE_NOOP("Settings", "ชุดข้อมูลสำหรับผู้ตรวจสอบ")),
    ("register_book", QT_TRANSLATE_NOOP("Settings", "สมุดทะเบียนรับเรื่อง")),
    ("overdue", QT_TRANSLATE_NOOP("Settings", "บัญชีเรื่องเกินกำหนด")),
    ("evidence", QT_TRANSLATE_NOOP("Settings", "เอกสารหลักฐานประจำปี")),
    ("information_act", QT_TRANSLATE_NOOP("Settings", "สถิติตาม พ.ร.บ. ข้อมูลข่าวสารของราชการ")),
    ("corruption", QT_TRANSLATE_NOOP("Settings", "สถิติเรื่องทุจริตและประพฤติมิชอบ")),
    ("statistic", QT_TRANSLATE_NOOP("Settings", "ข้อความที่สถิติใช้ร่วมกัน")),
    ("recovery_sheet", QT_TRANSLATE_NOOP("Settings", "ใบกู้คืนข้อมูลสำนักงาน")),
    ("status", QT_TRANSLATE_NOOP("Settings", "คำตอบเมื่อมีผู้สอบถามผลของเรื่อง")),
    ("person_file", QT_TRANSLATE_NOOP("Settings", "ข้อมูลของเจ้าของข้อมูล")),
    ("destruction_list", QT_TRANSLATE_NOOP("Settings", "บัญชีขอทำลายเอกสาร")),
    ("statement", QT_TRANSLATE_NOOP("Settings", "บันทึกคำร้องเรียน")),
    ("box_record", QT_TRANSLATE_NOOP("Settings", "บันทึกการเปิดกล่องแสดงความคิดเห็น")),
    ("blank_intake", QT_TRANSLATE_NOOP("Settings", "แบบรับเรื่อง (กรอกด้วยมือ)")),
    ("slip_form", QT_TRANSLATE_NOOP("Settings", "แบบสำหรับหยอดกล่อง")),
    ("channel_notice", QT_TRANSLATE_NOOP("Settings", "ประกาศช่องทางการร้องเรียน")),
    ("inspection_register", QT_TRANSLATE_NOOP("Settings", "ทะเบียนการตรวจช่องทาง")),
    ("flowchart", QT_TRANSLATE_NOOP("Settings", "ผังกระบวนการสำหรับติดผนัง")),
    ("common", QT_TRANSLATE_NOOP("Settings", "ข้อความที่ใช้ร่วมกัน")),
)
SHORT = 70
LIMIT = 4000


@dataclass(frozen=True, slots=True)
class Text:
    """Hold one text of a paper: name is what `change_wording` takes."""

    name: str
    default: str
    fields: tuple[tuple[str, str], ...]


@cache
def texts_of(paper: str) -> tuple[Text, ...]:
    """Return the texts of a paper as they ship, each with the fields that it may use."""
    data = load_json(f"documents/{paper}.json")
    known = {**load_json("documents/common.json").get("fields", {}), **data.get("fields", {})}
    found = []
    for key, default in data["texts"].items():
        if isinstance(default, str):
            used = tuple((name, label) for name, label in known.items() if "{" + name + "}" in default)
            found.append(Text(f"{paper}.{key}", default, used))
    return tuple(found)


class WordingSection(Section):
    """Let the office say things in its own words, and go back to the shipped ones."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "ข้อความในเอกสาร")
    TEXT = QT_TRANSLATE_NOOP(
        "Settings", "เลือกข้อความแล้วแก้เป็นของสำนักงานได้ ใช้กับเอกสารที่จัดทำหลังจากนี้ กลับไปใช้ข้อความเดิมได้ทุกเมื่อ"
    )

    def __init__(self, desk: Desk, office: OfficeAdministration) -> None:
        super().__init__(desk, scrolls=False)
        self._office = office
        self._own: dict[str, str] = {}
        self._text: Text | None = None
        self._command = new_command_id()
        self._saving = False
        self.paper = ChoiceCombo(
            [(code, QCoreApplication.translate("Settings", name)) for code, name in PAPERS]
        )
        self.paper.set_code("receipt")
        self.search = LineEdit()
        self.list = QListWidget()
        self.default = ThaiLabel("")
        self.area = TextArea(limit=LIMIT, min_lines=3, max_lines=10)
        self.field = FormField(self.tr("ข้อความของสำนักงาน"), self.area)
        self.save_button = primary_button(self.tr("บันทึกข้อความ"), "save")
        self.reset_button = plain_button(self.tr("กลับไปใช้ข้อความเดิม"), "rotate-ccw")
        self._lay_out()
        self.paper.codeChanged.connect(lambda _code: self._fill())
        self.search.textChanged.connect(lambda _text: self._fill())
        self.list.currentItemChanged.connect(lambda now, _before: self._choose(now))
        self.area.textChanged.connect(self._show_buttons)
        self.save_button.clicked.connect(self.save)
        self.reset_button.clicked.connect(self.reset)
        FormKeys(self, on_save=self.save)

    def load(self) -> None:
        self.desk.runner.read(
            lambda: self._office.read_facts(self.desk.actor), self._show, self.show_error, owner=self
        )

    def is_changed(self) -> bool:
        return self._text is not None and self.area.text().strip() != self._in_force(self._text).strip()

    def discard(self) -> None:
        if self._text is not None:
            self.area.setText(self._in_force(self._text))

    def save(self) -> None:
        """Keep the text typed as the office's own; the shipped text again means none of its own."""
        if self._text is None or not self.is_changed() or not self._check():
            return
        typed = self.area.text().strip()
        self._change("" if typed == self._text.default.strip() else typed)

    def reset(self) -> None:
        """Go back to the text that ships with the program."""
        if self._text is not None and self._text.name in self._own:
            self._change("")

    def _check(self) -> bool:
        """Refuse a field that the text can't be filled with: it would be printed as it stands."""
        assert self._text is not None  # noqa: S101 - only called with a text chosen
        problem = ""
        if self.area.is_too_long():
            problem = self.tr("ข้อความยาวเกินไป")
        elif unknown := _unknown_fields(self.area.text(), self._text):
            problem = self.tr("ใช้ {field} ในข้อความนี้ไม่ได้").format(field=unknown)
        self.field.set_error(problem)
        if problem:
            self.field.focus_editor()
        return not problem

    def _change(self, text: str) -> None:
        assert self._text is not None  # noqa: S101 - only called with a text chosen
        name, command = self._text.name, self._command
        if self._saving:
            return
        self._set_saving(True)
        self.desk.runner.write(
            lambda: self._office.change_wording(self.desk.actor, name, text, command),
            lambda _nothing: self._on_saved(name, text),
            self.show_error,
            owner=self,
            on_finally=lambda: self._set_saving(False),
        )

    def _on_saved(self, name: str, text: str) -> None:
        self._command = new_command_id()
        if text:
            self._own[name] = text
        else:
            self._own.pop(name, None)
        self.banner.hide()
        self.discard()
        self._fill()
        self._show_buttons()
        self.desk.feedback.saved(self.tr("บันทึกข้อความแล้ว") if text else self.tr("กลับไปใช้ข้อความเดิมแล้ว"))

    def _show(self, facts: OfficeFacts) -> None:
        changed = self.is_changed()
        self._own = dict(facts.wording)
        if not changed:
            self._fill()
            self.discard()

    def _in_force(self, text: Text) -> str:
        return self._own.get(text.name, text.default)

    def _fill(self) -> None:
        """List the texts of the paper; the one chosen stays chosen while it is among them."""
        paper = self.paper.code()
        asked = fold(self.search.text().strip())
        texts = [
            text
            for text in (texts_of(paper) if paper else ())
            if asked in fold(self._in_force(text)) or asked in fold(text.default)
        ]
        self.list.blockSignals(True)
        self.list.clear()
        for text in texts:
            shown = " ".join(self._in_force(text).split())
            own = self.tr("(แก้แล้ว) ") if text.name in self._own else ""
            item = QListWidgetItem(own + (shown if len(shown) <= SHORT else f"{shown[:SHORT]}…"))
            item.setData(Qt.ItemDataRole.UserRole, text)
            item.setSizeHint(QSize(0, ROW_HEIGHT - 4))
            item.setToolTip(shown)
            self.list.addItem(item)
        names = [text.name for text in texts]
        kept = self._text.name if self._text else ""
        row = names.index(kept) if kept in names else (0 if texts and not self.is_changed() else -1)
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        if row >= 0:
            self._choose(self.list.item(row))

    def _choose(self, item: QListWidgetItem | None) -> None:
        text = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if text is None or (self._text is not None and text.name == self._text.name):
            return
        if self.is_changed() and not self._may_lose():
            self._mark_chosen()
            return
        self._text = text
        self._command = new_command_id()
        self.default.setText(text.default)
        self.field.set_error("")
        names = "  ".join(f"{{{name}}} {label}" for name, label in text.fields)
        self.field.set_help(self.tr("ช่องที่เติมให้: {names}").format(names=names) if names else "")
        self.area.setText(self._in_force(text))
        self._show_buttons()

    def _mark_chosen(self) -> None:
        """Put the list's cursor back on the text that is being edited."""
        texts = [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]
        row = next((place for place, text in enumerate(texts) if text == self._text), -1)
        self.list.blockSignals(True)
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    def _may_lose(self) -> bool:
        return self.desk.feedback.confirm(
            self.tr("ทิ้งข้อความที่แก้ไขไว้หรือไม่"), yes=self.tr("ทิ้งการแก้ไข"), no=self.tr("แก้ไขต่อ"), danger=True
        )

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.save_button.setEnabled(self.is_changed() and not self._saving)
        own = self._text is not None and self._text.name in self._own
        self.reset_button.setEnabled(own and not self._saving)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(Space.S)
        left.addWidget(FormField(self.tr("เอกสาร"), self.paper))
        left.addWidget(FormField(self.tr("ค้นหาข้อความ"), self.search))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("ข้อความในเอกสาร"))
        left.addWidget(self.list, 1)
        right = QVBoxLayout()
        right.setSpacing(Space.S)
        right.addWidget(heading(self.tr("ข้อความเดิมของโปรแกรม"), "label"))
        self.default.set_selectable()
        right.addWidget(self.default)
        right.addSpacing(Space.S)
        right.addWidget(self.field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.reset_button)
        buttons.addStretch(1)
        right.addLayout(buttons)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        for part, stretch in ((left, 2), (right, 3)):
            holder = QWidget()
            part.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(part)
            row.addWidget(holder, stretch)
        self.body.addLayout(row, 1)

    def show_error(self, error: DomainError) -> None:
        super().show_error(error)
        self._show_buttons()


def _unknown_fields(typed: str, text: Text) -> str:
    """Return the first field in braces that this text has no value for, empty where all are known."""
    known = {name for name, _label in text.fields}
    rest = typed
    while "{" in rest or "}" in rest:
        before, _, after = rest.partition("{")
        name, closed, rest = after.partition("}")
        if "}" in before or not closed or name not in known:
            return "{" + name.strip()[:30] + "}"
    return ""
