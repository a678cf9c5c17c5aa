"""One honest digest a person a day: before an action is due, and to a manager long after."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.models import Role
from audit.models import Entry
from cases import notices
from cases.models import Action, ActionReminder, AgencyContact
from cases.services import add_action, change_due_date, choose_manager, end_action, set_setting
from cases.services.actions import NotOfTheAgency
from cases.services.reminders import AFTER, BEFORE
from cases.tasks import remind_about_actions
from tests.people import a_case, person_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


@pytest.fixture
def case(cast):
    return a_case(cast, shared_with=(cast.police, cast.council))


def an_action(case, cast, *, due=0, **said):
    """One due so many days from today, however long ago."""
    fields = {"owner": cast.officer, "agency": cast.housing, **said}
    action = add_action(case, by=cast.coordinator, wording="Visit", due_on=TODAY(), **fields)
    Action.objects.filter(pk=action.pk).update(due_on=TODAY() + due * DAY)
    action.refresh_from_db()
    return action


def sent_to(person):
    """The digests that somebody was sent."""
    rows = Email.objects.filter(subject__startswith="Actions that").order_by("pk")
    return [row for row in rows if row.to == [person.email]]


def counts_and_pages(message, client):
    """What the message counts, and what each page behind its links lists."""
    counted = [int(number) for number in re.findall(r"^(\d+) actions? ", message.message, re.M)]
    links = re.findall(r"https?://[^/]+(/actions/\?\S+)", message.message)
    return counted, [len(client.get(link).context["page"].rows) for link in links]


def test_the_owner_is_told_three_days_before_and_not_earlier(cast, case):
    an_action(case, cast, due=4)
    assert remind_about_actions() == 0
    an_action(case, cast, due=3)
    assert remind_about_actions() == 1
    [message] = sent_to(cast.officer)
    assert case.reference in message.message
    assert "Visit" not in message.subject + message.message
    assert "Harmed" not in message.message


def test_running_it_twice_sends_nothing_twice(cast, case):
    an_action(case, cast, due=1)
    assert [remind_about_actions() for _ in range(3)] == [1, 0, 0]
    with time_machine.travel(timezone.now() + DAY):
        assert remind_about_actions() == 0
    assert len(sent_to(cast.officer)) == 1


def test_it_counts_what_the_page_behind_the_link_lists(cast, case, signed_in):
    for due in (-1, 2, 3, 10):
        an_action(case, cast, due=due)
    end_action(an_action(case, cast, due=1), by=cast.officer, status="done", outcome="-")
    an_action(case, cast, due=-9, owner=cast.cochair_police, agency=cast.police)
    remind_about_actions()
    for person, expected in ((cast.officer, [3]), (cast.coordinator, [1])):
        [message] = sent_to(person)
        counted, listed = counts_and_pages(message, signed_in(person))
        assert counted == listed == expected


def test_a_manager_is_told_seven_days_after(cast, case, signed_in):
    manager = person_of(Role.OFFICER, cast.housing)
    choose_manager(cast.housing, by=cast.administrator, manager=manager)
    an_action(case, cast, due=-6)
    remind_about_actions()
    assert sent_to(manager) == []
    an_action(case, cast, due=-7)
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=1)):
        remind_about_actions()
    [message] = sent_to(manager)
    assert counts_and_pages(message, signed_in(manager)) == ([1], [1])
    assert sent_to(cast.coordinator) == []


def test_without_a_manager_or_when_they_left_the_coordinators_are_told(cast, case):
    manager = person_of(Role.OFFICER, cast.housing)
    choose_manager(cast.housing, by=cast.administrator, manager=manager)
    manager.memberships.update(ends=TODAY())
    an_action(case, cast, due=-8)
    remind_about_actions()
    assert sent_to(manager) == []
    assert len(sent_to(cast.coordinator)) == 1


def test_one_message_tells_of_both_and_one_a_day_is_enough(cast, case, signed_in):
    choose_manager(cast.housing, by=cast.administrator, manager=cast.officer)
    an_action(case, cast, due=2)
    an_action(case, cast, due=-8, owner=person_of(Role.OFFICER, cast.housing))
    remind_about_actions()
    [message] = sent_to(cast.officer)
    assert counts_and_pages(message, signed_in(cast.officer)) == ([1, 1], [1, 1])
    an_action(case, cast, due=1)
    remind_about_actions()
    assert len(sent_to(cast.officer)) == 1
    with time_machine.travel(timezone.now() + DAY):
        remind_about_actions()
    assert len(sent_to(cast.officer)) == 2


def test_another_due_date_is_reminded_of_again(cast, case):
    action = an_action(case, cast, due=1)
    remind_about_actions()
    change_due_date(action, by=cast.officer, due_on=TODAY() + 20 * DAY, reason="Away")
    with time_machine.travel(timezone.now() + 18 * DAY):
        remind_about_actions()
    assert len(sent_to(cast.officer)) == 2


def test_the_days_are_settings(cast, case):
    for key, days in ((BEFORE, 10), (AFTER, 1)):
        set_setting(
            key, by=cast.administrator, value=days, valid_from=TODAY(), reason="Locally agreed"
        )
    an_action(case, cast, due=9)
    an_action(case, cast, due=-1, owner=cast.cochair_police, agency=cast.police)
    remind_about_actions()
    assert len(sent_to(cast.officer)) == 1
    assert len(sent_to(cast.coordinator)) == 1


def test_killed_half_way_it_sends_the_rest_and_nothing_twice(cast, case, monkeypatch):
    other = person_of(Role.OFFICER, cast.housing)
    for owner in (cast.officer, other):
        an_action(case, cast, due=1, owner=owner)
    real, told = notices.actions_due, []

    def killed(person, parts):
        if told:
            raise SystemExit
        told.append(person)
        return real(person, parts)

    monkeypatch.setattr(notices, "actions_due", killed)
    with pytest.raises(SystemExit):
        remind_about_actions()
    assert ActionReminder.objects.count() == len(told) == 1
    monkeypatch.setattr(notices, "actions_due", real)
    assert remind_about_actions() == 1
    assert len(sent_to(cast.officer)) == len(sent_to(other)) == 1


def test_who_left_or_may_not_see_it_is_not_written_to(cast, case):
    left = person_of(Role.OFFICER, cast.housing)
    an_action(case, cast, due=1, owner=left)
    left.memberships.update(ends=TODAY())
    remind_about_actions()
    assert sent_to(left) == []


def test_an_agencys_manager_is_named_on_a_page(cast, signed_in):
    address = reverse("choose_manager", args=[cast.housing.slug])
    client = signed_in(cast.administrator)
    page = client.post(address, {"manager": cast.outsider.pk})
    assert page.context["form"].errors["manager"]
    assert client.post(address, {"manager": cast.officer.pk}).status_code == 302
    assert AgencyContact.objects.get().manager == cast.officer
    assert Entry.objects.get(verb="agency.manager_chosen").subject == "agency homes"
    page = signed_in(cast.coordinator).get(reverse("list_managers")).content.decode()
    assert "Officer Tester" in page
    assert signed_in(cast.officer).post(address, {}).status_code == 403


def test_the_service_names_nobody_of_another_agency(cast):
    with pytest.raises(NotOfTheAgency):
        choose_manager(cast.housing, by=cast.administrator, manager=cast.outsider)
