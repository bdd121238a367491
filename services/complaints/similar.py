"""Suggest earlier cases while a complaint is typed: the same person, or the same story."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from math import fsum
from typing import Any

from sqlalchemy import and_, select

from models.complaints import Complainant, Complaint, Respondent
from models.similar_index import count_entries, marks_of, newest_with, these, with_most_of
from services.complaints.hidden import record_look
from services.complaints.similar_hidden import find_hidden
from services.complaints.similar_marks import (
    StoryMarks,
    closeness_to,
    id_marks,
    name_marks,
    phone_marks,
    set_apart,
    story_marks,
)
from services.complaints.visibility import find_visible, visible_to
from services.documents.names import read_people
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import HANDLERS, Actor, use_case
from services.privacy.masks import mask_text
from services.thai.dates import bangkok_date
from services.unit_of_work import Reading, Units

SUGGEST_SIMILAR = use_case("complaints.suggest_similar", HANDLERS, writes=False)

SHOWN = 5
OF_ONE_PERSON = 3  # where other cases tell the same story, a regular caller's leave room for them
LOOKED_AT = 1_500  # letters of a story that is being typed
COMMON = 150  # cases: what more of them tell says little, and takes long to count
RAREST = 12
COMMON_TRIED = 4
COMPARED = 60
TURNS = 4
OF_RETELLING = 24
OF_ONE_NUMBER = 100
OF_ONE_NAME = 300
OF_ONE_PART = 150
LEAST_WORDS = 3
LEAST_CLOSENESS = 0.35
OF_UNKNOWN = 0.3
_SHOWN = select(
    *(Complaint.id, Complaint.register_key, Complaint.number, Complaint.received_at),
    *(Complaint.subject, Complaint.status),
)
WHYS = ("same_id", "same_phone", "same_name", "similar_text")


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarQuery:
    """Hold what is typed so far; exclude_id is a case not to suggest."""

    phones: str = ""
    national_id: str = ""
    name: str = ""
    subject: str = ""
    detail: str = ""
    exclude_id: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Hold one earlier case as lists show it. why is the strongest of WHYS that holds, also the others.

    closeness is 1 for the same person or every telling word, 0 for nothing in common. hidden says that the
    person asked to stay hidden, and was found by who may reveal it.
    """

    complaint_id: int
    number: str
    received_on: date
    subject: str
    status: str
    why: str
    closeness: float
    also: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def same_person(self) -> bool:
        """Tell whether who complains seems to be the same."""
        return self.why != "similar_text"

    @property
    def fills(self) -> bool:
        """Tell whether the form may be filled with who complained then."""
        return self.same_person and not self.hidden


