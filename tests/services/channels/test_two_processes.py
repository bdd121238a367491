"""Two programs on one folder open the box at once: no number is given twice, none is left out."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.services.factories import Desk

ROOT = Path(__file__).parents[3]
COUNT = 6


def test_openings_of_two_processes_never_share_a_number(desk: Desk) -> None:
    children = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.services.channels.open_boxes"),
                *(str(desk.folder), name, str(COUNT)),
            ],
            cwd=ROOT,
            env={**os.environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("front", "supervisor")
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        child.communicate("go\n", timeout=60)
        assert child.returncode == 0
    rows = desk.services.inspections.list_inspections(desk.front, date(2026, 4, 1), date(2026, 4, 30))
    numbers = {int(row.opening_number.split("/")[0]) for row in rows}
    assert numbers == set(range(1, 2 * COUNT + 1))
    assert len(rows) == 2 * COUNT
    assert {row.recorded_by for row in rows} == {"นางสาวหน้าห้อง รับเรื่อง", "นางหัวหน้า กลุ่มงาน"}
    assert desk.services.verification.verify().problem is None
