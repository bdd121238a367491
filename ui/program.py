"""Start the program: one window on one data folder, from set-up or login to the pages."""

import argparse
import contextlib
import gc
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSettings, QTimer

from services.accounts.passwords import Passwords
from services.clock import Clock, SystemClock
from services.container import Services, open_services
from services.errors import DomainError
from services.events import Changed
from services.folders import (
    chosen_folder,
    default_folder,
    had_office,
    has_office,
    points_elsewhere,
    remember_choice,
)
from services.keys.keeper import default_keeper, keep_in
from services.keys.opening import is_switching, looks_encrypted
from services.keys.restored import is_restoring
from services.office.administration import OfficeCard
from services.permissions import Actor
from ui.app import create_app, install_excepthook
from ui.display import has_display
from ui.error_messages import sentence
from ui.event_bridge import EventBridge
from ui.formatting import format_moment
from ui.log import ProgramLog
from ui.login.login_page import LoginPage
from ui.main_window import MainWindow, SessionInfo
from ui.preload import Preload
from ui.single_instance import SingleInstance
from ui.tasks import TaskRunner

if TYPE_CHECKING:
    from services.backup.restoring import Restoring
    from services.backup.staging import Staged
    from services.health import ClockDoubt
    from ui.lock.session_lock import SessionLock
    from ui.settings.backup_section import RestoreAsked
    from ui.setup.switch_page import SwitchAsked

SETTINGS_NAME = "window.ini"
BACKUP_AFTER_LOGIN_MS = 60_000  # the first minute is the person's
BACKUP_LOOK_MS = 10 * 60_000  # how often it is asked whether the day has its copy
CHANGE_SETTING = "office.change_setting"
# What a copy may be put in the place of; a file that is held or newer than the program is none of it.
RESTORABLE = frozenset(
    {"store.damaged", "store.wrong_key", "store.not_ours", "store.no_folder", "store.no_office"}
)
NOTHING_SHOWN = frozenset({"accounts.log_in", "accounts.unlock_session"})  # changes that no page shows


def _tr(text: str) -> str:
    return QCoreApplication.translate("Program", text)


