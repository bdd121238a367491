"""Give a flowchart to another office as a file, and read one that another office gave."""

import json
import math
from collections.abc import Mapping
from typing import Any

from services.errors import DomainError
from services.flowchart.definition import Chart, chart_data, chart_from
from services.permissions import Role
from services.thai.text import clean

FORMAT, VERSION = "raprueang-flowchart", 1
LIMIT_KB = 1024
LONGEST_TEXT, LONGEST_LIST, FURTHEST = 2_000, 200, 50_000.0

# What a chart's data look like: a key ending in ? may be missing; a list holds any number of its one shape.
_SCALAR = "scalar"
_VALUE = "value"
_CONDITIONS = [{"field": str, "op": str, "value": _VALUE}]
_CHART: dict[str, Any] = {
    "code": str,
    "name": str,
    "first": str,
    "end_states": [{"code": str, "name": str, "outcome?": str}],
    "fields": [
        {"code": str, "label": str, "type": str, "list?": str, "items?": [{"code": str, "name": str}]},
    ],
    "steps": [
        {
            "code": str,
            "number": str,
            "name": str,
            "action": str,
            "purpose?": str,
            "roles": [Role],
            "limit": "limit",
            "asks": [
                {
                    "field": str,
                    "required": bool,
                    "when?": _CONDITIONS,
                    "required_when?": _CONDITIONS,
                    "prefill?": [{"value": _SCALAR, "when": _CONDITIONS}],
                }
            ],
            "branches": [{"to": str, "label": str, "when": _CONDITIONS}],
            "skip_when?": _CONDITIONS,
            "own_case?": bool,
            "decision?": bool,
            "needs?": [{"kind": str, "letter?": str, "when?": _CONDITIONS}],
        }
    ],
    "places?": "places",
}
_LIMIT = {"kind": str, "days?": int, "from?": str}


def write_exchange(chart: Chart) -> bytes:
    """Return a chart as the content of a file; nothing of the office stands in it."""
    whole = {"format": FORMAT, "version": VERSION, "flowchart": chart_data(chart)}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def read_exchange(content: bytes) -> Chart:
    """Return the chart in a file that another office gave, to be looked at before anybody publishes it."""
    if len(content) > LIMIT_KB * 1024:
        raise DomainError("flowchart.exchange_too_large", limit_kb=LIMIT_KB)
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise DomainError("flowchart.exchange_unreadable") from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise DomainError("flowchart.exchange_unreadable")
    version = whole.get("version")
    if isinstance(version, int) and version > VERSION:
        raise DomainError("flowchart.exchange_newer")
    data = whole.get("flowchart")
    if version != VERSION or not isinstance(data, dict) or not _fits(data, _CHART):
        raise DomainError("flowchart.exchange_unreadable")
    # Only what a chart has is kept: whatever else a stranger put in, however deep, is gone from here on.
    known = tidied(chart_data(chart_from(data)))
    if _repeats(data) or _repeats(known):
        raise DomainError("flowchart.exchange_unreadable")
    return chart_from(known)


def tidied(value: Any) -> Any:
    """Return data with its texts in the spelling that is stored."""
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, list):
        return [tidied(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): tidied(item) for key, item in value.items()}
    return value


def _fits(value: Any, shape: Any) -> bool:
    if isinstance(shape, list):
        return (
            isinstance(value, list)
            and len(value) <= LONGEST_LIST
            and all(_fits(one, shape[0]) for one in value)
        )
    if isinstance(shape, dict):
        return isinstance(value, dict) and _fits_keys(value, shape)
    if isinstance(shape, str):
        return _NAMED[shape](value)
    if shape is Role:
        return isinstance(value, str) and value in set(Role)
    if shape is str:
        return _is_text(value)
    return type(value) is shape


def _fits_keys(value: Mapping[str, Any], shape: Mapping[str, Any]) -> bool:
    for key, inner in shape.items():
        name = key.removesuffix("?")
        if name not in value:
            if name == key:
                return False
        elif not _fits(value[name], inner):
            return False
    return True


def _is_text(value: Any) -> bool:
    # Half a character, which JSON can hold and a database can not.
    return (
        isinstance(value, str)
        and len(value) <= LONGEST_TEXT
        and not any("\ud800" <= c <= "\udfff" for c in value)
    )


def _is_scalar(value: Any) -> bool:
    if isinstance(value, bool):
        return True
    return abs(value) < 10**15 if isinstance(value, int) else _is_text(value)


def _is_value(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= LONGEST_LIST and all(_is_scalar(one) for one in value)
    return _is_scalar(value)


def _is_limit(value: Any) -> bool:
    return value is None or (_fits(value, _LIMIT) and abs(value.get("days", 0)) < 10**9)


def _are_places(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and len(value) <= LONGEST_LIST
        and all(_is_text(code) and _is_place(place) for code, place in value.items())
    )


def _is_place(place: Any) -> bool:
    return (
        isinstance(place, list)
        and len(place) == 2
        and all(
            isinstance(at, int | float)
            and not isinstance(at, bool)
            and math.isfinite(at)
            and abs(at) <= FURTHEST
            for at in place
        )
    )


_NAMED = {_SCALAR: _is_scalar, _VALUE: _is_value, "limit": _is_limit, "places": _are_places}


def _repeats(data: Mapping[str, Any]) -> bool:
    """Tell whether two steps, fields or ends have one code, which would drop one of them, or one has none."""
    for name in ("steps", "fields", "end_states"):
        codes = [clean(item["code"]).strip() for item in data[name]]
        if len(codes) != len(set(codes)) or "" in codes:
            return True
    return False
