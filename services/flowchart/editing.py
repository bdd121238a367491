"""The office's flowcharts: read, published version by version, exchanged, printed for the wall."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.complaints import Complaint
from models.office import Account, Flowchart, FlowchartVersion
from services.complaints.visibility import visible_to
from services.errors import Conflict, DomainError, FieldError, Invalid, NotFound
from services.flowchart.checking import ChartChoices, check_chart, errors_of
from services.flowchart.definition import Chart, chart_data, chart_from, write_chart
from services.flowchart.exchange import read_exchange, tidied, write_exchange
from services.flowchart.kinds import GENERAL, KIND_NAMES, SHIPPED, shipped_chart
from services.flowchart.problems import ChartRefused
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import ALL, Actor, Role, use_case
from services.thai.text import clean
from services.unit_of_work import Reading, Units, Work

if TYPE_CHECKING:
    from services.flowchart.moving import MoveCases, Moved, MovePreview

EDITORS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
READ_FLOWCHART = use_case("flowchart.read_flowchart", ALL, writes=False)
PUBLISH = use_case("flowchart.publish_flowchart", EDITORS, changes=("flowchart", "flowchart_version"))
EXPORT = use_case("flowchart.export_flowchart", EDITORS, writes=False)
PRINT_WALL_CHART = use_case("flowchart.print_wall_chart", ALL, writes=False)

NOTE_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class FlowchartRow:
    """Hold one kind of case with its flowchart; follows_general where it has none of its own."""

    code: str
    name: str
    follows_general: bool
    version_id: int | None
    number: int
    published_at: datetime | None
    published_by: str
    running: int
    on_older: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """Hold one published version; by is nobody where it came with the program."""

    id: int
    number: int
    published_at: datetime
    by: str
    note: str
    running: int


@dataclass(frozen=True, slots=True)
class FlowchartDetail:
    """Hold a kind's flowchart to read or to edit; version_id is None where it is the program's default."""

    code: str
    name: str
    version_id: int | None
    number: int
    chart: Chart
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishFlowchart:
    """Hold a chart to publish; based_on is the version that was edited, None where there was none."""

    code: str
    based_on: int | None
    chart: Chart
    note: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """Hold the version that came of a publication."""

    version_id: int
    number: int


class Flowcharts:
    """Read and publish the office's flowcharts, and move running cases between their versions."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def list_flowcharts(self, actor: Actor) -> list[FlowchartRow]:
        """Return the kinds of case in the order shown, each with its flowchart."""
        with self._units.read(actor, READ_FLOWCHART) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            running = _running(reading, facts)
            return [_row(code, _versions(reading, code, running)) for code in SHIPPED]

    def read_flowchart(self, actor: Actor, code: str) -> FlowchartDetail:
        """Return a kind's newest flowchart and its versions, or the program's default for the kind."""
        _require_kind(code)
        with self._units.read(actor, READ_FLOWCHART) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            versions = _versions(reading, code, _running(reading, facts))
            newest = versions[-1] if versions else None
            return FlowchartDetail(
                code=code,
                name=KIND_NAMES[code],
                version_id=newest.id if newest else None,
                number=newest.number if newest else 0,
                chart=facts.charts[newest.id] if newest else shipped_chart(code),
                versions=tuple(versions),
            )

    def read_version(self, actor: Actor, version_id: int) -> Chart:
        """Return one version's chart as it was published."""
        with self._units.read(actor, READ_FLOWCHART) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            if version_id not in facts.charts:
                raise NotFound
            return facts.charts[version_id]

    def read_choices(self, actor: Actor) -> ChartChoices:
        """Return what this office's charts may choose from."""
        with self._units.read(actor, READ_FLOWCHART) as reading:
            return ChartChoices.of(self._facts.of(reading.session, reading.office_id))

    def publish_flowchart(self, actor: Actor, command: PublishFlowchart, command_id: str) -> Published:
        """Publish a new version; new cases follow it from now on, running ones stay on theirs."""
        _require_kind(command.code)
        with self._units.write(actor, PUBLISH, command_id) as work:
            if work.repeated is not None:
                return Published(work.repeated["version_id"], work.repeated["number"])
            facts = self._facts.of(work.session, work.office_id)
            note = clean(command.note).strip()
            if len(note) > NOTE_LIMIT:
                raise Invalid({"note": FieldError("too_long", limit=NOTE_LIMIT, length=len(note))})
            chart = _ready(command)
            if wrong := errors_of(check_chart(chart, ChartChoices.of(facts))):
                raise ChartRefused(wrong)
            _require_newest(work, facts, command)
            published = _publish(work, chart, note)
            work.about("flowchart", None, code=command.code, number=published.number)
            work.commit(version_id=published.version_id, number=published.number)
            return published

    def preview_move(self, actor: Actor, code: str, steps: Mapping[str, str] | None = None) -> "MovePreview":
        """Return the running cases on older versions, and where each would stand on the newest."""
        from services.flowchart.moving import Moving

        _require_kind(code)
        return Moving(self._units, self._facts).preview_move(actor, code, steps or {})

    def move_cases(self, actor: Actor, command: "MoveCases", command_id: str) -> "Moved":
        """Move running cases to the newest version; those that are not named stay on theirs."""
        from services.flowchart.moving import Moving

        _require_kind(command.code)
        return Moving(self._units, self._facts).move_cases(actor, command, command_id)

    def export_flowchart(self, actor: Actor, code: str) -> tuple[str, bytes]:
        """Return a file's name and content that another office can read; nothing of this office is in it."""
        _require_kind(code)
        with self._units.read(actor, EXPORT) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            newest = facts.newest_chart.get(code)
            chart = facts.charts[newest] if newest else shipped_chart(code)
            return f"ผังกระบวนการ-{code}.json", write_exchange(chart)

    def print_wall_chart(self, actor: Actor, code: str, chart: Chart | None = None) -> bytes:
        """Return one page for the wall: a kind's flowchart, or a chart that is still being drawn."""
        from services.documents.flowchart_wall import WallChart, make_wall_chart

        _require_kind(code)
        with self._units.read(actor, PRINT_WALL_CHART) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            versions = _versions(reading, code, {})
            newest = versions[-1] if versions else None
            paper = WallChart(
                kind="" if code == GENERAL else KIND_NAMES[code],
                chart=chart or (facts.charts[newest.id] if newest else shipped_chart(code)),
                number=newest.number if newest and chart is None else None,
                published_on=newest.published_at.date() if newest and chart is None else None,
                printed_on=reading.now.date(),
                draft=chart is not None,
            )
            return make_wall_chart(paper, facts)

    @staticmethod
    def read_exchange(content: bytes) -> Chart:
        """Return the chart in a file that another office gave; it is a draft until somebody publishes it."""
        return read_exchange(content)


