"""A made-up case, to show how an office's own texts of letters will look."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from models.casework import Letter
from models.complaints import CaseEvent, Complainant, Complaint
from services.letters.values import CaseMaterial
from services.letters.wording import FILE
from services.office.facts import OfficeFacts

_EXTENDED = '{"before": "2027-01-15", "due": "2027-01-29"}'


def sample_material(facts: OfficeFacts, own: Mapping[str, str], outcome: str, now: datetime) -> CaseMaterial:
    """Return a case that nobody brought, which answers every field; own are texts being edited, by key."""
    version, chart = facts.chart_for("general")
    wording = {**facts.wording, **{f"{FILE}.{key}": text for key, text in own.items()}}
    received = now - timedelta(days=12)
    channel = facts.channels.all[0]
    complaint = Complaint(
        office_id=0,
        id=0,
        number="12/2570",
        received_at=received,
        channel_id=channel.id,
        identity="named",
        subject="การให้บริการล่าช้าที่จุดบริการ (ตัวอย่าง)",
        detail="ตัวอย่าง",
        flowchart_version_id=version,
        step=chart.first,
        status="open",
        due_date=now.date() + timedelta(days=10),
        due_original=now.date() + timedelta(days=3),
        closed_on=now.date(),
        outcome=outcome,
        referred_to="สำนักงานตัวอย่างจังหวัด",
        findings="ในวันดังกล่าวมีผู้ปฏิบัติงานไม่ครบตามที่จัดไว้",
        corrective_action="จัดผู้ปฏิบัติงานสำรองประจำจุดบริการ",
        preventive_action="ปรับตารางปฏิบัติงาน",
    )
    person = Complainant(office_id=0, id=0, title="นาง", name="สมมติ ตัวอย่าง", address="1 ถนนตัวอย่าง")
    sent = {
        kind: Letter(kind=kind, layout="outgoing", number="ลป 0003/123", letter_date=received.date())
        for kind in ("acknowledgement", "referral")
    }
    return CaseMaterial(
        facts=replace(facts, wording=wording),
        complaint=complaint,
        complainant=person,
        names_officer=False,
        issued=sent,
        extended=CaseEvent(text="รอเอกสารประกอบจากหน่วยงานตัวอย่าง", data=_EXTENDED),
    )
