"""Which pages there are, who sees them, and what each is built from."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from services.container import Services
from services.permissions import HANDLERS, Actor, Role
from services.thai.dates import Month
from services.unit_of_work import new_command_id
from ui.desk import Desk, LastRead
from ui.main_window import MainWindow
from ui.page_spec import PageSpec
from ui.tasks import TaskRunner

if TYPE_CHECKING:
    from ui.case.parts import CasePart
    from ui.home.home_page import HomePage
    from ui.register.bulk import BulkServices

TAKERS = frozenset({Role.FRONT_DESK.value, Role.SUPERVISOR.value})
ANSWERERS = frozenset(role.value for role in HANDLERS)
SUPERVISORS = frozenset({Role.SUPERVISOR.value})
WRITERS = TAKERS | {Role.OFFICER.value}
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR.value})


def _tr(text: str) -> str:
    return QCoreApplication.translate("Pages", text)


def page_specs(window: MainWindow, services: Services, actor: Actor, runner: TaskRunner) -> list[PageSpec]:
    """Return the pages of a session; each is built, and its modules imported, on the first visit."""
    desk = Desk(
        actor=actor,
        clock=services.clock,
        runner=runner,
        feedback=window.feedback,
        facts=LastRead(lambda: services.office.read_facts(actor)),
        navigate=window.navigate,
    )
    return [
        *_daily(desk, services, window),
        *_intake(desk, services, window),
        *_office(desk, services, window),
    ]


def _remind_of_signing(page: "HomePage", desk: Desk, services: Services) -> None:
    """Have a supervisor's first page tell of a month to sign; papers are imported beside the window."""
    from ui.reports.signing_notice import SigningNotice

    def ask(actor: Actor) -> Month | None:
        return services.signing.month_to_sign(actor)

    if desk.actor.has(Role.SUPERVISOR):
        page.remind_of_signing(SigningNotice(desk, ask))


def _daily(desk: Desk, services: Services, window: MainWindow) -> list[PageSpec]:
    def home() -> QWidget:
        from ui.home.home_page import HomePage

        page = HomePage(
            desk,
            services.review,
            services.register,
            services.drafts,
            services.custody,
            services.backups,
            services.letters,
        )
        _remind_of_signing(page, desk, services)
        return page

    def register() -> QWidget:
        from ui.register.register_page import RegisterPage

        return RegisterPage(
            desk,
            services.register,
            services.accounts,
            settings=window.settings,
            bulk=bulk_services(services),
        )

    def review() -> QWidget:
        from ui.review.review_page import ReviewPage

        return ReviewPage(
            desk,
            services.review,
            services.casework,
            services.indicators,
            services.cases,
            services.accounts,
            letters=services.letters,
            bulk=bulk_services(services),
            readers=services.readers,
        )

    def case() -> QWidget:
        from ui.case.case_page import CasePage
        from ui.scans.watcher import ScanWatcher

        page = CasePage(
            desk,
            services.cases,
            services.casework,
            services.deadlines,
            services.intake,
            services.accounts,
            receipt_printer(desk, services, window),
            case_file_printer(desk, services, window),
            private_files=services.private_files,
            parts=case_parts(desk, services, window),
        )
        if desk.actor.roles & HANDLERS:
            page.offer_scans(ScanWatcher(desk, services.scans, window.settings, page))
        return page

    def letter() -> QWidget:
        from ui.letters.letter_page import LetterPage

        return LetterPage(desk, services.letters, services.private_files)

    def letters() -> QWidget:
        from ui.letters.waiting_page import WaitingLettersPage

        return WaitingLettersPage(desk, services.letters)

    def ask() -> QWidget:
        from ui.ask.ask_page import AskPage

        return AskPage(desk, services.status_answers)

    def reports() -> QWidget:
        from ui.reports.reports_page import ReportsPage

        return ReportsPage(desk, services.documents, services.signing, services.making)

    work = _tr("งานประจำวัน")
    return [
        PageSpec("home", _tr("วันนี้"), "house", home, shortcut="Ctrl+1", group=work),
        PageSpec("register", _tr("ทะเบียนเรื่องที่รับ"), "list", register, shortcut="Ctrl+2", group=work),
        PageSpec("ask", _tr("ตอบผู้สอบถาม"), "search", ask, roles=ANSWERERS, shortcut="F12", group=work),
        PageSpec(
            "review",
            _tr("พิจารณาและมอบหมาย"),
            "clipboard-check",
            review,
            roles=SUPERVISORS,
            shortcut="Ctrl+3",
            group=work,
        ),
        PageSpec("reports", _tr("รายงานประจำเดือน"), "file-text", reports, shortcut="Ctrl+4", group=work),
        _dashboard(desk, services, window, work),
        _documents(desk, services, window, work),
        _evidence(desk, services, window, work),
        _channels(desk, services, window, work),
        PageSpec("case", _tr("เรื่องที่รับ"), "file-text", case, in_rail=False),
        PageSpec(
            "letters", _tr("หนังสือรอดำเนินการ"), "mail", letters, roles=WRITERS, in_rail=False, group=work
        ),
        PageSpec("letter", _tr("หนังสือและการแจ้ง"), "mail", letter, in_rail=False),
    ]


