"""What one paper asks, as a form: read, and told beside each field what is wrong."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.documents.catalogue import GROUPS, PaperKind, PaperRequest
from services.errors import DomainError, Invalid
from ui.desk import Desk
from ui.documents.ask_fields import AskField, ask_field, tr
from ui.error_messages import field_texts, sentence
from ui.theme import FORM_WIDTH, Space
from ui.widgets.fields import field_row
from ui.widgets.keyboard import focus_first
from ui.widgets.labels import ThaiLabel, quiet_button

# Which field an error as a whole belongs to: the first of these that the paper asks.
_PLACES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "not_found": ("number", "numbers"),
        "box.no_opening": ("number",),
        "report.month_ahead": ("month", "first_month"),
        "report.month_open": ("month", "first_month"),
        "report.not_signed": ("month", "first_month"),
        "report.signed": ("month", "first_month"),
        "report.year_ahead": ("year",),
        "report.year_not_zero": ("year",),
        "report.year_ce": ("year",),
        "report.cut_off_before_period": ("as_of", "last_day"),
        "report.cut_off_ahead": ("as_of", "last_day"),
        "flowchart.unknown": ("kind",),
        "person.nobody": ("numbers",),
        "case.voided": ("number",),
        "letter.none_sent": ("letter",),
    }
)
_SAME = {"complaint_ids": "numbers"}  # by another name where the paper is made
# Two that belong together stand beside each other.
_PAIRS = {"first_day": "last_day", "first_month": "months"}


class AskForm(QWidget):
    """Hold the fields of one paper; what is typed stays as long as the page does."""

    def __init__(self, desk: Desk, kind: PaperKind) -> None:
        super().__init__()
        self.kind = kind
        self.fields: dict[str, AskField] = {ask.name: ask_field(desk, kind, ask) for ask in kind.asks}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(ThaiLabel(kind.title, "title"))
        column.addWidget(ThaiLabel(GROUPS[kind.group], "muted"))
        placed: set[str] = set()
        for name, asked in self.fields.items():
            other = _PAIRS.get(name, "")
            if name in placed:
                continue
            if other in self.fields:
                column.addLayout(field_row(asked.field, self.fields[other].field))
                placed.add(other)
            else:
                column.addWidget(asked.field)
        if not self.fields:
            column.addWidget(ThaiLabel(tr("เอกสารนี้ไม่ต้องระบุข้อมูลใด กดจัดทำเอกสารได้ทันที")))
        self.page_button = quiet_button(tr("ดูสิ่งที่ยังขาดและใส่ภาพ"), "arrow-right", self)
        self.page_button.setVisible(bool(kind.page))
        self.page_button.clicked.connect(lambda _on=False: desk.navigate(kind.page, **self._known()))
        column.addWidget(self.page_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setMaximumWidth(FORM_WIDTH)

    def request(self) -> PaperRequest | None:
        """Return what is asked; None when something is missing or can't be read, told beside it."""
        problems = {name: asked.problem() for name, asked in self.fields.items()}
        if self._show({name: said for name, said in problems.items() if said}):
            return None
        return PaperRequest(**{name: asked.read() for name, asked in self.fields.items()})

    def show_error(self, error: DomainError) -> bool:
        """Say beside its field what is wrong; False when it belongs to none."""
        if isinstance(error, Invalid):
            said = {_SAME.get(name, name): text for name, text in field_texts(error).items()}
            return self._show({name: text for name, text in said.items() if name in self.fields})
        place = next((name for name in _PLACES.get(error.code, ()) if name in self.fields), None)
        return place is not None and self._show({place: _said(error)})

    def focus_first(self) -> bool:
        """Put the keyboard into the first field; False when the paper asks nothing."""
        return bool(self.fields) and focus_first(self)

    def _known(self) -> dict[str, Any]:
        """Return what is chosen so far, for the page where the paper's material is put in."""
        read = {name: asked.read() for name, asked in self.fields.items() if name == "year"}
        return {name: value for name, value in read.items() if value is not None}

    def _show(self, problems: Mapping[str, str]) -> bool:
        for name, asked in self.fields.items():
            asked.field.set_error(problems.get(name, ""))
        wrong = next((asked for name, asked in self.fields.items() if name in problems), None)
        if wrong is not None:
            wrong.field.focus_editor()
        return wrong is not None


def _said(error: DomainError) -> str:
    if error.code == "not_found":
        number = str(error.params.get("number", ""))
        return tr("ไม่พบเลขรับ {number} หรือท่านไม่มีสิทธิดูเรื่องนี้ โปรดตรวจเลขรับและปี").format(number=number)
    told = sentence(error)
    return " ".join(part for part in (told.title, told.next) if part)
