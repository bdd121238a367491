"""The scenes: what is prepared before a kill, what the child does, what must hold after."""

import random
import shutil
import sqlite3
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from models.drivers import connect
from models.engine import DATABASE_NAME, KEPT_FOLDER, is_plain
from tests.services.factories import PASSWORD
from tests.torture import children
from tests.torture.checks import chain_of, check_copy, check_office, fails_with, note, send_again
from tests.torture.destroying import check_destroyed, prepare_list
from tests.torture.killing import Heard, Work
from tests.torture.office import Ledger, Made, Trial, begin, old_office

KILLS_OF_ONE_OFFICE = 12


@dataclass
class Found:
    """Hold what came of one kill."""

    at: str
    acknowledged: int = 0
    again: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass
class Scene:
    """Hold one scene on one kind of office.

    typical is how long the child takes, in seconds; lines how many it says in that time. An endless
    scene goes on with the same office from kill to kill.
    """

    name: str
    work: Work
    prepare: Callable[[Path], Trial]
    check: Callable[[Trial, Heard, random.Random, Found], Iterator[str]]
    typical: float = 0.08
    lines: int = 40
    endless: bool = True
    share: int = 1

    def judge(self, trial: Trial, heard: Heard, chance: random.Random) -> Found:
        """Compare what is there with what was acknowledged."""
        found = Found(heard.at, acknowledged=note(trial, heard))
        try:
            found.problems = list(self.check(trial, heard, chance, found))
        except Exception as error:  # noqa: BLE001  whatever breaks after a kill is a finding
            found.problems = traceback.format_exception(error)[-3:]
        return found


def scenes_of(made: Made) -> list[Scene]:
    """Return the scenes that an office of one kind goes through."""
    kind = "encrypted" if made.encrypted else "plain"
    scenes = [
        Scene(
            f"restoring, {kind}",
            children.restoring,
            lambda place: _with_copy(made.copy(place)),
            _check_restored,
            lines=12,
            endless=False,
            share=2,
        ),
        Scene(
            f"{'decrypting' if made.encrypted else 'encrypting'}, {kind}",
            children.switching,
            lambda place: _with_copy(made.copy(place)),
            _check_switched,
            lines=12,
            endless=False,
        ),
        Scene(f"backing up, {kind}", children.backing_up, made.copy, _check_copies, share=2),
        Scene(f"saving, {kind}", children.saving, made.copy, _check_work, share=3),
        Scene(f"stepping, {kind}", children.stepping, made.copy, _check_work, share=3),
        Scene(
            f"destroying, {kind}",
            children.destroying,
            lambda place: prepare_list(made.copy(place)),
            lambda trial, heard, _chance, _found: check_destroyed(trial, heard),
            lines=8,
            endless=False,
        ),
        Scene(f"opening, {kind}", children.opening, made.copy, _check_opened),
        Scene(
            f"setting up, {kind}",
            children.setting_up,
            lambda place: Trial(place / "data", place / "keys", made.encrypted, {}),
            _check_set_up,
            lines=1,
            endless=False,
        ),
    ]
    if not made.encrypted:  # The first schema knew no encryption.
        scenes.append(
            Scene(
                "migrating, plain",
                children.migrating,
                lambda place: old_office("0001", place),
                _check_migrated,
                lines=1,
                endless=False,
                share=2,
            )
        )
    return scenes


def _check_work(trial: Trial, _heard: Heard, chance: random.Random, found: Found) -> Iterator[str]:
    with trial.opened() as services:
        if chance.random() < 0.5:
            found.again = send_again(trial, services)
        yield from check_office(trial, services, chance)


def _check_opened(trial: Trial, heard: Heard, chance: random.Random, found: Found) -> Iterator[str]:
    trial.ledger.logins += sum(line["said"] == "done" for line in heard.lines)
    yield from _check_work(trial, heard, chance, found)
    with trial.opened() as services, services.store.reading() as session:
        count = text("SELECT count(*) FROM journal WHERE use_case = 'accounts.log_in'")
        if session.execute(count).scalar_one() < trial.ledger.logins:
            yield "a login that was acknowledged has no record"


def _with_copy(trial: Trial) -> Trial:
    """Make a copy of an office, and take in some complaints that are not in it."""
    trial.copies.mkdir()
    clock = trial.clock
    with trial.opened(clock) as services:
        services.backups.make_by_itself("torture", trial.copies, "copy")
        clock.advance(seconds=1)
        heard = Heard()
        for number in range(2):
            line = {"command": f"since-{number}", "act": "register"}
            children.attempt(
                trial, services, line, lambda said, **more: heard.lines.append({"said": said, **more})
            )
        note(trial, heard)
    trial.kills = 1
    return trial


