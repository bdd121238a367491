"""The process is killed at the worst moments; the next start gives everything back, and nothing twice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from services.complaints.register import RegisterFilter, RegisterRow
from tests.journeys.conftest import Desk
from tests.journeys.processes import Child

GO_ON = "ทำต่อ: "
OpenDesk = Callable[[], Desk]


@pytest.fixture
def office(open_desk: OpenDesk, tmp_path: Path) -> Path:
    """Return the folder of an empty demo office that no window has open."""
    return tmp_path / "สำนักงาน"


@contextmanager
def killed(scene: str, office: Path, *, by_itself: bool = False) -> Iterator[list[dict[str, Any]]]:
    """Let a process do a scene and end it; give what stood in its forms."""
    child = Child(scene, office)
    kept = child.hear("ready")["kept"]
    if by_itself:
        child.wait()
    else:
        child.kill()
    assert "Traceback" not in child.errors()
    yield kept


def offered(desk: Desk) -> dict[str, QAbstractButton]:
    """Return the buttons that go on with a draft, by what the draft is called."""
    desk.driver.go("home")
    return {
        name.removeprefix(GO_ON): button
        for button in desk.driver.window.findChildren(QAbstractButton)
        if (name := button.accessibleName()).startswith(GO_ON) and button.isVisible()
    }


def go_on(desk: Desk, title: str) -> dict[str, Any]:
    """Go on with a draft; return what stands in the form then."""
    offered(desk)[title].click()
    desk.driver.settle()
    return in_form(desk)


def in_form(desk: Desk) -> dict[str, Any]:
    page: Any = desk.driver.window.page(desk.driver.window.current_key())
    shown: QWidget = page._stack.currentWidget()
    form = page.opening if shown.isAncestorOf(page.opening) else page.form
    return {"form": page._kind, "raw": form.raw(), "command": page.entry.command_id}


def register(desk: Desk) -> list[RegisterRow]:
    return desk.program.services.register.list_complaints(desk.supervisor(), RegisterFilter())


def verify(desk: Desk) -> None:
    assert desk.program.services.verification.verify().problem is None


def test_every_draft_comes_back_with_every_character(open_desk: OpenDesk, office: Path) -> None:
    with killed("several", office) as kept:
        desk = open_desk()
        with desk.job.person("front"):
            found = [go_on(desk, title) for title in offered(desk)]
            assert sorted(found, key=lambda form: form["command"]) == sorted(
                kept, key=lambda form: form["command"]
            )
            slip = next(title for title in offered(desk) if title.startswith("ใบที่ 2 จาก 3"))
            go_on(desk, slip)
            desk.driver.key("F9")
            assert "ใบที่ 3 จาก 3" in desk.driver.text_shown()
            walk_in = next(title for title in offered(desk) if title.startswith("รอนาน"))
            go_on(desk, walk_in)
            desk.driver.key("F9")  # The date typed before the kill is none, and still stands there.
            assert "31 ก.พ. 2569" in in_form(desk)["raw"]["received_date"]
            desk.driver.type_into("วันที่รับเรื่อง", "10 เม.ย. 2569")
            desk.driver.key("F9")
            assert "3/2569" in desk.driver.text_shown()
        assert [row.number for row in register(desk)] == ["3/2569", "2/2569", "1/2569"]
        verify(desk)


def test_an_opening_half_typed_comes_back(open_desk: OpenDesk, office: Path) -> None:
    with killed("opening", office) as kept:
        desk = open_desk()
        with desk.job.person("front"):
            (title,) = offered(desk)
            assert [go_on(desk, title)] == kept
            assert "นายตั" in kept[0]["raw"]["openers"]


def test_killed_before_the_commit_nothing_is_registered_and_nothing_lost(
    open_desk: OpenDesk, office: Path
) -> None:
    with killed("before_commit", office, by_itself=True) as kept:
        desk = open_desk()
        assert register(desk) == []
        with desk.job.person("front"):
            (title,) = offered(desk)
            assert [go_on(desk, title)] == kept
            desk.driver.key("F9")
            assert "1/2569" in desk.driver.text_shown()
            assert offered(desk) == {}
        assert len(register(desk)) == 1
        verify(desk)


def test_killed_after_the_commit_the_complaint_stands_once(open_desk: OpenDesk, office: Path) -> None:
    with killed("after_commit", office, by_itself=True):
        desk = open_desk()
        assert [row.number for row in register(desk)] == ["1/2569"]
        with desk.job.person("front"):
            assert offered(desk) == {}
            desk.driver.go("register")
            assert "พบ 1 เรื่อง" in desk.driver.text_shown()
        verify(desk)


def test_killed_between_two_slips_the_repeat_registers_nothing_new(open_desk: OpenDesk, office: Path) -> None:
    with killed("between_slips", office, by_itself=True) as kept:
        desk = open_desk()
        assert [row.number for row in register(desk)] == ["1/2569"]
        with desk.job.person("front"):
            (title,) = offered(desk)
            assert [go_on(desk, title)] == kept
            desk.driver.key("F9")
            assert "ใบที่ 2 จาก 2" in desk.driver.text_shown()
            desk.driver.type_into("รายละเอียด (เกิดอะไรขึ้น)", "ใบที่สอง")
            desk.driver.key("F9")
            assert "2/2569" in desk.driver.text_shown()
            assert offered(desk) == {}
        assert len(register(desk)) == 2
        verify(desk)


def test_killed_while_keys_are_held_down_there_is_one_complaint_or_its_draft(
    open_desk: OpenDesk, office: Path
) -> None:
    with killed("held_keys", office, by_itself=True) as kept:
        desk = open_desk()
        with desk.job.person("front"):
            drafts = offered(desk)
            assert len(register(desk)) + len(drafts) == 1
            for title in drafts:
                assert [go_on(desk, title)] == kept
                desk.driver.key("F9")
        assert [row.number for row in register(desk)] == ["1/2569"]
        verify(desk)
