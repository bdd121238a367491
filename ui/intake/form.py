"""One form for every way in: the same parts, arranged for the channel."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QCheckBox, QVBoxLayout, QWidget

from services.accounts.accounts import Colleague
from services.complaints.commands import AttachmentInput, ComplaintInput
from services.complaints.validation import check, tidy
from services.errors import FieldError
from services.office.facts import OfficeFacts
from services.permissions import Role
from services.thai.contacts import mask_name, mask_phone
from ui.desk import Desk
from ui.error_messages import field_error_text
from ui.intake.attachments import AttachmentList
from ui.intake.entry import BoxRun
from ui.intake.more_sections import ClassificationPart, PaperPart, RespondentPart
from ui.intake.parts import FormPart, NotedField
from ui.intake.sections import (
    CallerPart,
    ComplainantPart,
    ContactPart,
    EventPart,
    ReceivedPart,
    RemedyPart,
    StoryPart,
)
from ui.intake.typed import TypedGroup, put_raw, raw_of, watch
from ui.theme import Space
from ui.widgets.choices import ChoiceCombo
from ui.widgets.dates import ThaiDateEdit, TimeEdit

TWO_COLUMNS_FROM = 820
WIDEST = 1360
NEWS = "news"
PERSONAL = ("title", "name", "national_id", "phones", "email", "line_id", "address")
PLAIN_TEXTS = (
    *PERSONAL,
    "subject", "happened_when", "happened_where", "damage", "remedy_wanted", "complained_elsewhere",
    "document_number",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Say how one form differs from the others."""

    first: str
    caller: bool = False
    received_first: bool = False
    anonymous_first: bool = False
    choose_channel: bool = False
    attach: bool = True


ARRANGEMENTS = {
    "walk_in": Arrangement("title"),
    "phone": Arrangement("phones", caller=True),
    "box": Arrangement("detail", received_first=True, anonymous_first=True),
    "general": Arrangement("channel", received_first=True, choose_channel=True),
    "correction": Arrangement("detail", received_first=True, choose_channel=True, attach=False),
}