class Program:
    """Hold the window and the open office, and lead from one gate to the next."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        runner: TaskRunner,
        settings: QSettings | None,
        *,
        chosen_elsewhere: bool = False,
    ) -> None:
        self._chosen_elsewhere = chosen_elsewhere
        self._folder = folder
        self._clock = clock
        self._services: Services | None = None
        self._bridge: EventBridge | None = None
        self._login: LoginPage | None = None
        self._instance: SingleInstance | None = None
        self._log: ProgramLog | None = None
        self._actor: Actor | None = None
        self._lock: SessionLock | None = None
        self.runner = runner
        self.window = MainWindow(runner, settings)
        self.window.logged_out.connect(self.show_login)
        self.window.switch_asked.connect(self._switch_encryption)
        self.window.restore_asked.connect(self._preview_restore)
        self.window.before_close = self._back_up_at_close
        self._daily = QTimer(self.window)
        self._daily.setInterval(BACKUP_LOOK_MS)
        self._daily.timeout.connect(self._back_up_daily)
        self.runner.met.connect(self._on_met)

    @property
    def services(self) -> Services:
        """Return the open office's services."""
        if self._services is None:
            raise RuntimeError("no office is open")
        return self._services

    def hold_folder(self, folder: Path) -> bool:
        """Take a data folder for this window; False when another window has it and now shows itself."""
        instance = SingleInstance(folder, self.window)
        if not instance.acquire():
            return False
        instance.show_asked.connect(self.window.show_and_raise)
        if self._instance is not None:
            self._instance.release()
        self._instance = instance
        return True

    def open_office(self) -> None:
        """Open the folder's office and show its login, the first-start wizard, or what is wrong."""
        self._sweep()
        try:
            services = open_services(self._folder, self._clock)
        except DomainError as error:
            self._show_closed(error)
            return
        self._enter(services)

    def _enter(self, services: Services) -> None:
        try:
            card = services.office.card()
        except DomainError as error:
            services.close()
            self._show_closed(error)
            return
        self.use(services)
        self._show_login_of(card)
        Preload(self.window).begin()

    def _sweep(self) -> None:
        """Take away what a switch or a restore left behind; this window has the folder to itself."""
        if is_switching(self._folder):
            from services.keys.switching import sweep

            sweep(self._folder, default_keeper())
        if is_restoring(self._folder):
            from services.backup.staging import sweep_staging

            sweep_staging(self._folder, self._clock)

    def use(self, services: Services) -> None:
        """Take an open office, and refresh the page shown whenever something in it changes."""
        self._services = services
        services.private_files.wipe()  # what was open in other programs when the window was killed
        if is_switching(services.folder):
            from services.keys.switching import finish_switch

            finish_switch(services.folder, services.seal.key, services.keeper)
        self._log = ProgramLog(services.folder)
        services.events.subscribe(self._log.note)
        self._bridge = EventBridge(services.events, self.window)
        self._bridge.changed.connect(self._on_changed)

    def show_login(self) -> None:
        """Show the login page."""
        try:
            card = self.services.office.card()
        except DomainError as error:
            self._leave_damaged(error)
        else:
            self._show_login_of(card)

    def start_session(self, actor: Actor) -> None:
        """Show the pages of the person who logged in."""
        from ui.pages import page_specs

        card = self.services.office.card()
        info = SessionInfo(
            office_name=card.name,
            user_name=actor.name,
            roles=frozenset(role.value for role in actor.roles),
            demo=card.demo,
            acting_until=self.services.appointments.acting_until(actor),
        )
        self.window.start_session(info, page_specs(self.window, self.services, actor, self.runner))
        self._watch_over(actor)
        QTimer.singleShot(BACKUP_AFTER_LOGIN_MS, self.window, self._back_up_daily)
        self._daily.start()
        self.runner.read(lambda: self.services.health.check_clock(actor), self._on_clock, owner=self.window)

    def report(self, error: BaseException) -> None:
        """Tell what nobody caught; what the world did, or a session that is over, is no mistake of ours."""
        if isinstance(error, DomainError):
            self._on_met(error)
        if not isinstance(error, DomainError) or error.code != "session.ended":
            self.window.feedback.error(error)

    def close(self) -> None:
        """Finish the writes under way and let go of the database."""
        self.runner.shutdown()
        self._let_go()
        if self._instance is not None:
            self._instance.release()

    def _back_up_daily(self) -> None:
        if self._services is None or self.runner.is_busy:
            return  # asked again before long
        from ui.backup.by_itself import back_up_daily

        back_up_daily(self.runner, self._services, self.window)

    def _back_up_at_close(self) -> bool:
        if self._services is None:
            return True
        from ui.backup.by_itself import back_up_at_close

        return back_up_at_close(self.runner, self._services, self.window)

    def _preview_restore(self, asked: "RestoreAsked") -> None:
        """Show what going back to a copy would change, and carry it out when that is agreed to."""
        from ui.backup.restore_dialog import RestoreDialog

        self.services.restoring.require(asked.actor)
        dialog = RestoreDialog(
            self.runner, self.services.restoring, asked.source, asked.actor.name, self.window
        )
        dialog.agreed.connect(lambda staged, by: self._restore(self.services.restoring, staged, by))
        dialog.open()

    def _restore(self, restoring: "Restoring", staged: "Staged", by: str) -> None:
        """Put a copy in the place of the data and open it; everybody logs in anew."""
        from ui.backup.restore_page import RestorePage

        self.window.end_session()
        self._end_watch()
        page = RestorePage(self.runner, lambda progress: restoring.put(staged, by, progress))
        page.done.connect(self._reopen)
        self.window.show_gate(page)

    def _reopen(self) -> None:
        self._let_go()
        self.open_office()

    def _restore_new(self, folder: Path, source: Path) -> None:
        """Bring an office back on a computer that has none, into the folder that the wizard was given."""

        def agreed(restoring: "Restoring", staged: "Staged", by: str) -> None:
            if folder != self._folder:
                if not self.hold_folder(folder):
                    return
                with contextlib.suppress(OSError):  # else the way to it is named at the next start
                    remember_choice(self._folder, folder)
                self._folder = folder
            self._restore(restoring, staged, by)

        self._ask_restore(folder, source, agreed)

    def _restore_broken(self, source: Path) -> None:
        """Go back to a copy where the data can't be opened."""
        self._ask_restore(self._folder, source, self._restore)

    def _ask_restore(
        self, folder: Path, source: Path, agreed: "Callable[[Restoring, Staged, str], None]"
    ) -> None:
        """Show a copy to whom nobody could log in; an administrator of the copy agrees."""
        from services.backup.restoring import Restoring
        from ui.backup.restore_dialog import RestoreDialog

        restoring = Restoring(folder, self._clock, default_keeper(), passwords=Passwords())
        dialog = RestoreDialog(self.runner, restoring, source, None, self.window)
        dialog.agreed.connect(lambda staged, by: agreed(restoring, staged, by))
        dialog.open()

    def _let_go(self) -> None:
        """Let go of the office that is open, if any."""
        if self._bridge is not None:
            self._bridge.close()
        if self._services is not None:
            self._services.private_files.wipe()
            self._services.close()
        if self._log is not None:
            self._log.close()
        self._services, self._bridge, self._log = None, None, None

    def _on_clock(self, doubt: "ClockDoubt | None") -> None:
        if doubt is not None:
            from ui.clock_notice import clock_text

            self.window.notice.show_text(clock_text(doubt), "warning")

    def _on_met(self, error: DomainError) -> None:
        """Offer the way to the restore wherever a damaged file is run into."""
        if error.code == "store.damaged" and self._services is not None:
            self.window.notice.show_text(
                sentence(error).as_text(), "danger", _tr("ไปหน้ากู้ข้อมูล"), lambda: self._go_to_restore(error)
            )
        elif error.code == "session.ended" and self._actor is not None:
            self._turn_out()

    def _turn_out(self) -> None:
        """Lead somebody whose account was closed back to the login, with a word about why."""
        self._actor = None
        feedback = self.window.feedback
        feedback.hold()  # the pages need not say the same once more, each on its own
        self.window.end_session()
        self.show_login()
        if self._login is not None:
            self._login.show_notice(
                _tr("บัญชีของท่านถูกระงับการใช้งาน จึงออกจากระบบให้แล้ว งานที่บันทึกและร่างที่เก็บไว้ยังอยู่ครบ โปรดติดต่อผู้ดูแลระบบ")
            )
        QTimer.singleShot(0, self.window, lambda: feedback.release(tell=False))

    def _on_changed(self, change: Changed) -> None:
        """Refresh the page shown; what lies beneath the lock waits until it is opened."""
        if change.use_case in NOTHING_SHOWN:
            return
        if self._lock is not None and self._actor is not None and change.use_case == CHANGE_SETTING:
            self._lock.idle.set_limit(self._lock_minutes(self._actor))
        if self._lock is None or not self._lock.locked:
            self.window.refresh()

    def _watch_over(self, actor: Actor) -> None:
        from ui.lock.session_lock import SessionLock

        self._actor = actor
        if self._lock is None:
            self._lock = SessionLock(
                self.window,
                self.runner,
                self._clock,
                self._unlock,
            )
        self._lock.begin(actor, self._lock_minutes(actor))

    def _unlock(self, actor: Actor, password: str) -> Actor:
        return self.services.accounts.unlock_session(actor, password)

    def _lock_minutes(self, actor: Actor) -> int:
        return self.services.office.read_facts(actor).settings.lock_after_minutes

    def _end_watch(self) -> None:
        self._actor = None
        if self._lock is not None:
            self._lock.end()

    def _go_to_restore(self, error: DomainError) -> None:
        if self.window.may_end():
            self._leave_damaged(error)

    def _leave_damaged(self, error: DomainError) -> None:
        self.window.end_session()
        self._end_watch()
        self._let_go()
        self._show_problem(error)

    def _show_login_of(self, card: OfficeCard) -> None:
        self._end_watch()
        self._login = LoginPage(card.name, self._log_in, demo=card.demo)
        self._login.recovery_asked.connect(self._show_recovery)
        self.window.show_gate(self._login)

    def _log_in(self, username: str, password: str) -> None:
        login = self._login
        if login is None:
            return

        def failed(error: DomainError) -> None:
            if error.code == "store.damaged":
                self._leave_damaged(error)
                return
            said = sentence(error)
            login.show_error(" ".join(part for part in (said.title, said.next) if part))

        self.runner.write(
            lambda: self.services.accounts.log_in(username, password),
            self._logged_in,
            failed,
            owner=login,
            on_finally=lambda: login.set_busy(False),  # after a mistake of ours too
        )

    def _show_recovery(self) -> None:
        from ui.login.recovery_page import RecoveryPage

        page = RecoveryPage(self.services.accounts, self.runner)
        page.left.connect(self.show_login)
        self.window.show_gate(page)

    def _logged_in(self, actor: Actor) -> None:
        if actor.must_change_password:
            from ui.login.change_password import ChangePasswordPage

            page = ChangePasswordPage(actor, self.services.accounts, self.runner, self.start_session)
            page.left.connect(self.show_login)
            self.window.show_gate(page)
            return
        self.start_session(actor)
        if actor.failed_tries and actor.last_failed_at is not None:
            text = _tr("ก่อนการเข้าใช้ครั้งนี้มีการใส่รหัสผ่านผิด {count} ครั้ง ล่าสุด {moment} หากไม่ใช่ท่าน โปรดแจ้งผู้ดูแลระบบ")
            moment = format_moment(actor.last_failed_at)
            self.window.feedback.notice(text.format(count=actor.failed_tries, moment=moment), "warning")

    def _show_closed(self, error: DomainError) -> None:
        # A folder that the set-up chose and that is gone is a drive not plugged in, not a new office.
        missing = error.code in ("store.no_folder", "store.no_office")
        if missing and not self._chosen_elsewhere and not had_office(self._folder):
            self._show_setup()
        elif error.code.startswith("key.") and error.code != "key.unkept":
            self._show_key(error)
        else:
            self._show_problem(error)

    def _show_key(self, error: DomainError) -> None:
        from services.keys.new_key import LostKey
        from ui.backup.offering import restore_from_file
        from ui.setup.key_page import KeyPage

        lost = LostKey(self._folder, self._clock, default_keeper(), Passwords())
        _text, _icon, restore = restore_from_file(self.window.feedback, self._restore_broken)
        page = KeyPage(self._folder, self._clock, self.runner, error, lost.replace_key, restore=restore)
        page.opened.connect(self._enter)
        page.retry.connect(self.open_office)
        page.leave.connect(self.window.close)
        self.window.show_gate(page)

    def _show_setup(self) -> None:
        from ui.setup.setup_page import SetupPage

        page = SetupPage(self._folder, self._clock, self.runner, self.window.feedback)
        page.done.connect(self._set_up)
        page.restore_asked.connect(self._restore_new)
        self.window.show_gate(page)

    def _set_up(self, services: Services, actor: Actor) -> None:
        if services.folder != self._folder:
            self._folder = services.folder
            self.hold_folder(services.folder)
        self.use(services)
        self.start_session(actor)

    def _switch_encryption(self, asked: "SwitchAsked") -> None:
        """Let go of the office, encrypt or decrypt it, and open it again."""
        from services.keys.switching import Switch, switch_encryption
        from services.unit_of_work import new_command_id
        from ui.setup.switch_page import SwitchPage

        key, keeper = self.services.seal.key, self.services.keeper
        wanted = Switch(self._folder, asked.actor, new_command_id(), asked.set_up)
        self.window.end_session()
        self._let_go()
        page = SwitchPage(
            self.runner,
            lambda progress, stop: switch_encryption(wanted, self._clock, keeper, key, progress, stop),
            encrypts=asked.set_up.encrypt,
        )
        page.done.connect(self.open_office)
        self.window.show_gate(page)

    def _show_problem(self, error: DomainError) -> None:
        from ui.setup.problem_page import ProblemPage

        actions = []
        if error.code in ("store.damaged", "store.wrong_key") and looks_encrypted(self._folder):
            type_key = _tr("ข้อมูลนี้เข้ารหัสไว้ พิมพ์กุญแจ")
            actions.append((type_key, "key-round", lambda: self._show_key(error)))
        if error.code in RESTORABLE:
            from ui.backup.offering import restore_actions

            actions += restore_actions(self._folder, self.window.feedback, self._restore_broken)
        page = ProblemPage(sentence(error), actions=actions)
        page.try_again.connect(self.open_office)
        page.leave.connect(self.window.close)
        self.window.show_gate(page)


