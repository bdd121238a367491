"""The office's key and its data's encryption, for administrators."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from services.keys.custody import KeyCustody, KeyState
from services.keys.keeper import SYSTEM
from services.keys.opening import KeySetUp
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.formatting import format_moment
from ui.settings.section import Section
from ui.settings.security_dialogs import PrintSheetDialog, SwitchDialog, UnlockDialog
from ui.setup.sheet_step import FILE_NAME
from ui.setup.switch_page import SwitchAsked
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.fields import field_row
from ui.widgets.labels import ThaiLabel, card, heading, plain_button, primary_button
from ui.wording import QT_TRANSLATE_NOOP

AskProgram = Callable[[SwitchAsked], object]


class SecuritySection(Section):
    """Say where the key lies, print its sheet, change how it is kept, switch encryption on or off."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "ความปลอดภัย")
    TEXT = QT_TRANSLATE_NOOP("Settings", "กุญแจของสำนักงานใช้ตรวจว่าบันทึกการทำงานไม่ถูกแก้ไข และใช้เปิดข้อมูลที่เข้ารหัสไว้")

    def __init__(self, desk: Desk, custody: KeyCustody, ask_program: AskProgram) -> None:
        super().__init__(desk)
        self._custody = custody
        self._ask_program = ask_program
        self._state: KeyState | None = None
        self.warning = Banner(closable=False)
        self.lines: dict[str, ThaiLabel] = {}
        self.print_button = primary_button(self.tr("พิมพ์ใบกู้คืน…"), "printer")
        self.unlock_button = plain_button(self.tr("เปลี่ยนวิธีเก็บกุญแจ…"), "key-round")
        self.switch_button = plain_button("", "lock")
        self.print_button.clicked.connect(lambda _on: self.print_sheet())
        self.unlock_button.clicked.connect(lambda _on: self.change_unlock())
        self.switch_button.clicked.connect(lambda _on: self.switch())
        self._lay_out()

    def load(self) -> None:
        actor = self.desk.actor
        self.desk.runner.read(
            lambda: self._custody.read_key_state(actor), self._show, self.show_error, owner=self
        )

    def print_sheet(self) -> None:
        """Ask for the own password, then show the sheet, ready to print."""
        PrintSheetDialog(self.desk, self._custody, self._show_sheet, self.window()).open()

    def change_unlock(self) -> None:
        """Ask how the key is to be kept from now on."""
        if self._state is not None:
            UnlockDialog(self.desk, self._custody, self._state, self._on_unlock, self.window()).open()

    def switch(self) -> None:
        """Ask how, and hand over to the program, which closes the office for it."""
        if self._state is not None:
            SwitchDialog(self.desk, self._custody, self._state, self._on_switch, self.window()).open()

    # --- what comes back

    def _show(self, state: KeyState) -> None:
        self._state = state
        self.lines["encryption"].setText(self.tr("เข้ารหัสไว้") if state.encrypted else self.tr("ไม่ได้เข้ารหัส"))
        self.lines["place"].setText(self._place(state))
        self.lines["key_id"].setText(state.key_id)
        never = self.tr("ยังไม่เคยพิมพ์")
        self.lines["sheet"].setText(format_moment(state.sheet_at) if state.sheet_at else never)
        self.unlock_button.setVisible(state.encrypted)
        off, on = self.tr("เลิกเข้ารหัสข้อมูล…"), self.tr("เข้ารหัสข้อมูล…")
        self.switch_button.setText(off if state.encrypted else on)
        self._warn(state)

    def _warn(self, state: KeyState) -> None:
        if state.sheet_at is None:
            text = (
                self.tr("ยังไม่ได้พิมพ์ใบกู้คืน หากเครื่องเสียหรือสูญหาย จะไม่มีผู้ใดเปิดข้อมูลและชุดสำรองได้อีก")
                if state.encrypted
                else self.tr("ยังไม่ได้พิมพ์ใบกู้คืน หากเครื่องเสียหรือสูญหาย จะตรวจบันทึกการทำงานด้วยกุญแจไม่ได้")
            )
            self.warning.show_text(text, "warning")
        elif state.beside_data:
            text = self.tr("กุญแจอยู่ในโฟลเดอร์ข้อมูล เพราะเก็บที่อื่นในเครื่องนี้ไม่ได้ ผู้ที่คัดลอกโฟลเดอร์จะได้กุญแจไปด้วย")
            self.warning.show_text(text, "warning")
        else:
            self.warning.hide()

    def _place(self, state: KeyState) -> str:
        if state.unlock == "passphrase":
            return self.tr("ต้องใช้วลีรหัสผ่าน โปรแกรมถามทุกครั้งที่เปิด")
        if state.place == SYSTEM:
            return self.tr("ที่เก็บรหัสผ่านของระบบปฏิบัติการ ในบัญชีผู้ใช้นี้ของเครื่องนี้")
        if state.place:
            return self.tr("โฟลเดอร์ {path}").format(path=state.place)
        return self.tr("ไม่ได้เก็บไว้ในเครื่องนี้ ต้องพิมพ์ทุกครั้งที่เปิดโปรแกรม")

    def _show_sheet(self, content: bytes) -> None:
        from ui.reports.document_window import DocumentWindow

        window = DocumentWindow(
            content, self.tr("ใบกู้คืนข้อมูลสำนักงาน"), FILE_NAME, self.desk.feedback, self.window()
        )
        window.preview.printed.connect(self._note_kept)
        window.preview.saved.connect(lambda _path: self._note_kept())
        window.open()

    def _note_kept(self) -> None:
        actor, command = self.desk.actor, new_command_id()
        self.desk.runner.write(
            lambda: self._custody.note_sheet_kept(actor, command),
            lambda _done: self.load(),
            self.show_error,
            owner=self,
        )

    def _on_unlock(self) -> None:
        self.desk.feedback.saved(self.tr("เปลี่ยนวิธีเก็บกุญแจแล้ว"))
        self.load()

    def _on_switch(self, set_up: KeySetUp) -> None:
        self._ask_program(SwitchAsked(self.desk.actor, set_up))

    def _lay_out(self) -> None:
        frame, column = card()
        column.setSpacing(Space.S)
        for name, label in (
            ("encryption", self.tr("ข้อมูล")),
            ("place", self.tr("กุญแจเก็บไว้ที่")),
            ("key_id", self.tr("รหัสกุญแจ")),
            ("sheet", self.tr("พิมพ์หรือบันทึกใบกู้คืนล่าสุด")),
        ):
            self.lines[name] = ThaiLabel()
            self.lines[name].set_selectable()
            column.addWidget(_pair(label, self.lines[name]))
        self.body.addWidget(self.warning)
        self.body.addWidget(frame)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in (self.print_button, self.unlock_button, self.switch_button):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        for text in (
            self.tr(
                "การเข้ารหัสคุ้มครองเมื่อโฟลเดอร์ข้อมูล ชุดสำรอง หรือเครื่องตกไปอยู่กับผู้อื่น ไม่คุ้มครองจากผู้ที่ใช้บัญชีของท่านในเครื่องนี้อยู่"
            ),
            self.tr(
                "ไฟล์แนบที่เปิดด้วยโปรแกรมอื่นเป็นสำเนาที่อ่านได้ โปรแกรมลบสำเนานั้นเมื่อปิดโปรแกรม "
                "ส่วนไฟล์ที่บันทึกออกไปหรือพิมพ์แล้วอยู่ในความดูแลของผู้บันทึก"
            ),
        ):
            self.body.addWidget(ThaiLabel(text, "help"))
        self.body.addStretch(1)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)


def _pair(label: str, value: ThaiLabel) -> QWidget:
    row = QWidget()
    name = heading(label, "muted")
    name.setFixedWidth(220)
    line = field_row(name, value, stretches=(0, 1))
    line.setContentsMargins(0, 0, 0, 0)
    row.setLayout(line)
    return row
