"""The office of the services' tests, for the tests of its key."""

from tests.services.factories import desk, made_office

__all__ = ["desk", "made_office"]
