"""Put off the search for garbage while very much is built that is no garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_inside = 0


@contextmanager
def collecting_later() -> Iterator[None]:
    """Leave Python's search for cycles alone until the block ends; of several blocks at once, the last.

    A hundred thousand rows have no cycles, and go when their last user does. Looking through all of them
    again and again takes a quarter of the time, and stops every thread meanwhile: the window stands still.
    """
    global _inside  # noqa: PLW0603 - the collector is one for the process, and so is the count
    with _lock:
        if _inside == 0 and not gc.isenabled():
            # Somebody put it off for longer: nothing to put back at the end.
            wanted = False
        else:
            wanted = True
            _inside += 1
            gc.disable()
    try:
        yield
    finally:
        if wanted:
            with _lock:
                _inside -= 1
                if _inside == 0:
                    gc.enable()
