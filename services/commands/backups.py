"""Make a backup, and restore one.

Without --user the record says that it was done from the command line: whoever can run the command could
copy the files as well.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from services.backup.restoring import BROKEN, Preview, Restored, Restoring
from services.backup.staging import Staged, discard
from services.clock import Clock, SystemClock
from services.commands.asking import ask_passphrase, ask_secret
from services.commands.messages import sentence
from services.container import Services, open_services
from services.errors import DomainError
from services.journal.looking import Progress, unheard
from services.keys.keeper import default_keeper
from services.keys.office_key import OfficeKey
from services.permissions import Actor
from services.thai.dates import format_short
from services.unit_of_work import new_command_id

KEY = "RAPRUEANG_KEY"
COMMAND_LINE = "บรรทัดคำสั่ง"
PASSWORD = "RAPRUEANG_PASSWORD"  # noqa: S105 - the variable's name, not a password
YES = ("y", "yes", "ใช่")
NUMBERS_SHOWN = 10
DECRYPTS = "ชุดสำรองนี้ไม่ได้เข้ารหัส ข้อมูลหลังกู้จึงไม่เข้ารหัสด้วย โปรดเข้ารหัสอีกครั้งหลังกู้"


def make_backup(arguments: argparse.Namespace) -> None:
    """Make a checked copy in a folder."""
    services = _open(arguments.data, SystemClock())
    try:
        backups, command = services.backups, new_command_id()
        if arguments.user:
            actor = _log_in(services, arguments.user)
            made = backups.make_backup(actor, arguments.to, command, _progress())
        else:
            made = backups.make_by_itself(COMMAND_LINE, arguments.to, command, _progress())
    finally:
        services.close()
    if arguments.json:
        _print_json(
            {
                "path": str(made.path),
                "made_at": made.at.isoformat(),
                "sequence": made.sequence,
                "records": made.records,
                "cases": made.cases,
                "bytes": made.size,
                "other_disk": made.apart,
            }
        )
    else:
        print(made.path)
    if not made.apart and not arguments.json and sys.stderr.isatty():
        print("ชุดสำรองนี้อยู่ในดิสก์เดียวกับข้อมูล ควรมีอีกชุดหนึ่งในดิสก์อื่นหรือ USB", file=sys.stderr)


def restore(arguments: argparse.Namespace) -> None:
    """Put a copy in the place of a folder's data, or say what that would change."""
    clock = SystemClock()
    services = _open_if_it_can_be(arguments.data, clock)
    try:
        _restore(arguments, clock, services)
    finally:
        if services is not None:
            services.close()


def _restore(arguments: argparse.Namespace, clock: Clock, services: Services | None) -> None:
    if services is not None:
        restoring = services.restoring
    else:
        restoring = Restoring(arguments.data, clock, default_keeper())
    by = COMMAND_LINE
    if services is not None and arguments.user:
        try:
            actor = _log_in(services, arguments.user)
            restoring.require(actor)
            by = actor.name
        except DomainError as error:
            if error.code not in BROKEN:
                raise
            # Opened, and yet not whole: an administrator of the copy counts instead.
            services.close()
            services, restoring = None, Restoring(arguments.data, clock, default_keeper())
    staged = restoring.stage(arguments.source, _progress(), given=_given(), ask_passphrase=ask_passphrase)
    try:
        if services is None and arguments.user:
            by = restoring.log_in(staged, arguments.user, _password())
        preview = restoring.preview(staged)
        if arguments.dry_run:
            _say(arguments, preview, None)
            return
        if not arguments.yes and sys.stdin is not None and sys.stdin.isatty():
            _confirm(preview)
        restored = restoring.put(staged, by)
        _say(arguments, preview, restored)
    finally:
        if staged.path.exists():
            discard(staged)
    # Opened once, so that this computer takes the restored journal's end for the newest there is.
    _settle(arguments.data, clock, staged)


def _settle(data: Path, clock: Clock, staged: Staged) -> None:
    try:
        open_services(data, clock, given=staged.key).close()
    except DomainError as error:
        print(f"main.py restore: {sentence(error)}", file=sys.stderr)


def _open(data: Path, clock: Clock) -> Services:
    return open_services(data, clock, given=_given(), ask_passphrase=ask_passphrase)


