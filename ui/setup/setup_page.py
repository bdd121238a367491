"""The first start: from an empty folder to an office with its first administrator and its recovery sheet."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.places import is_on_network
from services.clock import Clock
from services.container import Services
from services.errors import DomainError, Invalid
from services.folders import remember_choice
from services.keys.opening import KeySetUp
from services.office.settings import default_profile
from services.office.setup import SetUpOffice
from services.permissions import Actor
from services.unit_of_work import new_command_id
from ui.backup.offering import ask_copy
from ui.error_messages import field_texts, sentence
from ui.feedback import Feedback
from ui.setup.encryption import EncryptionStep, way_name
from ui.setup.folders import finish_unlock, has_office, is_writable, make_services
from ui.setup.sheet_step import SheetStep
from ui.setup.steps import (
    AdministratorStep,
    ChooseFolder,
    FolderStep,
    ProfileStep,
    SummaryStep,
    ask_folder,
)
from ui.tasks import TaskRunner
from ui.theme import Space, set_style_property
from ui.widgets.banner import Banner
from ui.widgets.keyboard import FormKeys, focus_first
from ui.widgets.labels import ThaiLabel, heading, plain_button, primary_button
from ui.widgets.scrolling import scrolling

FOLDER, PROFILE, PERSON, ENCRYPTION, SUMMARY, SHEET = range(6)
PAGE_WIDTH = 780


class SetupPage(QWidget):
    """Lead through the first set-up; `done` brings the open services and who is logged in.

    `restore_asked` brings the folder chosen and the copy that an office is to come back from.
    """

    done = Signal(object, object)
    restore_asked = Signal(object, object)

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        runner: TaskRunner,
        feedback: Feedback,
        parent: QWidget | None = None,
        *,
        choose_folder: ChooseFolder = ask_folder,
        make: Callable[[Path, Clock, KeySetUp], Services] = make_services,
    ) -> None:
        super().__init__(parent)
        self._offered = folder
        self._clock = clock
        self._runner = runner
        self._feedback = feedback
        self._make = make
        self._command = new_command_id()
        self._opened: tuple[Path, KeySetUp, Services] | None = None
        self._made: tuple[Services, Actor] | None = None
        self._busy = False
        self._kept = False
        self.folder = FolderStep(folder, choose_folder)
        self.profile = ProfileStep(default_profile())
        self.person = AdministratorStep()
        self.encryption = EncryptionStep()
        self.summary = SummaryStep()
        self.sheet = SheetStep(feedback)
        self.steps = (self.folder, self.profile, self.person, self.encryption, self.summary, self.sheet)
        self.banner = Banner()
        self.back_button = plain_button(self.tr("ย้อนกลับ"), "arrow-left")
        self.next_button = primary_button("")
        self.later_button = plain_button(self.tr("พิมพ์ภายหลัง"))
        self._stack = QStackedWidget()
        self._marks: list[QLabel] = []
        self._progress = QProgressBar()
        self._lay_out()
        self.back_button.clicked.connect(self.back)
        self.next_button.clicked.connect(self.next)
        self.later_button.clicked.connect(self.finish)
        self.sheet.kept.connect(self._on_kept)
        self.folder.restore_asked.connect(self._restore)
        FormKeys(self, on_save=self.next)
        self._show_step(FOLDER)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Before it is shown nothing in the page takes the keyboard.
        QTimer.singleShot(0, self, lambda: focus_first(self.steps[self.step()]))

    def step(self) -> int:
        """Return the number of the step shown, from 0."""
        return self._stack.currentIndex()

    def next(self) -> None:
        """Go on if the step is right; from the last one make the office."""
        if self._busy or not self.steps[self.step()].check():
            return
        self.banner.hide()
        if self.step() == FOLDER:
            self._try_folder(lambda: self._show_step(PROFILE))
        elif self.step() == SUMMARY:
            self._set_up()
        elif self.step() == SHEET:
            self.finish()
        else:
            self._show_step(self.step() + 1)

    def back(self) -> None:
        """Return to the step before; what is typed stays."""
        if FOLDER < self.step() < SHEET and not self._busy:
            self.banner.hide()
            self._show_step(self.step() - 1)

    def finish(self) -> None:
        """Begin work; where the sheet was not kept, the home page goes on reminding of it."""
        if self._made is not None and not self._busy:
            made, self._made = self._made, None
            self.done.emit(*made)

    # --- what is done off the main thread

    def _restore(self) -> None:
        if not self._busy and self.folder.check():
            self._try_folder(self._choose_copy)

    def _choose_copy(self) -> None:
        source = ask_copy(self._feedback)
        if source is not None:
            self.restore_asked.emit(self.folder.folder(), source)

    def _try_folder(self, go_on: Callable[[], None]) -> None:
        folder = self.folder.folder()
        self._set_busy(True)
        self._runner.read(
            lambda: self._refusal(folder),
            lambda refusal: self._on_folder_tried(refusal, go_on),
            lambda error: self.folder.show_error(_told(error)),
            owner=self,
            on_finally=lambda: self._set_busy(False),
        )

    def _refusal(self, folder: Path) -> str:
        if is_on_network(folder):
            return "network"
        if self._opened is not None and self._opened[0] == folder:
            return ""
        if has_office(folder, self._clock):
            return "office"
        return "" if is_writable(folder) else "unwritable"

    def _on_folder_tried(self, refusal: str, go_on: Callable[[], None]) -> None:
        if refusal == "network":
            self.folder.show_error(_told(DomainError("store.network")))
        elif refusal == "office":
            self.folder.show_error(_told(DomainError("store.exists")))
        elif refusal == "unwritable":
            self.folder.show_error(_told(DomainError("store.unwritable")))
        else:
            go_on()

    def _set_up(self) -> None:
        folder = self.folder.folder()
        defaults = default_profile()
        values = self.profile.form.values()
        command = SetUpOffice(
            profile={name: value for name, value in values.items() if value != defaults[name]},
            administrator=self.person.account(),
            password=self.person.password(),
        )
        set_up = self.encryption.choice.set_up()
        self._set_busy(True)
        self._runner.write(
            lambda: self._make_office(folder, command, set_up),
            self._on_made,
            self._on_failed,
            owner=self,
            on_finally=lambda: self._set_busy(False),
        )

    def _make_office(
        self, folder: Path, command: SetUpOffice, set_up: KeySetUp
    ) -> tuple[Services, Actor, bytes]:
        # A database made for an attempt that failed is used again, so that trying again can succeed.
        if self._opened is not None and self._opened[:2] != (folder, set_up):
            self._opened[2].close()
            self._opened = None
        if self._opened is None:
            self._opened = (folder, set_up, self._make(folder, self._clock, set_up))
        services = self._opened[2]
        actor = services.setup.set_up(command, self._command)
        finish_unlock(services, actor, command.password, set_up)
        with suppress(OSError):  # The office stands; only the way to it has to be named at the next start.
            remember_choice(self._offered, folder)
        custody, made_sheet = services.custody, new_command_id()
        sheet = custody.print_recovery_sheet(actor, command.password, made_sheet, new_code=True)
        return services, actor, sheet

    def _on_made(self, made: tuple[Services, Actor, bytes]) -> None:
        services, actor, sheet = made
        self._made = services, actor
        self._show_step(SHEET)
        self.sheet.show_sheet(sheet)

    def _on_kept(self) -> None:
        if self._made is None:
            return
        services, actor = self._made
        command = new_command_id()
        self._runner.write(
            lambda: services.custody.note_sheet_kept(actor, command),
            lambda _done: self._show_kept(),
            lambda error: self.sheet.banner.show_text(_told(error), "danger"),
            owner=self,
        )

    def _show_kept(self) -> None:
        text = self.tr("บันทึกแล้วว่าพิมพ์หรือบันทึกใบกู้คืนแล้ว โปรดเก็บใบไว้ในที่ปลอดภัยก่อนเริ่มงาน")
        self.sheet.banner.show_text(text, "success")
        self._kept = True
        self._show_buttons()
        self.next_button.setFocus()

    def _on_failed(self, error: DomainError) -> None:
        if isinstance(error, Invalid):
            texts = field_texts(error)
            at_person = {"username", "display_name", "password", "roles"} & set(texts)
            self._show_step(PERSON if at_person else PROFILE)
            self.person.show_errors(texts)
            self.profile.form.show_errors(texts)
        elif error.code.startswith("store.") and error.code not in ("store.full", "store.busy"):
            self._show_step(FOLDER)
            self.folder.show_error(_told(error))
        else:
            self.banner.show_text(_told(error), "danger")

    # --- showing

    def _show_step(self, number: int) -> None:
        if number == SUMMARY:
            profile, account = self.profile.form.values(), self.person.account()
            way = way_name(self, self.encryption.choice.set_up())
            self.summary.show_values(self.folder.folder(), profile, account, way)
        self._stack.setCurrentIndex(number)
        for index, mark in enumerate(self._marks):
            set_style_property(mark, "role", "label" if index == number else "muted")
            done = self.tr("เสร็จแล้ว") if index < number else ""
            mark.setAccessibleDescription(self.tr("ขั้นที่กำลังทำ") if index == number else done)
        self._show_buttons()
        if number == SUMMARY:
            self.next_button.setFocus()
        elif number != SHEET:
            focus_first(self.steps[number])

    def _show_buttons(self) -> None:
        step = self.step()
        texts = {SUMMARY: self.tr("สร้างสำนักงาน"), SHEET: self.tr("เริ่มใช้งาน")}
        text = texts.get(step, self.tr("ถัดไป"))
        self.next_button.setText(self.tr("กำลังสร้างสำนักงาน") if step == SUMMARY and self._busy else text)
        self.next_button.setEnabled(not self._busy and (step != SHEET or self._kept))
        self.back_button.setEnabled(step > FOLDER and not self._busy)
        self.back_button.setVisible(step != SHEET)
        self.later_button.setVisible(step == SHEET and not self._kept)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._progress.setVisible(busy)
        self._show_buttons()

    def _lay_out(self) -> None:
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        policy = self._progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(policy)
        self._progress.hide()
        for step in self.steps[:-1]:
            self._stack.addWidget(_scrolling(step))
        self._stack.addWidget(self.sheet)
        right = QVBoxLayout()
        right.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        right.setSpacing(Space.M)
        right.addWidget(self.banner)
        right.addWidget(self._stack, 1)
        right.addWidget(self._progress)
        right.addLayout(self._build_footer())
        page = QWidget()
        page.setMaximumWidth(PAGE_WIDTH + 2 * Space.XL)
        page.setLayout(right)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._build_rail())
        row.addStretch(1)
        row.addWidget(page, 100)
        row.addStretch(1)

    def _build_rail(self) -> QWidget:
        rail = QFrame()
        rail.setObjectName("rail")
        rail.setFixedWidth(280)
        column = QVBoxLayout(rail)
        column.setContentsMargins(Space.XL, Space.XL, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(heading(self.tr("รับเรื่อง"), "display"))
        column.addWidget(ThaiLabel(self.tr("เริ่มใช้งานครั้งแรก"), "muted"))
        column.addSpacing(Space.M)
        for text in (
            self.tr("1  ที่เก็บข้อมูล"),
            self.tr("2  ข้อมูลสำนักงาน"),
            self.tr("3  ผู้ดูแลระบบคนแรก"),
            self.tr("4  การเข้ารหัสข้อมูล"),
            self.tr("5  ตรวจสอบและสร้าง"),
            self.tr("6  พิมพ์ใบกู้คืน"),
        ):
            mark = heading(text, "muted")
            self._marks.append(mark)
            column.addWidget(mark)
        column.addStretch(1)
        column.addWidget(ThaiLabel(self.tr("Enter ไปช่องถัดไป  Ctrl+Enter ไปขั้นถัดไป"), "help"))
        return rail

    def _build_footer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self.later_button)
        row.addWidget(self.next_button)
        return row


def _told(error: DomainError) -> str:
    said = sentence(error)
    return " ".join(part for part in (said.title, said.next) if part)


def _scrolling(step: QWidget) -> QScrollArea:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, Space.M, 0)
    column.addWidget(step)
    return scrolling(holder)
