"""Build the services of one open office; nothing else knows how they hang together.

What the login page does not need is imported and built when it is first asked for: half of a start
would go into it.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from models.engine import Store
from services.accounts.accounts import Accounts
from services.accounts.passwords import Passwords
from services.clock import Clock
from services.events import Events
from services.keys.keeper import KeyKeeper, default_keeper
from services.keys.office_key import OfficeKey
from services.keys.opening import KeySetUp, adopt_key, create_sealed, open_sealed
from services.keys.seal import Seal
from services.office.administration import OfficeAdministration
from services.office.facts import FactsCache
from services.unit_of_work import Units

if TYPE_CHECKING:
    from services.accounts.appointments import Appointments
    from services.backup.backups import Backups
    from services.backup.restoring import Restoring
    from services.channels.inspections import Inspections
    from services.complaints.bulk import Bulk
    from services.complaints.casework import Casework
    from services.complaints.clockwork import Clockwork
    from services.complaints.drafts import Drafts
    from services.complaints.intake import Intake
    from services.complaints.links import Links
    from services.complaints.readers import CaseReaders
    from services.complaints.reading import Cases
    from services.complaints.referrals import Referrals
    from services.complaints.register import Register
    from services.complaints.review import Review
    from services.complaints.review_request import ReviewRequests
    from services.complaints.scans import Scans
    from services.complaints.similar import Similar
    from services.complaints.status_answer import StatusAnswers
    from services.complaints.superior import Superior
    from services.deadlines.due import Deadlines
    from services.documents.evidence_reading import EvidenceReading
    from services.documents.kept import KeptPapers
    from services.documents.making import PaperMaking
    from services.documents.office_papers import OfficePapers
    from services.documents.printing import Documents
    from services.figures.dashboard import Dashboards
    from services.figures.indicators import Indicators
    from services.flowchart.editing import Flowcharts
    from services.health import Health
    from services.journal.reading import JournalReading
    from services.journal.verify import Verification
    from services.keys.custody import KeyCustody
    from services.letters.letters import Letters
    from services.office.evidence_pictures import EvidencePictures
    from services.office.holidays import Holidays
    from services.office.pictures import OfficePictures
    from services.office.setup import OfficeSetup
    from services.privacy.destruction import Destruction
    from services.privacy.person import Privacy
    from services.private_files import PrivateFiles
    from services.signing.sign_off import Signing


class Services:
    """Hold every service of an open office."""

    def __init__(
        self, folder: Path, store: Store, clock: Clock, passwords: Passwords, seal: Seal, keeper: KeyKeeper
    ) -> None:
        self.folder = folder
        self.store = store
        self.clock = clock
        self.keeper = keeper
        self.seal = seal
        self.events = Events()
        self.units = Units(store, clock, self.events, seal)
        self.facts = FactsCache()
        self.accounts = Accounts(self.units, passwords)
        self.office = OfficeAdministration(self.units, self.facts)
        self._passwords = passwords

    @cached_property
    def setup(self) -> "OfficeSetup":
        """Return the service of the first set-up."""
        from services.office.setup import OfficeSetup

        return OfficeSetup(self.units, self._passwords)

    @cached_property
    def holidays(self) -> "Holidays":
        """Return the service of the holiday table and of what a change of it moves."""
        from services.office.holidays import Holidays

        return Holidays(self.units, self.facts)

    @cached_property
    def backups(self) -> "Backups":
        """Return the service of making copies."""
        from services.backup.backups import Backups

        return Backups(self.units, self.folder)

    @cached_property
    def restoring(self) -> "Restoring":
        """Return the service of going back to a copy; putting one in place closes these services."""
        from services.backup.restoring import Present, Restoring

        present = Present(self.units, self.close)
        return Restoring(self.folder, self.clock, self.keeper, present, self._passwords)

    @cached_property
    def custody(self) -> "KeyCustody":
        """Return the service of the office's key."""
        from services.keys.custody import KeyCustody

        return KeyCustody(self.units, self.accounts, self.facts, self.folder, self.keeper)

    @cached_property
    def private_files(self) -> "PrivateFiles":
        """Return the folder for what other programs must read in clear."""
        from services.private_files import PrivateFiles, private_folder

        return PrivateFiles(private_folder(self.folder))

    @cached_property
    def appointments(self) -> "Appointments":
        """Return the service of naming who acts as supervisor."""
        from services.accounts.appointments import Appointments

        return Appointments(self.units)

    @cached_property
    def intake(self) -> "Intake":
        """Return the service of taking complaints in."""
        from services.complaints.intake import Intake

        return Intake(self.units, self.facts)

    @cached_property
    def inspections(self) -> "Inspections":
        """Return the register of the channels' inspections."""
        from services.channels.inspections import Inspections

        return Inspections(self.units, self.facts)

    @cached_property
    def cases(self) -> "Cases":
        """Return the service of reading cases."""
        from services.complaints.reading import Cases

        return Cases(self.units, self.facts)

    @cached_property
    def superior(self) -> "Superior":
        """Return the service of cases that nobody in the office may decide on."""
        from services.complaints.superior import Superior

        return Superior(self.units, self.facts)

    @cached_property
    def readers(self) -> "CaseReaders":
        """Return the service of who may read confidential cases."""
        from services.complaints.readers import CaseReaders

        return CaseReaders(self.units, self.facts)

    @cached_property
    def casework(self) -> "Casework":
        """Return the service of working cases."""
        from services.complaints.casework import Casework

        return Casework(self.units, self.facts)

    @cached_property
    def clockwork(self) -> "Clockwork":
        """Return the service of stopping clocks and giving more time."""
        from services.complaints.clockwork import Clockwork

        return Clockwork(self.units, self.facts)

    @cached_property
    def bulk(self) -> "Bulk":
        """Return the service of doing one thing to many cases."""
        from services.complaints.bulk import Bulk

        return Bulk(self.units, self.facts)

    @cached_property
    def scans(self) -> "Scans":
        """Return the service that knows scanned slips which are attached already."""
        from services.complaints.scans import Scans

        return Scans(self.units, self.facts)

    @cached_property
    def referrals(self) -> "Referrals":
        """Return the service of passing cases to other agencies."""
        from services.complaints.referrals import Referrals

        return Referrals(self.units, self.facts)

    @cached_property
    def register(self) -> "Register":
        """Return the service of the register."""
        from services.complaints.register import Register

        return Register(self.units, self.facts)

    @cached_property
    def review(self) -> "Review":
        """Return the service of the supervisor's lists."""
        from services.complaints.review import Review

        return Review(self.units, self.facts, self.register)

    @cached_property
    def links(self) -> "Links":
        """Return the service that ties cases."""
        from services.complaints.links import Links

        return Links(self.units, self.facts)

    @cached_property
    def review_requests(self) -> "ReviewRequests":
        """Return the service of disputed results."""
        from services.complaints.review_request import ReviewRequests

        return ReviewRequests(self.units, self.facts)

    @cached_property
    def status_answers(self) -> "StatusAnswers":
        """Return the service that says what became of a complaint."""
        from services.complaints.status_answer import StatusAnswers

        return StatusAnswers(self.units, self.facts)

    @cached_property
    def similar(self) -> "Similar":
        """Return the service that suggests earlier cases."""
        from services.complaints.similar import Similar

        return Similar(self.units, self.facts)

    @cached_property
    def drafts(self) -> "Drafts":
        """Return the service of drafts."""
        from services.complaints.drafts import Drafts

        return Drafts(self.units)

    @cached_property
    def letters(self) -> "Letters":
        """Return the service of letters and notices."""
        from services.letters.letters import Letters

        return Letters(self.units, self.facts)

    @cached_property
    def pictures(self) -> "OfficePictures":
        """Return the service of the pictures on the office's papers."""
        from services.office.pictures import OfficePictures

        return OfficePictures(self.units)

    @cached_property
    def evidence(self) -> "EvidenceReading":
        """Return the service that says how the yearly evidence document stands."""
        from services.documents.evidence_reading import EvidenceReading

        return EvidenceReading(self.units, self.facts)

    @cached_property
    def evidence_pictures(self) -> "EvidencePictures":
        """Return the service of the pictures in the yearly evidence document."""
        from services.office.evidence_pictures import EvidencePictures

        return EvidencePictures(self.units, self.facts)

    @cached_property
    def deadlines(self) -> "Deadlines":
        """Return the service of due dates and their reasons."""
        from services.deadlines.due import Deadlines

        return Deadlines(self.units, self.facts)

    @cached_property
    def flowcharts(self) -> "Flowcharts":
        """Return the service of the office's flowcharts."""
        from services.flowchart.editing import Flowcharts

        return Flowcharts(self.units, self.facts)

    @cached_property
    def dashboards(self) -> "Dashboards":
        """Return the service of a fiscal year at a glance."""
        from services.figures.dashboard import Dashboards

        return Dashboards(self.units, self.facts)

    @cached_property
    def indicators(self) -> "Indicators":
        """Return the service of the figures."""
        from services.figures.indicators import Indicators

        return Indicators(self.units, self.facts)

    @cached_property
    def health(self) -> "Health":
        """Return the service that looks after the clock."""
        from services.health import Health

        return Health(self.units)

    @cached_property
    def verification(self) -> "Verification":
        """Return the service of checking what is kept."""
        from services.journal.verify import Verification

        return Verification(self.units)

    @cached_property
    def journal(self) -> "JournalReading":
        """Return the service of reading the journal."""
        from services.journal.reading import JournalReading

        return JournalReading(self.units, self.facts)

    @cached_property
    def documents(self) -> "Documents":
        """Return the service of printing."""
        from services.documents.printing import Documents

        return Documents(self.units, self.facts, self.cases, self.indicators)

    @cached_property
    def papers(self) -> "OfficePapers":
        """Return the service of the channels' and the counter's papers."""
        from services.documents.office_papers import OfficePapers

        return OfficePapers(self.units, self.facts, self.cases)

    @cached_property
    def signing(self) -> "Signing":
        """Return the service of months that are signed off."""
        from services.signing.sign_off import Signing

        return Signing(self.units, self.facts)

    @cached_property
    def making(self) -> "PaperMaking":
        """Return the service that makes any paper of the catalogue."""
        from services.documents.making import PaperMaking
        from services.documents.single_papers import Makers

        makers = Makers(
            self.cases,
            self.documents,
            self.papers,
            self.privacy,
            self.destruction,
            self.flowcharts,
            self.letters,
        )
        return PaperMaking(self.units, self.facts, makers)

    @cached_property
    def kept_papers(self) -> "KeptPapers":
        """Return the service of the reports made before."""
        from services.documents.kept import KeptPapers

        return KeptPapers(self.units)

    @cached_property
    def privacy(self) -> "Privacy":
        """Return the service of what is kept about one person."""
        from services.privacy.person import Privacy

        return Privacy(self.units, self.facts, self.cases)

    @cached_property
    def destruction(self) -> "Destruction":
        """Return the service of destruction lists."""
        from services.privacy.destruction import Destruction

        return Destruction(self.units, self.facts)

    def close(self) -> None:
        """Let go of the database and of the key's witness."""
        self.store.close()
        self.seal.witness.close()


def open_services(
    folder: Path,
    clock: Clock,
    passwords: Passwords | None = None,
    *,
    keeper: KeyKeeper | None = None,
    given: OfficeKey | None = None,
    ask_passphrase: Callable[[], str] | None = None,
    keep: bool = False,
) -> Services:
    """Open the office in a folder.

    given is a key typed from the recovery sheet, keep whether it is to be kept on this computer;
    ask_passphrase is called when the key lies behind one.
    """
    keeper = keeper or default_keeper()
    store, seal = open_sealed(folder, clock, keeper, given, ask_passphrase)
    if given is not None:
        adopt_key(folder, given, keeper, encrypted=store.key is not None, keep=keep)
    return Services(folder, store, clock, passwords or Passwords(), seal, keeper)


def create_services(
    folder: Path,
    clock: Clock,
    passwords: Passwords | None = None,
    *,
    keeper: KeyKeeper | None = None,
    set_up: KeySetUp | None = None,
) -> Services:
    """Make an empty database in a folder, ready for set-up; set_up says whether it is encrypted and how."""
    keeper = keeper or default_keeper()
    store, seal = create_sealed(folder, clock, keeper, set_up or KeySetUp())
    return Services(folder, store, clock, passwords or Passwords(), seal, keeper)
