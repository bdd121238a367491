"""Trust: a keyed, append-only journal; locked logins; acting supervisors; destruction lists."""

import sqlalchemy as sa
from alembic import op

from models.guards import TRIGGERS
from models.moments import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables; journalled rows keep what they hold, new columns their default."""
    op.add_column("journal", sa.Column("key_id", sa.String(), nullable=False, server_default=""))
    op.add_column("office", sa.Column("recovery_hash", sa.String(), nullable=True))
    op.add_column("account", sa.Column("failed_logins", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("account", sa.Column("last_failed_at", Moment(), nullable=True))
    op.add_column("account", sa.Column("locked_until", Moment(), nullable=True))
    op.add_column("stored_file", sa.Column("destroyed_at", Moment(), nullable=True))
    op.add_column("complaint", sa.Column("anonymised_at", Moment(), nullable=True))
    _number_chunks()
    _appointments()
    _destruction_lists()
    if op.get_bind().dialect.name == "sqlite":
        for trigger in TRIGGERS.values():
            op.execute(sa.text(trigger))


def _number_chunks() -> None:
    """Give chunks the id that follows from their place, so that a row put in by hand is told from them."""
    # In two steps: on its way no row takes the id that another still has.
    op.execute(sa.text("UPDATE stored_chunk SET id = -(file_id + 1 + position)"))
    op.execute(sa.text("UPDATE stored_chunk SET id = -id"))


def _appointments() -> None:
    op.create_table(
        "appointment",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("appointed_by", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        _refers("appointment", "account_id", "account"),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_appointment")),
        info={"kept": "journalled"},
    )
    op.create_index("ix_appointment_account", "appointment", ["office_id", "account_id"], unique=False)


def _destruction_lists() -> None:
    op.create_table(
        "destruction_list",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("closed_before", sa.Date(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("committee", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("carried_out_at", Moment(), nullable=True),
        sa.Column("cancelled_at", Moment(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_destruction_list")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "destruction_item",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("list_id", sa.BigInteger(), nullable=False),
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("done_at", Moment(), nullable=True),
        _refers("destruction_item", "list_id", "destruction_list"),
        _refers("destruction_item", "complaint_id", "complaint"),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_destruction_item")),
        sa.UniqueConstraint(
            "office_id",
            "list_id",
            "complaint_id",
            name=op.f("uq_destruction_item_office_id_list_id_complaint_id"),
        ),
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


def downgrade() -> None:
    """Never taken: an older program refuses newer data, and a backup is made before."""
    raise NotImplementedError
