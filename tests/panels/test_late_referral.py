"""A referral after the deadline: the next meeting, or urgent with a reason."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Referral
from cases.workflow import WrongStatus
from panels.services import add_offered, put_back, start_meeting
from tests.panels.meetings import a_meeting, agree
from tests.people import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    return a_case(cast)


@pytest.fixture
def meeting(cast, case):
    return a_meeting(cast, days=3)


def on(meeting):
    return [item.case for item in meeting.items.on()]


@pytest.mark.parametrize(("days", "late"), [(9, True), (10, False), (11, False)])
def test_the_day_of_the_deadline_itself_is_in_time(cast, case, days, late):
    meeting = a_meeting(cast, days=days)
    assert (on(meeting) == []) == late


def test_adding_what_is_offered_leaves_the_late_one_out(cast, meeting):
    assert add_offered(meeting, by=cast.coordinator) == 0
    assert on(meeting) == []


def test_what_its_referrer_called_urgent_is_offered_first_and_says_so(cast, case):
    later = a_case(cast)
    referral = Referral.objects.create(
        reference="R-1", agency=cast.housing, author=cast.officer, is_urgent=True
    )
    Case.objects.filter(pk=later.pk).update(referral=referral)
    meeting = a_meeting(cast, days=3)
    offered = [(item.case, item.why_text) for item in meeting.items.order_by("position", "pk")]
    assert offered == [
        (later, "Said to be urgent: new referral, after the deadline"),
        (case, "New referral, after the deadline"),
    ]


def test_it_cannot_slip_on_without_a_reason(cast, meeting):
    with pytest.raises(WrongStatus):
        put_back(meeting.items.get(), by=cast.coordinator)


def test_a_co_chair_adds_it_as_urgent_with_a_reason(cast, signed_in, meeting, case):
    client = signed_in(cast.cochair_police)
    page = client.get(reverse("meeting_agenda", args=[meeting.reference])).content.decode()
    assert "after the deadline" in page
    assert "add it as urgent" in page
    assert "Add to the agenda" not in page
    url = reverse("agenda_add_case", args=[meeting.reference])
    assert case.reference in client.get(url, {"case": case.reference}).content.decode()
    refused = client.post(url, {"reference": case.reference, "reason": ""})
    assert refused.context["form"].errors
    client.post(url, {"reference": case.reference, "reason": "Threats to kill this week"})
    item = meeting.items.on().get()
    assert (item.why_text, item.added_by) == ("Threats to kill this week", cast.cochair_police)


def test_left_alone_it_is_on_the_next_meeting(cast):
    a_case(cast, opened_on=timezone.localdate() - dt.timedelta(days=20))
    late = a_case(cast)
    meeting = agree(a_meeting(cast, days=3), cast)
    assert late not in on(meeting)
    start_meeting(meeting, by=cast.coordinator)
    assert on(a_meeting(cast, meeting.panel, days=40)) == [late]
