"""What a file really is: read from its content, held against what its name says.

Nothing here opens, unpacks or runs a file; the tables of zip and OLE files are looked through for names.
"""

import io
import zipfile
from pathlib import PurePath

PDF = "application/pdf"
TEXT = "text/plain"
ZIP = "application/zip"
UNKNOWN = "application/octet-stream"
PROGRAM = "application/x-program"
SCRIPT = "application/x-script"
SHORTCUT = "application/x-shortcut"
INSTALLER = "application/x-installer"
# An office file that carries macros: kept as evidence, never handed to the program that would run them.
MACROS = "application/x-office-macros"
HTML = "text/html"
SVG = "image/svg+xml"
OLD_OFFICE = "application/msword"

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\x7fELF", PROGRAM),
    (b"\xfe\xed\xfa\xce", PROGRAM),
    (b"\xfe\xed\xfa\xcf", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"L\0\0\0\x01\x14\x02\0", SHORTCUT),
    (b"MSCF", INSTALLER),
    (b"ITSF", SCRIPT),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"{\\rtf", "application/rtf"),
)
_OLE = b"\xd0\xcf\x11\xe0"
_MSI_CLASS = bytes.fromhex("84100c0000000000c000000000000046")
_OFFICE_PARTS = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_MOVIE_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"), "image/heic"),
    **dict.fromkeys((b"avif", b"avis"), "image/avif"),
    **dict.fromkeys((b"M4A ", b"M4B "), "audio/mp4"),
    b"qt  ": "video/quicktime",
}
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_SCANNED = 64 * 1024

