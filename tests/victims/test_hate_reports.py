"""Third-party reporting of hate crime."""

import datetime as dt

import pytest
from django.utils import timezone

from audit.models import Entry
from tests.people import Cast
from tests.victims.makers import a_hate_report
from victims import services
from victims.models import HateReport, ReportingCentre, SupportReferral


@pytest.fixture
def centre(cast: Cast) -> ReportingCentre:
    centre = services.add_centre(
        cast.victim_support, by=cast.victim_worker, name="Library", opened_on=dt.date(2020, 1, 1)
    )
    services.add_centre_staff(
        centre, by=cast.victim_worker, name="Lil", trained_on=dt.date(2020, 1, 1)
    )
    return centre


def typed(centre: ReportingCentre, **said):
    return {
        "centre": centre.pk,
        "taken_by": centre.staff.first().pk,
        "reported_on": "today",
        "strands": ["race", "disability"],
        "account": "Spat at on the bus",
        "to_police": "no",
        "support": "declined",
        **said,
    }


def record(cast: Cast, signed_in, centre, **said) -> str:
    browser = signed_in(cast.victim_worker)
    return browser.post(
        "/victims/hate-reports/record/", typed(centre, **said), follow=True
    ).content.decode()


def test_it_names_several_strands(cast, centre, signed_in):
    page = record(cast, signed_in, centre)
    assert "Race or ethnicity, Disability" in page
    assert "Spat" not in str(list(Entry.objects.values_list("changes", "reason")))


def test_support_that_is_wanted_begins_as_a_referral_from_outside(cast, centre, signed_in):
    said = {"support": "accepted", "given_name": "Olwen", "family_name": "Outside"}
    page = record(cast, signed_in, centre, **said)
    referral = SupportReferral.objects.get()
    assert referral.source_kind == "hate_centre"
    assert referral.reference in page
    assert HateReport.objects.get().referral == referral


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"is_anonymous": "on", "to_police": "passed"}, "keeps their name out"),
        ({"is_anonymous": "on", "given_name": "Olwen"}, "Take the name out"),
        ({"is_anonymous": "on", "support": "accepted"}, "Support needs a name"),
        ({"support": "accepted"}, "Enter their name"),
        ({"given_name": "Olwen"}, "kept only for support"),
        ({"strands": []}, "What was the hostility towards?"),
        ({"reported_on": "1 1 2019"}, "training was in date"),
        ({"reported_on": "tomorrow"}, "today or in the past"),
    ],
)
def test_what_does_not_go_together_is_said(cast, centre, signed_in, said, answer):
    assert answer in record(cast, signed_in, centre, **said)
    assert not HateReport.objects.exists()


def test_an_anonymous_report_names_nobody_whatever_the_form_says(cast, centre):
    with pytest.raises(services.NamesNobody):
        a_hate_report(cast, centre, is_anonymous=True, to_police="passed")


def test_anonymous_ones_may_still_go_to_the_police(cast, centre, signed_in):
    record(cast, signed_in, centre, is_anonymous="on", to_police="anonymously")
    assert HateReport.objects.get().is_anonymous


def test_nobody_outside_the_service_reads_one(cast, centre, signed_in):
    report = a_hate_report(cast, centre)
    for name, who in cast.everyone().items():
        status = signed_in(who).get(f"/victims/hate-reports/{report.reference}/").status_code
        assert status == (200 if name == "victim_worker" else 404), name


def test_a_centre_is_named_once(cast, centre):
    with pytest.raises(services.NameTaken):
        services.add_centre(
            cast.victim_support,
            by=cast.victim_worker,
            name="Library",
            opened_on=timezone.localdate(),
        )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 2),
        ({"strand": "race"}, 1),
        ({"strand": "other"}, 1),
        ({"strand": "transgender"}, 0),
        ({"to_police": "anonymously"}, 1),
        ({"since": "tomorrow"}, 0),
        ({"until": "today", "support": "declined"}, 2),
        ({"since": "soonish"}, 2),
    ],
)
def test_the_list_is_narrowed(cast, centre, signed_in, asked, found):
    record(cast, signed_in, centre)
    record(cast, signed_in, centre, strands=["other"], to_police="anonymously")
    page = signed_in(cast.victim_worker).get("/victims/hate-reports/", asked)
    assert len(page.context["page"].rows) == found
