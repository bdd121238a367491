"""As many cases stand behind a figure's path as its number says."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.errors import NotFound
from services.figures.behind import ids_behind, number_at, paths
from services.figures.fold import CaseHistory, PeriodFigures, figures
from tests.services.figures.test_fold import OCTOBER, case, histories, month, state

DAY = OCTOBER.start


def test_a_case_closed_twice_stands_twice() -> None:
    twice = case(
        7, state(DAY), state(DAY + timedelta(3), "closed", outcome="upheld"), state(DAY + timedelta(5)),
        state(DAY + timedelta(9), "closed", outcome="upheld"),
    )  # fmt: skip
    found = month(twice, case(8, state(DAY, kind="praise")))
    assert ids_behind(found, "movement.closed") == (7, 7)
    assert ids_behind(found, "by_channel.walk_in.closed") == (7, 7)
    assert ids_behind(found, "indicator1.numerator") == (7,)
    assert ids_behind(found, "apart.praise") == (8,)
    assert ids_behind(found, "by_channel.email.received") == ()


def test_what_went_away_and_what_came_back_stand_behind_their_difference() -> None:
    before = DAY - timedelta(20)
    away = case(1, state(before), state(DAY, kind="question"))
    back = (case(n, state(before, kind="question"), state(DAY)) for n in (2, 3))
    found = month(away, *back)
    assert number_at(found, "movement.reclassified") == -1
    assert ids_behind(found, "movement.reclassified") == (1, 2, 3)
    assert ids_behind(found, "movement.reclassified_back") == (2, 3)


@pytest.mark.parametrize(
    "path", ["", "movement", "movement.percent", "indicator1", "indicator3.numerator", "by_channel.closed",
             "apart.late", "extended.more", "by_level.minor.counts"]
)  # fmt: skip
def test_a_path_that_names_no_number_is_not_found(path: str) -> None:
    with pytest.raises(NotFound):
        ids_behind(month(), path)


@settings(max_examples=40)
@given(histories(), st.integers(0, 60))
def test_every_number_has_as_many_cases(cases: list[CaseHistory], later: int) -> None:
    found = figures(cases, OCTOBER.start, OCTOBER.end, OCTOBER.end + timedelta(days=later))
    told = _numbers(found)
    assert {path: number_at(found, path) for path in told} == told
    assert set(told) <= set(paths(found))
    for path in paths(found):
        if not path.endswith(".reclassified"):
            assert len(ids_behind(found, path)) == number_at(found, path)


def _numbers(found: PeriodFigures) -> dict[str, int]:
    """Return every number of a period by its path, read apart from the code under test."""
    told = {f"movement.{name}": value for name, value in found.movement.counts().items()}
    told |= {f"apart.{name}": value for name, value in found.apart.items()}
    for name in ("indicator1", "indicator2", "indicator2_by_original"):
        told |= {
            f"{name}.{part}": getattr(getattr(found, name), part) for part in ("numerator", "denominator")
        }
    told |= {"open_not_due": found.open_not_due, "extended": found.extended}
    for name in ("by_group", "by_channel", "by_category", "by_level", "by_outcome"):
        for code, movement in getattr(found, name).items():
            told |= {f"{name}.{code}.{key}": value for key, value in movement.counts().items()}
    return told
