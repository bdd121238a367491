"""How each use case is called by somebody, with arguments just good enough to get past the door."""

from collections.abc import Callable
from datetime import date
from typing import Any

from services.accounts.accounts import AccountInput
from services.accounts.appointments import AppointmentInput
from services.channels.commands import ChangeInspection, RecordInspection, SetAside
from services.complaints.bulk import AssignCases, ChosenCase
from services.complaints.commands import (
    AttachmentInput,
    CompleteStep,
    CorrectComplaint,
    OpenBox,
    RecordContact,
    RegisterComplaint,
)
from services.complaints.hidden import record_look
from services.complaints.links import LinkCases
from services.complaints.readers import MarkConfidential, NameReader
from services.complaints.referrals import AgencyAnswer, FollowUp, ReferCase
from services.complaints.register import RegisterFilter
from services.complaints.review_request import RequestReview
from services.complaints.similar import SimilarQuery
from services.complaints.status_answer import TellStatus
from services.complaints.superior import SuperiorDecision
from services.documents.catalogue import PaperRequest
from services.documents.monthly import MonthlyRequest
from services.flowchart.editing import PublishFlowchart
from services.flowchart.kinds import shipped_chart
from services.flowchart.moving import MoveCases
from services.journal.reading import JournalFilter
from services.keys.opening import KeySetUp
from services.letters.content import LetterContent
from services.letters.issuing import IssueLetter
from services.letters.life import DraftLetter, KeepLetter
from services.letters.reading import LetterSheet
from services.letters.typed import TypedLetter
from services.office.evidence_pictures import AddPictures, ChangeCaption, NewPicture
from services.office.holidays import HolidayChange, HolidayInput
from services.office.monthly_parts import usual_parts
from services.permissions import REGISTRY, Actor, Role
from services.privacy.destruction import Signed
from services.privacy.person import PersonFileRequest, PersonQuery
from services.signing.sign_off import SignOffMonth
from services.thai.dates import Month
from tests.services.factories import PASSWORD
from tests.services.permissions.ground import EMBLEM, PICTURE, Ground

Caller = Callable[[Ground, Actor], Any]
CALLERS: dict[str, Caller] = {}
MONTH = Month(2026, 4)
DAY = date(2026, 4, 20)


def caller(name: str) -> Callable[[Caller], Caller]:
    """Enter a function as the way a use case is called."""

    def enter(call: Caller) -> Caller:
        CALLERS[name] = call
        return call

    return enter


def call(ground: Ground, actor: Actor, name: str) -> Any:
    """Call a use case as somebody; one of the system's own has no method that takes an actor."""
    if REGISTRY[name].system:
        with ground.services.units.write(actor, REGISTRY[name], ground.command()):
            raise AssertionError(f"{name} let somebody in who has an account")
    return CALLERS[name](ground, actor)


def _person(login: str, *roles: Role) -> AccountInput:
    return AccountInput(username=login, display_name="นายใหม่ ทดลอง", roles=frozenset(roles or {Role.VIEWER}))


def _account_version(ground: Ground, account_id: int) -> int:
    rows = ground.services.accounts.list_accounts(ground.desk.admin)
    return next(row.version for row in rows if row.id == account_id)


# --- accounts

CALLERS["accounts.list_accounts"] = lambda g, a: g.services.accounts.list_accounts(a)
CALLERS["accounts.list_colleagues"] = lambda g, a: g.services.accounts.list_colleagues(a)
CALLERS["accounts.set_password"] = lambda g, a: g.services.accounts.set_password(
    a, g.victim, "another4321", g.command()
)
CALLERS["accounts.unlock"] = lambda g, a: g.services.accounts.unlock(a, g.victim, g.command())
CALLERS["accounts.change_own_password"] = lambda g, a: g.services.accounts.change_own_password(
    a, PASSWORD, PASSWORD, g.command()
)
CALLERS["accounts.renew_recovery_code"] = lambda g, a: g.services.accounts.renew_recovery_code(a, g.command())
CALLERS["accounts.list_appointments"] = lambda g, a: g.services.appointments.list_appointments(a)
CALLERS["accounts.read_own_acting"] = lambda g, a: g.services.appointments.acting_until(a)
CALLERS["accounts.end_appointment"] = lambda g, a: g.services.appointments.end_appointment(a, 1, g.command())


