"""Say in Thai what is wrong with a flowchart, where, and what to do about it."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from services.flowchart.checking import ChartProblem
from services.flowchart.definition import Chart
from ui.formatting import role_names
from ui.wording import QT_TRANSLATE_NOOP

CONTEXT = "ChartProblems"

SENTENCES: Mapping[str, str] = {
    "chart.no_name": QT_TRANSLATE_NOOP("ChartProblems", "ผังยังไม่มีชื่อ"),
    "chart.no_end": QT_TRANSLATE_NOOP(
        "ChartProblems", "ผังยังไม่มีจุดสิ้นสุด เรื่องจึงยุติไม่ได้ โปรดเพิ่มจุดสิ้นสุดอย่างน้อยหนึ่งแห่ง"
    ),
    "chart.first_missing": QT_TRANSLATE_NOOP(
        "ChartProblems", "ผังยังไม่มีขั้นตอนเริ่มต้น โปรดกำหนดว่าเรื่องใหม่เริ่มที่ขั้นตอนใด"
    ),
    "chart.too_many_steps": QT_TRANSLATE_NOOP("ChartProblems", "ผังมีขั้นตอนมากเกินไป กำหนดได้ไม่เกิน {most} ขั้นตอน"),
    "code.twice": QT_TRANSLATE_NOOP(
        "ChartProblems", "รหัส “{name}” ใช้ซ้ำกัน แต่ละขั้นตอนและแต่ละช่องข้อมูลต้องมีรหัสต่างกัน"
    ),
    "end.no_name": QT_TRANSLATE_NOOP("ChartProblems", "จุดสิ้นสุดนี้ยังไม่มีชื่อ"),
    "end.unreachable": QT_TRANSLATE_NOOP("ChartProblems", "ไม่มีเส้นทางใดมาถึงจุดสิ้นสุด “{step}”"),
    "end.outcome_unknown": QT_TRANSLATE_NOOP(
        "ChartProblems", "ผลการดำเนินการที่กำหนดไว้กับจุดสิ้นสุด “{step}” ไม่มีในรายการ โปรดเลือกใหม่"
    ),
    "end.no_supervisor": QT_TRANSLATE_NOOP(
        "ChartProblems", "ขั้นตอน “{step}” ทำให้เรื่องยุติ แต่หัวหน้าฝ่าย/หัวหน้ากลุ่มงานทำขั้นตอนนี้ไม่ได้ โปรดเพิ่มเป็นผู้ดำเนินการ"
    ),
    "step.no_name": QT_TRANSLATE_NOOP("ChartProblems", "ขั้นตอนนี้ยังไม่มีชื่อ"),
    "step.no_action": QT_TRANSLATE_NOOP("ChartProblems", "ขั้นตอน “{step}” ยังไม่มีข้อความบนปุ่มที่ใช้บันทึก"),
    "step.no_role": QT_TRANSLATE_NOOP(
        "ChartProblems", "ขั้นตอน “{step}” ยังไม่มีผู้ดำเนินการ โปรดเลือกอย่างน้อยหนึ่งหน้าที่"
    ),
    "step.role_cannot": QT_TRANSLATE_NOOP(
        "ChartProblems",
        "ขั้นตอน “{step}” กำหนดให้{roles}เป็นผู้ดำเนินการ ซึ่งทำงานกับเรื่องไม่ได้ โปรดเลือกหน้าที่อื่น",
    ),
    "step.unreachable": QT_TRANSLATE_NOOP(
        "ChartProblems", "ไม่มีเส้นทางใดมาถึงขั้นตอน “{step}” โปรดลากเส้นจากขั้นตอนก่อนหน้า หรือลบขั้นตอนนี้"
    ),
    "step.dead_end": QT_TRANSLATE_NOOP(
        "ChartProblems", "ขั้นตอน “{step}” ไม่มีทางไปต่อ โปรดเพิ่มเส้นทางไปยังขั้นตอนถัดไปหรือจุดสิ้นสุด"
    ),
    "step.no_way_to_close": QT_TRANSLATE_NOOP(
        "ChartProblems", "จากขั้นตอน “{step}” วนกลับไปมาโดยไม่มีทางยุติเรื่อง โปรดเพิ่มเส้นทางที่ออกไปสู่การยุติ"
    ),
    "step.own_case_unassigned": QT_TRANSLATE_NOOP(
        "ChartProblems", "ขั้นตอน “{step}” เป็นของผู้ที่ได้รับมอบหมาย แต่เรื่องมาถึงได้โดยยังไม่ผ่านขั้นตอนที่มอบหมายเจ้าหน้าที่"
    ),
    "limit.kind": QT_TRANSLATE_NOOP("ChartProblems", "กำหนดเวลาของขั้นตอน “{step}” เป็นแบบที่โปรแกรมไม่รู้จัก"),
    "limit.range": QT_TRANSLATE_NOOP(
        "ChartProblems", "กำหนดเวลาของขั้นตอน “{step}” คือ {days} วันทำการ ต้องอยู่ระหว่าง {low} ถึง {high} วันทำการ"
    ),
    "branch.unknown_target": QT_TRANSLATE_NOOP(
        "ChartProblems", "เส้นทางจากขั้นตอน “{step}” ไปยังขั้นตอนที่ไม่มีในผัง โปรดเลือกปลายทางใหม่"
    ),
    "branch.last_conditional": QT_TRANSLATE_NOOP(
        "ChartProblems",
        "เส้นทางสุดท้ายของขั้นตอน “{step}” มีเงื่อนไข เรื่องที่ไม่เข้าเงื่อนไขใดเลยจะไปต่อไม่ได้ โปรดให้เส้นทางสุดท้ายไม่มีเงื่อนไข",
    ),
    "branch.never": QT_TRANSLATE_NOOP(
        "ChartProblems", "เงื่อนไขของเส้นทาง “{label}” จากขั้นตอน “{step}” ขัดกันเอง จึงไม่มีเรื่องใดไปทางนี้ได้"
    ),
    "branch.caught": QT_TRANSLATE_NOOP(
        "ChartProblems",
        "ไม่มีเรื่องใดไปทาง “{label}” จากขั้นตอน “{step}” เพราะเส้นทางก่อนหน้ารับไว้หมดแล้ว โปรดเลื่อนลำดับหรือแก้เงื่อนไข",
    ),
    "condition.field_unknown": QT_TRANSLATE_NOOP(
        "ChartProblems", "เงื่อนไขที่ขั้นตอน “{step}” ใช้ช่องข้อมูล “{field}” ซึ่งไม่มีในผัง"
    ),
    "condition.value_unknown": QT_TRANSLATE_NOOP(
        "ChartProblems", "เงื่อนไขที่ขั้นตอน “{step}” เทียบ “{field}” กับ “{value}” ซึ่งไม่อยู่ในตัวเลือก เงื่อนไขนี้จึงไม่เป็นจริง"
    ),
    "condition.yes_no": QT_TRANSLATE_NOOP(
        "ChartProblems", "“{field}” ที่ขั้นตอน “{step}” ตอบได้เพียงใช่หรือไม่ใช่ แต่เงื่อนไขเทียบกับ “{value}”"
    ),
    "condition.shape": QT_TRANSLATE_NOOP("ChartProblems", "เงื่อนไขของ “{field}” ที่ขั้นตอน “{step}” ยังกำหนดไม่ครบ"),
    "condition.never": QT_TRANSLATE_NOOP(
        "ChartProblems", "เงื่อนไขของ “{field}” ที่ขั้นตอน “{step}” ขัดกันเอง โปรแกรมจึงไม่ถามข้อนี้"
    ),
    "condition.not_asked_yet": QT_TRANSLATE_NOOP(
        "ChartProblems", "เงื่อนไขที่ขั้นตอน “{step}” ใช้ “{field}” แต่ไม่มีขั้นตอนก่อนหน้าที่ถามไว้ ค่าจะว่างเสมอ"
    ),
    "skip.always": QT_TRANSLATE_NOOP(
        "ChartProblems", "ขั้นตอน “{step}” ถูกข้ามทุกเรื่อง เพราะเงื่อนไขการข้ามเป็นจริงเสมอ"
    ),
    "skip.never": QT_TRANSLATE_NOOP("ChartProblems", "เงื่อนไขการข้ามขั้นตอน “{step}” ไม่มีวันเป็นจริง"),
    "field.no_label": QT_TRANSLATE_NOOP("ChartProblems", "ช่องข้อมูลรหัส “{field}” ยังไม่มีชื่อ"),
    "field.type": QT_TRANSLATE_NOOP("ChartProblems", "ช่องข้อมูล “{field}” เป็นชนิดที่โปรแกรมไม่รู้จัก"),
    "field.no_choices": QT_TRANSLATE_NOOP("ChartProblems", "ช่องข้อมูล “{field}” เป็นแบบให้เลือก แต่ยังไม่มีตัวเลือก"),
    "field.kept_otherwise": QT_TRANSLATE_NOOP(
        "ChartProblems", "โปรแกรมเก็บ “{field}” เป็นข้อมูลของเรื่องอยู่แล้ว จึงเปลี่ยนชนิดหรือตัวเลือกไม่ได้"
    ),
    "ask.field_unknown": QT_TRANSLATE_NOOP("ChartProblems", "ขั้นตอน “{step}” ถามช่องข้อมูล “{field}” ซึ่งไม่มีในผัง"),
    "ask.offer_unknown": QT_TRANSLATE_NOOP(
        "ChartProblems", "ขั้นตอน “{step}” เสนอคำตอบ “{value}” ให้ “{field}” ซึ่งตอบเช่นนั้นไม่ได้ โปรดแก้คำตอบที่เสนอ"
    ),
    "ask.twice": QT_TRANSLATE_NOOP("ChartProblems", "ขั้นตอน “{step}” ถาม “{field}” ซ้ำกัน"),
    "need.unknown": QT_TRANSLATE_NOOP("ChartProblems", "ขั้นตอน “{step}” ต้องการสิ่งที่โปรแกรมไม่รู้จัก"),
    "need.letter_unknown": QT_TRANSLATE_NOOP(
        "ChartProblems", "ขั้นตอน “{step}” ต้องการหนังสือชนิดที่โปรแกรมไม่มี โปรดเลือกชนิดของหนังสือใหม่"
    ),
    "purpose.unknown": QT_TRANSLATE_NOOP("ChartProblems", "ขั้นตอน “{step}” มีงานที่โปรแกรมไม่รู้จัก โปรดเลือกใหม่"),
    "purpose.twice": QT_TRANSLATE_NOOP(
        "ChartProblems", "ขั้นตอน “{step}” เป็นขั้นตอน{purpose}ซ้ำอีก ผังหนึ่งมีขั้นตอนนี้ได้เพียงแห่งเดียว"
    ),
    "purpose.register_not_first": QT_TRANSLATE_NOOP(
        "ChartProblems", "ขั้นตอนรับและลงทะเบียนต้องเป็นขั้นตอนแรกของผัง โปรดแก้ไขที่ขั้นตอน “{step}”"
    ),
    "purpose.no_screen": QT_TRANSLATE_NOOP(
        "ChartProblems", "ผังยังไม่มีขั้นตอนตรวจสอบและจำแนก ซึ่งบอกว่าเป็นข้อร้องเรียนหรือไม่ และอยู่ในหมวดใด"
    ),
    "purpose.screen_passed_by": QT_TRANSLATE_NOOP(
        "ChartProblems", "มีเส้นทางที่เรื่องไปต่อหรือยุติได้โดยไม่ผ่านขั้นตอนจำแนก “{step}” โปรดให้ขั้นตอนนี้อยู่ถัดจากการรับเรื่อง"
    ),
    "purpose.no_close": QT_TRANSLATE_NOOP("ChartProblems", "ผังยังไม่มีขั้นตอนยุติเรื่อง"),
    "purpose.close_no_supervisor": QT_TRANSLATE_NOOP(
        "ChartProblems", "ขั้นตอน “{step}” เป็นการยุติเรื่อง ต้องมีหัวหน้าฝ่าย/หัวหน้ากลุ่มงานเป็นผู้ดำเนินการ"
    ),
}

PURPOSES: Mapping[str, str] = {
    "register": QT_TRANSLATE_NOOP("ChartProblems", "รับและลงทะเบียน"),
    "screen": QT_TRANSLATE_NOOP("ChartProblems", "ตรวจสอบและจำแนก"),
    "answer": QT_TRANSLATE_NOOP("ChartProblems", "ตอบ/บันทึก"),
    "refer": QT_TRANSLATE_NOOP("ChartProblems", "ส่งต่อหน่วยงานที่เกี่ยวข้อง"),
    "follow_up": QT_TRANSLATE_NOOP("ChartProblems", "ติดตามผล"),
    "assign": QT_TRANSLATE_NOOP("ChartProblems", "มอบหมาย"),
    "acknowledge": QT_TRANSLATE_NOOP("ChartProblems", "แจ้งรับเรื่อง"),
    "investigate": QT_TRANSLATE_NOOP("ChartProblems", "ตรวจสอบข้อเท็จจริงและแก้ไข"),
    "review": QT_TRANSLATE_NOOP("ChartProblems", "พิจารณาผล"),
    "inform": QT_TRANSLATE_NOOP("ChartProblems", "แจ้งผล"),
    "close": QT_TRANSLATE_NOOP("ChartProblems", "ยุติเรื่อง"),
}

KNOWN_FIELDS: Mapping[str, str] = {
    "identity": QT_TRANSLATE_NOOP("ChartProblems", "การระบุตัวผู้ร้องเรียน"),
    "kind": QT_TRANSLATE_NOOP("ChartProblems", "ประเภทของเรื่อง"),
    "category": QT_TRANSLATE_NOOP("ChartProblems", "หมวดของเรื่อง"),
    "group": QT_TRANSLATE_NOOP("ChartProblems", "กลุ่มผู้ร้องเรียน"),
    "level": QT_TRANSLATE_NOOP("ChartProblems", "ระดับของเรื่อง"),
    "outcome": QT_TRANSLATE_NOOP("ChartProblems", "ผลการดำเนินการ"),
    "notification": QT_TRANSLATE_NOOP("ChartProblems", "การแจ้งผล"),
    "within_authority": QT_TRANSLATE_NOOP("ChartProblems", "อยู่ในอำนาจหน้าที่ของสำนักงาน"),
    "officer": QT_TRANSLATE_NOOP("ChartProblems", "เจ้าหน้าที่ผู้รับผิดชอบเรื่อง"),
    "information_ground": QT_TRANSLATE_NOOP("ChartProblems", "เหตุตามพระราชบัญญัติข้อมูลข่าวสารของราชการ"),
    "confidential": QT_TRANSLATE_NOOP("ChartProblems", "เรื่องลับ"),
}
NEEDED: Mapping[str, str] = {
    "note": QT_TRANSLATE_NOOP("ChartProblems", "บันทึก"),
    "attachment": QT_TRANSLATE_NOOP("ChartProblems", "ไฟล์แนบ"),
    "letter": QT_TRANSLATE_NOOP("ChartProblems", "หนังสือ"),
}


def problem_text(problem: ChartProblem, chart: Chart) -> str:
    """Return what is wrong as a sentence."""
    params = {name: _shown(chart, name, value) for name, value in problem.params.items()}
    params.setdefault("label", "")
    if problem.branch is not None and not params["label"]:
        params["label"] = _branch_name(chart, problem)
    step = chart.name_of(problem.step).strip() or problem.step
    sentence = SENTENCES.get(problem.code, QT_TRANSLATE_NOOP("ChartProblems", "ขั้นตอน “{step}” ยังไม่ถูกต้อง"))
    return _tr(sentence).format(**{"step": step, **params})


def purpose_name(purpose: str) -> str:
    """Return what a step is for, in Thai."""
    return _tr(PURPOSES[purpose]) if purpose in PURPOSES else ""


def field_label(chart: Chart, code: str) -> str:
    """Return the label of a field that conditions may look at."""
    if code in chart.fields:
        return chart.fields[code].label or code
    return _tr(KNOWN_FIELDS.get(code) or NEEDED[code]) if code in KNOWN_FIELDS or code in NEEDED else code


def _branch_name(chart: Chart, problem: ChartProblem) -> str:
    """Name a branch without a label by where it leads."""
    step = chart.steps.get(problem.step)
    if step is None or problem.branch is None or problem.branch >= len(step.branches):
        return ""
    branch = step.branches[problem.branch]
    return branch.label or _tr(QT_TRANSLATE_NOOP("ChartProblems", "ไป {name}")).format(
        name=chart.name_of(branch.to)
    )


def _shown(chart: Chart, name: str, value: object) -> str:
    if name == "field":
        return field_label(chart, str(value))
    if name == "purpose":
        return purpose_name(str(value)) or str(value)
    if name == "roles" and isinstance(value, list):
        return role_names(str(role) for role in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)
