"""Where the office's data lies when nobody says otherwise: never beside the program."""

import os
import sys
from pathlib import Path

from models.engine import DATABASE_NAME

FOLDER = "RapRueang"
POINTER = "data-folder.txt"


def default_folder() -> Path:
    """Return the data folder that the operating system gives a program of this user."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / FOLDER
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / FOLDER
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / FOLDER.lower()


def has_office(folder: Path) -> bool:
    """Tell whether a folder holds an office's data file."""
    try:
        return (folder / DATABASE_NAME).exists()
    except OSError:
        return False  # a folder that may not be looked into is told of when it is opened


def had_office(folder: Path) -> bool:
    """Tell whether copies of an office lie in a folder: where its data file is gone, it is no new one."""
    try:
        return (folder / "backups").is_dir() or (folder / "backup.json").is_file()
    except OSError:
        return False


def remember_choice(offered: Path, chosen: Path) -> None:
    """Leave word in the folder offered that the office was made elsewhere."""
    if offered != chosen:
        offered.mkdir(parents=True, exist_ok=True)
        (offered / POINTER).write_text(f"{chosen}\n", encoding="utf-8")


def chosen_folder(offered: Path) -> Path:
    """Return the folder that a set-up chose instead of the one offered, or the one offered."""
    try:
        text = (offered / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return offered
    # What is no whole path was not written by remember_choice.
    garbled = "\0" in text or len(text.splitlines()) != 1 or not Path(text).is_absolute()
    return offered if garbled else Path(text)


def points_elsewhere(offered: Path) -> bool:
    """Tell whether word was left that the office was made elsewhere, even where it can't be read any more."""
    try:
        return (offered / POINTER).exists()
    except OSError:
        return False
