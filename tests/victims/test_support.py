"""The page and the list: who sees them, what they cost, what they say."""

import datetime as dt

import pytest
from django.utils import timezone

from audit.models import Entry
from cases.services import share_case
from tests.people import Cast, a_case
from tests.victims.makers import queries_of
from victims import services
from victims.models import SupportReferral
from victims.queries import support_status, work_list

SUBPAGES = (
    "",
    "consent/",
    "contact/",
    "safe-contact/",
    "goals/add/",
    "close/",
    "decline/",
    "survey/",
)


def test_only_the_provider_sees_any_page(cast: Cast, referral, signed_in):
    services.take_support(referral, by=cast.victim_worker)
    for name, who in cast.everyone().items():
        browser = signed_in(who)
        mine = name == "victim_worker"
        assert browser.get("/victims/").status_code == (200 if mine else 404), name
        for page in SUBPAGES:
            answer = browser.get(f"/victims/{referral.reference}/{page}")
            assert answer.status_code == (200 if mine else 404), (name, page)
        if not mine:
            assert browser.post(f"/victims/{referral.reference}/take/").status_code == 404


def test_a_missing_reference_is_the_same_404(cast, referral, signed_in):
    assert signed_in(cast.victim_worker).get("/victims/VS-1999-0001/").status_code == 404


def test_reading_is_logged(cast, case, referral, signed_in):
    signed_in(cast.victim_worker).get(f"/victims/{referral.reference}/")
    entry = Entry.objects.get(verb="page.read")
    assert (entry.subject, entry.trail) == (
        f"victim {referral.reference}",
        f"case {case.reference}",
    )


def test_the_page_shows_the_clock(cast, referral, signed_in):
    services.record_contact(
        referral, by=cast.victim_worker, at=timezone.now(), way="phone", outcome="spoke"
    )
    page = signed_in(cast.victim_worker).get(f"/victims/{referral.reference}/").content.decode()
    assert "0 working days after the referral" in page


def test_the_list_costs_the_same_with_10_and_30(cast, referral, signed_in):
    browser = signed_in(cast.victim_worker)
    browser.get("/victims/")
    make_referrals(cast, 9)
    few = queries_of(browser, "/victims/")
    make_referrals(cast, 20)
    assert queries_of(browser, "/victims/") == few
    assert few <= 8


def test_the_page_costs_the_same_with_10_and_30(cast, supported, signed_in):
    browser = signed_in(cast.victim_worker)
    address = f"/victims/{supported.reference}/"
    browser.get(address)
    grow(cast, supported, 10)
    few = queries_of(browser, address)
    grow(cast, supported, 20)
    assert queries_of(browser, address) == few
    assert few <= 15


def test_the_case_tab_costs_the_same_with_more_people(cast, case, referral, signed_in):
    from cases.services import add_party
    from people.services import add_person

    browser = signed_in(cast.coordinator)
    address = f"/cases/{case.reference}/victims/"
    browser.get(address)
    few = queries_of(browser, address)
    for number in range(10):
        person = add_person(by=None, given_name="Vi", family_name=f"Number{number}")
        party = add_party(case, by=None, person=person, role="victim")
        services.refer_victim(party, by=cast.coordinator)
    assert queries_of(browser, address) == few


def make_referrals(cast: Cast, number: int) -> None:
    for _ in range(number):
        case = a_case(cast)
        services.refer_victim(case.parties.get(role="victim"), by=cast.coordinator)


def grow(cast: Cast, referral: SupportReferral, number: int) -> None:
    for _ in range(number):
        services.add_goal(
            referral,
            by=cast.victim_worker,
            need="money",
            goal="Claim",
            owner="person",
            due_on=timezone.localdate(),
        )
        services.record_contact(
            referral, by=cast.victim_worker, at=timezone.now(), way="phone", outcome="no_reply"
        )


def test_the_list_is_narrowed_by_what_is_overdue(cast, referral, signed_in):
    browser = signed_in(cast.victim_worker)
    assert referral.reference not in browser.get("/victims/?overdue=on").content.decode()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    SupportReferral.objects.update(next_contact_due=yesterday)
    assert referral.reference in browser.get("/victims/?overdue=on").content.decode()
    assert referral.reference not in browser.get("/victims/?status=closed").content.decode()
    assert referral.reference in browser.get("/victims/?worker=null").content.decode()


