"""Do one thing with the cases chosen in a list: assign them, print them, void one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QTableView, QWidget

from services.accounts.accounts import Accounts, Colleague
from services.complaints.bulk import AssignCases, Bulk, ChosenCase
from services.complaints.casework import Casework
from services.complaints.register import RegisterRow
from services.permissions import HANDLERS, Role
from ui.case.dialogs import ActionDialog
from ui.desk import Desk
from ui.icons import icon
from ui.register.bulk_dialog import BulkDialog, CarryOut
from ui.register.model import RegisterModel
from ui.theme import Space
from ui.widgets.labels import quiet_button

if TYPE_CHECKING:
    from services.documents.bulk import Paper
    from services.documents.printing import Documents


@dataclass(frozen=True, slots=True)
class BulkServices:
    """Hold the services that work on many cases."""

    bulk: Bulk
    documents: "Documents"
    casework: Casework
    accounts: Accounts


class SelectionBar(QWidget):
    """Say how many cases are chosen, and offer what may be done with all of them.

    The same stands in the table's own menu, by the right button or the menu key.
    """

    def __init__(
        self,
        desk: Desk,
        services: BulkServices,
        table: QTableView,
        model: RegisterModel,
        reload: Callable[[], None],
    ) -> None:
        super().__init__()
        self._desk, self._services = desk, services
        self._table, self._model, self._reload = table, model, reload
        self.dialog: BulkDialog | ActionDialog | None = None
        self.label = QLabel()
        self.label.setProperty("role", "label")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addWidget(self.label)
        self.buttons = {}
        for name, text, mark, act in self._offers():
            button = quiet_button(text, mark)
            button.clicked.connect(lambda _on=False, act=act: act())
            self.buttons[name] = button
            line.addWidget(button)
        line.addStretch(1)
        self.hide()
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._open_menu)
        table.selectionModel().selectionChanged.connect(lambda *_changed: self.refresh())
        model.modelReset.connect(self.refresh)

    def chosen(self) -> list[RegisterRow]:
        """Return the cases chosen, in the order shown."""
        rows = sorted({index.row() for index in self._table.selectionModel().selectedRows()})
        return [self._model.row_at(row) for row in rows if row < self._model.rowCount()]

    def refresh(self) -> None:
        """Say how many are chosen; one alone is where the cursor is and needs no bar."""
        count = len(self.chosen())
        self.label.setText(self.tr("เลือกไว้ {count} เรื่อง").format(count=f"{count:,}"))
        self.setVisible(count > 1)

    def menu(self) -> QMenu:
        """Return the menu of what may be done with the cases chosen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for _name, text, mark, act in self._offers():
            menu.addAction(icon(mark), text).triggered.connect(lambda _on=False, act=act: act())
        chosen = self.chosen()
        if len(chosen) == 1 and chosen[0].status == "open" and self._desk.actor.has(Role.SUPERVISOR):
            menu.addSeparator()
            void = menu.addAction(icon("ban"), self.tr("ยกเลิกเลขรับ"))
            void.triggered.connect(lambda _on=False: self.void())
        return menu

    # --- actions

    def assign(self) -> None:
        """Ask who is to have the cases chosen."""
        cases = self._cases()
        if not cases:
            return
        dialog = BulkDialog(
            self._desk,
            self.tr("มอบหมาย {count} เรื่อง").format(count=len(cases)),
            self.tr("มอบหมาย"),
            len(cases),
            self._assigning(cases),
            hint=self.tr("มอบหมายได้เฉพาะเรื่องที่อยู่ในขั้นตอนมอบหมาย เรื่องอื่นจะแจ้งเหตุผลให้ทราบเมื่อทำเสร็จ"),
            parent=self.window(),
        )
        dialog.ask_officer()
        actor = self._desk.actor
        self._desk.runner.read(
            lambda: self._services.accounts.list_colleagues(actor),
            lambda people: dialog.offer_officers(_officers(people)),
            owner=dialog,
        )
        self._show(dialog)

    def print_receipts(self) -> None:
        """Print the receipts of the cases chosen as one document."""
        self._print("receipt", self.tr("พิมพ์ใบรับ {count} เรื่อง"), self.tr("ใบรับเรื่องร้องเรียน"))

    def print_files(self) -> None:
        """Print the files of the cases chosen as one document."""
        self._print("case_file", self.tr("พิมพ์แฟ้มเรื่อง {count} เรื่อง"), self.tr("แฟ้มเรื่อง"))

    def void(self) -> None:
        """Ask why the one number chosen is void."""
        [row] = self.chosen()
        actor, casework = self._desk.actor, self._services.casework
        dialog = ActionDialog(
            self._desk,
            self.tr("ยกเลิกเลขรับ {number}").format(number=row.number),
            self.tr("ยกเลิกเลขรับ"),
            lambda values, command: casework.void_case(actor, row.id, row.version, values["reason"], command),
            text=self.tr("ยกเลิกแล้วนำกลับมาใช้อีกไม่ได้ เลขรับยังแสดงในทะเบียนและไม่ออกซ้ำ"),
            danger=True,
            parent=self.window(),
        )
        dialog.add_text("reason", self.tr("เหตุผล"))
        dialog.done_with.connect(lambda _done: self._voided())
        self._show(dialog)

    # --- inner workings

    def _offers(self) -> list[tuple[str, str, str, Callable[[], None]]]:
        offers: list[tuple[str, str, str, Callable[[], None]]] = []
        if self._desk.actor.has(Role.SUPERVISOR):
            offers.append(("assign", self.tr("มอบหมาย"), "user-check", self.assign))
        if self._desk.actor.roles & HANDLERS:
            offers.append(("receipt", self.tr("พิมพ์ใบรับ"), "printer", self.print_receipts))
        offers.append(("case_file", self.tr("พิมพ์แฟ้มเรื่อง"), "file-text", self.print_files))
        return offers

    def _cases(self) -> tuple[ChosenCase, ...]:
        return tuple(ChosenCase(row.id, row.version, row.number) for row in self.chosen())

    def _assigning(self, cases: Sequence[ChosenCase]) -> CarryOut:
        actor, bulk = self._desk.actor, self._services.bulk

        def carry(officer: str, command_id: str, progress: Any, stop: Event) -> Any:
            wanted = AssignCases(cases=tuple(cases), officer_id=int(officer or 0))
            return bulk.assign_cases(actor, wanted, command_id, progress, stop.is_set), b""

        return carry

    def _print(self, paper: "Paper", title: str, name: str) -> None:
        cases = self._cases()
        if not cases:
            return
        actor, documents = self._desk.actor, self._services.documents
        size = self._desk.facts().settings.receipt_paper

        def carry(_officer: str, command_id: str, progress: Any, stop: Event) -> Any:
            from services.documents.bulk import print_cases

            printed = print_cases(documents, actor, cases, paper, size, command_id, progress, stop.is_set)
            return printed.answers, printed.content

        dialog = BulkDialog(
            self._desk,
            title.format(count=len(cases)),
            self.tr("จัดทำเอกสาร"),
            len(cases),
            carry,
            hint=self.tr("รวมเป็นเอกสารเดียวตามลำดับในทะเบียน และบันทึกการพิมพ์ไว้ในแต่ละเรื่อง"),
            parent=self.window(),
        )
        dialog.made.connect(lambda content: self._show_paper(content, name))
        self._show(dialog)

    def _show_paper(self, content: bytes, name: str) -> None:
        from ui.reports.document_window import DocumentWindow

        DocumentWindow(content, name, name, self._desk.feedback, self.window()).open()

    def _show(self, dialog: BulkDialog | ActionDialog) -> None:
        self.dialog = dialog
        if isinstance(dialog, BulkDialog):
            dialog.ended.connect(self._reload)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _voided(self) -> None:
        self._desk.feedback.saved(self.tr("ยกเลิกเลขรับแล้ว"))
        self._reload()

    def _open_menu(self, place: QPoint) -> None:
        if self.chosen():
            self.menu().popup(self._table.viewport().mapToGlobal(place))


def _officers(people: Sequence[Colleague]) -> list[tuple[str, str]]:
    return [
        (str(one.id), f"{one.name} ({one.position})" if one.position else one.name)
        for one in people
        if Role.OFFICER in one.roles
    ]
