"""What somebody has typed into a letter and not yet kept: put back after any end of the program."""

import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints import Draft
from services.letters.access import find_letter
from services.letters.content import LetterContent, read_content
from services.letters.paper import without_hidden_name
from services.letters.values import read_material
from services.office.facts import FactsCache
from services.permissions import HANDLERS, Actor, use_case
from services.unit_of_work import Units, Work, new_command_id

KEEP_TYPED = use_case("letters.keep_typed", HANDLERS, convenience=True)
READ_TYPED = use_case("letters.read_typed", HANDLERS, writes=False)

FORM = "letter:"


@dataclass(frozen=True, slots=True)
class TypedLetter:
    """Hold what was typed over which version of a letter."""

    version: int
    content: LetterContent
    layout: str
    secret: bool


class LetterTyped:
    """Keep what is typed for the person who types."""

    _units: Units
    _facts: FactsCache

    def keep_typed(self, actor: Actor, letter_id: int, typed: TypedLetter) -> None:
        """Keep a letter's form as it stands, in the person's own drafts."""
        with self._units.write(actor, KEEP_TYPED, new_command_id()) as work:
            facts = self._facts.of(work.session, work.office_id)
            _letter, complaint = find_letter(work, facts, letter_id)
            content = typed.content
            if complaint.identity == "hidden":
                content = without_hidden_name(read_material(work.session, facts, complaint), content)
            kept = {"version": typed.version, "layout": typed.layout, "secret": typed.secret}
            text = json.dumps(kept | {"content": content.to_json()})
            row = _row(work.session, work.office_id, work.actor.account_id, letter_id)
            if row is None:
                row = work.add(
                    Draft(
                        account_id=work.actor.account_id,
                        form=f"{FORM}{letter_id}",
                        content=text,
                        updated_at=work.now,
                    )
                )
            row.content, row.updated_at = text, work.now
            work.commit()

    def read_typed(self, actor: Actor, letter_id: int) -> TypedLetter | None:
        """Return what the person typed into a letter and never kept, None where nothing is."""
        with self._units.read(actor, READ_TYPED) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            find_letter(reading, facts, letter_id)
            row = _row(reading.session, reading.office_id, reading.actor.account_id, letter_id)
            if row is None:
                return None
            kept = json.loads(row.content)
            return TypedLetter(kept["version"], read_content(kept["content"]), kept["layout"], kept["secret"])

    def discard_typed(self, actor: Actor, letter_id: int) -> None:
        """Forget what the person typed into a letter."""
        with self._units.write(actor, KEEP_TYPED, new_command_id()) as work:
            forget_typed(work, letter_id)
            work.commit()


def forget_typed(work: Work, letter_id: int) -> None:
    """Take away what the actor typed into a letter: it is kept for good, or thrown away."""
    row = _row(work.session, work.office_id, work.actor.account_id, letter_id)
    if row is not None:
        work.session.delete(row)


def _row(session: Session, office_id: int, account_id: int, letter_id: int) -> Draft | None:
    return session.scalar(
        select(Draft).where(
            Draft.office_id == office_id,
            Draft.account_id == account_id,
            Draft.form == f"{FORM}{letter_id}",
        )
    )
