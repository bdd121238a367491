"""Set the files of a database aside before another takes its place: kept, and put back after a kill.

A log left over from the old file would be read into the new one, so it has to go first; a note beside
the database says where it went, until the new file stands.
"""

import filecmp
import shutil
from contextlib import suppress
from pathlib import Path

from models.copying import flush, flush_folder

COMPANIONS = ("-wal", "-shm", "-journal")
NOTE = ".replacing"


def set_aside(path: Path, folder: Path) -> None:
    """Have all files of a database in folder too, flushed, then take its companions from beside it."""
    folder.mkdir(parents=True)
    for suffix in ("", *COMPANIONS):
        _link(Path(f"{path}{suffix}"), folder / f"{path.name}{suffix}")
    flush_folder(folder)
    flush_folder(folder.parent)
    note = _note(path)
    note.write_text(str(folder.relative_to(path.parent)), encoding="utf-8")
    flush(note)
    flush_folder(path.parent)
    for suffix in COMPANIONS:
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def settle(path: Path) -> None:
    """End what a kill interrupted: give an old file that still stands its companions back."""
    note = _note(path)
    try:
        folder = path.parent / note.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return
    if _same(path, folder / path.name):
        for suffix in COMPANIONS:
            kept = folder / f"{path.name}{suffix}"
            if kept.exists() and not Path(f"{path}{suffix}").exists():
                shutil.copyfile(kept, f"{path}{suffix}")
                flush(Path(f"{path}{suffix}"))
    with suppress(OSError):
        note.unlink()
    flush_folder(path.parent)


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}{NOTE}")


def _link(source: Path, target: Path) -> None:
    """Give a file a second name; where the disk knows no such thing (FAT), copy it."""
    if not source.exists():
        return
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)
        flush(target)


def _same(path: Path, kept: Path) -> bool:
    """Tell whether the old file still stands; a missing one stood missing."""
    if not kept.exists() or not path.exists():
        return kept.exists() == path.exists()
    return path.samefile(kept) or filecmp.cmp(path, kept, shallow=False)
