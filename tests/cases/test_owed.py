"""My work on cases: what is owed, by when, and one press away."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CaseReview, RepeatFlag
from cases.queries.work import work_list
from cases.services import add_incident
from cases.services.counting import propose_matches
from cases.services.repeats import count_repeats, take_up_repeat
from tests.home.counting import queries_of
from tests.people import a_case
from ui.working_days import add_working_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast):
    case = a_case(cast, people=False)
    Case.objects.filter(pk=case.pk).update(lead_officer=cast.officer)
    return case


def told(case, cast, back, to):
    return add_incident(
        case,
        by=cast.officer,
        happened_on=timezone.localdate() - dt.timedelta(days=back),
        category="noise",
        description="Drums",
        postcode="N22 8HQ",
        reported_to=to,
    )


def owed(user, kind):
    return [(item.text, item.url, item.due) for item in work_list(user) if item.kind == kind]


def within_five():
    return add_working_days(timezone.localdate(), 5)


def test_pairs_of_incidents_are_one_line_for_the_lead_officer_and_the_overseers(cast, case):
    for back, to in enumerate(("Police", "Council", "Homes")):
        told(case, cast, back, to)
    propose_matches()
    line = (
        "Decide whether incidents are one: 2 pairs",
        reverse("list_matches") + "?status=proposed",
        within_five(),
    )
    assert owed(cast.officer, "Count once") == [line]
    assert owed(cast.coordinator, "Count once") == [line]
    assert owed(cast.cochair_police, "Count once") == [line]
    assert owed(cast.outsider, "Count once") == []
    Case.objects.filter(pk=case.pk).update(lead_officer=None)
    assert owed(cast.officer, "Count once") == []


def test_repeats_are_for_the_overseers_until_somebody_decides(cast, case):
    for back, to in enumerate(("Police", "Council", "Homes")):
        told(case, cast, back, to)
    count_repeats()
    where = reverse("list_repeats") + "?status=raised"
    line = ("Decide on what repeats: 1 flag", where, within_five())
    assert owed(cast.coordinator, "Repeat") == [line]
    assert owed(cast.officer, "Repeat") == []
    take_up_repeat(RepeatFlag.objects.get(), by=cast.coordinator, reason="A visit together")
    assert owed(cast.coordinator, "Repeat") == []


def test_a_proposal_is_to_be_answered_in_five_working_days(cast, case):
    CaseReview.objects.create(
        case=case,
        findings="Quiet",
        decision="close",
        reason="Quiet",
        next_review_on=timezone.localdate(),
        is_proposal=True,
        reviewed_by=cast.officer,
    )
    said = f"Answer: closure proposed for {case.reference}"
    url = reverse("review_case", args=[case.reference])
    assert (said, url, within_five()) in owed(cast.coordinator, "Review")


@pytest.mark.parametrize(
    "who", ["coordinator", "cochair_police", "officer", "victim_worker", "offender_manager"]
)
def test_nobodys_desk_costs_more_than_twelve_queries(cast, signed_in, case, who):
    for back, to in enumerate(("Police", "Council", "Homes")):
        told(case, cast, back, to)
    propose_matches()
    count_repeats()
    client = signed_in(getattr(cast, who))
    queries_of(client, "get", "/")
    assert queries_of(client, "get", "/") <= 12
