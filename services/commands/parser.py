"""Read the command line's words. Dates in arguments are B.E.; years under 2400 are refused."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from services.commands.messages import sentence
from services.documents.catalogue import CATALOGUE, Ask, PaperRequest
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
    _sign_off(commands.add_parser("sign-off", help="certify a month's data: its figures and paper stay"))
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
    """Give each paper of the catalogue a name, and each thing that it asks a flag."""
    parser.add_argument("--list", action="store_true", dest="list_reports", help="list the reports")
    names = parser.add_subparsers(dest="report", metavar="NAME", parser_class=_Parser)
    for kind in CATALOGUE:
        paper = names.add_parser(kind.code, help=kind.help)
        _data(paper)
        for ask in kind.asks:
            _ask(paper, ask)
        _out(paper)
        if kind.figures:
            paper.add_argument("--json", action="store_true", help="print the figures")


def _sign_off(parser: argparse.ArgumentParser) -> None:
    _data(parser)
    parser.add_argument("--month", type=_be(_month), required=True, metavar="2569-10")
    parser.add_argument("--note", default="", metavar="TEXT", help="printed at the report's end")


def _ask(parser: argparse.ArgumentParser, ask: Ask) -> None:
    flag = "--number" if ask.name == "numbers" else f"--{ask.name.replace('_', '-')}"
    details = dict(_ASKS[ask.name])
    if ask.required:
        details["required"] = True
    elif "action" not in details:
        details.setdefault("default", getattr(PaperRequest(), ask.name))
    parser.add_argument(flag, dest=ask.name, **details)


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


_ASKS: dict[str, dict[str, Any]] = {
    "month": {"type": _be(_month), "metavar": "2569-10"},
    "first_month": {"type": _be(_month), "metavar": "2568-10", "help": "the first month told of"},
    "months": {"type": int, "choices": (6, 12), "help": "how many months"},
    "year": {"type": _number(2400, 3000), "metavar": "2569", "help": "the fiscal year, B.E."},
    "first_day": {"type": _be(parse_be_date_argument), "metavar": "2568-10-01"},
    "last_day": {"type": _be(parse_be_date_argument), "metavar": "2569-09-30"},
    "as_of": {
        "type": _be(parse_be_date_argument),
        "metavar": "2569-11-10",
        "help": "a later cut-off than the period's end",
    },
    "closed_before": {
        "type": _be(parse_be_date_argument),
        "metavar": "2559-01-01",
        "help": "an earlier day than the keeping time asks",
    },
    "memo": {"action": "store_true", "help": "the cover memo too in a month without complaints"},
    "number": {"metavar": "N", "help": "the number of the case, or of the opening, as 12/2570"},
    "numbers": {"action": "append", "metavar": "N", "help": "a case of the person; repeat for more"},
    "paper": {"choices": PAPERS},
    "variant": {"choices": ("counter", "phone", "thumb"), "help": "how it is certified; else by the channel"},
    "kind": {"choices": FLOWCHARTS, "help": "the kind of case"},
    "reason": {"metavar": "TEXT", "help": "why; kept in the journal"},
    "letter": {"type": _number(1, 999), "metavar": "N", "help": "which of the letters sent; else the newest"},
    "requester": {"metavar": "TEXT", "help": "who asks, and how identified"},
}
