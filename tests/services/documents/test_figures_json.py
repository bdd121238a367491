"""Figures as JSON: every number has its cases beside it, by their printed numbers."""

from collections.abc import Iterator
from typing import Any

from services.documents.monthly import MonthlyRequest
from services.thai.dates import Month
from tests.services.documents.office import PaperOffice


def numbers_in(told: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield every number of a period by its path."""
    for key, value in told.items():
        if key == "cases":
            continue
        if isinstance(value, int):
            yield key, value
        elif isinstance(value, dict):
            yield from ((f"{key}.{name}", one) for name, one in value.items() if name != "percent")
        elif isinstance(value, list):
            for row in value:
                names = (name for name in row if name not in ("code", "name"))
                yield from ((f"{key}.{row['code']}.{name}", row[name]) for name in names)


def holds(told: dict[str, Any]) -> int:
    """Assert that each number of a period has as many cases, and return how many cases were told."""
    cases = told["cases"]
    for path, number in numbers_in(told):
        if path.endswith(".reclassified"):
            assert len(cases.get(f"{path}_away", ())) - len(cases.get(f"{path}_back", ())) == number, path
        else:
            assert len(cases[path]) == number, path
    return sum(map(len, cases.values()))


def test_every_number_of_a_month_has_its_cases(whole_office: PaperOffice) -> None:
    told = 0
    for month in (Month(2026, 11), Month(2027, 1), Month(2027, 2), Month(2027, 3), Month(2027, 9)):
        data = whole_office.documents.make_monthly(
            whole_office.boss, MonthlyRequest(month), whole_office.command()
        ).data
        told += holds(data["this_month"]) + holds(data["year_to_date"])
    assert told > 100
    november = whole_office.documents.make_monthly(
        whole_office.boss, MonthlyRequest(Month(2026, 11)), whole_office.command()
    ).data["this_month"]["cases"]
    assert november["movement.closed"] == ["1/2569", "1/2569"]
    assert november["by_channel.email.closed"] == ["1/2569", "1/2569"]
