"""Cases at several stages, brought there through the services as the office's people would."""

from dataclasses import replace
from typing import Any

from services.complaints.commands import LATE_REASON, ComplaintInput, CompleteStep, RegisterComplaint
from services.unit_of_work import new_command_id
from tests.ui.office import OfficeForTest

CONTENT = ComplaintInput(
    channel="walk_in",
    received_at=None,  # type: ignore[arg-type]
    title="นาง",
    name="บุญศรี แก้วมา",
    phones="081-234-5678",
    address="12/3 หมู่ 4 ตำบลพระบาท อำเภอเมืองลำปาง จังหวัดลำปาง 52000",
    subject="รอรับบำเหน็จตกทอดนานโดยไม่มีผู้แจ้งลำดับคิว",
    detail=(
        "มายื่นเอกสารขอรับบำเหน็จตกทอดที่เคาน์เตอร์ รอตั้งแต่เวลา 9.15 น. จนถึง 11.40 น. โดยไม่มีเจ้าหน้าที่แจ้งลำดับคิว "
        "และได้รับคำแนะนำเรื่องเอกสารไม่ตรงกันสองครั้ง จึงต้องกลับบ้านไปนำเอกสารมาเพิ่ม"
    ),
    happened_when="เช้าวันที่ 9 เมษายน 2569",
    happened_where="เคาน์เตอร์บริการ ชั้น 1",
    remedy_wanted="ขอให้แจ้งลำดับคิวและติดรายการเอกสารที่ต้องใช้ไว้หน้าเคาน์เตอร์",
    answer_by="phone",
    group="recipient",
    complainant_kind="pensioner",
)

STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("front", {"kind": "complaint", "within_authority": True, "category": "service", "level": "minor"}),
    ("supervisor", {"officer": None}),
    ("officer", {"acknowledgement": "told", "acknowledgement_text": "แจ้งทางโทรศัพท์ว่ารับเรื่องแล้ว"}),
    (
        "officer",
        {
            "findings": "วันเกิดเหตุมีผู้มารับบริการ 64 ราย เครื่องกดบัตรคิวขัดข้องตั้งแต่ 8.50 น.",
            "corrective_action": "ซ่อมเครื่องบัตรคิวแล้ว และจัดเจ้าหน้าที่แจ้งลำดับคิวเมื่อเครื่องขัดข้อง",
            "outcome": "upheld",
        },
    ),
    ("supervisor", {"decision": "approve"}),
    ("officer", {"notification": "told"}),
    ("supervisor", {"outcome": "upheld", "root_cause": "ไม่มีแผนสำรองเมื่อเครื่องบัตรคิวขัดข้อง"}),
)


def take_in(office: OfficeForTest, who: str = "front", **content: Any) -> int:
    """Register a complaint and return its id."""
    given = replace(CONTENT, **{"received_at": office.clock.now(), **content})
    command = RegisterComplaint(content=given)
    done = office.services.intake.register_complaint(office.actors[who], command, new_command_id())
    return done.complaint_id


def finish(office: OfficeForTest, complaint_id: int, who: str, **answers: Any) -> None:
    """Finish the step that a case stands at; where it closes a late case, a reason is given."""
    services, actor = office.services, office.actors[who]
    case = services.cases.read_case(actor, complaint_id)
    given = {LATE_REASON: "รอเอกสารจากหน่วยงานอื่น", **answers}
    command = CompleteStep(complaint_id=case.id, version=case.version, step=case.step, answers=given)
    services.casework.complete_step(actor, command, new_command_id())


def bring_to(office: OfficeForTest, complaint_id: int, step: str) -> None:
    """Work a fresh case until it stands at a step."""
    for who, answers in STEPS:
        if office.services.cases.read_case(office.actors["supervisor"], complaint_id).step == step:
            return
        given = dict(answers)
        if "officer" in given:
            given["officer"] = office.actors["officer"].account_id
        finish(office, complaint_id, who, **given)
        office.clock.advance(hours=2)
