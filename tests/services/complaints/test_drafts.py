"""Drafts: whatever was typed comes back as it was, to whoever typed it."""

import pytest

from services.complaints.commands import RegisterComplaint
from services.errors import DomainError, NotAllowed
from tests.services.factories import Desk

TYPED = {"detail": "ยังพิมพ์ไม่จบ\u0000\u200b 😀", "half_an_emoji": "\ud83d", "received": "31 ก.พ. 69"}


def test_drafts_come_back_as_typed_newest_first(desk: Desk) -> None:
    first = desk.services.drafts.keep_draft(desk.front, None, "walk_in", "เรื่องแรก", TYPED)
    desk.later(minutes=1)
    second = desk.services.drafts.keep_draft(desk.front, None, "phone", "เรื่องสอง", {})
    rows = desk.services.drafts.list_drafts(desk.front)
    assert [(row.id, row.form, row.content) for row in rows] == [
        (second, "phone", {}),
        (first, "walk_in", TYPED),
    ]
    desk.later(minutes=1)
    assert desk.services.drafts.keep_draft(desk.front, first, "walk_in", "เรื่องแรก", {"a": 1}) == first
    assert desk.services.drafts.list_drafts(desk.front)[0].content == {"a": 1}


def test_drafts_outlive_the_process(desk: Desk) -> None:
    desk.services.drafts.keep_draft(desk.front, None, "walk_in", "", TYPED)
    other = desk.again()
    assert [row.content for row in other.drafts.list_drafts(desk.front)] == [TYPED]
    other.close()


def test_a_draft_is_its_writers_alone(desk: Desk) -> None:
    draft = desk.services.drafts.keep_draft(desk.front, None, "walk_in", "", TYPED)
    assert desk.services.drafts.list_drafts(desk.supervisor) == []
    with pytest.raises(DomainError):
        desk.services.drafts.keep_draft(desk.supervisor, draft, "walk_in", "", {})
    desk.services.drafts.discard_draft(desk.supervisor, draft)
    assert len(desk.services.drafts.list_drafts(desk.front)) == 1
    with pytest.raises(NotAllowed):
        desk.services.drafts.list_drafts(desk.viewer)


def test_a_draft_goes_with_the_save_that_it_became(desk: Desk) -> None:
    draft = desk.services.drafts.keep_draft(desk.front, None, "walk_in", "", TYPED)
    command = RegisterComplaint(content=desk.content(), draft_id=draft)
    desk.services.intake.register_complaint(desk.front, command, desk.command())
    assert desk.services.drafts.list_drafts(desk.front) == []


def test_a_failed_save_leaves_the_draft(desk: Desk) -> None:
    draft = desk.services.drafts.keep_draft(desk.front, None, "walk_in", "", TYPED)
    command = RegisterComplaint(content=desk.content(detail=""), draft_id=draft)
    with pytest.raises(DomainError):
        desk.services.intake.register_complaint(desk.front, command, desk.command())
    assert len(desk.services.drafts.list_drafts(desk.front)) == 1


def test_a_discarded_draft_is_gone(desk: Desk) -> None:
    draft = desk.services.drafts.keep_draft(desk.front, None, "walk_in", "", TYPED)
    desk.services.drafts.discard_draft(desk.front, draft)
    desk.services.drafts.discard_draft(desk.front, draft)
    assert desk.services.drafts.list_drafts(desk.front) == []
