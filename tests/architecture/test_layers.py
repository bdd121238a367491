"""What may be used where. import-linter holds the arrows between floors; here stands what it can't see."""

import ast

from tests.architecture.sources import modules, name_of

MAY_SHOW_MESSAGE_BOXES = {"ui/feedback.py"}
# The runner of tasks and the excepthook, where anything may arrive and nothing may be lost.
MAY_CATCH_EVERYTHING = {"ui/app.py", "ui/tasks.py"}
EVERYTHING = {"Exception", "BaseException"}


def test_qt_is_imported_by_the_window_and_main_alone() -> None:
    assert [
        module.where(line)
        for module in modules("models", "services")
        for name, line in module.imports()
        if name.split(".")[0] in {"PySide6", "shiboken6"}
    ] == []


def test_the_window_knows_no_database() -> None:
    assert [
        module.where(line)
        for module in modules("ui")
        for name, line in module.imports()
        if name.split(".")[0] in {"sqlalchemy", "alembic", "sqlite3"}
    ] == []


def test_no_floor_imports_one_above_it() -> None:
    above = {"models": {"services", "ui", "main"}, "services": {"ui", "main"}, "ui": {"main"}}
    assert [
        module.where(line)
        for floor, forbidden in above.items()
        for module in modules(floor)
        for name, line in module.imports()
        if name.split(".")[0] in forbidden
    ] == []


def test_nothing_in_the_program_imports_its_tests_or_tools() -> None:
    assert [
        module.where(line)
        for module in modules()
        for name, line in module.imports()
        if name.split(".")[0] in {"benchmarks", "dev", "hypothesis", "pytest", "pytestqt", "tests"}
    ] == []


def test_message_boxes_come_from_feedback_alone() -> None:
    boxes = {"QMessageBox", "QErrorMessage"}
    assert [
        module.where(node.lineno)
        for module in modules()
        if module.name not in MAY_SHOW_MESSAGE_BOXES
        for node in module.nodes
        if (isinstance(node, ast.Name | ast.Attribute) and name_of(node) in boxes)
        or (isinstance(node, ast.alias) and node.name in boxes)
    ] == []


def test_everything_is_caught_in_the_runner_and_the_excepthook_alone() -> None:
    assert [
        module.where(node.lineno)
        for module in modules()
        if module.name not in MAY_CATCH_EVERYTHING
        for node in module.nodes
        if isinstance(node, ast.ExceptHandler) and _catches_everything(node) and not _raises_again(node)
    ] == []


def test_the_window_never_spins_the_event_loop_to_look_alive() -> None:
    assert [
        module.where(call.lineno)
        for module in modules()
        for call in module.calls()
        if name_of(call.func) == "processEvents"
    ] == []


def _catches_everything(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(name_of(kind) in EVERYTHING for kind in caught)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    """Tell whether the handler tidies up and lets the same error go on, as a rollback does."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None
