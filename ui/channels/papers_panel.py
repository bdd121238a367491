"""The papers that are of no case: forms for the hand, the notice for the wall."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from services.documents.office_papers import OfficePapers
from services.errors import DomainError
from ui.desk import Desk
from ui.error_messages import sentence
from ui.theme import FORM_WIDTH, Space
from ui.widgets.banner import Banner
from ui.widgets.labels import ThaiLabel, heading, plain_button

ShowPaper = Callable[[bytes, str], None]


class PapersPanel(QWidget):
    """Offer each blank form, with what it is for."""

    def __init__(
        self, desk: Desk, papers: OfficePapers, show_paper: ShowPaper, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._papers = papers
        self._show_paper = show_paper
        self.banner = Banner()
        self.buttons: dict[str, QPushButton] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.M)
        grid.setColumnStretch(1, 1)
        for number, (form, title, said) in enumerate(self._forms()):
            button = plain_button(title, "printer")
            button.clicked.connect(lambda _on, one=form, name=title: self.print_form(one, name))
            self.buttons[form] = button
            grid.addWidget(button, number, 0)
            grid.addWidget(ThaiLabel(said, "muted"), number, 1)
        inner = QWidget()
        inner.setMaximumWidth(FORM_WIDTH)
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.M)
        inside.addWidget(heading(self.tr("แบบฟอร์มและประกาศ")))
        inside.addWidget(self.banner)
        inside.addLayout(grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inner)
        column.addStretch(1)
        self.setFocusProxy(next(iter(self.buttons.values())))

    def print_form(self, form: str, title: str) -> None:
        """Make a form and show it, ready to print."""
        actor = self._desk.actor
        self._desk.runner.read(
            lambda: self._papers.make_blank_form(actor, form),
            lambda content: self._show_paper(content, title),
            self._on_failed,
            owner=self,
        )

    def _on_failed(self, error: DomainError) -> None:
        self.banner.show_text(sentence(error).as_text(), "danger")

    def _forms(self) -> tuple[tuple[str, str, str], ...]:
        return (
            (
                "blank-intake",
                self.tr("แบบรับเรื่อง (กรอกด้วยมือ)"),
                self.tr("เตรียมไว้ที่เคาน์เตอร์ ใช้เมื่อไฟฟ้าดับหรือโปรแกรมใช้งานไม่ได้"),
            ),
            (
                "slip-form",
                self.tr("แบบสำหรับหยอดกล่อง"),
                self.tr("แบบแสดงความคิดเห็น/ข้อร้องเรียน สองใบต่อกระดาษ A4 วางไว้ข้างกล่อง"),
            ),
            (
                "box-record-blank",
                self.tr("บันทึกการเปิดกล่อง (กรอกด้วยมือ)"),
                self.tr("ใช้ขณะเปิดกล่อง แล้วนำมาบันทึกในโปรแกรม"),
            ),
            (
                "channel-notice",
                self.tr("ประกาศช่องทางการร้องเรียน"),
                self.tr("ติดประกาศหน้าสำนักงาน หนึ่งหน้า พร้อมรหัสสำหรับสแกนเว็บไซต์"),
            ),
        )
