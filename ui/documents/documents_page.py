"""The documents page: choose a paper, say what it asks, make it, look at it; or open one made before."""

from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from services.documents.catalogue import BY_CODE, CATALOGUE, PaperRequest
from services.documents.kept import KeptPapers
from services.documents.making import PaperMaking
from services.documents.single_papers import MadePaper
from services.errors import DomainError
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.documents.ask_form import AskForm
from ui.documents.made_panel import MadePanel
from ui.documents.paper_list import PaperList
from ui.error_messages import sentence
from ui.formatting import role_names
from ui.reports.document_window import file_name, paper_preview
from ui.tasks import Job
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.choices import SegmentedChoice
from ui.widgets.keyboard import FormKeys
from ui.widgets.labels import KeyHint, heading, plain_button, primary_button, quiet_button, rule
from ui.widgets.scrolling import scrolling

VIEWS = ("make", "made")
LAST_PAPER = "documents/paper"
_LIST_WIDTH = 330


class DocumentsPage(QWidget):
    """Make any paper that the roles allow; what is typed for one stays while another is looked at.

    A paper is set on the lane of files, beside the window and beside whoever saves: only keeping it takes
    the writer's turn, in the service.
    """

    def __init__(
        self,
        desk: Desk,
        making: PaperMaking,
        kept: KeptPapers,
        parent: QWidget | None = None,
        *,
        settings: QSettings | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk, self._making, self._settings = desk, making, settings
        self._forms: dict[str, AskForm] = {}
        self._asked: tuple[str, PaperRequest] | None = None
        self._command = ""  # of what was asked, until it is made
        self._job: Job | None = None
        self._busy = False
        self.papers = PaperList([kind for kind in CATALOGUE if desk.actor.has(*kind.roles)])
        self.made = MadePanel(desk, kept, settings)
        self.banner = Banner()
        self.make_button = primary_button(self.tr("จัดทำเอกสาร"), "file-text")
        self.cancel_button = plain_button(self.tr("ยกเลิกการจัดทำ"), "x")
        self.paper_button = plain_button(self.tr("ดูเอกสารที่เพิ่งจัดทำ"), "eye")
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("ความคืบหน้า"))
        self.progress.setTextVisible(False)
        self.progress_text = QLabel()
        self.back_button = quiet_button(self.tr("กลับ"), "arrow-left")
        self.paper_title = heading("")
        self.preview = paper_preview(desk.feedback)
        self.views = SegmentedChoice([*zip(VIEWS, (self.tr("จัดทำ"), self.tr("จัดทำไว้แล้ว")), strict=True)])
        self.views.setAccessibleName(self.tr("มุมมอง"))
        self._lay_out()
        FormKeys(self._sheets)  # Enter moves on; what makes is a shortcut of the panel
        self._connect()
        self._show_state()
        remembered = str(settings.value(LAST_PAPER, "")) if settings is not None else ""
        if not self.papers.set_code(remembered) and self.papers.codes():
            self.papers.set_code(self.papers.codes()[0])

    # --- what the window calls

    def open(self, paper: str = "", view: str = "make", **_others: Any) -> None:
        """Show a paper's form, the one last chosen unless another is asked for."""
        self._show_step(0)
        self.views.set_code(view if view in VIEWS else "make")
        self._show_view(self.views.code())
        self.banner.close_banner()
        if paper and not self.papers.set_code(paper) and paper in BY_CODE:
            kind = BY_CODE[paper]
            said = self.tr("{title}: จัดทำได้เฉพาะ{roles} โปรดให้ผู้มีสิทธิเป็นผู้จัดทำ")
            self.banner.show_text(said.format(title=kind.title, roles=role_names(kind.roles)), "warning")
        self._take_keyboard()

    def refresh(self) -> None:
        """Read the reports made before again; what is typed stays."""
        self.made.refresh()

    # --- making

    def make(self) -> None:
        """Make the paper chosen and show it."""
        form = self._form()
        if self._busy or form is None:
            return
        request = form.request()
        if request is None:
            return
        if (asked := (form.kind.code, request)) != self._asked:
            self._asked, self._command = asked, new_command_id()
        self.banner.close_banner()
        actor, code, command = self._desk.actor, form.kind.code, self._command
        self._busy = True
        self._show_progress(0, 0)
        self._show_state()
        job = self._desk.runner.work(
            lambda job: self._making.make_paper(actor, code, request, command, job.progress, job.cancelled),
            self._show_made,
            lambda error: self._show_error(code, error),
            owner=self,
            on_progress=self._show_progress,
            on_finally=self._rest,
        )
        self._job = job if self._busy else None

    def cancel(self) -> None:
        """Stop making between two pages."""
        if self._job is not None:
            self._job.cancel()
            self.progress_text.setText(self.tr("กำลังยกเลิก"))
            self.cancel_button.setEnabled(False)

    def show_form(self) -> None:
        """Go back to the papers; the one made stays to be looked at."""
        self._show_step(0)
        self._show_state()
        if self.views.code() == "made":
            self.made.take_keyboard()
        else:
            self.make_button.setFocus()

    def show_paper(self) -> None:
        """Look at the paper made or opened last."""
        if self.preview.page_count():
            self._show_step(1)
            self.preview.print_button.setFocus()

    def _show_made(self, made: MadePaper) -> None:
        self._asked = None  # the same asked again is another paper: a receipt's copy
        self.show_pdf(made)
        self.made.refresh()

    def show_pdf(self, made: MadePaper) -> None:
        """Show a paper, made now or before."""
        if self.preview.show_pdf(made.content, file_name(made.name)):
            self.paper_title.setText(made.name)
            self.show_paper()

    def _show_error(self, code: str, error: DomainError) -> None:
        form = self._forms[code]
        if not form.show_error(error):
            self.banner.show_text(sentence(error).as_text(), "danger")
        elif self.papers.code() != code:
            self.papers.set_code(code)

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done if total else -1)
        if total:
            said = self.tr("เขียนแล้ว {done} จาก {total} หน้า")
        elif done:
            said = self.tr("จัดหน้าแล้ว {done} หน้า")
        else:
            said = self.tr("กำลังรวบรวมข้อมูล")
        self.progress_text.setText(said.format(done=f"{done:,}", total=f"{total:,}"))

    def _rest(self) -> None:
        cancelled = self._job is not None and self._job.cancelled()
        self._busy, self._job = False, None
        self._show_state()
        if cancelled:
            self.banner.show_text(self.tr("ยกเลิกการจัดทำเอกสารแล้ว สิ่งที่ระบุไว้ยังอยู่"), "info")
            self.made.refresh()

    # --- showing

    def _form(self) -> AskForm | None:
        return self._forms.get(self.papers.code())

    def _choose(self, code: str) -> None:
        if code not in self._forms:
            self._forms[code] = AskForm(self._desk, BY_CODE[code])
            self._sheets.addWidget(self._forms[code])
        self._sheets.setCurrentWidget(self._forms[code])
        if self._settings is not None:
            self._settings.setValue(LAST_PAPER, code)
        self._show_state()

    def _enter(self) -> None:
        form = self._form()
        if form is None or not form.focus_first():
            self.make_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_state(self) -> None:
        self.make_button.setEnabled(self._form() is not None and not self._busy)
        self.make_button.setText(self.tr("กำลังจัดทำ") if self._busy else self.tr("จัดทำเอกสาร"))
        self.cancel_button.setEnabled(self._busy)
        for part in (self.cancel_button, self.progress, self.progress_text):
            part.setVisible(self._busy)
        self.paper_button.setVisible(self.preview.page_count() > 0 and not self._busy)

    def _show_view(self, code: str | None) -> None:
        self._panels.setCurrentIndex(VIEWS.index(code) if code in VIEWS else 0)
        if code == "made":
            self.made.refresh()

    def _show_step(self, step: int) -> None:
        self._steps.setCurrentIndex(step)

    def _take_keyboard(self) -> None:
        if self.views.code() == "made":
            self.made.take_keyboard()
        else:
            self.papers.list.setFocus(Qt.FocusReason.TabFocusReason)

    # --- building

    def _connect(self) -> None:
        self.papers.chosen.connect(self._choose)
        self.papers.entered.connect(self._enter)
        self.made.opened.connect(self.show_pdf)
        self.views.codeChanged.connect(self._show_view)
        self.make_button.clicked.connect(self.make)
        self.cancel_button.clicked.connect(self.cancel)
        self.paper_button.clicked.connect(self.show_paper)
        self.back_button.clicked.connect(self.show_form)

    def _lay_out(self) -> None:
        self._steps = QStackedWidget()
        self._steps.addWidget(self._build_desk())
        self._steps.addWidget(self._build_paper())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._steps)

    def _build_desk(self) -> QWidget:
        self._panels = QStackedWidget()
        self._panels.addWidget(self._build_making())
        self._panels.addWidget(self.made)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self.views)
        column.addWidget(self.banner)
        column.addWidget(self._panels, 1)
        self.views.set_code("make")
        return page

    def _build_making(self) -> QWidget:
        self.papers.setFixedWidth(_LIST_WIDTH)
        self._sheets = QStackedWidget()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(scrolling(self._sheets), 1)
        column.addWidget(self.progress_text)
        column.addWidget(self.progress)
        column.addWidget(rule())
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self.make_button)
        foot.addWidget(KeyHint("Ctrl+Enter"))
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.paper_button)
        foot.addStretch(1)
        column.addLayout(foot)
        panel = QWidget()
        row = QHBoxLayout(panel)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XL)
        row.addWidget(self.papers)
        row.addWidget(right, 1)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):  # from the list and the buttons too
            QShortcut(QKeySequence(keys), panel, self.make, context=_INSIDE).setAutoRepeat(False)
        return panel

    def _build_paper(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.XL, Space.M, Space.XL, Space.L)
        column.setSpacing(Space.S)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.back_button)
        row.addWidget(self.paper_title, 1)
        column.addLayout(row)
        column.addWidget(self.preview, 1)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), page, self.show_form, context=_INSIDE)
        return page


_INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut
