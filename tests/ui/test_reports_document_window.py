"""A paper in a window of its own: shown, saved, refused in a sentence when damaged."""

import pytest
from PySide6.QtCore import Qt

from services.documents.typesetting import DocumentSpec, Paragraph, PdfDocument
from ui.reports.document_window import DocumentWindow, file_name


@pytest.fixture
def content():
    return PdfDocument(DocumentSpec(title="ใบรับ")).to_bytes([Paragraph("ใบรับเรื่องร้องเรียน")])


def test_it_shows_the_paper_and_saves_it(content, feedback, qtbot, tmp_path):
    window = DocumentWindow(content, "ใบรับ 9/2570", "ใบรับ 9/2570", feedback)
    qtbot.addWidget(window)
    window.open()
    assert window.windowTitle() == "ใบรับ 9/2570"
    assert window.preview.page_count() == 1
    feedback.save_path = tmp_path / "ใบรับ.pdf"
    qtbot.mouseClick(window.preview.save_button, Qt.MouseButton.LeftButton)
    assert feedback.save_path.read_bytes() == content
    assert "ใบรับ.pdf" in feedback.said[-1]
    with qtbot.waitSignal(window.destroyed):
        qtbot.keyClick(window, Qt.Key.Key_Escape)


def test_damaged_bytes_are_told(feedback, qtbot):
    window = DocumentWindow(b"not a pdf", "ใบรับ", "ใบรับ", feedback)
    qtbot.addWidget(window)
    assert window.preview.page_count() == 0
    assert [error.code for error in feedback.errors] == ["file.unreadable"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("ใบรับ 9/2570", "ใบรับ 9-2570.pdf"),
        ("รายงาน.pdf", "รายงาน.pdf"),
        ("../..", "document.pdf"),
        ("ก:ข*ค?", "ก-ข-ค.pdf"),
    ],
)
def test_a_title_becomes_a_name_that_any_disk_takes(title, name):
    assert file_name(title) == name
