"""The wizard's steps: where the data lies, who the office is, who looks after it, and a last look."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from services.accounts.accounts import USERNAME, AccountInput
from services.permissions import Role
from ui.error_messages import field_sentence
from ui.formatting import role_name, role_names
from ui.login.password_pair import PasswordPair
from ui.settings.profile_form import ProfileForm
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.fields import FormField, field_row
from ui.widgets.labels import ThaiLabel, heading, plain_button, rule

ChooseFolder = Callable[[QWidget, str], str]

WORK_ROLES = (Role.FRONT_DESK, Role.OFFICER, Role.SUPERVISOR, Role.VIEWER)


class Step(Protocol):
    """What the wizard needs of a step."""

    def check(self) -> bool:
        """Show what is wrong; tell whether nothing is."""
        ...


def ask_folder(parent: QWidget, start: str) -> str:
    """Ask for a folder with the system's dialog; empty when the person turns back."""
    return QFileDialog.getExistingDirectory(parent, parent.tr("เลือกโฟลเดอร์ข้อมูล"), start)


def _column(page: QWidget, title: str, text: str) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.M)
    column.addWidget(heading(title, "title"))
    column.addWidget(ThaiLabel(text, "muted"))
    return column


class FolderStep(QWidget):
    """Say where the office's data will lie, and let it lie elsewhere; or bring an office back into it."""

    restore_asked = Signal()

    def __init__(self, folder: Path, choose: ChooseFolder = ask_folder) -> None:
        super().__init__()
        self._choose = choose
        column = _column(
            self,
            self.tr("ที่เก็บข้อมูลของสำนักงาน"),
            self.tr(
                "ข้อมูลทั้งหมดรวมทั้งเอกสารแนบเก็บไว้ในโฟลเดอร์เดียวบนเครื่องนี้ หากไม่มีเหตุจำเป็น โปรดใช้โฟลเดอร์ที่โปรแกรมเสนอ"
            ),
        )
        self.path = QLineEdit(str(folder))
        self.path.setMaxLength(1000)
        self.field = FormField(self.tr("โฟลเดอร์ข้อมูล"), self.path, required=True)
        self.button = plain_button(self.tr("เลือกโฟลเดอร์อื่น…"), "database")
        self.button.clicked.connect(self._pick)
        self.banner = Banner(closable=False)
        column.addWidget(self.field)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.banner)
        column.addSpacing(Space.S)
        for text in (
            self.tr("ใช้ไดรฟ์ในเครื่องเท่านั้น ไดรฟ์เครือข่ายหรือโฟลเดอร์ที่แชร์ไว้ทำให้ข้อมูลเสียหายได้"),
            self.tr("ไม่ควรใช้แฟลชไดรฟ์หรือโฟลเดอร์ที่โปรแกรมอื่นซิงค์ขึ้นอินเทอร์เน็ต เพราะมีข้อมูลส่วนบุคคลของผู้ร้องเรียน"),
        ):
            column.addWidget(_point(text))
        column.addSpacing(Space.S)
        column.addWidget(rule())
        column.addWidget(heading(self.tr("มีชุดสำรองของสำนักงานอยู่แล้ว"), "label"))
        text = self.tr(
            "หากเปลี่ยนเครื่องหรือเครื่องเดิมเสีย ไม่ต้องสร้างสำนักงานใหม่ "
            "เลือกไฟล์ชุดสำรองแล้วโปรแกรมจะกู้ข้อมูลมาไว้ในโฟลเดอร์ข้อมูลข้างต้น"
        )
        column.addWidget(ThaiLabel(text, "muted"))
        self.restore_button = plain_button(self.tr("กู้จากชุดสำรอง…"), "rotate-ccw")
        self.restore_button.clicked.connect(lambda _on: self.restore_asked.emit())
        column.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def folder(self) -> Path:
        """Return the folder typed or chosen."""
        return Path(self.path.text().strip()).expanduser()

    def check(self) -> bool:
        """Show what is wrong with the path as it is written."""
        self.banner.hide()
        if not self.path.text().strip():
            self.show_error(field_sentence("required"))
        elif not self.folder().is_absolute():
            self.show_error(self.tr("โปรดระบุชื่อโฟลเดอร์ให้ครบตั้งแต่ไดรฟ์ หรือเลือกจากปุ่มด้านล่าง"))
        else:
            self.field.set_error("")
            return True
        return False

    def show_error(self, text: str) -> None:
        """Say why this folder won't do, and put the keyboard there."""
        self.field.set_error(text)
        self.field.focus_editor()

    def _pick(self) -> None:
        chosen = self._choose(self, str(self.folder()))
        if chosen:
            self.path.setText(str(Path(chosen)))
            self.field.set_error("")


