"""The statistic of complaints that an agency broke or ignored the Official Information Act B.E. 2540."""

from services.documents.case_numbers import numbers_behind
from services.documents.catalogue import PaperRequest
from services.documents.composing import Composition, Look
from services.documents.kind_statistic import Statistic
from services.figures.one_kind import kind_figures, read_appeals, read_grounds
from services.office.codes import choices

CATEGORY = "oia"


def compose(look: Look, request: PaperRequest) -> Composition:
    """Return a fiscal year's statistic by ground, month, channel and outcome, as the office counts it.

    An appeal against a refusal has a way of its own in the Act: it is told of, and counts as no complaint.
    """
    assert request.year is not None  # noqa: S101 - a fiscal year is asked for
    office = look.office
    figures = kind_figures(
        office,
        look.facts,
        request.year,
        CATEGORY,
        request.as_of,
        lambda cut_off: read_appeals(office, cut_off),
    )
    with_appeals = kind_figures(office, look.facts, request.year, CATEGORY, request.as_of)
    appeals = len(with_appeals.period.movement.received_ids) - len(figures.period.movement.received_ids)
    grounds = read_grounds(office, figures.cut_off)
    words = look.words("information_act", "statistic", "annex", "monthly", "indicators")
    numbers = numbers_behind(office.session, office.office_id, (figures.period,))
    statistic = Statistic(look, words, figures, numbers)
    by_ground = statistic.breakdown(
        "by_ground",
        figures.split(grounds.get),
        [(code, words.in_digits(name)) for code, name in choices("information_grounds")],
        "ground_not_stated",
    )
    more = [words("appeals", count=words.number(appeals))] if appeals else []
    notes = [words(note) for note in ("note_apart", "note_appeal", "note_withdrawn", "note_months")]
    return statistic.composition([by_ground, statistic.by_channel, statistic.by_outcome], more, notes)
