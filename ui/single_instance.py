"""One window for one data folder: a second copy shows the first's window and leaves."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

LOCK_NAME = "window.lock"
_SHOW = b"show\n"
_WAIT_MS = 1500


class SingleInstance(QObject):
    """Hold a data folder for one window.

    The lock file decides; the local server only carries the wish to be shown. The lock of a
    killed process is taken over, because Qt sees that its process is gone.
    """

    show_asked = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(folder)
        self._lock = QLockFile(str(folder / LOCK_NAME))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def acquire(self) -> bool:
        """Take the folder, or ask the window that has it to show itself and return False.

        A folder that can't be written has no lock: the window opens, and the store says what is wrong.
        """
        if not self._lock.tryLock(0) and not self._take_over():
            if self._lock.error() == QLockFile.LockError.LockFailedError:
                self._ask_to_show()
                return False
            return True
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def _take_over(self) -> bool:
        """Take a lock that no process holds: another computer's, or torn by a power cut, goes stale never.

        The system knows who holds the file itself; one that is held can't be taken away.
        """
        failed = self._lock.error() == QLockFile.LockError.LockFailedError
        return failed and self._lock.removeStaleLockFile() and self._lock.tryLock(0)

    def release(self) -> None:
        """Give the folder back."""
        self._server.close()
        self._lock.unlock()

    def _ask_to_show(self) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_WAIT_MS):
            socket.write(_SHOW)
            socket.waitForBytesWritten(_WAIT_MS)
            socket.disconnectFromServer()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.show_asked.emit()


def server_name(folder: Path) -> str:
    """Return the local server's name for a data folder: short, plain letters, the same for every spelling."""
    spelled = str(folder.resolve()).casefold() if folder.drive else str(folder.resolve())
    return f"rapruang-{hashlib.sha256(spelled.encode()).hexdigest()[:16]}"
