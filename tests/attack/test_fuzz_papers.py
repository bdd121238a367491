"""Whatever was typed stands on the papers that show it, and on none that must not."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text as sql

from services.accounts.recovery_code import new_code
from services.complaints.commands import (
    AttachmentInput,
    ComplaintInput,
    RecordContact,
    RegisterComplaint,
    RespondentInput,
)
from services.complaints.validation import ONE_LINE
from services.documents.monthly import MonthlyRequest
from services.documents.monthly_memo import MemoDraft
from services.documents.names import mask_names, names_of
from services.documents.recovery_sheet import SheetContent, build_recovery_sheet
from services.keys.office_key import OfficeKey
from services.office.settings import default_profile
from services.privacy.destruction import Signed
from services.privacy.person import PersonFileRequest
from services.thai.dates import Month
from services.thai.text import clean
from tests.attack.fuzzing import TEXTS, Office, flat, fuzzed, refusal, unsaid
from tests.services.documents.office import make_office, moment
from tests.services.documents.paper_text import texts

MONTH = Month.of(date(2026, 11, 1))
PERSON = ("phones", "national_id", "email", "line_id", "address")
TOLD = (
    *("subject", "detail", "happened_when", "happened_where", "damage", "remedy_wanted"),
    *("complained_elsewhere", "document_number"),
)
# Words that nothing else says, so that a paper can be asked whether a field is on it.
SIGNS = {name: f"zq{chr(97 + number) * 3}qz" for number, name in enumerate((*PERSON, *TOLD))}
ACCUSED, ACCUSED_SIGN = "ทศพลฟ้าหม่น", "ใจร้อนจัด"
LIMIT = 30  # of a fuzzed part, so that the sign behind it fits the shortest field
FORMS = st.fixed_dictionaries(dict.fromkeys((*TOLD, "line_id", "address", "title", "name"), TEXTS))
# What every paper says that has these words; other texts are for cases of one kind.
WORDS = {
    "receipt": ("title", "meaning", "privacy_heading", "privacy_notice"),
    "person_file": ("title", "notice_basis", "notice_keeping", "notice_scope", "heading_person"),
    "monthly": ("memo_opening", "memo_closing"),
    "recovery_sheet": ("intro", "keep_envelope", "code_use"),
    "destruction_list": ("what_goes", "archives", "committee_said"),
}
PROFILE = {
    "receipt": ("name", "department", "email"),
    "person_file": ("name", "department", "email"),
    "monthly": ("name", "department", "working_team", "secretariat", "memo_addressee",
                "head_name", "head_title"),
    "recovery_sheet": ("name", "department"),
    "destruction_list": ("name", "department"),
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Return one office that all examples go through; whatever was typed, verify finds nothing."""
    made = make_office(tmp_path_factory.mktemp("papers"), moment(20, 11))
    yield Office(made)
    assert made.services.verification.verify().problem is None
    made.services.close()


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Return an office with one closed case, eleven years later, whose papers are short."""
    made = make_office(tmp_path_factory.mktemp("words"), moment(20, 11))
    case = made.register(subject="รอนาน", name="นางเพ็ญพักตร์ ศรีสุวรรณเวช")
    made.screen(case)
    made.close(case)
    made.clock.set(moment(20, 11, 2038))
    yield Office(made)
    assert made.services.verification.verify().problem is None
    made.services.close()


def kept(name: str, typed: str) -> str:
    """Return what a field of the form holds."""
    value = clean(typed).strip()
    return " ".join(value.split("\n")) if name in ONE_LINE else value


def said_by(paper: bytes, *signs: str) -> list[str]:
    """Return the signs that a reader finds on a paper."""
    found = [flat(text) for text in texts(paper).values()]
    return [sign for sign in signs if any(flat(sign) in text for text in found)]


def form_of(typed: dict[str, str]) -> dict[str, str]:
    """Return a form whose fields each end with their sign."""
    form = {name: f"{text[:LIMIT]} {SIGNS.get(name, '')}" for name, text in typed.items()}
    return form | {
        "name": f"{typed['name'][:LIMIT]} เพ็ญพักตร์ศรี",
        "phones": f"081-234-5678 {SIGNS['phones']}",
        "national_id": SIGNS["national_id"],
        "email": f"{SIGNS['email']}@example.go.th",
    }


def registered(office: Office, typed: dict[str, str], unit: str, person: str, file: str) -> tuple[int, Any]:
    """Take a complaint in whose subject and file name the respondent; return its id and the form."""
    form = form_of(typed)
    form["subject"] = f"{typed['subject'][:LIMIT]} {ACCUSED} {SIGNS['subject']}"
    command = RegisterComplaint(
        content=ComplaintInput(
            channel="walk_in",
            received_at=moment(20, 11),
            group="recipient",
            respondents=(RespondentInput(unit=unit[:LIMIT], person=f"{person[:LIMIT]} {ACCUSED}"),),
            **form,
        ),
        attachments=(AttachmentInput(name=f"{file[:8]} {ACCUSED}.pdf", content=b"%PDF-1.4\n"),),
    )
    done = office.services.intake.register_complaint(office.boss, command, office.command())
    return done.complaint_id, {name: kept(name, value) for name, value in form.items()}


@given(typed=FORMS, unit=TEXTS, person=TEXTS, file=TEXTS)
@fuzzed(20)
def test_a_receipt_says_what_it_shows_and_nothing_else(
    office: Office, typed: dict[str, str], unit: str, person: str, file: str
) -> None:
    case, form = registered(office, typed, unit, person, file)
    names = names_of(clean(f"{person[:LIMIT]} {ACCUSED}").strip())
    subject = mask_names(form["subject"], names)
    hidden = [SIGNS[name] for name in (*PERSON, *TOLD) if name != "subject"]
    for paper in ("a4", "a5", "roll80"):
        slip = office.services.documents.print_receipt(office.boss, case, paper, office.command())
        assert unsaid(slip, f"{form['title']}{form['name']}", subject) == []
        assert said_by(slip, ACCUSED, *hidden) == []


@given(typed=FORMS, unit=TEXTS, person=TEXTS, asked=st.tuples(TEXTS, TEXTS), wrote=st.tuples(TEXTS, TEXTS))
@fuzzed(14)
def test_a_person_file_says_all_that_is_kept_of_the_person(
    office: Office,
    typed: dict[str, str],
    unit: str,
    person: str,
    asked: tuple[str, str],
    wrote: tuple[str, str],
) -> None:
    services, boss = office.services, office.boss
    case, form = registered(office, typed, unit, person, "")
    told = f"{wrote[0][:LIMIT]} zqcontactqz นาย{ACCUSED}"
    contact = RecordContact(complaint_id=case, way="phone", reached=True, text=told)
    services.casework.record_contact(boss, contact, office.command())
    services.casework.add_note(boss, case, f"{wrote[1][:LIMIT]} zqnoteqz", office.command())
    requester, reason = (f"{text[:200]} ผู้ขอ" for text in asked)
    request = PersonFileRequest(complaint_ids=(case,), requester=requester, reason=reason)
    content = services.privacy.make_person_file(boss, request, office.command())
    own = [form[name] for name in (*PERSON, *TOLD)]
    name = f"{form['title']}{form['name']}"
    assert unsaid(content, *own, name, clean(requester).strip(), clean(reason).strip(), "zqcontactqz") == []
    assert said_by(content, "zqnoteqz", f"zqcontactqz นาย{ACCUSED}") == []


@given(note=TEXTS, reference=TEXTS, committee=TEXTS)
@fuzzed(8)
def test_a_destruction_list_says_reasons_and_reference(
    papers: Office, note: str, reference: str, committee: str
) -> None:
    destruction, boss = papers.services.destruction, papers.boss
    made = destruction.make_destruction_list(boss, None, papers.command())
    (item,) = destruction.read_destruction_list(boss, made).items
    if refusal(lambda: destruction.keep_item(boss, item.id, True, note, papers.command())):
        note = "ตามที่แจ้ง"
        destruction.keep_item(boss, item.id, True, note, papers.command())
    version = destruction.read_destruction_list(boss, made).row.version
    signed = Signed(date(2038, 11, 20), f"{committee[:200]} ครบสามคน", f"{reference[:200]} ลป")
    destruction.record_signed(boss, made, version, signed, papers.command())
    row = destruction.read_destruction_list(boss, made).row
    assert (row.committee, row.reference) == (
        clean(signed.committee).strip(),
        clean(signed.reference).strip(),
    )
    paper = destruction.print_destruction_list(boss, made, papers.command())
    assert unsaid(paper, clean(note).strip(), row.reference) == []
    assert said_by(paper, "เพ็ญพักตร์", "รอนาน", "ต้องรอจนถึงบ่าย") == []
    destruction.cancel_list(boss, made, row.version, papers.command())


@given(said=st.lists(TEXTS, min_size=8, max_size=8))
@fuzzed(12)
def test_a_memo_prints_as_it_was_edited(papers: Office, said: list[str]) -> None:
    memo = MemoDraft(
        subject=said[0],
        addressee=said[1],
        paragraphs=tuple(said[2:4]),
        number=said[4],
        date=said[5],
        signer_name=said[6],
        signer_position=(said[7],),
    )
    request = MonthlyRequest(month=MONTH, memo=memo, include_memo=True)
    paper = papers.services.documents.make_monthly(papers.boss, request, papers.command())
    assert unsaid(paper.content, *said) == []


@given(secret=st.binary(min_size=32, max_size=32), office_name=TEXTS, folder=TEXTS, by=TEXTS)
@fuzzed(4)
def test_the_key_and_the_code_come_back_from_the_sheet(
    papers: Office, secret: bytes, office_name: str, folder: str, by: str
) -> None:
    key, code = OfficeKey(secret), new_code()
    facts = papers.services.office.read_facts(papers.boss)
    facts = replace(facts, profile=replace(facts.profile, name=office_name))
    content = SheetContent(
        key_id=key.key_id,
        key_text=key.to_text(),
        code=code,
        encrypted=True,
        unlock="kept",
        folder=folder,
        sequence=1234,
        chain="0123456789abcdef" * 4,
        printed_at=moment(20, 11),
        printed_by=by,
    )
    sheet = build_recovery_sheet(content, facts)
    groups = "[0-9A-HJKMNP-TV-Z]{28}"
    for reader, text in texts(sheet).items():
        assert all(said in text for said in (code, key.key_id, *key.to_text().split("-"))), reader
        if reader == "poppler":
            continue  # It takes close groups for columns of their own, and gives them in its own order.
        first, second = (re.search(f"{numbers}({groups})", text) for numbers in ("1234567", "891011121314"))
        assert first, (reader, text)
        assert second, (reader, text)
        assert OfficeKey.from_text(first[1] + second[1]) == key, reader
    assert unsaid(sheet, office_name, folder, by) == []


@given(
    values=st.fixed_dictionaries(
        dict.fromkeys(sorted({n for names in PROFILE.values() for n in names}), TEXTS)
    )
)
@fuzzed(20)
def test_the_profile_stands_on_every_paper_that_prints_it(papers: Office, values: dict[str, str]) -> None:
    services, boss = papers.services, papers.boss
    values = {name: typed[:200] for name, typed in values.items()}
    wrong = refusal(lambda: services.office.change_profile(boss, values, papers.command()))
    if wrong:
        values = {name: typed for name, typed in values.items() if name not in wrong}
        services.office.change_profile(boss, values, papers.command())
    for paper, content in all_papers(papers):
        said = [clean(values[name]).strip() for name in PROFILE.get(paper, ()) if name in values]
        assert unsaid(content, *said) == [], paper
    ours = {name: default_profile()[name] for name in values}
    services.office.change_profile(boss, ours, papers.command())


@given(typed=TEXTS, which=st.integers(0, 4))
@fuzzed(16)
def test_the_offices_own_wording_and_notices_are_printed(papers: Office, typed: str, which: int) -> None:
    services, boss = papers.services, papers.boss
    names = {paper: keys[which % len(keys)] for paper, keys in WORDS.items()}
    for paper, key in names.items():
        services.office.change_wording(boss, f"{paper}.{key}", typed, papers.command())
    # What stands in braces may be a field's name: then its value is printed.
    said = re.split(r"\{[^{}]*\}", clean(typed).strip())
    for paper, content in all_papers(papers):
        assert unsaid(content, *said) == [], (paper, names.get(paper))
    for paper, key in names.items():
        services.office.change_wording(boss, f"{paper}.{key}", "", papers.command())


def all_papers(papers: Office) -> Iterator[tuple[str, bytes]]:
    """Print each paper that carries the office's own words."""
    services, boss = papers.services, papers.boss
    documents, destruction = services.documents, services.destruction
    with services.store.reading() as session:
        case = session.execute(sql("SELECT id FROM complaint")).scalar_one()
    yield "receipt", documents.print_receipt(boss, case, "a4", papers.command())
    request = PersonFileRequest(complaint_ids=(case,), reason="ขอดู")
    yield "person_file", services.privacy.make_person_file(boss, request, papers.command())
    yield "monthly", documents.make_monthly(boss, MonthlyRequest(month=MONTH), papers.command()).content
    yield (
        "recovery_sheet",
        services.custody.print_recovery_sheet(boss, "demo1234", papers.command(), new_code=True),
    )
    made = destruction.make_destruction_list(boss, None, papers.command())
    yield "destruction_list", destruction.print_destruction_list(boss, made, papers.command())
    version = destruction.read_destruction_list(boss, made).row.version
    destruction.cancel_list(boss, made, version, papers.command())
