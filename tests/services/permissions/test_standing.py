"""What counts is what the account holds at this moment, whatever a session or an object claims."""

from dataclasses import replace

import pytest

from models.base import Base
from models.office import Account
from services.commands.permissions_page import declared
from services.complaints.register import RegisterFilter
from services.errors import NotAllowed, NotFound
from services.permissions import REGISTRY, Actor, Role, use_case
from tests.services.factories import GIVEN, PASSWORD, Desk
from tests.services.permissions.callers import call
from tests.services.permissions.ground import Ground, lay_out, what_changed


@pytest.fixture
def ground(desk: Desk) -> Ground:
    """Lay a fresh office out: these tests take roles away."""
    return lay_out(desk)


def refused(ground: Ground, actor: Actor, name: str, code: str = "not_allowed") -> dict[str, object]:
    """Hold that somebody is refused, and return the one record of it."""
    before, count = ground.dump(), len(ground.records())
    with pytest.raises(NotAllowed) as raised:
        call(ground, actor, name)
    assert raised.value.code == code
    assert what_changed(before, ground.dump()) == set()
    (record,) = ground.records()[count:]
    assert (record["use_case"], record["verdict"]) == (name, "refused")
    return record


def test_a_role_taken_away_during_a_session_is_gone_at_once(ground: Ground) -> None:
    both = ground.holding(Role.SUPERVISOR, Role.VIEWER)
    call(ground, both, "complaints.reveal_complainant")
    ground.change_roles(both, Role.VIEWER)
    refused(ground, both, "complaints.reveal_complainant")
    refused(ground, both, "complaints.review")
    call(ground, both, "complaints.list_complaints")


def test_a_role_taken_away_takes_what_it_let_one_see(ground: Ground) -> None:
    both = ground.holding(Role.SUPERVISOR, Role.VIEWER)
    secret = ground.desk.register(confidential=True).complaint_id
    assert ground.services.cases.read_case(both, secret).id == secret
    ground.change_roles(both, Role.VIEWER)
    with pytest.raises(NotFound):
        ground.services.cases.read_case(both, secret)
    shown = ground.services.register.list_complaints(both, RegisterFilter())
    assert secret not in {row.id for row in shown}
    exported = ground.services.register.export_complaints(both, RegisterFilter(), ground.command())
    assert secret not in {row.id for row in exported}
    with pytest.raises(NotFound):
        ground.services.documents.make_case_file(both, secret, ground.command())


def test_a_closed_account_may_nothing_though_its_session_is_open(ground: Ground) -> None:
    front = ground.holding(Role.FRONT_DESK)
    ground.change_roles(front, Role.FRONT_DESK, active=False)
    for name in ("complaints.register_complaint", "complaints.list_complaints", "office.read_office"):
        refused(ground, front, name, "session.ended")


def test_an_object_that_claims_more_roles_has_no_more(ground: Ground) -> None:
    viewer = ground.holding(Role.VIEWER)
    forged = replace(viewer, roles=frozenset(Role), name="นายปลอม แปลง")
    record = refused(ground, forged, "complaints.reveal_complainant")
    assert record["roles"] == "viewer"
    assert record["actor_name"] == viewer.name
    secret = ground.desk.register(confidential=True).complaint_id
    with pytest.raises(NotFound):
        ground.services.cases.read_case(forged, secret)


@pytest.mark.parametrize("name", [name for name, wanted in REGISTRY.items() if not wanted.system])
def test_without_an_account_nothing_is_done(ground_once: Ground, name: str) -> None:
    nobody = Actor(office_id=1, account_id=0, name="ระบบ", roles=frozenset(Role))
    record = refused(ground_once, nobody, name, "session.ended")
    assert record["actor_id"] is None


@pytest.mark.parametrize("name", ["complaints.list_complaints", "complaints.add_note", "drafts.keep_draft"])
def test_somebody_of_another_office_is_refused_in_this_offices_journal(ground: Ground, name: str) -> None:
    stranger = replace(ground.desk.supervisor, office_id=2)
    record = refused(ground, stranger, name, "session.ended")
    assert record["office_id"] == 1
    assert record["actor_id"] is None
    assert record["facts"] == f'{{"claimed_account":{stranger.account_id},"claimed_office":2}}'
    assert ground.services.verification.verify().problem is None


def test_an_account_that_never_was_is_refused(ground: Ground) -> None:
    refused(
        ground, replace(ground.desk.front, account_id=12345), "complaints.list_complaints", "session.ended"
    )


def test_whoever_has_to_change_the_password_does_that_first(ground: Ground) -> None:
    admin, officer = ground.desk.admin, ground.desk.officer
    ground.services.accounts.set_password(admin, officer.account_id, GIVEN, ground.command())
    refused(ground, officer, "complaints.list_complaints", "session.change_password")
    refused(ground, officer, "complaints.add_note", "session.change_password")
    again = ground.services.accounts.change_own_password(officer, GIVEN, PASSWORD, ground.command())
    call(ground, again, "complaints.list_complaints")


def test_a_set_up_office_is_not_set_up_again(ground: Ground) -> None:
    for name in ("office.set_up", "journal.begin_seal"):
        refused(ground, ground.desk.admin, name)


# --- what a use case declares, it is held to


def test_what_writes_cannot_be_declared_without_its_tables() -> None:
    with pytest.raises(ValueError, match=r"changes=\(…\)"):
        use_case("complaints.never_declared", frozenset({Role.VIEWER}))
    assert "complaints.never_declared" not in REGISTRY


@pytest.mark.parametrize("name", ["complaints.add_note", "complaints.export_list", "drafts.keep_draft"])
def test_a_table_that_is_not_named_cannot_be_changed(ground: Ground, name: str) -> None:
    def rename() -> None:
        units = ground.services.units
        with units.write(ground.desk.supervisor, REGISTRY[name], ground.command()) as work:
            work.find(Account, ground.victim).display_name = "ใครก็ไม่รู้"
            work.commit()

    before = ground.dump()
    with pytest.raises(ValueError, match="does not declare"):
        rename()
    assert ground.dump() == before


def test_every_table_named_is_a_journalled_one() -> None:
    kept = {table.name for table in Base.metadata.tables.values() if table.info["kept"] == "journalled"}
    named = {table for wanted in declared() for table in wanted.changes or ()}
    assert named <= kept
