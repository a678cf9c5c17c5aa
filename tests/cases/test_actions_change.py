"""Another due date, another owner: with a reason, and what it was before is kept."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.models import Role
from audit.models import Entry
from cases.models import Action, ActionChange
from cases.services import add_action, change_due_date, end_action, hand_over_action, share_case
from cases.services.actions import DueInThePast, NotOfTheAgency
from cases.workflow import StaleVersion, WrongStatus
from tests.people import a_case, person_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
WEEK = dt.timedelta(days=7)


@pytest.fixture
def case(cast):
    return a_case(cast, shared_with=(cast.police, cast.council))


@pytest.fixture
def action(cast, case):
    return add_action(
        case,
        by=cast.coordinator,
        wording="Visit the flat",
        owner=cast.officer,
        agency=cast.housing,
        due_on=TODAY(),
    )


@pytest.fixture
def colleague(cast):
    return person_of(Role.OFFICER, cast.housing)


def send(client, action, name, **said):
    address = reverse(name, args=[action.pk])
    return client.post(address, {"reason": "Away", "version": action.version, **said})


def test_a_due_date_moves_with_its_reason_and_its_history(cast, action, signed_in):
    client = signed_in(cast.officer)
    was, later = action.due_on, TODAY() + WEEK
    assert send(client, action, "change_due_date", due_on=later.isoformat()).status_code == 302
    action.refresh_from_db()
    assert action.due_on == later
    change = ActionChange.objects.get()
    assert (change.due_was, change.due_on, change.reason, change.by) == (
        was,
        later,
        "Away",
        cast.officer,
    )
    assert Entry.objects.get(verb="action.due_changed").reason == "Away"
    page = client.get(reverse("action", args=[action.pk])).content.decode()
    assert "What changed" in page
    assert "Away" in page


def test_it_does_not_move_into_the_past(cast, action, signed_in):
    with pytest.raises(DueInThePast):
        change_due_date(action, by=cast.officer, due_on=TODAY() - WEEK, reason="-")
    page = send(signed_in(cast.officer), action, "change_due_date", due_on="yesterday")
    assert "today or later" in page.content.decode()


def test_a_colleague_takes_it_and_is_told_without_a_name(cast, action, signed_in, colleague):
    client = signed_in(cast.officer)
    assert send(client, action, "hand_over_action", owner=colleague.pk).status_code == 302
    action.refresh_from_db()
    assert (action.owner, action.agency) == (colleague, cast.housing)
    change = ActionChange.objects.get()
    assert (change.owner_was, change.owner) == (cast.officer, colleague)
    message = Email.objects.order_by("pk").last()
    assert message.to == [colleague.email]
    assert reverse("action", args=[action.pk]) in message.message
    assert "Visit the flat" not in message.subject + message.message


def test_an_officer_gives_it_to_the_own_agency_and_an_overseer_to_any_on_the_case(
    cast, action, signed_in
):
    page = send(signed_in(cast.officer), action, "hand_over_action", owner=cast.cochair_police.pk)
    assert page.context["form"].errors["owner"]
    client = signed_in(cast.coordinator)
    page = send(client, action, "hand_over_action", owner=cast.outsider.pk)
    assert page.context["form"].errors["owner"]
    send(client, action, "hand_over_action", owner=cast.cochair_police.pk)
    action.refresh_from_db()
    assert (action.owner, action.agency) == (cast.cochair_police, cast.police)


def test_the_service_takes_nobody_of_another_agency(cast, action):
    with pytest.raises(NotOfTheAgency):
        hand_over_action(
            action, by=cast.officer, owner=cast.outsider, agency=cast.housing, reason="-"
        )


@pytest.mark.parametrize("name", ["change_due_date", "hand_over_action"])
def test_others_change_nothing(cast, case, action, signed_in, colleague, name):
    share_case(case, by=None, agency=cast.probation, reason="Works on it")
    said = {"due_on": "tomorrow", "owner": colleague.pk}
    for who, status in ((cast.offender_manager, 403), (cast.outsider, 404), (cast.dpo, 404)):
        assert send(signed_in(who), action, name, **said).status_code == status
    assert not ActionChange.objects.exists()


def test_what_is_done_changes_no_more(cast, action, signed_in):
    end_action(action, by=cast.officer, status="done", outcome="Visited", evidence="Log 7")
    with pytest.raises(WrongStatus):
        change_due_date(action, by=cast.officer, due_on=TODAY(), reason="-")
    client = signed_in(cast.officer)
    assert send(client, action, "change_due_date", due_on="tomorrow").status_code == 302
    assert not ActionChange.objects.exists()
    page = client.get(reverse("action", args=[action.pk])).content.decode()
    assert "done already" in page
    assert "Log 7" in page


def test_two_at_once_are_told_of_each_other(cast, action, signed_in):
    stale = Action.objects.get(pk=action.pk)
    change_due_date(action, by=cast.officer, due_on=TODAY() + WEEK, reason="Away")
    with pytest.raises(StaleVersion):
        change_due_date(stale, by=cast.officer, due_on=TODAY(), reason="-")
    client = signed_in(cast.officer)
    send(client, stale, "change_due_date", due_on="tomorrow")
    assert ActionChange.objects.count() == 1
    page = client.get(reverse("action", args=[action.pk])).content.decode()
    assert "has just changed this action" in page
