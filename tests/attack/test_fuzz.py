"""Every text field takes anything that can be typed or pasted: to the database, to paper, and back.

A text is saved as `clean` spells it or refused with the field named; nothing crashes, nothing is cut.
"""

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import text as sql

from services.accounts.accounts import AccountInput
from services.complaints.commands import (
    AttachmentInput,
    ComplaintInput,
    CompleteStep,
    OpenBox,
    RecordContact,
    RegisterComplaint,
    RespondentInput,
)
from services.complaints.register import RegisterFilter
from services.complaints.validation import LIMITS, ONE_LINE, subject_from
from services.documents.monthly import MonthlyRequest
from services.errors import DomainError
from services.journal.recorder import canonical
from services.office.settings import default_profile, default_settings
from services.permissions import Role
from services.resources import load_json
from services.thai.dates import Month
from services.thai.text import clean, fold
from tests.attack.fuzzing import TEXTS, Office, fuzzed, refusal, unsaid
from tests.services.documents.office import make_office, moment

CHOICES = {
    "channel", "sub_channel", "identity", "complainant_kind", "group",
    "answer_by", "kind", "category", "level",
}  # fmt: skip
FORM_TEXTS = sorted(
    field.name
    for field in dataclasses.fields(ComplaintInput)
    if field.type in (str, str | None) and field.name not in CHOICES
)
PAPERS = ("annex", "case_file", "common", "history", "indicators", "monthly", "receipt")
PAPER_TEXTS = sorted(
    f"{paper}.{key}" for paper in PAPERS for key in load_json(f"documents/{paper}.json")["texts"]
)
PROFILE_TEXTS = sorted(name for name, value in default_profile().items() if isinstance(value, str))


