"""Keys that are missing, wrong, lost or typed with slips; and the paper that helps."""

import json
import shutil
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import select

from models.copying import copy_database
from models.engine import DATABASE_NAME
from models.journal import JournalRecord, JournalValues
from services.accounts.passwords import Passwords
from services.container import create_services, open_services
from services.errors import DomainError, Invalid, NotAllowed, WorldError
from services.keys.envelope import NAME, read_envelope, seal_with_passphrase, write_envelope
from services.keys.keeper import KeyKeeper, default_keeper
from services.keys.new_key import LostKey, keep_earlier_key
from services.keys.office_key import OfficeKey
from services.keys.opening import KeySetUp, looks_encrypted
from tests.services.factories import PASSWORD, Desk
from tests.services.keys.switches import (
    BEHIND_PASSPHRASE,
    ENCRYPTED,
    PASSPHRASE,
    opened,
    problem,
    readable,
    switch,
)


def sheet_text(content: bytes) -> str:
    document = PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_a_key_is_read_whatever_the_hand_makes_of_it() -> None:
    key = OfficeKey.new()
    text = key.to_text()
    worse = text.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert OfficeKey.from_text(f" {worse}\n") == key
    for slip in (text[:-1], text + "A", "", "กุญแจ", ("A" if text[0] != "A" else "B") + text[1:]):
        with pytest.raises(DomainError, match=r"key\.unreadable"):
            OfficeKey.from_text(slip)


@pytest.mark.parametrize("missing", ["envelope", "kept key", "both"])
def test_a_folder_with_parts_missing_opens_with_the_typed_key(desk: Desk, missing: str) -> None:
    key = desk.services.seal.key
    case = desk.register().complaint_id
    switch(desk, ENCRYPTED)
    if missing in ("envelope", "both"):
        (desk.folder / NAME).unlink()
    if missing in ("kept key", "both"):
        default_keeper().forget(key.key_id)
    with pytest.raises(DomainError) as refused, opened(desk):
        pass
    assert refused.value.code == ("key.missing" if missing == "kept key" else "store.damaged")
    assert looks_encrypted(desk.folder)
    before = (desk.folder / DATABASE_NAME).read_bytes()
    with pytest.raises(WorldError, match=r"store\.wrong_key"), opened(desk, given=OfficeKey.new()):
        pass
    assert (desk.folder / DATABASE_NAME).read_bytes() == before
    with opened(desk, given=OfficeKey.from_text(key.to_text()), keep=True) as services:
        assert services.cases.read_case(desk.supervisor, case).id == case
    with opened(desk) as services:  # from now on without typing
        assert problem(services) is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'"x"', b'{"key_id": 5}', b"\xff\xfe", b'{"format": 1, "key_id": "ab"}']
)
def test_a_spoilt_envelope_is_told_and_written_anew(desk: Desk, content: bytes) -> None:
    key = desk.services.seal.key
    switch(desk, ENCRYPTED)
    (desk.folder / NAME).write_bytes(content)
    with pytest.raises(DomainError, match=r"key\.envelope_unreadable"), opened(desk):
        pass
    with opened(desk, given=key):
        pass
    assert read_envelope(desk.folder) is not None
    with opened(desk):
        pass


@pytest.mark.parametrize(
    "spoilt",
    [{"memory_kib": 1 << 40}, {"passes": 10**9}, {"passes": 3.5}, {"salt": "zz"}, {"unlock": "no"}],
)
def test_an_envelope_cannot_ask_for_all_of_a_computer(desk: Desk, spoilt: dict[str, object]) -> None:
    switch(desk, BEHIND_PASSPHRASE)
    said = json.loads((desk.folder / NAME).read_text())
    (desk.folder / NAME).write_text(json.dumps(said | spoilt))
    with pytest.raises(DomainError, match=r"key\.envelope_unreadable"), opened(desk, lambda: PASSPHRASE):
        pass


