"""A day at the desk in a process of its own, whose every trace somebody else looks through afterwards.

Run as `python -m tests.journeys.day PLACE plain|encrypted`. Under PLACE lie the data folder, what is
attached (incoming) and what people ask for on paper (papers).
"""

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from services.accounts.accounts import AccountInput
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.container import create_services
from services.keys.opening import KeySetUp
from services.office.setup import SetUpOffice
from services.permissions import Role
from tests.journeys.child import MOMENT
from tests.journeys.evening import work_on

NAME, PHONE, NATIONAL_ID = "กรรณิการ์ ดวงตะวันฉาย", "089-765-4321", "1-1037-02071-81-1"
MAIL, ADDRESS = "kannika.private@example.org", "บ้านเลขที่ 77/9 ซอยดอกปีบ"
STORY = "ถูกเรียกเงินใต้โต๊ะโดยชายเสื้อสีฟ้า"
NOTE = "โทรกลับแล้วเธอร้องไห้"
IN_THE_FILE = "KANNIKA-PASSBOOK-5521"
PDF_NAME, DOCX_NAME = "สมุดบัญชี ดวงตะวันฉาย.pdf", "คำร้อง ดวงตะวันฉาย.docx"
HALF_TYPED = "ยังเล่าไม่จบเรื่องเงินบำเหน็จพิเศษ"
MISTYPED_LOGIN, MISTYPED_PASSWORD = "kannika.somewhere", "rahat-lap-5521"
SEARCHED = "ดวงตะวันฉาย"
PASSWORD = "demo"
PEOPLE = {
    "front": (Role.FRONT_DESK, "นางสาวหน้าห้อง รับเรื่อง"),
    "officer": (Role.OFFICER, "นายผู้รับ ผิดชอบ"),
    "supervisor": (Role.SUPERVISOR, "นางหัวหน้า กลุ่มงาน"),
}


def make_office(folder: Path, *, encrypted: bool) -> None:
    """Make an office whose people log in as the tour does."""
    services = create_services(
        folder, SetClock(MOMENT), Passwords.cheapest(), set_up=KeySetUp(encrypt=encrypted)
    )
    administrator = AccountInput(
        username="admin", display_name="นายผู้ดูแล ระบบ", roles=frozenset({Role.ADMINISTRATOR})
    )
    admin = services.setup.set_up(
        SetUpOffice(administrator=administrator, password=PASSWORD, demo=True), "set-up"
    )
    for login, (role, name) in PEOPLE.items():
        content = AccountInput(username=login, display_name=name, roles=frozenset({role}))
        services.accounts.add_demo_account(admin, content, PASSWORD, f"add-{login}")
    services.close()


