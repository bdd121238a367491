"""Make a demo office: one login a role, password demo, and a year that reads like a real one."""

import heapq
import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from services.accounts.accounts import AccountInput
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.container import Services, create_services
from services.deadlines.calendar import WorkCalendar
from services.demo.life import DESK_CHANNELS, Life, Staff
from services.demo.storyteller import Storyteller
from services.office.setup import SetUpOffice
from services.permissions import Actor, Role
from services.resources import load_json
from services.thai.dates import at_bangkok, fiscal_year_range

PASSWORD = "demo"  # noqa: S105 - a throw-away office's password, printed on its login page
RECENT_SHARE = 12  # one in twelve cases of an office looked at today came in
RECENT_DAYS = 6  # during the last working days
Progress = Callable[[int, int], None]


def make_demo_office(
    folder: Path,
    *,
    cases: int = 240,
    seed: int = 1,
    fiscal_year: int = 2569,
    until: datetime | None = None,
    progress: Progress = lambda _done, _total: None,
) -> int:
    """Make a demo office in a folder and return how many complaints it holds.

    The same arguments give the same office. Complaints are received through the fiscal year (B.E.), or
    from its beginning up to until; what would happen later has not happened yet.
    """
    first, last = fiscal_year_range(fiscal_year)
    end = until or at_bangkok(last + timedelta(days=1), time())
    clock = SetClock(at_bangkok(first, time(8, 0)) - timedelta(days=1))
    services = create_services(folder, clock, Passwords.cheapest())
    try:
        chance = random.Random(f"{seed}/{cases}/{fiscal_year}")
        staff = _staff(services)
        calendar = WorkCalendar.from_seed()
        teller = Storyteller(chance)
        count = 0

        def command() -> str:
            nonlocal count
            count += 1
            return f"demo-{seed}-{count}"

        life = Life(services, staff, teller, chance, calendar, command)
        # An office that is looked at today has work waiting; a year that is over has little left.
        recent = cases // RECENT_SHARE if until else 0
        final = until.date() if until else last
        moments = _receipts(chance, teller, calendar, (first, final), cases - recent)
        if recent:
            week = _days_before(calendar, final)
            moments = sorted([*moments, *_receipts(chance, teller, calendar, (week, final), recent)])
        return _play(life, teller, clock, moments, end, progress)
    finally:
        services.close()


def _staff(services: Services) -> Staff:
    people = load_json("demo/people.json")
    logins = {person["login"]: person for person in (*people["staff"], *people["more_officers"])}

    def content(login: str) -> AccountInput:
        person = logins[login]
        return AccountInput(
            username=login,
            display_name=person["name"],
            position=person["position"],
            roles=frozenset({Role(person["role"])}),
            head_of_office=login == "supervisor",
        )

    admin = services.setup.set_up(
        SetUpOffice(administrator=content("admin"), password=PASSWORD, demo=True), "demo-set-up"
    )
    actors: dict[str, Actor] = {}
    for login in (name for name in logins if name != "admin"):
        services.accounts.add_demo_account(admin, content(login), PASSWORD, f"demo-account-{login}")
        actors[login] = services.accounts.log_in(login, PASSWORD)
    return Staff(
        front=actors["front"],
        officers=tuple(actor for actor in actors.values() if Role.OFFICER in actor.roles),
        supervisor=actors["supervisor"],
    )


def _receipts(
    chance: random.Random,
    teller: Storyteller,
    calendar: WorkCalendar,
    span: tuple[date, date],
    cases: int,
) -> list[tuple[datetime, str]]:
    """Return when complaints are received and through which channel, in order."""
    first, last = span
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    working = [day for day in days if calendar.is_working_day(day)]
    mondays = [day for day in working if day.weekday() == 0] or working
    # Busier towards the end of the budget year and after New Year, as such desks know it.
    weights = [1.4 if day.month in (8, 9) else 1.2 if day.month in (1, 2) else 1.0 for day in days]
    found = []
    for _ in range(cases):
        channel = teller.channel()
        if channel == "suggestion_box":
            moment = _at(chance, chance.choice(mondays), 9, 10)
        elif channel in DESK_CHANNELS:
            moment = _at(chance, chance.choice(working), 8, 16)
        else:
            moment = _at(chance, chance.choices(days, weights)[0], 6, 22)
        found.append((moment, channel))
    return sorted(found)


def _days_before(calendar: WorkCalendar, day: date) -> date:
    """Return the working day that lies RECENT_DAYS before a day."""
    for _ in range(RECENT_DAYS):
        day = calendar.previous_working_day(day)
    return day


def _at(chance: random.Random, day: date, low: int, high: int) -> datetime:
    minutes = chance.randint(low * 60 + (35 if low == 8 else 0), high * 60)
    return at_bangkok(day, time()) + timedelta(minutes=minutes)


def _play(
    life: Life,
    teller: Storyteller,
    clock: SetClock,
    receipts: list[tuple[datetime, str]],
    end: datetime,
    progress: Progress,
) -> int:
    """Let every case live, all of them in the order of time; return how many were registered."""
    waiting: list[tuple[datetime, int, Iterator[datetime]]] = []
    for order, (received_at, channel) in enumerate(receipts):
        entered = life.entered_at(received_at, channel)
        story = life.live(teller.tell(received_at, channel), entered)
        heapq.heappush(waiting, (next(story), order, story))
    begun: set[int] = set()
    done = 0
    while waiting:
        moment, order, story = heapq.heappop(waiting)
        following = None
        if moment < end:
            clock.set(max(moment, clock.now()))
            begun.add(order)
            following = next(story, None)
        if following is None:
            done += 1
            progress(done, len(receipts))
        else:
            heapq.heappush(waiting, (following, order, story))
    return len(begun)
