"""The log that an administrator reads: what the program did and what failed, never what anybody typed.

A record holds codes, names of use cases, ids, kinds of errors and places in our own code. The text of an
error may repeat what somebody typed, so it is never written.
"""

import logging
import platform
import sys
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import qVersion

from services.events import Changed
from ui.feedback import error_places

FOLDER, NAME = "logs", "raprueang.log"
LARGEST = 1_000_000
KEPT = 3
OURS = ("ui", "services", "models")

_log = logging.getLogger(__name__)

for _name in OURS:
    # Without a log, logging would write errors with their texts to standard error by itself.
    logging.getLogger(_name).addHandler(logging.NullHandler())


class _Handler(RotatingFileHandler):
    """Write to a file that may be full, gone or read-only: a log never stops the work."""

    def handleError(self, record: logging.LogRecord) -> None:
        pass


class _Formatter(logging.Formatter):
    def formatException(self, ei: object) -> str:
        error = ei[1] if isinstance(ei, tuple) else None
        return error_places(error) if isinstance(error, BaseException) else ""


class ProgramLog:
    """Keep the log of one open office in its data folder."""

    def __init__(self, folder: Path) -> None:
        self._handler: _Handler | None = None
        with suppress(OSError):
            (folder / FOLDER).mkdir(mode=0o700, exist_ok=True)
            handler = _Handler(
                folder / FOLDER / NAME, maxBytes=LARGEST, backupCount=KEPT - 1, encoding="utf-8"
            )
            handler.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
            self._handler = handler
            for name in OURS:
                logger = logging.getLogger(name)
                logger.addHandler(handler)
                logger.setLevel(logging.INFO)
        _log.info("opened: python %s, qt %s, %s", platform.python_version(), qVersion(), sys.platform)

    def close(self) -> None:
        """Write the last line and let go of the file."""
        if self._handler is None:
            return
        _log.info("closed")
        for name in OURS:
            logging.getLogger(name).removeHandler(self._handler)
        with suppress(OSError):
            self._handler.close()
        self._handler = None

    @staticmethod
    def note(change: Changed) -> None:
        """Say which use case was carried out, on what."""
        subject = f" {change.subject_table} {change.subject_id}" if change.subject_table else ""
        _log.info("done %s%s", change.use_case, subject)
