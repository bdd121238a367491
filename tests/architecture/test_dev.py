"""The set-up script: it must work before anything is installed, and know when it has nothing to do."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from tests.architecture.sources import ROOT, modules


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the script at a folder of its own that holds a lock and nothing else."""
    (tmp_path / "requirements.lock").write_text("one==1\n", encoding="utf-8")
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv" / "set-up.stamp")
    return tmp_path


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def _finish_set_up(folder: Path) -> None:
    dev.venv_python().parent.mkdir(parents=True, exist_ok=True)
    dev.venv_python().touch()
    (folder / ".venv" / "set-up.stamp").write_text(dev.fingerprint(), encoding="utf-8")


def test_the_script_needs_the_standard_library_alone() -> None:
    (script,) = modules("dev.py")
    used = {name.split(".")[0] for name, _ in script.imports()}
    assert used - sys.stdlib_module_names == set()


def test_the_help_names_every_command() -> None:
    shown = subprocess.run(
        [sys.executable, "dev.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert [command for command in dev.COMMANDS if f"  {command} " not in shown] == []


@pytest.mark.parametrize("words", [[], ["fly"], ["lint", "ui"], ["setup", "--all"]])
def test_a_command_that_makes_no_sense_is_a_usage_error(words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        dev.parse(words)
    assert stopped.value.code == 2


def test_what_follows_test_and_run_is_passed_on() -> None:
    assert dev.parse(["test", "--all", "-k", "dates"]) == ("test", ["--all", "-k", "dates"])
    assert dev.parse(["run", "due", "--days", "15"]) == ("run", ["due", "--days", "15"])


def test_a_finished_set_up_is_known(fresh: Path) -> None:
    assert not dev.is_set_up()
    _finish_set_up(fresh)
    assert dev.is_set_up()


def test_a_changed_lock_asks_for_set_up(fresh: Path) -> None:
    _finish_set_up(fresh)
    dev.LOCK.write_text("one==2\n", encoding="utf-8")
    assert not dev.is_set_up()


def test_a_moved_folder_asks_for_set_up(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _finish_set_up(fresh)
    moved = fresh / "elsewhere"
    (fresh / ".venv").rename(moved)
    monkeypatch.setattr(dev, "VENV", moved)
    monkeypatch.setattr(dev, "STAMP", moved / "set-up.stamp")
    assert not dev.is_set_up()


def test_a_lost_interpreter_asks_for_set_up(fresh: Path) -> None:
    _finish_set_up(fresh)
    dev.venv_python().unlink()
    assert not dev.is_set_up()


@pytest.mark.parametrize(
    ("arguments", "opens"),
    [
        ([], True),
        (["--demo"], True),
        (["--data", "office"], True),
        (["due", "--data", "office"], False),
        (["--help"], False),
        (["--demo", "--tour", "out"], False),
    ],
)
def test_only_a_window_needs_a_display(arguments: list[str], opens: bool) -> None:
    assert dev.opens_a_window(arguments) is opens


@pytest.mark.usefixtures("no_display")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are asked for on Linux alone")
class TestDisplay:
    def test_there_is_none_without_its_variables(self) -> None:
        assert not dev.has_display()

    @pytest.mark.parametrize("name", ["", ":", "nonsense", ":x", "unix:", ":64123", ":64123.0"])
    def test_a_name_that_nobody_answers_to_is_none(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DISPLAY", name)
        assert not dev.has_display()

    def test_a_wayland_socket_is_one(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
        assert not dev.has_display()
        # The path of a socket may hold about a hundred bytes: bind to it from within its folder.
        monkeypatch.chdir(tmp_path)
        with socket.socket(socket.AF_UNIX) as compositor:
            compositor.bind("wayland-7")
            assert dev.has_display()

    def test_a_platform_chosen_by_hand_is_respected(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("QT_QPA_PLATFORM", "vnc")
        assert dev.has_display()


def test_tools_never_see_settings_that_lead_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in dev.MISLEADING:
        monkeypatch.setenv(name, "somewhere")
    assert set(dev.MISLEADING) & set(dev.clean_environment()) == set()


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="locales are set by variables on Linux alone"
)
def test_tools_run_in_a_locale_that_can_write_thai(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert dev.clean_environment()["LC_ALL"] == "C.UTF-8"
    monkeypatch.setenv("LANG", "th_TH.UTF-8")
    assert "LC_ALL" not in dev.clean_environment()


def test_ci_never_hides_a_failure(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("CI's script is for a Unix shell")
    (tmp_path / ".ci").mkdir()
    script = tmp_path / ".ci" / "run"
    script.write_text((ROOT / ".ci" / "run").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "dev.py").write_text("import sys\nsys.exit(sys.argv[1] == 'test')\n", encoding="utf-8")
    done = subprocess.run(["bash", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    lines = {line.split()[0]: line for line in done.stdout.split("== stages")[1].splitlines() if line.strip()}
    assert list(lines) == ["python", "setup", "test", "lint"]
    assert lines["test"].endswith("exit 1")
    assert lines["lint"].endswith("exit 0")
