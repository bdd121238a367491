"""Letters and notices of a case, from the first draft to the paper that left the office."""

from services.letters.issuing import LetterIssuing
from services.letters.life import LetterLife
from services.letters.reading import LetterReading
from services.letters.typed import LetterTyped
from services.office.facts import FactsCache
from services.unit_of_work import Units


class Letters(LetterReading, LetterLife, LetterIssuing, LetterTyped):
    """Draft, approve, send and show letters."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts
