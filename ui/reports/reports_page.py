"""The monthly report: choose a month, see its figures, edit the memo, make and print."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from services.documents.making import PaperMaking
from services.documents.monthly import MonthlyPaper, MonthlyRequest
from services.documents.monthly_memo import MemoDraft
from services.documents.printing import Documents
from services.errors import DomainError
from services.figures.indicators import MonthFigures
from services.signing.sign_off import MonthSigning, Signing
from services.signing.signed import SignedRow
from services.thai.dates import Month
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.error_messages import field_error_text, sentence
from ui.register.figure import FigureCases, open_cases
from ui.reports.document_window import file_name, paper_preview
from ui.reports.figures_panel import FiguresPanel
from ui.reports.memo_form import MemoForm
from ui.reports.month_picker import MonthPicker
from ui.reports.signing_part import SigningPart
from ui.theme import FORM_WIDTH, Space
from ui.widgets.banner import Banner
from ui.widgets.dates import ThaiDateEdit
from ui.widgets.fields import FormField
from ui.widgets.keyboard import FormKeys
from ui.widgets.labels import KeyHint, plain_button, primary_button, quiet_button, rule
from ui.widgets.scrolling import scrolling

_FIGURES_WIDTH = 440


class ReportsPage(QWidget):
    """Make the monthly report of a month; a month without complaints gives its record.

    Figures are read through the documents, so that screen and paper count alike whoever looks.
    """

    def __init__(
        self,
        desk: Desk,
        documents: Documents,
        signing: Signing,
        making: PaperMaking,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._documents = documents
        self._signing = signing
        self._signed: SignedRow | None = None  # of the month shown
        self._figures: MonthFigures | None = None
        self._typed: dict[Month, tuple[MemoDraft, bool]] = {}  # what was typed for a month stays with it
        self._unmade: set[Month] = set()  # months whose memo was typed and stands in no paper yet
        self._shown: Month | None = None
        self._asked = 0  # readings come back in any order: only the last one asked for is shown
        self._command = ""  # of the report being made, until it is made
        self._making = False
        self.picker = MonthPicker(self._usual_month())
        self.as_of = ThaiDateEdit(self._today)
        self.as_of_field = FormField(
            self.tr("ข้อมูล ณ วันที่"), self.as_of, help_text=self.tr("เว้นว่างไว้ หมายถึงวันสุดท้ายของเดือน")
        )
        self.banner = Banner()
        self.figures_panel = FiguresPanel()
        self.memo_form = MemoForm()
        self.signing_part = SigningPart(desk, signing, making, self._memo_shown)
        self.make_button = primary_button(self.tr("จัดทำรายงาน"), "file-text")
        self.paper_button = plain_button(self.tr("ดูเอกสารที่จัดทำแล้ว"), "eye")
        self.others_button = quiet_button(self.tr("เอกสารและรายงานอื่น"), "printer")
        self.back_button = quiet_button(self.tr("กลับไปแก้ไข"), "arrow-left")
        self.preview = paper_preview(desk.feedback)
        self._lay_out()
        FormKeys(self._form, self.make)
        self.picker.monthChanged.connect(lambda _month: self._on_month())
        self.as_of.dateChanged.connect(lambda _day: self._on_asked())
        self.as_of.editingFinished.connect(self._show_date_error)
        self.memo_form.changed.connect(self._forget_paper)
        self.signing_part.signed.connect(self._on_asked)
        self.figures_panel.asked.connect(self._open_cases)
        self.make_button.clicked.connect(self.make)
        self.paper_button.clicked.connect(self.show_paper)
        self.others_button.clicked.connect(lambda _on=False: desk.navigate("documents"))
        self.back_button.clicked.connect(self.show_form)
        self._show_button()

    # --- what the window calls

    def open(self, month: Month | str | None = None, **_others: Any) -> None:
        """Show a month's figures, the last one chosen unless another is asked for."""
        if month is not None:
            self.picker.set_month(Month.parse(month) if isinstance(month, str) else month)
        self.refresh()

    def refresh(self) -> None:
        """Read the figures again; what is typed stays."""
        self._read()

    def is_unkept(self) -> bool:
        """Tell whether a memo is typed that no paper made has: it lives no longer than the session."""
        return bool(self._unmade)

    # --- making

    def make(self) -> None:
        """Make the report and show it."""
        if self._making or self._figures is None or self._date_error():
            return
        self._command = self._command or new_command_id()
        self._set_making(True)
        actor, request, command = self._desk.actor, self._request(), self._command
        self._desk.runner.write(
            lambda: self._documents.make_monthly(actor, request, command),
            self._show_paper,
            self._desk.feedback.error,
            owner=self,
            on_finally=lambda: self._set_making(False),
        )

    def show_form(self) -> None:
        """Go back to the month and the memo; the paper made stays until something changes."""
        self._steps.setCurrentIndex(0)
        self._show_button()
        self.make_button.setFocus()

    def show_paper(self) -> None:
        """Look at the paper made."""
        if self.preview.page_count():
            self._steps.setCurrentIndex(1)
            self.preview.print_button.setFocus()

    def _request(self) -> MonthlyRequest:
        memo, included = self._memo_shown()
        return MonthlyRequest(
            month=self.picker.month(), as_of=self.as_of.date(), memo=memo, include_memo=included
        )

    def _show_paper(self, paper: MonthlyPaper) -> None:
        self._command = ""
        self._unmade.discard(paper.month)
        name = self.tr("รายงานข้อร้องเรียน {month}") if not paper.zero else self.tr("บันทึกข้อมูลประจำเดือน {month}")
        self.preview.show_pdf(paper.content, file_name(name.format(month=paper.month.be_label)))
        self.show_paper()
        if paper.signed is None:
            self._desk.feedback.saved(self.tr("จัดทำเอกสารและบันทึกการจัดทำไว้แล้ว"))

    def _set_making(self, making: bool) -> None:
        self._making = making
        self._show_button()

    def _forget_paper(self) -> None:
        """Begin anew after a change: the paper shown says something else."""
        self._command = ""
        if self._figures is not None:
            month = self._figures.month
            self._typed[month] = self._memo_typed()
            (self._unmade.add if self.memo_form.is_typed() else self._unmade.discard)(month)
        self._clear_paper()

    def _clear_paper(self) -> None:
        self.preview.clear()
        self._show_button()

    # --- reading

    def _on_month(self) -> None:
        if self.as_of.text():
            self.as_of.set_date(None)  # a cut-off of another month means nothing here
        self._on_asked()

    def _on_asked(self) -> None:
        self._command = ""
        self._clear_paper()
        self._steps.setCurrentIndex(0)
        self._show_date_error()
        self._read()

    def _read(self) -> None:
        if self._date_error():
            return
        self._asked += 1
        asked, month, as_of, actor = self._asked, self.picker.month(), self.as_of.date(), self._desk.actor

        def read() -> tuple[MonthFigures, MemoDraft, MonthSigning]:
            found = self._documents.read_month(actor, month, as_of)
            draft = self._documents.memo_draft(actor, month, as_of)
            return found, draft, self._signing.read_signing(actor, month)

        self._desk.runner.read(
            read,
            lambda found: self._show(asked, *found),
            lambda error: self._refuse(asked, error),
            owner=self,
        )

    def _show(self, asked: int, figures: MonthFigures, draft: MemoDraft, standing: MonthSigning) -> None:
        if asked != self._asked:
            return
        self.banner.close_banner()
        self._figures = figures
        self.figures_panel.show_figures(figures, self._desk.facts().settings)
        self.figures_panel.show()
        if self._shown == figures.month:
            self.memo_form.show_draft(draft)
        else:
            typed, included = self._typed.get(figures.month, (None, not figures.zero))
            self.memo_form.begin(draft, typed, included=included)
            self._shown = figures.month
        self._signed = standing.signed
        if standing.signed is not None:  # its memo is the one that was signed
            self._unmade.discard(figures.month)
        self.picker.mark(standing.months)
        self.signing_part.show_standing(standing)
        # What is signed is served as it is: neither its memo nor its cut-off can be chosen any more.
        self.memo_form.setVisible(standing.signed is None)
        self.as_of_field.setVisible(standing.signed is None)
        self._show_button()

    def _open_cases(self, title: str, ids: tuple[int, ...]) -> None:
        open_cases(self._desk, FigureCases(title, ids, "reports"))

    def _refuse(self, asked: int, error: DomainError) -> None:
        if asked != self._asked:
            return
        self._figures = None
        self._shown = None
        self._signed = None
        self.signing_part.show_standing(None)
        self.figures_panel.hide()
        self.memo_form.hide()
        if error.code in ("report.cut_off_before_period", "report.cut_off_ahead"):
            self.as_of_field.set_error(sentence(error).title)
        self.banner.show_text(sentence(error).as_text(), "warning")
        self._show_button()

    def _memo_shown(self) -> tuple[MemoDraft | None, bool]:
        included = self.memo_form.include.isChecked()
        return (self.memo_form.memo() if included else None), included

    def _memo_typed(self) -> tuple[MemoDraft, bool]:
        memo = self.memo_form.memo()
        assert memo is not None  # noqa: S101 - a draft is shown with the figures
        return memo, self.memo_form.include.isChecked()

    def _show_button(self) -> None:
        self.make_button.setEnabled(self._figures is not None and not self._making)
        self.paper_button.setVisible(self.preview.page_count() > 0)
        zero = self._figures is not None and self._figures.zero
        if self._signed is not None and not self._making:
            self.make_button.setText(self.tr("เปิดเอกสารที่รับรองแล้ว"))
        elif self._making:
            self.make_button.setText(self.tr("กำลังจัดทำ"))
        else:
            self.make_button.setText(self.tr("จัดทำบันทึกข้อมูลประจำเดือน") if zero else self.tr("จัดทำรายงาน"))

    def _date_error(self) -> bool:
        return self.as_of.error() is not None

    def _show_date_error(self) -> None:
        error = self.as_of.error()
        self.as_of_field.set_error(field_error_text(error))

    def _today(self) -> date:
        return self._desk.clock.now().date()

    def _usual_month(self) -> Month:
        """Return the month usually reported: the one that has just ended."""
        return Month.of(self._today()).previous()

    # --- building

    def _lay_out(self) -> None:
        self._steps = QStackedWidget()
        self._steps.addWidget(self._build_form())
        self._steps.addWidget(self._build_paper())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._steps)

    def _build_form(self) -> QWidget:
        self._form = QWidget()
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(Space.M)
        left.addWidget(FormField(self.tr("เดือนที่รายงาน"), self.picker))
        left.addWidget(self.as_of_field)
        left.addWidget(self.banner)
        left.addWidget(self.signing_part)
        left.addWidget(self.figures_panel)
        left.addStretch(1)
        right.addWidget(self.memo_form)
        right.addStretch(1)
        columns = QHBoxLayout(self._form)
        columns.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        columns.setSpacing(Space.XL)
        for column, width in ((left, _FIGURES_WIDTH), (right, FORM_WIDTH)):
            holder = QWidget()
            column.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(column)
            holder.setMaximumWidth(width)
            columns.addWidget(holder, width)
        columns.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scrolling(self._form), 1)
        column.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        foot.setSpacing(Space.S)
        foot.addWidget(self.make_button)
        foot.addWidget(KeyHint("Ctrl+Enter"))
        foot.addWidget(self.paper_button)
        foot.addStretch(1)
        foot.addWidget(self.others_button)
        column.addLayout(foot)
        return page

    def _build_paper(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.XL, Space.M, Space.XL, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.preview, 1)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), page, self.show_form, context=_INSIDE)
        return page


_INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut
