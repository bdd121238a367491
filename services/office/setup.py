"""Make a new office: its lists, flowchart and holidays from resources, its first administrator."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.office import (
    Account,
    Category,
    Channel,
    Flowchart,
    FlowchartVersion,
    Holiday,
    HolidayYear,
    Level,
    Office,
    Setting,
)
from services.accounts.accounts import USERNAME, AccountInput
from services.accounts.identity import actor_of
from services.accounts.passwords import Passwords, weakness
from services.deadlines.calendar import load_seed
from services.errors import DomainError, FieldError, Invalid
from services.flowchart.kinds import SHIPPED
from services.office.settings import check_values, default_profile, default_settings
from services.permissions import Actor, Role, roles_text, use_case
from services.resources import load_json
from services.unit_of_work import Units, Work

# Run before anybody has an account, by the set-up itself; no role can call it again.
SET_UP = use_case(
    "office.set_up",
    frozenset({Role.ADMINISTRATOR}),
    changes=(
        *("office", "setting", "account", "level", "category", "channel"),
        *("flowchart", "flowchart_version", "holiday", "holiday_year"),
    ),
    system=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpOffice:
    """Hold what the first-start wizard asks for; profile and settings hold changed values only."""

    profile: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    administrator: AccountInput
    password: str
    demo: bool = False


def is_set_up(session: Session) -> bool:
    """Tell whether the store holds an office."""
    return bool(session.scalar(select(func.count()).select_from(Office)))


class OfficeSetup:
    """Carry out the first set-up."""

    def __init__(self, units: Units, passwords: Passwords) -> None:
        self._units = units
        self._passwords = passwords

    def set_up(self, command: SetUpOffice, command_id: str) -> Actor:
        """Make the office and its first administrator, who is returned."""
        username = command.administrator.username.strip().lower()
        errors = _errors(command)
        if errors:
            raise Invalid(errors)
        founder = Actor(
            office_id=1,
            account_id=0,
            name=command.administrator.display_name.strip(),
            roles=frozenset({Role.ADMINISTRATOR}),
            username=username,
        )
        with self._units.write(founder, SET_UP, command_id) as work:
            if work.repeated:
                return actor_of(work.session.get_one(Account, (1, work.repeated["account_id"])))
            if is_set_up(work.session):
                raise DomainError("store.exists", folder="")
            profile = {**default_profile(), **command.profile}
            work.session.add(
                Office(
                    office_id=1,
                    id=1,
                    code=profile["code"],
                    name=profile["name"],
                    demo=command.demo,
                    created_at=work.now,
                )
            )
            _add_settings(work, command)
            _add_lists(work)
            _add_flowcharts(work)
            _add_holidays(work)
            account = work.add(
                Account(
                    username=username,
                    display_name=founder.name,
                    position=command.administrator.position.strip(),
                    roles=roles_text(command.administrator.roles | {Role.ADMINISTRATOR}),
                    password_hash=self._passwords.hash(command.password),
                    active=True,
                    must_change_password=False,
                    head_of_office=command.administrator.head_of_office,
                    version=1,
                )
            )
            work.about("office", 1)
            work.commit(account_id=account.id)
            return actor_of(account)


def _errors(command: SetUpOffice) -> dict[str, FieldError]:
    errors = {
        **check_values(default_profile(), command.profile),
        **check_values(default_settings(), command.settings),
    }
    if not str(command.profile.get("name", "x")).strip():
        errors["name"] = FieldError("required")
    if not USERNAME.fullmatch(command.administrator.username.strip().lower()):
        errors["username"] = FieldError("username.shape")
    if not command.administrator.display_name.strip():
        errors["display_name"] = FieldError("required")
    weak = None if command.demo else weakness(command.password, command.administrator.username)
    if weak:
        errors["password"] = weak
    return errors


def _add_settings(work: Work, command: SetUpOffice) -> None:
    for prefix, defaults, values in (
        ("profile.", default_profile(), command.profile),
        ("settings.", default_settings(), command.settings),
    ):
        for name, value in values.items():
            if defaults[name] != value:
                work.add(Setting(name=prefix + name, value=json.dumps(value, ensure_ascii=False)))


def _add_lists(work: Work) -> None:
    for item in load_json("office/levels.json")["levels"]:
        work.add(
            Level(
                code=item["code"],
                name=item["name"],
                position=item["number"],
                working_days=item["working_days"],
                active=True,
            )
        )
    for item in load_json("office/categories.json")["categories"]:
        work.add(
            Category(
                code=item["code"],
                name=item["name"],
                position=item["number"],
                counted=item["counted"],
                active=True,
            )
        )
    for item in load_json("office/channels.json")["channels"]:
        _add_channel(work, item)


def _add_channel(work: Work, item: Mapping[str, Any]) -> None:
    parent = work.add(
        Channel(
            code=item["code"],
            name=item["name"],
            position=item["number"],
            form=item["entry"],
            details="\n".join(item["details"]),
            active=True,
        )
    )
    ids = {"": parent.id}
    for position, sub in enumerate(item["sub_channels"], start=1):
        row = work.add(
            Channel(
                code=sub["code"],
                name=sub["name"],
                parent_id=ids[sub.get("parent") or ""],
                position=position,
                form=item["entry"],
                details="",
                active=True,
            )
        )
        ids[sub["code"]] = row.id


def _add_flowcharts(work: Work) -> None:
    for file in SHIPPED.values():
        data = {name: part for name, part in load_json(file).items() if name[0] != "_"}
        chart = work.add(Flowchart(code=data["code"], name=data["name"]))
        work.add(
            FlowchartVersion(
                flowchart_id=chart.id,
                number=1,
                definition=json.dumps(data, ensure_ascii=False),
                published_at=work.now,
                note="",
            )
        )


def _add_holidays(work: Work) -> None:
    seed = load_seed()
    for row in seed.holidays:
        work.add(
            Holiday(
                day=row.day,
                name=row.name,
                short=row.short,
                kind=row.kind,
                status=row.status,
                source=row.source,
                resolution_date=row.resolution_date,
                office_open=row.office_open,
            )
        )
    for year in seed.years:
        work.add(HolidayYear(year=year.be_year, confirmed=year.confirmed))