class Day:
    """Work through a day in the real window, its native dialogs and its mistakes included."""

    def __init__(self, place: Path) -> None:
        from PySide6.QtCore import QSettings

        from ui.app import create_app, install_excepthook
        from ui.program import SETTINGS_NAME, Program
        from ui.tasks import TaskRunner
        from ui.tour.driver import Driver
        from ui.tour.main_job import MainJob

        create_app(dark=False)
        folder = place / "data"
        self.papers, self.incoming = place / "papers", place / "incoming"
        self.backups = place / "home" / "backups"
        self.backups.mkdir()
        settings = QSettings(str(folder / SETTINGS_NAME), QSettings.Format.IniFormat)
        self.program = Program(folder, SetClock(MOMENT), TaskRunner(), settings)
        self.program.hold_folder(folder)
        install_excepthook(self.program.window.feedback.bug)
        self.program.open_office()
        self.program.window.show()
        self.driver = Driver(self.program.window, self.program.runner)
        self.job = MainJob(self.driver, lambda _name: None)

    def work(self) -> None:
        """Do what a day brings."""
        self.log_in_in_vain()
        with self.job.person("front"):
            self.take_complaint()
            self.look_at_the_case()
            self.stumble()
            self.leave_half_typed()
        with self.job.person("supervisor"):
            self.search()
            self.report()
        self.copy = self.program.services.backups.make_by_itself("ปิดโปรแกรม", self.backups, "backup").path
        self.program.window.close()
        self.program.close()

    def log_in_in_vain(self) -> None:
        """Type somebody's name and a password into the login, and be refused."""
        self.driver.type_into("ชื่อผู้ใช้", MISTYPED_LOGIN)
        self.driver.type_into("รหัสผ่าน", MISTYPED_PASSWORD)
        self.driver.key("Return")
        self.driver.settle()

    def take_complaint(self) -> None:
        """Take a complaint in, with everything that can be said of a person, and give a receipt."""
        driver = self.driver
        driver.key("F2")
        driver.type_into("คำนำหน้า", "นางสาว")
        for label, typed in (
            ("ชื่อ–นามสกุล", NAME),
            ("หมายเลขโทรศัพท์", PHONE),
            ("รายละเอียด (เกิดอะไรขึ้น)", STORY),
        ):
            driver.type_into(label, typed)
        driver.press("ข้อมูลผู้ร้องเรียนเพิ่มเติม")
        for label, typed in (("เลขประจำตัวประชาชน 13 หลัก", NATIONAL_ID), ("อีเมล", MAIL), ("ที่อยู่", ADDRESS)):
            driver.type_into(label, typed)
        driver.wait_for(lambda: "เก็บร่างแล้ว" in driver.text_shown())
        driver.key("F9")
        driver.press("พิมพ์ใบรับ")
        self._save_paper("receipt")
        driver.front().close()
        driver.press("เปิดเรื่อง")
        self.job.case_id = self.job.shown_case()

    def look_at_the_case(self) -> None:
        """Attach a file, look at it, note something, print the whole case."""
        from ui.case.case_page import CasePage

        driver = self.driver
        page = driver.window.page("case")
        assert isinstance(page, CasePage)
        put_out: list[bytes] = []
        page.files.open_outside = lambda path: put_out.append(path.read_bytes()) is None
        for name in (PDF_NAME, DOCX_NAME):
            self._with_dialog(self.incoming / name, page.buttons["attach_file"].click)
            driver.wait_for(lambda name=name: name in driver.text_shown())  # type: ignore[misc]
        driver.press("เปิดดู")
        driver.front().close()
        driver.press("เปิดด้วยโปรแกรมอื่น")
        driver.wait_for(lambda: bool(put_out))
        assert put_out == [(self.incoming / DOCX_NAME).read_bytes()]
        driver.press("บันทึกเพิ่มเติม")
        driver.type_into("ข้อความ", NOTE)
        driver.key("Ctrl+Return")
        page.menu_actions["print_case_file"].trigger()
        driver.settle()
        self._save_paper("case-file")
        self._print_paper("printed")
        driver.front().close()

    def stumble(self) -> None:
        """Make mistakes of the program's own, whose messages carry what was typed."""
        from PySide6.QtCore import QTimer

        def fail() -> None:
            raise ValueError(f"{NAME} {PHONE} {STORY}")

        self._answering("ทำงานต่อ", lambda: QTimer.singleShot(0, fail))
        self._answering("ทำงานต่อ", lambda: self.program.runner.write(fail, print))
        self._answering("ทำงานต่อ", lambda: self.program.runner.work(lambda _job: fail(), print))

    def leave_half_typed(self) -> None:
        """Begin another complaint and leave it in a draft."""
        self.driver.key("F2")
        self.driver.type_into("รายละเอียด (เกิดอะไรขึ้น)", HALF_TYPED)
        self.driver.wait_for(lambda: "เก็บร่างแล้ว" in self.driver.text_shown())

    def search(self) -> None:
        """Look for the person in the register."""
        self.driver.go("register")
        self.driver.type_into("ค้นหาเรื่องที่รับ", SEARCHED)
        self.driver.wait_for(lambda: "พบ 1 เรื่อง" in self.driver.text_shown())

    def report(self) -> None:
        """Make the month's report and save it."""
        self.driver.go("reports", month="2569-04")
        self.driver.press("จัดทำรายงาน")
        self._save_paper("monthly")

    # --- native dialogs, and those that wait for an answer

    def _save_paper(self, name: str) -> None:
        from ui.widgets.pdf_preview import PdfPreview

        preview = next(found for found in self.driver.front().findChildren(PdfPreview) if found.isVisible())
        path = self.papers / f"{name}.pdf"
        self._with_dialog(path, preview.save_button.click)
        self.driver.settle()
        assert path.exists()

    def _print_paper(self, name: str) -> None:
        from PySide6.QtPrintSupport import QPrinter

        from ui.widgets.pdf_preview import PdfPreview

        def printer(pages: int) -> QPrinter:
            made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
            made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            made.setOutputFileName(str(self.papers / f"{name}.pdf"))
            made.setFromTo(1, pages)
            return made

        preview = next(found for found in self.driver.front().findChildren(PdfPreview) if found.isVisible())
        preview._ask_printer = printer
        printed: list[bool] = []
        preview.printed.connect(lambda: printed.append(True))
        preview.print_document()
        self.driver.wait_for(lambda: bool(printed))
        self.driver.settle()

    def _with_dialog(self, path: Path, act: Callable[[], object]) -> None:
        from PySide6.QtWidgets import QFileDialog, QLineEdit

        def choose(dialog: Any) -> None:
            # Typed, as a person may: what is selected gives way while the dialog still reads the folder.
            dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
            dialog.accept()

        self._when_shown(QFileDialog, choose)
        act()
        self.driver.settle()

    def _answering(self, button: str, act: Callable[[], object]) -> None:
        """Act, and press a button in the dialog that comes of it."""
        from PySide6.QtWidgets import QAbstractButton

        from ui.feedback import BugDialog

        answered: list[bool] = []

        def answer(dialog: Any) -> None:
            dialog.copy_button.click()
            next(found for found in dialog.findChildren(QAbstractButton) if found.text() == button).click()
            answered.append(True)

        self._when_shown(BugDialog, answer)
        act()
        self.driver.wait_for(lambda: bool(answered))
        self.driver.settle()

    def _when_shown(self, kind: type, then: Callable[[Any], None]) -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        watch = QTimer(self.program.window)

        def look() -> None:
            for widget in QApplication.topLevelWidgets():
                if isinstance(widget, kind) and widget.isVisible():
                    watch.stop()
                    watch.deleteLater()
                    then(widget)
                    return

        watch.timeout.connect(look)
        watch.start(10)


def main() -> None:
    """Make the office and work through the day."""
    place = Path(sys.argv[1])
    make_office(place / "data", encrypted=sys.argv[2] == "encrypted")
    (place / "papers").mkdir()
    (place / "incoming").mkdir()
    (place / "incoming" / PDF_NAME).write_bytes(_pdf())
    (place / "incoming" / DOCX_NAME).write_bytes(b"PK\x03\x04" + IN_THE_FILE.encode())
    try:
        day = Day(place)
        day.work()
        encrypted = sys.argv[2] == "encrypted"
        work_on(place / "data", day.papers, day.copy, day.job.case_id, STORY, encrypted=encrypted)
    except BaseException:  # noqa: BLE001  the program's own net would open a dialog that nobody answers
        traceback.print_exc()
        os._exit(1)


def _pdf() -> bytes:
    from services.documents.typesetting import DocumentSpec, Paragraph, PdfDocument

    return PdfDocument(DocumentSpec(title=IN_THE_FILE)).to_bytes([Paragraph(IN_THE_FILE)])


if __name__ == "__main__":
    main()