@caller("accounts.add_account")
def _add_account(g: Ground, a: Actor) -> None:
    command = g.command()
    g.services.accounts.add_account(a, _person(f"new-{command}"), "another4321", command)


@caller("accounts.add_demo_account")
def _add_demo_account(g: Ground, a: Actor) -> None:
    g.services.accounts.add_demo_account(a, _person("demo"), "demo", g.command())


@caller("accounts.change_account")
def _change_account(g: Ground, a: Actor) -> None:
    version = _account_version(g, g.victim)
    g.services.accounts.change_account(a, g.victim, version, _person("second", Role.OFFICER), g.command())


@caller("accounts.appoint_acting")
def _appoint(g: Ground, a: Actor) -> None:
    content = AppointmentInput(account_id=g.victim, first_day=DAY, last_day=DAY)
    g.services.appointments.appoint_acting(a, content, g.command())


# --- channels

CALLERS["channels.list_due"] = lambda g, a: g.services.inspections.list_due(a)
CALLERS["channels.list_inspections"] = lambda g, a: g.services.inspections.list_inspections(a, DAY, DAY)
CALLERS["channels.record_inspection"] = lambda g, a: g.services.inspections.record_inspection(
    a, RecordInspection(channel="email", found=2), g.command()
)
CALLERS["channels.record_nothing_found"] = lambda g, a: g.services.inspections.record_nothing_found(
    a, ["website", "email"], g.command()
)
CALLERS["channels.change_inspection"] = lambda g, a: g.services.inspections.change_inspection(
    a, ChangeInspection(channel="email", inspected="monthly"), g.command()
)


@caller("channels.set_aside_finds")
def _set_aside(g: Ground, a: Actor) -> None:
    command = SetAside(inspection_id=g.inspection, count=1, reason="โฆษณา")
    g.services.inspections.set_aside_finds(a, command, g.command())


@caller("channels.void_inspection")
def _void_inspection(g: Ground, a: Actor) -> None:
    g.services.inspections.void_inspection(a, g.inspection, 1, "บันทึกผิดช่องทาง", g.command())


CALLERS["documents.make_statement"] = lambda g, a: g.services.papers.make_statement(a, g.case, g.command())
CALLERS["documents.make_box_record"] = lambda g, a: g.services.papers.make_box_record(
    a, g.opening, g.command()
)
CALLERS["documents.make_blank_form"] = lambda g, a: g.services.papers.make_blank_form(a, "blank-intake")
CALLERS["documents.make_inspection_register"] = lambda g, a: g.services.papers.make_inspection_register(
    a, MONTH
)

# --- complaints