def test_an_unknown_filter_value_breaks_nothing(cast, referral, signed_in):
    browser = signed_in(cast.victim_worker)
    for query in ("status=nonsense", "worker=abc", "overdue=%00", "after=rubbish"):
        assert browser.get(f"/victims/?{query}").status_code == 200


def test_taking_makes_it_mine_and_is_logged(cast, referral, signed_in):
    signed_in(cast.victim_worker).post(f"/victims/{referral.reference}/take/")
    referral.refresh_from_db()
    assert referral.worker == cast.victim_worker
    assert Entry.objects.get(verb="support.taken").changes["worker"] == [
        None,
        cast.victim_worker.pk,
    ]


def test_taking_needs_a_post(cast, referral, signed_in):
    assert (
        signed_in(cast.victim_worker).get(f"/victims/{referral.reference}/take/").status_code == 405
    )


def test_taking_after_the_end_says_so(cast, closed, signed_in):
    answer = signed_in(cast.victim_worker).post(f"/victims/{closed.reference}/take/", follow=True)
    assert "so this cannot be done" in answer.content.decode()


def test_the_panel_sees_status_facts_and_no_more(cast, case, supported, signed_in):
    services.record_contact(
        supported,
        by=cast.victim_worker,
        at=timezone.now(),
        way="phone",
        outcome="spoke",
        note="Afraid of the stairwell",
    )
    for who in (cast.coordinator, cast.cochair_police, cast.officer):
        page = signed_in(who).get(f"/cases/{case.reference}/victims/").content.decode()
        assert "In support" in page
        assert "First contact after 0 working days" in page
        assert f"/victims/{supported.reference}/" not in page
        for private in ("stairwell", "door chain"):
            assert private not in page


def test_a_summary_share_sees_facts_without_the_name(cast, case, victim, referral, signed_in):
    share_case(case, by=cast.coordinator, agency=cast.health, level="summary", reason="Asked")
    page = signed_in(cast.partner).get(f"/cases/{case.reference}/victims/").content.decode()
    assert referral.reference in page
    assert victim.person.family_name not in page


def test_an_outsider_learns_nothing(cast, case, referral, signed_in):
    assert signed_in(cast.outsider).get(f"/cases/{case.reference}/victims/").status_code == 404
    assert support_status(case, cast.outsider) == []
    assert work_list(cast.outsider) == []


def test_the_worker_goes_through_the_case_to_the_referral(cast, case, referral, signed_in):
    page = signed_in(cast.victim_worker).get(f"/cases/{case.reference}/victims/").content.decode()
    assert f"/victims/{referral.reference}/" in page


def test_the_worker_finds_nothing_of_offenders(cast, case, referral, signed_in):
    browser = signed_in(cast.victim_worker)
    for address in ("/offenders/", "/offenders/measure/", f"/cases/{case.reference}/offenders/"):
        assert browser.get(address).status_code == 404
    assert "Alan" not in browser.get(f"/cases/{case.reference}/victims/").content.decode()


class TestWorkList:
    def test_a_new_referral_is_everybodys(self, cast, referral):
        item = work_list(cast.victim_worker)[0]
        assert item.text == f"Take the new referral {referral.reference}"
        assert item.due == referral.next_contact_due

    def test_a_contact_due_is_its_workers(self, cast, referral):
        services.take_support(referral, by=cast.victim_worker)
        assert work_list(cast.victim_worker) == []
        SupportReferral.objects.update(next_contact_due=timezone.localdate())
        assert work_list(cast.victim_worker)[0].text.startswith("Contact the person")

    def test_a_survey_is_sent_after_closure(self, cast, closed):
        assert [item.kind for item in work_list(cast.victim_worker)] == ["Survey to send"]
        services.record_survey(
            closed, by=cast.victim_worker, how="phone", asked_on=timezone.localdate()
        )
        assert work_list(cast.victim_worker) == []

    def test_it_names_nobody(self, cast, victim, referral):
        said = str(work_list(cast.victim_worker))
        assert victim.person.family_name not in said

    def test_it_costs_two_queries(self, cast, referral, django_assert_num_queries):
        make_referrals(cast, 5)
        assert cast.victim_worker.desk.roles
        with django_assert_num_queries(2):
            work_list(cast.victim_worker)


@pytest.mark.parametrize("field", ["phone", "address", "code_word"])
def test_safe_contact_is_no_field_of_a_referral(field):
    assert field not in {each.name for each in SupportReferral._meta.get_fields()}
