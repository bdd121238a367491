"""The register as a table: pages of rows, fetched off the main thread while one scrolls."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal

from services.complaints.register import PAGE, RegisterRow
from services.errors import DomainError
from services.office.codes import name_of
from ui.formatting import format_date, format_moment
from ui.register.rows import channel_of, complainant_of, received_on, state_of, subject_of
from ui.tasks import TaskRunner
from ui.widgets.rows_model import NO_PARENT, Index, RowsModel
from ui.widgets.table import ICON_ROLE, TONE_ROLE
from ui.wording import QT_TRANSLATE_NOOP

FetchPage = Callable[[int | None, int], list[RegisterRow]]

COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("number", QT_TRANSLATE_NOOP("Register", "เลขรับ"), 92),
    ("received", QT_TRANSLATE_NOOP("Register", "วันที่รับ"), 118),
    ("subject", QT_TRANSLATE_NOOP("Register", "เรื่อง"), 288),
    ("state", QT_TRANSLATE_NOOP("Register", "สถานะ"), 148),
    ("due", QT_TRANSLATE_NOOP("Register", "ครบกำหนด"), 118),
    ("step", QT_TRANSLATE_NOOP("Register", "ขั้นตอน"), 200),
    ("officer", QT_TRANSLATE_NOOP("Register", "ผู้รับผิดชอบ"), 170),
    ("channel", QT_TRANSLATE_NOOP("Register", "ช่องทาง"), 190),
    ("complainant", QT_TRANSLATE_NOOP("Register", "ผู้ร้องเรียน"), 180),
    ("kind", QT_TRANSLATE_NOOP("Register", "ประเภท"), 150),
    ("category", QT_TRANSLATE_NOOP("Register", "หมวด"), 200),
    ("level", QT_TRANSLATE_NOOP("Register", "ระดับ"), 170),
)
CELLS: dict[str, Callable[[RegisterRow], str]] = {
    "number": lambda row: row.number,
    "received": received_on,
    "subject": subject_of,
    "due": lambda row: "" if row.status != "open" else format_date(row.due_date),
    "step": lambda row: row.step_name,
    "channel": channel_of,
    "complainant": complainant_of,
    "kind": lambda row: name_of("kinds", row.kind),
    "category": lambda row: row.category_name,
    "level": lambda row: row.level_name,
    "officer": lambda row: row.officer,
}


class RegisterModel(RowsModel[RegisterRow]):
    """Hold the rows read so far of one list; `fetchMore` asks for the next page by the last row's key."""

    loaded = Signal()
    failed = Signal(object)

    def __init__(self, runner: TaskRunner, today: Callable[[], date]) -> None:
        super().__init__("Register", [title for _name, title, _width in COLUMNS])
        self._runner = runner
        self._today = today
        self._fetch: FetchPage | None = None
        self._list = 0
        self._loading = False
        self._complete = True

    @property
    def is_loading(self) -> bool:
        """Tell whether a page is on its way."""
        return self._loading

    def start(self, fetch: FetchPage) -> None:
        """Show another list from its beginning; the rows shown stay until the first page is there."""
        self._fetch = fetch
        self._read(None, PAGE, self._replace)

    def reload(self) -> None:
        """Read again as many rows as are shown."""
        if self._fetch is not None:
            self._read(None, max(PAGE, len(self._rows)), self._replace)

    def row_of(self, complaint_id: int) -> int:
        """Return where a case stands, -1 for nowhere among the rows read."""
        return next((number for number, row in enumerate(self._rows) if row.id == complaint_id), -1)

    def text_of(self, rows: list[int]) -> str:
        """Return rows as lines of text, cells parted by tabs, heading first."""
        titles = [QCoreApplication.translate("Register", title) for _name, title, _width in COLUMNS]
        cells = [[self._text(self._rows[row], name) for name, _title, _width in COLUMNS] for row in rows]
        return "\n".join("\t".join(line) for line in (titles, *cells))

    def cell(self, row: RegisterRow, column: int, role: int) -> Any:
        name = COLUMNS[column][0]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, name)
        if name == "state" and role in (TONE_ROLE, ICON_ROLE):
            state = state_of(row, self._today())
            return state.tone if role == TONE_ROLE else state.icon
        if name == "number" and role == ICON_ROLE and row.confidential:
            return "lock"
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._complete and not self._loading

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._read(self._rows[-1].key, PAGE, self._append)

    def _text(self, row: RegisterRow, name: str) -> str:
        if name == "state":
            return state_of(row, self._today()).text
        return CELLS[name](row)

    def _tip(self, row: RegisterRow, name: str) -> str | None:
        if name == "received":
            return format_moment(row.received_at)
        if name in ("number", "due"):
            return None
        return self._text(row, name) or None

    def _read(self, after: int | None, limit: int, take: Callable[[list[RegisterRow], int], None]) -> None:
        fetch = self._fetch
        if fetch is None:
            return
        if after is None:
            self._list += 1
        asked = self._list
        self._loading = True
        self._runner.read(
            lambda: fetch(after, limit),
            lambda rows: self._arrived(asked, rows, limit, take),
            lambda error: self._failed(asked, error),
            owner=self,
        )

    def _arrived(
        self, asked: int, rows: list[RegisterRow], limit: int, take: Callable[[list[RegisterRow], int], None]
    ) -> None:
        if asked != self._list:  # The person has meanwhile asked for another list.
            return
        self._loading = False
        self._complete = len(rows) < limit
        take(rows, limit)
        self.loaded.emit()

    def _failed(self, asked: int, error: DomainError) -> None:
        if asked == self._list:
            self._loading = False
            self._complete = True
            self.failed.emit(error)

    def _replace(self, rows: list[RegisterRow], _limit: int) -> None:
        if [row.id for row in rows] == [row.id for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(COLUMNS) - 1))
            return
        self.set_rows(rows)

    def _append(self, rows: list[RegisterRow], _limit: int) -> None:
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(NO_PARENT, first, first + len(rows) - 1)
        self._rows.extend(rows)
        self.endInsertRows()
