"""What lies at the top of the house, and how its rules are written down."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

from tests.architecture.sources import ROOT

TOP_LEVEL = {
    *("main.py", "ui", "models", "services", "resources", "tests", "pyproject.toml", "installer.spec"),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "dev.py", "requirements.lock"),
    *(".ci", ".gitattributes", ".gitignore", "docs", "benchmarks"),
}


# What tools make, where git is not there to tell it from the source.
MADE = {".git", ".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv"}
MADE |= {"__pycache__", "build", "dist", "out"}


def _tracked_files() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        kept = [path for path in ROOT.iterdir() if path.name not in MADE]
        return [found for path in kept for found in (path.rglob("*") if path.is_dir() else [path])]
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_the_top_level_holds_what_was_agreed_and_nothing_else() -> None:
    present = {path.relative_to(ROOT).parts[0] for path in _tracked_files()}
    assert present - TOP_LEVEL == set()


def test_no_data_of_an_office_is_in_the_source() -> None:
    kept = (".sqlite3", ".sqlite", ".db", ".log")
    assert [path for path in _tracked_files() if path.suffix in kept and "tests" not in path.parts] == []


def test_every_rule_that_is_left_out_has_a_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    start, end = text.index("\nignore = ["), text.index("[tool.ruff.lint.flake8-tidy-imports]")
    left_out = re.findall(r'^    "[A-Z]+\d+",.*$', text[start:end], flags=re.MULTILINE)
    assert left_out
    assert [line for line in left_out if not re.search(r"# \w.{10,}", line)] == []


def test_the_lock_names_every_dependency_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {_canonical(name) for name in re.findall(r"^([\w.-]+)==", lock, flags=re.MULTILINE)}
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    assert {_canonical(re.split(r"[<>=;\s]", name)[0]) for name in wanted} - locked == set()
    entries = re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_sends_nobody_to_a_particular_index() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.findall(r"^.*(?:://|--index|--find-links|--extra-index).*$", lock, flags=re.MULTILINE) == []


def test_every_place_that_a_page_names_is_there() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    named = [
        (page.name, place)
        for page in pages
        for place in re.findall(
            r"`((?:models|services|ui|tests|resources|docs|benchmarks)/[\w/.]*)`",
            page.read_text(encoding="utf-8"),
        )
    ]
    assert named
    assert [(page, place) for page, place in named if not (ROOT / place).exists()] == []


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
