"""Nothing is read or written past the unit of work, which asks who may and keeps the record."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import Module, modules, name_of

WRITES_ITSELF = {"services/unit_of_work.py"}
# Who looks into the store without an actor, and why that is no way round the permissions.
READS_ITSELF = {
    "services/unit_of_work.py",
    "services/accounts/door.py",  # who knocks is not known yet
    "services/office/administration.py",  # the office's name on the login page
    "services/deadlines/due.py",  # the office's calendar is public
    "services/journal/verify.py",  # asked for before; also of copies that nobody logs in to
    "services/keys/new_key.py",  # there is no key yet to write a record with
    "services/backup/backups.py",  # asked for before; also of copies
    "services/backup/restoring.py",  # asked for before; also of copies
    "services/backup/unsealed.py",  # asked for before: a step of the restore
    "services/demo/life.py",  # makes a demo office
}
# Who has the engine itself: whole files are copied, checked and opened there.
HOLDS_THE_ENGINE = {
    "services/backup/reading.py",
    "services/backup/staging.py",
    "services/journal/derived.py",
    "services/journal/looking.py",
    "services/keys/opening.py",
    "services/world.py",
}
NOTES_ON_DISK = {"services/journal/folding.py"}  # a private file of SQLite's, without any value
OPENS_A_SESSION = {"Session", "sessionmaker", "scoped_session", "create_engine", "connect"}


def sessions(module: Module, way: str) -> Iterator[str]:
    """Yield where a module opens a session of a store: `….reading()` or `….writing()`."""
    for called in module.calls():
        if isinstance(called.func, ast.Attribute) and called.func.attr == way and not called.args:
            yield module.name


def test_the_unit_of_work_alone_writes() -> None:
    found = {name for module in modules("services", "ui", "main.py") for name in sessions(module, "writing")}
    assert found <= WRITES_ITSELF


def test_few_look_into_the_store_without_an_actor() -> None:
    found = {name for module in modules("services", "ui", "main.py") for name in sessions(module, "reading")}
    assert found <= READS_ITSELF


def test_few_hold_the_engine() -> None:
    found = {
        module.name
        for module in modules("services", "ui", "main.py")
        for node in module.nodes
        if isinstance(node, ast.Attribute) and node.attr == "engine"
    }
    assert found <= HOLDS_THE_ENGINE


def test_no_use_case_makes_a_session_of_its_own() -> None:
    found = {
        module.where(called.lineno)
        for module in modules("services", "ui", "main.py")
        for called in module.calls()
        if name_of(called.func) in OPENS_A_SESSION and module.name not in HOLDS_THE_ENGINE | NOTES_ON_DISK
    }
    connects_signals = {where for where in found if where.startswith("ui/")}
    assert found - connects_signals == set()


def test_within_a_unit_the_actor_is_the_one_that_was_looked_up() -> None:
    """The caller's object says what it held at login, or what somebody wrote into it."""
    found = []
    for module in modules("services"):
        for node in module.nodes:
            if isinstance(node, ast.With) and any(_opens_a_unit(item.context_expr) for item in node.items):
                found += [
                    module.where(inner.lineno)
                    for statement in node.body
                    for inner in ast.walk(statement)
                    if isinstance(inner, ast.Name) and inner.id == "actor"
                ]
    assert found == []


def _opens_a_unit(expression: ast.expr) -> bool:
    return (
        isinstance(expression, ast.Call)
        and name_of(expression.func) in {"read", "write"}
        and bool(expression.args)
        and isinstance(expression.args[0], ast.Name)
        and expression.args[0].id == "actor"
    )
