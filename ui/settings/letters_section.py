"""The office's own texts of letters, each with the fields it may use and a letter that shows it."""

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from services.letters.content import KINDS
from services.letters.fields import FIELDS, unknown_fields
from services.letters.letters import Letters
from services.letters.reading import LetterPreview
from services.letters.wording import FILE, default_texts, keys_of
from services.office.administration import OfficeAdministration
from services.office.codes import codes, name_of
from services.office.facts import OfficeFacts
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.error_messages import field_sentence
from ui.letters.live_paper import LivePaper
from ui.letters.words import kind_choices
from ui.settings.section import Section
from ui.theme import Space
from ui.widgets.choices import ChoiceCombo
from ui.widgets.fields import FormField
from ui.widgets.keyboard import FormKeys
from ui.widgets.labels import ThaiLabel, plain_button, primary_button
from ui.widgets.scrolling import scrolling
from ui.widgets.text_area import TextArea
from ui.wording import QT_TRANSLATE_NOOP

SHARED = "shared"
LIMIT = 8_000
PREVIEW_MS = 500


class LettersSection(Section):
    """Let the office write its letters in its own words, and go back to the shipped ones."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "แบบหนังสือ")
    TEXT = QT_TRANSLATE_NOOP(
        "Settings", "ข้อความตั้งต้นของหนังสือแต่ละแบบ ใช้กับหนังสือที่ร่างหลังจากนี้ กลับไปใช้ข้อความเดิมได้ทุกเมื่อ"
    )

    def __init__(self, desk: Desk, office: OfficeAdministration, letters: Letters) -> None:
        super().__init__(desk, scrolls=False)
        self._office, self._letters = office, letters
        self._own: dict[str, str] = {}
        self._key = ""
        self._command = new_command_id()
        self._saving = False
        self._asked = 0
        self.kind = ChoiceCombo([*kind_choices(), (SHARED, self.tr("ข้อความที่ใช้ร่วมกัน"))])
        self.text = ChoiceCombo([])
        self.area = TextArea(limit=LIMIT, min_lines=8, max_lines=18)
        self.field = FormField(self.tr("ข้อความของสำนักงาน"), self.area)
        self.default = ThaiLabel("", "help")
        self.insert_button = plain_button(self.tr("แทรกช่องข้อมูล"), "plus")
        self.save_button = primary_button(self.tr("บันทึกข้อความ"), "save")
        self.reset_button = plain_button(self.tr("กลับไปใช้ข้อความเดิม"), "rotate-ccw")
        self.preview = LivePaper(desk.feedback)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PREVIEW_MS)
        self._timer.timeout.connect(self._ask_preview)
        self._lay_out()
        self._make_menu()
        self.kind.codeChanged.connect(self._show_texts)
        self.text.codeChanged.connect(self._choose)
        self.area.textChanged.connect(self._on_typed)
        self.save_button.clicked.connect(self.save)
        self.reset_button.clicked.connect(self.reset)
        FormKeys(self, on_save=self.save)
        self.kind.set_code(KINDS[0])
        self._show_texts(KINDS[0])

    def load(self) -> None:
        self.desk.runner.read(
            lambda: self._office.read_facts(self.desk.actor), self._show, self.show_error, owner=self
        )

    def is_changed(self) -> bool:
        return bool(self._key) and self.area.text().strip() != self._in_force(self._key).strip()

    def discard(self) -> None:
        self.area.setText(self._in_force(self._key))

    def save(self) -> None:
        """Keep the text as the office's own; the shipped text again means none of its own."""
        if self._key and self.is_changed() and self._check():
            typed = self.area.text().strip()
            self._change("" if typed == default_texts()[self._key].strip() else typed)

    def reset(self) -> None:
        """Go back to the text that ships with the program."""
        if self._own.get(self._name(self._key)):
            self._change("")

    def insert_field(self, name: str) -> None:
        """Put a field at the cursor."""
        self.area.edit.insertPlainText("{" + name + "}")
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _name(key: str) -> str:
        return f"{FILE}.{key}"

    def _in_force(self, key: str) -> str:
        return self._own.get(self._name(key)) or default_texts().get(key, "")

    def _show(self, facts: OfficeFacts) -> None:
        changed = self.is_changed()
        self._own = dict(facts.wording)
        if not changed:
            self.discard()
        self._show_buttons()
        self._ask_preview()

    def _show_texts(self, kind: str | None) -> None:
        keys = keys_of(kind or "")
        self.text.blockSignals(True)
        self.text.set_choices([(key, _label(key)) for key in keys])
        chosen = next((key for key in keys if key.endswith(".body")), keys[0])
        self.text.set_code(chosen)
        self.text.blockSignals(False)
        self._choose(chosen)

    def _choose(self, key: str | None) -> None:
        if not key or key == self._key:
            return
        if self.is_changed() and not self._may_lose():
            self._put_back()
            return
        self._key = key
        self._command = new_command_id()
        self.field.set_error("")
        self.area.setText(self._in_force(key))
        self.default.setText(self.tr("ข้อความเดิม: {text}").format(text=default_texts()[key]))
        self._show_buttons()
        self._ask_preview()

    def _put_back(self) -> None:
        kind = self._key.split(".")[0]
        for combo in (self.kind, self.text):
            combo.blockSignals(True)
        self.kind.set_code(kind if kind in KINDS else SHARED)
        self.text.set_choices([(key, _label(key)) for key in keys_of(self.kind.code() or "")])
        self.text.set_code(self._key)
        for combo in (self.kind, self.text):
            combo.blockSignals(False)

    def _may_lose(self) -> bool:
        return self.desk.feedback.confirm(
            self.tr("ทิ้งข้อความที่แก้ไขไว้หรือไม่"), yes=self.tr("ทิ้งการแก้ไข"), no=self.tr("แก้ไขต่อ"), danger=True
        )

    def _check(self) -> bool:
        problem = self.tr("ข้อความยาวเกินไป") if self.area.is_too_long() else self._unknown()
        self.field.set_error(problem)
        if problem:
            self.field.focus_editor()
        return not problem

    def _unknown(self) -> str:
        found = unknown_fields(self.area.text())
        if not found:
            return ""
        code = "letter.unknown_field_near" if found[0].nearest else "letter.unknown_field"
        return field_sentence(code, {"field": found[0].name, "nearest": found[0].nearest})

    def _change(self, text: str) -> None:
        if self._saving:
            return
        key, command = self._key, self._command
        self._set_saving(True)
        self.desk.runner.write(
            lambda: self._office.change_wording(self.desk.actor, self._name(key), text, command),
            lambda _nothing: self._on_saved(key, text),
            self.show_error,
            owner=self,
            on_finally=lambda: self._set_saving(False),
        )

    def _on_saved(self, key: str, text: str) -> None:
        self._command = new_command_id()
        self._own[self._name(key)] = text
        self.banner.hide()
        if key == self._key:
            self.discard()
        self._show_buttons()
        self._ask_preview()
        self.desk.feedback.saved(self.tr("บันทึกข้อความแล้ว") if text else self.tr("กลับไปใช้ข้อความเดิมแล้ว"))

    def _on_typed(self) -> None:
        self.field.set_error("")
        self._show_buttons()
        self._timer.start()

    def _ask_preview(self) -> None:
        if not self._key or not self.isVisible() or self.desk.runner.is_shut_down:
            return
        self._asked += 1
        asked, actor, key, typed = self._asked, self.desk.actor, self._key, self.area.text()
        kind = key.split(".")[0] if key.split(".")[0] in KINDS else "result"
        layout = "memo" if kind == "memo" else "email" if key.endswith(".short") else "outgoing"
        outcome = key.split(".")[-1] if key.split(".")[-1] in codes("outcomes") else "upheld"
        self.desk.runner.read(
            lambda: self._letters.preview_template(actor, kind, layout, {key: typed}, outcome),
            lambda found: self._on_preview(found) if asked == self._asked else None,
            lambda error: self.show_error(error) if asked == self._asked else None,
            owner=self,
        )

    def _on_preview(self, found: LetterPreview) -> None:
        self.preview.show_pdf(found.content, self.text.currentText())
        self.field.set_error(self._unknown())

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.save_button.setEnabled(self.is_changed() and not self._saving)
        self.reset_button.setEnabled(bool(self._own.get(self._name(self._key))) and not self._saving)

    def _make_menu(self) -> None:
        self.menu = QMenu(self)
        for field in FIELDS:
            action = QAction(f"{{{field.name}}}   {field.meaning}", self.menu)
            action.triggered.connect(lambda _on=False, name=field.name: self.insert_field(name))
            self.menu.addAction(action)
        self.insert_button.clicked.connect(
            lambda _on=False: self.menu.popup(
                self.insert_button.mapToGlobal(QPoint(0, self.insert_button.height()))
            )
        )

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, Space.M, 0)
        column.setSpacing(Space.S)
        column.addWidget(FormField(self.tr("หนังสือ"), self.kind))
        column.addWidget(FormField(self.tr("ส่วนของหนังสือ"), self.text))
        column.addWidget(self.field)
        column.addWidget(self.insert_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.default)
        column.addStretch(1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(scrolling(left, sideways=False))
        splitter.addWidget(self.preview)
        splitter.setSizes([440, 400])
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        self.body.addWidget(splitter, 1)
        self.add_footer(self.save_button, self.reset_button)


_LABELS = {
    "subject": QT_TRANSLATE_NOOP("Settings", "เรื่อง"),
    "body": QT_TRANSLATE_NOOP("Settings", "ข้อความของหนังสือ"),
    "short": QT_TRANSLATE_NOOP("Settings", "ข้อความสั้นทางอีเมลหรือ LINE"),
    "hidden": QT_TRANSLATE_NOOP("Settings", "ย่อหน้าเมื่อผู้ร้องเรียนขอปกปิดชื่อ"),
    "discipline": QT_TRANSLATE_NOOP("Settings", "ข้อความแทนผลทางวินัย"),
    "appeal": QT_TRANSLATE_NOOP("Settings", "ข้อความแจ้งสิทธิอุทธรณ์"),
    "activity": QT_TRANSLATE_NOOP("Settings", "สิ่งที่กำลังดำเนินการ"),
    "opening.referenced": QT_TRANSLATE_NOOP("Settings", "ความนำเมื่ออ้างหนังสือเดิม"),
    "opening.plain": QT_TRANSLATE_NOOP("Settings", "ความนำเมื่อไม่มีหนังสือเดิม"),
    "reference": QT_TRANSLATE_NOOP("Settings", "อ้างถึง"),
    "foot": QT_TRANSLATE_NOOP("Settings", "ท้ายหนังสือ (เจ้าของเรื่อง โทรศัพท์ อีเมล)"),
    "mail.subject": QT_TRANSLATE_NOOP("Settings", "ชื่อเรื่องของอีเมล"),
    "mail.body": QT_TRANSLATE_NOOP("Settings", "ข้อความของอีเมลที่แนบหนังสือ"),
}


def _label(key: str) -> str:
    last = key.rsplit(".", maxsplit=1)[-1]
    if last in codes("outcomes"):
        said = QCoreApplication.translate("Settings", "ข้อความตามผล: {outcome}")
        return said.format(outcome=name_of("outcomes", last))
    return QCoreApplication.translate("Settings", _LABELS.get(key) or _LABELS.get(last, key))