def _dashboard(desk: Desk, services: Services, window: MainWindow, group: str) -> PageSpec:
    def dashboard() -> QWidget:
        from ui.dashboard.dashboard_page import DashboardPage

        return DashboardPage(
            desk, services.dashboards, services.making, partial(_show, window), settings=window.settings
        )

    title = _tr("ผลการดำเนินงาน")
    return PageSpec("dashboard", title, "chart-column", dashboard, shortcut="Ctrl+G", group=group)


def _evidence(desk: Desk, services: Services, window: MainWindow, group: str) -> PageSpec:
    def evidence() -> QWidget:
        from ui.evidence.evidence_page import EvidencePage

        makers = services.evidence, services.evidence_pictures, services.making
        return EvidencePage(desk, *makers, partial(_show, window))

    title = _tr("เอกสารหลักฐานประจำปี")
    # Made once a year, and opened from the documents: the rail is for what is done each day.
    return PageSpec("evidence", title, "book-open", evidence, in_rail=False, group=group)


def _documents(desk: Desk, services: Services, window: MainWindow, group: str) -> PageSpec:
    def documents() -> QWidget:
        from ui.documents.documents_page import DocumentsPage

        return DocumentsPage(desk, services.making, services.kept_papers, settings=window.settings)

    return PageSpec("documents", _tr("เอกสารและรายงาน"), "printer", documents, shortcut="Ctrl+J", group=group)


def _channels(desk: Desk, services: Services, window: MainWindow, group: str) -> PageSpec:
    def channels() -> QWidget:
        from ui.channels.channels_page import ChannelsPage

        return ChannelsPage(desk, services.inspections, services.papers, partial(_show, window))

    return PageSpec("channels", _tr("ตรวจช่องทาง"), "inbox", channels, shortcut="Ctrl+5", group=group)


def _intake(desk: Desk, services: Services, window: MainWindow) -> list[PageSpec]:
    def form(name: str) -> Callable[[], QWidget]:
        def build() -> QWidget:
            from ui.intake.beside import Beside
            from ui.intake.intake_page import IntakePage
            from ui.scans.watcher import ScanWatcher

            page = IntakePage(
                desk,
                services.intake,
                services.drafts,
                services.accounts,
                receipt_printer(desk, services, window),
                lambda complaint_id: services.documents.phone_sentence(desk.actor, complaint_id),
                name,
                Beside(services.inspections, paper_printer(desk, services, window)),
                earlier=(services.similar, services.cases),
            )
            page.offer_scans(ScanWatcher(desk, services.scans, window.settings, page))
            return page

        return build

    def correction() -> QWidget:
        from ui.intake.correction_page import CorrectionPage

        return CorrectionPage(desk, services.intake, services.accounts)

    taking = _tr("รับเรื่อง")
    return [
        PageSpec(
            "intake_walk_in",
            _tr("ติดต่อด้วยตนเอง"),
            "user",
            form("walk_in"),
            roles=TAKERS,
            shortcut="F2",
            group=taking,
        ),
        PageSpec(
            "intake_phone", _tr("โทรศัพท์"), "phone", form("phone"), roles=TAKERS, shortcut="F3", group=taking
        ),
        PageSpec(
            "intake_box",
            _tr("กล่องแสดงความคิดเห็น"),
            "mailbox",
            form("box"),
            roles=TAKERS,
            shortcut="F4",
            group=taking,
        ),
        PageSpec(
            "intake_general",
            _tr("ช่องทางอื่น"),
            "globe",
            form("general"),
            roles=TAKERS,
            shortcut="F6",
            group=taking,
        ),
        PageSpec("correction", _tr("แก้ไขข้อมูลที่รับไว้"), "pencil", correction, roles=TAKERS, in_rail=False),
    ]


