"""The declarative base: every office row is keyed (office_id, id)."""

from typing import Any, ClassVar, cast

from sqlalchemy import BigInteger, ForeignKeyConstraint, MetaData, PrimaryKeyConstraint, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# How a table is kept; docs/decisions/0002 says what each promises.
JOURNALLED = {"kept": "journalled"}  # every change stands in the journal, row by row
DERIVED = {"kept": "derived"}  # can be rebuilt from journalled tables
CONVENIENCE = {"kept": "convenience"}  # personal and disposable: drafts, views
LEDGER = {"kept": "ledger"}  # the journal itself
CONTENT = {"kept": "content"}  # bytes, checked against the hash in a journalled row

# A column whose value the journal keeps only as a fingerprint.
SECRET = {"secret": True}


class Base(DeclarativeBase):
    """Declare a table of the program."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {int: BigInteger, str: String}


def table_of(kind: type[Base]) -> Table:
    """Return the table of a class, for statements that need nothing of the ORM."""
    return cast(Table, kind.__table__)


class OfficeRow:
    """Give a row its key: the office first, then an id that rises with time."""

    office_id: Mapped[int] = mapped_column(BigInteger, nullable=False, sort_order=-20)
    id: Mapped[int] = mapped_column(BigInteger, nullable=False, sort_order=-19)


def key(*more: Any, kept: dict[str, str]) -> tuple[Any, ...]:
    """Return __table_args__ of an office table: its primary key, more constraints, how it is kept."""
    return (PrimaryKeyConstraint("office_id", "id"), *more, {"info": kept})


def refers(column: str, table: str) -> ForeignKeyConstraint:
    """Return a foreign key inside the office, checked at commit so that insert order is free."""
    return ForeignKeyConstraint(
        ["office_id", column],
        [f"{table}.office_id", f"{table}.id"],
        deferrable=True,
        initially="DEFERRED",
    )
