"""Run main.py's commands as processes, without each paying again for the imports.

A process that has imported the services waits for orders; each command is run in a child forked from it, with
the environment, folder and streams of its own, and ends as a program does. Where nothing can be forked, and
where something is to stand before the program, Python is started anew.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PATIENCE_S = 90


def run_main(
    *words: object, env: Mapping[str, str] | None = None, piped: str = ""
) -> "subprocess.CompletedProcess[str]":
    """Run `main.py` with words; what it says and its exit code come back."""
    arguments = [str(word) for word in words]
    wanted = dict(os.environ if env is None else env)
    if not hasattr(os, "fork"):
        return subprocess.run(
            [sys.executable, "main.py", *arguments],
            cwd=ROOT, env=wanted, input=piped, capture_output=True, encoding="utf-8",
            timeout=PATIENCE_S, check=False,
        )  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        streams = {stream: str(Path(name) / stream) for stream in ("stdin", "stdout", "stderr")}
        Path(streams["stdin"]).write_text(piped, encoding="utf-8")
        code = _waiting().run({"words": arguments, "env": wanted, **streams})
        out, err = (Path(streams[stream]).read_text(encoding="utf-8") for stream in ("stdout", "stderr"))
    return subprocess.CompletedProcess(["main.py", *arguments], code, out, err)


class _Waiting:
    """Hold the process that waits."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.waiting"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip
        atexit.register(self.end)

    def run(self, order: dict[str, Any]) -> int:
        """Have a command run, and return its exit code."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def end(self) -> None:
        """Let the process go."""
        self._process.communicate()


_kept: list[_Waiting] = []


def _waiting() -> _Waiting:
    if not _kept:
        _kept.append(_Waiting())
    return _kept[0]
