"""What a column may hold, and what it should hold when the journal tells a value."""

import base64
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Dialect, Table, TypeDecorator

from services.journal.recorder import sha256

UNFIT = (ValueError, TypeError, AttributeError)
_FROM_JSON: dict[type, Callable[[Any], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    bytes: base64.b64decode,
}


class Cell:
    """Compare one column's values below the type that would bend them into shape."""

    def __init__(self, column: Column[Any], dialect: Dialect) -> None:
        kind = column.type.dialect_impl(dialect)
        self.name = column.name
        of: Any = column.type
        self._python = (of.impl_instance if isinstance(of, TypeDecorator) else of).python_type
        self._secret = bool(column.info.get("secret"))
        self._nullable = bool(column.nullable)
        self._from_json = _FROM_JSON.get(self._python)
        self._bind: Any = kind.bind_processor(dialect)
        self._result: Any = kind.result_processor(dialect, None)
        default = column.default
        self._default = default.arg if default is not None and default.is_scalar else None  # type: ignore[attr-defined]

    def agrees(self, told: Any, kept: Any) -> bool:
        """Tell whether a kept value is what the journal tells: same kind, same value."""
        if told is None or kept is None:
            return told is None and kept is None
        if self._secret:
            return isinstance(kept, str) and sha256(kept) == told
        wanted = told
        if self._from_json is not None or self._bind is not None:
            try:
                wanted = self._raw(told if self._from_json is None else self._from_json(told))
            except UNFIT:
                return False
        return type(wanted) is type(kept) and wanted == kept

    def agrees_with_default(self, kept: Any) -> bool:
        """Tell whether a column that came after its row holds what such a column begins with."""
        wanted = None if self._default is None else self._raw(self._default)
        return type(wanted) is type(kept) and wanted == kept

    def fits(self, kept: Any) -> bool:
        """Tell whether a value is one that this column can have come to hold through the program."""
        if kept is None:
            return self._nullable
        if self._bind is None and self._result is None:
            return type(kept) is self._python
        try:
            back = self._raw(kept if self._result is None else self._result(kept))
        except UNFIT:
            return False
        return type(back) is type(kept) and back == kept

    def value(self, kept: Any) -> Any:
        """Return a kept value that fits as the program reads it."""
        return kept if self._result is None else self._result(kept)

    def _raw(self, value: Any) -> Any:
        return value if self._bind is None else self._bind(value)


def cells_of(table: Table, dialect: Dialect) -> list[Cell]:
    """Return a table's columns in their order."""
    return [Cell(column, dialect) for column in table.columns]
