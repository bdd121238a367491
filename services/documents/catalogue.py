"""What the office can print: the names that the command line and the pages use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperKind:
    """Name one kind of paper by its code, its title and what it is made for."""

    code: str
    title: str
    made_for: str  # "month" or "case"


CATALOGUE = (
    PaperKind("monthly", "รายงานข้อร้องเรียนประจำเดือน", "month"),
    PaperKind("receipt", "ใบรับเรื่องร้องเรียน", "case"),
    PaperKind("case", "แฟ้มเรื่องร้องเรียน", "case"),
)


def title_of(code: str) -> str:
    """Return the Thai title of a paper. Raises KeyError for a code that isn't one."""
    return {kind.code: kind.title for kind in CATALOGUE}[code]
