"""Casework: clocks that stop, letters, links, referrals, named readers, and inspections of channels."""

from typing import Any

import sqlalchemy as sa
from alembic import op

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
    for table, columns in _COLUMNS.items():
        for column in columns:
            op.add_column(table, column)
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


def _table(name: str, *parts: sa.schema.SchemaItem, kept: str = "journalled") -> None:
    op.create_table(
        name,
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f(f"pk_{name}")),
        info={"kept": kept},
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


def _said(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _letters() -> None:
    _table(
        "letter",
        _number("complaint_id"),
        _word("kind"),
        _word("layout"),
        _word("status"),
        _said("content"),
        sa.Column("secret", sa.Boolean(), nullable=False),
        _word("number"),
        _day("letter_date", nullable=True),
        _moment("made_at"),
        _number("made_by"),
        _moment("decided_at", nullable=True),
        _number("decided_by", nullable=True),
        _said("comment"),
        _moment("issued_at", nullable=True),
        _number("issued_by", nullable=True),
        _number("file_id", nullable=True),
        _number("version"),
        _refers("letter", "complaint_id", "complaint"),
        _refers("letter", "file_id", "stored_file"),
    )
    op.create_index("ix_letter_complaint", "letter", ["office_id", "complaint_id"], unique=False)
    op.create_index("ix_letter_status", "letter", ["office_id", "status"], unique=False)


def _referrals() -> None:
    _table(
        "referral",
        _number("complaint_id"),
        _said("agency"),
        _said("contact"),
        _word("reference"),
        _day("sent_on"),
        _day("told_on", nullable=True),
        _day("follow_up_on", nullable=True),
        _number("asked"),
        _day("answered_on", nullable=True),
        _said("answer"),
        _number("letter_id", nullable=True),
        _number("made_by"),
        _moment("ended_at", nullable=True),
        _number("version"),
        _refers("referral", "complaint_id", "complaint"),
        _refers("referral", "letter_id", "letter"),
    )
    op.create_index("ix_referral_complaint", "referral", ["office_id", "complaint_id"], unique=False)
    op.create_index("ix_referral_follow_up", "referral", ["office_id", "follow_up_on"], unique=False)


def _links() -> None:
    _table(
        "case_link",
        _number("complaint_id"),
        _number("other_id"),
        _word("kind"),
        _said("note"),
        _moment("linked_at"),
        _number("linked_by"),
        _moment("ended_at", nullable=True),
        _number("ended_by", nullable=True),
        _refers("case_link", "complaint_id", "complaint"),
        _refers("case_link", "other_id", "complaint"),
    )
    op.create_index("ix_case_link_complaint", "case_link", ["office_id", "complaint_id"], unique=False)
    op.create_index("ix_case_link_other", "case_link", ["office_id", "other_id"], unique=False)


def _readers() -> None:
    _table(
        "case_reader",
        _number("complaint_id"),
        _number("account_id"),
        _said("reason"),
        _moment("named_at"),
        _number("named_by"),
        _moment("ended_at", nullable=True),
        _number("ended_by", nullable=True),
        _refers("case_reader", "complaint_id", "complaint"),
        _refers("case_reader", "account_id", "account"),
    )
    columns = ["office_id", "complaint_id", "account_id"]
    op.create_index("ix_case_reader_complaint", "case_reader", columns, unique=False)


def _pictures() -> None:
    _table(
        "office_picture",
        _word("name"),
        _number("file_id"),
        _moment("added_at"),
        _number("added_by"),
        _refers("office_picture", "file_id", "stored_file"),
        sa.UniqueConstraint("office_id", "name", name=op.f("uq_office_picture_office_id_name")),
    )


def _inspections() -> None:
    _table(
        "inspection",
        _number("channel_id"),
        _moment("inspected_at"),
        _number("found"),
        _said("note"),
        _said("witnesses"),
        _number("opening_id", nullable=True),
        _number("set_aside"),
        _said("set_aside_reason"),
        _number("recorded_by"),
        _moment("recorded_at"),
        _said("void_reason"),
        _number("version"),
        _refers("inspection", "channel_id", "channel"),
        _refers("inspection", "opening_id", "box_opening"),
    )
    columns = ["office_id", "channel_id", "inspected_at"]
    op.create_index("ix_inspection_channel", "inspection", columns, unique=False)
    op.create_index("ix_inspection_inspected", "inspection", ["office_id", "inspected_at"], unique=False)
    _table(
        "inspection_find",
        _number("inspection_id"),
        _moment("taken_in_at"),
        _refers("inspection_find", "id", "complaint"),
        _refers("inspection_find", "inspection_id", "inspection"),
    )
    columns = ["office_id", "inspection_id"]
    op.create_index("ix_inspection_find_inspection", "inspection_find", columns, unique=False)
    columns = ["office_id", "fiscal_year", "running"]
    op.create_index("ix_box_opening_running", "box_opening", columns, unique=True)


def _hidden() -> None:
    # Filled after the migration by services/complaints/hidden_search.py: text is folded there.
    _table(
        "hidden_entry",
        _number("complaint_id"),
        _said("people"),
        _said("phones"),
        _refers("hidden_entry", "complaint_id", "complaint"),
        sa.UniqueConstraint("office_id", "complaint_id", name=op.f("uq_hidden_entry_office_id_complaint_id")),
        kept="derived",
    )
    op.create_index("ix_hidden_entry_id", "hidden_entry", ["id"], unique=True)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(CREATE_HIDDEN_SEARCH)


def _marks() -> None:
    """Make room for the marks of cases; the office writes them when it is next opened."""
    _table(
        "similar_entry",
        _number("complaint_id"),
        _said("marks"),
        _refers("similar_entry", "complaint_id", "complaint"),
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
