"""Destruction lists: which cases a committee has signed for, and what came of it."""

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import JOURNALLED, Base, OfficeRow, key, refers
from models.moments import Moment


class DestructionList(OfficeRow, Base):
    """Hold one list of cases whose keeping time is over (บัญชีขอทำลาย).

    closed_before is the day that the listed cases were closed before. It is carried out only after it
    was signed; committee and reference are what the signed paper says.
    """

    __tablename__ = "destruction_list"
    __table_args__ = key(kept=JOURNALLED)

    closed_before: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[int]
    signed_on: Mapped[date | None]
    committee: Mapped[str] = mapped_column(Text, default="")
    reference: Mapped[str] = mapped_column(Text, default="")
    carried_out_at: Mapped[datetime | None] = mapped_column(Moment)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)


class DestructionItem(OfficeRow, Base):
    """Hold one case on a destruction list; kept is set when the committee decides to keep it."""

    __tablename__ = "destruction_item"
    __table_args__ = key(
        UniqueConstraint("office_id", "list_id", "complaint_id"),
        refers("list_id", "destruction_list"),
        refers("complaint_id", "complaint"),
        kept=JOURNALLED,
    )

    list_id: Mapped[int]
    complaint_id: Mapped[int]
    kept: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")
    done_at: Mapped[datetime | None] = mapped_column(Moment)
