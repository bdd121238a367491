"""Every icon, font, style and table that the code names lies under resources/."""

import ast
import fnmatch
from collections.abc import Iterator

from tests.architecture.sources import ROOT, Module, modules, name_of

RESOURCES = ROOT / "resources"
BY_FILE_NAME = (".otf", ".qm", ".qss", ".svg", ".ttf")
# Functions that take an icon's name, and where among their arguments.
ICON_ARGUMENT = {"icon": 0, "pixmap": 0, "draw_icon": 1}


def test_every_icon_that_is_named_exists() -> None:
    assert [
        f"{module.where(line)} {name}"
        for module in modules("ui")
        for name, line in _icon_names(module)
        if not (RESOURCES / "icons" / f"{name}.svg").is_file()
    ] == []


def test_every_table_that_is_loaded_exists() -> None:
    assert [
        f"{module.where(line)} {name}"
        for module in modules()
        for name, line in _first_arguments(module, "load_json", 0)
        if not (RESOURCES / name).is_file()
    ] == []


def test_every_font_style_and_drawing_that_is_named_exists() -> None:
    present = {path.name for path in RESOURCES.rglob("*")}
    assert [
        f"{module.where(node.lineno)} {node.value}"
        for module in modules()
        for node in module.nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.endswith(BY_FILE_NAME)
        # "*.svg" and ".svg" look for files, they don't name one.
        and not node.value.startswith(("*", "."))
        # A pattern such as "Noto*.ttf" has to find at least one.
        and not fnmatch.filter(present, node.value.rpartition("/")[2])
    ] == []


def test_icons_come_with_their_licence() -> None:
    assert (RESOURCES / "icons" / "LICENSE").is_file()


def _icon_names(module: Module) -> Iterator[tuple[str, int]]:
    for function, position in ICON_ARGUMENT.items():
        yield from _first_arguments(module, function, position)
    for call in module.calls():
        for keyword in call.keywords:
            if keyword.arg == "icon" and isinstance(keyword.value, ast.Constant) and keyword.value.value:
                yield str(keyword.value.value), call.lineno


def _first_arguments(module: Module, function: str, position: int) -> Iterator[tuple[str, int]]:
    for call in module.calls():
        if name_of(call.func) == function and len(call.args) > position:
            argument = call.args[position]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value, call.lineno
