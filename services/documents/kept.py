"""The reports that were made before, and each as it was kept."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from models.complaints import ReportRecord
from models.files import StoredFile, read_chunks
from models.office import Account
from services.documents.catalogue import BY_CODE
from services.documents.single_papers import MadePaper
from services.errors import DomainError, NotFound
from services.permissions import ALL, Actor, use_case
from services.signing.signed import complained_since, is_signed
from services.thai.dates import Month
from services.unit_of_work import Reading, Units

LIST_MADE = use_case("documents.list_made", ALL, writes=False)
READ_MADE = use_case("documents.read_made", ALL, writes=False)

LONGEST_LIST = 200


@dataclass(frozen=True, slots=True)
class MadeRow:
    """Hold one report that was made: of what period, up to what day, when and by whom."""

    id: int
    report: str
    title: str
    period: str
    cut_off: date
    zero: bool
    made_at: datetime
    made_by: str
    has_file: bool


class KeptPapers:
    """Show the reports made before; what is kept names nobody, so whoever may make them may read them.

    But not whoever a case complains about: what others made since then, or anybody signed, counts that case.
    """

    def __init__(self, units: Units) -> None:
        self._units = units

    def list_made(self, actor: Actor, limit: int = LONGEST_LIST) -> tuple[MadeRow, ...]:
        """Return the reports made, the newest first, `limit` at most."""
        wanted = (
            select(ReportRecord, Account.display_name)
            .outerjoin(
                Account,
                (Account.office_id == ReportRecord.office_id) & (Account.id == ReportRecord.made_by),
            )
            .where(ReportRecord.office_id == actor.office_id)
            .order_by(ReportRecord.made_at.desc(), ReportRecord.id.desc())
            .limit(limit)
        )
        with self._units.read(actor, LIST_MADE) as reading:
            since = complained_since(reading)
            return tuple(
                _row(record, name or "")
                for record, name in reading.session.execute(wanted)
                if _is_open_to(reading, record, since)
            )

    def read_made(self, actor: Actor, report_id: int) -> MadePaper:
        """Return a report as it was made, never made again.

        Raises `not_found` where none was kept, `file.destroyed` after its file was.
        """
        with self._units.read(actor, READ_MADE) as reading:
            record = reading.find(ReportRecord, report_id)
            if record.file_id is None or not _is_open_to(reading, record, complained_since(reading)):
                raise NotFound
            if reading.find(StoredFile, record.file_id).destroyed_at is not None:
                raise DomainError("file.destroyed")
            content = b"".join(read_chunks(reading.session, reading.office_id, record.file_id))
            return MadePaper(content, f"{title_of(record.report)} {period_label(record.period)}".strip())


def _is_open_to(reading: Reading, record: ReportRecord, since: date | None) -> bool:
    if since is None or record.cut_off < since:
        return True
    own = record.made_by == reading.actor.account_id
    return own and not is_signed(reading.session, reading.office_id, record.id)


def title_of(report: str) -> str:
    """Return the name of a kind of report; of one that the catalogue no longer has, its code."""
    kind = BY_CODE.get(report)
    return kind.title if kind is not None else report


def period_label(period: str) -> str:
    """Return a report's period as people say it; what is neither month nor year stays as it is kept."""
    if re.fullmatch(r"[0-9]{4}", period):
        return f"ปีงบประมาณ พ.ศ. {period}"
    return re.sub(r"[0-9]{4}-[0-9]{2}(?![-0-9])", lambda found: _month_label(found.group()), period)


def _month_label(key: str) -> str:
    try:
        return Month.parse(key).be_label
    except DomainError:
        return key


def _row(record: ReportRecord, name: str) -> MadeRow:
    return MadeRow(
        id=record.id,
        report=record.report,
        title=title_of(record.report),
        period=period_label(record.period),
        cut_off=record.cut_off,
        zero=record.zero,
        made_at=record.made_at,
        made_by=name,
        has_file=record.file_id is not None,
    )
