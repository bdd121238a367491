"""The drawing's parts: a box, an arrow with its label, and the marks of what is wrong with them."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from services.flowchart.drawing import Arrow, Box
from ui.flowchart.board import Spot
from ui.flowchart.measuring import CENTRED, SIZES, broken, measure
from ui.icons import draw_icon
from ui.theme import Colours, TypeScale, colours_of, font

MARK = 22
HANDLE = 7.0
NEAR = 9.0
TONES = {"error": ("danger", "circle-alert"), "warning": ("warning", "triangle-alert")}
KINDS = {"start": "play", "decision": "git-branch", "end": "flag"}


@dataclass(frozen=True, slots=True)
class Marking:
    """Say how something is shown: chosen, with the keyboard on it, and how bad its worst problem is."""

    chosen: bool = False
    keyboard: bool = False
    severity: str = ""


class BoxItem(QGraphicsItem):
    """Draw one step or end state."""

    def __init__(self, box: Box, texts: tuple[str, str, str], marking: Marking) -> None:
        super().__init__()
        self.box = box
        self.spot = Spot(box.code)
        self._texts = texts
        self._marking = marking
        self.setPos(box.x, box.y)
        self.setZValue(2)

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self.box.width, self.box.height).adjusted(-12, -12, 12, 12)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(QRectF(0, 0, self.box.width, self.box.height))
        return path

    def handles(self) -> tuple[QPointF, ...]:
        """Return where a new branch can be drawn from, in the drawing's own units."""
        width, height = self.box.width, self.box.height
        ends = (
            QPointF(width, height / 2),
            QPointF(width / 2, height),
            QPointF(0, height / 2),
            QPointF(width / 2, 0),
        )
        return tuple(self.mapToScene(point) for point in ends) if self.box.kind != "end" else ()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        colours = colours_of(widget)
        rect = QRectF(0, 0, self.box.width, self.box.height)
        border, fill, width = self._look(colours)
        painter.setPen(QPen(QColor(border), width))
        painter.setBrush(QColor(fill))
        painter.drawPath(_outline(self.box, rect))
        self._paint_texts(painter, colours, rect)
        if self._marking.keyboard:
            painter.setPen(QPen(QColor(colours.accent), 2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(-6, -6, 6, 6), 12, 12)
        self._paint_marks(painter, colours, rect)

    def _look(self, colours: Colours) -> tuple[str, str, float]:
        soft = {"start": colours.success_soft, "end": colours.surface_alt}
        fill = soft.get(self.box.kind, colours.surface)
        if self._marking.severity:
            strong, fill = colours.tone(TONES[self._marking.severity][0])
            return strong, fill, 3.0 if self._marking.chosen else 2.4
        if self._marking.chosen:
            return colours.accent, colours.accent_soft, 2.6
        return colours.border_strong, fill, 1.4

    def _paint_texts(self, painter: QPainter, colours: Colours, rect: QRectF) -> None:
        title, who, limit = self._texts
        side = SIZES.padding + (SIZES.diamond if self.box.kind == "decision" else 0)
        inner = rect.adjusted(side, SIZES.padding, -side, 0)
        painter.setPen(QColor(colours.text))
        painter.setFont(font(TypeScale.BASE, bold=True))
        painter.drawText(inner, int(CENTRED), broken(title))
        if not (who or limit):
            return
        painter.setFont(font(TypeScale.SMALL))
        metrics = painter.fontMetrics()
        top = rect.bottom() - SIZES.padding - SIZES.foot + 6
        for place, text in enumerate(line for line in (who, limit) if line):
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
            painter.setPen(QColor(colours.text_muted if place else colours.text))
            line = QRectF(inner.left(), top + place * 21, inner.width(), 21)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_marks(self, painter: QPainter, colours: Colours, rect: QRectF) -> None:
        if self._marking.severity:
            _paint_severity(painter, colours, self._marking.severity, rect.topRight() + QPointF(-7, -11))
        name = KINDS.get(self.box.kind)
        if name:
            draw_icon(painter, name, QPoint(6, 5), 14, colours.text_muted)
        if not self._marking.chosen:
            return
        painter.setPen(QPen(QColor(colours.accent), 1.6))
        painter.setBrush(QColor(colours.surface))
        for at in self.handles():
            painter.drawEllipse(self.mapFromScene(at), HANDLE - 1.5, HANDLE - 1.5)


class ArrowItem(QGraphicsItem):
    """Draw one branch from box to box."""

    def __init__(self, arrow: Arrow, marking: Marking) -> None:
        super().__init__()
        self.arrow = arrow
        self.spot = Spot(arrow.start, arrow.branch_index)
        self._marking = marking
        self._points = [QPointF(x, y) for x, y in arrow.points]
        self.setZValue(3 if marking.chosen else 1)

    @property
    def tip(self) -> QPointF:
        """Return where the arrow ends."""
        return self._points[-1]

    def boundingRect(self) -> QRectF:
        return QPolygonF(self._points).boundingRect().adjusted(-24, -24, 24, 24)

    def shape(self) -> QPainterPath:
        line = QPainterPath()
        line.addPolygon(QPolygonF(self._points))
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * NEAR)
        return stroker.createStroke(line)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        colours = colours_of(widget)
        colour, width = QColor(colours.border_strong), 1.5
        if self._marking.severity:
            colour, width = QColor(colours.tone(TONES[self._marking.severity][0])[0]), 2.4
        if self._marking.chosen:
            colour, width = QColor(colours.accent), 2.8
        dashed = self._marking.severity and not self._marking.chosen
        pen = QPen(colour, width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(self._points))
        _paint_head(painter, self._points, colour)
        if self._marking.severity:
            _paint_severity(painter, colours, self._marking.severity, self._mark_place())
        if self._marking.chosen:
            painter.setPen(QPen(QColor(colours.accent), 1.6))
            painter.setBrush(QColor(colours.surface))
            painter.drawEllipse(self.tip, HANDLE - 1, HANDLE - 1)

    def _mark_place(self) -> QPointF:
        start, along = self._points[0], self._points[1]
        length = max(1.0, ((along.x() - start.x()) ** 2 + (along.y() - start.y()) ** 2) ** 0.5)
        part = min(0.5, 14 / length)
        middle = start + (along - start) * part
        return middle - QPointF(MARK / 2, MARK / 2)


