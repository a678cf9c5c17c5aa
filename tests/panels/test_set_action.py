"""Actions and referrals to Victim Support made in the meeting."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from cases.models import Action
from tests.panels.meetings import say, started
from tests.people import Cast, a_case
from victims.models import SupportReferral


def url_of(item, name: str) -> str:
    return reverse(name, args=[item.meeting.reference, item.pk])


def seat(user) -> str:
    """The choice of an owner: their membership."""
    return str(user.memberships.get().pk)


def typed(cast: Cast, **said: str) -> dict[str, str]:
    fields = {"wording": "Visit", "owner": seat(cast.officer), "due_on": "tomorrow", **said}
    return {f"action-{name}": value for name, value in fields.items()}


def test_an_action_has_owner_agency_date_and_the_meeting_as_its_source(
    cast: Cast, signed_in, mail_queue
) -> None:
    _, [item] = started(cast)
    signed_in(cast.cochair_police).post(url_of(item, "screen_action"), typed(cast))
    action = Action.objects.get()
    assert (action.owner, action.agency) == (cast.officer, cast.housing)
    assert action.due_on == timezone.localdate() + dt.timedelta(days=1)
    assert action.source == item.meeting.reference
    assert mail_queue()[-1].to == [cast.officer.email]


def test_a_due_date_before_today_is_refused_in_words(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    page = signed_in(cast.cochair_police).post(
        url_of(item, "screen_action"), typed(cast, due_on="yesterday")
    )
    assert "Enter a due date that is today or later" in page.content.decode()
    assert not Action.objects.exists()


def test_owners_are_people_of_the_agencies_that_see_the_case(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    page = signed_in(cast.cochair_police).get(url_of(item, "screen_item")).content.decode()
    assert f"{cast.officer}, Homes" in page
    assert f"{cast.partner}, Health" not in page
    page = signed_in(cast.cochair_police).post(
        url_of(item, "screen_action"), typed(cast, owner=seat(cast.partner))
    )
    assert "Select a valid choice" in page.content.decode()
    assert not Action.objects.exists()


def test_every_field_is_asked_for(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    page = signed_in(cast.cochair_police).post(url_of(item, "screen_action"), {})
    html = page.content.decode()
    for said in ("What is to be done?", "Select the owner", "Enter the due date"):
        assert said in html


def test_an_action_set_here_is_not_unfinished_business_here(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    client = signed_in(cast.cochair_police)
    client.post(url_of(item, "screen_action"), typed(cast, due_on="today"))
    say(item, cast)
    page = client.post(url_of(item, "screen_next"))
    assert page.url == reverse("meeting_minutes", args=[item.meeting.reference])


def refer(cast: Cast, item, **said: str) -> dict[str, str]:
    victim = item.case.parties.get(role="victim")
    fields = {"party": str(victim.pk), "priority": "standard", "reasons": "", **said}
    return {f"refer-{name}": value for name, value in fields.items()}


def test_the_victim_is_referred_to_victim_support(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    client = signed_in(cast.cochair_police)
    client.post(url_of(item, "screen_refer"), refer(cast, item))
    referral = SupportReferral.objects.get()
    assert referral.source == item.meeting.reference
    assert referral.provider == cast.victim_support
    page = client.post(url_of(item, "screen_refer"), refer(cast, item))
    assert "already waiting for support" in page.content.decode()


def test_an_enhanced_referral_says_why(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    page = signed_in(cast.cochair_police).post(
        url_of(item, "screen_refer"), refer(cast, item, priority="enhanced")
    )
    assert "Enter what makes it enhanced" in page.content.decode()
    assert not SupportReferral.objects.exists()


def test_an_alleged_perpetrator_cannot_be_referred(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    alleged = item.case.parties.get(role="alleged_perpetrator")
    page = signed_in(cast.cochair_police).post(
        url_of(item, "screen_refer"), refer(cast, item, party=str(alleged.pk))
    )
    assert "Select a valid choice" in page.content.decode()
    assert not SupportReferral.objects.exists()


def test_another_case_of_another_meeting_cannot_be_reached(cast: Cast, signed_in) -> None:
    _, [item] = started(cast)
    other = a_case(cast)
    victim = other.parties.get(role="victim")
    page = signed_in(cast.cochair_police).post(
        url_of(item, "screen_refer"), refer(cast, item, party=str(victim.pk))
    )
    assert "Select a valid choice" in page.content.decode()
