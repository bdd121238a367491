"""What was here before, beside the form: a line that always has its place, and a panel that is asked for."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from services.complaints.reading import CaseDetail
from services.complaints.similar import Suggestion
from services.office.codes import name_of
from ui.ask.model import LOOKS, status_name
from ui.case.fact_sheet import FactSheet
from ui.case.links_part import why_texts
from ui.formatting import format_date
from ui.theme import Space, set_tone
from ui.widgets.choices import SegmentedChoice
from ui.widgets.labels import (
    KeyHint,
    StatusChip,
    ThaiLabel,
    heading,
    plain_button,
    quiet_button,
    rule,
    tool_button,
)
from ui.widgets.scrolling import scrolling

STORY_LENGTH = 900


class SimilarStrip(QFrame):
    """Say in one line whether something like it was here before; it keeps its height, found or not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusArea")
        self._text = QLabel()
        self._text.setProperty("role", "help")
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.open_button = quiet_button(self.tr("ดูเรื่องที่พบ"), "search")
        self._open_key = KeyHint("F10")
        self.undo_button = quiet_button("", "user")
        self._undo_key = KeyHint("F11")
        self.setFixedHeight(self.open_button.sizeHint().height() + 2 * Space.XS)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.XL, Space.XS, Space.XL, Space.XS)
        row.setSpacing(Space.S)
        row.addWidget(self._text, 1)
        for widget in (self.undo_button, self._undo_key, self.open_button, self._open_key):
            row.addWidget(widget)
        self.show_counts(0, 0, 0)
        self.offer_filling(False)

    def text(self) -> str:
        """Return what is said."""
        return self._text.text()

    def show_counts(self, people: int, stories: int, tied: int) -> None:
        """Say how many earlier cases there are of the same person, and of the same story."""
        said = []
        if people:
            said.append(self.tr("ผู้ร้องเรียนรายเดิม {count} เรื่อง").format(count=people))
        if stories:
            said.append(self.tr("อาจเป็นเรื่องเดียวกัน {count} เรื่อง").format(count=stories))
        if tied:
            said.append(self.tr("จะเชื่อมโยงเมื่อบันทึก {count} เรื่อง").format(count=tied))
        self._text.setText(" · ".join(said) or self.tr("ยังไม่พบเรื่องที่คล้ายกัน"))
        set_tone(self._text, "warning" if people or stories else "")
        for widget in (self.open_button, self._open_key):
            widget.setVisible(bool(people or stories))

    def offer_filling(self, fills: bool, *, filled: bool = False) -> None:
        """Offer to fill in who complains, or where that is done to take it back."""
        for widget in (self.undo_button, self._undo_key):
            widget.setVisible(filled or fills)
        self.undo_button.setText(self.tr("เลิกเติมข้อมูล") if filled else self.tr("เติมข้อมูลผู้ร้องเรียน"))


class SimilarPanel(QFrame):
    """Show the earlier cases over the side of the form, each with what may be decided about it."""

    closed = Signal()
    kind_chosen = Signal(object, str)
    dismissed = Signal(object)
    look_wanted = Signal(object)
    fill_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self.cards: dict[int, _Card] = {}
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, Space.S, 0)
        self._column.setSpacing(Space.M)
        self._column.addStretch(1)
        top = QHBoxLayout()
        top.addWidget(heading(self.tr("เรื่องที่รับไว้ก่อน")), 1)
        top.addWidget(tool_button("x", self.tr("ปิด (Esc)"), self.closed.emit))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        outer.setSpacing(Space.S)
        outer.addLayout(top)
        outer.addWidget(scrolling(content, sideways=False), 1)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed.emit)
        self.hide()

    def show_rows(self, rows: Sequence[Suggestion], links: Mapping[int, str], *, fills: bool) -> None:
        """Show other cases."""
        for card in self.cards.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {}
        for place, row in enumerate(rows):
            card = _Card(self, row, links.get(row.complaint_id, ""), fills=fills and row.fills)
            self.cards[row.complaint_id] = card
            self._column.insertWidget(place, card)

    def show_detail(self, detail: CaseDetail) -> None:
        """Show a case whole below its card."""
        if (card := self.cards.get(detail.id)) is not None:
            card.show_detail(detail)

    def focus_first(self) -> None:
        """Put the keyboard on the first case."""
        for card in self.cards.values():
            card.look_button.setFocus(Qt.FocusReason.TabFocusReason)
            return

    def holds_keyboard(self) -> bool:
        """Tell whether somebody is at work in the panel."""
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)