class ComplaintForm(QWidget):
    """Hold every field of a complaint; knows where each stands, not what may be kept."""

    changed = Signal()

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.arrangement = ARRANGEMENTS[kind]
        self._desk = desk
        self._restoring = False
        self._kept_codes: frozenset[str] = frozenset()
        self._build_parts(self.arrangement)
        self.fields: dict[str, NotedField] = {}
        self.editors: dict[str, QWidget] = {}
        for part in self._parts:
            self.fields |= part.fields
            self.editors |= part.editors
        self._lay_out()
        for editor in self.editors.values():
            watch(editor, self._tell)
            if isinstance(editor, TypedGroup):
                editor.rearranged.connect(self.order_tabs)
        self.order_tabs()
        self.complainant.identity.codeChanged.connect(self.classification.set_identity)
        self.received.channel.codeChanged.connect(lambda _code: self._show_people())
        self.respondents.respondents.changed.connect(self._tell_whom)
        self.classification.set_identity(self.complainant.identity.code())
        self._blank = self.raw()
        self._filled = self._blank

    # --- what the form offers

    def offer(self, facts: OfficeFacts) -> None:
        """Offer the office's channels, categories and levels; what stands in the fields stays."""
        self._restoring = True
        self.received.offer(facts, self._channel_codes(facts), self._kept_codes)
        self.classification.offer(facts, self._kept_codes)
        self._restoring = False
        self._show_people()

    def keep_choices(self, content: ComplaintInput) -> None:
        """Offer also what a registered complaint has, though it be out of use by now."""
        self.classification.keep_evidence(content.evidence)
        kept = (content.channel, content.sub_channel, content.category, content.level)
        self._kept_codes = frozenset(code for code in kept if code)
        self.offer(self._desk.facts())

    def offer_colleagues(self, colleagues: list[Colleague]) -> None:
        """Offer the people who may be complained about."""
        self._restoring = True
        self.respondents.respondents.offer(colleagues)
        self._restoring = False

    def begin(self, run: BoxRun | None = None) -> None:
        """Empty the form for the next complaint."""
        self._restoring = True
        for name, editor in self.editors.items():
            put_raw(editor, self._blank[name])
        self._restoring = False
        for part in self._parts:
            if part is not self.classification and part in self._side:
                part.set_folded(True)
        self.show_errors({}, focus=False)
        if run is None:
            self.received.set_now()
        else:
            self.received.fix(run.opened_at)
        self.offer(self._desk.facts())
        self._filled = self.raw()

    # --- what was typed

    def raw(self) -> dict[str, Any]:
        """Return what stands in every field, readable or not."""
        return {name: raw_of(editor) for name, editor in self.editors.items()}

    def put_raw(self, fields: dict[str, Any]) -> None:
        """Put back what stood in every field; names unknown here are passed over."""
        self._restoring = True
        for name, editor in self.editors.items():
            if name in fields:
                put_raw(editor, fields[name])
        self._restoring = False
        self._show_people()
        self._tell_whom()
        self._unfold_filled()
        self._tell()

    def is_touched(self) -> bool:
        """Tell whether anything was typed besides what the form fills in itself."""
        return self.raw() != self._filled

    def freshen(self) -> None:
        """Take this moment as received, unless another was put in."""
        raw = self.raw()
        names = ("received_date", "received_time")
        if all(raw[name] == self._filled[name] for name in names):
            self.received.set_now()
            self._filled = {**self._filled, **{name: raw_of(self.editors[name]) for name in names}}

    def settle(self) -> None:
        """Take what was begun in a list and can mean one choice only, as leaving the field would."""
        for editor in self.editors.values():
            if isinstance(editor, ChoiceCombo):
                editor.lineEdit().editingFinished.emit()

    def title(self) -> str:
        """Return what a draft of this form is called."""
        masks = {"name": mask_name, "phones": mask_phone}
        for name in ("subject", "detail", "name", "phones"):
            text = str(raw_of(self.editors[name])).strip()
            if text:
                return masks.get(name, str)(text)[:120].replace("\n", " ")
        return ""

    def content(self) -> ComplaintInput:
        """Return what the form says; what can't be read is left out (see `unreadable`)."""
        text = {name: str(raw_of(self.editors[name])) for name in PLAIN_TEXTS}
        channel = self.received.channel.code() or ""
        if channel == NEWS:
            text |= dict.fromkeys(PERSONAL, "")
        nobody = channel == NEWS
        return ComplaintInput(
            channel=channel,
            received_at=self.received.received_at() or self._desk.clock.now(),
            identity="none" if nobody else self.complainant.identity.code() or "named",
            complainant_kind="" if nobody else str(raw_of(self.editors["complainant_kind"]) or ""),
            detail=str(raw_of(self.story.detail)),
            evidence_given=None,  # the service weighs it
            evidence=self.classification.evidence(),
            respondents=self.respondents.respondents.values(),
            answer_by="" if nobody else self._combo("answer_by").code() or "",
            callback_wanted=not nobody and self._ticked("callback_wanted"),
            document_date=self._date("document_date"),
            written_date=self._date("written_date"),
            confidential=self._ticked("confidential"),
            kind=self.classification.kind.code() or "complaint",
            sub_channel=self._combo("sub_channel").code(),
            group=self._combo("group").code(),
            category=self._combo("category").code(),
            level=self._combo("level").code(),
            **text,
        )

    def unreadable(self) -> dict[str, FieldError]:
        """Return what stands in the fields and can't be read; with it everything else that is wrong."""
        found: dict[str, FieldError] = {}
        for name, editor in self.editors.items():
            if isinstance(editor, (ThaiDateEdit, TimeEdit)) and (error := editor.error()) is not None:
                found[name] = error
            elif isinstance(editor, ChoiceCombo) and editor.unknown_text():
                found[name] = FieldError("unknown_choice")
        if not self.received.date.text().strip():
            found["received_date"] = FieldError("date.empty")
        if self.respondents.respondents.has_unknown():
            found["respondents"] = FieldError("unknown_choice")
        if found:
            others = check(tidy(self.content()), self._desk.facts(), self._desk.clock.now())
            found = {**others, **found}
        return found

    def files(self) -> tuple[AttachmentInput, ...]:
        """Return the files to attach."""
        return self.attachments.files() if self.attachments is not None else ()

    @property
    def attachments(self) -> AttachmentList | None:
        """Return the list of files, None where the form takes none."""
        return self.papers.attachments

    # --- what is wrong

    def show_errors(self, errors: dict[str, FieldError], *, focus: bool = True) -> list[str]:
        """Say beside each field what is wrong, go to the first; return what has no field."""
        for name, field in self.fields.items():
            field.set_error(field_error_text(errors.get(name)))
        for part in self._parts:
            if any(name in errors for name in part.fields):
                part.set_folded(False)
        wrong = [name for part in self._parts for name in part.fields if name in errors]
        if wrong and focus:
            self.fields[wrong[0]].focus_editor()
        return [field_error_text(error) for name, error in errors.items() if name not in self.fields]

    def start_typing(self) -> None:
        """Put the keyboard where this form begins."""
        name = self.arrangement.first
        if self.fields[name].isHidden():
            name = "detail"
        self.fields[name].focus_editor()

    def set_chosen_channel(self, code: str) -> None:
        """Choose a channel, as when the form is opened for it."""
        self.received.channel.set_code(code)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= TWO_COLUMNS_FROM
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != direction:
            self._columns.setDirection(direction)

    def order_tabs(self) -> None:
        """Let Tab and Enter go through the fields as they are read; rows added later fall into place."""
        stops = [
            widget
            for part in self._parts
            for widget in part.findChildren(QWidget)
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and widget.focusProxy() is None
            and widget.window() is self.window()
        ]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    # --- building

    def _build_parts(self, how: Arrangement) -> None:
        actor, settings = self._desk.actor, self._desk.facts().settings
        level = settings.front_desk_may_classify or actor.has(Role.SUPERVISOR, Role.OFFICER)
        now = self._desk.clock.now
        box = self.kind == "box"
        self.received = ReceivedPart(now, choose_channel=how.choose_channel, written=box)
        self.complainant = ComplainantPart(anonymous_first=how.anonymous_first, phones=not how.caller)
        self.story = StoryPart()
        self.caller = CallerPart() if how.caller else None
        self.contact = ContactPart()
        self.respondents = RespondentPart()
        self.papers = PaperPart(self._desk, written=not box, attach=how.attach)
        self.classification = ClassificationPart(level=level, folded=not box)
        self._side: list[FormPart] = [
            self.contact,
            EventPart(),
            self.respondents,
            RemedyPart(),
            self.papers,
            self.classification,
        ]
        middle: list[FormPart] = [self.complainant, self.story]
        if box:
            middle.reverse()
        if self.caller is not None:
            middle.insert(0, self.caller)
        middle.insert(0 if how.received_first else len(middle), self.received)
        self._main = middle
        self._parts: list[FormPart] = [*self._main, *self._side]
        if self.kind == "correction":
            self.complainant.add(self.complainant.check("callback_wanted", self.tr("ขอให้โทรกลับ")))

    def _lay_out(self) -> None:
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(Space.XL, Space.M, Space.XL, Space.L)
        self._columns.setSpacing(Space.XL)
        for parts, stretch in ((self._main, 3), (self._side, 2)):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(Space.M if stretch == 3 else Space.S)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            self._columns.addWidget(holder, stretch, Qt.AlignmentFlag.AlignTop)
        self.setMaximumWidth(WIDEST)

    # --- inner workings

    def _channel_codes(self, facts: OfficeFacts) -> list[str]:
        top = [item for item in facts.channels.all if item.parent is None]
        if self.kind == "correction":
            return [item.code for item in top if item.active or item.code in self._kept_codes]
        return [item.code for item in top if item.active and item.form == self.kind]

    def _show_people(self) -> None:
        people = self.received.channel.code() != NEWS
        self.complainant.setVisible(people)
        self.contact.setVisible(people)
        self.classification.set_identity(self.complainant.identity.code() if people else "none")

    def _tell_whom(self) -> None:
        named = any(item.person.strip() for item in self.respondents.respondents.values())
        self.classification.set_accused(named=named)

    def _unfold_filled(self) -> None:
        for part in self._side:
            if any(raw_of(editor) != self._blank[name] for name, editor in part.editors.items()):
                part.set_folded(False)

    def _combo(self, name: str) -> ChoiceCombo:
        editor = self.editors[name]
        assert isinstance(editor, ChoiceCombo)  # noqa: S101 - these names are choices by construction
        return editor

    def _date(self, name: str) -> Any:
        editor = self.editors[name]
        return editor.date() if isinstance(editor, ThaiDateEdit) else None

    def _ticked(self, name: str) -> bool:
        editor = self.editors.get(name)
        return isinstance(editor, (QCheckBox, QAbstractButton)) and editor.isChecked()

    def _tell(self) -> None:
        if not self._restoring:
            self.changed.emit()
