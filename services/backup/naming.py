"""What a copy is called: raprueang-<office code>-<day>-<time>.db, so that names sort as time goes."""

import re
from datetime import datetime
from pathlib import Path

from models.moments import BANGKOK

SUFFIX = ".db"
ENVELOPE = ".key.json"
# A copy in which the check found something wrong: kept for want of a better one, never taken for good.
DOUBTFUL = "-doubtful"
_NAME = re.compile(rf"raprueang-([a-z0-9]+)-(\d{{8}}-\d{{6}})({DOUBTFUL})?\.db")
_MOMENT = "%Y%m%d-%H%M%S"
_LEFT_OVER = re.compile(r"\.raprueang-[a-z0-9]+-\d{8}-\d{6}(-doubtful)?\.db-[0-9a-f]{8}\.part(-\w+)?")


def backup_name(code: str, moment: datetime) -> str:
    """Return the name of a copy made at a moment; code is the office's."""
    plain = "".join(sign for sign in code.lower() if sign.isascii() and sign.isalnum()) or "office"
    return f"raprueang-{plain}-{moment.astimezone(BANGKOK):{_MOMENT}}{SUFFIX}"


def doubtful(path: Path) -> Path:
    """Return the name of a copy that the check found fault with."""
    return path.with_name(f"{path.stem}{DOUBTFUL}{SUFFIX}")


def is_doubtful(path: Path) -> bool:
    """Tell whether a copy's name says that something is wrong with it."""
    return path.stem.endswith(DOUBTFUL)


def moment_of(path: Path) -> datetime | None:
    """Return when a copy was made, as its name says; None where it is no name of ours."""
    named = _NAME.fullmatch(path.name)
    if named is None:
        return None
    try:
        return datetime.strptime(named[2], _MOMENT).replace(tzinfo=BANGKOK)
    except ValueError:
        return None


def envelope_of(path: Path) -> Path:
    """Return the place of the key's envelope beside a copy."""
    return path.with_name(f"{path.name}{ENVELOPE}")


def is_left_over(path: Path) -> bool:
    """Tell whether a file is a copy that was never finished."""
    return _LEFT_OVER.fullmatch(path.name) is not None
