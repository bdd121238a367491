"""Every moment has a time zone, and comes from the injected clock."""

import ast

from tests.architecture.sources import modules, name_of, owner_of

# The one place that asks the machine what time it is.
CLOCK = "services/clock.py"
WITHOUT_ZONE = {"utcnow", "utcfromtimestamp"}
NEEDS_ZONE = {"now", "fromtimestamp"}
QT_CLOCKS = {"currentDate", "currentDateTime", "currentDateTimeUtc", "currentTime"}


def test_no_datetime_is_made_without_a_zone() -> None:
    assert [
        module.where(call.lineno)
        for module in modules()
        for call in module.calls()
        if _makes_naive_datetime(call)
    ] == []


def test_only_the_clock_asks_what_time_it_is() -> None:
    assert [
        module.where(call.lineno)
        for module in modules()
        if module.name != CLOCK
        for call in module.calls()
        if _asks_the_time(call)
    ] == []


def _makes_naive_datetime(call: ast.Call) -> bool:
    if owner_of(call.func) not in {"datetime", "date"}:
        return False
    name = name_of(call.func)
    if name in WITHOUT_ZONE or (name == "today" and owner_of(call.func) == "datetime"):
        return True
    zoned = len(call.args) > (name == "fromtimestamp") or any(
        keyword.arg == "tz" for keyword in call.keywords
    )
    return name in NEEDS_ZONE and owner_of(call.func) == "datetime" and not zoned


def _asks_the_time(call: ast.Call) -> bool:
    name, owner = name_of(call.func), owner_of(call.func)
    return (owner in {"datetime", "date"} and name in {"now", "today"}) or (
        owner in {"QDate", "QDateTime", "QTime"} and name in QT_CLOCKS
    )
