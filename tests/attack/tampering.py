"""An office in which every table holds something, and the hand of somebody who changes its file."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Date, LargeBinary, Table, UniqueConstraint, select

from models.casework import (
    CaseLink,
    CaseReader,
    Inspection,
    InspectionFind,
    Letter,
    OfficePicture,
    Referral,
)
from models.complaints import BoxOpening, ReportRecord
from models.engine import DATABASE_NAME, Store, sqlite_engine
from models.files import CHUNK, store_file
from models.guards import TRIGGERS
from models.moments import Moment
from models.office import Appointment, Channel, Setting, Wording
from models.reports import EvidencePicture, SignedCase, SignedMonth
from models.retention import DestructionItem, DestructionList
from models.tables import Base
from services.complaints.commands import AttachmentInput, RegisterComplaint, RespondentInput
from services.journal.verify import Verified, verify_store
from services.keys.seal import Seal
from services.permissions import ALL, UseCase
from services.unit_of_work import Work
from tests.services.factories import FRIDAY, Desk

TABLES = {table.name: table for table in Base.metadata.tables.values()}
FILL = UseCase("test.fill", ALL, changes=frozenset(TABLES))
CHECKED = sorted(name for name, table in TABLES.items() if table.info["kept"] != "convenience")


def work_a_while(desk: Desk) -> None:
    """Leave at least one row in every table."""
    case = desk.closed(respondents=(RespondentInput(unit="กลุ่มงานคลัง", person="นายถูกกล่าวหา"),))
    desk.register(identity="hidden", name="ปกปิด ชื่อจริง", phones="0812345678")
    two_chunks = b"%PDF-" + bytes(CHUNK)
    for content in (two_chunks, b"%PDF-short"):
        desk.register(attachments=(AttachmentInput(name="หนังสือ.pdf", content=content),))
    other = desk.register().complaint_id
    with desk.services.units.write(desk.admin, FILL, desk.command()) as work:
        _fill_around(work, case, other, desk.officer.account_id)
        opening = work.add(BoxOpening(opened_at=FRIDAY, openers="สองคน", recorded_by=work.actor.account_id))
        work.add(Setting(name="test.setting", value='"ค่า"'))
        work.add(Wording(name="test.wording", text="ข้อความ"))
        work.add(
            Appointment(
                account_id=desk.officer.account_id,
                role="supervisor",
                first_day=date(2026, 4, 1),
                last_day=date(2026, 4, 2),
                appointed_by=desk.admin.account_id,
            )
        )
        listed = work.add(
            DestructionList(closed_before=date(2020, 1, 1), made_at=FRIDAY, made_by=desk.admin.account_id)
        )
        work.add(DestructionItem(list_id=listed.id, complaint_id=case))
        report = work.add(
            ReportRecord(
                report="monthly", period="2569-03", cut_off=date(2026, 3, 31), zero=True, figures="{}",
                made_at=FRIDAY, made_by=desk.admin.account_id,
            )
        )  # fmt: skip
        _sign(work, report, case)
        work.commit()
    slip = RegisterComplaint(
        content=desk.content(channel="suggestion_box", name="", identity="anonymous"),
        box_opening_id=opening.id,
    )
    desk.services.intake.register_complaint(desk.front, slip, desk.command())
    desk.services.office.confirm_year(desk.admin, 2569, True, desk.command())


def _sign(work: Work, report: ReportRecord, case: int) -> None:
    signed = work.add(
        SignedMonth(
            month="2569-03", cut_off=date(2026, 3, 31), report_id=report.id, last_state_id=1,
            last_event_id=1, signed_at=FRIDAY, signed_by=work.actor.account_id,
        )
    )  # fmt: skip
    work.add(
        SignedCase(
            signed_id=signed.id, complaint_id=case, number="1/2569", received_on=FRIDAY.date(),
            status="closed", kind="complaint", channel="walk_in",
        )
    )  # fmt: skip


def _fill_around(work: Work, case: int, other: int, person: int) -> None:
    """Leave a row in every table that stands around a case."""
    by, emblem = work.actor.account_id, b"\x89PNG\r\n\x1a\nemblem"
    picture = store_file(work.session, work.office_id, emblem, "image/png", FRIDAY, work.new_id)
    work.add(CaseLink(complaint_id=case, other_id=other, kind="related", linked_at=FRIDAY, linked_by=by))
    work.add(CaseReader(complaint_id=case, account_id=person, named_at=FRIDAY, named_by=by))
    letter = work.add(
        Letter(complaint_id=case, kind="result", layout="outgoing", content="{}", made_at=FRIDAY, made_by=by)
    )
    work.add(
        Referral(
            complaint_id=case, agency="หน่วยงานอื่น", sent_on=FRIDAY.date(), letter_id=letter.id, made_by=by
        )
    )
    work.add(OfficePicture(name="test.picture", file_id=picture.id, added_at=FRIDAY, added_by=by))
    channel = work.session.scalars(select(Channel).where(Channel.office_id == work.office_id)).first()
    assert channel is not None
    inspection = work.add(
        Inspection(channel_id=channel.id, inspected_at=FRIDAY, recorded_by=by, recorded_at=FRIDAY)
    )
    work.add(InspectionFind(id=other, inspection_id=inspection.id, taken_in_at=FRIDAY))
    work.add(
        EvidencePicture(
            part="channels", channel_id=channel.id, file_id=picture.id, added_at=FRIDAY, added_by=by
        )
    )


@dataclass
class Hand:
    """Hold a copy of an office's file, which is put back before each change."""

    path: Path
    template: Path
    seal: Seal

    @contextmanager
    def at_work(self) -> Iterator[sqlite3.Connection]:
        """Open the file as it was made, its guards taken away and put back after."""
        shutil.copyfile(self.template, self.path)
        with closing(sqlite3.connect(self.path, isolation_level=None)) as office:
            office.execute("PRAGMA synchronous = OFF")
            office.execute("BEGIN")
            for trigger in TRIGGERS:
                office.execute(f"DROP TRIGGER {trigger}")
            yield office
            for made in TRIGGERS.values():
                office.execute(made)
            office.execute("COMMIT")

    def verify(self, *, witnessed: bool = True) -> Verified:
        """Check the file as it lies there."""
        store = Store(sqlite_engine(self.path), lambda: FRIDAY, self.path)
        try:
            return verify_store(store, self.seal, witnessed=witnessed)
        finally:
            store.close()

    def put_back(self) -> None:
        """Have the file as it was made."""
        shutil.copyfile(self.template, self.path)


