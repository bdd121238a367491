"""The key from the command line: taken up, replaced, the data encrypted and decrypted."""

import os
from pathlib import Path

import pytest

from models.engine import DATABASE_NAME, is_plain
from services.keys.keeper import default_keeper
from tests.services.commands.test_commands import data, run, said
from tests.services.factories import Desk

__all__ = ["data"]
PASSPHRASE = "ม้าขาวกลางทุ่งหญ้า"


def test_encrypted_listed_and_decrypted(data: Path) -> None:
    who = ("--data", data, "--user", "admin")
    assert run("encrypt", *who).returncode == 0
    assert not is_plain(data / DATABASE_NAME)
    assert run("list", "--data", data, "--user", "front").stdout.count("\n") == 2
    assert run("verify", "--data", data).returncode == 0
    assert run("encrypt", *who, "--off").returncode == 0
    assert is_plain(data / DATABASE_NAME)
    assert "เป็นเช่นนั้นอยู่แล้ว" in said(run("encrypt", *who, "--off"), 1)


def test_only_an_administrator_encrypts(data: Path) -> None:
    assert "keys.encrypt" in said(run("encrypt", "--data", data, "--user", "supervisor"), 1)
    assert is_plain(data / DATABASE_NAME)


def test_a_passphrase_is_asked_for_by_every_command(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    who = ("--data", data, "--user", "admin")
    monkeypatch.setenv("RAPRUEANG_PASSPHRASE", "สั้น")
    assert "passphrase" in said(run("encrypt", *who, "--passphrase"), 1)
    monkeypatch.setenv("RAPRUEANG_PASSPHRASE", PASSPHRASE)
    assert run("encrypt", *who, "--passphrase").returncode == 0
    assert run("list", "--data", data, "--user", "front").returncode == 0
    monkeypatch.setenv("RAPRUEANG_PASSPHRASE", "อีกวลีหนึ่งที่ไม่ใช่")
    assert "วลีรหัสผ่านไม่ถูกต้อง" in said(run("list", "--data", data, "--user", "front"), 1)
    monkeypatch.delenv("RAPRUEANG_PASSPHRASE")
    assert "RAPRUEANG_PASSPHRASE" in said(run("list", "--data", data, "--user", "front"), 1)
    piped = run("list", "--data", data, "--user", "front", piped=f"{PASSPHRASE}\n")
    assert piped.returncode == 0, piped.stderr
    assert os.environ.get("RAPRUEANG_PASSPHRASE") is None


def test_the_key_of_the_sheet_is_taken_up(data: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    key = desk.services.seal.key
    assert run("encrypt", "--data", data, "--user", "admin").returncode == 0
    default_keeper().forget(key.key_id)
    assert key.key_id in said(run("list", "--data", data, "--user", "front"), 1)
    monkeypatch.setenv("RAPRUEANG_KEY", "ABCD-1234")
    assert "เทียบกับใบกู้คืน" in said(run("key", "--data", data), 1)
    monkeypatch.setenv("RAPRUEANG_KEY", key.to_text().lower().replace("-", " "))
    assert key.key_id in run("key", "--data", data).stdout
    assert run("list", "--data", data, "--user", "front").returncode == 0
    monkeypatch.delenv("RAPRUEANG_KEY")
    assert "RAPRUEANG_KEY" in said(run("key", "--data", data), 1)


def test_a_lost_key_is_replaced_and_the_old_one_taken_up_later(
    data: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = desk.services.seal.key
    default_keeper().forget(old.key_id)
    assert old.key_id in said(run("list", "--data", data, "--user", "front"), 1)
    assert "ไม่ถูกต้อง" in said(run("key", "--data", data, "--new", "--user", "admin", password="no"), 1)
    assert run("key", "--data", data, "--new", "--user", "admin").returncode == 0
    assert run("verify", "--data", data).returncode == 0
    monkeypatch.setenv("RAPRUEANG_KEY", old.to_text())
    assert run("key", "--data", data).returncode == 0
    assert run("verify", "--data", data).returncode == 0


def test_a_spoilt_key_is_one_line(data: Path, desk: Desk) -> None:
    kept = default_keeper().folder / f"{desk.services.seal.key_id}.key"
    kept.write_bytes(b"\xff\0")
    assert desk.services.seal.key_id in said(run("verify", "--data", data), 1)
    assert kept.read_bytes() == b"\xff\0"
