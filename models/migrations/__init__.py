"""Migrations, run from code: no ini file is read at run time."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

VERSION_TABLE = "schema_version"


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def current_revision(engine: Engine) -> str | None:
    """Return the revision that the database stands at, or None where there is none."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        return context.get_current_revision()


def known_revisions() -> set[str]:
    """Return every revision that this program knows."""
    return {script.revision for script in _scripts().walk_revisions()}


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest revision, with foreign keys off and checked after."""
    scripts = _scripts()
    head = scripts.get_current_head()
    if current_revision(engine) == head:
        return
    config = Config()
    environment = EnvironmentContext(config, scripts)

    def steps(revision: str, _context: MigrationContext) -> list[RevisionStep]:
        # Alembic's own `upgrade` command does just this; it offers no public way without an ini file.
        return scripts._upgrade_revs("head", revision)  # noqa: SLF001

    with engine.execution_options(writes=True).connect() as connection:
        _foreign_keys(connection, on=False)
        environment.configure(connection=connection, fn=steps, version_table=VERSION_TABLE)
        with environment.begin_transaction():
            environment.run_migrations()
            _check_foreign_keys(connection)
        connection.commit()
        _foreign_keys(connection, on=True)


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    # A batch migration that rebuilds a parent table with foreign keys on and ON DELETE CASCADE
    # silently deletes every child row; the pragma is ignored inside a transaction.
    if connection.dialect.name == "sqlite":
        cursor = connection.connection.cursor()
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")
        cursor.close()


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise RuntimeError(f"migration left a dangling row in {broken[0]}")
