"""Every code that is raised is one of those announced, so that each can have its sentence."""

import ast

import pytest

from services.errors import CODES, FIELD_CODES
from tests.architecture.sources import modules, name_of

RAISED = {"Conflict", "DomainError", "NotAllowed", "NotFound", "WorldError"}


@pytest.mark.parametrize(
    ("constructors", "announced"), [(RAISED, CODES), ({"FieldError"}, FIELD_CODES)], ids=["errors", "fields"]
)
def test_every_code_that_is_raised_is_announced(constructors: set[str], announced: frozenset[str]) -> None:
    assert [
        f"{module.where(call.lineno)} {call.args[0].value!r}"
        for module in modules()
        for call in module.calls()
        if name_of(call.func) in constructors
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value not in announced
    ] == []
