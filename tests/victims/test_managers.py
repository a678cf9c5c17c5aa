"""What a manager of a victim service does: and that nobody else does it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.models import Role, User
from audit.models import Entry
from cases.workflow import StaleVersion
from tests.people import Cast, person_of
from tests.victims.makers import a_manager, queries_of, the_whole_of_support
from victims import services
from victims.models import Capacity, SampledReferral, SampleQuestion, SupportReferral
from victims.queries import caseload, found_in, work_list


@pytest.fixture
def manager(cast: Cast) -> User:
    return a_manager(cast)


@pytest.fixture
def kept(cast: Cast, supported: SupportReferral):
    return the_whole_of_support(cast, supported)


PAGES = (
    ("add_centre", []),
    ("add_facilitator", []),
    ("publish_survey", []),
    ("caseload", []),
    ("list_samples", []),
    ("draw_sample", []),
    ("list_victims", []),
    ("todays_calls", []),
    ("support_figures", []),
    ("survey_results", []),
    ("list_supervision", []),
)


def test_a_manager_opens_every_page_of_theirs_and_nobody_else_does(cast, kept, manager, signed_in):
    worker, referral = cast.victim_worker, kept["intervention"].referral
    more = (
        ("change_centre", [kept["centre"].pk]),
        ("add_centre_staff", [kept["centre"].pk]),
        ("change_facilitator", [kept["facilitator"].pk]),
        ("set_capacity", [worker.pk]),
        ("hand_over_support", [worker.pk]),
        ("write_supervision", [worker.pk]),
        ("sample", [kept["sample"].pk]),
        ("look_at_sampled", [kept["sampled"].pk]),
        ("answer_complaint", [referral.reference, kept["complaint"].pk]),
    )
    browser = signed_in(manager)
    for name, keys in (*PAGES, *more):
        assert browser.get(reverse(name, args=keys)).status_code == 200, name
    for name, keys in more:
        assert signed_in(worker).get(reverse(name, args=keys)).status_code == 403, name
        assert signed_in(cast.coordinator).get(reverse(name, args=keys)).status_code == 404, name


def test_a_manager_of_another_service_finds_nothing(cast, kept, signed_in):
    stranger = signed_in(person_of(Role.VICTIM_MANAGER, cast.outside, "stranger"))
    for name, keys in (
        ("sample", [kept["sample"].pk]),
        ("look_at_sampled", [kept["sampled"].pk]),
        ("change_centre", [kept["centre"].pk]),
        ("set_capacity", [cast.victim_worker.pk]),
        ("hate_report", [kept["hate_report"].reference]),
        ("victim", [kept["intervention"].referral.reference]),
    ):
        assert stranger.get(reverse(name, args=keys)).status_code == 404, name


class TestCaseload:
    def test_it_counts_by_worker_against_their_room(self, cast, supported, manager):
        services.set_capacity(
            cast.victim_support, cast.victim_worker, by=manager, people=0, version=0
        )
        load = caseload(manager)
        mine = next(each for each in load.loads if each.worker == cast.victim_worker)
        assert (mine.people, mine.capacity, mine.room) == (1, 0, -1)
        assert dict(load.by_age)["Under a month"] == 1
        assert dict(load.by_need)["Safety and security at home"] == 1

    def test_one_who_left_still_shows_what_they_carry(self, cast, supported, manager):
        cast.victim_worker.memberships.update(ends=timezone.localdate())
        carried = {each.worker: each.people for each in caseload(manager).loads}
        assert carried[cast.victim_worker] == 1

    def test_a_stale_capacity_shows_both(self, cast, supported, manager, signed_in):
        said = (cast.victim_support, cast.victim_worker)
        services.set_capacity(*said, by=manager, people=10, version=0)
        with pytest.raises(StaleVersion):
            services.set_capacity(*said, by=manager, people=5, version=0)
        answer = signed_in(manager).post(
            reverse("set_capacity", args=[cast.victim_worker.pk]), {"people": "5", "version": "0"}
        )
        page = answer.content.decode()
        assert "It now says: 10" in page
        assert 'value="5"' in page
        assert Capacity.objects.get().people == 10

    def test_it_costs_the_same_with_more_workers(self, cast, supported, manager, signed_in):
        browser = signed_in(manager)
        address = reverse("caseload")
        browser.get(address)
        few = queries_of(browser, address)
        for number in range(5):
            person_of(Role.VICTIM_WORKER, cast.victim_support, f"more{number}")
        assert queries_of(browser, address) == few


def test_a_hand_over_is_logged_with_its_reason_and_told_without_a_name(
    cast, supported, manager, signed_in
):
    to = person_of(Role.VICTIM_WORKER, cast.victim_support, "next")
    signed_in(manager).post(
        reverse("hand_over_support", args=[cast.victim_worker.pk]),
        {"referrals": [supported.pk], "to": to.pk, "reason": "Long leave"},
    )
    supported.refresh_from_db()
    assert supported.worker == to
    assert Entry.objects.get(verb="support.handed_over").reason == "Long leave"
    message = Email.objects.latest("pk")
    assert message.to == [to.email]
    assert supported.person.family_name not in message.message


def test_supervision_is_read_by_the_worker_and_managers_only(cast, kept, manager, signed_in):
    colleague = person_of(Role.VICTIM_WORKER, cast.victim_support, "colleague")
    address = reverse("list_supervision")
    for who, reads in ((cast.victim_worker, True), (manager, True), (colleague, False)):
        assert ("Going well" in signed_in(who).get(address).content.decode()) is reads
    assert "Going well" not in str(list(Entry.objects.values_list("changes", "reason")))


class TestDipSample:
    def test_it_draws_from_the_period_each_once(self, cast, supported, manager):
        today = timezone.localdate()
        sample = services.draw_sample(
            cast.victim_support, by=manager, since=today, until=today, size=9
        )
        assert [row.referral for row in sample.drawn.all()] == [supported]
        before = today - dt.timedelta(days=9)
        with pytest.raises(services.NothingToDraw):
            services.draw_sample(
                cast.victim_support, by=manager, since=before, until=before, size=1
            )

    def test_what_is_found_is_counted(self, cast, kept, manager, signed_in):
        row = kept["sampled"]
        typed = {f"found_{code}": "yes" for code in SampleQuestion.values}
        signed_in(manager).post(
            reverse("look_at_sampled", args=[row.pk]),
            {**typed, "found_safe": "no", "note": "Ask again", "version": row.version},
        )
        drawn = list(SampledReferral.objects.all())
        found = dict(found_in(drawn))
        assert found["Was safe contact recorded and kept to?"] == [0, 0, 1, 0]
        assert found["Was the first contact in time?"] == [1, 0, 0, 0]
        assert "Ask again" not in str(list(Entry.objects.values_list("changes", "reason")))


class TestComplaints:
    def test_a_manager_owes_an_answer_until_it_is_given(self, cast, kept, manager, signed_in):
        complaint = kept["complaint"]
        assert "Complaint" in [item.kind for item in work_list(manager)]
        address = reverse("answer_complaint", args=[complaint.referral.reference, complaint.pk])
        said = {"outcome": "upheld", "answered_on": "today", "answer": "Sorry", "version": 1}
        signed_in(manager).post(address, said)
        complaint.refresh_from_db()
        assert complaint.outcome == "upheld"
        assert "Complaint" not in [item.kind for item in work_list(manager)]
        answer = signed_in(manager).post(address, {**said, "answer": "Again"}).content.decode()
        assert "It now says: Sorry" in answer
        assert "Again" in answer

    def test_a_colleague_does_not_read_it(self, cast, kept, signed_in):
        colleague = person_of(Role.VICTIM_WORKER, cast.victim_support, "colleague")
        address = reverse("rights", args=[kept["complaint"].referral.reference])
        assert "No reply for a month" in signed_in(cast.victim_worker).get(address).content.decode()
        assert "No reply for a month" not in signed_in(colleague).get(address).content.decode()


def test_a_right_is_noted_and_a_stale_note_shows_both(cast, supported, signed_in):
    address = reverse("check_right", args=[supported.reference, "services"])
    browser = signed_in(cast.victim_worker)
    browser.post(address, {"state": "explained", "on": "today", "version": "0"})
    assert supported.rights.get().state == "explained"
    answer = browser.post(address, {"state": "declined", "on": "today", "version": "0"})
    assert "“Explained”" in answer.content.decode()
    assert supported.rights.get().state == "explained"
    assert browser.get(f"/victims/{supported.reference}/rights/nonsense/").status_code == 404


def test_a_manager_finds_their_pages_in_the_navigation(cast, manager, signed_in):
    page = signed_in(manager).get("/").content.decode()
    assert f'href="{reverse("list_victims")}"' in page
