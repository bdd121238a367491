"""The commands on the office's key: take it up from the recovery sheet, replace it, encrypt and decrypt."""

import argparse
import os
import sys
from collections.abc import Callable

from services.accounts.passwords import Passwords
from services.clock import SystemClock
from services.commands.asking import PASSPHRASE, ask_passphrase, ask_secret
from services.container import Services, open_services
from services.errors import DomainError, Invalid
from services.keys.custody import passphrase_weakness
from services.keys.keeper import default_keeper
from services.keys.new_key import LostKey, keep_earlier_key
from services.keys.office_key import OfficeKey
from services.keys.opening import KeySetUp, looks_encrypted
from services.keys.switching import DECRYPT, ENCRYPT, Switch, switch_encryption
from services.permissions import Actor
from services.unit_of_work import new_command_id

KEY = "RAPRUEANG_KEY"
PASSWORD = "RAPRUEANG_PASSWORD"  # noqa: S105 - the variable's name
NEW_PASSPHRASE = "RAPRUEANG_NEW_PASSPHRASE"  # noqa: S105 - the variable's name


def take_key(arguments: argparse.Namespace) -> None:
    """Keep the key of the recovery sheet on this computer, after it has opened the folder's data."""
    if arguments.new:
        _replace_key(arguments)
        return
    key = OfficeKey.from_text(ask_secret(KEY, "กุญแจจากใบกู้คืน", "key.none_given"))
    keeper = default_keeper()
    try:
        open_services(arguments.data, SystemClock(), keeper=keeper, given=key, keep=True).close()
    except DomainError as error:
        if error.code != "key.wrong" or looks_encrypted(arguments.data):
            raise
        keep_earlier_key(arguments.data, SystemClock(), keeper, key)
    print(f"เก็บกุญแจ {key.key_id} ไว้ในเครื่องนี้แล้ว")


def _replace_key(arguments: argparse.Namespace) -> None:
    if not arguments.user:
        raise DomainError("login.no_password")
    lost = LostKey(arguments.data, SystemClock(), default_keeper(), Passwords())
    key = lost.replace_key(arguments.user, ask_secret(PASSWORD, "รหัสผ่าน", "login.no_password"))
    print(f"ใช้กุญแจใหม่ {key.key_id} แล้ว โปรดพิมพ์ใบกู้คืนใหม่จากหน้าตั้งค่าสำนักงาน")


def encrypt(arguments: argparse.Namespace) -> None:
    """Encrypt a folder's data, decrypt them, or change how their key is come by."""
    services = open_services(arguments.data, SystemClock(), ask_passphrase=ask_passphrase)
    try:
        password = ask_secret(PASSWORD, "รหัสผ่าน", "login.no_password")
        actor = services.accounts.log_in(arguments.user, password)
        services.units.require(actor, DECRYPT if arguments.off else ENCRYPT)
        set_up = _set_up(arguments, services)
        if services.store.key is not None and set_up.encrypt:
            services.custody.change_unlock(actor, password, set_up, new_command_id())
            print("เปลี่ยนวิธีเก็บกุญแจแล้ว")
            return
        if (services.store.key is None) == arguments.off:
            raise DomainError("switch.already")
    finally:
        services.close()
    _switch(arguments, services, actor, set_up)


def _switch(arguments: argparse.Namespace, services: Services, actor: Actor, set_up: KeySetUp) -> None:
    wanted = Switch(arguments.data, actor, new_command_id(), set_up)
    switch_encryption(wanted, SystemClock(), services.keeper, services.seal.key, _progress())
    if set_up.encrypt:
        print("เข้ารหัสข้อมูลแล้ว ชุดสำรองที่เก็บไว้นอกโฟลเดอร์ข้อมูลก่อนหน้านี้ยังอ่านได้ โปรดพิมพ์ใบกู้คืนและทำลายชุดเดิม")
    else:
        print("เลิกเข้ารหัสข้อมูลแล้ว ผู้ที่คัดลอกโฟลเดอร์ข้อมูลไปจะอ่านข้อมูลได้")


def _set_up(arguments: argparse.Namespace, services: Services) -> KeySetUp:
    if arguments.off or not arguments.passphrase:
        return KeySetUp(encrypt=not arguments.off)
    behind_one = services.store.key is not None
    variable = NEW_PASSPHRASE if behind_one or NEW_PASSPHRASE in os.environ else PASSPHRASE
    passphrase = ask_secret(variable, "วลีรหัสผ่านใหม่", "key.passphrase_needed")
    if weak := passphrase_weakness(passphrase):
        raise Invalid({"passphrase": weak})
    return KeySetUp(encrypt=True, passphrase=passphrase)


def _progress() -> Callable[[int, int], None]:
    def show(done: int, total: int) -> None:
        print(f"\r{100 * done // max(total, 1):3} %", end="\n" if done >= total else "", file=sys.stderr)

    return show if sys.stderr.isatty() else lambda _done, _total: None