def _office(desk: Desk, services: Services, window: MainWindow) -> list[PageSpec]:
    def settings() -> QWidget:
        from ui.settings.sections import section_specs
        from ui.settings.settings_page import SettingsPage

        asks = window.switch_asked.emit, window.restore_asked.emit
        return SettingsPage(desk, section_specs(desk, services, *asks))

    def journal() -> QWidget:
        from ui.journal.journal_page import JournalPage

        return JournalPage(desk, services.journal, settings=window.settings)

    def flowchart() -> QWidget:
        from ui.flowchart.flowchart_page import FlowchartPage

        show = partial(_show, window)
        return FlowchartPage(desk, services.flowcharts, services.drafts, show)

    def privacy() -> QWidget:
        from ui.privacy.privacy_page import PrivacyPage

        return PrivacyPage(desk, services.privacy, services.destruction)

    return [
        PageSpec(
            "flowchart",
            _tr("ผังกระบวนการ"),
            "git-branch",
            flowchart,
            roles=SUPERVISORS | ADMINISTRATORS,
            shortcut="Ctrl+6",
            group=_tr("สำนักงาน"),
        ),
        PageSpec(
            "privacy",
            _tr("ข้อมูลส่วนบุคคล"),
            "lock",
            privacy,
            roles=SUPERVISORS,
            shortcut="Ctrl+7",
            group=_tr("สำนักงาน"),
        ),
        PageSpec(
            "journal",
            _tr("บันทึกการทำงาน"),
            "history",
            journal,
            roles=SUPERVISORS | ADMINISTRATORS,
            shortcut="Ctrl+8",
            group=_tr("สำนักงาน"),
        ),
        PageSpec(
            "settings",
            _tr("ตั้งค่าสำนักงาน"),
            "settings",
            settings,
            roles=ADMINISTRATORS | SUPERVISORS,  # of whom each finds the sections of their own
            shortcut="Ctrl+9",
            group=_tr("สำนักงาน"),
        ),
    ]


def case_parts(desk: Desk, services: Services, window: MainWindow) -> "list[CasePart]":
    """Return what a case's page shows and does beside the step, in the order shown."""
    from ui.case.clock_part import ClockPart
    from ui.case.letters_part import LettersPart
    from ui.case.papers_part import PapersPart
    from ui.case.readers_part import ReadersPart
    from ui.case.referral_part import ReferralPart
    from ui.case.superior_part import SuperiorPart

    return [
        ClockPart(desk, services.clockwork, services.deadlines),
        SuperiorPart(desk, services.superior, services.accounts),
        LettersPart(desk, services.letters, window),
        ReferralPart(desk, services.referrals),
        _links_part(desk, services),
        ReadersPart(desk, services.readers),
        PapersPart(desk, services.papers, partial(_show, window)),
    ]


def bulk_services(services: Services) -> "BulkServices":
    """Return what works on many cases chosen in a list."""
    from ui.register.bulk import BulkServices

    return BulkServices(services.bulk, services.documents, services.casework, services.accounts)


def _links_part(desk: Desk, services: Services) -> "CasePart":
    from ui.case.links_part import LinksPart

    around = services.links, services.review_requests, services.similar
    return LinksPart(desk, *around, services.register, services.casework)


def paper_printer(desk: Desk, services: Services, window: MainWindow) -> Callable[[str, int], None]:
    """Return a function that makes a statement of a case or the record of an opening, and shows it."""

    def make(paper: str, of: int) -> None:
        command = new_command_id()
        if paper == "box_record":
            title = _tr("บันทึกการเปิดกล่อง")
            job = partial(services.papers.make_box_record, desk.actor, of, command)
        else:
            title = _tr("บันทึกคำร้องเรียน")
            job = partial(services.papers.make_statement, desk.actor, of, command)
        desk.runner.write(job, lambda content: _show(window, content, title), desk.feedback.error)

    return make


def receipt_printer(desk: Desk, services: Services, window: MainWindow) -> Callable[[int], None]:
    """Return a function that makes a case's receipt and shows it, ready to print."""
    under_way: set[int] = set()

    def make(complaint_id: int) -> None:
        if complaint_id in under_way:  # A double click is one print, not a slip and its copy.
            return
        under_way.add(complaint_id)
        paper = desk.facts().settings.receipt_paper
        command = new_command_id()
        desk.runner.write(
            lambda: services.documents.print_receipt(desk.actor, complaint_id, paper, command),
            lambda content: _show(window, content, _tr("ใบรับเรื่องร้องเรียน")),
            desk.feedback.error,
            on_finally=lambda: under_way.discard(complaint_id),
        )

    return make


def case_file_printer(desk: Desk, services: Services, window: MainWindow) -> Callable[[int], None]:
    """Return a function that makes a case's file and shows it, ready to print."""

    def make(complaint_id: int) -> None:
        command = new_command_id()
        desk.runner.write(
            lambda: services.documents.make_case_file(desk.actor, complaint_id, command),
            lambda content: _show(window, content, _tr("แฟ้มเรื่อง")),
            desk.feedback.error,
        )

    return make


def _show(window: MainWindow, content: bytes, title: str) -> None:
    from ui.reports.document_window import DocumentWindow

    DocumentWindow(content, title, title, window.feedback, window).open()
