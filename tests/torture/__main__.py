"""Kill the program at random moments and look what is left; print one table.

Run as `dev.py torture [--times N] [--seed N]`. Ends with 1 when anything acknowledged was lost, half
there or there twice; then the folder is kept and named.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.killing import draw, kill, time_whole
from tests.torture.office import Trial, make
from tests.torture.scenes import KILLS_OF_ONE_OFFICE, Found, Scene, scenes_of

TOLD = 10  # of a scene that fails at every kill, the first say enough


@dataclass
class Tally:
    """Hold what came of one scene's kills."""

    kills: int = 0
    at: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    again: int = 0
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, found: Found, seconds: float) -> None:
        """Count one kill."""
        self.kills += 1
        self.at[found.at] += 1
        self.acknowledged += found.acknowledged
        self.again += found.again
        self.problems += found.problems
        self.seconds += seconds


class Round:
    """Go through one scene's kills."""

    def __init__(self, scene: Scene, place: Path, seed: int, *, fork: bool) -> None:
        self._scene = scene
        self._place = place
        self._chance = random.Random(f"{seed}/{scene.name}")
        self._fork = fork
        self._trial: Trial | None = None
        self._copies = 0
        self.tally = Tally()

    def kill_once(self) -> None:
        """Kill once and look."""
        started = time.perf_counter()
        trial = self._next_trial()
        moment = draw(self._chance, self._scene.typical, lines=self._scene.lines)
        heard = kill(self._scene.work, trial, moment, fork=self._fork)
        found = self._scene.judge(trial, heard, self._chance)
        trial.kills += 1
        self.tally.add(found, time.perf_counter() - started)
        if found.problems and len(self.tally.problems) < TOLD:
            said = "\n    ".join(found.problems[:TOLD])
            where = f"{self._scene.name}, kill {self.tally.kills} in {trial.folder.parent}"
            print(f"{where}:\n    {said}", file=sys.stderr, flush=True)
        if found.problems:
            self._trial = None  # Kept as it is; the next kill begins with a fresh office.
        elif not self._scene.endless or trial.kills >= KILLS_OF_ONE_OFFICE:
            self._drop()

    def measure(self) -> None:
        """Take the time of work that ends by itself, so that kills fall all through it."""
        if not self._scene.endless:
            trial = self._next_trial()
            self._scene.typical = 1.1 * time_whole(self._scene.work, trial, fork=self._fork)
            self._drop()

    def _next_trial(self) -> Trial:
        if self._trial is None:
            self._copies += 1
            name = self._scene.name.replace(", ", "-").replace(" ", "-")
            self._trial = self._scene.prepare(self._place / f"{name}-{self._copies}")
        return self._trial

    def _drop(self) -> None:
        if self._trial is not None:
            shutil.rmtree(self._trial.folder.parent, ignore_errors=True)
        self._trial = None


def torture(times: int, seed: int, place: Path, *, fork: bool) -> dict[str, Tally]:
    """Kill so many times, the scenes in turn, and return what came of each."""
    scenes = [
        scene
        for name, encrypted in (("plain", False), ("encrypted", True))
        for scene in scenes_of(make(place / name, encrypted=encrypted))
    ]
    rounds = {scene.name: Round(scene, place, seed, fork=fork) for scene in scenes}
    for one in rounds.values():
        one.measure()
    turns = [one for scene in scenes for one in [rounds[scene.name]] * scene.share]
    try:
        for number in range(times):
            turns[number * 7 % len(turns) if len(turns) % 7 else number % len(turns)].kill_once()
            if sys.stderr.isatty():
                print(f"\r{number + 1} of {times}", end="", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print("stopped; so far:")
    return {name: one.tally for name, one in rounds.items()}


def table(tallies: dict[str, Tally]) -> str:
    """Return what is printed."""
    heads = (
        "scene",
        "kills",
        "before",
        "within",
        "after",
        "acknowledged",
        "sent again",
        "problems",
        "s a kill",
    )
    rows = [heads]
    total = Tally()
    for name, tally in tallies.items():
        rows.append(_row(name, tally))
        total.kills += tally.kills
        total.at += tally.at
        total.acknowledged += tally.acknowledged
        total.again += tally.again
        total.problems += tally.problems
        total.seconds += tally.seconds
    rows.append(_row("all", total))
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    return "\n".join(
        f"{row[0]:<{widths[0]}}  "
        + "  ".join(f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        for row in rows
    )


def _row(name: str, tally: Tally) -> tuple[str, ...]:
    at = (str(tally.at[where]) for where in ("before", "within", "after"))
    speed = f"{tally.seconds / max(1, tally.kills):.2f}"
    numbers = (tally.acknowledged, tally.again, len(tally.problems))
    return (name, str(tally.kills), *at, *(str(number) for number in numbers), speed)


def main() -> int:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(prog="dev.py torture", description=__doc__)
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument(
        "--spawn", action="store_true", help="start each child anew, as where there is no fork"
    )
    wanted = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if wanted.seed is None else wanted.seed
    place = Path(tempfile.mkdtemp(prefix="raprueang-torture-"))
    print(f"seed {seed}", flush=True)
    tallies = torture(wanted.times, seed, place, fork=hasattr(os, "fork") and not wanted.spawn)
    print(table(tallies))
    if any(tally.problems for tally in tallies.values()):
        print(f"What was left stands in {place}; the same moments again: --seed {seed}")
        return 1
    shutil.rmtree(place, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
