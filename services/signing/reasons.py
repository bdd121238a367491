"""Keep names out of the reasons that stand on kept papers: those known, and those that a title gives away."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.office import Account
from services.documents.names import BLANK, People, mask_names, names_of, read_people

# A name that nobody entered stands behind a title. The words of posts begin like titles and are none.
_TITLED = re.compile(
    r"(?:นางสาว|น\.\s?ส\.|นาย(?!ก|จ้าง|อำเภอ|ทะเบียน|หน้า|แพทย์|ช่าง|ตรวจ)|นาง(?!พยาบาล)|ด\.\s?[ชญ]\.|พระ(?=ครู|มหา|อธิการ))"
    r"\s*\S+(?:\s+[ก-๙]\S*)?"
)
_NUMBER = re.compile(r"[0-9๐-๙](?:[\s.–-]?[0-9๐-๙]){8,}")
_MAIL = re.compile(r"\S+@\S+")


@dataclass(frozen=True, slots=True)
class Masks:
    """Hold whose names may not stand in the reasons of each case."""

    people: Mapping[int, People]
    staff: Sequence[str]

    def cover(self, complaint_id: int, text: str) -> str:
        """Return a reason in one line, without names, telephone numbers and addresses of mail."""
        said = mask_names(" ".join(text.split()), (*self.people[complaint_id].all, *self.staff))
        for known in (_TITLED, _NUMBER, _MAIL):
            said = known.sub(BLANK, said)
        return re.sub(rf"{re.escape(BLANK)}(?:\s*{re.escape(BLANK)})+", BLANK, said)


def read_masks(session: Session, office_id: int, ids: Sequence[int]) -> Masks:
    """Return the names of the people of cases, and of everybody who has an account."""
    accounts = session.scalars(select(Account.display_name).where(Account.office_id == office_id))
    staff = [way for name in accounts for way in names_of(name)]
    return Masks(read_people(session, office_id, ids), staff)
