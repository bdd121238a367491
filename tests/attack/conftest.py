"""The offices that these tests work in."""

import shutil
from pathlib import Path

import pytest

from services.demo.office import make_demo_office
from tests.services.factories import desk, made_office

__all__ = ["desk", "made_office", "told_year"]


@pytest.fixture(scope="session")
def told_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a demo office of one fiscal year once: each module works on a copy."""
    folder = tmp_path_factory.mktemp("told") / "data"
    make_demo_office(folder, cases=45, seed=11, fiscal_year=2569)
    return folder


def copy_of(folder: Path, to: Path) -> Path:
    """Copy an office's folder, its keys aside."""
    shutil.copytree(folder, to)
    return to
