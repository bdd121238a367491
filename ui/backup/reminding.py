"""What whoever looks after the office is told about its copies without asking."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from services.errors import DomainError
from ui.error_messages import sentence

if TYPE_CHECKING:
    from services.backup.backups import BackupState


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reminding", text)


def state_warning(state: "BackupState") -> str:
    """Return what should be done about the copies, nothing when all is well."""
    if not state.reachable:
        text = _tr(
            "ไม่พบที่เก็บชุดสำรองที่เลือกไว้ ({folder}) หากเป็นแฟลชไดรฟ์ โปรดเสียบ "
            "ระหว่างนี้โปรแกรมเก็บชุดสำรองไว้ในโฟลเดอร์ข้อมูลแทน"
        )
        return text.format(folder=state.folder)
    if state.failed:
        reason = sentence(DomainError(state.failed, path=state.failed_path)).title
        return _tr("การสำรองครั้งล่าสุดไม่สำเร็จ: {reason}").format(reason=reason)
    if not state.apart and not state.demo:
        return _tr(
            "ชุดสำรองอยู่ในดิสก์เดียวกับข้อมูล หากดิสก์เสียหรือเครื่องหาย ชุดสำรองจะหายไปด้วย โปรดเลือกที่เก็บในดิสก์อื่นหรือแฟลชไดรฟ์"
        )
    return ""
