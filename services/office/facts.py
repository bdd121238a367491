"""What the office has decided, read once and kept until one of its tables changes."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from models.base import table_of
from models.journal import JournalRecord
from models.office import Category, Channel, Flowchart, FlowchartVersion, Level, Wording
from services.deadlines.clocks import Counting, read_calendar, read_level_days
from services.errors import DomainError
from services.flowchart.definition import Chart, read_chart
from services.office.definitions import DefinitionChange, read_definition_changes
from services.office.settings import Profile, Settings, read_profile, read_settings
from services.resources import load_json

GENERAL = "general"
# A use case that changes any of these says so with work.about(table, ...).
WATCHED = (
    "office",
    "setting",
    "wording",
    "channel",
    "category",
    "level",
    "holiday",
    "holiday_year",
    "flowchart",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold one choice of a list: its id, code, name, and the choice it stands under."""

    id: int
    code: str
    name: str
    parent: str | None = None
    form: str = ""
    counted: bool = True
    position: int = 0
    active: bool = True


class ChoiceList:
    """Hold a list of choices, found by code or by id."""

    def __init__(self, choices: list[Choice]) -> None:
        self.all = tuple(choices)
        self._by_code = {choice.code: choice for choice in choices}
        self._by_id = {choice.id: choice for choice in choices}

    def code(self, code: str | None) -> Choice | None:
        """Return the choice with a code."""
        return self._by_code.get(code) if code else None

    def id(self, row_id: int | None) -> Choice | None:
        """Return the choice with an id."""
        return self._by_id.get(row_id) if row_id else None

    def code_of(self, row_id: int | None) -> str | None:
        """Return the code of an id."""
        choice = self.id(row_id)
        return choice.code if choice else None

    def name_of(self, row_id: int | None) -> str:
        """Return the name of an id, or nothing."""
        choice = self.id(row_id)
        return choice.name if choice else ""


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """Hold the office's settings, lists, clocks and flowcharts at one moment."""

    profile: Profile
    settings: Settings
    counting: Counting
    channels: ChoiceList
    categories: ChoiceList
    levels: ChoiceList
    charts: Mapping[int, Chart]
    newest_chart: Mapping[str, int]
    wording: Mapping[str, str]
    definition_changes: tuple[DefinitionChange, ...] = ()

    def chart_for(self, code: str) -> tuple[int, Chart]:
        """Return the newest version of a case kind's flowchart: its id and its definition.

        A kind for which the office has published none follows the general one.
        """
        version = self.newest_chart.get(code, self.newest_chart.get(GENERAL))
        if version is None:
            raise DomainError("flowchart.none")
        return version, self.charts[version]


_JOURNAL = table_of(JournalRecord).c
_STAMP = select(func.max(_JOURNAL.id), func.count()).where(
    _JOURNAL.office_id == bindparam("office"), _JOURNAL.subject_table.in_(WATCHED)
)


class FactsCache:
    """Read an office's facts again only when the journal says that they changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[int, tuple[tuple[int, int], OfficeFacts]] = {}

    def of(self, session: Session, office_id: int) -> OfficeFacts:
        """Return the facts in force as the session sees them."""
        newest, number = session.connection().execute(_STAMP, {"office": office_id}).one()
        stamp = (newest or 0, number)
        with self._lock:
            kept = self._kept.get(office_id)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        facts = _read(session, office_id)
        with self._lock:
            self._kept[office_id] = (stamp, facts)
        return facts


def _read(session: Session, office_id: int) -> OfficeFacts:
    settings = read_settings(session, office_id)
    versions = session.execute(
        select(FlowchartVersion, Flowchart.code)
        .join(
            Flowchart,
            (Flowchart.office_id == FlowchartVersion.office_id)
            & (Flowchart.id == FlowchartVersion.flowchart_id),
        )
        .where(FlowchartVersion.office_id == office_id)
        .order_by(FlowchartVersion.number)
    ).all()
    return OfficeFacts(
        profile=read_profile(session, office_id),
        settings=settings,
        counting=Counting(
            calendar=read_calendar(session, office_id),
            level_days=read_level_days(session, office_id),
            default_level=load_json("office/levels.json")["default_until_classified"],
            settings=settings,
        ),
        channels=_channels(session, office_id),
        categories=_choices(session, office_id, Category),
        levels=_choices(session, office_id, Level),
        charts={version.id: read_chart(version.definition) for version, _code in versions},
        newest_chart={code: version.id for version, code in versions},
        wording={
            row.name: row.text
            for row in session.scalars(select(Wording).where(Wording.office_id == office_id))
        },
        definition_changes=read_definition_changes(session, office_id),
    )


def _choices(session: Session, office_id: int, table: type[Category | Level]) -> ChoiceList:
    rows: Iterable[Category | Level] = session.scalars(
        select(table).where(table.office_id == office_id).order_by(table.position)
    )
    return ChoiceList(
        [
            Choice(
                row.id,
                row.code,
                row.name,
                counted=row.counted if isinstance(row, Category) else True,
                position=row.position,
                active=row.active,
            )
            for row in rows
        ]
    )


def _channels(session: Session, office_id: int) -> ChoiceList:
    rows = session.scalars(
        select(Channel).where(Channel.office_id == office_id).order_by(Channel.position, Channel.id)
    ).all()
    codes = {row.id: row.code for row in rows}
    return ChoiceList(
        [
            Choice(
                row.id,
                row.code,
                row.name,
                parent=codes[row.parent_id] if row.parent_id else None,
                form=row.form,
                position=row.position,
                active=row.active,
            )
            for row in rows
        ]
    )
