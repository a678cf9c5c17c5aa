"""A partner without an account is sent a link to one action."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Action
from cases.services import add_action, restrict_case, set_setting
from cases.workflow import WrongStatus
from panels import services
from panels.models import ActionLink
from tests.people import Cast, a_case

SCHOOL = "head@school.example"


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


def allow(cast: Cast, days: int = 7) -> None:
    today = timezone.localdate()
    set_setting(
        "action_link_days", by=cast.administrator, value=days, valid_from=today, reason="Schools"
    )


@pytest.fixture
def action(cast: Cast) -> Action:
    return add_action(
        a_case(cast),
        by=cast.coordinator,
        wording="Say whether the boy is in school",
        owner=cast.officer,
        agency=cast.housing,
        due_on=timezone.localdate(),
    )


@pytest.fixture
def sent(cast: Cast, action: Action, signed_in, mail_queue) -> str:
    """The path of a link as it stands in the message."""
    allow(cast)
    url = reverse("send_action_link", args=[action.pk])
    signed_in(cast.coordinator).post(url, {"email": SCHOOL})
    [mail] = [mail for mail in mail_queue() if mail.to == [SCHOOL]]
    assert "Harmed" not in mail.message
    assert action.wording not in mail.message
    return re.search(r"https?://[^/]+(/action-link/\S+)", mail.message)[1]


def test_links_are_off_until_the_partnership_says_for_how_long(
    cast: Cast, action: Action, signed_in, mail_queue
) -> None:
    url = reverse("send_action_link", args=[action.pk])
    client = signed_in(cast.coordinator)
    assert "Such links are switched off" in client.get(url).content.decode()
    client.post(url, {"email": SCHOOL})
    assert not ActionLink.objects.exists()
    assert not [mail for mail in mail_queue() if mail.to == [SCHOOL]]


def test_the_link_shows_reference_and_wording_and_nothing_else(
    cast: Cast, action: Action, sent: str, client
) -> None:
    page = client.get(sent)
    text = page.content.decode()
    assert action.case.reference in text
    assert action.wording in text
    for hidden in ("Harmed", "Alleged", "Loud music", str(cast.officer)):
        assert hidden not in text
    assert page["Referrer-Policy"] == "no-referrer"
    assert Entry.objects.filter(verb="action.link_opened", operation="disclosure").count() == 1


def test_one_answer_ends_the_action_and_the_link(
    cast: Cast, action: Action, sent: str, client, mail_queue
) -> None:
    said = {"status": "done", "outcome": "He is in school every day."}
    assert "your answer is saved" in client.post(sent, said).content.decode()
    action.refresh_from_db()
    assert (action.status, action.outcome) == ("done", "He is in school every day.")
    assert client.get(sent).status_code == 404
    assert client.post(sent, {**said, "status": "not_possible"}).status_code == 404
    action.refresh_from_db()
    assert action.status == "done"
    told = [mail.to[0] for mail in mail_queue() if "has been answered" in mail.subject]
    assert sorted(told) == sorted([cast.officer.email, cast.coordinator.email])


def test_an_answer_without_words_is_refused_and_the_link_stays(
    action: Action, sent: str, client
) -> None:
    page = client.post(sent, {"status": "done", "outcome": ""}).content.decode()
    assert "Answer this question: What did you do, or why was it not possible?" in page
    page = client.post(sent, {"status": "not_done", "outcome": "No"}).content.decode()
    assert "Select a valid choice" in page
    assert client.get(sent).status_code == 200


def test_of_two_answers_at_once_the_second_is_refused(action: Action, sent: str) -> None:
    first, second = (ActionLink.objects.select_related("action__case").get() for _ in range(2))
    services.answer_by_link(first, status="done", outcome="Yes")
    with pytest.raises(WrongStatus):
        services.answer_by_link(second, status="not_possible", outcome="No")


def test_it_runs_out(action: Action, sent: str, client) -> None:
    with time_machine.travel(timezone.now() + dt.timedelta(days=7, minutes=1)):
        assert client.get(sent).status_code == 404


def test_it_can_be_withdrawn(cast: Cast, action: Action, sent: str, client, signed_in) -> None:
    link = ActionLink.objects.get()
    url = reverse("withdraw_action_link", args=[action.pk, link.pk])
    assert signed_in(cast.officer).post(url).status_code == 403
    signed_in(cast.cochair_police).post(url)
    assert client.get(sent).status_code == 404


def test_a_second_link_to_the_same_address_ends_the_first(
    cast: Cast, action: Action, sent: str, client
) -> None:
    services.send_action_link(action, by=cast.coordinator, email=SCHOOL)
    assert client.get(sent).status_code == 404


def test_none_is_sent_for_a_restricted_case_and_one_sent_before_is_dead(
    cast: Cast, action: Action, sent: str, client
) -> None:
    case = action.case
    restrict_case(case, by=cast.cochair_police, people=[cast.cochair_police], reason="-")
    assert client.get(sent).status_code == 404
    action.refresh_from_db()
    with pytest.raises(services.LinksAreOff):
        services.send_action_link(action, by=cast.cochair_police, email=SCHOOL)


def test_only_the_digest_of_the_secret_is_kept(sent: str) -> None:
    assert ActionLink.objects.get().digest not in sent
    assert len(sent.split("/")[2]) > 40
