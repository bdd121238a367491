"""One line that says what the scanner brought, and attaches the newest by one key."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from services.scan_folder import Scan
from ui.error_messages import sentence
from ui.files.incoming import format_size
from ui.scans.watcher import ScanWatcher
from ui.theme import Space
from ui.widgets.labels import ThaiLabel, plain_button, quiet_button

NEWEST_KEY = "Ctrl+Shift+V"


class ScanBar(QFrame):
    """Offer new scans; `attach` takes the path of the one chosen, `taken` says which are attached already."""

    def __init__(
        self,
        watcher: ScanWatcher,
        attach: Callable[[Path], None],
        taken: Callable[[], set[Path]],
        page: QWidget,
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._watcher, self._attach, self._taken = watcher, attach, taken
        self.text = ThaiLabel("")
        self.newest_button = plain_button(self.tr("แนบไฟล์ล่าสุด"), "paperclip")
        self.newest_button.setToolTip(NEWEST_KEY)
        self.newest_button.clicked.connect(lambda _on=False: self.attach_newest())
        self.others_button = quiet_button(self.tr("ไฟล์อื่น"), "chevron-down")
        self.others_button.setAccessibleName(self.tr("เลือกไฟล์สแกนอื่น"))
        self.others_button.clicked.connect(lambda _on=False: self._open_menu())
        self.folder_button = quiet_button(self.tr("เปลี่ยนโฟลเดอร์สแกน"), "settings")
        self.folder_button.clicked.connect(lambda _on=False: watcher.choose())
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.M, Space.XS, Space.S, Space.XS)
        line.setSpacing(Space.S)
        line.addWidget(self.text, 1)
        for button in (self.newest_button, self.others_button, self.folder_button):
            line.addWidget(button)
        key = QShortcut(QKeySequence(NEWEST_KEY), page)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.attach_newest)
        watcher.changed.connect(self.refresh)
        self.refresh()

    def fresh(self) -> list[Scan]:
        """Return the scans that are not attached yet, newest first."""
        taken = self._taken()
        return [scan for scan in self._watcher.seen.scans if scan.path not in taken]

    def attach_newest(self) -> None:
        """Attach the newest scan."""
        if scans := self.fresh():
            self._take(scans[0])

    def refresh(self) -> None:
        """Say what there is; nothing to say hides the line."""
        seen, scans = self._watcher.seen, self.fresh()
        self.newest_button.setVisible(bool(scans))
        self.others_button.setVisible(len(scans) > 1)
        self.folder_button.setVisible(seen.trouble is not None)
        said = self._said(scans)
        self.text.setText(said)
        self.setVisible(bool(said))

    def menu(self) -> QMenu:
        """Return a menu of the scans."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for scan in self.fresh()[:20]:
            text = f"{scan.name}  {format_size(scan.size)}".replace("&", "&&")
            menu.addAction(text).triggered.connect(lambda _on=False, scan=scan: self._take(scan))
        return menu

    def _said(self, scans: list[Scan]) -> str:
        seen = self._watcher.seen
        if seen.trouble is not None:
            return sentence(seen.trouble).as_text()
        if scans:
            said = self.tr("มีไฟล์สแกนใหม่ {count} ไฟล์ ล่าสุด {name} ({size})")
            return said.format(count=len(scans), name=scans[0].name, size=format_size(scans[0].size))
        if seen.unfinished:
            return self.tr("กำลังรับไฟล์จากเครื่องสแกน: {name}").format(name=seen.unfinished[0])
        return ""

    def _take(self, scan: Scan) -> None:
        self._attach(scan.path)
        self.refresh()

    def _open_menu(self) -> None:
        self.menu().popup(self.others_button.mapToGlobal(self.others_button.rect().bottomLeft()))
