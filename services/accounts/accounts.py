"""Log in, and look after the people who may."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.office import Account, Office
from services.accounts.door import Door, open_up
from services.accounts.identity import acting_roles, login_name
from services.accounts.lockout import still_locked
from services.accounts.passwords import Passwords, weakness
from services.errors import Conflict, DomainError, FieldError, Invalid, NotFound
from services.permissions import ADMINISTRATORS, ALL, Actor, Role, roles_of, roles_text, use_case
from services.thai.text import clean
from services.unit_of_work import Units

LIST_ACCOUNTS = use_case("accounts.list_accounts", ADMINISTRATORS, writes=False)
LIST_COLLEAGUES = use_case("accounts.list_colleagues", ALL, writes=False)
ADD_DEMO_ACCOUNT = use_case("accounts.add_demo_account", ADMINISTRATORS, changes=("account",))
ADD_ACCOUNT = use_case("accounts.add_account", ADMINISTRATORS, changes=("account",))
CHANGE_ACCOUNT = use_case("accounts.change_account", ADMINISTRATORS, changes=("account",))
SET_PASSWORD = use_case("accounts.set_password", ADMINISTRATORS, changes=("account",))
UNLOCK = use_case("accounts.unlock", ADMINISTRATORS, changes=("account",))

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Hold one account as the administrator sees it."""

    id: int
    username: str
    display_name: str
    position: str
    roles: frozenset[Role]
    active: bool
    must_change_password: bool
    head_of_office: bool
    version: int
    failed_logins: int = 0
    locked_until: datetime | None = None
    acting: bool = False


@dataclass(frozen=True, slots=True)
class Colleague:
    """Hold a person who may be given a case or complained about."""

    id: int
    name: str
    position: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountInput:
    """Hold what an administrator types about a person."""

    username: str
    display_name: str
    position: str = ""
    roles: frozenset[Role]
    active: bool = True
    head_of_office: bool = False


