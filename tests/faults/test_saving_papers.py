"""A paper saved out of the preview where the disk is full or takes nothing: a sentence, and no half file."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from services.errors import DomainError
from tests.faults.machine import Disk, small_disk
from tests.ui.gallery import sample_pdf
from ui.error_messages import sentence
from ui.widgets.pdf_preview import PdfPreview


def test_a_full_disk_and_one_that_may_not_be_written(tmp_path: Path, qtbot: QtBot) -> None:
    told: list[DomainError] = []
    preview = PdfPreview(on_error=told.append)
    qtbot.addWidget(preview)
    content = sample_pdf(60)
    preview.show_pdf(content, "แฟ้ม.pdf")
    with small_disk(tmp_path / "ดิสก์", 1) as disk:
        target = disk.folder / "แฟ้ม.pdf"
        target.write_bytes(b"what was there before")
        preview._ask_save_path = lambda _name: target
        disk.fill(leave=len(content) // 2)
        preview.save_document()
        disk.set_read_only(True)
        preview.save_document()
        disk.set_read_only(False)
        assert [error.code for error in told] == ["file.unwritable"] * 2
        assert "แฟ้ม.pdf" in sentence(told[0]).title
        assert target.read_bytes() == b"what was there before"
        assert {path.name for path in disk.folder.iterdir()} == {"แฟ้ม.pdf", Disk.FILLER}
        disk.make_room()
        with qtbot.waitSignal(preview.saved):
            preview.save_document()
        assert target.read_bytes() == content
    assert preview.content() == content
