"""The pictures in the office's yearly evidence document, part by part and channel by channel."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select

from models.files import read_chunks, store_file
from models.reports import EvidencePicture
from services.complaints.commands import AttachmentInput
from services.errors import Conflict, FieldError, Invalid, NotFound
from services.office.facts import FactsCache, OfficeFacts
from services.office.picture_scaling import scaled
from services.office.pictures import check_picture
from services.permissions import ADMINISTRATORS, ALL, SUPERVISORS, Actor, Role, use_case
from services.thai.dates import FIRST_BE_YEAR, LAST_BE_YEAR
from services.thai.text import clean
from services.unit_of_work import Reading, Units, Work

WRITERS = frozenset({Role.OFFICER}) | SUPERVISORS | ADMINISTRATORS
LIST_PICTURES = use_case("evidence.list_pictures", ALL, writes=False)
READ_PICTURE = use_case("evidence.read_picture", ALL, writes=False)
ADD_PICTURES = use_case("evidence.add_pictures", WRITERS, changes=("evidence_picture", "stored_file"))
CHANGE_CAPTION = use_case("evidence.change_caption", WRITERS, changes=("evidence_picture",))
ORDER_PICTURES = use_case("evidence.order_pictures", WRITERS, changes=("evidence_picture",))
TAKE_OUT_PICTURE = use_case("evidence.take_out_picture", WRITERS, changes=("evidence_picture",))

# The parts of the document in their order; what each holds is told by services/documents/evidence_parts.py.
PARTS = (
    *("indicators", "monthly", "information_act", "lessons", "survey_review", "needs_survey"),
    *("knowledge_transfer", "field_visits", "training", "flowchart", "channels"),
)
CHANNELS = "channels"
LARGEST_MB = 20  # what a telephone takes today, with room to spare
LARGEST_SIDE = 9_000
LONGEST_CAPTION = 300
SEEN = 1_600  # the longest side in pixels that is ever handed out


@dataclass(frozen=True, slots=True)
class PictureRow:
    """Hold one picture of the document; channel is the code of the channel that it shows."""

    id: int
    part: str
    channel: str | None
    position: int
    caption: str
    file_id: int


@dataclass(frozen=True, slots=True)
class NewPicture:
    """Hold a picture to be put in, and what stands beneath it."""

    file: AttachmentInput
    caption: str = ""


@dataclass(frozen=True, slots=True)
class AddPictures:
    """Put pictures into a part of a fiscal year's document; those of a channel stand in every year's."""

    fiscal_year: int
    part: str
    pictures: tuple[NewPicture, ...]
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeCaption:
    """Change what stands beneath a picture; before is what it was when the typing began."""

    picture_id: int
    caption: str
    before: str


class EvidencePictures:
    """Keep the pictures of the yearly evidence document."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def list_pictures(self, actor: Actor, fiscal_year: int) -> tuple[PictureRow, ...]:
        """Return the pictures of a fiscal year's document in the order of parts, channels and places."""
        with self._units.read(actor, LIST_PICTURES) as reading:
            return pictures_of(reading, self._facts.of(reading.session, reading.office_id), fiscal_year)

    def read_picture(self, actor: Actor, picture_id: int, side: int) -> bytes:
        """Return a picture as JPEG, neither side longer than told. Raises `picture.none`."""
        with self._units.read(actor, READ_PICTURE) as reading:
            row = _in_use(reading, picture_id)
            content = b"".join(read_chunks(reading.session, reading.office_id, row.file_id))
        longest = min(side, SEEN)
        return scaled(content, longest, longest)

    def add_pictures(self, actor: Actor, command: AddPictures, command_id: str) -> tuple[int, ...]:
        """Put pictures in behind those that are there, all or none; return their ids.

        Raises `picture.none`, `picture.too_wide`, `file.empty` or `file.too_large` for the first refused.
        """
        _check(command)
        kinds = [check_picture(one.file, LARGEST_MB, LARGEST_SIDE) for one in command.pictures]
        with self._units.write(actor, ADD_PICTURES, command_id) as work:
            if work.repeated is not None:
                return tuple(work.repeated["ids"])
            facts = self._facts.of(work.session, work.office_id)
            channel_id = _channel_id(facts, command)
            year = None if channel_id is not None else command.fiscal_year
            place = _next_place(work, year, command.part, channel_id)
            ids = []
            for number, (one, kind) in enumerate(zip(command.pictures, kinds, strict=True)):
                stored = store_file(
                    work.session, work.office_id, one.file.content, kind, work.now, work.new_id
                )
                row = EvidencePicture(
                    fiscal_year=year,
                    part=command.part,
                    channel_id=channel_id,
                    position=place + number,
                    caption=_tidy(one.caption),
                    file_id=stored.id,
                    added_at=work.now,
                    added_by=work.actor.account_id,
                )
                ids.append(work.add(row).id)
            work.about("evidence_picture", ids[0], part=command.part, count=len(ids))
            work.commit(ids=ids)
        return tuple(ids)

    def change_caption(self, actor: Actor, command: ChangeCaption, command_id: str) -> None:
        """Change what stands beneath a picture. Raises `conflict` where somebody changed it meanwhile."""
        caption = _tidy(command.caption)
        _check_caption(caption)
        with self._units.write(actor, CHANGE_CAPTION, command_id) as work:
            if work.repeated is not None:
                return
            row = _in_use(work, command.picture_id)
            if row.caption != command.before:
                raise Conflict
            row.caption = caption
            work.about("evidence_picture", row.id, part=row.part)
            work.commit()

    def order_pictures(self, actor: Actor, picture_ids: Sequence[int], command_id: str) -> None:
        """Put the pictures of one place into an order; those not named follow as they stood.

        Raises `not_found` where one is taken out, `invalid` where they don't stand at one place.
        """
        with self._units.write(actor, ORDER_PICTURES, command_id) as work:
            if work.repeated is not None:
                return
            rows = [_in_use(work, one) for one in dict.fromkeys(picture_ids)]
            if len({(row.fiscal_year, row.part, row.channel_id) for row in rows}) != 1:
                raise Invalid({"picture_ids": FieldError("choose")})
            first = rows[0]
            there = work.session.scalars(
                _standing(work, first.fiscal_year, first.part, first.channel_id).order_by(*_ORDER)
            ).all()
            rows += [row for row in there if row.id not in {one.id for one in rows}]
            for place, row in enumerate(rows, 1):
                row.position = place
            work.about("evidence_picture", first.id, part=first.part)
            work.commit()

    def take_out_picture(self, actor: Actor, picture_id: int, command_id: str) -> None:
        """Take a picture out of the document; its row is kept, and papers already made keep the picture."""
        with self._units.write(actor, TAKE_OUT_PICTURE, command_id) as work:
            if work.repeated is not None:
                return
            row = _in_use(work, picture_id)
            row.ended_at, row.ended_by = work.now, work.actor.account_id
            work.about("evidence_picture", row.id, part=row.part)
            work.commit()


