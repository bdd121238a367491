"""What the office can print: the names that the command line and the pages use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperKind:
    """Name one kind of paper by its code and its title."""

    code: str
    title: str


CATALOGUE = (
    PaperKind("monthly", "รายงานข้อร้องเรียนประจำเดือน"),
    PaperKind("receipt", "ใบรับเรื่องร้องเรียน"),
    PaperKind("case", "แฟ้มเรื่องร้องเรียน"),
    PaperKind("person", "ข้อมูลส่วนบุคคลที่สำนักงานเก็บรักษาไว้ ตามคำขอของเจ้าของข้อมูล"),
    PaperKind("destruction-list", "บัญชีขอทำลายเอกสารเรื่องร้องเรียน"),
)
