"""Work off the main thread: one writer, some readers, a small pool for files."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from services.errors import DomainError

_log = logging.getLogger(__name__)

OnDone = Callable[[Any], None]
OnError = Callable[[DomainError], None]
OnProgress = Callable[[int, int], None]

READERS = 2
FILE_WORKERS = 2
PROGRESS_SECONDS = 0.05


class Job:
    """One piece of work under way: its progress, and the wish to stop it."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        self._report = report
        self._cancelled = Event()
        self._last = 0.0

    def progress(self, done: int, total: int) -> None:
        """Report from the worker how much is done, of 0 when nobody knows; too thick reports are left out."""
        now = monotonic()
        if done >= total > 0 or now - self._last >= PROGRESS_SECONDS:
            self._last = now
            self._report(done, total)

    def cancelled(self) -> bool:
        """Tell the worker whether it should stop at the next good place."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; its result is dropped."""
        self._cancelled.set()


@dataclass(slots=True, eq=False)
class _Order:
    """What to run, where, and whom to tell."""

    lane: str
    run: Callable[[Job], Any]
    on_done: OnDone | None
    on_error: OnError | None
    on_finally: Callable[[], None] | None
    on_progress: OnProgress | None
    owner: QObject | None
    job: Job = field(init=False)
    result: Any = None
    error: Exception | None = None

    def owner_alive(self) -> bool:
        return self.owner is None or shiboken6.isValid(self.owner)

    def execute(self) -> None:
        """Run and keep the result or the error."""
        try:
            self.result = self.run(self.job)
        except Exception as error:  # The one net: everything is told on the main thread.
            self.error = error


class TaskRunner(QObject):
    """Run use cases on worker threads and deliver results on the main thread.

    Writes run one after another in the order asked for. Callbacks of destroyed owners are dropped.
    A `DomainError` goes to `on_error`, or to `failed` without one; anything else goes to `crashed`.
    Every `DomainError` is `met` besides, whoever is told of it.
    """

    busy = Signal(bool)
    failed = Signal(object)
    crashed = Signal(object)
    met = Signal(object)
    _progressed = Signal(object, int, int)
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools: dict[str, Executor] = {
            "writer": ThreadPoolExecutor(1, "writer"),
            "reader": ThreadPoolExecutor(READERS, "reader"),
            "files": ThreadPoolExecutor(FILE_WORKERS, "files"),
        }
        self._open: list[_Order] = []
        self._closed = False
        self._progressed.connect(self._tell_progress)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Tell whether any work is waiting or under way."""
        return bool(self._open)

    def write(
        self,
        fn: Callable[[], Any],
        on_done: OnDone | None = None,
        on_error: OnError | None = None,
        *,
        owner: QObject | None = None,
        on_finally: Callable[[], None] | None = None,
    ) -> Job:
        """Run a use case that changes data, after the writes asked for before it."""
        return self._submit(_Order("writer", lambda _job: fn(), on_done, on_error, on_finally, None, owner))

    def read(
        self,
        fn: Callable[[], Any],
        on_done: OnDone | None = None,
        on_error: OnError | None = None,
        *,
        owner: QObject | None = None,
        on_finally: Callable[[], None] | None = None,
    ) -> Job:
        """Run a query beside the writer."""
        return self._submit(_Order("reader", lambda _job: fn(), on_done, on_error, on_finally, None, owner))

    def work(
        self,
        fn: Callable[[Job], Any],
        on_done: OnDone | None = None,
        on_error: OnError | None = None,
        *,
        owner: QObject | None = None,
        on_progress: OnProgress | None = None,
        on_finally: Callable[[], None] | None = None,
    ) -> Job:
        """Run long work on files or PDFs; `fn` gets the job for its `progress` and `cancelled`."""
        return self._submit(_Order("files", fn, on_done, on_error, on_finally, on_progress, owner))

    @property
    def is_shut_down(self) -> bool:
        """Tell whether the runner takes no more work."""
        return self._closed

    def shutdown(self) -> None:
        """Cancel reads and file work, and wait until every write asked for is done."""
        self._closed = True
        for order in self._open:
            if order.lane != "writer":
                order.job.cancel()
        self._pools["reader"].shutdown(wait=True, cancel_futures=True)
        self._pools["files"].shutdown(wait=True, cancel_futures=True)
        self._pools["writer"].shutdown(wait=True)

    def _submit(self, order: _Order) -> Job:
        if self._closed:
            raise RuntimeError("the task runner is shut down")
        order.job = Job(lambda done, total: self._progressed.emit(order, done, total))
        self._open.append(order)
        if len(self._open) == 1:
            self.busy.emit(True)
        self._start(order)
        return order.job

    def _start(self, order: _Order) -> None:
        self._pools[order.lane].submit(self._execute, order)

    def _execute(self, order: _Order) -> None:
        order.execute()
        if shiboken6.isValid(self):
            self._finished.emit(order)

    @Slot(object, int, int)
    def _tell_progress(self, order: _Order, done: int, total: int) -> None:
        if order.on_progress is not None and order.owner_alive() and not order.job.cancelled():
            order.on_progress(done, total)

    @Slot(object)
    def _deliver(self, order: _Order) -> None:
        if order in self._open:
            self._open.remove(order)
        try:
            self._tell(order)
        finally:
            if not self._open:
                self.busy.emit(False)

    def _tell(self, order: _Order) -> None:
        if order.on_finally is not None and order.owner_alive():
            order.on_finally()
        if order.error is not None:
            self._tell_error(order, order.error)
        elif order.on_done is not None and order.owner_alive() and not order.job.cancelled():
            order.on_done(order.result)

    def _tell_error(self, order: _Order, error: Exception) -> None:
        if not isinstance(error, DomainError):
            _log.error("unexpected error in a task", exc_info=error)
            self.crashed.emit(error)
            return
        _log.info("work ended with %s", error.code)
        self.met.emit(error)
        if order.job.cancelled():
            _log.info("it was cancelled")
        elif order.on_error is not None and order.owner_alive():
            order.on_error(error)
        elif order.owner_alive() or order.lane == "writer":
            self.failed.emit(error)  # A change that failed is told even when its page is gone.
        else:
            _log.warning("nobody left to hear of %s", error.code)


class InlineTaskRunner(TaskRunner):
    """Run everything at once on the calling thread, for tests."""

    def _start(self, order: _Order) -> None:
        order.execute()
        self._deliver(order)
