"""How the channels stand: when each was last looked into, when it is due again, what waits to be taken in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.casework import Inspection, InspectionFind
from models.complaints import BoxOpening, Complaint
from models.office import Account, Channel
from services.channels.commands import ChannelRow, InspectionCounts, InspectionRow
from services.channels.frequency import EVERY_TIME, Rule, rule_of
from services.complaints.visibility import visible_to
from services.deadlines.calendar import WorkCalendar
from services.office.facts import OfficeFacts
from services.thai.dates import Month, at_bangkok, bangkok_date
from services.unit_of_work import Reading

# How far back the last visit or call is looked for: it is shown, nothing is counted by it.
RECENT = timedelta(days=92)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Finds:
    taken_in: int = 0
    taken_at: tuple[datetime, ...] = ()


def watched_channels(session: Session, office_id: int) -> dict[int, tuple[Channel, Rule]]:
    """Return the office's channels in use, in their order, each with its rule."""
    rows = session.scalars(
        select(Channel)
        .where(Channel.office_id == office_id, Channel.parent_id.is_(None), Channel.active)
        .order_by(Channel.position, Channel.id)
    )
    return {row.id: (row, rule_of(row)) for row in rows}


def read_standing(reading: Reading, facts: OfficeFacts, today: date) -> list[ChannelRow]:
    """Return every channel as it stands on a day."""
    session, office = reading.session, reading.office_id
    channels = watched_channels(session, office)
    last = _last_looks(session, office)
    visits = _last_visits(
        reading, facts, [key for key, (_row, rule) in channels.items() if rule.frequency.code == EVERY_TIME]
    )
    began = _register_began(session, office) or today
    waiting: dict[int, list[InspectionRow]] = {}
    for row, channel_id in read_waiting(reading, facts, today):
        waiting.setdefault(channel_id, []).append(row)
    calendar = facts.counting.calendar
    rows = []
    for key, (channel, rule) in channels.items():
        look = _later(last.get(key), visits.get(key))
        rows.append(_channel_row(channel, rule, look, waiting.get(key, ()), began, today, calendar))
    return rows


def count_standing(rows: Sequence[ChannelRow]) -> InspectionCounts:
    """Return what the first page says of the channels."""
    return InspectionCounts(
        due=sum(row.state in ("due", "overdue") for row in rows),
        overdue=sum(row.state == "overdue" for row in rows),
        waiting=sum(row.waiting_in for row in rows),
    )


def read_waiting(reading: Reading, facts: OfficeFacts, today: date) -> list[tuple[InspectionRow, int]]:
    """Return the inspections with finds still to be taken in, the oldest first, with their channels' ids."""
    rows = inspection_rows(reading, facts, today, Inspection.found > 0, Inspection.void_reason == "")
    found = [(row, channel_id) for row, channel_id in rows if row.waiting]
    return sorted(found, key=lambda pair: (pair[0].inspected_at, pair[0].id))


def inspection_rows(
    reading: Reading, facts: OfficeFacts, today: date, *conditions: ColumnElement[bool]
) -> list[tuple[InspectionRow, int]]:
    """Return inspections, the newest first, each with its channel's id."""
    session, office = reading.session, reading.office_id
    rows = session.execute(
        select(Inspection, Channel, BoxOpening, Account.display_name)
        .join(Channel, (Channel.office_id == Inspection.office_id) & (Channel.id == Inspection.channel_id))
        .outerjoin(
            BoxOpening,
            (BoxOpening.office_id == Inspection.office_id) & (BoxOpening.id == Inspection.opening_id),
        )
        .outerjoin(
            Account, (Account.office_id == Inspection.office_id) & (Account.id == Inspection.recorded_by)
        )
        .where(Inspection.office_id == office, *conditions)
        .order_by(Inspection.inspected_at.desc(), Inspection.id.desc())
    ).all()
    finds = _finds(session, office, [row[0].id for row in rows if row[0].found])
    calendar = facts.counting.calendar
    return [
        (
            _inspection_row(look, channel, opening, who or "", finds.get(look.id, _Finds()), today, calendar),
            look.channel_id,
        )
        for look, channel, opening, who in rows
    ]


