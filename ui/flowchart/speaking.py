"""Say in words what the drawing shows: for screen readers, for the list beside it, for what would change."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from services.flowchart.definition import Branch, Chart, Condition, Conditions, Field, Step
from services.flowchart.values import KEPT_LISTS, KEPT_TYPES, KNOWN_LISTS, ChartChoices, field_of
from ui.case.values import limit_text
from ui.flowchart.board import Spot, branch_at
from ui.flowchart.problem_text import field_label
from ui.formatting import role_names


def _tr(text: str) -> str:
    return QCoreApplication.translate("FlowchartWords", text)


def box_name(chart: Chart, code: str) -> str:
    """Return a box's number and name."""
    step = chart.steps.get(code)
    if step is not None:
        return f"{step.number} {step.name}".strip() or _tr("(ไม่มีชื่อ)")
    return chart.ends.get(code, "").strip() or _tr("(ไม่มีชื่อ)")


def branch_name(chart: Chart, branch: Branch) -> str:
    """Return where a branch leads and what is written on it."""
    to = box_name(chart, branch.to) if branch.to in chart.steps or branch.to in chart.ends else "?"
    return f"→ {to} ({branch.label})" if branch.label else f"→ {to}"


def said_of(chart: Chart, spot: Spot, problems: Sequence[str] = ()) -> str:
    """Return what a spot of the drawing is, whole."""
    return " · ".join(part for part in (*_parts(chart, spot), *_problems(problems)) if part)


def _problems(problems: Sequence[str]) -> Iterable[str]:
    return (_tr("ต้องแก้: {text}").format(text=text) for text in problems)


def _parts(chart: Chart, spot: Spot) -> Iterable[str]:
    branch = branch_at(chart, spot)
    if branch is not None:
        yield _tr("เส้นทางจาก {name}").format(name=box_name(chart, spot.code))
        yield branch_name(chart, branch)
        return
    step = chart.steps.get(spot.code)
    if step is not None:
        yield _tr("ขั้นตอน {name}").format(name=box_name(chart, spot.code))
        if spot.code == chart.first:
            yield _tr("ขั้นตอนแรก")
        yield role_names(step.roles) if step.roles else _tr("ยังไม่มีผู้ดำเนินการ")
        yield limit_text(step.limit)
        yield ", ".join(branch_name(chart, one) for one in step.branches) or _tr("ยังไม่มีทางออก")
    elif spot.code in chart.ends:
        yield _tr("จุดสิ้นสุด {name}").format(name=box_name(chart, spot.code))
    else:
        yield _tr("ทั้งผัง: {name}").format(name=chart.name)


# --- conditions


def condition_fields(chart: Chart, choices: ChartChoices) -> list[tuple[str, str]]:
    """Return what conditions may look at: codes with labels."""
    codes = dict.fromkeys([*chart.fields, *KNOWN_LISTS, *KEPT_LISTS, *KEPT_TYPES])
    return [(code, field_label(chart, code)) for code in codes if values_for(chart, code, choices)]


def values_for(chart: Chart, code: str, choices: ChartChoices) -> list[tuple[Any, str]]:
    """Return the values that a condition on a field may name, with their words."""
    field = field_of(chart, code)
    if field is None:
        return []
    if field.type == "yes_no":
        return [(True, _tr("ใช่")), (False, _tr("ไม่ใช่"))]
    return list(choices.items(field).items()) if field.type == "choice" else []


def conditions_text(chart: Chart, when: Conditions, choices: ChartChoices) -> str:
    """Return conditions in words, or that there are none."""
    if not when:
        return _tr("ทุกกรณีที่เหลือ")
    return _tr(" และ ").join(_condition(chart, one, choices) for one in when)


def _condition(chart: Chart, one: Condition, choices: ChartChoices) -> str:
    labels = dict(condition_fields(chart, choices))
    names = dict(values_for(chart, one.field, choices))
    values = one.value if isinstance(one.value, tuple) else (one.value,)
    said = _tr(" หรือ ").join(names.get(value, str(value)) for value in values)
    return _tr("{field} เป็น {values}").format(field=labels.get(one.field, one.field), values=said or "?")


def field_kind(field: Field) -> str:
    """Return what kind of answer a field takes."""
    return {
        "text": _tr("ข้อความ"),
        "yes_no": _tr("ใช่หรือไม่ใช่"),
        "choice": _tr("ตัวเลือก"),
        "user": _tr("รายชื่อเจ้าหน้าที่"),
    }.get(field.type, field.type)


