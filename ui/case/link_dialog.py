"""Choose a case by its number or by words, and say how it belongs with another."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from services.complaints.register import Register, RegisterFilter, RegisterRow
from ui.case.dialogs import ActionDialog, Carry
from ui.desk import Desk
from ui.formatting import format_date
from ui.theme import Space
from ui.widgets.fields import FormField
from ui.widgets.text_area import TextArea

MOST = 12
PAUSE_MS = 200


class CasePicker(QWidget):
    """Find a case by typing; the arrows choose among what is found without leaving the box."""

    def __init__(self, desk: Desk, register: Register, leave_out: int = 0) -> None:
        super().__init__()
        self._desk, self._register, self._leave_out = desk, register, leave_out
        self._turn = 0
        self.box = QLineEdit()
        self.box.setPlaceholderText(self.tr("พิมพ์เลขรับ หรือคำในเรื่อง"))
        self.box.setAccessibleName(self.tr("ค้นหาเรื่องที่จะเชื่อมโยง"))
        self.box.setMaxLength(300)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("เรื่องที่พบ"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(170)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.box)
        column.addWidget(self.list)
        self.setFocusProxy(self.box)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.search)
        self.box.textChanged.connect(lambda _text: self._later.start())
        self.box.installEventFilter(self)

    def chosen(self) -> str:
        """Return the id of the case chosen, empty for none."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def choose(self, complaint_id: int, number: str) -> None:
        """Have a case chosen that is known already."""
        self.box.setText(number)
        self._later.stop()
        self._show([], first=(complaint_id, number))

    def search(self) -> None:
        """Look for what is typed."""
        text, actor = self.box.text().strip(), self._desk.actor
        self._turn += 1
        turn = self._turn
        if not text:
            self.list.clear()
            return
        self._desk.runner.read(
            lambda: self._register.list_complaints(actor, RegisterFilter(text=text), limit=MOST),
            lambda rows: self._show(rows) if turn == self._turn else None,
            owner=self,
        )

    def _show(self, rows: Sequence[RegisterRow], first: tuple[int, str] | None = None) -> None:
        self.list.clear()
        if first is not None:
            self._add(first[0], first[1])
        for row in rows:
            if row.id != self._leave_out:
                self._add(row.id, f"{row.number} · {format_date(row.received_at.date())} · {row.subject}")
        self.list.setCurrentRow(0 if self.list.count() else -1)

    def _add(self, complaint_id: int, text: str) -> None:
        item = QListWidgetItem(" ".join(text.split()))
        item.setData(Qt.ItemDataRole.UserRole, complaint_id)
        item.setToolTip(text)
        self.list.addItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in moves:
            row = self.list.currentRow() + moves[Qt.Key(event.key())]
            if 0 <= row < self.list.count():
                self.list.setCurrentRow(row)
            return True
        return super().eventFilter(watched, event)


class LinkDialog(ActionDialog):
    """Ask which case, how it belongs, and what to remark."""

    def __init__(
        self, desk: Desk, register: Register, carry: Carry, here: int, parent: QWidget | None = None
    ) -> None:
        from ui.case.links_part import kind_choices

        title, accept = _words()
        super().__init__(desk, title, accept, carry, parent=parent)
        self.setMinimumWidth(640)
        self.picker = CasePicker(desk, register, here)
        self._add(
            "other_id", FormField(self.tr("เรื่องที่จะเชื่อมโยง"), self.picker, required=True), self.picker.chosen
        )
        self.kind = self.add_segments("kind", self.tr("เกี่ยวข้องกันอย่างไร"), kind_choices())
        self.kind.set_code("related")
        self.note = TextArea(min_lines=2, max_lines=6)
        self._reads["note"] = self.note.text
        self._body.addWidget(FormField(self.tr("หมายเหตุ (ถ้ามี)"), self.note))

    def choose(self, complaint_id: int, number: str, kind: str) -> None:
        """Have a case chosen that was suggested."""
        self.picker.choose(complaint_id, number)
        self.kind.set_code(kind)


def _words() -> tuple[str, str]:
    from PySide6.QtCore import QCoreApplication

    def tr(text: str) -> str:
        return QCoreApplication.translate("LinkDialog", text)

    return tr("เชื่อมโยงกับเรื่องอื่น"), tr("เชื่อมโยง")
