"""Settings: typed values whose defaults lie in resources/office, changed ones in the database."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.office import Setting
from services.errors import FieldError
from services.office.monthly_parts import is_choice
from services.resources import load_json

ReceiptPaper = Literal["a4", "a5", "roll80"]


@dataclass(frozen=True, slots=True)
class Profile:
    """Hold who the office is, as printed on its papers."""

    code: str
    short_code: str
    name: str
    name_short: str
    name_en: str
    department: str
    department_en: str
    province: str
    address_building: str
    address_street: str
    address_subdistrict: str
    address_district: str
    address_province: str
    postcode: str
    phones: tuple[str, ...]
    email: str
    website: str
    head_title: str
    head_name: str
    head_superior: str
    desk_unit: str
    secretariat: str
    memo_addressee: str
    memo_code: str
    working_team: str
    box_location: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold how the office works."""

    number_format: str
    digits_letters: str
    digits_tables: str
    digits_receipt: str
    digits_screen: str
    receipt_paper: ReceiptPaper
    fiscal_year_first_month: int
    indicator1_target_percent: int
    indicator2_target_percent: int
    indicator2_base: str
    few_cases_below: int
    reply_clock_calendar_days: int
    approaching_percent: int
    approaching_working_days: int
    extension_working_days: int
    refer_working_days: int
    review_request_days: int
    retention_years: int
    officers_see_all_cases: bool
    front_desk_may_classify: bool
    lock_after_minutes: int
    backup_folder: str
    backup_at_close: bool
    backup_daily: bool
    backup_keep_days: int
    backup_keep_weeks: int
    backup_keep_months: int
    attachment_limit_mb: int
    attachment_total_mb: int
    follow_up_working_days: int
    monthly_parts: tuple[str, ...]


def default_profile() -> dict[str, Any]:
    """Return the profile that ships with the program, Lampang's."""
    return {name: item["value"] for name, item in load_json("office/profile.json")["profile"].items()}


def default_settings() -> dict[str, Any]:
    """Return every setting's default."""
    return {name: item["value"] for name, item in load_json("office/profile.json")["settings"].items()}


def check_values(defaults: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, FieldError]:
    """Return which values are not of their default's kind, or would make the program stumble."""
    return {
        name: FieldError("unknown_choice")
        for name, value in values.items()
        if not _alike(value, defaults[name]) or (name in CHECKS and not CHECKS[name](value))
    }


def _alike(value: Any, default: Any) -> bool:
    if isinstance(default, list):
        return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    return type(value) is type(default)


def _numbers_cases(template: str) -> bool:
    # The printed number must tell the years apart and the cases of a year, whatever stands around.
    try:
        seen = {
            template.format(running=running, fiscal_year=year, short_code="")
            for running in (1, 2)
            for year in (2569, 2570)
        }
    except (KeyError, IndexError, ValueError, AttributeError):
        return False
    return len(seen) == 4


CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "number_format": _numbers_cases,
    "indicator2_base": lambda value: value in ("fallen_due", "received"),
    "indicator1_target_percent": lambda value: 0 <= value <= 100,
    "indicator2_target_percent": lambda value: 0 <= value <= 100,
    "lock_after_minutes": lambda value: 1 <= value <= 240,
    "retention_years": lambda value: 1 <= value <= 100,
    "approaching_percent": lambda value: 1 <= value <= 100,
    "approaching_working_days": lambda value: 0 <= value <= 365,
    "extension_working_days": lambda value: 1 <= value <= 365,
    "refer_working_days": lambda value: 0 <= value <= 365,
    "reply_clock_calendar_days": lambda value: 1 <= value <= 365,
    "backup_keep_days": lambda value: 1 <= value <= 366,
    "backup_keep_weeks": lambda value: 0 <= value <= 104,
    "backup_keep_months": lambda value: 0 <= value <= 120,
    "attachment_limit_mb": lambda value: 1 <= value <= 200,
    "attachment_total_mb": lambda value: 1 <= value <= 500,
    "monthly_parts": is_choice,
    "follow_up_working_days": lambda value: 1 <= value <= 250,
}


def stored_values(session: Session, office_id: int) -> dict[str, Any]:
    """Return the values that the office changed, by full name."""
    rows = session.execute(select(Setting.name, Setting.value).where(Setting.office_id == office_id))
    return {row.name: json.loads(row.value) for row in rows}


def read_profile(session: Session, office_id: int) -> Profile:
    """Return the office's profile."""
    values = _merged("profile.", default_profile(), stored_values(session, office_id))
    values["phones"] = tuple(values["phones"])
    return Profile(**values)


def read_settings(session: Session, office_id: int) -> Settings:
    """Return the office's settings."""
    values = _merged("settings.", default_settings(), stored_values(session, office_id))
    values["monthly_parts"] = tuple(values["monthly_parts"])
    return Settings(**values)


def _merged(prefix: str, defaults: dict[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    return {name: stored.get(prefix + name, default) for name, default in defaults.items()}
