"""Measure, and print one table: `python -m benchmarks [--quick] [save start monthly register]`."""

import argparse
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks import encryption, monthly, register, save, similar, stall, start
from benchmarks.figures import Row, table
from services.keys.keeper import keep_in

# What each part is called with, by default and with --quick.
SIZES: dict[str, tuple[dict[str, int], dict[str, int]]] = {
    "start": ({"small": 2_000, "cases": 100_000, "runs": 10}, {"small": 200, "cases": 2_000, "runs": 3}),
    "save": ({"cases": 5_000, "saves": 400}, {"cases": 500, "saves": 60}),
    "encryption": (
        {"cases": 5_000, "saves": 200, "looks": 15},
        {"cases": 300, "saves": 20, "looks": 3},
    ),
    "similar": (
        {"small": 10_000, "cases": 100_000, "queries": 300},
        {"small": 200, "cases": 600, "queries": 20},
    ),
    "monthly": ({"cases": 1_000, "runs": 9}, {"cases": 120, "runs": 3}),
    "register": (
        {"small": 1_000, "large": 20_000, "runs": 3},
        {"small": 60, "large": 200, "runs": 1},
    ),
    "stall": ({"rows": 20_000, "runs": 3}, {"rows": 300, "runs": 1}),
}


def main() -> int:
    """Run what was asked for and print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="part",
        help="save, start, encryption, similar, monthly, register, stall; all unless named",
    )
    parser.add_argument("--quick", action="store_true", help="small sizes: shows that it runs, not how fast")
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - set(SIZES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    begun = time.perf_counter()
    found: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="raprueang-bench-") as folder:
        keep_in(Path(folder) / "keys")
        for name in arguments.parts or SIZES:
            sizes = SIZES[name][1 if arguments.quick else 0]
            print(f"{name} …", file=sys.stderr, flush=True)
            found += _rows_of(name)(Path(folder) / name, **sizes)
    print(f"{machine()}\n")
    print(table(found))
    print(f"\nTaken in {time.perf_counter() - begun:.0f} s.")
    return 0


def _rows_of(name: str) -> Callable[..., list[Row]]:
    parts: dict[str, Callable[..., list[Row]]] = {
        "encryption": encryption.rows,
        "monthly": monthly.rows,
        "register": register.rows,
        "save": save.rows,
        "similar": similar.rows,
        "stall": stall.rows,
        "start": start.rows,
    }
    return parts[name]


def machine() -> str:
    """Return what the figures were taken on."""
    import PySide6
    import reportlab
    import sqlalchemy

    parts = {
        "Python": platform.python_version(),
        "Qt": PySide6.__version__,
        "SQLAlchemy": sqlalchemy.__version__,
        "SQLite": sqlite3.sqlite_version,
        "ReportLab": reportlab.Version,
    }
    with suppress(PackageNotFoundError):
        parts["Typst"] = version("typst")
    versions = ", ".join(f"{name} {version}" for name, version in parts.items())
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {versions}"


if __name__ == "__main__":
    sys.exit(main())
