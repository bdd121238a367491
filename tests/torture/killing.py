"""Start a child, kill it from outside at a moment drawn by lot, and hear all that it had said.

The parent has everything imported and forks: a kill takes milliseconds. Where there is no fork, each
child is a process of its own, started anew.
"""

import json
import os
import pickle
import queue
import random
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from tests.torture.office import Line, Say, Trial

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60
Work = Callable[[Trial, Say], None]


@dataclass(slots=True)
class Heard:
    """Hold what a child said before it ended, and what it was at: opening, within or between."""

    lines: list[Line] = field(default_factory=list)
    ended_by_itself: bool = False

    @property
    def at(self) -> str:
        """Return what the kill fell into: before anything was tried, within an act, or between two."""
        told = [line["said"] for line in self.lines if line["said"] != "progress"]
        if "try" not in told:
            return "before"
        return "within" if told[-1] in ("try", "draft") else "after"


@dataclass(frozen=True, slots=True)
class Moment:
    """Hold when to kill: so many seconds after the start, or after hearing so many lines."""

    seconds: float
    lines: int = 0


def draw(chance: random.Random, typical: float, *, lines: int) -> Moment:
    """Draw a moment: by the clock, spread over all sizes up to what is typical, or right upon a line."""
    kind = chance.random()
    if kind < 0.4 and lines:
        return Moment(_any_size(chance, 0.00005, 0.006), chance.randint(1, lines))
    if kind < 0.7:
        return Moment(_any_size(chance, 0.0005, typical))
    return Moment(chance.uniform(0, typical))


def kill(work: Work, trial: Trial, moment: Moment, *, fork: bool) -> Heard:
    """Let a child work, kill it at the moment, and return what it said."""
    child = _Forked(work, trial) if fork else _Started(work, trial)
    lines: queue.Queue[Line | None] = queue.Queue()
    reader = threading.Thread(target=_read, args=(child.pipe, lines), daemon=True)
    reader.start()
    heard = Heard()
    try:
        _wait(lines, heard, moment)
    finally:
        child.kill()
    reader.join(PATIENCE_S)
    child.pipe.close()
    while not lines.empty():
        _take(lines.get(), heard)
    for line in heard.lines:
        if line["said"] == "crashed":
            raise AssertionError(line["trace"])
    return heard


def time_whole(work: Work, trial: Trial, *, fork: bool) -> float:
    """Return how long work that ends by itself takes when nobody kills it."""
    started = time.perf_counter()
    heard = kill(work, trial, Moment(PATIENCE_S), fork=fork)
    assert heard.ended_by_itself
    return time.perf_counter() - started


def _any_size(chance: random.Random, least: float, most: float) -> float:
    return float(least * (most / least) ** chance.random())


def _wait(lines: "queue.Queue[Line | None]", heard: Heard, moment: Moment) -> None:
    """Hear what is said until the moment has come, or the child has ended."""
    wanted = moment.lines
    until = time.perf_counter() + (PATIENCE_S if wanted else moment.seconds)
    while (left := until - time.perf_counter()) > 0 and not heard.ended_by_itself:
        try:
            _take(lines.get(timeout=left), heard)
        except queue.Empty:
            return
        if wanted and len(heard.lines) >= wanted:
            wanted, until = 0, time.perf_counter() + moment.seconds


def _take(line: Line | None, heard: Heard) -> None:
    if line is None:
        return
    if line["said"] == "end":
        heard.ended_by_itself = True
    else:
        heard.lines.append(line)


def _read(pipe: BinaryIO, lines: "queue.Queue[Line | None]") -> None:
    for line in pipe:
        # A line that the kill cut off was not said.
        if line.endswith(b"\n"):
            lines.put(json.loads(line))


def _do(work: Work, trial: Trial, handle: int) -> None:
    """Work in the child; what goes wrong is said too."""

    def say(said: str, **more: Any) -> None:
        os.write(handle, json.dumps({"said": said, **more}).encode() + b"\n")

    try:
        work(trial, say)
        say("end")
    except BaseException:  # noqa: BLE001  whatever it is, the parent is to hear it
        say("crashed", trace=traceback.format_exc())


class _Forked:
    def __init__(self, work: Work, trial: Trial) -> None:
        reading, writing = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(reading)
            _do(work, trial, writing)
            os._exit(0)
        os.close(writing)
        self.pipe: BinaryIO = os.fdopen(reading, "rb")

    def kill(self) -> None:
        import signal

        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)


class _Started:
    def __init__(self, work: Work, trial: Trial) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.killing"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(pickle.dumps((work, trial)))
        self._process.stdin.close()
        self.pipe = self._process.stdout  # type: ignore[assignment]

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(PATIENCE_S)


def main() -> None:
    """Do, as a process of its own, what is handed in on standard input."""
    work, trial = pickle.loads(sys.stdin.buffer.read())  # noqa: S301  it comes from our own parent
    _do(work, trial, sys.stdout.fileno())


if __name__ == "__main__":
    main()
