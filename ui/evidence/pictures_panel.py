"""One part of the document: what it has, what it lacks, and the office's pictures in it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.documents.evidence_reading import EvidenceStanding, PartStanding
from services.errors import DomainError
from services.office.evidence_pictures import (
    CHANNELS,
    LARGEST_MB,
    LARGEST_SIDE,
    WRITERS,
    AddPictures,
    ChangeCaption,
    EvidencePictures,
    NewPicture,
    PictureRow,
)
from services.office.pictures import check_picture
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.error_messages import sentence
from ui.evidence.picture_card import PictureCard
from ui.files.incoming import Incoming, IncomingFiles
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.choices import ChoiceCombo
from ui.widgets.fields import FormField
from ui.widgets.labels import ThaiLabel, plain_button

SEEN = 320  # pixels of the longest side of a small picture


@dataclass(frozen=True, slots=True)
class Place:
    """Hold where pictures go: the year, the part, and the channel in the part of the channels."""

    year: int
    part: str
    channel: str | None


class PicturesPanel(QWidget):
    """Put pictures into a part, tell what stands beneath them, order them, take them out."""

    changed = Signal()

    def __init__(self, desk: Desk, pictures: EvidencePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._pictures = desk, pictures
        self._may = desk.actor.has(*WRITERS)
        self._year = 0
        self._part: PartStanding | None = None
        self._cards: dict[int, PictureCard] = {}  # kept while other parts are shown: so is what is typed
        self._shown: list[PictureCard] = []
        self._adding: set[Incoming] = set()
        self._focus: tuple[int, str] | None = None  # a picture, and which of its widgets
        self.title = ThaiLabel("", "title")
        self.has = ThaiLabel("")
        self.missing = ThaiLabel("", "muted")
        self.banner = Banner()
        self.channel = ChoiceCombo()
        self.channel_field = FormField(self.tr("ช่องทางที่แสดงในภาพ"), self.channel)
        self.choose_button = plain_button(self.tr("เลือกภาพ"), "upload")
        self.hint = ThaiLabel(
            self.tr("หรือลากภาพมาวางที่นี่ หรือวางจากคลิปบอร์ด (Ctrl+V) รับภาพ PNG และ JPEG"), "help"
        )
        self.incoming = IncomingFiles(desk)
        self.incoming.tag = self._place
        self.incoming.settled.connect(self._put_in)
        self._list = QVBoxLayout()
        self._lay_out()
        self.choose_button.clicked.connect(lambda _on: self.choose())
        self.channel.codeChanged.connect(lambda _code: self._show_cards())

    # --- what the page calls

    def show_part(self, standing: EvidenceStanding, part: PartStanding) -> None:
        """Show a part; what is typed beneath its pictures stays."""
        self._year, self._part = standing.fiscal_year, part
        self._forget_cards({row.id for one in standing.parts for row in one.pictures})
        self.title.setText(self.tr("ส่วนที่ {number} {title}").format(number=part.number, title=part.title))
        self.has.setText(self.tr("มีแล้ว: {has}").format(has=part.has))
        missing = self.tr("ยังขาด: {missing}").format(missing=" · ".join(part.missing))
        self.missing.setText(missing if part.missing else self.tr("ข้อมูลครบ"))
        self.channel_field.setVisible(part.code == CHANNELS)
        if part.code == CHANNELS:
            pictured = {row.channel for row in part.pictures}
            without = self.tr("{name} (ยังไม่มีภาพ)")
            self.channel.set_choices(
                [
                    (code, name if code in pictured else without.format(name=name))
                    for code, name in standing.channels
                ]
            )
            if self.channel.code() is None and standing.channels:
                self.channel.set_code(standing.channels[0][0])
        self._show_cards()

    def finish_captions(self) -> None:
        """Have every caption that is typed saved."""
        for card in self._cards.values():
            card.finish_caption()

    def is_changed(self) -> bool:
        """Tell whether a caption is typed and could not be saved."""
        return any(card.is_changed() for card in self._cards.values())

    def is_unkept(self) -> bool:
        """Tell whether a caption that is shown is typed and could not be saved."""
        return any(card.is_changed() for card in self._shown)

    # --- pictures on their way in

    def choose(self) -> None:
        """Ask for pictures and put them in."""
        paths = self._desk.feedback.ask_open_paths(self.tr("เลือกภาพ"), self.tr("ภาพ (*.png *.jpg *.jpeg)"))
        if paths:
            self.take_paths(paths)

    def takes_pictures(self) -> bool:
        """Tell whether there is a place just now into which this person may put pictures."""
        return self._may and self._place() is not None

    def _place(self) -> Place | None:
        if self._part is None:
            return None
        channel = self.channel.code() if self._part.code == CHANNELS else None
        if self._part.code == CHANNELS and channel is None:
            return None
        return Place(self._year, self._part.code, channel)

    def take_paths(self, paths: list[Path]) -> None:
        """Put in the pictures of some files."""
        self.banner.close_banner()
        self.incoming.add_paths(paths)

    def take_picture(self, image: QImage) -> None:
        """Put in a picture out of another program."""
        self.banner.close_banner()
        self.incoming.add_picture(image)

    def say_nothing_there(self) -> None:
        """Say that what lies on the clipboard is no picture."""
        self.banner.show_text(self.tr("ในคลิปบอร์ดไม่มีภาพหรือไฟล์ภาพ โปรดคัดลอกภาพก่อนแล้ววางอีกครั้ง"), "info")

    def _put_in(self) -> None:
        """Put in what was read, in the order in which it was dropped."""
        ready = [one for one in self.incoming.items if one.file is not None and one not in self._adding]
        for place in dict.fromkeys(one.tag for one in ready):
            self._add(place, [one for one in ready if one.tag == place])

    def _add(self, place: Place, items: list[Incoming]) -> None:
        self._adding.update(items)
        actor, command = self._desk.actor, new_command_id()
        files = [item.file for item in items if item.file is not None]

        def add() -> tuple[dict[int, DomainError], tuple[int, ...]]:
            refused: dict[int, DomainError] = {}
            for number, file in enumerate(files):
                try:
                    check_picture(file, LARGEST_MB, LARGEST_SIDE)
                except DomainError as error:
                    refused[number] = error
            good = tuple(NewPicture(file) for number, file in enumerate(files) if number not in refused)
            if not good:
                return refused, ()
            wanted = AddPictures(place.year, place.part, good, place.channel)
            return refused, self._pictures.add_pictures(actor, wanted, command)

        # Not on the writer's lane: pictures are opened first, and nobody's save waits for that.
        self._desk.runner.work(
            lambda _job: add(),
            lambda done: self._added(items, *done),
            lambda error: self._all_refused(items, error),
            owner=self,
        )

    def _added(self, items: list[Incoming], refused: dict[int, DomainError], ids: tuple[int, ...]) -> None:
        for number, item in enumerate(items):
            if number in refused:
                self.incoming.refuse(item, refused[number])
            else:
                self.incoming.remove(item)
        self._adding.difference_update(items)
        if ids:
            said = self.tr("ใส่ภาพ {count} ภาพแล้ว").format(count=len(ids))
            self._desk.feedback.saved(said)
            self._focus = ids[0], "caption"
            self.changed.emit()

    def _all_refused(self, items: list[Incoming], error: DomainError) -> None:
        for item in items:
            self.incoming.refuse(item, error)
        self._adding.difference_update(items)

    # --- pictures that are there

    def _rows(self) -> list[PictureRow]:
        if self._part is None:
            return []
        place = self._place()
        wanted = place.channel if place is not None else None
        return [row for row in self._part.pictures if self._part.code != CHANNELS or row.channel == wanted]

    def _show_cards(self) -> None:
        rows = self._rows()
        wanted = [self._card(row) for row in rows]
        for card in self._shown:
            if card not in wanted:
                self._list.removeWidget(card)
                card.hide()
        # What stays is never hidden on the way: somebody may be typing in it.
        for place, (card, row) in enumerate(zip(wanted, rows, strict=True)):
            if self._list.indexOf(card) != place:
                self._list.removeWidget(card)
                self._list.insertWidget(place, card)
            card.show_row(row, place + 1, len(rows))
            card.show()
        self._shown = wanted
        self.choose_button.setVisible(self._may)
        self.hint.setVisible(self._may)
        self._put_focus()

    def _forget_cards(self, there: set[int]) -> None:
        """Let go of the cards of pictures that stand in the document no more, unless words wait in them."""
        for picture, card in list(self._cards.items()):
            if picture not in there and not card.is_changed():
                del self._cards[picture]
                self._shown = [one for one in self._shown if one is not card]
                card.hide()
                card.deleteLater()

    def _card(self, row: PictureRow) -> PictureCard:
        card = self._cards.get(row.id)
        if card is None:
            card = self._cards[row.id] = PictureCard(row, may_change=self._may)
            card.setParent(self)
            card.caption_done.connect(self._save_caption)
            card.moved.connect(self._move)
            card.taken_out.connect(self._take_out)
            self._load(card)
        return card

    def _load(self, card: PictureCard) -> None:
        actor, picture = self._desk.actor, card.row.id
        self._desk.runner.read(
            lambda: self._pictures.read_picture(actor, picture, SEEN),
            card.show_picture,
            lambda _error: card.show_no_picture(),
            owner=card,
        )

    def _save_caption(self, card: PictureCard) -> None:
        actor, command = self._desk.actor, new_command_id()
        text = card.caption.text()
        change = ChangeCaption(card.row.id, text, card.before())
        self._desk.runner.write(
            lambda: self._pictures.change_caption(actor, change, command),
            lambda _done: card.caption_saved(text),
            card.caption_refused,
            owner=card,
        )

    def _move(self, card: PictureCard, by: int) -> None:
        ids = [one.row.id for one in self._shown]
        place = ids.index(card.row.id)
        to = place + by
        if not 0 <= to < len(ids):
            return
        ids[place], ids[to] = ids[to], ids[place]
        self._focus = card.row.id, "up" if by < 0 else "down"
        actor, command = self._desk.actor, new_command_id()
        self._write(lambda: self._pictures.order_pictures(actor, ids, command))

    def _take_out(self, card: PictureCard) -> None:
        wanted = self._desk.feedback.confirm(
            self.tr("นำภาพออกจากเอกสารหรือไม่"),
            self.tr("เอกสารที่จัดทำไว้แล้วยังมีภาพนี้อยู่"),
            yes=self.tr("นำออก"),
            no=self.tr("คงไว้"),
            danger=True,
        )
        if wanted:
            actor, picture, command = self._desk.actor, card.row.id, new_command_id()
            self._write(lambda: self._pictures.take_out_picture(actor, picture, command))

    def _write(self, change: Callable[[], None]) -> None:
        self._desk.runner.write(
            change,
            lambda _done: self.changed.emit(),
            lambda error: self.banner.show_text(sentence(error).as_text(), "danger"),
            owner=self,
        )

    def _put_focus(self) -> None:
        if self._focus is None:
            return
        picture, which = self._focus
        card = next((one for one in self._shown if one.row.id == picture), None)
        if card is None:
            return
        self._focus = None
        wanted: QWidget = {"up": card.up_button, "down": card.down_button}.get(which, card.caption)
        (wanted if wanted.isEnabled() else card.caption).setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.choose_button)
        row.addWidget(self.hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for widget in (self.title, self.has, self.missing, self.banner, self.channel_field):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.incoming)
        self._list.setSpacing(Space.S)
        column.addLayout(self._list)
        column.addStretch(1)
        self.incoming.hide()
