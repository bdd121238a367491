"""The command that checks everything kept, and whether a printed checkpoint stands."""

import argparse
import json
import unicodedata

from services.clock import SystemClock
from services.commands.asking import ask_passphrase, ask_secret
from services.commands.messages import problem_text
from services.container import Services, open_services
from services.errors import DomainError
from services.journal.verify import ABSENT, Verified

PASSWORD = "RAPRUEANG_PASSWORD"  # noqa: S105 - the variable's name


def verify(arguments: argparse.Namespace) -> None:
    """Check everything that is kept, and name the first thing that disagrees; nobody has to log in."""
    services = open_services(arguments.data, SystemClock(), ask_passphrase=ask_passphrase)
    try:
        found = _verify(services, arguments)
        stands = _stands(services, arguments)
    finally:
        services.close()
    if arguments.json:
        print(json.dumps(_as_json(found, stands), ensure_ascii=False, indent=1))
    elif found.problem is None:
        print("\n".join(_lines(found)))
    if found.problem is not None:
        raise DomainError("verify.problem", problem=problem_text(found.problem))
    if stands is False:
        raise DomainError("verify.checkpoint", sequence=arguments.checkpoint[0])


def checkpoint(text: str) -> tuple[int, str]:
    """Read a checkpoint as it is typed: position and hash with a colon between, in Thai digits or others."""
    sequence, colon, start = text.replace(",", "").partition(":")
    start = "".join(str(unicodedata.digit(sign, sign)) for sign in start if not sign.isspace())
    if not colon or not sequence.strip().isdecimal() or not start:
        raise argparse.ArgumentTypeError(f"not SEQUENCE:HASH: {text}")
    return int(sequence), start


def _verify(services: Services, arguments: argparse.Namespace) -> Verified:
    if not arguments.user:
        return services.verification.verify()
    actor = services.accounts.log_in(arguments.user, ask_secret(PASSWORD, "รหัสผ่าน", "login.no_password"))
    return services.verification.verify_office(actor)


def _stands(services: Services, arguments: argparse.Namespace) -> bool | None:
    if arguments.checkpoint is None:
        return None
    return services.verification.checkpoint_stands(*arguments.checkpoint)


def _as_json(found: Verified, stands: bool | None) -> dict[str, object]:
    problem = found.problem
    return {
        "records": found.records,
        "cases": found.cases,
        "files": found.files,
        "problem": None if problem is None else problem.said,
        "problem_code": None if problem is None else problem.code,
        "about": None if problem is None else problem.about,
        "witness": found.witness,
        "unsealed": found.unsealed,
        "unchecked": found.unchecked,
        "checkpoint": stands,
    }


def _lines(found: Verified) -> list[str]:
    lines = [f"ถูกต้อง: บันทึกการทำงาน {found.records} รายการ เรื่อง {found.cases} เรื่อง ไฟล์ {found.files} ไฟล์"]
    if found.witness == ABSENT:
        lines.append("เครื่องนี้ไม่เคยเปิดข้อมูลนี้มาก่อน จึงยังบอกไม่ได้ว่าบันทึกท้ายสุดถูกตัดออกหรือไม่")
    if found.unsealed:
        lines.append(f"บันทึกการทำงาน {found.unsealed} รายการมีขึ้นก่อนที่สำนักงานจะมีกุญแจ")
    if found.unchecked:
        lines.append(f"บันทึกการทำงาน {found.unchecked} รายการใช้กุญแจเดิมซึ่งไม่มีในเครื่องนี้ จึงตรวจการปิดผนึกไม่ได้")
    return lines
