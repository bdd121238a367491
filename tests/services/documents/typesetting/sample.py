"""Sample papers that use every part of the typesetting: for tests, and for a look at the pages."""

from services.documents.typesetting import (
    A4,
    A5,
    BODY,
    CM,
    LETTER,
    MM,
    NOTE,
    ROLL_80,
    SMALL,
    SUBTITLE,
    TITLE,
    BarChart,
    Block,
    Cell,
    DocumentSpec,
    Field,
    FieldRows,
    Heading,
    HorizontalBars,
    KeepTogether,
    Labelled,
    Margins,
    MemoHead,
    Paper,
    Paragraph,
    PdfDocument,
    QrCode,
    RegisterTable,
    Rule,
    Series,
    Signature,
    Signatures,
    SimpleTable,
    Spacer,
    checkbox,
    in_digits,
)

HARD_WORDS = "ที่ ปั่น น้ำ ป้า ฟื้น ฐู ญู ก็ กตัญญู ผู้ร้องเรียน เปี๊ยะ ปู่ ฝื้น ฟ้า ปี๋ ขึ้น ค่ำ ซ้ำ กำ ฎุ ฏู ฬ่ โป๊ะ ศิลป์ สิทธิ์ ปฏิญญู ฑ์"
OFFICE_TEXT = (
    "ด้วยสำนักงานคลังจังหวัดลำปางได้รับข้อร้องเรียนจากผู้รับบริการและผู้มีส่วนได้ส่วนเสียเกี่ยวกับการเบิกจ่ายเงินบำนาญล่าช้า "
    "จึงได้ตรวจสอบข้อเท็จจริงและมอบหมายให้เจ้าหน้าที่ผู้รับผิดชอบชี้แจงทำความเข้าใจแก่ผู้ร้องเรียน "
    "ซึ่งได้รับการแก้ไขจนเป็นที่ยุติภายในเวลาที่กำหนดไว้ ตามตัวชี้วัดของกรมบัญชีกลาง ประจำปีงบประมาณ พ.ศ. ๒๕๗๐ "
    "ทั้งนี้ ได้บันทึกเป็นองค์ความรู้เพื่อป้องกันมิให้เกิดเหตุเช่นเดียวกันขึ้นอีก"
)
MONTHS = ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."]
CHANNELS = ["ติดต่อด้วยตนเอง", "โทรศัพท์สำนักงาน", "กล่องแสดงความคิดเห็น", "Call center กรมบัญชีกลาง 02 270 6400"]


def memo() -> tuple[DocumentSpec, list[Block]]:
    spec = DocumentSpec(
        title="บันทึกข้อความ รายงานข้อร้องเรียน",
        author="สำนักงานคลังจังหวัดลำปาง",
        subject="รายงานข้อร้องเรียนประจำเดือน",
        margins=Margins(top=1.5 * CM),
        first_page_number=False,
    )
    head = MemoHead(
        agency="สำนักงานคลังจังหวัดลำปาง กลุ่มงานบริหารทั่วไป โทร. ๐-๕๔๒๖-๕๐๓๑",
        date="๒ พฤศจิกายน ๒๕๖๙",
        subject="รายงานข้อร้องเรียนของกลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสีย ประจำเดือนตุลาคม พ.ศ. ๒๕๖๙ "
        "และผลการดำเนินการสะสมตั้งแต่ต้นปีงบประมาณ",
        to="เลขานุการกรม",
    )
    return spec, [
        head,
        Paragraph(OFFICE_TEXT, LETTER),
        Paragraph(OFFICE_TEXT, LETTER),
        Paragraph("จึงเรียนมาเพื่อโปรดทราบ", LETTER),
        Signatures([Signature("นางสาวกมลวรรณ ศรีสุวรรณพงษ์", "คลังจังหวัดลำปาง", label="")]),
    ]


def figures() -> tuple[DocumentSpec, list[Block]]:
    spec = DocumentSpec(
        title="รายงานข้อร้องเรียนประจำเดือน", header="รายงานประจำเดือนตุลาคม ๒๕๖๙", footer="พิมพ์เมื่อ ๒ พ.ย. ๒๕๖๙"
    )
    movement = SimpleTable(
        [
            ["รายการ", Cell("เดือนนี้", span=2), Cell("สะสมทั้งปี", span=2)],
            ["", "จำนวน", "ร้อยละ", "จำนวน", "ร้อยละ"],
            ["ยกมา", 2, "–", 1, "–"],
            ["รับใหม่", 1234, "๙๙.๙", 56, "๘๑.๕"],
            ["ได้รับการแก้ไขจนเป็นที่ยุติภายในเวลาที่กำหนดไว้ของข้อร้องเรียนในการให้บริการ", 4, "๘๑.๕", 50, "๗๙.๙"],
            [Cell("รวม", align="c"), 5, "", 57, ""],
        ],
        columns=(4, 1, 1, 1, 1),
        head_rows=2,
        total_rows=1,
    )
    months = BarChart(
        MONTHS,
        [
            Series("รับใหม่", [3, 0, 5, 12, 4, 2, 0, 7, 9, 1, 0, 6]),
            Series("ยุติ", [1, 2, 4, 9, 6, 2, 1, 5, 8, 2, 0, 5]),
        ],
        title="จำนวนข้อร้องเรียนรายเดือน ปีงบประมาณ พ.ศ. ๒๕๗๐",
        unit="เรื่อง",
    )
    stacked = BarChart(
        MONTHS[:6],
        [
            Series("ทันกำหนด", [3, 2, 5, 12, 4, 2]),
            Series("เกินกำหนด", [1, 0, 2, 3, 1, 1]),
            Series("คงค้าง", [0, 2, 2, 1, 3, 4]),
        ],
        title="ผลการดำเนินการ",
        unit="เรื่อง",
        stacked=True,
        plot_height=90,
    )
    return spec, [
        Paragraph("รายงานข้อร้องเรียนประจำเดือนตุลาคม พ.ศ. ๒๕๖๙", TITLE),
        Paragraph("สำนักงานคลังจังหวัดลำปาง กรมบัญชีกลาง", SUBTITLE),
        Heading("๑. ความเคลื่อนไหว"),
        movement,
        Paragraph("สูตร: จำนวนที่ยุติ ÷ จำนวนที่รับ ตัดข้อมูล ณ วันที่ ๓๑ ตุลาคม ๒๕๖๙", NOTE),
        months,
        stacked,
        HorizontalBars([(name, k * 3) for k, name in enumerate(CHANNELS)], title="แยกตามช่องทาง"),
        BarChart(
            MONTHS,
            [Series("รับใหม่", [0] * 12)],
            title="เดือนที่ไม่มีข้อร้องเรียน",
            empty="ไม่มีข้อร้องเรียน",
            plot_height=60,
        ),
    ]


