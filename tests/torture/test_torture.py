"""Fifty kills in each run of the tests; `dev.py torture` kills a thousand times."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEED = "2569"


def torture(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Kill in a process of its own: what this one has loaded must not be forked."""
    return subprocess.run(
        [sys.executable, "-m", "tests.torture", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )


def test_fifty_kills_lose_nothing_and_double_nothing() -> None:
    done = torture("--times", "50", "--seed", SEED)
    assert done.returncode == 0, done.stdout + done.stderr
    told = dict(re.findall(r"^(\S.*?)  +(\d+) ", done.stdout, re.MULTILINE))
    assert told.pop("all") == "50"
    assert all(int(kills) > 0 for kills in told.values())


@pytest.mark.slow
def test_children_started_anew_are_killed_alike() -> None:
    done = torture("--times", "20", "--seed", SEED, "--spawn")
    assert done.returncode == 0, done.stdout + done.stderr
