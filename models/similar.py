"""The marks of a case: what tells it from others, for looking up whether a matter was here before."""

from sqlalchemy import BigInteger, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import DERIVED, Base, OfficeRow, key, refers


class SimilarEntry(OfficeRow, Base):
    """Hold one case's marks, with a space between them; id equals the complaint's register_key."""

    __tablename__ = "similar_entry"
    __table_args__ = key(
        UniqueConstraint("office_id", "complaint_id"),
        Index("ix_similar_entry_id", "id", unique=True),
        refers("complaint_id", "complaint"),
        kept=DERIVED,
    )

    complaint_id: Mapped[int] = mapped_column(BigInteger)
    marks: Mapped[str] = mapped_column(Text)
