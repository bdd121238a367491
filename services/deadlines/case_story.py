"""Tell why one case is due on its day: receipt, limit, recounts, stops, extensions, in their order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from services.complaints.reading import CaseDetail, ClockLine
from services.deadlines.calendar import DayCounted, WorkCalendar
from services.deadlines.clocks import Counting
from services.deadlines.explain import explain_due, explain_reply, table_warnings
from services.thai.dates import bangkok_date, format_full, format_short


@dataclass(frozen=True, slots=True)
class Span:
    """Hold one time that a clock stood: first and last day; without a last it stands still."""

    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class CaseExplained:
    """Hold why a case is due when it is: sentences in their order, the days walked, what is uncertain."""

    complaint_id: int
    due_date: date
    due_original: date
    stopped_on: date | None
    stood: int
    lines: tuple[str, ...]
    days: tuple[DayCounted, ...]
    warnings: tuple[str, ...]
    extensions: tuple[str, ...] = ()


def tell_case(
    counting: Counting, clocks: Sequence[ClockLine], due: date
) -> tuple[tuple[str, ...], tuple[DayCounted, ...]]:
    """Return the sentences on a case's closure and reply clocks, and the days walked to its due date."""
    closure = [line for line in clocks if line.clock == "closure"]
    lines = [*_closure(counting.calendar, closure, due), *_reply(counting, clocks)]
    received = _received(closure)
    limit = next((line.days for line in reversed(closure) if line.event in _COUNTED), None)
    return tuple(lines), tuple(walk_case(counting, received, due, spans(closure), limit))


def due_at_level(counting: Counting, case: CaseDetail, level: str | None) -> date:
    """Return where a case's due date goes with another level: days stood are added, an extension may stay."""
    base, days = counting.closure(bangkok_date(case.received_at), level)
    closure = [line for line in case.clocks if line.clock == "closure"]
    last = next(line for line in reversed(closure) if line.event in _COUNTED)
    if (last.basis, last.days) == (bangkok_date(case.received_at), days):
        return case.due_date
    base = counting.later(base, sum(line.days or 0 for line in closure if line.event == "restarted"))
    return max(base, case.due_date) if case.due_date > case.due_unextended else base


def extension_lines(clocks: Iterable[ClockLine]) -> tuple[str, ...]:
    """Return each extension of a case in a sentence."""
    told, due, stopped = [], None, None
    for line in clocks:
        if line.clock != "closure":
            continue
        if line.event == "extended":
            told.append(_extended(line, due, stopped))
        stopped = _stopped_after(line, stopped)
        due = line.due
    return tuple(told)


def spans(closure: Iterable[ClockLine]) -> list[Span]:
    """Return the times that the closure clock stood."""
    found: list[Span] = []
    for line in closure:
        if line.event == "stopped":
            found.append(Span(line.basis, None))
        elif line.event == "restarted" and found:
            found[-1] = Span(found[-1].first, line.basis)
    return found


def case_warnings(calendar: WorkCalendar, received: date, due: date) -> tuple[str, ...]:
    """Return what is uncertain about the years that a date was counted in."""
    return tuple(table_warnings(calendar, received, due))


def walk_case(
    counting: Counting, received: date, due: date, stood: Sequence[Span], limit: int | None
) -> Iterator[DayCounted]:
    """Yield each day from receipt to the due date in force, with what was done with it and why."""
    calendar, counted, day = counting.calendar, 0, received
    off = [(calendar.on_or_after(one.first), one.last and calendar.on_or_after(one.last)) for one in stood]
    while day <= due:
        if day == received:
            yield DayCounted(day, None, "receipt", "วันรับเรื่อง ไม่นับ")
        elif not calendar.is_working_day(day):
            yield DayCounted(day, None, *calendar.day_off_reason(day))
        elif any(first < day and (last is None or day <= last) for first, last in off):
            yield DayCounted(day, None, "stopped", "หยุดนับเวลา (รอข้อมูลจากผู้ร้องเรียน)")
        else:
            counted += 1
            beyond = limit is not None and counted > limit
            text = "เวลาที่ขยายให้ วันทำการที่" if beyond else "นับเป็นวันทำการที่"
            yield DayCounted(
                day, counted, "counted", f"{text} {counted - (limit or 0) if beyond else counted}"
            )
        day += timedelta(days=1)


