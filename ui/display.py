"""Is there a screen? Qt itself ends the program with a misleading word about plugins."""

import os
import sys


def has_display() -> bool:
    """Tell whether a window can be shown, on a screen or on the platform that the tests set."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal", "vnc"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
