"""Give the chart to another office as a file, take one in, and print it for the wall."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from services.errors import DomainError
from services.files import read_file, write_file
from services.flowchart.definition import Chart
from services.flowchart.editing import Flowcharts
from ui.desk import Desk
from ui.error_messages import sentence

if TYPE_CHECKING:
    from ui.flowchart.flowchart_page import FlowchartPage


class Exchanging:
    """Bring charts out and in for one page."""

    def __init__(
        self,
        page: "FlowchartPage",
        desk: Desk,
        flowcharts: Flowcharts,
        show_paper: Callable[[bytes, str], None],
    ) -> None:
        self._page, self._desk, self._flowcharts, self._show_paper = page, desk, flowcharts, show_paper

    def export(self) -> None:
        """Save the chart in force as a file that another office can open."""
        actor, code = self._desk.actor, self._page.sheet.code
        self._desk.runner.read(
            lambda: self._flowcharts.export_flowchart(actor, code),
            lambda file: self._save(*file),
            self._say,
            owner=self._page,
        )

    def import_file(self) -> None:
        """Take in another office's chart as what is drawn; a file that is none leaves the drawing alone."""
        tr = self._page.tr
        paths = self._desk.feedback.ask_open_paths(tr("เปิดไฟล์ผังของสำนักงานอื่น"), tr("ไฟล์ผัง (*.json)"))
        if paths:
            path = paths[0]
            self._desk.runner.work(
                lambda _job: self._read(path),
                lambda chart: self._taken(path, chart),
                self._say,
                owner=self._page,
            )

    def print_wall_chart(self) -> None:
        """Show the chart as one page for the wall, as it is drawn."""
        page, actor = self._page, self._desk.actor
        chart = page.bench.board.chart if page.is_changed() or page.bench.board.read_only else None
        code = page.sheet.code
        self._desk.runner.read(
            lambda: self._flowcharts.print_wall_chart(actor, code, chart),
            lambda content: self._show_paper(content, page.bench.board.chart.name),
            self._say,
            owner=page,
        )

    def _read(self, path: Path) -> Chart:
        return self._flowcharts.read_exchange(read_file(path).content)

    def _taken(self, path: Path, chart: Chart) -> None:
        page = self._page
        page.take_up(chart, page.tr("เปิดไฟล์ผัง"))
        text = page.tr("เปิดผังจากไฟล์ {name} เป็นร่างแล้ว กด Ctrl+Z เพื่อกลับไปที่ผังก่อนหน้า")
        page.banner.show_text(text.format(name=path.name), "info")

    def _save(self, name: str, content: bytes) -> None:
        page = self._page
        path = self._desk.feedback.ask_save_path(page.tr("บันทึกผังเป็นไฟล์"), name, page.tr("ไฟล์ผัง (*.json)"))
        if path is not None:
            said = page.tr("บันทึกไฟล์ {name} แล้ว").format(name=path.name)
            self._desk.runner.work(
                lambda _job: write_file(path, content),
                lambda _done: self._desk.feedback.saved(said),
                self._say,
                owner=page,
            )

    def _say(self, error: DomainError) -> None:
        self._page.banner.show_text(sentence(error).as_text(), "danger")
