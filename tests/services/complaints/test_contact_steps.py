"""Who gave no name is not told: from intake to closing on each chart, whoever complained or nobody."""

from dataclasses import dataclass
from typing import Any

import pytest

from services.errors import DomainError, Invalid
from services.flowchart.definition import Need
from services.letters.content import KINDS, TO_COMPLAINANT
from services.letters.life import DraftLetter
from tests.services.factories import Desk
from tests.services.flowchart.test_editing import current, edited, publish

WHO: dict[str, dict[str, Any]] = {
    "named": {},
    "hidden": {"identity": "hidden", "name": "นางซ่อน สมมติ"},
    "anonymous": {"identity": "anonymous", "name": "", "phones": "081 234 5678", "channel": "phone"},
    "none": {"identity": "none", "name": "", "channel": "news"},
}
TOLD = ("named", "hidden")
NOTIFIED = {"named": "told", "hidden": "told", "anonymous": "unknown_person", "none": None}
CONTACTS = ("acknowledge", "inform")
AFTER = ("assign", "acknowledge", "investigate", "review", "inform", "close")


@dataclass(frozen=True)
class Way:
    """Hold a chart's way from screening to closing, and what the steps before the assignment are answered."""

    category: str
    before: dict[str, dict[str, Any]]
    steps: tuple[str, ...]


WAYS = {
    "general": Way("service", {}, ("screen", *AFTER)),
    "corruption": Way(
        "corruption", {"decide": {"order": "inquire", "confidential": True}}, ("screen", "decide", *AFTER)
    ),
    "information": Way(
        "oia", {"ground": {"appeal": False, "information_ground": "section_13"}}, ("screen", "ground", *AFTER)
    ),
}


def answers(desk: Desk, way: Way) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return who finishes each step, and with what."""
    screened = {"kind": "complaint", "within_authority": True, "category": way.category, "level": "minor"}
    return {
        "screen": ("supervisor", screened),
        **{step: ("supervisor", given) for step, given in way.before.items()},
        "assign": ("supervisor", {"officer": desk.officer.account_id}),
        "acknowledge": ("officer", {"acknowledgement": "told"}),
        "investigate": ("officer", {"findings": "ตรวจสอบแล้ว", "corrective_action": "ปรับปรุงแล้ว"}),
        "review": ("supervisor", {"decision": "approve"}),
        "inform": ("officer", {"notification": "told"}),
        "close": ("supervisor", {"outcome": "upheld"}),
    }


@pytest.mark.parametrize("identity", WHO)
@pytest.mark.parametrize("chart", WAYS)
def test_steps_that_tell_the_complainant_are_passed_where_nobody_can_be_told(
    desk: Desk, chart: str, identity: str
) -> None:
    way = WAYS[chart]
    case = desk.register(**{"category": way.category, **WHO[identity]}).complaint_id
    given, walked = answers(desk, way), list[str]()
    while (seen := desk.case(case)).status == "open":
        assert len(walked) < len(given), walked
        walked.append(seen.step)
        login, said = given[seen.step]
        desk.step(desk.people[login], case, **said)
    told = identity in TOLD
    assert seen.chart.code == chart
    assert walked == [step for step in way.steps if told or step not in CONTACTS]
    passed = {line.step: line.data["passed"] for line in seen.history if "passed" in line.data}
    assert passed == ({} if told else {"assign": ["acknowledge"], "review": ["inform"]})
    filled = {line.step: line.data["filled"] for line in seen.history if line.data.get("filled")}
    assert filled == ({"review": {"notification": "unknown_person"}} if identity == "anonymous" else {})
    assert (seen.notification, seen.outcome) == (NOTIFIED[identity], "upheld")
    assert (seen.reply_due is not None) == told  # where nobody waits for a reply no clock runs for it
    assert desk.services.verification.verify().problem is None


@pytest.mark.parametrize("identity", WHO)
def test_letters_go_to_whoever_gave_a_name(desk: Desk, identity: str) -> None:
    case = desk.register(**WHO[identity]).complaint_id
    drafted = {kind for kind in KINDS if drafts(desk, case, kind)}
    assert drafted == (set(KINDS) if identity in TOLD else set(KINDS) - TO_COMPLAINANT)


def drafts(desk: Desk, case: int, kind: str) -> bool:
    """Tell whether a letter of a kind can be begun."""
    try:
        command = DraftLetter(complaint_id=case, kind=kind)
        desk.services.letters.draft_letter(desk.front, command, desk.command())
    except DomainError as refused:
        return refused.code != "letter.no_addressee"
    return True


@pytest.mark.parametrize("identity", ["named", "anonymous"])
def test_a_step_that_needs_a_letter_to_the_complainant_is_finished_where_there_can_be_none(
    desk: Desk, identity: str
) -> None:
    publish(desk, edited(current(desk), "investigate", needs=(Need("letter", "progress"),)))
    case = desk.investigated(**WHO[identity])
    if identity == "anonymous":
        assert desk.case(case).needs == ()
        assert desk.step(desk.officer, case, findings="ตรวจสอบแล้ว").step == "review"
        return
    with pytest.raises(Invalid) as refused:
        desk.step(desk.officer, case, findings="ตรวจสอบแล้ว")
    assert set(refused.value.fields) == {"need.letter.progress"}