CALLERS["complaints.register_complaint"] = lambda g, a: g.services.intake.register_complaint(
    a, RegisterComplaint(content=g.desk.content()), g.command()
)
CALLERS["complaints.open_for_correction"] = lambda g, a: g.services.intake.open_for_correction(
    a, g.case, g.command(), "ผู้ร้องขอแก้ไข"
)
CALLERS["complaints.correct_complaint"] = lambda g, a: g.services.intake.correct_complaint(
    a,
    CorrectComplaint(
        complaint_id=g.case, version=g.version(g.case), content=g.desk.content(), reason="พิมพ์ผิด"
    ),
    g.command(),
)
CALLERS["complaints.open_box"] = lambda g, a: g.services.intake.open_box(
    a, OpenBox(opened_at=g.desk.clock.now(), openers="กรรมการหนึ่ง\nกรรมการสอง", found=0), g.command()
)
CALLERS["complaints.attach_file"] = lambda g, a: g.services.intake.attach_file(
    a, g.case, AttachmentInput(name="ใหม่.png", content=PICTURE), g.command()
)
CALLERS["complaints.link_cases"] = lambda g, a: g.services.links.link_cases(
    a, LinkCases(complaint_id=g.case, other_id=g.closed, kind="related"), g.command()
)
CALLERS["complaints.unlink_cases"] = lambda g, a: g.services.links.unlink_cases(a, 1, "ผิดเรื่อง", g.command())
CALLERS["complaints.list_links"] = lambda g, a: g.services.links.list_links(a, g.case)
CALLERS["complaints.ask_before_review"] = lambda g, a: g.services.review_requests.ask_before_review(
    a, g.closed
)
CALLERS["complaints.request_review"] = lambda g, a: g.services.review_requests.request_review(
    a,
    RequestReview(
        original_id=g.closed, disputed="ไม่เห็นด้วย", received_at=g.desk.clock.now(), channel="walk_in"
    ),
    g.command(),
)
CALLERS["complaints.find_for_caller"] = lambda g, a: g.services.status_answers.find(a, "1")
CALLERS["complaints.answer_status"] = lambda g, a: g.services.status_answers.answer(a, g.case)
CALLERS["complaints.record_told"] = lambda g, a: g.services.status_answers.record_told(
    a, TellStatus(complaint_id=g.case), g.command()
)
CALLERS["complaints.suggest_similar"] = lambda g, a: g.services.similar.suggest(
    a, SimilarQuery(phones="0812345678")
)
CALLERS["complaints.list_complaints"] = lambda g, a: g.services.register.list_complaints(a, RegisterFilter())
CALLERS["complaints.export_list"] = lambda g, a: g.services.register.export_complaints(
    a, RegisterFilter(), g.command()
)
CALLERS["complaints.review"] = lambda g, a: g.services.review.count_waiting(a)
CALLERS["complaints.see_my_day"] = lambda g, a: g.services.review.see_my_day(a)
CALLERS["complaints.read_case"] = lambda g, a: g.services.cases.read_case(a, g.case)
CALLERS["complaints.read_attachment"] = lambda g, a: g.services.cases.read_attachment(a, g.case, g.attachment)
CALLERS["complaints.reveal_complainant"] = lambda g, a: g.services.cases.reveal_complainant(
    a, g.case, "ต้องแจ้งผล", g.command()
)
CALLERS["complaints.search_hidden"] = lambda g, a: record_look(g.services.units, a, [g.case])
CALLERS["complaints.read_superior"] = lambda g, a: g.services.superior.read_superior(a, g.case)
CALLERS["complaints.record_superior_decision"] = lambda g, a: g.services.superior.record_superior_decision(
    a,
    SuperiorDecision(
        complaint_id=g.case,
        version=g.version(g.case),
        step="screen",
        superior="ผู้บังคับบัญชาเหนือขึ้นไป",
        reference="ที่ 1",
        letter_date=DAY,
    ),
    g.command(),
)
CALLERS["complaints.list_readers"] = lambda g, a: g.services.readers.list_readers(a, g.case)
CALLERS["complaints.mark_confidential"] = lambda g, a: g.services.readers.mark_confidential(
    a,
    MarkConfidential(complaint_id=g.case, version=g.version(g.case), confidential=False, reason="ไม่ลับแล้ว"),
    g.command(),
)
CALLERS["complaints.name_reader"] = lambda g, a: g.services.readers.name_reader(
    a, NameReader(complaint_id=g.case, account_id=a.account_id, reason="ให้ดู"), g.command()
)
CALLERS["complaints.claim_confidential"] = lambda g, a: g.services.readers.claim_confidential(
    a, g.desk.case(g.case).number, "ผู้มีสิทธิดูลา", g.command()
)
CALLERS["complaints.remove_reader"] = lambda g, a: g.services.readers.remove_reader(
    a, NameReader(complaint_id=g.case, account_id=a.account_id, reason="พ้นหน้าที่"), g.command()
)
CALLERS["complaints.complete_step"] = lambda g, a: g.services.casework.complete_step(
    a, CompleteStep(complaint_id=g.case, version=g.version(g.case), step="screen"), g.command()
)
CALLERS["complaints.add_note"] = lambda g, a: g.services.casework.add_note(a, g.case, "โทรแล้ว", g.command())
CALLERS["complaints.record_contact"] = lambda g, a: g.services.casework.record_contact(
    a, RecordContact(complaint_id=g.case, way="phone", reached=True, text="แจ้งแล้ว"), g.command()
)
CALLERS["office.preview_holidays"] = lambda g, a: g.services.holidays.preview_holiday_change(
    a, HolidayChange(rows=(HolidayInput(day=date(2026, 4, 20), name="วันหยุดพิเศษ"),))
)
CALLERS["office.change_holidays"] = lambda g, a: g.services.holidays.change_holidays(
    a,
    HolidayChange(rows=(HolidayInput(day=date(2026, 4, 20), name="วันหยุดพิเศษ"),)),
    move=True,
    reason="มติคณะรัฐมนตรี",
    command_id=g.command(),
)
CALLERS["complaints.stop_clock"] = lambda g, a: g.services.clockwork.stop_clock(
    a, g.case, g.version(g.case), "รอเอกสาร", g.command()
)
CALLERS["complaints.restart_clock"] = lambda g, a: g.services.clockwork.restart_clock(
    a, g.case, g.version(g.case), "ได้เอกสารแล้ว", g.command()
)
CALLERS["complaints.extend_due"] = lambda g, a: g.services.clockwork.extend_due(
    a, g.case, g.version(g.case), date(2026, 5, 20), "รอผลตรวจ", g.command()
)
CALLERS["complaints.change_officer"] = lambda g, a: g.services.casework.change_officer(
    a, g.case, g.version(g.case), g.victim, "แบ่งงาน", g.command()
)
CALLERS["complaints.change_level"] = lambda g, a: g.services.casework.change_level(
    a, g.case, g.version(g.case), "minor", "เรื่องเล็กน้อย", g.command()
)
CALLERS["complaints.close_early"] = lambda g, a: g.services.casework.close_early(
    a, g.closed, g.version(g.closed), "withdrawn", "ถอนเรื่อง", g.command()
)
CALLERS["complaints.reopen_case"] = lambda g, a: g.services.casework.reopen_case(
    a, g.closed, g.version(g.closed), "ขอทบทวน", g.command()
)
CALLERS["complaints.void_case"] = lambda g, a: g.services.casework.void_case(
    a, g.closed, g.version(g.closed), "ออกเลขผิด", g.command()
)