_ORDER = EvidencePicture.position, EvidencePicture.id


def pictures_of(reading: Reading, facts: OfficeFacts, fiscal_year: int) -> tuple[PictureRow, ...]:
    """Return the pictures of a fiscal year's document inside a look."""
    rows = reading.session.scalars(
        select(EvidencePicture)
        .where(
            EvidencePicture.office_id == reading.office_id,
            EvidencePicture.ended_at.is_(None),
            or_(EvidencePicture.fiscal_year == fiscal_year, EvidencePicture.fiscal_year.is_(None)),
        )
        .order_by(*_ORDER)
    ).all()
    places = {choice.id: number for number, choice in enumerate(facts.channels.all)}
    known = [row for row in rows if row.part in PARTS]
    known.sort(key=lambda row: (PARTS.index(row.part), places.get(row.channel_id or 0, 0)))
    return tuple(
        PictureRow(
            id=row.id,
            part=row.part,
            channel=facts.channels.code_of(row.channel_id),
            position=row.position,
            caption=row.caption,
            file_id=row.file_id,
        )
        for row in known
    )


def _check(command: AddPictures) -> None:
    if command.part not in PARTS:
        raise ValueError(f"the document has no part {command.part}")
    errors: dict[str, FieldError] = {}
    if not FIRST_BE_YEAR <= command.fiscal_year <= LAST_BE_YEAR:
        errors["fiscal_year"] = FieldError("unknown_choice")
    if not command.pictures:
        errors["pictures"] = FieldError("choose")
    if (command.part == CHANNELS) is not bool(command.channel):
        errors["channel"] = FieldError("choose")
    if errors:
        raise Invalid(errors)
    for one in command.pictures:
        _check_caption(_tidy(one.caption))


def _check_caption(caption: str) -> None:
    if len(caption) > LONGEST_CAPTION:
        raise Invalid({"caption": FieldError("too_long", limit=LONGEST_CAPTION, length=len(caption))})


def _tidy(caption: str) -> str:
    return " ".join(clean(caption).split())


def _channel_id(facts: OfficeFacts, command: AddPictures) -> int | None:
    if command.channel is None:
        return None
    channel = facts.channels.code(command.channel)
    if channel is None or channel.parent is not None:
        raise Invalid({"channel": FieldError("unknown_choice")})
    return channel.id


def _put_in(work: Work, command: AddPictures, channel_id: int | None, kinds: Sequence[str]) -> list[int]:
    year = None if channel_id is not None else command.fiscal_year
    first = _next_place(work, year, command.part, channel_id)
    ids = []
    for place, (one, kind) in enumerate(zip(command.pictures, kinds, strict=True), first):
        stored = store_file(work.session, work.office_id, one.file.content, kind, work.now, work.new_id)
        row = EvidencePicture(
            fiscal_year=year,
            part=command.part,
            channel_id=channel_id,
            position=place,
            caption=_tidy(one.caption),
            file_id=stored.id,
            added_at=work.now,
            added_by=work.actor.account_id,
        )
        ids.append(work.add(row).id)
    return ids


def _in_use(reading: Reading, picture_id: int) -> EvidencePicture:
    row = reading.find(EvidencePicture, picture_id)
    if row.ended_at is not None:
        raise NotFound
    return row


def _standing(
    reading: Reading, year: int | None, part: str, channel_id: int | None
) -> Select[tuple[EvidencePicture]]:
    return select(EvidencePicture).where(*_at(reading, year, part, channel_id))


def _next_place(work: Work, year: int | None, part: str, channel_id: int | None) -> int:
    last = work.session.scalar(
        select(func.max(EvidencePicture.position)).where(*_at(work, year, part, channel_id))
    )
    return (last or 0) + 1


def _at(
    reading: Reading, year: int | None, part: str, channel_id: int | None
) -> tuple[ColumnElement[bool], ...]:
    row = EvidencePicture
    return (
        row.office_id == reading.office_id,
        row.fiscal_year.is_(None) if year is None else row.fiscal_year == year,
        row.part == part,
        row.channel_id.is_(None) if channel_id is None else row.channel_id == channel_id,
        row.ended_at.is_(None),
    )
