"""The office's own words: names of its people and places, which no dictionary has and no line may cut."""

import re
from collections.abc import Sequence
from functools import lru_cache

from services.office.codes import choices
from services.office.facts import OfficeFacts
from services.thai.words import Segmenter

_THAI_WORD = re.compile("[ก-ฮเ-ไ][ก-ฮะ-ฺเ-์]{2,24}")

_PLACE = re.compile("^(?:จังหวัด|อำเภอ|เขต|ตำบล|แขวง|ถนน|ซอย)")


def own_words(facts: OfficeFacts, *names: str) -> Segmenter:
    """Return a segmenter that knows the office's head and address, and the people named on a paper."""
    profile = facts.profile
    address = (
        profile.address_street,
        profile.address_subdistrict,
        profile.address_district,
        profile.address_province,
    )
    places = [_PLACE.sub("", place) for part in address for place in _THAI_WORD.findall(part)]
    return words_of(profile.head_name, *names, places=places)


def words_of(*names: str, places: Sequence[str] = ()) -> Segmenter:
    """Return a segmenter for which each part of a person's name is a word, with its title and without.

    What begins with no title, such as an agency written to, is left to the dictionary.
    """
    return _knowing(frozenset(places).union(*map(_parts, names)))


def _parts(name: str) -> set[str]:
    titles = [title for _code, title in choices("titles") if title and name.startswith(title)]
    if not titles:
        return set()
    bare = name.removeprefix(max(titles, key=len))
    return {*_THAI_WORD.findall(name), *_THAI_WORD.findall(bare)}


# Few are kept: papers of one day name the same people.
@lru_cache(maxsize=16)
def _knowing(words: frozenset[str]) -> Segmenter:
    return Segmenter(extra_words=sorted(words))
