"""The quiet word on the home page: how the copies go, for whoever looks after the office."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.backup.reminding import state_warning
from ui.tasks import TaskRunner
from ui.widgets.banner import Banner

if TYPE_CHECKING:  # the home page is on the way of every start; the services are built when first asked
    from services.backup.backups import Backups, BackupState


class BackupNotice(Banner):
    """Show what should be done about the copies, and the way to do it; hidden when all is well."""

    def __init__(self, backups: "Backups", runner: TaskRunner, go: Callable[[], object]) -> None:
        super().__init__(closable=False)
        self._backups = backups
        self._runner = runner
        self._go = go
        self.hide()

    def refresh(self) -> None:
        """Read how the copies go."""
        # What keeps this from being read keeps the page's own lists from it too, and is told there.
        self._runner.read(self._backups.state, self._show, lambda _told: None, owner=self)

    def _show(self, state: "BackupState") -> None:
        text = state_warning(state)
        if text:
            self.show_text(text, "warning", self.tr("ดูการสำรองข้อมูล"), self._lead_on)
        else:
            self.hide()

    def _lead_on(self) -> None:
        self._go()
