"""The register of inspections: who looked into which channel, when, and how much was found, zero included."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from models.casework import Inspection, InspectionFind
from models.office import Channel
from services.channels.commands import (
    ChangeInspection,
    ChannelRow,
    InspectionCounts,
    InspectionRow,
    RecordInspection,
    SetAside,
)
from services.channels.frequency import LONGEST_TAKE_IN, default_rule, read_frequency
from services.channels.standing import (
    count_standing,
    inspection_rows,
    read_standing,
    read_waiting,
)
from services.errors import Conflict, DomainError, FieldError, Invalid, NotFound
from services.office.facts import FactsCache
from services.permissions import ADMINISTRATORS, ALL, SUPERVISORS, Actor, Role, use_case
from services.thai.dates import at_bangkok, bangkok_date
from services.thai.text import clean
from services.unit_of_work import Units, Work

INSPECTORS = frozenset({Role.FRONT_DESK, Role.SUPERVISOR})
LIST_DUE = use_case("channels.list_due", ALL, writes=False)
LIST_INSPECTIONS = use_case("channels.list_inspections", ALL, writes=False)
RECORD_INSPECTION = use_case("channels.record_inspection", INSPECTORS, changes=("inspection",))
RECORD_NOTHING_FOUND = use_case("channels.record_nothing_found", INSPECTORS, changes=("inspection",))
SET_ASIDE_FINDS = use_case("channels.set_aside_finds", INSPECTORS, changes=("inspection",))
VOID_INSPECTION = use_case("channels.void_inspection", INSPECTORS, changes=("inspection",))
CHANGE_INSPECTION = use_case("channels.change_inspection", SUPERVISORS | ADMINISTRATORS, changes=("channel",))

MOST_FOUND = 999
LONGEST_NOTE = 2000
BOX = "box"


class Inspections:
    """Keep the register of inspections."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    # --- looking

    def list_due(self, actor: Actor, today: date | None = None) -> list[ChannelRow]:
        """Return every channel as it stands, in the office's order."""
        with self._units.read(actor, LIST_DUE) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            return read_standing(reading, facts, today or bangkok_date(reading.now))

    def count_due(self, actor: Actor) -> InspectionCounts:
        """Return how many channels are due today, and how many inspections have finds to take in."""
        return count_standing(self.list_due(actor))

    def list_waiting(self, actor: Actor) -> list[InspectionRow]:
        """Return the inspections whose finds are not all taken in, the oldest first."""
        with self._units.read(actor, LIST_INSPECTIONS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            return [row for row, _channel in read_waiting(reading, facts, bangkok_date(reading.now))]

    def list_inspections(
        self, actor: Actor, first: date, last: date, channel: str | None = None
    ) -> list[InspectionRow]:
        """Return the inspections of a period, both days included, the newest first; voided ones too."""
        with self._units.read(actor, LIST_INSPECTIONS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            conditions = [
                Inspection.inspected_at >= at_bangkok(first, time()),
                Inspection.inspected_at < at_bangkok(last + timedelta(days=1), time()),
            ]
            if channel is not None:
                chosen = facts.channels.code(channel)
                conditions.append(Inspection.channel_id == (chosen.id if chosen else 0))
            today = bangkok_date(reading.now)
            return [row for row, _channel in inspection_rows(reading, facts, today, *conditions)]

    def read_inspection(self, actor: Actor, inspection_id: int) -> InspectionRow:
        """Return one inspection."""
        with self._units.read(actor, LIST_INSPECTIONS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            today = bangkok_date(reading.now)
            rows = inspection_rows(reading, facts, today, Inspection.id == inspection_id)
            if not rows:
                raise NotFound
            return rows[0][0]

    # --- recording

    def record_inspection(self, actor: Actor, command: RecordInspection, command_id: str) -> int:
        """Record one look into a channel and return its id; the box has a record of its own."""
        with self._units.write(actor, RECORD_INSPECTION, command_id) as work:
            if work.repeated:
                return int(work.repeated["inspection_id"])
            channel = self._channel(work, command.channel)
            if errors := _wrong(command, channel, work.now):
                raise Invalid(errors)
            assert channel is not None  # noqa: S101 - an unknown one is among the errors
            row = _add(work, channel.id, command)
            work.about("inspection", row.id, channel=channel.code, found=row.found)
            work.commit(inspection_id=row.id)
            return int(row.id)

    def record_nothing_found(self, actor: Actor, channels: Sequence[str], command_id: str) -> int:
        """Record that several channels were looked into now and nothing was found; return how many."""
        with self._units.write(actor, RECORD_NOTHING_FOUND, command_id) as work:
            if work.repeated:
                return int(work.repeated["recorded"])
            wanted = list(dict.fromkeys(channels))
            if not wanted:
                raise Invalid({"channel": FieldError("choose")})
            for code in wanted:
                channel, command = self._channel(work, code), RecordInspection(channel=code)
                if errors := _wrong(command, channel, work.now):
                    raise Invalid(errors)
                assert channel is not None  # noqa: S101 - an unknown one is among the errors
                _add(work, channel.id, command)
            work.about("inspection", None, channels=wanted, found=0)
            work.commit(recorded=len(wanted))
            return len(wanted)

    def set_aside_finds(self, actor: Actor, command: SetAside, command_id: str) -> None:
        """Say that some finds of an inspection are not taken in: a double, an advertisement, unreadable."""
        with self._units.write(actor, SET_ASIDE_FINDS, command_id) as work:
            if work.repeated is not None:
                return
            row = self._inspection(work, command)
            if row.void_reason:
                raise DomainError("inspection.voided")
            reason = clean(command.reason).strip()
            errors: dict[str, FieldError] = {}
            if not reason:
                errors["reason"] = FieldError("required")
            if not 1 <= command.count <= row.found - row.set_aside:
                errors["count"] = FieldError("number.range", low=1, high=row.found - row.set_aside)
            if errors:
                raise Invalid(errors)
            row.set_aside += command.count
            row.set_aside_reason = "\n".join(filter(None, (row.set_aside_reason, reason)))
            row.version += 1
            work.about("inspection", row.id, count=command.count)
            work.commit()

    def void_inspection(
        self, actor: Actor, inspection_id: int, version: int, reason: str, command_id: str
    ) -> None:
        """Strike an inspection out that was recorded by mistake; it stays in the register, with the reason.

        The desk strikes out its own of the day, a supervisor any; one with cases taken in from it stands.
        """
        with self._units.write(actor, VOID_INSPECTION, command_id) as work:
            if work.repeated is not None:
                return
            row = work.find(Inspection, inspection_id)
            own_today = row.recorded_by == work.actor.account_id and bangkok_date(
                row.recorded_at
            ) == bangkok_date(work.now)
            if not (own_today or work.actor.has(Role.SUPERVISOR)):
                raise DomainError("inspection.own_day_over")
            if row.void_reason:
                raise DomainError("inspection.voided")
            if row.version != version:
                raise Conflict(by="", at=None)
            reason = clean(reason).strip()
            if not reason:
                raise Invalid({"reason": FieldError("required")})
            taken_in = select(InspectionFind.id).where(
                InspectionFind.office_id == work.office_id, InspectionFind.inspection_id == row.id
            )
            if work.session.scalar(taken_in.limit(1)) is not None:
                raise DomainError("inspection.has_finds")
            row.void_reason = reason
            row.version += 1
            work.about("inspection", row.id, reason=reason)
            work.commit()

    # --- the office's own choice

    def change_inspection(self, actor: Actor, command: ChangeInspection, command_id: str) -> None:
        """Choose how often a channel is looked into and how soon its finds are taken in."""
        with self._units.write(actor, CHANGE_INSPECTION, command_id) as work:
            if work.repeated is not None:
                return
            channel = self._channel(work, command.channel)
            errors: dict[str, FieldError] = {}
            if channel is None:
                errors["channel"] = FieldError("unknown_choice")
            chosen = read_frequency(command.inspected) if command.inspected else None
            if command.inspected and chosen is None:
                errors["inspected"] = FieldError("unknown_choice")
            days = command.take_in_days
            if days is not None and not 0 <= days <= LONGEST_TAKE_IN:
                errors["take_in_days"] = FieldError("number.range", low=0, high=LONGEST_TAKE_IN)
            if errors or channel is None:
                raise Invalid(errors)
            usual = default_rule(channel.code, channel.form)
            channel.inspected = "" if chosen is None or chosen == usual.frequency else chosen.as_text()
            channel.take_in_days = None if days == usual.take_in_days else days
            work.about("channel", channel.id, inspected=channel.inspected, take_in_days=channel.take_in_days)
            work.commit()

    @staticmethod
    def _inspection(work: Work, command: SetAside) -> Inspection:
        if command.inspection_id is not None:
            return work.find(Inspection, command.inspection_id)
        row = work.session.scalar(
            select(Inspection).where(
                Inspection.office_id == work.office_id, Inspection.opening_id == command.opening_id
            )
        )
        if row is None:
            raise NotFound
        return row

    @staticmethod
    def _channel(work: Work, code: str) -> Channel | None:
        return work.session.scalar(
            select(Channel).where(
                Channel.office_id == work.office_id,
                Channel.code == code,
                Channel.parent_id.is_(None),
                Channel.active,
            )
        )


def _wrong(command: RecordInspection, channel: Channel | None, now: datetime) -> dict[str, FieldError]:
    errors: dict[str, FieldError] = {}
    if channel is None:
        errors["channel"] = FieldError("unknown_choice")
    elif channel.form == BOX:
        errors["channel"] = FieldError("inspection.open_box")
    if command.inspected_at is not None and command.inspected_at > now:
        errors["inspected_at"] = FieldError("date.future")
    if not 0 <= command.found <= MOST_FOUND:
        errors["found"] = FieldError("number.range", low=0, high=MOST_FOUND)
    for name, text in (("note", command.note), ("witnesses", command.witnesses)):
        if len(text) > LONGEST_NOTE:
            errors[name] = FieldError("too_long", limit=LONGEST_NOTE, length=len(text))
    return errors


def _add(work: Work, channel_id: int, command: RecordInspection) -> Inspection:
    row: Inspection = work.add(
        Inspection(
            channel_id=channel_id,
            inspected_at=command.inspected_at or work.now,
            found=command.found,
            note=clean(command.note).strip(),
            witnesses=clean(command.witnesses).strip(),
            set_aside=0,
            set_aside_reason="",
            recorded_by=work.actor.account_id,
            recorded_at=work.now,
            void_reason="",
            version=1,
        )
    )
    return row
