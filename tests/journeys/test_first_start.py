"""The first start by keyboard alone: from an empty folder to the first complaint of a clerk just added."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from models.moments import BANGKOK
from services.clock import SetClock
from services.errors import DomainError
from services.permissions import Actor
from ui.app import create_app
from ui.login.login_page import LoginPage
from ui.program import Program
from ui.tasks import TaskRunner
from ui.tour.driver import Driver, type_keys

NOW = datetime(2026, 4, 10, 9, 30, tzinfo=BANGKOK)
ADMIN, CLERK = "correct-horse-9", "ของฉันเอง-เก้า-9"


class Keyboard:
    """Type where the keyboard is, and nothing else."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def write(self, *texts: str) -> None:
        """Type texts, each followed by Enter, which goes to the next field."""
        for text in texts:
            type_keys(self._driver.keyboard(), text)
            self._driver.key("Return")

    def tab_to(self, name: str) -> None:
        """Press Tab until what has the keyboard is called so."""
        for _step in range(80):
            widget = self._driver.keyboard()
            said = getattr(widget, "text", str)().replace("&", "").replace("\u200b", "")
            if name in (said, widget.accessibleName().removesuffix(" (ต้องกรอก)")):
                return
            self._driver.key("Tab")
        raise LookupError(f"the Tab key does not come to {name}")

    def log_in(self, username: str, password: str) -> None:
        """Type a name and a password over what stands in the login page."""
        self.tab_to("ชื่อผู้ใช้")
        self._driver.key("Ctrl+A")
        self.write(username, password)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """Start on an empty folder."""
    create_app(dark=False)
    crashes: list[BaseException] = []
    program = Program(tmp_path / "ข้อมูล", SetClock(NOW), TaskRunner(), None)
    program.runner.crashed.connect(crashes.append)
    program.open_office()
    program.window.show()
    yield program
    program.close()
    program.window.deleteLater()
    assert not crashes


def test_from_an_empty_folder_to_the_first_complaint(program: Program) -> None:
    window = program.window
    driver = Driver(window, program.runner)
    keyboard = Keyboard(driver)
    driver.settle()

    driver.key("Ctrl+Return")  # The folder offered.
    driver.key("Ctrl+Return")  # The office offered.
    keyboard.write("รัชนี ศรีสุข", "นักวิชาการคลัง", "ratchanee", ADMIN, ADMIN)
    driver.key("Ctrl+Return")
    assert "เครื่องนี้เก็บกุญแจ" in driver.text_shown()
    driver.key("Ctrl+Return")
    assert "ratchanee" in driver.text_shown()
    driver.key("Return")
    driver.wait_for(lambda: "ลับ" in driver.text_shown() or "พิมพ์ใบกู้คืน" in driver.text_shown())
    driver.settle()
    keyboard.tab_to("พิมพ์ภายหลัง")
    driver.key("Return")
    driver.wait_for(lambda: window.current_key() == "home")
    assert "รัชนี ศรีสุข" in driver.text_shown()

    driver.key("Ctrl+9")
    keyboard.tab_to("เพิ่มผู้ใช้")
    driver.key("Return")
    keyboard.write("สมมติ รับเรื่องดี", "เจ้าพนักงานการคลัง", "sommut", ADMIN, ADMIN)
    keyboard.tab_to("เจ้าหน้าที่รับเรื่อง")
    driver.key("Space")
    driver.key("Ctrl+Return")
    assert driver.front() is window, driver.text_shown()
    assert "sommut" in {row.username for row in program.services.accounts.list_accounts(_admin(program))}

    driver.key("Ctrl+Shift+Q")
    keyboard.log_in("sommut", "ผิด")
    assert "ไม่ถูกต้อง" in driver.text_shown()
    assert window.current_key() == ""
    keyboard.log_in("sommut", ADMIN)
    keyboard.write(ADMIN, "สั้น", "สั้น")  # The old one, and a new one that won't do.
    assert window.current_key() == ""
    assert "อย่างน้อย" in driver.text_shown()
    keyboard.tab_to("รหัสผ่านใหม่")
    driver.key("Ctrl+A")
    keyboard.write(CLERK)
    driver.key("Ctrl+A")
    keyboard.write(CLERK)
    driver.wait_for(lambda: window.current_key() == "home")

    driver.key("F2")
    keyboard.tab_to("ชื่อ–นามสกุล")
    keyboard.write("ตัวอย่าง รักถิ่น")
    keyboard.tab_to("รายละเอียด (เกิดอะไรขึ้น)")
    type_keys(driver.keyboard(), "รอรับบริการนานเกือบสองชั่วโมง")
    driver.key("F9")
    assert "1/2569" in driver.text_shown()
    driver.key("Return")
    assert "1/2569" not in driver.text_shown()

    driver.key("Ctrl+Shift+Q")
    assert window.findChild(LoginPage) is not None
    keyboard.log_in("sommut", ADMIN)
    assert "ไม่ถูกต้อง" in driver.text_shown()
    keyboard.log_in("sommut", CLERK)
    driver.wait_for(lambda: window.current_key() == "home")
    with pytest.raises(DomainError):
        program.services.accounts.log_in("sommut", ADMIN)
    assert QApplication.activeModalWidget() is None


def _admin(program: Program) -> Actor:
    return program.services.accounts.log_in("ratchanee", ADMIN)
