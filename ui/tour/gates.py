"""Pictures of what stands before the pages and of the dialogs that look after data, key and sessions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from services.accounts.passwords import Passwords
from services.errors import DomainError, WorldError
from services.keys.keeper import default_keeper
from services.keys.new_key import LostKey
from ui.backup.offering import restore_actions
from ui.error_messages import sentence
from ui.login.recovery_page import RecoveryPage
from ui.program import Program
from ui.setup.key_page import KeyPage
from ui.setup.problem_page import ProblemPage
from ui.setup.setup_page import SHEET, SetupPage
from ui.tour.driver import Driver, type_keys
from ui.tour.main_job import PASSWORD

SECTIONS = (
    *("users", "acting", "profile", "work", "inspections", "holidays", "wording", "letters", "emblem"),
    *("backup", "security", "verify"),
)
WORD = "picture-word-1"
KEY_ID = "4bf5b21f623eaf36"


class Gates:
    """Take pictures in one window of a demo office, each under its name."""

    def __init__(self, program: Program, driver: Driver, folder: Path, take: Callable[[str], None]) -> None:
        self._program = program
        self._driver = driver
        self._folder = folder
        self._take = take

    def sections(self) -> None:
        """Picture the sections of the settings with their dialogs, for the administrator logged in."""
        driver = self._driver
        for section in SECTIONS:
            driver.go("settings", section=section)
            if section == "backup":
                driver.press("สำรองข้อมูลเดี๋ยวนี้")
            if section == "verify":
                driver.press("เริ่มตรวจสอบ")
            self._take(f"settings-{section}")
        for section, button in (
            ("users", "เพิ่มผู้ใช้"),
            ("acting", "แต่งตั้ง"),
            ("security", "พิมพ์ใบกู้คืน…"),
            ("security", "เข้ารหัสข้อมูล…"),
            ("backup", "กู้จากชุดที่เลือก…"),
        ):
            driver.go("settings", section=section)
            driver.press(button)
            self._take(f"dialog-{section}-{button.rstrip('…')}")
            driver.press("ยกเลิก")

    def lock(self) -> None:
        """Picture the lock before the page shown, and open it again."""
        driver = self._driver
        driver.key("Ctrl+L")
        self._take("lock")
        type_keys(driver.keyboard(), PASSWORD)
        driver.key("Return")

    def privacy(self) -> None:
        """Picture the page of personal data, both its parts."""
        self._driver.go("privacy", part="person")
        self._take("privacy-person")
        self._driver.go("privacy", part="destruction")
        self._take("privacy-destruction")

    def before_login(self) -> None:
        """Picture what may stand in the place of the login."""
        services, runner, clock = self._program.services, self._program.runner, self._program.services.clock
        window = self._program.window
        with self._gate():
            window.show_gate(RecoveryPage(services.accounts, runner))
            self._take("gate-recovery")
            lost = LostKey(self._folder, clock, default_keeper(), Passwords())
            for name, code in (("passphrase", "key.passphrase_needed"), ("key", "key.missing")):
                error = WorldError(code, key_id=KEY_ID, folder=str(self._folder))
                page = KeyPage(self._folder, clock, runner, error, lost.replace_key, restore=lambda: None)
                window.show_gate(page)
                self._take(f"gate-{name}")
            self._driver.press("ไม่มีใบกู้คืน")
            self._take("gate-lost")
            damaged: DomainError = WorldError("store.damaged", folder=str(self._folder))
            ways = restore_actions(self._folder, window.feedback, lambda _source: None)
            window.show_gate(ProblemPage(sentence(damaged), actions=ways))
            self._take("gate-damaged")

    def wizard(self, folder: Path) -> None:
        """Picture the first set-up, step by step, in a folder of its own."""
        window, driver = self._program.window, self._driver
        with self._gate():
            page = SetupPage(folder, self._program.services.clock, self._program.runner, window.feedback)
            window.show_gate(page)
            while page.step() != SHEET:
                if page.step() == 2:
                    driver.type_into("ชื่อ–นามสกุล", "นายตัวอย่าง ดูแลระบบ")
                    driver.type_into("ชื่อผู้ใช้", "admin")
                    driver.type_into("รหัสผ่าน", WORD)
                    driver.type_into("รหัสผ่านอีกครั้ง", WORD)
                self._take(f"wizard-{page.step() + 1}")
                page.next()
                driver.settle()
            self._take(f"wizard-{SHEET + 1}")
            page.done.connect(lambda services, _actor: services.close())
            page.finish()

    @contextmanager
    def _gate(self) -> Iterator[None]:
        """Show the login again afterwards."""
        yield
        self._program.show_login()
        self._driver.settle()
