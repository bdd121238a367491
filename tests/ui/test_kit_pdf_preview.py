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


def test_find_goes_round(preview: PdfPreview, qtbot: QtBot) -> None:
    preview.show_pdf(sample_pdf(3))
    preview.find_text("monthly report")
    qtbot.waitUntil(lambda: preview._found.text() == "1/3")
    preview.find_next()
    preview.find_next()
    assert preview._found.text() == "3/3"
    preview.find_next()
    assert preview._found.text() == "1/3"
    preview.find_text("ไม่มีคำนี้")
    qtbot.waitUntil(lambda: preview._found.text() == "ไม่พบ")
    assert preview.found_count() == 0
    preview.find_text("")
    assert preview._found.text() == ""


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


def test_printing_draws_the_chosen_pages(preview: PdfPreview, tmp_path: Path, qtbot: QtBot) -> None:
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
    with qtbot.waitSignal(preview.printed):
        preview.print_document()
    assert len(PdfDocument(target.read_bytes())) == 2


def test_only_what_is_in_view_is_drawn_and_the_rest_when_one_leafs_there(
    preview: PdfPreview, qtbot: QtBot
) -> None:
    preview.show_pdf(sample_pdf(300))
    shown = preview._thumbnails
    qtbot.waitUntil(lambda: shown.picture(0) is not None)
    assert shown.count() == 300
    assert shown.picture(250) is None
    preview.go_to_page(250)
    shown.setCurrentRow(250)
    qtbot.waitUntil(lambda: shown.picture(250) is not None)
    qtbot.waitUntil(lambda: preview._pages.is_drawn(250))
    assert not preview._pages.is_drawn(100)
    assert shown.picture(100) is None
    drawn = shown.picture(250)
    assert drawn is not None
    assert {drawn.pixel(x, y) for x in range(drawn.width()) for y in range(drawn.height())} != {0xFFFFFFFF}


def test_a_document_taken_away_while_it_is_drawn_is_no_error(preview: PdfPreview, qtbot: QtBot) -> None:
    for pages in (40, 2, 30):
        preview.show_pdf(sample_pdf(pages))
        preview.find_text("monthly report")
    qtbot.waitUntil(lambda: preview.found_count() == 30)
    preview.clear()
    assert preview.page_count() == 0
    assert preview.found_count() == 0


class _NoPrinter(QPrinter):
    """A printer that was there when the program began."""

    def isValid(self) -> bool:
        return False


def test_a_printer_that_is_not_there_is_told(preview: PdfPreview, tmp_path: Path, qtbot: QtBot) -> None:
    told: list[str] = []
    preview._on_error = lambda error: told.append(error.code)
    preview._ask_printer = lambda _pages: _NoPrinter()
    preview.show_pdf(sample_pdf(2))
    preview.print_document()
    qtbot.waitUntil(lambda: told == ["print.no_printer"])
    assert preview.print_button.isEnabled()
    assert preview.print_button.text() == "พิมพ์"
    nowhere = QPrinter()
    nowhere.setOutputFileName(str(tmp_path / "no" / "where.pdf"))
    preview._ask_printer = lambda _pages: nowhere
    preview.print_document()
    qtbot.waitUntil(lambda: told[1:] == ["file.unwritable"])
    assert preview.page_count() == 2


def test_printing_can_be_stopped_and_leaves_no_half_file(
    preview: PdfPreview, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "printed.pdf"
    made = QPrinter()
    made.setOutputFileName(str(target))
    made.setResolution(50)
    preview._ask_printer = lambda _pages: made
    preview.show_pdf(sample_pdf(60))
    preview.print_document()
    assert preview.print_button.text() == "หยุดพิมพ์"
    preview.print_button.click()
    qtbot.waitUntil(lambda: preview._printing is None)
    assert not target.exists()
    assert preview.print_button.text() == "พิมพ์"


def test_a_document_refuses_what_is_none() -> None:
    with pytest.raises(WorldError):
        PdfDocument(b"x")
