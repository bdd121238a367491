"""Every name of the catalogue, from the command line, makes a PDF of a small office."""

import os
from pathlib import Path

import pypdfium2
import pytest

from services.clock import SystemClock
from services.complaints.commands import OpenBox
from services.documents.catalogue import CATALOGUE, Ask, PaperKind
from services.signing.sign_off import SignOffMonth
from services.thai.dates import Month, fiscal_months
from tests.command_line import run_main
from tests.services.factories import PASSWORD, MadeOffice, open_copy

Filled = dict[str, str]
# No case of a young office is past its keeping time, and no letter has left it: one line says so.
NOTHING_HERE = {"destruction-list", "letter"}


@pytest.fixture(scope="module")
def filled(made_office: MadeOffice, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Filled]:
    """Make an office with a case, an opening of the box and a signed month; say how asks are filled."""
    desk = open_copy(made_office, tmp_path_factory.mktemp("every-report"))
    desk.clock.set(min(desk.clock.now(), SystemClock().now()))
    number = desk.case(desk.register().complaint_id).number
    box = OpenBox(opened_at=desk.clock.now(), openers="คนแรก\nคนที่สอง", found=0)
    desk.services.intake.open_box(desk.supervisor, box, desk.command())
    month = Month.of(desk.clock.now().date()).previous()
    desk.services.signing.sign_off_month(desk.supervisor, SignOffMonth(month=month), desk.command())
    desk.services.close()
    year = month.fiscal_year
    return desk.folder, {
        "month": month.key,
        "year": str(year),
        "first_month": fiscal_months(year)[0].key,
        "months": "6",
        "number": number,
        "numbers": number,
        "box-record number": f"1/{year}",
        "zero-year year": str(year - 3),
        "reason": "คำขอของเจ้าของข้อมูล",
    }


def words(kind: PaperKind, ask: Ask, filled: Filled) -> list[str]:
    """Return the words that fill an ask; a required one that nobody fills here fails the test."""
    if not ask.required:
        return []
    flag = "--number" if ask.name == "numbers" else f"--{ask.name.replace('_', '-')}"
    return [flag, filled.get(f"{kind.code} {ask.name}", "") or filled[ask.name]]


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.code)
def test_each_name_makes_a_paper(kind: PaperKind, filled: tuple[Path, Filled], tmp_path: Path) -> None:
    folder, values = filled
    out = tmp_path / "เอกสาร.pdf"
    asked = [word for ask in kind.asks for word in words(kind, ask, values)]
    done = run_main(
        "report", kind.code, "--data", folder, "--user", "supervisor", *asked, "--out", out,
        env={**os.environ, "RAPRUEANG_PASSWORD": PASSWORD},
    )  # fmt: skip
    if kind.code in NOTHING_HERE:
        assert (done.returncode, len(done.stderr.splitlines()), out.exists()) == (1, 1, False)
        return
    assert (done.returncode, done.stderr) == (0, "")
    assert str(out) in done.stdout
    document = pypdfium2.PdfDocument(out.read_bytes())
    text = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    document.close()
    assert len(text) > 40


def test_each_name_has_a_row_in_the_guide() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "cli.md").read_text(encoding="utf-8")
    named = {name for line in guide.splitlines() if line.startswith("| `report ") for name in _names(line)}
    assert {kind.code for kind in CATALOGUE} <= named


def _names(line: str) -> list[str]:
    return line.split()[2].strip("`").replace("\\", "").split("|")
