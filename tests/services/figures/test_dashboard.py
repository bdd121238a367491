"""A dashboard's numbers against brute force, against the reports, and against the cases of an office."""

from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from services.complaints.readers import MarkConfidential
from services.complaints.register import RegisterFilter
from services.errors import DomainError
from services.figures.fold import CaseHistory, figures
from services.figures.target import need_in_time, need_of_closing
from services.figures.trend import trend
from services.figures.values import Indicator
from services.thai.dates import fiscal_months
from tests.services.factories import Desk
from tests.services.figures.test_fold import histories


def of(numerator: int, denominator: int) -> Indicator:
    return Indicator(tuple(range(numerator)), tuple(range(denominator)))


def reaches(numerator: int, denominator: int, target: int) -> bool:
    return of(numerator, denominator).meets(target) is not False


@given(st.data(), st.integers(0, 60), st.integers(0, 100))
def test_no_fewer_closings_reach_the_target_and_these_do(
    data: st.DataObject, whole: int, target: int
) -> None:
    closed = data.draw(st.integers(0, whole))
    need = need_of_closing(of(closed, whole), target)
    least = next(more for more in range(whole + 1) if reaches(closed + more, whole, target))
    assert (need.among, need.at_hand, need.beyond) == (least, whole - closed, 0)


@given(
    st.data(),
    st.integers(0, 30),
    st.integers(0, 20),
    st.sampled_from([0, 50, 80, 90, 95, 100]),
    st.sampled_from(["fallen_due", "received"]),
)
def test_closings_in_time_that_reach_the_target(
    data: st.DataObject, judged: int, not_due: int, target: int, base: str
) -> None:
    met = data.draw(st.integers(0, judged))
    whole = judged + (not_due if base == "received" else 0)
    need = need_in_time(of(met, whole), not_due, target, base)

    def good(among: int, beyond: int) -> bool:
        joined = beyond if base == "received" else among + beyond
        return reaches(met + among + beyond, whole + joined, target)

    # The fewest cases still to come first, then the fewest of those at hand.
    tried = product(range(judged * 20 + 1), range(not_due + 1))
    found = next(((among, beyond) for beyond, among in tried if good(among, beyond)), None)
    if found is None:
        assert need.beyond is None
        assert target == 100
    else:
        assert (need.among, need.beyond) == found
        assert need.is_reached == reaches(met, whole, target)


@settings(max_examples=40)
@given(histories(), st.integers(0, 400), st.sampled_from(["fallen_due", "received"]))
def test_the_trend_reads_as_every_month_s_own_report(cases: list[CaseHistory], day: int, base: str) -> None:
    months = fiscal_months(2570)
    cut_off = months[0].start + timedelta(days=day)
    for shown, month in zip(trend(cases, 2570, cut_off, base), months, strict=True):
        if month.start > cut_off:
            assert shown.movement is None
            continue
        read_at = cut_off if month == months[-1] else min(month.end, cut_off)
        own = figures(cases, month.start, month.end, read_at, base)
        so_far = figures(cases, months[0].start, month.end, read_at, base)
        assert shown.movement is not None
        assert shown.movement.counts() == own.movement.counts()
        assert sorted(shown.movement.carried_out_ids) == sorted(own.movement.carried_out_ids)
        for one, other in ((shown.indicator1, so_far.indicator1), (shown.indicator2, so_far.indicator2)):
            assert one is not None
            assert sorted(one.numerator_ids) == sorted(other.numerator_ids)
            assert sorted(one.denominator_ids) == sorted(other.denominator_ids)


def test_an_office_s_year(desk: Desk) -> None:
    """Numbers add up, open what they say, and a past cut-off reads as it read then."""
    read = desk.services.dashboards.read_dashboard
    in_hand = desk.investigated(channel="email")
    fresh = desk.register().complaint_id
    anonymous = desk.register(identity="anonymous", name="").complaint_id
    closed = desk.closed()
    now = read(desk.supervisor, 2569)
    year = now.year.movement
    assert (year.received, year.closed, year.carried_out) == (4, 1, 3)
    assert (now.first.verdict, now.first.need.among, now.first.need.at_hand) == ("not_met", 3, 3)
    assert sorted(now.ids("need1")) == sorted(year.carried_out_ids)
    assert (now.second.verdict, now.second.need.is_reached) == ("met", True)
    assert now.age_ids["0_3"] == year.carried_out_ids
    assert now.ids("clock.not_due") == year.carried_out_ids
    assert now.ids("reply.in_time") == (in_hand, closed)
    assert (now.ids("reply.waiting"), now.ids("reply.nobody")) == ((fresh,), (anonymous,))
    assert now.ids(f"by_officer.{desk.officer.account_id}.closed") == (closed,)
    assert now.ids("by_officer.unspecified.carried_out") == (fresh, anonymous)
    assert now.ids("months.2569-04.received") == year.received_ids
    assert now.ids("months.2569-04.indicator1.numerator") == (closed,)
    assert now.ids("months.2569-05.received") == ()
    assert now.ids("by_channel.email.carried_out") == (in_hand,)
    assert read(desk.supervisor, 2568).zero
    # Its officer sees the own work alone, who reads only nobody's; both count the same cases.
    assert set(read(desk.officer, 2569).by_officer) == {str(desk.officer.account_id)}
    assert not read(desk.viewer, 2569).by_officer
    assert read(desk.viewer, 2569).year == now.year

    desk.later(days=200)
    case = desk.case(in_hand)
    second = desk.second.account_id
    desk.services.casework.change_officer(
        desk.supervisor, in_hand, case.version, second, "ผู้รับผิดชอบเดิมลา", desk.command()
    )
    then = read(desk.supervisor, 2569)
    assert then.is_over
    assert then.cut_off == date(2026, 9, 30)
    assert in_hand in then.ids(f"by_officer.{desk.officer.account_id}.overdue")
    assert in_hand in read(desk.supervisor, 2570).ids(f"by_officer.{second}.carried_out")
    assert then.ids("reply.overdue") == (fresh,)
    assert then.ids("age.over_30") == then.ids("clock.overdue") == year.carried_out_ids


def test_what_the_reader_may_not_open_is_told_apart(desk: Desk) -> None:
    plain, secret = desk.register().complaint_id, desk.register().complaint_id
    desk.services.readers.mark_confidential(
        desk.supervisor,
        MarkConfidential(
            complaint_id=secret, version=desk.case(secret).version, confidential=True, reason="คุ้มครองพยาน"
        ),
        desk.command(),
    )
    shown = desk.services.dashboards.read_dashboard(desk.viewer, 2569)
    assert shown.ids("movement.received") == (plain, secret)
    assert shown.unseen == {secret}
    rows = desk.services.register.list_complaints(desk.viewer, RegisterFilter())
    assert {row.id for row in rows} == set(shown.ids("movement.received")) - shown.unseen
    assert desk.services.dashboards.read_dashboard(desk.supervisor, 2569).unseen == frozenset()


def test_a_year_to_come_and_a_cut_off_before_the_end_are_refused(desk: Desk) -> None:
    today = desk.clock.now().date()
    for year, as_of, code in (
        (2570, None, "report.year_ahead"),
        (2569, today - timedelta(1), "report.cut_off_before_period"),
        (2569, today + timedelta(1), "report.cut_off_ahead"),
    ):
        try:
            desk.services.dashboards.read_dashboard(desk.viewer, year, as_of)
        except DomainError as error:
            assert error.code == code  # noqa: PT017 - three codes in one go
        else:
            raise AssertionError(code)
