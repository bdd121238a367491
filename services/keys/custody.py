"""The office's key in its administrators' hands: where it lies, on which paper, behind which passphrase."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.journal import JournalRecord
from models.office import Office, Setting
from services.accounts.accounts import Accounts
from services.errors import DomainError, FieldError, Invalid
from services.keys.envelope import (
    KEPT,
    PASSPHRASE,
    Envelope,
    read_envelope,
    seal_with_passphrase,
    write_envelope,
)
from services.keys.keeper import KeyKeeper
from services.keys.opening import KeySetUp
from services.office.facts import FactsCache
from services.permissions import ADMINISTRATORS, Actor, use_case
from services.unit_of_work import Reading, Units, Work, new_command_id

READ_KEY_STATE = use_case("keys.read_key_state", ADMINISTRATORS, writes=False)
PRINT_RECOVERY_SHEET = use_case("keys.print_recovery_sheet", ADMINISTRATORS, changes=())
NOTE_SHEET_KEPT = use_case("keys.note_sheet_kept", ADMINISTRATORS, changes=("setting",))
CHANGE_UNLOCK = use_case("keys.change_unlock", ADMINISTRATORS, changes=())

SHEET = "keys.sheet"  # the setting that says which key's sheet was printed or saved last, and when
SHORTEST_PASSPHRASE = 10


@dataclass(frozen=True, slots=True)
class KeyState:
    """Hold where the key lies. place is a folder, "system", or empty where a passphrase opens the envelope.

    beside_data tells that the key lies in the data folder itself, for want of a better place.
    """

    encrypted: bool
    unlock: str
    key_id: str
    place: str
    beside_data: bool
    sheet_at: datetime | None


@dataclass(frozen=True, slots=True)
class HeadPrinted:
    """Hold where the journal stood when a sheet was printed, as the sheet says it."""

    sequence: int
    chain: str
    at: datetime


def passphrase_weakness(passphrase: str) -> FieldError | None:
    """Return what is wrong with a passphrase somebody wants to choose."""
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        return FieldError("passphrase.short", shortest=SHORTEST_PASSPHRASE)
    return None


class KeyCustody:
    """Tell about the key, put it on paper, change how it is come by."""

    def __init__(
        self, units: Units, accounts: Accounts, facts: FactsCache, folder: Path, keeper: KeyKeeper
    ) -> None:
        self._units = units
        self._accounts = accounts
        self._facts = facts
        self._folder = folder
        self._keeper = keeper

    def read_key_state(self, actor: Actor) -> KeyState:
        """Return where the key lies and when its sheet was last printed."""
        with self._units.read(actor, READ_KEY_STATE) as reading:
            sheet_at = self._sheet_at(reading)
        key_id = self._units.seal.key_id
        encrypted = self._units.store.key is not None
        place = self._keeper.where(key_id, self._folder)
        return KeyState(
            encrypted=encrypted,
            unlock=self._unlock() if encrypted else "",
            key_id=key_id,
            place=place,
            beside_data=place == str(self._folder),
            sheet_at=sheet_at,
        )

    def sheet_is_due(self, actor: Actor) -> bool:
        """Tell whether the key in force stands on no sheet yet; of a demo office nobody needs one."""
        with self._units.read(actor, READ_KEY_STATE) as reading:
            return not reading.find(Office, reading.office_id).demo and self._sheet_at(reading) is None

    def print_recovery_sheet(
        self, actor: Actor, password: str, command_id: str, *, new_code: bool = False
    ) -> bytes:
        """Return the recovery sheet as PDF, to somebody who gives the own password again.

        new_code makes the recovery code anew and prints it; else the sheet says where the old one stands.
        What is secret on it stands nowhere else.
        """
        from services.documents.recovery_sheet import SheetContent, build_recovery_sheet

        self._units.require(actor, PRINT_RECOVERY_SHEET)
        self._accounts.unlock_session(actor, password)
        code = self._accounts.renew_recovery_code(actor, new_command_id()) if new_code else ""
        key = self._units.seal.key
        with self._units.write(actor, PRINT_RECOVERY_SHEET, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            if work.repeated is None:
                work.about("office", work.office_id, key_id=key.key_id, new_code=new_code)
                work.commit()
        head = self._head(actor, command_id)
        return build_recovery_sheet(
            SheetContent(
                key_id=key.key_id,
                key_text=key.to_text(),
                code=code,
                encrypted=self._units.store.key is not None,
                unlock=self._unlock(),
                folder=str(self._folder.resolve()),
                sequence=head.sequence,
                chain=head.chain,
                printed_at=head.at,
                printed_by=actor.name,
            ),
            facts,
        )

    def note_sheet_kept(self, actor: Actor, command_id: str) -> None:
        """Remember that the sheet of the key in force was printed or saved."""
        with self._units.write(actor, NOTE_SHEET_KEPT, command_id) as work:
            if work.repeated is not None:
                return
            said = {"key_id": self._units.seal.key_id, "at": work.now.isoformat()}
            setting = _sheet_setting(work.session, work.office_id)
            if setting is None:
                setting = work.add(Setting(name=SHEET, value=json.dumps(said)))
            else:
                setting.value = json.dumps(said)
            work.about("setting", setting.id, key_id=self._units.seal.key_id)
            work.commit()

    def change_unlock(self, actor: Actor, password: str, set_up: KeySetUp, command_id: str) -> None:
        """Put an encrypted office's key behind a passphrase, a new one too, or keep it on this computer."""
        if set_up.passphrase and (weak := passphrase_weakness(set_up.passphrase)):
            raise Invalid({"passphrase": weak})
        self._units.require(actor, CHANGE_UNLOCK)
        self._accounts.unlock_session(actor, password)
        with self._units.write(actor, CHANGE_UNLOCK, command_id) as work:
            if work.repeated is not None:
                return
            if self._units.store.key is None:
                raise DomainError("switch.already")
            self._keep(set_up)
            self._record(work, PASSPHRASE if set_up.passphrase else KEPT)

    def allow_switch(self, actor: Actor, password: str, *, encrypt: bool) -> None:
        """Refuse whoever may not switch encryption, before the office is closed for it."""
        from services.keys.switching import DECRYPT, ENCRYPT

        self._units.require(actor, ENCRYPT if encrypt else DECRYPT)
        self._accounts.unlock_session(actor, password)
        if encrypt == (self._units.store.key is not None):
            raise DomainError("switch.already")

    def _record(self, work: Work, unlock: str) -> None:
        work.about("office", work.office_id, key_id=self._units.seal.key_id, unlock=unlock)
        work.commit()

    def _keep(self, set_up: KeySetUp) -> None:
        """Change the envelope; at each moment it leads to the key."""
        key = self._units.seal.key
        if set_up.passphrase:
            write_envelope(self._folder, seal_with_passphrase(key, set_up.passphrase, cheap=set_up.cheap))
            self._keeper.forget(key.key_id)
            return
        self._keeper.keep(key)
        write_envelope(self._folder, Envelope(key.key_id, KEPT))

    def _unlock(self) -> str:
        try:
            envelope = read_envelope(self._folder)
        except DomainError:
            return ""
        return envelope.unlock if envelope is not None else ""

    def _sheet_at(self, reading: Reading) -> datetime | None:
        setting = _sheet_setting(reading.session, reading.office_id)
        said = json.loads(setting.value) if setting is not None else {}
        of_this_key = said.get("key_id") == self._units.seal.key_id
        return datetime.fromisoformat(said["at"]) if of_this_key else None

    def _head(self, actor: Actor, command_id: str) -> HeadPrinted:
        with self._units.read(actor, PRINT_RECOVERY_SHEET) as reading:
            record = reading.session.scalars(
                select(JournalRecord).where(
                    JournalRecord.office_id == reading.office_id, JournalRecord.command_id == command_id
                )
            ).one()
            return HeadPrinted(record.sequence, record.chain, record.at)


def _sheet_setting(session: Session, office_id: int) -> Setting | None:
    return session.scalars(
        select(Setting).where(Setting.office_id == office_id, Setting.name == SHEET)
    ).first()
