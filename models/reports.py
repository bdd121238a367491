"""What a signed month froze, and the pictures of the yearly evidence document."""

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import JOURNALLED, Base, OfficeRow, key, refers
from models.moments import Moment


class SignedMonth(OfficeRow, Base):
    """Hold that a month's data were certified (รับรองข้อมูลประจำเดือน): never changed, never taken back.

    month is the month's key; the PDF and the figures (JSON) are those of report_id. last_state_id and
    last_event_id are the newest state and event of all cases when it was signed: what comes later is a
    change since signing.
    """

    __tablename__ = "signed_month"
    __table_args__ = key(
        UniqueConstraint("office_id", "month"), refers("report_id", "report_record"), kept=JOURNALLED
    )

    month: Mapped[str]
    cut_off: Mapped[date]
    report_id: Mapped[int]
    last_state_id: Mapped[int]
    last_event_id: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    signed_at: Mapped[datetime] = mapped_column(Moment)
    signed_by: Mapped[int]
    signer_name: Mapped[str] = mapped_column(default="")
    signer_position: Mapped[str] = mapped_column(default="")


class SignedCase(OfficeRow, Base):
    """Hold what a signed month said of one case, without anybody's name.

    apart is the heading under which a case that doesn't count stood; number is the printed one. A case has a
    row in each signed month that tells of it: the newest says what was last signed. screened is whether kind,
    category and level had been set by then, and were no guess of the counter's.
    """

    __tablename__ = "signed_case"
    __table_args__ = key(
        Index("ix_signed_case_signed", "office_id", "signed_id"),
        Index("ix_signed_case_complaint", "office_id", "complaint_id"),
        refers("signed_id", "signed_month"),
        refers("complaint_id", "complaint"),
        kept=JOURNALLED,
    )

    signed_id: Mapped[int]
    complaint_id: Mapped[int]
    number: Mapped[str]
    received_on: Mapped[date]
    status: Mapped[str]
    kind: Mapped[str]
    screened: Mapped[bool] = mapped_column(default=False)
    apart: Mapped[str | None]
    group: Mapped[str | None]
    channel: Mapped[str]
    category: Mapped[str | None]
    level: Mapped[str | None]
    outcome: Mapped[str | None]
    due: Mapped[date | None]
    closed_on: Mapped[date | None]


class EvidencePicture(OfficeRow, Base):
    """Hold one picture that the office puts into its yearly evidence document.

    part is the document's part; channel_id the channel that a picture of part "channels" shows, whose
    fiscal_year is None: it stands in every year's document. Taken out it keeps its row, with ended_at.
    """

    __tablename__ = "evidence_picture"
    __table_args__ = key(
        Index("ix_evidence_picture_part", "office_id", "fiscal_year", "part"),
        refers("channel_id", "channel"),
        refers("file_id", "stored_file"),
        kept=JOURNALLED,
    )

    fiscal_year: Mapped[int | None]
    part: Mapped[str]
    channel_id: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    caption: Mapped[str] = mapped_column(Text, default="")
    file_id: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by: Mapped[int]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[int | None]
