import time
import pytest
from places.readers.files import Source
from assessment.services import import_recorded_crime, take_figures
from places.services import import_population
from places.queries import area_named
from assessment.periods import FinancialYear
from assessment.queries import summary_of
@pytest.mark.django_db
def test_try(open_data):
    t=time.time()
    for f in sorted((open_data/'recorded-crime').glob('mps_borough*')):
        e=import_recorded_crime(Source.of_path(f),by=None); print(e, e.offences, time.time()-t)
    print(import_population(Source.of_path(open_data/'population/ons_mid_year_estimates_1999_to_2016.csv'),by=None).said)
    t=time.time()
    run=take_figures(FinancialYear(2016), area_named('barnet'))
    print(run.observations.count(), time.time()-t)
    t=time.time()
    s=summary_of(run)
    for r in s.rows(): print(r.figure.code, r.figure.value, r.previous, r.change, r.base, r.base_change, r.rank_words, r.against_london, r.note)
    print(time.time()-t)
    assert take_figures(FinancialYear(2016), area_named('barnet')).pk==run.pk
