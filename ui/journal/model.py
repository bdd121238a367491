"""The journal as a table: pages of records, fetched off the main thread while one scrolls."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal

from services.errors import DomainError
from services.journal.reading import PAGE, RecordRow
from ui.formatting import format_moment, role_names
from ui.journal.use_case_names import use_case_name
from ui.journal.words import VERDICTS, about_text, verdict_text, who_text
from ui.tasks import TaskRunner
from ui.widgets.rows_model import NO_PARENT, Index, RowsModel
from ui.widgets.table import ICON_ROLE, TONE_ROLE
from ui.wording import QT_TRANSLATE_NOOP

FetchPage = Callable[[int | None, int], list[RecordRow]]
COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("at", QT_TRANSLATE_NOOP("Journal", "วันและเวลา"), 180),
    ("who", QT_TRANSLATE_NOOP("Journal", "ผู้ดำเนินการ"), 120),
    ("what", QT_TRANSLATE_NOOP("Journal", "การดำเนินการ"), 144),
    ("about", QT_TRANSLATE_NOOP("Journal", "เกี่ยวกับ"), 88),
    ("verdict", QT_TRANSLATE_NOOP("Journal", "ผล"), 92),
)
CELLS: dict[str, Callable[[RecordRow], str]] = {
    "at": lambda row: format_moment(row.at),
    "who": who_text,
    "what": lambda row: use_case_name(row.use_case),
    "about": about_text,
    "verdict": lambda row: verdict_text(row.verdict),
}


class JournalModel(RowsModel[RecordRow]):
    """Hold the records read so far, newest first; `fetchMore` asks for those before the last."""

    loaded = Signal()
    failed = Signal(object)

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__("Journal", [title for _name, title, _width in COLUMNS])
        self._runner = runner
        self._fetch: FetchPage | None = None
        self._list = 0
        self._loading = False
        self._complete = True

    def start(self, fetch: FetchPage) -> None:
        """Show other records from the newest on; those shown stay until the first page is there."""
        self._fetch = fetch
        self._list += 1
        self._read(None, self.set_rows)

    def cell(self, row: RecordRow, column: int, role: int) -> Any:
        name = COLUMNS[column][0]
        if role == Qt.ItemDataRole.DisplayRole:
            return CELLS[name](row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                role_names(row.roles.split(",")) if name == "who" and row.roles else CELLS[name](row) or None
            )
        if name == "verdict" and role in (TONE_ROLE, ICON_ROLE):
            _words, tone, icon = VERDICTS.get(row.verdict, ("", "neutral", "circle"))
            return tone if role == TONE_ROLE else icon
        return None

    def _tip(self, row: RecordRow, name: str) -> str | None:
        if name == "who" and row.roles:
            return role_names(row.roles.split(","))
        return CELLS[name](row) or None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._complete and not self._loading

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._read(self._rows[-1].key, self._append)

    def _read(self, after: int | None, take: Callable[[list[RecordRow]], None]) -> None:
        fetch, asked = self._fetch, self._list
        if fetch is None:
            return
        self._loading = True
        self._runner.read(
            lambda: fetch(after, PAGE),
            lambda rows: self._arrived(asked, rows, take),
            lambda error: self._failed(asked, error),
            owner=self,
        )

    def _arrived(self, asked: int, rows: list[RecordRow], take: Callable[[list[RecordRow]], None]) -> None:
        if asked != self._list:  # The person has meanwhile asked for others.
            return
        self._loading = False
        self._complete = len(rows) < PAGE
        take(rows)
        self.loaded.emit()

    def _failed(self, asked: int, error: DomainError) -> None:
        if asked == self._list:
            self._loading = False
            self._complete = True
            self.failed.emit(error)

    def _append(self, rows: list[RecordRow]) -> None:
        if rows:
            first = len(self._rows)
            self.beginInsertRows(NO_PARENT, first, first + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()
