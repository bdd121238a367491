"""What a file really is: the issue's bad files, by content and by name."""

import pytest

from services.complaints.commands import AttachmentInput
from services.errors import DomainError
from services.file_types import MACROS, family, is_as_named, is_safe_outside, media_type, read_text
from services.files import check_attachment, check_together, tidy_name
from tests.services.office.bad_files import DOCM, DOCX, ELF, JAR, MSI, ODT, OLE, OLE_MACRO, PE, PNG, zipped


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7", "pdf"),
        (PNG, "picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "picture"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "picture"),
        (b"\0\0\0\x18ftypisom", "video"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "sound"),
        (b"ID3\x03", "sound"),
        (DOCX, "office"),
        (ODT, "office"),
        (OLE, "office"),
        (DOCM, "macros"),
        (OLE_MACRO, "macros"),
        (zipped(a=b"1"), "archive"),
        (JAR, "program"),
        (PE, "program"),
        (ELF, "program"),
        (b"\xcf\xfa\xed\xfe\7\0\0\1", "program"),
        (MSI, "installer"),
        (b"L\0\0\0\x01\x14\x02\0", "shortcut"),
        (b"#!/bin/sh\nrm -rf ~\n", "script"),
        (b"<html><hta:application id=x></html>", "script"),
        (b"<!DOCTYPE html><p>x", "web_page"),
        ("เรื่องที่ร้องเรียน\n".encode(), "text"),
        ("เรื่องที่ร้องเรียน".encode("cp874"), "text"),
        ("เรื่อง".encode("utf-16"), "text"),
        (b"MZ is how this letter begins", "text"),
        (b"\1\2\3\0\4", "unknown"),
        (b"PK\x03\x04 and no more", "archive"),
    ],
)
def test_what_a_file_is_is_read_from_its_content(content: bytes, found: str) -> None:
    assert family(media_type(content)) == found


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("หนังสือร้องเรียน.pdf", PE, "program"),
        ("ภาพ.jpg", ELF, "program"),
        ("ภาพ.jpg", b"#!/usr/bin/python\n", "script"),
        ("ใบเสร็จ.pdf.exe", b"%PDF-1.7", "program"),
        ("ใบเสร็จ.pdf.exe. .", b"%PDF-1.7", "program"),
        ("สลิป\u202efdp.exe", PNG, "program"),
        ("คำสั่ง.BAT", b"@echo off", "script"),
        ("x.ps1", b"Get-Item", "script"),
        ("x.vbs", b"MsgBox", "script"),
        ("x.js", b"alert(1)", "script"),
        ("เอกสาร.doc", MSI, "installer"),
        ("เอกสาร.lnk", b"x", "shortcut"),
        ("เอกสาร.docx", JAR, "program"),
    ],
)
def test_what_would_run_is_refused_and_named_for_what_it_is(name: str, content: bytes, found: str) -> None:
    with pytest.raises(DomainError) as caught:
        check_attachment(AttachmentInput(name=name, content=content))
    assert (caught.value.code, caught.value.params["found"]) == ("file.program", found)
    assert "\u202e" not in caught.value.params["name"]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("หนังสือ.pdf", DOCX, "office"),
        ("หนังสือ.pdf", PNG, "picture"),
        ("หนังสือ.pdf", b"\1\2\3\0", "unknown"),
        ("ภาพ.jpg", b"%PDF-1.4", "pdf"),
        ("ภาพ.png", b"<svg onload=x>", "picture"),
        ("ภาพ.jpeg", "ข้อความ".encode(), "text"),
    ],
)
def test_a_name_that_promises_something_else_is_refused(name: str, content: bytes, found: str) -> None:
    with pytest.raises(DomainError) as caught:
        check_attachment(AttachmentInput(name=name, content=content))
    assert (caught.value.code, caught.value.params["found"]) == ("file.not_as_named", found)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ภาพ.jpg", PNG),  # as chat programs name them
        ("สแกน.pdf", b"@PJL SET\r\n%PDF-1.4"),
        ("รายการ.xls", b"<html><table>"),
        ("แบบ.docm", DOCM),
        ("หลักฐาน", b"\1\2\3\0"),
        ("บันทึก.txt", "ข้อความ".encode("cp874")),
    ],
)
def test_what_an_office_really_gets_is_kept(name: str, content: bytes) -> None:
    check_attachment(AttachmentInput(name=name, content=content))


def test_macros_and_pages_of_the_web_are_saved_and_never_opened() -> None:
    assert media_type(DOCM) == MACROS
    assert not is_safe_outside("แบบ.doc", OLE_MACRO)
    assert not is_safe_outside("แบบ.docx", DOCM)
    assert not is_safe_outside("รายการ.xls", b"<html><table>")
    assert not is_safe_outside("แบบ.xlsm", DOCX)
    assert is_safe_outside("แบบ.docx", DOCX)
    assert is_safe_outside("แบบ.doc", OLE)
    assert is_safe_outside("บันทึก.txt", b"plain")


def test_names_are_shown_in_the_order_they_are_written() -> None:
    assert tidy_name("C:\\scan\\สลิป\u202efdp.jpg") == "สลิปfdp.jpg"
    assert tidy_name("\u2066..") == "ไม่มีชื่อ"
    assert is_as_named("ไม่มีนามสกุล", PE)


def test_files_are_measured_together() -> None:
    half = AttachmentInput(name="ก.txt", content=b"a" * 600_000)
    check_together((half,), 1, 1)
    with pytest.raises(DomainError) as caught:
        check_together((half, half), 1, 1)
    assert (caught.value.code, caught.value.params) == ("file.too_large_together", {"limit_mb": 1})


def test_words_are_read_in_what_thai_offices_wrote_them_in() -> None:
    for coding in ("utf-8", "utf-8-sig", "cp874", "utf-16"):
        assert read_text("รับเรื่อง".encode(coding)) == "รับเรื่อง"
    assert read_text(b"\0\1") is None
    assert media_type("ก".encode() * 70_000) == "text/plain"  # cut in the middle of a letter while looking
