"""The wizard's last step: the recovery sheet, printed or saved before work begins, or left for later."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.feedback import Feedback
from ui.reports.document_window import paper_preview
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.labels import ThaiLabel, heading

FILE_NAME = "ใบกู้คืนข้อมูลสำนักงาน.pdf"


class SheetStep(QWidget):
    """Show the sheet, ready to print; `kept` tells that it was printed or saved."""

    kept = Signal()

    def __init__(self, feedback: Feedback) -> None:
        super().__init__()
        self.banner = Banner(closable=False)
        self.preview = paper_preview(feedback)
        self.preview.printed.connect(self.kept)
        self.preview.saved.connect(lambda _path: self.kept.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(heading(self.tr("พิมพ์ใบกู้คืน"), "title"))
        column.addWidget(
            ThaiLabel(
                self.tr(
                    "สร้างสำนักงานแล้ว ใบนี้มีกุญแจและรหัสกู้คืนซึ่งแสดงครั้งนี้ครั้งเดียว โปรดพิมพ์ บรรจุซองปิดผนึก "
                    "แล้วเก็บแยกจากเครื่อง หากบันทึกเป็นไฟล์ โปรดพิมพ์แล้วลบไฟล์นั้น"
                ),
                "muted",
            )
        )
        column.addWidget(self.banner)
        column.addWidget(self.preview, 1)

    def show_sheet(self, content: bytes) -> None:
        """Show the sheet."""
        self.preview.show_pdf(content, FILE_NAME)
        self.preview.print_button.setFocus()

    def check(self) -> bool:
        """Find nothing wrong: whether it was kept decides which button is there."""
        return True
