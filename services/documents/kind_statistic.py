"""What the statistics of one kind of case share: movement, months, breakdowns, the words of a zero year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.documents.composing import Composition, Kept, Look, report_head, report_spec
from services.documents.figures_json import Names, channel_names, named, outcome_names
from services.documents.monthly_tables import Side, breakdown_tables, movement_table
from services.documents.report_parts import REPORT_CELL, REPORT_HEAD, REPORT_INDENT, REPORT_NOTE, REPORT_TEXT
from services.documents.signing_line import SigningLine
from services.documents.typesetting import (
    LETTER,
    Block,
    Cell,
    CellValue,
    Face,
    Heading,
    KeepTogether,
    Labelled,
    Paragraph,
    SimpleTable,
)
from services.documents.wording import PaperWords
from services.figures.behind import moved_ids
from services.figures.one_kind import KindFigures
from services.figures.values import MOVEMENT, Movement
from services.thai.dates import fiscal_year_range

_MONTH_COLUMNS = ("received", "closed", "open")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Hold one breakdown: its key in the JSON, its heading, its rows."""

    key: str
    heading: str
    rows: Sequence[tuple[str, str, Movement]]


class Statistic:
    """Set the statistic of one kind of case for a fiscal year; figures only.

    numbers are the printed numbers of cases by their ids, for the JSON; without them it tells of no case.
    """

    def __init__(
        self, look: Look, words: PaperWords, figures: KindFigures, numbers: Mapping[int, str] | None = None
    ) -> None:
        self._look = look
        self._words = words
        self._figures = figures
        self._numbers = numbers

    def breakdown(
        self, key: str, movements: Mapping[str, Movement], names: Names, unspecified: str
    ) -> Breakdown:
        """Return a breakdown with a row for each name, also where it has no case."""
        rows = named(movements, names, self._words(unspecified))
        return Breakdown(key, self._words(f"heading_{key}"), rows)

    @property
    def by_channel(self) -> Breakdown:
        """Return the breakdown by channel."""
        used = self._figures.period.by_channel
        return self.breakdown("by_channel", used, channel_names(self._look.facts, used), "not_stated")

    @property
    def by_outcome(self) -> Breakdown:
        """Return the breakdown by outcome."""
        used = self._figures.period.by_outcome
        names = outcome_names(used, self._words("outcome_open"))
        return self.breakdown("by_outcome", used, names, "not_stated")

    def composition(
        self, breakdowns: Sequence[Breakdown], more: Sequence[str], notes: Sequence[str]
    ) -> Composition:
        """Return the paper; a year without a case has its sentence and its twelve months."""
        figures, words = self._figures, self._words
        title = words("title")
        year = words("for_year", fiscal_year=figures.year, date=words.long_date(figures.cut_off))
        blocks: list[Block] = [
            *report_head(self._look, words, title, year),
            SigningLine([words(role) for role in ("maker", "checker", "certifier")], REPORT_TEXT),
            *(Paragraph(text, LETTER) for text in (self._sentence(), *more) if text),
        ]
        if not figures.zero:
            total = movement_table([], figures.period.movement, words("scope_year"), words)
            blocks += [Heading(words("heading_movement")), KeepTogether([total], after=6.0)]
        blocks.append(KeepTogether([Heading(words("heading_months")), self._months()]))
        said = " · ".join(note for note in notes if note)
        blocks.append(
            Labelled(words("label_note"), said, REPORT_INDENT, REPORT_NOTE, REPORT_NOTE.but(face=Face.BOLD))
        )
        if not figures.zero:
            for one in breakdowns:
                side = Side(words("scope_year"), one.rows, figures.period.movement)
                tables = breakdown_tables(one.heading, [side], words)
                blocks += [KeepTogether([table], after=8.0) for table in tables]
        kept = Kept(str(figures.year), figures.cut_off, figures.zero, self._data(breakdowns))
        return Composition(report_spec(self._look, words, title), blocks, f"{title} {figures.year}", kept)

    def _sentence(self) -> str:
        """Return what the fiscal year came to, so far or whole, in one sentence."""
        figures, words = self._figures, self._words
        start, _end = fiscal_year_range(figures.year)
        moved = figures.period.movement
        carried = words("carried", carried_in=words.number(moved.carried_in)) if moved.carried_in else ""
        key = "some" if not figures.zero else "zero_year" if figures.over else "zero_so_far"
        span = {"from": words.long_date(start), "to": words.long_date(figures.cut_off)}
        return words(
            key,
            fiscal_year=figures.year,
            office=self._look.facts.profile.name,
            received=words.number(moved.received),
            carried_clause=carried,
            **span,
        )

    def _months(self) -> Block:
        words = self._words
        rows: list[list[CellValue | Cell]] = [
            [words("column_month"), *(words(f"month_{name}") for name in _MONTH_COLUMNS)]
        ]
        sums = dict.fromkeys(_MONTH_COLUMNS, 0)
        for month, received in self._figures.months:
            label = words.in_digits(month.be_label)
            if received is None:
                rows.append([label, *[words("month_not_yet")] * len(_MONTH_COLUMNS)])
            elif not received.received_ids:
                rows.append([label, Cell(words("month_none"), span=len(_MONTH_COLUMNS), align="c")])
            else:
                counts = received.counts()
                sums = {name: sums[name] + counts[name] for name in _MONTH_COLUMNS}
                rows.append([label, *(words.number(counts[name]) for name in _MONTH_COLUMNS)])
        total: list[CellValue | Cell] = [words("total")]
        if sums["received"]:
            total += [words.number(sums[name]) for name in _MONTH_COLUMNS]
        else:
            total.append(Cell(words("none_received"), span=len(_MONTH_COLUMNS), align="c"))
        return SimpleTable(
            [*rows, total], (3, 2, 2, 2.4), total_rows=1, style=REPORT_CELL, head_style=REPORT_HEAD
        )

    def _data(self, breakdowns: Sequence[Breakdown]) -> dict[str, Any]:
        figures = self._figures
        data = {
            "fiscal_year": figures.year,
            "cut_off": figures.cut_off.isoformat(),
            "movement": figures.period.movement.counts(),
            "by_month": [
                {"month": month.key, **(received.counts() if received is not None else {})}
                for month, received in figures.months
            ],
            **{
                one.key: [
                    {"code": code, "name": name, **movement.counts()} for code, name, movement in one.rows
                ]
                for one in breakdowns
            },
        }
        return data if self._numbers is None else data | {"cases": self._cases(breakdowns, self._numbers)}

    def _cases(self, breakdowns: Sequence[Breakdown], numbers: Mapping[int, str]) -> dict[str, list[str]]:
        """Return the printed numbers of the cases behind each number, by its path in the JSON."""
        moved = {"movement": self._figures.period.movement}
        for one in breakdowns:
            moved |= {f"{one.key}.{code}": movement for code, _name, movement in one.rows}
        ids = {
            f"{path}.{name}": moved_ids(movement, name)
            for path, movement in moved.items()
            for name in MOVEMENT
        }
        for month, received in self._figures.months:
            if received is not None:
                path = f"by_month.{month.key}"
                ids[f"{path}.received"] = received.received_ids
                ids[f"{path}.closed"] = received.closed_ids
                ids[f"{path}.open"] = received.open_ids
        return {path: [numbers[case] for case in cases] for path, cases in ids.items()}
