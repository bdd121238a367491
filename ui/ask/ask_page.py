"""What became of my complaint? One box, and a sentence to read out."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from services.complaints.status_answer import StatusAnswers, StatusCandidate, TellStatus
from services.complaints.status_words import StatusSentence
from services.errors import DomainError
from services.office.codes import choices
from services.unit_of_work import new_command_id
from ui.ask.model import CandidatesModel
from ui.desk import Desk
from ui.error_messages import sentence
from ui.theme import ROW_HEIGHT, Space, TypeScale, font
from ui.widgets.banner import Banner
from ui.widgets.choices import SegmentedChoice
from ui.widgets.fields import FormField
from ui.widgets.labels import (
    EmptyState,
    ThaiLabel,
    card,
    heading,
    plain_button,
    primary_button,
    quiet_button,
)
from ui.widgets.scrolling import scrolling
from ui.widgets.table import DataTable

PAUSE_MS = 250
ROWS_SHOWN, ROWS_SHOWN_LOW = 5, 3
HIGH = 720  # of the page: from here on both the list and a long answer have room
WAYS = ("phone", "in_person", "line", "email")


class AskPage(QWidget):
    """Find the case that a caller means, say how it stands, and keep that it was told."""

    def __init__(self, desk: Desk, answers: StatusAnswers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk, self._answers = desk, answers
        self._turn = 0
        self._shown: StatusSentence | None = None
        self._command_id = new_command_id()
        self.box = QLineEdit()
        self.model = CandidatesModel()
        self.model.setParent(self)
        self.table = DataTable(self.tr("เรื่องที่อาจเป็นเรื่องที่ถาม"))
        self.banner = Banner(closable=False)
        self.sentence = ThaiLabel("", "title")
        self.remark = ThaiLabel("", "muted")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._build()
        self._connect()

    # --- what the window calls

    def open(self, text: str = "", **_others: Any) -> None:
        """Put the keyboard into the box, with a number where one is asked for."""
        if text:
            self.box.setText(text)
            self.search()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.selectAll()

    def refresh(self) -> None:
        """Ask again; what is typed stays."""
        self.search()

    # --- asking

    def search(self) -> None:
        """Look for what stands in the box."""
        self._later.stop()
        text, actor = self.box.text().strip(), self._desk.actor
        self._turn += 1
        turn = self._turn
        if not text:
            self._show_found(())
            return
        self._desk.runner.read(
            lambda: self._answers.find(actor, text),
            lambda found: self._show_found(found) if turn == self._turn else None,
            lambda error: self._failed(error) if turn == self._turn else None,
            owner=self,
        )

    def _show_found(self, found: tuple[StatusCandidate, ...]) -> None:
        self.model.set_rows(found)
        self.table.setVisible(len(found) > 1)
        height = self.table.horizontalHeader().height() + 6
        self.table.setFixedHeight(height + ROW_HEIGHT * min(max(len(found), 1), self._rows_shown()))
        if found:
            self.table.selectRow(0)
            self._answer(found[0].complaint_id)
            return
        typed = self.box.text().strip()
        text = self.tr("ไม่พบเรื่องที่ตรงกับ “{typed}”").format(typed=typed[:60]) if typed else self._invitation()
        hint = self.tr("ลองเลขรับพร้อมปีงบประมาณ เช่น 12/2570 ผู้ที่ขอปกปิดชื่อค้นได้ด้วยเลขรับเท่านั้น")
        self.empty.set_text(text, hint)
        self._show_nothing()

    def _rows_shown(self) -> int:
        # What is read out comes first: a low window gives the list fewer rows.
        return ROWS_SHOWN if self.height() >= HIGH else ROWS_SHOWN_LOW

    def _invitation(self) -> str:
        return self.tr("พิมพ์เลขรับ หมายเลขโทรศัพท์ หรือชื่อผู้ร้องเรียน")

    def _answer(self, complaint_id: int) -> None:
        self._turn += 1
        turn, actor, polite = self._turn, self._desk.actor, self._polite()
        self._desk.runner.read(
            lambda: self._answers.answer(actor, complaint_id, polite),
            lambda said: self._show(said) if turn == self._turn else None,
            lambda error: self._failed(error) if turn == self._turn else None,
            owner=self,
        )

    def _show(self, said: StatusSentence) -> None:
        if self._shown is None or self._shown.complaint_id != said.complaint_id:
            self._command_id = new_command_id()
        self._shown = said
        self.sentence.setText(said.text)
        self.remark.setText(
            self.tr("เมื่อบันทึก จะนับเป็นการแจ้งความคืบหน้าให้ผู้ร้องเรียนแล้ว")
            if said.tells_progress
            else self.tr("เป็นเพียงการแจ้งว่ารับเรื่องไว้แล้ว จึงยังไม่นับเป็นการแจ้งความคืบหน้า")
        )
        if said.check_first:
            text = self.tr("ตรวจสอบตัวผู้ร้องเรียนก่อนแจ้ง เช่น ถามวันที่ร้องเรียน ช่องทาง และเรื่องที่ร้องเรียน อย่าเอ่ยชื่อก่อนผู้ถาม")
            self.banner.show_text(text, "warning")
        else:
            self.banner.close_banner()
        self._stack.setCurrentWidget(self._answer_card)
        self._enable(True)

    def _show_nothing(self) -> None:
        self._shown = None
        self.banner.close_banner()
        self._stack.setCurrentWidget(self.empty)
        self._enable(False)

    def _failed(self, error: DomainError) -> None:
        self._show_nothing()
        self.banner.show_text(sentence(error).as_text(), "danger")

    # --- what may be done with the answer

    def record(self) -> None:
        """Keep that this was told."""
        said = self._shown
        if said is None or not self.record_button.isEnabled():
            return
        command = TellStatus(
            complaint_id=said.complaint_id,
            way=self.way.code() or "phone",
            asked_by=self.asked_by.code() or "complainant",
            polite=self._polite(),
        )
        actor, command_id = self._desk.actor, self._command_id
        self.record_button.setEnabled(False)
        self._desk.runner.write(
            lambda: self._answers.record_told(actor, command, command_id),
            self._recorded,
            self._not_recorded,
            owner=self,
        )

    def _recorded(self, said: StatusSentence) -> None:
        self._command_id = new_command_id()
        text = self.tr("บันทึกการแจ้งในเรื่องเลขรับ {number} แล้ว").format(number=said.number)
        self._desk.feedback.saved(text)
        self._enable(self._shown is not None)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.selectAll()

    def _not_recorded(self, error: DomainError) -> None:
        self.banner.show_text(sentence(error).as_text(), "danger")
        self._enable(self._shown is not None)

    def open_case(self) -> None:
        """Open the case that is told of."""
        if self._shown is not None:
            self._desk.navigate("case", complaint_id=self._shown.complaint_id)

    def copy(self) -> None:
        """Put the sentence on the clipboard."""
        if self._shown is not None:
            QGuiApplication.clipboard().setText(self._shown.text)
            self._desk.feedback.notice(self.tr("คัดลอกข้อความแล้ว"), "success")

    def _polite(self) -> str:
        return dict(self._endings()).get(self.polite.code() or "", "")

    def _endings(self) -> list[tuple[str, str]]:
        return [("kha", self.tr("ค่ะ")), ("khrap", self.tr("ครับ"))]

    def _enable(self, enabled: bool) -> None:
        for button in (self.record_button, self.open_button, self.copy_button):
            button.setEnabled(enabled)

    # --- the keyboard

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() in {
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            }
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
                self.search()
                return True
            if event.key() == Qt.Key.Key_Down and self.table.isVisible():
                self.table.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _on_row(self, index: QModelIndex) -> None:
        if index.isValid():
            row = self.model.row_at(index.row())
            if self._shown is None or row.complaint_id != self._shown.complaint_id:
                self._answer(row.complaint_id)

    # --- building

    def _build(self) -> None:
        self.box.setFont(font(TypeScale.TITLE))
        self.box.setStyleSheet("QLineEdit { min-height: 36px; }")  # room for marks above and below
        self.box.setMaxLength(300)
        self.box.setClearButtonEnabled(True)
        self.box.setPlaceholderText(self._invitation())
        self.box.setAccessibleName(self.tr("เลขรับ หมายเลขโทรศัพท์ หรือชื่อผู้ร้องเรียน"))
        self.table.setModel(self.model)
        self.table.set_column_widths([120, 130, 190, 200, 190], stretch=3)
        self.table.hide()
        self.sentence.set_selectable()
        # Not as high as at a narrow page's reading width: it scrolls only where it has to.
        self.sentence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.empty = EmptyState(self._invitation(), icon_name="phone")
        self._answer_card = self._build_answer()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._answer_card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        outer.setSpacing(Space.M)
        outer.addWidget(self.box)
        outer.addWidget(self.table)
        outer.addWidget(self.banner)
        outer.addWidget(self._stack, 1)
        self._enable(False)

    def _build_answer(self) -> QWidget:
        frame, column = card()
        column.addWidget(heading(self.tr("คำตอบสำหรับอ่านให้ผู้ถามฟัง"), "muted"))
        said = QWidget()
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(Space.S)
        words.addWidget(self.sentence)
        words.addWidget(self.remark)
        words.addStretch(1)
        column.addWidget(scrolling(said, sideways=False), 1)
        names = dict(choices("contact_ways"))
        self.way = SegmentedChoice([(code, names[code]) for code in WAYS])
        self.way.set_code("phone")
        self.asked_by = SegmentedChoice(
            [
                ("complainant", self.tr("ผู้ร้องเรียน")),
                ("representative", self.tr("ผู้แทน")),
                ("other", self.tr("ผู้อื่น")),
            ]
        )
        self.asked_by.set_code("complainant")
        self.polite = SegmentedChoice(self._endings())
        self.polite.set_code("kha")
        asked = QHBoxLayout()
        asked.setSpacing(Space.L)
        for label, editor in (
            (self.tr("แจ้งทาง"), self.way),
            (self.tr("ผู้ถาม"), self.asked_by),
            (self.tr("คำลงท้าย"), self.polite),
        ):
            asked.addWidget(FormField(label, editor))
        asked.addStretch(1)
        column.addLayout(asked)
        self.record_button = primary_button(self.tr("บันทึกว่าแจ้งแล้ว"), "check")
        self.record_button.setToolTip("Ctrl+Enter")
        self.open_button = plain_button(self.tr("เปิดเรื่อง"), "file-text")
        self.copy_button = quiet_button(self.tr("คัดลอก"), "copy")
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        for button in (self.record_button, self.open_button, self.copy_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return frame

    def _connect(self) -> None:
        self.box.installEventFilter(self)
        self.box.textChanged.connect(lambda _text: self._later.start())
        self._later.timeout.connect(self.search)
        self.table.rowChanged.connect(self._on_row)
        self.table.opened.connect(lambda _index: self.open_case())
        self.polite.codeChanged.connect(lambda _code: self._answer_again())
        self.record_button.clicked.connect(lambda _on=False: self.record())
        self.open_button.clicked.connect(lambda _on=False: self.open_case())
        self.copy_button.clicked.connect(lambda _on=False: self.copy())
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.record)

    def _answer_again(self) -> None:
        if self._shown is not None:
            self._answer(self._shown.complaint_id)
