"""Drafts: what is typed and not yet saved, kept on every pause, offered back after any end."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.complaints import Draft
from services.complaints.intake import TAKERS
from services.documents.names import People, names_of
from services.errors import NotFound
from services.permissions import ADMINISTRATORS, Actor, use_case
from services.privacy.masks import mask_text
from services.thai.text import clean
from services.unit_of_work import Units, new_command_id

# Complaints being typed, and flowcharts being drawn, which administrators do too.
DRAFTERS = TAKERS | ADMINISTRATORS
KEEP_DRAFT = use_case("drafts.keep_draft", DRAFTERS, convenience=True)
DISCARD_DRAFT = use_case("drafts.discard_draft", DRAFTERS, convenience=True)
LIST_DRAFTS = use_case("drafts.list_drafts", DRAFTERS, writes=False)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """Hold one kept draft: content is what the form gave; title is for lists, people masked."""

    id: int
    form: str
    title: str
    content: dict[str, Any]
    updated_at: datetime


class Drafts:
    """Keep drafts for the person who types."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def keep_draft(
        self, actor: Actor, draft_id: int | None, form: str, title: str, content: dict[str, Any]
    ) -> int:
        """Keep a form's content, making a draft where draft_id is None; return the draft's id.

        A draft that is gone (saved or discarded meanwhile) is made anew under the same id.
        """
        with self._units.write(actor, KEEP_DRAFT, new_command_id()) as work:
            draft = work.session.get(Draft, (work.office_id, draft_id)) if draft_id else None
            # Escaped: half an emoji typed, a lone surrogate, has no UTF-8 and would lose the whole draft.
            text = json.dumps(content)
            called = mask_text(clean(title), _people(content))[:200]
            if draft is None:
                draft = work.add(
                    Draft(
                        id=draft_id,
                        account_id=work.actor.account_id,
                        form=form,
                        title=called,
                        content=text,
                        updated_at=work.now,
                    )
                )
            elif draft.account_id != work.actor.account_id:
                raise NotFound
            else:
                draft.form, draft.title = form, called
                draft.content, draft.updated_at = text, work.now
            work.commit()
            return int(draft.id)

    def discard_draft(self, actor: Actor, draft_id: int) -> None:
        """Throw a draft away."""
        with self._units.write(actor, DISCARD_DRAFT, new_command_id()) as work:
            draft = work.session.get(Draft, (work.office_id, draft_id))
            if draft is not None and draft.account_id == work.actor.account_id:
                work.session.delete(draft)
            work.commit()

    def list_drafts(self, actor: Actor) -> list[DraftRow]:
        """Return the person's drafts, newest first."""
        with self._units.read(actor, LIST_DRAFTS) as reading:
            rows = reading.session.scalars(
                select(Draft)
                .where(
                    Draft.office_id == reading.office_id,
                    Draft.account_id == reading.actor.account_id,
                    Draft.form.not_like("letter:%"),  # offered where the letter is written
                )
                .order_by(Draft.updated_at.desc())
            )
            return [
                DraftRow(row.id, row.form, row.title, json.loads(row.content), row.updated_at) for row in rows
            ]


def _people(content: dict[str, Any]) -> People:
    """Return whom a draft names in its fields, however far it was typed."""
    fields = content.get("fields")
    typed = fields if isinstance(fields, dict) else {}
    told = {name: value for name, value in typed.items() if isinstance(value, str)}
    names = names_of(told.get("name", ""), told.get("title", ""))
    contacts = (told.get(name, "").strip() for name in ("line_id", "address"))
    listed = typed.get("respondents")
    accused = (
        [item.get("person") for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    )
    respondents = [name for person in accused if isinstance(person, str) for name in names_of(person)]
    return People((*names, *(text for text in contacts if text)), tuple(respondents))
