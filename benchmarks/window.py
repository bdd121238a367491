"""One start of a window in a process of its own: `python -m benchmarks.window bare|login|register FOLDER`.

Prints JSON: when the window was first painted (nanoseconds of the computer's clock), the memory it keeps
once idle, and for `register` the milliseconds from the click on the login button to the painted register.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

DATABASE = "raprueang.db"  # models.engine is not imported by the bare window
IDLE_AFTER_MS = 1_500
TYPING_MS = 800  # nobody types a name and a password faster; the program imports its pages meanwhile


def main(kind: str, folder: Path, *, stay: bool) -> None:
    """Start one window, say what was seen, and end."""
    seen: dict[str, Any] = {}
    {"bare": bare, "login": login, "register": register}[kind](folder, seen, stay)
    print(json.dumps(seen))


def bare(folder: Path, seen: dict[str, Any], stay: bool) -> None:
    """Start what any such program needs: SQLAlchemy on the database, and a window with a few widgets."""
    import sqlalchemy
    import sqlalchemy.orm

    engine = sqlalchemy.create_engine(f"sqlite:///{folder / DATABASE}")
    from PySide6.QtWidgets import (
        QApplication,
        QLabel,
        QLineEdit,
        QMainWindow,
        QPushButton,
        QVBoxLayout,
        QWidget,
    )

    app = QApplication([])
    with sqlalchemy.orm.Session(engine) as session:
        name = session.scalar(sqlalchemy.text("SELECT name FROM office"))

    class Page(QWidget):
        def paintEvent(self, event: Any) -> None:  # noqa: N802 - Qt names it
            super().paintEvent(event)
            _painted(seen, stay, app.quit)

    page = Page()
    column = QVBoxLayout(page)
    for widget in (QLabel(str(name)), QLineEdit(), QLineEdit(), QPushButton("login")):
        column.addWidget(widget)
    window = QMainWindow()
    window.setCentralWidget(page)
    window.resize(1280, 720)
    window.show()
    app.exec()
    engine.dispose()


def login(folder: Path, seen: dict[str, Any], stay: bool) -> None:
    """Start the program as main.py does, up to the login page."""
    _start(folder, lambda page: _painted(seen, stay, page.window().close))


def register(folder: Path, seen: dict[str, Any], stay: bool) -> None:
    """Log in by the button and go straight to the register, until its first page is painted."""
    _start(folder, lambda page: _log_in(page, seen, stay))


def _start(folder: Path, on_login_painted: Callable[[Any], None]) -> None:
    import main as program

    # In main.py's order, so that the page can be watched; the imports it then makes are there already.
    gc.disable()
    import services.commands.parser
    import services.container  # noqa: F401
    from ui.login.login_page import LoginPage

    painted = False

    def paint(page: Any, event: Any) -> None:
        nonlocal painted
        super(LoginPage, page).paintEvent(event)
        if not painted:
            painted = True
            on_login_painted(page)

    hooks: Any = LoginPage
    hooks.paintEvent = paint
    sys.argv = ["main.py", "--data", str(folder)]
    program.main()


def _painted(seen: dict[str, Any], stay: bool, end: Callable[[], object]) -> None:
    """Take the time once the whole window is painted; the widgets on the page follow within the same turn."""
    from PySide6.QtCore import QTimer

    def take() -> None:
        if "painted_at" in seen:
            return
        seen["painted_at"] = time.time_ns()
        QTimer.singleShot(IDLE_AFTER_MS if stay else 0, leave)

    def leave() -> None:
        seen["memory_mb"] = _memory()
        end()

    QTimer.singleShot(0, take)


def _log_in(page: Any, seen: dict[str, Any], stay: bool) -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer

    from ui.main_window import MainWindow

    begun = 0.0
    start_session = MainWindow.start_session

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
            if event.type() == QEvent.Type.Paint and table.model().rowCount() and "register_ms" not in seen:
                seen["register_ms"] = 0.0
                QTimer.singleShot(0, done)
            return False

    watch = Watch()
    table: Any = None
    window = page.window()

    def click() -> None:
        nonlocal begun
        page.user_name.setText("supervisor")
        page.password.setText("demo")
        begun = time.perf_counter()
        page.button.click()

    def started(self: Any, *values: Any) -> None:
        nonlocal table
        start_session(self, *values)
        self.navigate("register")
        table = self.page("register").table
        table.viewport().installEventFilter(watch)

    def done() -> None:
        seen["register_ms"] = (time.perf_counter() - begun) * 1000
        _painted(seen, stay, window.close)

    hooks: Any = MainWindow
    hooks.start_session = started
    QTimer.singleShot(TYPING_MS, click)


def _memory() -> float | None:
    """Return the megabytes the process holds, where the system tells."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), stay="--stay" in sys.argv)
