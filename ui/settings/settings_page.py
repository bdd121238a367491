"""The office's settings: sections at the left, the one chosen at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from ui.desk import Desk
from ui.icons import icon
from ui.settings.section import Section
from ui.settings.sections import SectionSpec
from ui.theme import ROW_HEIGHT, Space

LIST_WIDTH = 216
# The list is a second rail: it fills the height and has no frame of its own.
FRAME = (
    "#sections { border: 0; border-right: 1px solid palette(mid); border-radius: 0; padding: 8px; }"
    "#sections:focus { border: 2px solid palette(highlight); padding: 6px 7px 6px 6px; }"
)


class SettingsPage(QWidget):
    """Show one section of the settings at a time."""

    def __init__(self, desk: Desk, specs: Sequence[SectionSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        roles = {role.value for role in desk.actor.roles}
        self.specs = [spec for spec in specs if spec.roles & roles]
        self._built: dict[str, Section] = {}
        self.list = QListWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        self.list.currentRowChanged.connect(self._on_row)
        self.list.setCurrentRow(0)

    def section(self, key: str) -> Section:
        """Return a section, building it on the first call."""
        if key not in self._built:
            row = [spec.key for spec in self.specs].index(key)
            section = self.specs[row].factory()
            self._stack.insertWidget(row, section)
            if empty := self._stack.widget(row + 1):
                self._stack.removeWidget(empty)
                empty.deleteLater()
            self._built[key] = section
        return self._built[key]

    def open(self, section: str = "") -> None:
        """Show a section, or the one shown before."""
        keys = [spec.key for spec in self.specs]
        if section in keys:
            self.list.setCurrentRow(keys.index(section))
        self.refresh()

    def refresh(self) -> None:
        """Read the section shown again."""
        self.current().load()

    def may_leave(self) -> bool:
        """Ask about what is typed and not saved."""
        changed = [section for section in self._built.values() if section.is_changed()]
        if not changed:
            return True
        leaves = self._desk.feedback.confirm(
            self.tr("ยังไม่ได้บันทึกการตั้งค่าที่แก้ไข"),
            self.tr("หากออกจากหน้านี้ สิ่งที่แก้ไขและยังไม่ได้บันทึกจะหายไป"),
            yes=self.tr("ออกโดยไม่บันทึก"),
            no=self.tr("แก้ไขต่อ"),
            danger=True,
        )
        if leaves:
            for section in changed:
                section.discard()
        return leaves

    def current(self) -> Section:
        """Return the section shown."""
        return self.section(self.specs[max(self.list.currentRow(), 0)].key)

    def _on_row(self, row: int) -> None:
        if row >= 0:
            section = self.current()
            self._stack.setCurrentIndex(row)
            section.load()

    def _lay_out(self) -> None:
        for spec in self.specs:
            item = QListWidgetItem(icon(spec.icon), spec.title())
            item.setSizeHint(QSize(LIST_WIDTH - 2 * Space.S, ROW_HEIGHT))
            self.list.addItem(item)
            self._stack.addWidget(QWidget())
        self.list.setObjectName("sections")
        self.list.setStyleSheet(FRAME)
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setIconSize(QSize(18, 18))
        self.list.setAccessibleName(self.tr("หมวดการตั้งค่า"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
