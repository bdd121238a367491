"""What a child does until it is killed; it says each thing it tries, and each that was acknowledged."""

import random
from collections.abc import Iterator
from typing import Any

from services.complaints.commands import CompleteStep, RecordContact, RegisterComplaint
from services.container import Services
from services.keys.opening import KeySetUp
from services.keys.switching import Switch, switch_encryption
from tests.services.factories import PASSWORD
from tests.torture.office import Line, Say, Trial, attachment, begin, complaint

ACTS = {"step": 6, "note": 2, "contact": 2, "file": 2}
ANSWERS: dict[str, dict[str, Any]] = {
    "screen": {"kind": "complaint", "within_authority": True, "category": "service", "level": "minor"},
    "acknowledge": {"acknowledgement": "told"},
    "investigate": {"findings": "ตรวจสอบแล้วเป็นจริง", "corrective_action": "อบรมเจ้าหน้าที่"},
    "review": {"decision": "approve"},
    "inform": {"notification": "told"},
    "close": {"outcome": "upheld"},
}
OF_THE_OFFICER = ("acknowledge", "investigate", "inform")


def saving(trial: Trial, say: Say) -> None:
    """Take complaints in, one after the other."""
    with trial.opened() as services:
        say("open")
        for line in _unanswered(trial):
            attempt(trial, services, line, say)
        for command_id in _new_commands(trial):
            attempt(trial, services, {"command": command_id, "act": "register"}, say)


def stepping(trial: Trial, say: Say) -> None:
    """Work cases on: steps, notes, contacts, files; take in the next when one is closed."""
    with trial.opened() as services:
        say("open")
        for line in _unanswered(trial):
            attempt(trial, services, line, say)
        for command_id in _new_commands(trial):
            attempt(trial, services, _next_act(trial, services, command_id), say)


def backing_up(trial: Trial, say: Say) -> None:
    """Copy the office again and again, while it is written to."""
    trial.copies.mkdir(exist_ok=True)
    clock = trial.clock
    with trial.opened(clock) as services:
        say("open")
        for line in _unanswered(trial):
            attempt(trial, services, line, say)
        for command_id in _new_commands(trial):
            clock.advance(seconds=1)  # a copy is named by its second
            attempt(trial, services, {"command": command_id, "act": "register"}, say)
            say("try")
            made = services.backups.make_by_itself("torture", trial.copies, f"copy-{command_id}")
            say("kept", name=made.path.name)


def restoring(trial: Trial, say: Say) -> None:
    """Put a copy in the place of the office, and open it."""
    (copy,) = trial.copies.glob("*.db")
    with trial.opened() as services:
        say("try")
        restoring = services.restoring
        staged = restoring.stage(copy, lambda _done, _total: say("progress"))
        say("progress")
        restoring.put(staged, "torture", lambda _done, _total: say("progress"))
    with trial.opened():
        say("done")


def switching(trial: Trial, say: Say) -> None:
    """Encrypt the office's database, or decrypt it, and open it again."""
    with trial.opened() as services:
        key = services.seal.key
    say("try")
    wanted = Switch(trial.folder, trial.people["admin"], "switch", KeySetUp(encrypt=not trial.encrypted))
    switch_encryption(wanted, trial.clock, trial.keeper, key, lambda _done, _total: say("progress"))
    with trial.opened():
        say("done")


def destroying(trial: Trial, say: Say) -> None:
    """Carry a signed list out."""
    with trial.opened() as services:
        supervisor = trial.people["supervisor"]
        (signed,) = services.destruction.list_destruction_lists(supervisor)
        say("try")
        services.destruction.carry_out(
            supervisor, signed.id, "carry-out", lambda _done, _total: say("progress")
        )
        say("done")


def opening(trial: Trial, say: Say) -> None:
    """Open the office, log in, look at the day and close it, again and again."""
    for _ in range(2_000):
        say("try")
        with trial.opened() as services:
            say("progress")
            actor = services.accounts.log_in("supervisor", PASSWORD)
            say("done")
            services.review.see_my_day(actor)


def migrating(trial: Trial, say: Say) -> None:
    """Open data of an earlier program, which brings it up to date."""
    say("try")
    with trial.opened():
        say("done")


def setting_up(trial: Trial, say: Say) -> None:
    """Set an office up in an empty folder."""
    say("try")
    begin(trial).close()
    say("done")


# --- one act, described by a line: sent again, it is the same command from the same look


def attempt(trial: Trial, services: Services, line: Line, say: Say) -> None:
    """Do what a line describes, and say so before and after."""
    command_id = line["command"]
    if line["act"] == "register":
        command = _from_draft(trial, services, command_id, say)
        say("try", **line)
        done = services.intake.register_complaint(trial.people["front"], command, command_id)
        trial.ledger.registered[command_id] = (done.complaint_id, done.number)
        say("registered", command=command_id, id=done.complaint_id, number=done.number)
        return
    say("try", **line)
    _work(trial, services, line)
    say("worked", command=command_id, id=line["case"])


def _from_draft(trial: Trial, services: Services, command_id: str, say: Say) -> RegisterComplaint:
    """Return the command that takes a complaint in, some of them out of a kept draft."""
    command, drafts = complaint(command_id), trial.ledger.drafts
    if command_id not in drafts and random.Random(command_id).random() < 0.3:
        front = trial.people["front"]
        drafts[command_id] = services.drafts.keep_draft(
            front, None, "walk_in", command_id, {"id": command_id}
        )
        say("draft", command=command_id, id=drafts[command_id])
    return RegisterComplaint(
        content=command.content, attachments=command.attachments, draft_id=drafts.get(command_id)
    )


def _next_act(trial: Trial, services: Services, command_id: str) -> Line:
    known = list(trial.ledger.registered.values())
    case = services.cases.read_case(trial.people["supervisor"], known[-1][0]) if known else None
    if case is None or case.status != "open":
        return {"command": command_id, "act": "register"}
    act = random.Random(command_id).choices(list(ACTS), list(ACTS.values()))[0]
    # Only what is at hand for it: a case is worked by its officer, once it has one.
    by = "supervisor" if case.step in ("screen", "assign") else "officer"
    if act == "step" and case.step not in OF_THE_OFFICER:
        by = "supervisor"
    at = {"case": known[-1][0], "version": case.version, "step": case.step, "by": by}
    return {"command": command_id, "act": act, **at}


def _work(trial: Trial, services: Services, line: Line) -> None:
    actor, case_id, command_id = trial.people[line["by"]], line["case"], line["command"]
    match line["act"]:
        case "note":
            services.casework.add_note(actor, case_id, f"บันทึก [{command_id}]", command_id)
        case "contact":
            contact = RecordContact(
                complaint_id=case_id, way="phone", reached=True, text=f"แจ้งแล้ว [{command_id}]"
            )
            services.casework.record_contact(actor, contact, command_id)
        case "file":
            services.intake.attach_file(actor, case_id, attachment(f"[{command_id}]"), command_id)
        case "step":
            services.casework.complete_step(actor, _step(trial, line), command_id)


def _step(trial: Trial, line: Line) -> CompleteStep:
    officer = {"officer": trial.people["officer"].account_id}
    return CompleteStep(
        complaint_id=line["case"],
        version=line["version"],
        step=line["step"],
        answers=officer if line["step"] == "assign" else ANSWERS[line["step"]],
        note=f"ขั้นตอน [{line['command']}]",
    )


def _unanswered(trial: Trial) -> list[Line]:
    return list(trial.ledger.tried.values())


def _new_commands(trial: Trial) -> Iterator[str]:
    return (f"{trial.kills}-{number}" for number in range(2_000))
