"""Marks: the short words by which a case is found again when somebody tells of the same thing.

A telephone number, an ID number, the parts of a name without what is often spelt otherwise, the words of
the story, and three words in a row. They stand in an index (models/similar_index.py) that only ever says
which cases to look at; what is shown is compared with the cases themselves.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from zlib import crc32

from models.complaints import Complainant, Complaint
from services.documents.names import People, complainant_names
from services.office.codes import choices
from services.privacy.masks import mask_text
from services.thai.contacts import parse_phones
from services.thai.text import fold, fold_phone
from services.thai.words import segment

LONGEST_STORY = 6_000  # of what is kept; a paste of a whole book is known by its beginning
IN_A_ROW = 3
CONFIDENTIAL = "c"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LENGTH = 5  # 36 ** 5 marks: two of a hundred thousand words seldom share one, and nothing rests on it
_WORD = re.compile("[ก-ฮa-z0-9]")
_CONTACT = re.compile("[0-9]{9,}")  # telephone and ID numbers in a story are no words of it
_NOT_HEARD = re.compile("[่-๋์็ํ๎\u0e3aๆฯ.\\-'\"()]")
_HEARD_ALIKE = str.maketrans("ณศษฎฏฐฑฒธฌญฬฆภใูีืฃฅ", "นสสดตถทททชยลคพไุิึขค")
_SHORT_TITLES = ("น.ส.", "ด.ช.", "ด.ญ.", "ว่าที่ ร.ต.")
_TWICE = re.compile(r"(.)\1")


@dataclass(frozen=True, slots=True)
class StoryMarks:
    """Hold the marks of a story: its words, and words in a row, each in the order first told."""

    words: tuple[str, ...]
    rows: tuple[str, ...]


def compose_marks(complaint: Complaint, complainant: Complainant | None) -> str:
    """Return a case's marks from its rows.

    Of whoever is not named in clear there is none of the person, nor of what the story tells of the person.
    What a confidential case tells stands apart: how common a word is must not depend on it.
    """
    story = f"{complaint.subject}\n{complaint.detail}"[:LONGEST_STORY]
    found: set[str] = set()
    if complainant is not None and complaint.identity == "named":
        found |= {*phone_marks(complainant.phones), *id_marks(complainant.national_id)}
        found |= {*name_marks(complainant.name)}
    elif complainant is not None:
        story = mask_text(story, People(complainant_names(complainant)))
    told = story_marks(story)
    return " ".join(sorted({*found, *set_apart((*told.words, *told.rows), complaint.confidential)}))


def set_apart(marks: Sequence[str], confidential: bool) -> list[str]:
    """Return the marks of stories as confidential cases have them, or as all others do."""
    return [f"{CONFIDENTIAL}{mark}" for mark in marks] if confidential else list(marks)


def story_marks(text: str) -> StoryMarks:
    """Return the marks of a story; of words in a row every second, chosen by what they say."""
    words = [word for word in segment(fold(text)) if len(word) > 1 and _WORD.search(word)]
    words = [word for word in words if not _CONTACT.search(fold_phone(word))]
    rows = (crc32(" ".join(words[at : at + IN_A_ROW]).encode()) for at in range(len(words) - IN_A_ROW + 1))
    singles = dict.fromkeys(_mark(crc32(word.encode())) for word in words if _is_telling(word))
    return StoryMarks(tuple(singles), tuple(dict.fromkeys(_mark(row) for row in rows if row & 256)))


def _is_telling(word: str) -> bool:
    # ที่ ไม่ ให้ และ: what joins words in Thai is short.
    return len(word) > 3 or word.isascii()


def phone_marks(phones: str) -> tuple[str, ...]:
    """Return a mark for each whole telephone number, whatever way it is written."""
    numbers = (fold_phone(phone.value) for phone in parse_phones(phones))
    return tuple(dict.fromkeys(f"p{number}" for number in numbers if len(number) >= 9))


def id_marks(national_id: str) -> tuple[str, ...]:
    """Return the mark of a whole ID number."""
    digits = fold_phone(national_id)
    return (f"i{digits}",) if len(digits) == 13 else ()


def name_marks(name: str) -> tuple[str, ...]:
    """Return a mark for each part of a name, its title left out."""
    return tuple(dict.fromkeys(f"n{_mark(crc32(part.encode()))}" for part in name_parts(name)))


def name_parts(name: str) -> tuple[str, ...]:
    """Return the parts of a name as they sound: without title, tones and letters spelt two ways."""
    parts = (_sound(part) for part in without_title(fold(name)).split())
    return tuple(part for part in parts if len(part) > 1)


def without_title(name: str) -> str:
    """Return a folded name without the titles it begins with."""
    for title in _titles():
        rest = name.removeprefix(title).strip()
        if rest != name and len(rest) > 1:
            return rest
    return name


def closeness_of_names(one: str, other: str) -> float:
    """Return how likely two names are one person's: 1 for the same, 0 for others."""
    return closeness_to(one)(other)


def closeness_to(one: str) -> Callable[[str], float]:
    """Return what says how likely a name is the same person's as one, which is read once."""
    first, parts = without_title(fold(one)), name_parts(one)
    heard = "".join(parts)

    def closeness(other: str) -> float:
        if first == without_title(fold(other)):
            return 1.0
        others = name_parts(other)
        if min(len(parts), len(others)) < 2:
            return 0.0  # a first name alone says nothing when it is not the same
        also = "".join(others)
        if heard == also:
            return 0.95
        shorter = min(len(heard), len(also))
        allowed = 2 if shorter >= 14 else 1
        slips = _slips(heard, also, allowed) if shorter >= 6 else allowed + 1
        return 0.0 if slips > allowed else 0.95 - 0.08 * slips

    return closeness


def _sound(part: str) -> str:
    heard = _NOT_HEARD.sub("", part).replace("รร", "ั").replace("ำ", "ัม").translate(_HEARD_ALIKE)
    return _TWICE.sub(r"\1", heard)


def _slips(one: str, other: str, most: int) -> int:
    """Return how many letters are typed otherwise, left out, added or changed places with the next."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        now = [i]
        for j, against in enumerate(other, 1):
            cost = min(last[j] + 1, now[-1] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        if min(now) > most and min(last) > most:
            return most + 1  # it only gets more from here
        before, last = last, now
    return last[-1]


def _mark(number: int) -> str:
    found = ""
    for _place in range(_LENGTH):
        number, digit = divmod(number, 36)
        found += _DIGITS[digit]
    return found


@cache
def _titles() -> tuple[str, ...]:
    names = (*(name for _code, name in choices("titles")), *_SHORT_TITLES)
    return tuple(sorted((fold(name) for name in names), key=len, reverse=True))
