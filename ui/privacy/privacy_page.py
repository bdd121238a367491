"""The page of personal data: requests of the persons themselves, and destruction by list."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from services.privacy.destruction import Destruction
from services.privacy.person import Privacy
from ui.desk import Desk
from ui.privacy.destruction_section import DestructionSection
from ui.privacy.person_section import PersonSection
from ui.theme import Space
from ui.widgets.choices import SegmentedChoice

PERSON, DESTRUCTION = "person", "destruction"
PARTS_WIDTH = 360


class PrivacyPage(QWidget):
    """Show one of two parts, chosen at the top."""

    def __init__(
        self, desk: Desk, privacy: Privacy, destruction: Destruction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.person = PersonSection(desk, privacy)
        self.destruction = DestructionSection(desk, destruction)
        self.parts = SegmentedChoice(
            [
                (PERSON, self.tr("คำขอของเจ้าของข้อมูล")),
                (DESTRUCTION, self.tr("การทำลายเอกสาร")),
            ]
        )
        self.parts.setAccessibleName(self.tr("ส่วนของหน้าข้อมูลส่วนบุคคล"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.person)
        self._stack.addWidget(self.destruction)
        self._lay_out()
        self.parts.set_code(PERSON)
        self.parts.codeChanged.connect(self._choose)

    def open(self, part: str = "") -> None:
        """Show a part, else the one shown last."""
        if part:
            self.parts.set_code(part)
        self.refresh()

    def refresh(self) -> None:
        """Read the lists again; what is typed stays."""
        self.destruction.load()

    def _choose(self, code: str | None) -> None:
        self._stack.setCurrentIndex(1 if code == DESTRUCTION else 0)

    def _lay_out(self) -> None:
        top = QFrame()
        row = QHBoxLayout(top)
        row.setContentsMargins(Space.XL, Space.M, Space.XL, 0)
        self.parts.setMinimumWidth(PARTS_WIDTH)  # the chosen one is bold, and wider
        row.addWidget(self.parts)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self._stack, 1)