# --- what changed


def differences(before: Chart, after: Chart, choices: ChartChoices) -> list[str]:
    """Return in words what a chart has, lacks or says otherwise than the one before."""
    found: list[str] = []
    if before.name != after.name:
        found.append(_tr("เปลี่ยนชื่อผังเป็น “{name}”").format(name=after.name))
    if before.first != after.first:
        found.append(_tr("เรื่องใหม่เริ่มที่ {name}").format(name=box_name(after, after.first)))
    found += [
        _tr("เพิ่มขั้นตอน {name}").format(name=box_name(after, code))
        for code in after.steps
        if code not in before.steps
    ]
    found += [
        _tr("ตัดขั้นตอน {name}").format(name=box_name(before, code))
        for code in before.steps
        if code not in after.steps
    ]
    for code, step in after.steps.items():
        if code in before.steps:
            found += _step_differences(before, after, before.steps[code], step, choices)
    found += _end_differences(before, after) + _field_differences(before, after)
    if before.places != after.places:
        found.append(_tr("ย้ายตำแหน่งกล่องบนภาพ"))
    return found


def _step_differences(before: Chart, after: Chart, old: Step, new: Step, choices: ChartChoices) -> list[str]:
    name = box_name(after, new.code)
    none = _tr("ไม่กำหนด")
    told = []
    if (old.number, old.name) != (new.number, new.name):
        text = _tr("{old} เปลี่ยนเป็น {name}")
        told.append(text.format(old=box_name(before, old.code), name=name))
    if old.roles != new.roles or old.own_case != new.own_case:
        told.append(
            _tr("{name}: ผู้ดำเนินการเป็น {roles}").format(name=name, roles=role_names(new.roles) or none)
        )
    if old.limit != new.limit:
        text = _tr("{name}: กำหนดเวลาเป็น {limit} (เดิม {old})")
        told.append(
            text.format(name=name, limit=limit_text(new.limit) or none, old=limit_text(old.limit) or none)
        )
    if _ways(before, old, choices) != _ways(after, new, choices):
        ways = " · ".join(_ways(after, new, choices)) or none
        told.append(_tr("{name}: เส้นทางเป็น {ways}").format(name=name, ways=ways))
    others = ("action", "asks", "needs", "skip_when", "decision", "purpose")
    words = {
        "action": _tr("ข้อความบนปุ่ม"),
        "asks": _tr("ข้อมูลที่ต้องกรอก"),
        "needs": _tr("สิ่งที่ต้องมีก่อนเสร็จ"),
        "skip_when": _tr("กรณีที่ข้ามขั้นตอน"),
        "decision": _tr("การเป็นขั้นตอนพิจารณา"),
        "purpose": _tr("ความมุ่งหมาย"),
    }
    changed = [words[one] for one in others if getattr(old, one) != getattr(new, one)]
    if changed:
        told.append(_tr("{name}: แก้ไข{what}").format(name=name, what=", ".join(changed)))
    return told


def _ways(chart: Chart, step: Step, choices: ChartChoices) -> list[str]:
    return [
        f"{branch_name(chart, branch)} [{conditions_text(chart, branch.when, choices)}]"
        for branch in step.branches
    ]


def _end_differences(before: Chart, after: Chart) -> list[str]:
    told = [
        _tr("เพิ่มจุดสิ้นสุด {name}").format(name=name)
        for code, name in after.ends.items()
        if code not in before.ends
    ]
    told += [
        _tr("ตัดจุดสิ้นสุด {name}").format(name=name)
        for code, name in before.ends.items()
        if code not in after.ends
    ]
    for code, name in after.ends.items():
        if code not in before.ends:
            continue
        if before.ends[code] != name:
            told.append(_tr("จุดสิ้นสุด {old} เปลี่ยนเป็น {name}").format(old=before.ends[code], name=name))
        if before.end_outcomes.get(code) != after.end_outcomes.get(code):
            told.append(_tr("จุดสิ้นสุด {name}: เปลี่ยนผลการดำเนินการ").format(name=name))
    return told


def _field_differences(before: Chart, after: Chart) -> list[str]:
    return [
        _tr("แก้ไขช่องข้อมูล {name}").format(name=field.label)
        if code in before.fields
        else _tr("เพิ่มช่องข้อมูล {name}").format(name=field.label)
        for code, field in after.fields.items()
        if before.fields.get(code) != field
    ]
