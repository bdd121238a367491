"""Where a draft goes on: the page that its form belongs to, and what a list calls it."""

from PySide6.QtCore import QCoreApplication

FLOWCHART = "flowchart_"


def flowchart_form(code: str) -> str:
    """Return the form under which the drawing of a flowchart is kept."""
    return f"{FLOWCHART}{code}"


def is_flowchart(form: str) -> bool:
    """Tell whether a draft is a flowchart being drawn, and no complaint being typed."""
    return form.startswith(FLOWCHART)


def page_of(form: str) -> str:
    """Return the key of the page that goes on with a draft."""
    return "flowchart" if is_flowchart(form) else f"intake_{form}"


def flowchart_name() -> str:
    """Return what lists call the draft of a flowchart."""
    return QCoreApplication.translate("IntakeForms", "ผังกระบวนการ")
