"""One plain line for each error that a command may end with."""

from typing import TYPE_CHECKING

from services.errors import DomainError

if TYPE_CHECKING:
    from services.journal.verify import Problem

MESSAGES = {
    "not_allowed": "ผู้ใช้นี้ไม่มีสิทธิทำรายการนี้ ({use_case})",
    "session.ended": "บัญชีนี้ถูกระงับการใช้งานหรือไม่มีหน้าที่ใดแล้ว",
    "session.change_password": "ต้องเปลี่ยนรหัสผ่านในหน้าต่างโปรแกรมก่อน",
    "key.unreadable": "กุญแจที่ให้มาไม่ถูกต้อง โปรดเทียบกับใบกู้คืนทีละกลุ่ม",
    "key.wrong": "กุญแจนี้ไม่ใช่กุญแจของข้อมูลนี้ (รหัสกุญแจของข้อมูล {key_id})",
    "key.missing": "ไม่พบกุญแจของสำนักงานในเครื่องนี้ (รหัสกุญแจ {key_id}) โปรดใช้กุญแจจากใบกู้คืน: {folder}",
    "key.unkept": "เก็บกุญแจของสำนักงานไม่ได้: {path}",
    "key.passphrase_needed": "ข้อมูลนี้เข้ารหัสด้วยวลีรหัสผ่าน โปรดกำหนด RAPRUEANG_PASSPHRASE: {folder}",
    "key.wrong_passphrase": "วลีรหัสผ่านไม่ถูกต้อง",
    "key.envelope_unreadable": "อ่านไฟล์ข้อมูลกุญแจไม่ได้ โปรดใช้กุญแจจากใบกู้คืน: {path}",
    "key.none_given": "ไม่มีกุญแจ โปรดกำหนด RAPRUEANG_KEY หรือพิมพ์เมื่อโปรแกรมถาม",
    "key.needed": "ข้อมูลนี้เข้ารหัสไว้ ใช้กุญแจใหม่แทนไม่ได้ ต้องใช้กุญแจ {key_id} จากใบกู้คืน: {folder}",
    "switch.cancelled": "ยกเลิกแล้ว ข้อมูลเดิมไม่เปลี่ยนแปลง",
    "switch.unsound": "สำเนาที่ทำไม่ตรงกับข้อมูลเดิม จึงไม่ได้เปลี่ยนแปลงสิ่งใด: {problem}",
    "switch.already": "ข้อมูลนี้เป็นเช่นนั้นอยู่แล้ว ไม่ได้เปลี่ยนแปลงสิ่งใด",
    "passphrase.short": "วลีรหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย {shortest} ตัวอักษร",
    "store.network": "โฟลเดอร์ข้อมูลอยู่บนไดรฟ์เครือข่าย ข้อมูลอาจเสียหาย ใช้ไดรฟ์ในเครื่องหรือ PostgreSQL: {folder}",
    "store.replaced": "ไฟล์ข้อมูลถูกแทนที่ระหว่างใช้งาน โปรดเปิดใหม่: {folder}",
    "store.gone": "ไม่พบไฟล์ข้อมูลแล้ว อาจถอดไดรฟ์หรือย้ายโฟลเดอร์ ไม่ได้บันทึกสิ่งใด: {folder}",
    "store.wrong_key": "เปิดข้อมูลด้วยกุญแจนี้ไม่ได้ กุญแจไม่ตรงหรือไฟล์เสียหาย: {folder}",
    "store.no_copy_before_upgrade": "ทำสำเนาข้อมูลก่อนปรับรุ่นไม่ได้ จึงยังไม่ปรับรุ่น: {folder}",
    "not_found": "ไม่พบเรื่องที่ระบุ",
    "conflict": "มีผู้อื่นบันทึกเรื่องนี้ก่อนแล้ว",
    "invalid": "ข้อมูลไม่ครบหรือไม่ถูกต้อง: {fields}",
    "login.failed": "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง",
    "login.inactive": "บัญชีนี้ถูกระงับการใช้งาน",
    "login.locked": "ใส่รหัสผ่านไม่ถูกต้องหลายครั้งติดกัน โปรดรออีกประมาณ {minutes} นาทีแล้วลองใหม่",
    "recovery.shown_once": "ทำรายการนี้สำเร็จไปแล้ว รหัสกู้คืนแสดงได้ครั้งเดียว โปรดออกรหัสใหม่ในหน้าต่างโปรแกรม",
    "appointment.ended": "การรักษาราชการแทนนี้สิ้นสุดแล้ว",
    "account.last_administrator": "ต้องมีผู้ดูแลระบบที่ใช้งานอยู่อย่างน้อยหนึ่งคน",
    "login.no_password": "ไม่มีรหัสผ่าน โปรดกำหนด RAPRUEANG_PASSWORD หรือพิมพ์เมื่อโปรแกรมถาม",
    "date.ce_year": "ปีต้องเป็นพุทธศักราช (2400 ขึ้นไป)",
    "date.unreadable": "อ่านวันที่ไม่ได้ ใช้รูปแบบ 2569-04-10 หรือ 2569-10",
    "date.impossible": "ไม่มีวันที่นี้ในปฏิทิน",
    "date.year_range": "ปีอยู่นอกช่วงที่ใช้ได้",
    "date.empty": "ไม่ได้ระบุวันที่",
    "deadline.limit": "จำนวนวันนับไม่ได้",
    "report.month_ahead": "เดือนที่ขอยังมาไม่ถึง",
    "report.cut_off_before_period": "วันตัดข้อมูลอยู่ก่อนวันสุดท้ายของช่วงเวลาที่ขอ",
    "letter.none_sent": "เรื่อง {number} ไม่มีหนังสือฉบับที่ขอ (ออกแล้ว {sent} ฉบับ)",
    "report.year_ahead": "ปีงบประมาณที่ขอยังมาไม่ถึง",
    "report.year_not_zero": "ปีงบประมาณ {year} มีข้อร้องเรียน {count} เรื่อง โปรดจัดทำ report fiscal-year แทน",
    "report.cancelled": "ยกเลิกการจัดทำแล้ว ไม่มีไฟล์ใดถูกเขียน",
    "report.month_open": "เดือนที่ขอรับรองยังไม่สิ้นสุด",
    "report.signed": "เดือนนี้รับรองข้อมูลไว้แล้ว",
    "report.not_signed": "เดือนนี้ยังไม่ได้รับรองข้อมูล",
    "report.cut_off_ahead": "วันตัดข้อมูลยังมาไม่ถึง",
    "store.exists": "โฟลเดอร์นี้มีข้อมูลสำนักงานอยู่แล้ว ไม่ได้เปลี่ยนแปลงสิ่งใด: {folder}",
    "store.unwritable": "เขียนลงโฟลเดอร์ข้อมูลไม่ได้: {folder}",
    "store.no_folder": "ไม่พบโฟลเดอร์ข้อมูล: {folder}",
    "store.no_office": "โฟลเดอร์นี้ยังไม่มีข้อมูลสำนักงาน: {folder}",
    "store.not_ours": "ไฟล์ข้อมูลนี้ไม่ใช่ของโปรแกรมรับเรื่อง: {folder}",
    "store.newer": "ข้อมูลนี้สร้างด้วยโปรแกรมรุ่นใหม่กว่า โปรดปรับปรุงโปรแกรม: {folder}",
    "store.locked": "มีโปรแกรมอื่นใช้ไฟล์ข้อมูลอยู่: {folder}",
    "store.busy": "ฐานข้อมูลกำลังถูกใช้งาน โปรดลองอีกครั้ง",
    "store.full": "พื้นที่จัดเก็บเต็ม ไม่ได้บันทึกสิ่งใด",
    "store.damaged": "ไฟล์ข้อมูลเสียหาย: {folder}",
    "store.unreadable": "อ่านไฟล์ข้อมูลไม่ได้: {folder}",
    "store.read_only": "โฟลเดอร์ข้อมูลเขียนไม่ได้: {folder}",
    "box.no_opening": "ไม่พบการเปิดกล่องครั้งที่ {number}",
    "inspection.voided": "การตรวจครั้งนี้ถูกยกเลิกแล้ว",
    "inspection.has_finds": "มีเรื่องที่รับเข้าจากการตรวจครั้งนี้แล้ว จึงยกเลิกไม่ได้",
    "inspection.own_day_over": "ยกเลิกได้เฉพาะการตรวจที่ตนบันทึกในวันนี้",
    "flowchart.problems": "ผังยังมีที่ต้องแก้ไข {number} แห่ง",
    "flowchart.unknown": "ไม่มีผังของเรื่องประเภทนี้: {kind}",
    "flowchart.newest": "เรื่องเลขรับ {number} ใช้ผังฉบับล่าสุดอยู่แล้ว หรือใช้ผังอื่น",
    "flowchart.exchange_unreadable": "ไฟล์นี้ไม่ใช่ผังกระบวนการของโปรแกรมรับเรื่อง หรือไฟล์เสียหาย",
    "flowchart.exchange_too_large": "ไฟล์นี้ใหญ่เกินกว่าจะเป็นผังกระบวนการ (ไม่เกิน {limit_kb} กิโลไบต์)",
    "flowchart.exchange_newer": "ไฟล์ผังนี้ทำด้วยโปรแกรมรุ่นใหม่กว่า โปรดปรับปรุงโปรแกรม",
    "flowchart.none": "ยังไม่มีผังกระบวนการที่ใช้งานได้",
    "case.voided": "เลขรับนี้ถูกยกเลิกแล้ว",
    "case.not_the_superiors": "ขั้นตอนนี้มีผู้บังคับบัญชาในสำนักงานพิจารณาได้",
    "case.not_confidential": "เรื่องนี้ไม่ได้กำหนดเป็นเรื่องลับ",
    "link.review": "เรื่องขอทบทวนเชื่อมโยงกับเรื่องเดิมเสมอ จึงยกเลิกการเชื่อมโยงไม่ได้",
    "case.anonymised": "ข้อมูลของเรื่องนี้ถูกทำลายตามระเบียบแล้ว",
    "destruction.nothing": "ไม่มีเรื่องที่พ้นกำหนดเก็บรักษาให้จัดทำบัญชี",
    "destruction.not_signed": "บัญชีนี้ยังไม่ได้บันทึกการลงนามของคณะกรรมการ ไม่ได้ทำลายข้อมูลใด",
    "destruction.signed": "บัญชีนี้บันทึกการลงนามแล้ว จึงแก้ไขไม่ได้",
    "destruction.cancelled": "บัญชีนี้ถูกยกเลิกแล้ว",
    "destruction.carried_out": "บัญชีนี้ดำเนินการแล้วเสร็จ",
    "person.nobody": "เรื่องที่เลือกไม่มีข้อมูลของผู้ร้องเรียนให้พิมพ์",
    "file.destroyed": "ไฟล์นี้ถูกทำลายตามระเบียบแล้ว",
    "self_check.failed": "ส่วนประกอบ {part} ใช้งานไม่ได้: {said}",
    "verify.cancelled": "ยกเลิกการตรวจสอบแล้ว",
    "verify.checkpoint": "จุดตรวจสอบลำดับที่ {sequence} ไม่ตรงกับบันทึกการทำงานในข้อมูลนี้",
    "verify.problem": "พบสิ่งที่ไม่ตรงกัน: {problem}",
    "backup.no_folder": "ไม่พบโฟลเดอร์ที่จะเก็บชุดสำรอง หากเป็นแฟลชไดรฟ์ โปรดเสียบก่อน: {path}",
    "backup.read_only": "เขียนลงโฟลเดอร์ที่จะเก็บชุดสำรองไม่ได้: {path}",
    "backup.full": "พื้นที่ไม่พอสำหรับชุดสำรอง ไม่ได้เขียนสิ่งใด: {path}",
    "backup.broken_off": "เขียนชุดสำรองไม่สำเร็จ ไม่มีไฟล์ครึ่ง ๆ กลาง ๆ เหลืออยู่: {path}",
    "backup.gone": "ที่เก็บชุดสำรองหายไประหว่างเขียน: {path}",
    "backup.cancelled": "ยกเลิกการสำรองข้อมูลแล้ว",
    "backup.source_damaged": "ไฟล์ข้อมูลของสำนักงานเสียหาย จึงทำชุดสำรองไม่ได้ ชุดเดิมยังอยู่ครบ: {path}",
    "backup.no_file": "ไม่พบไฟล์ชุดสำรอง: {path}",
    "backup.damaged": "ไฟล์นี้ไม่ใช่ชุดสำรอง หรือเสียหายหรือไม่ครบ ข้อมูลปัจจุบันไม่ได้เปลี่ยนแปลง: {path}",
    "backup.not_ours": "ไฟล์นี้ไม่ใช่ชุดสำรองของโปรแกรมรับเรื่อง: {path}",
    "backup.newer": "ชุดสำรองนี้ทำด้วยโปรแกรมรุ่นใหม่กว่า โปรดปรับปรุงโปรแกรมก่อน: {path}",
    "backup.other_office": "ชุดสำรองนี้เป็นของสำนักงานอื่น ({office}) ข้อมูลปัจจุบันไม่ได้เปลี่ยนแปลง: {path}",
    "backup.no_key": "ไม่พบกุญแจของชุดสำรองนี้ โปรดกำหนด RAPRUEANG_KEY เป็นกุญแจจากใบกู้คืน: {path}",
    "backup.wrong_key": "กุญแจที่ให้มาเปิดชุดสำรองนี้ไม่ได้: {path}",
    "backup.disagrees": "ตรวจชุดสำรองแล้วพบว่าไม่ถูกต้อง: {problem}: {path}",
    "backup.same_file": "ไฟล์นี้คือข้อมูลปัจจุบันของสำนักงานเอง ไม่ใช่ชุดสำรอง: {path}",
    "restore.cancelled": "ยกเลิกการกู้ข้อมูลแล้ว ข้อมูลปัจจุบันไม่ได้เปลี่ยนแปลง",
    "restore.no_copy_before": "ทำสำเนาข้อมูลปัจจุบันก่อนกู้ไม่ได้ จึงยังไม่กู้: {folder}",
    "file.unwritable": "เขียนไฟล์ไม่ได้: {path}",
    "file.unreadable": "อ่านไฟล์ไม่ได้: {path}",
}


