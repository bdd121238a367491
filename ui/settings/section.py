"""What every section of the settings page shares: a heading, a banner, a place to scroll."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from services.errors import DomainError
from ui.desk import Desk
from ui.error_messages import sentence
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.labels import ThaiLabel, heading

SECTION_WIDTH = 980


class Section(QWidget):
    """One subject of the settings; `body` is the column that a section fills."""

    TITLE = ""
    TEXT = ""

    def __init__(self, desk: Desk, *, scrolls: bool = True) -> None:
        super().__init__()
        text = QCoreApplication.translate("Settings", self.TEXT) if self.TEXT else ""
        self.desk = desk
        self.banner = Banner()
        inner = QWidget()
        if scrolls:  # Long lines of a form are hard to read; a table takes what room there is.
            inner.setMaximumWidth(SECTION_WIDTH)
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        self.body.setSpacing(Space.M)
        self.body.addWidget(heading(self.title(), "title"))
        if text:
            self.body.addWidget(ThaiLabel(text, "muted"))
        self.body.addWidget(self.banner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._outer = outer
        outer.addWidget(_scrolling(inner) if scrolls else inner, 1)

    def title(self) -> str:
        """Return the section's name."""
        return QCoreApplication.translate("Settings", self.TITLE)

    def load(self) -> None:
        """Read what the section shows; what somebody has begun to type stays."""

    def is_changed(self) -> bool:
        """Tell whether something is typed and not saved."""
        return False

    def discard(self) -> None:
        """Forget what is typed and not saved."""

    def show_error(self, error: DomainError) -> None:
        """Say at the top of the section what went wrong."""
        self.banner.show_text(sentence(error).as_text(), "danger")

    def add_footer(self, *widgets: QWidget) -> None:
        """Put buttons beneath the part that scrolls, where they are always in sight."""
        foot = QFrame()
        foot.setObjectName("statusArea")
        row = QHBoxLayout(foot)
        row.setContentsMargins(Space.XL, Space.S, Space.XL, Space.S)
        row.setSpacing(Space.S)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        self._outer.addWidget(foot)


def _scrolling(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # no Tab stop of its own: what has the keyboard is in it
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(inner, 100)
    row.addStretch(1)
    area.setWidget(holder)
    return area
