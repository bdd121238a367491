"""The folder that copies go to: there, writable, with room; and what lies in it."""

import errno
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from models.places import nearest_existing
from services.backup.naming import is_left_over
from services.errors import WorldError
from services.files import check_place

SPARE = 1024 * 1024  # bytes beyond the copy itself
LEFT_OVER_AFTER = timedelta(days=1)  # a copy under way elsewhere is younger


def check_folder(folder: Path, size: int) -> None:
    """Refuse a folder that a copy of so many bytes can't be written to."""
    try:
        if not folder.is_dir():
            raise WorldError("backup.no_folder", path=str(folder))
        check_place(folder / "raprueang.db")
        if shutil.disk_usage(folder).free < size + SPARE:
            raise WorldError("backup.full", path=str(folder))
    except OSError as error:
        raise disk_error(error, folder) from error
    except WorldError as error:
        if error.code == "file.unwritable":
            raise WorldError("backup.read_only", path=str(folder)) from error
        raise


def disk_error(error: OSError, folder: Path) -> WorldError:
    """Return what a disk's refusal means for a copy that was being written to a folder."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WorldError("backup.full", path=str(folder))
    return written_error(folder)


def written_error(folder: Path) -> WorldError:
    """Return why a copy broke off, as the folder shows by now."""
    with suppress(OSError):
        if folder.is_dir():
            full = shutil.disk_usage(folder).free < SPARE
            return WorldError("backup.full" if full else "backup.broken_off", path=str(folder))
    return WorldError("backup.gone", path=str(folder))


def is_apart(folder: Path, data: Path) -> bool:
    """Tell whether a folder lies on another disk than the data: then it survives the disk's end."""
    with suppress(OSError):
        return _device(nearest_existing(folder)) != _device(data)
    return True


def _device(folder: Path) -> object:
    # Windows tells volumes apart by their serial number, which stat gives as the device.
    return folder.stat().st_dev


def sweep(folder: Path, now: datetime) -> None:
    """Take away what unfinished copies of earlier days left behind."""
    with suppress(OSError):
        for path in folder.iterdir():
            if is_left_over(path) and path.stat().st_mtime < (now - LEFT_OVER_AFTER).timestamp():
                path.unlink()
