"""Which parts the monthly report has, and in what order: the office's choice, kept in `monthly_parts`."""

from collections.abc import Sequence
from typing import cast

from services.resources import load_json

# The target is judged on the indicators, and a percentage never stands without its counts.
REQUIRED = ("movement", "indicators")


def usual_parts() -> tuple[str, ...]:
    """Return the codes of all parts in the order that ships with the program."""
    return tuple(cast(list[str], load_json("office/profile.json")["settings"]["monthly_parts"]["value"]))


def is_choice(parts: Sequence[str]) -> bool:
    """Tell whether parts can be chosen so: known ones, each once, and those that can't be left out."""
    return len(set(parts)) == len(parts) and set(REQUIRED) <= set(parts) <= set(usual_parts())


def parts_in_force(chosen: Sequence[str]) -> list[str]:
    """Return the parts to print in their order.

    A choice made before a required part came to be lacks it: that part stands at its usual place then.
    """
    usual = usual_parts()
    parts = [part for part in chosen if part in usual]
    for part in REQUIRED:
        if part not in parts:
            before = [parts.index(other) + 1 for other in usual[: usual.index(part)] if other in parts]
            parts.insert(max(before, default=0), part)
    return parts
