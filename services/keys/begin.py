"""Give a journal its key: the record from which on the chain is keyed."""

from models.engine import Store
from services.clock import Clock
from services.events import Events
from services.keys.seal import Seal
from services.permissions import Actor, Role, use_case
from services.unit_of_work import Units, new_command_id

# Done by the program itself when it opens an office whose journal has no key; no role can call it.
BEGIN_SEAL = use_case("journal.begin_seal", frozenset({Role.ADMINISTRATOR}), changes=(), system=True)


def begin_seal(store: Store, clock: Clock, seal: Seal) -> None:
    """Write the first keyed record; from here on nobody without the key can write the past anew."""
    program = Actor(office_id=1, account_id=0, name="", roles=frozenset({Role.ADMINISTRATOR}))
    with Units(store, clock, Events(), seal).write(program, BEGIN_SEAL, new_command_id()) as work:
        work.about("journal", None, key_id=seal.key_id)
        work.commit()
