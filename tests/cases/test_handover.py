"""A leaver's work: what it is to the last thing, who takes it, and that it goes as a whole."""

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.models import Role
from audit.models import Entry
from cases import services
from cases.models import Action, ActionChange, Case, Referral
from cases.queries.handover import holdings
from cases.services import add_action, end_action, hand_over_work, move_case, start_referral
from cases.services.actions import NotOfTheAgency
from cases.workflow import StaleVersion
from tests.cases.desk import sent_referral
from tests.people import a_case, person_of

pytestmark = pytest.mark.django_db


def an_action(case, cast, **said):
    fields = {
        "by": cast.coordinator,
        "wording": "Visit Vera",
        "owner": cast.officer,
        "agency": cast.housing,
        "due_on": timezone.localdate(),
        **said,
    }
    return add_action(case, **fields)


@pytest.fixture
def colleague(cast):
    return person_of(Role.OFFICER, cast.housing)


@pytest.fixture
def case(cast):
    """A case that the officer leads, with an action to do, one done and one of the police."""
    case = a_case(cast, shared_with=(cast.police,))
    an_action(case, cast)
    an_action(case, cast, owner=cast.cochair_police, agency=cast.police)
    end_action(an_action(case, cast), by=cast.officer, status="done", outcome="-")
    closed = a_case(cast)
    move_case(closed, by=cast.coordinator, to="closed", reason="Quiet")
    start_referral(by=cast.officer, agency=cast.housing)
    sent_referral(cast)
    return case


def address(cast):
    return reverse("hand_over_work", args=[cast.officer.pk, cast.housing.slug])


def give(client, cast, to, **said):
    held = holdings(cast.officer, cast.housing)
    data = {"to": to.pk, "reason": "Leaves", "looked_at": held.digest, **said}
    return client.post(address(cast), data)


def test_the_page_says_exactly_what_moves_and_no_more_than_that(cast, case, signed_in):
    page = signed_in(cast.administrator).get(address(cast))
    held = page.context["held"]
    assert [row.case for row in held.actions] == [case]
    assert held.cases == [case]
    assert [draft.status for draft in held.drafts] == ["draft"]
    text = page.content.decode()
    assert "3 things move" in text
    assert case.reference in text
    assert "Vera" not in text


def test_everything_open_goes_to_the_colleague_in_one_go(cast, case, colleague, signed_in):
    sent = Email.objects.count()
    assert give(signed_in(cast.coordinator), cast, colleague).status_code == 302
    assert holdings(cast.officer, cast.housing).count == 0
    held = holdings(colleague, cast.housing)
    assert (len(held.actions), len(held.cases), len(held.drafts)) == (1, 1, 1)
    assert Action.objects.filter(owner=cast.officer, status="done").count() == 1
    assert Case.objects.filter(lead_officer=cast.officer, status="closed").count() == 1
    assert Referral.objects.filter(author=cast.officer, status="sent").count() == 1
    assert ActionChange.objects.get().reason == "Leaves"
    of_actions, of_cases = Email.objects.order_by("pk")[sent:]
    assert "an action" in of_actions.subject
    assert "the case" in of_cases.subject
    entry = Entry.objects.get(verb="work.handed_over")
    assert entry.changes == {
        "to": colleague.pk,
        "agency": "homes",
        "actions": 1,
        "cases": 1,
        "drafts": 1,
    }
    for verb in ("action.handed_over", "case.lead_changed", "referral.author_changed"):
        assert Entry.objects.filter(verb=verb, reason="Leaves").count() == 1


def test_what_changed_since_it_was_looked_at_moves_nothing(cast, case, colleague, signed_in):
    looked_at = holdings(cast.officer, cast.housing).digest
    an_action(case, cast)
    with pytest.raises(StaleVersion):
        hand_over_work(
            cast.officer,
            cast.housing,
            by=cast.coordinator,
            to=colleague,
            reason="Leaves",
            looked_at=looked_at,
        )
    client = signed_in(cast.coordinator)
    page = give(client, cast, colleague, looked_at=looked_at)
    assert "Look again at what moves" in page.content.decode()
    assert holdings(colleague, cast.housing).count == 0
    assert page.context["form"]["looked_at"].value() == page.context["held"].digest


def test_half_of_it_never_moves(cast, case, colleague, monkeypatch):
    def broken(*args, **said):
        raise RuntimeError

    monkeypatch.setattr(services.handover, "give_referrals", broken)
    with pytest.raises(RuntimeError):
        hand_over_work(
            cast.officer,
            cast.housing,
            by=cast.coordinator,
            to=colleague,
            reason="Leaves",
            looked_at=holdings(cast.officer, cast.housing).digest,
        )
    assert holdings(colleague, cast.housing).count == 0
    assert holdings(cast.officer, cast.housing).count == 3


def test_it_goes_to_nobody_of_another_agency(cast, case, signed_in):
    page = give(signed_in(cast.administrator), cast, cast.outsider)
    assert page.context["form"].errors["to"]
    with pytest.raises(NotOfTheAgency):
        hand_over_work(
            cast.officer,
            cast.housing,
            by=cast.coordinator,
            to=cast.outsider,
            reason="-",
            looked_at="",
        )


def test_what_is_on_a_restricted_case_stays_and_is_only_counted(cast, case, colleague, signed_in):
    hidden = a_case(cast)
    an_action(hidden, cast)
    Case.objects.filter(pk=hidden.pk).update(is_restricted=True)
    client = signed_in(cast.administrator)
    page = client.get(address(cast))
    assert page.context["held"].hidden == 2
    assert hidden.reference not in page.content.decode()
    give(client, cast, colleague)
    hidden.refresh_from_db()
    assert hidden.lead_officer == cast.officer
    assert Action.objects.get(case=hidden).owner == cast.officer


def test_who_has_left_still_holds_it_and_the_list_says_so(cast, case, signed_in, colleague):
    cast.officer.memberships.update(ends=timezone.localdate())
    client = signed_in(cast.administrator)
    page = client.get(reverse("list_holders"))
    rows = {row.user: row for row in page.context["page"].rows}
    row = rows[cast.officer]
    assert (row.actions, row.cases, row.drafts, row.works_there) == (1, 1, 1, False)
    assert rows[cast.cochair_police].works_there
    assert colleague not in rows
    assert "Has left" in page.content.decode()
    assert give(client, cast, colleague).status_code == 302


def test_it_is_offered_where_a_role_is_ended(cast, case, signed_in):
    membership = cast.officer.memberships.get()
    page = signed_in(cast.administrator).get(reverse("end_person", args=[membership.pk]))
    assert address(cast) in page.content.decode()


def test_others_are_refused(cast, case, colleague, signed_in):
    for who in (cast.officer, cast.cochair_police, cast.outsider, cast.dpo):
        client = signed_in(who)
        assert client.get(reverse("list_holders")).status_code == 403
        assert give(client, cast, colleague).status_code == 403
    nowhere = reverse("hand_over_work", args=[cast.officer.pk, cast.police.slug])
    assert signed_in(cast.administrator).get(nowhere).status_code == 404
    assert holdings(cast.officer, cast.housing).count == 3


def test_with_nobody_to_take_it_the_page_says_what_to_do(cast, case, signed_in):
    text = signed_in(cast.administrator).get(address(cast)).content.decode()
    assert "Nobody else works on cases" in text
