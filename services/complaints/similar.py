"""Suggest earlier cases while a complaint is typed: the same person, or the same story."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, select

from models.complaints import Complainant, Complaint
from models.similar_index import count_entries, entries_with, marks_of, newest_with
from services.complaints.similar_marks import (
    StoryMarks,
    closeness_of_names,
    id_marks,
    name_marks,
    phone_marks,
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
COMMON = 300  # cases: what more of them tell says little, and takes long to look through
RAREST = 12
COMMON_TRIED = 4
COMPARED = 60
TURNS = 4
OF_RETELLING = 24
OF_ONE_NAME = 300
OF_ONE_PART = 150
LEAST_WORDS = 3
LEAST_CLOSENESS = 0.35
OF_UNKNOWN = 0.3
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

    closeness is 1 for the same person or every telling word, 0 for nothing in common.
    """

    complaint_id: int
    number: str
    received_on: date
    subject: str
    status: str
    why: str
    closeness: float
    also: tuple[str, ...] = ()

    @property
    def same_person(self) -> bool:
        """Tell whether who complains seems to be the same."""
        return self.why != "similar_text"


# Who may look further than what is in the clear gives this a look of their own: (look, query) gives why by
# the id of a case. What it finds goes the way of everything else, through visible_to.
FurtherPeople = Callable[[Reading, SimilarQuery], Mapping[int, str]]


def nobody_further(_reading: Reading, _query: SimilarQuery) -> Mapping[int, str]:
    """Find nobody but who is named in the clear."""
    return {}