# --- files and referrals

CALLERS["complaints.match_scans"] = lambda g, a: g.services.scans.match_scans(a, ["0" * 64])
CALLERS["complaints.assign_cases"] = lambda g, a: g.services.bulk.assign_cases(
    a, AssignCases(cases=(ChosenCase(g.case, g.version(g.case)),), officer_id=g.victim), g.command()
)
CALLERS["complaints.list_referrals"] = lambda g, a: g.services.referrals.list_referrals(a, g.case)
CALLERS["complaints.list_agencies"] = lambda g, a: g.services.referrals.list_agencies(a)
CALLERS["complaints.count_follow_ups"] = lambda g, a: g.services.referrals.count_due(a)
CALLERS["complaints.refer_case"] = lambda g, a: g.services.referrals.refer_case(
    a, ReferCase(complaint_id=g.case, version=g.version(g.case), agency="ศูนย์ดำรงธรรมจังหวัด"), g.command()
)
CALLERS["complaints.record_follow_up"] = lambda g, a: g.services.referrals.record_follow_up(
    a, FollowUp(referral_id=1, version=1, way="phone", text="สอบถามแล้ว"), g.command()
)
CALLERS["complaints.record_answer"] = lambda g, a: g.services.referrals.record_answer(
    a, AgencyAnswer(referral_id=1, version=1, answered_on=DAY, answer="ดำเนินการแล้ว"), g.command()
)
CALLERS["complaints.change_follow_up"] = lambda g, a: g.services.referrals.change_follow_up(
    a, 1, 1, DAY, "หน่วยงานขอเวลา", g.command()
)
CALLERS["complaints.end_referral"] = lambda g, a: g.services.referrals.end_referral(
    a, 1, 1, "ส่งผิดหน่วยงาน", g.command()
)