# What verify may find, by the code of the problem.
PROBLEMS = {
    "database": "โครงสร้างของฐานข้อมูลเสียหาย",
    "dangling": "มีรายการในตาราง {about} ที่อ้างถึงข้อมูลซึ่งไม่มีอยู่",
    "record_missing": "บันทึกการทำงานลำดับที่ {about} หายไป",
    "record_changed": "บันทึกการทำงานลำดับที่ {about} ถูกแก้ไขหลังจากบันทึก",
    "chain_broken": "บันทึกการทำงานไม่ต่อเนื่องกันที่ลำดับที่ {about}",
    "values_missing": "ไม่พบค่าที่บันทึกไว้ของบันทึกการทำงานลำดับที่ {about}",
    "value_changed": "ค่าที่บันทึกไว้ของบันทึกการทำงานลำดับที่ {about} ถูกแก้ไข",
    "numbers": "เลขรับของปีงบประมาณ {about} ไม่ต่อเนื่องหรือซ้ำกัน",
    "numbers_unheld": "ออกเลขรับของปีงบประมาณ {about} ไปแล้ว แต่ไม่พบเรื่อง",
    "search_entry": "ดัชนีค้นหาของเรื่องเลขรับ {about} ไม่ตรงกับข้อมูลของเรื่อง",
    "case_state": "สถานะของเรื่องเลขรับ {about} ไม่ตรงกับประวัติของเรื่อง",
    "row_changed": "รายการ {about} ไม่ตรงกับที่บันทึกไว้ในบันทึกการทำงาน",
    "row_missing": "รายการ {about} ซึ่งมีในบันทึกการทำงาน หายไปจากข้อมูล",
    "row_unknown": "รายการ {about} ไม่ได้บันทึกผ่านโปรแกรม",
    "unsealed": "บันทึกการทำงานลำดับที่ {about} ไม่ได้ปิดผนึกด้วยกุญแจของสำนักงาน",
    "key_unknown": "ไม่มีกุญแจสำหรับตรวจบันทึกการทำงานตั้งแต่ลำดับที่ {about}",
    "tail_missing": "บันทึกการทำงานลำดับที่ {about} เคยมีในเครื่องนี้ แต่ไม่มีในข้อมูล ข้อมูลอาจถูกตัดออกหรือถูกแทนด้วยไฟล์เก่า",
    "values_unknown": "มีค่าที่บันทึกไว้ (ที่ {about}) ซึ่งไม่มีบันทึกการทำงานใดกล่าวถึง",
    "table_changed": "ตาราง {about} ไม่เป็นไปตามที่โปรแกรมกำหนด",
    "table_unknown": "มีตาราง {about} ซึ่งไม่ใช่ของโปรแกรมอยู่ในไฟล์ข้อมูล",
    "guard": "กลไกป้องกันการแก้ไขบันทึกการทำงาน ({about}) หายไปหรือถูกเปลี่ยนแปลง",
    "search_index": "ดัชนีค้นหาไม่ตรงกับรายการที่ใช้ค้นหา",
    "file": "เนื้อหาของไฟล์แนบลำดับที่ {about} ไม่ตรงกับที่บันทึกไว้",
}


def problem_text(problem: "Problem") -> str:
    """Return what verify found in one Thai line."""
    return PROBLEMS[problem.code].format(about=problem.about)


def sentence(error: DomainError) -> str:
    """Return an error's line, always one; a code that no command raises is shown as it is."""
    template = MESSAGES.get(error.code, f"ทำรายการไม่สำเร็จ ({error.code})")
    known = {name: _shown(value) for name, value in error.params.items() if value is not None}
    return " ".join(template.format_map(_Blank(known)).split()).removesuffix(":")


def _shown(value: object) -> str:
    if hasattr(value, "said"):  # a problem that verify found
        return problem_text(value)  # type: ignore[arg-type]
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""
