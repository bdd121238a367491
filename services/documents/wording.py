"""The words of papers: defaults in resources/documents, the office's own in the database."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from services.documents.typesetting import Digits, in_digits
from services.resources import load_json
from services.thai.dates import bangkok_date, format_full, format_long, format_short, format_time

_SLOT = re.compile(r"\{(\w+)\}")
# Addresses, file names and product names keep the digits they were written with.
_LATIN_WORD = re.compile(r"[!-~]*[A-Za-z][!-~]*")


class PaperWords:
    """Give one paper's texts, filled in and in the digits the office wants.

    files are the papers' files under resources/documents, looked through in their order and then in
    `common`. An office's own text has the name "<file>.<key>". Its braces need not be right: a field
    that isn't known stays as it was typed, so that a slip in Settings never stops a paper.
    """

    def __init__(self, overrides: Mapping[str, str], digits: str, *files: str) -> None:
        self._overrides = overrides
        self._files = (*files, "common")
        self.digits: Digits = "thai" if digits == "thai" else "arabic"

    def __call__(self, key: str, **fields: object) -> str:
        """Return a text with its fields filled in."""
        filled = _SLOT.sub(lambda slot: str(fields.get(slot[1], slot[0])), self._template(key))
        return self.in_digits(filled)

    def within(self, *files: str) -> "PaperWords":
        """Return the words of other files, in the same digits."""
        return PaperWords(self._overrides, self.digits, *files)

    def in_digits(self, text: str) -> str:
        """Return a text in the paper's digits, words in Latin letters left alone."""
        parts: list[str] = []
        end = 0
        for latin in _LATIN_WORD.finditer(text):
            parts += (in_digits(text[end : latin.start()], self.digits), latin[0])
            end = latin.end()
        return "".join((*parts, in_digits(text[end:], self.digits)))

    def long_date(self, day: date) -> str:
        """Return '23 พฤศจิกายน 2569'."""
        return in_digits(format_long(day), self.digits)

    def short_date(self, day: date | None) -> str:
        """Return '23 พ.ย. 2569', or nothing."""
        return in_digits(format_short(day), self.digits) if day else ""

    def moment(self, moment: datetime) -> str:
        """Return 'วันจันทร์ที่ 23 พฤศจิกายน 2569 เวลา 10.35 น.'."""
        day = format_full(bangkok_date(moment))
        return in_digits(f"{day} เวลา {format_time(moment)}", self.digits)

    def short_moment(self, moment: datetime) -> str:
        """Return '23 พ.ย. 2569 10.35 น.'."""
        return in_digits(f"{format_short(bangkok_date(moment))} {format_time(moment)}", self.digits)

    def number(self, value: int) -> str:
        """Return a whole number, thousands separated, with a true minus sign."""
        return in_digits(f"{value:,}".replace("-", "−"), self.digits)

    def phones(self, numbers: tuple[str, ...]) -> str:
        """Return telephone numbers as papers write them: 0 5426 5031, 0 5426 5032."""
        return in_digits(", ".join(number.replace("-", " ") for number in numbers), self.digits)

    def _template(self, key: str) -> str:
        for file in self._files:
            own = self._overrides.get(f"{file}.{key}")
            if own is not None and own.strip():
                return own
            text = load_json(f"documents/{file}.json")["texts"].get(key)
            if text is not None:
                return str(text)
        raise KeyError(key)
