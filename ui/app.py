"""The application object: fonts, colours, Qt's own words in Thai, and the last net for errors."""

import logging
import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.icons import icon
from ui.qt_thai import QtThaiTranslator
from ui.theme import apply_theme, load_fonts, system_is_dark

_log = logging.getLogger(__name__)


def create_app(arguments: list[str] | None = None, *, dark: bool | None = None) -> QApplication:
    """Return the application, dressed; `dark` overrides what the system asks for."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(arguments or sys.argv[:1])
    app.setApplicationName("รับเรื่อง")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("rapruang")
    QLocale.setDefault(QLocale(QLocale.Language.Thai, QLocale.Country.Thailand))
    load_fonts()
    apply_theme(app, dark=system_is_dark() if dark is None else dark)
    app.setWindowIcon(icon("inbox", "accent"))
    install_translators(app)
    if dark is None:
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda _scheme: apply_theme(app, dark=system_is_dark()))
    return app


def install_translators(app: QApplication) -> None:
    """Give Qt's own texts in Thai; Qt ships none."""
    ours = QtThaiTranslator(app)
    app.installTranslator(ours)
    shipped = QTranslator(app)
    if shipped.load("qtbase_th", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(shipped)


def install_excepthook(report: Callable[[BaseException], object]) -> None:
    """Send what nobody caught to one place; the program goes on."""
    reporting = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal reporting
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("uncaught error: %s", kind.__name__)
        if reporting:  # An error while reporting one must not open a tower of dialogs.
            return
        reporting = True
        try:
            report(error.with_traceback(trace))
        finally:
            reporting = False

    sys.excepthook = hook
