"""Put a drawing in force, and say what becomes of the cases that run on older versions."""

from typing import TYPE_CHECKING

from services.flowchart.editing import Flowcharts, Published, PublishFlowchart
from services.flowchart.moving import MovePreview
from ui.desk import Desk
from ui.flowchart.board import Spot
from ui.flowchart.move_dialog import MoveDialog
from ui.flowchart.publish_dialog import PublishDialog
from ui.flowchart.speaking import differences

if TYPE_CHECKING:
    from ui.flowchart.flowchart_page import FlowchartPage


class Publishing:
    """Lead from the drawing to the version in force."""

    def __init__(self, page: "FlowchartPage", desk: Desk, flowcharts: Flowcharts) -> None:
        self._page, self._desk, self._flowcharts = page, desk, flowcharts

    def begin(self) -> None:
        """Show what is wrong and what would change, and ask."""
        page = self._page
        if not page.publish_button.isEnabled():
            return
        page.bench.check()
        page.keep()
        sheet, chart = page.sheet, page.drawn()
        drawn = PublishFlowchart(code=sheet.code, based_on=sheet.based_on, chart=chart)
        changes = differences(sheet.base, chart, page.choices()) if sheet.base is not None else []
        dialog = PublishDialog(self._desk, self._flowcharts, drawn, page.bench.problems, changes, page)
        dialog.published.connect(self._published)
        dialog.overtaken.connect(page.catch_up)
        dialog.go_asked.connect(self._go)
        dialog.open()

    def move(self) -> None:
        """Show the running cases on older versions, and where they would stand on the newest."""
        self._look(self._page.sheet.code, tell_none=True)

    def _published(self, published: Published) -> None:
        page = self._page
        code = page.sheet.code
        said = page.tr("ประกาศใช้ผังฉบับที่ {number} แล้ว").format(number=published.number)
        self._desk.feedback.saved(said)
        page.in_force()
        self._look(code, tell_none=False)

    def _look(self, code: str, *, tell_none: bool) -> None:
        actor = self._desk.actor

        def show(preview: MovePreview) -> None:
            if preview.rows:
                dialog = MoveDialog(self._desk, self._flowcharts, preview, self._page)
                dialog.moved.connect(self._moved)
                dialog.open()
            elif tell_none:
                self._desk.feedback.notice(self._page.tr("ไม่มีเรื่องที่กำลังดำเนินการตามผังฉบับก่อน"))

        self._desk.runner.read(
            lambda: self._flowcharts.preview_move(actor, code),
            show,
            self._desk.feedback.error,
            owner=self._page,
        )

    def _moved(self, count: int) -> None:
        text = self._page.tr("ย้าย {count} เรื่องมาใช้ผังฉบับใหม่แล้ว")
        self._desk.feedback.saved(text.format(count=count))

    def _go(self, spot: Spot) -> None:
        self._page.bench.view.choose(spot)
        self._page.bench.take_keys()
