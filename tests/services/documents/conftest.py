"""The office of the services' tests, for papers too, and one with a whole year behind it."""

from collections.abc import Iterator

import pytest

from tests.services.documents.office import PaperOffice, make_office, moment
from tests.services.documents.whole_year import whole_year
from tests.services.factories import desk, made_office

__all__ = ["desk", "made_office", "whole_office"]


@pytest.fixture(scope="session")
def whole_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaperOffice]:
    """Hold the office after a whole year; made once: papers may be made of it, cases stay as they are."""
    made = make_office(tmp_path_factory.mktemp("whole_year"), moment(1, 9))
    whole_year(made)
    yield made
    made.services.close()
