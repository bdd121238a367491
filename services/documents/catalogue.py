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
    PaperKind("statement", "บันทึกคำร้องเรียน"),
    PaperKind("box-record", "บันทึกการเปิดกล่องแสดงความคิดเห็น"),
    PaperKind("box-record-blank", "บันทึกการเปิดกล่องแสดงความคิดเห็น (กรอกด้วยมือ)"),
    PaperKind("blank-intake", "แบบรับเรื่องร้องเรียน (กรอกด้วยมือ)"),
    PaperKind("slip-form", "แบบแสดงความคิดเห็น/ข้อร้องเรียน (สำหรับหยอดกล่อง)"),
    PaperKind("channel-notice", "ประกาศช่องทางการร้องเรียน"),
    PaperKind("inspections", "ทะเบียนการตรวจช่องทางการร้องเรียน"),
    PaperKind("person", "ข้อมูลส่วนบุคคลที่สำนักงานเก็บรักษาไว้ ตามคำขอของเจ้าของข้อมูล"),
    PaperKind("destruction-list", "บัญชีขอทำลายเอกสารเรื่องร้องเรียน"),
    PaperKind("flowchart", "ผังกระบวนการจัดการเรื่องร้องเรียน"),
)
