"""A person's own page by a one-time link, and the survey by one."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone
from post_office.models import Email

from audit.models import Entry
from tests.people import Cast
from tests.victims.makers import SECRETS, safe_contact
from victims import services
from victims.models import OneTimeLink, SupportReferral, SurveyAnswer, Wish
from victims.queries import survey_results, this_financial_year, work_list
from victims.workflow import WrongStatus


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


def secret_of(cast: Cast, referral: SupportReferral, kind: str = "page") -> str:
    return services.make_link(referral, by=cast.victim_worker, kind=kind, way="visit")[1]


def opened(secret: str) -> Client:
    browser = Client()
    assert browser.post(f"/page/{secret}/").status_code == 302
    return browser


def test_it_is_off_until_the_worker_turns_it_on(cast: Cast, supported, signed_in):
    browser = signed_in(cast.victim_worker)
    address = f"/victims/{supported.reference}/page/"
    assert "It is off." in browser.get(address).content.decode()
    page = browser.post(address, {"way": "visit"}).content.decode()
    secret = re.search(r"/page/([\w-]{20,})/", page)[1]
    assert secret not in browser.get(address).content.decode(), "it is shown once"
    assert "You are being supported" in opened(secret).get("/page/").content.decode()


def test_a_preview_of_the_link_does_not_use_it_up(cast: Cast, supported):
    secret = secret_of(cast, supported)
    for _ in range(3):
        answer = Client().get(f"/page/{secret}/")
        assert answer.status_code == 200
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
    assert opened(secret).get("/page/").status_code == 200


def test_it_opens_once(cast: Cast, supported):
    secret = secret_of(cast, supported)
    opened(secret)
    assert Client().post(f"/page/{secret}/").status_code == 404


def test_it_runs_out(cast: Cast, supported):
    secret = secret_of(cast, supported)
    with time_machine.travel(timezone.now() + dt.timedelta(days=7, minutes=1)):
        assert Client().post(f"/page/{secret}/").status_code == 404


def test_what_it_opened_closes_after_some_minutes(cast: Cast, supported):
    browser = opened(secret_of(cast, supported))
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=16)):
        assert browser.get("/page/").status_code == 404


def test_a_new_link_ends_the_old_one_and_turning_off_ends_both(cast: Cast, supported, signed_in):
    first = secret_of(cast, supported)
    second = secret_of(cast, supported)
    assert Client().post(f"/page/{first}/").status_code == 404
    browser = opened(second)
    signed_in(cast.victim_worker).post(f"/victims/{supported.reference}/page/end/")
    assert browser.get("/page/").status_code == 404


def test_the_end_of_support_ends_it(cast: Cast, supported):
    browser = opened(secret_of(cast, supported))
    services.close_support(supported, by=cast.victim_worker, reason="moved", note="", outcomes={})
    assert browser.get("/page/").status_code == 404


@override_settings(ACCOUNT_RATE_LIMITS={"one_time_link": "20/5m/ip"})
def test_guessing_is_slowed_down(cast: Cast, supported):
    secret = secret_of(cast, supported)
    for number in range(20):
        assert Client().post(f"/page/guess{number}/").status_code == 404
    assert Client().post(f"/page/{secret}/").status_code == 404
    assert OneTimeLink.objects.get().used_at is None


def test_only_a_digest_of_it_is_kept(cast: Cast, supported):
    secret = secret_of(cast, supported)
    assert secret not in str(list(OneTimeLink.objects.values()))
    assert secret not in str(list(Entry.objects.values_list("changes", "reason", "subject")))


def test_a_way_that_is_not_safe_is_stopped(cast: Cast, supported):
    safe_contact(cast, supported, safe_ways=["phone"])
    with pytest.raises(services.UnsafeWay):
        secret_of(cast, supported)


def test_it_names_nobody_but_the_worker_and_looks_like_nothing(cast: Cast, case, supported):
    safe_contact(cast, supported)
    page = opened(secret_of(cast, supported)).get("/page/")
    text = page.content.decode()
    names = [party.person.family_name for party in case.parties.select_related("person")]
    hidden = (
        *names,
        *SECRETS,
        supported.reference,
        case.reference,
        "Concord",
        "Victim Support",
        "OFFICIAL",
    )
    assert [word for word in hidden if word in text] == []
    assert "<title>Your page</title>" in text
    assert cast.victim_worker.given_name in text
    assert "no-store" in page["Cache-Control"]


def test_leaving_closes_it_at_once(cast: Cast, supported):
    browser = opened(secret_of(cast, supported))
    answer = browser.get("/page/leave/")
    assert answer["Location"].startswith("https://")
    assert "page" not in answer["Location"]
    assert browser.get("/page/").status_code == 404


class TestWishes:
    def test_a_call_reaches_the_worker_by_reference(self, cast: Cast, supported):
        opened(secret_of(cast, supported)).post("/page/", {"wish": "call"})
        assert Wish.objects.get().kind == "call"
        message = Email.objects.latest("pk")
        assert message.to == [cast.victim_worker.email]
        assert supported.person.family_name not in message.message
        assert "asks for a call" in str(work_list(cast.victim_worker))

    def test_asking_twice_is_asking_once(self, cast: Cast, supported):
        browser = opened(secret_of(cast, supported))
        for _ in range(3):
            browser.post("/page/", {"wish": "call"})
        assert Wish.objects.count() == 1

    def test_five_a_day_are_enough(self, cast: Cast, supported):
        for _ in range(5):
            wish = services.make_wish(supported, kind="call")
            services.see_to_wish(wish, by=cast.victim_worker)
        assert services.make_wish(supported, kind="call") is None

    def test_a_review_reaches_those_who_oversee_the_case(self, cast, case, supported, signed_in):
        opened(secret_of(cast, supported)).post("/page/", {"wish": "review"})
        for who in (cast.coordinator, cast.cochair_police):
            assert f"asks for a review of {case.reference}" in str(work_list(who))
            page = signed_in(who).get(f"/cases/{case.reference}/victims/").content.decode()
            assert "asked for a review of this case" in page
        page = signed_in(cast.officer).get(f"/cases/{case.reference}/victims/").content.decode()
        assert "asked for a review" not in page

    def test_a_call_is_no_business_of_the_panels(self, cast: Cast, supported):
        services.make_wish(supported, kind="call")
        assert work_list(cast.coordinator) == []

    def test_it_is_seen_to_once(self, cast: Cast, supported, signed_in):
        wish = services.make_wish(supported, kind="review")
        signed_in(cast.coordinator).post(f"/victims/wishes/{wish.pk}/done/")
        wish.refresh_from_db()
        assert wish.done_by == cast.coordinator
        assert work_list(cast.coordinator) == []

    @pytest.mark.parametrize("wish", ["", "nonsense", "call' OR 1=1"])
    def test_any_other_wish_is_none(self, cast: Cast, supported, wish):
        browser = opened(secret_of(cast, supported))
        assert browser.post("/page/", {"wish": wish}).status_code == 200
        assert not Wish.objects.exists()


class TestSurvey:
    def test_it_is_answered_by_the_link(self, cast: Cast, closed):
        browser = opened(secret_of(cast, closed, "survey"))
        assert "Would you recommend" in browser.get("/page/").content.decode()
        browser.post("/page/", {"would_recommend": "yes"})
        survey = SurveyAnswer.objects.get()
        assert (survey.would_recommend, survey.answered_on) == ("yes", timezone.localdate())
        assert browser.get("/page/").status_code == 404

    def test_answers_kept_from_the_worker_are_counted_all_the_same(self, cast, closed, signed_in):
        browser = opened(secret_of(cast, closed, "survey"))
        browser.post("/page/", {"would_recommend": "no", "is_anonymous": "on"})
        assert SurveyAnswer.objects.get().would_recommend == "apart"
        assert "would_recommend': 'no" not in str(list(Entry.objects.values_list("changes")))
        page = signed_in(cast.victim_worker).get(f"/victims/{closed.reference}/survey/send/")
        assert "Answered without their name" in page.content.decode()
        year = survey_results(cast.victim_worker, this_financial_year()).year
        assert (year.recommend.part, year.recommend.whole) == (0, 1)
        assert (year.response.part, year.response.whole) == (1, 1)

    def test_it_comes_after_support_only(self, cast: Cast, supported):
        with pytest.raises(WrongStatus):
            secret_of(cast, supported, "survey")

    def test_the_questions_are_those_of_the_edition(self, cast: Cast, closed):
        services.publish_survey(
            cast.victim_support,
            by=cast.victim_worker,
            questions=[{"key": "q1", "kind": "scale", "text": "Were you kept informed?"}],
        )
        browser = opened(secret_of(cast, closed, "survey"))
        assert "Were you kept informed?" in browser.get("/page/").content.decode()
        browser.post("/page/", {"would_recommend": "yes", "answer_q1": "Satisfied"})
        assert SurveyAnswer.objects.get().answers == {"q1": "Satisfied"}
