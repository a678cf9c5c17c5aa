"""A panel's terms, its co-chairs and its members."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from panels import services
from panels.models import CoChair, Meeting, Panel, PanelMember
from tests.panels.meetings import a_meeting, a_panel
from tests.people import Cast

TERMS = {
    "name": "IOM panel",
    "gateway": "Crime and Disorder Act 1998, section 115",
    "confidentiality_statement": "Keep it in this room.",
    "co_chairs_needed": "2",
    "quorum": "3",
    "referral_deadline_days": "10",
    "papers_working_days": "5",
    "minutes_working_days": "5",
    "minutes_a_case": "12",
    "cases_a_meeting": "40",
}


@pytest.mark.parametrize("who", ["coordinator", "administrator"])
def test_a_panel_is_set_up(cast: Cast, signed_in, who: str) -> None:
    client = signed_in(getattr(cast, who))
    page = client.post(reverse("set_up_panel"), TERMS)
    panel = Panel.objects.get()
    assert page.url == reverse("panel", args=["iom-panel"])
    assert panel.takes_referrals is False
    client.post(reverse("set_up_panel"), {**TERMS, "name": "IOM, panel"})
    assert Panel.objects.filter(slug="iom-panel-2").exists()


def test_terms_change_and_a_stale_change_is_refused(cast: Cast, signed_in) -> None:
    panel = a_panel(cast)
    url = reverse("change_panel", args=[panel.slug])
    said = {**TERMS, "name": panel.name, "seen": "1"}
    signed_in(cast.coordinator).post(url, {**said, "quorum": "4"})
    panel.refresh_from_db()
    assert panel.quorum == 4
    page = signed_in(cast.administrator).post(url, {**said, "quorum": "5"})
    assert "Somebody else saved this while you were typing" in page.content.decode()
    panel.refresh_from_db()
    assert panel.quorum == 4


def test_a_co_chair_is_appointed_and_ended(cast: Cast, signed_in) -> None:
    panel = services.set_up_panel(by=None, name="RJ panel", confidentiality_statement="Quiet.")
    client = signed_in(cast.administrator)
    said = {"user": cast.cochair_police.pk, "starts": "today"}
    client.post(reverse("add_co_chair", args=[panel.slug]), said)
    chair = CoChair.objects.get()
    assert list(CoChair.objects.in_force()) == [chair]
    page = client.post(reverse("add_co_chair", args=[panel.slug]), said)
    assert "chairs the panel already" in page.content.decode()
    url = reverse("end_co_chair", args=[panel.slug, chair.pk])
    client.post(url, {"ends": "today", "reason": "Moved"})
    assert not CoChair.objects.in_force().exists()
    assert client.get(url).status_code == 404


def test_only_people_with_the_role_can_be_appointed(cast: Cast, signed_in) -> None:
    panel = a_panel(cast)
    page = signed_in(cast.administrator).post(
        reverse("add_co_chair", args=[panel.slug]), {"user": cast.officer.pk, "starts": "today"}
    )
    assert "Select a valid choice" in page.content.decode()


def test_a_co_chair_who_leaves_their_agency_chairs_no_more(cast: Cast) -> None:
    panel = a_panel(cast)
    membership = cast.cochair_police.memberships.get()
    membership.ends = timezone.localdate()
    membership.save()
    assert [chair.user for chair in panel.co_chairs.in_force()] == [cast.cochair_council]


def test_an_agency_joins_with_its_contact_and_leaves(cast: Cast, signed_in) -> None:
    panel = a_panel(cast)
    client = signed_in(cast.coordinator)
    url = reverse("add_panel_member", args=[panel.slug])
    said = {"agency": cast.health.pk, "kind": "flexible", "starts": "today"}
    page = client.post(url, {**said, "contact_email": cast.officer.email})
    assert "Enter the address of somebody at Health" in page.content.decode()
    client.post(url, {**said, "contact_email": cast.partner.email.upper()})
    member = PanelMember.objects.get(agency=cast.health)
    assert member.contact == cast.partner
    meeting = a_meeting(cast, panel)
    assert meeting in Meeting.objects.visible_to(cast.partner)
    client.post(
        reverse("end_panel_member", args=[panel.slug, member.pk]),
        {"ends": "today", "reason": "Closed"},
    )
    assert meeting not in Meeting.objects.visible_to(cast.partner)


def test_it_is_nobody_elses_page(cast: Cast, signed_in) -> None:
    panel = a_panel(cast)
    for who, code in ((cast.officer, 404), (cast.analyst, 404), (cast.cochair_police, 403)):
        client = signed_in(who)
        assert client.get(reverse("panel", args=[panel.slug])).status_code == code
        assert client.get(reverse("list_panels")).status_code == 403
        assert client.get(reverse("set_up_panel")).status_code == 403


def test_a_member_from_tomorrow_sees_nothing_today(cast: Cast) -> None:
    panel = a_panel(cast)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    services.add_member(panel, by=None, agency=cast.health, starts=tomorrow)
    a_meeting(cast, panel)
    assert not Meeting.objects.visible_to(cast.partner).exists()
