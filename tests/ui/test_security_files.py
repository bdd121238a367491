"""Files opened with other programs: a private copy, said to be one, gone when the window closes."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from services.complaints.commands import AttachmentInput, ComplaintInput, RegisterComplaint
from services.complaints.reading import AttachmentRow
from services.private_files import PrivateFiles
from services.unit_of_work import new_command_id
from tests.services.office.bad_files import DOCM
from tests.ui.fakes import RecordingFeedback
from tests.ui.office import OfficeForTest
from ui.case.attachments import AttachmentList, FileDesk
from ui.tasks import InlineTaskRunner


class Files:
    """Hold a case's files and what the system was asked to open."""

    def __init__(self, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback) -> None:
        self.opened: list[Path] = []
        self.opens = True
        self.feedback = feedback
        self.office = office
        self.private = PrivateFiles(office.services.folder.parent / "open")
        self.owner = QWidget()
        services = office.services
        desk = office.desk("supervisor", runner, feedback)
        self.desk = FileDesk(
            desk, services.cases, services.intake, self.owner, lambda: None, self.private, self._open
        )

    def _open(self, path: Path) -> bool:
        self.opened.append(path)
        return self.opens


@pytest.fixture
def files(
    office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback, qtbot: QtBot
) -> Files:
    made = Files(office, runner, feedback)
    qtbot.addWidget(made.owner)
    return made


def attach(files: Files, name: str, content: bytes) -> tuple[int, AttachmentRow]:
    """Take a complaint in with one file."""
    services, actor = files.office.services, files.office.actors["supervisor"]
    story = ComplaintInput(
        channel="walk_in", received_at=files.office.clock.now(), name="นางสมมติ", detail="รอนาน"
    )
    command = RegisterComplaint(content=story, attachments=(AttachmentInput(name=name, content=content),))
    case = services.intake.register_complaint(actor, command, new_command_id()).complaint_id
    return case, services.cases.read_case(actor, case).attachments[0]


def test_a_paper_is_opened_from_the_private_folder_and_said_so(files: Files) -> None:
    case, row = attach(files, "หนังสือร้องเรียน.docx", b"PK\x03\x04 content")
    files.desk.open(case, row)
    [path] = files.opened
    assert path.is_relative_to(files.private.folder)
    assert path.read_bytes() == b"PK\x03\x04 content"
    assert "ลบเมื่อปิดโปรแกรม" in files.feedback.said[-1]
    files.private.wipe()
    assert not path.exists()


@pytest.mark.parametrize(
    "name", ["invoice.exe", "อ่านฉัน.bat", "a.pdf.lnk", "script.js", "ไม่มีนามสกุล", "x.html"]
)
def test_what_a_system_would_run_is_only_saved(files: Files, tmp_path: Path, name: str) -> None:
    # As the first version kept them: under names that are refused today.
    case, row = attach(files, "หลักฐาน", b"MZ anything")
    row = replace(row, name=name)
    files.feedback.save_path = tmp_path / "saved"
    files.desk.open(case, row)
    assert files.opened == []
    assert (tmp_path / "saved").read_bytes() == b"MZ anything"
    assert not files.private.folder.exists()


def test_where_no_program_opens_it_the_way_on_is_said(files: Files) -> None:
    files.opens = False
    case, row = attach(files, "ตาราง.xlsx", b"PK\x03\x04")
    files.desk.open(case, row)
    assert "บันทึกเป็นไฟล์" in files.feedback.said[-1]


def test_the_button_says_where_a_file_opens(files: Files, qtbot: QtBot) -> None:
    shown = AttachmentList()
    qtbot.addWidget(shown)
    rows = [
        attach(files, name, content)[1]
        for name, content in (("a.docx", b"PK\x03\x04"), ("b.pdf", b"%PDF-1"), ("c", b"MZ"))
    ]
    rows[2] = replace(rows[2], name="c.exe")
    shown.set_rows(rows)
    shown.show()
    texts = {row.name: shown.buttons[row.id] for row in rows}
    assert texts["a.docx"].text() == "เปิดด้วยโปรแกรมอื่น"  # type: ignore[attr-defined]
    assert texts["b.pdf"].text() == "เปิดดู"  # type: ignore[attr-defined]
    assert not texts["c.exe"].isVisible()


def test_what_the_first_version_kept_with_macros_is_told_and_not_opened(files: Files) -> None:
    case, row = attach(files, "แบบ.docx", DOCM)
    files.desk.open(case, replace(row, media_type="application/zip"))
    assert files.opened == []
    assert "ชุดคำสั่ง" in files.feedback.said[-1]
