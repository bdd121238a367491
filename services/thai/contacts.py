"""Read telephone numbers and ID numbers as people write them in Thailand; never refuse what can't be read."""

import re
from dataclasses import dataclass
from typing import Literal

from services.thai.text import arabic_digits, clean, fold_phone

_SEPARATORS = re.compile(r"[,;\n/、]|และ|หรือ|\s{2,}")
_EXTENSION = re.compile(
    r"(?:ต่อ|\bext\b\.?|\bx(?=\s*[0-9])|#)\s*:?\s*([0-9]+(?:\s*[-–]\s*[0-9]+)*)\s*$", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(?:หมายเลข)?(?:โทรศัพท์มือถือ|โทรศัพท์|โทรสาร|โทร|มือถือ|เบอร์โทร|เบอร์|tel|phone|mobile|fax)\s*[.:]*\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\+?[0-9][0-9()\s.\-–]*[0-9]|[0-9]+")
_THAI_PREFIX = re.compile(r"^(?:\+66|0066|66(?=[0-9]{8,9}$))0?")
_SEVERAL_LINES = re.compile(r"(0[2-57][0-9]{7})([0-9])")
_WHOLE = re.compile(r"0[2-57][0-9]{7}|0[689][0-9]{8}|1[0-9]{2,3}|1[89]00[0-9]{6}")


@dataclass(frozen=True, slots=True)
class Phone:
    """Hold one telephone number: digits to dial, what is dialled after, and how it is shown."""

    value: str
    extension: str | None
    display: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class IdCheck:
    """Say whether a 13-digit ID can be right; a wrong one is warned of, not refused."""

    status: Literal["ok", "wrong_length", "wrong_check_digit"]
    formatted: str
    masked: str

    @property
    def ok(self) -> bool:
        return self.status == "ok"


def parse_phones(text: str) -> list[Phone]:
    """Return every number in the text; what has no known shape comes back as typed, marked doubtful."""
    found = (phone for piece in _pieces(arabic_digits(clean(text))) for phone in _read_piece(piece))
    return list(dict.fromkeys(found))


def phone_search_digits(text: str) -> str:
    """Return the digits that search stores and asks for: in local form, with a space between numbers."""
    words: list[str] = []
    for phone in parse_phones(text):
        words += [fold_phone(word) for word in (phone.value, phone.extension or "")]
    return " ".join(word for word in words if word)


def check_thai_id(text: str) -> IdCheck:
    """Check a 13-digit ID by its last digit (modulo 11)."""
    typed = arabic_digits(clean(text)).strip()
    digits = re.sub(r"[\s\-–.]", "", typed)
    if not re.fullmatch(r"[0-9]{13}", digits):
        return IdCheck("wrong_length", typed, mask_id(typed))
    total = sum(int(digit) * weight for digit, weight in zip(digits[:12], range(13, 1, -1), strict=True))
    right = (11 - total % 11) % 10 == int(digits[12])
    return IdCheck("ok" if right else "wrong_check_digit", _id_groups(digits), mask_id(digits))


def mask_id(text: str) -> str:
    """Return the ID with only its last three digits readable; anything of another length is hidden whole."""
    digits = fold_phone(text)
    if len(digits) != 13:
        return "x" * min(len(digits), 13)
    return _id_groups("x" * 10 + digits[10:])


def mask_phone(text: str) -> str:
    """Return the numbers with only their last four digits readable; short numbers are hidden whole."""
    masked: list[str] = []
    for phone in parse_phones(text):
        digits = fold_phone(phone.value)
        shown = digits[-4:] if len(digits) >= 9 else ""
        masked.append("xxx-xxx-" + shown if shown else "x" * max(3, min(len(digits), 8)))
    return ", ".join(masked)


def mask_name(text: str) -> str:
    """Return the name with the first letter of each word: นายสมชาย ใจดี becomes น*** ใจ***."""
    return " ".join(f"{_first_letter(word)}***" for word in clean(text).split())


def _first_letter(word: str) -> str:
    return word[:2] if word[0] in "เแโใไ" else word[:1]


def _id_groups(digits: str) -> str:
    return "-".join((digits[:1], digits[1:5], digits[5:10], digits[10:12], digits[12:]))


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in (part.strip() for part in _SEPARATORS.split(text)):
        words = piece.split(" ")
        # Two whole numbers with a single space between them are two numbers; groups of one number are not.
        if len(words) > 1 and all(_WHOLE.fullmatch(_local(word)) for word in words):
            pieces += words
        elif piece:
            pieces.append(piece)
    return pieces


def _read_piece(piece: str) -> list[Phone]:
    extension = None
    number_text = _LABEL.sub("", piece)
    if match := _EXTENSION.search(number_text):
        extension = re.sub(r"\s", "", match.group(1))
        number_text = number_text[: match.start()]
    found = _NUMBER.search(number_text)
    remark = _NUMBER.sub("", number_text, count=1).strip(" ()+-–.") if found else ""
    numbers = _numbers(found.group()) if found else []
    if not numbers:
        value = fold_phone(number_text) or fold_phone(piece)
        return [Phone(value, extension, piece, doubtful=True)]
    return [Phone(number, extension, piece if remark else _display(number, extension)) for number in numbers]


def _numbers(typed: str) -> list[str]:
    """Return the numbers that one written number stands for: 0-5426-5031-2 is two lines."""
    local = _local(typed)
    if _WHOLE.fullmatch(local):
        return [local]
    if local.startswith("+") and 8 <= len(local) - 1 <= 15:
        return [local]
    if match := _SEVERAL_LINES.fullmatch(local):
        first, last = match.groups()
        if last > first[-1]:
            return [first[:-1] + str(line) for line in range(int(first[-1]), int(last) + 1)]
    return []


def _local(typed: str) -> str:
    bare = re.sub(r"[\s().\-–]", "", typed)
    return _THAI_PREFIX.sub("0", bare)


def _display(number: str, extension: str | None) -> str:
    if number.startswith("+") or len(number) < 9:
        shown = number
    elif len(number) == 9:
        shown = f"{number[0]}-{number[1:5]}-{number[5:]}"
    elif number.startswith("1"):
        shown = f"{number[:4]}-{number[4:7]}-{number[7:]}"
    else:
        shown = f"{number[:3]}-{number[3:6]}-{number[6:]}"
    return f"{shown} ต่อ {extension}" if extension else shown
