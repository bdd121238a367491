"""Moments: aware datetimes in Bangkok time, stored as UTC on every engine."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

# Thailand has had one offset and no daylight saving since 1920: no zone data is needed on Windows.
BANGKOK = timezone(timedelta(hours=7), "ICT")


class Moment(TypeDecorator[datetime]):
    """Store an aware datetime as UTC and give it back in Bangkok time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive values: a moment without an offset means a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    # ARG002: SQLAlchemy hands the dialect over, wanted or not.
    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return Bangkok time."""
        if value is None:
            return None
        moment: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
        return moment.astimezone(BANGKOK)