class Similar:
    """Look for cases that are like what is being typed; nothing is ever merged by it."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def suggest(self, actor: Actor, query: SimilarQuery) -> tuple[Suggestion, ...]:
        """Return the few cases most like what is typed, the likeliest first.

        Who may reveal a name is also shown cases whose complainant asked to stay hidden, which is a look.
        """
        with self._units.read(actor, SUGGEST_SIMILAR) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            hidden = find_hidden(reading, facts, query.phones, query.national_id, query.name)
            shown = _suggest(reading, facts, query, hidden)
        shown = tuple(replace(one, hidden=one.complaint_id in hidden) for one in shown)
        record_look(self._units, actor, [one.complaint_id for one in shown if one.hidden])
        return shown

    def suggest_for_case(self, actor: Actor, complaint_id: int) -> tuple[Suggestion, ...]:
        """Return the cases most like one that is registered; of a hidden complainant nothing is asked."""
        with self._units.read(actor, SUGGEST_SIMILAR) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            complaint = find_visible(reading.session, reading.actor, facts, complaint_id)
            query = SimilarQuery(subject=complaint.subject, detail=complaint.detail, exclude_id=complaint.id)
            person = reading.session.get(Complainant, (complaint.office_id, complaint.id))
            if complaint.identity == "named" and person is not None:
                query = replace(query, phones=person.phones, national_id=person.national_id, name=person.name)
            # To open a page is to look for nobody: who is hidden elsewhere is found by typing alone.
            return _suggest(reading, facts, query, {})


def _suggest(
    reading: Reading, facts: OfficeFacts, query: SimilarQuery, hidden: Mapping[int, str]
) -> tuple[Suggestion, ...]:
    search = _Search(reading, facts, query)
    search.look_for_person()
    for complaint_id, why in hidden.items():
        search.note(complaint_id, why, 1.0)
    search.look_for_story()
    return search.best()


class _Search:
    """Gather what speaks for each case, inside one look."""

    def __init__(self, reading: Reading, facts: OfficeFacts, query: SimilarQuery) -> None:
        self._reading, self._query = reading, query
        self._session = reading.session
        self._open = and_(
            visible_to(reading.actor, facts.settings),
            Complaint.status != "voided",
            Complaint.anonymised_at.is_(None),
            Complaint.id != (query.exclude_id or 0),
        )
        self._found: dict[int, dict[str, float]] = {}
        self._cases: dict[int, Any] = {}

    def note(self, complaint_id: int, why: str, closeness: float) -> None:
        """Note that something speaks for a case."""
        reasons = self._found.setdefault(complaint_id, {})
        reasons[why] = max(reasons.get(why, 0.0), closeness)

    def look_for_person(self) -> None:
        """Look for cases of the same ID, telephone number or name."""
        by_number = {
            why: [self._newest(mark, OF_ONE_NUMBER) for mark in marks[:4]]
            for why, marks in (
                ("same_id", id_marks(self._query.national_id)),
                ("same_phone", phone_marks(self._query.phones)),
            )
        }
        marks = name_marks(self._query.name)
        of_name = self._newest(" ".join(marks), OF_ONE_NAME) if marks else []
        numbers = chain.from_iterable(chain.from_iterable(by_number.values()))
        visible = self._named_in({*of_name, *numbers})
        for why, found in by_number.items():
            for keys in found:
                for key in [key for key in keys if key in visible][:SHOWN]:
                    self.note(visible[key][0], why, 1.0)
        if not marks:
            return
        close = closeness_to(self._query.name)
        alike = self._note_names(close, [visible[key] for key in of_name if key in visible])
        if len(marks) > 1 and alike < OF_ONE_PERSON:
            # One part is typed otherwise: whoever has another of the parts is compared letter by letter.
            some = {key for mark in marks[:3] for key in self._newest(mark, OF_ONE_PART)}
            self._note_names(close, self._named_in(some - {*of_name}).values())

    def _note_names(self, close: Callable[[str], float], cases: Iterable[tuple[int, str]]) -> int:
        known: dict[str, float] = {}
        noted = 0
        for complaint_id, name in cases:
            if name not in known:
                known[name] = close(name)
            if known[name]:
                self.note(complaint_id, "same_name", known[name])
                noted += 1
        return noted

    def look_for_story(self) -> None:
        """Look for cases that tell the same, by the words that fewest cases tell.

        How common a word is depends on no case that is confidential or complains about who asks.
        """
        told = story_marks(f"{self._query.subject}\n{self._query.detail}"[:LOOKED_AT])
        if len(told.words) < LEAST_WORDS:
            return
        counts = count_entries(
            self._session, (*told.words, *told.rows), COMMON, but_for=self._about_the_actor()
        )
        weights = _weights(told, counts)
        self._compare(self._likely(told, counts), weights)
        # Confidential cases tell it in marks of their own, counted apart.
        seldom = [mark for mark, count in counts.items() if count < COMMON]
        apart = count_entries(self._session, set_apart(seldom, confidential=True), COMMON)
        if rare := _rarest(apart):
            found = with_most_of(self._session, rare, COMPARED * TURNS)
            of_those = zip(set_apart(list(weights), confidential=True), weights.values(), strict=True)
            self._compare(found, dict(of_those))

    def _about_the_actor(self) -> list[int]:
        of_case = and_(Respondent.office_id == Complaint.office_id, Respondent.complaint_id == Complaint.id)
        query = select(Complaint.register_key).join(Respondent, of_case)
        actor = self._reading.actor
        query = query.where(
            Respondent.office_id == actor.office_id, Respondent.account_id == actor.account_id
        )
        return list(self._session.scalars(query))

    def _likely(self, told: StoryMarks, counts: Mapping[str, int]) -> list[int]:
        """Return the entries with most of the rarest marks; of as many the newer, as what comes twice is."""
        rare = _rarest(counts)
        likely = with_most_of(self._session, rare, COMPARED * TURNS)
        if len(rare) >= COMMON_TRIED:
            return likely
        common = [mark for mark in told.rows if counts[mark] >= COMMON][:COMMON_TRIED]
        found = Counter(key for mark in common for key in self._newest(mark, COMMON))
        found.update(likely)
        most = sorted(found, key=lambda key: (found[key], key), reverse=True)
        # Where nothing is rare, the same words once more are found by having them all.
        known = [] if rare else [mark for mark in (*told.rows, *told.words) if counts[mark]]
        again = self._newest(" ".join(known[:OF_RETELLING]), SHOWN) if known else []
        return list(dict.fromkeys((*again, *likely, *most)))

    def _compare(self, likely: Sequence[int], weights: Mapping[str, float]) -> None:
        """Compare entries by all their marks, the likeliest first, until enough to be shown are close."""
        whole, asked = fsum(weights.values()), set(weights)
        shown = 0
        for start in range(0, min(len(likely), COMPARED * TURNS), COMPARED):
            closest = {
                key: fsum(weights[mark] for mark in asked.intersection(marks)) / whole
                for key, marks in marks_of(self._session, likely[start : start + COMPARED])
            }
            closest = {key: value for key, value in closest.items() if value >= LEAST_CLOSENESS}
            for case in self._read(Complaint.register_key, closest):
                self.note(case.id, "similar_text", closest[case.register_key])
                shown += 1
            if shown >= SHOWN:  # Else what may not be seen stood before what may.
                return

    def _read(self, column: Any, keys: Collection[int]) -> list[Any]:
        """Read what is shown of those cases that may be seen."""
        if not keys:
            return []
        found = self._session.execute(_SHOWN.where(self._open, column.in_(these(keys)))).all()
        self._cases |= {case.id: case for case in found}
        return list(found)

    def _named_in(self, keys: Iterable[int]) -> dict[int, tuple[int, str]]:
        """Return id and name by entry, where the case may be seen and its complainant is in the clear."""
        if not keys:
            return {}
        person = and_(Complainant.office_id == Complaint.office_id, Complainant.id == Complaint.id)
        query = select(Complaint.register_key, Complaint.id, Complainant.name).join(Complainant, person)
        query = query.where(
            self._open, Complaint.identity == "named", Complaint.register_key.in_(these(keys))
        )
        return {key: (complaint_id, name) for key, complaint_id, name in self._session.execute(query)}

    def _newest(self, marks: str, most: int) -> list[int]:
        return newest_with(self._session, marks, most)

    def best(self) -> tuple[Suggestion, ...]:
        """Return the likeliest few, as lists show them."""
        ranked = sorted(self._found, key=lambda case: (_rank(self._found[case]), case), reverse=True)
        chosen = _leave_room(ranked, self._found)
        if not chosen:
            return ()
        self._read(Complaint.id, [one for one in chosen if one not in self._cases])
        cases = {one: self._cases[one] for one in chosen if one in self._cases}
        people = read_people(self._session, self._reading.office_id, list(cases))
        return tuple(
            _suggestion(cases[one], mask_text(cases[one].subject, people[one]), self._found[one])
            for one in cases
        )


def _rarest(counts: Mapping[str, int]) -> list[str]:
    return [
        mark for _count, mark in sorted((n, mark) for mark, n in counts.items() if 0 < n < COMMON)[:RAREST]
    ]


def _weights(told: StoryMarks, counts: Mapping[str, int]) -> dict[str, float]:
    """Return how telling each mark is: the fewer cases have it, the more; what none has may be a slip."""
    weights = {}
    for marks, of_common in ((told.words, 0.05), (told.rows, 0.2)):
        for mark in marks:
            count = counts[mark]
            weights[mark] = of_common if count >= COMMON else 1.0 if count else OF_UNKNOWN
    return weights


def _rank(reasons: Mapping[str, float]) -> float:
    person = max((value for why, value in reasons.items() if why != "similar_text"), default=0.0)
    return person + reasons.get("similar_text", 0.0)


def _leave_room(ranked: Sequence[int], found: Mapping[int, Mapping[str, float]]) -> list[int]:
    told = [case for case in ranked if "similar_text" in found[case]]
    person_only = [case for case in ranked if "similar_text" not in found[case]]
    room = max(SHOWN - len(told), OF_ONE_PERSON)
    chosen = {*person_only[:room]}
    chosen |= {*told[: SHOWN - len(chosen)]}
    return [case for case in ranked if case in chosen]


def _suggestion(case: Any, subject: str, reasons: Mapping[str, float]) -> Suggestion:
    why = [name for name in WHYS if name in reasons]
    return Suggestion(
        complaint_id=case.id,
        number=case.number,
        received_on=bangkok_date(case.received_at),
        subject=subject,
        status=case.status,
        why=why[0],
        closeness=round(max(reasons.values()), 3),
        also=tuple(why[1:]),
    )
