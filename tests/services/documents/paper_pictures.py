"""Pictures of papers, kept beside the tests; `python -m tests.services.documents.paper_pictures` renews them.

They are small and grey, drawn by the pinned pdfium, so that two machines draw alike. What differs from run to
run (the journal's digest at a report's foot) is painted over.
"""

import tempfile
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from services.complaints.commands import OpenBox
from services.documents.catalogue import PaperRequest
from services.documents.letter_paper import LetterPaper, build_letter
from services.documents.typesetting import CM, DocumentSpec, Margins, Paper, Paragraph, PdfDocument, TextStyle
from services.thai.dates import Month
from tests.services.documents.office import PaperOffice, make_office, moment
from tests.services.documents.typesetting import sample

PICTURES = Path(__file__).with_name("pictures")
OUT = Path(__file__).parents[3] / "out" / "differences"
DOTS_PER_INCH = 70
# A picture differs when more than one dot in 10,000 is more than a fifth of black lighter or darker.
MOST_DIFFERENT = 1 / 10_000
DIFFERENT = 51

_LEVELS = 17  # sixteen greys are kept
_STRIP = Paper("strip", 15 * CM, 5 * CM)


def paper_office(folder: Path) -> PaperOffice:
    """Return an office with one case of each fate in October 2569 and an opened box; September was empty."""
    office = make_office(folder, moment(1, 10))
    for day, subject in (
        (5, "เอกสารการเบิกจ่ายล่าช้า"),
        (7, "รอรับบริการนานกว่าสองชั่วโมง"),
        (12, "เจ้าหน้าที่ชี้แจงไม่ครบถ้วน"),
    ):
        office.clock.set(moment(day, 10))
        case = office.register(subject=subject, channel="phone")
        office.screen(case, level="minor", category="payment")
        if day != 12:
            office.clock.set(moment(day + 4, 10))
            office.close(case, "upheld")
    office.clock.set(moment(15, 10))
    box = OpenBox(opened_at=office.clock.now(), openers="นางสมมติ เปิดกล่อง\nนายตัวอย่าง นับใบ", found=0)
    office.services.intake.open_box(office.boss, box, office.command())
    office.clock.set(moment(1, 12))
    return office


def everything_asked() -> PaperRequest:
    """Return a request that answers whatever a paper of the catalogue asks."""
    return PaperRequest(
        month=Month(2026, 10),
        year=2570,
        first_month=Month(2026, 10),
        months=12,
        first_day=date(2026, 10, 1),
        last_day=date(2026, 11, 30),
        memo=True,
        number="1/2570",
        numbers=("1/2570",),
        reason="ตามคำขอของเจ้าของข้อมูล",
        requester="นางสมปอง ทดสอบดี",
    )


def make(office: PaperOffice, code: str, request: PaperRequest) -> bytes:
    return office.services.making.make_paper(office.boss, code, request, office.command()).content


def letter() -> bytes:
    paper = LetterPaper(
        layout="outgoing",
        title="แจ้งผลการดำเนินการ",
        office="สำนักงานคลังจังหวัดลำปาง",
        number="ลป ๐๐๐๓/๑๒๓",
        date="๑ ธันวาคม ๒๕๖๙",
        address=("สำนักงานคลังจังหวัดลำปาง", "ศาลากลางจังหวัดลำปาง", "ถนนวชิราวุธดำเนิน ลป ๕๒๐๐๐"),
        salutation="เรียน",
        addressee="นางสมปอง ทดสอบดี",
        subject="แจ้งผลการดำเนินการเรื่องร้องเรียน",
        reference="หนังสือของท่าน ลงวันที่ ๕ ตุลาคม ๒๕๖๙",
        paragraphs=(sample.OFFICE_TEXT, sample.OFFICE_TEXT, "จึงเรียนมาเพื่อโปรดทราบ"),
        closing="ขอแสดงความนับถือ",
        signer_name="นางสาวกมลวรรณ ศรีสุวรรณพงษ์",
        signer_position=("คลังจังหวัดลำปาง",),
        foot=("กลุ่มงานบริหารทั่วไป", "โทร. ๐ ๕๔๒๖ ๕๐๓๑"),
    )
    return build_letter(paper, "thai")


def hard_words() -> bytes:
    spec = DocumentSpec(title="คำยาก", paper=_STRIP, margins=Margins.even(8), page_numbers=False)
    return PdfDocument(spec).to_bytes([Paragraph(sample.HARD_WORDS, TextStyle(size=19, leading=32))])


def take(office: PaperOffice) -> dict[str, Image.Image]:
    """Take all pictures."""
    asked = partial(make, office)
    monthly = asked("monthly", everything_asked())
    nothing = asked("monthly", PaperRequest(month=Month(2026, 9)))
    return {
        "memo": picture(monthly, 0),
        "annex": picture(monthly, 1, foot=True),
        "zero-record": picture(nothing, 0, foot=True),
        "receipt": picture(asked("receipt", everything_asked()), 0),
        "letter": picture(letter(), 0),
        "register": picture(sample.build(sample.register(30)), 0),
        "charts": picture(sample.build(sample.figures()), 0),
        "flowchart": picture(asked("flowchart", PaperRequest()), 0, dots=45),
        "hard-words": picture(hard_words(), 0, dots=110),
    }


def picture(content: bytes, page: int, *, foot: bool = False, dots: int = DOTS_PER_INCH) -> Image.Image:
    """Draw a page in sixteen greys; its foot is painted over where it isn't the same from run to run."""
    with pypdfium2.PdfDocument(content) as document:
        drawn = document[page % len(document)].render(scale=dots / 72).to_pil().convert("L")
    if foot:
        drawn.paste(255, (0, drawn.height - round(1.7 * CM * dots / 72), drawn.width, drawn.height))
    return drawn.point(lambda grey: round(grey / _LEVELS) * _LEVELS)


def stored(name: str) -> Image.Image:
    with Image.open(PICTURES / f"{name}.png") as kept:
        return kept.convert("L")


def differing(one: Image.Image, other: Image.Image) -> float:
    """Give the share of dots that differ; 1 when the sizes do."""
    if one.size != other.size:
        return 1.0
    counts = ImageChops.difference(one, other).histogram()
    return sum(counts[DIFFERENT + 1 :]) / (one.width * one.height)


def leave(name: str, kept: Image.Image, drawn: Image.Image) -> Path:
    """Leave what is stored, what is drawn now and where they differ side by side, and say where."""
    shown = [kept, drawn]
    if kept.size == drawn.size:
        shown.append(ImageChops.invert(ImageChops.difference(kept, drawn)))
    sheet = Image.new("L", (sum(one.width for one in shown), max(one.height for one in shown)), 128)
    left = 0
    for one in shown:
        sheet.paste(one, (left, 0))
        left += one.width
    place = OUT / f"{name}.png"
    place.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(place)
    return place


def save(pictures: Mapping[str, Image.Image]) -> None:
    PICTURES.mkdir(exist_ok=True)
    for name, drawn in pictures.items():
        drawn.save(PICTURES / f"{name}.png", optimize=True)
        print(f"{PICTURES.name}/{name}.png: {(PICTURES / f'{name}.png').stat().st_size:,} bytes")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        save(take(paper_office(Path(folder))))
