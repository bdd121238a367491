"""Read the program's own source as syntax trees, for rules that no linter knows."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("models", "services", "ui")


@dataclass(frozen=True)
class Module:
    """One source file, named by its path from the root."""

    name: str
    text: str

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(ast.parse(self.text)))

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in self.nodes if isinstance(node, ast.Call))

    def imports(self) -> Iterator[tuple[str, int]]:
        """Yield every imported module with its line, those inside functions too."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module, node.lineno

    def where(self, line: int) -> str:
        return f"{self.name}:{line}"


def modules(*places: str) -> list[Module]:
    """Return the modules of folders or files named from the root; of the whole program when none is named."""
    found: list[Path] = []
    for place in places or ("main.py", *FLOORS):
        path = ROOT / place
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return [Module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in found]


def name_of(function: ast.expr) -> str:
    """Return the last word of what is called or caught: `datetime.now` → `now`."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def owner_of(function: ast.expr) -> str:
    """Return the word before the last: `datetime.datetime.now` → `datetime`."""
    return name_of(function.value) if isinstance(function, ast.Attribute) else ""
