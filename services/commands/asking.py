"""Ask for what nobody may see: from the environment, from whoever sits there, or from a pipe."""

import getpass
import os
import sys

from services.errors import DomainError

PASSPHRASE = "RAPRUEANG_PASSPHRASE"  # noqa: S105 - the variable's name


def ask_secret(variable: str, prompt: str, missing: str) -> str:
    """Return a secret, or fail with the code `missing` where there is none."""
    given = os.environ.get(variable)
    if given is not None:
        return given
    if sys.stdin is not None and sys.stdin.isatty():
        try:
            return getpass.getpass(f"{prompt}: ")
        except EOFError:
            raise DomainError(missing) from None
    # Nobody to ask: one line from the pipe, and nothing of getpass's own on standard error.
    piped = sys.stdin.readline().rstrip("\r\n") if sys.stdin is not None else ""
    if not piped:
        raise DomainError(missing)
    return piped


def ask_passphrase() -> str:
    """Return the passphrase that an office's key lies behind."""
    return ask_secret(PASSPHRASE, "วลีรหัสผ่าน", "key.passphrase_needed")
