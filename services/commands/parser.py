"""Read the command line's words. Dates in arguments are B.E.; years under 2400 are refused."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from services.commands.messages import sentence
from services.errors import DomainError
from services.thai.dates import Month, parse_be_argument, parse_be_date_argument

USAGE = 2
PAPERS = ("a4", "a5", "roll80")
FLOWCHARTS = ("general", "corruption", "information")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words in one line, and leave with 2."""
        self.exit(USAGE, f"{self.prog}: {message}\n")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = _Parser(prog="main.py", description="RapRueang (รับเรื่อง): the complaint desk")
    parser.add_argument("--demo", action="store_true", help="open a throw-away demo office")
    parser.add_argument("--data", type=_path, metavar="DIR", help="the office's data folder")
    parser.add_argument(
        "--tour", type=_path, metavar="DIR", help="go through the main job, leave pictures and PDFs"
    )
    parser.add_argument("--pictures", type=_path, metavar="DIR", help="make a picture of every page")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    _demo(commands.add_parser("demo", help="make a demo office"))
    _list(commands.add_parser("list", help="list complaints, newest received first"))
    _due(commands.add_parser("due", help="say when something is due, and why"))
    _report(commands.add_parser("report", help="make a report"))
    verify = commands.add_parser("verify", help="check that what is kept agrees with itself")
    _verify(verify)
    _keys(commands.add_parser("key", help="keep the key of the recovery sheet on this computer"))
    _encrypt(commands.add_parser("encrypt", help="encrypt the data, or say how their key is kept"))
    _backup(commands.add_parser("backup", help="make a checked copy of the office in a folder"))
    _restore(commands.add_parser("restore", help="put a copy in the place of the office's data"))
    commands.add_parser("self-check", help="check that every part of the program is here and works")
    return parser


def _data(parser: argparse.ArgumentParser, *, user: bool = True) -> None:
    parser.add_argument("--data", type=_path, metavar="DIR", required=True, help="the office's data folder")
    if user:
        parser.add_argument(
            "--user", required=True, help="login; the password is asked for, or read from RAPRUEANG_PASSWORD"
        )


def _verify(parser: argparse.ArgumentParser) -> None:
    _data(parser, user=False)
    parser.add_argument("--user", help="who asks; without it nobody logs in")
    parser.add_argument(
        "--checkpoint", type=_checkpoint, metavar="SEQUENCE:HASH", help="as printed at a report's foot"
    )
    parser.add_argument("--json", action="store_true")


def _checkpoint(text: str) -> tuple[int, str]:
    from services.commands.verifying import checkpoint

    return checkpoint(text)


def _keys(parser: argparse.ArgumentParser) -> None:
    _data(parser, user=False)
    parser.add_argument(
        "--new", action="store_true", help="the key is lost and the data are not encrypted: make a new one"
    )
    parser.add_argument("--user", help="an administrator's login, with --new")


def _encrypt(parser: argparse.ArgumentParser) -> None:
    _data(parser)
    parser.add_argument("--off", action="store_true", help="decrypt")
    parser.add_argument(
        "--passphrase",
        action="store_true",
        help="put the key behind a passphrase, asked for or read from RAPRUEANG_PASSPHRASE",
    )


def _backup(parser: argparse.ArgumentParser) -> None:
    _data(parser, user=False)
    parser.add_argument("--to", type=_path, metavar="DIR", required=True, help="the folder for the copy")
    parser.add_argument("--user", help="an administrator's login; without it the record says command line")
    parser.add_argument("--json", action="store_true")


def _restore(parser: argparse.ArgumentParser) -> None:
    _data(parser, user=False)
    parser.add_argument(
        "--from", type=_path, metavar="FILE", required=True, dest="source", help="the copy to restore"
    )
    parser.add_argument("--user", help="an administrator's login; without it the record says command line")
    parser.add_argument("--yes", action="store_true", help="don't ask on a terminal")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument("--json", action="store_true")