# What the system runs, whatever lies in it, by the end of the name.
_RUN_BY_NAME = {
    **dict.fromkeys(
        (".exe", ".com", ".scr", ".pif", ".dll", ".cpl", ".sys", ".ocx", ".apk", ".app"), PROGRAM
    ),
    **dict.fromkeys((".bat", ".cmd", ".ps1", ".psm1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".wsh"), SCRIPT),
    **dict.fromkeys((".hta", ".jar", ".sh", ".py", ".reg", ".inf", ".scf", ".msc", ".chm", ".sct"), SCRIPT),
    **dict.fromkeys((".lnk", ".url", ".desktop", ".library-ms", ".search-ms"), SHORTCUT),
    **dict.fromkeys((".msi", ".msp", ".mst", ".msix", ".appx", ".cab", ".gadget"), INSTALLER),
}
RUN = frozenset({PROGRAM, SCRIPT, SHORTCUT, INSTALLER})
# What a name promises, by its end: the beginning of the media types that keep the promise.
_PROMISED: dict[str, tuple[str, ...]] = {
    ".pdf": (PDF,),
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic"), ("image/",)
    ),
}
_MACRO_NAMES = frozenset((".docm", ".dotm", ".xlsm", ".xltm", ".xlsb", ".xlam", ".pptm", ".potm", ".ppsm"))
_OFFICE_NAMES = frozenset(
    (".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".rtf", *_MACRO_NAMES)
)


def media_type(content: bytes) -> str:
    """Return a file's type read from its content, not from its name."""
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            return name
    if content.startswith(_OLE):
        return _ole(content)
    if content.startswith(b"PK\x03\x04"):
        return _zip(content)
    if content.startswith(b"MZ") and b"\0" in content[:64]:
        return PROGRAM
    return _boxed(content) or _worded(content) or UNKNOWN


def danger(name: str, content: bytes) -> str:
    """Return what a file is that the system would run, by its content or by its name; empty for none."""
    found = media_type(content)
    if found in RUN:
        return found
    return _RUN_BY_NAME.get(_ending(name), "")


def is_as_named(name: str, content: bytes) -> bool:
    """Tell whether a file keeps what its name promises; names that promise nothing are kept by any content.

    A picture of another kind than named passes: telephones and chat programs name them so.
    """
    promised = _PROMISED.get(_ending(name))
    if promised is None:
        return True
    found = media_type(content)
    if found in {UNKNOWN, TEXT} and promised == (PDF,):
        return b"%PDF-" in content[:1024]  # some scanners put a line of their own before it
    return found != SVG and found.startswith(promised)


def is_safe_outside(name: str, content: bytes) -> bool:
    """Tell whether another program may be given a file: nothing runs, and an office file has no macros."""
    if danger(name, content) or not is_as_named(name, content):
        return False
    if _ending(name) in _MACRO_NAMES:
        return False
    found = media_type(content)
    # A page or a drawing of the web named as an office file is what carries scripts past people.
    return found not in {MACROS, HTML, SVG} and not (_ending(name) in _OFFICE_NAMES and found == UNKNOWN)


def family(found: str) -> str:
    """Return what kind of thing a media type is, as a code with a name on screen."""
    if found in {PROGRAM, SCRIPT, SHORTCUT, INSTALLER, PDF, TEXT, MACROS, HTML}:
        return {
            PROGRAM: "program",
            SCRIPT: "script",
            SHORTCUT: "shortcut",
            INSTALLER: "installer",
            PDF: "pdf",
            TEXT: "text",
            MACROS: "macros",
            HTML: "web_page",
        }[found]
    for beginning, code in (("image/", "picture"), ("audio/", "sound"), ("video/", "video")):
        if found.startswith(beginning):
            return code
    if "office" in found or "opendocument" in found or found in {OLD_OFFICE, "application/rtf"}:
        return "office"
    if found in {ZIP, "application/vnd.rar", "application/x-7z-compressed", "application/gzip"}:
        return "archive"
    return "unknown"


def _ending(name: str) -> str:
    # Windows takes no account of dots and blanks at the end: "x.exe. ." is a program.
    return PurePath(name.rstrip(". ")).suffix.lower()


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _ole(content: bytes) -> str:
    if _MSI_CLASS in content[: 1024 * 1024]:
        return INSTALLER
    if _wide("_VBA_PROJECT") in content or _wide("Macros") in content:
        return MACROS
    for stream, name in (
        ("Workbook", "application/vnd.ms-excel"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
        ("__substg1.0_", "application/vnd.ms-outlook"),
    ):
        if _wide(stream) in content:
            return name
    return OLD_OFFICE


def _zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            kind = _small(archive, "mimetype") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return ZIP
    lowered = [name.lower() for name in names]
    if "androidmanifest.xml" in lowered or any(name.endswith(".class") for name in lowered):
        return PROGRAM
    if any("vbaproject" in name or name.startswith("basic/") or "/macrosheets/" in name for name in lowered):
        return MACROS
    if "[content_types].xml" in lowered:
        return next((found for part, found in _OFFICE_PARTS if any(n.startswith(part) for n in lowered)), ZIP)
    if kind.startswith(("application/vnd.oasis.opendocument.", "application/epub+zip")):
        return kind
    return ZIP


def _small(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        return part.read(120).decode("ascii", "replace").strip()


def _boxed(content: bytes) -> str:
    if content[:4] == b"RIFF":
        return _RIFF.get(content[8:12], UNKNOWN)
    if content[4:8] == b"ftyp":
        return _MOVIE_BRANDS.get(content[8:12], "video/mp4")
    if content[:2] == b"BM" and int.from_bytes(content[2:6], "little") == len(content):
        return "image/bmp"
    if content[:2] in {b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"}:
        return "audio/mpeg"
    return ""


def _worded(content: bytes) -> str:
    """Return what kind of text it is, empty for what is none."""
    text = read_text(content[:_SCANNED], whole=len(content) <= _SCANNED)
    if text is None or not content:
        return ""
    begun = text.lstrip("\ufeff \t\r\n").lower()
    if begun.startswith("#!"):
        return SCRIPT
    if "<hta:application" in begun:
        return SCRIPT
    if begun.startswith(("<!doctype html", "<html", "<script", "<body", "<table")):
        return HTML
    if begun.startswith("mime-version:") and "multipart/related" in begun[:2000]:
        return HTML  # a web page in one file, which office programs open with whatever it carries
    if "<svg" in begun[:2000] and begun.startswith("<"):
        return SVG
    return TEXT


def read_text(content: bytes, *, whole: bool = True) -> str | None:
    """Return the words of a text file, in UTF-8, UTF-16 or the Thai of old Windows; None for what is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content or any(byte < 9 or 13 < byte < 27 for byte in content[:_SCANNED]):
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if not whole and error.start >= len(content) - 3:
            return content[: error.start].decode("utf-8-sig")
    try:
        return content.decode("cp874")
    except UnicodeDecodeError:
        return None