class Accounts:
    """Log people in and keep their accounts."""

    def __init__(self, units: Units, passwords: Passwords) -> None:
        self._units = units
        self._passwords = passwords
        self._door = Door(units, passwords)

    def log_in(self, username: str, password: str) -> Actor:
        """Return the actor of a username and password, or fail alike for either being wrong."""
        return self._door.log_in(username, password)

    def unlock_session(self, actor: Actor, password: str) -> Actor:
        """Return the actor as the account stands now, for the person whose session was locked."""
        return self._door.unlock_session(actor, password)

    def change_own_password(self, actor: Actor, old: str, new: str, command_id: str) -> Actor:
        """Change one's own password."""
        return self._door.change_own_password(actor, old, new, command_id)

    def renew_recovery_code(self, actor: Actor, command_id: str) -> str:
        """Make a new recovery code and return it, the only time that it can be seen; the old one is void."""
        return self._door.renew_recovery_code(actor, command_id)

    def reset_by_recovery_code(self, code: str, username: str, new_password: str, command_id: str) -> str:
        """Give an administrator a new password by the recovery code; return the code that replaces it."""
        return self._door.reset_by_recovery_code(code, username, new_password, command_id)

    def unlock(self, actor: Actor, account_id: int, command_id: str) -> None:
        """Let somebody try again who waits after wrong passwords."""
        with self._units.write(actor, UNLOCK, command_id) as work:
            account = work.find(Account, account_id)
            if work.repeated is not None:
                return
            open_up(account)
            work.about("account", account.id)
            work.commit()

    def list_accounts(self, actor: Actor) -> list[AccountRow]:
        """Return every account, active ones first."""
        with self._units.read(actor, LIST_ACCOUNTS) as reading:
            rows = reading.session.scalars(
                select(Account)
                .where(Account.office_id == reading.office_id)
                .order_by(Account.active.desc(), Account.id)
            )
            acting = acting_roles(reading.session, reading.office_id, reading.now.date())
            return [
                replace(
                    _row(account),
                    failed_logins=account.failed_logins,
                    locked_until=still_locked(account.locked_until, reading.now),
                    acting=account.id in acting,
                )
                for account in rows
            ]

    def list_colleagues(self, actor: Actor) -> list[Colleague]:
        """Return active people, to give a case to or to name as complained about."""
        with self._units.read(actor, LIST_COLLEAGUES) as reading:
            rows = reading.session.scalars(
                select(Account)
                .where(Account.office_id == reading.office_id, Account.active)
                .order_by(Account.id)
            )
            acting = acting_roles(reading.session, reading.office_id, reading.now.date())
            return [
                Colleague(
                    row.id,
                    row.display_name,
                    row.position,
                    roles_of(f"{row.roles},{acting.get(row.id, '')}"),
                )
                for row in rows
            ]

    def add_account(self, actor: Actor, content: AccountInput, password: str, command_id: str) -> AccountRow:
        """Add an account whose holder changes the password at first login."""
        with self._units.write(actor, ADD_ACCOUNT, command_id) as work:
            if work.repeated:
                return _row(work.find(Account, work.repeated["account_id"]))
            errors = _check(content)
            username = login_name(content.username)
            if weak := weakness(password, username):
                errors["password"] = weak
            if _taken(work.session, work.office_id, username):
                errors["username"] = FieldError("username.taken")
            if errors:
                raise Invalid(errors)
            account = work.add(
                Account(
                    username=username,
                    display_name=clean(content.display_name).strip(),
                    position=clean(content.position).strip(),
                    roles=roles_text(content.roles),
                    password_hash=self._passwords.hash(password),
                    active=content.active,
                    must_change_password=True,
                    head_of_office=content.head_of_office,
                )
            )
            work.about("account", account.id)
            work.commit(account_id=account.id)
            return _row(account)

    def add_demo_account(self, actor: Actor, content: AccountInput, password: str, command_id: str) -> None:
        """Add one of a demo office's logins, whose password everybody knows; refused anywhere else."""
        with self._units.write(actor, ADD_DEMO_ACCOUNT, command_id) as work:
            if not work.find(Office, work.office_id).demo:
                raise NotFound
            if work.repeated is not None:
                return
            account = work.add(
                Account(
                    username=content.username,
                    display_name=content.display_name,
                    position=content.position,
                    roles=roles_text(content.roles),
                    password_hash=self._passwords.hash(password),
                    active=True,
                    must_change_password=False,
                    head_of_office=content.head_of_office,
                )
            )
            work.about("account", account.id)
            work.commit(account_id=account.id)

    def change_account(
        self, actor: Actor, account_id: int, version: int, content: AccountInput, command_id: str
    ) -> AccountRow:
        """Change a person's name, position, roles or standing."""
        with self._units.write(actor, CHANGE_ACCOUNT, command_id) as work:
            account = work.find(Account, account_id)
            if work.repeated:
                return _row(account)
            if account.version != version:
                raise Conflict
            if errors := _check(content):
                raise Invalid(errors)
            keeps = content.active and Role.ADMINISTRATOR in content.roles
            if not keeps and _only_administrator(work.session, account):
                raise DomainError("account.last_administrator")
            account.display_name = clean(content.display_name).strip()
            account.position = clean(content.position).strip()
            account.roles = roles_text(content.roles)
            account.active = content.active
            account.head_of_office = content.head_of_office
            account.version += 1
            work.about("account", account.id)
            work.commit()
            return _row(account)

    def set_password(self, actor: Actor, account_id: int, password: str, command_id: str) -> None:
        """Give somebody a new password, to be changed at the next login."""
        with self._units.write(actor, SET_PASSWORD, command_id) as work:
            account = work.find(Account, account_id)
            if work.repeated is not None:
                return
            if weak := weakness(password, account.username):
                raise Invalid({"password": weak})
            account.password_hash = self._passwords.hash(password)
            account.must_change_password = True
            open_up(account)
            work.about("account", account.id)
            work.commit()


def _row(account: Account) -> AccountRow:
    return AccountRow(
        id=account.id,
        username=account.username,
        display_name=account.display_name,
        position=account.position,
        roles=roles_of(account.roles),
        active=account.active,
        must_change_password=account.must_change_password,
        head_of_office=account.head_of_office,
        version=account.version,
    )


def _check(content: AccountInput) -> dict[str, FieldError]:
    errors: dict[str, FieldError] = {}
    if not USERNAME.fullmatch(login_name(content.username)):
        errors["username"] = FieldError("username.shape")
    if not clean(content.display_name).strip():
        errors["display_name"] = FieldError("required")
    if not content.roles:
        errors["roles"] = FieldError("roles.none")
    return errors


def _taken(session: Session, office_id: int, username: str) -> bool:
    found = session.scalar(
        select(func.count()).where(Account.office_id == office_id, Account.username == username)
    )
    return bool(found)


def _only_administrator(session: Session, account: Account) -> bool:
    if not account.active or Role.ADMINISTRATOR not in roles_of(account.roles):
        return False
    others = session.scalars(
        select(Account.roles).where(
            Account.office_id == account.office_id, Account.active, Account.id != account.id
        )
    )
    return not any(Role.ADMINISTRATOR in roles_of(text) for text in others)
