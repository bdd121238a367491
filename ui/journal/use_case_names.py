"""What each use case is called in the journal, in the words of the office."""

from PySide6.QtCore import QCoreApplication

from ui.wording import QT_TRANSLATE_NOOP

ROOMS: dict[str, str] = {
    "complaints": QT_TRANSLATE_NOOP("Journal", "เรื่องที่รับ"),
    "documents": QT_TRANSLATE_NOOP("Journal", "การพิมพ์เอกสาร"),
    "accounts": QT_TRANSLATE_NOOP("Journal", "การเข้าสู่ระบบและผู้ใช้"),
    "office": QT_TRANSLATE_NOOP("Journal", "การตั้งค่าสำนักงาน"),
    "journal": QT_TRANSLATE_NOOP("Journal", "บันทึกการทำงานและการตรวจสอบ"),
    "backup": QT_TRANSLATE_NOOP("Journal", "การสำรองและกู้ข้อมูล"),
    "keys": QT_TRANSLATE_NOOP("Journal", "กุญแจและการเข้ารหัส"),
    "privacy": QT_TRANSLATE_NOOP("Journal", "ข้อมูลส่วนบุคคลและการทำลาย"),
    "drafts": QT_TRANSLATE_NOOP("Journal", "ร่างที่ยังไม่ได้บันทึก"),
    "figures": QT_TRANSLATE_NOOP("Journal", "ตัวชี้วัด"),
    "deadlines": QT_TRANSLATE_NOOP("Journal", "กำหนดเวลา"),
    "health": QT_TRANSLATE_NOOP("Journal", "สภาพเครื่อง"),
}

