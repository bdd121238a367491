"""The papers of personal data from the command line."""

from datetime import timedelta
from pathlib import Path

from services.clock import SystemClock
from tests.services.commands.test_commands import run, said
from tests.services.documents.paper_text import says
from tests.services.factories import Desk


def test_a_person_file_is_made_and_an_office_without_old_cases_has_no_list(
    desk: Desk, tmp_path: Path
) -> None:
    desk.clock.set(min(desk.clock.now(), SystemClock().now() - timedelta(days=1)))
    first = desk.register(name="นางเพ็ญพักตร์ ศรีสุวรรณเวช").number
    second = desk.register(name="นางเพ็ญพักตร์ ศรีสุวรรณเวช", detail="อีกเรื่องหนึ่ง").number
    desk.services.close()
    data = ("--data", desk.folder, "--user", "supervisor")
    paper = tmp_path / "person.pdf"
    words = (
        "report",
        "person",
        *data,
        "--number",
        first,
        "--number",
        second,
        "--reason",
        "คำขอ",
        "--out",
        paper,
    )
    assert run(*words).stdout.strip() == str(paper)
    assert says(paper.read_bytes(), "เพ็ญพักตร์ ศรีสุวรรณเวช", "อีกเรื่องหนึ่ง", "จำนวน 2 เรื่อง")
    said(run("report", "person", *data, "--number", "99/2569", "--reason", "คำขอ", "--out", paper), 1)
    said(run("report", "person", "--data", desk.folder, "--user", "front", *words[6:]), 1)
    assert "พ้นกำหนด" in said(run("report", "destruction-list", *data, "--out", tmp_path / "list.pdf"), 1)
    assert "person\t" in run("report", "--list").stdout
