"""Whatever is done to cases, in any order: first dates stand, history grows, no case is left without a step.

A machine lives with an office: steps, stops, extensions, levels, corrections, closings, reopenings, voids,
holidays and passing days, over the real services on a real file. What a rule may not do is refused, and then
nothing changed.
"""

import itertools
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from models.base import table_of
from models.complaints import CaseEvent, CaseState, ClockEvent, Complaint
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.complaints.commands import LATE_REASON, CompleteStep, CorrectComplaint
from services.container import open_services
from services.errors import DomainError
from services.keys.keeper import KeyKeeper, default_keeper
from services.office.holidays import HolidayChange, HolidayInput
from services.permissions import Actor
from tests.services.factories import FRIDAY, Desk, MadeOffice

LEVELS = ("opinion", "minor", "major", "legal")
LATE = "รอเอกสารจากหน่วยงานอื่น"
GROWS = (CaseEvent, CaseState, ClockEvent)
Rows = list[tuple[Any, ...]]
numbers = st.integers(0, 2)


class ClockMachine(RuleBasedStateMachine):
    """Do to three cases whatever people may do to them."""

    def __init__(self, office: MadeOffice, folder: Path) -> None:
        super().__init__()
        shutil.copytree(office.folder, folder)
        # A key folder of its own: one that had seen another life's journal would miss that one's end.
        keys = shutil.ignore_patterns("*.head")
        shutil.copytree(default_keeper().folder, folder / "keys", ignore=keys)
        self.folder = folder
        clock = SetClock(FRIDAY)
        services = open_services(folder, clock, Passwords.cheapest(), keeper=KeyKeeper(folder / "keys"))
        self.desk = Desk(folder, clock, services, dict(office.people))
        self.cases: list[int] = []
        self.first: dict[int, tuple[Any, ...]] = {}
        self.kept: dict[int, dict[str, Rows]] = {}
        self.closed_first: dict[int, datetime | None] = {}
        self.off: set[date] = set()

    @initialize(levels=st.lists(st.sampled_from([None, *LEVELS]), min_size=3, max_size=3))
    def take_in(self, levels: list[str | None]) -> None:
        for level, identity in zip(levels, ("named", "anonymous", "hidden"), strict=True):
            name = {"name": ""} if identity == "anonymous" else {}
            self.cases.append(self.desk.register(level=level, identity=identity, **name).complaint_id)
        for case in self.cases:
            row = self.row(case)
            self.first[case] = (row.due_original, row.reply_due, self.rows(case)["clock_event"][:2])

    # --- what people do

    @rule(days=st.integers(1, 12), hours=st.integers(0, 6))
    def time_passes(self, days: int, hours: int) -> None:
        self.desk.clock.advance(days=days)
        now = self.desk.clock.now()
        self.desk.clock.set(now.replace(hour=9 + hours))

    @rule(number=numbers)
    def stop(self, number: int) -> None:
        self.clock(number, "stop_clock")

    @rule(number=numbers)
    def restart(self, number: int) -> None:
        before = self.row(self.cases[number]).due_date
        self.clock(number, "restart_clock")
        assert self.row(self.cases[number]).due_date >= before

    @rule(number=numbers, days=st.integers(-2, 40))
    def extend(self, number: int, days: int) -> None:
        case, desk = self.cases[number], self.desk
        row = self.row(case)
        wanted = row.due_date + timedelta(days=days)
        if self.tried(
            lambda: desk.services.clockwork.extend_due(
                desk.supervisor, case, row.version, wanted, "รอผลตรวจสอบ", desk.command()
            )
        ):
            assert self.row(case).due_date >= wanted > row.due_date

    @rule(number=numbers, level=st.sampled_from(LEVELS))
    def change_level(self, number: int, level: str) -> None:
        case, desk = self.cases[number], self.desk
        self.tried(
            lambda: desk.services.casework.change_level(
                desk.supervisor, case, self.row(case).version, level, "ทบทวนระดับ", desk.command()
            )
        )

    @rule(number=numbers, days=st.integers(-3, 3), detail=st.sampled_from(["เดิม", "แก้คำผิด"]))
    def correct(self, number: int, days: int, detail: str) -> None:
        """Another day of receipt counts anew; another wording moves no date at all."""
        case, desk, before = self.cases[number], self.desk, self.row(self.cases[number])

        def act() -> None:
            version, content = desk.services.intake.open_for_correction(
                desk.supervisor, case, desk.command(), "แก้ไข"
            )
            moved = content.received_at + timedelta(days=days)
            desk.services.intake.correct_complaint(
                desk.supervisor,
                CorrectComplaint(
                    complaint_id=case,
                    version=version,
                    content=replace(content, received_at=moved, detail=detail),
                    reason="แก้ไขตามจริง",
                ),
                desk.command(),
            )

        if self.tried(act) and days == 0:
            after = self.row(case)
            assert (after.due_date, after.step_due, after.reply_due) == (
                before.due_date, before.step_due, before.reply_due,
            )  # fmt: skip

    @rule(number=numbers, level=st.sampled_from(LEVELS), yes=st.booleans(), complaint=st.booleans())
    def finish_step(self, number: int, level: str, yes: bool, complaint: bool) -> None:
        case, desk = self.cases[number], self.desk
        row = self.row(case)
        answers: dict[str, dict[str, Any]] = {
            "screen": {
                "kind": "complaint" if complaint else "suggestion", "within_authority": yes,
                "category": "service", "level": level,
            },
            "answer": {"answer_text": "ขอบคุณสำหรับข้อเสนอแนะ"},
            "refer": {"agency": "เทศบาล", "complainant_told": "told"},
            "follow_up": {"follow_up_result": "ได้รับแจ้งผลแล้ว"},
            "assign": {"officer": desk.officer.account_id},
            "acknowledge": {"acknowledgement": "told" if yes else "unreachable"},
            "investigate": {"findings": "ตรวจสอบแล้ว"},
            "review": {"decision": "approve" if yes else "return", "comment": "เพิ่มเติม"},
            "inform": {"notification": "told"},
            "close": {"outcome": "upheld"},
        }  # fmt: skip
        who = desk.officer if row.step == "investigate" else desk.supervisor
        command = CompleteStep(
            complaint_id=case,
            version=row.version,
            step=row.step,
            answers={**answers.get(row.step, {}), LATE_REASON: LATE},
        )
        self.tried(lambda: desk.services.casework.complete_step(who, command, desk.command()))

    @rule(number=numbers)
    def close_early(self, number: int) -> None:
        case, desk = self.cases[number], self.desk
        version = self.row(case).version
        self.tried(
            lambda: desk.services.casework.close_early(
                desk.supervisor, case, version, "withdrawn", "ขอถอน", desk.command(), LATE
            )
        )

    @rule(number=numbers)
    def reopen(self, number: int) -> None:
        case, desk = self.cases[number], self.desk
        before = self.row(case)
        counted = [one for one in self.clock_events(case) if one.event in ("started", "recounted")]
        if self.tried(
            lambda: desk.services.casework.reopen_case(
                desk.supervisor, case, before.version, "ได้ข้อมูลใหม่", desk.command()
            )
        ):
            after = self.row(case)
            assert after.first_closed_at == before.first_closed_at
            # A receipt or a level corrected while it was closed counts from now on, anything else does not.
            last = [one for one in counted if one.clock == "closure"][-1]
            kept = last.basis == before.received_at.date() and before.screened
            assert after.due_date == before.due_date or not kept

    @precondition(lambda self: len(self.cases) == 3 and self.row(self.cases[2]).status != "voided")
    @rule(sure=st.integers(0, 3))
    def void(self, sure: int) -> None:
        if sure == 3:  # not so often that nothing is left to work on
            case, desk = self.cases[2], self.desk
            version = self.row(case).version
            self.tried(
                lambda: desk.services.casework.void_case(
                    desk.supervisor, case, version, "รับซ้ำ", desk.command()
                )
            )

    @rule(days=st.integers(-5, 40), move=st.booleans())
    def add_holiday(self, days: int, move: bool) -> None:
        day = self.desk.clock.now().date() + timedelta(days=days)
        change = HolidayChange(rows=(HolidayInput(day=day, name="วันหยุดพิเศษ", source="มติคณะรัฐมนตรี"),))
        if self.change_table(change, move=move):
            self.off.add(day)

    @precondition(lambda self: self.off)
    @rule(data=st.data(), move=st.booleans())
    def remove_holiday(self, data: st.DataObject, move: bool) -> None:
        day = data.draw(st.sampled_from(sorted(self.off)))
        rows = self.desk.services.office.list_holidays(self.desk.admin, day.year + 543)[0]
        (row_id,) = (row.id for row in rows if row.day == day)
        if self.change_table(HolidayChange(removed=(row_id,)), move=move):
            self.off.discard(day)

    # --- what stays true

    @invariant()
    def first_dates_stand(self) -> None:
        for case in self.cases:
            row = self.row(case)
            clocks = self.rows(case)["clock_event"][:2]
            original, _reply, first_rows = self.first[case]
            assert row.due_original == original
            assert clocks == first_rows

    @invariant()
    def history_only_grows(self) -> None:
        for case in self.cases:
            now = self.rows(case)
            for table, before in self.kept.get(case, {}).items():
                assert now[table][: len(before)] == before, table
            self.kept[case] = now

    @invariant()
    def every_case_has_what_its_state_needs(self) -> None:
        for case in self.cases:
            row = self.row(case)
            chart = self.desk.case(case).chart
            if row.status == "open":
                assert row.step in chart.steps
                assert any(
                    "complete_step" in self.desk.case(case, who).actions for who in self.those_who_see(row)
                ), f"nobody may do {row.step}"
                assert row.closed_on is None
            elif row.status == "closed":
                assert row.step in chart.ends
                assert row.closed_on is not None
                assert row.stopped_on is None
                assert row.late_reason or row.closed_on <= row.due_date
            if self.closed_first.get(case) is not None:
                assert row.first_closed_at == self.closed_first[case]
            self.closed_first[case] = row.first_closed_at

    @invariant()
    def columns_are_what_the_events_say(self) -> None:
        for case in self.cases:
            row = self.row(case)
            events, states = self.clock_events(case), self.states(case)
            closure = [event for event in events if event.clock == "closure"]
            assert row.due_date == closure[-1].due
            if row.status == "open":
                assert row.stopped_on == _stopped(closure)
            reply = [event for event in events if event.clock == "reply"]
            assert row.reply_due == (reply[-1].due if reply else None)
            assert (row.replied_at is not None) is any(event.event == "met" for event in reply)
            of_step = [
                event.due
                for event in events
                if event.clock == "step" and event.step == row.step and event.at >= row.step_entered_at
            ]
            if row.status == "open":
                assert row.step_due == (of_step[-1] if of_step else None)
            else:
                assert row.step_due is None
            newest = states[-1]
            assert newest.status == row.status
            assert newest.due_unextended <= newest.due <= row.due_date
            assert newest.stopped_on == (row.stopped_on if row.status == "open" else None)
            assert row.received_at.date() <= row.approaching_on <= row.due_date

    def teardown(self) -> None:
        try:
            assert self.desk.services.verification.verify().problem is None
        finally:
            self.desk.services.close()
            shutil.rmtree(self.folder)

    # --- helpers

    def those_who_see(self, row: Any) -> tuple[Actor, ...]:
        return (self.desk.supervisor, self.desk.officer) if row.officer_id else (self.desk.supervisor,)

    def clock(self, number: int, name: str) -> None:
        case, desk = self.cases[number], self.desk
        act = getattr(desk.services.clockwork, name)
        self.tried(lambda: act(desk.supervisor, case, self.row(case).version, "รอข้อมูล", desk.command()))

    def change_table(self, change: HolidayChange, *, move: bool) -> bool:
        """Change the holiday table; what the preview said is what moves, and closed cases stay."""
        desk, before = self.desk, {case: self.row(case) for case in self.cases}
        told: list[Any] = []

        def act() -> None:
            told.extend(desk.services.holidays.preview_holiday_change(desk.admin, change))
            desk.services.holidays.change_holidays(
                desk.admin, change, move=move, reason="ตามประกาศ", command_id=desk.command()
            )

        if not self.tried(act):
            return False
        for case, was in before.items():
            now = self.row(case)
            foreseen = {(one.clock, one.old, one.new) for one in told if one.complaint_id == case}
            moved = {
                (clock, old, new)
                for clock, old, new in (
                    ("closure", was.due_date, now.due_date), ("step", was.step_due, now.step_due),
                )
                if old != new
            }  # fmt: skip
            assert moved == (foreseen if move else set())
            if was.status != "open":
                assert tuple(now) == tuple(was)
        return True

    def tried(self, act: Callable[[], object]) -> bool:
        """Do something, or be refused it: then nothing of any case has changed."""
        before = [(tuple(self.row(case)), self.rows(case)) for case in self.cases]
        try:
            act()
        except DomainError:
            assert [(tuple(self.row(case)), self.rows(case)) for case in self.cases] == before
            return False
        return True

    def row(self, case: int) -> Any:
        with self.desk.services.store.reading() as session:
            table = table_of(Complaint)
            return session.execute(select(table).where(table.c.id == case)).one()

    def rows(self, case: int) -> dict[str, Rows]:
        found = {}
        with self.desk.services.store.reading() as session:
            for kind in GROWS:
                table = table_of(kind)
                query = select(table).where(table.c.complaint_id == case).order_by(table.c.id)
                found[table.name] = [tuple(row) for row in session.execute(query)]
        return found

    def clock_events(self, case: int) -> list[Any]:
        return self._of(ClockEvent, case)

    def states(self, case: int) -> list[Any]:
        return self._of(CaseState, case)

    def _of(self, kind: Any, case: int) -> list[Any]:
        table = table_of(kind)
        with self.desk.services.store.reading() as session:
            query = select(table).where(table.c.complaint_id == case).order_by(table.c.id)
            return list(session.execute(query))


def _stopped(closure: list[Any]) -> date | None:
    stopped = None
    for event in closure:
        if event.event == "stopped":
            stopped = event.basis
        elif event.event == "restarted":
            stopped = None
    return stopped


def live(office: MadeOffice, folder: Path, *, lives: int, steps: int, phases: tuple[Phase, ...]) -> None:
    """Let the machine live several times, each in an office of its own."""
    numbers = itertools.count()
    run_state_machine_as_test(
        lambda: ClockMachine(office, folder / str(next(numbers))),
        settings=settings(
            max_examples=lives,
            stateful_step_count=steps,
            deadline=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_first_date_changes_no_history_shrinks_and_no_case_is_left(
    made_office: MadeOffice, tmp_path: Path
) -> None:
    # A life takes half a second: to make a failing one shorter would take minutes. The long run does it.
    live(made_office, tmp_path, lives=5, steps=16, phases=(Phase.generate,))


@pytest.mark.slow
def test_nor_in_many_long_lives(made_office: MadeOffice, tmp_path: Path) -> None:
    live(made_office, tmp_path, lives=150, steps=50, phases=(Phase.generate, Phase.shrink))