# --- drafts, figures, deadlines, papers

CALLERS["drafts.keep_draft"] = lambda g, a: g.services.drafts.keep_draft(a, None, "walk_in", "ร่าง", {})
CALLERS["drafts.discard_draft"] = lambda g, a: g.services.drafts.discard_draft(a, 1)
CALLERS["drafts.list_drafts"] = lambda g, a: g.services.drafts.list_drafts(a)
CALLERS["figures.read_dashboard"] = lambda g, a: g.services.dashboards.read_dashboard(a, 2569)
CALLERS["figures.read_figures"] = lambda g, a: g.services.indicators.read_month(a, MONTH)
CALLERS["deadlines.explain_due"] = lambda g, a: g.services.deadlines.explain_closure(a, DAY, "minor")
CALLERS["documents.print_receipt"] = lambda g, a: g.services.documents.print_receipt(
    a, g.case, "a5", g.command()
)
CALLERS["documents.tell_number"] = lambda g, a: g.services.documents.phone_sentence(a, g.case)
CALLERS["documents.make_case_file"] = lambda g, a: g.services.documents.make_case_file(a, g.case, g.command())
CALLERS["documents.draft_memo"] = lambda g, a: g.services.documents.memo_draft(a, MONTH)
CALLERS["documents.make_monthly"] = lambda g, a: g.services.documents.make_monthly(
    a, MonthlyRequest(month=MONTH), g.command()
)
CALLERS["documents.preview_parts"] = lambda g, a: g.services.documents.preview_parts(a, usual_parts())

CALLERS["documents.list_made"] = lambda g, a: g.services.kept_papers.list_made(a)
CALLERS["documents.read_made"] = lambda g, a: g.services.kept_papers.read_made(a, 1)
CALLERS["figures.read_signing"] = lambda g, a: g.services.signing.read_signing(a, MONTH)
CALLERS["figures.sign_off_month"] = lambda g, a: g.services.signing.sign_off_month(
    a, SignOffMonth(month=MONTH.previous()), g.command()
)
CALLERS["documents.make_paper"] = lambda g, a: g.services.making.make_paper(
    a, "fiscal-year", PaperRequest(year=MONTH.fiscal_year), g.command()
)

# --- letters and the office's pictures


def _letter_version(g: Ground) -> int:
    return g.services.letters.read_letter(g.desk.supervisor, g.letter).row.version


CALLERS["letters.list_letters"] = lambda g, a: g.services.letters.list_letters(a, g.case)
CALLERS["letters.read_letter"] = lambda g, a: g.services.letters.read_letter(a, g.letter)
CALLERS["letters.list_waiting"] = lambda g, a: g.services.letters.count_waiting(a)
CALLERS["letters.preview_letter"] = lambda g, a: g.services.letters.preview_letter(
    a, LetterSheet(complaint_id=g.case, kind="memo", layout="memo", content=LetterContent(body="รายงาน"))
)
CALLERS["letters.preview_template"] = lambda g, a: g.services.letters.preview_template(
    a, "acknowledgement", "outgoing", {}
)
CALLERS["letters.draft_letter"] = lambda g, a: g.services.letters.draft_letter(
    a, DraftLetter(complaint_id=g.case, kind="memo"), g.command()
)
CALLERS["letters.keep_letter"] = lambda g, a: g.services.letters.keep_letter(
    a,
    KeepLetter(
        letter_id=g.letter, version=_letter_version(g), content=LetterContent(body="รายงาน"), layout="memo"
    ),
    g.command(),
)
CALLERS["letters.submit_letter"] = lambda g, a: g.services.letters.submit_letter(
    a, g.letter, _letter_version(g), g.command()
)
CALLERS["letters.approve_letter"] = lambda g, a: g.services.letters.approve_letter(
    a, g.letter, _letter_version(g), g.command()
)
CALLERS["letters.return_letter"] = lambda g, a: g.services.letters.return_letter(
    a, g.letter, _letter_version(g), "แก้คำผิด", g.command()
)
CALLERS["letters.issue_letter"] = lambda g, a: g.services.letters.issue_letter(
    a,
    IssueLetter(
        letter_id=g.letter,
        version=_letter_version(g),
        number="ลป 0003/1",
        letter_date=g.desk.clock.now().date(),
        way="letter",
    ),
    g.command(),
)
CALLERS["letters.cancel_letter"] = lambda g, a: g.services.letters.cancel_letter(
    a, g.letter, 0, "ร่างซ้ำ", g.command()
)
CALLERS["letters.keep_typed"] = lambda g, a: g.services.letters.keep_typed(
    a, g.letter, TypedLetter(1, LetterContent(body="รายงาน"), "memo", False)
)
CALLERS["letters.read_typed"] = lambda g, a: g.services.letters.read_typed(a, g.letter)
CALLERS["letters.read_paper"] = lambda g, a: g.services.letters.read_paper(a, g.letter)
CALLERS["letters.make_email"] = lambda g, a: g.services.letters.make_email(a, g.letter)
CALLERS["office.read_picture"] = lambda g, a: g.services.pictures.read_office_picture(a, "emblem")
CALLERS["office.set_picture"] = lambda g, a: g.services.pictures.set_office_picture(
    a, "emblem", AttachmentInput(name="ตรา.png", content=EMBLEM), g.command()
)
CALLERS["office.remove_picture"] = lambda g, a: g.services.pictures.remove_office_picture(
    a, "emblem", g.command()
)

