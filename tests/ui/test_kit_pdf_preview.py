"""The preview: pages, zoom, search, save, print, damaged files."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from services.errors import WorldError
from tests.ui.gallery import sample_pdf
from ui.widgets.pdf_document import PdfDocument
from ui.widgets.pdf_preview import PdfPreview


@pytest.fixture
def preview(qtbot: QtBot) -> PdfPreview:
    made = PdfPreview()
    made.resize(1000, 700)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_pages_and_zoom(preview: PdfPreview) -> None:
    assert preview.show_pdf(sample_pdf(3))
    assert preview.page_count() == 3
    preview.set_zoom(1.0)
    preview.zoom_in()
    assert preview.zoom() == 1.25
    preview.go_to_page(2)
    assert preview.current_page() == 2
    preview.zoom_out()
    assert preview.current_page() == 2
    assert not preview.grab().isNull()


def test_find_goes_round(preview: PdfPreview) -> None:
    preview.show_pdf(sample_pdf(3))
    assert preview.find_text("monthly report") == 3
    preview.find_next()
    preview.find_next()
    assert preview._found.text() == "3/3"
    preview.find_next()
    assert preview._found.text() == "1/3"
    assert preview.find_text("ไม่มีคำนี้") == 0
    assert preview._found.text() == "ไม่พบ"


def test_saving_writes_the_same_bytes(preview: PdfPreview, tmp_path: Path, qtbot: QtBot) -> None:
    content = sample_pdf(1)
    target = tmp_path / "รายงาน.pdf"
    preview._ask_save_path = lambda _name: target
    preview.show_pdf(content)
    with qtbot.waitSignal(preview.saved):
        preview.save_button.click()
    assert target.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["รายงาน.pdf"]


def test_an_unwritable_place_is_told(preview: PdfPreview, tmp_path: Path) -> None:
    told: list[str] = []
    preview._on_error = lambda error: told.append(error.code)
    preview._ask_save_path = lambda _name: tmp_path / "no" / "where.pdf"
    preview.show_pdf(sample_pdf(1))
    preview.save_document()
    assert told == ["file.unwritable"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 cut", b"not a pdf at all"])
def test_damaged_bytes_are_told(preview: PdfPreview, content: bytes) -> None:
    told: list[str] = []
    preview._on_error = lambda error: told.append(error.code)
    preview.show_pdf(sample_pdf(1))
    assert not preview.show_pdf(content)
    assert told == ["file.unreadable"]
    assert preview.page_count() == 0
    assert not preview.print_button.isEnabled()


def test_printing_draws_the_chosen_pages(preview: PdfPreview, tmp_path: Path) -> None:
    target = tmp_path / "printed.pdf"

    def printer(_pages: int) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(target))
        made.setResolution(100)
        made.setFullPage(True)
        made.setFromTo(2, 3)
        return made

    preview._ask_printer = printer
    preview.show_pdf(sample_pdf(3))
    preview.print_document()
    assert len(PdfDocument(target.read_bytes())) == 2


def test_a_document_refuses_what_is_none() -> None:
    with pytest.raises(WorldError):
        PdfDocument(b"x")