def lay_out(desk: Desk, folder: Path) -> Hand:
    """Take an open office's file into one's own hands; the office itself stays as it is."""
    template, path = folder / "template.db", folder / DATABASE_NAME
    with closing(sqlite3.connect(desk.folder / DATABASE_NAME)) as office:
        office.execute("VACUUM INTO ?", (str(template),))
    hand = Hand(path, template, desk.services.seal)
    hand.put_back()
    return hand


def some_row(office: sqlite3.Connection, table: str) -> dict[str, Any]:
    """Return a row from the middle of a table."""
    names = [name for _cid, name, *_rest in office.execute(f"PRAGMA table_info({table})")]
    count = office.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    assert count, f"{table} holds nothing"
    asked = f"SELECT * FROM {table} ORDER BY office_id, id LIMIT 1 OFFSET ?"
    return dict(zip(names, office.execute(asked, (count // 2,)).fetchone(), strict=True))


def set_column(office: sqlite3.Connection, table: str, row: dict[str, Any], column: str, value: Any) -> bool:
    """Change one column of a row; False where the database itself refuses."""
    asked = f'UPDATE {table} SET "{column}" = ? WHERE office_id = ? AND id = ?'
    try:
        return office.execute(asked, (value, row["office_id"], row["id"])).rowcount == 1
    except sqlite3.IntegrityError:
        return False


def add_row(office: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    """Add a row of one's own."""
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" for _name in row)
    office.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


def copy_of(office: sqlite3.Connection, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row like another, with an id of its own and whatever has to be unique."""
    copy = dict(row)
    copy["id"] = office.execute(f"SELECT max(id) + 1 FROM {table}").fetchone()[0]
    for constraint in TABLES[table].constraints:
        if isinstance(constraint, UniqueConstraint):
            column = list(constraint.columns)[-1].name
            copy[column] = plausible(TABLES[table], column, copy[column])
    if "sequence" in copy:
        copy["sequence"] = office.execute("SELECT max(sequence) + 1 FROM journal").fetchone()[0]
    return copy


def plausible(table: Table, column: str, value: Any) -> Any:
    """Return another value of the same kind."""
    kind = table.c[column].type
    if isinstance(kind, LargeBinary):
        return bytes([value[0] ^ 1]) + value[1:]
    if isinstance(kind, Date | Moment):
        begin = FRIDAY.date() if value is None else date.fromisoformat(value[:10])
        rest = "" if isinstance(kind, Date) else " 02:30:00.000000"
        return (begin - timedelta(days=1001)).isoformat() + rest
    if kind.python_type is bool:
        return 1 - (value or 0)
    if kind.python_type is int:
        return 1 if value is None else value + 1_000_003
    return "x" if value is None else _text(value)


def garbage(table: Table, column: str, value: Any) -> list[Any]:
    """Return values that nobody's program writes there."""
    if table.c[column].type.__class__ is LargeBinary:
        return ["text"]
    if isinstance(value, int):
        return ["abc", 0.5, value + 2**40]
    return [b"\xff\xfe", "\0"]


def _text(value: str) -> str:
    if not value.startswith(("[", "{")):
        return f"{value}x"
    loaded = json.loads(value)
    if isinstance(loaded, list):
        return json.dumps([*loaded, 1]) if not loaded else json.dumps(loaded[:-1])
    return json.dumps({**loaded, "x": 1})
