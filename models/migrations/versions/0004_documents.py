"""Documents: signed months, and the pictures of the yearly evidence document."""

import sqlalchemy as sa
from alembic import op

from models.migrations.columns import day, moment, number, refers, said, table, word, word_or_none

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add tables; nothing that is there changes."""
    _signed_months()
    _signed_cases()
    _pictures()


def _signed_months() -> None:
    table(
        "signed_month",
        word("month"),
        day("cut_off"),
        number("report_id"),
        number("last_state_id"),
        number("last_event_id"),
        said("note"),
        moment("signed_at"),
        number("signed_by"),
        word("signer_name"),
        word("signer_position"),
        refers("signed_month", "report_id", "report_record"),
        sa.UniqueConstraint("office_id", "month", name=op.f("uq_signed_month_office_id_month")),
    )


def _signed_cases() -> None:
    table(
        "signed_case",
        number("signed_id"),
        number("complaint_id"),
        word("number"),
        day("received_on"),
        word("status"),
        word("kind"),
        sa.Column("screened", sa.Boolean(), nullable=False),
        word_or_none("apart"),
        word_or_none("group"),
        word("channel"),
        word_or_none("category"),
        word_or_none("level"),
        word_or_none("outcome"),
        day("due", nullable=True),
        day("closed_on", nullable=True),
        refers("signed_case", "signed_id", "signed_month"),
        refers("signed_case", "complaint_id", "complaint"),
    )
    op.create_index("ix_signed_case_signed", "signed_case", ["office_id", "signed_id"], unique=False)
    op.create_index("ix_signed_case_complaint", "signed_case", ["office_id", "complaint_id"], unique=False)


def _pictures() -> None:
    table(
        "evidence_picture",
        number("fiscal_year", nullable=True),
        word("part"),
        number("channel_id", nullable=True),
        number("position"),
        said("caption"),
        number("file_id"),
        moment("added_at"),
        number("added_by"),
        moment("ended_at", nullable=True),
        number("ended_by", nullable=True),
        refers("evidence_picture", "channel_id", "channel"),
        refers("evidence_picture", "file_id", "stored_file"),
    )
    columns = ["office_id", "fiscal_year", "part"]
    op.create_index("ix_evidence_picture_part", "evidence_picture", columns, unique=False)


def downgrade() -> None:
    """Never taken: an older program refuses newer data, and a backup is made before."""
    raise NotImplementedError
