"""Say at login that the computer's clock can't be right."""

from PySide6.QtCore import QCoreApplication

from services.health import ClockDoubt
from ui.formatting import format_moment


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClockNotice", text)


def clock_text(doubt: ClockDoubt) -> str:
    """Return what happened, what it does to the data, and what to do."""
    if doubt.set_back:
        text = _tr(
            "นาฬิกาของเครื่องน่าจะช้ากว่าความจริง เครื่องบอกเวลา {now} แต่บันทึกล่าสุดของสำนักงานลงเวลาไว้ {newest} "
            "ข้อมูลเดิมไม่เปลี่ยนแปลงและทำงานต่อได้ แต่วันเวลาที่โปรแกรมเติมให้อาจผิด "
            "โปรดตั้งวันและเวลาของเครื่องให้ถูกต้อง หรือแจ้งผู้ดูแลเครื่อง"
        )
    else:
        text = _tr(
            "โปรดตรวจนาฬิกาของเครื่อง เครื่องบอกเวลา {now} แต่บันทึกก่อนหน้านี้ลงเวลาไว้ {newest} ห่างกัน {days} วัน "
            "ข้อมูลเดิมไม่เปลี่ยนแปลง หากวันเวลาถูกต้องแล้วปิดข้อความนี้ได้ "
            "หากไม่ถูกต้อง โปรดตั้งวันและเวลาของเครื่องก่อนรับเรื่อง เพราะเลขรับออกตามปีงบประมาณของวันที่รับ"
        )
    return text.format(
        now=format_moment(doubt.now), newest=format_moment(doubt.newest), days=f"{doubt.days:,}"
    )
