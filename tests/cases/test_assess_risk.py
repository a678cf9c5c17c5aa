"""Assess the risk: the score sets the band, judgement needs its reason, nothing is re-scored."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from cases.models import RiskAssessment, RiskInstrument
from cases.queries import instrument_in_use
from cases.services import assess_risk, score
from cases.services.risk import JudgementNeedsReason
from tests.people import QUESTIONS, a_case

BANDS = {"standard": 0, "medium": 16, "high": 31}
MATRIX = RiskInstrument(name="Test", questions=QUESTIONS, bands=BANDS)
POINTS = {"no": 0, "some": 5, "yes": 10}


@pytest.fixture
def case(cast):
    return a_case(cast)


@given(st.fixed_dictionaries({each["key"]: st.sampled_from(sorted(POINTS)) for each in QUESTIONS}))
def test_the_total_is_the_sum_and_the_band_the_highest_reached(answers):
    total, band = score(MATRIX, answers)
    assert total == sum(POINTS[answer] for answer in answers.values())
    assert BANDS[band] <= total
    assert all(lowest > total for name, lowest in BANDS.items() if lowest > BANDS[band])


@given(st.dictionaries(st.text(), st.text()))
def test_answers_to_other_questions_count_nothing(answers):
    others = {key: value for key, value in answers.items() if key not in {"often", "worse"}}
    assert score(MATRIX, others) == (0, "standard")


@pytest.mark.django_db
def test_the_score_is_the_cases(cast, case):
    answers = {"often": "yes", "worse": "some"}
    row = assess_risk(
        case, by=cast.officer, source="case", instrument=instrument_in_use(), answers=answers
    )
    case.refresh_from_db()
    assert (row.total, row.band) == (case.risk_total, case.risk_band) == (15, "standard")


@pytest.mark.django_db
def test_another_band_than_the_scored_one_needs_a_reason(cast, case):
    said = {"source": "case", "instrument": instrument_in_use(), "answers": {"often": "yes"}}
    with pytest.raises(JudgementNeedsReason):
        assess_risk(case, by=cast.officer, band="high", **said)
    assert not RiskAssessment.objects.exists()
    row = assess_risk(case, by=cast.officer, band="high", judgement_reason="He said so", **said)
    assert (row.scored_band, row.band) == ("standard", "high")


@pytest.mark.django_db
def test_an_older_assessment_stays_as_it_was(cast, case):
    first = assess_risk(
        case, by=cast.officer, source="R", instrument=instrument_in_use(), answers={"often": "yes"}
    )
    before = RiskAssessment.objects.filter(pk=first.pk).values().get()
    assess_risk(case, by=cast.coordinator, source="case", band="high", judgement_reason="Threats")
    assert RiskAssessment.objects.filter(pk=first.pk).values().get() == before
    case.refresh_from_db()
    assert case.risk_band == "high"
    changes = Entry.objects.filter(verb="risk.assessed").last().changes
    assert changes["band"] == ["standard", "high"]
    assert "Threats" not in str(changes)


@pytest.mark.django_db
def test_a_judgement_in_the_browser_says_why(cast, case, signed_in):
    client = signed_in(cast.officer)
    url = reverse("assess_risk", args=[case.reference])
    page = client.post(url, {"band": "high", "judgement_reason": ""})
    assert page.context["form"].errors["judgement_reason"]
    assert client.post(url, {"band": "high", "judgement_reason": "Threats"}).status_code == 302
    page = client.get(reverse("case_risk", args=[case.reference])).content.decode()
    assert "Threats" in page


@pytest.mark.django_db
def test_a_matrix_is_in_use_from_its_day(cast):
    old = instrument_in_use()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    fields = {"name": old.name, "standing": "-", "questions": QUESTIONS, "bands": BANDS}
    RiskInstrument.objects.create(version=2, valid_from=tomorrow, **fields)
    assert instrument_in_use() == old
    newer = RiskInstrument.objects.create(version=3, valid_from=timezone.localdate(), **fields)
    assert instrument_in_use() == newer
