"""The register's filters: what may be chosen, and what the choice asks for."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QWidget

from services.accounts.accounts import Colleague
from services.complaints.register import RegisterFilter
from services.office.codes import choices as code_list
from services.office.facts import ChoiceList, OfficeFacts
from services.permissions import Role
from ui.formatting import format_date
from ui.register.periods import period_choices, ranges
from ui.widgets.choices import ChoiceCombo
from ui.widgets.table import FilterBar
from ui.wording import QT_TRANSLATE_NOOP

PAUSE_MS = 250
UNASSIGNED = "none"
OTHER_PERIOD = "other"
SEARCH_WIDTH = 236
SEARCH_LIMIT = 500
FILTER_WIDTH = 148

# Shown among the states, and filters of their own.
FOR_SUPERIOR, ACCUSATION = "for_superior", "accusation"

LATENESS: tuple[tuple[str, str], ...] = (
    ("open", QT_TRANSLATE_NOOP("Register", "อยู่ระหว่างดำเนินการ")),
    ("on_time", QT_TRANSLATE_NOOP("Register", "อยู่ในกำหนดเวลา")),
    ("due_soon", QT_TRANSLATE_NOOP("Register", "ใกล้ครบกำหนด")),
    ("late", QT_TRANSLATE_NOOP("Register", "เกินกำหนด")),
    ("step_late", QT_TRANSLATE_NOOP("Register", "เกินกำหนดหรือขั้นตอนล่าช้า")),
    ("stopped", QT_TRANSLATE_NOOP("Register", "หยุดนับเวลา")),
    ("waiting_for_me", QT_TRANSLATE_NOOP("Register", "รอท่านดำเนินการ")),
    ("due_today", QT_TRANSLATE_NOOP("Register", "ครบกำหนดวันนี้")),
    ("approaching", QT_TRANSLATE_NOOP("Register", "ใกล้ครบกำหนด (ไม่รวมวันนี้)")),
    ("reply_due", QT_TRANSLATE_NOOP("Register", "ถึงกำหนดแจ้งความคืบหน้า")),
    ("untouched", QT_TRANSLATE_NOOP("Register", "ไม่มีความเคลื่อนไหว 7 วันขึ้นไป")),
    ("referral_due", QT_TRANSLATE_NOOP("Register", "ถึงกำหนดติดตามเรื่องที่ส่งต่อ")),
    ("no_reply", QT_TRANSLATE_NOOP("Register", "ยังไม่ได้แจ้งความคืบหน้า")),
    (FOR_SUPERIOR, QT_TRANSLATE_NOOP("Register", "เสนอเหนือขึ้นไป")),
    (ACCUSATION, QT_TRANSLATE_NOOP("Register", "บัตรสนเท่ห์รอพิจารณา")),
    ("closed", QT_TRANSLATE_NOOP("Register", "ยุติแล้ว")),
    ("closed_late", QT_TRANSLATE_NOOP("Register", "ยุติหลังกำหนด")),
    ("voided", QT_TRANSLATE_NOOP("Register", "ยกเลิกเลขรับ")),
)


class RegisterFilters(FilterBar):
    """Choose what the register shows; `asked` comes after a pause in typing, or at once for a choice."""

    asked = Signal()

    def __init__(self, facts: OfficeFacts, today: date, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.search.setPlaceholderText(self.tr("เลขรับ ชื่อ หรือรายละเอียด"))
        self.search.setAccessibleName(self.tr("ค้นหาเรื่องที่รับ"))
        self.search.setMinimumWidth(SEARCH_WIDTH)
        self.search.setMaxLength(SEARCH_LIMIT)
        self._today = today
        self._ranges = ranges(today)
        self._other: tuple[date | None, date | None] = (None, None)
        self._officer: str | None = None
        self._purpose: str | None = None
        self._ids: tuple[int, ...] | None = None
        self._by_purpose = _by_purpose(facts)
        self._periods = period_choices(today)
        self.period = self._combo(self.tr("ช่วงเวลาที่รับ"), self.tr("ทุกช่วงเวลา"), self._periods)
        self.lateness = self._combo(self.tr("สถานะ"), self.tr("ทุกสถานะ"), _translated(LATENESS))
        self.step = self._combo(self.tr("ขั้นตอน"), self.tr("ทุกขั้นตอน"), _steps(facts))
        self.officer = self._combo(self.tr("ผู้รับผิดชอบ"), self.tr("ทุกผู้รับผิดชอบ"), [])
        self.channel = self._combo(self.tr("ช่องทาง"), self.tr("ทุกช่องทาง"), _channels(facts.channels))
        self.kind = self._combo(self.tr("ประเภท"), self.tr("ทุกประเภท"), list(code_list("kinds")))
        self.category = self._combo(self.tr("หมวด"), self.tr("ทุกหมวด"), _flat(facts.categories))
        self.level = self._combo(self.tr("ระดับ"), self.tr("ทุกระดับ"), _flat(facts.levels))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.asked)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self.ask_now)
        self.cleared.connect(self.clear)
        self.set_colleagues([])

    def combos(self) -> tuple[ChoiceCombo, ...]:
        """Return the filters in the order shown."""
        return (
            self.period, self.lateness, self.step, self.officer,
            self.channel, self.kind, self.category, self.level,
        )  # fmt: skip

    def set_lists(self, facts: OfficeFacts, today: date) -> None:
        """Offer what the office has now; choices made stay."""
        if (today.year, today.month) != (self._today.year, self._today.month):
            self._today, self._ranges, self._periods = today, ranges(today), period_choices(today)
            _replace(self.period, self._periods)
        self._by_purpose = _by_purpose(facts)
        _replace(self.step, _steps(facts))
        _replace(self.channel, _channels(facts.channels))
        _replace(self.category, _flat(facts.categories))
        _replace(self.level, _flat(facts.levels))

    def set_colleagues(self, people: Iterable[Colleague]) -> None:
        """Offer the people who may be in charge of a case."""
        workers = [one for one in people if one.roles & {Role.OFFICER, Role.SUPERVISOR}]
        names = [(str(one.id), one.name) for one in workers]
        self.officer.blockSignals(True)
        self.officer.set_choices([(UNASSIGNED, self.tr("ยังไม่ได้มอบหมาย")), *names])
        if self._officer is not None:  # The filter came before the people did.
            self.officer.set_code(self._officer)
            self._officer = None
        self.officer.blockSignals(False)

    def wanted(self) -> RegisterFilter:
        """Return what the filters ask for."""
        code = self.period.code()
        first, last = self._other if code == OTHER_PERIOD else self._ranges.get(code or "", (None, None))
        officer = self.officer.code() or self._officer
        return RegisterFilter(
            text=self.search.text().strip(),
            received_from=first,
            received_to=last,
            channel=self.channel.code(),
            category=self.category.code(),
            kind=self.kind.code(),
            level=self.level.code(),
            step=None if self._purpose_stands() else self.step.code(),
            purpose=self._purpose if self._purpose_stands() else None,
            officer_id=int(officer) if officer and officer != UNASSIGNED else None,
            unassigned=officer == UNASSIGNED,
            ids=self._ids,
            **_state_wanted(self.lateness.code()),
        )

    def show_filter(self, wanted: RegisterFilter) -> None:
        """Show a filter, without asking for anything."""
        self.search.blockSignals(True)
        self.search.setText(wanted.text)
        self.search.blockSignals(False)
        officer = UNASSIGNED if wanted.unassigned else str(wanted.officer_id or "") or None
        self._purpose = wanted.purpose
        self._ids = wanted.ids
        state = _state_shown(wanted)
        codes = (
            self._period_code(wanted), state, wanted.step or self._step_for_purpose(), officer,
            wanted.channel, wanted.kind, wanted.category, wanted.level,
        )  # fmt: skip
        for combo, code in zip(self.combos(), codes, strict=True):
            combo.blockSignals(True)
            combo.set_code(code)
            combo.blockSignals(False)
        self._officer = officer if officer != self.officer.code() else None
        self._pause.stop()

    def _step_for_purpose(self) -> str | None:
        """Return the step that stands for a purpose: offices' charts may call it by several names."""
        return self._by_purpose.get(self._purpose or "")

    def _purpose_stands(self) -> bool:
        return bool(self._purpose) and self.step.code() == self._step_for_purpose()

    def clear(self) -> None:
        """Show everything again."""
        self.show_filter(RegisterFilter())
        self.asked.emit()

    def ask_now(self) -> None:
        """Ask without waiting for the pause to end."""
        self._pause.stop()
        self.asked.emit()

    def _period_code(self, wanted: RegisterFilter) -> str | None:
        bounds = (wanted.received_from, wanted.received_to)
        if bounds == (None, None):
            return None
        known = next((code for code, days in self._ranges.items() if days == bounds), None)
        if known is None:
            self._other = bounds
            self.period.set_choices([(OTHER_PERIOD, self._other_label()), *self._periods])
            return OTHER_PERIOD
        return known

    def _other_label(self) -> str:
        first, last = (format_date(day) if day else "…" for day in self._other)
        return f"{first} – {last}"

    def _combo(self, name: str, all_text: str, offered: list[tuple[str, str]]) -> ChoiceCombo:
        combo = ChoiceCombo(offered, placeholder=all_text, allow_none=True)
        self.add_filter(name, combo, FILTER_WIDTH)
        combo.codeChanged.connect(lambda _code: self.ask_now())
        return combo


