"""The index of who asked to stay hidden: asked only for whoever may reveal a name."""

from sqlalchemy import BigInteger, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import DERIVED, Base, OfficeRow, key, refers
from models.text_index import TextIndex

HIDDEN_COLUMNS = ("people", "phones")


class HiddenEntry(OfficeRow, Base):
    """Hold who hides behind one case, folded; id equals the complaint's register_key.

    people are names, e-mail and LINE; phones the telephone numbers and the ID number.
    """

    __tablename__ = "hidden_entry"
    __table_args__ = key(
        UniqueConstraint("office_id", "complaint_id"),
        Index("ix_hidden_entry_id", "id", unique=True),
        refers("complaint_id", "complaint"),
        kept=DERIVED,
    )

    complaint_id: Mapped[int] = mapped_column(BigInteger)
    people: Mapped[str] = mapped_column(Text)
    phones: Mapped[str] = mapped_column(Text)


HIDDEN_INDEX = TextIndex("hidden_search", HiddenEntry, HIDDEN_COLUMNS)
