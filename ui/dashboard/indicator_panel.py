"""An indicator of the fiscal year so far: the figure with its counts, the bar, the verdict and the need."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from services.documents.wording import PaperWords
from services.figures.dashboard import Dashboard, Judged
from services.office.facts import OfficeFacts
from ui.dashboard.content import cases
from ui.formatting import format_long
from ui.theme import Space
from ui.widgets.labels import StatusChip, ThaiLabel, heading
from ui.widgets.number_link import NumberLink, focus_number, focused_number
from ui.widgets.target_bar import TargetBar


class IndicatorPanel(QFrame):
    """Show one indicator; its numbers open their cases through `open_key`."""

    def __init__(
        self, code: str, title: str, open_key: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._code = code
        self._title = title
        self._open_key = open_key
        self.figure = heading("–", "display")
        self.counts = QHBoxLayout()
        self.links: dict[str, NumberLink] = {}
        self.verdict = StatusChip()
        self.bar = TargetBar()
        self.need = ThaiLabel("", "label")
        self.need_link = QHBoxLayout()
        self.formula = ThaiLabel("", "help")
        self._lay_out()

    def show_judged(self, shown: Dashboard, facts: OfficeFacts) -> None:
        """Show the indicator of a dashboard."""
        held = focused_number(self.links)
        judged = shown.first if self._code == "indicator1" else shown.second
        percent = judged.indicator.percent_shown(judged.target)
        exact = judged.indicator.percent
        self.figure.setText(self.tr("ร้อยละ {percent}").format(percent=percent))
        self.figure.setVisible(percent is not None)
        self._show_counts(judged)
        self.verdict.setVisible(percent is not None)
        met = judged.verdict == "met"
        self.verdict.set_state(
            self.tr("บรรลุเป้าหมาย") if met else self.tr("ยังไม่บรรลุเป้าหมาย"), "success" if met else "warning"
        )
        self.bar.show_share(None if exact is None else float(exact), judged.target)
        self.need.setText(self._words(shown, judged))
        self._show_need(judged)
        self.formula.setText(self._notes(shown, judged, facts))
        self.bar.setAccessibleName(f"{self._title} {self.said()}")
        focus_number(self.links, held)

    def said(self) -> str:
        """Return what the card says, as text."""
        figure = "" if self.figure.isHidden() else f"{self.figure.text()} "
        return f"{figure}{self._counted} {self.need.plain_text()}".strip()

    # --- parts

    def _show_counts(self, judged: Judged) -> None:
        _clear(self.counts)
        self.links = {}
        if judged.verdict in ("none", "nothing_due"):
            none = self.tr("ไม่มีข้อร้องเรียนให้ประเมินผลในช่วงเวลานี้")
            words = none if judged.verdict == "none" else self.tr("ยังไม่มีเรื่องที่ยุติหรือครบกำหนดให้ประเมินผล")
            self._counted = words
            self.counts.addWidget(ThaiLabel(words, "heading"), 1)
            return
        part = self._link("numerator", judged.indicator.numerator, self.tr("ตัวตั้ง"))
        whole = self._link("denominator", judged.indicator.denominator, self.tr("ตัวหาร"))
        self._counted = self.tr("{part} จาก {whole} เรื่อง").format(part=part.text(), whole=whole.text())
        for piece in (part, QLabel(self.tr("จาก")), whole, QLabel(self.tr("เรื่อง"))):
            self.counts.addWidget(piece)
        self.counts.addStretch(1)

    def _link(self, part: str, number: int, name: str) -> NumberLink:
        key = part if part.startswith("need") else f"{self._code}.{part}"
        go = partial(self._open_key, key) if number else None
        self.links[part] = NumberLink(f"{number:,}", f"{name} {self._title}", go)
        return self.links[part]

    def _show_need(self, judged: Judged) -> None:
        """Lead to the cases that can still help."""
        _clear(self.need_link)
        if not judged.open_ids:
            return
        first = self._code == "indicator1"
        words = self.tr("เรื่องที่ยังไม่ยุติ") if first else self.tr("เรื่องที่ยังไม่ครบกำหนด")
        link = self._link("need1" if first else "need2", len(judged.open_ids), words)
        for piece in (QLabel(words), link, QLabel(self.tr("เรื่อง"))):
            piece.setProperty("role", piece.property("role") or "muted")
            self.need_link.addWidget(piece)
        self.need_link.addStretch(1)

    # --- words

    def _words(self, shown: Dashboard, judged: Judged) -> str:
        need = judged.need
        if judged.verdict in ("none", "nothing_due"):
            return ""
        if need.is_reached:
            return self.tr("บรรลุเป้าหมายแล้ว ไม่ต้องยุติเพิ่ม")
        if self._code == "indicator1":
            return self.tr("ต้องยุติเพิ่มอีกอย่างน้อย {count}").format(count=cases(need.among))
        if need.can_be_reached:
            return self.tr("ต้องยุติภายในกำหนดเพิ่มอีกอย่างน้อย {count}").format(count=cases(need.among))
        if need.beyond is None:
            return self.tr("ไม่อาจบรรลุเป้าหมายได้แล้ว เพราะมีเรื่องที่ไม่ยุติตามกำหนด")
        if need.at_hand:
            short = self.tr("แม้ยุติเรื่องที่ยังไม่ครบกำหนด {count} ภายในกำหนดทั้งหมดก็ยังไม่บรรลุเป้าหมาย").format(
                count=cases(need.at_hand)
            )
        else:
            short = self.tr("เรื่องที่มีอยู่ไม่อาจทำให้บรรลุเป้าหมายได้")
        if shown.is_over:
            return short
        more = self.tr("ต้องมีเรื่องที่รับใหม่และยุติภายในกำหนดอีกอย่างน้อย {count}")
        return f"{short} {more.format(count=cases(need.beyond))}"

    def _notes(self, shown: Dashboard, judged: Judged, facts: OfficeFacts) -> str:
        words = PaperWords(facts.wording, facts.settings.digits_screen, "indicators")
        notes = [
            self.tr("สูตร {formula}").format(formula=words(judged.formula)),
            self.tr("เป้าหมายไม่น้อยกว่าร้อยละ {target}").format(target=judged.target),
            self.tr("ข้อมูล ณ วันที่ {date}").format(date=format_long(shown.cut_off)),
        ]
        if 0 < judged.indicator.denominator < facts.settings.few_cases_below:
            notes.append(self.tr("จำนวนเรื่องน้อย ควรพิจารณาเป็นรายเรื่อง"))
        return " · ".join(notes)

    def _lay_out(self) -> None:
        self._counted = ""
        self.counts.setSpacing(Space.XS)
        self.need_link.setSpacing(Space.XS)
        top = QHBoxLayout()
        top.addWidget(ThaiLabel(self._title, "label"), 1)
        top.addWidget(self.verdict)
        figures = QHBoxLayout()
        figures.setSpacing(Space.M)
        figures.addWidget(self.figure)
        figures.addLayout(self.counts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(top)
        column.addLayout(figures)
        column.addWidget(self.bar)
        column.addWidget(self.need)
        column.addLayout(self.need_link)
        column.addWidget(self.formula)
        column.addStretch(1)


def _clear(layout: QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