def _state_wanted(code: str | None) -> dict[str, Any]:
    """Return what a choice among the states asks for."""
    if code in (FOR_SUPERIOR, ACCUSATION):
        return {code: True, "lateness": "open"}
    return {"lateness": code}


def _state_shown(wanted: RegisterFilter) -> str | None:
    """Return the choice among the states that stands for a filter."""
    if wanted.follow_up:
        return "referral_due"
    if wanted.for_superior:
        return FOR_SUPERIOR
    return ACCUSATION if wanted.accusation else wanted.lateness


def _replace(combo: ChoiceCombo, offered: list[tuple[str, str]]) -> None:
    if [(str(combo.itemData(row)), combo.itemText(row)) for row in range(combo.count())] != offered:
        combo.blockSignals(True)
        combo.set_choices(offered)
        combo.blockSignals(False)


def _translated(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(code, QCoreApplication.translate("Register", label)) for code, label in pairs]


def _flat(items: ChoiceList) -> list[tuple[str, str]]:
    return [(item.code, item.name) for item in items.all]


def _channels(items: ChoiceList) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def add(parent: str | None, depth: int) -> None:
        for item in items.all:
            if item.parent == parent:
                found.append((item.code, "– " * depth + item.name))
                add(item.code, depth + 1)

    add(None, 0)
    return found


def _by_purpose(facts: OfficeFacts) -> dict[str, str]:
    found: dict[str, str] = {}
    for code in facts.newest_chart:
        for step in facts.chart_for(code)[1].steps.values():
            if step.purpose:
                found.setdefault(step.purpose, step.code)
    return found


def _steps(facts: OfficeFacts) -> list[tuple[str, str]]:
    steps: dict[str, str] = {}
    for code in facts.newest_chart:
        chart = facts.chart_for(code)[1]
        steps |= {step.code: f"{step.number} {step.name}" for step in chart.steps.values()}
        steps |= dict(chart.ends)
    steps.pop("register", None)
    return list(steps.items())
