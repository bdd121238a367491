"""Mark wording that is translated later than it is written."""


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Return the text as it is; Qt's lupdate finds it by this function's name.

    PySide6 has the same function, but calls its result an object.
    """
    return text
