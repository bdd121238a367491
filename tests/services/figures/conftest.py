"""The office that these tests work in."""

from tests.services.factories import desk, made_office

__all__ = ["desk", "made_office"]
