"""The parts that revisions since 0003 make tables of; what stands here never changes, only grows."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from models.moments import Moment


def table(name: str, *parts: sa.schema.SchemaItem, kept: str = "journalled") -> None:
    """Create an office's table: keyed by office and id, with how it is kept."""
    op.create_table(
        name,
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f(f"pk_{name}")),
        info={"kept": kept},
    )


def refers(of: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    """Return a reference to a row of the same office, checked at the commit."""
    return sa.ForeignKeyConstraint(
        ["office_id", column],
        [f"{to}.office_id", f"{to}.id"],
        name=op.f(f"fk_{of}_office_id_{column}"),
        initially="DEFERRED",
        deferrable=True,
    )


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    """Return a column of whole numbers."""
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    """Return a column of moments."""
    return sa.Column(name, Moment(), nullable=nullable)


def day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    """Return a column of days."""
    return sa.Column(name, sa.Date(), nullable=nullable)


def word_or_none(name: str) -> sa.Column[Any]:
    """Return a column of codes that may be missing."""
    return sa.Column(name, sa.String(), nullable=True)


def said(name: str) -> sa.Column[str]:
    """Return a column of text that somebody typed."""
    return sa.Column(name, sa.Text(), nullable=False)


def word(name: str) -> sa.Column[str]:
    """Return a column of codes."""
    return sa.Column(name, sa.String(), nullable=False)
