"""The office: who it is, who works there, and the lists it may edit."""

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import JOURNALLED, SECRET, Base, OfficeRow, key, refers
from models.moments import Moment


class Office(OfficeRow, Base):
    """Hold one office; its id equals its office_id."""

    __tablename__ = "office"
    __table_args__ = key(kept=JOURNALLED)

    code: Mapped[str]
    name: Mapped[str]
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    recovery_hash: Mapped[str | None] = mapped_column(info=SECRET)


class Setting(OfficeRow, Base):
    """Hold one setting that differs from its default; value is JSON."""

    __tablename__ = "setting"
    __table_args__ = key(UniqueConstraint("office_id", "name"), kept=JOURNALLED)

    name: Mapped[str]
    value: Mapped[str] = mapped_column(Text)


class Wording(OfficeRow, Base):
    """Hold the office's own version of a text whose default lies in resources/."""

    __tablename__ = "wording"
    __table_args__ = key(UniqueConstraint("office_id", "name"), kept=JOURNALLED)

    name: Mapped[str]
    text: Mapped[str] = mapped_column(Text)


class Account(OfficeRow, Base):
    """Hold one person's login; roles is a comma-separated set of role codes."""

    __tablename__ = "account"
    __table_args__ = key(UniqueConstraint("office_id", "username"), kept=JOURNALLED)

    username: Mapped[str]
    display_name: Mapped[str]
    position: Mapped[str] = mapped_column(default="")
    roles: Mapped[str]
    password_hash: Mapped[str] = mapped_column(info=SECRET)
    active: Mapped[bool] = mapped_column(default=True)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    head_of_office: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    failed_logins: Mapped[int] = mapped_column(default=0)
    last_failed_at: Mapped[datetime | None] = mapped_column(Moment)
    locked_until: Mapped[datetime | None] = mapped_column(Moment)


class Appointment(OfficeRow, Base):
    """Hold who acts as supervisor (รักษาราชการแทน) from one day to another, both counted.

    order is the reference of the written order, where there is one; ended_at is set when it ends early.
    """

    __tablename__ = "appointment"
    __table_args__ = key(
        Index("ix_appointment_account", "office_id", "account_id"),
        refers("account_id", "account"),
        kept=JOURNALLED,
    )

    account_id: Mapped[int]
    role: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    order: Mapped[str] = mapped_column(Text, default="")
    appointed_by: Mapped[int]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Channel(OfficeRow, Base):
    """Hold one channel, or a sub-channel when parent_id is set.

    inspected says how often it is looked into (a code of resources/office/codes.json, with the weekday
    behind a colon where one is chosen), take_in_days in how many working days its finds are taken in;
    empty, the default of resources/office/channels.json stands.
    """

    __tablename__ = "channel"
    __table_args__ = key(
        UniqueConstraint("office_id", "code"), refers("parent_id", "channel"), kept=JOURNALLED
    )

    code: Mapped[str]
    name: Mapped[str]
    parent_id: Mapped[int | None]
    position: Mapped[int]
    form: Mapped[str] = mapped_column(default="general")
    details: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)
    inspected: Mapped[str] = mapped_column(default="")
    take_in_days: Mapped[int | None]


class Category(OfficeRow, Base):
    """Hold one category of complaint; counted says whether the indicators may count it."""

    __tablename__ = "category"
    __table_args__ = key(UniqueConstraint("office_id", "code"), kept=JOURNALLED)

    code: Mapped[str]
    name: Mapped[str]
    position: Mapped[int]
    counted: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)


class Level(OfficeRow, Base):
    """Hold one level of severity with its limit in working days."""

    __tablename__ = "level"
    __table_args__ = key(UniqueConstraint("office_id", "code"), kept=JOURNALLED)

    code: Mapped[str]
    name: Mapped[str]
    position: Mapped[int]
    working_days: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class Holiday(OfficeRow, Base):
    """Hold one government-office day off, or a day the office opens all the same."""

    __tablename__ = "holiday"
    __table_args__ = key(UniqueConstraint("office_id", "day"), kept=JOURNALLED)

    day: Mapped[date]
    name: Mapped[str]
    short: Mapped[str] = mapped_column(default="")
    kind: Mapped[str]
    status: Mapped[str] = mapped_column(default="announced")
    source: Mapped[str] = mapped_column(Text, default="")
    resolution_date: Mapped[date | None]
    office_open: Mapped[bool] = mapped_column(default=False)
    province: Mapped[str] = mapped_column(default="")


class HolidayYear(OfficeRow, Base):
    """Hold whether somebody confirmed the holidays of a B.E. calendar year."""

    __tablename__ = "holiday_year"
    __table_args__ = key(UniqueConstraint("office_id", "year"), kept=JOURNALLED)

    year: Mapped[int]
    confirmed: Mapped[bool] = mapped_column(default=False)
    confirmed_by: Mapped[int | None]
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)


class Flowchart(OfficeRow, Base):
    """Hold one handling flowchart of the office."""

    __tablename__ = "flowchart"
    __table_args__ = key(UniqueConstraint("office_id", "code"), kept=JOURNALLED)

    code: Mapped[str]
    name: Mapped[str]


class FlowchartVersion(OfficeRow, Base):
    """Hold one published version of a flowchart; definition is JSON and never changes.

    note says, in the publisher's words, what is different from the version before.
    """

    __tablename__ = "flowchart_version"
    __table_args__ = key(
        UniqueConstraint("office_id", "flowchart_id", "number"),
        refers("flowchart_id", "flowchart"),
        kept=JOURNALLED,
    )

    flowchart_id: Mapped[int]
    number: Mapped[int]
    definition: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime] = mapped_column(Moment)
    published_by: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
