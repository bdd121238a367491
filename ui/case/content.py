"""What is kept of a case, as rows of its sections."""

from PySide6.QtCore import QCoreApplication

from services.complaints.commands import RespondentInput
from services.complaints.reading import CaseDetail, ComplainantDetail
from services.office.codes import name_of
from services.thai.dates import bangkok_date
from ui.formatting import format_date, format_full, format_time

Rows = list[tuple[str, str]]


def _tr(text: str) -> str:
    return QCoreApplication.translate("CaseContent", text)


def story_rows(detail: CaseDetail) -> Rows:
    """Return what was complained about."""
    return [
        (_tr("รายละเอียด"), detail.detail),
        (_tr("เกิดขึ้นเมื่อ"), detail.happened_when),
        (_tr("สถานที่"), detail.happened_where),
        (_tr("ผู้ถูกร้องเรียน"), "\n".join(filter(None, (_respondent(r) for r in detail.respondents)))),
        (_tr("ความเสียหายที่ได้รับ"), detail.damage),
        (_tr("สิ่งที่ต้องการให้ดำเนินการ"), detail.remedy_wanted),
        (_tr("เคยร้องเรียนที่อื่น"), detail.complained_elsewhere),
        (_tr("พยานหลักฐานหรือพฤติการณ์"), _evidence(detail)),
    ]


def _evidence(detail: CaseDetail) -> str:
    if detail.evidence_given is False and not detail.evidence:
        return _tr("ไม่มีหรือไม่ได้ระบุ (กล่าวหาโดยไม่ระบุชื่อ) เสนอผู้บังคับบัญชาพิจารณา")
    return detail.evidence


def complainant_rows(detail: CaseDetail, revealed: ComplainantDetail | None = None) -> Rows:
    """Return who complained; a hidden one is masked unless it was revealed."""
    person = revealed or detail.complainant
    group = (_tr("กลุ่ม"), name_of("groups", detail.group))
    kind = (_tr("ประเภทผู้ร้องเรียน"), name_of("complainant_kinds", person.kind))
    answer = (_tr("ประสงค์ให้แจ้งผลทาง"), name_of("answer_by", detail.answer_by))
    back = (_tr("ขอให้โทรกลับ"), _tr("ใช่") if detail.callback_wanted else "")
    identity = name_of("identities", person.identity)
    if person.masked or person.identity in ("anonymous", "none"):
        return [(_tr("ผู้ร้องเรียน"), identity), kind, group, answer, back]
    shown = _tr("{identity} (แสดงตามเหตุผลที่บันทึกไว้)").format(identity=identity) if revealed else ""
    return [
        (_tr("ผู้ร้องเรียน"), f"{person.title}{person.name}"),
        (_tr("การเปิดเผยชื่อ"), shown),
        kind,
        group,
        (_tr("เลขประจำตัวประชาชน"), person.national_id),
        (_tr("โทรศัพท์"), person.phones),
        (_tr("อีเมล"), person.email),
        ("LINE", person.line_id),
        (_tr("ที่อยู่"), person.address),
        answer,
        back,
    ]


def intake_rows(detail: CaseDetail) -> Rows:
    """Return how the case came in."""
    received, entered = detail.received_at, detail.entered_at
    at = _tr("{day} เวลา {time}")
    channel = " – ".join(filter(None, (detail.channel_name, detail.sub_channel_name)))
    return [
        (_tr("ช่องทาง"), channel),
        (
            _tr("วันและเวลาที่รับเรื่อง"),
            at.format(day=format_full(bangkok_date(received)), time=format_time(received)),
        ),
        (_tr("วันและเวลาที่บันทึก"), at.format(day=format_full(bangkok_date(entered)), time=format_time(entered))),
        (_tr("ผู้รับเรื่อง"), detail.received_by),
        (_tr("เลขรับเดิม"), detail.old_number),
        (_tr("เลขที่หนังสือ"), detail.document_number),
        (_tr("วันที่ของหนังสือ"), format_date(detail.document_date) if detail.document_date else ""),
        (_tr("วันที่เขียน"), format_date(detail.written_date) if detail.written_date else ""),
        (_tr("พิมพ์ใบรับแล้ว"), _tr("{n} ครั้ง").format(n=detail.receipt_prints) if detail.receipt_prints else ""),
    ]


def handling_rows(detail: CaseDetail) -> Rows:
    """Return what was found and done."""
    within = {True: _tr("ใช่"), False: _tr("ไม่ใช่"), None: ""}[detail.within_authority]
    kind = name_of("kinds", detail.kind)
    return [
        (_tr("ประเภทของเรื่อง"), kind if detail.screened else _tr("{kind} (ยังไม่จำแนก)").format(kind=kind)),
        (_tr("อยู่ในอำนาจหน้าที่"), within),
        (_tr("หมวดของเรื่อง"), detail.category_name),
        (_tr("ระดับของเรื่อง"), detail.level_name),
        (_tr("หน่วยงานที่ส่งต่อ"), detail.referred_to),
        (_tr("ข้อเท็จจริงที่ตรวจสอบพบ"), detail.findings),
        (_tr("การแก้ไข"), detail.corrective_action),
        (_tr("ผลการดำเนินการ"), name_of("outcomes", detail.outcome)),
        (_tr("การแจ้งผล"), name_of("notifications", detail.notification)),
        (_tr("เหตุผลที่ยุติหลังกำหนด"), detail.late_reason),
        (_tr("สาเหตุ"), detail.root_cause),
        (_tr("มาตรการป้องกันมิให้เกิดซ้ำ"), detail.preventive_action),
        (_tr("เหตุผลที่ยกเลิกเลขรับ"), detail.void_reason),
    ]


def _respondent(item: RespondentInput) -> str:
    return " – ".join(part for part in (item.person, item.unit) if part)