class Similar:
    """Look for cases that are like what is being typed; nothing is ever merged by it."""

    def __init__(self, units: Units, facts: FactsCache, further: FurtherPeople = nobody_further) -> None:
        self._units = units
        self._facts = facts
        self._further = further

    def suggest(self, actor: Actor, query: SimilarQuery) -> tuple[Suggestion, ...]:
        """Return the few cases most like what is typed, the likeliest first."""
        with self._units.read(actor, SUGGEST_SIMILAR) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            return self._suggest(reading, facts, query)

    def suggest_for_case(self, actor: Actor, complaint_id: int) -> tuple[Suggestion, ...]:
        """Return the cases most like one that is registered; of a hidden complainant nothing is asked."""
        with self._units.read(actor, SUGGEST_SIMILAR) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            complaint = find_visible(reading.session, reading.actor, facts, complaint_id)
            query = SimilarQuery(subject=complaint.subject, detail=complaint.detail, exclude_id=complaint.id)
            person = reading.session.get(Complainant, (complaint.office_id, complaint.id))
            if complaint.identity == "named" and person is not None:
                query = replace(query, phones=person.phones, national_id=person.national_id, name=person.name)
            return self._suggest(reading, facts, query)

    def _suggest(self, reading: Reading, facts: OfficeFacts, query: SimilarQuery) -> tuple[Suggestion, ...]:
        search = _Search(reading, facts, query)
        search.look_for_person()
        for complaint_id, why in self._further(reading, query).items():
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

    def note(self, complaint_id: int, why: str, closeness: float) -> None:
        """Note that something speaks for a case."""
        reasons = self._found.setdefault(complaint_id, {})
        reasons[why] = max(reasons.get(why, 0.0), closeness)

    def look_for_person(self) -> None:
        """Look for cases of the same ID, telephone number or name."""
        for why, marks in (
            ("same_id", id_marks(self._query.national_id)),
            ("same_phone", phone_marks(self._query.phones)),
        ):
            for mark in marks[:4]:
                for complaint_id in self._session.scalars(self._newest(entries_with([mark]), SHOWN)):
                    self.note(complaint_id, why, 1.0)
        self._look_for_name()

    def _look_for_name(self) -> None:
        marks = name_marks(self._query.name)
        if not marks:
            return
        alike = self._note_names(newest_with(self._session, " ".join(marks), OF_ONE_NAME))
        if len(marks) > 1 and alike < OF_ONE_PERSON:
            # One part is typed otherwise: whoever has another of the parts is compared letter by letter.
            some = {key for mark in marks[:3] for key in newest_with(self._session, mark, OF_ONE_PART)}
            self._note_names(list(some))

    def _note_names(self, keys: list[int]) -> int:
        known: dict[str, float] = {}
        noted = 0
        for complaint_id, name in self._session.execute(self._named(keys)) if keys else ():
            if name not in known:
                known[name] = closeness_of_names(self._query.name, name)
            if known[name]:
                self.note(complaint_id, "same_name", known[name])
                noted += 1
        return noted

    def look_for_story(self) -> None:
        """Look for cases that tell the same, by the words that fewest cases tell."""
        told = story_marks(f"{self._query.subject}\n{self._query.detail}"[:LOOKED_AT])
        if len(told.words) < LEAST_WORDS:
            return
        marks = (*told.words, *told.rows)
        counts = count_entries(self._session, marks, COMMON)
        weights = _weights(told, counts)
        found = self._candidates(told, counts)
        # Of as many, the newer: what comes twice mostly comes within weeks.
        likely = sorted(found, key=lambda key: (found[key], key), reverse=True)
        likely = list(dict.fromkeys((*self._retellings(told, counts), *likely)))
        shown = 0
        for start in range(0, min(len(likely), COMPARED * TURNS), COMPARED):
            closest = self._closest(likely[start : start + COMPARED], weights)
            for key, complaint_id in self._visible_of(list(closest)):
                self.note(complaint_id, "similar_text", closest[key])
                shown += 1
            if shown >= SHOWN:  # Else what may not be seen stood before what may.
                return

    def _candidates(self, told: StoryMarks, counts: Mapping[str, int]) -> dict[int, int]:
        """Return how many of the rarest marks each entry has that has any."""
        rare = sorted((count, mark) for mark, count in counts.items() if 0 < count < COMMON)[:RAREST]
        tried = [mark for _count, mark in rare]
        if len(tried) < COMMON_TRIED:
            tried += [mark for mark in told.rows if counts.get(mark, 0) >= COMMON][:COMMON_TRIED]
        found: dict[int, int] = {}
        for mark in tried:
            for key in newest_with(self._session, mark, COMMON):
                found[key] = found.get(key, 0) + 1
        return found

    def _retellings(self, told: StoryMarks, counts: Mapping[str, int]) -> list[int]:
        """Return the newest entries that have every mark known, however common: the same words once more."""
        known = sorted((mark for mark in (*told.rows, *told.words) if counts[mark]), key=counts.__getitem__)
        return newest_with(self._session, " ".join(known[:OF_RETELLING]), SHOWN) if known else []

    def _closest(self, likely: Sequence[int], weights: Mapping[str, float]) -> dict[int, float]:
        whole = sum(weights.values())
        closeness = {
            key: sum(weights[mark] for mark in weights.keys() & marks) / whole
            for key, marks in marks_of(self._session, likely).items()
        }
        return {key: value for key, value in closeness.items() if value >= LEAST_CLOSENESS}

    def _visible_of(self, keys: list[int]) -> Iterable[tuple[int, int]]:
        if not keys:
            return ()
        query = select(Complaint.register_key, Complaint.id).where(
            self._open, Complaint.register_key.in_(keys)
        )
        return [(key, complaint_id) for key, complaint_id in self._session.execute(query)]

    def best(self) -> tuple[Suggestion, ...]:
        """Return the likeliest few, as lists show them."""
        ranked = sorted(self._found, key=lambda case: (_rank(self._found[case]), case), reverse=True)
        chosen = _leave_room(ranked, self._found)
        if not chosen:
            return ()
        query = select(Complaint).where(self._open, Complaint.id.in_(chosen))
        cases = {case.id: case for case in self._session.scalars(query)}
        people = read_people(self._session, self._reading.office_id, list(cases))
        return tuple(
            _suggestion(cases[one], mask_text(cases[one].subject, people[one]), self._found[one])
            for one in chosen
            if one in cases
        )

    def _newest(self, keys: Select[Any], most: int) -> Select[Any]:
        query = select(Complaint.id).where(self._open, Complaint.register_key.in_(keys))
        return query.order_by(Complaint.register_key.desc()).limit(most)

    def _named(self, keys: list[int]) -> Select[Any]:
        person = and_(Complainant.office_id == Complaint.office_id, Complainant.id == Complaint.id)
        query = select(Complaint.id, Complainant.name).join(Complainant, person)
        return query.where(self._open, Complaint.identity == "named", Complaint.register_key.in_(keys))


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


def _suggestion(case: Complaint, subject: str, reasons: Mapping[str, float]) -> Suggestion:
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
