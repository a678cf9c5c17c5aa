"""Whatever a file holds, it is brought in whole or refused with a message, and refused leaves
nothing: every reader, fed with bytes, and with good files whose columns, cells and lines were
changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from assessment.models import (
    Edition,
    PartnerReturn,
    PublishedNumber,
    RecordedCrime,
    ReturnFile,
    SourceKind,
)
from assessment.services import (
    import_crime,
    import_published,
    import_recorded_crime,
    import_returns,
)
from audit.models import Entry
from places.models import Area, ImportedFile, Population, Postcode, SmallArea
from places.readers.files import BadFile, Source
from places.services import (
    import_population,
    import_postcodes,
    import_small_areas,
    import_wards,
)
from tests.assessment.invented import flat_crime
from tests.assessment.test_published_numbers import ASKED, OFFENCES
from tests.assessment.test_street_crime import ABBEY, street
from tests.assessment.test_ward_crime import TWO_WARDS
from tests.places.test_import_population import ONS
from tests.places.test_import_small_areas import OLD

pytestmark = pytest.mark.django_db
KEPT = (
    *(Area, Edition, Entry, ImportedFile, PartnerReturn, Population, Postcode),
    *(PublishedNumber, RecordedCrime, ReturnFile, SmallArea),
)
RETURNS = "Service,Measure,From,To,Value\nPrevent,Referrals,1/4/2016,31/3/2017,9\n"
POSTCODE = (
    '"N10 1AA",10,528177,190696,"E92000001","E19000003","E18000007","","E09000003","E05000047"\n'
)
WARD = (
    '{"type":"FeatureCollection","features":[{"properties":{"WD13CD":"E05000043","WD13NM":"Abbey"},'
    '"geometry":{"type":"Polygon","coordinates":[[[0,51],[1,51],[1,52],[0,51]]]}}]}'
)
Reader = Callable[[Source, User], Any]
READERS: dict[str, tuple[Reader, str]] = {
    "recorded crime": (
        lambda source, by: import_recorded_crime(source, by=by),
        flat_crime({"Barnet": 2, "Enfield": 1}, ["201604", "201605"]),
    ),
    "ward crime": (lambda source, by: import_recorded_crime(source, by=by), TWO_WARDS),
    "street crime": (
        lambda source, by: import_crime(source, SourceKind.STREET_CRIME, by=by),
        street(("Burglary", ABBEY), ("Drugs", ABBEY)),
    ),
    "yearly crime": (
        lambda source, by: import_published(source, SourceKind.YEARLY_CRIME, by=by),
        OFFENCES,
    ),
    "survey": (
        lambda source, by: import_published(source, SourceKind.SURVEY, by=by, period="2016"),
        ASKED,
    ),
    "returns": (
        lambda source, by: import_returns(source.name, source.opener().read(), by=by),
        RETURNS,
    ),
    "population": (lambda source, by: import_population(source, by=by), ONS),
    "small areas": (lambda source, by: import_small_areas(source, by=by), OLD),
    "postcodes": (lambda source, by: import_postcodes(source, by=by), POSTCODE),
    "wards": (lambda source, by: import_wards(source, by=by), WARD),
}
HUGE = "9" * 200_000
cells = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["", "0", "-1", "1e9", "99999999999", "1,000", "1.000,5", "N/A", "=1+1", HUGE]),
    st.sampled_from(["Barnet", "2016-13", "E05000043", '"', "\r", "\u2028", "31/12/2016", "٣"]),
)


@st.composite
def changed(draw: st.DrawFn, text: str) -> bytes:
    """A good file with its columns in another order, cells replaced, lines lost or repeated."""
    rows = [line.split(",") for line in text.splitlines()]
    order = draw(st.permutations(range(len(rows[0]))))
    if draw(st.booleans()):
        rows = [[row[at] for at in order if at < len(row)] for row in rows]
    for _ in range(draw(st.integers(0, 3))):
        row = draw(st.sampled_from(rows))
        if row:
            row[draw(st.integers(0, len(row) - 1))] = draw(cells)
    rows = [row for row in rows for _ in range(draw(st.sampled_from([1, 1, 1, 1, 0, 2])))]
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return end.join(",".join(row) for row in rows).encode(
        draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])), errors="replace"
    )


def check(reader: Reader, content: bytes, by: User) -> None:
    """Brought in or refused; in either case the database is as it was when the example ends."""
    with transaction.atomic():
        before = [model.objects.count() for model in KEPT]
        try:
            reader(Source.of_bytes("x.csv", content), by)
        except BadFile:
            assert [model.objects.count() for model in KEPT] == before
        transaction.set_rollback(True)


fuzzed = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def analyst(cast: Any) -> User:
    user: User = cast.analyst
    return user


@pytest.mark.parametrize("name", READERS)
@fuzzed
@given(content=st.binary(max_size=300))
def test_any_bytes(name: str, content: bytes, analyst: User) -> None:
    check(READERS[name][0], content, analyst)


@pytest.mark.parametrize("name", READERS)
@fuzzed
@given(data=st.data())
def test_a_good_file_that_was_changed(name: str, data: st.DataObject, analyst: User) -> None:
    reader, text = READERS[name]
    check(reader, data.draw(changed(text)), analyst)


@pytest.mark.parametrize("name", READERS)
def test_the_good_file_is_taken(name: str, analyst: User) -> None:
    reader, text = READERS[name]
    before = [model.objects.count() for model in KEPT]
    reader(Source.of_bytes("x.csv", text.encode()), analyst)
    assert [model.objects.count() for model in KEPT] != before
