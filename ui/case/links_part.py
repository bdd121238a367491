"""Cases that belong with the one shown, and those that may: in a section, with what may be done about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.complaints.casework import Casework
from services.complaints.links import BY_HAND, LinkCases, LinkRow, Links
from services.complaints.reading import CaseDetail
from services.complaints.register import Register
from services.complaints.review_request import ReviewRequests
from services.complaints.similar import Similar, Suggestion
from services.office.codes import name_of
from services.office.facts import OfficeFacts
from services.permissions import HANDLERS, Actor
from ui.ask.model import status_name
from ui.case.dialogs import ActionDialog
from ui.case.link_dialog import LinkDialog
from ui.case.parts import CasePart, PartAction
from ui.case.review_dialog import ask_for_review
from ui.desk import Desk
from ui.formatting import format_date
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.flow_panel import FlowPanel
from ui.widgets.labels import ElidedLabel, StatusChip, heading, quiet_button, tool_button


def _tr(text: str) -> str:
    return QCoreApplication.translate("LinksPart", text)


def role_text(role: str) -> str:
    """Return what another case is to the one shown."""
    return {
        "related": _tr("เกี่ยวข้องกัน"),
        "duplicate": _tr("แจ้งซ้ำภายหลัง"),
        "duplicate_of": _tr("เรื่องที่แจ้งไว้ก่อน"),
        "repeat": _tr("ผู้ร้องเรียนรายเดิม"),
        "original": _tr("เรื่องเดิมที่ขอทบทวน"),
        "review": _tr("ขอทบทวนผล"),
    }[role]


def kind_choices() -> list[tuple[str, str]]:
    """Return the ways in which cases may be tied by hand."""
    names = {"related": _tr("เกี่ยวข้องกัน"), "duplicate": _tr("เรื่องซ้ำ"), "repeat": _tr("ผู้ร้องเรียนรายเดิม")}
    return [(kind, names[kind]) for kind in BY_HAND]


def why_texts(one: Suggestion) -> list[str]:
    """Return why a case is suggested, the strongest reason first."""
    names = {
        "same_id": _tr("เลขประจำตัวตรงกัน"),
        "same_phone": _tr("โทรศัพท์ตรงกัน"),
        "same_name": _tr("ชื่อตรงหรือใกล้เคียงกัน"),
        "similar_text": _tr("ข้อความคล้ายกัน"),
    }
    return [names[why] for why in (one.why, *one.also)]


@dataclass(frozen=True, slots=True)
class _Loaded:
    links: tuple[LinkRow, ...]
    similar: tuple[Suggestion, ...]


class LinksPart(CasePart):
    """Show ties from this case's end, follow, make and end them; take in that a result is disputed."""

    def __init__(
        self,
        desk: Desk,
        links: Links,
        reviews: ReviewRequests,
        similar: Similar,
        register: Register,
        casework: Casework,
    ) -> None:
        super().__init__()
        self.title = _tr("เรื่องที่เกี่ยวข้อง")
        self._desk, self._links, self._reviews = desk, links, reviews
        self._similar, self._register, self._casework = similar, register, casework
        self._detail: CaseDetail | None = None
        self._loaded = _Loaded((), ())
        self.dialog: ActionDialog | None = None
        self.rows: list[QWidget] = []
        self.banner = Banner(closable=False)
        self._widget = QWidget()
        self._column = QVBoxLayout(self._widget)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(self.banner)
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.XS)
        self._column.addLayout(self._list)

    def widget(self) -> QWidget:
        """Return the section's widget."""
        return self._widget

    def actions(self) -> Sequence[PartAction]:
        """Return what may be done."""
        return (
            PartAction("link_case", _tr("เชื่อมโยงกับเรื่องอื่น"), "git-branch", self.link_case),
            PartAction("request_review", _tr("รับคำขอทบทวนผล"), "rotate-ccw", self.request_review),
        )

    def load(self, actor: Actor, complaint_id: int) -> _Loaded:
        """Read a case's ties, and what it may be tied to."""
        links = self._links.list_links(actor, complaint_id)
        similar: tuple[Suggestion, ...] = ()
        if actor.roles & HANDLERS:
            tied = {row.complaint_id for row in links}
            found = self._similar.suggest_for_case(actor, complaint_id)
            similar = tuple(one for one in found if one.complaint_id not in tied)
        return _Loaded(links, similar)

    def show_case(self, detail: CaseDetail, facts: OfficeFacts, loaded: Any) -> bool:
        """Show what was read."""
        self._detail, self._loaded = detail, loaded
        self._show_review(detail)
        self._fill()
        return bool(loaded.links or loaded.similar)

    def count(self) -> int:
        """Return how many cases are tied to this one."""
        return len(self._loaded.links)

    # --- what may be done

    def link_case(self, other: Suggestion | None = None) -> None:
        """Ask which case belongs with this one, and how."""
        if self._detail is None:
            return
        actor, links, here = self._desk.actor, self._links, self._detail.id

        def carry(values: dict[str, Any], command: str) -> Any:
            wanted = LinkCases(
                complaint_id=here,
                other_id=int(values["other_id"] or 0),
                kind=values["kind"] or "",
                note=values["note"],
            )
            return links.link_cases(actor, wanted, command)

        dialog = LinkDialog(self._desk, self._register, carry, here, self._widget.window())
        if other is not None:
            dialog.choose(other.complaint_id, other.number, "repeat" if other.same_person else "duplicate")
        self._open(dialog, _tr("เชื่อมโยงเรื่องแล้ว"))

    def unlink(self, row: LinkRow) -> None:
        """Ask why two cases do not belong together."""
        actor, links = self._desk.actor, self._links
        dialog = ActionDialog(
            self._desk,
            _tr("ยกเลิกการเชื่อมโยงกับเลขรับ {number}").format(number=row.number),
            _tr("ยกเลิกการเชื่อมโยง"),
            lambda values, command: links.unlink_cases(actor, row.link_id, values["reason"], command),
            danger=True,
            parent=self._widget.window(),
        )
        dialog.add_text("reason", _tr("เหตุผล"), lines=2)
        self._open(dialog, _tr("ยกเลิกการเชื่อมโยงแล้ว"))

    def request_review(self) -> None:
        """Take in that the result of this case is disputed."""
        if self._detail is None:
            return
        actor, original = self._desk.actor, self._detail.id

        def ask(known: Any) -> None:
            dialog = ask_for_review(self._desk, self._reviews, original, known, self._widget.window())
            dialog.done_with.connect(lambda made: self._follow(made.complaint_id))
            self._open(dialog, _tr("รับคำขอทบทวนเป็นเรื่องใหม่แล้ว"))

        self._desk.runner.read(
            lambda: self._reviews.ask_before_review(actor, original),
            ask,
            self._desk.feedback.error,
            owner=self,
        )

    def close_as_duplicate(self, row: LinkRow) -> None:
        """Ask to close this case, which tells again what another told before."""
        detail = self._detail
        if detail is None:
            return
        actor, casework = self._desk.actor, self._casework

        def carry(values: dict[str, Any], command: str) -> Any:
            return casework.close_early(
                actor, detail.id, detail.version, "duplicate", values["reason"], command
            )

        dialog = ActionDialog(
            self._desk,
            _tr("ยุติเป็นเรื่องซ้ำกับเลขรับ {number}").format(number=row.number),
            _tr("ยุติเรื่อง"),
            carry,
            text=_tr("เรื่องนี้จะยุติด้วยผล “ซ้ำกับเรื่องเดิม” ส่วนเลขรับ {number} ดำเนินการต่อไป").format(number=row.number),
            danger=True,
            on_reload=self.changed.emit,
            parent=self._widget.window(),
        )
        reason = dialog.add_text("reason", _tr("เหตุผล"), lines=2)
        reason.setText(_tr("ซ้ำกับเรื่องเลขรับ {number}").format(number=row.number))
        self._open(dialog, _tr("ยุติเรื่องแล้ว"))

    def _open(self, dialog: ActionDialog, said: str) -> None:
        def done(_result: Any) -> None:
            self._desk.feedback.saved(said)
            self.changed.emit()

        self.dialog = dialog
        dialog.done_with.connect(done)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _follow(self, complaint_id: int) -> None:
        self._desk.navigate("case", complaint_id=complaint_id)

    # --- showing

    def _show_review(self, detail: CaseDetail) -> None:
        text = ""
        for row in self._loaded.links:
            if row.role == "review":
                text = _tr("มีการขอทบทวนผลการพิจารณา เลขรับ {number} {state}").format(
                    number=row.number, state=_state(row)
                )
            elif row.role == "original":
                text = _tr("เรื่องนี้ขอทบทวนผลของเลขรับ {number} ซึ่งยุติเมื่อ {day} ผลคือ {outcome}").format(
                    number=row.number,
                    day=format_date(row.closed_on) if row.closed_on else "–",
                    outcome=name_of("outcomes", row.outcome) or "–",
                )
                if row.officer and row.officer == detail.officer:
                    text += " " + _tr("ผู้รับผิดชอบเป็นคนเดียวกับเรื่องเดิม ควรมอบหมายให้ผู้อื่น")
                elif row.officer and not detail.officer:
                    text += " " + _tr("ควรมอบหมายให้ผู้อื่นที่ไม่ใช่ {name}").format(name=row.officer)
                break
        if text:
            self.banner.show_text(text, "info")
        else:
            self.banner.close_banner()

    def _fill(self) -> None:
        self.rows = []
        while (item := self._list.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for row in self._loaded.links:
            self._add(self._link_row(row))
        if self._loaded.similar:
            self._add(heading(_tr("อาจเป็นเรื่องเดียวกันหรือผู้ร้องเรียนรายเดิม"), "muted"))
            for one in self._loaded.similar:
                self._add(self._similar_row(one))

    def _add(self, widget: QWidget) -> None:
        self.rows.append(widget)
        self._list.addWidget(widget)

    def _link_row(self, row: LinkRow) -> QWidget:
        tone = "accent" if row.role in {"original", "review"} else "neutral"
        tail: list[QWidget] = []
        if row.role == "duplicate_of" and self._may("close_early"):
            button = quiet_button(_tr("ยุติเป็นเรื่องซ้ำ"), "archive")
            button.clicked.connect(lambda _on=False: self.close_as_duplicate(row))
            tail.append(button)
        if row.removable:
            text = _tr("ยกเลิกการเชื่อมโยงกับเลขรับ {number}").format(number=row.number)
            tail.append(tool_button("x", text, lambda: self.unlink(row)))
        said = " · ".join(part for part in (_state(row), row.subject, row.note) if part)
        return self._row(row.complaint_id, row.number, said, StatusChip(role_text(row.role), tone, ""), tail)

    def _similar_row(self, one: Suggestion) -> QWidget:
        tone = "warning" if one.same_person else "info"
        chips = FlowPanel(Space.XS)
        for why in why_texts(one):
            chips.add(StatusChip(why, tone, ""))
        button = quiet_button(_tr("เชื่อมโยง"), "git-branch")
        button.setAccessibleName(_tr("เชื่อมโยงกับเลขรับ {number}").format(number=one.number))
        button.clicked.connect(lambda _on=False: self.link_case(one))
        if not self._may("link_case"):
            button.hide()
        said = f"{status_name(one.status)} · {one.subject}"
        return self._row(one.complaint_id, one.number, said, chips, [button])

    def _may(self, action: str) -> bool:
        return self._detail is not None and action in self._detail.actions

    def _row(
        self, complaint_id: int, number: str, said: str, chip: QWidget, tail: Sequence[QWidget]
    ) -> QWidget:
        row = QWidget()
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(_follow_button(number, lambda: self._follow(complaint_id)))
        line.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        for widget in tail:
            line.addWidget(widget)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, Space.XS)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(ElidedLabel(said))
        return row


def _follow_button(number: str, follow: Callable[[], None]) -> QWidget:
    button = quiet_button(number, "file-text")
    button.setAccessibleName(_tr("เปิดเรื่องเลขรับ {number}").format(number=number))
    button.setToolTip(_tr("เปิดเรื่องนี้ กลับมาด้วย Alt+←"))
    button.clicked.connect(lambda _on=False: follow())
    return button


def _state(row: LinkRow) -> str:
    if row.status == "closed":
        outcome = name_of("outcomes", row.outcome)
        return _tr("ยุติแล้ว ผลคือ {outcome}").format(outcome=outcome) if outcome else _tr("ยุติแล้ว")
    return row.step_name if row.status == "open" else status_name(row.status)
