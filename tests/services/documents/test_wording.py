"""The words of papers: found, filled, in the right digits."""

import json
import re

import pytest

from services.documents.catalogue import CATALOGUE
from services.documents.wording import PaperWords
from services.resources import ROOT

FILES = ("annex", "history")


def test_the_offices_own_text_goes_before_the_default():
    words = PaperWords({"receipt.title": "ใบรับ {ไม่รู้จัก}"}, "arabic", "receipt")
    assert words("title") == "ใบรับ {ไม่รู้จัก}"
    assert PaperWords({"receipt.title": "  "}, "arabic", "receipt")("title") == "ใบรับเรื่องร้องเรียน"


def test_digits_turn_but_words_in_latin_letters_keep_theirs():
    words = PaperWords({}, "thai", "receipt")
    assert words.in_digits("โทร. 1669 หรือ contact_1111@gcc.go.th วันที่ 2") == (
        "โทร. ๑๖๖๙ หรือ contact_1111@gcc.go.th วันที่ ๒"
    )
    assert words.number(-1234) == "−๑,๒๓๔"


def test_a_text_that_is_nowhere_is_our_mistake():
    with pytest.raises(KeyError):
        PaperWords({}, "thai", "receipt")("no_such_text")


@pytest.mark.parametrize("name", FILES)
def test_fields_of_the_papers_own_words_are_those_declared(name):
    data = json.loads((ROOT / "documents" / f"{name}.json").read_text(encoding="utf-8"))
    used = {field for text in data["texts"].values() for field in re.findall(r"\{(\w+)\}", text)}
    assert used == set(data["fields"])


def test_the_catalogue_names_each_paper_once():
    assert len({kind.code for kind in CATALOGUE}) == len(CATALOGUE)
    assert len({kind.title for kind in CATALOGUE}) == len(CATALOGUE)
