"""Say what must be there before a step is finished, and whether it is."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.complaints.needs import NeedState
from services.complaints.reading import CaseDetail
from services.flowchart.definition import Need, all_hold
from services.office.codes import name_of
from ui.theme import Space
from ui.widgets.labels import ThaiLabel


class StepNeeds(QWidget):
    """List a step's needs above its form; what is missing is said again when somebody goes on without it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = ThaiLabel("", "help")
        self._wrong = ThaiLabel("", "error")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._lines)
        column.addWidget(self._wrong)
        self.hide()

    def show_case(self, detail: CaseDetail) -> None:
        """Show what the present step of a case needs."""
        wanted = [state for state in detail.needs if all_hold(state.need.when, detail.facts)]
        self._lines.setText("\n".join(self._line(state) for state in wanted))
        self.show_errors({})
        self.setVisible(bool(wanted))

    def show_errors(self, texts: Mapping[str, str]) -> bool:
        """Say what is missing, {need: sentence}; tell whether anything is."""
        missing = [text for name, text in texts.items() if name.startswith("need.")]
        self._wrong.setText("\n".join(missing))
        self._wrong.setVisible(bool(missing))
        return bool(missing)

    def text(self) -> str:
        """Return what is shown."""
        return "\n".join(part for part in (self._lines.text(), self._wrong.text()) if part)

    def _line(self, state: NeedState) -> str:
        if state.need.kind == "note":
            return self.tr("ขั้นตอนนี้ต้องมีบันทึก โปรดกรอกในช่อง “บันทึก”")
        there = self.tr("มีแล้ว") if state.met else self.tr("ยังไม่มี")
        return self.tr("ขั้นตอนนี้ต้องมี{what}: {there}").format(what=self._what(state.need), there=there)

    def _what(self, need: Need) -> str:
        if need.kind == "letter":
            return self.tr("{letter}ที่ออกแล้ว").format(
                letter=name_of("letter_kinds", need.letter) or need.letter
            )
        return self.tr("ไฟล์แนบ")
