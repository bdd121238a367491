"""The desk's main job, step by step: a complaint taken in, worked, closed, and the month printed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget

from services.resources import load_json
from ui.case.case_page import CasePage
from ui.tour.driver import Driver
from ui.widgets.pdf_preview import PdfPreview

PASSWORD = "demo"  # noqa: S105 - the demo office's password, printed on its login page
STORY = (
    "มายื่นเอกสารขอรับบำเหน็จตกทอดตั้งแต่ 8 โมงครึ่ง รอเกือบสองชั่วโมงจึงได้รับบริการ "
    "มีเจ้าหน้าที่ให้บริการเพียงช่องเดียว และไม่มีใครบอกว่าต้องรออีกนานเท่าใด"
)

OFFICER = load_json("demo/people.json")["staff"][1]["name"]

Take = Callable[[str], None]


class MainJob:
    """Do the main job in one window of a demo office; take is called with a name for each picture."""

    def __init__(self, driver: Driver, take: Take) -> None:
        self._driver = driver
        self._take = take
        self.case_id = 0
        self.papers: dict[str, bytes] = {}

    def run(self) -> None:
        """Take a complaint in at the counter, bring it to closure, and print the month."""
        with self.person("front"):
            self._take("home")
            self.take_complaint()
            self.finish_step(
                "บันทึกผลการจำแนก",
                ("ประเภทของเรื่อง", "ข้อร้องเรียน"),
                ("อยู่ในอำนาจหน้าที่ของสำนักงาน", "ใช่"),
                ("หมวดของเรื่อง", "การให้บริการ"),
                ("ระดับของเรื่อง", "เรื่องเล็กน้อย"),
            )
        with self.person("supervisor"):
            self._driver.go("review")
            self._take("review")
            self.finish_step("มอบหมาย", ("เจ้าหน้าที่ผู้รับผิดชอบเรื่อง", OFFICER))
        with self.person("officer"):
            self.finish_step("บันทึกการแจ้งรับเรื่อง", ("การแจ้งรับเรื่อง", "แจ้งแล้ว"))
            self.finish_step(
                "เสนอผลการตรวจสอบ",
                ("ข้อเท็จจริงที่ตรวจสอบพบ", "ตรวจบัตรคิวของวันดังกล่าวแล้ว รอนานตามที่แจ้งจริง เพราะเปิดช่องบริการเพียงช่องเดียว"),
                ("การแก้ไข", "เปิดช่องบริการเพิ่มในช่วงเช้า และขออภัยผู้ร้องเรียนแล้ว"),
            )
        with self.person("supervisor"):
            self.open_case()
            self._take("case-review")
            self._driver.press("เห็นชอบ")
        with self.person("officer"):
            self.finish_step("บันทึกการแจ้งผล", ("การแจ้งผล", "แจ้งแล้ว"))
        with self.person("supervisor"):
            self.finish_step(
                "ยุติเรื่อง",
                ("ผลการดำเนินการ", "มีมูล–แก้ไขแล้ว"),
                ("สาเหตุ", "จัดช่องบริการไม่พอกับผู้มาติดต่อในช่วงเช้า"),
            )
            self._take("case-closed")
            self.print_month()

    @contextmanager
    def person(self, login: str) -> Iterator[None]:
        """Log somebody in through the login page, and out again."""
        driver = self._driver
        driver.type_into("ชื่อผู้ใช้", login)
        driver.type_into("รหัสผ่าน", PASSWORD)
        driver.key("Return")
        driver.wait_for(lambda: driver.window.current_key() == "home")
        driver.settle()
        yield
        driver.window.log_out()
        driver.settle()

    def take_complaint(self) -> None:
        """Take a walk-in complaint in with the keyboard alone, and print its receipt."""
        driver = self._driver
        driver.key("F2")
        self._take("intake-empty")
        driver.type_into("คำนำหน้า", "นาง")
        driver.type_into("ชื่อ–นามสกุล", "ตัวอย่าง รักถิ่น")
        driver.type_into("หมายเลขโทรศัพท์", "081-000-4567")
        driver.type_into("รายละเอียด (เกิดอะไรขึ้น)", STORY)
        self._take("intake-filled")
        driver.key("F9")
        self._take("intake-saved")
        driver.press("พิมพ์ใบรับ")
        self.papers["receipt"] = self.shown_paper(driver.front())
        self._take("receipt")
        driver.front().close()
        driver.press("เปิดเรื่อง")
        self.case_id = self.shown_case()

    def finish_step(self, says: str, *answers: tuple[str, str]) -> None:
        """Answer what the case's present step asks for, and press its button."""
        self.open_case()
        for label, value in answers:
            self._driver.answer(label, value)
        self._take("case-step")
        self._driver.press(says)

    def open_case(self) -> None:
        """Go to the case's page."""
        self._driver.go("case", complaint_id=self.case_id)

    def print_month(self) -> None:
        """Make this month's report and look at it."""
        self._driver.go("reports")
        self._take("reports")
        self._driver.press("จัดทำรายงาน")
        self.papers["monthly"] = self.shown_paper(self._driver.window)
        self._take("reports-made")

    @staticmethod
    def shown_paper(place: QWidget) -> bytes:
        """Return the PDF that a window shows."""
        return next(preview for preview in place.findChildren(PdfPreview) if preview.isVisible()).content()

    def shown_case(self) -> int:
        """Return the id of the case on the case page."""
        page = self._driver.window.page("case")
        detail = page.detail if isinstance(page, CasePage) else None
        if detail is None:
            raise LookupError("no case is shown")
        return detail.id
