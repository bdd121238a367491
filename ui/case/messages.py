"""Sentences that the case and review pages share."""

from PySide6.QtCore import QCoreApplication

from services.errors import Conflict
from ui.formatting import format_moment


def conflict_text(error: Conflict) -> str:
    """Say who saved first, that nothing typed is lost, and what to do."""
    by, at = error.params.get("by"), error.params.get("at")
    if not by or at is None:
        return QCoreApplication.translate(
            "CaseMessages", "มีผู้บันทึกเรื่องนี้ไปก่อนแล้ว ข้อมูลที่ท่านกรอกยังอยู่ครบ โปรดโหลดข้อมูลล่าสุด แล้วบันทึกอีกครั้ง"
        )
    text = QCoreApplication.translate(
        "CaseMessages",
        "{by} บันทึกเรื่องนี้ไปก่อนแล้วเมื่อ {at} ข้อมูลที่ท่านกรอกยังอยู่ครบ โปรดโหลดข้อมูลล่าสุด แล้วบันทึกอีกครั้ง",
    )
    return text.format(by=by, at=format_moment(at))
