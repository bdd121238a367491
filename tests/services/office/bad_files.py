"""Files of every sort as bytes, as small as their kind allows."""

import io
import zipfile

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0"
    b"\xf0\x1f\0\5\0\1\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82"
)
PE = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + bytes(46) + b"\x80\0\0\0" + bytes(64) + b"PE\0\0" + bytes(200)
ELF = b"\x7fELF\2\1\1" + bytes(60)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(**parts: bytes) -> bytes:
    """Return a zip of parts; a double underscore in a name stands for a slash."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return kept.getvalue()


DOCX = zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
DOCM = zipped(
    **{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", "word/vbaProject.bin": b"\0"}
)
JAR = zipped(**{"META-INF/MANIFEST.MF": b"", "Main.class": b"\xca\xfe\xba\xbe"})
ODT = zipped(mimetype=b"application/vnd.oasis.opendocument.text")
OLE_MACRO = OLE + "_VBA_PROJECT".encode("utf-16-le") + "WordDocument".encode("utf-16-le")
MSI = OLE + bytes.fromhex("84100c0000000000c000000000000046")
