"""Baseline: every table of the first version, and the full-text index on SQLite."""

import sqlalchemy as sa
from alembic import op

from models.moments import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CREATE_SEARCH = """
CREATE VIRTUAL TABLE complaint_search USING fts5(
    subject, story, people, numbers, phones, notes,
    content='search_entry', content_rowid='id', tokenize='trigram case_sensitive 1'
)
"""


def upgrade() -> None:
    """Create the first schema."""
    op.create_table(
        "account",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("display_name", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("head_of_office", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_account")),
        sa.UniqueConstraint("office_id", "username", name=op.f("uq_account_office_id_username")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "box_opening",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("openers", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("blank", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_box_opening")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "category",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_category")),
        sa.UniqueConstraint("office_id", "code", name=op.f("uq_category_office_id_code")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "channel",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "parent_id"],
            ["channel.office_id", "channel.id"],
            name=op.f("fk_channel_office_id_parent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_channel")),
        sa.UniqueConstraint("office_id", "code", name=op.f("uq_channel_office_id_code")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "draft",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_draft")),
        info={"kept": "convenience"},
    )
    op.create_index("ix_draft_account", "draft", ["office_id", "account_id"], unique=False)
    op.create_table(
        "flowchart",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_flowchart")),
        sa.UniqueConstraint("office_id", "code", name=op.f("uq_flowchart_office_id_code")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "holiday",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("resolution_date", sa.Date(), nullable=True),
        sa.Column("office_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_holiday")),
        sa.UniqueConstraint("office_id", "day", name=op.f("uq_holiday_office_id_day")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "holiday_year",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_holiday_year")),
        sa.UniqueConstraint("office_id", "year", name=op.f("uq_holiday_year_office_id_year")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "journal",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("actor_name", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("use_case", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("command_id", sa.String(), nullable=False),
        sa.Column("subject_table", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_journal")),
        sa.UniqueConstraint("office_id", "command_id", name=op.f("uq_journal_office_id_command_id")),
        sa.UniqueConstraint("office_id", "sequence", name=op.f("uq_journal_office_id_sequence")),
        info={"kept": "ledger"},
    )
    op.create_index("ix_journal_subject", "journal", ["office_id", "subject_table", "id"], unique=False)
    op.create_table(
        "level",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("working_days", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_level")),
        sa.UniqueConstraint("office_id", "code", name=op.f("uq_level_office_id_code")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "number_counter",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("fiscal_year", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_number_counter")),
        sa.UniqueConstraint("office_id", "fiscal_year", name=op.f("uq_number_counter_office_id_fiscal_year")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "office",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_office")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "report_record",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("cut_off", sa.Date(), nullable=False),
        sa.Column("zero", sa.Boolean(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_report_record")),
        info={"kept": "journalled"},
    )
    op.create_index(
        "ix_report_record_period", "report_record", ["office_id", "report", "period"], unique=False
    )
    op.create_table(
        "setting",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_setting")),
        sa.UniqueConstraint("office_id", "name", name=op.f("uq_setting_office_id_name")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "stored_file",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("stored_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("office_id", "sha256", name=op.f("uq_stored_file_office_id_sha256")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "wording",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_wording")),
        sa.UniqueConstraint("office_id", "name", name=op.f("uq_wording_office_id_name")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "flowchart_version",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("flowchart_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("published_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["office_id", "flowchart_id"],
            ["flowchart.office_id", "flowchart.id"],
            name=op.f("fk_flowchart_version_office_id_flowchart_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_flowchart_version")),
        sa.UniqueConstraint(
            "office_id",
            "flowchart_id",
            "number",
            name=op.f("uq_flowchart_version_office_id_flowchart_id_number"),
        ),
        info={"kept": "journalled"},
    )
    op.create_table(
        "journal_values",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("values", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "id"],
            ["journal.office_id", "journal.id"],
            name=op.f("fk_journal_values_office_id_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_journal_values")),
        info={"kept": "ledger"},
    )
    op.create_table(
        "stored_chunk",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "file_id"],
            ["stored_file.office_id", "stored_file.id"],
            name=op.f("fk_stored_chunk_office_id_file_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_stored_chunk")),
        sa.UniqueConstraint(
            "office_id", "file_id", "position", name=op.f("uq_stored_chunk_office_id_file_id_position")
        ),
        info={"kept": "content"},
    )
    op.create_table(
        "complaint",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("fiscal_year", sa.BigInteger(), nullable=False),
        sa.Column("running", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("old_number", sa.String(), nullable=False),
        sa.Column("register_key", sa.BigInteger(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("entered_at", Moment(), nullable=False),
        sa.Column("started_at", Moment(), nullable=True),
        sa.Column("received_by", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("sub_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("happened_when", sa.Text(), nullable=False),
        sa.Column("happened_where", sa.Text(), nullable=False),
        sa.Column("damage", sa.Text(), nullable=False),
        sa.Column("remedy_wanted", sa.Text(), nullable=False),
        sa.Column("complained_elsewhere", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.String(), nullable=False),
        sa.Column("callback_wanted", sa.Boolean(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("written_date", sa.Date(), nullable=True),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("screened", sa.Boolean(), nullable=False),
        sa.Column("within_authority", sa.Boolean(), nullable=True),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("level_id", sa.BigInteger(), nullable=True),
        sa.Column("group", sa.String(), nullable=True),
        sa.Column("flowchart_version_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("step_entered_at", Moment(), nullable=False),
        sa.Column("step_due", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=True),
        sa.Column("due_date", sa.Date(), nullable=False),
        sa.Column("approaching_on", sa.Date(), nullable=False),
        sa.Column("due_original", sa.Date(), nullable=False),
        sa.Column("reply_due", sa.Date(), nullable=True),
        sa.Column("replied_at", Moment(), nullable=True),
        sa.Column("last_action_at", Moment(), nullable=False),
        sa.Column("first_closed_at", Moment(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("notification", sa.String(), nullable=True),
        sa.Column("referred_to", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("root_cause", sa.Text(), nullable=False),
        sa.Column("corrective_action", sa.Text(), nullable=False),
        sa.Column("preventive_action", sa.Text(), nullable=False),
        sa.Column("satisfaction", sa.String(), nullable=False),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("receipt_prints", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "category_id"],
            ["category.office_id", "category.id"],
            name=op.f("fk_complaint_office_id_category_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "channel_id"],
            ["channel.office_id", "channel.id"],
            name=op.f("fk_complaint_office_id_channel_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "flowchart_version_id"],
            ["flowchart_version.office_id", "flowchart_version.id"],
            name=op.f("fk_complaint_office_id_flowchart_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "level_id"],
            ["level.office_id", "level.id"],
            name=op.f("fk_complaint_office_id_level_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "officer_id"],
            ["account.office_id", "account.id"],
            name=op.f("fk_complaint_office_id_officer_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "sub_channel_id"],
            ["channel.office_id", "channel.id"],
            name=op.f("fk_complaint_office_id_sub_channel_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_complaint")),
        sa.UniqueConstraint(
            "office_id", "fiscal_year", "running", name=op.f("uq_complaint_office_id_fiscal_year_running")
        ),
        sa.UniqueConstraint("office_id", "register_key", name=op.f("uq_complaint_office_id_register_key")),
        info={"kept": "journalled"},
    )
    op.create_index("ix_complaint_number", "complaint", ["office_id", "number"], unique=False)
    op.create_index("ix_complaint_officer", "complaint", ["office_id", "officer_id", "status"], unique=False)
    op.create_index("ix_complaint_open", "complaint", ["office_id", "status", "due_date"], unique=False)
    op.create_index("ix_complaint_received", "complaint", ["office_id", "received_at"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "complaint_id"],
            ["complaint.office_id", "complaint.id"],
            name=op.f("fk_attachment_office_id_complaint_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "file_id"],
            ["stored_file.office_id", "stored_file.id"],
            name=op.f("fk_attachment_office_id_file_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_attachment")),
        info={"kept": "journalled"},
    )
    op.create_index("ix_attachment_complaint", "attachment", ["office_id", "complaint_id"], unique=False)
    op.create_table(
        "box_slip",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("opening_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "id"],
            ["complaint.office_id", "complaint.id"],
            name=op.f("fk_box_slip_office_id_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "opening_id"],
            ["box_opening.office_id", "box_opening.id"],
            name=op.f("fk_box_slip_office_id_opening_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_box_slip")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "case_event",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("actor_name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "complaint_id"],
            ["complaint.office_id", "complaint.id"],
            name=op.f("fk_case_event_office_id_complaint_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_case_event")),
        info={"kept": "journalled"},
    )
    op.create_index(
        "ix_case_event_complaint", "case_event", ["office_id", "complaint_id", "id"], unique=False
    )
    op.create_table(
        "case_state",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("screened", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("within_authority", sa.Boolean(), nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("group", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("due_unextended", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "complaint_id"],
            ["complaint.office_id", "complaint.id"],
            name=op.f("fk_case_state_office_id_complaint_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_case_state")),
        info={"kept": "journalled"},
    )
    op.create_index("ix_case_state_at", "case_state", ["office_id", "at"], unique=False)
    op.create_index(
        "ix_case_state_complaint", "case_state", ["office_id", "complaint_id", "id"], unique=False
    )
    op.create_table(
        "clock_event",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        sa.Column("clock", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("basis", sa.Date(), nullable=False),
        sa.Column("days", sa.BigInteger(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "complaint_id"],
            ["complaint.office_id", "complaint.id"],
            name=op.f("fk_clock_event_office_id_complaint_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_clock_event")),
        info={"kept": "journalled"},
    )
    op.create_index(
        "ix_clock_event_complaint", "clock_event", ["office_id", "complaint_id", "id"], unique=False
    )
    op.create_table(
        "complainant",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("national_id", sa.String(), nullable=False),
        sa.Column("phones", sa.Text(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("line_id", sa.String(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "id"],
            ["complaint.office_id", "complaint.id"],
            name=op.f("fk_complainant_office_id_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_complainant")),
        info={"kept": "journalled"},
    )
    op.create_table(
        "respondent",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["office_id", "account_id"],
            ["account.office_id", "account.id"],
            name=op.f("fk_respondent_office_id_account_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["office_id", "complaint_id"],
            ["complaint.office_id", "complaint.id"],
            name=op.f("fk_respondent_office_id_complaint_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_respondent")),
        info={"kept": "journalled"},
    )
    op.create_index("ix_respondent_account", "respondent", ["office_id", "account_id"], unique=False)
    op.create_index("ix_respondent_complaint", "respondent", ["office_id", "complaint_id"], unique=False)
    op.create_table(
        "search_entry",
        sa.Column("office_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("numbers", sa.Text(), nullable=False),
        sa.Column("phones", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id", "complaint_id"],
            ["complaint.office_id", "complaint.id"],
            name=op.f("fk_search_entry_office_id_complaint_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("office_id", "id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("office_id", "complaint_id", name=op.f("uq_search_entry_office_id_complaint_id")),
        info={"kept": "derived"},
    )
    op.create_index("ix_search_entry_id", "search_entry", ["id"], unique=True)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(CREATE_SEARCH)


def downgrade() -> None:
    """Never taken: an older program refuses newer data, and a backup is made before."""
    raise NotImplementedError
