"""What must be there before a step is finished: a note, an attached file, issued letters."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from services.flowchart.definition import Need
from services.office.codes import choices


def _tr(text: str) -> str:
    return QCoreApplication.translate("FlowchartNeeds", text)


def need_choices() -> list[tuple[tuple[str, str], str]]:
    """Return what may be needed: kind and letter, with the words."""
    letter = _tr("ออกหนังสือแล้ว: {name}")
    return [
        (("note", ""), _tr("บันทึกในขั้นตอน")),
        (("attachment", ""), _tr("ไฟล์แนบ")),
        *((("letter", kind), letter.format(name=name)) for kind, name in choices("letter_kinds")),
    ]


class NeedsEditor(QWidget):
    """Tick what a step needs; conditions that a need has stay with it."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needs: tuple[Need, ...] = ()
        self._filling = False
        self.boxes: dict[tuple[str, str], QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for key, text in need_choices():
            box = QCheckBox(text)
            box.toggled.connect(lambda _on: self._tell())
            self.boxes[key] = box
            column.addWidget(box)

    def show_needs(self, needs: tuple[Need, ...]) -> None:
        """Show what a step needs."""
        self._needs = needs
        self._filling = True
        present = {(need.kind, need.letter) for need in needs}
        for key, box in self.boxes.items():
            box.setChecked(key in present)
        self._filling = False

    def _tell(self) -> None:
        if self._filling:
            return
        ticked = [key for key, box in self.boxes.items() if box.isChecked()]
        kept = [
            one for one in self._needs if (key := (one.kind, one.letter)) not in self.boxes or key in ticked
        ]
        there = {(one.kind, one.letter) for one in kept}
        self.changed.emit((*kept, *(Need(*key) for key in ticked if key not in there)))
