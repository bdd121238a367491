"""The first page: take something in, see what waits, go on with what was begun."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from services.channels.inspections import INSPECTORS
from services.complaints.daily import UNTOUCHED_DAYS
from services.complaints.drafts import DraftRow, Drafts
from services.complaints.register import Register, RegisterFilter, RegisterRow
from services.complaints.review import DAY_LISTS, MyDay, Review
from services.errors import DomainError
from services.keys.custody import KeyCustody
from services.permissions import HANDLERS, Role
from services.thai.dates import bangkok_date, be_year, fiscal_year
from ui.backup.home_notice import BackupNotice
from ui.desk import Desk
from ui.draft_places import flowchart_name, is_flowchart, page_of
from ui.error_messages import sentence
from ui.formatting import format_date, format_full, format_time
from ui.home.tiles import Count, CountTile, EntryButton
from ui.home.urgent import COLUMNS, UrgentModel, read_urgent
from ui.theme import ROW_HEIGHT, Space
from ui.widgets.banner import Banner
from ui.widgets.keyboard import reveal
from ui.widgets.labels import ElidedLabel, ThaiLabel, card, heading, plain_button, quiet_button
from ui.widgets.scrolling import scrolling
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from services.backup.backups import Backups
    from services.letters.letters import Letters
    from ui.reports.signing_notice import SigningNotice

DRAFTS_SHOWN = 5
TILES_IN_ROW = 6
WORKERS = frozenset({Role.FRONT_DESK, Role.OFFICER})


class HomePage(QWidget):
    """Show the day of whoever is logged in."""

    def __init__(
        self,
        desk: Desk,
        review: Review,
        register: Register,
        drafts: Drafts,
        custody: KeyCustody | None = None,
        backups: "Backups | None" = None,
        letters: "Letters | None" = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._review = review
        self._register = register
        self._drafts = drafts
        self._letters = letters
        self._custody = custody if desk.actor.has(Role.ADMINISTRATOR) else None
        self._takes = desk.actor.has(Role.FRONT_DESK, Role.SUPERVISOR)
        self.date = heading("", "title")
        self.fiscal_year = heading("", "muted")
        self.problem = Banner()
        self.holidays = Banner(closable=False)
        self.sheet = Banner(closable=False)
        self.backups = (
            BackupNotice(backups, desk.runner, partial(desk.navigate, "settings", section="backup"))
            if backups is not None and desk.actor.has(Role.ADMINISTRATOR)
            else None
        )
        self.signing: SigningNotice | None = None
        self.entries: dict[str, EntryButton] = {}
        self.tiles: dict[str, CountTile] = {}
        self.draft_buttons: list[QWidget] = []
        self._all_drafts = False
        self.calm = Banner(closable=False)
        self.calm.show_text(self.tr("วันนี้ไม่มีงานค้าง"), "success")
        self.calm.hide()
        self.model = UrgentModel(self._today)
        self.model.setParent(self)
        self.table = DataTable(self.tr("เรื่องที่ควรดำเนินการก่อน"))
        self.urgent_empty = ThaiLabel(self.tr("ไม่มีเรื่องที่เกินกำหนดหรือใกล้ครบกำหนด"), "muted")
        self._tile_grid = QGridLayout()
        self._draft_card, self._draft_column = card()
        self._lay_out()

    def open(self, **_params: object) -> None:
        """Show the day as it stands."""
        self._all_drafts = False
        self.refresh()

    def refresh(self) -> None:
        """Read the counts, the urgent cases and the drafts again."""
        now = self._desk.clock.now()
        self.date.setText(format_full(bangkok_date(now)))
        year = self.tr("ปีงบประมาณ {year}").format(year=fiscal_year(bangkok_date(now)))
        self.fiscal_year.setText(year)
        self._warn_of_holidays(bangkok_date(now))
        actor, read = self._desk.actor, self._desk.runner.read
        read(self._read_day, self._show_day, self._on_failed, owner=self)
        read(lambda: read_urgent(self._register, actor), self._show_urgent, self._on_failed, owner=self)
        if self.backups is not None:
            self.backups.refresh()
        if self.signing is not None:
            self.signing.refresh()
        if (custody := self._custody) is not None:
            read(lambda: custody.sheet_is_due(actor), self._remind_of_sheet, self._on_failed, owner=self)
        if self._takes:
            read(lambda: self._drafts.list_drafts(actor), self._show_drafts, self._on_failed, owner=self)

    def remind_of_signing(self, notice: "SigningNotice") -> None:
        """Remind of the month to be signed, below what else is said before the day's work."""
        self.signing = notice
        self._column.insertWidget(self._column.indexOf(self.holidays) + 1, notice)

    def _read_day(self) -> MyDay:
        """Read the counts, those of letters with them; called on a reader's thread."""
        day, letters = self._review.see_my_day(self._desk.actor), self._letters
        if letters is None or not day.roles & HANDLERS:
            return day
        waiting = letters.count_waiting(self._desk.actor)
        return replace(day, letters=waiting.to_approve + waiting.to_issue)

    # --- what was read

    def _show_day(self, day: MyDay) -> None:
        self.problem.hide()
        counts = self._counts(day)
        self.calm.setVisible(day.work == 0)
        if [*self.tiles] != [count.key for count in counts]:
            self._lay_tiles(counts)
        for count in counts:
            self.tiles[count.key].set_number(count.number)

    def _lay_tiles(self, counts: list[Count]) -> None:
        """Lay the tiles of the roles held; they may change while the program stands open."""
        for tile in self.tiles.values():
            self._tile_grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = {count.key: CountTile(count) for count in counts}
        columns = _columns(len(counts))
        for place, tile in enumerate(self.tiles.values()):
            self._tile_grid.addWidget(tile, place // columns, place % columns)

    def _counts(self, day: MyDay) -> list[Count]:
        """Return the numbers that matter to the roles held, without doubles."""
        return [
            *self._of_roles(day),
            *self._of_dates(day),
            *self._of_channels(day),
            *self._of_course(day),
        ]

    def _of_roles(self, day: MyDay) -> list[Count]:
        """Return what waits for somebody in these roles."""
        running, counts = RegisterFilter(lateness="open"), []
        if Role.SUPERVISOR in day.roles:
            for key, label, number in (
                ("to_assign", self.tr("รอมอบหมาย"), day.to_assign),
                ("to_approve", self.tr("รอพิจารณาผล"), day.to_approve),
                ("to_close", self.tr("รอยุติเรื่อง"), day.to_close),
            ):
                counts.append(Count(key, label, number, "warning", self._waiting(key)))
        if Role.OFFICER in day.roles:
            mine = self._listing(replace(running, officer_id=self._desk.actor.account_id))
            counts.append(Count("mine", self.tr("เรื่องที่ท่านรับผิดชอบ"), day.mine, "neutral", mine))
        if day.roles & WORKERS and Role.SUPERVISOR not in day.roles:
            counts.append(self._of("waiting", self.tr("รอท่านดำเนินการ"), day.waiting, "warning"))
        if day.roles & HANDLERS and self._letters is not None:
            go = partial(self._desk.navigate, "letters")
            counts.append(Count("letters", self.tr("หนังสือรอดำเนินการ"), day.letters, "warning", go))
        if day.roles & {Role.FRONT_DESK, Role.VIEWER} and Role.SUPERVISOR not in day.roles:
            unassigned = self._listing(replace(running, unassigned=True))
            label = self.tr("ยังไม่ได้มอบหมาย")
            counts.append(Count("unassigned", label, day.unassigned, "neutral", unassigned))
        return counts

    def _of_dates(self, day: MyDay) -> list[Count]:
        """Return what the clocks say."""
        late = Count(
            "late", self.tr("เกินกำหนด"), day.late, "danger", self._listing(RegisterFilter(lateness="late"))
        )
        counts = [
            late,
            self._of("due_today", self.tr("ครบกำหนดวันนี้"), day.due_today, "warning"),
            self._of("approaching", self.tr("ใกล้ครบกำหนด"), day.approaching, "warning"),
        ]
        if day.roles & {*WORKERS, Role.SUPERVISOR}:
            counts.append(self._of("reply_due", self.tr("ถึงกำหนดแจ้งความคืบหน้า"), day.reply_due, "warning"))
            counts.append(self._of("referrals", self.tr("ถึงกำหนดติดตามเรื่องที่ส่งต่อ"), day.referrals, "warning"))
        return counts

    def _of_channels(self, day: MyDay) -> list[Count]:
        """Return what the channels ask for, of those who look into them."""
        if not day.roles & INSPECTORS:
            return []
        tone = "danger" if day.inspections_overdue else "warning"
        channels = partial(self._desk.navigate, "channels")
        return [
            Count(
                "inspections", self.tr("ช่องทางที่ต้องตรวจ"), day.inspections, tone, partial(channels, show="due")
            ),
            Count(
                "finds", self.tr("ตรวจพบ รอรับเข้า"), day.finds, "warning", partial(channels, show="waiting")
            ),
        ]

    def _of_course(self, day: MyDay) -> list[Count]:
        """Return what runs, stands or was begun."""
        untouched = self.tr("ไม่มีความเคลื่อนไหว {days} วันขึ้นไป").format(days=UNTOUCHED_DAYS)
        counts = [self._of("untouched", untouched, day.untouched, "warning")]
        counts.append(self._of("stopped", self.tr("หยุดนับเวลา"), day.stopped, "neutral"))
        if day.roles != {Role.OFFICER}:
            running = self._listing(RegisterFilter(lateness="open"))
            counts.append(Count("open", self.tr("อยู่ระหว่างดำเนินการ"), day.open, "neutral", running))
        if self._takes:
            counts.append(Count("drafts", self.tr("ร่างที่เก็บไว้"), day.drafts, "neutral", self._go_to_drafts))
        return counts

    def _of(self, key: str, label: str, number: int, tone: str) -> Count:
        """Return a count whose list is a state of the register."""
        wanted = RegisterFilter(lateness=DAY_LISTS[key])
        return Count(key, label, number, tone, self._listing(wanted))

    def _go_to_drafts(self) -> None:
        """Show every draft kept, and go to the first."""
        self._all_drafts = True
        actor = self._desk.actor
        self._desk.runner.read(
            lambda: self._drafts.list_drafts(actor), self._open_drafts, self._on_failed, owner=self
        )

    def _open_drafts(self, drafts: list[DraftRow]) -> None:
        self._show_drafts(drafts)
        if self.draft_buttons:
            self.draft_buttons[0].setFocus()
            reveal(self.draft_buttons[-1])
            reveal(self.draft_buttons[0])

    def _show_urgent(self, rows: list[RegisterRow]) -> None:
        kept = self.table.current_row()
        self.model.set_rows(rows)
        self.urgent_empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header + ROW_HEIGHT * max(len(rows), 1) + 6)
        if rows and kept >= 0:
            self.table.setCurrentIndex(self.model.index(min(kept, len(rows) - 1), 0))

    def _show_drafts(self, drafts: list[DraftRow]) -> None:
        while (item := self._draft_column.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self.draft_buttons = []
        self._draft_column.addWidget(heading(self.tr("ร่างที่ยังไม่ได้บันทึก")))
        shown = len(drafts) if self._all_drafts else DRAFTS_SHOWN
        for draft in drafts[:shown]:
            self._draft_column.addWidget(self._draft_line(draft))
        if not drafts:
            text = self.tr("ไม่มีร่าง สิ่งที่พิมพ์ไว้และยังไม่ได้บันทึกจะเก็บให้โดยอัตโนมัติและแสดงที่นี่")
            self._draft_column.addWidget(ThaiLabel(text, "muted"))
        elif len(drafts) > shown:
            text = self.tr("และอีก {count} ฉบับ").format(count=len(drafts) - shown)
            self._draft_column.addWidget(heading(text, "muted"))

    def _remind_of_sheet(self, due: bool) -> None:
        self.sheet.hide()
        if due:
            self.sheet.show_text(
                self.tr("ยังไม่ได้พิมพ์ใบกู้คืนของสำนักงาน หากเครื่องเสียอาจเปิดข้อมูลไม่ได้อีก"),
                "warning",
                self.tr("พิมพ์ใบกู้คืน"),
                self._go_to_sheet,
            )

    def _go_to_sheet(self) -> None:
        self._desk.navigate("settings", section="security")

    def _on_failed(self, error: DomainError) -> None:
        self.problem.show_text(sentence(error).as_text(), "danger", self.tr("ลองใหม่"), self.refresh)

    def _warn_of_holidays(self, today: date) -> None:
        year = be_year(today)
        if self._desk.facts().counting.calendar.is_confirmed(year):
            self.holidays.hide()
            return
        text = self.tr("วันหยุดราชการปี {year} ยังไม่มีผู้ยืนยัน กำหนดเวลาที่คำนวณได้อาจเปลี่ยนเมื่อมีประกาศเพิ่ม").format(
            year=year
        )
        if self._desk.actor.has(Role.ADMINISTRATOR):
            self.holidays.show_text(text, "warning", self.tr("ตรวจวันหยุด"), self._check_holidays)
        else:
            self.holidays.show_text(text, "warning")

    # --- where things lead

    def _check_holidays(self) -> None:
        self._desk.navigate("settings", section="holidays")

    def _waiting(self, name: str) -> Callable[[], object]:
        return partial(self._desk.navigate, "review", list=name)

    def _listing(self, wanted: RegisterFilter) -> Callable[[], object]:
        return partial(self._desk.navigate, "register", filter=wanted)

    def _open_case(self, index: QModelIndex) -> None:
        self._desk.navigate("case", complaint_id=self.model.row_at(index.row()).id)

    def _take_up(self, draft: DraftRow) -> None:
        self._desk.navigate(page_of(draft.form), draft_id=draft.id)

    def _today(self) -> date:
        return bangkok_date(self._desk.clock.now())

    # --- building

    def _draft_line(self, draft: DraftRow) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.M)
        title = draft.title.strip() or self.tr("(ยังไม่มีข้อความ)")
        name = ElidedLabel(title)
        button = plain_button(self.tr("ทำต่อ"), "square-pen")
        button.setAccessibleName(self.tr("ทำต่อ: {title}").format(title=title))
        button.clicked.connect(lambda _on, one=draft: self._take_up(one))
        self.draft_buttons.append(button)
        line.addWidget(heading(self._form_name(draft.form), "label"))
        line.addWidget(name, 1)
        line.addWidget(heading(self._when(draft.updated_at), "muted"))
        line.addWidget(button)
        return row

    def _when(self, moment: datetime) -> str:
        day = bangkok_date(moment)
        if day == self._today():
            return self.tr("วันนี้ {time}").format(time=format_time(moment))
        return format_date(day)

    def _form_name(self, form: str) -> str:
        if is_flowchart(form):
            return flowchart_name()
        return dict(self._forms()).get(form, self.tr("ช่องทางอื่น"))

    def _forms(self) -> tuple[tuple[str, str], ...]:
        return (
            ("walk_in", self.tr("ติดต่อด้วยตนเอง")),
            ("phone", self.tr("โทรศัพท์")),
            ("box", self.tr("กล่องแสดงความคิดเห็น")),
            ("general", self.tr("ช่องทางอื่น")),
        )

    def _build_entries(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(Space.M)
        looks = (("user", "F2"), ("phone", "F3"), ("mailbox", "F4"), ("globe", "F6"))
        for column, ((form, text), (icon_name, key)) in enumerate(zip(self._forms(), looks, strict=True)):
            button = EntryButton(text, icon_name, key)
            button.clicked.connect(lambda _on, to=f"intake_{form}": self._desk.navigate(to))
            self.entries[form] = button
            grid.addWidget(button, 0, column)
        return grid

    def _build_urgent(self) -> QFrame:
        frame, column = card()
        top = QHBoxLayout()
        top.addWidget(heading(self.tr("เรื่องที่ควรดำเนินการก่อน")))
        top.addStretch(1)
        everything = quiet_button(self.tr("เปิดทะเบียน"), "list")
        everything.clicked.connect(lambda _on: self._desk.navigate("register"))
        top.addWidget(everything)
        column.addLayout(top)
        column.addWidget(self.urgent_empty)
        column.addWidget(self.table)
        self.table.setModel(self.model)
        self.table.set_column_widths([width for _title, width in COLUMNS], stretch=3)
        self.table.opened.connect(self._open_case)
        return frame

    def _lay_out(self) -> None:
        inner = QWidget()
        column = self._column = QVBoxLayout(inner)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.L)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.date)
        head.addWidget(self.fiscal_year)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addWidget(self.sheet)
        if self.backups is not None:
            column.addWidget(self.backups)
        column.addWidget(self.holidays)
        if self._takes:
            column.addLayout(self._build_entries())
        column.addWidget(self.calm)
        self._tile_grid.setSpacing(Space.S)
        column.addLayout(self._tile_grid)
        column.addWidget(self._build_urgent())
        if self._takes:
            column.addWidget(self._draft_card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner))


def _columns(count: int) -> int:
    """Return in how many columns tiles stand: even lines of a few each."""
    lines = max(1, -(-count // TILES_IN_ROW))
    return -(-count // lines)
