"""Hold the database's own list of what is in it to what this program declares."""

import warnings
from typing import Any

from sqlalchemy import Dialect, Inspector, Table, UniqueConstraint, inspect, select, text
from sqlalchemy.exc import SAWarning
from sqlalchemy.types import NullType, TypeEngine

from models.guards import TRIGGERS
from models.hidden_search import HIDDEN_INDEX
from models.migrations import VERSION_TABLE, known_revisions
from models.search_index import INDEX
from models.similar_index import MARKS_INDEX
from models.tables import Base
from services.journal.looking import Look, disagree

KEPT = frozenset({"journalled", "derived", "convenience", "ledger", "content"})
INDEXES = (INDEX, HIDDEN_INDEX, MARKS_INDEX)
_LISTED = text("SELECT type, name, sql FROM sqlite_master ORDER BY name")
_REVISION = text(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608 - our own name


def declared_tables() -> frozenset[str]:
    """Return every table that may stand in a database: those that say how they are kept, and the indexes."""
    kept = {table.name for table in Base.metadata.tables.values() if table.info.get("kept") in KEPT}
    indexes = {name for index in INDEXES for name in (index.table, *index.shadows)}
    return frozenset({*kept, VERSION_TABLE, *indexes})


def undeclared_tables() -> list[str]:
    """Return the program's tables that don't say how they are kept."""
    tables = Base.metadata.tables.values()
    return sorted(table.name for table in tables if table.info.get("kept") not in KEPT)


def check_columns(look: Look) -> None:
    """Name the first table that is not there as this program knows it."""
    with warnings.catch_warnings():
        # SQLAlchemy warns of indexes by expression, which are none of ours.
        warnings.simplefilter("ignore", SAWarning)
        _check_columns(look)


def _check_columns(look: Look) -> None:
    here = inspect(look.connection)
    names = {*here.get_table_names()}
    for table in sorted(Base.metadata.tables.values(), key=lambda table: table.name):
        found = {column["name"] for column in here.get_columns(table.name)} if table.name in names else set()
        if found != {*table.columns.keys()}:
            differing = sorted(found ^ {*table.columns.keys()}) if found else ["all of it"]
            disagree("table_changed", table.name, f"table {table.name} has other columns: {differing[0]}")
        try:
            part = _built_otherwise(here, table, look.dialect) if look.is_sqlite else ""
        except (TypeError, UnicodeError):
            part = "its definition is no text"  # bytes that say nothing; SQLite itself reads past them
        if part:
            disagree("table_changed", table.name, f"table {table.name} is built otherwise: {part}")
    listed = {name for _type, name, _sql in look.rows(_LISTED)} if look.is_sqlite else set()
    for index in INDEXES if look.is_sqlite else ():
        if index.table not in listed:
            disagree("table_changed", index.table, f"table {index.table} is gone")
    found_revisions = [revision for (revision,) in look.rows(_REVISION)]
    if found_revisions != [max(known_revisions())]:
        disagree("table_changed", VERSION_TABLE, f"{VERSION_TABLE} says {found_revisions}")


def _built_otherwise(here: Inspector, table: Table, dialect: Dialect) -> str:
    """Return what of a table is not as this program makes it: its columns, keys or indexes."""
    name = table.name
    wanted: dict[str, set[Any]] = {
        "columns": {
            (column.name, _type_name(column.type, dialect), bool(column.nullable)) for column in table.columns
        },
        "key": {*table.primary_key.columns.keys()},
        "references": {
            (*key.column_keys, key.referred_table.name, *(part.column.name for part in key.elements))
            for key in table.foreign_key_constraints
        },
        "unique": {
            tuple(key.columns.keys()) for key in table.constraints if isinstance(key, UniqueConstraint)
        },
        "indexes": {(index.name, bool(index.unique), *index.columns.keys()) for index in table.indexes},
    }
    found: dict[str, set[Any]] = {
        "columns": {
            (column["name"], _type_name(column["type"], dialect), column["nullable"])
            for column in here.get_columns(name)
        },
        "key": {*here.get_pk_constraint(name)["constrained_columns"]},
        "references": {
            (*key["constrained_columns"], key["referred_table"], *key["referred_columns"])
            for key in here.get_foreign_keys(name)
        },
        "unique": {tuple(key["column_names"]) for key in here.get_unique_constraints(name)},
        "indexes": {
            (index["name"], bool(index["unique"]), *index["column_names"]) for index in here.get_indexes(name)
        },
    }
    return next((part for part in wanted if wanted[part] != found[part]), "")


def _type_name(kind: TypeEngine[Any], dialect: Dialect) -> str:
    return "" if isinstance(kind, NullType) else kind.compile(dialect)  # none at all was declared


def check_dangling(look: Look) -> None:
    """Name a row that refers to one that is not there."""
    if not look.is_sqlite:
        return
    broken = look.connection.execute(text("PRAGMA foreign_key_check")).first()
    if broken is not None:
        table = Base.metadata.tables.get(broken[0])
        found = None
        if table is not None and broken[1] is not None:
            found = look.scalar(select(table.c.id).where(text("rowid = :place")), place=broken[1])
        about = broken[0] if found is None else f"{broken[0]} {found}"
        disagree("dangling", about, f"dangling row in {about}")


def check_tables(look: Look) -> None:
    """Name a table or a view that this program knows nothing of."""
    if not look.is_sqlite:
        return
    declared = declared_tables()
    for kind, name, _sql in look.rows(_LISTED):
        if kind in ("table", "view") and name not in declared and not name.startswith("sqlite_"):
            disagree("table_unknown", name, f"{kind} {name} is none of this program's")


def check_guards(look: Look) -> None:
    """Name a trigger that is missing, was altered, or that nobody declared."""
    if not look.is_sqlite:
        return
    found = {name: sql for kind, name, sql in look.rows(_LISTED) if kind == "trigger"}
    for name in sorted(TRIGGERS.keys() | found.keys()):
        if _words(found.get(name)) != _words(TRIGGERS.get(name)):
            disagree("guard", name, f"trigger {name} is not as this program made it")


def _words(sql: str | None) -> list[str] | None:
    return None if sql is None else sql.split()
