"""Assess the risk: the score sets the band, judgement needs its reason, nothing is re-scored."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.models import Entry
from cases.charts import risk_over_time
from cases.models import RiskAssessment, RiskInstrument
from cases.queries import instrument_in_use
from cases.risk_matrix import band_of
from cases.services import assess_risk, score, share_case
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
    chosen = client.post(reverse("assess_risk", args=[case.reference]), {"instrument": "judgement"})
    assert chosen.url == reverse("judge_risk", args=[case.reference])
    page = client.post(chosen.url, {"band": "high", "judgement_reason": ""})
    assert page.context["form"].errors["judgement_reason"]
    assert (
        client.post(chosen.url, {"band": "high", "judgement_reason": "Threats"}).status_code == 302
    )
    page = client.get(reverse("case_risk", args=[case.reference])).content.decode()
    assert "Threats" in page


@pytest.mark.django_db
def test_a_matrix_is_in_use_from_its_day(cast):
    old = instrument_in_use()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    fields = {
        "name": old.name,
        "standing": "-",
        "questions": QUESTIONS,
        "bands": BANDS,
        "status": "published",
    }
    RiskInstrument.objects.create(edition=2, valid_from=tomorrow, **fields)
    assert instrument_in_use() == old
    newer = RiskInstrument.objects.create(edition=3, valid_from=timezone.localdate(), **fields)
    assert instrument_in_use() == newer


# Answering in the browser, on a Friday before Christmas.
FRIDAY = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
ALL_YES = {f"answer-{each['key']}": "yes" for each in QUESTIONS}
ALL_NO = {f"answer-{each['key']}": "no" for each in QUESTIONS}
FOLLOWS = {
    "high": {
        "review_days": 28,
        "priority": "First on the agenda",
        "actions": [
            {"wording": "Visit the person harmed", "agency_kind": "housing", "days": 1},
            {"wording": "Ask for intelligence", "agency_kind": "police", "days": 7},
        ],
    }
}


@pytest.fixture
def matrix(cast):
    RiskInstrument.objects.update(consequences=FOLLOWS)
    return instrument_in_use()


@pytest.fixture
def answered(cast, case, matrix, signed_in):
    """Posts the answers, with more, as the lead officer."""
    url = reverse("answer_risk", args=[case.reference, matrix.pk])
    return lambda data, **more: signed_in(cast.officer).post(url, {**data, **more})


@pytest.mark.django_db
def test_the_check_says_the_total_the_band_and_what_each_answer_gave(case, answered):
    page = answered(ALL_YES, do="check")
    text = page.content.decode()
    assert "Score 40 of 40: high" in text
    assert text.count("10 of 10") == 4
    assert "16 to 30: medium" in text
    assert "First on the agenda" in text
    assert not RiskAssessment.objects.exists()


@pytest.mark.django_db
def test_no_question_is_left_out(answered):
    page = answered({"answer-often": "yes"}, do="check")
    assert set(page.context["form"].errors) == {"worse", "target", "health"}


@pytest.mark.django_db
def test_saving_sets_the_review_the_priority_and_the_actions_ticked(cast, case, answered):
    with time_machine.travel(FRIDAY):
        page = answered(ALL_YES, do="check")
        assert page.context["form"]["owner_0"].value() == str(cast.officer.pk)
        saved = answered(
            ALL_YES, do="save", shown="high", band="high", do_0="on", owner_0=cast.officer.pk
        )
    assert saved.status_code == 302
    case.refresh_from_db()
    # 28 days on is Christmas Day, then Boxing Day (a Saturday, kept on Monday) and a weekend.
    assert case.next_review_on == dt.date(2026, 12, 29)
    assert (case.risk_band, case.risk_total, case.priority) == ("high", 40, "First on the agenda")
    action = case.actions.get()
    assert (action.wording, action.owner) == ("Visit the person harmed", cast.officer)
    assert action.due_on == dt.date(2026, 11, 30)
    assert action.source == "Risk assessment"


@pytest.mark.django_db
def test_a_ticked_action_has_somebody_to_do_it(case, answered):
    page = answered(ALL_YES, do="save", shown="high", band="high", do_1="on")
    assert set(page.context["form"].errors) == {"owner_1"}
    assert not RiskAssessment.objects.exists()
    assert not case.actions.exists()


@pytest.mark.django_db
def test_an_owner_outside_the_case_is_refused(cast, case, answered):
    page = answered(
        ALL_YES, do="save", shown="high", band="high", do_0="on", owner_0=cast.outsider.pk
    )
    assert set(page.context["form"].errors) == {"owner_0"}


@pytest.mark.django_db
def test_another_band_is_shown_with_what_follows_before_it_is_saved(case, answered):
    page = answered(ALL_NO, do="check")
    assert "No suggested actions" in page.content.decode()
    other = answered(ALL_NO, do="save", shown="standard", band="high", judgement_reason="Fear")
    assert "You chose high" in other.content.decode()
    assert other.context["form"]["do_0"].value() is True
    assert not RiskAssessment.objects.exists()
    without = answered(ALL_NO, do="save", shown="high", band="high")
    assert set(without.context["form"].errors) == {"judgement_reason"}
    assert (
        answered(ALL_NO, do="save", shown="high", band="high", judgement_reason="Fear").status_code
        == 302
    )
    row = RiskAssessment.objects.get()
    assert (row.total, row.scored_band, row.band) == (0, "standard", "high")
    assert row.judgement_reason == "Fear"


@pytest.mark.django_db
@pytest.mark.parametrize("forged", ["", "extreme", "HIGH"])
def test_a_forged_band_saves_nothing(answered, forged):
    assert answered(ALL_NO, do="save", shown=forged, band=forged).status_code == 200
    assert not RiskAssessment.objects.exists()


@pytest.mark.django_db
def test_changing_the_answers_keeps_them(answered):
    page = answered(ALL_YES, do="change")
    assert page.context["form"]["often"].value() == "yes"
    assert page.templates[0].name == "cases/risk_answer.html"


@pytest.mark.django_db
def test_only_a_matrix_in_use_is_answered(cast, case, matrix, signed_in):
    RiskInstrument.objects.update(status="retired")
    url = reverse("answer_risk", args=[case.reference, matrix.pk])
    assert signed_in(cast.officer).get(url).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "status"), [("partner", 403), ("outsider", 404)])
def test_who_does_not_see_it_in_full_assesses_nothing(cast, case, signed_in, who, status):
    share_case(case, by=cast.coordinator, agency=cast.health, level="summary", reason="Works on it")
    pk = instrument_in_use().pk
    for name, args in (("assess_risk", ()), ("judge_risk", ()), ("answer_risk", (pk,))):
        url = reverse(name, args=[case.reference, *args])
        assert signed_in(getattr(cast, who)).get(url).status_code == status


@pytest.mark.django_db
def test_the_chart_marks_a_judgement_with_a_shape_and_says_all_in_words(cast, case, signed_in):
    client = signed_in(cast.officer)
    url = reverse("case_risk", args=[case.reference])
    assert client.get(url).context["chart"] is None
    scored = {"source": "case", "instrument": instrument_in_use()}
    assess_risk(case, by=cast.officer, answers={"often": "yes"}, **scored)
    assess_risk(
        case,
        by=cast.officer,
        answers={"often": "yes"},
        band="high",
        judgement_reason="Fear",
        **scored,
    )
    page = client.get(url)
    chart = page.context["chart"]
    assert [mark.is_judgement for mark in chart.marks] == [False, True]
    assert chart.marks[1].y < chart.marks[1].scored_y
    assert "standard, score 10; " in chart.text
    assert "high, score 10, by professional judgement" in chart.text
    text = page.content.decode()
    assert "<polygon" in text
    assert "the score meant standard" in text
    assert "style=" not in text.partition("<svg")[2].partition("</svg>")[0]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 40)), min_size=2, max_size=20))
def test_every_mark_lies_in_the_strip_of_its_band(said):
    rows = [
        RiskAssessment(
            pk=pk,
            instrument=MATRIX,
            total=total,
            scored_band=band_of(BANDS, total),
            band=band_of(BANDS, total),
            assessed_at=FRIDAY + dt.timedelta(minutes=minutes),
        )
        for pk, (minutes, total) in enumerate(said)
    ]
    chart = risk_over_time(rows)
    feet = {strip.label.lower(): strip.line_y for strip in chart.strips}
    ordered = sorted(rows, key=lambda row: (row.assessed_at, row.pk))
    for row, mark in zip(ordered, chart.marks, strict=True):
        assert feet[row.band] - 64 < mark.y < feet[row.band]
        assert chart.left <= mark.x <= chart.right
    xs = [mark.x for mark in chart.marks]
    assert xs == sorted(xs)
