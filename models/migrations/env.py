"""Alembic asks for this file; migrations are run by models.migrations.upgrade."""

from alembic import context

context.run_migrations()
