"""Who may read a confidential case: shown on its page, named and taken off by a supervisor with a reason."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.complaints.readers import CaseReaders, MarkConfidential, NameReader, ReaderList, ReaderRow
from services.complaints.reading import CaseDetail
from services.office.facts import OfficeFacts
from services.permissions import Actor
from ui.case.dialogs import ActionDialog, Carry
from ui.case.parts import CasePart, PartAction
from ui.desk import Desk
from ui.formatting import format_moment
from ui.theme import Space
from ui.widgets.labels import ThaiLabel, heading, quiet_button


class ReadersPart(CasePart):
    """List who may read a confidential case."""

    def __init__(self, desk: Desk, readers: CaseReaders) -> None:
        super().__init__()
        self.title = self.tr("ผู้มีสิทธิดูเรื่องลับ")
        self.dialog: ActionDialog | None = None
        self.remove_buttons: dict[int, QWidget] = {}
        self._desk, self._readers = desk, readers
        self._detail: CaseDetail | None = None
        self._list = ReaderList(False, (), ())
        self._widget = QWidget()
        self._column = QVBoxLayout(self._widget)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self.name_button = quiet_button(self.tr("เพิ่มผู้มีสิทธิดู"), "plus")
        self.name_button.clicked.connect(lambda _on=False: self.name_reader())
        self._lines = QVBoxLayout()
        self._column.addLayout(self._lines)
        self._column.addWidget(self.name_button, 0, Qt.AlignmentFlag.AlignLeft)

    def widget(self) -> QWidget:
        """Return the list."""
        return self._widget

    def actions(self) -> Sequence[PartAction]:
        """Return what a supervisor may do."""
        return (
            PartAction("mark_confidential", self.tr("กำหนดเป็นเรื่องลับ"), "lock", self.mark),
            PartAction("name_reader", self.tr("เพิ่มผู้มีสิทธิดูเรื่องลับ"), "user-check", self.name_reader),
            PartAction("unmark_confidential", self.tr("ยกเลิกชั้นความลับ"), "undo-2", self.unmark),
        )

    def load(self, actor: Actor, complaint_id: int) -> ReaderList:
        """Read who may read the case."""
        return self._readers.list_readers(actor, complaint_id)

    def show_case(self, detail: CaseDetail, facts: OfficeFacts, loaded: Any) -> bool:
        """Show the list; a case that is not confidential has none."""
        self._detail = detail
        self._list = loaded
        may_change = "name_reader" in detail.actions
        self.name_button.setVisible(may_change)
        self.remove_buttons = {}
        while (item := self._lines.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for row in self._list.readers:
            self._lines.addWidget(self._line(row, may_change=may_change))
        return bool(self._list.confidential)

    def count(self) -> int:
        """Return how many may read it."""
        return len(self._list.readers)

    # --- actions

    def mark(self) -> None:
        """Ask why the case is to be confidential."""
        text = self.tr("เรื่องลับแสดงเฉพาะผู้มีชื่อเป็นผู้มีสิทธิดูและเจ้าหน้าที่ผู้รับผิดชอบ ท่านจะเป็นผู้มีชื่อคนแรก เพิ่มผู้อื่นได้ภายหลัง")
        self._ask_mark(
            self.tr("กำหนดเป็นเรื่องลับ"),
            text,
            self.tr("กำหนดเป็นเรื่องลับแล้ว"),
            secret=True,
        )

    def unmark(self) -> None:
        """Ask why the case is no longer confidential."""
        text = self.tr("ทุกคนที่ดูทะเบียนได้จะเห็นเรื่องนี้อีกครั้ง และรายชื่อผู้มีสิทธิดูจะสิ้นสุดลง")
        self._ask_mark(
            self.tr("ยกเลิกชั้นความลับ"),
            text,
            self.tr("ยกเลิกชั้นความลับแล้ว"),
            secret=False,
        )

    def name_reader(self) -> None:
        """Ask whom to name, and why."""
        if self._detail is None:
            return
        actor, case_id, readers = self._desk.actor, self._detail.id, self._readers

        def carry(values: dict[str, Any], command: str) -> Any:
            account = int(values["account_id"] or 0)
            named = NameReader(complaint_id=case_id, account_id=account, reason=values["reason"])
            return readers.name_reader(actor, named, command)

        dialog = self._make(self.tr("เพิ่มผู้มีสิทธิดูเรื่องลับ"), self.tr("เพิ่มผู้มีสิทธิดู"), carry)
        offered = [(str(choice.account_id), choice.name) for choice in self._list.others]
        dialog.add_combo("account_id", self.tr("ผู้มีสิทธิดู"), offered)
        dialog.add_text("reason", self.tr("เหตุผล"), lines=2)
        self._open(dialog, self.tr("เพิ่มผู้มีสิทธิดูเรื่องลับแล้ว"))

    def remove_reader(self, row: ReaderRow) -> None:
        """Ask why somebody is taken off the list."""
        if self._detail is None:
            return
        actor, case_id, readers = self._desk.actor, self._detail.id, self._readers

        def carry(values: dict[str, Any], command: str) -> Any:
            named = NameReader(complaint_id=case_id, account_id=row.account_id, reason=values["reason"])
            return readers.remove_reader(actor, named, command)

        text = self.tr("{name} จะไม่เห็นเรื่องนี้อีก").format(name=row.name)
        dialog = self._make(self.tr("ถอนสิทธิดูเรื่องลับ"), self.tr("ถอนสิทธิ"), carry, text=text, danger=True)
        dialog.add_text("reason", self.tr("เหตุผล"), lines=2)
        self._open(dialog, self.tr("ถอนสิทธิดูเรื่องลับแล้ว"))

    # --- building

    def _line(self, row: ReaderRow, *, may_change: bool) -> QWidget:
        line = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(heading(row.name, "label"))
        words.addWidget(ThaiLabel(self._why(row), "help"))
        beside = QHBoxLayout(line)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(Space.S)
        beside.addLayout(words, 1)
        if may_change and row.why == "named":
            button = quiet_button(self.tr("ถอนสิทธิ"), "minus")
            button.setAccessibleName(self.tr("ถอนสิทธิดูเรื่องลับของ {name}").format(name=row.name))
            button.clicked.connect(lambda _on=False, row=row: self.remove_reader(row))
            beside.addWidget(button)
            self.remove_buttons[row.account_id] = button
        return line

    def _why(self, row: ReaderRow) -> str:
        if row.why == "officer":
            return self.tr("เจ้าหน้าที่ผู้รับผิดชอบเรื่อง")
        if row.why == "taker":
            return self.tr("ผู้รับเรื่อง จนกว่าจะมอบหมายหรือกำหนดผู้มีสิทธิดู")
        if row.why == "supervisor":
            return self.tr("ผู้บังคับบัญชา เพราะยังไม่มีผู้บังคับบัญชาคนใดมีชื่อเป็นผู้มีสิทธิดู")
        at = format_moment(row.named_at) if row.named_at else ""
        told = self.tr("{by} กำหนดเมื่อ {at} เหตุผล: {reason}")
        return told.format(by=row.named_by, at=at, reason=row.reason)

    def _ask_mark(self, title: str, text: str, done: str, *, secret: bool) -> None:
        actor, readers = self._desk.actor, self._readers

        def carry(values: dict[str, Any], command: str) -> Any:
            assert self._detail is not None  # noqa: S101 - actions are on the page of a loaded case only
            mark = MarkConfidential(
                complaint_id=self._detail.id,
                version=self._detail.version,
                confidential=secret,
                reason=values["reason"],
            )
            return readers.mark_confidential(actor, mark, command)

        dialog = self._make(title, title, carry, text=text, danger=not secret)
        dialog.add_text("reason", self.tr("เหตุผล"), lines=2)
        self._open(dialog, done)

    def _make(
        self, title: str, accept: str, carry: Carry, *, text: str = "", danger: bool = False
    ) -> ActionDialog:
        reload: Callable[[], None] = self.changed.emit
        return ActionDialog(
            self._desk,
            title,
            accept,
            carry,
            text=text,
            danger=danger,
            on_reload=reload,
            parent=self._widget.window(),
        )

    def _open(self, dialog: ActionDialog, said: str) -> None:
        def finished(_result: Any) -> None:
            self._desk.feedback.saved(said)
            self.changed.emit()

        dialog.done_with.connect(finished)
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
