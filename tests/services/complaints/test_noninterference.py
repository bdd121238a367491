"""Whoever hides, who may not reveal a name sees the same; a confidential case is its readers'."""

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.accounts.accounts import AccountInput
from services.complaints.commands import AttachmentInput, CorrectComplaint
from services.complaints.readers import MarkConfidential, NameReader
from services.complaints.register import RegisterFilter
from services.errors import NotFound
from services.journal.reading import JournalFilter
from services.permissions import Role
from services.thai.dates import Month
from tests.services.factories import GIVEN, Desk, add_person

ONE_DESK = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
OTHERS = ("front", "officer", "admin", "viewer")
LETTERS = "ฆฌฑฒณฐฎฏฬฮฉฦ"  # which no word of the office's lists is made of alone
words = st.text(LETTERS, min_size=4, max_size=8)
people = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["นาย", "นาง", ""]),
        "name": st.tuples(words, words).map(" ".join),
        "phones": st.from_regex(r"08[0-9]{8}", fullmatch=True),
        "national_id": st.from_regex(r"[1-8][0-9]{12}", fullmatch=True),
        "email": st.from_regex(r"[a-z]{5,9}@example\.org", fullmatch=True),
        "line_id": st.from_regex(r"line[a-z]{5,9}", fullmatch=True),
        "address": words,
    }
)


def asked(person: dict[str, str], cut: int) -> list[str]:
    """Return what somebody might type who looks for a person: each value, and pieces of it."""
    values = [value for value in person.values() if value]
    pieces = [value[cut % len(value) :][:4] for value in values[:4]]
    return [*values, *pieces, person["name"][:2]]


def seen(desk: Desk, login: str, texts: list[str]) -> list[Any]:
    """Return all that a person learns by lists, counts, searches, an export, figures and the day."""
    actor, services = desk.people[login], desk.services
    found: list[Any] = []
    for text in ["", *texts]:
        wanted = RegisterFilter(text=text)
        rows = services.register.list_complaints(actor, wanted)
        found.append([replace(row, version=0) for row in rows])  # the correction itself counts on
    found.append(services.register.count_complaints(actor, RegisterFilter(text=texts[0])))
    exported = services.register.export_complaints(actor, RegisterFilter(text=texts[0]), desk.command())
    found.append(len(exported))
    found.append(services.indicators.read_month(actor, Month(2026, 4)).this_month)
    found.append(services.review.see_my_day(actor))
    return found


@settings(max_examples=4, deadline=None, suppress_health_check=ONE_DESK)
@given(first=people, second=people, cut=st.integers(0, 20))
def test_who_is_hidden_changes_nothing_that_others_see(
    desk: Desk, first: dict[str, str], second: dict[str, str], cut: int
) -> None:
    def told(person: dict[str, str]) -> dict[str, Any]:
        return {
            "detail": f"{person['title']}{person['name']} โทร {person['phones']} รอคิวนาน",
            "subject": f"เรื่องของ {person['name']}",
        }

    file = AttachmentInput(name=f"{first['name']}.pdf", content=b"%PDF-1.4 letter")
    case = desk.register(identity="hidden", **first, **told(first), attachments=(file,)).complaint_id
    texts = [*asked(first, cut), *asked(second, cut)]
    before = {login: seen(desk, login, texts) for login in OTHERS}
    version, content = desk.services.intake.open_for_correction(desk.supervisor, case, desk.command(), "แก้")
    changed = replace(content, **second, **told(second))
    command = CorrectComplaint(complaint_id=case, version=version, content=changed, reason="แก้ชื่อ")
    desk.services.intake.correct_complaint(desk.supervisor, command, desk.command())
    assert {login: seen(desk, login, texts) for login in OTHERS} == before
    number = desk.case(case).number
    assert number in desk.found(second["name"], desk.supervisor)
    records = desk.services.journal.read_records(desk.admin, JournalFilter(number=number))
    said = " ".join(repr(desk.services.journal.read_record(desk.admin, record.key)) for record in records)
    for person in (first, second):
        for name in ("name", "phones", "national_id", "email", "line_id"):
            assert person[name] not in said


acts = st.lists(
    st.tuples(
        st.sampled_from(["mark", "unmark", "name", "remove"]),
        st.sampled_from(["supervisor", "boss"]),
        st.sampled_from(["front", "second", "viewer", "admin", "supervisor", "boss"]),
    ),
    max_size=8,
)


@settings(max_examples=8, deadline=None, suppress_health_check=ONE_DESK)
@given(steps=acts)
def test_a_confidential_case_is_seen_by_exactly_those_named(desk: Desk, steps: list[Any]) -> None:
    if "boss" not in desk.people:
        content = AccountInput(
            username="boss", display_name="นายหัวหน้า อีกคน", roles=frozenset({Role.SUPERVISOR})
        )
        desk.people["boss"] = add_person(desk.services, desk.admin, content, f"{GIVEN}5")
    supervisors = {"supervisor", "boss"}
    everybody = {"front", "second", "officer", "viewer", "admin", *supervisors}
    case = desk.register().complaint_id
    secret, named = False, set[str]()

    def expected() -> set[str]:
        if not secret:
            return everybody
        found = set(named) | (set() if named else {"front"})
        return found if named & supervisors else found | supervisors

    for act, by, whom in steps:
        if by not in expected():
            continue
        actor, reader = desk.people[by], desk.people[whom]
        if act in ("mark", "unmark") and secret == (act == "unmark"):
            secret, named = not secret, {by} if act == "mark" else set()
            mark = MarkConfidential(
                complaint_id=case, version=desk.case(case, actor).version, confidential=secret, reason="เหตุ"
            )
            desk.services.readers.mark_confidential(actor, mark, desk.command())
        elif act == "name" and secret and whom not in named:
            command = NameReader(complaint_id=case, account_id=reader.account_id, reason="เหตุ")
            desk.services.readers.name_reader(actor, command, desk.command())
            named |= {whom, by}
        elif act == "remove" and secret and whom in named:
            command = NameReader(complaint_id=case, account_id=reader.account_id, reason="เหตุ")
            desk.services.readers.remove_reader(actor, command, desk.command())
            named -= {whom}
        assert {login for login in everybody if sees(desk, case, login)} == expected()
        assert expected() & supervisors  # somebody may always decide


def sees(desk: Desk, case: int, login: str) -> bool:
    actor = desk.people[login]
    rows = desk.services.register.list_complaints(actor, RegisterFilter())
    listed = case in {row.id for row in rows}
    try:
        desk.case(case, actor)
    except NotFound:
        assert not listed
        return False
    assert listed
    return True
