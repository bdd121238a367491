"""Every cell of docs/permissions.md, tried on a real office."""

from itertools import combinations

import pytest

from services.commands.permissions_page import declared, permissions_page
from services.errors import DomainError, NotAllowed
from services.permissions import REGISTRY, Role, UseCase
from tests.architecture.sources import ROOT
from tests.services.permissions.callers import CALLERS, call
from tests.services.permissions.ground import Ground, what_changed

USE_CASES = declared()
SYSTEM = {
    "accounts.log_in",
    "accounts.reset_by_recovery_code",
    "accounts.unlock_session",
    "backup.make_by_itself",
    "backup.record_restore",
    "journal.begin_seal",
    "office.set_up",
}
PAIRS = [frozenset(pair) for pair in combinations(Role, 2)]


def named(wanted: UseCase) -> str:
    return wanted.name


def held(roles: frozenset[Role]) -> str:
    return "+".join(sorted(roles))


def allowed(wanted: UseCase, roles: frozenset[Role]) -> bool:
    return bool(wanted.roles & roles) and not wanted.system


def try_cell(ground: Ground, wanted: UseCase, roles: frozenset[Role]) -> None:
    actor = ground.holding(*roles)
    before, records = ground.dump(), len(ground.records())
    if allowed(wanted, roles):
        try:
            call(ground, actor, wanted.name)
        except NotAllowed as refused:
            pytest.fail(f"{held(roles)} may {wanted.name}, and was refused: {refused.code}")
        except DomainError:
            pass  # Past the door: what the use case says of the arguments is tried elsewhere.
        said = [record["use_case"] for record in ground.records()[records:] if record["verdict"] == "refused"]
        assert said == []
        return
    with pytest.raises(NotAllowed) as raised:
        call(ground, actor, wanted.name)
    assert raised.value.params["use_case"] == wanted.name
    assert raised.value.code == "not_allowed"
    assert what_changed(before, ground.dump()) == set()
    (record,) = ground.records()[records:]
    assert (record["use_case"], record["verdict"], record["changes"]) == (wanted.name, "refused", "[]")
    assert (record["actor_id"], record["actor_name"]) == (actor.account_id, actor.name)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("wanted", USE_CASES, ids=named)
def test_a_cell_of_the_matrix(ground_once: Ground, wanted: UseCase, role: Role) -> None:
    try_cell(ground_once, wanted, frozenset({role}))


@pytest.mark.parametrize("roles", PAIRS, ids=held)
def test_two_roles_may_what_either_may(ground_once: Ground, roles: frozenset[Role]) -> None:
    actor = ground_once.holding(*roles)
    for wanted in USE_CASES:
        if allowed(wanted, roles):
            ground_once.services.units.require(actor, wanted)
        elif not wanted.system:
            try_cell(ground_once, wanted, roles)


def test_every_use_case_has_a_way_to_be_called() -> None:
    without = [wanted.name for wanted in USE_CASES if not wanted.system and wanted.name not in CALLERS]
    assert without == [], "say in tests/services/permissions/callers.py how these are called"
    assert set(CALLERS) - set(REGISTRY) == set()


def test_what_is_done_without_an_account_is_a_short_list() -> None:
    assert {wanted.name for wanted in USE_CASES if wanted.system} == SYSTEM


def test_what_writes_says_which_tables() -> None:
    silent = [w.name for w in USE_CASES if w.writes and not w.convenience and w.changes is None]
    assert silent == [], "add changes=(…) to the declaration: the journalled tables, () for a bare record"


def test_the_page_is_in_step_with_the_declarations() -> None:
    kept = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    assert kept == permissions_page(USE_CASES), "run dev.py docs"
