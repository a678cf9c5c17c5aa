"""The open data that stands beside the checkout, where it does."""

from pathlib import Path

import pytest

OPEN_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture
def open_data() -> Path:
    """The folder of published files; the test is skipped where it is absent."""
    if not OPEN_DATA.is_dir():
        pytest.skip("the open data (../shared/data) is not beside this checkout")
    return OPEN_DATA