def test_a_forgotten_passphrase_gives_way_to_the_sheet(desk: Desk) -> None:
    key = desk.services.seal.key
    switch(desk, BEHIND_PASSPHRASE)
    with opened(desk, given=key, keep=False):
        pass
    with pytest.raises(DomainError, match=r"key\.passphrase_needed"), opened(desk):
        pass
    with opened(desk, given=key, keep=True):
        pass
    with opened(desk) as services:
        state = services.custody.read_key_state(desk.admin)
        assert state.unlock == "kept"
        services.custody.change_unlock(desk.admin, PASSWORD, BEHIND_PASSPHRASE, "again")
    with opened(desk, lambda: PASSPHRASE) as services:
        assert services.custody.read_key_state(desk.admin).unlock == "passphrase"


def test_a_passphrase_must_be_long_enough(desk: Desk) -> None:
    with pytest.raises(Invalid):
        desk.services.custody.change_unlock(desk.admin, PASSWORD, KeySetUp(True, "สั้น"), "short")


def test_an_encrypted_key_is_never_kept_beside_the_data(tmp_path: Path, desk: Desk) -> None:
    (tmp_path / "file").write_text("")
    nowhere = KeyKeeper(tmp_path / "file" / "keys")
    folder = tmp_path / "new"
    with pytest.raises(WorldError, match=r"key\.unkept"):
        create_services(folder, desk.clock, keeper=nowhere, set_up=ENCRYPTED)
    assert not (folder / DATABASE_NAME).exists()


def test_a_lost_key_gives_way_to_a_new_one(desk: Desk) -> None:
    old = desk.services.seal.key
    desk.register()
    desk.services.close()
    default_keeper().forget(old.key_id)
    for head in default_keeper().folder.glob("*.head"):
        head.unlink()
    lost = LostKey(desk.folder, desk.clock, default_keeper(), Passwords.cheapest())
    with pytest.raises(DomainError, match=r"login\.failed"):
        lost.replace_key("admin", "wrong")
    with pytest.raises(NotAllowed):
        lost.replace_key("supervisor", PASSWORD)
    with pytest.raises(DomainError, match=r"key\.missing"), opened(desk):
        pass
    new = lost.replace_key("admin", PASSWORD)
    with opened(desk) as services:
        assert services.seal.key == new
        desk.services = services
        desk.register()
        found = services.verification.verify()
        assert found.problem is None
        assert found.unchecked > 0  # the old records' key is not at hand
    with pytest.raises(DomainError, match=r"key\.wrong"):
        keep_earlier_key(desk.folder, desk.clock, default_keeper(), OfficeKey.new())
    keep_earlier_key(desk.folder, desk.clock, default_keeper(), old)
    with opened(desk) as services:
        found = services.verification.verify()
        assert (found.problem, found.unchecked) == (None, 0)


def test_nobody_guesses_at_the_lost_keys_door(desk: Desk) -> None:
    desk.services.close()
    default_keeper().forget(desk.services.seal.key_id)
    lost = LostKey(desk.folder, desk.clock, default_keeper(), Passwords.cheapest())
    codes = []
    for _try in range(8):
        with pytest.raises(DomainError) as refused:
            lost.replace_key("admin", "wrong")
        codes.append(refused.value.code)
    assert codes == ["login.failed"] * 4 + ["login.locked"] * 4
    with pytest.raises(DomainError, match=r"login\.locked"):
        lost.replace_key("admin", PASSWORD)


def test_no_new_key_opens_what_is_encrypted(desk: Desk) -> None:
    switch(desk, ENCRYPTED)
    before = (desk.folder / DATABASE_NAME).read_bytes()
    default_keeper().forget(desk.services.seal.key_id)
    lost = LostKey(desk.folder, desk.clock, default_keeper(), Passwords.cheapest())
    with pytest.raises(DomainError, match=r"key\.needed"):
        lost.replace_key("admin", PASSWORD)
    assert (desk.folder / DATABASE_NAME).read_bytes() == before


