"""Dates, counts and names as a person reads them on screen."""

from collections.abc import Iterable
from datetime import date, time

from PySide6.QtCore import QCoreApplication

from services.errors import DomainError, FieldError
from services.permissions import Role
from services.thai.dates import (
    MONTHS,
    be_year,
    format_full,
    format_long,
    format_moment,
    format_month,
    format_numeric,
    format_time,
    parse_date,
    parse_time,
)
from services.thai.dates import format_short as format_date
from ui.wording import QT_TRANSLATE_NOOP

__all__ = [
    "MONTHS", "be_year", "format_count", "format_date", "format_full", "format_long", "format_moment",
    "format_month", "format_numeric", "format_time", "read_date", "read_time", "role_name",
    "role_names",
]  # fmt: skip

ROLE_NAMES: dict[str, str] = {
    Role.FRONT_DESK: QT_TRANSLATE_NOOP("Roles", "เจ้าหน้าที่รับเรื่อง"),
    Role.OFFICER: QT_TRANSLATE_NOOP("Roles", "เจ้าหน้าที่ผู้รับผิดชอบ"),
    Role.SUPERVISOR: QT_TRANSLATE_NOOP("Roles", "หัวหน้าฝ่าย/หัวหน้ากลุ่มงาน"),
    Role.ADMINISTRATOR: QT_TRANSLATE_NOOP("Roles", "ผู้ดูแลระบบ"),
    Role.VIEWER: QT_TRANSLATE_NOOP("Roles", "ผู้เรียกดูข้อมูล"),
}


def format_count(number: int, unit: str = "") -> str:
    """Return a count with thousands separated, and its unit."""
    return f"{number:,} {unit}".rstrip()


def role_name(role: str) -> str:
    """Return the Thai name of a role."""
    return QCoreApplication.translate("Roles", ROLE_NAMES.get(role, str(role)))


def role_names(roles: Iterable[str]) -> str:
    """Return the Thai names of roles, in the order of the office, joined for reading."""
    held = set(roles)
    known = [role for role in ROLE_NAMES if role in held]
    return ", ".join(role_name(role) for role in [*known, *sorted(held - set(ROLE_NAMES))])


def read_date(text: str, today: date) -> date | FieldError:
    """Read a date typed by a person; say why when it can't be read."""
    try:
        return parse_date(text, today)
    except DomainError as error:
        return FieldError(error.code, **error.params)


def read_time(text: str) -> time | FieldError:
    """Read a time of day typed by a person; say why when it can't be read."""
    try:
        return parse_time(text)
    except DomainError as error:
        return FieldError(error.code, **error.params)
