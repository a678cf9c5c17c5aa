"""Many ticked cases, many ticked referrals: what moves is looked at first, then it moves."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.models import Role
from audit.models import Entry
from cases.models import Case, CaseShare, Referral
from cases.services import move_case, restrict_case, share_case, start_referral
from tests.cases.desk import sent_referral
from tests.cases.test_actions_bulk import twice as _twice
from tests.people import a_case, person_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def address(of, act, rows):
    return reverse(f"bulk_{of}", args=[act]) + "?" + "&".join(f"pick={row.pk}" for row in rows)


def twice(client, of, act, rows, **said):
    return _twice(client, act, rows, at=lambda act, rows: address(of, act, rows), **said)


@pytest.fixture
def cases(cast):
    """Two of the housing association's, one of the council's, a closed one."""
    everybody = (cast.police, cast.council, cast.housing)
    closed = a_case(cast, shared_with=everybody)
    move_case(closed, by=cast.coordinator, to="closed", reason="-")
    council = a_case(cast, shared_with=everybody, lead_agency=cast.council)
    return [
        a_case(cast, shared_with=everybody),
        a_case(cast, shared_with=everybody),
        council,
        closed,
    ]


def skipped(page):
    return {row.pk: why for row, why in page.context["sorted"].skips}


def test_cases_go_to_a_colleague_of_their_lead_agency_in_one_message(cast, cases, signed_in):
    colleague = person_of(Role.OFFICER, cast.housing)
    sent = Email.objects.count()
    page, answer = twice(
        signed_in(cast.coordinator),
        "cases",
        "lead",
        cases,
        lead_officer=colleague.pk,
        reason="Leaves",
    )
    assert answer.status_code == 302
    assert skipped(page) == {
        cases[2].pk: f"Council leads it, and {colleague} works elsewhere",
        cases[3].pk: "It is closed",
    }
    assert set(Case.objects.filter(lead_officer=colleague)) == set(cases[:2])
    message = Email.objects.order_by("pk").last()
    assert Email.objects.count() == sent + 1
    assert message.subject == "You now lead 2 cases"
    assert "whose=mine" in message.message
    assert Entry.objects.filter(verb="case.lead_changed", reason="Leaves").count() == 2


def test_nobody_is_given_a_case_they_may_not_see(cast, cases, signed_in):
    restrict_case(cases[0], by=cast.coordinator, people=[cast.coordinator], reason="In confidence")
    to = person_of(Role.OFFICER, cast.housing)
    said = {"lead_officer": to.pk, "reason": "-"}
    page, _ = twice(signed_in(cast.coordinator), "cases", "lead", cases[:1], **said)
    assert skipped(page) == {cases[0].pk: f"{to} may not see this case"}


def test_the_next_review_of_all_that_one_sees_in_full_moves(cast, cases, signed_in):
    only_summary = a_case(cast, shared_with=(cast.council,))
    share_case(only_summary, by=None, agency=cast.police, level="summary", reason="-")
    later = TODAY() + dt.timedelta(days=20)
    page, _ = twice(
        signed_in(cast.officer), "cases", "review", cases, next_review_on=later.isoformat()
    )
    assert skipped(page) == {cases[3].pk: "It is closed"}
    assert set(Case.objects.filter(next_review_on=later)) == set(cases[:3])


def test_one_with_the_summary_changes_nothing(cast, cases, signed_in):
    share_case(cases[0], by=None, agency=cast.health, level="summary", reason="-")
    page = signed_in(cast.partner).get(address("cases", "review", cases))
    assert skipped(page) == {cases[0].pk: "Only its summary is shared with your agency"}


def test_the_overseers_share_many_with_an_agency_and_nobody_else_does(cast, cases, signed_in):
    share_case(cases[1], by=None, agency=cast.health, reason="-")
    restrict_case(cases[2], by=cast.coordinator, people=[cast.coordinator], reason="-")
    said = {"agency": cast.health.pk, "level": "full", "reason": "It treats both"}
    picked = cases[:3]
    assert signed_in(cast.officer).get(address("cases", "share", picked)).status_code == 403
    page, _ = twice(signed_in(cast.coordinator), "cases", "share", picked, **said)
    assert skipped(page) == {
        cases[1].pk: f"{cast.health.short_name} sees that much of it already",
        cases[2].pk: "It is restricted to named people",
    }
    assert CaseShare.objects.current().filter(case=cases[0], agency=cast.health).exists()
    assert (
        Entry.objects.filter(verb="case.shared", reason__startswith="It treats both").count() == 1
    )


def test_sharing_many_takes_nothing_away(cast, cases, signed_in):
    share_case(cases[0], by=None, agency=cast.health, reason="-")
    said = {"agency": cast.health.pk, "level": "summary", "reason": "-"}
    page, _ = twice(signed_in(cast.coordinator), "cases", "share", cases[:2], **said)
    assert skipped(page) == {cases[0].pk: f"{cast.health.short_name} sees all of it"}
    levels = dict(CaseShare.objects.filter(agency=cast.health).values_list("case", "level"))
    assert levels == {cases[0].pk: "full", cases[1].pk: "summary"}


def test_a_case_that_moved_meanwhile_is_looked_at_again(cast, cases, signed_in):
    client = signed_in(cast.coordinator)
    said = {"next_review_on": "tomorrow"}
    looked_at = client.post(address("cases", "review", cases), said).context["sorted"].digest
    move_case(cases[0], by=cast.coordinator, to="closed", reason="-")
    page = client.post(address("cases", "review", cases), {**said, "looked_at": looked_at})
    assert "have just changed" in page.content.decode()
    assert not Case.objects.filter(next_review_on=TODAY() + dt.timedelta(days=1)).exists()


def test_the_coordinator_says_of_many_referrals_that_they_are_in_hand(cast, signed_in):
    waiting = [sent_referral(cast), sent_referral(cast)]
    client = signed_in(cast.coordinator)
    client.get(reverse("referral", args=[waiting[1].reference]))
    page, _ = twice(client, "referrals", "acknowledge", waiting)
    assert skipped(page) == {waiting[1].pk: "Its referrer has been told already"}
    assert Referral.objects.exclude(acknowledged_at=None).count() == 2
    refused = signed_in(cast.officer).get(address("referrals", "acknowledge", waiting))
    assert refused.status_code == 403


def test_drafts_go_to_a_colleague_of_their_agency(cast, signed_in):
    draft, sent = start_referral(by=cast.officer, agency=cast.housing), sent_referral(cast)
    colleague = person_of(Role.OFFICER, cast.housing)
    page, _ = twice(
        signed_in(cast.officer),
        "referrals",
        "author",
        [draft, sent],
        author=colleague.pk,
        reason="-",
    )
    assert skipped(page) == {
        sent.pk: "Your agency no longer writes it: waiting for the coordinator"
    }
    assert Referral.objects.get(author=colleague) == draft


@pytest.mark.parametrize("of", ["cases", "referrals"])
def test_what_one_may_not_see_is_not_even_skipped(cast, cases, signed_in, of):
    rows = {"cases": cases, "referrals": [sent_referral(cast)]}[of]
    act = {"cases": "review", "referrals": "author"}[of]
    assert signed_in(cast.outsider).get(address(of, act, rows)).status_code == 302
    assert signed_in(cast.officer).get(address(of, "delete", rows)).status_code == 404


def test_the_list_narrows_to_whose_cases_they_are(cast, cases, signed_in):
    Case.objects.filter(pk=cases[0].pk).update(lead_officer=None)
    client = signed_in(cast.officer)
    found = {}
    for whose in ("mine", "agency", "nobody"):
        page = client.get(reverse("list_cases"), {"whose": whose}).context["page"]
        found[whose] = {row.pk for row in page.rows}
    assert found == {
        "mine": {case.pk for case in cases[1:]},
        "agency": {cases[0].pk, cases[1].pk, cases[3].pk},
        "nobody": {cases[0].pk},
    }
