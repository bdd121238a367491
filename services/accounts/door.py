"""The door: log in, unlock a session, change one's own password, and come back by the recovery code.

Every check of a password or code goes through one write: the wait is read, the secret is checked and the
failure is counted in the same transaction, so that programs side by side guess no faster than one.
"""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NoReturn, TypeGuard

from sqlalchemy import select

from models.office import Account, Office
from services.accounts.identity import acting_roles, actor_of, login_name, nobody
from services.accounts.lockout import UnknownNames, still_locked, wait_after
from services.accounts.passwords import Passwords, weakness
from services.accounts.recovery_code import new_code, read_code
from services.errors import DomainError, FieldError, Invalid
from services.permissions import ADMINISTRATORS, ALL, Actor, Role, UseCase, roles_of, use_case
from services.unit_of_work import Units, Work, new_command_id

LOG_IN = use_case("accounts.log_in", ALL, changes=("account",), newcomer=True, system=True)
UNLOCK_SESSION = use_case("accounts.unlock_session", ALL, changes=("account",), newcomer=True, system=True)
CHANGE_OWN_PASSWORD = use_case("accounts.change_own_password", ALL, changes=("account",), newcomer=True)
RENEW_RECOVERY_CODE = use_case("accounts.renew_recovery_code", ADMINISTRATORS, changes=("office",))
RESET_BY_RECOVERY_CODE = use_case(
    "accounts.reset_by_recovery_code",
    ADMINISTRATORS,
    changes=("account", "office"),
    newcomer=True,
    system=True,
)


