"""Guard against bindings that lose references: they end the program after some hundreds of signals.

PySide6 6.12.0 on Python before 3.12 takes a reference from None with each call that returns nothing, and one
from True with each emit. Small suites stay green; an afternoon's work does not.
"""

import subprocess
import sys
import tomllib

import PySide6
from packaging.requirements import Requirement
from packaging.version import Version

from tests.architecture.sources import ROOT

CALLS = 20_000
EMITS = 2_000
# In a process of its own: a loss would end the test run itself, without saying which test.
COUNT_REFERENCES = f"""
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Bell(QObject):
    rung = Signal(bool)

application = QApplication([])
label, bell = QLabel(), Bell()
bell.rung.connect(lambda on: None)
before = [sys.getrefcount(value) for value in (None, True)]
for turn in range({CALLS}):
    label.setText("ก")
for turn in range({EMITS}):
    bell.rung.emit(True)
after = [sys.getrefcount(value) for value in (None, True)]
print(*(new - old for old, new in zip(before, after, strict=True)))
"""


def test_calls_and_signals_keep_the_references_they_borrow() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COUNT_REFERENCES], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    if sys.version_info >= (3, 12):
        return  # None and True never die there and their counts mean nothing: it ran to its end
    none_gained, true_gained = map(int, done.stdout.split())
    assert abs(none_gained) < 100
    assert abs(true_gained) < 100


def test_the_binding_is_not_one_that_fails_on_this_python() -> None:
    assert sys.version_info >= (3, 12) or Version(PySide6.__version__).release[:2] != (6, 12)


def test_no_binding_that_fails_on_the_oldest_python_can_be_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11", "with 3.12 as the oldest Python this guard can go"
    requirements = [Requirement(line) for line in project["dependencies"]]
    binding = next(found for found in requirements if found.name.lower() == "pyside6-essentials")
    assert not any(binding.specifier.contains(version) for version in ("6.12.0", "6.12.1", "6.12.9"))
