"""Where the office's data lies when nobody says otherwise: never beside the program."""

import os
import sys
from pathlib import Path

from models.engine import DATABASE_NAME

FOLDER = "RapRueang"


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
    return (folder / DATABASE_NAME).exists()
