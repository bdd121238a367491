"""How often each channel was looked into over some months, as papers of a year tell it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from services.channels.frequency import EVERY_TIME
from services.channels.standing import count_by_channel, watched_channels
from services.office.facts import OfficeFacts
from services.thai.dates import Month
from services.unit_of_work import Reading


@dataclass(frozen=True, slots=True)
class ChannelLook:
    """Hold how often a channel was looked into; at some each visit or call is a look, recorded or not."""

    name: str
    every_time: bool
    times: int

    @property
    def looked_into(self) -> bool:
        return self.every_time or self.times > 0


def read_channel_looks(reading: Reading, facts: OfficeFacts, months: Sequence[Month]) -> list[ChannelLook]:
    """Return the office's channels in their order, each with its looks in some months."""
    counts: Counter[int] = Counter()
    for month in months:
        for channel, (recorded, visits) in count_by_channel(reading, facts, month).items():
            counts[channel] += recorded + visits
    return [
        ChannelLook(row.name, rule.frequency.code == EVERY_TIME, counts[key])
        for key, (row, rule) in watched_channels(reading.session, reading.office_id).items()
    ]
