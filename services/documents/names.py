"""Keep people's names off papers that others will read."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints import Complainant, Respondent
from services.office.codes import choices
from services.thai.text import fold

BLANK = "(ไม่ระบุชื่อ)"
_CHUNK = 500
_NUMBER_DIGITS = 9  # a telephone number with its area; what is shorter may be any number
_BETWEEN = r"[\s.()–-]{0,2}"  # the digits of a number as people type them
_LEAST_LETTERS = 2  # a single letter is no name: it would blank half a sentence
_CLEAR_LETTERS = 4  # a shorter first name or surname is blanked only behind a title: it may be any word
# Where a person was entered by what they do, the words of the post are no name.
_POSTS = ("เจ้าหน้าที่", "พนักงาน", "หัวหน้า", "ผู้", "ฝ่าย", "กลุ่ม", "งาน", "แผนก", "ชื่อ", "คลัง", "จังหวัด")


@dataclass(frozen=True, slots=True)
class People:
    """Hold how the people of one case are named anywhere: what must not appear."""

    complainant: tuple[str, ...] = ()
    respondents: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Return every name of the case."""
        return self.complainant + self.respondents


def read_people(session: Session, office_id: int, complaint_ids: Sequence[int]) -> dict[int, People]:
    """Return the names known of each case."""
    complainants: dict[int, tuple[str, ...]] = {}
    respondents: dict[int, tuple[str, ...]] = {}
    for start in range(0, len(complaint_ids), _CHUNK):
        some = complaint_ids[start : start + _CHUNK]
        for row in session.scalars(
            select(Complainant).where(Complainant.office_id == office_id, Complainant.id.in_(some))
        ):
            complainants[row.id] = complainant_names(row)
        people = select(Respondent.complaint_id, Respondent.person).where(
            Respondent.office_id == office_id, Respondent.complaint_id.in_(some)
        )
        for complaint_id, person in session.execute(people):
            respondents[complaint_id] = (*respondents.get(complaint_id, ()), *names_of(person))
    return {
        complaint_id: People(complainants.get(complaint_id, ()), respondents.get(complaint_id, ()))
        for complaint_id in complaint_ids
    }


def complainant_names(row: Complainant) -> tuple[str, ...]:
    """Return every way in which a complainant may stand in a text: by name, number or address."""
    return (*names_of(row.name, row.title), *_contacts(row))


def names_of(name: str, title: str = "") -> tuple[str, ...]:
    """Return the ways a person's name is written: whole, without its title, first name, surname."""
    name = " ".join(name.split())
    if not name:
        return ()
    bare = _without_title(name)
    parts = [part for part in bare.split(" ") if not part.startswith(_POSTS)] if " " in bare else []
    found = [f"{title}{name}", name, bare, *parts]
    return tuple(dict.fromkeys(text for text in found if _letters(text) >= _LEAST_LETTERS))


def same_person(typed: str, name: str) -> bool:
    """Tell whether two names may be one person's: the same words, whatever title stands before them."""
    first, second = (_compact(_without_title(" ".join(text.split()))) for text in (typed, name))
    return bool(first) and first == second


def mask_names(text: str, names: Iterable[str], blank: str = BLANK) -> str:
    """Blank every name in a text, the longest first, with the titles that stand before them."""
    compact = _compact(text)
    wanted = sorted({name for name in names if _compact(name) in compact}, key=len, reverse=True)
    if not wanted:
        return text
    titles = f"(?:{'|'.join(re.escape(title) for title in _titles())})"
    clear = [_spaced(name) for name in wanted if len(_compact(name)) >= _CLEAR_LETTERS]
    short = [_spaced(name) for name in wanted if len(_compact(name)) < _CLEAR_LETTERS]
    ways = [f"(?:{titles}\\s*)?(?:{'|'.join(clear)})"] if clear else []
    ways += [f"{titles}\\s*(?:{'|'.join(short)})"] if short else []
    masked = re.sub("|".join(ways), blank, text, flags=re.IGNORECASE)
    return re.sub(f"{re.escape(blank)}(?:\\s*{re.escape(blank)})+", blank, masked)


def mask_numbers(text: str, row: Complainant, blank: str = BLANK) -> str:
    """Blank the complainant's own telephone and ID numbers in a text, in whatever way they are written."""
    ways = []
    for number in (row.national_id, *re.split(r"[,;\n]", row.phones)):
        digits = re.sub(r"\D", "", fold(number))
        if len(digits) < _NUMBER_DIGITS:
            continue
        first, *rest = (f"[{digit}{chr(ord('๐') + int(digit))}]" for digit in digits)
        start = rf"(?:{first}|(?:\+|00)?66{_BETWEEN})" if digits.startswith("0") else first
        ways.append(_BETWEEN.join((start, *rest)))
    return re.sub("|".join(ways), blank, text) if ways else text


def starts_story(subject: str, detail: str) -> bool:
    """Say whether a subject is only the beginning of the story, as when the desk typed none."""
    return detail.startswith(subject.removesuffix("…"))


def _contacts(row: Complainant) -> list[str]:
    known = (row.national_id, *re.split(r"[,;\n]", row.phones), row.email, row.line_id, row.address)
    return [text.strip() for text in known if len(text.strip()) >= _CLEAR_LETTERS]


def _without_title(name: str) -> str:
    for title in _titles():
        if name.startswith(title) and _letters(name[len(title) :]) >= _LEAST_LETTERS:
            return name[len(title) :].strip()
    return name


@cache
def _titles() -> list[str]:
    return sorted((name for _code, name in choices("titles")), key=len, reverse=True)


def _compact(text: str) -> str:
    return "".join(text.split()).casefold()


def _spaced(name: str) -> str:
    return r"\s*".join(re.escape(part) for part in name.split())


def _letters(text: str) -> int:
    return len(_compact(text))
