"""The office's texts of letters: what ships with the program, and the office's own."""

from collections.abc import Mapping
from functools import cache

from services.letters.content import KINDS
from services.resources import load_json

FILE = "letters"


@cache
def default_texts() -> Mapping[str, str]:
    """Return every text as it ships, by key: acknowledgement.body and the like."""
    texts: Mapping[str, str] = load_json("documents/letters.json")["texts"]
    return texts


class Templates:
    """Give the texts in force; an office's own has the name letters.<key> among its wording."""

    def __init__(self, wording: Mapping[str, str]) -> None:
        self._own = wording

    def __call__(self, key: str) -> str:
        """Return a text in force, empty where there is none."""
        own = self._own.get(f"{FILE}.{key}", "")
        return own if own.strip() else default_texts().get(key, "")


def keys_of(kind: str) -> tuple[str, ...]:
    """Return the texts that belong to a kind of letter; any other name gives those shared by all."""
    texts = default_texts()
    if kind in KINDS:
        return tuple(key for key in texts if key.startswith(f"{kind}."))
    return tuple(key for key in texts if key.split(".")[0] not in KINDS)


def closing_for(group: str, title: str) -> tuple[str, str, str]:
    """Return salutation, closing and how the reader is called, by the group of the reader's title."""
    data = load_json("documents/letters.json")
    chosen = "common" if title in data["titles_of_laypeople"] else group
    salutation, closing, called = data["closings"].get(chosen, data["closings"]["common"])
    return salutation, closing, called
