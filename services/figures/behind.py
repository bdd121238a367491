"""The cases behind every number of a period: a figure is named by its path, as the JSON of reports names it.

`movement.received`, `indicator1.numerator`, `by_channel.walk_in.closed`, `apart.praise`, `open_not_due`: as
many ids stand behind a path as its number says, a case closed twice twice. One number is a difference:
`reclassified` is what went away less what came back. Its own path gives the cases of both, and the two have
paths of their own beside it, `reclassified_away` and `reclassified_back`.
"""

from collections.abc import Iterator

from services.errors import NotFound
from services.figures.values import APART, MOVEMENT, Indicator, Movement, PeriodFigures

INDICATORS = ("indicator1", "indicator2", "indicator2_by_original")
BREAKDOWNS = ("by_group", "by_channel", "by_category", "by_level", "by_outcome")
ALONE = ("open_not_due", "extended", "without_due")
_PARTS = ("numerator", "denominator")
_MOVES = (*MOVEMENT, "reclassified_away", "reclassified_back")


def paths(period: PeriodFigures) -> Iterator[str]:
    """Yield the path of every number of a period, in the order in which reports print them."""
    yield from (f"movement.{name}" for name in _MOVES)
    yield from (f"{indicator}.{part}" for indicator in INDICATORS for part in _PARTS)
    yield from ALONE
    yield from (f"apart.{name}" for name in APART)
    for breakdown in BREAKDOWNS:
        for code in getattr(period, breakdown):
            yield from (f"{breakdown}.{code}.{name}" for name in _MOVES)


def ids_behind(period: PeriodFigures, path: str) -> tuple[int, ...]:
    """Return the ids of the cases that a number counts; a code without any case has none.

    Raises `NotFound` for a path that names no number.
    """
    head, _, rest = path.partition(".")
    if head == "movement":
        return moved_ids(period.movement, rest)
    if head in INDICATORS and rest in _PARTS:
        indicator: Indicator = getattr(period, head)
        return indicator.numerator_ids if rest == "numerator" else indicator.denominator_ids
    if head in ALONE and not rest:
        found: tuple[int, ...] = getattr(period, f"{head}_ids")
        return found
    if head == "apart" and rest in APART:
        return period.apart_ids.get(rest, ())
    if head in BREAKDOWNS:
        code, parted, name = rest.rpartition(".")
        if not parted:
            raise NotFound
        return moved_ids(getattr(period, head).get(code, Movement()), name)
    raise NotFound


def number_at(period: PeriodFigures, path: str) -> int:
    """Return the number that stands at a path; only `reclassified` can differ from how many ids it has."""
    if path.endswith(".reclassified"):
        return len(ids_behind(period, f"{path}_away")) - len(ids_behind(period, f"{path}_back"))
    return len(ids_behind(period, path))


def moved_ids(movement: Movement, name: str) -> tuple[int, ...]:
    """Return the cases behind one of the numbers of a movement."""
    if name == "reclassified":
        return movement.reclassified_away_ids + movement.reclassified_back_ids
    if name not in _MOVES:
        raise NotFound
    found: tuple[int, ...] = getattr(movement, f"{name}_ids")
    return found
