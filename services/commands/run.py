"""Carry out one command and return its exit code: 0 done, 1 not done with one line that says why."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import DatabaseError

from services.clock import SystemClock
from services.commands.asking import ask_passphrase, ask_secret
from services.commands.messages import sentence
from services.complaints.register import RegisterFilter, RegisterRow
from services.container import Services, open_services
from services.errors import DomainError
from services.files import check_place, write_file
from services.office.codes import name_of
from services.permissions import Actor
from services.thai.dates import format_full, format_short
from services.unit_of_work import new_command_id

DONE, FAILED = 0, 1
PASSWORD = "RAPRUEANG_PASSWORD"  # noqa: S105 - the variable's name, not a password


def run(arguments: argparse.Namespace) -> int:
    """Run the command that the arguments name."""
    # A Windows console may not speak Thai by itself; what can't be shown is replaced, never fatal.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    # A failure is one line; what the program notes for itself has no place between.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        COMMANDS[arguments.command](arguments)
    except DomainError as error:
        print(f"main.py {arguments.command}: {sentence(error)}", file=sys.stderr)
        return FAILED
    except DatabaseError:
        # A table or a column that the schema version promises is not there: somebody's hand, not a statement.
        damaged = DomainError("store.damaged", folder=arguments.data)
        print(f"main.py {arguments.command}: {sentence(damaged)}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(f"main.py {arguments.command}: ยกเลิกแล้ว", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # Whoever read our output has seen enough; let Python's shutdown find nothing left to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        # What the system refuses of a path that somebody typed: too long, of no folder, a loop of links.
        refused = DomainError("file.unreadable", path=error.filename or "")
        print(f"main.py {arguments.command}: {sentence(refused)}", file=sys.stderr)
        return FAILED
    return DONE


def make_demo(arguments: argparse.Namespace) -> None:
    """Make a demo office."""
    from services.demo.office import make_demo_office

    numbers = make_demo_office(
        arguments.data, cases=arguments.cases, seed=arguments.seed, fiscal_year=arguments.fiscal_year
    )
    print(f"สร้างสำนักงานตัวอย่างแล้ว: {arguments.data} เรื่องที่รับ {numbers} เรื่อง")


def list_complaints(arguments: argparse.Namespace) -> None:
    """List complaints as lines or JSON."""
    with _Session(arguments) as (services, actor):
        wanted = RegisterFilter(text=arguments.search)
        rows = services.register.export_complaints(actor, wanted, new_command_id(), limit=arguments.limit)
    if arguments.json:
        _print_json([_case_json(row) for row in rows])
        return
    for row in rows:
        due = format_short(row.due_date)
        print(
            f"{row.number}\t{format_short(row.received_at.date())}\t{row.channel_name}\t{row.step_name}\t{due}\t{row.subject}"
        )


def _case_json(row: RegisterRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "received_at": row.received_at,
        "channel": row.channel,
        "channel_name": row.channel_name,
        "sub_channel_name": row.sub_channel_name,
        "kind": row.kind,
        "kind_name": name_of("kinds", row.kind),
        "screened": row.screened,
        "group": row.group,
        "group_name": name_of("groups", row.group),
        "category": row.category,
        "category_name": row.category_name,
        "level": row.level,
        "level_name": row.level_name,
        "subject": row.subject,
        "detail": row.detail,
        "step": row.step,
        "step_name": row.step_name,
        "status": row.status,
        "due_date": row.due_date,
        "closed_at": row.closed_at,
        "outcome": row.outcome,
        "outcome_name": name_of("outcomes", row.outcome),
    }


def explain_due(arguments: argparse.Namespace) -> None:
    """Print a due date and, day by day, why."""
    services = open_services(arguments.data, SystemClock(), ask_passphrase=ask_passphrase)
    try:
        due = services.deadlines.explain_due(arguments.received, arguments.days)
    finally:
        services.close()
    if arguments.json:
        days = [
            {"date": day.day, "counted": day.counted is not None, "number": day.counted, "reason": day.text}
            for day in due.days
        ]
        _print_json({"due_date": due.due_date, "days": days, "sentence": due.sentence})
        return
    print(due.sentence)
    for day in due.days:
        number = "-" if day.counted is None else str(day.counted)
        print(f"{number:>5}  {format_full(day.day)}  {day.text}")


def make_report(arguments: argparse.Namespace) -> None:
    """Make a report, or list the reports."""
    from services.documents.catalogue import BY_CODE, CATALOGUE, PaperRequest

    if arguments.list_reports:
        for entry in CATALOGUE:
            print(f"{entry.code}\t{entry.title}")
        return
    kind = BY_CODE[arguments.report]
    asked = {ask.name: getattr(arguments, ask.name) for ask in kind.asks}
    if "numbers" in asked:
        asked["numbers"] = tuple(asked["numbers"])
    with _Session(arguments) as (services, actor):
        check_place(arguments.out)
        paper = services.making.make_paper(actor, kind.code, PaperRequest(**asked), new_command_id())
        write_file(arguments.out, paper.content)
    if kind.figures and arguments.json:
        _print_json(paper.data)
    else:
        print(arguments.out)


def sign_off(arguments: argparse.Namespace) -> None:
    """Certify a month's data."""
    from services.signing.sign_off import SignOffMonth

    with _Session(arguments) as (services, actor):
        command = SignOffMonth(arguments.month, note=arguments.note)
        signed = services.signing.sign_off_month(actor, command, new_command_id())
    print(
        f"รับรองข้อมูลประจำเดือน{signed.month.be_label} แล้ว ผู้รับรอง",
        *filter(None, (signed.signer_name, signed.signer_position)),
    )


def verify(arguments: argparse.Namespace) -> None:
    """Check everything that is kept, and name the first thing that disagrees."""
    from services.commands import verifying

    verifying.verify(arguments)


def self_check(_arguments: argparse.Namespace) -> None:
    """Check that every part of the program is here and works."""
    from services.commands.self_check import check_parts

    for name, said in check_parts():
        print(f"{name}\t{said}")


class _Session:
    """Open the office and log in, and close it again whatever happens."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._arguments = arguments

    def __enter__(self) -> tuple[Services, Actor]:
        self._services = open_services(self._arguments.data, SystemClock(), ask_passphrase=ask_passphrase)
        try:
            actor = self._services.accounts.log_in(self._arguments.user, _password())
        except BaseException:
            self._services.close()
            raise
        return self._services, actor

    def __exit__(self, *_error: object) -> None:
        self._services.close()


def _password() -> str:
    return ask_secret(PASSWORD, "รหัสผ่าน", "login.no_password")


def take_key(arguments: argparse.Namespace) -> None:
    """Keep the key of the recovery sheet on this computer."""
    from services.commands import keys

    keys.take_key(arguments)


def encrypt(arguments: argparse.Namespace) -> None:
    """Encrypt a folder's data, or decrypt them."""
    from services.commands import keys

    keys.encrypt(arguments)


def make_backup(arguments: argparse.Namespace) -> None:
    """Make a checked copy of an office in a folder."""
    from services.commands import backups

    backups.make_backup(arguments)


def restore(arguments: argparse.Namespace) -> None:
    """Put a copy in the place of an office's data."""
    from services.commands import backups

    backups.restore(arguments)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "demo": make_demo,
    "list": list_complaints,
    "due": explain_due,
    "report": make_report,
    "sign-off": sign_off,
    "verify": verify,
    "key": take_key,
    "encrypt": encrypt,
    "backup": make_backup,
    "restore": restore,
    "self-check": self_check,
}
