"""Start a second process on an office, hear what it says, and kill it."""

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60


class Child:
    """Hold a process that does one scene of `tests.journeys.child`."""

    def __init__(self, scene: str, folder: Path, *before: str) -> None:
        command = [*before, sys.executable, "-m", "tests.journeys.child", scene, str(folder)]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._lines: queue.Queue[bytes] = queue.Queue()
        self._errors: list[bytes] = []
        self._threads = [
            threading.Thread(target=self._hear, daemon=True),
            threading.Thread(target=self._hear_errors, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def hear(self, word: str) -> dict[str, Any]:
        """Wait until the process says a word; return what it says with it."""
        while line := self._lines.get(timeout=PATIENCE_S):
            said: dict[str, Any] = json.loads(line)
            if said["said"] == word:
                return said
            if said["said"] == "crashed":
                raise AssertionError(said["error"])
        raise AssertionError(f"the process ended without saying {word}: {self.errors()}")

    def kill(self) -> None:
        """End it without a chance to tidy up."""
        self.process.kill()
        self.wait()

    def wait(self) -> int:
        """Wait until it ended; return its exit code."""
        code = self.process.wait(PATIENCE_S)
        for thread in self._threads:
            thread.join(PATIENCE_S)
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()
        return code

    def errors(self) -> str:
        """Return what it wrote on standard error."""
        self._threads[1].join(PATIENCE_S)
        return b"".join(self._errors).decode(errors="replace")

    def _hear(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(b"")

    def _hear_errors(self) -> None:
        assert self.process.stderr is not None
        self._errors.extend(self.process.stderr)