class Door:
    """Let people in who know their password, and nobody else."""

    def __init__(self, units: Units, passwords: Passwords) -> None:
        self._units = units
        self._passwords = passwords
        self._unknown = UnknownNames()

    def log_in(self, username: str, password: str) -> Actor:
        """Return the actor of a username and password, or fail alike for either being wrong."""
        return self._try_password(LOG_IN, username, password)

    def unlock_session(self, actor: Actor, password: str) -> Actor:
        """Return the actor as the account stands now, for the person whose session was locked."""
        return self._try_password(UNLOCK_SESSION, actor.username, password)

    def change_own_password(self, actor: Actor, old: str, new: str, command_id: str) -> Actor:
        """Change one's own password."""
        with self._units.write(actor, CHANGE_OWN_PASSWORD, command_id) as work:
            account = work.find(Account, work.actor.account_id)
            if work.repeated is not None:
                return actor_of(account, _acting(work, account))
            self._refuse_locked(work, account)
            if not self._passwords.matches(account.password_hash, old):
                self._fail(work, account)
            weak = weakness(new, account.username) or (FieldError("password.same") if new == old else None)
            if weak:
                raise Invalid({"password": weak})
            account.password_hash = self._passwords.hash(new)
            account.must_change_password = False
            open_up(account)
            work.about("account", account.id)
            work.commit()
            return actor_of(account, _acting(work, account))

    def renew_recovery_code(self, actor: Actor, command_id: str) -> str:
        """Make a new recovery code and return it, the only time that it can be seen; the old one is void."""
        with self._units.write(actor, RENEW_RECOVERY_CODE, command_id) as work:
            if work.repeated is not None:
                raise DomainError("recovery.shown_once")
            code = self._renew(work)
            work.about("office", work.office_id)
            work.commit()
            return code

    def reset_by_recovery_code(self, code: str, username: str, new_password: str, command_id: str) -> str:
        """Give an administrator a new password by the recovery code; return the code that replaces it."""
        name = login_name(username)
        written = read_code(code)
        if weak := weakness(new_password, name):
            raise Invalid({"password": weak})
        with self._knock(RESET_BY_RECOVERY_CODE, command_id) as work:
            if work.repeated is not None:
                raise DomainError("recovery.shown_once")
            account = self._find(work, name)
            kept = work.find(Office, work.office_id).recovery_hash
            if not self._passwords.matches_or_spends(kept, written) or not _administers(account):
                self._fail(work, account, name)
            account.password_hash = self._passwords.hash(new_password)
            account.must_change_password = False
            open_up(account)
            fresh = self._renew(work)
            work.about("account", account.id)
            work.commit()
            return fresh

    def _try_password(self, wanted: UseCase, username: str, password: str) -> Actor:
        name = login_name(username)
        with self._knock(wanted, new_command_id()) as work:
            account = self._find(work, name)
            if account is None:
                self._passwords.spend(password, _somebodys_hash(work))
                self._fail(work, None, name)
            if not self._passwords.matches(account.password_hash, password):
                self._fail(work, account)
            if not account.active:
                work.verdict = "failed"
                work.about("account", account.id, inactive=True)
                work.commit()
                raise DomainError("login.inactive")
            told = account.failed_logins, account.last_failed_at
            open_up(account)
            work.about("account", account.id)
            work.commit()
            return replace(work.actor, failed_tries=told[0], last_failed_at=told[1])

    def _knock(self, wanted: UseCase, command_id: str) -> AbstractContextManager[Work]:
        with self._units.store.reading() as session:
            visitor = nobody(session)
        return self._units.write(visitor, wanted, command_id)

    def _find(self, work: Work, name: str) -> Account | None:
        """Return the account of a name, which the record is then about; refuse it while it waits."""
        account = work.session.scalar(
            select(Account).where(Account.office_id == work.office_id, Account.username == name)
        )
        if account is None:
            work.actor = replace(work.actor, roles=frozenset())
            if until := self._unknown.locked_until(name, work.now):
                self._refuse(work, until)
            return None
        work.actor = actor_of(account, _acting(work, account))
        self._refuse_locked(work, account)
        return account

    def _refuse_locked(self, work: Work, account: Account) -> None:
        until = still_locked(account.locked_until, work.now)
        if until is not None:
            account.locked_until = until
            work.about("account", account.id)
            self._refuse(work, until)

    def _refuse(self, work: Work, until: datetime) -> NoReturn:
        """Refuse without a look at what was typed, and say for how long."""
        _leave(work, "refused", locked=True)
        raise _locked(until, work.now)

    def _fail(self, work: Work, account: Account | None, name: str = "") -> NoReturn:
        """Count a failure and answer: alike for a name that nobody has."""
        if account is None:
            failures = self._unknown.count(name, work.now)
        else:
            account.failed_logins += 1
            account.last_failed_at = work.now
            failures = account.failed_logins
            work.about("account", account.id)
        wait = wait_after(failures)
        if account is not None and wait:
            account.locked_until = work.now + wait
        _leave(work, "failed", failures=failures)
        raise _locked(work.now + wait, work.now) if wait else DomainError("login.failed")

    def _renew(self, work: Work) -> str:
        code = new_code()
        work.find(Office, work.office_id).recovery_hash = self._passwords.hash(code)
        return code


def open_up(account: Account) -> None:
    """Forget failures and the wait."""
    account.failed_logins = 0
    account.last_failed_at = None
    account.locked_until = None


def _leave(work: Work, verdict: str, **facts: int) -> None:
    """Write what was tried; not under the command of the caller, who may try again with the same one."""
    work.verdict = verdict
    work.command_id = new_command_id()
    work.note(**facts)
    work.commit()


def _locked(until: datetime, now: datetime) -> DomainError:
    minutes = -(-(until - now) // timedelta(minutes=1))
    return DomainError("login.locked", until=until, minutes=minutes)


def _administers(account: Account | None) -> TypeGuard[Account]:
    return account is not None and account.active and Role.ADMINISTRATOR in roles_of(account.roles)


def _somebodys_hash(work: Work) -> str | None:
    hashes = select(Account.password_hash).where(Account.office_id == work.office_id)
    return work.session.scalar(hashes.order_by(Account.id).limit(1))


def _acting(work: Work, account: Account) -> str:
    return acting_roles(work.session, work.office_id, work.now.date()).get(account.id, "")
