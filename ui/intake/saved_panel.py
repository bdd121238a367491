"""What the desk needs right after saving: the number, what to tell, what to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from services.complaints.intake import Registered
from ui.formatting import format_full, format_moment
from ui.icons import pixmap
from ui.theme import FORM_WIDTH, Space
from ui.widgets.banner import announce
from ui.widgets.labels import KeyHint, ThaiLabel, card, heading, plain_button, primary_button


class SavedPanel(QWidget):
    """Show a number large, with the date of the first answer and the ways on."""

    next_wanted = Signal()
    print_wanted = Signal()
    open_wanted = Signal()
    statement_wanted = Signal()
    record_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, statements: bool = False) -> None:
        super().__init__(parent)
        self._statements = statements
        self._heading = heading("")
        self.number = heading("", "display")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._received = ThaiLabel("", "muted")
        self._reply = ThaiLabel()
        self._due = ThaiLabel("", "muted")
        self._speech_head = heading(self.tr("อ่านให้ผู้โทรฟัง"), "label")
        self._speech = ThaiLabel("", "heading")
        self._speech.set_selectable()
        self.next_button = primary_button(self.tr("รับเรื่องถัดไป"), "plus")
        self.print_button = plain_button(self.tr("พิมพ์ใบรับ"), "printer")
        self.statement_button = plain_button(self.tr("พิมพ์บันทึกคำร้องเรียน"), "pencil")
        self.record_button = plain_button(self.tr("พิมพ์บันทึกการเปิดกล่อง"), "printer")
        self.open_button = plain_button(self.tr("เปิดเรื่อง"), "file-text")
        self.next_button.clicked.connect(lambda _on: self.next_wanted.emit())
        self.print_button.clicked.connect(lambda _on: self.print_wanted.emit())
        self.statement_button.clicked.connect(lambda _on: self.statement_wanted.emit())
        self.record_button.clicked.connect(lambda _on: self.record_wanted.emit())
        self.open_button.clicked.connect(lambda _on: self.open_wanted.emit())
        self._lay_out()

    def show_registered(self, saved: Registered, *, may_open: bool = True) -> None:
        """Show one complaint just registered."""
        self._heading.setText(self.tr("รับเรื่องแล้ว เลขรับ"))
        self.number.setText(saved.number)
        self._received.setText(self.tr("รับเมื่อ {moment}").format(moment=format_moment(saved.received_at)))
        if saved.reply_due is None:
            self._reply.setText(self.tr("ไม่มีผู้ร้องเรียนที่ต้องแจ้งความคืบหน้า"))
        else:
            text = self.tr("แจ้งความคืบหน้าครั้งแรกภายใน{day}")
            self._reply.setText(text.format(day=format_full(saved.reply_due)))
        if saved.level_set:
            due = self.tr("กำหนดดำเนินการแล้วเสร็จ {day}").format(day=format_full(saved.due_date))
        else:
            due = self.tr("กำหนดแล้วเสร็จจะแจ้งเมื่อพิจารณาระดับของเรื่องแล้ว")
        self._due.setText(due)
        self.set_speech("")
        self._show_case(True, may_open)
        announce(self, f"{self._heading.text()} {saved.number}")

    def show_run(self, numbers: tuple[str, ...], last: Registered | None) -> None:
        """Show what a run of slips came to."""
        if numbers:
            self._heading.setText(self.tr("บันทึกครบทุกใบแล้ว {count} เรื่อง เลขรับ").format(count=len(numbers)))
            self.number.setText(numbers[0] if len(numbers) == 1 else f"{numbers[0]} – {numbers[-1]}")
            self._received.setText(", ".join(numbers) if len(numbers) > 2 else "")
        else:
            self._heading.setText(self.tr("บันทึกการเปิดกล่องแล้ว"))
            self.number.setText(self.tr("ไม่มีใบที่ต้องรับเป็นเรื่อง"))
            self._received.setText("")
        self._reply.setText("")
        self._due.setText("")
        self.set_speech("")
        self._show_case(False, last is not None)
        announce(self, f"{self._heading.text()} {self.number.text()}")

    def set_speech(self, text: str) -> None:
        """Show the sentence to read out, or none."""
        self._speech.setText(text)
        self._speech.setVisible(bool(text))
        self._speech_head.setVisible(bool(text))

    def speech(self) -> str:
        """Return the sentence to read out."""
        return self._speech.plain_text()

    def reply_text(self) -> str:
        """Return what is said of the first answer."""
        return self._reply.plain_text()

    def _show_case(self, printable: bool, may_open: bool) -> None:
        for label in (self._received, self._reply, self._due):
            label.setVisible(bool(label.plain_text()))
        self.print_button.setVisible(printable)
        self.statement_button.setVisible(printable and self._statements)
        self.record_button.setVisible(not printable)
        self.open_button.setVisible(may_open)

    def _lay_out(self) -> None:
        frame, inside = card()
        frame.setMaximumWidth(FORM_WIDTH)
        head = QHBoxLayout()
        mark = QLabel()
        mark.setPixmap(pixmap("circle-check", 24, "success", self.devicePixelRatioF()))
        head.addWidget(mark)
        head.addWidget(self._heading, 1)
        inside.addLayout(head)
        for label in (self.number, self._reply, self._due, self._received, self._speech_head, self._speech):
            inside.addWidget(label)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.next_button)
        buttons.addWidget(KeyHint("Enter"))
        buttons.addSpacing(Space.M)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.statement_button)
        buttons.addWidget(self.record_button)
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        inside.addSpacing(Space.S)
        inside.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.addWidget(frame)
        column.addStretch(1)
