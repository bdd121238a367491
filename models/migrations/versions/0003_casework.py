"""Casework: clocks that stop, letters, links, referrals, named readers, and inspections of channels."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from models.migrations.columns import day, moment, number, refers, said, table, word
from models.moments import Moment
from models.similar_index import CREATE as CREATE_SIMILAR

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CREATE_HIDDEN_SEARCH = """
CREATE VIRTUAL TABLE hidden_search USING fts5(
    people, phones,
    content='hidden_entry', content_rowid='id', tokenize='trigram case_sensitive 1'
)
"""


def upgrade() -> None:
    """Add columns and tables; rows keep what they hold, new columns are empty."""
    for widened, columns in _COLUMNS.items():
        for column in columns:
            op.add_column(widened, column)
    _letters()
    _referrals()
    _links()
    _readers()
    _pictures()
    _inspections()
    _hidden()
    _marks()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _code(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default="")


_COLUMNS: dict[str, tuple[sa.Column[Any], ...]] = {
    "complaint": (
        sa.Column("evidence_given", sa.Boolean(), nullable=True),
        _text("evidence"),
        _code("information_ground"),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        _text("late_reason"),
    ),
    "case_state": (sa.Column("stopped_on", sa.Date(), nullable=True),),
    "attachment": (_code("origin"),),
    "box_opening": (
        sa.Column("fiscal_year", sa.BigInteger(), nullable=True),
        sa.Column("running", sa.BigInteger(), nullable=True),
        _text("place"),
        _text("order"),
        sa.Column("in_order", sa.Boolean(), nullable=True),
        _code("seal_before"),
        _code("seal_after"),
        sa.Column("sealed_at", Moment(), nullable=True),
        _text("other_finds"),
    ),
    "channel": (_code("inspected"), sa.Column("take_in_days", sa.BigInteger(), nullable=True)),
    "holiday": (_code("province"),),
    "flowchart_version": (_text("note"),),
}


def _letters() -> None:
    table(
        "letter",
        number("complaint_id"),
        word("kind"),
        word("layout"),
        word("status"),
        said("content"),
        sa.Column("secret", sa.Boolean(), nullable=False),
        word("number"),
        day("letter_date", nullable=True),
        moment("made_at"),
        number("made_by"),
        moment("decided_at", nullable=True),
        number("decided_by", nullable=True),
        said("comment"),
        moment("issued_at", nullable=True),
        number("issued_by", nullable=True),
        number("file_id", nullable=True),
        number("version"),
        refers("letter", "complaint_id", "complaint"),
        refers("letter", "file_id", "stored_file"),
    )
    op.create_index("ix_letter_complaint", "letter", ["office_id", "complaint_id"], unique=False)
    op.create_index("ix_letter_status", "letter", ["office_id", "status"], unique=False)


def _referrals() -> None:
    table(
        "referral",
        number("complaint_id"),
        said("agency"),
        said("contact"),
        word("reference"),
        day("sent_on"),
        day("told_on", nullable=True),
        day("follow_up_on", nullable=True),
        number("asked"),
        day("answered_on", nullable=True),
        said("answer"),
        number("letter_id", nullable=True),
        number("made_by"),
        moment("ended_at", nullable=True),
        number("version"),
        refers("referral", "complaint_id", "complaint"),
        refers("referral", "letter_id", "letter"),
    )
    op.create_index("ix_referral_complaint", "referral", ["office_id", "complaint_id"], unique=False)
    op.create_index("ix_referral_follow_up", "referral", ["office_id", "follow_up_on"], unique=False)


def _links() -> None:
    table(
        "case_link",
        number("complaint_id"),
        number("other_id"),
        word("kind"),
        said("note"),
        moment("linked_at"),
        number("linked_by"),
        moment("ended_at", nullable=True),
        number("ended_by", nullable=True),
        refers("case_link", "complaint_id", "complaint"),
        refers("case_link", "other_id", "complaint"),
    )
    op.create_index("ix_case_link_complaint", "case_link", ["office_id", "complaint_id"], unique=False)
    op.create_index("ix_case_link_other", "case_link", ["office_id", "other_id"], unique=False)


def _readers() -> None:
    table(
        "case_reader",
        number("complaint_id"),
        number("account_id"),
        said("reason"),
        moment("named_at"),
        number("named_by"),
        moment("ended_at", nullable=True),
        number("ended_by", nullable=True),
        refers("case_reader", "complaint_id", "complaint"),
        refers("case_reader", "account_id", "account"),
    )
    columns = ["office_id", "complaint_id", "account_id"]
    op.create_index("ix_case_reader_complaint", "case_reader", columns, unique=False)


def _pictures() -> None:
    table(
        "office_picture",
        word("name"),
        number("file_id"),
        moment("added_at"),
        number("added_by"),
        refers("office_picture", "file_id", "stored_file"),
        sa.UniqueConstraint("office_id", "name", name=op.f("uq_office_picture_office_id_name")),
    )


def _inspections() -> None:
    table(
        "inspection",
        number("channel_id"),
        moment("inspected_at"),
        number("found"),
        said("note"),
        said("witnesses"),
        number("opening_id", nullable=True),
        number("set_aside"),
        said("set_aside_reason"),
        number("recorded_by"),
        moment("recorded_at"),
        said("void_reason"),
        number("version"),
        refers("inspection", "channel_id", "channel"),
        refers("inspection", "opening_id", "box_opening"),
    )
    columns = ["office_id", "channel_id", "inspected_at"]
    op.create_index("ix_inspection_channel", "inspection", columns, unique=False)
    op.create_index("ix_inspection_inspected", "inspection", ["office_id", "inspected_at"], unique=False)
    table(
        "inspection_find",
        number("inspection_id"),
        moment("taken_in_at"),
        refers("inspection_find", "id", "complaint"),
        refers("inspection_find", "inspection_id", "inspection"),
    )
    columns = ["office_id", "inspection_id"]
    op.create_index("ix_inspection_find_inspection", "inspection_find", columns, unique=False)
    columns = ["office_id", "fiscal_year", "running"]
    op.create_index("ix_box_opening_running", "box_opening", columns, unique=True)


def _hidden() -> None:
    # Filled after the migration by services/complaints/hidden_search.py: text is folded there.
    table(
        "hidden_entry",
        number("complaint_id"),
        said("people"),
        said("phones"),
        refers("hidden_entry", "complaint_id", "complaint"),
        sa.UniqueConstraint("office_id", "complaint_id", name=op.f("uq_hidden_entry_office_id_complaint_id")),
        kept="derived",
    )
    op.create_index("ix_hidden_entry_id", "hidden_entry", ["id"], unique=True)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(CREATE_HIDDEN_SEARCH)


def _marks() -> None:
    """Make room for the marks of cases; the office writes them when it is next opened."""
    table(
        "similar_entry",
        number("complaint_id"),
        said("marks"),
        refers("similar_entry", "complaint_id", "complaint"),
        sa.UniqueConstraint(
            "office_id", "complaint_id", name=op.f("uq_similar_entry_office_id_complaint_id")
        ),
        kept="derived",
    )
    op.create_index("ix_similar_entry_id", "similar_entry", ["id"], unique=True)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(sa.text(CREATE_SIMILAR))


def downgrade() -> None:
    """Never taken: an older program refuses newer data, and a backup is made before."""
    raise NotImplementedError
