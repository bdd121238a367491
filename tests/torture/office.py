"""The offices that are tortured: made once, copied for each trial, with a ledger of what was acknowledged."""

import gzip
import hashlib
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from models.engine import DATABASE_NAME
from services.accounts.accounts import AccountInput
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.complaints.commands import AttachmentInput, ComplaintInput, RegisterComplaint, RespondentInput
from services.container import Services, create_services, open_services
from services.keys.envelope import read_envelope
from services.keys.keeper import KeyKeeper
from services.keys.opening import KeySetUp
from services.office.setup import SetUpOffice
from services.permissions import Actor, Role
from tests.services.factories import FRIDAY, PASSWORD, PEOPLE, add_person

OLD_OFFICES = Path(__file__).parents[1] / "models" / "offices"
NAMES = ("นางสมมติ ตัวอย่าง", "นายทดสอบ ระบบดี", "นางสาวน้ำใส ใจเย็น")
Say = Callable[..., None]
Line = dict[str, Any]


@dataclass
class Ledger:
    """Hold what a trial's children said: what was acknowledged, and what they last tried.

    registered has, by command, the case and its number; worked has the case by command; tried has what
    was begun and never answered.
    """

    registered: dict[str, tuple[int, str]] = field(default_factory=dict)
    worked: dict[str, int] = field(default_factory=dict)
    drafts: dict[str, int] = field(default_factory=dict)
    logins: int = 0
    tried: dict[str, Line] = field(default_factory=dict)


@dataclass
class Trial:
    """Hold one copy of an office and everything that is known of it; sent whole to a child."""

    folder: Path
    keys: Path
    encrypted: bool
    people: dict[str, Actor]
    ledger: Ledger = field(default_factory=Ledger)
    kills: int = 0
    later: timedelta = timedelta()
    figures: str = ""

    @property
    def clock(self) -> SetClock:
        """Return a clock that goes on with every kill, as the office's would."""
        return SetClock(FRIDAY + self.later + timedelta(seconds=20 * self.kills))

    @property
    def keeper(self) -> KeyKeeper:
        """Return the keeper of the trial's keys."""
        return KeyKeeper(self.keys)

    @property
    def copies(self) -> Path:
        """Return the folder that backups go to."""
        return self.folder.parent / "copies"

    @property
    def database_key(self) -> bytes | None:
        """Return the key of the office's file, where it is encrypted."""
        if not self.encrypted:
            return None
        envelope = read_envelope(self.folder)
        key = None if envelope is None else self.keeper.find(envelope.key_id)
        return None if key is None else key.database_key

    @contextmanager
    def opened(self, clock: SetClock | None = None) -> Iterator[Services]:
        """Open the office as the program does."""
        services = open_services(self.folder, clock or self.clock, Passwords.cheapest(), keeper=self.keeper)
        try:
            yield services
        finally:
            services.close()


@dataclass(frozen=True)
class Made:
    """Hold an office made once: its folder of data and keys beside each other, and who works there."""

    place: Path
    encrypted: bool
    people: dict[str, Actor]

    def copy(self, place: Path) -> Trial:
        """Return a fresh copy, whose key folder has seen nothing yet."""
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        shutil.copytree(self.place / "data", place / "data")
        (place / "keys").mkdir()
        for key in (self.place / "keys").glob("*.key"):
            shutil.copy(key, place / "keys")
        return Trial(place / "data", place / "keys", self.encrypted, dict(self.people))


def make(place: Path, *, encrypted: bool) -> Made:
    """Make an office with its people and some cases."""
    trial = Trial(place / "data", place / "keys", encrypted, {})
    services = begin(trial)
    try:
        people = trial.people
        for login in ("front", "officer", "supervisor"):
            role, name = PEOPLE[login]
            content = AccountInput(username=login, display_name=name, roles=frozenset({role}))
            people[login] = add_person(services, people["admin"], content, PASSWORD)
        for number in range(3):
            services.intake.register_complaint(people["front"], complaint(f"made-{number}"), f"made-{number}")
    finally:
        services.close()
    return Made(place, encrypted, people)


def begin(trial: Trial) -> Services:
    """Set an office up in the trial's folder and name its administrator."""
    services = create_services(
        trial.folder,
        trial.clock,
        Passwords.cheapest(),
        keeper=trial.keeper,
        set_up=KeySetUp(encrypt=trial.encrypted),
    )
    try:
        administrator = AccountInput(
            username="admin", display_name="นายผู้ดูแล ระบบ", roles=frozenset({Role.ADMINISTRATOR})
        )
        wanted = SetUpOffice(administrator=administrator, password=PASSWORD)
        trial.people["admin"] = services.setup.set_up(wanted, "set-up")
    except BaseException:
        services.close()
        raise
    return services


def old_office(revision: str, place: Path) -> Trial:
    """Return a copy of the small office of an earlier schema, whose program kept no key."""
    shutil.rmtree(place, ignore_errors=True)
    (place / "data").mkdir(parents=True)
    packed = OLD_OFFICES / revision / f"{DATABASE_NAME}.gz"
    (place / "data" / DATABASE_NAME).write_bytes(gzip.decompress(packed.read_bytes()))
    return Trial(place / "data", place / "keys", encrypted=False, people={})


# --- what is sent: the same for the same command, so that a repeat can be told from a second one


def complaint(command_id: str) -> RegisterComplaint:
    """Return the complaint that a command takes in: of many shapes, recognisable by its story."""
    chance = random.Random(command_id)
    told = {"identity": "named", "name": chance.choice(NAMES), "phones": "081-234-5678"}
    if chance.random() < 0.3:
        told = {"identity": "anonymous", "phones": chance.choice(("", "02-123-4567"))}
    respondents = tuple(
        RespondentInput(unit="กลุ่มงานบริหาร", person=f"เจ้าหน้าที่คนที่ {number}")
        for number in range(chance.randrange(3))
    )
    content = ComplaintInput(
        channel="walk_in",
        received_at=FRIDAY - timedelta(minutes=chance.randrange(600)),
        subject=f"เรื่องของคำสั่ง {command_id}",
        detail=f"รอรับบริการนาน {story(command_id)} " + "รายละเอียด " * chance.choice((1, 20, 400)),
        respondents=respondents,
        **told,  # type: ignore[arg-type]
    )
    files = tuple(attachment(command_id, number) for number in range(chance.choice((0, 0, 1, 2))))
    return RegisterComplaint(content=content, attachments=files)


def story(command_id: str) -> str:
    """Return a word that only this command's case has."""
    return "".join(
        "กขคงจฉชดตถทนบปผมยรวส"[byte % 20] for byte in hashlib.sha256(command_id.encode()).digest()[:12]
    )


def attachment(command_id: str, number: int = 0) -> AttachmentInput:
    """Return a file that only this command attaches, of one chunk or of several."""
    chance = random.Random(f"{command_id}/{number}")
    body = chance.randbytes(chance.choice((300, 20_000, 300_000)))
    return AttachmentInput(name=f"{command_id}-{number}.pdf", content=b"%PDF-1.4\n" + body)
