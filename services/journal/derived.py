"""Rebuild what is derived from journalled rows, and compare: search entries, index, states, numbers."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select

from models.base import table_of
from models.casework import Letter
from models.complaints import CaseEvent, CaseState, Complainant, Complaint, NumberCounter, Respondent
from models.hidden_search import HIDDEN_INDEX, HiddenEntry
from models.search import SearchEntry
from models.search_index import INDEX
from models.similar import SimilarEntry
from models.similar_index import MARKS_INDEX, MarksIndex
from models.text_index import TextIndex
from services.complaints.search_text import compose_entry, compose_hidden
from services.complaints.similar_marks import compose_marks
from services.journal.cells import UNFIT
from services.journal.looking import AT_ONCE, Look, disagree, raw

_CASE = table_of(Complaint).c
_COUNTER = table_of(NumberCounter).c
_ENTRY = raw(table_of(SearchEntry))
_HIDDEN = raw(table_of(HiddenEntry))
_SIMILAR = raw(table_of(SimilarEntry))
_SPAN: Any = bindparam("first"), bindparam("last")

_CASES = (
    select(table_of(Complaint))
    .with_only_columns(
        *(_CASE.office_id, _CASE.id, _CASE.number, _CASE.old_number, _CASE.document_number),
        *(_CASE.register_key, _CASE.identity, _CASE.subject, _CASE.detail, _CASE.happened_when),
        *(_CASE.happened_where, _CASE.damage, _CASE.remedy_wanted, _CASE.complained_elsewhere),
        _CASE.evidence,
        *(_CASE.status, _CASE.kind, _CASE.confidential),
    )
    .where(_CASE.office_id == bindparam("office"), _CASE.id > bindparam("after"))
    .order_by(_CASE.id)
    .limit(AT_ONCE)
)


def _of_cases(kind: Any, reference: str, *names: str) -> Select[Any]:
    """Return a query for columns of the rows that belong to a span of cases, oldest first."""
    columns = table_of(kind).c
    return (
        select(columns[reference], *(columns[name] for name in names))
        .where(columns.office_id == bindparam("office"), columns[reference].between(*_SPAN))
        .order_by(columns[reference], columns.id)
    )


_PEOPLE = _of_cases(
    Complainant, "id", "title", "name", "national_id", "email", "line_id", "phones", "address"
)
_RESPONDENTS = _of_cases(Respondent, "complaint_id", "unit", "person")
_EVENTS = _of_cases(CaseEvent, "complaint_id", "text", "data")
_LETTERS = _of_cases(Letter, "complaint_id", "status", "number", "content")
_STATES = _of_cases(CaseState, "complaint_id", "status", "kind")
_ENTRIES = (
    select(*_ENTRY.c)
    .where(_ENTRY.c.office_id == bindparam("office"), _ENTRY.c.complaint_id.between(*_SPAN))
    .order_by(_ENTRY.c.id)
)
_HIDDEN_ENTRIES = (
    select(*_HIDDEN.c)
    .where(_HIDDEN.c.office_id == bindparam("office"), _HIDDEN.c.complaint_id.between(*_SPAN))
    .order_by(_HIDDEN.c.id)
)
_MARKS = (
    select(*_SIMILAR.c)
    .where(_SIMILAR.c.office_id == bindparam("office"), _SIMILAR.c.complaint_id.between(*_SPAN))
    .order_by(_SIMILAR.c.id)
)


def _of_no_case(entry: Any) -> Select[Any]:
    return (
        select(entry.c.id)
        .where(~exists().where(_CASE.office_id == entry.c.office_id, _CASE.id == entry.c.complaint_id))
        .order_by(entry.c.id)
        .limit(1)
    )


_STRANGERS = {
    "search_entry": _of_no_case(_ENTRY),
    "hidden_entry": _of_no_case(_HIDDEN),
    "similar_entry": _of_no_case(_SIMILAR),
}
_HIGHEST = (
    select(_CASE.office_id, _CASE.fiscal_year, func.max(_CASE.running), func.count())
    .group_by(_CASE.office_id, _CASE.fiscal_year)
    .order_by(_CASE.office_id, _CASE.fiscal_year)
)
_LAST = select(_COUNTER.last).where(
    _COUNTER.office_id == bindparam("office"), _COUNTER.fiscal_year == bindparam("year")
)
_UNHELD = (
    select(_COUNTER.fiscal_year)
    .where(
        _COUNTER.last > 0,
        ~exists().where(_CASE.office_id == _COUNTER.office_id, _CASE.fiscal_year == _COUNTER.fiscal_year),
    )
    .limit(1)
)


def check_cases(look: Look) -> None:
    """Compare each case with its newest state, and its search entry with what the case says."""
    for (office,) in list(look.rows(select(_CASE.office_id).distinct())):
        after = -1
        while cases := list(look.rows(_CASES, office=office, after=after)):
            span = {"office": office, "first": cases[0].id, "last": cases[-1].id}
            _check_states(look, cases, span)
            _check_entries(look, cases, span)
            _check_marks(look, cases, span)
            after = cases[-1].id
            look.advance(len(cases))
    for table, query in _STRANGERS.items():
        stranger = look.scalar(query)
        if stranger is not None:
            disagree("row_unknown", f"{table} {stranger}", f"row {stranger} of {table} belongs to no case")


def check_numbers(look: Look) -> None:
    """Hold each year's counter to its cases: every number given is held by one case."""
    for office, year, last, number in look.rows(_HIGHEST):
        if not look.scalar(_LAST, office=office, year=year) == last == number:
            disagree("numbers", year, f"numbers of fiscal year {year} have a gap or a twin")
    empty = look.scalar(_UNHELD)
    if empty is not None:
        said = f"numbers of fiscal year {empty} were given, and no case holds them"
        disagree("numbers_unheld", empty, said)


