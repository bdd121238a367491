"""Show every widget of the kit in the real window, and save pictures: python -m tests.ui.gallery FOLDER."""

import sys
from datetime import date
from pathlib import Path

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.app import create_app
from ui.login.login_page import LoginPage
from ui.main_window import MainWindow, SessionInfo
from ui.page_spec import PageSpec
from ui.tasks import InlineTaskRunner
from ui.theme import Space, apply_theme
from ui.widgets.banner import Banner
from ui.widgets.chart_base import Datum, Look
from ui.widgets.charts import Bar, BarChart
from ui.widgets.choices import ChoiceCombo, SegmentedChoice
from ui.widgets.dates import ThaiDateEdit, TimeEdit
from ui.widgets.fields import FormField, FormSection
from ui.widgets.labels import (
    EmptyState,
    StatusChip,
    TagLabel,
    ThaiLabel,
    card,
    danger_button,
    plain_button,
    primary_button,
    quiet_button,
)
from ui.widgets.lying_bars import LyingBar, LyingBars, Part
from ui.widgets.month_chart import Cell, MonthChart, MonthRow, Target
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.phone import PhoneEdit
from ui.widgets.table import ICON_ROLE, TONE_ROLE, DataTable, FilterBar
from ui.widgets.target_bar import TargetBar
from ui.widgets.text_area import TextArea
from ui.widgets.timeline import Timeline, TimelineEntry

TODAY = date(2026, 11, 23)
STORY = (
    "ผู้ร้องแจ้งว่าเมื่อวันที่ 18 พฤศจิกายน 2569 ได้มายื่นเอกสารขอรับบำเหน็จตกทอดที่เคาน์เตอร์ "
    "รอคิวตั้งแต่เวลา 9.15 น. จนถึง 11.40 น. โดยไม่มีเจ้าหน้าที่แจ้งลำดับคิว และได้รับคำแนะนำเรื่องเอกสารไม่ตรงกันสองครั้ง "
    "ขอให้สำนักงานปรับปรุงการแจ้งลำดับคิวและจัดทำรายการเอกสารที่ต้องใช้ให้ชัดเจน"
)
CHANNELS = [
    ("walk_in", "ติดต่อด้วยตนเอง"),
    ("phone", "โทรศัพท์สำนักงาน"),
    ("box", "กล่องแสดงความคิดเห็น"),
    ("web", "เว็บไซต์สำนักงานคลังจังหวัดลำปาง"),
    ("email", "e-mail"),
    ("gcc", "ศูนย์บริการข้อมูลภาครัฐเพื่อประชาชน GCC 1111"),
]


