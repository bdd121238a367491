"""Write docs/permissions.md from the declarations: `python -m services.commands.permissions_page FILE`."""

import importlib
import pkgutil
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import services
from services.permissions import REGISTRY, Role, UseCase

ROLES = {
    Role.FRONT_DESK: ("front desk", "เจ้าหน้าที่รับเรื่อง"),
    Role.OFFICER: ("case officer", "เจ้าหน้าที่ผู้รับผิดชอบ"),
    Role.SUPERVISOR: ("supervisor", "หัวหน้ากลุ่มงาน"),
    Role.ADMINISTRATOR: ("administrator", "ผู้ดูแลระบบ"),
    Role.VIEWER: ("viewer", "ผู้เรียกดูข้อมูล"),
}
HEAD = """# Who may do what

Written by `dev.py docs` from the declarations in services/ (`use_case(…)`); a test fails while it is out of
step, and another tries every cell of it on a real office: a refusal changes nothing but the journal, which
gets one record of it.

- **●** the role may; nothing: refused, and the refusal is journalled. Somebody with several roles may what
  any of them may. What counts are the roles that the account holds at that moment
  (`services/unit_of_work.py`), with those of an appointment in force, whatever it held at login; an account
  closed meanwhile may nothing.
- **no login**: done by the program itself, or before anybody is known; no role counts for it, and nothing
  else is done without an account.
- **leaves**: the journalled tables that the use case may change, which the unit of work holds it to; "a
  record": it changes none, and the journal says that it was done; "nothing": it only reads; "nothing (own
  drafts)": personal and disposable.
- Whoever has yet to change a password that another person set may only what is marked ¹.

On top of the role comes the case. Whoever a case complains about finds it nowhere; a case officer sees the
own cases and those nobody has; confidential ones show to supervisors, their officer and who took them in
(`services/complaints/visibility.py`). A step belongs to the roles that the flowchart names, and to the
officer of the case; a correction to who took the case in on the day, later to a supervisor with a reason
(`services/complaints/rights.py`). A hidden complainant is masked for everybody, and shown to a supervisor
who says why.
"""


def declared() -> list[UseCase]:
    """Return every use case, by name, after importing whatever declares one."""
    for module in pkgutil.walk_packages(services.__path__, "services."):
        if module.name != __name__:
            importlib.import_module(module.name)
    return [REGISTRY[name] for name in sorted(REGISTRY)]


def permissions_page(use_cases: Iterable[UseCase]) -> str:
    """Return the page with the matrix of roles and use cases."""
    parts = [HEAD]
    for room, found in groupby(use_cases, lambda wanted: wanted.name.partition(".")[0]):
        parts += [f"\n## {room}\n\n", _heading(), *(_line(wanted) for wanted in found)]
    return "".join(parts)


def _heading() -> str:
    names = [f"{english}<br>{thai}" for english, thai in ROLES.values()]
    rule = ["---", *[":-:"] * (len(ROLES) + 1), "---"]
    return f"| use case | {' | '.join(names)} | no login | leaves |\n| {' | '.join(rule)} |\n"


def _line(wanted: UseCase) -> str:
    marks = ["●" if role in wanted.roles and not wanted.system else "" for role in ROLES]
    marks.append("●" if wanted.system else "")
    name = f"`{wanted.name}`" + ("¹" if wanted.newcomer else "")
    return f"| {name} | {' | '.join(marks)} | {_leaves(wanted)} |\n"


def _leaves(wanted: UseCase) -> str:
    if wanted.convenience:
        return "nothing (own drafts)"
    if not wanted.writes:
        return "nothing"
    return ", ".join(sorted(wanted.changes or ())) or "a record"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(permissions_page(declared()), encoding="utf-8", newline="\n")
