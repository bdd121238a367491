"""Word of a restore for whoever opens the folder next: a kill right after it changes nothing.

A restored journal ends before what the witness has seen. The word says that this is meant, for this one
end and this one thing seen; the key proves it, so that nobody without it can excuse a journal cut short.
"""

import hmac
import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from models.engine import DATABASE_NAME
from services.files import write_file
from services.keys.envelope import NAME as ENVELOPE_NAME
from services.keys.office_key import OfficeKey
from services.keys.witness import Seen, Witness

FOLDER = "restoring"
READY = "ready.json"


def leave_word(data: Path, key: OfficeKey, head: Seen, before: Seen | None) -> None:
    """Say in the staging folder that a journal ending at head takes the place of one seen up to before."""
    said = {
        "sequence": head.sequence,
        "chain": head.chain,
        "before": before.chain if before else "",
        "proof": _proof(key, head, before),
    }
    write_file(data / FOLDER / READY, json.dumps(said).encode())


def is_restoring(data: Path) -> bool:
    """Tell whether a copy lies staged in a data folder."""
    try:
        return (data / FOLDER).is_dir()
    except OSError:
        return False  # a folder that may not be looked into is told of when it is opened


def settle_restore(data: Path) -> None:
    """End a restore that a kill met after the database was put in place: its envelope follows it."""
    staging = data / FOLDER
    with suppress(OSError):  # what can't be looked into is told of when it is opened
        if not (staging / READY).exists() or (staging / DATABASE_NAME).exists():
            return
        envelope = staging / ENVELOPE_NAME
        if envelope.exists():
            envelope.replace(data / ENVELOPE_NAME)


def accept_restored(data: Path, key: OfficeKey, witness: Witness) -> Seen | None:
    """Return the end of a restored journal that the word excuses, where it fits what was seen."""
    try:
        said: dict[str, Any] = json.loads((data / FOLDER / READY).read_text(encoding="utf-8"))
        head, proof = Seen(int(said["sequence"]), str(said["chain"])), str(said["proof"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    fits = hmac.compare_digest(_proof(key, head, witness.seen), proof)
    return head if fits and not (data / FOLDER / DATABASE_NAME).exists() else None


def forget_restore(data: Path) -> None:
    """Take the staging folder of a restore that is done away."""
    staging = data / FOLDER
    with suppress(OSError):
        if (staging / READY).exists() and not (staging / DATABASE_NAME).exists():
            shutil.rmtree(staging)


def _proof(key: OfficeKey, head: Seen, before: Seen | None) -> str:
    seen = f"{before.sequence} {before.chain}" if before else "nothing"
    said = f"restored {head.sequence} {head.chain} in place of {seen}"
    return hmac.digest(key.seal_key, said.encode(), "sha256").hex()
