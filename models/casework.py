"""What stands around a case: links, letters, referrals, named readers; and the inspections of channels."""

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import JOURNALLED, Base, OfficeRow, key, refers
from models.moments import Moment


class CaseLink(OfficeRow, Base):
    """Hold that two cases belong together; read from both ends.

    kind says what other_id is to complaint_id: related, duplicate, repeat (the same complainant) or original
    (complaint_id is its review, ขอทบทวน). A link taken back keeps its row, with ended_at.
    """

    __tablename__ = "case_link"
    __table_args__ = key(
        Index("ix_case_link_complaint", "office_id", "complaint_id"),
        Index("ix_case_link_other", "office_id", "other_id"),
        refers("complaint_id", "complaint"),
        refers("other_id", "complaint"),
        kept=JOURNALLED,
    )

    complaint_id: Mapped[int]
    other_id: Mapped[int]
    kind: Mapped[str]
    note: Mapped[str] = mapped_column(Text, default="")
    linked_at: Mapped[datetime] = mapped_column(Moment)
    linked_by: Mapped[int]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[int | None]


class CaseReader(OfficeRow, Base):
    """Hold one person named to see a confidential case (ลับ); taken off the list it keeps its row."""

    __tablename__ = "case_reader"
    __table_args__ = key(
        Index("ix_case_reader_complaint", "office_id", "complaint_id", "account_id"),
        refers("complaint_id", "complaint"),
        refers("account_id", "account"),
        kept=JOURNALLED,
    )

    complaint_id: Mapped[int]
    account_id: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")
    named_at: Mapped[datetime] = mapped_column(Moment)
    named_by: Mapped[int]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[int | None]


class Letter(OfficeRow, Base):
    """Hold one letter or notice of a case, from its draft to the PDF that left the office.

    content is JSON of what the letter says, as typed: addressee, subject, body, signatory and so on. status
    is draft, submitted, approved, issued or cancelled. number and letter_date come from the office's own
    register, as typed; the frozen PDF is file_id. layout is outgoing, memo or email.
    """

    __tablename__ = "letter"
    __table_args__ = key(
        Index("ix_letter_complaint", "office_id", "complaint_id"),
        Index("ix_letter_status", "office_id", "status"),
        refers("complaint_id", "complaint"),
        refers("file_id", "stored_file"),
        kept=JOURNALLED,
    )

    complaint_id: Mapped[int]
    kind: Mapped[str]
    layout: Mapped[str]
    status: Mapped[str] = mapped_column(default="draft")
    content: Mapped[str] = mapped_column(Text)
    secret: Mapped[bool] = mapped_column(default=False)
    number: Mapped[str] = mapped_column(default="")
    letter_date: Mapped[date | None]
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[int]
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[int | None]
    comment: Mapped[str] = mapped_column(Text, default="")
    issued_at: Mapped[datetime | None] = mapped_column(Moment)
    issued_by: Mapped[int | None]
    file_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)


class Referral(OfficeRow, Base):
    """Hold that a case was passed to another agency, and when that agency is asked again.

    follow_up_on is the next day to ask, None once the agency has answered or the referral was taken back.
    """

    __tablename__ = "referral"
    __table_args__ = key(
        Index("ix_referral_complaint", "office_id", "complaint_id"),
        Index("ix_referral_follow_up", "office_id", "follow_up_on"),
        refers("complaint_id", "complaint"),
        refers("letter_id", "letter"),
        kept=JOURNALLED,
    )

    complaint_id: Mapped[int]
    agency: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(Text, default="")
    reference: Mapped[str] = mapped_column(default="")
    sent_on: Mapped[date]
    told_on: Mapped[date | None]
    follow_up_on: Mapped[date | None]
    asked: Mapped[int] = mapped_column(default=0)
    answered_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    letter_id: Mapped[int | None]
    made_by: Mapped[int]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)


class OfficePicture(OfficeRow, Base):
    """Hold one picture that the office supplies for its papers; name says where it stands (emblem)."""

    __tablename__ = "office_picture"
    __table_args__ = key(
        UniqueConstraint("office_id", "name"), refers("file_id", "stored_file"), kept=JOURNALLED
    )

    name: Mapped[str]
    file_id: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by: Mapped[int]


class Inspection(OfficeRow, Base):
    """Hold one look into a channel: who, when, with whom, and how much was found, zero included.

    opening_id is the box opening that it was, for the suggestion box. set_aside says how many of the finds
    are not taken in, for the reason beside it.
    """

    __tablename__ = "inspection"
    __table_args__ = key(
        Index("ix_inspection_channel", "office_id", "channel_id", "inspected_at"),
        Index("ix_inspection_inspected", "office_id", "inspected_at"),
        refers("channel_id", "channel"),
        refers("opening_id", "box_opening"),
        kept=JOURNALLED,
    )

    channel_id: Mapped[int]
    inspected_at: Mapped[datetime] = mapped_column(Moment)
    found: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Text, default="")
    witnesses: Mapped[str] = mapped_column(Text, default="")
    opening_id: Mapped[int | None]
    set_aside: Mapped[int] = mapped_column(default=0)
    set_aside_reason: Mapped[str] = mapped_column(Text, default="")
    recorded_by: Mapped[int]
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    void_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)


class InspectionFind(OfficeRow, Base):
    """Hold which inspection a case was found at; id equals the complaint's id."""

    __tablename__ = "inspection_find"
    __table_args__ = key(
        Index("ix_inspection_find_inspection", "office_id", "inspection_id"),
        refers("id", "complaint"),
        refers("inspection_id", "inspection"),
        kept=JOURNALLED,
    )

    inspection_id: Mapped[int]
    taken_in_at: Mapped[datetime] = mapped_column(Moment)
