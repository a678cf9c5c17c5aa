"""Actions: set one, say what became of it, find one's own."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from audit.models import Entry
from cases.models import Action
from cases.queries.work import work_list
from cases.services import add_action, end_action, move_case, share_case
from cases.services.actions import DueInThePast
from cases.workflow import WrongStatus
from tests.people import a_case, person_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def case(cast):
    return a_case(cast, shared_with=(cast.police, cast.council))


def an_action(case, cast, **said):
    fields = {
        "by": cast.coordinator,
        "wording": "Visit the flat",
        "owner": cast.officer,
        "agency": cast.housing,
        "due_on": TODAY() + dt.timedelta(days=7),
    }
    return add_action(case, **{**fields, **said})


@pytest.fixture
def action(cast, case):
    return an_action(case, cast)


def post(client, case, **data):
    fields = {"wording": "Visit", "due_on": "tomorrow", **data}
    return client.post(reverse("add_action", args=[case.reference]), fields)


def test_the_owner_is_told_by_a_reference_and_a_link(cast, case, action, mail_queue):
    message = mail_queue()[-1]
    assert message.to == [cast.officer.email]
    assert case.reference in message.subject
    assert reverse("action", args=[action.pk]) in message.message
    assert "Visit the flat" not in message.subject + message.message
    assert Entry.objects.get(verb="action.set").trail == f"action {action.pk}"


def test_it_cannot_be_due_before_today(cast, case, signed_in):
    with pytest.raises(DueInThePast):
        an_action(case, cast, due_on=TODAY() - dt.timedelta(days=1))
    page = post(signed_in(cast.officer), case, owner=cast.officer.pk, due_on="yesterday")
    assert "today or later" in page.content.decode()
    assert not Action.objects.exists()


def test_it_can_be_due_today(cast, case, signed_in):
    assert post(signed_in(cast.officer), case, owner=cast.officer.pk, due_on="today")
    assert Action.objects.get().due_on == TODAY()


def test_its_owner_works_on_cases_for_an_agency_on_the_case(cast, case, signed_in):
    page = signed_in(cast.officer).get(reverse("add_action", args=[case.reference]))
    offered = set(page.context["form"].fields["owner"].queryset)
    assert {cast.officer, cast.cochair_police, cast.coordinator} <= offered
    strangers = {cast.outsider, cast.partner, cast.analyst, cast.dpo, cast.administrator}
    assert not strangers & offered


def test_somebody_elses_key_is_no_owner(cast, case, signed_in):
    page = post(signed_in(cast.officer), case, owner=cast.outsider.pk)
    assert page.status_code == 200
    assert page.context["form"].errors["owner"]
    assert not Action.objects.exists()


def test_one_who_left_can_be_given_nothing(cast, case, signed_in):
    left = person_of(Role.OFFICER, cast.housing, ends=TODAY())
    page = post(signed_in(cast.officer), case, owner=left.pk)
    assert page.context["form"].errors["owner"]


def test_it_is_done_for_the_agency_that_is_on_the_case(cast, case, signed_in):
    two_hats = person_of(Role.OFFICER, cast.outside)
    Membership.objects.create(
        user=two_hats, agency=cast.housing, role=Role.OFFICER, starts=dt.date(2020, 1, 1)
    )
    post(signed_in(cast.officer), case, owner=two_hats.pk)
    assert Action.objects.get().agency == cast.housing


@pytest.mark.parametrize("status", ["done", "not_possible", "not_done"])
def test_its_owner_says_what_became_of_it(cast, action, signed_in, status):
    url = reverse("action", args=[action.pk])
    answer = signed_in(cast.officer).post(url, {"status": status, "outcome": "As agreed"})
    assert answer.status_code == 302
    action.refresh_from_db()
    assert (action.status, action.outcome) == (status, "As agreed")
    assert action.ended_at is not None
    assert Entry.objects.get(verb="action.ended").changes == {
        "status": ["open", status],
        "has_evidence": False,
    }


def test_ending_it_twice_is_refused_loudly(cast, action, signed_in):
    stale = Action.objects.get(pk=action.pk)
    end_action(action, by=cast.officer, status="done", outcome="Visited")
    with pytest.raises(WrongStatus):
        end_action(stale, by=cast.officer, status="not_done", outcome="Nobody in")
    page = signed_in(cast.officer).post(
        reverse("action", args=[action.pk]),
        {"status": "not_done", "outcome": "Nobody in"},
        follow=True,
    )
    assert "this cannot be done" in page.content.decode()
    action.refresh_from_db()
    assert (action.status, action.outcome) == ("done", "Visited")


def test_it_does_not_end_as_open(cast, action, signed_in):
    url = reverse("action", args=[action.pk])
    page = signed_in(cast.officer).post(url, {"status": "open", "outcome": "-"})
    assert page.context["form"].errors["status"]


def test_a_colleague_and_the_overseers_may_end_it_and_others_may_not(cast, case, action, signed_in):
    url = reverse("action", args=[action.pk])
    share_case(case, by=None, agency=cast.probation, reason="Works on it")
    answer = signed_in(cast.offender_manager).post(url, {"status": "done", "outcome": "-"})
    assert answer.status_code == 403
    colleague = person_of(Role.OFFICER, cast.housing)
    assert signed_in(colleague).post(url, {"status": "done", "outcome": "-"}).status_code == 302


def test_an_agency_that_sees_the_summary_sees_its_own_actions_only(cast, case, action, signed_in):
    share_case(case, by=None, agency=cast.health, level="summary", reason="Has an action")
    own = an_action(case, cast, owner=cast.partner, agency=cast.health)
    assert set(Action.objects.visible_to(cast.partner)) == {own}
    client = signed_in(cast.partner)
    assert client.get(reverse("action", args=[own.pk])).status_code == 200
    assert client.get(reverse("action", args=[action.pk])).status_code == 404
    page = client.get(reverse("case_actions", args=[case.reference])).content.decode()
    assert reverse("action", args=[own.pk]) in page
    assert reverse("action", args=[action.pk]) not in page


def test_none_is_set_on_a_closed_case(cast, case, signed_in):
    move_case(case, by=cast.coordinator, to="closed", reason="Quiet")
    assert post(signed_in(cast.officer), case, owner=cast.officer.pk).status_code == 403


def test_it_is_in_its_owners_work_until_it_is_done(cast, case, action):
    [item] = work_list(cast.officer)
    assert (item.text, item.due) == (f"Do your action on {case.reference}", action.due_on)
    end_action(action, by=cast.officer, status="done", outcome="Visited")
    assert work_list(cast.officer) == []


def test_the_list_is_narrowed_to_mine_my_agencys_and_what_is_overdue(cast, case, signed_in):
    mine = an_action(case, cast)
    colleagues = an_action(case, cast, owner=person_of(Role.OFFICER, cast.housing))
    polices = an_action(case, cast, owner=cast.cochair_police, agency=cast.police)
    Action.objects.filter(pk=polices.pk).update(due_on=TODAY() - dt.timedelta(days=1))
    client = signed_in(cast.officer)

    def listed(query):
        return {row.pk for row in client.get(reverse("list_actions") + query).context["page"].rows}

    assert listed("") == {mine.pk, colleagues.pk, polices.pk}
    assert listed("?whose=mine") == {mine.pk}
    assert listed("?whose=agency") == {mine.pk, colleagues.pk}
    assert listed("?due=overdue") == {polices.pk}
    assert listed("?status=done") == set()
