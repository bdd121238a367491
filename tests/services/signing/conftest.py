"""An office with some cases of autumn 2569, made once; every test works on a copy of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.documents.office import PaperOffice, make_office, moment, reopen_office


@pytest.fixture(scope="session")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Carry two cases into November; three come in there, one of which is closed, and a praise."""
    folder = tmp_path_factory.mktemp("signed")
    office = make_office(folder, moment(15, 9))
    office.register(channel="email", group="stakeholder", subject="ขอเอกสารแล้วไม่ได้รับ")
    office.clock.set(moment(12, 10))
    office.screen(office.register(channel="phone", subject="เอกสารการเบิกจ่ายล่าช้า"), category="payment")
    for day in (3, 4, 10, 16):
        office.clock.set(moment(day, 11))
        case = office.register(subject="แนะนำการลงทะเบียน e-GP ไม่ครบถ้วน", channel="walk_in")
        if day == 3:
            office.screen(case, kind="praise", within_authority=None, category=None, level=None)
            continue
        office.screen(case, category="procurement")
        if day == 4:
            office.close(case)
    office.services.close()
    return folder


@pytest.fixture
def busy(autumn: Path, tmp_path: Path) -> Iterator[PaperOffice]:
    shutil.copytree(autumn / "office", tmp_path / "office")
    opened = reopen_office(tmp_path, moment(2, 12))
    yield opened
    opened.services.close()
