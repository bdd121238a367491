"""The journal: one record for every use case that wrote, refused or revealed something."""

from datetime import datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import LEDGER, Base, OfficeRow, key, refers
from models.moments import Moment


class JournalRecord(OfficeRow, Base):
    """Hold one record of what was done, by whom.

    digest covers the record and the digests of its changes; chain covers the chain before it and
    digest, keyed with the office's key that key_id names (records of the first schema have none).
    command_id is unique, so one command is carried out once. Rows are only added: triggers refuse the rest.
    """

    __tablename__ = "journal"
    __table_args__ = key(
        UniqueConstraint("office_id", "sequence"),
        UniqueConstraint("office_id", "command_id"),
        Index("ix_journal_subject", "office_id", "subject_table", "id"),
        kept=LEDGER,
    )

    sequence: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    roles: Mapped[str]
    use_case: Mapped[str]
    verdict: Mapped[str]
    command_id: Mapped[str]
    subject_table: Mapped[str] = mapped_column(default="")
    subject_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[str] = mapped_column(Text, default="{}")
    result: Mapped[str] = mapped_column(Text, default="{}")
    changes: Mapped[str] = mapped_column(Text, default="[]")
    digest: Mapped[str]
    chain: Mapped[str]
    key_id: Mapped[str] = mapped_column(default="")


class JournalValues(OfficeRow, Base):
    """Hold the old and new values in clear, an array in step with the record's changes.

    id equals the record's. Retention may put null in place of an element; triggers refuse any other change.
    """

    __tablename__ = "journal_values"
    __table_args__ = key(refers("id", "journal"), kept=LEDGER)

    values: Mapped[str] = mapped_column(Text)
