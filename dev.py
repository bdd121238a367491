#!/usr/bin/env python3
"""Set up, run, test and check the program, with nothing but Python's standard library.

On a fresh machine, `python3 dev.py run` makes .venv, installs what requirements.lock names and starts the
program.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "set-up.stamp"
OUT = ROOT / "out"

WINDOWS = sys.platform == "win32"
LINUX = sys.platform.startswith("linux")
OLDEST_PYTHON = (3, 11)

# Library or tool looked for → the Debian package that has it.
OFFSCREEN_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
TEST_TOOLS = {"Xvfb": "xvfb", "xauth": "xauth", "pdftotext": "poppler-utils"}

# The half of the tests that runs beside the others, where there are two cores: about as long as these.
TESTS_BESIDE = ("tests/attack", "tests/journeys", "tests/torture", "tests/ui")

# Settings of the caller's shell that would send packages or modules elsewhere than to .venv.
MISLEADING = ("PIP_PREFIX", "PIP_TARGET", "PIP_USER", "PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")


class SetUpError(Exception):
    """Say in one plain sentence what is missing and how to get it."""


# --- the system -----------------------------------------------------------------------------------


def say(text: str) -> None:
    print(text, flush=True)


def is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def missing_libraries(wanted: dict[str, str]) -> list[str]:
    """List the Debian packages of the shared libraries that the system's loader can't find."""
    if not LINUX:
        return []
    import ctypes

    missing = []
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def missing_tools() -> list[str]:
    return [package for tool, package in TEST_TOOLS.items() if LINUX and shutil.which(tool) is None]


def install_by_apt(packages: list[str]) -> bool:
    """Install Debian packages when that is possible without asking anybody; tell whether it was done."""
    if not packages or not is_root() or shutil.which("apt-get") is None:
        return False
    say(f"Installing system packages: {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    # A fresh machine has no package lists, or stale ones: try, refresh, try once more.
    refresh = ["apt-get", "update", "--quiet"]
    complaint = ""
    for command in (install, refresh, install):
        result = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if command is install and result.returncode == 0:
            return True
        complaint = result.stderr.strip()
    say(complaint)
    return False


def install_system_packages() -> None:
    """Get Qt's libraries and the tests' tools, or say in one go what to install."""
    install_by_apt(missing_packages())
    missing = missing_packages()
    if missing_libraries(OFFSCREEN_LIBRARIES):
        raise SetUpError(f"Qt needs system libraries that are missing. {how_to_install(missing)}")
    if missing:
        say(f"Note: windows on a screen and some tests need more. {how_to_install(missing)}")


def missing_packages() -> list[str]:
    libraries = missing_libraries({**OFFSCREEN_LIBRARIES, **WINDOW_LIBRARIES})
    return sorted({*libraries, *missing_tools()})


def how_to_install(packages: list[str]) -> str:
    return f"On Debian or Ubuntu: sudo apt-get install {' '.join(packages)}"


def has_display() -> bool:
    """Tell whether a window could be shown: Qt itself only aborts, with a misleading message."""
    if not LINUX or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return wayland_answers(os.environ.get("WAYLAND_DISPLAY", "")) or x_answers(os.environ.get("DISPLAY", ""))


def wayland_answers(display: str) -> bool:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(display) and (Path(runtime) / display).is_socket()


def x_answers(display: str) -> bool:
    if sys.platform == "win32":
        return False
    host, colon, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not colon or not number.isdigit():
        return False
    try:
        if host in ("", "unix"):
            with socket.socket(socket.AF_UNIX) as unix:
                unix.connect(f"/tmp/.X11-unix/X{number}")  # noqa: S108  the place is fixed by X
        else:
            socket.create_connection((host.strip("[]"), 6000 + int(number)), timeout=2).close()
    except OSError:
        return False
    return True


# --- .venv ----------------------------------------------------------------------------------------


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def clean_environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    in_force = kept.get("LC_ALL") or kept.get("LC_CTYPE") or kept.get("LANG") or "C"
    if LINUX and "utf" not in in_force.lower():
        # Qt warns about any other, and Thai could not be written to the terminal.
        kept["LC_ALL"] = "C.UTF-8"
    return {**kept, "PYTHONUTF8": "1", **more}


def call(command: list[str | Path], **more: str) -> int:
    """Run a tool on this terminal and return its exit code."""
    try:
        return subprocess.run(command, cwd=ROOT, env=clean_environment(**more), check=False).returncode
    except KeyboardInterrupt:
        return 130


def attempt(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a step of the set-up quietly; what it said is shown only when it fails for good."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env=clean_environment(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def fingerprint() -> str:
    """Describe a finished set-up: the lock's content and where .venv stands, since it can't be moved."""
    return f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} {VENV}"


def is_set_up() -> bool:
    try:
        return STAMP.read_text(encoding="utf-8") == fingerprint() and venv_python().exists()
    except OSError:
        return False


def venv_works() -> bool:
    try:
        check = f"import sys; sys.exit(sys.prefix == sys.base_prefix or sys.version_info < {OLDEST_PYTHON})"
        return attempt(venv_python(), "-c", check).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    if venv_works():
        return
    say(f"Making {VENV}")
    # Debian's python3 has venv but neither ensurepip nor pip: those are found by pip_command().
    result = attempt(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV)
    if result.returncode != 0 and install_by_apt(["python3-venv"]):
        result = attempt(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV)
    if result.returncode != 0:
        raise SetUpError(f"Python could not make {VENV}: {(result.stderr or result.stdout).strip()}")


def pip_command() -> list[str | Path]:
    """Find a pip that can fill .venv, from the most ordinary place to the least."""
    python = venv_python()
    of_venv: list[str | Path] = [python, "-m", "pip"]
    if attempt(*of_venv, "--version").returncode == 0:
        return of_venv
    if attempt(python, "-m", "ensurepip", "--default-pip").returncode == 0:
        return of_venv
    wheel = debian_pip_wheel()
    if wheel is None and install_by_apt(["python3-pip-whl"]):
        wheel = debian_pip_wheel()
    wheel = wheel or fetch_debian_pip_wheel()
    if wheel is not None:
        return [python, wheel / "pip"]
    if attempt(sys.executable, "-m", "pip", "--python", python, "--version").returncode == 0:
        return [sys.executable, "-m", "pip", "--python", python]
    raise SetUpError(f"This Python has no pip to install with. {how_to_install(['python3-venv'])}")


def debian_pip_wheel(system: Path = Path("/")) -> Path | None:
    """Return the newest pip that Debian keeps as a wheel, runnable as it lies there."""
    wheels = sorted((system / "usr/share/python-wheels").glob("pip-*.whl"))
    return wheels[-1] if wheels else None


def fetch_debian_pip_wheel() -> Path | None:
    """Unpack Debian's pip package beside .venv's own files, which needs no rights over the system."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        return None
    place = VENV / "debian-pip"
    place.mkdir(exist_ok=True)
    subprocess.run(
        ["apt-get", "download", "--quiet", "python3-pip-whl"],
        cwd=place,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    for package in place.glob("*.deb"):
        attempt("dpkg-deb", "--extract", package, place)
    return debian_pip_wheel(place)


def install_lock() -> None:
    say("Installing what requirements.lock names into .venv (about a minute the first time)")
    result = attempt(
        *pip_command(),
        "install",
        "--quiet",
        "--no-user",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "-r",
        LOCK,
    )
    if result.returncode != 0:
        raise SetUpError(
            f"{(result.stderr or result.stdout).strip()}\n\n"
            "Not everything that requirements.lock names could be installed: the reason stands above. "
            "The same command tries again."
        )


def set_up() -> None:
    """Bring .venv and the system in line with the lock, or return at once when they are."""
    if is_set_up():
        return
    started = time.monotonic()
    install_system_packages()
    make_venv()
    install_lock()
    STAMP.write_text(fingerprint(), encoding="utf-8")
    say(f"Set up in {time.monotonic() - started:.0f} s")


# --- commands -------------------------------------------------------------------------------------


class Stage(NamedTuple):
    """Name a check and the tool that makes it."""

    name: str
    command: list[str | Path]


def fresh_folder(name: str) -> Path:
    folder = OUT / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def opens_a_window(arguments: list[str]) -> bool:
    """Tell whether main.py, given these, shows its window rather than answering or drawing offscreen."""
    names_a_command = bool(arguments) and not arguments[0].startswith("-")
    return not names_a_command and not {"-h", "--help", "--tour", "--pictures"} & set(arguments)


def run(arguments: list[str]) -> int:
    """Start the program, or show its main job offscreen where there is no display."""
    program: list[str | Path] = [venv_python(), "main.py"]
    if has_display() or not opens_a_window(arguments):
        return call([*program, *arguments])
    say("There is no display (DISPLAY and WAYLAND_DISPLAY name none that answers).")
    if arguments not in ([], ["--demo"]):
        say("The window can't be shown. `dev.py run` without arguments shows the main job offscreen.")
        return 1
    folder = fresh_folder("tour")
    say("Going through the main job offscreen instead, in the real windows of a demo office.")
    code = call([*program, "--demo", "--tour", folder], QT_QPA_PLATFORM="offscreen")
    if code == 0:
        say(f"PDFs and pictures of the windows are in {folder}")
    return code


def test(arguments: list[str]) -> int:
    """Run the tests; with --all the slow ones too, and far more examples of each property."""
    chosen: list[str | Path] = [venv_python(), "-m", "pytest"]
    if "--all" in arguments:
        arguments = [argument for argument in arguments if argument != "--all"]
        chosen += ["-p", "tests.hypothesis_profiles", "--hypothesis-profile=long"]
        chosen += ["-o", "faulthandler_timeout=1800"]  # long is no sign of a hang here
    else:
        chosen += ["-m", "not slow"]
    if arguments or (os.cpu_count() or 1) < 2:
        return call([*chosen, *arguments], QT_QPA_PLATFORM="offscreen")
    return test_in_halves(chosen)


def test_in_halves(chosen: list[str | Path]) -> int:
    """Run one half of the tests beside the other, each in a process of its own; both are shown whole."""
    beside = subprocess.Popen(
        [*chosen, *TESTS_BESIDE],
        cwd=ROOT,
        env=clean_environment(QT_QPA_PLATFORM="offscreen"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said: list[bytes] = []
    reader = threading.Thread(target=lambda: said.append(beside.communicate()[0]))
    reader.start()
    others = call(
        [*chosen, "tests", *(f"--ignore={folder}" for folder in TESTS_BESIDE)], QT_QPA_PLATFORM="offscreen"
    )
    reader.join()
    say(f"== beside it: {' '.join(TESTS_BESIDE)}")
    sys.stdout.buffer.write(b"".join(said))
    sys.stdout.flush()
    return others or beside.returncode


def lint(_: list[str]) -> int:
    """Check style, formatting, types and layers; all of them, even when one fails."""
    python = venv_python()
    import_linter = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    stages = [
        Stage("ruff check", [python, "-m", "ruff", "check", "--quiet", "--output-format", "concise", "."]),
        Stage(
            "ruff format",
            [python, "-m", "ruff", "format", "--check", "--quiet", "--output-format", "concise", "."],
        ),
        Stage("mypy", [python, "-m", "mypy"]),
        Stage("layers", [python, "-c", import_linter, "--no-logo"]),
    ]
    results = []
    for stage in stages:
        started = time.monotonic()
        code = call(stage.command)
        results.append((stage.name, code, time.monotonic() - started))
    for name, code, seconds in results:
        say(f"{name:12} {'passed' if code == 0 else 'FAILED'} {seconds:6.1f} s")
    return 1 if any(code for _, code, _ in results) else 0


def bench(arguments: list[str]) -> int:
    """Measure speed against a floor in the same run and print one table."""
    return call([venv_python(), "-m", "benchmarks", *arguments])


def torture(arguments: list[str]) -> int:
    """Kill the program a thousand times at random moments and look that nothing is lost or doubled."""
    return call([venv_python(), "-m", "tests.torture", *arguments])


def pictures(_: list[str]) -> int:
    """Take a picture of every page, from the real windows on the demo office."""
    folder = fresh_folder("pictures")
    code = call([venv_python(), "main.py", "--pictures", folder], QT_QPA_PLATFORM="offscreen")
    if code == 0:
        say(f"Pictures are in {folder}")
    return code


def docs(_: list[str]) -> int:
    """Write docs/permissions.md from the declarations of the use cases."""
    page = ROOT / "docs" / "permissions.md"
    return call([venv_python(), "-m", "services.commands.permissions_page", page])


def setup(_: list[str]) -> int:
    """Make .venv and install what the lock names, without running anything."""
    say(f"Ready: {venv_python()}")
    return 0


COMMANDS = {
    "run": run,
    "test": test,
    "lint": lint,
    "bench": bench,
    "torture": torture,
    "pictures": pictures,
    "docs": docs,
    "setup": setup,
}
PASS_ARGUMENTS_ON = {
    "run": "main.py",
    "test": "pytest",
    "bench": "the benchmarks",
    "torture": "tests.torture",
}


def parse(words: list[str]) -> tuple[str, list[str]]:
    described = "\n".join(f"  {name:10} {task.__doc__}" for name, task in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description=f"commands:\n{described}",
        epilog="What follows run, test, bench or torture is passed on to main.py, pytest or the like.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command", help=argparse.SUPPRESS)
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    chosen = parser.parse_args(words)
    if chosen.arguments and chosen.command not in PASS_ARGUMENTS_ON:
        parser.error(f"{chosen.command} takes no arguments")
    return chosen.command, chosen.arguments


def main(words: list[str]) -> int:
    command, arguments = parse(words)
    if sys.version_info < OLDEST_PYTHON:
        say(f"This program needs Python 3.11 or later; this is {sys.version.split()[0]} ({sys.executable}).")
        return 1
    try:
        set_up()
    except SetUpError as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("dev.py: stopped; the same command goes on from here.", file=sys.stderr)
        return 130
    return COMMANDS[command](arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
