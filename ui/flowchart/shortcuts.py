"""What keys do on the flowchart's page, shown on the page itself."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import Space
from ui.widgets.keyboard import press_with_enter
from ui.widgets.labels import KeyHint, ThaiLabel, heading, plain_button


def editor_keys() -> list[tuple[str, tuple[str, ...]]]:
    """Return what can be done by key, with its keys."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("FlowchartKeys", text)

    return [
        (tr("ไปกล่องถัดไป หรือกล่องก่อนหน้า"), ("Tab", "Shift+Tab")),
        (tr("ไปตามเส้นทางหรือกล่องข้างเคียง"), ("←", "↑", "→", "↓")),
        (tr("เลือกเส้นทางที่ 1–9 ของขั้นตอน"), ("1–9",)),
        (tr("ย้ายกล่อง"), ("Ctrl+←", "Ctrl+↑", "Ctrl+→", "Ctrl+↓")),
        (tr("เพิ่มขั้นตอนต่อจากที่เลือก"), ("N", "Insert")),
        (tr("เพิ่มจุดสิ้นสุด"), ("E",)),
        (tr("เพิ่มเส้นทาง"), ("B",)),
        (tr("ลบสิ่งที่เลือก (เลิกทำได้)"), ("Delete",)),
        (tr("เปลี่ยนชื่อ"), ("F2",)),
        (tr("เข้าไปแก้ไขที่แถบด้านข้าง"), ("Enter",)),
        (tr("กลับมาที่ภาพผัง"), ("Esc",)),
        (tr("ไปขั้นตอนแรก"), ("Home",)),
        (tr("เลิกทำ หรือทำซ้ำ"), ("Ctrl+Z", "Ctrl+Y")),
        (tr("แสดงทั้งผัง ขยาย ย่อ"), ("Ctrl+0", "Ctrl++", "Ctrl+-")),
        (tr("เมนูของกล่องที่เลือก"), ("Shift+F10",)),
        (tr("เก็บร่าง"), ("Ctrl+S",)),
        (tr("ประกาศใช้"), ("F9",)),
    ]


class EditorKeys(QDialog):
    """List the keys of the editor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("แป้นลัดของผัง"))
        grid = QGridLayout()
        grid.setVerticalSpacing(Space.XS)
        grid.setHorizontalSpacing(Space.XL)
        grid.setColumnStretch(0, 1)
        for row, (text, keys) in enumerate(editor_keys()):
            grid.addWidget(QLabel(text), row, 0)
            hints = QHBoxLayout()
            hints.setSpacing(Space.XS)
            for key in keys:
                hints.addWidget(KeyHint(key))
            hints.addStretch(1)
            grid.addLayout(hints, row, 1)
        close = plain_button(self.tr("ปิด"))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(heading(self.tr("แป้นลัดของผัง"), "title"))
        column.addWidget(ThaiLabel(self.tr("ใช้เมื่อแป้นพิมพ์อยู่ที่ภาพผัง"), "muted"))
        column.addLayout(grid)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        press_with_enter(self)
        close.setFocus()
