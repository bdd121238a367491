"""What a day asks of somebody: the lists behind the first page's numbers, as conditions on cases."""

from collections.abc import Callable, Iterable
from datetime import date, time, timedelta

from sqlalchemy import ColumnElement, and_, false, or_

from models.complaints import Complaint
from services.complaints.referrals import follow_up_due
from services.flowchart.definition import Step
from services.office.facts import OfficeFacts
from services.permissions import Actor, Role
from services.thai.dates import at_bangkok

UNTOUCHED_DAYS = 7
DAILY = (
    *("waiting_for_me", "due_today", "approaching", "reply_due"),
    *("untouched", "referral_due"),
)
_DAY = timedelta(days=1)


def daily_condition(code: str, actor: Actor, facts: OfficeFacts, today: date) -> ColumnElement[bool]:
    """Return the condition of one of DAILY; each holds for open cases only."""
    return and_(Complaint.status == "open", _CONDITIONS[code](actor, facts, today))


def _waiting_for_me(actor: Actor, facts: OfficeFacts, _today: date) -> ColumnElement[bool]:
    """Hold for cases at a step that the actor may finish, as services/complaints/rights.py says it of one."""

    def held(step: Step) -> frozenset[Role]:
        roles = actor.roles & step.roles
        if step.purpose == "screen" and not facts.settings.front_desk_may_classify:
            roles -= {Role.FRONT_DESK}
        return roles

    only_officer = frozenset({Role.OFFICER})
    anybody = _at(facts, lambda step: bool(held(step)) and not step.own_case and held(step) != only_officer)
    own = _at(facts, lambda step: bool(held(step)) and step.own_case)
    shared = _at(facts, lambda step: held(step) == only_officer and not step.own_case)
    mine = Complaint.officer_id == actor.account_id
    # An accusation without a name is a supervisor's to screen.
    not_theirs = _at(facts, lambda step: step.purpose == "screen" and Role.SUPERVISOR not in held(step))
    # Of a stopped clock somebody outside the office is waited for.
    return and_(
        Complaint.stopped_on.is_(None),
        or_(~not_theirs, Complaint.evidence_given.is_(None)),
        or_(anybody, and_(own, mine), and_(shared, or_(Complaint.officer_id.is_(None), mine))),
    )


def _at(facts: OfficeFacts, wanted: Callable[[Step], bool]) -> ColumnElement[bool]:
    """Hold for cases that stand at a step wanted, on the version of the flowchart that they follow."""
    by_code: dict[str, tuple[list[int], list[int]]] = {}
    for version, chart in facts.charts.items():
        for code, step in chart.steps.items():
            by_code.setdefault(code, ([], []))[0 if wanted(step) else 1].append(version)
    always = [code for code, (yes, no) in by_code.items() if yes and not no]
    sometimes = [
        and_(Complaint.step == code, Complaint.flowchart_version_id.in_(yes))
        for code, (yes, no) in by_code.items()
        if yes and no
    ]
    return or_(_in(always), *sometimes)


def _in(codes: Iterable[str]) -> ColumnElement[bool]:
    found = list(codes)
    return Complaint.step.in_(found) if found else false()


def _due_today(_actor: Actor, _facts: OfficeFacts, today: date) -> ColumnElement[bool]:
    return and_(Complaint.stopped_on.is_(None), Complaint.due_date == today)


def _approaching(_actor: Actor, _facts: OfficeFacts, today: date) -> ColumnElement[bool]:
    """Hold for cases whose day comes near and is not today: today's stand in a list of their own."""
    return and_(Complaint.stopped_on.is_(None), Complaint.due_date > today, Complaint.approaching_on <= today)


def _reply_due(_actor: Actor, facts: OfficeFacts, today: date) -> ColumnElement[bool]:
    """Hold from the working day before the reply's last day on, as long as nothing was answered."""
    near = facts.counting.calendar.next_working_day(today)
    return and_(Complaint.replied_at.is_(None), Complaint.reply_due <= near)


def _untouched(_actor: Actor, _facts: OfficeFacts, today: date) -> ColumnElement[bool]:
    since = at_bangkok(today - UNTOUCHED_DAYS * _DAY + _DAY, time())
    return and_(Complaint.stopped_on.is_(None), Complaint.last_action_at < since)


def _referral_due(_actor: Actor, _facts: OfficeFacts, today: date) -> ColumnElement[bool]:
    return follow_up_due(today)


_CONDITIONS: dict[str, Callable[[Actor, OfficeFacts, date], ColumnElement[bool]]] = {
    "waiting_for_me": _waiting_for_me,
    "due_today": _due_today,
    "approaching": _approaching,
    "reply_due": _reply_due,
    "untouched": _untouched,
    "referral_due": _referral_due,
}
