"""The command line as a process: exit codes, one line on standard error, the JSON's keys."""

import json
import os
import subprocess
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.moments import BANGKOK
from services.clock import SystemClock
from services.errors import CODES
from tests.command_line import run_main
from tests.services.factories import PASSWORD, Desk

MAIN = Path(__file__).parents[3] / "main.py"
LIST_KEYS = {
    "number", "received_at", "channel", "kind", "group", "category", "level", "subject", "detail", "step",
    "due_date", "closed_at", "outcome",
}  # fmt: skip


def run(*words: object, password: str | None = PASSWORD, piped: str = "") -> subprocess.CompletedProcess[str]:
    wanted = {
        name: value for name, value in os.environ.items() if name not in ("RAPRUEANG_PASSWORD", "DISPLAY")
    }
    if password is not None:
        wanted["RAPRUEANG_PASSWORD"] = password
    return run_main(*words, env=wanted, piped=piped)


def said(done: subprocess.CompletedProcess[str], code: int) -> str:
    """Return the one line of a command that failed."""
    assert (done.returncode, done.stdout) == (code, "")
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture
def data(desk: Desk) -> Path:
    """Hold an office with two complaints, received before this computer's today."""
    desk.clock.set(min(desk.clock.now(), SystemClock().now() - timedelta(days=1)))
    desk.register(detail="ขอรับบำเหน็จล่าช้า")
    desk.register(detail="เจ้าหน้าที่พูดจาไม่สุภาพ", channel="phone")
    desk.services.close()
    return desk.folder


def test_list_prints_every_case_newest_first(data: Path) -> None:
    done = run("list", "--data", data, "--user", "front", "--json")
    assert done.returncode == 0, done.stderr
    cases = json.loads(done.stdout)
    assert [case["number"].split("/")[0] for case in cases] == ["2", "1"]
    assert set(cases[0]) >= LIST_KEYS
    assert datetime.fromisoformat(cases[0]["received_at"]).tzinfo
    assert datetime.fromisoformat(cases[0]["received_at"]).astimezone(BANGKOK).year < 2400
    assert (cases[0]["channel"], cases[0]["step"], cases[0]["closed_at"]) == ("phone", "screen", None)


def test_list_searches_and_limits(data: Path) -> None:
    found = json.loads(run("list", "--data", data, "--user", "front", "--search", "เหน็จ", "--json").stdout)
    assert [case["detail"] for case in found] == ["ขอรับบำเหน็จล่าช้า"]
    done = run("list", "--data", data, "--user", "front", "--limit", "1")
    assert len(done.stdout.splitlines()) == 1


def test_a_password_may_be_piped(data: Path) -> None:
    assert (
        run("list", "--data", data, "--user", "front", password=None, piped=PASSWORD + "\n").returncode == 0
    )
    assert "รหัสผ่าน" in said(run("list", "--data", data, "--user", "front", password=None), 1)


