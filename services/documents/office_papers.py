"""Papers of the channels and the counter: the box's record, statements, blank forms, the register."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, select

from models.casework import Inspection
from models.complaints import BoxOpening, BoxSlip, Complainant, Complaint
from models.office import Account, Channel
from services.accounts.signing import signatory_on
from services.channels.commands import InspectionRow
from services.channels.frequency import round_name
from services.channels.opening import openers_of
from services.channels.standing import (
    count_by_channel,
    inspection_rows,
    month_span,
    opening_number,
    watched_channels,
)
from services.complaints.reading import Cases
from services.complaints.rights import require_in_clear
from services.complaints.visibility import find_visible, visible_to
from services.documents.blank_forms import build_blank_intake, build_slip_form
from services.documents.box_record import OpeningDetail, Signer, SlipLine, build_box_record
from services.documents.channel_notice import NoticeChannel, build_channel_notice
from services.documents.inspection_register import (
    ChannelSum,
    MonthOfInspections,
    build_inspection_register,
)
from services.documents.names import read_people
from services.documents.statement import VARIANTS, StatementPrint, build_statement, usual_variant
from services.errors import DomainError, FieldError, Invalid
from services.figures.indicators import with_the_offices_eyes
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import ALL, HANDLERS, Actor, use_case
from services.privacy.masks import destroyed_words, mask_text
from services.thai.dates import Month, bangkok_date
from services.unit_of_work import Reading, Units

MAKE_BOX_RECORD = use_case("documents.make_box_record", ALL, changes=())
MAKE_STATEMENT = use_case("documents.make_statement", HANDLERS, changes=())
MAKE_INSPECTION_REGISTER = use_case("documents.make_inspection_register", ALL, writes=False)
MAKE_BLANK_FORM = use_case("documents.make_blank_form", ALL, writes=False)

BLANK_FORMS = ("box-record-blank", "blank-intake", "slip-form", "channel-notice")
_GIST = 140
_LONGEST_NUMBER = 18  # characters; a longer one is no number that the database can hold


class OfficePapers:
    """Print what belongs to the channels and to the counter."""

    def __init__(self, units: Units, facts: FactsCache, cases: Cases) -> None:
        self._units = units
        self._facts = facts
        self._cases = cases

    # --- the box

    def make_box_record(self, actor: Actor, opening_id: int, command_id: str) -> bytes:
        """Return the record of an opening of the box; the journal keeps who printed it."""
        with self._units.write(actor, MAKE_BOX_RECORD, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            opening = work.find(BoxOpening, opening_id)
            detail = _opening(work, facts, opening)
            head = _head(work, facts)
            printed_at, name = work.now, work.actor.name
            if work.repeated is not None:
                printed_at = datetime.fromisoformat(work.repeated["at"])
            else:
                work.about("box_opening", opening.id)
                work.commit(at=work.now.isoformat())
        return build_box_record(detail, facts, head, printed_at, name)

    def find_opening(self, actor: Actor, number: str) -> int:
        """Return the id of the opening with a number as printed, 8/2570."""
        running, _stroke, year = number.strip().partition("/")
        with self._units.read(actor, MAKE_BLANK_FORM) as reading:
            found = None
            if len(number) <= _LONGEST_NUMBER and running.isdecimal() and year.isdecimal():
                found = reading.session.scalar(
                    select(BoxOpening.id).where(
                        BoxOpening.office_id == reading.office_id,
                        BoxOpening.running == int(running),
                        BoxOpening.fiscal_year == int(year),
                    )
                )
        if found is None:
            raise DomainError("box.no_opening", number=number)
        return found

    # --- the counter

    def make_statement(
        self, actor: Actor, complaint_id: int, command_id: str, variant: str | None = None
    ) -> bytes:
        """Return the complaint as written down, to be signed; unless a variant is given, by its channel.

        Who asked to stay hidden is not named: the line is there to be signed.
        """
        if variant is not None and variant not in VARIANTS:
            raise Invalid({"variant": FieldError("choose")})
        with self._units.write(actor, MAKE_STATEMENT, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, complaint_id)
            require_in_clear(complaint)
            if complaint.status == "voided":
                raise DomainError("case.voided")
            receiver = work.session.get(Account, (work.office_id, complaint.received_by))
            printing = StatementPrint(
                variant or "",
                work.now,
                work.actor.name,
                receiver.position if receiver else "",
            )
            if work.repeated is not None:
                printing = replace(printing, printed_at=datetime.fromisoformat(work.repeated["at"]))
            else:
                work.about("complaint", complaint.id, variant=printing.variant)
                work.commit(at=work.now.isoformat(), complaint_id=complaint.id)
        case = self._cases.read_case(actor, complaint_id)
        printing = replace(printing, variant=printing.variant or usual_variant(case, facts))
        return build_statement(case, facts, printing)

    # --- forms and the wall

    def make_blank_form(self, actor: Actor, form: str) -> bytes:
        """Return one of BLANK_FORMS: nothing in it is of a case."""
        with self._units.read(actor, MAKE_BLANK_FORM) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            head = _head(reading, facts)
            channels = notice_channels(reading, facts.profile.box_location)
            now, name = reading.now, reading.actor.name
        if form == "box-record-blank":
            return build_box_record(None, facts, head, now, name)
        if form == "blank-intake":
            return build_blank_intake(facts)
        if form == "slip-form":
            return build_slip_form(facts)
        if form == "channel-notice":
            return build_channel_notice(channels, facts)
        raise Invalid({"form": FieldError("choose")})

    # --- the register of inspections

    def make_inspection_register(self, actor: Actor, month: Month) -> bytes:
        """Return the register of a month's inspections."""
        with self._units.read(actor, MAKE_INSPECTION_REGISTER) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            if month.start > bangkok_date(reading.now):
                raise DomainError("report.month_ahead", month=month.key)
            material = _month(reading, facts, month)
            now, name = reading.now, reading.actor.name
        return build_inspection_register(material, facts, now, name)