def form_page() -> QWidget:
    """Return a page with every kind of field."""
    page = QWidget()
    page.setProperty("role", "page")
    outer = QHBoxLayout(page)
    outer.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
    outer.setSpacing(Space.XL)
    column = QVBoxLayout()
    column.setSpacing(Space.M)
    banner = Banner()
    banner.show_text("มีฉบับร่างที่ยังไม่ได้บันทึก 2 ฉบับ", "info", "ดูฉบับร่าง")
    column.addWidget(banner)
    section = FormSection("ผู้ร้องเรียน")
    kind = SegmentedChoice(
        [("named", "ระบุชื่อ"), ("hidden", "ขอปกปิดชื่อและที่อยู่"), ("anonymous", "ไม่ระบุชื่อผู้ร้องเรียน")], numbered=True
    )
    kind.set_code("named")
    section.add(FormField("การเปิดเผยชื่อ", kind))
    name = FormField("ชื่อและนามสกุล", QLineEdit("นางสาวปิ่นแก้ว ใจซื่อ"), required=True)
    phone = PhoneEdit()
    phone.setText("1669 ต่อ 12")
    section.add_row(name, FormField("โทรศัพท์", phone, help_text="ใส่ได้หลายหมายเลข คั่นด้วยจุลภาค"))
    column.addWidget(section)
    section = FormSection("เรื่องที่รับ")
    received = ThaiDateEdit(lambda: TODAY)
    received.set_date(TODAY)
    wrong = ThaiDateEdit(lambda: TODAY)
    wrong.setText("31 ก.พ. 2569")
    wrong_field = FormField("วันที่เกิดเหตุ", wrong)
    wrong_field.set_error("ไม่มีวันที่นี้ในปฏิทิน โปรดตรวจวันและเดือน")
    clock = TimeEdit()
    clock.setText("9.30")
    section.add_row(FormField("วันที่รับเรื่อง", received, required=True), FormField("เวลา", clock), wrong_field)
    channel = ChoiceCombo(CHANNELS)
    channel.set_code("walk_in")
    section.add_row(
        FormField("ช่องทาง", channel, required=True, key="F6"), FormField("หมวดเรื่อง", ChoiceCombo(CHANNELS))
    )
    story = TextArea()
    story.setText(STORY)
    section.add(FormField("เหตุการณ์ที่เกิดขึ้น", story, required=True))
    column.addWidget(section)
    column.addWidget(FormSection("รายละเอียดเพิ่มเติม", folded=True))
    ticks = QHBoxLayout()
    confidential = QCheckBox("เรื่องลับ")
    confidential.setChecked(True)
    for widget in (
        confidential,
        QCheckBox("ขอให้โทรกลับ"),
        QRadioButton("ทางโทรศัพท์"),
        QRadioButton("ทางหนังสือ"),
    ):
        ticks.addWidget(widget)
    ticks.addStretch(1)
    column.addLayout(ticks)
    buttons = QHBoxLayout()
    buttons.addWidget(primary_button("บันทึกและออกเลขรับ", "save"))
    buttons.addWidget(plain_button("พิมพ์ใบรับ", "printer"))
    buttons.addWidget(danger_button("ยกเลิกเลขรับ", "ban"))
    buttons.addWidget(quiet_button("ยกเลิก"))
    buttons.addStretch(1)
    column.addLayout(buttons)
    column.addStretch(1)
    outer.addLayout(column, 3)
    side, lines = card()
    chips = QHBoxLayout()
    for text, tone in (("เกินกำหนด 2 วัน", "danger"), ("ใกล้ครบกำหนด", "warning"), ("ยุติเรื่อง", "success")):
        chips.addWidget(StatusChip(text, tone))
    chips.addStretch(1)
    lines.addLayout(chips)
    more = QHBoxLayout()
    more.addWidget(StatusChip("อยู่ระหว่างดำเนินการ", "info"))
    more.addWidget(TagLabel("ระดับ 3"))
    more.addStretch(1)
    lines.addLayout(more)
    lines.addWidget(
        ThaiLabel(
            "ครบกำหนดวันพฤหัสบดีที่ 7 พฤษภาคม 2569 นับ 15 วันทำการ ข้ามเสาร์–อาทิตย์ 8 วัน และวันหยุดราชการ 4 วัน", "muted"
        )
    )
    lines.addWidget(
        Timeline(
            [
                TimelineEntry(
                    "23 พ.ย. 2569 10.35 น.", "รับและลงทะเบียน", "สมศรี", "รับที่เคาน์เตอร์", "inbox", "info"
                ),
                TimelineEntry("23 พ.ย. 2569 14.10 น.", "จำแนกเป็นข้อร้องเรียนในการให้บริการ", "วิชัย", "", "tag"),
                TimelineEntry(
                    "24 พ.ย. 2569 09.00 น.",
                    "มอบหมายผู้รับผิดชอบ",
                    "คลังจังหวัด",
                    STORY[:90],
                    "user-check",
                    "success",
                ),
            ]
        )
    )
    lines.addStretch(1)
    side.setMinimumWidth(320)
    outer.addWidget(side, 2)
    return page


