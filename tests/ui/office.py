"""An office for page tests: real services on a temporary folder, one person for each role."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from models.moments import BANGKOK
from services.accounts.accounts import AccountInput
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.container import Services, create_services, open_services
from services.keys.keeper import KeyKeeper, default_keeper
from services.office.facts import OfficeFacts
from services.office.setup import SetUpOffice
from services.permissions import Actor, Role
from services.unit_of_work import new_command_id
from tests.services.factories import add_person
from ui.desk import Desk
from ui.feedback import Feedback
from ui.tasks import TaskRunner

PEOPLE = {
    "front": ("นางสาวสมมติ รับเรื่องดี", "เจ้าพนักงานการคลัง", Role.FRONT_DESK),
    "officer": ("นายตัวอย่าง ตั้งใจตรวจ", "นักวิชาการคลัง", Role.OFFICER),
    "supervisor": ("นางจำลอง พิจารณ์ชอบ", "หัวหน้ากลุ่มงาน", Role.SUPERVISOR),
    "viewer": ("นายแบบอย่าง เรียกดู", "นักจัดการงานทั่วไป", Role.VIEWER),
}
MOMENT = datetime(2026, 4, 10, 10, 35, tzinfo=BANGKOK)


@dataclass
class OfficeForTest:
    """Hold an open office, its people by login name, and the clock it goes by."""

    services: Services
    actors: dict[str, Actor]
    clock: SetClock
    visited: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def facts(self, who: str = "front") -> OfficeFacts:
        """Return the office's lists and settings as they are now."""
        actor = self.actors[who]
        with self.services.store.reading() as session:
            return self.services.facts.of(session, actor.office_id)

    def desk(
        self,
        who: str,
        runner: TaskRunner,
        feedback: Feedback,
        navigate: Callable[..., None] | None = None,
    ) -> Desk:
        """Return the desk of a person; where it is asked to go stands in `visited`."""

        def remember(key: str, **params: Any) -> None:
            self.visited.append((key, params))

        return Desk(
            self.actors[who], self.clock, runner, feedback, lambda: self.facts(who), navigate or remember
        )


def make_office(folder: Path) -> OfficeForTest:
    """Open a copy of an office that has just been set up, its people logged in, in a new folder."""
    made, actors = _made_once()
    shutil.copytree(Path(made.name) / "office", folder / "office")
    shutil.copytree(
        Path(made.name) / "keys",
        default_keeper().folder,
        ignore=shutil.ignore_patterns("*.head"),  # a journal's end that only the first copy may have
        dirs_exist_ok=True,
    )
    clock = SetClock(MOMENT)
    return OfficeForTest(open_services(folder / "office", clock, Passwords.cheapest()), dict(actors), clock)


@cache
def _made_once() -> tuple["tempfile.TemporaryDirectory[str]", dict[str, Actor]]:
    """Set an office up and log its people in; the folder goes when the tests end."""
    made = tempfile.TemporaryDirectory(prefix="raprueang-test-office-")
    keeper = KeyKeeper(Path(made.name) / "keys")
    folder = Path(made.name) / "office"
    services = create_services(folder, SetClock(MOMENT), Passwords.cheapest(), keeper=keeper)
    everything = frozenset({Role.ADMINISTRATOR})
    admin = AccountInput(username="admin", display_name="นายสาธิต ดูแลระบบ", roles=everything)
    services.setup.set_up(SetUpOffice(administrator=admin, password="demo1234"), new_command_id())
    actors = {"admin": services.accounts.log_in("admin", "demo1234")}
    for username, (name, position, role) in PEOPLE.items():
        person = AccountInput(
            username=username, display_name=name, position=position, roles=frozenset({role})
        )
        actors[username] = add_person(services, actors["admin"], person, "password1")
    services.close()
    return made, actors
