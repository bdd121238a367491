"""Every use case is declared with who may call it, and nothing that an actor asks for goes without one."""

import ast
import importlib
from functools import cached_property

import pytest

from services.clock import SystemClock
from services.container import Services, create_services
from services.permissions import REGISTRY, Role
from tests.architecture.sources import Module, modules, name_of

SERVICES = [
    module for module in modules("services") if "use_case" in {name_of(call.func) for call in module.calls()}
]


def declared(module: Module) -> dict[str, str]:
    """Return the constants that declare a use case: their name and the use case's."""
    return {
        node.targets[0].id: str(node.value.args[0].value)
        for node in module.nodes
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Call)
        and name_of(node.value.func) == "use_case"
        and isinstance(node.value.args[0], ast.Constant)
    }


def takes_an_actor(method: ast.FunctionDef) -> bool:
    names = [argument.arg for argument in method.args.args]
    return not method.name.startswith("_") and names[:2] == ["self", "actor"]


@pytest.mark.parametrize("module", SERVICES, ids=lambda module: module.name)
def test_every_declaration_is_registered_and_used(module: Module) -> None:
    importlib.import_module(module.name.removesuffix(".py").replace("/", "."))
    constants = declared(module)
    assert set(constants.values()) <= set(REGISTRY)
    used = {node.id for node in module.nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    assert set(constants) <= used


@pytest.mark.parametrize("module", SERVICES, ids=lambda module: module.name)
def test_whoever_asks_is_asked_whether_they_may(module: Module) -> None:
    constants = set(declared(module))
    without = []
    for node in module.nodes:
        if isinstance(node, ast.FunctionDef) and takes_an_actor(node):
            names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
            passed_on = any(
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and any(
                    isinstance(arg, ast.Name | ast.Call) and "actor" in ast.unparse(arg) for arg in call.args
                )
                for call in ast.walk(node)
            )
            if not names & constants and not passed_on:
                without.append(f"{module.name}: {node.name}")
    assert without == []


@pytest.fixture(autouse=True, scope="module")
def every_service(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Build every service of an office, which declares every use case."""
    services = create_services(tmp_path_factory.mktemp("office") / "data", SystemClock())
    for name, kept in vars(Services).items():
        if isinstance(kept, cached_property):
            assert getattr(services, name) is not None
    services.close()


def test_building_the_services_declares_the_use_cases() -> None:
    rooms = {name.partition(".")[0] for name in REGISTRY}
    assert {"accounts", "complaints", "documents", "drafts", "figures", "journal", "office"} <= rooms


def test_every_use_case_can_be_called_by_somebody_and_is_named_as_it_is_kept() -> None:
    for name, wanted in REGISTRY.items():
        assert wanted.roles <= set(Role)
        assert wanted.roles
        room, _, verb = name.partition(".")
        assert room.isidentifier()
        assert verb.isidentifier()


def test_a_viewer_changes_nothing_but_the_own_password_and_what_is_printed() -> None:
    may = [wanted for wanted in REGISTRY.values() if Role.VIEWER in wanted.roles and not wanted.system]
    changing = {w.name: set(w.changes or ()) for w in may if w.changes or w.convenience}
    assert changing == {
        "accounts.change_own_password": {"account"},
        "documents.make_monthly": {"report_record", "stored_file"},
        "documents.make_paper": {"report_record", "stored_file"},
    }


def test_an_administrator_reveals_nobody() -> None:
    for name in ("complaints.reveal_complainant", "complaints.open_for_correction"):
        assert Role.ADMINISTRATOR not in REGISTRY[name].roles