def _check_restored(trial: Trial, heard: Heard, chance: random.Random, _found: Found) -> Iterator[str]:
    since, trial.ledger = trial.ledger, Ledger()
    with trial.opened() as services:
        with services.store.reading() as session:
            cases = session.execute(text("SELECT count(*) FROM complaint")).scalar()
            restored = session.execute(
                text("SELECT count(*) FROM journal WHERE use_case = 'backup.record_restore'")
            ).scalar()
        if (cases, restored) not in ((5, 0), (3, 1)):
            yield f"{cases} cases and {restored} records of a restore"
        if heard.ended_by_itself and not restored:
            yield "a restore that was acknowledged is not there"
        if not restored:
            trial.ledger = since
        yield from check_office(trial, services, chance)
    if restored:
        kept = list((trial.folder / KEPT_FOLDER).glob("before-restore-*.db"))
        if len(kept) != 1 or _cases_in(kept[0], trial) != 5:
            yield f"of the data of before are kept {kept}"


def _check_switched(trial: Trial, heard: Heard, chance: random.Random, _found: Found) -> Iterator[str]:
    with trial.opened() as services:
        yield from check_office(trial, services, chance)
        encrypted = services.store.key is not None
    if heard.ended_by_itself and encrypted == trial.encrypted:
        yield "a switch that was acknowledged did not take place"
    if encrypted and not trial.encrypted and is_plain(trial.folder / DATABASE_NAME):
        yield "the office says that it is encrypted, and its file is not"


def _cases_in(path: Path, trial: Trial) -> int:
    with closing(connect(path, trial.database_key)) as connection:
        return int(connection.execute("SELECT count(*) FROM complaint").fetchone()[0])


def _check_copies(trial: Trial, heard: Heard, chance: random.Random, found: Found) -> Iterator[str]:
    yield from _check_work(trial, heard, chance, found)
    with trial.opened() as services:
        chain = chain_of(services)
    copies = {copy.name: copy for copy in trial.copies.glob("*.db")}
    for copy in copies.values():
        yield from check_copy(copy, trial.database_key, chain)
    # The newest only: each new copy takes those away that its kind of keeping has no use for.
    kept = [line["name"] for line in heard.lines if line["said"] == "kept"]
    if kept and kept[-1] not in copies:
        yield f"{kept[-1]} was acknowledged and is not there"
    shutil.rmtree(trial.copies, ignore_errors=True)


def _check_migrated(trial: Trial, heard: Heard, _chance: random.Random, _found: Found) -> Iterator[str]:
    before = _old_chain()
    for copy in (trial.folder / KEPT_FOLDER).glob("*.db"):
        yield from check_copy(copy, trial.database_key, before)
    with trial.opened() as services:
        problem = services.verification.verify().problem
        if problem is not None:
            yield f"verify: {problem}"
        if services.seal.witness.frozen:
            yield "the witness saw records that are missing"
        chain = chain_of(services)
        if {sequence: chain.get(sequence) for sequence in before} != before:
            yield "a record of before is not what it was"
        with services.store.reading() as session:
            begun = session.execute(
                text("SELECT count(*) FROM journal WHERE use_case = 'journal.begin_seal'")
            ).scalar()
            cases = session.execute(text("SELECT count(*) FROM complaint")).scalar()
        if (begun, cases) != (1, 14):
            yield f"{begun} records begin the key and {cases} of 14 cases are there"
    if not list((trial.folder / KEPT_FOLDER).glob("*.db")):
        yield "no copy of before was kept"
    yield from _left_half_made(trial)


def _left_half_made(trial: Trial) -> Iterator[str]:
    for left in trial.folder.rglob("*.part*"):
        yield f"{left.relative_to(trial.folder)} was left half made, and stays"


@cache
def _old_chain() -> dict[int, str]:
    """Return the chain of the small office of the first schema, as its program left it."""
    with TemporaryDirectory() as name:
        path = old_office("0001", Path(name) / "old").folder / DATABASE_NAME
        with closing(sqlite3.connect(path)) as connection:
            return dict(connection.execute("SELECT sequence, chain FROM journal"))


def _check_set_up(trial: Trial, heard: Heard, _chance: random.Random, _found: Found) -> Iterator[str]:
    code = fails_with(trial.opened)
    if heard.ended_by_itself and code:
        yield f"a set-up that was acknowledged fails to open: {code}"
    if code:
        if code not in ("store.no_folder", "store.no_office"):
            yield f"the next start shows {code} instead of the set-up"
        begin(trial).close()
    with trial.opened() as services:
        if not services.accounts.log_in("admin", PASSWORD).roles:
            yield "nobody can log in"
        problem = services.verification.verify().problem
        if problem is not None:
            yield f"verify: {problem}"
    yield from _left_half_made(trial)
