"""Keep names out of the reasons that stand on kept papers: those known, and those that a title gives away."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints import CaseEvent
from models.journal import JournalRecord, JournalValues
from models.office import Account
from services.documents.names import BLANK, People, mask_names, names_of, read_people

# A name that nobody entered stands behind a title. The words of posts begin like titles and are none.
_TITLED = re.compile(
    r"(?:นางสาว|น\.\s?ส\.|นาย(?!ก|จ้าง|อำเภอ|ทะเบียน|หน้า|แพทย์|ช่าง|ตรวจ)|นาง(?!พยาบาล)|ด\.\s?[ชญ]\.|พระ(?=ครู|มหา|อธิการ))"
    r"\s*\S+(?:\s+[ก-๙]\S*)?"
)
_NUMBER = re.compile(r"[0-9๐-๙](?:[\s.–-]?[0-9๐-๙]){8,}")
_MAIL = re.compile(r"\S+@\S+")
_CHUNK = 500


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
    """Return the names of the people of cases, former ones too, and of everybody who has an account.

    Whoever worked on the cases is known by the name of then as well.
    """
    accounts = session.scalars(select(Account.display_name).where(Account.office_id == office_id))
    staff = [way for name in {*accounts, *_who_worked(session, office_id, ids)} for way in names_of(name)]
    people = read_people(session, office_id, ids)
    for case, names in _former_names(session, office_id, ids).items():
        people[case] = replace(people[case], respondents=(*people[case].respondents, *names))
    return Masks(people, staff)


def _who_worked(session: Session, office_id: int, ids: Sequence[int]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(ids), _CHUNK):
        found.update(
            session.scalars(
                select(CaseEvent.actor_name)
                .where(
                    CaseEvent.office_id == office_id,
                    CaseEvent.complaint_id.in_(ids[start : start + _CHUNK]),
                )
                .distinct()
            )
        )
    return found


def _former_names(session: Session, office_id: int, ids: Sequence[int]) -> dict[int, list[str]]:
    """Return what the people of cases were called before a correction: the journal alone says it."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for start in range(0, len(ids), _CHUNK):
        corrections = session.execute(
            select(CaseEvent.complaint_id, CaseEvent.id).where(
                CaseEvent.office_id == office_id,
                CaseEvent.complaint_id.in_(ids[start : start + _CHUNK]),
                CaseEvent.kind == "corrected",
                CaseEvent.data.contains('"people"'),
            )
        )
        for case, event in corrections.all():
            values = session.scalar(
                select(JournalValues.values)
                .join(
                    JournalRecord,
                    (JournalRecord.office_id == JournalValues.office_id)
                    & (JournalRecord.id == JournalValues.id),
                )
                .where(
                    JournalRecord.office_id == office_id,
                    JournalRecord.subject_table == "complaint",
                    JournalRecord.subject_id == case,
                    JournalRecord.id > event,
                )
                .order_by(JournalRecord.id)
                .limit(1)
            )
            for value in json.loads(values or "[]"):
                before = value["before"] if value else {}
                for name in (before.get("name"), before.get("person")):
                    found[case] += names_of(name or "")
    return found
