"""Make the office's papers, and keep what was made."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints import ReportRecord
from models.files import store_file
from models.office import Account
from services.accounts.signing import signatory_on
from services.channels.frequency import EVERY_TIME
from services.channels.standing import count_by_channel, watched_channels
from services.complaints.case_writer import CaseWriter
from services.complaints.reading import Cases
from services.complaints.rights import require_in_clear
from services.complaints.visibility import find_visible
from services.documents.amendments_part import amendments_json
from services.documents.case_file import CaseFilePrint, build_case_file
from services.documents.case_numbers import numbers_behind
from services.documents.figures_json import figures_json
from services.documents.monthly import (
    MonthlyMaterial,
    MonthlyPaper,
    MonthlyRequest,
    build_monthly,
)
from services.documents.monthly_cases import read_case_lines
from services.documents.monthly_memo import MemoDraft, draft_memo
from services.documents.monthly_zero import ChannelLooks
from services.documents.names import read_people
from services.documents.receipt import PAPERS, ReceiptPrint, build_receipt, phone_sentence
from services.documents.report_foot import read_checkpoint
from services.errors import DomainError, FieldError, Invalid
from services.figures.indicators import Indicators, MonthFigures, month_figures, with_the_offices_eyes
from services.office.facts import FactsCache, OfficeFacts
from services.office.monthly_parts import is_choice
from services.office.settings import ReceiptPaper
from services.permissions import ALL, HANDLERS, Actor, Role, use_case
from services.signing.amendments import read_amendments
from services.signing.signed import SignedRow, find_signed, may_read_whole, read_kept
from services.thai.dates import Month, bangkok_date
from services.thai.text import clean
from services.unit_of_work import Reading, Units, Work

PRINT_RECEIPT = use_case("documents.print_receipt", HANDLERS, changes=("complaint", "case_event"))
TELL_NUMBER = use_case("documents.tell_number", HANDLERS, writes=False)
MAKE_CASE_FILE = use_case("documents.make_case_file", ALL, changes=())
DRAFT_MEMO = use_case("documents.draft_memo", ALL, writes=False)
MAKE_MONTHLY = use_case("documents.make_monthly", ALL, changes=("report_record", "stored_file"))

PREVIEW_PARTS = use_case("documents.preview_parts", frozenset({Role.ADMINISTRATOR}), writes=False)


class Documents:
    """Print receipts, case files and monthly reports."""

    def __init__(self, units: Units, facts: FactsCache, cases: Cases, indicators: Indicators) -> None:
        self._units = units
        self._facts = facts
        self._cases = cases
        self._indicators = indicators

    # --- one case

    def print_receipt(self, actor: Actor, complaint_id: int, paper: ReceiptPaper, command_id: str) -> bytes:
        """Return the receipt slip; every printing is a line of the case's history, from the second on a copy.

        The same command gives the same paper and counts once.
        """
        if paper not in PAPERS:
            raise Invalid({"paper": FieldError("choose")})
        with self._units.write(actor, PRINT_RECEIPT, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, complaint_id)
            require_in_clear(complaint)
            if complaint.status == "voided":
                raise DomainError("case.voided")
            receiver = work.session.get(Account, (work.office_id, complaint.received_by))
            people = read_people(work.session, work.office_id, [complaint.id])[complaint.id]
            printing = ReceiptPrint(
                paper=paper,
                copy=complaint.receipt_prints + 1,
                printed_at=work.now,
                printed_by=work.actor.name,
                receiver_position=receiver.position if receiver else "",
            )
            if work.repeated is not None:
                printing = _printed_before(printing, work.repeated)
            else:
                complaint.receipt_prints += 1
                writer = CaseWriter(work, facts, complaint)
                writer.add_event("receipt_printed", step=complaint.step, paper=paper, copy=printing.copy)
                writer.index()
                work.about("complaint", complaint.id, paper=paper, copy=printing.copy)
                work.commit(
                    paper=paper, copy=printing.copy, at=work.now.isoformat(), complaint_id=complaint.id
                )
        return build_receipt(self._cases.read_case(actor, complaint_id), facts, people, printing)

    def phone_sentence(self, actor: Actor, complaint_id: int) -> str:
        """Return the sentence to read out to a caller: the number, and by when the caller hears again."""
        with self._units.read(actor, TELL_NUMBER) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
        return phone_sentence(self._cases.read_case(actor, complaint_id), facts)

    def make_case_file(self, actor: Actor, complaint_id: int, command_id: str) -> bytes:
        """Return the whole case on paper; the journal keeps who printed it and when."""
        with self._units.write(actor, MAKE_CASE_FILE, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, complaint_id)
            printing = CaseFilePrint(
                people=read_people(work.session, work.office_id, [complaint.id])[complaint.id],
                accounts=_account_names(work.session, work.office_id),
                printed_at=work.now,
                printed_by=work.actor.name,
            )
            if work.repeated is not None:
                printing = replace(printing, printed_at=datetime.fromisoformat(work.repeated["at"]))
            else:
                work.about("complaint", complaint.id)
                work.commit(at=work.now.isoformat(), complaint_id=complaint.id)
        return build_case_file(self._cases.read_case(actor, complaint_id), facts, printing)

    # --- one month

    def read_month(self, actor: Actor, month: Month, as_of: date | None = None) -> MonthFigures:
        """Return the figures that the month's report will say."""
        return self._indicators.read_office_month(actor, month, as_of)

    def memo_draft(self, actor: Actor, month: Month, as_of: date | None = None) -> MemoDraft:
        """Return the memo in the office's words, to be edited before the report is made."""
        with self._units.read(actor, DRAFT_MEMO) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            signer = signatory_on(reading.session, reading.office_id, facts, reading.now.date())
        return draft_memo(self.read_month(actor, month, as_of), facts, signer)

    def make_monthly(self, actor: Actor, request: MonthlyRequest, command_id: str) -> MonthlyPaper:
        """Make a month's report and record that it was made, with its figures and the PDF itself.

        The same command gives the same PDF; a signed month gives what was signed, whatever else is asked, and
        no record is added. Raises `report.month_ahead`, `report.cut_off_before_period`.
        """
        # The paper is set before the writer's turn begins: nobody waits for it to save a complaint.
        with self._units.read(actor, MAKE_MONTHLY) as reading:
            signed = find_signed(reading.session, reading.office_id, request.month)
            if signed is not None:
                if may_read_whole(reading, signed):
                    return _as_signed(reading, signed)
                # Whoever a case complains about has the month without it, at the same cut-off.
                request = replace(request, as_of=signed.cut_off)
            facts = self._facts.of(reading.session, reading.office_id)
            material = read_material(reading, facts, request.month, request.as_of)
        memo = memo_of(request, material)
        data = monthly_json(material) | memo_json(memo)
        content = build_monthly(material, memo)
        with self._units.write(actor, MAKE_MONTHLY, command_id) as work:
            if work.repeated is not None:
                content, data = read_kept(work.session, work.office_id, work.repeated["report_id"])
            else:
                record = add_record(work, material, data, content)
                work.about("report_record", record.id, report=record.report, period=record.period)
                work.commit(report_id=record.id)
        figures = material.figures
        return MonthlyPaper(content, request.month, figures, figures.zero, data, signed)

    def preview_parts(self, actor: Actor, parts: Sequence[str]) -> bytes:
        """Return last month's report with other parts, marked as a draft; nothing of it is kept."""
        if not is_choice(parts):
            raise Invalid({"monthly_parts": FieldError("unknown_choice")})
        with self._units.read(actor, PREVIEW_PARTS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            facts = replace(facts, settings=replace(facts.settings, monthly_parts=tuple(parts)))
            material = read_material(reading, facts, Month.of(bangkok_date(reading.now)).previous())
        return build_monthly(material, None, draft=True)


def read_material(
    reading: Reading, facts: OfficeFacts, month: Month, as_of: date | None = None
) -> MonthlyMaterial:
    """Return everything that a month's report is set from."""
    session, office_id = reading.session, reading.office_id
    office = with_the_offices_eyes(reading)
    figures = month_figures(office, facts, month, as_of)
    return MonthlyMaterial(
        facts=facts,
        figures=figures,
        cases=read_case_lines(session, office_id, facts, figures),
        checkpoint=read_checkpoint(session, office_id),
        made_at=reading.now,
        looks=read_looks(reading, facts, month),
        numbers=numbers_behind(session, office_id, (figures.this_month, figures.year_to_date)),
        signer=signatory_on(session, office_id, facts, reading.now.date()),
        amendments=read_amendments(office, facts, figures),
    )


def monthly_json(material: MonthlyMaterial) -> dict[str, Any]:
    """Return a month's figures with what was amended since earlier months were signed."""
    facts = material.facts
    return figures_json(material.figures, facts, material.numbers) | amendments_json(
        material.amendments, facts
    )


def memo_json(memo: MemoDraft | None) -> dict[str, Any]:
    """Return under which number and date the office sent a report, as far as they were typed."""
    number, day = (clean(memo.number).strip(), clean(memo.date).strip()) if memo is not None else ("", "")
    return {"memo": {"number": number, "date": day}} if number or day else {}


def _as_signed(reading: Reading, signed: SignedRow) -> MonthlyPaper:
    record = reading.find(ReportRecord, signed.report_id)
    content, data = read_kept(reading.session, reading.office_id, record.id)
    return MonthlyPaper(content, signed.month, None, record.zero, data, signed)


def read_looks(reading: Reading, facts: OfficeFacts, month: Month) -> ChannelLooks:
    """Return how often the channels were looked into in a month; nothing where no look was recorded."""
    counts = count_by_channel(with_the_offices_eyes(reading), facts, month)
    if not any(times for times, _visits in counts.values()):
        return ChannelLooks()
    channels = watched_channels(reading.session, reading.office_id)
    looked = [
        key
        for key, (_row, rule) in channels.items()
        if rule.frequency.code == EVERY_TIME or counts.get(key, (0, 0))[0]
    ]
    return ChannelLooks(sum(map(sum, counts.values())), len(looked))


def memo_of(request: MonthlyRequest, material: MonthlyMaterial) -> MemoDraft | None:
    """Return the memo that goes with a report: as it was edited, or in the office's wording, or none."""
    wanted = request.include_memo
    if wanted is None:
        wanted = not material.figures.zero
    if not wanted:
        return None
    return request.memo or draft_memo(material.figures, material.facts, material.signer)


def add_record(work: Work, material: MonthlyMaterial, data: dict[str, Any], content: bytes) -> ReportRecord:
    """Keep a month's report with its figures, and return its record."""
    stored = store_file(work.session, work.office_id, content, "application/pdf", work.now, work.new_id)
    record: ReportRecord = work.add(
        ReportRecord(
            report="monthly",
            period=material.figures.month.key,
            cut_off=material.figures.cut_off,
            zero=material.figures.zero,
            figures=json.dumps(data, ensure_ascii=False),
            made_at=material.made_at,
            made_by=work.actor.account_id,
            file_id=stored.id,
        )
    )
    return record


def _printed_before(printing: ReceiptPrint, result: dict[str, Any]) -> ReceiptPrint:
    return replace(
        printing,
        paper=result["paper"],
        copy=result["copy"],
        printed_at=datetime.fromisoformat(result["at"]),
    )


def _account_names(session: Session, office_id: int) -> dict[int, str]:
    rows = session.execute(select(Account.id, Account.display_name).where(Account.office_id == office_id))
    return {row.id: row.display_name for row in rows}


__all__ = ["Documents", "MemoDraft", "MonthlyPaper", "MonthlyRequest"]