def count_inspections(reading: Reading, facts: OfficeFacts, month: Month) -> int:
    """Return how often the channels were looked into in a month."""
    return sum(times + visits for times, visits in count_by_channel(reading, facts, month).values())


def count_by_channel(reading: Reading, facts: OfficeFacts, month: Month) -> dict[int, tuple[int, int]]:
    """Return of each channel how often a look was recorded in a month, and how many came or called.

    Whoever comes or calls is a look of its own where the channel is looked into each time; a case that was
    found at an inspection is not counted beside it.
    """
    session, office = reading.session, reading.office_id
    start, end = month_span(month)
    recorded = session.execute(
        select(Inspection.channel_id, func.count())
        .where(
            Inspection.office_id == office,
            Inspection.inspected_at >= start,
            Inspection.inspected_at < end,
            Inspection.void_reason == "",
        )
        .group_by(Inspection.channel_id)
    )
    each_time = [
        key
        for key, (_row, rule) in watched_channels(session, office).items()
        if rule.frequency.code == EVERY_TIME
    ]
    visits = session.execute(
        select(Complaint.channel_id, func.count())
        .outerjoin(
            InspectionFind,
            (InspectionFind.office_id == Complaint.office_id) & (InspectionFind.id == Complaint.id),
        )
        .where(
            visible_to(reading.actor, facts.settings),
            Complaint.received_at >= start,
            Complaint.received_at < end,
            Complaint.channel_id.in_(each_time),
            Complaint.status != "voided",
            InspectionFind.id.is_(None),
        )
        .group_by(Complaint.channel_id)
    )
    counts = {channel: (times, 0) for channel, times in recorded}
    for channel, came in visits:
        counts[channel] = (counts.get(channel, (0, 0))[0], came)
    return counts


def month_span(month: Month) -> tuple[datetime, datetime]:
    """Return the first moment of a month and that of the next."""
    return at_bangkok(month.start, time()), at_bangkok(month.end + _DAY, time())


def _channel_row(
    channel: Channel,
    rule: Rule,
    last: tuple[datetime, str, int | None] | None,
    waiting: Sequence[InspectionRow],
    began: date,
    today: date,
    calendar: WorkCalendar,
) -> ChannelRow:
    due_on = rule.frequency.due_after(bangkok_date(last[0]) if last else began - _DAY, calendar)
    overdue = calendar.working_days_between(due_on, today) if due_on is not None else 0
    limits = [row.take_in_by for row in waiting if row.take_in_by is not None]
    return ChannelRow(
        channel=channel.code,
        name=channel.name,
        form=channel.form,
        frequency=rule.frequency.as_text(),
        take_in_days=rule.take_in_days,
        own_rule=rule.own,
        state=_state(rule, due_on, overdue, today),
        last_at=last[0] if last else None,
        last_by=last[1] if last else "",
        last_found=last[2] if last else None,
        due_on=due_on,
        overdue_days=overdue,
        waiting=sum(row.waiting for row in waiting),
        waiting_in=len(waiting),
        take_in_by=min(limits, default=None),
        take_in_late_days=max((row.late_days for row in waiting), default=0),
    )


def _state(rule: Rule, due_on: date | None, overdue: int, today: date) -> str:
    if due_on is None:
        return "every_time" if rule.frequency.code == EVERY_TIME else "unset"
    if overdue:
        return "overdue"
    return "due" if due_on <= today else "later"


