"""Backups: where copies go, the last good one, making one now, and going back to one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QWidget

from services.backup.backups import BackupMade, BackupRow, Backups, BackupState
from services.errors import DomainError
from services.office.administration import OfficeAdministration
from services.permissions import Actor
from services.unit_of_work import new_command_id
from ui.backup.copies import CopiesModel, size_text
from ui.backup.reminding import state_warning
from ui.desk import Desk
from ui.error_messages import sentence
from ui.formatting import format_moment
from ui.settings.section import Section
from ui.settings.work_fields import SettingField, Spec
from ui.theme import ROW_HEIGHT, Space
from ui.widgets.banner import Banner
from ui.widgets.fields import field_row
from ui.widgets.labels import ThaiLabel, card, heading, plain_button, primary_button
from ui.widgets.table import DataTable
from ui.wording import QT_TRANSLATE_NOOP

ROWS_SHOWN = 6
DAYS = QT_TRANSLATE_NOOP("Settings", "วัน")
WEEKS = QT_TRANSLATE_NOOP("Settings", "สัปดาห์")
MONTHS = QT_TRANSLATE_NOOP("Settings", "เดือน")
SPANS = (
    ("backup_keep_days", QT_TRANSLATE_NOOP("Settings", "เก็บรายวัน"), 1, 366, DAYS),
    ("backup_keep_weeks", QT_TRANSLATE_NOOP("Settings", "เก็บรายสัปดาห์"), 0, 104, WEEKS),
    ("backup_keep_months", QT_TRANSLATE_NOOP("Settings", "เก็บรายเดือน"), 0, 120, MONTHS),
)


@dataclass(frozen=True, slots=True)
class RestoreAsked:
    """Hold who asks to go back to which copy."""

    actor: Actor
    source: Path


AskRestore = Callable[[RestoreAsked], object]


class BackupSection(Section):
    """Make copies, say how they go, list them, and hand a restore over to the program."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "สำรองข้อมูล")
    TEXT = QT_TRANSLATE_NOOP(
        "Settings",
        "ชุดสำรองเป็นสำเนาของข้อมูลทั้งสำนักงาน โปรแกรมเปิดตรวจทุกชุดเมื่อสำรองเสร็จ "
        "ควรเก็บไว้ในดิสก์อื่นหรือแฟลชไดรฟ์ที่เก็บแยกจากเครื่องนี้",
    )

    def __init__(
        self, desk: Desk, backups: Backups, office: OfficeAdministration, ask_restore: AskRestore
    ) -> None:
        super().__init__(desk)
        self._backups = backups
        self._office = office
        self._ask_restore = ask_restore
        self._making = False
        self._stop_asked = False
        self._kept: dict[str, object] = {}
        self.warning = Banner(closable=False)
        self.last = ThaiLabel("")
        self.place = ThaiLabel("", "muted")
        self.make_button = primary_button(self.tr("สำรองข้อมูลเดี๋ยวนี้"), "save")
        self.folder_button = plain_button(self.tr("เลือกที่เก็บชุดสำรอง…"))
        self.progress = QProgressBar()
        self.cancel_button = plain_button(self.tr("ยกเลิก"))
        self.at_close = QCheckBox(self.tr("สำรองเมื่อปิดโปรแกรม"))
        self.daily = QCheckBox(self.tr("สำรองเมื่อเริ่มใช้งานครั้งแรกของวัน"))
        self.spans = {
            name: SettingField(Spec(name, label, "number", low=low, high=high, unit=unit))
            for name, label, low, high, unit in SPANS
        }
        self.save_button = plain_button(self.tr("บันทึกการตั้งค่า"), "save")
        self.model = CopiesModel()
        self.model.setParent(self)
        self.table = DataTable(self.tr("ชุดสำรองที่มี"))
        self.empty = ThaiLabel(self.tr("ยังไม่มีชุดสำรองในที่เก็บนี้"), "muted")
        self.restore_button = plain_button(self.tr("กู้จากชุดที่เลือก…"), "rotate-ccw")
        self.other_button = plain_button(self.tr("กู้จากไฟล์อื่น…"))
        self._lay_out()
        self._connect()

    def load(self) -> None:
        actor, read = self.desk.actor, self.desk.runner.read
        read(self._backups.state, self._show_state, self.show_error, owner=self)
        read(lambda: self._backups.list_backups(actor), self._show_rows, self.show_error, owner=self)
        if not self.is_changed():
            read(lambda: self._office.read_facts(actor).settings, self._show_settings, owner=self)

    def is_changed(self) -> bool:
        return bool(self._changes())

    def discard(self) -> None:
        for name, value in self._kept.items():
            self._set(name, value)

    def make(self) -> None:
        """Make a copy, unless one is under way."""
        if self._making:
            return
        self.banner.hide()
        self._stop_asked = False
        self._under_way(on=True)
        actor, command = self.desk.actor, new_command_id()
        self.desk.runner.work(
            lambda job: self._backups.make_backup(
                actor, None, command, job.progress, lambda: self._stop_asked or job.cancelled()
            ),
            self._on_made,
            self._on_failed,
            owner=self,
            on_progress=self._show_progress,
            on_finally=lambda: self._under_way(on=False),
        )

    def choose_folder(self) -> None:
        """Ask for the folder that copies go to from now on."""
        folder = self.desk.feedback.ask_folder(self.tr("เลือกที่เก็บชุดสำรอง"))
        if folder is not None:
            self._change({"backup_folder": str(folder)})

    def restore_chosen(self) -> None:
        """Go on to the preview of the copy chosen in the list."""
        row = self.table.current_row()
        if row >= 0:
            self._ask(self.model.row_at(row).path)

    def restore_other(self) -> None:
        """Ask for a file and go on to its preview."""
        paths = self.desk.feedback.ask_open_paths(
            self.tr("เลือกไฟล์ชุดสำรอง"), self.tr("ชุดสำรอง (*.db);;ทุกไฟล์ (*)")
        )
        if paths:
            self._ask(paths[0])

    def save(self) -> None:
        """Save what was changed of the settings."""
        self._change(self._changes())

    # --- what comes back

    def _show_state(self, state: BackupState) -> None:
        if state.last is None:
            self.last.setText(self.tr("ยังไม่เคยสำรองข้อมูล"))
        else:
            text = self.tr("ชุดล่าสุดที่ตรวจแล้ว {moment} ขนาด {size}")
            self.last.setText(
                text.format(moment=format_moment(state.last.at), size=size_text(state.last.size))
            )
        self.place.setText(self.tr("ที่เก็บ: {folder}").format(folder=state.folder))
        warning = state_warning(state)
        if warning:
            self.warning.show_text(warning, "warning")
        else:
            self.warning.hide()

    def _show_rows(self, rows: list[BackupRow]) -> None:
        kept = self.table.current_row()
        self.model.set_rows(rows)
        self.empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header + ROW_HEIGHT * min(max(len(rows), 1), ROWS_SHOWN) + 6)
        if rows:
            self.table.setCurrentIndex(self.model.index(min(max(kept, 0), len(rows) - 1), 0))
        self.restore_button.setEnabled(bool(rows))

    def _show_settings(self, settings: object) -> None:
        names = ("backup_at_close", "backup_daily", *self.spans)
        self._kept = {name: getattr(settings, name) for name in names}
        self.discard()
        self._show_buttons()

    def _on_made(self, made: BackupMade) -> None:
        text = self.tr("สำรองและตรวจแล้ว: {name} ({cases} เรื่อง)").format(name=made.path.name, cases=made.cases)
        if made.instead_of:
            text = self.tr("ไม่พบที่เก็บที่เลือกไว้ ({folder}) จึงเก็บไว้ในโฟลเดอร์ข้อมูลแทน").format(
                folder=made.instead_of
            )
        self.banner.show_text(text, "warning" if made.instead_of else "success")
        self.load()

    def _on_failed(self, error: DomainError) -> None:
        self.banner.show_text(
            sentence(error).as_text(), "info" if error.code == "backup.cancelled" else "danger"
        )
        self.load()

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _under_way(self, *, on: bool) -> None:
        self._making = on
        if on:
            self.progress.setRange(0, 0)
        self.progress.setVisible(on)
        self.cancel_button.setVisible(on)
        self.cancel_button.setEnabled(on)
        self.make_button.setEnabled(not on)

    # --- the rest

    def _stop(self) -> None:
        self._stop_asked = True
        self.cancel_button.setEnabled(False)

    def _ask(self, source: Path) -> None:
        self._ask_restore(RestoreAsked(self.desk.actor, source))

    def _changes(self) -> dict[str, object]:
        return {name: self._value(name) for name, value in self._kept.items() if self._value(name) != value}

    def _change(self, values: dict[str, object]) -> None:
        actor = self.desk.actor
        commands = [(name, value, new_command_id()) for name, value in values.items()]

        def change() -> None:
            for name, value, command in commands:
                self._office.change_setting(actor, name, value, command)

        self.desk.runner.write(change, lambda _done: self._on_saved(values), self.show_error, owner=self)

    def _on_saved(self, values: dict[str, object]) -> None:
        self._kept.update({name: value for name, value in values.items() if name in self._kept})
        self._show_buttons()
        self.desk.feedback.saved(self.tr("บันทึกการตั้งค่าแล้ว"))
        self.load()

    def _value(self, name: str) -> object:
        if name in self.spans:
            return self.spans[name].value()
        return (self.at_close if name == "backup_at_close" else self.daily).isChecked()

    def _set(self, name: str, value: object) -> None:
        if name in self.spans:
            self.spans[name].set_value(value)
        else:
            (self.at_close if name == "backup_at_close" else self.daily).setChecked(bool(value))

    def _show_buttons(self) -> None:
        self.save_button.setEnabled(self.is_changed())

    def _connect(self) -> None:
        self.make_button.clicked.connect(lambda _on: self.make())
        self.cancel_button.clicked.connect(lambda _on: self._stop())
        self.folder_button.clicked.connect(lambda _on: self.choose_folder())
        self.restore_button.clicked.connect(lambda _on: self.restore_chosen())
        self.other_button.clicked.connect(lambda _on: self.restore_other())
        self.save_button.clicked.connect(lambda _on: self.save())
        self.table.opened.connect(self._open)
        self.at_close.toggled.connect(lambda _on: self._show_buttons())
        self.daily.toggled.connect(lambda _on: self._show_buttons())
        for field in self.spans.values():
            field.changed.connect(self._show_buttons)

    def _open(self, _index: QModelIndex) -> None:
        self.restore_chosen()

    def _lay_out(self) -> None:
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("ความคืบหน้าของการสำรองข้อมูล"))
        self.last.set_selectable()
        self.place.set_selectable()
        self.table.setModel(self.model)
        self.table.set_column_widths(list(CopiesModel.WIDTHS), stretch=4)
        self._under_way(on=False)
        self.save_button.setEnabled(False)
        now, now_column = card()
        for widget in (heading(self.tr("ชุดสำรองล่าสุด"), "label"), self.last, self.place):
            now_column.addWidget(widget)
        now_column.addWidget(_row(self.make_button, self.folder_button, self.cancel_button))
        now_column.addWidget(self.progress)
        lists, lists_column = card()
        lists_column.addWidget(heading(self.tr("ชุดสำรองที่มี"), "label"))
        lists_column.addWidget(self.empty)
        lists_column.addWidget(self.table)
        lists_column.addWidget(_row(self.restore_button, self.other_button))
        rules, rules_column = card()
        rules_column.addWidget(heading(self.tr("สำรองเองเมื่อใด และเก็บไว้กี่ชุด"), "label"))
        rules_column.addWidget(self.at_close)
        rules_column.addWidget(self.daily)
        rules_column.addLayout(field_row(*self.spans.values()))
        rules_column.addWidget(
            ThaiLabel(self.tr("ชุดสำรองที่ทำภายใน 48 ชั่วโมงล่าสุดเก็บไว้ทุกชุด ก่อนนั้นเก็บชุดล่าสุดของแต่ละช่วง"), "muted")
        )
        rules_column.addWidget(_row(self.save_button))
        for part in (self.warning, now, lists, rules):
            self.body.addWidget(part)
        self.body.addStretch(1)


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(Space.S)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return holder
