"""Touch every part that a broken installation may lack, without data and without a display."""

import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from models.engine import DATABASE_NAME, StoreError, create_store, is_plain
from services.clock import SystemClock
from services.errors import DomainError
from services.resources import ROOT


def check_parts() -> Iterator[tuple[str, str]]:
    """Yield each part's name and what was seen of it, up to the first that is missing or broken."""
    for name, check in PARTS.items():
        try:
            said = check()
        except BROKEN as error:
            raise DomainError(
                "self_check.failed", part=name, said=f"{type(error).__name__}: {error}"
            ) from error
        yield name, said


def _resources() -> str:
    from services.resources import load_json

    names = ("profile", "channels", "levels", "categories", "codes", "flowchart", "holidays", "roles")
    for name in names:
        load_json(f"office/{name}.json")
    fonts = list((ROOT / "fonts").glob("*.ttf"))
    icons = list((ROOT / "icons").glob("*.svg"))
    if not fonts or not icons:
        raise FileNotFoundError("resources/fonts or resources/icons")
    return f"{len(names)} files, {len(fonts)} fonts, {len(icons)} icons"


def _database() -> str:
    import sqlite3

    with tempfile.TemporaryDirectory() as folder:
        store = create_store(Path(folder) / "check", SystemClock().now)
        store.close()
    return f"SQLite {sqlite3.sqlite_version} with full-text trigram index"


def _encryption() -> str:
    from sqlcipher3 import dbapi2

    key = bytes(range(32))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "check"
        create_store(path, SystemClock().now, key).close()
        if is_plain(path / DATABASE_NAME):
            raise RuntimeError("the encrypted database is readable")
    return f"SQLCipher on SQLite {dbapi2.sqlite_version}"


def _key_store() -> str:
    import keyring

    return f"{type(keyring.get_keyring()).__module__}"


def _password() -> str:
    from services.accounts.passwords import Passwords

    passwords = Passwords.cheapest()
    if not passwords.matches(passwords.hash("x"), "x"):
        raise RuntimeError("Argon2id does not check its own hash")
    return "Argon2id"


def _words() -> str:
    from services.thai.words import segment

    return "|".join(segment("สำนักงานคลังจังหวัดลำปาง"))


def _paper() -> str:
    import pypdfium2

    from services.documents.typesetting import BODY, DocumentSpec, Paragraph, PdfDocument

    said = "ผู้ร้องเรียนได้รับแจ้งแล้ว"
    spec = DocumentSpec(title="self-check", author="RapRueang")
    content = PdfDocument(spec).to_bytes([Paragraph(said, BODY)])
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    try:
        text = document[0].get_textpage().get_text_bounded()
    finally:
        document.close()
    if said not in text:
        raise RuntimeError("the PDF's text is not the text put in")
    return f"PDF of {len(content)} bytes, text found again"


def _window() -> str:
    import importlib.metadata

    return "PySide6 " + importlib.metadata.version("PySide6-Essentials")


# What a missing file, a missing package or a library that does not fit raises.
BROKEN = (DomainError, ImportError, LookupError, OSError, RuntimeError, StoreError, TypeError, ValueError)
PARTS: dict[str, Callable[[], str]] = {
    "resources": _resources,
    "database": _database,
    "encryption": _encryption,
    "key store": _key_store,
    "password": _password,
    "words": _words,
    "paper": _paper,
    "window": _window,
}
