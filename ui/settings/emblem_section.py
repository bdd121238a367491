"""The office's emblem on letters and memos: put in, looked at, taken out."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel

from services.complaints.commands import AttachmentInput
from services.files import read_file
from services.office.pictures import OfficePictures
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.settings.section import Section
from ui.widgets.labels import ThaiLabel, plain_button, primary_button
from ui.wording import QT_TRANSLATE_NOOP

EMBLEM = "emblem"
SHOWN = 180


class EmblemSection(Section):
    """Choose the picture that stands at the head of letters (3 cm) and memos (1.5 cm)."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "ตราในหนังสือ")
    TEXT = QT_TRANSLATE_NOOP(
        "Settings",
        "ภาพตราของสำนักงาน (PNG หรือ JPEG) พิมพ์สูง 3 ซม. ในหนังสือภายนอก และ 1.5 ซม. ในบันทึกข้อความ "
        "หากไม่ใส่ จะเว้นที่ว่างไว้ หนังสือที่ออกแล้วไม่เปลี่ยนตาม",
    )

    def __init__(self, desk: Desk, pictures: OfficePictures) -> None:
        super().__init__(desk)
        self._pictures = pictures
        self.picture = QLabel()
        self.picture.setFixedSize(SHOWN, SHOWN)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.state = ThaiLabel("")
        self.choose_button = primary_button(self.tr("เลือกภาพ"), "upload")
        self.remove_button = plain_button(self.tr("นำภาพออก"), "trash-2")
        self.choose_button.clicked.connect(lambda _on=False: self.choose())
        self.remove_button.clicked.connect(lambda _on=False: self.remove())
        self.body.addWidget(self.picture)
        self.body.addWidget(self.state)
        row = QHBoxLayout()
        row.addWidget(self.choose_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def load(self) -> None:
        self.desk.runner.read(
            lambda: self._pictures.read_office_picture(self.desk.actor, EMBLEM),
            self._show,
            self.show_error,
            owner=self,
        )

    def choose(self) -> None:
        """Ask for a picture and put it in."""
        paths = self.desk.feedback.ask_open_paths(self.tr("เลือกภาพตรา"), self.tr("ภาพ (*.png *.jpg *.jpeg)"))
        if paths:
            self.desk.runner.work(lambda _job: read_file(paths[0]), self._put_in, self.show_error, owner=self)

    def remove(self) -> None:
        """Take the picture out, after asking."""
        if self.desk.feedback.confirm(
            self.tr("นำภาพตราออกหรือไม่"), yes=self.tr("นำออก"), no=self.tr("คงไว้"), danger=True
        ):
            command = new_command_id()
            self.desk.runner.write(
                lambda: self._pictures.remove_office_picture(self.desk.actor, EMBLEM, command),
                lambda _done: self._changed(self.tr("นำภาพตราออกแล้ว")),
                self.show_error,
                owner=self,
            )

    def _put_in(self, file: AttachmentInput) -> None:
        command = new_command_id()
        self.desk.runner.write(
            lambda: self._pictures.set_office_picture(self.desk.actor, EMBLEM, file, command),
            lambda _done: self._changed(self.tr("ใส่ภาพตราแล้ว")),
            self.show_error,
            owner=self,
        )

    def _changed(self, said: str) -> None:
        self.banner.hide()
        self.desk.feedback.saved(said)
        self.load()

    def _show(self, content: bytes | None) -> None:
        self.remove_button.setEnabled(content is not None)
        self.state.setText(self.tr("ใช้ภาพนี้ในหนังสือ") if content else self.tr("ยังไม่ได้ใส่ภาพ หนังสือจะเว้นที่ว่างไว้"))
        shown = QPixmap.fromImage(QImage.fromData(content)) if content else QPixmap()
        if not shown.isNull():
            shown = shown.scaled(
                SHOWN,
                SHOWN,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self.picture.setPixmap(shown)
        self.picture.setVisible(content is not None)
        self.picture.setAccessibleName(self.tr("ภาพตราของสำนักงาน"))
