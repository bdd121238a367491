"""The pictures that an office supplies for its papers: its emblem, never shipped with the program."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError
from sqlalchemy import select

from models.casework import OfficePicture
from models.files import read_chunks, store_file
from services.complaints.commands import AttachmentInput
from services.errors import DomainError
from services.file_types import media_type
from services.permissions import ADMINISTRATORS, ALL, SUPERVISORS, Actor, use_case
from services.unit_of_work import Units

READ_PICTURE = use_case("office.read_picture", ALL, writes=False)
SET_PICTURE = use_case(
    "office.set_picture", ADMINISTRATORS | SUPERVISORS, changes=("office_picture", "stored_file")
)
REMOVE_PICTURE = use_case("office.remove_picture", ADMINISTRATORS | SUPERVISORS, changes=("office_picture",))

NAMES = ("emblem",)
LARGEST_MB = 3
LARGEST_SIDE = 6_000
_TYPES = {"image/png": "PNG", "image/jpeg": "JPEG"}
NOT_A_PICTURE = (
    *(UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning),
)


class OfficePictures:
    """Keep the office's pictures."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def read_office_picture(self, actor: Actor, name: str) -> bytes | None:
        """Return a picture, None where the office put none in."""
        with self._units.read(actor, READ_PICTURE) as reading:
            file_id = reading.session.scalar(
                select(OfficePicture.file_id).where(
                    OfficePicture.office_id == reading.office_id, OfficePicture.name == name
                )
            )
            return b"".join(read_chunks(reading.session, reading.office_id, file_id)) if file_id else None

    def set_office_picture(self, actor: Actor, name: str, file: AttachmentInput, command_id: str) -> None:
        """Put a picture in, in place of the one before; papers already made keep theirs."""
        if name not in NAMES:
            raise ValueError(f"no picture is called {name}")
        kind = check_picture(file)
        with self._units.write(actor, SET_PICTURE, command_id) as work:
            if work.repeated is not None:
                return
            stored = store_file(work.session, work.office_id, file.content, kind, work.now, work.new_id)
            row = work.session.scalar(
                select(OfficePicture).where(
                    OfficePicture.office_id == work.office_id, OfficePicture.name == name
                )
            )
            values = {"file_id": stored.id, "added_at": work.now, "added_by": work.actor.account_id}
            if row is None:
                row = work.add(OfficePicture(name=name, **values))
            for column, value in values.items():
                setattr(row, column, value)
            work.about("office_picture", row.id, name=name)
            work.commit()

    def remove_office_picture(self, actor: Actor, name: str, command_id: str) -> None:
        """Take a picture out: its place on papers stays empty."""
        with self._units.write(actor, REMOVE_PICTURE, command_id) as work:
            if work.repeated is not None:
                return
            row = work.session.scalar(
                select(OfficePicture).where(
                    OfficePicture.office_id == work.office_id, OfficePicture.name == name
                )
            )
            if row is not None:
                work.session.delete(row)
            work.about("office_picture", None, name=name)
            work.commit()


def check_picture(
    file: AttachmentInput, largest_mb: int = LARGEST_MB, largest_side: int = LARGEST_SIDE
) -> str:
    """Return a picture's type read from its content; refuse what is none, whatever it is called."""
    if not file.content:
        raise DomainError("file.empty", name=file.name)
    if len(file.content) > largest_mb * 1024 * 1024:
        raise DomainError("file.too_large", name=file.name, limit_mb=largest_mb)
    kind = media_type(file.content)
    if kind not in _TYPES:
        raise DomainError("picture.none", name=file.name)
    try:
        with Image.open(BytesIO(file.content), formats=[_TYPES[kind]]) as picture:
            if max(picture.size) > largest_side:
                raise DomainError("picture.too_wide", name=file.name, limit=largest_side)
            picture.load()
    except NOT_A_PICTURE as error:
        raise DomainError("picture.none", name=file.name) from error
    return kind
