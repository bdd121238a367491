"""The fixed code lists: kinds, identities, groups, outcomes and the like, with their Thai names."""

from services.resources import load_json


def choices(list_name: str) -> tuple[tuple[str, str], ...]:
    """Return a code list's (code, name) pairs in the order shown."""
    return tuple((item["code"], item["name"]) for item in load_json("office/codes.json")[list_name])


def codes(list_name: str) -> tuple[str, ...]:
    """Return a code list's codes in the order shown."""
    return tuple(code for code, _name in choices(list_name))


def name_of(list_name: str, code: str | None) -> str:
    """Return the name of a code, or nothing where there is no code."""
    return dict(choices(list_name)).get(code or "", "")