def list_page() -> QWidget:
    """Return a page with filters, a table and charts."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
    column.setSpacing(Space.M)
    bar = FilterBar("ค้นหาเลขรับ เรื่อง ชื่อ โทรศัพท์")
    for label in ("เดือน", "ช่องทาง", "ขั้นตอน"):
        bar.add_filter(label, ChoiceCombo(CHANNELS, placeholder=f"{label}: ทั้งหมด"))
    bar.set_summary("พบ 124 เรื่อง จากทั้งหมด 1,280 เรื่อง")
    column.addWidget(bar)
    table = DataTable("ทะเบียนเรื่องที่รับ")
    table.setModel(sample_model(table))
    table.set_column_widths([110, 130, 190, 340, 170], stretch=3)
    table.selectRow(1)
    column.addWidget(table, 1)
    charts = QHBoxLayout()
    months = ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."]
    charts.addWidget(BarChart("รายเดือน", [Bar(name, (index * 7) % 9) for index, name in enumerate(months)]))
    charts.addWidget(
        BarChart(
            "ช่องทาง",
            [Bar(name, 12 - index * 2) for index, (_code, name) in enumerate(CHANNELS)],
            horizontal=True,
        )
    )
    column.addLayout(charts)
    return page


def charts_page() -> QWidget:
    """Return a page with the dashboard's charts."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
    months = ["ต.ค. 69", "พ.ย. 69", "ธ.ค. 69", "ม.ค. 70", "ก.พ. 70", "มี.ค. 70"]
    looks = (("รับใหม่", Look.SOLID), ("ยุติ", Look.HATCHED), ("คงค้าง", Look.DOTTED))
    bars = MonthChart("รายเดือน", "(เรื่อง)")
    bars.set_months(
        months, [MonthRow(name, look, _cells(name, number + 2)) for number, (name, look) in enumerate(looks)]
    )
    lines = MonthChart("ตัวชี้วัดสะสม", "(ร้อยละ)", lines=True, highest=100)
    names = ("ตัวชี้วัดที่ 1", "ตัวชี้วัดที่ 2")
    rows = [MonthRow(name, Look.SOLID, _cells(name, 9 + number)) for number, name in enumerate(names)]
    lines.set_months(months, rows, [Target(80, "เป้าหมายร้อยละ 80")])
    parts = [Part("ยุติแล้ว", Look.SOLID), Part("อยู่ในกำหนด", Look.HATCHED), Part("เกินกำหนด", Look.ALARM)]
    lying = LyingBars("ตามช่องทาง", parts)
    lying.set_bars(
        [
            LyingBar(
                name,
                tuple(
                    Datum(f"{code}.{part.name}", 9 - at - step * 2, name) for step, part in enumerate(parts)
                ),
            )
            for at, (code, name) in enumerate(CHANNELS)
        ]
    )
    bar = TargetBar()
    bar.show_share(72.5, 80)
    for widget in (bar, bars, lines, lying):
        column.addWidget(widget)
    column.addStretch(1)
    return page


def _cells(name: str, step: int) -> tuple[Cell, ...]:
    values = [(at * 7 + step * 5) % 60 + 30 for at in range(6)]
    return tuple(
        Cell(Datum(f"{name}{at}", value, name), value, f"{value}") for at, value in enumerate(values)
    )


def sample_model(parent: QWidget) -> QStandardItemModel:
    """Return rows with long Thai words, tones and states."""
    model = QStandardItemModel(0, 5, parent)
    model.setHorizontalHeaderLabels(["เลขรับ", "วันที่รับ", "ช่องทาง", "เรื่อง", "สถานะ"])
    states = [
        ("เกินกำหนด", "danger", "circle-alert"),
        ("ใกล้ครบกำหนด", "warning", "clock-alert"),
        ("ยุติเรื่อง", "success", "circle-check"),
    ]
    for number in range(30):
        text, tone, mark = states[number % 3]
        row = [
            f"{30 - number}/2570",
            "23 พ.ย. 2569",
            CHANNELS[number % 6][1],
            "ที่จอดรถไม่เพียงพอ ปู่ย่าผู้สูงอายุเดินไกล น้ำท่วมขังหน้าตึกทุกครั้งที่ฝนตก",
            text,
        ]
        items = [QStandardItem(cell) for cell in row]
        items[-1].setData(tone, TONE_ROLE)
        items[-1].setData(mark, ICON_ROLE)
        model.appendRow(items)
    return model


