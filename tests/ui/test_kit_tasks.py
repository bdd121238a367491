"""The task runner: order, threads, dead owners, errors, shutting down."""

import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.errors import DomainError, NotFound
from ui.tasks import InlineTaskRunner, Job, TaskRunner


@pytest.fixture
def threads(dressed: QApplication) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.shutdown()


def test_results_arrive_on_the_main_thread(threads: TaskRunner, qtbot: QtBot) -> None:
    seen: list[tuple[str, bool]] = []

    def done(name: str) -> None:
        seen.append((name, QThread.currentThread() is QApplication.instance().thread()))

    threads.write(lambda: threading.current_thread().name, done)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0].startswith("writer")
    assert seen[0][1]


def test_writes_keep_their_order(threads: TaskRunner, qtbot: QtBot) -> None:
    order: list[int] = []
    gate = threading.Event()
    threads.write(lambda: gate.wait(5))
    for number in range(20):
        threads.write(lambda number=number: order.append(number))
    gate.set()
    qtbot.waitUntil(lambda: not threads.is_busy)
    assert order == list(range(20))


def test_a_read_does_not_wait_for_a_write(threads: TaskRunner, qtbot: QtBot) -> None:
    gate, seen = threading.Event(), []
    threads.write(lambda: gate.wait(5))
    threads.read(lambda: 7, seen.append)
    qtbot.waitUntil(lambda: seen == [7])
    assert threads.is_busy
    gate.set()
    qtbot.waitUntil(lambda: not threads.is_busy)


def test_busy_is_told_once_each_way(threads: TaskRunner, qtbot: QtBot) -> None:
    told: list[bool] = []
    threads.busy.connect(told.append)
    for _turn in range(3):
        threads.write(lambda: None)
    qtbot.waitUntil(lambda: not threads.is_busy)
    assert told == [True, False]


def test_callbacks_of_a_dead_owner_are_dropped(threads: TaskRunner, qtbot: QtBot) -> None:
    gate, seen = threading.Event(), []
    owner = QObject()
    threads.read(lambda: gate.wait(5), seen.append, owner=owner)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not threads.is_busy)
    assert seen == []


def test_a_change_that_failed_is_told_though_its_page_is_gone(threads: TaskRunner, qtbot: QtBot) -> None:
    gate, failed = threading.Event(), []
    owner = QObject()
    threads.failed.connect(failed.append)

    def fail() -> None:
        gate.wait(5)
        raise NotFound

    threads.write(fail, on_error=lambda _error: None, owner=owner)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: len(failed) == 1)


def test_errors_of_both_kinds_go_their_own_ways(threads: TaskRunner, qtbot: QtBot) -> None:
    ours: list[DomainError] = []
    crashed: list[BaseException] = []
    ended: list[int] = []
    threads.crashed.connect(crashed.append)

    def refuse() -> None:
        raise NotFound

    threads.write(refuse, on_error=ours.append, on_finally=lambda: ended.append(1))
    threads.write(lambda: 1 // 0, on_error=ours.append, on_finally=lambda: ended.append(2))
    qtbot.waitUntil(lambda: not threads.is_busy)
    assert [type(error) for error in ours] == [NotFound]
    assert [type(error) for error in crashed] == [ZeroDivisionError]
    assert ended == [1, 2]


def test_progress_and_cancel(threads: TaskRunner, qtbot: QtBot) -> None:
    steps: list[tuple[int, int]] = []
    done: list[object] = []
    started = threading.Event()

    def work(job: Job) -> str:
        job.progress(1, 10)
        started.set()
        while not job.cancelled():
            threading.Event().wait(0.001)
        return "stopped"

    job = threads.work(work, done.append, on_progress=lambda at, of: steps.append((at, of)))
    assert started.wait(5)
    qtbot.waitUntil(lambda: steps == [(1, 10)])
    job.cancel()
    qtbot.waitUntil(lambda: not threads.is_busy)
    assert done == []


def test_the_last_progress_always_arrives(threads: TaskRunner, qtbot: QtBot) -> None:
    steps: list[int] = []

    def work(job: Job) -> None:
        for number in range(1, 10_001):
            job.progress(number, 10_000)

    threads.work(work, on_progress=lambda at, _of: steps.append(at))
    qtbot.waitUntil(lambda: not threads.is_busy)
    assert steps[-1] == 10_000
    assert len(steps) < 200


def test_shutting_down_waits_for_writes(dressed: QApplication) -> None:
    runner, kept = TaskRunner(), []
    for number in range(5):
        runner.write(lambda number=number: kept.append(number))
    runner.shutdown()
    assert kept == [0, 1, 2, 3, 4]
    with pytest.raises(RuntimeError):
        runner.write(lambda: None)


def test_inline_runner_answers_at_once(dressed: QApplication) -> None:
    runner, seen = InlineTaskRunner(), []
    runner.write(lambda: 3, seen.append)
    assert seen == [3]
    assert not runner.is_busy
    runner.shutdown()