def _head(reading: Reading, facts: OfficeFacts, day: date | None = None) -> Signer:
    """Return who signs that the head of office knows, or who acted in the head's place on a day."""
    signs = signatory_on(reading.session, reading.office_id, facts, day or bangkok_date(reading.now))
    return Signer(signs.name, signs.position)


def _opening(reading: Reading, facts: OfficeFacts, opening: BoxOpening) -> OpeningDetail:
    session, office = reading.session, reading.office_id
    look = session.scalar(
        select(Inspection).where(Inspection.office_id == office, Inspection.opening_id == opening.id)
    )
    previous = session.scalar(
        select(BoxOpening.opened_at)
        .where(BoxOpening.office_id == office, BoxOpening.opened_at < opening.opened_at)
        .order_by(BoxOpening.opened_at.desc())
        .limit(1)
    )
    frequency = ""
    if look is not None and look.channel_id in (channels := watched_channels(session, office)):
        frequency = channels[look.channel_id][1].frequency.as_text()
    slips = _slips(reading, facts, opening.id)
    set_aside = look.set_aside if look is not None else 0
    return OpeningDetail(
        number=opening_number(opening),
        place=opening.place or facts.profile.box_location,
        opened_at=opening.opened_at,
        round=round_name(frequency),
        previous_at=previous,
        openers=openers_of(opening.openers),
        order=opening.order,
        in_order=opening.in_order,
        condition=opening.condition,
        seal_before=opening.seal_before,
        found=opening.found,
        blank=opening.blank,
        other_finds=opening.other_finds,
        slips=slips,
        set_aside=set_aside,
        waiting=max(0, opening.found - opening.blank - set_aside - len(slips)),
        sealed_at=opening.sealed_at,
        seal_after=opening.seal_after,
        note=opening.note,
    )


def _slips(reading: Reading, facts: OfficeFacts, opening_id: int) -> tuple[SlipLine, ...]:
    rows = reading.session.execute(
        select(Complaint, Complainant)
        .join(BoxSlip, and_(BoxSlip.office_id == Complaint.office_id, BoxSlip.id == Complaint.id))
        .outerjoin(
            Complainant, and_(Complainant.office_id == Complaint.office_id, Complainant.id == Complaint.id)
        )
        .where(
            visible_to(reading.actor, facts.settings),
            BoxSlip.opening_id == opening_id,
            Complaint.status != "voided",
        )
        .order_by(Complaint.register_key)
    ).all()
    people = read_people(reading.session, reading.office_id, [row[0].id for row in rows])
    return tuple(
        SlipLine(
            kind=complaint.kind,
            gist=(
                destroyed_words(complaint.anonymised_at)
                if complaint.anonymised_at
                else _short(mask_text(complaint.subject or complaint.detail, people[complaint.id]))
            ),
            contact=bool(person and (person.phones or person.email or person.line_id or person.address)),
            number=complaint.number,
        )
        for complaint, person in rows
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _GIST else f"{line[:_GIST].rstrip()}…"


def notice_channels(reading: Reading, box_location: str) -> list[NoticeChannel]:
    """Return the channels in use in their order, each with what stands on it and the channels under it."""
    rows = list(
        reading.session.scalars(
            select(Channel)
            .where(Channel.office_id == reading.office_id, Channel.active)
            .order_by(Channel.position, Channel.id)
        )
    )
    where = {"box": (box_location,)} if box_location else {}
    under: dict[int, list[Channel]] = {}
    for row in rows:
        if row.parent_id is not None:
            under.setdefault(row.parent_id, []).append(row)
    return [
        NoticeChannel(
            row.name,
            tuple(line for line in row.details.split("\n") if line.strip()) or where.get(row.form, ()),
            tuple(
                (sub.name, tuple(one.name for one in under.get(sub.id, ()))) for sub in under.get(row.id, ())
            ),
            row.code,
        )
        for row in rows
        if row.parent_id is None
    ]


def _month(reading: Reading, facts: OfficeFacts, month: Month) -> MonthOfInspections:
    found = inspection_rows(reading, facts, bangkok_date(reading.now), *_within(month))
    counts = count_by_channel(with_the_offices_eyes(reading), facts, month)
    by_channel: dict[int, list[InspectionRow]] = {}
    for row, channel_id in found:
        if not row.void_reason:
            by_channel.setdefault(channel_id, []).append(row)
    sums = []
    for key, (channel, rule) in watched_channels(reading.session, reading.office_id).items():
        rows, (times, visits) = by_channel.get(key, []), counts.get(key, (0, 0))
        sums.append(
            ChannelSum(
                name=channel.name,
                frequency=rule.frequency.as_text(),
                times=times,
                visits=visits,
                found=sum(row.found for row in rows),
                taken_in=sum(row.taken_in for row in rows),
                late=sum(row.taken_in_late for row in rows),
            )
        )
    return MonthOfInspections(month, [row for row, _channel in reversed(found)], sums)


def _within(month: Month) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    start, end = month_span(month)
    return Inspection.inspected_at >= start, Inspection.inspected_at < end
