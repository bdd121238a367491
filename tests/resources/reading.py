"""Read the data files that ship with the program, for the tests beside this module."""

import json
import re
from pathlib import Path
from typing import Any

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
OFFICE_FILES = ("profile", "channels", "levels", "categories", "roles", "codes", "flowchart")
DOCUMENT_FILES = (
    *("common", "receipt", "statement", "indicators", "monthly", "case_file", "recovery_sheet"),
    *("box_record", "blank_intake", "slip_form", "channel_notice", "inspection_register"),
    "status",
)
DEMO_FILES = ("stories", "slots", "extras", "people", "agencies", "notes")


def no_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    repeated = {key for key in keys if keys.count(key) > 1}
    if repeated:
        raise ValueError(f"keys written twice: {sorted(repeated)}")
    return dict(pairs)


def read(room: str, name: str) -> Any:
    text = (RESOURCES / room / f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text, object_pairs_hook=no_repeated_keys)


def codes(items: list[dict[str, Any]]) -> list[str]:
    return [item["code"] for item in items]


def strings_in(value: Any) -> list[str]:
    """Return every string in a JSON value, keys left out."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in strings_in(item)]
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings_in(item)]
    return []


def slots_in(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))
