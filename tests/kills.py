"""Kill a process at every step it takes: from outside Python's view, with SIGKILL, one step after another."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

STEPS = frozenset(
    {
        "os.rename",
        "os.remove",
        "os.link",
        "os.mkdir",
        "os.truncate",
        "open",
        "sqlite3.connect",
        "shutil.copyfile",
    }
)


def killed_at_every_step(
    prepare: Callable[[int], Path], act: Callable[[Path], object], *, most: int = 400, stride: int = 1
) -> Iterator[tuple[int, Path]]:
    """Do something in a child that dies before its first step with the disk, then before its second...

    With a stride not every step is tried. prepare makes a fresh folder for a number; act works on it.
    Yields the number and the folder as the dead child left it, and lastly, with the number -1, the folder
    of the child that came to its end.
    """
    if not hasattr(os, "fork"):
        pytest.skip("no fork here: kills at every step are not tried on this system")
    for number in range(1, most, stride):
        folder = prepare(number)
        if _dies(number, folder, act):
            yield number, folder
        else:
            yield -1, folder
            return
    raise AssertionError(f"more than {most} steps")


def _dies(number: int, folder: Path, act: Callable[[Path], object]) -> bool:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _kill_before(number, folder)
            act(folder)
            code = 0
        finally:
            os._exit(code)
    _child, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0, "the child failed by itself"
    return False


def _kill_before(number: int, folder: Path) -> None:
    left = number

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        # Steps with the office's own files; what the interpreter loads is no step of ours.
        if event in STEPS and arguments and str(folder) in str(arguments[0]):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
