"""The envelope: a small file beside an encrypted database that says how its key is come by.

It holds no secret in clear. Behind a passphrase the key lies in it, wrapped by Argon2id; otherwise it only
names the key, which the system's key store or this user's key folder holds.
"""

import hmac
import json
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from services.errors import DomainError, WorldError
from services.files import write_file
from services.keys.office_key import OfficeKey

NAME = "raprueang.key.json"
KEPT, PASSPHRASE = "kept", "passphrase"
# Argon2id, RFC 9106's second recommendation: 64 MiB, three passes.
MEMORY_KIB, PASSES, LANES = 65536, 3, 4
MOST_KIB, MOST_PASSES = 1 << 20, 64  # an envelope from elsewhere can't ask for all of a computer


@dataclass(frozen=True, slots=True)
class Envelope:
    """Hold which key opens the database and how it is come by; salt, wrapped and proof are hex."""

    key_id: str
    unlock: str = KEPT
    salt: str = ""
    wrapped: str = ""
    proof: str = ""
    memory_kib: int = MEMORY_KIB
    passes: int = PASSES

    def open(self, passphrase: str) -> OfficeKey:
        """Return the key behind a passphrase, or fail with key.wrong_passphrase."""
        wrapping, proving = _stretch(passphrase, self)
        wrapped = bytes.fromhex(self.wrapped)
        if not hmac.compare_digest(hmac.digest(proving, wrapped, "sha256").hex(), self.proof):
            raise DomainError("key.wrong_passphrase")
        return OfficeKey(_mixed(wrapped, wrapping))


def seal_with_passphrase(key: OfficeKey, passphrase: str, *, cheap: bool = False) -> Envelope:
    """Return an envelope that a passphrase opens; cheap is for tests and throw-away offices."""
    bare = Envelope(key.key_id, PASSPHRASE, salt=secrets.token_hex(16))
    if cheap:
        bare = replace(bare, memory_kib=64, passes=1)
    wrapping, proving = _stretch(passphrase, bare)
    wrapped = _mixed(key.secret, wrapping)
    return replace(bare, wrapped=wrapped.hex(), proof=hmac.digest(proving, wrapped, "sha256").hex())


def read_envelope(folder: Path) -> Envelope | None:
    """Return a folder's envelope, None where there is none; fail with key.envelope_unreadable."""
    try:
        said: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        envelope = Envelope(**{name: said[name] for name in Envelope.__slots__})
        _check(envelope)
        return envelope
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DomainError("key.envelope_unreadable", path=str(folder / NAME)) from error


def write_envelope(folder: Path, envelope: Envelope) -> None:
    """Write a folder's envelope, whole or not at all."""
    text = json.dumps({"format": 1, **asdict(envelope)}, indent=1)
    for left in folder.glob(f".{'[0-9a-f]' * 16}.part"):  # by a kill while one was written
        with suppress(OSError):
            left.unlink()
    write_file(folder / NAME, text.encode())


def remove_envelope(folder: Path) -> None:
    """Take a folder's envelope away: its database is not encrypted."""
    try:
        (folder / NAME).unlink(missing_ok=True)
    except OSError as error:
        raise WorldError("file.unwritable", path=str(folder / NAME)) from error


def _check(envelope: Envelope) -> None:
    """Raise ValueError or TypeError for what no envelope of ours says."""
    lengths = {KEPT: (0, 0, 0), PASSPHRASE: (16, 32, 32)}[envelope.unlock]
    parts = (envelope.salt, envelope.wrapped, envelope.proof)
    if tuple(len(bytes.fromhex(part)) for part in parts) != lengths or not envelope.key_id.isalnum():
        raise ValueError("not an envelope")
    if not all(type(number) is int for number in (envelope.memory_kib, envelope.passes)):
        raise ValueError("not an envelope")
    if not (8 * LANES <= envelope.memory_kib <= MOST_KIB and 1 <= envelope.passes <= MOST_PASSES):
        raise ValueError("not an envelope")


def _stretch(passphrase: str, envelope: Envelope) -> tuple[bytes, bytes]:
    """Return the key that wraps and the key that proves; salted, so used for one wrapping only."""
    from argon2.low_level import Type, hash_secret_raw

    raw = hash_secret_raw(
        passphrase.encode("utf-8", "surrogatepass"),
        bytes.fromhex(envelope.salt),
        time_cost=envelope.passes,
        memory_cost=envelope.memory_kib,
        parallelism=LANES,
        hash_len=64,
        type=Type.ID,
    )
    return raw[:32], raw[32:]


def _mixed(secret: bytes, stream: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(secret, stream, strict=True))
