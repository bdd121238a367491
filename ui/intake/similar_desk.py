"""Earlier cases that are like what is being typed: asked for in pauses, shown where nothing moves for it."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from services.complaints.commands import LinkInput
from services.complaints.reading import CaseDetail, Cases, ComplainantDetail
from services.complaints.similar import Similar, SimilarQuery, Suggestion
from ui.desk import Desk
from ui.intake.form import ComplaintForm
from ui.intake.similar_panel import SimilarPanel, SimilarStrip
from ui.intake.typed import raw_of

PAUSE_MS = 350
PERSON = ("title", "name", "phones", "email", "line_id", "address", "complainant_kind")
WIDEST, SHARE = 600, 0.54


class SimilarDesk(QObject):
    """Ask, show, and keep what a person decides; `marked` says that what will be tied has changed.

    An answer to what is no longer typed is dropped, and the keyboard is never taken.
    """

    marked = Signal()

    def __init__(
        self, desk: Desk, similar: Similar, cases: Cases, form: ComplaintForm, holder: QWidget
    ) -> None:
        super().__init__(holder)
        self._desk, self._similar, self._cases, self._form, self._holder = desk, similar, cases, form, holder
        self._turn = 0
        self._asked: SimilarQuery | None = None
        self._found: tuple[Suggestion, ...] = ()
        self._dismissed: set[int] = set()
        self._links: dict[int, str] = {}
        self._before: dict[str, Any] | None = None
        self._return_to: QWidget | None = None
        self.strip = SimilarStrip()
        self.panel = SimilarPanel(holder)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.look)
        self.strip.open_button.clicked.connect(lambda _on=False: self.toggle())
        self.strip.undo_button.clicked.connect(lambda _on=False: self.fill_or_undo())
        self.panel.closed.connect(self.close_panel)
        self.panel.kind_chosen.connect(self._mark)
        self.panel.dismissed.connect(self._dismiss)
        self.panel.look_wanted.connect(self._look_at)
        self.panel.fill_wanted.connect(self._fill_from)
        holder.installEventFilter(self)

    # --- what the page calls

    def begin(self, links: tuple[LinkInput, ...] = ()) -> None:
        """Forget the complaint before; links are those that a draft holds."""
        self._later.stop()
        self._turn += 1
        self._asked, self._found, self._before = None, (), None
        self._dismissed = set()
        self._links = {link.other_id: link.kind for link in links}
        self.panel.hide()
        self._show_strip()

    def install_shortcuts(self) -> None:
        """Let the keys work anywhere on the page."""
        for key, act in (("F10", self.toggle), ("F11", self.fill_or_undo)):
            shortcut = QShortcut(QKeySequence(key), self._holder)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)

    def links(self) -> tuple[LinkInput, ...]:
        """Return what is to be tied when the complaint is saved."""
        return tuple(LinkInput(other_id=other, kind=kind) for other, kind in self._links.items())

    def typed(self) -> None:
        """Ask in the next pause."""
        self._later.start()

    def look(self) -> None:
        """Ask what is like what stands in the form."""
        self._later.stop()
        query = self._query()
        if query == self._asked or self._desk.runner.is_shut_down:
            return
        self._asked = query
        self._turn += 1
        turn, actor = self._turn, self._desk.actor
        self._desk.runner.read(
            lambda: self._similar.suggest(actor, query),
            lambda found: self._show(found) if turn == self._turn else None,
            lambda _error: None,  # A suggestion that can't be had is no reason to stop anybody who types.
            owner=self,
        )

    def toggle(self) -> None:
        """Open the panel and put the keyboard there, or close it and go back."""
        if self.panel.isVisible():
            self.close_panel()
        elif self._shown():
            self._return_to = self._holder.window().focusWidget()
            self._fill_panel()
            self._place()
            self.panel.show()
            self.panel.raise_()
            self.panel.focus_first()

    def close_panel(self) -> None:
        """Close the panel; the keyboard goes back to where somebody typed."""
        self.panel.hide()
        if self._return_to is not None:
            self._return_to.setFocus()
        self._show_strip()

    def fill_or_undo(self) -> None:
        """Fill in who complains from the likeliest earlier case of the same person; again: take it back."""
        if self._before is not None:
            before, self._before = self._before, None
            self._form.put_raw(before)
            self._show_strip()
            return
        person = next((one for one in self._shown() if one.fills), None)
        if person is not None:
            self._fill_from(person.complaint_id)

    # --- inner workings

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._holder and event.type() == QEvent.Type.Resize and self.panel.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _query(self) -> SimilarQuery:
        def text(name: str) -> str:
            editor = self._form.editors.get(name)
            return str(raw_of(editor)) if editor is not None else ""

        return SimilarQuery(
            phones=text("phones"),
            national_id=text("national_id"),
            name=text("name"),
            subject=text("subject"),
            detail=text("detail"),
        )

    def _shown(self) -> tuple[Suggestion, ...]:
        return tuple(one for one in self._found if one.complaint_id not in self._dismissed)

    def _show(self, found: tuple[Suggestion, ...]) -> None:
        self._found = found
        self._show_strip()
        if self.panel.isVisible() and not self.panel.holds_keyboard():
            self._fill_panel()

    def _show_strip(self) -> None:
        shown = self._shown()
        people = sum(one.same_person for one in shown)
        self.strip.show_counts(people, len(shown) - people, len(self._links))
        self.strip.offer_filling(any(one.fills for one in shown), filled=self._before is not None)

    def _fill_panel(self) -> None:
        fills = self._form.complainant.identity.code() == "named"
        self.panel.show_rows(self._shown(), self._links, fills=fills)

    def _place(self) -> None:
        area = self._holder.rect()
        width = min(WIDEST, int(area.width() * SHARE))
        bottom = self.strip.geometry().top()
        self.panel.setGeometry(area.right() - width + 1, 0, width, max(bottom, 200))

    def _mark(self, complaint_id: int, kind: str) -> None:
        if kind:
            self._links[complaint_id] = kind
        else:
            self._links.pop(complaint_id, None)
        self.marked.emit()
        self._show_strip()

    def _dismiss(self, complaint_id: int) -> None:
        self._dismissed.add(complaint_id)
        if self._links.pop(complaint_id, None) is not None:
            self.marked.emit()
        if self._shown():
            self._fill_panel()
            self.panel.focus_first()
            self._show_strip()
        else:
            self.close_panel()

    def _look_at(self, complaint_id: int) -> None:
        actor = self._desk.actor

        def show(detail: CaseDetail) -> None:
            self.panel.show_detail(detail)

        self._desk.runner.read(
            lambda: self._cases.read_case(actor, complaint_id), show, self._desk.feedback.error, owner=self
        )

    def _fill_from(self, complaint_id: int) -> None:
        actor = self._desk.actor
        self._desk.runner.read(
            lambda: self._cases.read_case(actor, complaint_id).complainant,
            self._fill,
            self._desk.feedback.error,
            owner=self,
        )

    def _fill(self, person: ComplainantDetail) -> None:
        """Fill what is empty; what is typed stays as it is."""
        if person.identity != "named" or self._form.complainant.identity.code() != "named":
            return
        before = {name: raw_of(self._form.editors[name]) for name in PERSON if name in self._form.editors}
        filled: dict[str, Any] = {}
        for name, typed in before.items():
            value = person.kind if name == "complainant_kind" else getattr(person, name)
            if value and _is_empty(typed):
                filled[name] = {"code": value, "text": ""} if isinstance(typed, dict) else value
        if filled:
            self._before = {name: before[name] for name in filled}
            self._form.put_raw(filled)
        if self.panel.isVisible():
            self.close_panel()
        self._show_strip()


def _is_empty(typed: Any) -> bool:
    if isinstance(typed, dict):
        return not typed.get("code") and not typed.get("text")
    return not typed
