"""What the flowchart's page says as a chart is opened."""

from PySide6.QtCore import QCoreApplication

from ui.flowchart.sheet import Sheet


def _tr(text: str) -> str:
    return QCoreApplication.translate("FlowchartHints", text)


def first_hint(sheet: Sheet) -> str:
    """Return what to do first with a chart that nobody has changed yet, or nothing."""
    if not sheet.versions:
        return _tr(
            "เรื่องประเภทนี้ยังไม่มีผังของตนเอง จึงใช้ผังเรื่องทั่วไปอยู่ "
            "แก้ผังที่โปรแกรมเสนอนี้ให้ตรงกับวิธีปฏิบัติของสำนักงาน แล้วกด “ประกาศใช้”"
        )
    if len(sheet.versions) == 1 and not sheet.versions[0].by:
        return _tr(
            "นี่คือผังตั้งต้นของโปรแกรม เริ่มด้วยการคลิกกล่องที่ต่างจากวิธีปฏิบัติของสำนักงาน แก้ไขที่แถบด้านขวา แล้วกด “ประกาศใช้”"
        )
    return ""


def unreadable_draft() -> str:
    """Return that a draft can't be opened."""
    return _tr("เปิดร่างที่เก็บไว้ไม่ได้ จึงแสดงผังที่ใช้อยู่ ร่างเดิมยังไม่ถูกลบ")


def draft_is_behind(number: int) -> str:
    """Return that somebody published a version after the draft was begun."""
    text = _tr("มีผู้ประกาศใช้ฉบับที่ {number} หลังจากที่เริ่มร่างนี้ ร่างยังอยู่ครบ ก่อนประกาศใช้โปรดดูว่าฉบับใหม่เปลี่ยนอะไร")
    return text.format(number=number)
