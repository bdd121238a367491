"""A register book of many rows against a floor, Typst and LongTable, each in a process of its own."""

import json
import pickle
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import Row, median
from benchmarks.one_paper import NOT_INSTALLED
from benchmarks.register_rows import KINDS, make_rows

ROOT = Path(__file__).resolve().parents[1]
ENGINES = "benchmarks.engines"
OURS, FLOOR, COMPETITORS = "ours", "floor", ("Typst", "LongTable")
TOLD = {"unique": "every text its own", "repeating": "texts that repeat"}
FASTER_THAN_TYPST = {"unique": 3, "repeating": 8}
MOST_MEMORY = 350  # MB
LONGEST_WAIT = 200  # ms


@dataclass(frozen=True, slots=True)
class Run:
    """Hold what one process took for one paper."""

    seconds: float
    processor: float
    pages: int
    memory_mb: float | None
    size: int
    wait_ms: float  # for whoever cancels, at most

    def __str__(self) -> str:
        """Say what there is to say beside the time."""
        memory = f", {self.memory_mb:.0f} MB" if self.memory_mb else ""
        return f"{self.pages / self.seconds:.0f} pages/s ({self.processor:.2f} s of processor{memory})"


def rows(folder: Path, *, small: int, large: int, runs: int) -> list[Row]:
    """Return the table's lines on a small and a large register, of texts their own and of repeating ones."""
    folder.mkdir(parents=True, exist_ok=True)
    found: list[Row] = []
    for count in (small, large):
        for kind in KINDS:
            file = folder / f"{kind}-{count}.pickle"
            file.write_bytes(pickle.dumps(make_rows(count, kind)))
            paper = Paper(f"register of {count:,} rows, {TOLD[kind]}", ENGINES, file)
            found += paper.rows(runs, 1 / FASTER_THAN_TYPST[kind])
            if count == large and kind == "unique":
                found += [*paper.memory_row(MOST_MEMORY), paper.wait_row(LONGEST_WAIT)]
    return found


@dataclass(slots=True)
class Paper:
    """Hold a paper that is set by several engines, and what each took."""

    name: str
    module: str
    file: Path
    taken: dict[str, list[Run]] = field(default_factory=dict)

    def rows(self, runs: int, typst_goal: float | None) -> list[Row]:
        """Set it by ours and the floor in turns, once by each of the others; return the table's lines."""
        for _ in range(runs):
            for engine in (OURS, FLOOR):
                self.run(engine)
        for engine in COMPETITORS:
            self.run(OURS)  # near in time: who else uses the computer changes over minutes
            self.run(engine)
        goals = {FLOOR: 1.5, "Typst": typst_goal}
        return [self.row(engine, goals.get(engine)) for engine in (FLOOR, *COMPETITORS)]

    def memory_row(self, most: float) -> list[Row]:
        """Return the line on the most memory held, the dearest run counting, where the system tells."""
        held = [run.memory_mb for run in self.taken[OURS] if run.memory_mb]
        name = f"{self.name}: peak memory, against the goal"
        return [Row(name, max(held), most, 1, unit="MB")] if held else []

    def wait_row(self, longest: float) -> Row:
        """Return the line on how long who cancels waits at most, in the middle run."""
        waits = [run.wait_ms for run in self.taken[OURS]]
        return Row(f"{self.name}: longest wait to cancel, against the goal", median(waits), longest, 1)

    def run(self, engine: str) -> None:
        """Set it once, in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.one_paper", self.module, engine, str(self.file)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=3_600,
        )
        if done.returncode == NOT_INSTALLED:
            return
        if done.returncode:
            raise RuntimeError(f"{engine}: {done.stderr[-2000:]}")
        self.taken.setdefault(engine, []).append(Run(**json.loads(done.stdout.splitlines()[-1])))

    def row(self, engine: str, goal: float | None) -> Row:
        """Return the line that holds ours against another engine, run or not."""
        ours, others = self._middle(OURS), self.taken.get(engine)
        name = f"{self.name}, against {engine}"
        if not others:
            return Row(name, ours.seconds, None, goal, unit="s", note=f"{engine} is not installed here")
        other = self._middle(engine)
        shared = f"by processor time {ours.processor / other.processor:.2f}"
        note = f"{ours.pages} pages, {ours}; {engine}: {other.pages} pages, {other}; {shared}"
        return Row(name, ours.seconds, other.seconds, goal, unit="s", note=note)

    def _middle(self, engine: str) -> Run:
        taken = self.taken[engine]
        middle = median([run.seconds for run in taken])
        return min(taken, key=lambda run: abs(run.seconds - middle))
