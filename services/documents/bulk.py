"""Papers of many cases as one PDF: each printed, and journalled, as it would be alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

import pypdfium2

from services.complaints.bulk import Cancelled, CaseAnswer, ChosenCase, Progress, each_case
from services.documents.printing import Documents
from services.office.settings import ReceiptPaper
from services.permissions import Actor

Paper = Literal["receipt", "case_file"]


@dataclass(frozen=True, slots=True)
class PrintedCases:
    """Hold the papers in one PDF, empty where none could be printed, and what became of each case."""

    content: bytes
    answers: tuple[CaseAnswer, ...]


def print_cases(
    documents: Documents,
    actor: Actor,
    cases: Sequence[ChosenCase],
    wanted: Paper,
    receipt_paper: ReceiptPaper,
    command_id: str,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> PrintedCases:
    """Return the receipts or files of cases; those left out say why, and the same command prints once."""
    papers: list[bytes] = []

    def carry_out(case: ChosenCase) -> CaseAnswer:
        own = f"{command_id}:{case.complaint_id}"
        if wanted == "receipt":
            papers.append(documents.print_receipt(actor, case.complaint_id, receipt_paper, own))
        else:
            papers.append(documents.make_case_file(actor, case.complaint_id, own))
        return CaseAnswer(case.complaint_id, case.number, case.version)

    answers = each_case(cases, carry_out, progress, cancelled)
    return PrintedCases(one_after_another(papers), answers)


def one_after_another(papers: Sequence[bytes]) -> bytes:
    """Return PDFs as one, in their order; nothing for none."""
    if len(papers) < 2:
        return papers[0] if papers else b""
    whole = pypdfium2.PdfDocument.new()
    try:
        for paper in papers:
            part = pypdfium2.PdfDocument(paper)
            try:
                whole.import_pages(part)
            finally:
                part.close()
        kept = BytesIO()
        whole.save(kept)
        return kept.getvalue()
    finally:
        whole.close()
