"""Read the files under resources/; the one place that knows where they lie."""

import json
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent / "resources"


@cache
def load_json(name: str) -> Any:
    """Return a JSON resource by its path under resources/; treat it as read-only."""
    return json.loads((ROOT / name).read_text(encoding="utf-8"))
