"""Papers of a case to be signed: the complaint as written down, and the record of the box it lay in."""

from collections.abc import Callable, Sequence

from services.complaints.reading import CaseDetail
from services.documents.office_papers import OfficePapers
from services.office.facts import OfficeFacts
from services.unit_of_work import new_command_id
from ui.case.parts import CasePart, PartAction
from ui.desk import Desk


class PapersPart(CasePart):
    """Offer the papers of a case in the menu of its page."""

    def __init__(self, desk: Desk, papers: OfficePapers, show_paper: Callable[[bytes, str], None]) -> None:
        super().__init__()
        self._desk = desk
        self._papers = papers
        self._show_paper = show_paper
        self._detail: CaseDetail | None = None

    def actions(self) -> Sequence[PartAction]:
        return (
            PartAction("print_statement", self.tr("พิมพ์บันทึกคำร้องเรียน"), "printer", self.print_statement),
            PartAction(
                "print_statement_thumb",
                self.tr("พิมพ์บันทึกคำร้องเรียน (พิมพ์ลายนิ้วมือ)"),
                "printer",
                lambda: self.print_statement("thumb"),
            ),
            PartAction("print_box_record", self.tr("พิมพ์บันทึกการเปิดกล่อง"), "mailbox", self.print_box_record),
        )

    def show_case(self, detail: CaseDetail, facts: OfficeFacts, loaded: object) -> bool:
        self._detail = detail
        return False

    def print_statement(self, variant: str | None = None) -> None:
        """Show the statement, ready to print."""
        detail = self._detail
        if detail is None:
            return
        actor, command = self._desk.actor, new_command_id()
        title = self.tr("บันทึกคำร้องเรียน {number}").format(number=detail.number)
        self._desk.runner.write(
            lambda: self._papers.make_statement(actor, detail.id, command, variant),
            lambda content: self._show_paper(content, title),
            self._desk.feedback.error,
        )

    def print_box_record(self) -> None:
        """Show the record of the opening that the slip came from."""
        detail = self._detail
        if detail is None or detail.box_opening_id is None:
            return
        actor, opening, command = self._desk.actor, detail.box_opening_id, new_command_id()
        self._desk.runner.write(
            lambda: self._papers.make_box_record(actor, opening, command),
            lambda content: self._show_paper(content, self.tr("บันทึกการเปิดกล่อง")),
            self._desk.feedback.error,
        )
