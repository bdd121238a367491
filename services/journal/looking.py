"""One consistent look at everything that is kept, below the ORM: values as the driver gives them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn

from sqlalchemy import Connection, Executable, Table, TableClause, column, event, table
from sqlalchemy.exc import OperationalError

from models.engine import Store, sqlite_engine
from services.errors import DomainError

AT_ONCE = 500
STEPS_BETWEEN_QUESTIONS = 100_000  # of SQLite's machine: some milliseconds

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


def unheard(_done: int, _total: int) -> None:
    """Take progress that nobody watches."""


def never() -> bool:
    """Answer for somebody who does not cancel."""
    return False


@dataclass(frozen=True, slots=True)
class Problem:
    """Name one disagreement: a code for people's words, what it is about, and a line for the log."""

    code: str
    about: str
    said: str

    def __str__(self) -> str:
        return self.said


class Disagreement(Exception):
    """Carry the first problem from where it is found to whoever asked."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.said)
        self.problem = problem


def disagree(code: str, about: object, said: str) -> NoReturn:
    """Stop the check with a problem."""
    raise Disagreement(Problem(code, str(about), said))


class Look:
    """Read from one snapshot, count what was looked at, and stop when the person wishes."""

    def __init__(self, connection: Connection, progress: Progress, cancelled: Cancelled) -> None:
        self.connection = connection
        self.dialect = connection.dialect
        self.total = 0
        self._progress = progress
        self._cancelled = cancelled
        self._done = 0

    @property
    def is_sqlite(self) -> bool:
        """Tell whether the office lies in a SQLite file."""
        return self.dialect.name == "sqlite"

    def rows(self, statement: Executable, **params: Any) -> Iterator[Any]:
        """Yield rows without holding more than a batch of them."""
        for batch in self.connection.execute(statement, params).partitions(AT_ONCE):
            self.ask()
            yield from batch

    def scalar(self, statement: Executable, **params: Any) -> Any:
        """Return the first value of the first row."""
        return self.connection.scalar(statement, params)

    def advance(self, number: int = 1) -> None:
        """Count what was looked at."""
        self._done = min(self._done + number, self.total)
        self._progress(self._done, self.total)

    def ask(self) -> None:
        """Stop where the person wishes it."""
        if self._cancelled():
            raise DomainError("verify.cancelled")

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Let one long statement of SQLite be stopped too."""
        driver: Any = self.connection.connection.driver_connection
        driver.set_progress_handler(self._cancelled, STEPS_BETWEEN_QUESTIONS)
        try:
            yield
        except OperationalError:
            self.ask()
            raise
        finally:
            driver.set_progress_handler(None, 0)


@contextmanager
def looking(store: Store, progress: Progress, cancelled: Cancelled) -> Iterator[Look]:
    """Open a look on connections of its own, which read text as it is and not as it should be."""
    if store.engine.dialect.name != "sqlite":
        with store.engine.connect().execution_options(stream_results=True) as connection:
            yield Look(connection, progress, cancelled)
        return
    engine = sqlite_engine(store.path, store.key)
    event.listen(engine, "connect", _read_as_is)
    try:
        with engine.connect() as connection:
            yield Look(connection, progress, cancelled)
    finally:
        engine.dispose()


def _read_as_is(connection: Any, _record: object) -> None:
    connection.text_factory = _text


def _text(raw: bytes) -> str | bytes:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw  # no text that this program wrote: it will differ from what was told


@cache
def raw(of: Table) -> TableClause:
    """Return a table whose columns have no type: its values come as the driver gives them."""
    return table(of.name, *(column(name) for name in of.columns.keys()))  # noqa: SIM118 - no dict
