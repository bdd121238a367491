"""Starts of the window in processes of their own, and the memory they keep, against a bare window."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.figures import Row, median
from benchmarks.office import make_office

KINDS = ("bare", "login", "register")
ROOT = Path(__file__).resolve().parents[1]


def rows(folder: Path, *, small: int, cases: int, runs: int) -> list[Row]:
    """Return the lines of the table on starting, logging in and memory."""
    make_office(folder / "small", small)
    make_office(folder / "large", cases)
    offices = {"bare": "small", "login": "small", "register": "large"}
    for kind in KINDS:  # once for the disk's sake
        start(kind, folder / offices[kind])
    seen: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for _ in range(runs):
        for kind in KINDS:
            seen[kind].append(start(kind, folder / offices[kind]))
    bare = median([run["start_ms"] for run in seen["bare"]])
    login = median([run["start_ms"] for run in seen["login"]])
    register = median([run["register_ms"] for run in seen["register"]])
    return [
        Row(
            "process start to the login page, median",
            login,
            bare,
            1.5,
            note="spawn to first paint; floor: SQLAlchemy, one query, a PySide6 window with four widgets",
        ),
        Row(
            f"login to the register of {cases:,} cases, median",
            register,
            bare,
            1,
            note="click, 0.8 s after the login page, to the first page painted, by way of the first page "
            "and its counts; the password's hash is the cheapest; floor: one start of the bare window",
        ),
        *_memory(folder, offices),
    ]


def start(kind: str, folder: Path, *options: str) -> dict[str, Any]:
    """Start one window and return what it saw, with start_ms from the spawn to its first paint."""
    begun = time.time_ns()
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.window", kind, str(folder), *options],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    if run.returncode or not run.stdout.strip():
        raise RuntimeError(f"{kind}: {run.stderr[-2000:]}")
    seen: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    seen["start_ms"] = (seen["painted_at"] - begun) / 1e6
    return seen


def _memory(folder: Path, offices: dict[str, str]) -> list[Row]:
    held = {kind: start(kind, folder / offices[kind], "--stay")["memory_mb"] for kind in KINDS}
    if None in held.values():
        return []
    names = {"login": "login page", "register": "register after login"}
    return [
        Row(f"idle memory, {name}", held[kind], held["bare"], None, unit="MB") for kind, name in names.items()
    ]
