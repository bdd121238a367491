"""Remind a supervisor of last month's data that nobody has certified; a month without complaints never is."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from services.permissions import Actor
from services.thai.dates import Month
from ui.desk import Desk
from ui.widgets.banner import Banner


class SigningNotice(Banner):
    """Stand on the first page until the month that has just ended is signed.

    `ask` is called on a reader's thread: what it needs is imported there.
    """

    def __init__(
        self, desk: Desk, ask: Callable[[Actor], Month | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, closable=False)
        self._desk = desk
        self._month_to_sign = ask

    def refresh(self) -> None:
        """Look whether last month waits to be signed."""
        actor = self._desk.actor
        self._desk.runner.read(
            lambda: self._month_to_sign(actor), self._show, lambda _error: self.hide(), owner=self
        )

    def _show(self, month: Month | None) -> None:
        if month is None:
            self.hide()
            return
        text = self.tr("ยังไม่ได้รับรองข้อมูลประจำเดือน{month}").format(month=month.be_label)
        self.show_text(text, "info", self.tr("ไปที่รายงาน"), partial(self._open, month))

    def _open(self, month: Month) -> None:
        self._desk.navigate("reports", month=month.key)
