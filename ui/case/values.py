"""Turn the codes of a case into the words a person reads, and back into lists to choose from."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from services.flowchart.definition import Chart, Field, Limit, Step
from services.office.codes import choices, name_of
from services.office.facts import OfficeFacts
from services.permissions import HANDLERS
from ui.formatting import role_names

People = Mapping[int, str]

_SHORT_ROLES = {
    "front_desk": "ผู้รับเรื่อง",
    "officer": "ผู้รับผิดชอบ",
    "supervisor": "หัวหน้าฝ่าย",
    "administrator": "ผู้ดูแลระบบ",
    "viewer": "ผู้เรียกดูข้อมูล",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("CaseValues", text)


def choices_for(field: Field, facts: OfficeFacts) -> list[tuple[str, str]]:
    """Return what a field of the flowchart may be answered with, as codes with names."""
    if field.items:
        return list(field.items)
    if field.list == "levels":
        return level_choices(facts)
    if field.list == "categories":
        return [(choice.code, choice.name) for choice in facts.categories.all if choice.active]
    return list(choices(field.list))


def level_choices(facts: OfficeFacts) -> list[tuple[str, str]]:
    """Return the levels with their limits."""
    days = facts.counting.level_days
    shown = _tr("{name} ({days} วันทำการ)")
    return [
        (choice.code, shown.format(name=choice.name, days=days[choice.code]))
        for choice in facts.levels.all
        if choice.active and choice.code in days
    ]


def value_text(field: Field, value: Any, facts: OfficeFacts, people: People) -> str:
    """Return an answer in words."""
    if field.type == "yes_no":
        return _tr("ใช่") if value else _tr("ไม่ใช่")
    if field.type == "user":
        return person_name(value, people)
    if field.type != "choice":
        return str(value)
    if field.items:
        return dict(field.items).get(value, str(value))
    if field.list in ("levels", "categories"):
        choice = (facts.levels if field.list == "levels" else facts.categories).code(value)
        return choice.name if choice else str(value)
    return name_of(field.list, value) or str(value)


def person_name(account_id: Any, people: People) -> str:
    """Return who an account belongs to; the list of colleagues leaves closed accounts out."""
    if account_id is None:
        return _tr("ยังไม่มี")
    return people.get(account_id) or _tr("ผู้ใช้ที่ระงับการใช้งานแล้ว")


def limit_text(limit: Limit | None) -> str:
    """Return a step's limit in words, nothing where it has none of its own."""
    if limit is None:
        return ""
    if limit.kind == "same_day":
        return _tr("ภายในวันที่รับเรื่อง")
    if limit.kind == "level":
        return _tr("ตามระดับของเรื่อง")
    text = _tr("{days} วันทำการจากวันรับเรื่อง") if limit.base == "receipt" else _tr("{days} วันทำการ")
    return text.format(days=limit.days)


def doer_text(step: Step, officer: str = "") -> str:
    """Return who may finish a step, by full role names."""
    if step.own_case:
        own = _tr("ผู้รับผิดชอบเรื่องนี้")
        return f"{own} ({officer})" if officer else own
    return role_names(step.roles)


def short_doer_text(step: Step) -> str:
    """Return who may finish a step, short enough for a box of the drawing."""
    if step.own_case:
        return _tr("ผู้รับผิดชอบเรื่องนี้")
    if step.roles >= HANDLERS:
        return _tr("เจ้าหน้าที่หรือหัวหน้าฝ่าย")
    return " · ".join(_tr(name) for role, name in _SHORT_ROLES.items() if role in step.roles)


def asked_text(chart: Chart, step: Step) -> str:
    """Return what a step asks for, the labels joined."""
    return ", ".join(chart.fields[ask.field].label for ask in step.asks)