# What a field holds where what was typed was refused.
GOOD = {"email": "a@example.go.th", "name": "นางสมมติ ตัวอย่าง", "detail": "รอนาน"}
EMAILS = st.one_of(st.just(""), TEXTS, TEXTS.map(lambda typed: f"{typed}@example.go.th"))
FORMS = st.fixed_dictionaries({name: EMAILS if name == "email" else TEXTS for name in FORM_TEXTS})
RESPONDENTS = st.lists(st.tuples(TEXTS, TEXTS), max_size=3)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Return one office that all examples go through; whatever was typed, verify finds nothing."""
    made = make_office(tmp_path_factory.mktemp("fuzz"), moment(20, 11))
    yield Office(made)
    assert made.services.verification.verify().problem is None
    made.services.close()


def stored(name: str, typed: str) -> str:
    """Return what a field of the form is to hold."""
    kept = clean(typed).strip()
    return " ".join(kept.split("\n")) if name in ONE_LINE else kept


def expected(form: dict[str, str]) -> dict[str, str]:
    kept = {name: stored(name, typed) for name, typed in form.items()}
    return kept | {"subject": kept["subject"] or subject_from(kept["detail"])}


def content(form: dict[str, str], **more: Any) -> ComplaintInput:
    told = {"channel": "walk_in", "received_at": moment(20, 11), **form, **more}
    return ComplaintInput(**told)


def saved(save: Callable[[dict[str, str]], Any], form: dict[str, str]) -> tuple[Any, dict[str, str]]:
    """Save a form; what is refused by its field is put right, and then it must be saved."""
    done: list[Any] = []
    wrong = refusal(lambda: done.append(save(form)))
    assert wrong <= set(form)
    if wrong:
        form = form | {name: GOOD.get(name, "ตามที่แจ้ง") for name in wrong}
        done.append(save(form))
    return done[0], form


# --- the form


def test_every_text_of_the_form_is_known_to_these_tests() -> None:
    assert set(FORM_TEXTS) == set(LIMITS)


@given(form=FORMS, respondents=RESPONDENTS, files=st.lists(TEXTS, max_size=2))
@fuzzed(5)
def test_the_form_to_paper_and_back(
    office: Office, form: dict[str, str], respondents: list[tuple[str, str]], files: list[str]
) -> None:
    services, boss = office.services, office.boss
    people = tuple(RespondentInput(unit=unit[:300], person=person[:300]) for unit, person in respondents)
    attached = tuple(
        AttachmentInput(name=name, content=b"%PDF-1.4\n" + name.encode("utf-8", "replace")) for name in files
    )

    def save(values: dict[str, str]) -> Any:
        command = RegisterComplaint(content=content(values, respondents=people), attachments=attached)
        return services.intake.register_complaint(boss, command, office.command())

    done, form = saved(save, form)
    wanted = expected(form)
    _, back = services.intake.open_for_correction(boss, done.complaint_id, office.command())
    assert {name: getattr(back, name) for name in FORM_TEXTS} == wanted
    asked = [(clean(item.unit).strip(), clean(item.person).strip()) for item in people]
    assert [(item.unit, item.person) for item in back.respondents] == [pair for pair in asked if any(pair)]
    journalled(office, done.complaint_id, wanted)
    find(office, done.number, wanted["detail"], wanted["subject"])
    file = services.documents.make_case_file(boss, done.complaint_id, office.command())
    shown = [wanted[name] for name in FORM_TEXTS if name not in ("phones", "national_id", "title", "name")]
    assert (
        unsaid(file, *shown, f"{wanted['title']}{wanted['name']}", *(" ".join(pair) for pair in asked)) == []
    )
    for paper in ("a4", "a5", "roll80"):
        services.documents.print_receipt(boss, done.complaint_id, paper, office.command())


def journalled(office: Office, case_id: int, wanted: dict[str, str]) -> None:
    """Compare what the journal says was written with what was typed."""
    with office.services.store.reading() as session:
        values = session.execute(
            sql(
                'SELECT v."values" FROM journal j JOIN journal_values v ON v.id = j.id'
                " WHERE j.use_case = 'complaints.register_complaint' AND j.subject_id = :case"
            ),
            {"case": case_id},
        ).scalar_one()
    for name in ("detail", "subject", "damage"):
        assert canonical(wanted[name]) in values


def find(office: Office, number: str, *texts: str) -> None:
    """Find a case, the newest, by words that stand in it."""
    words = {word for text in texts for word in text.split() if fold(word)}
    for word in sorted(words, key=len)[:3]:
        wanted = RegisterFilter(text=word[:40])
        rows = office.services.register.list_complaints(office.boss, wanted, limit=20)
        assert number in [row.number for row in rows], word


@pytest.mark.parametrize("name", sorted(CHOICES))
@given(typed=TEXTS.filter(bool))
@fuzzed(20)
def test_a_choice_takes_no_text(office: Office, name: str, typed: str) -> None:
    command = RegisterComplaint(content=content(GOOD, **{name: typed}))
    assert name in refusal(
        lambda: office.services.intake.register_complaint(office.boss, command, office.command())
    )


@given(form=FORMS)
@fuzzed(5)
def test_a_draft_comes_back_as_it_was_typed(office: Office, form: dict[str, str]) -> None:
    drafts = office.services.drafts
    kept = drafts.keep_draft(office.boss, None, "walk_in", form["subject"], form)
    (row,) = [row for row in drafts.list_drafts(office.boss) if row.id == kept]
    assert row.content == form
    drafts.discard_draft(office.boss, kept)


# --- the work


@given(texts=st.lists(TEXTS, min_size=8, max_size=8))
@fuzzed(5)
def test_what_is_written_while_working_to_paper_and_back(office: Office, texts: list[str]) -> None:
    services, boss = office.services, office.boss
    case = office.register()
    said: list[str] = []

    def try_to(act: Callable[[str], object], typed: str) -> None:
        kept = clean(typed).strip()
        if refusal(lambda: act(typed)):
            assert not kept
            act("ตามที่แจ้ง")
        said.append(kept)

    def step(typed: str, name: str, **answers: Any) -> None:
        found = services.cases.read_case(boss, case)
        command = CompleteStep(
            complaint_id=case,
            version=found.version,
            step=found.step,
            answers={name: typed, **answers},
            note=texts[0],
        )
        services.casework.complete_step(boss, command, office.command())

    def contact(typed: str) -> None:
        told = RecordContact(complaint_id=case, way="phone", reached=True, text=typed)
        services.casework.record_contact(boss, told, office.command())

    try_to(lambda typed: services.casework.add_note(boss, case, typed, office.command()), texts[1])
    try_to(contact, texts[2])
    office.screen(case)
    office.step(case, officer=boss.account_id)
    if services.cases.read_case(boss, case).step == "acknowledge":
        office.step(case, acknowledgement="told")
    try_to(lambda typed: step(typed, "findings", corrective_action=texts[4]), texts[3])
    try_to(lambda typed: step(typed, "comment", decision="return"), texts[5])
    version = services.cases.read_case(boss, case).version
    try_to(
        lambda typed: services.casework.change_level(boss, case, version, "major", typed, office.command()),
        texts[6],
    )
    services.intake.attach_file(
        boss, case, AttachmentInput(name=texts[7], content=b"%PDF-1.4\n"), office.command()
    )
    paper = services.documents.make_case_file(boss, case, office.command())
    assert unsaid(paper, *said, clean(texts[4]).strip()) == []
    find(office, services.cases.read_case(boss, case).number, *said[:1])


@given(texts=st.tuples(TEXTS, TEXTS, TEXTS), found=st.integers(-5, 2_000))
@fuzzed(5)
def test_an_opening_of_the_box(office: Office, texts: tuple[str, str, str], found: int) -> None:
    openers, condition, note = f"{texts[0]}\nกรรมการหนึ่ง\nกรรมการสอง", *texts[1:]
    command = OpenBox(opened_at=moment(20, 11), openers=openers, found=found, condition=condition, note=note)
    opening: list[int] = []
    wrong = refusal(
        lambda: opening.append(office.services.intake.open_box(office.boss, command, office.command()))
    )
    assert wrong <= {"openers", "found"}
    if wrong:
        return
    with office.services.store.reading() as session:
        row = session.execute(
            sql("SELECT openers, condition, note FROM box_opening WHERE id = :id"), {"id": opening[0]}
        ).one()
    assert tuple(row) == tuple(clean(typed).strip() for typed in (openers, condition, note))


# --- the office's own words


@example(name="ก", position="", username="a\ud83d")
@given(name=TEXTS, position=TEXTS, username=st.one_of(TEXTS, st.from_regex(r"[a-z]{3,8}", fullmatch=True)))
@fuzzed(10)
def test_a_person_of_any_name_logs_in(office: Office, name: str, position: str, username: str) -> None:
    accounts, boss = office.services.accounts, office.boss
    wanted = AccountInput(
        username=username, display_name=name, position=position, roles=frozenset({Role.OFFICER})
    )
    wrong = refusal(lambda: accounts.add_account(boss, wanted, "given1234", office.command()))
    assert wrong <= {"username", "display_name", "position"}
    if wrong:
        return
    actor = accounts.log_in(username, "given1234")
    assert actor.name == clean(name).strip()
    assert (clean(name).strip(), clean(position).strip()) in [
        (row.display_name, row.position) for row in accounts.list_accounts(boss)
    ]


@given(username=TEXTS, password=TEXTS)
@example(username="boss\ud83d", password="demo\udfff1234")
@fuzzed(20)
def test_the_login_refuses_anything_that_is_nobody(office: Office, username: str, password: str) -> None:
    for name in (username, "boss"):
        with pytest.raises(DomainError) as refused:
            office.services.accounts.log_in(name, password)
        assert refused.value.code in ("login.failed", "login.locked")
    office.clock.advance(minutes=16)
    office.services.accounts.log_in("boss", "demo1234")


@given(values=st.dictionaries(st.sampled_from(PROFILE_TEXTS), TEXTS, min_size=1, max_size=5))
@fuzzed(10)
def test_the_profile_on_every_paper(office: Office, values: dict[str, str]) -> None:
    services, boss = office.services, office.boss
    wrong = refusal(lambda: services.office.change_profile(boss, values, office.command()))
    assert wrong <= set(values)
    if wrong:
        return
    profile = services.office.read_facts(boss).profile
    assert {name: getattr(profile, name) for name in values} == {
        name: clean(typed).strip() for name, typed in values.items()
    }
    make_all_papers(office)


@given(texts=st.dictionaries(st.sampled_from(PAPER_TEXTS), TEXTS, min_size=1, max_size=12))
@fuzzed(10)
def test_the_wording_of_papers(office: Office, texts: dict[str, str]) -> None:
    for name, typed in texts.items():
        office.services.office.change_wording(office.boss, name, typed, office.command())
    kept = office.services.office.read_facts(office.boss).wording
    assert {name: kept.get(name, "") for name in texts} == {
        name: clean(typed).strip() for name, typed in texts.items()
    }
    make_all_papers(office)
    for name in texts:
        office.services.office.change_wording(office.boss, name, "", office.command())


@given(typed=TEXTS)
@fuzzed(5)
def test_the_number_of_cases(office: Office, typed: str) -> None:
    services, boss = office.services, office.boss
    template = typed + "{running}/{fiscal_year}"
    wrong = refusal(lambda: services.office.change_setting(boss, "number_format", template, office.command()))
    assert wrong <= {"number_format"}
    case = office.register()
    number = services.cases.read_case(boss, case).number
    assert number == clean(number)
    find(office, number, number)
    default = default_settings()["number_format"]
    services.office.change_setting(boss, "number_format", default, office.command())


@given(name=TEXTS, source=TEXTS, day=st.dates(date(2026, 1, 1), date(2027, 12, 31)))
@fuzzed(5)
def test_a_holiday_of_any_name(office: Office, name: str, source: str, day: date) -> None:
    services, boss = office.services, office.boss
    wrong = refusal(lambda: services.office.add_holiday(boss, day, name, "special", source, office.command()))
    assert wrong <= {"name"}
    if wrong:
        return
    rows, _ = services.office.list_holidays(boss, day.year + 543)
    (row,) = [row for row in rows if row.day == day]
    assert (row.name, row.source) == (clean(name).strip(), clean(source).strip())
    services.office.remove_holiday(boss, row.id, office.command())


def make_all_papers(office: Office) -> None:
    """Print whatever carries the office's own words."""
    services, boss = office.services, office.boss
    with services.store.reading() as session:
        case = session.execute(sql("SELECT max(id) FROM complaint")).scalar() or office.register()
    services.documents.make_case_file(boss, case, office.command())
    services.documents.print_receipt(boss, case, "a4", office.command())
    services.documents.phone_sentence(boss, case)
    services.documents.make_monthly(boss, MonthlyRequest(month=Month.of(date(2026, 11, 1))), office.command())