def register(count: int = 120) -> tuple[DocumentSpec, list[Block]]:
    spec = DocumentSpec(
        title="ทะเบียนเรื่องที่รับ", paper=A4.turned(), margins=Margins.even(1.5 * CM), footer="ทะเบียนเรื่องที่รับ"
    )
    rows = [
        (
            in_digits(f"{n + 1}/2570", "thai"),
            "๑๒ พ.ย. ๒๕๖๙",
            CHANNELS[n % 4],
            f"ผู้ร้องเรียนคนที่ {n}" if n % 3 else "",
            OFFICE_TEXT[: 40 + n * 7 % 200],
            "อยู่ระหว่างดำเนินการ",
            "๑๙ พ.ย. ๒๕๖๙",
            "นางสาวกมลวรรณ ศรีสุวรรณพงษ์",
        )
        for n in range(count)
    ]
    head = ["เลขรับ", "วันที่รับ", "ช่องทาง", "ผู้ร้องเรียน", "เรื่อง", "ขั้นตอน", "ครบกำหนด", "ผู้รับผิดชอบ"]
    return spec, [
        Paragraph("ทะเบียนเรื่องที่รับ", TITLE),
        RegisterTable(head, rows, columns=(2, 2.6, 3.4, 3.4, 7, 3, 2.6, 3.4), align="clllllcl"),
    ]


def receipt(paper: Paper = A5) -> tuple[DocumentSpec, list[Block]]:
    narrow = paper is ROLL_80
    style = SMALL if narrow or paper is A5 else BODY
    spec = DocumentSpec(
        title="ใบรับเรื่องร้องเรียน",
        paper=paper,
        margins=Margins.even(4 * MM) if narrow else Margins.even(1.4 * CM),
        page_numbers=False,
        stamp="" if narrow else "สำเนา",
    )
    fields = [
        Field("เลขรับเรื่องร้องเรียน", "๑๒/๒๕๗๐"),
        Field("วันและเวลาที่รับเรื่อง", "วันจันทร์ที่ ๒๓ พฤศจิกายน ๒๕๖๙ เวลา ๑๐.๓๕ น."),
        Field("ช่องทาง", "ติดต่อด้วยตนเอง"),
        Field("ผู้ร้องเรียน", "ขอปกปิดชื่อและที่อยู่"),
        Field("เรื่อง", "การเบิกจ่ายเงินบำนาญล่าช้าและเจ้าหน้าที่ไม่ชี้แจงเหตุผล"),
        Field("เอกสารหรือหลักฐานที่รับไว้", blank_lines=2),
        Field("กำหนดดำเนินการแล้วเสร็จ", "จะแจ้งให้ทราบเมื่อพิจารณาระดับของเรื่องแล้ว"),
    ]
    return spec, [
        Paragraph("ใบรับเรื่องร้องเรียน", TITLE),
        Paragraph("สำนักงานคลังจังหวัดลำปาง กรมบัญชีกลาง", style.but(align="centre")),
        Rule(),
        FieldRows(fields, style),
        Paragraph(checkbox("โทรศัพท์", True) + "  " + checkbox("อีเมล") + "  " + checkbox("หนังสือ"), style),
        KeepTogether(
            [Signatures([Signature("นายสมชาย ใจดี", "เจ้าหน้าที่รับเรื่อง", role="ผู้รับเรื่อง")], style=style, room=14)]
        ),
        Labelled("๑.", "โปรดแจ้งเลขรับเรื่องร้องเรียนทุกครั้งที่ติดต่อสำนักงาน", 14, NOTE),
        Labelled(
            "๒.", "ใบรับนี้เป็นหลักฐานว่าสำนักงานได้รับเรื่องไว้แล้ว มิได้หมายความว่าข้อเท็จจริงเป็นไปตามที่ร้องเรียน", 14, NOTE
        ),
        Spacer(4),
        QrCode("๑๒/๒๕๗๐", 52),
    ]


def statement() -> tuple[DocumentSpec, list[Block]]:
    signers = [Signature(role="ผู้ร้องเรียน", dated=True), Signature("นายสมชาย ใจดี", "เจ้าหน้าที่รับเรื่องร้องเรียน")]
    return DocumentSpec(title="บันทึกคำร้องเรียน", watermark="สำเนา"), [
        Paragraph("บันทึกคำร้องเรียน", TITLE),
        Paragraph(HARD_WORDS),
        Paragraph(OFFICE_TEXT * 3, LETTER),
        Signatures(signers, per_row=2),
    ]


def build(paper: tuple[DocumentSpec, list[Block]]) -> bytes:
    """Build one of the papers."""
    spec, blocks = paper
    return PdfDocument(spec).to_bytes(blocks)
