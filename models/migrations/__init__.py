"""Migrations, run from code: no ini file is read at run time.

Alembic is imported when a database has to be brought up: opening one that is up to date takes a plain
query and the names of the revisions' files, which begin with the revision.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, column, inspect, select, table
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from alembic.runtime.migration import MigrationContext, RevisionStep
    from alembic.script import ScriptDirectory

# What fills tables that are derived, where their text is made above models/.
Fill = Callable[[Session], None]
VERSION_TABLE = "schema_version"
_FOLDER = Path(__file__).parent


def current_revision(engine: Engine) -> str | None:
    """Return the revision that the database stands at, or None where there is none."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(VERSION_TABLE):
            return None
        revision: str | None = connection.scalar(select(table(VERSION_TABLE, column("version_num")).c[0]))
        return revision


def known_revisions() -> set[str]:
    """Return every revision that this program knows."""
    return {path.name.split("_", 1)[0] for path in (_FOLDER / "versions").glob("[0-9]*_*.py")}


def upgrade(engine: Engine, fill: Fill | None = None) -> None:
    """Bring the database to the newest revision, with foreign keys off and checked after.

    fill is called at the end, in the same transaction: a kill leaves the old schema or all of the new.
    """
    if current_revision(engine) == max(known_revisions()):
        return
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    scripts = _scripts()
    environment = EnvironmentContext(Config(), scripts)

    def steps(revision: str, _context: "MigrationContext") -> "list[RevisionStep]":
        # Alembic's own `upgrade` command does just this; it offers no public way without an ini file.
        return scripts._upgrade_revs("head", revision)  # noqa: SLF001

    with engine.execution_options(writes=True).connect() as connection:
        _foreign_keys(connection, on=False)
        try:
            # One transaction around all revisions and the check: Alembic's own ends with each revision on
            # SQLite, and would leave half an upgrade behind.
            with connection.begin():
                environment.configure(connection=connection, fn=steps, version_table=VERSION_TABLE)
                environment.run_migrations()
                if fill is not None:
                    with Session(connection) as session:
                        fill(session)
                        session.flush()
                _check_foreign_keys(connection)
        finally:
            _foreign_keys(connection, on=True)


def _scripts() -> "ScriptDirectory":
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    if {script.revision for script in scripts.walk_revisions()} != known_revisions():
        raise RuntimeError("a revision's file does not begin with its revision")
    return scripts


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
