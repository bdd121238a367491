"""Rows of a register book in eight columns: every text its own, or repeated as offices repeat themselves."""

import random
from datetime import datetime, timedelta
from typing import Final

from benchmarks.office import FIRST_DAY, LAST_DAY
from services.demo.storyteller import Story, Storyteller
from services.privacy.masks import mask_person
from services.resources import load_json
from services.thai.dates import fiscal_year, format_short
from services.thai.words import Segmenter

Rows = list[tuple[str, ...]]

HEAD: Final = (
    *("เลขรับ", "วันที่รับ", "ช่องทาง", "หมวด", "เรื่อง", "ผู้ร้องเรียน", "ครบกำหนด"),
    "ผลการดำเนินการ",
)
COLUMNS: Final = (
    1.7,
    2.0,
    3.2,
    2.9,
    6.2,
    2.6,
    2.0,
    5.1,
)  # by weight; together the centimetres of A4 in landscape
SUBJECT: Final = 4
RESULT: Final = 7
KINDS: Final = ("unique", "repeating")


def make_rows(count: int, kind: str, seed: int = 1) -> Rows:
    """Return so many rows; `unique`: no subject or result twice, `repeating`: as the storyteller tells."""
    chance = random.Random(seed)
    channels, categories = _names("channels"), _names("categories")
    teller, others = Storyteller(chance), _OtherWords(chance)
    step = (LAST_DAY - FIRST_DAY) / max(count, 1)
    running: dict[int, int] = {}
    rows: Rows = []
    for number in range(count):
        at = FIRST_DAY + step * number
        story = teller.tell(at, teller.channel())
        year = fiscal_year(at.date())
        running[year] = running.get(year, 0) + 1
        subject, result = story.content.subject, _result(story)
        if kind == "unique":
            others.hear(story.content.detail)
            subject, result = others.tell(subject), others.tell(result)
        rows.append(
            (
                f"{running[year]}/{year}",
                format_short(at.date()),
                channels[story.content.channel],
                categories[story.source["category"]],
                subject,
                mask_person(story.content.title, story.content.name) or "ไม่ระบุชื่อ",
                format_short(_due(at)),
                result,
            )
        )
    return rows


class _OtherWords:
    """Tell a text in words never used in that order, so that neither the text nor its phrases come again."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._segment = Segmenter().segment
        self._heard: list[list[str]] = []
        self._told: set[str] = set()

    def hear(self, story: str) -> None:
        """Take up the words of a story, to go on in."""
        self._heard = [*self._heard[-400:], *map(self._segment, story.split())]

    def tell(self, text: str) -> str:
        """Return a text never told: half of each phrase, then half of one heard before."""
        while True:
            told = " ".join(self._phrase(phrase) for phrase in text.split())
            if told not in self._told:
                self._told.add(told)
                return told
            text = f"{text} {''.join(self._chance.choice(self._heard))}"

    def _phrase(self, phrase: str) -> str:
        words, others = self._segment(phrase), self._chance.choice(self._heard)
        cut = self._chance.randint(1, len(words))
        return "".join([*words[:cut], *others[self._chance.randrange(len(others)) :]])


def _names(name: str) -> dict[str, str]:
    return {entry["code"]: entry["name"] for entry in load_json(f"office/{name}.json")[name]}


def _result(story: Story) -> str:
    return story.texts["corrective_action"] or story.texts["findings"] or "อยู่ระหว่างดำเนินการ"


def _due(at: datetime) -> datetime:
    return at + timedelta(days=15)
