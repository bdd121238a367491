"""The context menu of the drawing."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from ui.flowchart.acts import Acts
from ui.flowchart.board import Board, Spot
from ui.flowchart.view import ChartView
from ui.icons import icon


def _tr(text: str) -> str:
    return QCoreApplication.translate("FlowchartMenu", text)


def spot_menu(view: ChartView, board: Board, acts: Acts, spot: Spot) -> QMenu:
    """Return what can be done with a spot, each with its key."""
    menu = QMenu(view)

    def add(
        text: str, icon_name: str, act: Callable[[], object], key: str = "", *, changes: bool = True
    ) -> None:
        action = menu.addAction(icon(icon_name), f"{text}\t{key}" if key else text)
        action.triggered.connect(lambda _on: act())
        action.setEnabled(not (changes and board.read_only))

    code = spot.code
    if spot.branch >= 0:
        add(_tr("แก้ไขข้อความบนเส้นทาง"), "pencil", lambda: view.edit_asked.emit("name"), "F2", changes=False)
        add(_tr("ลบเส้นทาง"), "trash-2", lambda: acts.remove(spot), "Delete")
        return menu
    if code:
        add(_tr("เปลี่ยนชื่อ"), "pencil", lambda: view.edit_asked.emit("name"), "F2")
    add(_tr("เพิ่มขั้นตอนต่อจากนี้") if code else _tr("เพิ่มขั้นตอน"), "plus", lambda: acts.add_step(code), "N")
    if code in board.chart.steps:
        add(_tr("เพิ่มเส้นทาง…"), "git-branch", lambda: view.target_asked.emit(code), "B")
    add(_tr("เพิ่มจุดสิ้นสุด"), "flag", acts.add_end, "E")
    if code in board.chart.steps and code != board.chart.first:
        add(_tr("ให้เรื่องใหม่เริ่มที่นี่"), "play", lambda: acts.set_first(code))
    if code in board.chart.places:
        add(_tr("จัดวางกล่องนี้โดยอัตโนมัติ"), "refresh-cw", lambda: acts.lay_out_anew(code))
    if code:
        menu.addSeparator()
        add(_tr("ลบ"), "trash-2", view.remove_chosen, "Delete")
        return menu
    menu.addSeparator()
    add(_tr("จัดวางทั้งผังโดยอัตโนมัติ"), "refresh-cw", acts.lay_out_anew)
    add(_tr("เรียงเลขขั้นตอนใหม่"), "list", acts.renumber)
    add(_tr("แสดงทั้งผัง"), "maximize-2", view.fit, "Ctrl+0", changes=False)
    return menu
