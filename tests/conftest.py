"""What every test gets: a Qt that needs no display, and a key folder of its own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import compiling

# Before anything imports Qt. A developer who wants to watch sets another platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Keys of the tests' offices never lie among a developer's own. Offices made once for many tests keep
# theirs here.
_KEYS = tempfile.TemporaryDirectory(prefix="raprueang-test-keys-")
os.environ["RAPRUEANG_KEYS"] = _KEYS.name
compiling.share()


def pytest_configure(config: pytest.Config) -> None:
    """Leave out what the offscreen platform says about windows it does not have."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support ")


@pytest.fixture(autouse=True)
def keys(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test a key folder with the keys there are, which has seen no office's journal yet.

    An office made once is copied for each test: a folder that had seen what another copy wrote would
    rightly say that this one's end is missing.
    """
    folder = tmp_path_factory.mktemp("keys")
    for key in Path(_KEYS.name).glob("*.key"):
        shutil.copy(key, folder)
    monkeypatch.setenv("RAPRUEANG_KEYS", str(folder))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