# --- the office, its journal and its clock

_PICTURE_FILE = AttachmentInput(name="1.png", content=EMBLEM)
CALLERS["evidence.read_evidence"] = lambda g, a: g.services.evidence.read_evidence(a, 2569)
CALLERS["evidence.list_pictures"] = lambda g, a: g.services.evidence_pictures.list_pictures(a, 2569)
CALLERS["evidence.read_picture"] = lambda g, a: g.services.evidence_pictures.read_picture(a, 1, 100)
CALLERS["evidence.add_pictures"] = lambda g, a: g.services.evidence_pictures.add_pictures(
    a, AddPictures(2569, "training", (NewPicture(_PICTURE_FILE),)), g.command()
)
CALLERS["evidence.change_caption"] = lambda g, a: g.services.evidence_pictures.change_caption(
    a, ChangeCaption(1, "อบรม", ""), g.command()
)
CALLERS["evidence.order_pictures"] = lambda g, a: g.services.evidence_pictures.order_pictures(
    a, [1], g.command()
)
CALLERS["evidence.take_out_picture"] = lambda g, a: g.services.evidence_pictures.take_out_picture(
    a, 1, g.command()
)
CALLERS["office.read_office"] = lambda g, a: g.services.office.read_facts(a)
CALLERS["office.change_profile"] = lambda g, a: g.services.office.change_profile(
    a, {"website": "www.cgd.go.th"}, g.command()
)
CALLERS["office.change_setting"] = lambda g, a: g.services.office.change_setting(
    a, "few_cases_below", 7, g.command()
)
CALLERS["office.change_wording"] = lambda g, a: g.services.office.change_wording(
    a, "receipt.meaning", "รับเรื่องไว้แล้ว", g.command()
)
CALLERS["office.add_holiday"] = lambda g, a: g.services.office.add_holiday(
    a, DAY, "วันหยุดพิเศษ", "special", "มติคณะรัฐมนตรี", g.command()
)
CALLERS["office.remove_holiday"] = lambda g, a: g.services.office.remove_holiday(a, 1, g.command())
CALLERS["office.confirm_year"] = lambda g, a: g.services.office.confirm_year(a, 2569, True, g.command())
CALLERS["journal.read_records"] = lambda g, a: g.services.journal.read_records(a, JournalFilter())
CALLERS["journal.verify"] = lambda g, a: g.services.verification.verify_office(a)
CALLERS["journal.check_checkpoint"] = lambda g, a: g.services.verification.check_checkpoint(a, 1, "0" * 16)
CALLERS["health.check_clock"] = lambda g, a: g.services.health.check_clock(a)

