"""Read the text of a PDF with three readers, as whoever searches or copies it would."""

import shutil
import subprocess
from io import BytesIO

import pypdfium2
from pypdf import PdfReader


def pages(content: bytes) -> list[str]:
    """Return each page's text by pypdf, without white space: lines are broken where the paper wants."""
    return [squeeze(page.extract_text()) for page in PdfReader(BytesIO(content)).pages]


def texts(content: bytes) -> dict[str, str]:
    """Return the whole text by each reader, without white space."""
    document = pypdfium2.PdfDocument(content)
    found = {
        "pypdf": "".join(pages(content)),
        "pdfium": squeeze("".join(page.get_textpage().get_text_range() for page in document)),
    }
    document.close()
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
        found["poppler"] = squeeze(done.stdout.decode())
    return found


def squeeze(text: str) -> str:
    """Return a text without any white space, nor what pdfium puts at a line's end."""
    return "".join(text.replace("\ufffe", "").split())


def says(content: bytes, *wanted: str) -> bool:
    """Tell whether every reader finds every text."""
    return all(squeeze(text) in found for found in texts(content).values() for text in wanted)


def says_none(content: bytes, *unwanted: str) -> bool:
    """Tell whether no reader finds any of the texts."""
    return not any(squeeze(text) in found for found in texts(content).values() for text in unwanted)
