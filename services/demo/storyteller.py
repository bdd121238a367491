"""Make up who complains, about what and how, from the texts in resources/demo; the same seed, the same."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.complaints.commands import ComplaintInput, RespondentInput
from services.resources import load_json
from services.thai.dates import Month

SLOT = re.compile(r"\{(\w+)\}")
# Out of a hundred complaints, how many come through each channel; the front desk's own lead.
CHANNEL_WEIGHTS = {
    "walk_in": 27,
    "phone": 22,
    "suggestion_box": 12,
    "social": 11,
    "email": 7,
    "gcc1111": 6,
    "cgd_call_center": 4,
    "website": 4,
    "cgd_complaint_web": 3,
    "mobile_clinic": 2,
    "news": 1,
    "oic_web": 1,
}
KIND_WEIGHTS = {"complaint": 78, "question": 9, "suggestion": 8, "praise": 5}
SUB_CHANNELS = {
    "social": ("line_oa", "line_oa", "facebook", "facebook", "line_finance_supplies_local", "tiktok"),
    "gcc1111": ("gcc_hotline", "gcc_hotline", "gcc_web", "gcc_email"),
    "mobile_clinic": ("mobile_province", "cfo_meets_business"),
}


@dataclass(frozen=True, slots=True)
class Story:
    """Hold one made-up case: what is taken in, and what its handling will find."""

    code: str
    content: ComplaintInput
    source: Mapping[str, Any]
    texts: Mapping[str, str]


class Storyteller:
    """Tell stories, none of them quite alike."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._stories = load_json("demo/stories.json")["stories"]
        self._people = load_json("demo/people.json")
        self._slots = load_json("demo/slots.json")["lists"]
        self._extras = load_json("demo/extras.json")
        self._notes = load_json("demo/notes.json")
        self._told: dict[str, int] = {}

    def tell(self, received_at: datetime, channel: str) -> Story:
        """Return a story that may come through a channel at a moment."""
        source = self._choose(channel)
        values = {name: self._chance.choice(choices) for name, choices in self._slots.items()}
        values["month"] = Month.of(received_at.date()).previous().be_label.rsplit(" ", 1)[0]
        identity = self._identity(source, channel)
        texts = {
            name: _filled(value, values)
            for name, value in source.items()
            if isinstance(value, str) and name not in ("code", "kind", "category", "level", "outcome")
        }
        detail = self._longer(texts["detail"], source, identity, channel, values)
        content = ComplaintInput(
            channel=channel,
            sub_channel=self._sub_channel(channel),
            received_at=received_at,
            identity=identity,
            complainant_kind="" if identity == "none" else source["complainant_kind"],
            group=source["group"] or None,
            subject=texts["subject"],
            detail=detail,
            damage=texts["damage"],
            remedy_wanted=texts["remedy_wanted"],
            respondents=self._respondents(texts),
            kind=source["kind"],
            **self._person(identity, channel, values),
        )
        return Story(source["code"], content, source, texts)

    def note(self, name: str, **values: str) -> str:
        """Return one of the sentences that staff write, filled."""
        return _filled(self._chance.choice(self._notes[name]), values)

    def channel(self) -> str:
        """Return a channel, the usual ones more often."""
        return self._chance.choices(list(CHANNEL_WEIGHTS), list(CHANNEL_WEIGHTS.values()))[0]

    def _choose(self, channel: str) -> Mapping[str, Any]:
        fitting = [story for story in self._stories if channel in story["channels"]]
        kinds = {story["kind"] for story in fitting}
        kind = self._chance.choices(sorted(kinds), [KIND_WEIGHTS[kind] for kind in sorted(kinds)])[0]
        of_kind = [story for story in fitting if story["kind"] == kind]
        # The least told come first, so that no story repeats before the others were told.
        least = min(self._told.get(story["code"], 0) for story in of_kind)
        fresh = [story for story in of_kind if self._told.get(story["code"], 0) <= least + 1]
        weights = [3 if story["category"] in ("service", "payment", "pension") else 1 for story in fresh]
        story: Mapping[str, Any] = self._chance.choices(fresh, weights)[0]
        self._told[story["code"]] = self._told.get(story["code"], 0) + 1
        return story

    def _identity(self, source: Mapping[str, Any], channel: str) -> str:
        if channel == "news":
            return "none"
        allowed: Sequence[str] = source["identities"] or ("named",)
        weights = {"named": 70, "hidden": 30 if source["hidden_likely"] else 8, "anonymous": 15, "none": 1}
        if channel == "suggestion_box":
            weights.update(named=12, anonymous=80)
        return self._chance.choices(allowed, [weights[name] for name in allowed])[0]

    def _sub_channel(self, channel: str) -> str | None:
        choices = SUB_CHANNELS.get(channel)
        return self._chance.choice(choices) if choices else None

    def _person(self, identity: str, channel: str, values: Mapping[str, str]) -> dict[str, Any]:
        if identity in ("anonymous", "none"):
            return {}
        chance, people = self._chance, self._people
        title, name = self._name()
        phone = people["phone_format"].format(
            prefix=chance.choice(people["phone_prefixes"]), four_digits=f"{chance.randrange(10_000):04}"
        )
        address = people["address_format"].format(
            house=chance.choice(people["house_numbers"]),
            moo=chance.choice(people["moo"]),
            village=chance.choice(people["villages"]),
            district=values["district"],
        )
        email = f"demo{chance.randrange(1000, 9999)}@{people['email_domain']}"
        by_mail = channel in ("email", "website", "cgd_complaint_web", "oic_web")
        return {
            "title": title,
            "name": name,
            "phones": "" if by_mail and chance.random() < 0.4 else phone,
            "email": email if by_mail else "",
            "address": address if chance.random() < 0.6 else "",
            "answer_by": "email" if by_mail else chance.choice(("phone", "phone", "letter", "in_person")),
            "callback_wanted": channel == "phone" and chance.random() < 0.4,
        }

    def _name(self) -> tuple[str, str]:
        chance, people = self._chance, self._people
        if chance.random() < 0.04:
            rare = chance.choice(people["titles_rare"])
            if "names_from" in rare:
                return rare["title"], chance.choice(people[rare["names_from"]])
            title, sex = rare["title"], rare["sex"]
        else:
            sex = chance.choice(("male", "female", "female"))
            title = chance.choice(people[f"titles_{sex}"])
        return title, f"{chance.choice(people[f'first_{sex}'])} {chance.choice(people['last'])}"

    @staticmethod
    def _respondents(texts: Mapping[str, str]) -> tuple[RespondentInput, ...]:
        if not texts["respondent_unit"] and not texts["respondent_person"]:
            return ()
        return (RespondentInput(unit=texts["respondent_unit"], person=texts["respondent_person"]),)

    def _longer(
        self,
        detail: str,
        source: Mapping[str, Any],
        identity: str,
        channel: str,
        values: Mapping[str, str],
    ) -> str:
        if source["outcome"] == "insufficient":
            return detail
        lists = ["news"] if channel == "news" else [source["kind"]]
        if (
            channel != "news"
            and source["kind"] == "complaint"
            and source["category"] in ("service", "conduct")
        ):
            lists.append("at_counter")
        if identity in ("named", "hidden"):
            lists.append("person_only")
        more = [
            _filled(self._chance.choice(self._extras[name]), values)
            for name in lists
            if self._chance.random() < 0.6
        ]
        return " ".join([detail, *more])


def _filled(text: str, values: Mapping[str, str]) -> str:
    return SLOT.sub(lambda found: values.get(found[1], found[0]), text)
