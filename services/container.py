"""Build the services of one open office; nothing else knows how they hang together."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from models.engine import Store, StoreError, create_store, open_store
from services.accounts.accounts import Accounts
from services.accounts.passwords import Passwords
from services.clock import Clock
from services.complaints.casework import Casework
from services.complaints.drafts import Drafts
from services.complaints.intake import Intake
from services.complaints.reading import Cases
from services.complaints.register import Register
from services.complaints.review import Review
from services.deadlines.due import Deadlines
from services.errors import WorldError
from services.events import Events
from services.figures.indicators import Indicators
from services.journal.verify import Verification
from services.office.administration import OfficeAdministration
from services.office.facts import FactsCache
from services.office.setup import OfficeSetup
from services.unit_of_work import Units

if TYPE_CHECKING:
    from services.documents.printing import Documents


@dataclass(frozen=True)
class Services:
    """Hold every service of an open office."""

    folder: Path
    store: Store
    clock: Clock
    events: Events
    units: Units
    facts: FactsCache
    accounts: Accounts
    setup: OfficeSetup
    office: OfficeAdministration
    intake: Intake
    cases: Cases
    casework: Casework
    register: Register
    review: Review
    drafts: Drafts
    deadlines: Deadlines
    indicators: Indicators
    verification: Verification

    @cached_property
    def documents(self) -> "Documents":
        """Return the printing service; typesetting is imported when something is first printed."""
        from services.documents.printing import Documents

        return Documents(self.units, self.facts, self.cases, self.indicators)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def open_services(folder: Path, clock: Clock, passwords: Passwords | None = None) -> Services:
    """Open the office in a folder."""
    try:
        store = open_store(folder, clock.now)
    except StoreError as error:
        raise WorldError(error.code, **error.params) from error
    return build_services(folder, store, clock, passwords)


def create_services(folder: Path, clock: Clock, passwords: Passwords | None = None) -> Services:
    """Make an empty database in a folder, ready for set-up."""
    try:
        store = create_store(folder, clock.now)
    except StoreError as error:
        raise WorldError(error.code, **error.params) from error
    return build_services(folder, store, clock, passwords)


def build_services(folder: Path, store: Store, clock: Clock, passwords: Passwords | None = None) -> Services:
    """Build the services on an open store."""
    events = Events()
    units = Units(store, clock, events)
    facts = FactsCache()
    hashing = passwords or Passwords()
    register = Register(units, facts)
    return Services(
        folder=folder,
        store=store,
        clock=clock,
        events=events,
        units=units,
        facts=facts,
        accounts=Accounts(units, hashing),
        setup=OfficeSetup(units, hashing),
        office=OfficeAdministration(units, facts),
        intake=Intake(units, facts),
        cases=Cases(units, facts),
        casework=Casework(units, facts),
        register=register,
        review=Review(units, facts, register),
        drafts=Drafts(units),
        deadlines=Deadlines(units, facts),
        indicators=Indicators(units, facts),
        verification=Verification(units),
    )