NAMES: dict[str, str] = {
    "accounts.add_account": QT_TRANSLATE_NOOP("Journal", "เพิ่มผู้ใช้"),
    "accounts.add_demo_account": QT_TRANSLATE_NOOP("Journal", "เพิ่มผู้ใช้ของสำนักงานตัวอย่าง"),
    "accounts.appoint_acting": QT_TRANSLATE_NOOP("Journal", "แต่งตั้งผู้รักษาราชการแทน"),
    "accounts.change_account": QT_TRANSLATE_NOOP("Journal", "แก้ไขข้อมูลหรือสิทธิของผู้ใช้"),
    "accounts.change_own_password": QT_TRANSLATE_NOOP("Journal", "เปลี่ยนรหัสผ่านของตนเอง"),
    "accounts.end_appointment": QT_TRANSLATE_NOOP("Journal", "ให้สิ้นสุดการรักษาราชการแทน"),
    "accounts.list_accounts": QT_TRANSLATE_NOOP("Journal", "ดูรายชื่อผู้ใช้ทั้งหมด"),
    "accounts.list_appointments": QT_TRANSLATE_NOOP("Journal", "ดูการรักษาราชการแทน"),
    "accounts.list_colleagues": QT_TRANSLATE_NOOP("Journal", "ดูรายชื่อผู้ปฏิบัติงาน"),
    "accounts.log_in": QT_TRANSLATE_NOOP("Journal", "เข้าสู่ระบบ"),
    "accounts.renew_recovery_code": QT_TRANSLATE_NOOP("Journal", "ออกรหัสกู้คืนใหม่"),
    "accounts.reset_by_recovery_code": QT_TRANSLATE_NOOP("Journal", "ตั้งรหัสผ่านใหม่ด้วยรหัสกู้คืน"),
    "accounts.set_password": QT_TRANSLATE_NOOP("Journal", "กำหนดรหัสผ่านใหม่ให้ผู้ใช้"),
    "accounts.unlock": QT_TRANSLATE_NOOP("Journal", "ปลดการพักผู้ใช้ที่ใส่รหัสผ่านผิด"),
    "accounts.unlock_session": QT_TRANSLATE_NOOP("Journal", "ปลดล็อกหน้าจอ"),
    "backup.list_backups": QT_TRANSLATE_NOOP("Journal", "ดูชุดสำรองที่มี"),
    "backup.make_backup": QT_TRANSLATE_NOOP("Journal", "สำรองข้อมูล"),
    "backup.make_by_itself": QT_TRANSLATE_NOOP("Journal", "โปรแกรมสำรองข้อมูลเอง"),
    "backup.record_restore": QT_TRANSLATE_NOOP("Journal", "กู้ข้อมูลจากชุดสำรองแล้ว"),
    "backup.restore": QT_TRANSLATE_NOOP("Journal", "กู้ข้อมูลจากชุดสำรอง"),
    "channels.change_inspection": QT_TRANSLATE_NOOP("Journal", "เปลี่ยนรอบการตรวจช่องทาง"),
    "channels.list_due": QT_TRANSLATE_NOOP("Journal", "ดูช่องทางที่ถึงรอบตรวจ"),
    "channels.list_inspections": QT_TRANSLATE_NOOP("Journal", "ดูทะเบียนการตรวจช่องทาง"),
    "channels.record_inspection": QT_TRANSLATE_NOOP("Journal", "บันทึกการตรวจช่องทาง"),
    "channels.record_nothing_found": QT_TRANSLATE_NOOP("Journal", "บันทึกว่าตรวจช่องทางแล้วไม่พบ"),
    "channels.set_aside_finds": QT_TRANSLATE_NOOP("Journal", "ไม่รับสิ่งที่พบจากการตรวจเข้าเป็นเรื่อง"),
    "channels.void_inspection": QT_TRANSLATE_NOOP("Journal", "ยกเลิกการตรวจช่องทาง"),
    "complaints.add_note": QT_TRANSLATE_NOOP("Journal", "บันทึกเพิ่มเติมในเรื่อง"),
    "complaints.attach_file": QT_TRANSLATE_NOOP("Journal", "แนบไฟล์"),
    "complaints.change_level": QT_TRANSLATE_NOOP("Journal", "เปลี่ยนระดับของเรื่อง"),
    "complaints.change_officer": QT_TRANSLATE_NOOP("Journal", "เปลี่ยนผู้รับผิดชอบ"),
    "complaints.close_early": QT_TRANSLATE_NOOP("Journal", "ยุติเรื่องก่อนครบขั้นตอน"),
    "complaints.complete_step": QT_TRANSLATE_NOOP("Journal", "ดำเนินการตามขั้นตอน"),
    "complaints.correct_complaint": QT_TRANSLATE_NOOP("Journal", "แก้ไขข้อมูลที่รับไว้"),
    "complaints.extend_due": QT_TRANSLATE_NOOP("Journal", "ขยายเวลา"),
    "complaints.restart_clock": QT_TRANSLATE_NOOP("Journal", "นับเวลาต่อ"),
    "complaints.stop_clock": QT_TRANSLATE_NOOP("Journal", "หยุดนับเวลา"),
    "complaints.export_list": QT_TRANSLATE_NOOP("Journal", "คัดลอกหรือส่งออกรายการเรื่อง"),
    "complaints.list_complaints": QT_TRANSLATE_NOOP("Journal", "ดูทะเบียนเรื่องที่รับ"),
    "complaints.open_box": QT_TRANSLATE_NOOP("Journal", "บันทึกการเปิดกล่องแสดงความคิดเห็น"),
    "complaints.open_for_correction": QT_TRANSLATE_NOOP("Journal", "เปิดข้อมูลเพื่อแก้ไข"),
    "complaints.read_attachment": QT_TRANSLATE_NOOP("Journal", "เปิดหรือบันทึกไฟล์แนบ"),
    "complaints.read_case": QT_TRANSLATE_NOOP("Journal", "ดูเรื่อง"),
    "complaints.record_contact": QT_TRANSLATE_NOOP("Journal", "บันทึกการติดต่อผู้ร้องเรียน"),
    "complaints.register_complaint": QT_TRANSLATE_NOOP("Journal", "รับเรื่อง"),
    "complaints.reopen_case": QT_TRANSLATE_NOOP("Journal", "เปิดเรื่องที่ยุติแล้วอีกครั้ง"),
    "complaints.reveal_complainant": QT_TRANSLATE_NOOP("Journal", "ขอดูชื่อผู้ร้องเรียนที่ปกปิด"),
    "complaints.review": QT_TRANSLATE_NOOP("Journal", "ดูเรื่องที่รอพิจารณา"),
    "complaints.see_my_day": QT_TRANSLATE_NOOP("Journal", "ดูงานวันนี้"),
    "complaints.void_case": QT_TRANSLATE_NOOP("Journal", "ยกเลิกเลขรับ"),
    "deadlines.explain_due": QT_TRANSLATE_NOOP("Journal", "ดูวิธีนับวันครบกำหนด"),
    "documents.draft_memo": QT_TRANSLATE_NOOP("Journal", "ร่างบันทึกข้อความ"),
    "documents.make_blank_form": QT_TRANSLATE_NOOP("Journal", "พิมพ์แบบฟอร์มเปล่าและประกาศช่องทาง"),
    "documents.make_box_record": QT_TRANSLATE_NOOP("Journal", "พิมพ์บันทึกการเปิดกล่อง"),
    "documents.make_inspection_register": QT_TRANSLATE_NOOP("Journal", "พิมพ์ทะเบียนการตรวจช่องทาง"),
    "documents.make_statement": QT_TRANSLATE_NOOP("Journal", "พิมพ์บันทึกคำร้องเรียน"),
    "documents.make_case_file": QT_TRANSLATE_NOOP("Journal", "พิมพ์แฟ้มเรื่อง"),
    "documents.make_monthly": QT_TRANSLATE_NOOP("Journal", "จัดทำรายงานประจำเดือน"),
    "documents.print_receipt": QT_TRANSLATE_NOOP("Journal", "พิมพ์ใบรับเรื่อง"),
    "documents.tell_number": QT_TRANSLATE_NOOP("Journal", "แจ้งเลขรับทางโทรศัพท์"),
    "drafts.discard_draft": QT_TRANSLATE_NOOP("Journal", "ทิ้งร่าง"),
    "drafts.keep_draft": QT_TRANSLATE_NOOP("Journal", "เก็บร่าง"),
    "drafts.list_drafts": QT_TRANSLATE_NOOP("Journal", "ดูร่าง"),
    "figures.read_figures": QT_TRANSLATE_NOOP("Journal", "ดูตัวชี้วัด"),
    "health.check_clock": QT_TRANSLATE_NOOP("Journal", "ตรวจนาฬิกาของเครื่อง"),
    "journal.begin_seal": QT_TRANSLATE_NOOP("Journal", "เริ่มใช้กุญแจกำกับบันทึกการทำงาน"),
    "journal.check_checkpoint": QT_TRANSLATE_NOOP("Journal", "เทียบบันทึกการทำงานกับรายงานที่พิมพ์ไว้"),
    "journal.read_records": QT_TRANSLATE_NOOP("Journal", "ดูบันทึกการทำงาน"),
    "journal.replace_key": QT_TRANSLATE_NOOP("Journal", "ใช้กุญแจใหม่แทนกุญแจที่สูญหาย"),
    "journal.verify": QT_TRANSLATE_NOOP("Journal", "ตรวจสอบข้อมูล"),
    "keys.change_unlock": QT_TRANSLATE_NOOP("Journal", "เปลี่ยนวิธีเก็บกุญแจ"),
    "keys.decrypt": QT_TRANSLATE_NOOP("Journal", "เลิกเข้ารหัสข้อมูล"),
    "keys.encrypt": QT_TRANSLATE_NOOP("Journal", "เข้ารหัสข้อมูล"),
    "keys.note_sheet_kept": QT_TRANSLATE_NOOP("Journal", "ยืนยันว่าเก็บใบกู้คืนแล้ว"),
    "keys.print_recovery_sheet": QT_TRANSLATE_NOOP("Journal", "พิมพ์ใบกู้คืน"),
    "keys.read_key_state": QT_TRANSLATE_NOOP("Journal", "ดูสถานะของกุญแจ"),
    "office.add_holiday": QT_TRANSLATE_NOOP("Journal", "เพิ่มวันหยุด"),
    "office.change_holidays": QT_TRANSLATE_NOOP("Journal", "เปลี่ยนตารางวันหยุด"),
    "office.preview_holidays": QT_TRANSLATE_NOOP("Journal", "ดูวันครบกำหนดที่จะเลื่อนตามตารางวันหยุด"),
    "office.change_profile": QT_TRANSLATE_NOOP("Journal", "แก้ไขข้อมูลสำนักงาน"),
    "office.change_setting": QT_TRANSLATE_NOOP("Journal", "เปลี่ยนการตั้งค่า"),
    "office.change_wording": QT_TRANSLATE_NOOP("Journal", "แก้ไขข้อความในเอกสาร"),
    "office.confirm_year": QT_TRANSLATE_NOOP("Journal", "ยืนยันวันหยุดของปี"),
    "office.read_office": QT_TRANSLATE_NOOP("Journal", "ดูข้อมูลสำนักงาน"),
    "office.remove_holiday": QT_TRANSLATE_NOOP("Journal", "ลบวันหยุด"),
    "office.set_up": QT_TRANSLATE_NOOP("Journal", "ตั้งสำนักงานครั้งแรก"),
    "privacy.anonymise_case": QT_TRANSLATE_NOOP("Journal", "ทำลายข้อมูลส่วนบุคคลของเรื่อง"),
    "privacy.cancel_list": QT_TRANSLATE_NOOP("Journal", "ยกเลิกบัญชีขอทำลาย"),
    "privacy.carry_out": QT_TRANSLATE_NOOP("Journal", "ทำลายตามบัญชีที่ลงนามแล้ว"),
    "privacy.find_person": QT_TRANSLATE_NOOP("Journal", "ค้นหาข้อมูลของบุคคลตามคำขอ"),
    "privacy.keep_item": QT_TRANSLATE_NOOP("Journal", "กำหนดให้เก็บเรื่องในบัญชีขอทำลาย"),
    "privacy.make_destruction_list": QT_TRANSLATE_NOOP("Journal", "จัดทำบัญชีขอทำลาย"),
    "privacy.make_person_file": QT_TRANSLATE_NOOP("Journal", "พิมพ์ข้อมูลที่เก็บเกี่ยวกับบุคคล"),
    "privacy.print_destruction_list": QT_TRANSLATE_NOOP("Journal", "พิมพ์บัญชีขอทำลาย"),
    "privacy.record_signed": QT_TRANSLATE_NOOP("Journal", "บันทึกการลงนามในบัญชีขอทำลาย"),
    "privacy.see_destruction_lists": QT_TRANSLATE_NOOP("Journal", "ดูบัญชีขอทำลาย"),
}


def use_case_name(code: str) -> str:
    """Return what a use case is called; one of another version of the program by its code."""
    return QCoreApplication.translate("Journal", NAMES.get(code, code))


def room_choices() -> list[tuple[str, str]]:
    """Return the rooms that leave records, with their names."""
    silent = {"drafts", "figures", "deadlines", "health"}  # these leave a record only of a refusal
    return [
        (code, QCoreApplication.translate("Journal", name))
        for code, name in ROOMS.items()
        if code not in silent
    ]
