"""The office of the services' tests, for papers too."""

from tests.services.factories import desk, made_office

__all__ = ["desk", "made_office"]
