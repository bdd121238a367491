"""Write one letter: the form at the left, the paper at the right, buttons by where it stands."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from services.errors import Conflict, DomainError, Invalid, NotFound
from services.files import write_file
from services.letters.access import LetterDetail
from services.letters.letters import Letters
from services.letters.life import KeepLetter
from services.letters.reading import LetterPreview, LetterSheet
from services.letters.typed import TypedLetter
from services.permissions import HANDLERS, Role
from services.private_files import PrivateFiles
from services.unit_of_work import new_command_id
from ui.case.attachments import open_with_system
from ui.case.dialogs import ActionDialog
from ui.case.messages import conflict_text
from ui.desk import Desk
from ui.error_messages import field_texts, sentence
from ui.formatting import format_date
from ui.letters.letter_dialogs import IssueDialog
from ui.letters.letter_form import LetterForm
from ui.letters.live_paper import LivePaper
from ui.letters.words import kind_name, status_of
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.keyboard import FormKeys
from ui.widgets.labels import (
    StatusChip,
    ThaiLabel,
    heading,
    plain_button,
    primary_button,
    quiet_button,
    rule,
)
from ui.widgets.scrolling import scrolling

PREVIEW_MS = 500
KEEP_MS = 1200


class LetterPage(QWidget):
    """Show one letter; what is typed is kept aside on every pause until it is kept for good."""

    title_changed = Signal(str)

    def __init__(
        self, desk: Desk, letters: Letters, private: PrivateFiles, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk, self._letters, self._private = desk, letters, private
        self.open_outside: Callable[[Path], bool] = open_with_system
        self._id = 0
        self._turn = 0
        self._asked = 0
        self._detail: LetterDetail | None = None
        self._commands: dict[str, str] = {}
        self._busy = False
        self._typed_dirty = False
        self._typed_failed = False
        self._paper_of: tuple[int, int] | None = None
        self.dialog: ActionDialog | None = None
        self.form = LetterForm()
        self.banner = Banner()
        self.hints = ThaiLabel("", "help")
        self.preview = LivePaper(desk.feedback)
        self.back_button = quiet_button(self.tr("กลับไปที่เรื่อง"), "arrow-left")
        self.title = heading("", "title")
        self.chip = StatusChip("")
        self.said = ThaiLabel("", "muted")
        self.buttons = self._make_buttons()
        self._lay_out()
        self._preview_timer = self._timer(PREVIEW_MS, self._ask_preview)
        self._keep_timer = self._timer(KEEP_MS, self.flush)
        self.form.changed.connect(self._on_typed)
        self.back_button.clicked.connect(lambda _on=False: self._go_back())
        FormKeys(self.form, on_save=self._main_action)

    # --- what the window calls

    def open(self, letter_id: int) -> None:
        """Show a letter; what was typed into the one before is kept aside."""
        if letter_id != self._id:
            self.flush()
            self._id, self._detail, self._paper_of = letter_id, None, None
            self._commands.clear()
            self.banner.close_banner()
            self.preview.clear()
        self.refresh()

    def refresh(self) -> None:
        """Load the letter again; what is typed stays."""
        if not self._id or self._busy:
            return
        self._turn += 1
        turn, letter_id, actor = self._turn, self._id, self._desk.actor
        first = self._detail is None

        def load() -> tuple[LetterDetail, TypedLetter | None]:
            detail = self._letters.read_letter(actor, letter_id)
            kept = self._letters.read_typed(actor, letter_id) if first and actor.roles & HANDLERS else None
            return detail, kept

        self._desk.runner.read(
            load,
            lambda found: self._show(*found) if turn == self._turn else None,
            lambda error: self._not_loaded(error) if turn == self._turn else None,
            owner=self,
        )

    def may_leave(self) -> bool:
        """Let go: what is typed is kept aside."""
        self.flush()
        return True

    def is_unkept(self) -> bool:
        """Tell whether something is typed that could not be kept aside."""
        return self._typed_failed and self.form.is_changed()

    def flush(self) -> None:
        """Keep aside at once what was typed since the last time."""
        self._keep_timer.stop()
        if not self._typed_dirty or self._desk.runner.is_shut_down:
            return
        self._typed_dirty = False
        letter_id, typed, actor = self._id, self.form.typed(), self._desk.actor
        self._desk.runner.write(
            lambda: self._letters.keep_typed(actor, letter_id, typed),
            lambda _done: self._typed_kept(failed=False),
            lambda _error: self._typed_kept(failed=True),
            owner=self,
        )

    # --- showing

    def _show(self, detail: LetterDetail, typed: TypedLetter | None) -> None:
        before, self._detail = self._detail, detail
        overtaken = before is not None and before.row.version != detail.row.version
        if before is None or not self.form.is_changed():
            usable = typed if "keep" in detail.actions else None
            self.form.show_letter(detail, usable)
            if usable is not None:
                self.banner.show_text(self.tr("นำข้อความที่พิมพ์ค้างไว้กลับมาแล้ว"), "info")
        elif overtaken:
            self.banner.show_text(self.tr("มีผู้แก้ไขหนังสือนี้ระหว่างที่ท่านพิมพ์ สิ่งที่ท่านพิมพ์ยังอยู่"), "warning")
        self._show_head(detail)
        self._show_hints(detail.unfilled, tuple(field.name for field in detail.unknown))
        self._show_buttons()
        if detail.row.has_paper:
            self._show_paper()
        else:
            self._ask_preview()
        self.title_changed.emit(self._title())

    def _show_head(self, detail: LetterDetail) -> None:
        row = detail.row
        self.title.setText(f"{kind_name(row.kind)} · {self.tr('เลขรับ')} {row.case_number}")
        self.chip.set_state(*status_of(row.status))
        lines = [self.tr("ร่างโดย {name}").format(name=row.made_by)]
        if row.decided_by:
            lines.append(self.tr("พิจารณาโดย {name}").format(name=row.decided_by))
        if row.number and row.letter_date:
            issued = self.tr("ที่ {number} ลงวันที่ {day}")
            lines.append(issued.format(number=row.number, day=format_date(row.letter_date)))
        if row.comment:
            lines.append(self.tr("ความเห็น: {text}").format(text=row.comment))
        if detail.hidden:
            lines.append(self.tr("ผู้ร้องเรียนขอปกปิดชื่อ ชื่อจะเติมให้เมื่อหัวหน้าฝ่าย/หัวหน้ากลุ่มงานออกหนังสือ"))
        self.said.setText("  ·  ".join(lines))

    def _show_hints(self, unfilled: tuple[str, ...], unknown: tuple[str, ...]) -> None:
        parts = []
        if unknown:
            parts.append(self.tr("ไม่มีช่องชื่อ {names}").format(names=", ".join(unknown)))
        if unfilled:
            names = ", ".join(f"{{{name}}}" for name in unfilled)
            parts.append(self.tr("ช่องที่ยังไม่มีข้อมูล (พิมพ์เป็นเส้นประ): {names}").format(names=names))
        self.hints.setText("\n".join(parts))
        self.hints.setVisible(bool(parts))

    def _show_buttons(self) -> None:
        detail = self._detail
        actions = detail.actions if detail else frozenset()
        changed = self.form.is_changed()
        for name, button in self.buttons.items():
            button.setEnabled(not self._busy)
            button.setVisible(name in actions)
        self.buttons["keep"].setEnabled(changed and not self._busy)
        self.buttons["revert"].setVisible(changed and "keep" in actions)
        self.buttons["copy"].setVisible(detail is not None and detail.row.layout == "email")
        self.buttons["paper"].setVisible(self._needs_reason())

    def _needs_reason(self) -> bool:
        detail = self._detail
        return (
            detail is not None
            and detail.row.has_paper
            and detail.hidden
            and self._desk.actor.has(Role.SUPERVISOR)
            and not self.preview.page_count()
        )

    def _show_paper(self) -> None:
        """Show the paper that was sent; one that names a hidden person is asked for on purpose."""
        detail = self._detail
        if detail is None or self._paper_of == (detail.row.id, detail.row.version):
            return
        self._paper_of = (detail.row.id, detail.row.version)
        self.preview.clear()
        if detail.hidden:
            self._show_buttons()
            return
        actor, letter_id = self._desk.actor, detail.row.id
        self._desk.runner.write(
            lambda: self._letters.read_paper(actor, letter_id), self._on_paper, self._refused, owner=self
        )

    def _on_paper(self, found: tuple[str, bytes]) -> None:
        self.preview.show_pdf(found[1], found[0])
        self._show_buttons()

    def _not_loaded(self, error: DomainError) -> None:
        if isinstance(error, NotFound):
            self._detail = None
            self._show_buttons()
        self.banner.show_text(sentence(error).as_text(), "danger")

    def _title(self) -> str:
        number = self._detail.row.case_number if self._detail else ""
        return self.tr("หนังสือของเรื่องเลขรับ {number}").format(number=number)

    # --- preview and what is kept aside

    def _on_typed(self) -> None:
        self._commands.clear()
        self._typed_dirty = True
        self._preview_timer.start()
        self._keep_timer.start()
        self._show_buttons()

    def _ask_preview(self) -> None:
        detail = self._detail
        if detail is None or detail.row.has_paper or self._desk.runner.is_shut_down:
            return
        self._asked += 1
        asked, typed, actor = self._asked, self.form.typed(), self._desk.actor
        sheet = LetterSheet(
            complaint_id=detail.row.complaint_id,
            kind=detail.row.kind,
            layout=typed.layout,
            content=typed.content,
            secret=typed.secret,
        )
        self._desk.runner.read(
            lambda: self._letters.preview_letter(actor, sheet),
            lambda found: self._on_preview(found) if asked == self._asked else None,
            lambda error: self._refused(error) if asked == self._asked else None,
            owner=self,
        )

    def _on_preview(self, found: LetterPreview) -> None:
        self.preview.show_pdf(found.content, self.form.subject.text())
        self.form.show_signatory(found.signer_name, found.signer_position)
        self._show_hints(found.unfilled, tuple(field.name for field in found.unknown))

    def _typed_kept(self, *, failed: bool) -> None:
        self._typed_failed = failed
        if failed:
            self._typed_dirty = True

    # --- acting

    def keep(self, then: Callable[[int], None] | None = None) -> None:
        """Keep the letter as typed; then is told its new version."""
        detail = self._detail
        if detail is None or self._busy:
            return
        typed = self.form.typed()
        command = KeepLetter(
            letter_id=detail.row.id,
            version=typed.version,
            content=typed.content,
            layout=typed.layout,
            secret=typed.secret,
        )
        self._typed_dirty = False
        self._keep_timer.stop()
        self._write(
            "keep",
            lambda command_id: self._letters.keep_letter(self._desk.actor, command, command_id),
            lambda done: self._on_kept(done.version, then),
        )

    def _on_kept(self, version: int, then: Callable[[int], None] | None) -> None:
        if then is None:
            self._done(self.tr("บันทึกร่างหนังสือแล้ว"))
            return
        # What follows may be refused: the form stands on what was kept all the same.
        self.form.mark_kept(version)
        if self._detail is not None:
            self._detail = replace(self._detail, row=replace(self._detail.row, version=version))
        then(version)

    def submit(self) -> None:
        """Put the letter to the supervisor, keeping first what is typed."""
        self._kept_first(
            lambda version: self._write(
                "submit",
                lambda command: self._letters.submit_letter(self._desk.actor, self._id, version, command),
                lambda _done: self._done(self.tr("เสนอหนังสือให้พิจารณาแล้ว")),
            )
        )

    def approve(self) -> None:
        """Approve the letter, keeping first what is typed."""
        self._kept_first(
            lambda version: self._write(
                "approve",
                lambda command: self._letters.approve_letter(self._desk.actor, self._id, version, command),
                lambda _done: self._done(self.tr("เห็นชอบหนังสือแล้ว")),
            )
        )

    def ask_return(self) -> None:
        """Ask what is to be changed, and send the letter back."""
        detail = self._detail
        if detail is None:
            return
        row, actor = detail.row, self._desk.actor
        self._ask(
            self.tr("ส่งกลับไปแก้ไข"),
            self.tr("ส่งกลับ"),
            "comment",
            self.tr("สิ่งที่ต้องแก้ไข"),
            lambda said, command: self._letters.return_letter(actor, row.id, row.version, said, command),
            self.tr("ส่งหนังสือกลับไปแก้ไขแล้ว"),
        )

    def ask_cancel(self) -> None:
        """Ask why, and cancel the letter."""
        detail = self._detail
        if detail is None:
            return
        row, actor = detail.row, self._desk.actor
        self._ask(
            self.tr("ยกเลิกหนังสือ"),
            self.tr("ยกเลิกหนังสือ"),
            "reason",
            self.tr("เหตุผล"),
            lambda said, command: self._letters.cancel_letter(actor, row.id, row.version, said, command),
            self.tr("ยกเลิกหนังสือแล้ว"),
            danger=True,
        )

    def ask_issue(self) -> None:
        """Ask for number, day and way, and send the letter."""
        if self._detail is None:
            return
        self.dialog = IssueDialog(self._desk, self._letters, self._detail, self)
        self._open(self.dialog, lambda _issued: self._done(self.tr("ออกหนังสือและเก็บเอกสารไว้กับเรื่องแล้ว")))

    def make_email(self) -> None:
        """Have the desk's own mail program open the letter as a draft; a hidden name needs a reason."""
        actor, letter_id = self._desk.actor, self._id
        if self._detail is not None and self._detail.hidden:
            self._ask_reason(lambda said: self._letters.make_email(actor, letter_id, said), self._on_email)
            return
        self._desk.runner.write(
            lambda: self._letters.make_email(actor, letter_id), self._on_email, self._refused, owner=self
        )

    def ask_paper(self) -> None:
        """Ask why, and show the paper that names a hidden person."""
        actor, letter_id = self._desk.actor, self._id
        self._ask_reason(lambda said: self._letters.read_paper(actor, letter_id, said), self._on_paper)

    def copy_text(self) -> None:
        """Put the message on the clipboard, for LINE and the like."""
        QGuiApplication.clipboard().setText(self.form.body.text())
        self._desk.feedback.saved(self.tr("คัดลอกข้อความแล้ว"))

    def revert(self) -> None:
        """Throw away what is typed, after asking."""
        detail = self._detail
        if detail is None or not self._desk.feedback.confirm(
            self.tr("ทิ้งสิ่งที่แก้ไขไว้หรือไม่"), yes=self.tr("ทิ้งการแก้ไข"), no=self.tr("แก้ไขต่อ"), danger=True
        ):
            return
        self._typed_dirty = False
        self._keep_timer.stop()
        self.form.show_letter(detail, None)
        self.banner.close_banner()
        actor, letter_id = self._desk.actor, self._id
        self._desk.runner.write(lambda: self._letters.discard_typed(actor, letter_id), owner=self)
        self._show_buttons()
        self._ask_preview()

    def _on_email(self, found: tuple[str, bytes]) -> None:
        name, content = found
        self._desk.runner.work(
            lambda _job: self._private.put(name, content),
            lambda path: self._opened(path, name, content),
            owner=self,
        )

    def _opened(self, path: Path, name: str, content: bytes) -> None:
        if self.open_outside(path):
            self._desk.feedback.notice(self.tr("เปิดร่างอีเมลในโปรแกรมอีเมลของเครื่องแล้ว โปรดตรวจสอบก่อนส่ง"))
            return
        saved = self._desk.feedback.ask_save_path(self.tr("บันทึกร่างอีเมล"), name, self.tr("อีเมล (*.eml)"))
        if saved is not None:
            self._desk.runner.work(
                lambda _job: write_file(saved, content),
                lambda _done: self._desk.feedback.saved(self.tr("บันทึกร่างอีเมลแล้ว")),
                owner=self,
            )

    def _kept_first(self, act: Callable[[int], None]) -> None:
        if self._detail is None:
            return
        if self.form.is_changed():
            self.keep(then=act)
        else:
            act(self._detail.row.version)

    def _main_action(self) -> None:
        if self.buttons["keep"].isVisible() and self.form.is_changed():
            self.keep()

    def _write(self, name: str, act: Callable[[str], Any], then: Callable[[Any], None]) -> None:
        command = self._commands.setdefault(name, new_command_id())
        self.form.clear_errors()
        self._busy = True
        self._show_buttons()

        def done(result: Any) -> None:
            self._commands.pop(name, None)
            then(result)

        def free() -> None:
            self._busy = False
            self._show_buttons()

        self._desk.runner.write(lambda: act(command), done, self._refused, owner=self, on_finally=free)

    def _done(self, said: str) -> None:
        self.banner.close_banner()
        self._detail = None  # the form is filled anew from what is kept
        self._desk.feedback.saved(said)
        self.refresh()

    def _refused(self, error: DomainError) -> None:
        if isinstance(error, Invalid) and set(error.fields) & set(self.form.fields):
            self.form.show_errors(field_texts(error))
            self.banner.show_text(sentence(error).as_text(), "warning")
        elif isinstance(error, Conflict):
            self.banner.show_text(conflict_text(error), "warning", self.tr("โหลดข้อมูลล่าสุด"), self._take_latest)
        else:
            self.banner.show_text(sentence(error).as_text(), "danger")

    def _take_latest(self) -> None:
        """Let what is typed be kept over the letter as it is now."""
        self._commands.clear()
        actor, letter_id, typed = self._desk.actor, self._id, self.form.typed()

        def show(detail: LetterDetail) -> None:
            self._detail = detail
            renewed = TypedLetter(detail.row.version, typed.content, typed.layout, typed.secret)
            self.form.show_letter(detail, renewed)
            self._show_head(detail)
            self._show_buttons()
            self.banner.show_text(self.tr("สิ่งที่ท่านพิมพ์ยังอยู่ หากบันทึกจะใช้แทนฉบับล่าสุด โปรดตรวจสอบก่อน"), "info")

        self._desk.runner.read(
            lambda: self._letters.read_letter(actor, letter_id), show, self._refused, owner=self
        )

    # --- asking

    def _ask(
        self,
        title: str,
        accept: str,
        name: str,
        label: str,
        act: Callable[[str, str], Any],
        said: str,
        *,
        danger: bool = False,
    ) -> None:
        dialog = ActionDialog(
            self._desk,
            title,
            accept,
            lambda values, command: act(values[name], command),
            danger=danger,
            parent=self,
        )
        dialog.add_text(name, label)
        self._open(dialog, lambda _done: self._done(said))

    def _ask_reason(self, act: Callable[[str], Any], then: Callable[[Any], None]) -> None:
        dialog = ActionDialog(
            self._desk,
            self.tr("หนังสือนี้มีชื่อผู้ร้องเรียนที่ขอปกปิด"),
            self.tr("เปิด"),
            lambda values, _command: act(values["reason"]),
            text=self.tr("การเปิดดูจะบันทึกไว้พร้อมเหตุผล"),
            parent=self,
        )
        dialog.add_text("reason", self.tr("เหตุผล"))
        self._open(dialog, then)

    def _open(self, dialog: ActionDialog, then: Callable[[Any], None]) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(then)
        dialog.open()

    def _go_back(self) -> None:
        if self._detail is not None:
            self._desk.navigate("case", complaint_id=self._detail.row.complaint_id)

    # --- building

    def _make_buttons(self) -> dict[str, QPushButton]:
        made: dict[str, tuple[QPushButton, Callable[[], None]]] = {
            "keep": (plain_button(self.tr("บันทึกร่าง"), "save"), self.keep),
            "submit": (primary_button(self.tr("เสนอพิจารณา"), "send"), self.submit),
            "approve": (primary_button(self.tr("เห็นชอบ"), "check"), self.approve),
            "return": (plain_button(self.tr("ส่งกลับแก้ไข"), "undo-2"), self.ask_return),
            "issue": (primary_button(self.tr("ออกหนังสือ"), "file-text"), self.ask_issue),
            "paper": (primary_button(self.tr("เปิดดูหนังสือ"), "eye"), self.ask_paper),
            "email": (plain_button(self.tr("สร้างอีเมล"), "mail"), self.make_email),
            "copy": (plain_button(self.tr("คัดลอกข้อความ"), "copy"), self.copy_text),
            "revert": (quiet_button(self.tr("ทิ้งการแก้ไข"), "rotate-ccw"), self.revert),
            "cancel": (quiet_button(self.tr("ยกเลิกหนังสือ"), "ban"), self.ask_cancel),
        }
        for button, act in made.values():
            button.clicked.connect(lambda _on=False, act=act: act())
        return {name: button for name, (button, _act) in made.items()}

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self.back_button)
        head.addWidget(self.title)
        head.addWidget(self.chip)
        head.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, Space.M, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.said)
        column.addWidget(self.banner)
        column.addWidget(self.hints)
        column.addWidget(self.form)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(scrolling(left, sideways=False))
        self.splitter.addWidget(self.preview)
        self.splitter.setSizes([480, 500])  # a form of one column, and a page that can be read beside it
        self.splitter.setStretchFactor(0, 4)
        self.splitter.setStretchFactor(1, 5)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        foot.setSpacing(Space.S)
        for name in ("submit", "approve", "issue", "paper", "keep", "return", "email", "copy", "revert"):
            foot.addWidget(self.buttons[name])
        foot.addStretch(1)
        foot.addWidget(self.buttons["cancel"])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, Space.M, 0, 0)
        outer.setSpacing(Space.S)
        for part in (head, None):
            if part is not None:
                part.setContentsMargins(Space.L, 0, Space.L, 0)
                outer.addLayout(part)
        holder = QVBoxLayout()
        holder.setContentsMargins(Space.L, 0, Space.L, 0)
        holder.addWidget(self.splitter)
        outer.addLayout(holder, 1)
        outer.addWidget(rule())
        outer.addLayout(foot)

    def _timer(self, pause: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(act)
        return timer