def test_a_copy_opens_on_another_computer_with_the_sheet(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = desk.services.seal.key.to_text()
    case = desk.register(detail="เรื่องที่ต้องตามไปเครื่องอื่น").complaint_id
    switch(desk, ENCRYPTED)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with opened(desk) as services:
        copy_database(services.store.path, elsewhere / DATABASE_NAME, services.store.key)
    assert readable("เรื่องที่ต้องตามไปเครื่องอื่น", elsewhere) == []
    monkeypatch.setenv("RAPRUEANG_KEYS", str(tmp_path / "other-keys"))
    with pytest.raises(DomainError, match=r"store\.damaged"):
        open_services(elsewhere, desk.clock)
    services = open_services(elsewhere, desk.clock, given=OfficeKey.from_text(text), keep=True)
    assert services.cases.read_case(desk.supervisor, case).id == case
    assert problem(services) is None
    services.close()


# --- the sheet


def test_the_sheet_says_what_opens_the_office_and_nothing_else_keeps_it(desk: Desk, tmp_path: Path) -> None:
    custody, key = desk.services.custody, desk.services.seal.key
    assert custody.sheet_is_due(desk.admin)
    content = custody.print_recovery_sheet(desk.admin, PASSWORD, "sheet", new_code=True)
    said = sheet_text(content)
    for group in key.to_text().split("-"):
        assert group in said
    assert key.key_id in said
    assert "สำนักงานคลังจังหวัดลำปาง" in said
    with desk.services.store.reading() as session:
        record = session.scalars(select(JournalRecord).where(JournalRecord.command_id == "sheet")).one()
        everything = [
            *(f"{row.facts}{row.result}{row.changes}" for row in session.scalars(select(JournalRecord))),
            *(row.values for row in session.scalars(select(JournalValues))),
        ]
    assert f"{record.sequence:,}" in said
    assert record.chain[:4] in said
    assert not [text for text in everything if key.to_text()[:9] in text or key.secret.hex()[:16] in text]
    assert readable(key.to_text(), desk.folder) == []
    assert custody.sheet_is_due(desk.admin)  # made is not yet printed
    custody.note_sheet_kept(desk.admin, "kept")
    assert not custody.sheet_is_due(desk.admin)
    assert custody.read_key_state(desk.admin).sheet_at == desk.clock.now()
    assert problem(desk.services) is None


def test_the_code_on_the_sheet_is_the_one_that_lets_an_administrator_back_in(desk: Desk) -> None:
    said = sheet_text(desk.services.custody.print_recovery_sheet(desk.admin, PASSWORD, "one", new_code=True))
    code = next(word for word in said.split() if word.count("-") == 4)
    desk.services.accounts.reset_by_recovery_code(code, "admin", "quite-new-9", "reset")
    assert desk.services.accounts.log_in("admin", "quite-new-9").username == "admin"


def test_without_a_new_code_the_old_one_holds(desk: Desk) -> None:
    custody = desk.services.custody
    said = sheet_text(custody.print_recovery_sheet(desk.admin, PASSWORD, "one", new_code=True))
    code = next(word for word in said.split() if word.count("-") == 4)
    again = sheet_text(custody.print_recovery_sheet(desk.admin, PASSWORD, "two"))
    assert code not in again
    desk.services.accounts.reset_by_recovery_code(code, "admin", "quite-new-9", "reset")


def test_the_sheet_asks_for_the_own_password_and_for_the_right(desk: Desk) -> None:
    with pytest.raises(DomainError, match=r"login\.failed"):
        desk.services.custody.print_recovery_sheet(desk.admin, "wrong", "one")
    for person in (desk.front, desk.officer, desk.supervisor, desk.viewer):
        with pytest.raises(NotAllowed):
            desk.services.custody.print_recovery_sheet(person, PASSWORD, "two")


def test_the_same_command_prints_the_same_sheet_once(desk: Desk) -> None:
    one, two = (desk.services.custody.print_recovery_sheet(desk.admin, PASSWORD, "one") for _ in range(2))
    assert sheet_text(one) == sheet_text(two)


def test_an_envelope_gives_the_key_for_its_passphrase_only(tmp_path: Path) -> None:
    key = OfficeKey.new()
    write_envelope(tmp_path, seal_with_passphrase(key, PASSPHRASE, cheap=True))
    envelope = read_envelope(tmp_path)
    assert envelope is not None
    assert envelope.open(PASSPHRASE) == key
    with pytest.raises(DomainError, match=r"key\.wrong_passphrase"):
        envelope.open(PASSPHRASE + " ")
    content = (tmp_path / NAME).read_text()
    assert key.secret.hex() not in content
    shutil.rmtree(tmp_path)
