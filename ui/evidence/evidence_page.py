"""The yearly evidence document: choose the year, see what its parts lack, put pictures in, make it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from services.documents.catalogue import PaperRequest
from services.documents.evidence_reading import EvidenceReading, EvidenceStanding
from services.documents.making import PaperMaking
from services.documents.single_papers import MadePaper
from services.errors import DomainError
from services.office.evidence_pictures import EvidencePictures
from services.thai.dates import fiscal_year
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.error_messages import field_error_text, sentence
from ui.evidence.parts_model import COLUMNS, PartsModel
from ui.evidence.pictures_panel import PicturesPanel
from ui.files.drops import FileDrops
from ui.tasks import Job
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.choices import ChoiceCombo
from ui.widgets.dates import ThaiDateEdit
from ui.widgets.fields import FormField, field_row
from ui.widgets.keyboard import FormKeys
from ui.widgets.labels import KeyHint, plain_button, primary_button, rule
from ui.widgets.scrolling import scrolling
from ui.widgets.table import DataTable

ShowPaper = Callable[[bytes, str], None]
YEARS_OFFERED = 12
_PARTS_WIDTH = 470
_OF_CUT_OFF = ("report.cut_off_before_period", "report.cut_off_ahead")


class EvidencePage(QWidget):
    """Look after a year's evidence document and make it."""

    def __init__(
        self,
        desk: Desk,
        evidence: EvidenceReading,
        pictures: EvidencePictures,
        making: PaperMaking,
        show_paper: ShowPaper,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk, self._evidence, self._making, self._show_paper = desk, evidence, making, show_paper
        self._standing: EvidenceStanding | None = None
        self._asked = 0
        self._command = ""  # of what is being made, until it is made
        self._job: Job | None = None
        self._busy = False
        self.year = ChoiceCombo()
        self.year_field = FormField(self.tr("ปีงบประมาณ"), self.year)
        self.as_of = ThaiDateEdit(lambda: desk.clock.now().date())
        self.as_of_field = FormField(
            self.tr("ข้อมูล ณ วันที่"),
            self.as_of,
            help_text=self.tr("เว้นว่างไว้: วันสิ้นปี หรือวันนี้"),
        )
        self.banner = Banner()
        self.model = PartsModel()
        self.model.setParent(self)
        self.table = DataTable(self.tr("ส่วนต่าง ๆ ของเอกสาร"))
        self.pictures = PicturesPanel(desk, pictures)
        self.make_button = primary_button(self.tr("จัดทำเอกสาร"), "file-text")
        self.stop_button = plain_button(self.tr("ยกเลิกการจัดทำ"), "x")
        self.progress = QProgressBar()
        self.progress_text = QLabel()
        self._offer_years()
        self._lay_out()
        FormKeys(self, self.make)
        self.drops = FileDrops(
            self,
            self.pictures.take_paths,
            self.pictures.take_picture,
            self.pictures.takes_pictures,
            self.pictures.say_nothing_there,
        )
        self.year.codeChanged.connect(lambda _code: self._on_year())
        self.as_of.dateChanged.connect(lambda _day: self._on_cut_off())
        self.as_of.editingFinished.connect(self._show_date_error)
        self.table.rowChanged.connect(lambda _index: self._show_part())
        self.pictures.changed.connect(self.refresh)
        self.make_button.clicked.connect(self.make)
        self.stop_button.clicked.connect(self.stop)
        self._show_making(busy=False)

    # --- what the window calls

    def open(self, year: int | None = None, part: str = "", **_others: Any) -> None:
        """Show a year's document, the one last chosen unless another is asked for."""
        if year is not None:
            self.year.set_code(str(year))
        self.refresh()
        codes = [self.model.row_at(row).code for row in range(self.model.rowCount())]
        if part in codes:
            self.table.setCurrentIndex(self.model.index(codes.index(part), 0))
        self.table.setFocus()

    def refresh(self) -> None:
        """Read again how the document stands; what is typed stays."""
        year = self.year.code()
        if year is None:
            return
        self._asked += 1
        turn, actor, wanted = self._asked, self._desk.actor, int(year)
        self._desk.runner.read(
            lambda: self._evidence.read_evidence(actor, wanted),
            lambda standing: self._show(turn, standing),
            self._on_failed,
            owner=self,
        )

    def may_leave(self) -> bool:
        """Have captions saved that are still being typed; they stay here where that fails."""
        self.pictures.finish_captions()
        return True

    def is_unkept(self) -> bool:
        """Tell whether a caption of any part is typed that could not be saved."""
        return self.pictures.is_changed()

    # --- making

    def make(self) -> None:
        """Make the document and show it; captions that are still being typed are saved first."""
        if self._busy or self._standing is None or self.as_of.error() is not None:
            self._show_date_error()
            return
        self.banner.close_banner()
        self.pictures.finish_captions()
        self._show_making(busy=True)
        self.progress.setRange(0, 0)
        self.progress_text.setText(self.tr("กำลังเตรียมภาพและข้อมูล"))
        # Behind the captions on the writer's lane: what was typed a moment ago stands in the document.
        self._desk.runner.write(lambda: None, lambda _done: self._begin(), self._not_begun, owner=self)

    def stop(self) -> None:
        """Give up what is being made; nothing of it is kept."""
        if self._job is not None:
            self._job.cancel()
            self.progress_text.setText(self.tr("กำลังยกเลิก"))

    def _begin(self) -> None:
        assert self._standing is not None  # noqa: S101 - nothing is made before a year is shown
        if self.pictures.is_unkept():
            self._show_making(busy=False)
            words = self.tr("ยังไม่ได้จัดทำเอกสาร เพราะมีคำบรรยายภาพที่บันทึกไม่ได้ โปรดแก้ไขตามข้อความใต้คำบรรยายภาพ")
            self.banner.show_text(words, "warning")
            return
        self._command = self._command or new_command_id()
        request = PaperRequest(year=self._standing.fiscal_year, as_of=self.as_of.date())
        actor, command = self._desk.actor, self._command
        self._job = self._desk.runner.work(
            lambda job: self._making.make_paper(
                actor, "evidence", request, command, job.progress, job.cancelled
            ),
            self._made,
            self._on_failed,
            owner=self,
            on_progress=self._progressed,
            on_finally=self._ended,
        )

    def _not_begun(self, error: DomainError) -> None:
        self._show_making(busy=False)
        self._on_failed(error)

    def _made(self, paper: MadePaper) -> None:
        self._command = ""
        self._desk.feedback.saved(self.tr("จัดทำเอกสารและเก็บไว้แล้ว"))
        self._show_paper(paper.content, paper.name)

    def _ended(self) -> None:
        cancelled = self._job is not None and self._job.cancelled()
        self._job = None
        self._show_making(busy=False)
        if cancelled:
            self.banner.show_text(self.tr("ยกเลิกการจัดทำเอกสารแล้ว ภาพและคำบรรยายยังอยู่ครบ"), "info")

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        said = self.tr("หน้า {done} จาก {total}") if total else self.tr("กำลังจัดหน้า {done}")
        self.progress_text.setText(said.format(done=done, total=total))

    def _show_making(self, *, busy: bool) -> None:
        self._busy = busy
        self.make_button.setEnabled(not busy and self._standing is not None)
        self.make_button.setText(self.tr("กำลังจัดทำ") if busy else self.tr("จัดทำเอกสาร"))
        for widget in (self.stop_button, self.progress, self.progress_text):
            widget.setVisible(busy)

    # --- reading

    def _show(self, turn: int, standing: EvidenceStanding) -> None:
        if turn != self._asked:
            return
        self.banner.close_banner()
        kept = max(self.table.current_row(), 0)
        self._standing = standing
        self.model.set_rows(standing.parts)
        self.table.setCurrentIndex(self.model.index(min(kept, len(standing.parts) - 1), 0))
        self.pictures.show()
        self._show_making(busy=self._busy)

    def _show_part(self) -> None:
        row = self.table.current_row()
        if self._standing is not None and 0 <= row < self.model.rowCount():
            self.pictures.show_part(self._standing, self.model.row_at(row))

    def _on_year(self) -> None:
        self._command = ""
        if self.as_of.text():
            self.as_of.set_date(None)  # a cut-off of another year means nothing here
        self.refresh()

    def _on_cut_off(self) -> None:
        self._command = ""
        self.as_of_field.set_error("")

    def _show_date_error(self) -> None:
        self.as_of_field.set_error(field_error_text(self.as_of.error()))

    def _on_failed(self, error: DomainError) -> None:
        self._show_making(busy=self._busy)
        if error.code in _OF_CUT_OFF:
            told = sentence(error)
            self.as_of_field.set_error(" ".join(part for part in (told.title, told.next) if part))
            self.as_of_field.focus_editor()
            return
        self.banner.show_text(sentence(error).as_text(), "danger")

    # --- building

    def _offer_years(self) -> None:
        newest = fiscal_year(self._desk.clock.now().date())
        years = [str(newest - back) for back in range(YEARS_OFFERED)]
        self.year.set_choices([(year, self.tr("ปีงบประมาณ พ.ศ. {year}").format(year=year)) for year in years])
        # In the first months of a fiscal year it is the one before that the office makes its document of.
        early = self._desk.clock.now().month in (10, 11, 12)
        self.year.set_code(years[1] if early else years[0])

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.set_column_widths([width for _title, width in COLUMNS], stretch=0)
        self.progress.setAccessibleName(self.tr("ความคืบหน้า"))
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(260)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(Space.M)
        left.addLayout(field_row(self.year_field, self.as_of_field))
        left.addWidget(self.banner)
        left.addWidget(self.table, 1)
        holder = QWidget()
        holder.setLayout(left)
        holder.setFixedWidth(_PARTS_WIDTH)
        columns = QHBoxLayout()
        columns.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        columns.setSpacing(Space.XL)
        columns.addWidget(holder)
        columns.addWidget(scrolling(self.pictures, sideways=False), 1)
        self.pictures.hide()
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        foot.setSpacing(Space.S)
        for widget in (self.make_button, KeyHint("Ctrl+Enter"), self.stop_button, self.progress):
            foot.addWidget(widget)
        foot.addWidget(self.progress_text)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(columns, 1)
        column.addWidget(rule())
        column.addLayout(foot)
