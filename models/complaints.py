"""Complaints: the case, the people in it, and its history that only grows."""

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import CONVENIENCE, JOURNALLED, Base, OfficeRow, key, refers
from models.moments import Moment


class NumberCounter(OfficeRow, Base):
    """Hold the last running number of a fiscal year (B.E.)."""

    __tablename__ = "number_counter"
    __table_args__ = key(UniqueConstraint("office_id", "fiscal_year"), kept=JOURNALLED)

    fiscal_year: Mapped[int]
    last: Mapped[int]


class Complaint(OfficeRow, Base):
    """Hold one complaint as it stands now; what it was before stands in CaseState and CaseEvent."""

    __tablename__ = "complaint"
    __table_args__ = key(
        UniqueConstraint("office_id", "fiscal_year", "running"),
        UniqueConstraint("office_id", "register_key"),
        Index("ix_complaint_number", "office_id", "number"),
        Index("ix_complaint_received", "office_id", "received_at"),
        Index("ix_complaint_open", "office_id", "status", "due_date"),
        Index("ix_complaint_officer", "office_id", "officer_id", "status"),
        refers("channel_id", "channel"),
        refers("sub_channel_id", "channel"),
        refers("category_id", "category"),
        refers("level_id", "level"),
        refers("officer_id", "account"),
        refers("flowchart_version_id", "flowchart_version"),
        kept=JOURNALLED,
    )

    fiscal_year: Mapped[int]
    running: Mapped[int]
    number: Mapped[str]
    old_number: Mapped[str] = mapped_column(default="")
    register_key: Mapped[int]

    received_at: Mapped[datetime] = mapped_column(Moment)
    entered_at: Mapped[datetime] = mapped_column(Moment)
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    received_by: Mapped[int]
    channel_id: Mapped[int]
    sub_channel_id: Mapped[int | None]

    identity: Mapped[str]
    subject: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    happened_when: Mapped[str] = mapped_column(Text, default="")
    happened_where: Mapped[str] = mapped_column(Text, default="")
    damage: Mapped[str] = mapped_column(Text, default="")
    remedy_wanted: Mapped[str] = mapped_column(Text, default="")
    complained_elsewhere: Mapped[str] = mapped_column(Text, default="")
    answer_by: Mapped[str] = mapped_column(default="")
    callback_wanted: Mapped[bool] = mapped_column(default=False)
    document_number: Mapped[str] = mapped_column(default="")
    document_date: Mapped[date | None]
    written_date: Mapped[date | None]
    confidential: Mapped[bool] = mapped_column(default=False)
    evidence_given: Mapped[bool | None]
    evidence: Mapped[str] = mapped_column(Text, default="")
    information_ground: Mapped[str] = mapped_column(default="")

    kind: Mapped[str] = mapped_column(default="complaint")
    screened: Mapped[bool] = mapped_column(default=False)
    within_authority: Mapped[bool | None]
    category_id: Mapped[int | None]
    level_id: Mapped[int | None]
    group: Mapped[str | None]

    flowchart_version_id: Mapped[int]
    step: Mapped[str]
    step_entered_at: Mapped[datetime] = mapped_column(Moment)
    step_due: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="open")
    officer_id: Mapped[int | None]
    due_date: Mapped[date]
    approaching_on: Mapped[date]
    stopped_on: Mapped[date | None]
    due_original: Mapped[date]
    reply_due: Mapped[date | None]
    replied_at: Mapped[datetime | None] = mapped_column(Moment)
    last_action_at: Mapped[datetime] = mapped_column(Moment)

    first_closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_on: Mapped[date | None]
    outcome: Mapped[str | None]
    notification: Mapped[str | None]
    referred_to: Mapped[str] = mapped_column(Text, default="")
    findings: Mapped[str] = mapped_column(Text, default="")
    root_cause: Mapped[str] = mapped_column(Text, default="")
    corrective_action: Mapped[str] = mapped_column(Text, default="")
    preventive_action: Mapped[str] = mapped_column(Text, default="")
    satisfaction: Mapped[str] = mapped_column(default="")
    lesson: Mapped[str] = mapped_column(Text, default="")
    void_reason: Mapped[str] = mapped_column(Text, default="")
    late_reason: Mapped[str] = mapped_column(Text, default="")
    receipt_prints: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    anonymised_at: Mapped[datetime | None] = mapped_column(Moment)


class Complainant(OfficeRow, Base):
    """Hold who complained; id equals the complaint's id. Absent when nobody is named."""

    __tablename__ = "complainant"
    __table_args__ = key(refers("id", "complaint"), kept=JOURNALLED)

    title: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(Text, default="")
    national_id: Mapped[str] = mapped_column(default="")
    phones: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(default="")
    line_id: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(default="")


class Respondent(OfficeRow, Base):
    """Hold one unit or person complained about; account_id when that person has a login."""

    __tablename__ = "respondent"
    __table_args__ = key(
        Index("ix_respondent_complaint", "office_id", "complaint_id"),
        Index("ix_respondent_account", "office_id", "account_id"),
        refers("complaint_id", "complaint"),
        refers("account_id", "account"),
        kept=JOURNALLED,
    )

    complaint_id: Mapped[int]
    unit: Mapped[str] = mapped_column(Text, default="")
    person: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int | None]


class CaseEvent(OfficeRow, Base):
    """Hold one line of a case's history: a step, note, contact, change of officer, print.

    Rows are only added. data is JSON with what the line's kind carries.
    """

    __tablename__ = "case_event"
    __table_args__ = key(
        Index("ix_case_event_complaint", "office_id", "complaint_id", "id"),
        refers("complaint_id", "complaint"),
        kept=JOURNALLED,
    )

    complaint_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int]
    actor_name: Mapped[str]
    kind: Mapped[str]
    step: Mapped[str] = mapped_column(default="")
    next_step: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(Text, default="")
    data: Mapped[str] = mapped_column(Text, default="{}")


class CaseState(OfficeRow, Base):
    """Hold what the figures need to know of a case from a moment on; rows are only added.

    The figures of a cut-off read, of each case, the newest row not after it: so the same cut-off
    gives the same figures for ever. The first row takes effect when the complaint was received. due is
    the date that counts, due_unextended the one without extensions, stopped_on since when the clock stands.
    """

    __tablename__ = "case_state"
    __table_args__ = key(
        Index("ix_case_state_complaint", "office_id", "complaint_id", "id"),
        Index("ix_case_state_at", "office_id", "at"),
        refers("complaint_id", "complaint"),
        kept=JOURNALLED,
    )

    complaint_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    cause: Mapped[str]
    status: Mapped[str]
    screened: Mapped[bool]
    kind: Mapped[str]
    within_authority: Mapped[bool | None]
    category: Mapped[str | None]
    level: Mapped[str | None]
    group: Mapped[str | None]
    channel: Mapped[str]
    outcome: Mapped[str | None]
    due: Mapped[date]
    due_unextended: Mapped[date]
    stopped_on: Mapped[date | None]


class ClockEvent(OfficeRow, Base):
    """Hold one event of a clock (closure, step, reply).

    event is started, recounted, stopped, restarted, extended, met or reopened.

    due is the date in force from this event on; days the limit it was counted with; basis the day
    counted from. Earlier rows are never touched, so the original date stays readable.
    """

    __tablename__ = "clock_event"
    __table_args__ = key(
        Index("ix_clock_event_complaint", "office_id", "complaint_id", "id"),
        refers("complaint_id", "complaint"),
        kept=JOURNALLED,
    )

    complaint_id: Mapped[int]
    clock: Mapped[str]
    event: Mapped[str]
    step: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment)
    basis: Mapped[date]
    days: Mapped[int | None]
    due: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    actor_id: Mapped[int]


class Attachment(OfficeRow, Base):
    """Hold one file attached to a case; its bytes lie in StoredFile."""

    __tablename__ = "attachment"
    __table_args__ = key(
        Index("ix_attachment_complaint", "office_id", "complaint_id"),
        refers("complaint_id", "complaint"),
        refers("file_id", "stored_file"),
        kept=JOURNALLED,
    )

    complaint_id: Mapped[int]
    file_id: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by: Mapped[int]
    origin: Mapped[str] = mapped_column(default="")


class BoxOpening(OfficeRow, Base):
    """Hold one opening of the suggestion box; its slips are complaints that name it.

    fiscal_year and running say the how-manieth opening of the year it was (ครั้งที่ ๘/๒๕๗๐); those recorded
    before openings were counted have neither. in_order says whether box, lock and seal were found in order.
    """

    __tablename__ = "box_opening"
    __table_args__ = key(
        Index("ix_box_opening_running", "office_id", "fiscal_year", "running", unique=True), kept=JOURNALLED
    )

    opened_at: Mapped[datetime] = mapped_column(Moment)
    openers: Mapped[str] = mapped_column(Text, default="")
    condition: Mapped[str] = mapped_column(Text, default="")
    found: Mapped[int] = mapped_column(default=0)
    blank: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_by: Mapped[int]
    fiscal_year: Mapped[int | None]
    running: Mapped[int | None]
    place: Mapped[str] = mapped_column(Text, default="")
    order: Mapped[str] = mapped_column(Text, default="")
    in_order: Mapped[bool | None]
    seal_before: Mapped[str] = mapped_column(default="")
    seal_after: Mapped[str] = mapped_column(default="")
    sealed_at: Mapped[datetime | None] = mapped_column(Moment)
    other_finds: Mapped[str] = mapped_column(Text, default="")


class BoxSlip(OfficeRow, Base):
    """Hold which opening a slip came from; id equals the complaint's id."""

    __tablename__ = "box_slip"
    __table_args__ = key(refers("id", "complaint"), refers("opening_id", "box_opening"), kept=JOURNALLED)

    opening_id: Mapped[int]


class Draft(OfficeRow, Base):
    """Hold what somebody has typed and not yet saved; content is JSON of the form's fields."""

    __tablename__ = "draft"
    __table_args__ = key(Index("ix_draft_account", "office_id", "account_id"), kept=CONVENIENCE)

    account_id: Mapped[int]
    form: Mapped[str]
    title: Mapped[str] = mapped_column(Text, default="")
    content: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(Moment)


class ReportRecord(OfficeRow, Base):
    """Hold that a report was made: which, of what period, with what cut-off and figures (JSON)."""

    __tablename__ = "report_record"
    __table_args__ = key(Index("ix_report_record_period", "office_id", "report", "period"), kept=JOURNALLED)

    report: Mapped[str]
    period: Mapped[str]
    cut_off: Mapped[date]
    zero: Mapped[bool]
    figures: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[int]
    file_id: Mapped[int | None]
