"""Make a picture as large as it is shown: upright, and without whatever its file says of place and camera."""

from io import BytesIO

from PIL import ExifTags, Image, ImageOps

from services.errors import DomainError
from services.office.pictures import NOT_A_PICTURE

QUALITY = 82
_ON_ITS_SIDE = (5, 6, 7, 8)  # of the ways in which a file says that its picture was taken


def scaled(content: bytes, width: int, height: int) -> bytes:
    """Return a picture as JPEG that is no larger than width and height in pixels; it is never blown up.

    It stands as its file says that it was taken, transparent parts are white, and of the file's own notes
    (the place, the camera, a preview) none is carried over. Raises `picture.none`.
    """
    try:
        with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as opened:
            opened.draft(
                "RGB", (max(width, height), max(width, height))
            )  # a JPEG is read smaller, thus faster
            picture = _on_white(ImageOps.exif_transpose(opened))
            picture.thumbnail((width, height), Image.Resampling.LANCZOS)
            kept = BytesIO()
            picture.save(kept, "JPEG", quality=QUALITY)
    except NOT_A_PICTURE as error:
        raise DomainError("picture.none", name="") from error
    return kept.getvalue()


def upright_size(content: bytes) -> tuple[int, int]:
    """Return a picture's width and height in pixels as it stands when looked at. Raises `picture.none`."""
    try:
        with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as picture:
            wide, high = picture.size
            lies = picture.getexif().get(ExifTags.Base.Orientation) in _ON_ITS_SIDE
    except NOT_A_PICTURE as error:
        raise DomainError("picture.none", name="") from error
    return (high, wide) if lies else (wide, high)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode not in ("RGBA", "LA", "PA", "P"):
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    white = Image.new("RGB", clear.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    return white