def _demo(parser: argparse.ArgumentParser) -> None:
    _data(parser, user=False)
    parser.add_argument("--cases", type=_number(0, 1_000_000), default=240, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--fiscal-year", type=_number(2500, 2600), default=2569, metavar="B.E.")


def _list(parser: argparse.ArgumentParser) -> None:
    _data(parser)
    parser.add_argument("--search", default="", metavar="TEXT")
    parser.add_argument("--limit", type=_number(1, 10_000_000), metavar="N")
    parser.add_argument("--json", action="store_true")


def _due(parser: argparse.ArgumentParser) -> None:
    _data(parser, user=False)
    parser.add_argument("--received", type=_be(parse_be_date_argument), required=True, metavar="2569-04-10")
    parser.add_argument("--days", type=_number(0, 10_000), required=True, metavar="N")
    parser.add_argument("--json", action="store_true")


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--list", action="store_true", dest="list_reports", help="list the reports")
    names = parser.add_subparsers(dest="report", metavar="NAME", parser_class=_Parser)
    monthly = names.add_parser("monthly", help="monthly report to the Secretariat of the Department")
    _data(monthly)
    monthly.add_argument("--month", type=_be(_month), required=True, metavar="2569-10")
    monthly.add_argument("--as-of", type=_be(parse_be_date_argument), metavar="2569-11-10")
    monthly.add_argument(
        "--memo", action="store_true", help="the cover memo too in a month without complaints"
    )
    _out(monthly)
    monthly.add_argument("--json", action="store_true", help="print the figures")
    for name, text in (("case", "case file with history"), ("receipt", "receipt slip")):
        case = names.add_parser(name, help=text)
        _data(case)
        case.add_argument("--number", required=True, metavar="N", help="the case's number, as 12/2570")
        _out(case)
        if name == "receipt":
            case.add_argument("--paper", choices=PAPERS, default="a5")
    _channels(names)
    _privacy(names)
    wall = names.add_parser("flowchart", help="the flowchart for the office's wall, one page of A3")
    _data(wall)
    wall.add_argument("--kind", choices=FLOWCHARTS, default="general", help="the kind of case")
    _out(wall)


def _channels(names: Any) -> None:
    statement = names.add_parser("statement", help="complaint as written down, to be read back and signed")
    _data(statement)
    statement.add_argument("--number", required=True, metavar="N", help="the case's number, as 12/2570")
    statement.add_argument(
        "--variant", choices=("counter", "phone", "thumb"), help="how it is certified; else by the channel"
    )
    _out(statement)
    record = names.add_parser("box-record", help="record of an opening of the suggestion box")
    _data(record)
    record.add_argument("--number", required=True, metavar="N", help="the opening's number, as 8/2570")
    _out(record)
    for name, text in (
        ("box-record-blank", "record of an opening, to be filled in by hand"),
        ("blank-intake", "intake form, to be filled in by hand"),
        ("slip-form", "slips for the suggestion box, two to a sheet"),
        ("channel-notice", "the office's channels, one page for the wall"),
    ):
        form = names.add_parser(name, help=text)
        _data(form)
        _out(form)
    register = names.add_parser("inspections", help="register of a month's inspections of the channels")
    _data(register)
    register.add_argument("--month", type=_be(_month), required=True, metavar="2569-10")
    _out(register)


def _privacy(names: Any) -> None:
    person = names.add_parser("person", help="everything kept about one person who complained")
    _data(person)
    person.add_argument(
        "--number", action="append", required=True, metavar="N", help="a case of the person; repeat for more"
    )
    person.add_argument("--reason", required=True, metavar="TEXT", help="why; kept in the journal")
    person.add_argument("--requester", default="", metavar="TEXT", help="who asks, and how identified")
    _out(person)
    listed = names.add_parser("destruction-list", help="cases whose keeping time is over, to be signed")
    _data(listed)
    listed.add_argument(
        "--closed-before",
        type=_be(parse_be_date_argument),
        metavar="2559-01-01",
        help="an earlier day than the keeping time asks",
    )
    _out(listed)


def _path(text: str) -> Path:
    """Read a path; an empty one is a variable that nobody set, and would mean the present folder."""
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError("an empty path")
    return Path(text)


def _out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=_path, metavar="FILE", required=True, help="the PDF to write")


def _number(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"not a whole number: {text}") from None
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(f"{number} is not from {low} to {high}")
        return number

    return read


def _month(text: str) -> Month:
    return parse_be_argument(text)


def _be(read: Callable[[str], Any]) -> Callable[[str], date | Month]:
    def parse(text: str) -> Any:
        try:
            return read(text)
        except DomainError as error:
            raise argparse.ArgumentTypeError(f"{text}: {sentence(error)}") from None

    return parse
