"""The file of a case with three hundred pages: made whole, and stopped between two of them."""

import pypdfium2
import pytest

from services.documents.catalogue import PaperRequest
from services.errors import DomainError
from tests.services.factories import Desk

NOTE = "ติดตามเรื่องกับงานการเงิน ได้รับแจ้งว่าอยู่ระหว่างตรวจเอกสารประกอบ และจะแจ้งผลให้ทราบภายในสัปดาห์ "
LEAST_PAGES = 300


@pytest.mark.slow
def test_three_hundred_pages_are_made_and_can_be_stopped_on_the_way(desk: Desk) -> None:
    case = desk.register(detail="ก").complaint_id
    for number in range(1, 71):
        desk.services.casework.add_note(desk.supervisor, case, f"{number} {NOTE * 160}", desk.command())
    asked, told = PaperRequest(number=desk.case(case).number), []
    made = desk.services.making.make_paper(
        desk.supervisor, "case", asked, desk.command(), lambda done, of: told.append((done, of))
    )
    document = pypdfium2.PdfDocument(made.content)
    assert len(document) >= LEAST_PAGES
    assert told[-1] == (len(document), len(document))
    document.close()
    seen: list[int] = []
    with pytest.raises(DomainError) as stopped:
        desk.services.making.make_paper(
            desk.supervisor, "case", asked, desk.command(),
            lambda done, _of: seen.append(done), lambda: len(seen) >= 20,
        )  # fmt: skip
    assert stopped.value.code == "report.cancelled"
    assert len(seen) == 20