class LabelItem(QGraphicsItem):
    """Write what stands on a branch, above every line."""

    def __init__(self, arrow: Arrow, label: str, marking: Marking) -> None:
        super().__init__()
        self.spot = Spot(arrow.start, arrow.branch_index)
        self._label = label
        self._marking = marking
        width, height = measure(label, SIZES.label_width)
        x, y = arrow.label_at
        self._rect = QRectF(x - width / 2 - 3, y - height / 2 - 1, width + 6, height + 2)
        self.setZValue(4)

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-2, -2, 2, 2)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        colours = colours_of(widget)
        frame = QPen(QColor(colours.accent), 1.4, Qt.PenStyle.DashLine)
        painter.setPen(frame if self._marking.chosen else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(colours.window))
        painter.drawRoundedRect(self._rect, 4, 4)
        painter.setFont(font(TypeScale.SMALL))
        painter.setPen(QColor(colours.text))
        middle = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
        painter.drawText(self._rect, int(middle), broken(self._label))


def _outline(box: Box, rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    if box.kind == "decision":
        side = SIZES.diamond + 4
        path.addPolygon(
            QPolygonF(
                [
                    QPointF(side, 0),
                    QPointF(rect.right() - side, 0),
                    QPointF(rect.right(), rect.center().y()),
                    QPointF(rect.right() - side, rect.bottom()),
                    QPointF(side, rect.bottom()),
                    QPointF(0, rect.center().y()),
                ]
            )
        )
        path.closeSubpath()
        return path
    radius = min(rect.height() / 2, 24) if box.kind in ("start", "end") else 7
    path.addRoundedRect(rect, radius, radius)
    return path


def _paint_severity(painter: QPainter, colours: Colours, severity: str, at: QPointF) -> None:
    tone, name = TONES[severity]
    strong, _soft = colours.tone(tone)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.surface))
    painter.drawEllipse(QRectF(at.x() - 2, at.y() - 2, MARK + 4, MARK + 4))
    draw_icon(painter, name, at.toPoint(), MARK, strong)


def _paint_head(painter: QPainter, points: list[QPointF], colour: QColor) -> None:
    tip, before = points[-1], points[-2]
    dx, dy = tip.x() - before.x(), tip.y() - before.y()
    length = max(1.0, (dx * dx + dy * dy) ** 0.5)
    along, side = QPointF(dx / length, dy / length), QPointF(-dy / length, dx / length)
    base = tip - along * 10
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([tip, base + side * 5, base - side * 5]))