@pytest.mark.parametrize(("user", "password"), [("front", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_login_is_one_line(data: Path, user: str, password: str) -> None:
    assert "ไม่ถูกต้อง" in said(run("list", "--data", data, "--user", user, password=password), 1)


def test_data_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    assert "ไม่พบโฟลเดอร์" in said(run("list", "--data", tmp_path / "no", "--user", "front"), 1)
    assert "ยังไม่มีข้อมูล" in said(run("list", "--data", tmp_path, "--user", "front"), 1)
    (tmp_path / "raprueang.db").write_bytes(b"rubbish")
    assert "เสียหาย" in said(run("list", "--data", tmp_path, "--user", "front"), 1)
    assert "เสียหาย" in said(run("due", "--data", tmp_path, "--received", "2569-04-10", "--days", "3"), 1)
    assert said(run("verify", "--data", tmp_path, "--user", "front"), 1)


@pytest.mark.parametrize(
    "words",
    [
        ["list"], ["list", "--user", "x"], ["nonsense"], ["report"], ["report", "yearly"],
        ["list", "--data", "x", "--user", "x", "--limit", "0"],
        ["list", "--data", "x", "--user", "x", "--limit", "many"],
        ["due", "--data", "x", "--received", "2026-04-10", "--days", "3"],
        ["due", "--data", "x", "--received", "2569-02-31", "--days", "3"],
        ["due", "--data", "x", "--received", "10/4/2569", "--days", "3"],
        ["due", "--data", "x", "--received", "2569-04-10", "--days", "-1"],
        ["report", "monthly", "--data", "x", "--user", "x", "--month", "2026-10", "--out", "x"],
        ["report", "monthly", "--data", "x", "--user", "x", "--month", "2569-13", "--out", "x"],
        ["demo", "--data", "x", "--cases", "-1"],
    ],
)  # fmt: skip
def test_words_that_make_no_sense_are_refused_with_2(words: list[str]) -> None:
    assert said(run(*words), 2)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2569-04-10", 15, "2026-05-07"),
        ("2569-04-10", 7, "2026-04-24"),
        ("2569-04-10", 3, "2026-04-20"),
        ("2569-04-10", 0, "2026-04-10"),
        ("2569-04-13", 0, "2026-04-16"),
        ("2569-04-30", 1, "2026-05-01"),
    ],
)
def test_due_says_when_and_why(desk: Desk, received: str, days: int, due: str) -> None:
    desk.services.close()
    done = run("due", "--data", desk.folder, "--received", received, "--days", days, "--json", password=None)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["due_date"] == due == found["days"][-1]["date"]
    assert sum(day["counted"] for day in found["days"]) == max(days, 1)
    assert all(day["reason"] for day in found["days"])
    plain = run("due", "--data", desk.folder, "--received", received, "--days", days, password=None)
    assert "ครบกำหนด" in plain.stdout


def test_verify_says_what_it_saw_and_ends_with_1_at_a_disagreement(data: Path) -> None:
    import sqlite3

    done = run("verify", "--data", data, "--user", "viewer", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["cases"], found["problem"]) == (2, None)
    connection = sqlite3.connect(data / "raprueang.db")
    connection.execute("UPDATE complaint SET detail = 'อื่น' WHERE running = 1")
    connection.commit()
    connection.close()
    done = run("verify", "--data", data, "--user", "viewer")
    assert "รายการ complaint " in said(done, 1)
    found = json.loads(run("verify", "--data", data, "--user", "viewer", "--json").stdout)
    assert found["problem"].endswith("is not what was written: detail")
    assert (found["problem_code"], found["about"].split()[0]) == ("row_changed", "complaint")


def test_verify_needs_no_login_and_compares_a_printed_checkpoint(data: Path) -> None:
    import sqlite3

    with closing(sqlite3.connect(data / "raprueang.db")) as office:
        sequence, chain = office.execute(
            "SELECT sequence, chain FROM journal ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
    plain = run("verify", "--data", data, password=None)
    assert (plain.returncode, plain.stderr) == (0, "")
    assert plain.stdout.startswith("ถูกต้อง: ")
    thai = chain[:16].translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    typed_alike = (chain[:16], f"{thai[:8]} {thai[8:]}", chain.upper())
    for typed in (f"{sequence}:{start}" for start in typed_alike):
        done = run("verify", "--data", data, "--checkpoint", typed, "--json", password=None)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["checkpoint"] is True
    for typed in (f"{sequence - 1}:{chain[:16]}", f"{sequence + 1}:{chain[:16]}"):
        done = run("verify", "--data", data, "--checkpoint", typed, password=None)
        assert done.returncode == 1
        assert "จุดตรวจสอบ" in done.stderr
    for typed in ("12", "x:abcdef12", "12:"):
        assert said(run("verify", "--data", data, "--checkpoint", typed), 2)
    assert said(run("verify", "--data", data, "--checkpoint", f"{sequence}:xyz", password=None), 1)


def test_a_report_that_cannot_be_made_is_one_line_and_leaves_no_file(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "paper.pdf"
    login = ("--data", data, "--user", "viewer", "--out", out)
    assert said(run("report", "case", "--number", "99/2569", *login), 1)
    assert said(run("report", "monthly", "--month", "2599-10", *login), 1)
    assert said(run("report", "monthly", "--month", "2569-03", "--as-of", "2569-03-10", *login), 1)
    assert said(run("report", "receipt", "--number", "1/2569", *login), 1)
    assert not out.exists()


def test_reports_are_listed_without_a_login() -> None:
    done = run("report", "--list", password=None)
    assert done.returncode == 0, done.stderr
    assert {line.split("\t")[0] for line in done.stdout.splitlines()} >= {"monthly", "case"}


def test_every_line_of_the_command_line_is_of_an_error_that_exists() -> None:
    from services.commands.messages import MESSAGES
    from services.errors import FIELD_CODES

    assert set(MESSAGES) <= CODES | FIELD_CODES
