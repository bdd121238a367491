"""How many closings are still needed to reach a target: whole numbers, nothing rounded."""

from dataclasses import dataclass

from services.figures.values import Indicator


@dataclass(frozen=True, slots=True)
class Need:
    """Hold what an indicator still needs to reach its target, at the least.

    among is how many of the cases at hand have to be closed (for indicator 2, in time), at_hand how many
    there are of which that can still be hoped. beyond is how many more have to come and be closed in time
    besides; None where no number of them would do.
    """

    among: int
    at_hand: int
    beyond: int | None = 0

    @property
    def is_reached(self) -> bool:
        """Tell whether nothing is needed any more."""
        return self.among == 0 and self.beyond == 0

    @property
    def can_be_reached(self) -> bool:
        """Tell whether the cases at hand suffice."""
        return self.beyond == 0


def need_of_closing(indicator: Indicator, target: int) -> Need:
    """Return what indicator 1 needs: closings among its own open cases, which stand in it already."""
    open_cases = indicator.denominator - indicator.numerator
    wanted = _missing(indicator, target)
    return Need(min(wanted, open_cases), open_cases, 0 if wanted <= open_cases else None)


def need_in_time(indicator: Indicator, not_due: int, target: int, base: str) -> Need:
    """Return what indicator 2 needs: closings in time among the cases not yet due, then among those to come.

    Where only what fell due is judged, a closing in time adds a case to both numbers; where everything
    received is, it adds to the numerator alone, and only a case yet to come adds to both.
    """
    met, judged = indicator.numerator, indicator.denominator
    if base == "received":
        among = min(_missing(indicator, target), not_due)
        return Need(among, not_due, _to_come(met + among, judged, target))
    wanted = _to_come(met, judged, target)
    if wanted is None:
        return Need(not_due, not_due, None)
    return Need(min(wanted, not_due), not_due, max(0, wanted - not_due))


def _missing(indicator: Indicator, target: int) -> int:
    """Return how many more the numerator would need, the denominator staying as it is."""
    return max(0, -((100 * indicator.numerator - target * indicator.denominator) // 100))


def _to_come(numerator: int, denominator: int, target: int) -> int | None:
    """Return how many cases that add one to both numbers reach the target; None where none would do."""
    short = target * denominator - 100 * numerator
    if short <= 0:
        return 0
    return None if target >= 100 else -(-short // (100 - target))
