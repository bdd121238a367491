"""A fiscal year in which everything happens that a yearly report tells of."""

from datetime import date

from tests.services.documents.office import PaperOffice, moment

YEAR = 2570  # October 2569 to September 2570


def whole_year(office: PaperOffice) -> None:
    """Fill the fiscal year 2570, March left without anything; the clock stands in the October after."""
    carried_over(office)
    calm_quarter(office)
    shown_apart(office)
    late_and_open(office)
    office.clock.set(moment(15, 10, 2027))


def carried_over(office: PaperOffice) -> None:
    """Leave a case of the year before open until November, closed and reopened and closed again."""
    office.clock.set(moment(25, 9))
    case = office.register(subject="ขอเอกสารรับรองแล้วไม่ได้รับ", channel="email", group="stakeholder")
    office.screen(case, level="major", category="pension")
    office.clock.set(moment(5, 11))
    office.close(case)
    office.clock.set(moment(9, 11))
    version = office.services.cases.read_case(office.boss, case).version
    office.services.casework.reopen_case(office.boss, case, version, "ผู้ร้องเรียนให้ข้อมูลเพิ่ม", office.command())
    office.clock.set(moment(20, 11))
    again(office, case)


def again(office: PaperOffice, case: int) -> None:
    """Take a reopened case to its closing once more."""
    while office.services.cases.read_case(office.boss, case).status == "open":
        step = office.services.cases.read_case(office.boss, case).step
        answers = {
            "investigate": {"findings": "ตรวจสอบอีกครั้งแล้ว"},
            "review": {"decision": "approve"},
            "inform": {"notification": "told"},
            "close": {"outcome": "upheld"},
        }
        office.step(case, **answers[step])


def calm_quarter(office: PaperOffice) -> None:
    """Take in what is closed in time, and one that is extended before its due date."""
    for number, (day, month) in enumerate(((5, 10), (12, 10), (2, 12), (14, 12))):
        office.clock.set(moment(day, month))
        channel = ("phone", "walk_in", "website", "phone")[number]
        case = office.register(subject=f"เอกสารการเบิกจ่ายล่าช้า ครั้งที่ {number + 1}", channel=channel)
        office.screen(case, level="minor", category="payment")
        office.clock.set(moment(day + 4, month))
        office.close(case, "upheld")
    office.clock.set(moment(4, 1, 2027))
    case = office.register(subject="ขอแก้ไขข้อมูลหลักผู้ขาย", group="stakeholder")
    office.screen(case, level="minor", category="procurement")
    office.clock.set(moment(7, 1, 2027))
    version = office.services.cases.read_case(office.boss, case).version
    clockwork = office.services.clockwork
    clockwork.stop_clock(office.boss, case, version, "รอเอกสารจากผู้ร้องเรียน", office.command())
    office.clock.set(moment(11, 1, 2027))
    clockwork.restart_clock(office.boss, case, version + 1, "ได้รับเอกสารแล้ว", office.command())
    clockwork.extend_due(
        office.boss, case, version + 2, date(2027, 1, 22), "รอหนังสือตอบจากธนาคาร", office.command()
    )
    office.clock.set(moment(20, 1, 2027))
    office.close(case, "partly")


def shown_apart(office: PaperOffice) -> None:
    """Take in what never counts, and void a number."""
    office.clock.set(moment(15, 2, 2027))
    for kind in ("praise", "suggestion", "question"):
        case = office.register(subject="เรื่องที่ไม่ใช่ข้อร้องเรียน", detail="บริการดีมาก", channel="website")
        office.screen(case, kind=kind, within_authority=None, category=None, level=None)
    case = office.register(subject="ขอข้อมูลข่าวสารแล้วไม่ได้รับ", category="oia")
    office.screen(case, category="oia")
    case = office.register(subject="พบเรื่องรับเงิน", confidential=True)
    office.screen(case, category="corruption", level="major")
    case = office.register(subject="บันทึกซ้ำ")
    office.services.casework.void_case(office.boss, case, 1, "บันทึกซ้ำกับเลขก่อนหน้า", office.command())


def late_and_open(office: PaperOffice) -> None:
    """Leave one closed late, one open and late, one open and not yet due."""
    for day, month, closing in ((5, 4, (31, 5)), (3, 6, None), (20, 9, None)):
        office.clock.set(moment(day, month, 2027))
        case = office.register(subject=f"เจ้าหน้าที่แนะนำไม่ครบถ้วน เดือนที่ {month}", identity="anonymous")
        office.screen(case, category="service", level="major")
        if closing:
            office.clock.set(moment(*closing, 2027))
            office.close(case)
