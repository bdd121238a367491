"""Permissions: each use case declares who may call it; a call without a declaration is impossible."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """Name what a person may hold; one person may hold several."""

    FRONT_DESK = "front_desk"
    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    VIEWER = "viewer"


_CODES = frozenset(role.value for role in Role)
ALL = frozenset(Role)
HANDLERS = frozenset({Role.FRONT_DESK, Role.OFFICER, Role.SUPERVISOR})
SUPERVISORS = frozenset({Role.SUPERVISOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


def roles_of(text: str) -> frozenset[Role]:
    """Return the roles in a comma-separated text, as accounts keep them; what is no role gives no right."""
    return frozenset(Role(code) for code in text.split(",") if code in _CODES)


def roles_text(roles: Iterable[Role]) -> str:
    """Return roles as accounts and the journal keep them."""
    return ",".join(sorted(roles))


@dataclass(frozen=True, slots=True)
class UseCase:
    """Declare a use case: its name, the roles that may call it, and what it writes to the journal.

    changes names the journalled tables that it may change, and the unit of work holds it to that; a use
    case that writes has to name them, and always leaves a record: with no table named, one that only says
    what was done.
    convenience marks writes that touch only personal, disposable tables and leave no journal record.
    newcomer marks what somebody may do who has yet to change a password that another person set.
    system marks what is done before anybody is known, or by the program itself: nobody's roles count for
    it, and nothing else is ever done without an account.
    """

    name: str
    roles: frozenset[Role]
    writes: bool = True
    convenience: bool = False
    changes: frozenset[str] | None = None
    newcomer: bool = False
    system: bool = False


REGISTRY: dict[str, UseCase] = {}


def use_case(
    name: str,
    roles: frozenset[Role],
    *,
    changes: Iterable[str] | None = None,
    writes: bool = True,
    convenience: bool = False,
    newcomer: bool = False,
    system: bool = False,
) -> UseCase:
    """Declare a use case and enter it in the registry."""
    if name in REGISTRY:
        raise ValueError(f"use case {name} is declared twice")
    if writes and not convenience and changes is None:
        raise ValueError(f"{name} has to say which journalled tables it changes: changes=(…), () for none")
    tables = None if changes is None else frozenset(changes)
    declared = UseCase(name, roles, writes, convenience, tables, newcomer, system)
    REGISTRY[name] = declared
    return declared


@dataclass(frozen=True, slots=True)
class Actor:
    """Name who acts: the account, the office and the roles held."""

    office_id: int
    account_id: int
    name: str
    roles: frozenset[Role]
    username: str = ""
    position: str = ""
    must_change_password: bool = False
    failed_tries: int = 0  # to log in since the last login that succeeded
    last_failed_at: datetime | None = None
    for_office: bool = False  # counts for a report, confidential cases too; never of somebody at the door

    def may(self, wanted: UseCase) -> bool:
        """Tell whether the roles allow a use case."""
        if wanted.system or not self.account_id:
            return wanted.system and not self.account_id
        return bool(self.roles & wanted.roles)

    def has(self, *roles: Role) -> bool:
        """Tell whether the actor holds any of the roles."""
        return bool(self.roles.intersection(roles))
