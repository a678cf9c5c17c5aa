"""Open data where it stands beside the checkout, and invented data that always is there."""

from pathlib import Path

import pytest

from assessment.services import import_recorded_crime
from places.models import Area, AreaKind
from places.services import import_population
from tests.assessment.invented import flat_crime, months_of, population_text, source

OPEN_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture
def own_area(db: None) -> Area:
    """The area of the test partnership."""
    return Area.objects.create(code="X09000001", name="Northbridge", kind=AreaKind.BOROUGH)


@pytest.fixture
def three_years(db: None) -> None:
    """Invented recorded crime of 2011/12, 2015/16 and 2016/17, and residents of their mid-years.

    Each borough has the same number of offences of four categories every month.
    """
    years = (2011, 2015, 2016)
    import_recorded_crime(
        source(flat_crime({"Barnet": 2, "Enfield": 3, "Camden": 3}, months_of(*years))), by=None
    )
    residents = {
        ("E09000003", "Barnet"): 1000,
        ("E09000010", "Enfield"): 3000,
        ("E09000007", "Camden"): 1000,
    }
    import_population(source(population_text(residents, *years), "residents.csv"), by=None)