def _require_kind(code: str) -> None:
    if code not in SHIPPED:
        raise DomainError("flowchart.unknown", kind=code)


def _ready(command: PublishFlowchart) -> Chart:
    """Return the chart as it is stored: under its kind's code, tidied, with places of its own boxes only."""
    chart = chart_from(tidied(chart_data(replace(command.chart, code=command.code))))
    there = {*chart.steps, *chart.ends}
    return replace(chart, places={code: at for code, at in chart.places.items() if code in there})


def _require_newest(work: Work, facts: OfficeFacts, command: PublishFlowchart) -> None:
    newest = facts.newest_chart.get(command.code)
    if newest == command.based_on:
        return
    row = work.session.get(FlowchartVersion, (work.office_id, newest)) if newest else None
    by = work.session.get(Account, (work.office_id, row.published_by)) if row and row.published_by else None
    raise Conflict(by=by.display_name if by else "", at=row.published_at if row else None)


def _publish(work: Work, chart: Chart, note: str) -> Published:
    flowchart = work.session.scalar(
        select(Flowchart).where(Flowchart.office_id == work.office_id, Flowchart.code == chart.code)
    )
    if flowchart is None:
        flowchart = work.add(Flowchart(code=chart.code, name=chart.name))
    elif flowchart.name != chart.name:
        flowchart.name = chart.name
    last = work.session.scalar(
        select(func.max(FlowchartVersion.number)).where(
            FlowchartVersion.office_id == work.office_id, FlowchartVersion.flowchart_id == flowchart.id
        )
    )
    row = work.add(
        FlowchartVersion(
            flowchart_id=flowchart.id,
            number=(last or 0) + 1,
            definition=write_chart(chart),
            published_at=work.now,
            published_by=work.actor.account_id,
            note=note,
        )
    )
    return Published(row.id, row.number)


def _running(reading: Reading, facts: OfficeFacts) -> dict[int, int]:
    """Return how many running cases follow each version."""
    rows = reading.session.execute(
        select(Complaint.flowchart_version_id, func.count())
        .where(visible_to(reading.actor, facts.settings), Complaint.status == "open")
        .group_by(Complaint.flowchart_version_id)
    )
    return {row[0]: row[1] for row in rows}


def _versions(reading: Reading, code: str, running: Mapping[int, int]) -> list[VersionRow]:
    rows = reading.session.execute(
        select(FlowchartVersion, Account.display_name)
        .join(
            Flowchart,
            (Flowchart.office_id == FlowchartVersion.office_id)
            & (Flowchart.id == FlowchartVersion.flowchart_id),
        )
        .outerjoin(
            Account,
            (Account.office_id == FlowchartVersion.office_id) & (Account.id == FlowchartVersion.published_by),
        )
        .where(FlowchartVersion.office_id == reading.office_id, Flowchart.code == code)
        .order_by(FlowchartVersion.number)
    )
    return [
        VersionRow(row.id, row.number, row.published_at, name or "", row.note, running.get(row.id, 0))
        for row, name in rows
    ]


def _row(code: str, versions: list[VersionRow]) -> FlowchartRow:
    newest = versions[-1] if versions else None
    return FlowchartRow(
        code=code,
        name=KIND_NAMES[code],
        follows_general=newest is None and code != GENERAL,
        version_id=newest.id if newest else None,
        number=newest.number if newest else 0,
        published_at=newest.published_at if newest else None,
        published_by=newest.by if newest else "",
        running=sum(version.running for version in versions),
        on_older=sum(version.running for version in versions[:-1]),
    )


def versions_of(session: Session, office_id: int, code: str) -> dict[int, int]:
    """Return a flowchart's versions as {id: number}."""
    rows = session.execute(
        select(FlowchartVersion.id, FlowchartVersion.number)
        .join(
            Flowchart,
            (Flowchart.office_id == FlowchartVersion.office_id)
            & (Flowchart.id == FlowchartVersion.flowchart_id),
        )
        .where(FlowchartVersion.office_id == office_id, Flowchart.code == code)
    )
    return {row[0]: row[1] for row in rows}
