"""The log: there for an administrator, small, and without a word of what anybody typed."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from services.errors import DomainError
from tests.faults.windows import TYPED, Window
from tests.services.factories import PASSWORD, Desk
from ui.feedback import bug_details, error_places
from ui.log import FOLDER, KEPT, LARGEST, NAME, ProgramLog

Open = Callable[..., Window]
SECRET = "นางสาวความลับ ไม่เปิดเผย 081-234-5678"


def read(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((folder / FOLDER).iterdir()))


def test_a_day_at_the_desk_leaves_codes_and_ids_alone(office: Path, open_window: Open) -> None:
    window = open_window(office)
    window.try_log_in("ไม่มีผู้นี้")
    window.log_in()
    window.type_complaint()
    window.save()
    (case,) = [row.id for row in window.register() if row.detail == TYPED]
    window.close()
    said = read(office)
    assert f"done complaints.register_complaint complaint {case}" in said
    assert "opened:" in said
    assert "login.failed" in said
    for typed in (TYPED, TYPED[:12], "ตัวอย่าง", "รักถิ่น", "ไม่มีผู้นี้", PASSWORD, "demo"):
        assert typed not in said


def test_an_error_is_logged_by_kind_and_place_alone(tmp_path: Path) -> None:
    log = ProgramLog(tmp_path)
    try:
        try:
            raise ValueError(SECRET)
        except ValueError as error:
            raise RuntimeError(f"while saving {SECRET}") from error
    except RuntimeError:
        logging.getLogger("services.somewhere").exception("unexpected error in a task")
    log.close()
    said = read(tmp_path)
    assert "builtins.RuntimeError" in said
    assert "builtins.ValueError" in said
    assert "test_log.py" in said
    assert "ความลับ" not in said
    assert "081" not in said


def test_what_the_database_says_of_a_statement_names_nobody(desk: Desk) -> None:
    with (
        pytest.raises(DatabaseError) as caught,
        desk.services.store.reading() as session,
    ):
        session.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": SECRET})
    assert "ความลับ" not in str(caught.value)
    assert "ความลับ" not in bug_details("A1", caught.value)


def test_a_bug_shows_the_codes_behind_it_and_no_values() -> None:
    try:
        try:
            raise DomainError("store.damaged", folder=SECRET)
        except DomainError as error:
            raise KeyError(SECRET) from error
    except KeyError as error:
        said = error_places(error)
    assert "store.damaged" in said
    assert "ความลับ" not in said


def test_the_log_stays_small(tmp_path: Path) -> None:
    log = ProgramLog(tmp_path)
    speaker = logging.getLogger("services.somewhere")
    for _ in range(900):
        speaker.info("done %s", "x" * 5000)
    log.close()
    files = list((tmp_path / FOLDER).iterdir())
    assert sorted(path.name for path in files) == [NAME, f"{NAME}.1", f"{NAME}.2"]
    assert len(files) == KEPT
    assert all(path.stat().st_size <= LARGEST for path in files)


def test_nothing_goes_to_standard_error_without_a_log(capfd: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("ui.somewhere").error("unexpected", exc_info=ValueError(SECRET))
    assert "ความลับ" not in capfd.readouterr().err