def start(arguments: argparse.Namespace) -> int:
    """Open the window and stay until it closes; return the exit code."""
    if not has_display():
        sys.stderr.write("ไม่มีจอภาพ จึงเปิดหน้าต่างไม่ได้ ใช้บรรทัดคำสั่งแทนได้ (main.py --help)\n")
        return 1
    demo = Path(tempfile.mkdtemp(prefix="raprueang-demo-")) if arguments.demo and not arguments.data else None
    if demo is not None:
        keep_in(demo / "keys")
    try:
        return _run(demo or arguments.data or default_folder(), demo=arguments.demo)
    finally:
        if demo is not None:
            shutil.rmtree(demo, ignore_errors=True)


def _run(offered: Path, *, demo: bool) -> int:
    app = create_app()
    folder = chosen_folder(offered)
    # The folder is made before the wizard, so that two first starts cannot both set it up; where it
    # can't be made, the wizard says so.
    if folder == offered:
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
    settings = QSettings(str(folder / SETTINGS_NAME), QSettings.Format.IniFormat)
    elsewhere = points_elsewhere(offered)
    program = Program(folder, SystemClock(), TaskRunner(), settings, chosen_elsewhere=elsewhere)
    if not program.hold_folder(folder):
        return 0
    install_excepthook(program.report)
    if demo and not has_office(folder):
        from ui.setup.demo_progress import make_demo_with_progress

        gc.enable()  # a year of cases makes garbage enough
        make_demo_with_progress(folder)
    program.open_office()
    program.window.show()
    # main.py starts without the collector; what is there by now is left out of every later round.
    gc.freeze()
    gc.enable()
    code = app.exec()
    program.close()
    return code