class ProfileStep(QWidget):
    """Take the office's profile; Lampang's stands there to begin with."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__()
        column = _column(
            self,
            self.tr("ข้อมูลสำนักงาน"),
            self.tr("ข้อมูลนี้พิมพ์ในใบรับเรื่องและรายงาน แก้ไขภายหลังได้ที่หน้าตั้งค่าสำนักงาน"),
        )
        self.form = ProfileForm(values)
        column.addWidget(self.form)
        column.addStretch(1)

    def check(self) -> bool:
        """Show what is missing."""
        return self.form.check()


class AdministratorStep(QWidget):
    """Take the first person, who looks after the program and may do other work as well."""

    def __init__(self) -> None:
        super().__init__()
        column = _column(
            self,
            self.tr("ผู้ดูแลระบบคนแรก"),
            self.tr("บัญชีนี้ใช้เพิ่มผู้ใช้คนอื่นและตั้งค่าสำนักงาน โปรดจดรหัสผ่านเก็บไว้ในที่ปลอดภัย"),
        )
        self.display_name = QLineEdit()
        self.position = QLineEdit()
        self.username = QLineEdit()
        for edit in (self.display_name, self.position):
            edit.setMaxLength(200)
        self.username.setMaxLength(32)
        self.fields = {
            "display_name": FormField(self.tr("ชื่อ–นามสกุล"), self.display_name, required=True),
            "position": FormField(self.tr("ตำแหน่ง"), self.position),
            "username": FormField(
                self.tr("ชื่อผู้ใช้"),
                self.username,
                required=True,
                help_text=self.tr("ตัวอักษรอังกฤษหรือตัวเลข 2–32 ตัว เช่น somchai"),
            ),
        }
        self.passwords = PasswordPair(self.tr("รหัสผ่าน"))
        column.addLayout(field_row(self.fields["display_name"], self.fields["position"]))
        column.addLayout(field_row(self.fields["username"], QWidget()))
        column.addWidget(self.passwords)
        column.addWidget(heading(self.tr("หน้าที่อื่นที่ผู้นี้ปฏิบัติด้วย"), "label"))
        column.addWidget(
            ThaiLabel(
                self.tr("สำนักงานขนาดเล็กให้คนหนึ่งทำหลายหน้าที่ได้ ผู้ดูแลระบบอย่างเดียวรับเรื่องหรือพิจารณาเรื่องไม่ได้"),
                "help",
            )
        )
        self.roles = {role: QCheckBox(role_name(role)) for role in WORK_ROLES}
        self.head = QCheckBox(self.tr("เป็นหัวหน้าสำนักงาน (คลังจังหวัด)"))
        boxes = list(self.roles.values())
        column.addLayout(field_row(*boxes[:2]))
        column.addLayout(field_row(*boxes[2:]))
        column.addWidget(self.head)
        column.addStretch(1)

    def account(self) -> AccountInput:
        """Return the person as typed."""
        chosen = frozenset(role for role, box in self.roles.items() if box.isChecked())
        return AccountInput(
            username=self.username.text().strip(),
            display_name=self.display_name.text().strip(),
            position=self.position.text().strip(),
            roles=chosen | {Role.ADMINISTRATOR},
            head_of_office=self.head.isChecked(),
        )

    def password(self) -> str:
        """Return the password typed."""
        return self.passwords.password()

    def check(self) -> bool:
        """Show what is missing or won't do, and put the keyboard at the first of it."""
        username = self.username.text().strip()
        errors = {
            "display_name": "" if self.display_name.text().strip() else field_sentence("required"),
            "username": "" if USERNAME.fullmatch(username.lower()) else field_sentence("username.shape"),
        }
        if not username:
            errors["username"] = field_sentence("required")
        self.show_errors(errors)
        wrong = next((name for name, text in errors.items() if text), "")
        right = self.passwords.check(username)
        if wrong:
            self.fields[wrong].focus_editor()
        return not wrong and right

    def show_errors(self, texts: Mapping[str, str]) -> None:
        """Show sentences beneath the fields they belong to."""
        for name, text in texts.items():
            if name == "password":
                self.passwords.set_error(text)
            elif name in self.fields:
                self.fields[name].set_error(text)


