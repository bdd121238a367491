"""Make any paper of the catalogue by its code: one way for the command line and for the window."""

import json
from collections.abc import Callable
from importlib import import_module
from typing import cast

from models.complaints import ReportRecord
from models.files import read_chunks, store_file
from services.documents.catalogue import BY_CODE, CATALOGUE, PaperKind, PaperRequest
from services.documents.composing import Composition, Kept, Look, read_look
from services.documents.single_papers import SINGLE, MadePaper, Makers
from services.documents.typesetting import BuildCancelled, PdfDocument, watched
from services.errors import DomainError, FieldError, Invalid, NotAllowed, NotFound
from services.office.facts import FactsCache
from services.permissions import ALL, Actor, use_case
from services.unit_of_work import Units, Work

MAKE_PAPER = use_case("documents.make_paper", ALL, changes=("report_record", "stored_file"))

Compose = Callable[[Look, PaperRequest], Composition]


class PaperMaking:
    """Make papers of the catalogue."""

    def __init__(self, units: Units, facts: FactsCache, makers: Makers) -> None:
        self._units = units
        self._facts = facts
        self._makers = makers

    def make_paper(
        self,
        actor: Actor,
        code: str,
        request: PaperRequest,
        command_id: str,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> MadePaper:
        """Return a paper; a report without names is kept with its figures, and made once for a command.

        Progress is told as (pages laid out, 0), then as (pages drawn, pages). Raises `NotFound` for a code
        that the catalogue lacks, `Invalid` for what is asked and missing, and `report.cancelled` between
        pages: what one case's paper had journalled by then stays journalled, and the command given again
        makes it.
        """
        kind = find_kind(code)
        _require(kind, request)
        try:
            with watched(progress, cancelled):
                if kind.code in SINGLE:
                    return SINGLE[kind.code](self._makers, actor, request, command_id)
                return self._make(actor, kind, request, command_id)
        except BuildCancelled:
            raise DomainError("report.cancelled") from None

    def _make(self, actor: Actor, kind: PaperKind, request: PaperRequest, command_id: str) -> MadePaper:
        self._check_roles(actor, kind)
        # The paper is set before the writer's turn begins: nobody waits for it to save a complaint.
        with self._units.read(actor, MAKE_PAPER) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            made = compose_of(kind)(read_look(reading, facts), request)
        content = PdfDocument(made.spec).to_bytes(made.blocks)
        with self._units.write(actor, MAKE_PAPER, command_id) as work:
            if work.repeated is None:
                record = _keep(work, kind, made.kept, content) if made.kept is not None else None
                work.about("report_record", record.id if record else None, report=kind.code)
                work.commit(report_id=record.id if record else None)
            elif work.repeated["report_id"] is not None:
                return _made_before(work, made.name, work.repeated["report_id"])
        return MadePaper(content, made.name, made.kept.data if made.kept else None)

    def _check_roles(self, actor: Actor, kind: PaperKind) -> None:
        with self._units.read(actor, MAKE_PAPER) as reading:
            allowed = reading.actor.has(*kind.roles)
        if not allowed:
            self._units.note(actor, MAKE_PAPER.name, "refused", report=kind.code)
            raise NotAllowed(use_case=MAKE_PAPER.name)


def find_kind(code: str) -> PaperKind:
    """Return a kind by its code."""
    kind = BY_CODE.get(code)
    if kind is None:
        raise NotFound
    return kind


def compose_of(kind: PaperKind) -> Compose:
    """Return what sets a document; its module is imported when it is first made."""
    return cast(Compose, import_module(f"services.documents.{kind.module}").compose)


def _require(kind: PaperKind, request: PaperRequest) -> None:
    missing = {
        ask.name: FieldError("required") for ask in kind.asks if ask.required and _empty(request, ask.name)
    }
    if missing:
        raise Invalid(missing)


def _empty(request: PaperRequest, name: str) -> bool:
    return getattr(request, name) in (None, "", ())


def _keep(work: Work, kind: PaperKind, kept: Kept, content: bytes) -> ReportRecord:
    stored = store_file(work.session, work.office_id, content, "application/pdf", work.now, work.new_id)
    record: ReportRecord = work.add(
        ReportRecord(
            report=kind.code,
            period=kept.period,
            cut_off=kept.cut_off,
            zero=kept.zero,
            figures=json.dumps(kept.data, ensure_ascii=False),
            made_at=work.now,
            made_by=work.actor.account_id,
            file_id=stored.id,
        )
    )
    return record


def _made_before(work: Work, name: str, record_id: int) -> MadePaper:
    record = work.find(ReportRecord, record_id)
    if record.file_id is None:
        raise NotFound
    content = b"".join(read_chunks(work.session, work.office_id, record.file_id))
    return MadePaper(content, name, json.loads(record.figures))


__all__ = ["CATALOGUE", "MadePaper", "PaperMaking", "PaperRequest"]
