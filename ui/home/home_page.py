"""The first page: take something in, see what waits, go on with what was begun."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from services.complaints.drafts import DraftRow, Drafts
from services.complaints.register import Register, RegisterFilter, RegisterRow
from services.complaints.review import MyDay, Review
from services.errors import DomainError
from services.keys.custody import KeyCustody
from services.permissions import Role
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
from ui.widgets.labels import ElidedLabel, ThaiLabel, card, heading, plain_button, quiet_button
from ui.widgets.scrolling import scrolling
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from services.backup.backups import Backups

DRAFTS_SHOWN = 5
TILES_IN_ROW = 5


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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._review = review
        self._register = register
        self._drafts = drafts
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
        self.entries: dict[str, EntryButton] = {}
        self.tiles: dict[str, CountTile] = {}
        self.draft_buttons: list[QWidget] = []
        self.model = UrgentModel(self._today)
        self.model.setParent(self)
        self.table = DataTable(self.tr("เรื่องที่ควรดำเนินการก่อน"))
        self.urgent_empty = ThaiLabel(self.tr("ไม่มีเรื่องที่เกินกำหนดหรือใกล้ครบกำหนด"), "muted")
        self._tile_grid = QGridLayout()
        self._draft_card, self._draft_column = card()
        self._lay_out()

    def open(self, **_params: object) -> None:
        """Show the day as it stands."""
        self.refresh()

    def refresh(self) -> None:
        """Read the counts, the urgent cases and the drafts again."""
        now = self._desk.clock.now()
        self.date.setText(format_full(bangkok_date(now)))
        year = self.tr("ปีงบประมาณ {year}").format(year=fiscal_year(bangkok_date(now)))
        self.fiscal_year.setText(year)
        self._warn_of_holidays(bangkok_date(now))
        actor, read = self._desk.actor, self._desk.runner.read
        read(lambda: self._review.see_my_day(actor), self._show_day, self._on_failed, owner=self)
        read(lambda: read_urgent(self._register, actor), self._show_urgent, self._on_failed, owner=self)
        if self.backups is not None:
            self.backups.refresh()
        if (custody := self._custody) is not None:
            read(lambda: custody.sheet_is_due(actor), self._remind_of_sheet, self._on_failed, owner=self)
        if self._takes:
            read(lambda: self._drafts.list_drafts(actor), self._show_drafts, self._on_failed, owner=self)

    # --- what was read

    def _show_day(self, day: MyDay) -> None:
        self.problem.hide()
        counts = self._counts(day)
        if not self.tiles:
            columns = _columns(len(counts), short=set(self._desk.actor.roles) == {Role.SUPERVISOR})
            for place, count in enumerate(counts):
                self.tiles[count.key] = CountTile(count)
                self._tile_grid.addWidget(self.tiles[count.key], place // columns, place % columns)
        for count in counts:
            self.tiles[count.key].set_number(count.number)

    def _counts(self, day: MyDay) -> list[Count]:
        """Return the numbers that matter to the roles held, without doubles."""
        actor = self._desk.actor
        supervises, works = actor.has(Role.SUPERVISOR), actor.has(Role.FRONT_DESK, Role.OFFICER)
        listing, running = self._listing, RegisterFilter(lateness="open")
        counts: list[Count] = []

        def add(key: str, label: str, number: int, tone: str, go: Callable[[], object] | None) -> None:
            counts.append(Count(key, label, number, tone, go))

        if supervises:
            for key, label, number in (
                ("to_assign", self.tr("รอมอบหมาย"), day.to_assign),
                ("to_approve", self.tr("รอพิจารณาผล"), day.to_approve),
                ("to_close", self.tr("รอยุติเรื่อง"), day.to_close),
            ):
                add(key, label, number, "warning", self._waiting(key))
        if actor.has(Role.OFFICER):
            mine = replace(running, officer_id=actor.account_id)
            add("mine", self.tr("เรื่องที่ท่านรับผิดชอบ"), day.mine, "neutral", listing(mine))
        if works:
            screening = listing(replace(running, purpose="screen"))
            add("to_screen", self.tr("รอตรวจสอบและจำแนก"), day.to_screen, "neutral", screening)
        add("late", self.tr("เกินกำหนด"), day.late, "danger", listing(RegisterFilter(lateness="late")))
        soon = listing(RegisterFilter(lateness="due_soon"))
        add("due_soon", self.tr("ใกล้ครบกำหนด"), day.due_soon, "warning", soon)
        if not (actor.has(Role.OFFICER) and len(actor.roles) == 1):
            add("open", self.tr("อยู่ระหว่างดำเนินการ"), day.open, "neutral", listing(running))
        if works:
            waiting = listing(RegisterFilter(lateness="no_reply"))
            add("no_reply", self.tr("ยังไม่ได้แจ้งความคืบหน้า"), day.no_reply, "neutral", waiting)
        return counts

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
        for draft in drafts[:DRAFTS_SHOWN]:
            self._draft_column.addWidget(self._draft_line(draft))
        if not drafts:
            text = self.tr("ไม่มีร่าง สิ่งที่พิมพ์ไว้และยังไม่ได้บันทึกจะเก็บให้โดยอัตโนมัติและแสดงที่นี่")
            self._draft_column.addWidget(ThaiLabel(text, "muted"))
        elif len(drafts) > DRAFTS_SHOWN:
            text = self.tr("และอีก {count} ฉบับ").format(count=len(drafts) - DRAFTS_SHOWN)
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
        column = QVBoxLayout(inner)
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
        self._tile_grid.setSpacing(Space.M)
        column.addLayout(self._tile_grid)
        column.addWidget(self._build_urgent())
        if self._takes:
            column.addWidget(self._draft_card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner))


def _columns(count: int, *, short: bool) -> int:
    """Return in how many columns tiles stand: one line of a few, two even lines of more."""
    if count <= TILES_IN_ROW or (short and count == TILES_IN_ROW + 1):
        return count
    return -(-count // 2)
