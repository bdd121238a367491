"""Python's garbage collector, told to rest while a document is set."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_resting = 0
_was_on = False


@contextmanager
def collector_rests() -> Iterator[None]:
    """Let no round of the collector walk through a whole document: every other thread waits for it.

    A register of 20,000 rows keeps a round going for a fifth of a second, and the window with it. A document
    leaves no garbage that the collector would be needed for. Several at once count as one rest.
    """
    global _resting, _was_on  # noqa: PLW0603 - the collector is one for the process, and so is its rest
    with _lock:
        _resting += 1
        if _resting == 1:
            _was_on = gc.isenabled()
            gc.disable()
    try:
        yield
    finally:
        with _lock:
            _resting -= 1
            if not _resting and _was_on:
                gc.enable()
