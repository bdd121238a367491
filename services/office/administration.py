"""Look after the office's own facts: profile, settings, wording, holidays; and read its lists."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import extract, select

from models.office import Holiday, HolidayYear, Office, Setting, Wording
from services.errors import FieldError, Invalid, NotFound
from services.office.facts import FactsCache, OfficeFacts
from services.office.settings import check_values, default_profile, default_settings, read_profile
from services.permissions import ALL, Actor, Role, UseCase, use_case
from services.thai.dates import BE_OFFSET
from services.thai.text import clean
from services.unit_of_work import Units

READ_OFFICE = use_case("office.read_office", ALL, writes=False)
CHANGE_PROFILE = use_case("office.change_profile", frozenset({Role.ADMINISTRATOR}), changes=("setting",))
CHANGE_SETTING = use_case("office.change_setting", frozenset({Role.ADMINISTRATOR}), changes=("setting",))
CHANGE_WORDING = use_case(
    "office.change_wording", frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}), changes=("wording",)
)
ADD_HOLIDAY = use_case("office.add_holiday", frozenset({Role.ADMINISTRATOR}), changes=("holiday",))
REMOVE_HOLIDAY = use_case("office.remove_holiday", frozenset({Role.ADMINISTRATOR}), changes=("holiday",))
CONFIRM_YEAR = use_case("office.confirm_year", frozenset({Role.ADMINISTRATOR}), changes=("holiday_year",))


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """Hold one row of the holiday table."""

    id: int
    day: date
    name: str
    kind: str
    status: str
    source: str
    office_open: bool
    resolution_date: date | None = None
    province: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """Hold what the login page shows of an office."""

    name: str
    demo: bool


class OfficeAdministration:
    """Read and change the office's own facts."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def card(self) -> OfficeCard:
        """Return what may be seen before anybody logs in."""
        with self._units.store.reading() as session:
            office = session.scalar(select(Office).limit(1))
            if office is None:
                raise NotFound("store.no_office", folder="")
            return OfficeCard(read_profile(session, office.id).name, office.demo)

    def read_facts(self, actor: Actor) -> OfficeFacts:
        """Return the office's profile, settings, lists, clocks and flowcharts."""
        with self._units.read(actor, READ_OFFICE) as reading:
            return self._facts.of(reading.session, reading.office_id)

    def change_profile(self, actor: Actor, values: dict[str, Any], command_id: str) -> None:
        """Change what the office prints of itself; values are profile fields by name."""
        if not clean(str(values.get("name", "x"))).strip():
            raise Invalid({"name": FieldError("required")})
        self._store(actor, CHANGE_PROFILE, "profile.", default_profile(), values, command_id)

    def change_setting(self, actor: Actor, name: str, value: Any, command_id: str) -> None:
        """Change one setting."""
        self._store(actor, CHANGE_SETTING, "settings.", default_settings(), {name: value}, command_id)

    def change_wording(self, actor: Actor, name: str, text: str, command_id: str) -> None:
        """Keep the office's own version of a text; an empty one brings the default back."""
        with self._units.write(actor, CHANGE_WORDING, command_id) as work:
            if work.repeated is not None:
                return
            row = work.session.scalar(
                select(Wording).where(Wording.office_id == work.office_id, Wording.name == name)
            )
            text = clean(text).strip()
            if row is None and text:
                work.add(Wording(name=name, text=text))
            elif row is not None and text:
                row.text = text
            elif row is not None:
                work.session.delete(row)
            work.about("wording", None, name=name)
            work.commit()

    def list_holidays(self, actor: Actor, year: int) -> tuple[list[HolidayRow], bool]:
        """Return a B.E. calendar year's holidays and whether somebody confirmed the year."""
        with self._units.read(actor, READ_OFFICE) as reading:
            rows = reading.session.scalars(
                select(Holiday)
                .where(
                    Holiday.office_id == reading.office_id, extract("year", Holiday.day) == year - BE_OFFSET
                )
                .order_by(Holiday.day)
            )
            confirmed = reading.session.scalar(
                select(HolidayYear.confirmed).where(
                    HolidayYear.office_id == reading.office_id, HolidayYear.year == year
                )
            )
            return [
                HolidayRow(
                    *(row.id, row.day, row.name, row.kind, row.status, row.source, row.office_open),
                    *(row.resolution_date, row.province, row.short),
                )
                for row in rows
            ], bool(confirmed)

    def add_holiday(
        self, actor: Actor, day: date, name: str, kind: str, source: str, command_id: str
    ) -> None:
        """Add a day off, or an opening when kind is office_open; dates of running cases stay."""
        with self._units.write(actor, ADD_HOLIDAY, command_id) as work:
            if work.repeated is not None:
                return
            if not clean(name).strip():
                raise Invalid({"name": FieldError("required")})
            row = work.session.scalar(
                select(Holiday).where(Holiday.office_id == work.office_id, Holiday.day == day)
            )
            if row is None:
                row = work.add(Holiday(day=day, short="", status="announced", resolution_date=None))
            row.name, row.kind, row.source = clean(name).strip(), kind, clean(source).strip()
            row.office_open = kind == "office_open"
            work.about("holiday", row.id)
            work.commit()

    def remove_holiday(self, actor: Actor, holiday_id: int, command_id: str) -> None:
        """Take a day off out of the table."""
        with self._units.write(actor, REMOVE_HOLIDAY, command_id) as work:
            if work.repeated is not None:
                return
            work.session.delete(work.find(Holiday, holiday_id))
            work.about("holiday", holiday_id)
            work.commit()

    def confirm_year(self, actor: Actor, year: int, confirmed: bool, command_id: str) -> None:
        """Say that somebody checked the holidays of a B.E. calendar year, or take it back."""
        with self._units.write(actor, CONFIRM_YEAR, command_id) as work:
            if work.repeated is not None:
                return
            row = work.session.scalar(
                select(HolidayYear).where(HolidayYear.office_id == work.office_id, HolidayYear.year == year)
            )
            if row is None:
                row = work.add(HolidayYear(year=year))
            row.confirmed = confirmed
            row.confirmed_by = work.actor.account_id if confirmed else None
            row.confirmed_at = work.now if confirmed else None
            work.about("holiday_year", row.id)
            work.commit()

    def _store(
        self,
        actor: Actor,
        wanted: UseCase,
        prefix: str,
        defaults: dict[str, Any],
        values: dict[str, Any],
        command_id: str,
    ) -> None:
        unknown = set(values) - set(defaults)
        if unknown:
            raise ValueError(f"unknown names: {sorted(unknown)}")
        values = {name: _tidied(value) for name, value in values.items()}
        if errors := check_values(defaults, values):
            raise Invalid(errors)
        with self._units.write(actor, wanted, command_id) as work:
            if work.repeated is not None:
                return
            for name, value in values.items():
                row = work.session.scalar(
                    select(Setting).where(Setting.office_id == work.office_id, Setting.name == prefix + name)
                )
                text = json.dumps(value, ensure_ascii=False)
                if row is not None:
                    row.value = text
                elif value != defaults[name]:
                    work.add(Setting(name=prefix + name, value=text))
            work.about("setting", None, names=sorted(values))
            work.commit()


def _tidied(value: Any) -> Any:
    """Return a value with its texts in the spelling that is stored."""
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, list | tuple):
        return [_tidied(item) for item in value]
    return value
