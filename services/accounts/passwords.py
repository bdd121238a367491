"""Passwords by Argon2id."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from services.errors import FieldError

SHORTEST = 8


class Passwords:
    """Hash and check passwords; the profile is RFC 9106's low-memory one unless told otherwise."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    @classmethod
    def cheapest(cls) -> "Passwords":
        """Return the cheapest profile, for throw-away offices and tests only."""
        return cls(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))

    def hash(self, password: str) -> str:
        """Return the hash to store."""
        return self._hasher.hash(_bytes(password))

    def matches(self, stored: str, password: str) -> bool:
        """Tell whether a password is the one that was hashed."""
        try:
            return self._hasher.verify(stored, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False

    def matches_or_spends(self, stored: str | None, password: str) -> bool:
        """Tell whether a password is the one that was hashed, taking as long where there is none."""
        if stored is None:
            self.spend(password)
            return False
        return self.matches(stored, password)

    def spend(self, password: str, like: str | None = None) -> None:
        """Take as long as a check would, so that an unknown name answers no sooner than a known one.

        like is the hash of somebody whose check it should last as long as: its profile may be another one.
        """
        if like is None:
            self._hasher.hash(_bytes(password))
        else:
            self.matches(like, password)


def weakness(password: str, username: str) -> FieldError | None:
    """Return why a new password will not do, or None."""
    if len(password) < SHORTEST:
        return FieldError("password.short", shortest=SHORTEST)
    if password.casefold() == username.casefold():
        return FieldError("password.same")
    return None


def _bytes(password: str) -> bytes:
    # What can be pasted may hold half of a character, which is no text to UTF-8.
    return password.encode("utf-8", "surrogatepass")