class SummaryStep(QWidget):
    """Show what will be made, before it is made."""

    reached = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = _column(
            self,
            self.tr("ตรวจสอบก่อนสร้างสำนักงาน"),
            self.tr("หากต้องการแก้ไข กดย้อนกลับได้ ข้อมูลที่กรอกไว้ยังอยู่ครบ"),
        )
        self.lines: dict[str, ThaiLabel] = {}
        for name, label in (
            ("folder", self.tr("โฟลเดอร์ข้อมูล")),
            ("office", self.tr("สำนักงาน")),
            ("contact", self.tr("โทรศัพท์และอีเมล")),
            ("person", self.tr("ผู้ดูแลระบบ")),
            ("username", self.tr("ชื่อผู้ใช้")),
            ("roles", self.tr("หน้าที่")),
            ("encryption", self.tr("การเข้ารหัสข้อมูล")),
        ):
            self.lines[name] = ThaiLabel()
            self._column.addWidget(_pair(label, self.lines[name]))
        self._column.addSpacing(Space.S)
        self._column.addWidget(
            ThaiLabel(
                self.tr(
                    "โปรแกรมจะสร้างช่องทางรับเรื่อง 12 ช่องทาง หมวด ระดับ ผังกระบวนการ และวันหยุดราชการให้พร้อมใช้งาน "
                    "ทุกรายการเป็นค่าเริ่มต้นที่สำนักงานแก้ไขได้"
                ),
                "muted",
            )
        )
        self._column.addStretch(1)

    def show_values(
        self, folder: Path, profile: Mapping[str, Any], person: AccountInput, encryption: str
    ) -> None:
        """Show what the steps before hold."""
        contact = [", ".join(profile["phones"]), profile["email"]]
        self.lines["folder"].setText(str(folder))
        self.lines["office"].setText(profile["name"])
        self.lines["contact"].setText("  ".join(part for part in contact if part) or "–")
        self.lines["person"].setText(
            " ".join(part for part in (person.display_name, person.position) if part)
        )
        self.lines["username"].setText(person.username.lower())
        self.lines["roles"].setText(role_names(person.roles))
        self.lines["encryption"].setText(encryption)

    def check(self) -> bool:
        """Find nothing wrong: there is nothing to type here."""
        return True


def _point(text: str) -> QWidget:
    row = QWidget()
    line = field_row(QLabel("•"), ThaiLabel(text, "muted"), stretches=(0, 1))
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(Space.S)
    row.setLayout(line)
    return row


def _pair(label: str, value: ThaiLabel) -> QWidget:
    row = QWidget()
    name = heading(label, "muted")
    name.setFixedWidth(170)
    line = field_row(name, value, stretches=(0, 1))
    line.setContentsMargins(0, 0, 0, 0)
    row.setLayout(line)
    return row
