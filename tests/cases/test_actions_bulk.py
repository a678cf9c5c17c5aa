"""Many ticked actions: a page says exactly what moves and what is skipped, then it moves."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.models import Role
from cases.models import Action, ActionChange
from cases.services import add_action, end_action, restrict_case, share_case
from tests.people import a_case, person_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
WEEK = dt.timedelta(days=7)


@pytest.fixture
def case(cast):
    return a_case(cast, shared_with=(cast.police, cast.council))


def an_action(case, cast, **said):
    fields = {
        "by": cast.coordinator,
        "wording": "Visit",
        "owner": cast.officer,
        "agency": cast.housing,
        "due_on": TODAY(),
        **said,
    }
    return add_action(case, **fields)


@pytest.fixture
def picked(cast, case):
    """Two open ones, one done, one of the police."""
    done = an_action(case, cast)
    end_action(done, by=cast.officer, status="done", outcome="-")
    return [
        an_action(case, cast),
        an_action(case, cast),
        done,
        an_action(case, cast, owner=cast.cochair_police, agency=cast.police),
    ]


def address(act, actions):
    return reverse("bulk_actions", args=[act]) + "?" + "&".join(f"pick={a.pk}" for a in actions)


def twice(client, act, actions, at=None, **said):
    """Ask, look at what moves, confirm."""
    at = at or address
    page = client.post(at(act, actions), said)
    looked_at = page.context["sorted"].digest
    return page, client.post(at(act, actions), {**said, "looked_at": looked_at})


def test_the_due_date_of_ones_own_moves_and_the_rest_is_skipped_with_a_reason(
    cast, picked, signed_in
):
    later = TODAY() + WEEK
    said = {"due_on": later.isoformat(), "reason": "Away"}
    page, answer = twice(signed_in(cast.officer), "due", picked, **said)
    found = page.context["sorted"]
    assert found.moves == picked[:2]
    assert dict(found.skips) == {
        picked[2]: "It is no longer to do: done",
        picked[3]: "It is an action of Police, which changes it itself",
    }
    text = page.content.decode()
    assert "2 actions move" in text
    assert "2 skipped" in text
    assert answer.status_code == 302
    assert set(Action.objects.filter(due_on=later)) == set(picked[:2])
    assert ActionChange.objects.count() == 2


def test_nothing_moves_before_it_was_looked_at(cast, picked, signed_in):
    client = signed_in(cast.officer)
    client.get(address("due", picked))
    client.post(address("due", picked), {"due_on": "tomorrow", "reason": "Away"})
    assert not ActionChange.objects.exists()


def test_what_changed_meanwhile_is_looked_at_again(cast, picked, signed_in):
    client = signed_in(cast.officer)
    said = {"due_on": "tomorrow", "reason": "Away"}
    looked_at = client.post(address("due", picked), said).context["sorted"].digest
    end_action(picked[0], by=cast.officer, status="done", outcome="-")
    page = client.post(address("due", picked), {**said, "looked_at": looked_at})
    assert "have just changed" in page.content.decode()
    assert not ActionChange.objects.exists()
    assert page.context["sorted"].moves == [picked[1]]


def test_they_go_to_a_colleague_of_their_agency_in_one_message(cast, picked, signed_in):
    colleague = person_of(Role.OFFICER, cast.housing)
    sent = Email.objects.count()
    page, _ = twice(
        signed_in(cast.coordinator), "owner", picked, owner=colleague.pk, reason="Leaves"
    )
    assert page.context["sorted"].moves == picked[:2]
    assert "works elsewhere" in page.content.decode()
    assert set(Action.objects.filter(owner=colleague)) == set(picked[:2])
    assert Email.objects.count() == sent + 1
    assert "2 actions" in Email.objects.order_by("pk").last().subject


def test_nobody_is_given_an_action_of_a_case_they_may_not_see(cast, case, picked, signed_in):
    restrict_case(case, by=cast.coordinator, people=[cast.officer], reason="In confidence")
    colleague = person_of(Role.OFFICER, cast.housing)
    page, _ = twice(
        signed_in(cast.officer), "owner", picked[:1], owner=colleague.pk, reason="Leaves"
    )
    assert page.context["sorted"].moves == []
    assert "may not see this case" in page.content.decode()
    assert not ActionChange.objects.exists()


def test_the_coordinator_closes_them_and_nobody_else_does(cast, picked, signed_in):
    said = {"outcome": "The flat is empty"}
    assert signed_in(cast.officer).post(address("end", picked), said).status_code == 403
    twice(signed_in(cast.coordinator), "end", picked, **said)
    ended = Action.objects.filter(status="not_possible", outcome="The flat is empty")
    assert set(ended) == {picked[0], picked[1], picked[3]}


def test_what_one_may_not_see_is_not_even_skipped(cast, picked, signed_in):
    answer = signed_in(cast.outsider).get(address("due", picked))
    assert answer.status_code == 302
    assert signed_in(cast.dpo).get(address("due", picked)).status_code == 403


def test_one_with_the_summary_moves_the_own_ones(cast, case, picked, signed_in):
    share_case(case, by=None, agency=cast.health, level="summary", reason="Has an action")
    own = an_action(case, cast, owner=cast.partner, agency=cast.health)
    page = signed_in(cast.partner).get(address("due", [*picked, own]))
    assert page.context["sorted"].moves == [own]
    assert page.context["sorted"].skips == []


def test_an_act_that_is_none_is_not_found(cast, picked, signed_in):
    assert signed_in(cast.officer).get(address("delete", picked)).status_code == 404


def test_without_a_tick_it_says_so(cast, signed_in):
    client = signed_in(cast.officer)
    for query in ("", "?pick=x", f"?pick={'9' * 30}"):
        page = client.get(reverse("bulk_actions", args=["due"]) + query, follow=True)
        assert "Tick at least one action" in page.content.decode()