def _inspection_row(
    look: Inspection,
    channel: Channel,
    opening: BoxOpening | None,
    who: str,
    finds: _Finds,
    today: date,
    calendar: WorkCalendar,
) -> InspectionRow:
    to_take_in = max(0, look.found - (opening.blank if opening else 0))
    days = rule_of(channel).take_in_days
    limit = calendar.add_working_days(bangkok_date(look.inspected_at), days) if to_take_in else None
    waits = not look.void_reason and to_take_in > finds.taken_in + look.set_aside
    return InspectionRow(
        id=look.id,
        version=look.version,
        channel=channel.code,
        channel_name=channel.name,
        form=channel.form,
        inspected_at=look.inspected_at,
        found=look.found,
        to_take_in=to_take_in,
        taken_in=finds.taken_in,
        taken_in_late=sum(limit is not None and bangkok_date(at) > limit for at in finds.taken_at),
        set_aside=look.set_aside,
        set_aside_reason=look.set_aside_reason,
        take_in_by=limit,
        late_days=calendar.working_days_between(limit, today) if limit and waits else 0,
        note=look.note,
        witnesses=look.witnesses,
        recorded_by=who,
        recorded_by_id=look.recorded_by,
        recorded_at=look.recorded_at,
        void_reason=look.void_reason,
        opening_id=look.opening_id,
        opening_number=opening_number(opening),
    )


def opening_number(opening: BoxOpening | None) -> str:
    """Return the how-manieth opening of its fiscal year it was, as 8/2570; nothing where uncounted."""
    if opening is None or opening.running is None:
        return ""
    return f"{opening.running}/{opening.fiscal_year}"


def _finds(session: Session, office: int, inspections: Iterable[int]) -> Mapping[int, _Finds]:
    wanted = list(inspections)
    taken: dict[int, list[datetime]] = {}
    for start in range(0, len(wanted), 500):
        rows = session.execute(
            select(InspectionFind.inspection_id, InspectionFind.taken_in_at).where(
                InspectionFind.office_id == office,
                InspectionFind.inspection_id.in_(wanted[start : start + 500]),
            )
        )
        for inspection_id, at in rows:
            taken.setdefault(inspection_id, []).append(at)
    return {key: _Finds(len(moments), tuple(moments)) for key, moments in taken.items()}


def _last_looks(session: Session, office: int) -> dict[int, tuple[datetime, str, int | None]]:
    newest = (
        select(Inspection.channel_id, func.max(Inspection.inspected_at).label("at"))
        .where(Inspection.office_id == office, Inspection.void_reason == "")
        .group_by(Inspection.channel_id)
        .subquery()
    )
    rows = session.execute(
        select(Inspection.channel_id, Inspection.inspected_at, Account.display_name, Inspection.found)
        .join(
            newest,
            (newest.c.channel_id == Inspection.channel_id) & (newest.c.at == Inspection.inspected_at),
        )
        .outerjoin(
            Account, (Account.office_id == Inspection.office_id) & (Account.id == Inspection.recorded_by)
        )
        .where(Inspection.office_id == office, Inspection.void_reason == "")
        .order_by(Inspection.id)
    )
    return {row[0]: (row[1], row[2] or "", row[3]) for row in rows}


def _last_visits(
    reading: Reading, facts: OfficeFacts, channels: Sequence[int]
) -> dict[int, tuple[datetime, str, int | None]]:
    found: dict[int, tuple[datetime, str, int | None]] = {}
    for channel in channels:
        at = reading.session.scalar(
            select(Complaint.received_at)
            .where(
                visible_to(reading.actor, facts.settings),
                Complaint.received_at >= reading.now - RECENT,
                Complaint.channel_id == channel,
                Complaint.status != "voided",
            )
            .order_by(Complaint.received_at.desc())
            .limit(1)
        )
        if at is not None:
            found[channel] = (at, "", None)
    return found


def _later(
    one: tuple[datetime, str, int | None] | None, other: tuple[datetime, str, int | None] | None
) -> tuple[datetime, str, int | None] | None:
    return max((look for look in (one, other) if look is not None), key=lambda look: look[0], default=None)


def _register_began(session: Session, office: int) -> date | None:
    # A channel that nobody has looked into yet is due since the office began to keep this register.
    first = session.scalar(
        select(func.min(Inspection.inspected_at)).where(
            Inspection.office_id == office, Inspection.void_reason == ""
        )
    )
    return bangkok_date(first) if first is not None else None