class _Card(QWidget):
    """Show one earlier case."""

    def __init__(self, panel: SimilarPanel, row: Suggestion, kind: str, *, fills: bool) -> None:
        super().__init__()
        number = row.number
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(heading(f"{number} · {format_date(row.received_on)}", "label"))
        top.addWidget(StatusChip(status_name(row.status), *LOOKS.get(row.status, ("neutral", "circle"))))
        top.addStretch(1)
        self.look_button = plain_button(self.tr("ดูรายละเอียด"), "file-text")
        self.look_button.setAccessibleName(self.tr("ดูรายละเอียดเลขรับ {number}").format(number=number))
        self.look_button.clicked.connect(lambda _on=False: panel.look_wanted.emit(row.complaint_id))
        self.fill_button = quiet_button(self.tr("เติมข้อมูลผู้ร้องเรียน"), "user")
        self.fill_button.clicked.connect(lambda _on=False: panel.fill_wanted.emit(row.complaint_id))
        if not fills:
            self.fill_button.hide()
        self.dismiss_button = quiet_button(self.tr("ไม่ใช่เรื่องเดียวกัน"), "x")
        self.dismiss_button.setAccessibleName(self.tr("เลขรับ {number} ไม่ใช่เรื่องเดียวกัน").format(number=number))
        self.dismiss_button.clicked.connect(lambda _on=False: panel.dismissed.emit(row.complaint_id))
        self.kind = SegmentedChoice(
            [
                ("none", self.tr("ไม่เชื่อมโยง")),
                ("duplicate", self.tr("เรื่องซ้ำ")),
                ("related", self.tr("เกี่ยวข้อง")),
                ("repeat", self.tr("ผู้ร้องเรียนรายเดิม")),
            ]
        )
        self.kind.setAccessibleName(self.tr("เชื่อมโยงกับเลขรับ {number}").format(number=number))
        self.kind.set_code(kind or "none")
        self.kind.codeChanged.connect(
            lambda code: panel.kind_chosen.emit(row.complaint_id, code if code and code != "none" else "")
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.XS)
        for button in (self.look_button, self.fill_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.sheet = FactSheet(label_width=104)
        self.sheet.hide()
        why = QHBoxLayout()
        why.addWidget(StatusChip(" · ".join(why_texts(row)), "warning" if row.same_person else "info", ""))
        why.addStretch(1)
        why.addWidget(self.dismiss_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(top)
        column.addLayout(why)
        column.addWidget(ThaiLabel(row.subject))
        column.addWidget(self.kind)
        column.addLayout(buttons)
        column.addWidget(self.sheet)
        column.addWidget(rule())

    def show_detail(self, detail: CaseDetail) -> None:
        """Show what is kept of the case, nothing of who complained."""
        story = detail.detail if len(detail.detail) <= STORY_LENGTH else detail.detail[:STORY_LENGTH] + "…"
        self.sheet.set_rows(
            [
                (self.tr("รายละเอียด"), story),
                (self.tr("สถานที่เกิดเหตุ"), detail.happened_where),
                (self.tr("ขั้นตอน"), detail.step_name),
                (self.tr("ผู้รับผิดชอบ"), detail.officer),
                (self.tr("ข้อเท็จจริงที่พบ"), detail.findings),
                (self.tr("ผล"), name_of("outcomes", detail.outcome)),
            ]
        )
        self.sheet.show()
