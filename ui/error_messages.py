"""The one place where error codes become Thai sentences."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from services.errors import DomainError, FieldError, Invalid
from services.office.codes import name_of
from ui.error_text import ErrorText
from ui.file_sentences import FAMILIES, FILE_SENTENCES
from ui.formatting import format_date, format_moment, role_names
from ui.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from services.journal.verify import Problem

CONTEXT = "ErrorMessages"

TYPED = QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลที่กรอกไว้ยังอยู่ครบ")
UNCHANGED = QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลเดิมไม่เปลี่ยนแปลง")
NOT_OPENED = QT_TRANSLATE_NOOP("ErrorMessages", "โปรแกรมไม่ได้แก้ไขสิ่งใดในโฟลเดอร์นี้")
ASK_ADMIN = QT_TRANSLATE_NOOP("ErrorMessages", "โปรดแจ้งผู้ดูแลระบบ")
RELOAD = QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเปิดเรื่องใหม่เพื่อดูข้อมูลล่าสุด")

GENERAL = ErrorText(
    QT_TRANSLATE_NOOP("ErrorMessages", "ทำรายการนี้ไม่สำเร็จ"),
    TYPED,
    QT_TRANSLATE_NOOP("ErrorMessages", "โปรดลองอีกครั้ง หากยังไม่สำเร็จโปรดแจ้งผู้ดูแลระบบพร้อมรหัส {code}"),
)

SENTENCES: Mapping[str, ErrorText] = {
    "not_allowed": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ท่านไม่มีสิทธิทำรายการนี้"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "หากจำเป็นต้องทำ โปรดให้ผู้มีสิทธิดำเนินการ หรือขอสิทธิจากผู้ดูแลระบบ"),
    ),
    "session.ended": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "บัญชีผู้ใช้ของท่านถูกระงับการใช้งานหรือไม่มีหน้าที่ใดแล้ว"), TYPED, ASK_ADMIN
    ),
    "session.change_password": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ท่านต้องเปลี่ยนรหัสผ่านก่อนจึงจะทำงานต่อได้"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดออกจากระบบแล้วเข้าสู่ระบบใหม่ โปรแกรมจะให้ตั้งรหัสผ่านใหม่"),
    ),
    "key.unreadable": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "กุญแจที่พิมพ์ไม่ถูกต้อง อาจพิมพ์ตกหรือผิดบางตัว"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเทียบกับใบกู้คืนทีละกลุ่ม กุญแจมี 14 กลุ่ม กลุ่มละ 4 ตัว"),
    ),
    "key.wrong": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "กุญแจนี้ไม่ใช่กุญแจของข้อมูลในโฟลเดอร์นี้"),
        NOT_OPENED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดใช้ใบกู้คืนของสำนักงานที่มีรหัสกุญแจ {key_id}"),
    ),
    "key.missing": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่พบกุญแจของสำนักงานในเครื่องนี้"),
        NOT_OPENED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดพิมพ์กุญแจจากใบกู้คืน หรือใช้เครื่องและบัญชีผู้ใช้ที่เคยเปิดข้อมูลนี้"),
    ),
    "key.unkept": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เก็บกุญแจของสำนักงานไว้ในเครื่องนี้ไม่ได้: {path}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดตรวจสิทธิในการเขียนโฟลเดอร์ หรือเลือกใช้วลีรหัสผ่านแทน"),
    ),
    "key.passphrase_needed": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลนี้เข้ารหัสไว้ด้วยวลีรหัสผ่าน"),
        NOT_OPENED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดพิมพ์วลีรหัสผ่าน หรือกุญแจจากใบกู้คืน"),
    ),
    "key.wrong_passphrase": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "วลีรหัสผ่านไม่ถูกต้อง"),
        NOT_OPENED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดตรวจแป้นภาษาและ Caps Lock หากจำไม่ได้ โปรดใช้กุญแจจากใบกู้คืน"),
    ),
    "key.envelope_unreadable": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "อ่านไฟล์ข้อมูลกุญแจไม่ได้: {path}"),
        NOT_OPENED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดพิมพ์กุญแจจากใบกู้คืน โปรแกรมจะสร้างไฟล์นี้ให้ใหม่"),
    ),
    "key.none_given": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ยังไม่ได้พิมพ์กุญแจ"),
        NOT_OPENED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดพิมพ์กุญแจจากใบกู้คืน"),
    ),
    "key.needed": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลนี้เข้ารหัสไว้ จึงใช้กุญแจใหม่แทนกุญแจเดิมไม่ได้"),
        NOT_OPENED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดใช้กุญแจจากใบกู้คืนที่มีรหัสกุญแจ {key_id}"),
    ),
    "switch.cancelled": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ยกเลิกแล้ว"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "เริ่มใหม่เมื่อใดก็ได้ที่หน้าตั้งค่าสำนักงาน หัวข้อความปลอดภัย"),
    ),
    "switch.unsound": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "สำเนาที่ทำไม่ตรงกับข้อมูลเดิม จึงยังไม่เปลี่ยน: {problem}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP(
            "ErrorMessages", "โปรดลองอีกครั้ง หากยังพบ โปรดตรวจสอบข้อมูลที่หน้าตั้งค่าสำนักงานแล้วแจ้งผู้ดูแลระบบ"
        ),
    ),
    "switch.already": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลนี้เป็นเช่นนั้นอยู่แล้ว"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่ต้องทำสิ่งใด"),
    ),
    "store.network": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "โฟลเดอร์ข้อมูลอยู่บนไดรฟ์เครือข่าย ซึ่งทำให้ข้อมูลเสียหายได้"),
        NOT_OPENED,
        QT_TRANSLATE_NOOP(
            "ErrorMessages", "โปรดเก็บข้อมูลไว้ในไดรฟ์ของเครื่อง หากต้องใช้หลายเครื่องพร้อมกัน ให้ใช้เซิร์ฟเวอร์ PostgreSQL"
        ),
    ),
    "store.replaced": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์ข้อมูลถูกแทนที่หรือย้ายไประหว่างที่เปิดโปรแกรมอยู่"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดปิดแล้วเปิดโปรแกรมใหม่ ร่างที่เก็บไว้แล้วยังอยู่"),
    ),
    "store.gone": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่พบไฟล์ข้อมูลแล้ว อาจถอดไดรฟ์หรือย้ายโฟลเดอร์ข้อมูลออกไป"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลที่กรอกไว้ยังอยู่ในหน้านี้ แต่ยังไม่ได้บันทึก"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดต่อไดรฟ์กลับเข้าที่เดิม แล้วบันทึกอีกครั้ง อย่าปิดโปรแกรมก่อนบันทึกได้"),
    ),
    "store.wrong_key": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เปิดข้อมูลด้วยกุญแจนี้ไม่ได้ กุญแจไม่ตรงหรือไฟล์เสียหาย"),
        NOT_OPENED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดตรวจใบกู้คืน หากกุญแจถูกต้องแล้ว โปรดกู้ข้อมูลจากชุดสำรอง"),
    ),
    "store.no_copy_before_upgrade": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ทำสำเนาข้อมูลก่อนปรับรุ่นไม่ได้ จึงยังไม่ปรับรุ่น"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเพิ่มพื้นที่ว่างในไดรฟ์ของโฟลเดอร์ข้อมูล แล้วลองอีกครั้ง"),
    ),
    "not_found": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่พบรายการที่ต้องการ"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดกลับไปที่ทะเบียนแล้วค้นหาอีกครั้ง"),
    ),
    "conflict": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "มีผู้บันทึกรายการนี้ไปก่อนแล้ว"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดดูข้อมูลล่าสุด แล้วบันทึกส่วนของท่านอีกครั้ง"),
    ),
    "invalid": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ยังบันทึกไม่ได้ เพราะข้อมูลบางช่องไม่ครบหรือไม่ถูกต้อง"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดแก้ไขช่องที่มีข้อความเตือนกำกับ"),
    ),
    "login.failed": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"),
        "",
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดตรวจแป้นภาษาและ Caps Lock แล้วลองใหม่"),
    ),
    "login.inactive": ErrorText(QT_TRANSLATE_NOOP("ErrorMessages", "บัญชีผู้ใช้นี้ถูกระงับการใช้งาน"), "", ASK_ADMIN),
    "login.locked": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ใส่รหัสผ่านไม่ถูกต้องหลายครั้งติดกัน จึงพักการเข้าใช้ชื่อนี้ไว้ชั่วคราว"),
        "",
        QT_TRANSLATE_NOOP(
            "ErrorMessages",
            "โปรดลองใหม่ในอีกประมาณ {minutes} นาที (หลัง {until}) หรือให้ผู้ดูแลระบบปลดการพักในหน้าผู้ใช้งาน",
        ),
    ),
    "recovery.shown_once": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ทำรายการนี้สำเร็จไปแล้ว แต่รหัสกู้คืนแสดงได้เพียงครั้งเดียว"),
        "",
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเข้าสู่ระบบ แล้วออกรหัสกู้คืนใหม่ในหน้าตั้งค่าสำนักงาน"),
    ),
    "appointment.ended": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "การรักษาราชการแทนนี้สิ้นสุดไปแล้ว"), UNCHANGED, ""
    ),
    "letter.no_addressee": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เรื่องนี้ไม่ทราบผู้ร้องเรียน จึงไม่มีผู้รับหนังสือ"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "หากทราบชื่อแล้ว โปรดแก้ไขข้อมูลที่รับไว้ก่อน"),
    ),
    "letter.hidden_name": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "หนังสือฉบับนี้มีชื่อผู้ร้องเรียนที่ขอปกปิด"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดให้หัวหน้าฝ่าย/หัวหน้ากลุ่มงานเป็นผู้ออกหนังสือหรือเปิดดู"),
    ),
    "letter.hidden_paper": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "หนังสือฉบับนี้มีชื่อผู้ร้องเรียนที่ขอปกปิด จึงเปิดจากรายการไฟล์ไม่ได้"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "หัวหน้าฝ่าย/หัวหน้ากลุ่มงานเปิดได้จากส่วนหนังสือและการแจ้ง โดยระบุเหตุผล"),
    ),
    "letter.is_draft": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "หนังสือฉบับนี้ยังเป็นร่าง"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเสนอให้ผู้บังคับบัญชาเห็นชอบก่อน"),
    ),
    "letter.is_submitted": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "หนังสือฉบับนี้เสนอผู้บังคับบัญชาแล้ว และยังรอการพิจารณา"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "หากต้องการแก้ไข โปรดให้ผู้บังคับบัญชาส่งกลับ"),
    ),
    "letter.is_approved": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "หนังสือฉบับนี้ได้รับความเห็นชอบแล้ว จึงแก้ไขข้อความไม่ได้"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "หากต้องการแก้ไข โปรดให้ผู้บังคับบัญชาส่งกลับ"),
    ),
    "letter.is_issued": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "หนังสือฉบับนี้ออกไปแล้ว จึงไม่เปลี่ยนแปลงอีก"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "หากข้อความผิด โปรดร่างหนังสือฉบับใหม่"),
    ),
    "letter.is_cancelled": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "หนังสือฉบับนี้ถูกยกเลิกแล้ว"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดร่างหนังสือฉบับใหม่"),
    ),
    "picture.none": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์ {name} ไม่ใช่ภาพ PNG หรือ JPEG หรือไฟล์เสียหาย"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกไฟล์ภาพอื่น"),
    ),
    "picture.too_wide": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ภาพ {name} ใหญ่เกินไป ด้านหนึ่งยาวกว่า {limit} จุด"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดย่อภาพก่อน หรือเลือกไฟล์อื่น"),
    ),
    "login.no_password": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่ได้ระบุรหัสผ่าน"),
        "",
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดพิมพ์รหัสผ่านแล้วลองใหม่"),
    ),
    "self_check.failed": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ส่วนประกอบ {part} ของโปรแกรมใช้งานไม่ได้: {said}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดติดตั้งโปรแกรมใหม่ หากยังไม่ได้โปรดแจ้งผู้ดูแลระบบ"),
    ),
    "verify.cancelled": ErrorText(QT_TRANSLATE_NOOP("ErrorMessages", "ยกเลิกการตรวจสอบแล้ว"), UNCHANGED, ""),
    "verify.checkpoint": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "จุดตรวจสอบลำดับที่ {sequence} ไม่ตรงกับบันทึกการทำงานในข้อมูลนี้"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดแจ้งผู้ดูแลระบบเพื่อตรวจสอบกับชุดสำรอง"),
    ),
    "verify.problem": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ตรวจพบข้อมูลที่ไม่ตรงกัน: {problem}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดจดข้อความนี้แล้วแจ้งผู้ดูแลระบบเพื่อตรวจสอบกับชุดสำรอง"),
    ),
    "account.last_administrator": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ต้องมีผู้ดูแลระบบอย่างน้อยหนึ่งคน"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดกำหนดผู้ดูแลระบบคนอื่นก่อน"),
    ),
    "case.closed": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เรื่องนี้ยุติแล้ว จึงทำรายการนี้ไม่ได้"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "หากต้องดำเนินการต่อ โปรดเสนอหัวหน้าฝ่าย/หัวหน้ากลุ่มงานพิจารณา"),
    ),
    "case.clock_stopped": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เรื่องนี้หยุดนับเวลาอยู่แล้วตั้งแต่วันที่ {day}"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "หากได้ข้อมูลจากผู้ร้องเรียนแล้ว โปรดเลือกนับเวลาต่อ"),
    ),
    "case.clock_runs": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เรื่องนี้ไม่ได้หยุดนับเวลา จึงไม่มีเวลาให้นับต่อ"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดดูข้อมูลล่าสุดของเรื่อง อาจมีผู้นับเวลาต่อไปก่อนแล้ว"),
    ),
    "case.clock_not_yours": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ผู้หยุดนับเวลาได้คือเจ้าหน้าที่ผู้รับผิดชอบเรื่องนี้หรือหัวหน้าฝ่าย/หัวหน้ากลุ่มงาน"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดแจ้งเจ้าหน้าที่ผู้รับผิดชอบเรื่อง"),
    ),
    "case.not_closed": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เรื่องนี้ยังไม่ยุติ จึงทำรายการนี้ไม่ได้"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดดำเนินการให้ถึงขั้นยุติเรื่องก่อน"),
    ),
    "case.wrong_step": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เรื่องนี้ไม่ได้อยู่ในขั้นตอนที่ทำรายการนี้ได้"), TYPED, RELOAD
    ),
    "case.step_not_yours": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ขั้นตอนนี้เป็นหน้าที่ของ{roles}"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดให้ผู้มีหน้าที่ดำเนินการ"),
    ),
    "case.respondent_cannot_work": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "มอบหมายแก่ {name} ไม่ได้ เพราะถูกกล่าวถึงในเรื่อง"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกผู้รับผิดชอบคนอื่น"),
    ),
    "case.officer_inactive": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "มอบหมายไม่ได้ เพราะบัญชีของผู้นี้ถูกระงับการใช้งาน"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกผู้รับผิดชอบคนอื่น"),
    ),
    "case.voided": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เลขรับนี้ถูกยกเลิกแล้ว จึงทำรายการนี้ไม่ได้"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "ดูเหตุผลที่ยกเลิกได้ในประวัติของเรื่อง"),
    ),
    "case.not_confidential": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เรื่องนี้ไม่ได้กำหนดเป็นเรื่องลับ จึงไม่มีรายชื่อผู้มีสิทธิดู"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดโหลดข้อมูลล่าสุด หากต้องการจำกัดผู้ดู ให้กำหนดเป็นเรื่องลับก่อน"),
    ),
    "case.not_the_superiors": ErrorText(
        QT_TRANSLATE_NOOP(
            "ErrorMessages", "ขั้นตอนนี้มีผู้บังคับบัญชาในสำนักงานพิจารณาได้ จึงไม่ต้องบันทึกคำสั่งของผู้บังคับบัญชาเหนือขึ้นไป"
        ),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดโหลดข้อมูลล่าสุด แล้วให้ผู้มีหน้าที่ดำเนินการ"),
    ),
    "case.own_day_over": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "แก้ไขเรื่องที่รับไว้ได้เฉพาะภายในวันที่บันทึก"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดให้หัวหน้าฝ่าย/หัวหน้ากลุ่มงานแก้ไขพร้อมระบุเหตุผล"),
    ),
    "link.review": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เรื่องขอทบทวนเชื่อมโยงกับเรื่องเดิมเสมอ จึงยกเลิกการเชื่อมโยงไม่ได้"),
        QT_TRANSLATE_NOOP("ErrorMessages", "การเชื่อมโยงยังอยู่ตามเดิม"),
        QT_TRANSLATE_NOOP(
            "ErrorMessages", "หากรับคำขอทบทวนผิด ให้หัวหน้าฝ่าย/หัวหน้ากลุ่มงานยกเลิกเลขรับของเรื่องขอทบทวนพร้อมเหตุผล"
        ),
    ),
    "case.anonymised": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลของเรื่องนี้ถูกทำลายตามระเบียบแล้ว"),
        QT_TRANSLATE_NOOP("ErrorMessages", "เลขรับ วันที่ และข้อมูลสถิติยังอยู่ครบ ไม่ได้เปลี่ยนแปลงสิ่งใด"),
        QT_TRANSLATE_NOOP("ErrorMessages", "เปิดดูและพิมพ์แฟ้มเรื่องได้ แต่แก้ไขหรือเปิดดำเนินการอีกครั้งไม่ได้"),
    ),
    "destruction.nothing": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่มีเรื่องที่พ้นกำหนดเก็บรักษาให้จัดทำบัญชี"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่ได้จัดทำบัญชีใหม่"),
        QT_TRANSLATE_NOOP("ErrorMessages", "เรื่องที่อยู่ในบัญชีอื่นซึ่งยังไม่แล้วเสร็จจะไม่ถูกนับซ้ำ"),
    ),
    "destruction.not_signed": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "บัญชีนี้ยังไม่ได้บันทึกการลงนามของคณะกรรมการ"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่ได้ทำลายข้อมูลใด"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดพิมพ์บัญชีให้คณะกรรมการลงนาม แล้วบันทึกการลงนามก่อน"),
    ),
    "destruction.signed": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "บัญชีนี้บันทึกการลงนามแล้ว จึงแก้ไขไม่ได้"),
        QT_TRANSLATE_NOOP("ErrorMessages", "บัญชียังเป็นไปตามที่คณะกรรมการลงนาม"),
        QT_TRANSLATE_NOOP("ErrorMessages", "หากต้องเปลี่ยนรายการ โปรดยกเลิกบัญชีแล้วจัดทำใหม่"),
    ),
    "destruction.cancelled": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "บัญชีนี้ถูกยกเลิกแล้ว"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่ได้เปลี่ยนแปลงสิ่งใด"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดจัดทำบัญชีใหม่"),
    ),
    "destruction.carried_out": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "บัญชีนี้ดำเนินการแล้วเสร็จ"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่ได้เปลี่ยนแปลงสิ่งใด"),
        QT_TRANSLATE_NOOP("ErrorMessages", "เปิดดูและพิมพ์บัญชีไว้เป็นหลักฐานได้"),
    ),
    "person.nobody": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เรื่องที่เลือกไม่มีข้อมูลของผู้ร้องเรียนให้พิมพ์"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่ได้จัดทำเอกสาร"),
        QT_TRANSLATE_NOOP("ErrorMessages", "เรื่องที่ไม่ระบุชื่อหรือทำลายตามระเบียบแล้วไม่มีข้อมูลของบุคคล โปรดเลือกเรื่องอื่น"),
    ),
    "file.destroyed": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์นี้ถูกทำลายตามระเบียบแล้ว จึงเปิดไม่ได้"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ประวัติว่าเคยมีไฟล์แนบยังอยู่"),
        "",
    ),
    "box.no_opening": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่พบการเปิดกล่องครั้งที่ {number}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดตรวจครั้งที่และปีงบประมาณ เช่น 8/2570"),
    ),
    "inspection.voided": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "การตรวจครั้งนี้ถูกยกเลิกแล้ว"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดบันทึกการตรวจครั้งใหม่ หรือรับเรื่องโดยไม่อ้างถึงการตรวจครั้งนี้"),
    ),
    "inspection.has_finds": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "มีเรื่องที่รับเข้าจากการตรวจครั้งนี้แล้ว จึงยกเลิกการตรวจไม่ได้"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "หากจำนวนที่พบไม่ถูกต้อง โปรดบันทึกว่าส่วนที่เหลือไม่รับเข้าเป็นเรื่องพร้อมเหตุผล"),
    ),
    "inspection.own_day_over": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ท่านยกเลิกได้เฉพาะการตรวจที่ท่านบันทึกในวันนี้"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดให้หัวหน้าฝ่าย/หัวหน้ากลุ่มงานยกเลิกพร้อมเหตุผล"),
    ),
    "flowchart.problems": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ยังประกาศใช้ผังไม่ได้ ต้องแก้ไขอีก {number} แห่ง"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ผังที่วาดไว้ยังอยู่ครบ ผังที่ใช้อยู่ไม่เปลี่ยนแปลง"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดแก้ไขตามรายการที่แสดงไว้กับผัง แล้วประกาศใช้อีกครั้ง"),
    ),
    "flowchart.unknown": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรแกรมไม่มีผังของเรื่องประเภทนี้"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกผังจากรายการ"),
    ),
    "flowchart.newest": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เรื่องเลขรับ {number} ใช้ผังฉบับล่าสุดอยู่แล้ว หรือใช้ผังอื่น"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเปิดรายการเรื่องที่จะย้ายใหม่"),
    ),
    "flowchart.exchange_unreadable": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์นี้ไม่ใช่ผังกระบวนการของโปรแกรมรับเรื่อง หรือไฟล์เสียหาย"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดขอไฟล์ใหม่จากสำนักงานที่ส่งมา"),
    ),
    "flowchart.exchange_too_large": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์นี้ใหญ่เกินกว่าจะเป็นผังกระบวนการ (ไม่เกิน {limit_kb} กิโลไบต์)"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดตรวจสอบว่าเลือกไฟล์ถูกต้อง"),
    ),
    "flowchart.exchange_newer": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์ผังนี้ทำด้วยโปรแกรมรุ่นใหม่กว่า"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดปรับปรุงโปรแกรมก่อน แล้วเปิดไฟล์อีกครั้ง"),
    ),
    "flowchart.none": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ยังไม่มีผังกระบวนการที่ใช้งานได้"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดให้ผู้ดูแลระบบกำหนดผังกระบวนการในหน้าตั้งค่า"),
    ),
    "deadline.limit": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "จำนวนวันมากเกินกว่าที่คำนวณกำหนดเวลาได้ ({days} วัน)"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดระบุจำนวนวันให้น้อยลง"),
    ),
    "draft.unreadable": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เปิดร่างนี้ไม่ได้"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ร่างยังเก็บไว้ ไม่ได้ถูกลบ"),
        ASK_ADMIN,
    ),
    "report.month_ahead": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ยังไม่ถึงเดือนที่ขอรายงาน"),
        "",
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกเดือนปัจจุบันหรือเดือนก่อนหน้า"),
    ),
    "report.cut_off_before_period": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "วันตัดข้อมูลอยู่ก่อนวันสุดท้ายของช่วงเวลาที่รายงาน"),
        "",
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกตั้งแต่วันสุดท้ายของช่วงเวลานั้นเป็นต้นไป"),
    ),
    "report.cut_off_ahead": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "วันตัดข้อมูลยังมาไม่ถึง"),
        "",
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกวันนี้หรือวันก่อนหน้า"),
    ),
    "letter.none_sent": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เรื่อง {number} ไม่มีหนังสือฉบับที่ขอ (ออกแล้ว {sent} ฉบับ)"),
        "",
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดตรวจเลขรับและฉบับที่ หรือเปิดดูหนังสือในหน้าของเรื่อง"),
    ),
    "report.year_ahead": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ยังไม่ถึงปีงบประมาณที่ขอ"),
        "",
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกปีงบประมาณปัจจุบันหรือปีก่อนหน้า"),
    ),
    "report.year_not_zero": ErrorText(
        QT_TRANSLATE_NOOP(
            "ErrorMessages", "ปีงบประมาณ {year} มีข้อร้องเรียน {count} เรื่อง จึงทำบันทึกกรณีไม่มีข้อร้องเรียนไม่ได้"
        ),
        "",
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดจัดทำรายงานข้อร้องเรียนประจำปีงบประมาณแทน"),
    ),
    "print.no_printer": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "พิมพ์ไม่ได้ ไม่พบเครื่องพิมพ์ หรือเครื่องพิมพ์ยังไม่พร้อม {name}"),
        QT_TRANSLATE_NOOP("ErrorMessages", "เอกสารยังแสดงอยู่ครบถ้วน"),
        QT_TRANSLATE_NOOP(
            "ErrorMessages", "โปรดเปิดเครื่องพิมพ์และตรวจสายหรือเครือข่าย แล้วพิมพ์อีกครั้ง หรือบันทึกเป็นไฟล์ไว้ก่อน"
        ),
    ),
    "print.stopped": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เครื่องพิมพ์ {name} หยุดกลางคัน จึงพิมพ์ไม่ครบทุกหน้า"),
        QT_TRANSLATE_NOOP("ErrorMessages", "เอกสารยังแสดงอยู่ครบถ้วน"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดตรวจกระดาษและเครื่องพิมพ์ แล้วพิมพ์หน้าที่ขาดอีกครั้ง"),
    ),
    "report.cancelled": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ยกเลิกการจัดทำเอกสารแล้ว"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลไม่เปลี่ยนแปลง และไม่มีไฟล์ใดถูกเขียน"),
        "",
    ),
    "report.month_open": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เดือนนี้ยังไม่สิ้นสุด จึงยังรับรองข้อมูลไม่ได้"),
        "",
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดรับรองเมื่อพ้นวันสุดท้ายของเดือนแล้ว"),
    ),
    "report.signed": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เดือนนี้รับรองข้อมูลไว้แล้ว"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลและเอกสารที่รับรองคงเดิม"),
        QT_TRANSLATE_NOOP("ErrorMessages", "สิ่งที่เปลี่ยนภายหลังจะแสดงในรายงานฉบับถัดไปเป็นรายการแก้ไขหลังรับรอง"),
    ),
    "report.not_signed": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เดือนนี้ยังไม่ได้รับรองข้อมูล"),
        "",
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกเดือนที่รับรองแล้ว หรือรับรองข้อมูลก่อน"),
    ),
    "report.year_ce": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ปีที่ระบุเป็นปีคริสต์ศักราช"),
        "",
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดระบุปีเป็นพุทธศักราช เช่น 2569"),
    ),
    "store.exists": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "โฟลเดอร์นี้มีข้อมูลสำนักงานอยู่แล้ว"),
        NOT_OPENED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเปิดข้อมูลเดิม หรือเลือกโฟลเดอร์อื่น"),
    ),
    "store.unwritable": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "สร้างข้อมูลในโฟลเดอร์นี้ไม่ได้ เพราะไม่มีสิทธิเขียน"),
        NOT_OPENED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกโฟลเดอร์ที่ท่านเขียนได้ หรือขอสิทธิจากผู้ดูแลเครื่อง"),
    ),
    "store.no_folder": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่พบโฟลเดอร์ข้อมูล"),
        "",
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดตรวจว่าไดรฟ์ต่ออยู่และชื่อโฟลเดอร์ถูกต้อง"),
    ),
    "store.no_office": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "โฟลเดอร์นี้ยังไม่มีข้อมูลสำนักงาน"),
        NOT_OPENED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดตั้งค่าเริ่มต้น หรือเลือกโฟลเดอร์ข้อมูลที่ถูกต้อง"),
    ),
    "store.not_ours": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์ในโฟลเดอร์นี้ไม่ใช่ข้อมูลของโปรแกรมรับเรื่อง"),
        NOT_OPENED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกโฟลเดอร์อื่น"),
    ),
    "store.newer": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลนี้สร้างด้วยโปรแกรมรุ่นใหม่กว่า"),
        NOT_OPENED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดติดตั้งโปรแกรมรุ่นล่าสุดแล้วเปิดใหม่"),
    ),
    "store.locked": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลนี้กำลังถูกใช้งานโดยโปรแกรมอื่น"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดปิดโปรแกรมที่เปิดข้อมูลนี้อยู่แล้วลองใหม่"),
    ),
    "store.damaged": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์ข้อมูลเสียหาย จึงอ่านหรือบันทึกไม่ได้"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรแกรมเก็บไฟล์ที่เสียหายไว้ตามเดิม"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดอย่าลบไฟล์ และแจ้งผู้ดูแลระบบเพื่อกู้ข้อมูลจากชุดสำรอง"),
    ),
    "store.unreadable": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "อ่านไฟล์ข้อมูลไม่ได้"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดตรวจสิทธิการอ่านโฟลเดอร์และสายหรือไดรฟ์ แล้วลองใหม่"),
    ),
    "store.read_only": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "โฟลเดอร์ข้อมูลเปิดอ่านได้อย่างเดียว จึงบันทึกไม่ได้"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดขอสิทธิเขียนโฟลเดอร์จากผู้ดูแลเครื่อง แล้วบันทึกอีกครั้ง"),
    ),
    "store.full": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "พื้นที่ดิสก์เต็ม จึงบันทึกไม่ได้"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเพิ่มพื้นที่ว่างแล้วบันทึกอีกครั้ง อย่าปิดโปรแกรมจนกว่าจะบันทึกได้"),
    ),
    "store.busy": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลกำลังถูกเขียนโดยงานอื่นนานกว่าปกติ"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดรอสักครู่แล้วบันทึกอีกครั้ง"),
    ),
    "backup.no_folder": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่พบโฟลเดอร์ที่เก็บชุดสำรอง: {path}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP(
            "ErrorMessages", "หากเป็นแฟลชไดรฟ์ โปรดเสียบก่อน หรือเลือกโฟลเดอร์อื่นที่หน้าตั้งค่าสำนักงาน หัวข้อสำรองข้อมูล"
        ),
    ),
    "backup.read_only": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เขียนลงโฟลเดอร์ที่เก็บชุดสำรองไม่ได้: {path}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดตรวจว่าแฟลชไดรฟ์ไม่ได้ล็อกกันเขียน หรือเลือกโฟลเดอร์อื่น"),
    ),
    "backup.full": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "พื้นที่ไม่พอสำหรับชุดสำรอง: {path}"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ชุดสำรองเดิมและข้อมูลปัจจุบันยังอยู่ครบ"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดลบไฟล์ที่ไม่ใช้ในดิสก์นั้น หรือเลือกโฟลเดอร์อื่น"),
    ),
    "backup.broken_off": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "เขียนชุดสำรองไม่สำเร็จ: {path}"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ชุดสำรองเดิมยังอยู่ครบ ไม่มีไฟล์ที่เขียนค้างไว้"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดลองอีกครั้ง หรือเลือกโฟลเดอร์อื่น"),
    ),
    "backup.gone": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ที่เก็บชุดสำรองหายไประหว่างเขียน: {path}"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลปัจจุบันยังอยู่ครบ"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเสียบแฟลชไดรฟ์ให้แน่นแล้วสำรองอีกครั้ง อย่าถอดระหว่างเขียน"),
    ),
    "backup.cancelled": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ยกเลิกการสำรองข้อมูลแล้ว"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ชุดสำรองเดิมยังอยู่ครบ"),
        "",
    ),
    "backup.source_damaged": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์ข้อมูลของสำนักงานเสียหาย จึงทำชุดสำรองไม่ได้"),
        QT_TRANSLATE_NOOP("ErrorMessages", "ชุดสำรองเดิมยังอยู่ครบ"),
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดหยุดบันทึกเรื่องใหม่และแจ้งผู้ดูแลระบบ เพื่อกู้ข้อมูลจากชุดสำรองล่าสุดที่ตรวจแล้ว"),
    ),
    "backup.no_file": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่พบไฟล์ชุดสำรอง: {path}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกไฟล์ใหม่ หากอยู่ในแฟลชไดรฟ์ โปรดเสียบก่อน"),
    ),
    "backup.damaged": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์นี้ไม่ใช่ชุดสำรอง หรือเสียหายหรือเขียนไม่ครบ: {path}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกชุดสำรองอื่นที่เก่ากว่า"),
    ),
    "backup.not_ours": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์นี้ไม่ใช่ชุดสำรองของโปรแกรมรับเรื่อง: {path}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกไฟล์ที่ชื่อขึ้นต้นด้วย raprueang-"),
    ),
    "backup.newer": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ชุดสำรองนี้ทำด้วยโปรแกรมรุ่นใหม่กว่า: {path}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดปรับปรุงโปรแกรมเป็นรุ่นล่าสุดก่อน แล้วกู้อีกครั้ง"),
    ),
    "backup.other_office": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ชุดสำรองนี้เป็นของสำนักงานอื่น ({office}): {path}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกชุดสำรองของสำนักงานนี้ หรือกู้ลงโฟลเดอร์ข้อมูลอื่น"),
    ),
    "backup.no_key": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไม่พบกุญแจของชุดสำรองนี้: {path}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดพิมพ์กุญแจจากใบกู้คืนของสำนักงาน"),
    ),
    "backup.wrong_key": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "กุญแจที่ให้มาเปิดชุดสำรองนี้ไม่ได้: {path}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเทียบกุญแจกับใบกู้คืนที่ใช้อยู่เมื่อทำชุดสำรองนี้"),
    ),
    "backup.disagrees": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ตรวจชุดสำรองแล้วพบว่าไม่ถูกต้อง: {problem}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดใช้ชุดสำรองอื่นที่เก่ากว่า และแจ้งผู้ดูแลระบบพร้อมข้อความนี้"),
    ),
    "backup.same_file": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์นี้คือข้อมูลปัจจุบันของสำนักงานเอง ไม่ใช่ชุดสำรอง: {path}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกไฟล์ที่ชื่อขึ้นต้นด้วย raprueang-"),
    ),
    "restore.cancelled": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ยกเลิกการกู้ข้อมูลแล้ว"),
        UNCHANGED,
        "",
    ),
    "restore.no_copy_before": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ทำสำเนาข้อมูลปัจจุบันก่อนกู้ไม่ได้ จึงยังไม่กู้"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดตรวจว่าดิสก์มีพื้นที่ว่างพอสำหรับข้อมูลอีกสองชุด แล้วลองอีกครั้ง"),
    ),
    "file.unwritable": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "บันทึกไฟล์ไม่ได้: {path}"),
        UNCHANGED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดปิดไฟล์นั้นหากเปิดอยู่ หรือเลือกที่เก็บอื่น"),
    ),
    "file.unreadable": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "อ่านไฟล์ไม่ได้: {path}"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดตรวจว่าไฟล์ยังอยู่และไม่เสียหาย แล้วเลือกใหม่"),
    ),
    "file.too_large": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์ {name} ใหญ่เกิน {limit_mb} เมกะไบต์"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดลดขนาดไฟล์หรือแบ่งเป็นหลายไฟล์"),
    ),
    "file.empty": ErrorText(
        QT_TRANSLATE_NOOP("ErrorMessages", "ไฟล์ {name} ไม่มีข้อมูล"),
        TYPED,
        QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกไฟล์อื่น"),
    ),
    **FILE_SENTENCES,
}

FIELD_SENTENCES: Mapping[str, str] = {
    "date.before_received": QT_TRANSLATE_NOOP("ErrorMessages", "ต้องไม่ก่อนวันที่รับเรื่อง ({day})"),
    "date.before_sent": QT_TRANSLATE_NOOP("ErrorMessages", "ต้องไม่ก่อนวันที่ส่งเรื่อง ({day})"),
    "date.between": QT_TRANSLATE_NOOP("ErrorMessages", "ต้องอยู่ระหว่าง {first} ถึง {last}"),
    "inspection.open_box": QT_TRANSLATE_NOOP(
        "ErrorMessages", "กล่องแสดงความคิดเห็นบันทึกด้วยการเปิดกล่อง โปรดกดเปิดกล่อง"
    ),
    "box.two_openers": QT_TRANSLATE_NOOP("ErrorMessages", "โปรดระบุผู้เปิดกล่องอย่างน้อยสองคน บรรทัดละหนึ่งคน"),
    "box.sealed_before": QT_TRANSLATE_NOOP("ErrorMessages", "เวลาปิดกล่องต้องไม่ก่อนเวลาเปิดกล่อง"),
    "checkpoint.hash": QT_TRANSLATE_NOOP(
        "ErrorMessages", "โปรดพิมพ์รหัสตามที่พิมพ์ท้ายรายงาน (ตัวเลข 0–9 และอักษร a–f อย่างน้อย 8 ตัว)"
    ),
    "checkpoint.sequence": QT_TRANSLATE_NOOP("ErrorMessages", "โปรดพิมพ์ลำดับที่เป็นตัวเลขตามที่พิมพ์ท้ายรายงาน"),
    "required": QT_TRANSLATE_NOOP("ErrorMessages", "โปรดกรอกช่องนี้"),
    "need.note": QT_TRANSLATE_NOOP("ErrorMessages", "ขั้นตอนนี้ต้องมีบันทึก โปรดกรอกช่องนี้"),
    "need.attachment": QT_TRANSLATE_NOOP("ErrorMessages", "ขั้นตอนนี้ต้องแนบไฟล์ก่อน จึงจะดำเนินการต่อได้"),
    "need.letter": QT_TRANSLATE_NOOP("ErrorMessages", "ขั้นตอนนี้ต้องออก{letter}ก่อน จึงจะดำเนินการต่อได้"),
    "step.unknown": QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกขั้นตอนในผังฉบับใหม่ที่เรื่องจะไปต่อ"),
    "choose": QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกหนึ่งรายการ"),
    "names_somebody": QT_TRANSLATE_NOOP(
        "ErrorMessages", "มีชื่อหรือข้อมูลติดต่อของบุคคลในเรื่องร้องเรียน โปรดเขียนโดยไม่ระบุตัวบุคคล"
    ),
    "too_long": QT_TRANSLATE_NOOP(
        "ErrorMessages", "ยาวเกินกำหนด: มี {length} ตัวอักษร กำหนดไม่เกิน {limit} ตัวอักษร"
    ),
    "unknown_choice": QT_TRANSLATE_NOOP("ErrorMessages", "ไม่มีรายการนี้ให้เลือก โปรดเลือกจากรายการ"),
    "date.empty": QT_TRANSLATE_NOOP("ErrorMessages", "โปรดระบุวันที่"),
    "date.unreadable": QT_TRANSLATE_NOOP("ErrorMessages", "อ่านวันที่ไม่ได้ โปรดพิมพ์เช่น 12/8/69 หรือ 12 ส.ค. 2569"),
    "date.impossible": QT_TRANSLATE_NOOP("ErrorMessages", "ไม่มีวันที่นี้ในปฏิทิน โปรดตรวจวันและเดือน"),
    "date.year_range": QT_TRANSLATE_NOOP("ErrorMessages", "ปีไม่อยู่ในช่วงที่ใช้ได้ โปรดพิมพ์ปี พ.ศ. เช่น 2569"),
    "date.ambiguous": QT_TRANSLATE_NOOP(
        "ErrorMessages", "วันที่นี้อ่านได้มากกว่าหนึ่งแบบ โปรดพิมพ์ปีให้ครบสี่หลัก เช่น 12/8/2569"
    ),
    "date.ce_year": QT_TRANSLATE_NOOP("ErrorMessages", "ปีที่พิมพ์เป็นปี ค.ศ. โปรดพิมพ์เป็นปี พ.ศ. {be_year}"),
    "date.future": QT_TRANSLATE_NOOP("ErrorMessages", "วันที่นี้ยังมาไม่ถึง"),
    "holiday.weekend": QT_TRANSLATE_NOOP(
        "ErrorMessages", "วันที่ {day} เป็นวันเสาร์หรืออาทิตย์ ซึ่งไม่นับเป็นวันทำการอยู่แล้ว"
    ),
    "holiday.twice": QT_TRANSLATE_NOOP("ErrorMessages", "วันที่ {day} มีอยู่ในตารางวันหยุดแล้ว"),
    "holiday.year_range": QT_TRANSLATE_NOOP("ErrorMessages", "ปีไม่อยู่ในช่วงที่ใช้ได้ โปรดตรวจปี พ.ศ."),
    "due.not_later": QT_TRANSLATE_NOOP("ErrorMessages", "วันครบกำหนดใหม่ต้องหลังวันครบกำหนดที่ใช้อยู่ คือ {due}"),
    "due.too_far": QT_TRANSLATE_NOOP("ErrorMessages", "ขยายได้ครั้งละไม่เกิน {days} วันทำการ คือไม่เกินวันที่ {latest}"),
    "date.too_old": QT_TRANSLATE_NOOP("ErrorMessages", "วันที่นี้นานเกินกว่าที่รับได้ โปรดตรวจปี พ.ศ."),
    "time.unreadable": QT_TRANSLATE_NOOP("ErrorMessages", "อ่านเวลาไม่ได้ โปรดพิมพ์เช่น 9.30 หรือ 13.05"),
    "time.future": QT_TRANSLATE_NOOP("ErrorMessages", "เวลานี้ยังมาไม่ถึง"),
    "name.or_anonymous": QT_TRANSLATE_NOOP("ErrorMessages", "โปรดกรอกชื่อ หรือเลือกไม่ระบุชื่อผู้ร้องเรียน"),
    "phone.unreadable": QT_TRANSLATE_NOOP(
        "ErrorMessages", "อ่านหมายเลขโทรศัพท์ไม่ได้ โปรดพิมพ์เช่น 081 234 5678 หรือ 1669 ต่อ 12"
    ),
    "id.wrong_length": QT_TRANSLATE_NOOP("ErrorMessages", "เลขประจำตัวประชาชนต้องมี 13 หลัก"),
    "email.unreadable": QT_TRANSLATE_NOOP("ErrorMessages", "รูปแบบอีเมลไม่ถูกต้อง โปรดพิมพ์เช่น name@example.com"),
    "username.taken": QT_TRANSLATE_NOOP("ErrorMessages", "มีผู้ใช้ชื่อนี้แล้ว โปรดตั้งชื่ออื่น"),
    "username.shape": QT_TRANSLATE_NOOP("ErrorMessages", "ชื่อผู้ใช้ใช้ได้เฉพาะตัวอักษร ตัวเลข จุด ขีด และต้องไม่มีช่องว่าง"),
    "password.short": QT_TRANSLATE_NOOP("ErrorMessages", "รหัสผ่านสั้นเกินไป โปรดตั้งอย่างน้อย {shortest} ตัวอักษร"),
    "passphrase.short": QT_TRANSLATE_NOOP("ErrorMessages", "วลีรหัสผ่านสั้นเกินไป โปรดตั้งอย่างน้อย {shortest} ตัวอักษร"),
    "passphrase.mismatch": QT_TRANSLATE_NOOP("ErrorMessages", "วลีรหัสผ่านสองช่องไม่ตรงกัน"),
    "password.same": QT_TRANSLATE_NOOP("ErrorMessages", "รหัสผ่านใหม่ต้องไม่ซ้ำกับรหัสผ่านเดิมหรือชื่อผู้ใช้"),
    "password.mismatch": QT_TRANSLATE_NOOP("ErrorMessages", "รหัสผ่านสองช่องไม่ตรงกัน"),
    "retention.not_over": QT_TRANSLATE_NOOP(
        "ErrorMessages", "เรื่องที่ยุติหลังจากนี้ยังไม่พ้นกำหนดเก็บรักษา ระบุได้ไม่เกิน {limit}"
    ),
    "link.self": QT_TRANSLATE_NOOP("ErrorMessages", "เป็นเรื่องเดียวกันนี้เอง โปรดเลือกเรื่องอื่น"),
    "link.none": QT_TRANSLATE_NOOP("ErrorMessages", "ไม่พบเรื่องที่เลือก โปรดค้นหาอีกครั้ง"),
    "link.there": QT_TRANSLATE_NOOP("ErrorMessages", "เชื่อมโยงกับเลขรับ {number} ไว้แล้ว"),
    "date.before_closing": QT_TRANSLATE_NOOP("ErrorMessages", "ต้องไม่ก่อนวันที่ยุติเรื่องเดิม ({day})"),
    "date.before_list": QT_TRANSLATE_NOOP("ErrorMessages", "ต้องไม่ก่อนวันที่จัดทำบัญชี ({day})"),
    "person.one_of": QT_TRANSLATE_NOOP(
        "ErrorMessages", "โปรดระบุชื่อ โทรศัพท์ เลขประจำตัวประชาชน หรืออีเมลอย่างน้อยหนึ่งอย่าง"
    ),
    "reader.already": QT_TRANSLATE_NOOP("ErrorMessages", "ผู้นี้มีชื่อเป็นผู้มีสิทธิดูเรื่องอยู่แล้ว"),
    "reader.not_named": QT_TRANSLATE_NOOP("ErrorMessages", "ผู้นี้ไม่มีชื่อเป็นผู้มีสิทธิดูเรื่อง"),
    "accusation.supervisor": QT_TRANSLATE_NOOP(
        "ErrorMessages",
        "เรื่องนี้ไม่ระบุชื่อผู้ร้องเรียนและกล่าวหาเจ้าหน้าที่ (บัตรสนเท่ห์) ต้องให้ผู้บังคับบัญชาเป็นผู้จำแนก "
        "สิ่งที่กรอกไว้ยังอยู่ โปรดแจ้งผู้บังคับบัญชา",
    ),
    "roles.none": QT_TRANSLATE_NOOP("ErrorMessages", "โปรดเลือกหน้าที่อย่างน้อยหนึ่งอย่าง"),
    "number.range": QT_TRANSLATE_NOOP("ErrorMessages", "โปรดระบุตัวเลขตั้งแต่ {low} ถึง {high}"),
    "recovery.unreadable": QT_TRANSLATE_NOOP(
        "ErrorMessages", "รหัสกู้คืนไม่ถูกต้อง โปรดเทียบกับใบกู้คืนทีละกลุ่ม (5 กลุ่ม กลุ่มละ 4 ตัว)"
    ),
    "appointment.past": QT_TRANSLATE_NOOP("ErrorMessages", "ต้องไม่ก่อนวันนี้"),
    "appointment.order": QT_TRANSLATE_NOOP("ErrorMessages", "วันสุดท้ายต้องไม่ก่อนวันแรก"),
    "appointment.too_long": QT_TRANSLATE_NOOP("ErrorMessages", "กำหนดได้ครั้งละไม่เกิน {days} วัน"),
    "appointment.overlap": QT_TRANSLATE_NOOP(
        "ErrorMessages", "ซ้อนกับช่วงที่ผู้นี้รักษาราชการแทนอยู่แล้ว ({first} ถึง {last})"
    ),
    "appointment.own": QT_TRANSLATE_NOOP("ErrorMessages", "แต่งตั้งตนเองไม่ได้ โปรดให้ผู้มีสิทธิคนอื่นดำเนินการ"),
    "appointment.not_needed": QT_TRANSLATE_NOOP(
        "ErrorMessages", "ผู้นี้เป็นหัวหน้าฝ่าย/หัวหน้ากลุ่มงานอยู่แล้ว หรือไม่ได้ใช้งานบัญชี"
    ),
    "letter.unknown_field": QT_TRANSLATE_NOOP(
        "ErrorMessages", "ไม่มีช่องชื่อ {field} โปรดเลือกจากรายการช่อง หรือลบออก"
    ),
    "letter.unknown_field_near": QT_TRANSLATE_NOOP(
        "ErrorMessages", "ไม่มีช่องชื่อ {field} ใกล้เคียงที่สุดคือ {nearest} โปรดแก้ไขหรือลบออก"
    ),
    "letter.discipline": QT_TRANSLATE_NOOP(
        "ErrorMessages",
        "หนังสือไม่แจ้งผลทางวินัยของผู้ถูกร้องเรียน (พบคำว่า “{word}”) "
        "โปรดใช้ข้อความว่า สำนักงานได้ดำเนินการตามกฎหมายและระเบียบที่เกี่ยวข้องแล้ว",
    ),
    "officer.respondent": QT_TRANSLATE_NOOP("ErrorMessages", "มอบหมายแก่ผู้นี้ไม่ได้ เพราะถูกกล่าวถึงในเรื่อง"),
}

GENERAL_FIELD = QT_TRANSLATE_NOOP("ErrorMessages", "ข้อมูลในช่องนี้ไม่ถูกต้อง")

# What a sentence says where its parameter is missing.
_DEFAULTS = {"shortest": "8", "be_year": "", "roles": QT_TRANSLATE_NOOP("ErrorMessages", "ผู้มีหน้าที่อื่น")}


# What the check of everything kept may find, by the code of the problem.
PROBLEMS: dict[str, str] = {
    "database": QT_TRANSLATE_NOOP("ErrorMessages", "โครงสร้างของฐานข้อมูลเสียหาย"),
    "dangling": QT_TRANSLATE_NOOP("ErrorMessages", "มีรายการในตาราง {about} ที่อ้างถึงข้อมูลซึ่งไม่มีอยู่"),
    "record_missing": QT_TRANSLATE_NOOP("ErrorMessages", "บันทึกการทำงานลำดับที่ {about} หายไป"),
    "record_changed": QT_TRANSLATE_NOOP("ErrorMessages", "บันทึกการทำงานลำดับที่ {about} ถูกแก้ไขหลังจากบันทึก"),
    "chain_broken": QT_TRANSLATE_NOOP("ErrorMessages", "บันทึกการทำงานไม่ต่อเนื่องกันที่ลำดับที่ {about}"),
    "values_missing": QT_TRANSLATE_NOOP("ErrorMessages", "ไม่พบค่าที่บันทึกไว้ของบันทึกการทำงานลำดับที่ {about}"),
    "value_changed": QT_TRANSLATE_NOOP("ErrorMessages", "ค่าที่บันทึกไว้ของบันทึกการทำงานลำดับที่ {about} ถูกแก้ไข"),
    "numbers": QT_TRANSLATE_NOOP("ErrorMessages", "เลขรับของปีงบประมาณ {about} ไม่ต่อเนื่องหรือซ้ำกัน"),
    "numbers_unheld": QT_TRANSLATE_NOOP("ErrorMessages", "ออกเลขรับของปีงบประมาณ {about} ไปแล้ว แต่ไม่พบเรื่อง"),
    "search_entry": QT_TRANSLATE_NOOP("ErrorMessages", "ดัชนีค้นหาของเรื่องเลขรับ {about} ไม่ตรงกับข้อมูลของเรื่อง"),
    "case_state": QT_TRANSLATE_NOOP("ErrorMessages", "สถานะของเรื่องเลขรับ {about} ไม่ตรงกับประวัติของเรื่อง"),
    "row_changed": QT_TRANSLATE_NOOP("ErrorMessages", "รายการ {about} ไม่ตรงกับที่บันทึกไว้ในบันทึกการทำงาน"),
    "row_missing": QT_TRANSLATE_NOOP("ErrorMessages", "รายการ {about} ซึ่งมีในบันทึกการทำงาน หายไปจากข้อมูล"),
    "row_unknown": QT_TRANSLATE_NOOP("ErrorMessages", "รายการ {about} ไม่ได้บันทึกผ่านโปรแกรม"),
    "unsealed": QT_TRANSLATE_NOOP("ErrorMessages", "บันทึกการทำงานลำดับที่ {about} ไม่ได้ปิดผนึกด้วยกุญแจของสำนักงาน"),
    "key_unknown": QT_TRANSLATE_NOOP("ErrorMessages", "ไม่มีกุญแจสำหรับตรวจบันทึกการทำงานตั้งแต่ลำดับที่ {about}"),
    "tail_missing": QT_TRANSLATE_NOOP(
        "ErrorMessages", "บันทึกการทำงานลำดับที่ {about} เคยมีในเครื่องนี้ แต่ไม่มีในข้อมูล ข้อมูลอาจถูกตัดออกหรือถูกแทนด้วยไฟล์เก่า"
    ),
    "values_unknown": QT_TRANSLATE_NOOP("ErrorMessages", "มีค่าที่บันทึกไว้ (ที่ {about}) ซึ่งไม่มีบันทึกการทำงานใดกล่าวถึง"),
    "table_changed": QT_TRANSLATE_NOOP("ErrorMessages", "ตาราง {about} ไม่เป็นไปตามที่โปรแกรมกำหนด"),
    "table_unknown": QT_TRANSLATE_NOOP("ErrorMessages", "มีตาราง {about} ซึ่งไม่ใช่ของโปรแกรมอยู่ในไฟล์ข้อมูล"),
    "guard": QT_TRANSLATE_NOOP("ErrorMessages", "กลไกป้องกันการแก้ไขบันทึกการทำงาน ({about}) หายไปหรือถูกเปลี่ยนแปลง"),
    "search_index": QT_TRANSLATE_NOOP("ErrorMessages", "ดัชนีค้นหาไม่ตรงกับรายการที่ใช้ค้นหา"),
    "file": QT_TRANSLATE_NOOP("ErrorMessages", "เนื้อหาของไฟล์แนบลำดับที่ {about} ไม่ตรงกับที่บันทึกไว้"),
}


def problem_text(problem: "Problem") -> str:
    """Return what the check of everything kept found."""
    return _say(PROBLEMS[problem.code], {"about": problem.about})


def sentence(error: DomainError) -> ErrorText:
    """Return what to tell a person about an error; an unknown code gives a general sentence."""
    text = SENTENCES.get(error.code) or _of_field(error.code) or GENERAL
    params = {"code": error.code, **error.params}
    return ErrorText(_say(text.title, params), _say(text.kept, params), _say(text.next, params))


def _of_field(code: str) -> ErrorText | None:
    found = FIELD_SENTENCES.get(code)
    return None if found is None else ErrorText(found, TYPED, "")


def field_sentence(code: str, params: Mapping[str, Any] | None = None) -> str:
    """Return what to say beneath a field; an unknown code gives a general sentence."""
    return _say(FIELD_SENTENCES.get(code, GENERAL_FIELD), params or {})


def field_error_text(error: FieldError | None) -> str:
    """Return what to say beneath a field for its error, nothing for none."""
    return "" if error is None else field_sentence(error.code, error.params)


def field_texts(error: Invalid) -> dict[str, str]:
    """Return the sentence of each field that is wrong."""
    return {name: field_error_text(found) for name, found in error.fields.items()}


def _say(template: str, params: Mapping[str, Any]) -> str:
    if not template:
        return ""
    text = QCoreApplication.translate(CONTEXT, template)
    return text.format_map(_Shown(params))


class _Shown(dict[str, str]):
    """Parameters as a person reads them; a missing one leaves a dash or its default."""

    def __init__(self, params: Mapping[str, Any]) -> None:
        super().__init__({name: _shown(name, value) for name, value in params.items()})

    def __missing__(self, name: str) -> str:
        return QCoreApplication.translate(CONTEXT, _DEFAULTS.get(name, "–"))


def _shown(name: str, value: Any) -> str:
    if name == "roles" and not isinstance(value, str):
        return role_names(str(role) for role in value)
    if name == "found" and value in FAMILIES:
        return QCoreApplication.translate(CONTEXT, FAMILIES[value])
    if name == "letter":
        return name_of("letter_kinds", str(value)) or str(value)
    if name == "problem" and not isinstance(value, str):
        return problem_text(value)
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, int) and not name.endswith("year"):
        return f"{value:,}"
    return str(value)