def check_index(look: Look) -> None:
    """Let the full-text indexes check themselves against their entries; name the entry that differs."""
    if not look.is_sqlite:
        return
    for index in (INDEX, HIDDEN_INDEX, MARKS_INDEX):
        _check_one(look, index)


def _check_one(look: Look, index: TextIndex | MarksIndex) -> None:
    with look.connection.engine.connect() as connection:
        wrong = index.check(connection)
        connection.rollback()
        if wrong is None:
            return
        entry = index.differing_entry(connection)
        connection.rollback()
    if entry is None:
        disagree("search_index", "", f"{index.table}: {wrong}")
    said = f"{index.table}: row {entry} is indexed otherwise than it reads"
    disagree("row_changed", f"{index.table} {entry}", said)


def _check_states(look: Look, cases: Sequence[Any], span: dict[str, int]) -> None:
    newest = {state.complaint_id: state for state in look.rows(_STATES, **span)}
    for case in cases:
        state = newest.get(case.id)
        if state is None or (state.status, state.kind) != (case.status, case.kind):
            disagree("case_state", case.number, f"case {case.number}: its state and its history differ")


def _check_entries(look: Look, cases: Sequence[Any], span: dict[str, int]) -> None:
    people = {row.id: row for row in look.rows(_PEOPLE, **span)}
    respondents = _by_case(look, _RESPONDENTS, span)
    events = _by_case(look, _EVENTS, span)
    letters = _by_case(look, _LETTERS, span)
    entries = {row.complaint_id: row for row in look.rows(_ENTRIES, **span)}
    hidden = {row.complaint_id: row for row in look.rows(_HIDDEN_ENTRIES, **span)}
    for case in cases:
        name = f"search: the entry of case {case.number}"
        try:
            wanted = compose_entry(
                case, people.get(case.id), respondents[case.id], events[case.id], letters[case.id]
            )
            behind = compose_hidden(case, people.get(case.id))
        except UNFIT:  # only where retention has blanked what the journal told of the rows
            disagree("search_entry", case.number, f"{name} can't be made from what the case says")
        entry = entries.get(case.id)
        if entry is None:
            disagree("search_entry", case.number, f"{name} is missing")
        _compare(_ENTRY, entry, wanted, case, name)
        kept = hidden.get(case.id)
        if (kept is None) != (behind is None):
            said = f"{name}: who is hidden is {'missing' if kept is None else 'there'} in hidden_entry"
            disagree("search_entry", case.number, said)
        if kept is not None:
            _compare(_HIDDEN, kept, behind, case, name)


def _compare(table: Any, entry: Any, wanted: Any, case: Any, name: str) -> None:
    for column in table.c.keys():  # noqa: SIM118 - no dict
        kept, told = getattr(entry, column), getattr(wanted, column)
        if type(kept) is not type(told) or kept != told:
            said = f"{name} is not what the case says: row {entry.id} of {table.name}, {column}"
            disagree("search_entry", case.number, said)


def _check_marks(look: Look, cases: Sequence[Any], span: dict[str, int]) -> None:
    people: dict[int, Any] = {row.id: row for row in look.rows(_PEOPLE, **span)}
    kept = {row.complaint_id: row for row in look.rows(_MARKS, **span)}
    for case in cases:
        entry = kept.get(case.id)
        try:
            wanted = (case.register_key, compose_marks(case, people.get(case.id)))
        except UNFIT:  # as above
            disagree("search_entry", case.number, f"marks of case {case.number} can't be made")
        if entry is None:
            disagree("search_entry", case.number, f"marks of case {case.number} are missing")
        if (entry.id, entry.marks) != wanted or type(entry.id) is not int or type(entry.marks) is not str:
            said = f"marks of case {case.number}: row {entry.id} of similar_entry is not what the case says"
            disagree("search_entry", case.number, said)


def _by_case(look: Look, query: Select[Any], span: dict[str, int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in look.rows(query, **span):
        found[row.complaint_id].append(row)
    return found
