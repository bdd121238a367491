"""Anything that can be typed or pasted, and how a paper is asked whether it says it."""

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from services.documents.typesetting import printable
from services.errors import Invalid
from services.thai.text import arabic_digits
from tests.services.documents.office import PaperOffice
from tests.services.documents.paper_text import pages, squeeze


def fuzzed(share: int) -> Callable[[Any], Any]:
    """Run a part of the profile's examples: each goes through services, paper and back."""
    return settings(
        max_examples=max(4, settings().max_examples // share),
        deadline=None,
        # Making an example smaller takes minutes where each goes through paper; whoever mends it adds it.
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )


# --- what is typed

THAI = "กขฐฏญปฟฬฮนวสอยงเแโใไะาำัิีึืฺุู็่้๊๋์ํ๎ๆฯ๐๑๙ฤๅ"
PIECES = st.sampled_from(
    [
        "ที่", "ท่ี", "น้ำ", "นํ้า", "น้ํา", "นำ้", "เเก้", "ปั่น", "ฐู", "ก็", "สิทธิ์",
        "ก\u0e48\u0e48\u0e48\u0e34\u0e34", "\u0e48", "\u0e4d", "ำ", "\u200b", "\u200d",
        "\ufeff", "\u00ad", "\u2060", "\u202e", "\u202a", "\u2066", "\u2069", "\u200f",
        "\u061c", "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\u2028", "\t", "\r\n", "\n",
        "\n\n\n", " ", "   ", "\u00a0", "\u3000", "😀", "👩‍💻", "🇹🇭", "❤️", "\U0001d573",
        "𠜎", "\U0001f9ff", "\ufffd", "\uffff", "\ud83d", "\udfff", "\uf70a", "العربية",
        "עברית", "漢字", "ລາວ", "한국어", "é", "e\u0301\u0316\u0345", "ß", "İ", "ﬁ", "①",
        "½", "\u0301" * 40, "'", '"', "''; DROP TABLE complaint; --", "<b>", "</para>",
        "<para>&amp;", "&", "&#0;", "]]>", "{", "}", "{}", "{0}", "{name}",
        "{number.__class__}", "%s", "%(x)s", "100%", "\\", "\\n", "$1", "${x}", "../../etc",
        "C:\\", "null", "NaN", "0", "-1", "1/2569", "๑๒๓", "=1+1", "@x", "*", "NEAR(",
        '"x" OR', "_", "ก" * 400, "x" * 400, "1234/5-6." * 40, "(พ.ศ. ๒๕๖๙)",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=8).map("".join),
    st.text(st.sampled_from(THAI + " \n1aA."), max_size=60),
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.tuples(st.sampled_from(["เรื่อง ", "นาง "]), st.lists(PIECES, min_size=1, max_size=4).map("".join)).map(
        "".join
    ),
)


class Office:
    """Hold an office under a short name: an example that fails tells everything it was given."""

    def __init__(self, made: PaperOffice) -> None:
        self._made = made

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)

    def __repr__(self) -> str:
        return "office"


def refusal(act: Callable[[], object]) -> set[str]:
    """Act, and return the fields for which it is refused; none when it is done."""
    try:
        act()
    except Invalid as error:
        return set(error.fields)
    return set()


# --- what is read back on paper

# A mark without a letter before it would be set on the end of whatever stands there.
_THAI_RUN = re.compile("[ก-ะาำเ-ๆ][ก-ฺเ-๎]*")
_PLAIN_RUN = re.compile("[!-~ก-ะาำเ-ๆ๐-๛][!-~ก-ฺเ-๛]*")


def flat(text: str) -> str:
    return arabic_digits(unicodedata.normalize("NFC", squeeze(text)))


def unsaid(paper: bytes, *texts: str) -> list[str]:
    """Return the pieces of texts that a paper does not say; one may run from a page to the next."""
    sheets = [flat(page) for page in pages(paper)]
    whole = "".join(sheets)
    runs = {flat(run) for text in texts for run in _runs(printable(text))}
    return [run for run in runs if run not in whole and not _broken_by_pages(run, sheets)]


def _runs(text: str) -> list[str]:
    # Beside letters that run from right to left, signs and digits change sides and brackets are mirrored.
    mirrored = any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)
    return (_THAI_RUN if mirrored else _PLAIN_RUN).findall(text)


def _broken_by_pages(run: str, sheets: list[str]) -> bool:
    return any(
        run[:cut] in before and run[cut:] in after
        for before, after in pairwise(sheets)
        for cut in range(1, len(run))
    )