# --- sentences ----------------------------------------------------------------------------------------

_COUNTED = ("started", "recounted")


def _received(closure: Sequence[ClockLine]) -> date:
    return next(line.basis for line in reversed(closure) if line.event in _COUNTED)


def _closure(calendar: WorkCalendar, closure: Sequence[ClockLine], due: date) -> Iterator[str]:
    before: date | None = None
    stopped: date | None = None
    for line in closure:
        yield _line(calendar, line, before, stopped)
        stopped = _stopped_after(line, stopped)
        before = line.due
    if len(closure) > 1:
        yield f"วันครบกำหนดที่ใช้อยู่คือ{format_full(due)}"


def _line(calendar: WorkCalendar, line: ClockLine, before: date | None, stopped: date | None) -> str:
    at = format_short(bangkok_date(line.at))
    if line.event == "started":
        return _started(calendar, line)
    if line.event == "recounted":
        return _recounted(line, before)
    if line.event == "stopped":
        return f"{at} หยุดนับเวลา (รอข้อมูลจากผู้ร้องเรียน){_why(line)}"
    if line.event == "restarted":
        moved = _moved(before, line.due)
        return f"{at} นับเวลาต่อ หยุดไป {line.days or 0} วันทำการ {moved}{_why(line)}"
    if line.event == "extended":
        return _extended(line, before, stopped)
    if line.event == "reopened":
        return f"{at} เปิดเรื่องอีกครั้ง โดยใช้วันครบกำหนดเดิม{_why(line)}"
    late = line.due is not None and line.basis > line.due
    return f"{at} ยุติเรื่อง{'หลัง' if late else 'ภายใน'}กำหนด"


def _started(calendar: WorkCalendar, line: ClockLine) -> str:
    days, due = line.days or 0, line.due or line.basis
    counted = calendar.add_working_days(line.basis, days)
    if counted == due:
        return explain_due(calendar, line.basis, days)
    return (
        f"รับเรื่อง{format_full(line.basis)} นับ {days} วันทำการ ครบกำหนดครั้งแรก{format_full(due)} "
        f"ตามตารางวันหยุดขณะนั้น (ตามตารางวันหยุดปัจจุบันนับได้ถึง{format_full(counted)})"
    )


def _recounted(line: ClockLine, before: date | None) -> str:
    at = format_short(bangkok_date(line.at))
    limit = f" {line.days} วันทำการ" if line.days is not None else ""
    moved = _moved(before, line.due)
    return f"{at} นับใหม่{limit} จากวันที่รับเรื่อง {format_short(line.basis)} {moved}{_why(line)}"


def _extended(line: ClockLine, before: date | None, stopped: date | None) -> str:
    at = bangkok_date(line.at)
    late = before is not None and before < (stopped or at)
    note = " อนุมัติหลังพ้นกำหนดแล้ว จึงไม่นับในตัวชี้วัดที่ 2" if late else ""
    return (
        f"{format_short(at)} ขยายเวลา {line.days or 0} วันทำการ {_moved(before, line.due)}{_why(line)}{note}"
    )


def _stopped_after(line: ClockLine, stopped: date | None) -> date | None:
    if line.event == "stopped":
        return line.basis
    return None if line.event == "restarted" else stopped


def _moved(before: date | None, after: date | None) -> str:
    if before is None or after is None or before == after:
        return "วันครบกำหนดคงเดิม"
    return f"วันครบกำหนดเปลี่ยนจาก {format_short(before)} เป็น {format_short(after)}"


def _why(line: ClockLine) -> str:
    reason = f" เหตุผล: {line.reason}" if line.reason else ""
    return f"{reason} โดย {line.actor}" if line.actor else reason


def _reply(counting: Counting, clocks: Iterable[ClockLine]) -> Iterator[str]:
    reply = [line for line in clocks if line.clock == "reply"]
    counted = [line for line in reply if line.event in _COUNTED]
    if not counted or counted[-1].due is None:
        return
    last = counted[-1]
    days = last.days if last.days is not None else counting.settings.reply_clock_calendar_days
    yield explain_reply(counting.calendar, last.basis, days)
    met = next((line for line in reply if line.event == "met"), None)
    if met is not None:
        yield f"แจ้งผู้ร้องเรียนแล้วเมื่อ{format_full(bangkok_date(met.at))}"
