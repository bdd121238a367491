"""The memo before it is printed: number, date, words; what is typed is printed as typed."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from services.documents.monthly_memo import MemoDraft
from ui.theme import Space
from ui.widgets.fields import FormField, field_row
from ui.widgets.labels import quiet_button
from ui.widgets.text_area import TextArea


class MemoForm(QWidget):
    """Edit a memo's draft; changes of the person stay when the figures are read again."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.include = QCheckBox(self.tr("พิมพ์บันทึกข้อความนำส่ง"))
        self.number = QLineEdit()
        self.date = QLineEdit()
        self.subject = TextArea(limit=500, min_lines=2, max_lines=4)
        self.addressee = QLineEdit()
        self.body = TextArea(limit=20_000, min_lines=8, max_lines=16)
        self.restore_button = quiet_button(self.tr("กลับไปใช้ข้อความตั้งต้น"), "rotate-ccw")
        self._draft: MemoDraft | None = None
        self._edited = False
        self._filling = False
        self._lay_out()
        self.addressee.textChanged.connect(lambda _text: self._on_typed(words=True))
        for line in (self.number, self.date):
            line.textChanged.connect(lambda _text: self._on_typed(words=False))
        for area in (self.subject, self.body):
            area.textChanged.connect(lambda: self._on_typed(words=True))
        self.include.toggled.connect(self._on_included)
        self.restore_button.clicked.connect(self.restore)

    def show_draft(self, draft: MemoDraft) -> None:
        """Offer a draft; words that the person changed stay, and the draft can be had by a button."""
        self._draft = draft
        if not self._edited:
            self._fill(draft)
        self._show_state()

    def begin(self, draft: MemoDraft, typed: MemoDraft | None, *, included: bool) -> None:
        """Begin with another month: with what was typed for it before, or with its draft."""
        shown = typed or draft
        self._draft = draft
        self._edited = _words_of(shown) != _words_of(draft)
        self._filling = True
        self.include.setChecked(included)
        self.number.setText(shown.number)
        self.date.setText(shown.date)
        self._filling = False
        self._fill(shown)
        self._show_state()

    def memo(self) -> MemoDraft | None:
        """Return the memo as typed, None before any draft was shown."""
        if self._draft is None:
            return None
        return replace(
            self._draft,
            number=self.number.text(),
            date=self.date.text(),
            subject=" ".join(self.subject.text().split()),
            addressee=self.addressee.text(),
            paragraphs=_paragraphs(self.body.text()),
        )

    def is_typed(self) -> bool:
        """Tell whether the memo differs from its draft by what a person typed."""
        offered = ("", "") if self._draft is None else (self._draft.number, self._draft.date)
        return self._edited or (self.number.text(), self.date.text()) != offered

    def restore(self) -> None:
        """Put the words of the draft back; number and date stay."""
        if self._draft is not None:
            self._edited = False
            self._fill(self._draft)
            self._show_state()
            self.changed.emit()

    def _fill(self, draft: MemoDraft) -> None:
        self._filling = True
        self.subject.setText(draft.subject)
        self.addressee.setText(draft.addressee)
        self.body.setText("\n\n".join(draft.paragraphs))
        self._filling = False

    def _on_typed(self, *, words: bool) -> None:
        if not self._filling:
            self._edited = self._edited or words
            self._show_state()
            self.changed.emit()

    def _on_included(self, _checked: bool) -> None:
        self._show_state()
        if not self._filling:
            self.changed.emit()

    def _show_state(self) -> None:
        self._fields.setVisible(self.include.isChecked())
        self.restore_button.setVisible(self._edited)

    def _lay_out(self) -> None:
        self._fields = QWidget()
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(Space.M)
        dotted = self.tr("เว้นว่างไว้จะพิมพ์เป็นเส้นประ")
        fields.addLayout(
            field_row(
                FormField(self.tr("เลขทะเบียนหนังสือส่ง"), self.number, help_text=dotted),
                FormField(self.tr("วันที่ของหนังสือ"), self.date, help_text=dotted),
            )
        )
        fields.addWidget(FormField(self.tr("เรื่อง"), self.subject))
        fields.addWidget(FormField(self.tr("เรียน"), self.addressee))
        help_text = self.tr("เว้นหนึ่งบรรทัดระหว่างย่อหน้า")
        fields.addWidget(FormField(self.tr("ข้อความ"), self.body, help_text=help_text))
        fields.addWidget(self.restore_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.include)
        column.addWidget(self._fields)


def _words_of(draft: MemoDraft) -> tuple[str, str, tuple[str, ...]]:
    return draft.subject, draft.addressee, draft.paragraphs


def _paragraphs(text: str) -> tuple[str, ...]:
    """Return paragraphs: an empty line parts them, a single line break only goes on."""
    parts = (" ".join(line.strip() for line in part.splitlines()) for part in text.split("\n\n"))
    return tuple(part.strip() for part in parts if part.strip())