def _open_if_it_can_be(data: Path, clock: Clock) -> Services | None:
    """Open the office there is; None where there is none, or nothing that can be opened."""
    given = _given()
    if given is not None:
        try:
            return open_services(data, clock, given=given)
        except DomainError as error:
            if error.code not in BROKEN:
                raise
    # The key that was typed may be the copy's alone.
    try:
        return open_services(data, clock, ask_passphrase=ask_passphrase)
    except DomainError as error:
        if error.code not in BROKEN:
            raise
        return None


def _given() -> OfficeKey | None:
    text = os.environ.get(KEY)
    return OfficeKey.from_text(text) if text else None


def _log_in(services: Services, username: str) -> Actor:
    return services.accounts.log_in(username, _password())


def _password() -> str:
    return ask_secret(PASSWORD, "รหัสผ่าน", "login.no_password")


def _confirm(preview: Preview) -> None:
    for line in _lines(preview):
        print(line, file=sys.stderr)
    print("กู้ข้อมูลจากชุดสำรองนี้แทนข้อมูลปัจจุบันหรือไม่ [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in YES:
        raise DomainError("restore.cancelled")


def _say(arguments: argparse.Namespace, preview: Preview, restored: Restored | None) -> None:
    if arguments.json:
        _print_json(_told(preview, restored))
        return
    if restored is None:
        for line in _lines(preview):
            print(line)
        return
    kept = f" ข้อมูลก่อนกู้เก็บไว้ที่ {restored.kept}" if restored.kept is not None else ""
    if preview.decrypts:
        kept += f" {DECRYPTS}"
    print(f"กู้ข้อมูลแล้ว: เรื่องที่รับ {restored.cases} เรื่อง บันทึกการทำงานถึงลำดับที่ {restored.sequence}{kept}")


def _lines(preview: Preview) -> list[str]:
    copy, present = preview.copy, preview.present
    lines = [f"ชุดสำรอง: {copy.office} เรื่องที่รับ {copy.cases} เรื่อง บันทึกการทำงาน {copy.records} รายการ"]
    if copy.newest_record is not None:
        lines.append(f"บันทึกล่าสุดในชุดสำรอง: {format_short(copy.newest_record.date())}")
    if present is None:
        return [*lines, "ข้อมูลปัจจุบัน: ไม่มี หรือเปิดไม่ได้"]
    lines.append(f"ข้อมูลปัจจุบัน: เรื่องที่รับ {present.cases} เรื่อง บันทึกการทำงาน {present.records} รายการ")
    for label, numbers in (
        ("เรื่องที่จะหายไป", preview.lost),
        ("เรื่องที่จะกลับมา", preview.back),
        ("เรื่องที่จะกลับไปเป็นอย่างเดิม", preview.differing),
        ("บัญชีผู้ใช้ที่จะเปลี่ยน", preview.accounts),
    ):
        if numbers:
            more = " …" if len(numbers) > NUMBERS_SHOWN else ""
            lines.append(f"{label} {len(numbers)}: {', '.join(numbers[:NUMBERS_SHOWN])}{more}")
    return [*lines, DECRYPTS] if preview.decrypts else lines


def _told(preview: Preview, restored: Restored | None) -> dict[str, Any]:
    def side(name: str) -> dict[str, Any] | None:
        found = getattr(preview, name)
        if found is None:
            return None
        return {
            "office": found.office,
            "cases": found.cases,
            "records": found.records,
            "newest_case": found.newest_case,
            "newest_record": found.newest_record,
        }

    return {
        "from": str(preview.source),
        "copy": side("copy"),
        "present": side("present"),
        "lost": preview.lost,
        "back": preview.back,
        "differing": preview.differing,
        "accounts": preview.accounts,
        "lost_records": preview.lost_records,
        "decrypts": preview.decrypts,
        "restored": restored is not None,
        "sequence": None if restored is None else restored.sequence,
        "kept": None if restored is None or restored.kept is None else str(restored.kept),
    }


def _progress() -> Progress:
    """Return a bar for a terminal, and nothing where nobody looks."""
    if not sys.stderr.isatty():
        return unheard
    shown = -1

    def tell(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // max(total, 1)
        if percent != shown:
            shown = percent
            print(f"\r{percent:3} %", end="\n" if done >= total else "", file=sys.stderr, flush=True)

    return tell


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=lambda moment: moment.isoformat()))
