"""Many cases at once: each assigned on its own, each refusal with its reason, printed as one."""

from typing import Any

import pypdfium2
import pytest

from services.complaints.bulk import AssignCases, ChosenCase
from services.complaints.commands import RespondentInput
from services.documents.bulk import print_cases
from services.errors import NotAllowed
from services.journal.reading import JournalFilter
from tests.services.factories import Desk


def to_assign(desk: Desk, **content: Any) -> ChosenCase:
    case = desk.register(**content)
    done = desk.screen(case.complaint_id)
    return ChosenCase(case.complaint_id, done.version, case.number)


def test_fifty_cases_are_assigned_and_those_left_out_say_why(desk: Desk) -> None:
    officer = desk.officer.account_id
    cases = [to_assign(desk) for _ in range(46)]
    about = to_assign(desk, respondents=(RespondentInput(person="x", account_id=officer),))
    stale = to_assign(desk)
    desk.services.casework.add_note(desk.front, stale.complaint_id, "โทรมาอีก", desk.command())
    early = desk.register()
    voided = to_assign(desk)
    desk.services.casework.void_case(
        desk.supervisor, voided.complaint_id, voided.version, "ออกเลขผิด", desk.command()
    )
    chosen = (*cases, about, stale, ChosenCase(early.complaint_id, 1, early.number), voided)
    told: list[tuple[int, int]] = []
    same = desk.command()
    command = AssignCases(cases=chosen, officer_id=officer)
    answers = desk.services.bulk.assign_cases(desk.supervisor, command, same, lambda *done: told.append(done))
    assert len(answers) == 50
    assert told[-1] == (50, 50)
    problems = {answer.number: answer.problem.code for answer in answers if answer.problem}
    assert problems == {
        about.number: "case.respondent_cannot_work",
        stale.number: "conflict",
        early.number: "case.wrong_step",
        voided.number: "conflict",
    }
    assert all(desk.case(case.complaint_id).officer_id == officer for case in cases)
    assert desk.case(about.complaint_id).officer_id is None
    again = desk.services.bulk.assign_cases(desk.supervisor, command, same)
    assert [answer.problem is None for answer in again] == [answer.problem is None for answer in answers]
    assert desk.case(cases[0].complaint_id).version == answers[0].version


def test_it_stops_between_two_cases_and_goes_on_with_the_same_command(desk: Desk) -> None:
    cases = tuple(to_assign(desk) for _ in range(4))
    command, same, told = AssignCases(cases=cases, officer_id=desk.officer.account_id), desk.command(), []
    answers = desk.services.bulk.assign_cases(
        desk.supervisor, command, same, lambda done, _total: told.append(done), lambda: len(told) == 2
    )
    assert [answer.problem.code if answer.problem else "" for answer in answers] == [
        "", "", "bulk.cancelled", "bulk.cancelled",
    ]  # fmt: skip
    assert desk.case(cases[2].complaint_id).step == "assign"
    answers = desk.services.bulk.assign_cases(desk.supervisor, command, same)
    assert not any(answer.problem for answer in answers)


def test_nobody_else_assigns(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.services.bulk.assign_cases(desk.officer, AssignCases(cases=(), officer_id=1), desk.command())


@pytest.mark.parametrize("wanted", ["receipt", "case_file"])
def test_papers_of_several_cases_are_one_and_each_is_journalled(desk: Desk, wanted: Any) -> None:
    cases = [ChosenCase(done.complaint_id, 1, done.number) for done in (desk.register() for _ in range(3))]
    gone = ChosenCase(12345, 1, "99/2569")
    same = desk.command()
    documents = desk.services.documents
    printed = print_cases(documents, desk.front, [*cases, gone], wanted, "a5", same)
    assert [answer.problem.code if answer.problem else "" for answer in printed.answers] == [
        "", "", "", "not_found",
    ]  # fmt: skip
    document = pypdfium2.PdfDocument(printed.content)
    text = "".join(document[page].get_textpage().get_text_range() for page in range(len(document)))
    assert len(document) >= 3
    assert text.count("ร้องเรียน") >= 3
    document.close()
    print_cases(documents, desk.front, cases, wanted, "a5", same)
    use_case = "documents.print_receipt" if wanted == "receipt" else "documents.make_case_file"
    records = desk.services.journal.read_records(desk.supervisor, JournalFilter())
    assert sum(record.use_case == use_case and record.verdict == "done" for record in records) == 3


def test_nothing_to_print_is_nothing(desk: Desk) -> None:
    printed = print_cases(desk.services.documents, desk.front, [ChosenCase(1, 1, "1")], "receipt", "a5", "x")
    assert printed.content == b""
