"""What was destroyed is gone from the files: encrypted ones, whole offices, and after a kill in between."""

from dataclasses import asdict
from pathlib import Path

import pytest
from sqlalchemy import event, text

from models.complaints import Complaint
from models.erasing import erase_leftovers
from services.accounts.passwords import Passwords
from services.clock import SetClock, SystemClock
from services.container import create_services, open_services
from services.demo.office import make_demo_office
from services.errors import WorldError
from services.keys.opening import KeySetUp
from services.privacy.destruction import Signed
from services.thai.dates import fiscal_months
from tests.services.factories import FRIDAY, Desk
from tests.services.privacy.test_destruction import (
    bytes_kept,
    carried_out,
    go_on,
    in_clear,
    signed_list,
    told,
)


def test_the_figures_of_a_whole_demo_year_are_the_same_after(tmp_path: Path) -> None:
    make_demo_office(tmp_path / "demo", cases=30, seed=3, fiscal_year=2566)
    clock = SetClock(SystemClock().now())
    services = open_services(tmp_path / "demo", clock, Passwords.cheapest())
    clock.advance(days=366 * 14)
    boss = services.accounts.log_in("supervisor", "demo")
    months = fiscal_months(2566)

    def figures() -> list[object]:
        return [asdict(services.indicators.read_office_month(boss, month)) for month in months]

    before = figures()
    names = _people(services)
    assert len(names) > 8
    made = services.destruction.make_destruction_list(boss, None, "make")
    signed = Signed(clock.now().date(), "คณะกรรมการ", "หนังสือ")
    services.destruction.record_signed(boss, made, 1, signed, "sign")
    result = services.destruction.carry_out(boss, made, "carry")
    assert result.finished
    assert result.done >= 20
    assert figures() == before
    assert services.verification.verify().problem is None
    content = b"".join(path.read_bytes() for path in (tmp_path / "demo").glob("raprueang.db*"))
    still = {name for name in names if name in _people(services)}
    assert not [name for name in names - still if name.encode() in content]
    services.close()


def _people(services: object) -> set[str]:
    with services.store.reading() as session:  # type: ignore[attr-defined]
        rows = session.execute(text("SELECT name FROM complainant WHERE length(name) > 8"))
        return {row.name for row in rows}


def test_an_encrypted_office_is_written_anew_too(tmp_path: Path) -> None:
    clock = SetClock(FRIDAY)
    services = create_services(tmp_path / "data", clock, Passwords.cheapest(), set_up=KeySetUp(encrypt=True))
    with services.store.engine.begin() as connection:
        connection.execute(text("CREATE TABLE scrap (said TEXT)"))
        connection.execute(text("INSERT INTO scrap VALUES ('secret')"))
        connection.execute(text("DROP TABLE scrap"))
    erase_leftovers(services.store)
    assert (tmp_path / "data" / "raprueang.db-wal").stat().st_size == 0
    with services.store.reading() as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    services.close()


def test_a_disk_that_fills_at_the_end_leaves_the_list_to_go_on_with(desk: Desk) -> None:
    desk.closed(**told())
    go_on(desk)
    made = signed_list(desk)
    engine = desk.services.store.engine
    pages = 0

    def small(connection: object, *_more: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

    with desk.services.store.reading() as session:
        pages = int(session.scalar(text("PRAGMA page_count")) or 0)
    engine.dispose()
    event.listen(engine, "connect", small)
    with pytest.raises(WorldError) as full:
        desk.services.destruction.carry_out(desk.supervisor, made, desk.command())
    event.remove(engine, "connect", small)
    engine.dispose()
    assert full.value.code == "store.full"
    assert desk.services.verification.verify().problem is None
    assert desk.services.destruction.carry_out(desk.supervisor, made, desk.command()).finished
    assert in_clear(bytes_kept(desk)) == []


def test_a_reader_who_looks_for_long_is_waited_for_and_named(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.drivers.BUSY_MS", 50)
    desk.closed(**told())
    go_on(desk)
    made = signed_list(desk)
    desk.services.store.engine.dispose()
    with desk.services.store.reading() as session:
        session.scalars(text("SELECT id FROM complaint")).all()
        with pytest.raises(WorldError) as busy:
            desk.services.destruction.carry_out(desk.supervisor, made, desk.command())
        assert busy.value.code == "store.busy"
    assert desk.services.destruction.carry_out(desk.supervisor, made, desk.command()).finished
    with desk.services.store.reading() as session:
        assert session.get(Complaint, (1, session.scalar(text("SELECT id FROM complaint")))) is not None
    assert in_clear(bytes_kept(desk)) == []


def test_carrying_out_twice_changes_nothing_more(desk: Desk) -> None:
    case = desk.closed(**told())
    go_on(desk)
    made = carried_out(desk)
    version = desk.case(case).version
    assert desk.services.destruction.carry_out(desk.supervisor, made, desk.command()).finished
    assert desk.case(case).version == version
