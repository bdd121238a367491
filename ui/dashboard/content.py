"""What a dashboard says: each number once, with its words, for charts, table and register alike."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QCoreApplication

from services.documents.figures_json import category_names, channel_names, level_names, named
from services.figures.dashboard import Dashboard, Judged
from services.figures.standing import AGES, CLOCKS, REPLIES
from services.figures.trend import TrendMonth
from services.figures.values import APART, UNSPECIFIED, Indicator, Movement
from services.office.facts import OfficeFacts
from ui.widgets.chart_base import Datum, Look
from ui.widgets.lying_bars import LyingBar
from ui.widgets.month_chart import Cell, MonthRow


def _tr(text: str) -> str:
    return QCoreApplication.translate("Dashboard", text)


@dataclass(frozen=True, slots=True)
class NumberLine:
    """Hold one line of the table of all numbers."""

    part: str
    name: str
    figure: str
    text: str
    key: str


def moves() -> tuple[tuple[str, str], ...]:
    """Return the numbers of a movement, in the order of the reports."""
    return (
        ("carried_in", _tr("ยกมา")),
        ("received", _tr("รับใหม่")),
        ("closed", _tr("ยุติ")),
        ("carried_out", _tr("คงค้าง")),
        ("overdue", _tr("เกินกำหนด")),
    )


def work_parts() -> tuple[tuple[str, str, Look], ...]:
    """Return the parts of a bar of work: what is done, what runs, what is late."""
    return (
        ("closed", _tr("ยุติแล้ว"), Look.SOLID),
        ("running", _tr("ยังไม่ยุติ อยู่ในกำหนด"), Look.HATCHED),
        ("overdue", _tr("ยังไม่ยุติ เกินกำหนด"), Look.ALARM),
    )


def age_names() -> dict[str, str]:
    """Return the ages of open cases."""
    names = {code: _tr("{first}–{last} วัน").format(first=first, last=last) for code, first, last in AGES}
    return names | {"over_30": _tr("เกิน 30 วัน")}


def clock_names() -> dict[str, tuple[str, Look]]:
    """Return how the closure clock of an open case stands."""
    names = (
        (_tr("เกินกำหนด"), Look.ALARM),
        (_tr("ใกล้ครบกำหนด"), Look.HATCHED),
        (_tr("ยังไม่ใกล้ครบกำหนด"), Look.SOLID),
        (_tr("หยุดนับเวลา"), Look.DOTTED),
    )
    return dict(zip(CLOCKS, names, strict=True))


def reply_names() -> dict[str, tuple[str, Look]]:
    """Return how the reply clock of a case stands."""
    names = (
        (_tr("แจ้งผู้ร้องเรียนภายในกำหนด"), Look.SOLID),
        (_tr("แจ้งผู้ร้องเรียนหลังกำหนด"), Look.HATCHED),
        (_tr("ยังไม่ได้แจ้ง ยังไม่ครบกำหนด"), Look.PALE),
        (_tr("ยังไม่ได้แจ้ง เกินกำหนด"), Look.ALARM),
        (_tr("ยุติโดยไม่ได้แจ้ง"), Look.DOTTED),
        (_tr("ไม่มีผู้ร้องเรียนที่ต้องแจ้ง"), Look.DOTTED),
    )
    return dict(zip(REPLIES, names, strict=True))


def apart_names() -> dict[str, str]:
    """Return what is shown apart."""
    names = (
        _tr("ข้อเสนอแนะ"),
        _tr("คำชมเชย"),
        _tr("สอบถาม–ขอหารือ"),
        _tr("การทุจริตและประพฤติมิชอบ"),
        _tr("พระราชบัญญัติข้อมูลข่าวสารของราชการ"),
        _tr("ส่งต่อหน่วยงานอื่น"),
        _tr("ผู้ร้องเรียนขอถอน"),
        _tr("ยกเลิกเลขรับ"),
    )
    return dict(zip(APART, names, strict=True))


def indicator_names() -> dict[str, str]:
    """Return the two indicators in few words."""
    return {
        "indicator1": _tr("ตัวชี้วัดที่ 1 แก้ไขจนเป็นที่ยุติ"),
        "indicator2": _tr("ตัวชี้วัดที่ 2 ยุติตามเวลาที่กำหนด"),
    }


def cases(number: int) -> str:
    """Return a count of cases in words."""
    return _tr("{count} เรื่อง").format(count=f"{number:,}")


def result(indicator: Indicator, target: int) -> str:
    """Return a percentage with its counts; never without."""
    return _tr("ร้อยละ {percent} ({part} จาก {whole} เรื่อง)").format(
        percent=indicator.percent_shown(target),
        part=f"{indicator.numerator:,}",
        whole=f"{indicator.denominator:,}",
    )


class Content:
    """Hold the words and numbers of one dashboard."""

    def __init__(self, dashboard: Dashboard, facts: OfficeFacts) -> None:
        self.dashboard = dashboard
        self._facts = facts
        self._titles: dict[str, str] = {}

    def title_of(self, key: str) -> str:
        """Return what a number is called where its cases are shown."""
        year = _tr("ปีงบประมาณ {year}").format(year=self.dashboard.fiscal_year)
        return f"{self._titles.get(key, '')} {year}".strip()

    def datum(self, key: str, *names: str, text: str = "") -> Datum:
        """Return a number with what it says, and keep its title."""
        value = len(self.dashboard.ids(key))
        title = " ".join(name for name in names if name)
        self._titles[key] = title
        return Datum(key, value, f"{title} {text or cases(value)}")

    # --- the months

    @cached_property
    def months(self) -> tuple[str, ...]:
        """Return the months' short names."""
        return tuple(month.month.short_label for month in self.dashboard.months)

    @cached_property
    def movement_rows(self) -> tuple[MonthRow, ...]:
        """Return what came, went and stayed, month by month."""
        named_rows = (
            ("received", _tr("รับใหม่"), Look.SOLID),
            ("closed", _tr("ยุติ"), Look.HATCHED),
            ("carried_out", _tr("คงค้าง"), Look.DOTTED),
        )
        return tuple(
            MonthRow(name, look, tuple(self._moved(month, code, name) for month in self.dashboard.months))
            for code, name, look in named_rows
        )

    @cached_property
    def indicator_rows(self) -> tuple[MonthRow, ...]:
        """Return both indicators of the year up to each month's end."""
        short = {"indicator1": _tr("ตัวชี้วัดที่ 1"), "indicator2": _tr("ตัวชี้วัดที่ 2")}
        return tuple(
            MonthRow(short[code], Look.SOLID, tuple(self._judged(m, code) for m in self.dashboard.months))
            for code in indicator_names()
        )

    def _moved(self, month: TrendMonth, code: str, name: str) -> Cell | None:
        if month.movement is None:
            return None
        datum = self.datum(f"months.{month.month.key}.{code}", name, month.month.be_label)
        return Cell(datum, datum.value, f"{datum.value:,}" if datum.value else _tr("ไม่มี"))

    def _judged(self, month: TrendMonth, code: str) -> Cell | None:
        indicator: Indicator | None = getattr(month, code)
        if indicator is None or not indicator.denominator:
            return None
        target = self._judgement(code).target
        said = result(indicator, target)
        names = (indicator_names()[code], _tr("สะสมถึง {month}").format(month=month.month.be_label))
        datum = self.datum(f"months.{month.month.key}.{code}.denominator", *names, text=said)
        percent = 100 * indicator.numerator / indicator.denominator
        return Cell(datum, percent, f"{indicator.numerator:,}/{indicator.denominator:,}")

    def _judgement(self, code: str) -> Judged:
        return self.dashboard.first if code == "indicator1" else self.dashboard.second

    # --- the bars

    @cached_property
    def channels(self) -> list[LyingBar]:
        """Return the work by channel."""
        used = self.dashboard.year.by_channel
        return self._work("by_channel", named(used, channel_names(self._facts, used), _tr("ไม่ระบุ")))

    @cached_property
    def categories(self) -> list[LyingBar]:
        """Return the work by category."""
        used = self.dashboard.year.by_category
        unsaid = _tr("ยังไม่ได้จำแนกหมวด")
        return self._work("by_category", named(used, category_names(self._facts, used), unsaid))

    @cached_property
    def levels(self) -> list[LyingBar]:
        """Return the work by level."""
        used = self.dashboard.year.by_level
        unsaid = _tr("ยังไม่ได้จำแนกระดับ")
        return self._work("by_level", named(used, level_names(self._facts, used), unsaid))

    @cached_property
    def officers(self) -> list[LyingBar]:
        """Return the work by officer, the most first; what nobody has been given yet comes last."""
        used, names = self.dashboard.by_officer, self.dashboard.officer_names
        by_work = sorted(
            (code for code in used if code != UNSPECIFIED),
            key=lambda code: (-used[code].carried_out - used[code].closed, names.get(code, "")),
        )
        ordered = [(code, names.get(code, code)) for code in by_work]
        return self._work("by_officer", named(used, ordered, _tr("ยังไม่ได้มอบหมาย")))

    @cached_property
    def ages(self) -> list[LyingBar]:
        """Return the open cases by age."""
        return [self._alone(f"age.{code}", name, Look.SOLID) for code, name in age_names().items()]

    @cached_property
    def clocks(self) -> list[LyingBar]:
        """Return the open cases by their closure clock."""
        return [self._alone(f"clock.{code}", *found) for code, found in clock_names().items()]

    @cached_property
    def replies(self) -> list[LyingBar]:
        """Return the cases received by their reply clock."""
        return [self._alone(f"reply.{code}", *found) for code, found in reply_names().items()]

    @cached_property
    def apart(self) -> list[LyingBar]:
        """Return what was received and doesn't count."""
        return [self._alone(f"apart.{code}", name, Look.PALE) for code, name in apart_names().items()]

    def _work(self, head: str, rows: Iterable[tuple[str, str, Movement]]) -> list[LyingBar]:
        return [
            LyingBar(
                name,
                tuple(self.datum(f"{head}.{code}.{part}", name, said) for part, said, _look in work_parts()),
            )
            for code, name, _movement in rows
        ]

    def _alone(self, key: str, name: str, look: Look) -> LyingBar:
        return LyingBar(name, (self.datum(key, name),), look)

    # --- the table

    def lines(self) -> list[NumberLine]:
        """Return every number as a line of the table."""
        parts: tuple[tuple[str, list[LyingBar]], ...] = (
            (_tr("อายุเรื่องที่ยังไม่ยุติ"), self.ages),
            (_tr("กำหนดยุติเรื่อง"), self.clocks),
            (_tr("การแจ้งผู้ร้องเรียน"), self.replies),
            (_tr("แสดงแยก ไม่นับในตัวชี้วัด"), self.apart),
        )
        return [
            *self._indicator_lines(),
            *self._movement_lines(_tr("ทั้งปีงบประมาณ"), "movement", ""),
            *self._month_lines(),
            *self._broken_down(),
            *(self._line(part, bar.name, "", bar.parts[0]) for part, bars in parts for bar in bars),
        ]

    def _indicator_lines(self) -> Iterable[NumberLine]:
        for code, name in indicator_names().items():
            judged = self._judgement(code)
            for part, said in (("numerator", _tr("ตัวตั้ง")), ("denominator", _tr("ตัวหาร"))):
                yield self._line(name, "", said, self.datum(f"{code}.{part}", said, name))
            if judged.indicator.denominator:
                self.datum(f"{code}.denominator", _tr("ตัวหาร"), name)
                said = result(judged.indicator, judged.target)
                yield NumberLine(name, "", _tr("ผล"), said, f"{code}.denominator")

    def _month_lines(self) -> Iterable[NumberLine]:
        part = _tr("รายเดือน")
        for row in (*self.movement_rows, *self.indicator_rows):
            for month, cell in zip(self.dashboard.months, row.cells, strict=True):
                if cell is not None:
                    label = month.month.be_label
                    yield NumberLine(part, label, row.name, cell.text, cell.datum.key)

    def _broken_down(self) -> Iterable[NumberLine]:
        year = self.dashboard.year
        asked: tuple[tuple[str, str, list[LyingBar], Mapping[str, Movement]], ...] = (
            (_tr("ช่องทาง"), "by_channel", self.channels, year.by_channel),
            (_tr("หมวด"), "by_category", self.categories, year.by_category),
            (_tr("ระดับ"), "by_level", self.levels, year.by_level),
            (_tr("ผู้รับผิดชอบ"), "by_officer", self.officers, self.dashboard.by_officer),
        )
        for part, head, bars, used in asked:
            for bar in bars:
                code = bar.parts[0].key.removeprefix(f"{head}.").rpartition(".")[0]
                if code in used:
                    yield from self._movement_lines(part, f"{head}.{code}", bar.name)

    def _movement_lines(self, part: str, path: str, name: str) -> Iterable[NumberLine]:
        for code, said in moves():
            yield self._line(part, name, said, self.datum(f"{path}.{code}", name, said))

    @staticmethod
    def _line(part: str, name: str, figure: str, datum: Datum) -> NumberLine:
        return NumberLine(part, name, figure, cases(datum.value), datum.key)


Opener = Callable[[str], None]
