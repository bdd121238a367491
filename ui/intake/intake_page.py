"""The page where complaints are taken in, one for each form."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from services.accounts.accounts import Accounts
from services.complaints.drafts import DraftRow, Drafts
from services.complaints.intake import Intake, Registered
from services.complaints.reading import Cases
from services.complaints.similar import Similar
from services.errors import DomainError, FieldError, Invalid
from ui.desk import Desk
from ui.error_messages import sentence
from ui.files.drops import FileDrops
from ui.formatting import format_time
from ui.intake.attachments import AttachmentList
from ui.intake.beside import Beside
from ui.intake.draft_keeper import DraftKeeper, Snapshot
from ui.intake.drafts_panel import DraftsOffer, continue_draft, sure_to_discard
from ui.intake.entry import BoxRun, DraftSlot, Entry, Find, fields_of
from ui.intake.form import ComplaintForm
from ui.intake.form_scroll import FormScroll
from ui.intake.opening_form import OpeningForm
from ui.intake.save_bar import SaveBar, find_title, slip_title
from ui.intake.saved_panel import SavedPanel
from ui.intake.saver import Opened, Saved, Saver
from ui.intake.similar_desk import SimilarDesk
from ui.scans.bar import ScanBar
from ui.scans.watcher import ScanWatcher, put_scans_away
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.keyboard import FormKeys

PrintReceipt = Callable[[int], None]
PhoneSentence = Callable[[int], str]
CASE_PAGE = "case"
# An empty form that stood open longer than this was not opened for the person who comes now.
IDLE = timedelta(minutes=10)


class IntakePage(QWidget):
    """Take complaints in through one form: walk_in, phone, box or general.

    Everything typed is kept as a draft; a saved complaint leaves a panel with its number.
    """

    def __init__(  # noqa: PLR0913 - a page lists every service it uses
        self,
        desk: Desk,
        intake: Intake,
        drafts: Drafts,
        accounts: Accounts,
        print_receipt: PrintReceipt,
        phone_sentence: PhoneSentence,
        form: str = "walk_in",
        beside: Beside | None = None,
        *,
        earlier: tuple[Similar, Cases] | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._drafts = drafts
        self._accounts = accounts
        self._print_receipt = print_receipt
        self._phone_sentence = phone_sentence
        self._kind = form
        self._entry = Entry(desk.clock.now())
        self._saved: Registered | None = None
        self._may_open = True
        self._saving = False
        self._keyboard: QWidget | None = None
        self._idle = True
        self._waiting_for_files = False
        self.scan_bar: ScanBar | None = None
        self._watcher: ScanWatcher | None = None
        self._beside = beside
        self._opening_id: int | None = None
        self._next_find: Find | None = None
        self._found_in = ""
        self._build()
        self.similar = SimilarDesk(desk, *earlier, self.form, self) if earlier is not None else None
        if self.similar is not None:
            self._column.insertWidget(self._column.indexOf(self.bar), self.similar.strip)
        inspections = beside.inspections if beside is not None else None
        self._saver = Saver(intake, drafts, desk.actor, desk.clock.now, slip_title, inspections)
        self._keeper = DraftKeeper(desk, drafts, self._snapshot, self)
        self._connect()
        self._start_entry()

    # --- what the window calls

    def open(
        self,
        draft_id: int | None = None,
        channel: str | None = None,
        find: Find | None = None,
        run: BoxRun | None = None,
        **_others: Any,
    ) -> None:
        """Show the form, with a draft, a channel, an inspection's find or a run of slips where asked for."""
        if (find is not None or run is not None) and not self._saving:
            self._begin_found(find, run)
        elif draft_id is not None and draft_id != self._entry.slot.id:
            self._fetch_draft(draft_id)
        elif draft_id is None and not self._saving and self._is_idle():
            self._start_entry()  # Whoever comes now, their time begins now.
        if channel is not None and draft_id is None and not self.form.is_touched():
            self.form.set_chosen_channel(channel)
            self._found_in = channel
        self.refresh()
        self._focus_start()

    def _begin_found(self, find: Find | None, run: BoxRun | None) -> None:
        """Begin a complaint from what was found; what is being typed is put aside as a draft."""
        self._keeper.flush()
        self._start_entry(Entry(self._desk.clock.now(), find=find, run=run))

    def refresh(self) -> None:
        """Load the office's lists, colleagues and drafts again; what is typed stays."""
        actor = self._desk.actor
        self.form.offer(self._desk.facts())
        self._desk.runner.read(
            lambda: self._accounts.list_colleagues(actor), self.form.offer_colleagues, owner=self
        )
        self.drafts_offer.panel.refresh()

    def offer_scans(self, watcher: ScanWatcher) -> None:
        """Show above the form what the scanner brings, and let it be attached by one key."""
        files = self.form.attachments
        if files is None:
            return
        bar = ScanBar(
            watcher,
            lambda path: self._take_scan(files, path),
            lambda: {item.path for item in files.incoming.items if item.path is not None},
            self,
        )
        files.changed.connect(bar.refresh)
        files.offer_folder(watcher.choose)
        self._top.addWidget(bar)
        self.scan_bar = bar
        self._watcher = watcher

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft first."""
        self._keeper.flush()
        return True

    def is_unkept(self) -> bool:
        """Tell whether something typed stands in this form alone: no draft of it could be kept."""
        return self._keeper.is_failing and not self._is_idle()

    def save(self) -> None:
        """Save what the page shows: the opening of the box, or a complaint."""
        if self._saving:
            return
        if self._stack.currentWidget() is self._opening_scroll:
            self._save_opening()
        elif self._stack.currentWidget() is self._form_scroll:
            self._save_complaint()

    @property
    def entry(self) -> Entry:
        """Return what belongs to the complaint being typed."""
        return self._entry

    # --- building

    def _build(self) -> None:
        self.drafts_offer = DraftsOffer(self._desk, self._drafts)
        self.banner = Banner()
        self._wrong = False
        self.form = ComplaintForm(self._desk, self._kind)
        self.opening = OpeningForm(self._desk.clock.now, self._desk.facts().profile.box_location)
        self.opening.begin()
        self.saved_panel = SavedPanel(
            statements=self._kind in ("walk_in", "phone") and self._beside is not None
        )
        self.bar = SaveBar()
        self._form_scroll = FormScroll(self.form)
        self._opening_scroll = FormScroll(self.opening)
        self._stack = QStackedWidget()
        for shown in (self._form_scroll, self._opening_scroll, self.saved_panel):
            self._stack.addWidget(shown)
        top = self._top = QVBoxLayout()
        top.setContentsMargins(Space.XL, Space.M, Space.XL, 0)
        top.setSpacing(Space.S)
        top.addWidget(self.drafts_offer)
        top.addWidget(self.banner)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        self.form.changed.connect(self._on_typed)
        self.opening.changed.connect(self._keeper.touch)
        self._keeper.kept.connect(self._on_kept)
        self._keeper.failed.connect(self._on_keep_failed)
        self.drafts_offer.panel.leave_out(lambda: self._entry.slot.id)
        self.drafts_offer.panel.continued.connect(self._continue)
        self.bar.save_wanted.connect(self.save)
        self.bar.another_wanted.connect(self._put_aside)
        self.bar.discard_wanted.connect(self._discard)
        self.bar.skip_wanted.connect(self._skip_slip)
        self.bar.toggle_wanted.connect(self.form.complainant.toggle)
        self.bar.install_shortcuts(self)
        if self.similar is not None:
            self.similar.marked.connect(self._keep_links)
            self.similar.install_shortcuts()
        self.saved_panel.next_wanted.connect(self._next)
        self.saved_panel.print_wanted.connect(self._print)
        self.saved_panel.open_wanted.connect(self._open_case)
        self.saved_panel.statement_wanted.connect(self._print_statement)
        self.saved_panel.record_wanted.connect(self._print_record)
        if self.form.attachments is not None:
            self.form.attachments.settled.connect(self._on_files_settled)
            self._take_files(self.form.attachments)
        FormKeys(self, on_save=self.save)
        QApplication.instance().focusChanged.connect(self._on_focus)

    def _take_files(self, files: AttachmentList) -> None:
        """Take files dropped anywhere on the form, or pasted outside its fields of text."""
        FileDrops(
            self,
            files.add_paths,
            files.add_picture,
            lambda: not self._saving and self._stack.currentWidget() is self._form_scroll,
            files.say_nothing_to_paste,
        )

    def _take_scan(self, files: AttachmentList, path: Path) -> None:
        if not self._saving and self._stack.currentWidget() is self._form_scroll:
            files.add_paths([path], "scan")
            self.form.papers.set_folded(False)

    # --- entries and drafts

    def _start_entry(self, entry: Entry | None = None) -> None:
        self._keeper.stop()
        self._entry = entry or Entry(self._desk.clock.now())
        self._saved = None
        self.banner.close_banner()
        self.form.begin(self._entry.run)
        self._keeper.begin(self._entry.slot)
        if self.similar is not None:
            self.similar.begin(self._entry.links)
            self.similar.strip.setVisible(self._kind != "box" or self._entry.run is not None)
        self._idle = self._entry.slot.id is None
        if self._kind == "box" and self._entry.run is None:
            self.opening.begin()
            self._stack.setCurrentWidget(self._opening_scroll)
        else:
            self._stack.setCurrentWidget(self._form_scroll)
        self._keeper.stop()
        self._show_bar()
        self._form_scroll.to_top()

    def _show_bar(self) -> None:
        started = self._entry.started_at if self._kind == "phone" else None
        self.bar.show_typing(
            self._entry.run, opening=self._is_opening(), call_started=started, find=self._entry.find
        )

    def _is_idle(self) -> bool:
        if self._stack.currentWidget() is self.saved_panel:
            return True
        touched = (self.opening if self._is_opening() else self.form).is_touched()
        return not touched and self._entry.slot.id is None and self._entry.run is None

    def _is_opening(self) -> bool:
        return self._stack.currentWidget() is self._opening_scroll

    def _snapshot(self) -> Snapshot:
        if self._is_opening():
            title, worth, fields = self.tr("การเปิดกล่อง"), self.opening.is_touched(), self.opening.raw()
        else:
            title, worth, fields = self.form.title(), self.form.is_touched(), self.form.raw()
        run, find = self._entry.run, self._entry.find
        if run is not None:
            title = f"{slip_title(run)} {title}".strip()
        elif find is not None:
            title = f"{find_title(find)} {title}".strip()
        return Snapshot(self._kind, title, self._entry.as_json(fields), worth or run is not None)

    def _continue(self, row: DraftRow) -> None:
        if row.form == self._kind:
            self._fetch_draft(row.id)
        else:
            continue_draft(self._desk, row)

    def _fetch_draft(self, draft_id: int) -> None:
        # Read on the writer: what is on its way to the draft arrives first.
        self._keeper.flush()
        actor = self._desk.actor
        self._desk.runner.write(
            lambda: self._drafts.list_drafts(actor),
            lambda rows: self._open_draft(rows, draft_id),
            owner=self,
        )

    def _open_draft(self, rows: list[DraftRow], draft_id: int) -> None:
        if self._saving:
            return
        row = next((item for item in rows if item.id == draft_id), None)
        if row is None:
            self._desk.feedback.notice(self.tr("ไม่พบร่างนี้ อาจบันทึกหรือทิ้งไปแล้ว"), "warning")
            return
        self._keeper.flush()
        try:
            entry = Entry.from_draft(row.id, row.content, self._desk.clock.now())
        except (KeyError, TypeError, ValueError):
            self._desk.feedback.error(DomainError("draft.unreadable"))
            return
        self._start_entry(entry)
        (self.opening if self._is_opening() else self.form).put_raw(fields_of(row.content))
        self._keeper.stop()
        self.drafts_offer.panel.refresh()
        self._focus_start()

    def _put_aside(self) -> None:
        """Keep what is typed as a draft and begin another complaint."""
        if self._saving:
            return
        self._keeper.flush()
        self._start_entry()
        self.drafts_offer.panel.refresh()
        self._focus_start()

    def _discard(self) -> None:
        touched = (self.opening if self._is_opening() else self.form).is_touched()
        if touched and not sure_to_discard(self._desk, self.tr("ทิ้งที่กรอกไว้หรือไม่")):
            return
        self._keeper.stop()
        entry = self._entry
        self._desk.runner.write(lambda: self._saver.discard(entry), owner=self)
        self._start_entry()
        self._focus_start()

    def _on_typed(self) -> None:
        now = self._desk.clock.now()
        if self._idle and now - self._entry.started_at > IDLE:
            self._idle = False
            self._entry.started_at = now
            self.form.freshen()
            self._show_bar()
        self._idle = False
        self._keeper.touch()
        if self.similar is not None:
            self.similar.typed()
        self._forget_wrong()

    def _keep_links(self) -> None:
        """Take what was marked into the entry, so that it is saved with it and lies in its draft."""
        if self.similar is not None:
            self._entry.links = self.similar.links()
            self._keeper.touch()

    def _on_kept(self, at: datetime) -> None:
        self.bar.set_state(self.tr("เก็บร่างแล้ว {time}").format(time=format_time(at.time())))

    def _on_keep_failed(self, _error: DomainError) -> None:
        text = self.tr("ยังเก็บร่างไม่ได้ โปรแกรมจะลองใหม่ โปรดอย่าปิดหน้าต่าง")
        self.bar.set_state(text, failed=True)

    # --- saving

    def _save_opening(self) -> None:
        if self._tell_wrong(self.opening.unreadable()):
            return
        entry, command = self._entry, self.opening.command()
        self._run_save(lambda: self._saver.record_opening(entry, command), self._on_opened)

    def _save_complaint(self) -> None:
        self.form.settle()
        if self._wait_for_files() or self._tell_wrong(self.form.unreadable()):
            return
        entry, content, files = self._entry, self.form.content(), self.form.files()
        named = {item.account_id for item in content.respondents}
        self._may_open = self._desk.actor.account_id not in named
        attached = list(self.form.attachments.incoming.items) if self.form.attachments is not None else []

        def saved(done: Saved) -> None:
            put_scans_away(self._desk, self, self._watcher, attached)
            self._on_registered(done)

        self._run_save(lambda: self._saver.register(entry, content, files), saved)

    def _skip_slip(self) -> None:
        run, entry = self._entry.run, self._entry
        if run is None or self._saving:
            return
        title = self.tr("ข้ามใบที่ {number} โดยไม่บันทึกเป็นเรื่องหรือไม่").format(number=run.number)
        if self.form.is_touched() and not self._desk.feedback.confirm(title, yes=self.tr("ข้ามใบนี้")):
            return
        following = run.next()
        reason = self.tr("ข้ามใบที่ {number} ขณะกรอก").format(number=run.number)
        self._run_save(
            lambda: self._saver.skip(entry, following, reason),
            lambda found: self._go_on(following, found, None),
        )

    def _run_save(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._keeper.flush()
        self._saving = True
        self.banner.close_banner()
        # What is disabled hands the keyboard on to the next button there is; the page keeps it instead.
        self._keyboard = self.focusWidget()
        self.setFocus()
        self.bar.set_saving(True)
        self._stack.setEnabled(False)
        self._desk.runner.write(job, done, self._on_save_failed, owner=self, on_finally=self._on_save_ended)

    def _on_save_ended(self) -> None:
        self._saving = False
        self.bar.set_saving(False)
        self.bar.set_state("")
        self._stack.setEnabled(True)
        if self.hasFocus() and self._keyboard is not None:
            self._keyboard.setFocus()

    def _on_save_failed(self, error: DomainError) -> None:
        if isinstance(error, Invalid):
            self._tell_wrong(error.fields)
        else:
            self._entry.doubtful = True
            self.banner.show_text(sentence(error).as_text(), "danger", self.tr("บันทึกอีกครั้ง"), self.save)
            self.bar.save_button.setFocus()

    def _tell_wrong(self, errors: Mapping[str, FieldError]) -> bool:
        """Say beside the fields what is wrong; True where anything is."""
        shown = self.opening if self._is_opening() else self.form
        homeless = shown.show_errors(dict(errors))
        if errors:
            self.drafts_offer.fold()
            text = self.tr("ยังบันทึกไม่ได้ โปรดแก้ไขช่องที่มีข้อความเตือน {count} ช่อง ข้อความที่กรอกยังอยู่ครบ")
            self.banner.show_text(" ".join([text.format(count=len(errors)), *homeless]), "danger")
        self._wrong = bool(errors) and not homeless
        return bool(errors)

    def _forget_wrong(self) -> None:
        """Take the banner away once no field has anything against it any more."""
        shown = self.opening if self._is_opening() else self.form
        if self._wrong and not any(field.error() for field in shown.fields.values()):
            self._wrong = False
            self.banner.close_banner()

    def _wait_for_files(self) -> bool:
        """Hold a save back until chosen files are read; refuse it where one can't be."""
        files = self.form.attachments
        self._waiting_for_files = files is not None and files.is_reading()
        if self._waiting_for_files:
            self.bar.set_state(self.tr("กำลังอ่านไฟล์แนบ แล้วจะบันทึกให้"))
            return True
        refused = files.refusal() if files is not None else ""
        if refused:
            self.form.papers.set_folded(False)
            self.form.fields["attachments"].focus_editor()
            self.banner.show_text(refused, "danger")
        return bool(refused)

    def _on_files_settled(self) -> None:
        if self._waiting_for_files:
            self._waiting_for_files = False
            self.save()

    def _on_opened(self, opened: Opened) -> None:
        self._opening_id, first = opened.opening_id, opened.first
        if first is None:
            self._show_saved(lambda: self.saved_panel.show_run((), None))
        else:
            self._start_entry(first)
            self._focus_start()
        self.drafts_offer.panel.refresh()

    def _on_registered(self, saved: Saved) -> None:
        if saved.run is not None:
            self._go_on(saved.run, saved.following, saved.registered)
            return
        self._saved = saved.registered
        self._next_find = self._entry.find.next() if self._entry.find is not None else None
        complaint_id = saved.registered.complaint_id
        self._show_saved(lambda: self.saved_panel.show_registered(saved.registered, may_open=self._may_open))
        if self._kind == "phone":
            self._desk.runner.read(
                lambda: self._phone_sentence(complaint_id), self.saved_panel.set_speech, owner=self
            )

    def _go_on(self, run: BoxRun, following: Entry | None, registered: Registered | None) -> None:
        if following is None:
            self._saved, self._opening_id = registered, run.opening_id
            self._show_saved(lambda: self.saved_panel.show_run(run.saved, registered))
            return
        self._start_entry(following)
        if registered is not None:
            said = self.tr("ใบที่ {slip} บันทึกแล้ว เลขรับ {number}")
            self.banner.show_text(said.format(slip=run.number - 1, number=registered.number), "success")
        self._focus_start()

    def _show_saved(self, fill: Callable[[], None]) -> None:
        self._keeper.stop()
        self._keeper.begin(DraftSlot(closed=True))
        self._entry = Entry(self._desk.clock.now(), slot=DraftSlot(closed=True))
        fill()
        self.banner.close_banner()
        self.drafts_offer.fold()
        self.bar.hide()
        if self.similar is not None:
            self.similar.begin()
            self.similar.strip.hide()
        self._stack.setCurrentWidget(self.saved_panel)
        self.saved_panel.next_button.setFocus()
        self.drafts_offer.panel.refresh()

    # --- after saving

    def _next(self) -> None:
        find, self._next_find = self._next_find, None
        self._start_entry(Entry(self._desk.clock.now(), find=find) if find is not None else None)
        if find is not None and self._found_in:
            self.form.set_chosen_channel(self._found_in)
        self.drafts_offer.panel.refresh()
        self._focus_start()

    def _print(self) -> None:
        if self._saved is not None:
            self._print_receipt(self._saved.complaint_id)

    def _print_statement(self) -> None:
        if self._saved is not None and self._beside is not None:
            self._beside.print_paper("statement", self._saved.complaint_id)

    def _print_record(self) -> None:
        if self._opening_id is not None and self._beside is not None:
            self._beside.print_paper("box_record", self._opening_id)

    def _open_case(self) -> None:
        if self._saved is not None:
            self._desk.navigate(CASE_PAGE, complaint_id=self._saved.complaint_id)

    # --- the keyboard

    def _focus_start(self) -> None:
        if self._stack.currentWidget() is self.saved_panel:
            self.saved_panel.next_button.setFocus()
        else:
            (self.opening if self._is_opening() else self.form).start_typing()

    @Slot(QWidget, QWidget)
    def _on_focus(self, old: QWidget | None, _new: QWidget | None) -> None:
        if old is not None and self._stack.isAncestorOf(old):
            self._keeper.flush()
