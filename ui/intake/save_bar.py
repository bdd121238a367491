"""The bar beneath an intake form: save, put aside, throw away, and what became of the draft."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.formatting import format_time
from ui.intake.entry import BoxRun, Find
from ui.theme import Space, set_tone
from ui.widgets.labels import KeyHint, heading, primary_button, quiet_button


def slip_title(run: BoxRun) -> str:
    """Return which slip of how many is being typed."""
    text = QCoreApplication.translate("SaveBar", "ใบที่ {number} จาก {total}")
    return text.format(number=run.number, total=run.total)


def find_title(find: Find) -> str:
    """Return how many of an inspection's finds were taken in before the one being typed."""
    text = QCoreApplication.translate("SaveBar", "จากการตรวจ{name} รับเข้าแล้ว {count} จาก {total}")
    return text.format(name=find.name, count=find.number - 1, total=find.total)


class SaveBar(QFrame):
    """Offer what can be done with the form above; it keeps its place while the form scrolls."""

    save_wanted = Signal()
    another_wanted = Signal()
    discard_wanted = Signal()
    skip_wanted = Signal()
    toggle_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusArea")
        self.save_button = primary_button(self.tr("บันทึกรับเรื่อง"), "save")
        self.another_button = quiet_button(self.tr("พักไว้ แล้วเริ่มเรื่องใหม่"), "plus")
        self.another_button.setToolTip(self.tr("เรื่องที่กรอกอยู่เก็บเป็นร่าง (F7)"))
        self.discard_button = quiet_button(self.tr("ทิ้งที่กรอก"), "trash-2")
        self.skip_button = quiet_button(self.tr("ข้ามใบนี้"), "arrow-right")
        self.slip = heading("", "label")
        self._state = QLabel()
        self._state.setProperty("role", "help")
        self._state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.XL, Space.S, Space.XL, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self.save_button)
        row.addWidget(KeyHint("F9"))
        row.addSpacing(Space.S)
        row.addWidget(self.slip)
        row.addWidget(self._state, 1)
        for button in (self.skip_button, self.another_button, self.discard_button):
            row.addWidget(button)
        self.save_button.clicked.connect(lambda _on: self.save_wanted.emit())
        self.another_button.clicked.connect(lambda _on: self.another_wanted.emit())
        self.discard_button.clicked.connect(lambda _on: self.discard_wanted.emit())
        self.skip_button.clicked.connect(lambda _on: self.skip_wanted.emit())

    def install_shortcuts(self, page: QWidget) -> None:
        """Let the function keys work anywhere on the page, once for each press."""
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("F7", self.another_wanted.emit),
            ("F8", self.toggle_wanted.emit),
            ("F9", self.save_wanted.emit),
        )
        for key, action in keys:
            shortcut = QShortcut(QKeySequence(key), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(action)

    def show_typing(
        self,
        run: BoxRun | None,
        *,
        opening: bool,
        call_started: datetime | None,
        find: Find | None = None,
    ) -> None:
        """Show what fits the form above: an opening, a slip of a run, a find, or one complaint."""
        self.show()
        self.set_state("")
        save = self.tr("บันทึกการเปิดกล่อง") if opening else self.tr("บันทึกรับเรื่อง")
        self.save_button.setText(save)
        if run is not None:
            self.slip.setText(slip_title(run))
        elif find is not None:
            self.slip.setText(find_title(find))
        elif call_started is not None:
            text = self.tr("เริ่มรับสาย {time}").format(time=format_time(call_started.time()))
            self.slip.setText(text)
        self.slip.setVisible(run is not None or find is not None or call_started is not None)
        self.skip_button.setVisible(run is not None)
        self.another_button.setVisible(run is None and not opening)
        self.discard_button.setVisible(run is None)

    def set_saving(self, saving: bool) -> None:
        """Show that a save is under way; nothing can be pressed meanwhile."""
        for button in (self.save_button, self.another_button, self.discard_button, self.skip_button):
            button.setEnabled(not saving)
        if saving:
            self.set_state(self.tr("กำลังบันทึก"))

    def set_state(self, text: str, *, failed: bool = False) -> None:
        """Say what became of the draft."""
        self._state.setText(text)
        set_tone(self._state, "danger" if failed else "")

    def state(self) -> str:
        """Return what is said of the draft."""
        return self._state.text()
