"""The statistic of cases of corruption and misconduct, apart from general complaints: figures only."""

from services.documents.catalogue import PaperRequest
from services.documents.composing import Composition, Look
from services.documents.kind_statistic import Statistic
from services.figures.one_kind import kind_figures, read_complainants

CATEGORY = "corruption"
COMPLAINANTS = ("named", "hidden", "anonymous_with", "anonymous_without", "none")


def compose(look: Look, request: PaperRequest) -> Composition:
    """Return a fiscal year's statistic by month, outcome, channel and kind of complainant."""
    assert request.year is not None  # noqa: S101 - a fiscal year is asked for
    figures = kind_figures(look.office, look.facts, request.year, CATEGORY, request.as_of)
    known = read_complainants(look.office, (row.case_id for row in figures.readings))
    words = look.words("corruption", "statistic", "annex", "monthly", "indicators")
    statistic = Statistic(look, words, figures)
    used = figures.split(known.get)
    codes = [*COMPLAINANTS, *(code for code in ("anonymous",) if code in used)]
    by_complainant = statistic.breakdown(
        "by_complainant", used, [(code, words(f"complainant_{code}")) for code in codes], "not_stated"
    )
    notes = [words(note) for note in ("note_apart", "note_evidence", "note_withdrawn", "note_months")]
    return statistic.composition([by_complainant, statistic.by_channel, statistic.by_outcome], [], notes)
