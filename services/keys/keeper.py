"""Keep keys outside the data folder: in the system's key store, or in this user's own key folder.

RAPRUEANG_KEYS names another folder, and then the system's key store is not asked. Where neither can
be written (a service without a home), the key lies in the data folder itself: docs/reliability.md says
what that costs.
"""

import logging
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from services.errors import WorldError
from services.keys.office_key import OfficeKey

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

FOLDER = "RAPRUEANG_KEYS"
SERVICE = "RapRueang"
SUFFIX = ".key"
SYSTEM = "system"  # where the system's key store keeps a key
_ID = re.compile(r"[0-9a-f]{16}")
_log = logging.getLogger(__name__)


class KeyKeeper:
    """Find keys by their id, and keep them."""

    def __init__(self, folder: Path, *, system: bool = False) -> None:
        self.folder = folder
        self._system = system

    def find(self, key_id: str, *more: Path) -> OfficeKey | None:
        """Return a kept key, or None; more are folders to look into besides."""
        if not _ID.fullmatch(key_id):
            return None  # read from a file that anybody may have written
        for folder in (self.folder, *more):
            if (key := _read(folder / f"{key_id}{SUFFIX}")) is not None and key.key_id == key_id:
                return key
        store = self._store()
        text = _ask(store, key_id) if store is not None else None
        key = None if text is None else OfficeKey.from_text(text)
        return key if key is not None and key.key_id == key_id else None

    def where(self, key_id: str, *more: Path) -> str:
        """Return where a key is kept: a folder, "system", or nothing."""
        for folder in (self.folder, *more):
            if (key := _read(folder / f"{key_id}{SUFFIX}")) is not None and key.key_id == key_id:
                return str(folder)
        store = self._store()
        return SYSTEM if store is not None and _ask(store, key_id) is not None else ""

    def keep(self, key: OfficeKey, *instead: Path) -> str:
        """Keep a key and return where: "system", or a folder; instead are folders to fall back on."""
        store = self._store()
        if store is not None and _tell(store, key):
            return SYSTEM
        for folder in (self.folder, *instead):
            with suppress(OSError):
                _write(folder, key)
                return str(folder)
        raise WorldError("key.unkept", path=str(self.folder))

    def forget(self, key_id: str, *more: Path) -> None:
        """Let go of a key wherever it lies."""
        for folder in (self.folder, *more):
            with suppress(OSError):
                (folder / f"{key_id}{SUFFIX}").unlink()
        store = self._store()
        if store is not None:
            from keyring.errors import KeyringError

            with suppress(KeyringError):
                store.delete_password(SERVICE, key_id)

    def _store(self) -> "KeyringBackend | None":
        """Return the system's key store where there is one that keeps secrets."""
        if not self._system:
            return None
        import keyring
        from keyring.backends import fail, null

        store = keyring.get_keyring()
        unfit = isinstance(store, fail.Keyring | null.Keyring) or store.priority < 1
        return None if unfit else store


def default_keeper() -> KeyKeeper:
    """Return the keeper of this user on this machine."""
    named = os.environ.get(FOLDER)
    return KeyKeeper(Path(named)) if named else KeyKeeper(key_folder(), system=True)


def keep_in(folder: Path) -> None:
    """Keep the keys of this process's throw-away offices in a folder that is thrown away with them."""
    os.environ[FOLDER] = str(folder)


def key_folder() -> Path:
    """Return the folder of this user's keys, apart from any data."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", home / "AppData" / "Roaming")) / "RapRueang" / "keys"
    if sys.platform == "darwin":
        return home / "Library" / "Preferences" / "RapRueang" / "keys"
    return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "raprueang" / "keys"


def known_ids(folders: Iterable[Path]) -> list[str]:
    """Return the ids of the keys that lie in folders."""
    return [path.stem for folder in folders for path in sorted(folder.glob(f"*{SUFFIX}"))]


def _read(path: Path) -> OfficeKey | None:
    try:
        return OfficeKey(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        _log.warning("a key file can't be read")
        return None


def _write(folder: Path, key: OfficeKey) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{key.key_id}{SUFFIX}"
    temporary = path.with_suffix(".part")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, key.secret.hex().encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    temporary.replace(path)


def _ask(store: "KeyringBackend", key_id: str) -> str | None:
    from keyring.errors import KeyringError

    try:
        return store.get_password(SERVICE, key_id)
    except KeyringError:
        _log.warning("the system's key store does not answer")
        return None


def _tell(store: "KeyringBackend", key: OfficeKey) -> bool:
    """Keep a key in the system's store; tell whether it is there to be read again."""
    from keyring.errors import KeyringError

    try:
        store.set_password(SERVICE, key.key_id, key.to_text())
        return store.get_password(SERVICE, key.key_id) == key.to_text()
    except KeyringError:
        _log.warning("the system's key store keeps nothing")
        return False
