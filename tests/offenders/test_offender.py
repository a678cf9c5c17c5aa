"""The page, the list, offences and the measure: who sees them, what they cost, what they say."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Entry
from offenders import services
from offenders.models import Nominal, Offence
from offenders.queries import cohort_counts, work_list
from tests.offenders.conftest import make_nominals, nominate
from tests.people import Cast, a_case

SEES = {"offender_manager", "coordinator", "cochair_police", "cochair_council"}
SUBPAGES = ("", "select/", "reject/", "rag/", "deselect/", "offences/add/")


def queries_of(browser, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def offend(cast: Cast, nominal: Nominal, days_ago: int, **said) -> Offence:
    return services.record_offence(
        nominal,
        by=cast.offender_manager,
        committed_on=timezone.localdate() - dt.timedelta(days=days_ago),
        **{"category": "burglary", "status": "alleged", "source": "Police", **said},
    )


def test_who_sees_any_page(cast, nominal, signed_in):
    for name, who in cast.everyone().items():
        browser = signed_in(who)
        expected = 200 if name in SEES else 404
        for address in ("/offenders/", "/offenders/measure/"):
            assert browser.get(address).status_code == expected, (name, address)
        for page in SUBPAGES:
            answer = browser.get(f"/offenders/{nominal.reference}/{page}")
            assert answer.status_code == expected, (name, page)


def test_a_missing_reference_is_the_same_404(cast, signed_in):
    assert signed_in(cast.offender_manager).get("/offenders/IOM-1999-0001/").status_code == 404


def test_reading_is_logged(cast, case, nominal, signed_in):
    signed_in(cast.offender_manager).get(f"/offenders/{nominal.reference}/")
    entry = Entry.objects.get(verb="page.read")
    assert entry.subject == f"offender {nominal.reference}"
    assert entry.trail == f"case {case.reference}"


def test_a_manager_finds_nothing_of_victims(cast, case, nominal, signed_in):
    from victims.services import refer_victim

    party = case.parties.get(role="victim")
    referral = refer_victim(party, by=cast.coordinator)
    browser = signed_in(cast.offender_manager)
    assert browser.get("/victims/").status_code == 404
    assert browser.get(f"/victims/{referral.reference}/").status_code == 404
    for page in ("", "offences/add/"):
        said = browser.get(f"/offenders/{nominal.reference}/{page}").content.decode()
        assert party.person.family_name not in said
        assert referral.reference not in said


def test_a_case_that_is_not_shared_is_not_linked(cast, signed_in):
    other = a_case(cast)
    nominal = nominate(cast, other.parties.get(role="alleged_perpetrator"))
    page = signed_in(cast.offender_manager).get(f"/offenders/{nominal.reference}/")
    assert other.reference not in page.content.decode()


def test_an_offence_is_recorded_on_its_day(cast, selected, signed_in):
    answer = signed_in(cast.offender_manager).post(
        f"/offenders/{selected.reference}/offences/add/",
        {
            "committed_on": "yesterday",
            "category": "burglary",
            "status": "alleged",
            "source": "Police",
        },
    )
    assert answer.status_code == 302
    offence = Offence.objects.get()
    assert offence.committed_on == timezone.localdate() - dt.timedelta(days=1)
    assert offence.person == selected.person


def test_a_future_offence_is_refused(cast, selected, signed_in):
    answer = signed_in(cast.offender_manager).post(
        f"/offenders/{selected.reference}/offences/add/",
        {"committed_on": "tomorrow", "category": "burglary", "status": "alleged", "source": "x"},
    )
    assert "today or in the past" in answer.content.decode()
    with pytest.raises(services.InTheFuture):
        offend(cast, selected, -1)


def test_an_unknown_category_is_refused(cast, selected, signed_in):
    answer = signed_in(cast.offender_manager).post(
        f"/offenders/{selected.reference}/offences/add/",
        {"committed_on": "today", "category": "piracy", "status": "alleged", "source": "x"},
    )
    assert answer.status_code == 200
    assert not Offence.objects.exists()


def test_what_came_of_an_offence_is_recorded(cast, selected, signed_in):
    offence = offend(cast, selected, 5)
    browser = signed_in(cast.offender_manager)
    address = f"/offenders/{selected.reference}/offences/{offence.pk}/"
    assert browser.post(address, {"to": "convicted"}).status_code == 200, "first it is charged"
    assert browser.post(address, {"to": "charged"}).status_code == 302
    offence.refresh_from_db()
    assert offence.status == "charged"
    assert Entry.objects.get(verb="offence.changed").changes["status"] == ["alleged", "charged"]


def test_an_offence_of_somebody_else_is_not_found(cast, selected, signed_in):
    offence = offend(cast, selected, 5)
    other = make_nominals(cast, 1)[0]
    answer = signed_in(cast.offender_manager).get(
        f"/offenders/{other.reference}/offences/{offence.pk}/"
    )
    assert answer.status_code == 404


def test_the_page_shows_the_measure_with_its_definition(cast, selected, signed_in):
    for days_ago in (210, 300, 400, 500):
        offend(cast, selected, days_ago)
    offend(cast, selected, 20)
    page = signed_in(cast.offender_manager).get(f"/offenders/{selected.reference}/")
    said = page.content.decode()
    assert "54.6% lower than in the 12 months before joining" in said  # 4 a year; 1 in 201 days
    assert "compared to their average offending rate in the 12 months prior to joining" in said
    assert "selection after a peak makes any rate fall" in said


def test_somebody_new_is_left_out_by_name(cast, nominal, signed_in):
    services.select_offender(
        nominal, by=cast.coordinator, cohort="flex", joined_on=timezone.localdate(), reason="x"
    )
    browser = signed_in(cast.offender_manager)
    assert (
        "Left out of the measure"
        in browser.get(f"/offenders/{nominal.reference}/").content.decode()
    )
    page = browser.get("/offenders/measure/").content.decode()
    assert "Left out: too short a time at risk" in page
    assert nominal.reference in page


def test_the_cohort_measure_takes_its_settings(cast, selected, signed_in):
    offend(cast, selected, 300, status="convicted")
    offend(cast, selected, 300)
    browser = signed_in(cast.coordinator)
    page = browser.get("/offenders/measure/?minimum_days=30&proven_only=on").content.decode()
    assert "Only proven offences count" in page
    assert "fewer than 30 days since joining" in page
    for query in ("minimum_days=soon", "minimum_days=-1", "cohort=none", "minimum_days="):
        assert browser.get(f"/offenders/measure/?{query}").status_code == 200


def test_coming_back_counts_a_person_once(cast, alleged, selected):
    offend(cast, selected, 300)
    today = timezone.localdate()
    services.deselect_offender(selected, by=cast.coordinator, left_on=today, reason="moved")
    again = nominate(cast, alleged)
    services.select_offender(
        again, by=cast.coordinator, cohort="fixed", joined_on=today, reason="Back again"
    )
    counts = cohort_counts(today - dt.timedelta(days=365), today)
    assert counts["measured"] == 1
    assert counts["left_out"] == 0
    assert counts["joined"] == 2
    assert counts["left"] == 1
    assert counts["in_cohort"] == 1
    assert counts["offending_before"] == (1, 365)


def test_counts_are_as_of_the_end_of_the_period(cast, selected):
    long_ago = timezone.localdate() - dt.timedelta(days=300)
    counts = cohort_counts(long_ago, long_ago)
    assert counts["in_cohort"] == counts["measured"] == counts["joined"] == 0
    assert counts["change_percent"] is None


def test_the_list_costs_the_same_with_10_and_30(cast, nominal, signed_in):
    browser = signed_in(cast.offender_manager)
    make_nominals(cast, 9)
    browser.get("/offenders/")
    few = queries_of(browser, "/offenders/")
    make_nominals(cast, 20)
    assert queries_of(browser, "/offenders/") == few
    assert few <= 8


def test_the_page_costs_the_same_with_10_and_30(cast, selected, signed_in):
    browser = signed_in(cast.offender_manager)
    address = f"/offenders/{selected.reference}/"
    for days_ago in range(10):
        offend(cast, selected, days_ago)
    browser.get(address)
    few = queries_of(browser, address)
    for days_ago in range(20):
        offend(cast, selected, days_ago)
    assert queries_of(browser, address) == few
    assert few <= 15


def test_the_cohort_measure_costs_the_same_with_more(cast, selected, signed_in):
    browser = signed_in(cast.offender_manager)
    offend(cast, selected, 300)
    browser.get("/offenders/measure/")
    few = queries_of(browser, "/offenders/measure/")
    for nominal in make_nominals(cast, 10):
        services.select_offender(
            nominal,
            by=cast.coordinator,
            cohort="fixed",
            joined_on=timezone.localdate() - dt.timedelta(days=100),
            reason="x",
        )
        offend(cast, nominal, 200)
    assert queries_of(browser, "/offenders/measure/") == few


def test_the_list_is_narrowed(cast, nominal, signed_in):
    browser = signed_in(cast.offender_manager)
    assert nominal.reference in browser.get("/offenders/?status=nominated").content.decode()
    assert nominal.reference not in browser.get("/offenders/?status=selected").content.decode()
    assert browser.get("/offenders/?rag=blue&cohort=x").status_code == 200


class TestWorkList:
    def test_nominations_are_decided(self, cast, nominal):
        for who in (cast.offender_manager, cast.coordinator, cast.cochair_police):
            assert [item.kind for item in work_list(who)] == ["Nomination"]
        assert work_list(cast.victim_worker) == work_list(cast.outsider) == []

    def test_reviews_are_their_leads(self, cast, selected):
        assert work_list(cast.offender_manager) == []
        Nominal.objects.update(next_review_on=timezone.localdate())
        item = work_list(cast.offender_manager)[0]
        assert item.text == f"Review {selected.reference}"
        assert item.due == timezone.localdate()
        assert work_list(cast.coordinator) == []

    def test_it_names_nobody(self, cast, nominal):
        assert nominal.person.family_name not in str(work_list(cast.offender_manager))
