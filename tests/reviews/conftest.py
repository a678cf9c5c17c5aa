"""A case with a victim, seen by housing and police."""

import pytest

from cases.models import Case
from tests.people import Cast, a_case


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast, shared_with=(cast.police,))
