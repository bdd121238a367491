"""What an intake form reaches beside the taking in: the register of inspections, and papers to sign."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.channels.inspections import Inspections

PrintPaper = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Beside:
    """Hold the services; print_paper takes statement and a case, or box_record and an opening."""

    inspections: "Inspections"
    print_paper: PrintPaper
