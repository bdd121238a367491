"""The command line as a process: whatever goes wrong, one line on standard error and exit code 1."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from services.demo.office import PASSWORD
from tests.command_line import run_main
from tests.journeys.processes import ROOT

PATIENCE_S = 60


class _Run:
    """Start main.py."""

    def __call__(self, *words: object, before: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[str]":
        """Run it to its end; an error is one line, never a trace."""
        env = {**os.environ, "RAPRUEANG_PASSWORD": PASSWORD, "QT_QPA_PLATFORM": "offscreen"}
        if before:
            ended = subprocess.run(
                [*before, sys.executable, "main.py", *map(str, words)],
                cwd=ROOT, env=env, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
            )  # fmt: skip
        else:
            ended = run_main(*words, env=env)
        assert "Traceback" not in ended.stderr
        assert ended.returncode in (0, 1), ended.stderr
        assert ended.stderr.count("\n") == ended.returncode, ended.stderr
        return ended

    @contextmanager
    def beside(self, *words: object) -> Iterator[Callable[[], int]]:
        """Run it beside the test; what is given waits for its end and returns its exit code."""
        process = subprocess.Popen(
            [sys.executable, "main.py", *map(str, words)],
            cwd=ROOT,
            env={**os.environ, "RAPRUEANG_PASSWORD": PASSWORD},
            stdout=subprocess.DEVNULL,
        )
        try:
            yield lambda: process.wait(PATIENCE_S)
        finally:
            process.kill()
            process.wait()


run = _Run()
