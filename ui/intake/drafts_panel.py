"""The drafts a person left: what, when, and whether to go on with them."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from services.complaints.drafts import DraftRow, Drafts
from ui.desk import Desk
from ui.draft_places import is_flowchart
from ui.formatting import format_moment
from ui.intake.entry import FORMS
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.keyboard import focus_first
from ui.widgets.labels import ElidedLabel, TagLabel, card, heading, plain_button, quiet_button, rule

# The key of each form's page in the window.
PAGE_KEYS = {form: f"intake_{form}" for form in FORMS}


def form_name(form: str) -> str:
    """Return the name of a form as a tag says it."""
    names = {
        "walk_in": QCoreApplication.translate("IntakeForms", "ติดต่อด้วยตนเอง"),
        "phone": QCoreApplication.translate("IntakeForms", "โทรศัพท์"),
        "box": QCoreApplication.translate("IntakeForms", "กล่องแสดงความคิดเห็น"),
        "general": QCoreApplication.translate("IntakeForms", "ช่องทางอื่น"),
    }
    return names.get(form, QCoreApplication.translate("IntakeForms", "แบบอื่น"))


def continue_draft(desk: Desk, draft: DraftRow) -> None:
    """Go to the page that a draft belongs to and open it there."""
    desk.navigate(PAGE_KEYS.get(draft.form, PAGE_KEYS["general"]), draft_id=draft.id)


def sure_to_discard(desk: Desk, title: str) -> bool:
    """Ask before typed text is thrown away."""
    return desk.feedback.confirm(
        title,
        QCoreApplication.translate("IntakeForms", "ข้อความที่กรอกไว้จะหายไปและเรียกคืนไม่ได้"),
        yes=QCoreApplication.translate("IntakeForms", "ทิ้ง"),
        no=QCoreApplication.translate("IntakeForms", "เก็บไว้"),
        danger=True,
    )


def _none() -> None:
    return None


class DraftsPanel(QWidget):
    """List the person's drafts that are not open in the form beside it; hidden while there are none."""

    continued = Signal(object)
    count_changed = Signal(int)

    def __init__(
        self, desk: Desk, drafts: Drafts, *, shows_itself: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shows_itself = shows_itself
        self._desk = desk
        self._drafts = drafts
        self._open_id: Callable[[], int | None] = _none
        self._listed: list[DraftRow] = []
        self.setAccessibleName(self.tr("ร่างที่ยังไม่ได้บันทึก"))
        frame, inside = card()
        inside.setSpacing(Space.S)
        inside.addWidget(heading(self.tr("ร่างที่ยังไม่ได้บันทึก")))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.S)
        inside.addLayout(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def refresh(self) -> None:
        """Read the drafts again, after whatever is still on its way to them."""
        actor = self._desk.actor
        self._desk.runner.write(lambda: self._drafts.list_drafts(actor), self._show, owner=self)

    def leave_out(self, open_id: Callable[[], int | None]) -> None:
        """Leave out the draft that is being typed in beside, whichever it is by then."""
        self._open_id = open_id

    def drafts(self) -> list[DraftRow]:
        """Return the drafts listed."""
        return list(self._listed)

    def _show(self, rows: list[DraftRow]) -> None:
        open_id = self._open_id()
        complaints = (row for row in rows if not is_flowchart(row.form))
        self._listed = [row for row in complaints if row.id != open_id]
        while (old := self._rows.takeAt(0)) is not None:
            widget = old.widget()
            widget.hide()
            widget.deleteLater()
        for index, row in enumerate(self._listed):
            if index:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._line(row))
        if not self._listed or self._shows_itself:
            self.setVisible(bool(self._listed))
        self.count_changed.emit(len(self._listed))

    def _line(self, row: DraftRow) -> QWidget:
        line = QWidget()
        title = ElidedLabel(row.title or self.tr("ยังไม่มีชื่อหรือเรื่อง"))
        go_on = plain_button(self.tr("ทำต่อ"), "pencil")
        go_on.setAccessibleName(self.tr("ทำต่อ: {title}").format(title=title.text()))
        throw = quiet_button(self.tr("ทิ้งร่าง"), "trash-2")
        throw.setAccessibleName(self.tr("ทิ้งร่าง: {title}").format(title=title.text()))
        go_on.clicked.connect(lambda _on: self.continued.emit(row))
        throw.clicked.connect(lambda _on: self._discard(row))
        column = QHBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(TagLabel(form_name(row.form)))
        column.addWidget(title, 1)
        column.addWidget(heading(format_moment(row.updated_at), "help"))
        column.addWidget(go_on)
        column.addWidget(throw)
        return line

    def _discard(self, row: DraftRow) -> None:
        if sure_to_discard(self._desk, self.tr("ทิ้งร่างนี้หรือไม่")):
            actor = self._desk.actor
            self._desk.runner.write(
                lambda: self._drafts.discard_draft(actor, row.id),
                lambda _nothing: self.refresh(),
                owner=self,
            )


class DraftsOffer(QWidget):
    """Say above a form that drafts are kept, in one line until the person asks for them."""

    def __init__(self, desk: Desk, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = Banner(closable=False)
        self.panel = DraftsPanel(desk, drafts, shows_itself=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.banner)
        column.addWidget(self.panel)
        self.panel.count_changed.connect(self._show_count)
        self.hide()

    def fold(self) -> None:
        """Give the place to what matters more now; the next look at the drafts shows the line again."""
        self.banner.close_banner()
        self.panel.hide()
        self.hide()

    def _show_count(self, count: int) -> None:
        if count == 0:
            self.fold()
            return
        self.show()
        if not self.panel.isVisibleTo(self):
            text = self.tr("มีร่างที่ยังไม่ได้บันทึก {count} รายการ").format(count=count)
            self.banner.show_text(text, "info", self.tr("ดูร่าง"), self._unfold)

    def _unfold(self) -> None:
        self.banner.close_banner()
        self.panel.show()
        focus_first(self.panel)
