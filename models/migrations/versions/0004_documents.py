"""Documents: signed months, and the pictures of the yearly evidence document."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from models.moments import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add tables; nothing that is there changes."""
    _signed_months()
    _signed_cases()
    _pictures()


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f(f"pk_{name}")),
        info={"kept": "journalled"},
    )


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["office_id", column],
        [f"{to}.office_id", f"{to}.id"],
        name=op.f(f"fk_{table}_office_id_{column}"),
        initially="DEFERRED",
        deferrable=True,
    )


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, Moment(), nullable=nullable)


def _day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _word_or_none(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=True)


def _said(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _signed_months() -> None:
    _table(
        "signed_month",
        _word("month"),
        _day("cut_off"),
        _number("report_id"),
        _number("last_state_id"),
        _number("last_event_id"),
        _said("note"),
        _moment("signed_at"),
        _number("signed_by"),
        _word("signer_name"),
        _word("signer_position"),
        _refers("signed_month", "report_id", "report_record"),
        sa.UniqueConstraint("office_id", "month", name=op.f("uq_signed_month_office_id_month")),
    )


def _signed_cases() -> None:
    _table(
        "signed_case",
        _number("signed_id"),
        _number("complaint_id"),
        _word("number"),
        _day("received_on"),
        _word("status"),
        _word("kind"),
        sa.Column("screened", sa.Boolean(), nullable=False),
        _word_or_none("apart"),
        _word_or_none("group"),
        _word("channel"),
        _word_or_none("category"),
        _word_or_none("level"),
        _word_or_none("outcome"),
        _day("due", nullable=True),
        _day("closed_on", nullable=True),
        _refers("signed_case", "signed_id", "signed_month"),
        _refers("signed_case", "complaint_id", "complaint"),
    )
    op.create_index("ix_signed_case_signed", "signed_case", ["office_id", "signed_id"], unique=False)
    op.create_index("ix_signed_case_complaint", "signed_case", ["office_id", "complaint_id"], unique=False)


def _pictures() -> None:
    _table(
        "evidence_picture",
        _number("fiscal_year", nullable=True),
        _word("part"),
        _number("channel_id", nullable=True),
        _number("position"),
        _said("caption"),
        _number("file_id"),
        _moment("added_at"),
        _number("added_by"),
        _moment("ended_at", nullable=True),
        _number("ended_by", nullable=True),
        _refers("evidence_picture", "channel_id", "channel"),
        _refers("evidence_picture", "file_id", "stored_file"),
    )
    columns = ["office_id", "fiscal_year", "part"]
    op.create_index("ix_evidence_picture_part", "evidence_picture", columns, unique=False)


def downgrade() -> None:
    """Never taken: an older program refuses newer data, and a backup is made before."""
    raise NotImplementedError
