"""A panel's terms, its co-chairs and its members."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from panels import services
from panels.models import CoChair, Meeting, Panel, PanelMember
from tests.panels.meetings import a_meeting, a_panel
from tests.people import Cast, person_of

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
    "kind": "iom",
    "cadence": "monthly",
    "week_of_month": "2",
    "weekday": "2",
    "every_weeks": "4",
    "usual_time": "10am",
    "meeting_minutes": "180",
    "answers_working_days": "7",
    "chase_before_working_days": "2",
    "chase_after_working_days": "1",
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
    url = reverse("change_panel", args=[panel.slug, "about"])
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


def test_a_changed_statement_is_a_new_version_and_an_unchanged_one_is_not(
    cast: Cast, signed_in
) -> None:
    panel = a_panel(cast)
    url = reverse("change_panel", args=[panel.slug, "about"])
    client = signed_in(cast.coordinator)
    client.post(url, {**TERMS, "name": panel.name, "seen": "1", "quorum": "4"})
    assert [each.version for each in panel.statements.all()] == [1]
    said = {**TERMS, "confidentiality_statement": "Say nothing outside.", "name": panel.name}
    client.post(url, {**said, "seen": "2"})
    new, old = panel.statements.all()
    assert (new.version, new.text) == (2, "Say nothing outside.")
    assert (old.version, old.text) == (1, "Keep it in this room.")
    page = client.get(reverse("panel", args=[panel.slug])).content.decode()
    assert "Say nothing outside." in page
    assert "Version 1" in page


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("every_weeks", "0", "Enter a number of weeks from 1 to 52"),
        ("meeting_minutes", "5", "Enter a number of minutes from 15 to 600"),
        ("usual_time", "soonish", "Enter a time"),
        ("weekday", "6", "Select a valid choice"),
    ],
)
def test_terms_that_make_no_sense_are_refused(
    cast: Cast, signed_in, field: str, typed: str, said: str
) -> None:
    panel = a_panel(cast)
    url = reverse("change_panel", args=[panel.slug, "days"])
    page = signed_in(cast.coordinator).post(url, {**TERMS, "seen": "1", field: typed})
    assert said in page.content.decode()
    panel.refresh_from_db()
    assert panel.version == 1


def test_each_page_of_terms_changes_its_own_and_no_other(cast: Cast, signed_in) -> None:
    panel = a_panel(cast)
    client = signed_in(cast.coordinator)
    url = reverse("change_panel", args=[panel.slug, "days"])
    client.post(url, {**TERMS, "seen": "1", "quorum": "9", "usual_time": "2pm"})
    panel.refresh_from_db()
    assert (panel.quorum, panel.usual_time, panel.version) == (3, dt.time(14), 2)
    url = reverse("change_panel", args=[panel.slug, "deadlines"])
    client.post(url, {**TERMS, "seen": "2", "minutes_a_case": "8"})
    panel.refresh_from_db()
    assert (panel.minutes_a_case, panel.usual_time) == (8, dt.time(14))
    url = reverse("change_panel", args=[panel.slug, "information"])
    client.post(url, {**TERMS, "seen": "3", "answers_working_days": "6"})
    panel.refresh_from_db()
    assert (panel.answers_working_days, panel.asks_everybody) == (6, False)
    page = client.get(reverse("panel", args=[panel.slug])).content.decode()
    for said in ("2pm", "8 minutes", "6 working days before"):
        assert said in page
    assert client.get(reverse("change_panel", args=[panel.slug, "weather"])).status_code == 404


def test_a_deputy_is_named_and_a_stale_change_is_refused(cast: Cast, signed_in) -> None:
    panel = a_panel(cast)
    chair = panel.co_chairs.get(user=cast.cochair_police)
    url = reverse("name_deputy", args=[panel.slug, chair.pk])
    client = signed_in(cast.administrator)
    client.post(url, {"deputy": cast.cochair_council.pk, "version": "1"})
    chair.refresh_from_db()
    assert chair.deputy == cast.cochair_council
    page = client.post(url, {"deputy": "", "version": "1"}).content.decode()
    assert "Somebody else saved this while you were typing" in page
    assert str(cast.cochair_council) in page
    chair.refresh_from_db()
    assert chair.deputy == cast.cochair_council


def test_nobody_is_their_own_deputy(cast: Cast, signed_in) -> None:
    panel = services.set_up_panel(by=None, name="RJ panel", confidentiality_statement="Quiet.")
    page = signed_in(cast.administrator).post(
        reverse("add_co_chair", args=[panel.slug]),
        {
            "user": cast.cochair_police.pk,
            "deputy": cast.cochair_police.pk,
            "starts": "today",
        },
    )
    assert "nobody is their own deputy" in page.content.decode()
    assert not CoChair.objects.exists()


def test_a_members_contact_and_deputies_are_changed(cast: Cast, signed_in) -> None:
    panel = a_panel(cast)
    member = panel.members.get(agency=cast.housing)
    colleague = person_of(Role.OFFICER, cast.housing, "colleague")
    url = reverse("change_panel_member", args=[panel.slug, member.pk])
    client = signed_in(cast.coordinator)
    said = {
        "kind": "flexible",
        "contact_email": cast.officer.email,
        "deputies": f"{colleague.email}\n",
        "version": "1",
    }
    client.post(url, said)
    member.refresh_from_db()
    assert (member.kind, member.contact) == ("flexible", cast.officer)
    assert list(member.deputies.all()) == [colleague]
    stale = client.post(url, {**said, "deputies": "", "version": "1"}).content.decode()
    assert "Somebody else saved this while you were typing" in stale
    wrong = client.post(url, {**said, "deputies": cast.partner.email, "version": "2"})
    assert "is nobody who works on cases at Homes" in wrong.content.decode()
