"""What every test gets: a Qt that needs no display."""

import os

import pytest

# Before anything imports Qt. A developer who wants to watch sets another platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_configure(config: pytest.Config) -> None:
    """Leave out what the offscreen platform says about windows it does not have."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support ")