# --- the office's key, copies, and what is kept of people


CALLERS["keys.read_key_state"] = lambda g, a: g.services.custody.read_key_state(a)
CALLERS["keys.print_recovery_sheet"] = lambda g, a: g.services.custody.print_recovery_sheet(
    a, PASSWORD, g.command()
)
CALLERS["keys.note_sheet_kept"] = lambda g, a: g.services.custody.note_sheet_kept(a, g.command())
CALLERS["keys.change_unlock"] = lambda g, a: g.services.custody.change_unlock(
    a, PASSWORD, KeySetUp(), g.command()
)
CALLERS["privacy.see_destruction_lists"] = lambda g, a: g.services.destruction.list_destruction_lists(a)
CALLERS["privacy.make_destruction_list"] = lambda g, a: g.services.destruction.make_destruction_list(
    a, None, g.command()
)
CALLERS["privacy.keep_item"] = lambda g, a: g.services.destruction.keep_item(
    a, 1, True, "คดียังไม่สิ้นสุด", g.command()
)
CALLERS["privacy.print_destruction_list"] = lambda g, a: g.services.destruction.print_destruction_list(
    a, 1, g.command()
)
CALLERS["privacy.cancel_list"] = lambda g, a: g.services.destruction.cancel_list(a, 1, 1, g.command())
CALLERS["privacy.record_signed"] = lambda g, a: g.services.destruction.record_signed(
    a, 1, 1, Signed(DAY, "กรรมการสามคน", "ลป 0003/1"), g.command()
)
CALLERS["privacy.carry_out"] = lambda g, a: g.services.destruction.carry_out(a, 1, g.command())
CALLERS["privacy.find_person"] = lambda g, a: g.services.privacy.find_person(
    a, PersonQuery(name="สมมติ"), "เจ้าของข้อมูลขอดู", g.command()
)
CALLERS["privacy.make_person_file"] = lambda g, a: g.services.privacy.make_person_file(
    a, PersonFileRequest(complaint_ids=(g.case,), reason="เจ้าของข้อมูลขอดู"), g.command()
)
CALLERS["backup.list_backups"] = lambda g, a: g.services.backups.list_backups(a)
CALLERS["backup.make_backup"] = lambda g, a: g.services.backups.make_backup(
    a, g.desk.folder.parent / "copies", g.command()
)
CALLERS["backup.restore"] = lambda g, a: g.services.restoring.require(a)
CALLERS["flowchart.read_flowchart"] = lambda g, a: g.services.flowcharts.list_flowcharts(a)
CALLERS["flowchart.publish_flowchart"] = lambda g, a: g.services.flowcharts.publish_flowchart(
    a, PublishFlowchart(code="general", based_on=None, chart=shipped_chart("general")), g.command()
)
CALLERS["flowchart.preview_move"] = lambda g, a: g.services.flowcharts.preview_move(a, "general")
CALLERS["flowchart.move_cases"] = lambda g, a: g.services.flowcharts.move_cases(
    a, MoveCases(code="general", version_id=0, complaint_ids=(g.case,)), g.command()
)
CALLERS["flowchart.export_flowchart"] = lambda g, a: g.services.flowcharts.export_flowchart(a, "general")
CALLERS["flowchart.print_wall_chart"] = lambda g, a: g.services.flowcharts.print_wall_chart(a, "general")


# --- what is asked for by the code around it: the door alone is tried here


def door(name: str) -> Caller:
    """Return a caller that asks what the code around a use case asks, and does nothing more."""

    def ask(ground: Ground, actor: Actor) -> None:
        ground.services.units.require(actor, REGISTRY[name])

    return ask


CALLERS["keys.encrypt"] = door("keys.encrypt")  # carried out on a closed office, after the command asked
CALLERS["keys.decrypt"] = door("keys.decrypt")
CALLERS["journal.replace_key"] = door("journal.replace_key")  # an office without its key opens for nobody
CALLERS["privacy.anonymise_case"] = door("privacy.anonymise_case")  # case by case, in carry_out
