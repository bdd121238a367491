"""The supervisor's list: what is past due and nearly due, unanswered, stopped, and words where nothing is."""

from datetime import timedelta

from services.documents.catalogue import PaperRequest
from services.permissions import Actor
from tests.services.documents.paper_text import pages, squeeze
from tests.services.factories import Desk


def listed(desk: Desk, actor: Actor | None = None) -> str:
    made = desk.services.making.make_paper(
        actor or desk.supervisor, "overdue", PaperRequest(), desk.command()
    )
    assert made.data is None
    return "".join(pages(made.content))


def part(text: str, heading: str) -> str:
    """Return what stands under a heading, up to the next one."""
    start = text.index(squeeze(heading), text.index("สรุปรายผู้รับผิดชอบ")) + len(squeeze(heading))
    ends = [text.find(squeeze(other), start) for other in HEADINGS if squeeze(other) in text[start:]]
    return text[start : min(ends, default=len(text))]


HEADINGS = (
    "เรื่องเกินกำหนด ผู้รับผิดชอบ",
    "เรื่องใกล้ครบกำหนด ผู้รับผิดชอบ",
    "เรื่องเกินกำหนดแจ้งความคืบหน้าแก่ผู้ร้องเรียน",
    "เรื่องที่หยุดนับเวลา ผู้รับผิดชอบ",
)


def test_nothing_open_prints_words(desk: Desk):
    text = listed(desk)
    for said in ("ไม่มีเรื่องเกินกำหนดและใกล้ครบกำหนด", "ไม่มีเรื่องที่หยุดนับเวลา"):
        assert squeeze(said) in text
    assert squeeze("สรุปรายผู้รับผิดชอบ") not in text


def test_each_case_stands_where_its_clocks_stand(desk: Desk):
    late = desk.investigated(subject="เรื่องที่ล่าช้า", level="minor")
    calendar = desk.services.office.read_facts(desk.admin)
    due = desk.case(late).due_date
    stopped = desk.investigated(subject="เรื่องที่รอเอกสาร", level="minor", name="นางสาวทดลอง ชื่อยาว")
    desk.services.clockwork.stop_clock(
        desk.officer, stopped, desk.case(stopped).version, "รอผู้ร้องเรียน", desk.command()
    )
    desk.later(days=(due - desk.clock.now().date()).days + 4)
    today = desk.clock.now().date()
    days = calendar.counting.calendar.working_days_between(due, today)
    assert 0 < days < (today - due).days  # a weekend lies between
    desk.register(subject="เรื่องลับของใครคนหนึ่ง", confidential=True)
    text = listed(desk)
    overdue, apart = part(text, HEADINGS[0]), part(text, HEADINGS[3])
    assert "เรื่องที่ล่าช้า" in overdue
    assert f"{days}ตรวจสอบข้อเท็จจริงและแก้ไข10เม.ย.2569" in overdue
    assert "เรื่องที่รอเอกสาร" not in overdue
    assert "เรื่องที่รอเอกสาร" in apart
    assert "เรื่องลับของใครคนหนึ่ง" not in text
    assert "ทดลอง" not in text
    assert today > due + timedelta(days=2)


def test_who_may_not_see_a_case_is_not_reminded_of_it(desk: Desk):
    desk.investigated(subject="เรื่องในมือคนแรก", level="minor")
    desk.later(days=60)
    assert "เรื่องในมือคนแรก" in listed(desk, desk.officer)
    assert "เรื่องในมือคนแรก" not in listed(desk, desk.second)
