"""The pictures of the yearly evidence document: put in, captioned, ordered, taken out, spared, refused."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from models.files import StoredFile
from models.reports import EvidencePicture
from services.complaints.commands import AttachmentInput
from services.errors import Conflict, DomainError, Invalid, NotFound
from services.office.evidence_pictures import AddPictures, ChangeCaption, NewPicture
from services.office.picture_scaling import scaled
from services.privacy.destruction import Signed
from tests.services.factories import Desk

YEAR = 2569


def picture(width: int = 60, height: int = 40, colour: str = "navy", **options: object) -> bytes:
    """Return a JPEG of one colour."""
    kept = BytesIO()
    Image.new("RGB", (width, height), colour).save(kept, "JPEG", **options)
    return kept.getvalue()


def file(name: str = "ภาพ.jpg", **options: object) -> AttachmentInput:
    return AttachmentInput(name=name, content=picture(**options))  # type: ignore[arg-type]


def add(desk: Desk, *files: AttachmentInput, part: str = "training", channel: str | None = None) -> list[int]:
    command = AddPictures(
        YEAR, part, tuple(NewPicture(one, f"คำบรรยาย {one.name}") for one in files), channel
    )
    return list(desk.services.evidence_pictures.add_pictures(desk.officer, command, desk.command()))


def shown(desk: Desk, year: int = YEAR) -> list[int]:
    return [row.id for row in desk.services.evidence_pictures.list_pictures(desk.viewer, year)]


def test_several_at_once_stand_in_the_order_given_and_can_be_moved_and_taken_out(desk: Desk) -> None:
    pictures = desk.services.evidence_pictures
    first, second, third = add(
        desk, *(file(f"{n}.jpg", colour=c) for n, c in enumerate(("red", "lime", "tan")))
    )
    (fourth,) = add(desk, file("4.jpg", colour="pink"))
    (box,) = add(desk, file("กล่อง.jpg"), part="channels", channel="suggestion_box")
    (web,) = add(desk, file("เว็บ.jpg"), part="channels", channel="website")
    assert shown(desk) == [first, second, third, fourth, web, box]
    assert shown(desk, YEAR + 1) == [web, box]  # a channel's picture stands in every year's document
    pictures.order_pictures(desk.supervisor, [fourth, second], desk.command())
    command = desk.command()
    pictures.take_out_picture(desk.admin, first, command)
    pictures.take_out_picture(desk.admin, first, command)
    assert shown(desk) == [fourth, second, third, web, box]
    with pytest.raises(NotFound):
        pictures.read_picture(desk.viewer, first, 100)
    with desk.services.store.reading() as session:
        row = session.query(EvidencePicture).filter_by(id=first).one()
        assert row.ended_at is not None
        assert row.ended_by == desk.admin.account_id
    with pytest.raises(Invalid):
        pictures.order_pictures(desk.officer, [second, box], desk.command())


def test_a_caption_that_somebody_else_changed_meanwhile_is_not_written_over(desk: Desk) -> None:
    pictures = desk.services.evidence_pictures
    (one,) = add(desk, file("1.jpg"))
    change = ChangeCaption(one, "  อบรมเจ้าหน้าที่\nอปท. ", "คำบรรยาย 1.jpg")
    pictures.change_caption(desk.officer, change, desk.command())
    assert pictures.list_pictures(desk.viewer, YEAR)[0].caption == "อบรมเจ้าหน้าที่ อปท."
    with pytest.raises(Conflict):
        pictures.change_caption(desk.supervisor, replace(change, caption="อื่น"), desk.command())
    with pytest.raises(Invalid) as refused:
        pictures.change_caption(desk.officer, replace(change, caption="ก" * 301), desk.command())
    assert set(refused.value.fields) == {"caption"}


def test_what_is_no_picture_is_refused_and_nothing_of_it_kept(desk: Desk) -> None:
    refusals = {
        "เปล่า.jpg": (b"", "file.empty"),
        "ข้อความ.png": ("ไม่ใช่ภาพ".encode(), "picture.none"),
        "เอกสาร.jpg": (b"%PDF-1.4 ...", "picture.none"),
        "ขาด.jpg": (picture(400, 300)[:900], "picture.none"),
        "ใหญ่.jpg": (b"\xff\xd8\xff" + bytes(21 * 1024 * 1024), "file.too_large"),
        "ยาว.jpg": (picture(9_100, 2), "picture.too_wide"),
    }
    for name, (content, code) in refusals.items():
        with pytest.raises(DomainError) as refused:
            add(desk, file("ดี.jpg"), AttachmentInput(name=name, content=content))
        assert (refused.value.code, refused.value.params["name"]) == (code, name)
    assert shown(desk) == []
    with desk.services.store.reading() as session:
        assert session.query(StoredFile).count() == 0


def test_on_paper_and_screen_it_stands_upright_small_and_without_its_place() -> None:
    taken = Image.new("RGB", (3000, 2000), "white")
    taken.paste("red", (0, 0, 3000, 200))  # the upper edge as the sensor saw it
    exif = taken.getexif()
    exif[0x0112] = 6  # turned: what is at the top lies at the right
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (18.0, 17.0, 21.0)
    kept = BytesIO()
    taken.save(kept, "JPEG", exif=exif)
    assert Image.open(BytesIO(kept.getvalue())).getexif().get_ifd(0x8825)
    small = scaled(kept.getvalue(), 600, 600)
    with Image.open(BytesIO(small)) as seen:
        assert seen.size == (400, 600)
        assert not seen.getexif()
        red, green, _blue = seen.getpixel((395, 300))  # type: ignore[misc]
        assert red > 200
        assert green < 60
    assert len(small) < 20_000
    clear = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(clear, "PNG")
    with Image.open(BytesIO(scaled(clear.getvalue(), 5, 5))) as seen:
        assert seen.getpixel((2, 2)) == (255, 255, 255)


def test_a_picture_outlives_the_destruction_of_a_case_with_the_same_file(desk: Desk) -> None:
    destruction, same = desk.services.destruction, file("หน้าเคาน์เตอร์.jpg", width=300, height=200)
    other = file("อีกภาพ.jpg", colour="teal")
    desk.closed(attachments=(same, other))
    (one,) = add(desk, same)
    before = desk.services.evidence_pictures.read_picture(desk.viewer, one, 200)
    desk.later(days=366 * 11)
    made = destruction.make_destruction_list(desk.supervisor, None, desk.command())
    version = destruction.read_destruction_list(desk.supervisor, made).row.version
    signed = Signed(desk.clock.now().date(), "คณะกรรมการ", "ลป 0003/12")
    destruction.record_signed(desk.supervisor, made, version, signed, desk.command())
    assert destruction.carry_out(desk.supervisor, made, desk.command()).done == 1
    with desk.services.store.reading() as session:
        gone = {row.size for row in session.query(StoredFile) if row.destroyed_at is not None}
    assert gone == {len(other.content)}
    assert desk.services.evidence_pictures.read_picture(desk.viewer, one, 200) == before