def empty_page() -> QWidget:
    """Return a page that says what to do first."""
    return EmptyState(
        "ยังไม่มีเรื่องที่รอท่าน",
        hint="เมื่อมีการมอบหมายเรื่องให้ท่าน เรื่องจะปรากฏที่นี่พร้อมวันครบกำหนด",
        action_text="ดูทะเบียนทั้งหมด",
    )


def preview_page() -> QWidget:
    """Return the PDF preview with a drawn paper."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
    preview = PdfPreview()
    column.addWidget(preview)
    preview.show_pdf(sample_pdf(3), "ใบรับ.pdf")
    return page


def sample_pdf(pages: int) -> bytes:
    """Return a small PDF."""
    from io import BytesIO

    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    content = BytesIO()
    canvas = Canvas(content, pagesize=A4)
    for number in range(pages):
        canvas.setFont("Helvetica", 18)
        canvas.drawString(72, 740, f"Monthly report, page {number + 1}")
        canvas.setFont("Helvetica", 11)
        for line in range(40):
            canvas.drawString(72, 700 - line * 15, f"line {line + 1} of the report " * 3)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def specs() -> list[PageSpec]:
    """Return pages as the program has them."""
    return [
        PageSpec("form", "ติดต่อด้วยตนเอง", "user", form_page, shortcut="F2", group="รับเรื่อง", scroll=True),
        PageSpec("phone", "รับทางโทรศัพท์", "phone", empty_page, shortcut="F3", group="รับเรื่อง"),
        PageSpec("box", "กล่องแสดงความคิดเห็น", "mailbox", empty_page, shortcut="F4", group="รับเรื่อง"),
        PageSpec("register", "ทะเบียนเรื่อง", "list", list_page, shortcut="Ctrl+2", group="งาน"),
        PageSpec("charts", "แผนภูมิ", "chart-column", charts_page, group="งาน", scroll=True),
        PageSpec("review", "พิจารณา", "clipboard-check", empty_page, shortcut="Ctrl+3", group="งาน"),
        PageSpec("reports", "รายงาน", "chart-column", preview_page, shortcut="Ctrl+4", group="งาน"),
        PageSpec("settings", "ตั้งค่า", "settings", empty_page, shortcut="Ctrl+9", group="ระบบ"),
    ]


def build_window() -> MainWindow:
    """Return the window with all sample pages."""
    window = MainWindow(InlineTaskRunner())
    session = SessionInfo(
        "สำนักงานคลังจังหวัดลำปาง", "นางสาวสมศรี มั่นคง", frozenset({"front_desk", "supervisor"}), demo=True
    )
    window.start_session(session, specs())
    return window


def main(folder: Path) -> None:
    """Save a picture of every page in both themes and two sizes."""
    app = create_app(dark=False)
    folder.mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark"):
        apply_theme(app, dark=theme == "dark")
        for size in ((1280, 720), (1920, 1080)):
            window = build_window()
            window.resize(*size)
            window.show()
            for key in ("form", "phone", "register", "charts", "reports"):
                window.navigate(key)
                if key == "phone":
                    window.feedback.saved("บันทึกแล้ว เลขรับ 12/2570", "พิมพ์ใบรับ", lambda: None)
                _shoot(app, window, folder / f"{key}-{theme}-{size[0]}.png")
            login = LoginPage("สำนักงานคลังจังหวัดลำปาง", demo=True)
            window.show_gate(login)
            login.show_error("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง")
            _shoot(app, window, folder / f"login-{theme}-{size[0]}.png")
            window.close()
            window.deleteLater()


def _shoot(app: QApplication, window: QWidget, path: Path) -> None:
    for _turn in range(6):
        app.processEvents()
    window.grab().save(str(path))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
