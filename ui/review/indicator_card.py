"""One indicator with its counts against the target."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services.figures.values import Indicator
from ui.theme import Space
from ui.widgets.labels import StatusChip, ThaiLabel, heading


class IndicatorCard(QFrame):
    """Show an indicator: percentage and counts together, the verdict in words, what stands beside it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._title = title
        self.figure = heading("–", "heading")
        self.verdict = StatusChip()
        self.verdict.hide()
        self.beside = ThaiLabel("", "help")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.figure)
        row.addWidget(self.verdict)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        column.setSpacing(0)
        column.addWidget(ThaiLabel(title, "label"))
        column.addLayout(row)
        column.addWidget(self.beside)

    def show_indicator(self, indicator: Indicator, *, target: int, few_below: int, beside: str = "") -> None:
        """Show the figures of a period against the office's target, in percent."""
        notes = [self.tr("เป้าหมายไม่น้อยกว่าร้อยละ {target}").format(target=target)]
        notes += [beside] if beside else []
        if 0 < indicator.denominator < few_below:
            notes.append(self.tr("จำนวนเรื่องน้อย ควรพิจารณาเป็นรายเรื่อง"))
        self.beside.setText(" · ".join(notes))
        percent = indicator.percent_shown(target)
        if percent is None:
            self.figure.setText(self.tr("ไม่มีข้อร้องเรียนให้ประเมินผลในช่วงเวลานี้"))
            self.verdict.hide()
        else:
            text = self.tr("ร้อยละ {percent} ({part} จาก {whole} เรื่อง)")
            self.figure.setText(
                text.format(
                    percent=percent,
                    part=f"{indicator.numerator:,}",
                    whole=f"{indicator.denominator:,}",
                )
            )
            met = indicator.meets(target)
            word = self.tr("บรรลุเป้าหมาย") if met else self.tr("ยังไม่บรรลุเป้าหมาย")
            self.verdict.set_state(word, "success" if met else "warning")
            self.verdict.show()
        said = [self.figure.text(), "" if self.verdict.isHidden() else self.verdict.text()]
        self.setAccessibleName(": ".join([self._title, " ".join(part for part in said if part)]))
