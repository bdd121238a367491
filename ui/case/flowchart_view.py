"""Draw the flowchart with the case's way through it; say the same as a list."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from services.complaints.reading import CaseDetail
from services.thai.words import with_zero_width_spaces
from ui.case.chart_boxes import Box, boxes_of, chart_as_text
from ui.case.chart_layout import MAIN, SIDE, ChartLayout, Edge, Node, lay_out
from ui.icons import draw_icon
from ui.theme import Colours, Space, TypeScale, colours_of, font

LANE = 22
GAP = 24
SEPARATOR = " · "
PAD = 8
MARK = 18
WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class FlowchartView(QWidget):
    """Draw one case's flowchart; the width decides the boxes, the boxes decide the height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout: ChartLayout | None = None
        self._boxes: dict[str, Box] = {}
        self._rects: dict[str, QRectF] = {}
        self._captions: dict[str, QRectF] = {}
        self._height = 0
        self._title_font = font(TypeScale.BASE, bold=True)
        self._small_font = font(TypeScale.SMALL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumWidth(320)

    def show_case(self, detail: CaseDetail) -> None:
        """Draw a case's way."""
        self._layout = lay_out(detail.chart)
        boxes = boxes_of(detail, self._layout)
        self._boxes = {box.node.code: box for box in boxes}
        self.setAccessibleName(detail.chart.name)
        self.setAccessibleDescription("\n".join(chart_as_text(boxes)))
        self._arrange()
        self.update()

    def boxes(self) -> list[Box]:
        """Return the boxes drawn, in reading order."""
        return list(self._boxes.values())

    def rect_of(self, code: str) -> QRectF:
        """Return where a step is drawn."""
        return self._rects.get(code, QRectF())

    def current_rect(self) -> QRectF:
        """Return where the case stands in the drawing."""
        code = next((code for code, box in self._boxes.items() if box.state == "current"), "")
        return self.rect_of(code)

    def sizeHint(self) -> QSize:
        return QSize(400, max(80, self._height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = QPointF(event.pos())
            code = next((code for code, rect in self._rects.items() if rect.contains(at)), None)
            if code is not None:
                QToolTip.showText(event.globalPos(), self._boxes[code].hint, self)
            return True
        return super().event(event)

    # --- arranging

    def _arrange(self) -> None:
        if self._layout is None:
            return
        layout = self._layout
        left = LANE if layout.has("back") else 2
        right = LANE if layout.has("join", "ahead") else 2
        nodes = layout.reading_order()
        has_side = any(node.lane != MAIN for node in nodes)
        room = max(self.width(), self.minimumWidth()) - left - right - (LANE if has_side else 0)
        main = min(room * 0.57, 340) if has_side else min(room, 420)
        side = min(room - main, 300)
        xs = {MAIN: (left, main), SIDE: (left + main + LANE, side)}
        self._place_column([node for node in nodes if node.lane == MAIN], *xs[MAIN])
        bottom = self._place_sides([node for node in nodes if node.lane != MAIN], *xs[SIDE])
        self._clear_way_back([node for node in nodes if node.lane == MAIN], bottom)
        self._height = int(max(rect.bottom() for rect in self._rects.values())) + 4
        self.setFixedHeight(self._height)

    def _place_column(self, nodes: list[Node], x: float, width: float) -> None:
        y = 2.0
        for node in nodes:
            height = self._box_height(self._boxes[node.code], width)
            self._rects[node.code] = QRectF(x, y, width, height)
            y += height + GAP

    def _place_sides(self, nodes: list[Node], x: float, width: float) -> float:
        """Stack the side boxes, each below the box that it branches from; return where they end."""
        y = 0.0
        for node in nodes:
            starts = [self._rects[edge.source] for edge in self._ways_to(node, "branch")]
            y = max([y, *(rect.center().y() + 6 for rect in starts)])
            if node.caption:
                caption = self._text_height(node.caption, self._small_font, width) + 2
                self._captions[node.code] = QRectF(x, y, width, caption)
                y += caption
            height = self._box_height(self._boxes[node.code], width)
            self._rects[node.code] = QRectF(x, y, width, height)
            y += height + GAP * 0.7
        return y

    def _clear_way_back(self, nodes: list[Node], bottom: float) -> None:
        """Move the boxes that side branches come back to below them, so that no way crosses a box."""
        shift = 0.0
        for node in nodes:
            rect = self._rects[node.code]
            if shift == 0.0 and self._ways_to(node, "join"):
                shift = max(0.0, bottom - rect.center().y() - shift)
            self._rects[node.code] = rect.translated(0, shift)

    def _ways_to(self, node: Node, kind: str) -> list[Edge]:
        edges = self._layout.edges if self._layout else ()
        return [edge for edge in edges if edge.target == node.code and edge.kind == kind]

    def _box_height(self, box: Box, width: float) -> float:
        inner = width - 2 * PAD - MARK
        height = self._text_height(box.title, self._title_font, inner)
        if box.below:
            height += self._text_height(box.below, self._small_font, inner)
        return height + 2 * PAD - 4

    def _text_height(self, text: str, with_font: QFont, width: float) -> float:
        metrics = QFontMetricsF(with_font)
        area = QRectF(0, 0, width, 10_000)
        return metrics.boundingRect(area, WRAP, _broken(text, metrics, width)).height()

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._layout is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(self)
        ways = sorted(self._layout.edges, key=self._on_way)
        for edge in ways:
            self._paint_edge(painter, edge, colours)
        for box in self._boxes.values():
            self._paint_box(painter, box, colours)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.current_rect().adjusted(-3, -3, 3, 3), 9, 9)

    def _on_way(self, edge: Edge) -> bool:
        states = (self._boxes[edge.source].state, self._boxes[edge.target].state)
        if edge.kind == "back":
            return False
        return "other" not in states

    def _paint_box(self, painter: QPainter, box: Box, colours: Colours) -> None:
        rect = self._rects[box.node.code]
        look = {
            "done": (colours.success, colours.success_soft, 1.0, Qt.PenStyle.SolidLine, colours.text),
            "current": (colours.accent, colours.accent_soft, 2.5, Qt.PenStyle.SolidLine, colours.text),
            "expected": (colours.border_strong, colours.surface, 1.0, Qt.PenStyle.SolidLine, colours.text),
            "other": (colours.border, colours.window, 1.0, Qt.PenStyle.DashLine, colours.text_muted),
        }
        border, fill, width, style, ink = look[box.state]
        painter.setPen(QPen(QColor(border), width, style))
        painter.setBrush(QColor(fill))
        radius = rect.height() / 2 if box.node.code not in self._steps() else 7
        painter.drawRoundedRect(rect, min(radius, 18), min(radius, 18))
        names = {"done": "circle-check", "current": "circle-dot", "expected": "circle", "other": "circle"}
        strong = border if box.state in ("done", "current") else colours.border_strong
        at = QPoint(int(rect.left()) + PAD - 1, int(rect.top()) + PAD + 1)
        draw_icon(painter, names[box.state], at, 15, strong)
        inner = rect.adjusted(PAD + MARK, PAD - 3, -PAD, 0)
        painter.setPen(QColor(ink))
        painter.setFont(self._title_font)
        title = _broken(box.title, QFontMetricsF(self._title_font), inner.width())
        painter.drawText(inner, int(WRAP), title)
        if box.below:
            top = self._text_height(box.title, self._title_font, inner.width())
            painter.setFont(self._small_font)
            painter.setPen(QColor(colours.text if box.state == "current" else colours.text_muted))
            shown = _broken(box.below, QFontMetricsF(self._small_font), inner.width())
            painter.drawText(inner.adjusted(0, top, 0, 0), int(WRAP), shown)
        if box.node.caption:
            painter.setFont(self._small_font)
            painter.setPen(QColor(colours.text_muted))
            area = self._captions[box.node.code]
            caption = _broken(box.node.caption, QFontMetricsF(self._small_font), area.width())
            painter.drawText(area, int(WRAP), caption)

    def _steps(self) -> set[str]:
        return {edge.source for edge in self._layout.edges} if self._layout else set()

    def _paint_edge(self, painter: QPainter, edge: Edge, colours: Colours) -> None:
        on_way = self._on_way(edge)
        pen = QPen(QColor(colours.border_strong if on_way else colours.border), 1.6 if on_way else 1.2)
        points = self._route(edge)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        self._paint_arrow(painter, points, pen.color())
        if edge.label and edge.kind in ("down", "back"):
            self._paint_label(painter, edge, points, colours)

    def _route(self, edge: Edge) -> list[QPointF]:
        start, end = self._rects[edge.source], self._rects[edge.target]
        if edge.kind == "down":
            top = end.top() - 1
            return [QPointF(start.left() + 30, start.bottom()), QPointF(start.left() + 30, top)]
        if edge.kind == "back":
            x = min(start.left(), end.left()) - LANE / 2 - 2
            y1, y2 = start.center().y(), end.center().y()
            return [QPointF(start.left(), y1), QPointF(x, y1), QPointF(x, y2), QPointF(end.left() - 1, y2)]
        if edge.kind == "branch":
            x, y1, y2 = end.left() - LANE / 2, start.center().y(), end.center().y()
            return [QPointF(start.right(), y1), QPointF(x, y1), QPointF(x, y2), QPointF(end.left() - 1, y2)]
        x = max(rect.right() for rect in self._rects.values()) + LANE / 2
        y1, y2 = start.center().y(), end.center().y()
        return [QPointF(start.right(), y1), QPointF(x, y1), QPointF(x, y2), QPointF(end.right() + 1, y2)]

    @staticmethod
    def _paint_arrow(painter: QPainter, points: list[QPointF], colour: QColor) -> None:
        tip, before = points[-1], points[-2]
        dx, dy = tip.x() - before.x(), tip.y() - before.y()
        length = max(1.0, (dx * dx + dy * dy) ** 0.5)
        ux, uy = dx / length, dy / length
        base = QPointF(tip.x() - 7 * ux, tip.y() - 7 * uy)
        side = QPointF(-4 * uy, 4 * ux)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([tip, base + side, base - side]))

    def _paint_label(self, painter: QPainter, edge: Edge, points: list[QPointF], colours: Colours) -> None:
        painter.setFont(self._small_font)
        painter.setPen(QColor(colours.text_muted))
        metrics = QFontMetricsF(self._small_font)
        if edge.kind == "down":
            rect = self._rects[edge.source]
            room = QRectF(points[0].x() + Space.S, points[0].y(), rect.width() - 30, GAP)
            text = metrics.elidedText(edge.label, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
            return
        # A way back is named between its two boxes, on the right half where the way down leaves room.
        rect = self._rects[edge.target]
        room = QRectF(rect.left() + 42, rect.bottom(), rect.width() - 44, GAP)
        text = f"↑ {edge.label}"
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)


def _broken(text: str, metrics: QFontMetricsF, width: float) -> str:
    """Let a line break between parts, and within a part only where it is too long for a line of its own."""
    parts = []
    for part in text.split(SEPARATOR):
        fits = metrics.horizontalAdvance(part) <= width
        parts.append(part.replace(" ", "\u00a0") if fits else with_zero_width_spaces(part))
    return SEPARATOR.join(parts)
