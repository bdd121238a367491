"""The search row of a case: folded text under an id that rises with the received time."""

from sqlalchemy import BigInteger, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import DERIVED, Base, OfficeRow, key, refers

SEARCH_COLUMNS = ("subject", "story", "people", "numbers", "phones", "notes")


class SearchEntry(OfficeRow, Base):
    """Hold one case's folded text; id equals the complaint's register_key."""

    __tablename__ = "search_entry"
    __table_args__ = key(
        UniqueConstraint("office_id", "complaint_id"),
        Index("ix_search_entry_id", "id", unique=True),
        refers("complaint_id", "complaint"),
        kept=DERIVED,
    )

    complaint_id: Mapped[int] = mapped_column(BigInteger)
    subject: Mapped[str] = mapped_column(Text)
    story: Mapped[str] = mapped_column(Text)
    people: Mapped[str] = mapped_column(Text)
    numbers: Mapped[str] = mapped_column(Text)
    phones: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)
