"""What lies on the clipboard, or is dragged over, as files: copied files, or a picture as PNG."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from services.thai.dates import be_year


def paths_in(data: QMimeData) -> list[Path]:
    """Return the files of this computer that are copied or dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def picture_in(data: QMimeData) -> QImage | None:
    """Return the picture that was copied out of another program."""
    if not data.hasImage():
        return None
    image = QImage(data.imageData())
    return None if image.isNull() else image


def picture_name(now: datetime) -> str:
    """Return the name of a picture pasted at a moment: its date is all that is known of it."""
    said = QCoreApplication.translate("Files", "ภาพที่วาง {date} {time}.png")
    day = f"{be_year(now.date())}-{now:%m-%d}"
    return said.format(date=day, time=f"{now:%H.%M.%S}")


def as_png(image: QImage) -> bytes:
    """Return a picture as a file."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(kept.data())
