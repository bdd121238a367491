"""What is said about files that can't be attached, scanned slips, and what a file really is."""

from collections.abc import Mapping

from ui.error_text import ErrorText
from ui.wording import QT_TRANSLATE_NOOP

REST_KEPT = QT_TRANSLATE_NOOP("ErrorMessages", "ไม่ได้แนบไฟล์นี้ ไฟล์อื่นและข้อมูลที่กรอกยังอยู่ครบ")

# What a file is by its content, by the code of services/file_types.py.
FAMILIES: Mapping[str, str] = {
    "program": QT_TRANSLATE_NOOP("ErrorMessages", "โปรแกรมที่สั่งให้เครื่องทำงานได้"),
    "script": QT_TRANSLATE_NOOP("ErrorMessages", "ชุดคำสั่งที่สั่งให้เครื่องทำงานได้"),
    "shortcut": QT_TRANSLATE_NOOP("ErrorMessages", "ทางลัดที่เปิดโปรแกรมอื่น"),
    "installer": QT_TRANSLATE_NOOP("ErrorMessages", "ชุดติดตั้งโปรแกรม"),
    "macros": QT_TRANSLATE_NOOP("ErrorMessages", "เอกสารสำนักงานที่มีชุดคำสั่ง (แมโคร)"),
    "pdf": QT_TRANSLATE_NOOP("ErrorMessages", "เอกสาร PDF"),
    "text": QT_TRANSLATE_NOOP("ErrorMessages", "ข้อความธรรมดา"),
    "web_page": QT_TRANSLATE_NOOP("ErrorMessages", "หน้าเว็บ"),
    "picture": QT_TRANSLATE_NOOP("ErrorMessages", "รูปภาพ"),
    "sound": QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์เสียง"),
    "video": QT_TRANSLATE_NOOP("ErrorMessages", "วิดีโอ"),
    "office": QT_TRANSLATE_NOOP("ErrorMessages", "เอกสารสำนักงาน"),
    "archive": QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์บีบอัดที่รวมหลายไฟล์"),
    "unknown": QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลที่โปรแกรมไม่รู้จัก"),
}

FILE_SENTENCES: Mapping[str, ErrorText] = {
    "file.program": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "{name} แท้จริงแล้วเป็น{found} อาจเป็นไวรัสที่แฝงมา"),
        REST_KEPT,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดอย่าเปิดไฟล์นี้ และแจ้งผู้ดูแลระบบ"),
    ),
    "file.not_as_named": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "{name} ลงท้ายชื่อว่า {ending} แต่เนื้อหาเป็น{found}"),
        REST_KEPT,
        QT_TRANSLATE_NOOP("ErrorMessages", "หากแน่ใจว่าไฟล์ปลอดภัย โปรดขอไฟล์ใหม่หรือบันทึกใหม่ด้วยชนิดที่ถูกต้อง"),
    ),
    "file.held": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "อ่าน {name} ไม่ได้ เพราะโปรแกรมอื่นเปิดใช้อยู่ หรือไม่มีสิทธิอ่าน"),
        REST_KEPT,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดปิดไฟล์ในโปรแกรมอื่น แล้วลองใหม่"),
    ),
    "file.gone": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่พบ {name} แล้ว อาจถูกย้าย เปลี่ยนชื่อ ลบ หรือถอดแฟลชไดรฟ์ออก"),
        REST_KEPT,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดนำรายการนี้ออก หรือนำไฟล์กลับมาแล้วลองใหม่"),
    ),
    "file.folder": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "{name} เป็นโฟลเดอร์"),
        REST_KEPT,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกไฟล์ที่อยู่ข้างใน"),
    ),
    "file.cancelled": ErrorText(QT_TRANSLATE_NOOP("ErrorMessages", "หยุดอ่าน {name} ตามที่สั่งแล้ว"), REST_KEPT, ""),
    "file.too_large_together": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์แนบรวมกันใหญ่เกิน {limit_mb} เมกะไบต์ จึงยังไม่ได้บันทึก"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์และข้อมูลที่กรอกไว้ยังอยู่ครบ"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดนำบางไฟล์ออก บันทึกเรื่องก่อน แล้วแนบเพิ่มในหน้าของเรื่อง"),
    ),
    "referral.over": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "การส่งต่อนี้ได้รับคำตอบหรือสิ้นสุดแล้ว"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลที่กรอกไว้ยังอยู่ครบ"),
        QT_TRANSLATE_NOOP("ErrorMessages", "หากต้องติดตามอีก โปรดบันทึกการส่งต่อใหม่"),
    ),
    "referral.no_step": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เรื่องนี้ไม่ได้อยู่ในขั้นตอนติดตามผลที่ท่านดำเนินการได้"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลที่กรอกไว้ยังอยู่ครบ"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเอาเครื่องหมายหน้า “ใช้เป็นผลการติดตาม” ออก แล้วบันทึกอีกครั้ง"),
    ),
    "bulk.cancelled": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ยังไม่ได้ทำ เพราะสั่งหยุดก่อน"),
        "",
        QT_TRANSLATE_NOOP("ErrorMessages", "เลือกเรื่องนี้แล้วทำต่อได้"),
    ),
    "scan.no_folder": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เปิดโฟลเดอร์สแกนไม่ได้: {path}"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรแกรมจะลองใหม่เอง และยังแนบไฟล์ด้วยวิธีอื่นได้"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดตรวจเครือข่ายหรือเครื่องสแกน หรือเลือกโฟลเดอร์ใหม่"),
    ),
    "scan.unmoved": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "แนบ {name} แล้ว แต่ย้ายเข้าโฟลเดอร์ “เก็บแล้ว” ไม่ได้"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์ยังอยู่ที่เดิม และโปรแกรมจำได้ว่าแนบแล้ว"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรแกรมจะลองย้ายใหม่เอง"),
    ),
}
