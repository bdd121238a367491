"""What an office does with a day's data once the window is closed: gives, destroys, restores, encrypts."""

from datetime import timedelta
from pathlib import Path

from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.container import Services, open_services
from services.keys.keeper import default_keeper
from services.keys.opening import KeySetUp
from services.keys.switching import Switch, switch_encryption
from services.permissions import Actor
from services.privacy.destruction import Signed
from services.privacy.person import PersonFileRequest, PersonQuery
from tests.journeys.child import MOMENT

PASSWORD = "demo"
SURNAME = "ดวงตะวันฉาย"
REASON = "กรรณิการ์โทรมาขอดูเอง"


def work_on(folder: Path, papers: Path, copy: Path, case: int, secret: str, *, encrypted: bool) -> None:
    """Make a person file, destroy the case by a signed list, go back to a copy, switch encryption twice."""
    _give(folder, papers, case, secret)
    _destroy(folder, papers, case)
    assert secret not in _stories(folder)
    _restore(folder, copy)
    _restore(folder, copy, cancelled=True)
    assert secret in _stories(folder)
    for encrypt in (not encrypted, encrypted):
        _switch(folder, encrypt=encrypt)
    assert secret in _stories(folder)


def _opened(folder: Path, later: timedelta = timedelta()) -> tuple[Services, Actor]:
    services = open_services(folder, SetClock(MOMENT + timedelta(hours=9) + later), Passwords.cheapest())
    return services, services.accounts.log_in("supervisor", PASSWORD)


def _stories(folder: Path) -> str:
    from sqlalchemy import text

    services, _actor = _opened(folder)
    try:
        with services.store.reading() as session:
            return "\n".join(session.scalars(text("SELECT detail FROM complaint")))
    finally:
        services.close()


def _give(folder: Path, papers: Path, case: int, secret: str) -> None:
    services, actor = _opened(folder)
    found = services.privacy.find_person(actor, PersonQuery(name=SURNAME), REASON, "find")
    assert [match.complaint_id for match in found] == [case]
    request = PersonFileRequest(complaint_ids=(case,), requester=REASON, reason=REASON)
    content = services.privacy.make_person_file(actor, request, "give")
    (papers / "person-file.pdf").write_bytes(content)
    version = services.cases.read_case(actor, case).version
    services.casework.close_early(actor, case, version, "withdrawn", REASON, "close")
    services.close()


def _destroy(folder: Path, papers: Path, case: int) -> None:
    later = timedelta(days=366 * 11)
    services, actor = _opened(folder, later)
    destruction = services.destruction
    made = destruction.make_destruction_list(actor, None, "list")
    (papers / "destruction-list.pdf").write_bytes(destruction.print_destruction_list(actor, made, "print"))
    row = destruction.read_destruction_list(actor, made).row
    signed = Signed((MOMENT + later).date() + timedelta(days=1), "กรรมการสามคน", "ลป 0003/1")
    services.close()
    services, actor = _opened(folder, later + timedelta(days=2))
    services.destruction.record_signed(actor, made, row.version, signed, "signed")
    assert services.destruction.carry_out(actor, made, "carry-out").finished
    assert services.cases.read_case(actor, case).anonymised_at is not None
    services.close()


def _restore(folder: Path, copy: Path, *, cancelled: bool = False) -> None:
    from services.backup.staging import discard

    services, _actor = _opened(folder)
    try:
        staged = services.restoring.stage(copy)
        services.restoring.preview(staged)
        if cancelled:
            discard(staged)
        else:
            services.restoring.put(staged, "กู้คืนตอนเย็น")
    finally:
        services.close()


def _switch(folder: Path, *, encrypt: bool) -> None:
    services, _actor = _opened(folder)
    admin, key = services.accounts.log_in("admin", PASSWORD), services.seal.key
    services.close()
    wanted = Switch(folder, admin, f"switch-{encrypt}", KeySetUp(encrypt=encrypt))
    switch_encryption(wanted, SetClock(MOMENT + timedelta(hours=10)), default_keeper(), key)
