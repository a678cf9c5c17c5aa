"""An urgent meeting about one case, called in one step."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import CaseShare
from cases.services import restrict_case, review_case
from panels import services
from panels.models import Meeting
from tests.panels.meetings import a_meeting, a_panel, agree
from tests.people import Cast, a_case


def call(signed_in, who, case, panel, *agencies, **said):
    typed = {
        "panel": panel.pk,
        "day": "tomorrow",
        "time": "9am",
        "place": "Online",
        "agencies": [agency.pk for agency in agencies],
        "reason": "Threats with a knife",
        **said,
    }
    return signed_in(who).post(reverse("call_urgent_meeting", args=[case.reference]), typed)


def test_one_step_makes_the_meeting_its_agenda_its_guests_and_the_news(
    cast: Cast, signed_in, mail_queue
) -> None:
    case, other = a_case(cast), a_case(cast)
    panel = a_panel(cast)
    before = len(mail_queue())
    page = call(signed_in, cast.cochair_police, case, panel, cast.health, cast.police)
    meeting = Meeting.objects.get()
    assert page.url == reverse("meeting", args=[meeting.reference])
    assert meeting.is_urgent
    assert meeting.day == timezone.localdate() + dt.timedelta(days=1)
    [item] = meeting.items.on()
    assert (item.case, item.why, item.why_text) == (case, "urgent", "Threats with a knife")
    assert item.case != other
    assert CaseShare.objects.current().filter(case=case, agency=cast.health).exists()
    told = {mail.to[0] for mail in mail_queue()[before:] if "Urgent meeting" in mail.subject}
    assert {cast.partner.email, cast.cochair_council.email, cast.officer.email} <= told
    assert cast.victim_worker.email not in told
    entry = Entry.objects.get(verb="meeting.called_urgently")
    assert entry.reason == "Threats with a knife"
    assert entry.recipients == ["Health", "Police"]


def test_only_those_who_are_asked_find_it(cast: Cast, signed_in) -> None:
    case = a_case(cast)
    call(signed_in, cast.coordinator, case, a_panel(cast), cast.health)
    url = reverse("meeting", args=[Meeting.objects.get().reference])
    codes = {
        name: signed_in(getattr(cast, name)).get(url).status_code
        for name in ("partner", "cochair_council", "victim_worker", "outsider")
    }
    assert codes == {
        "partner": 200,
        "cochair_council": 200,
        "victim_worker": 404,
        "outsider": 404,
    }


def test_the_agenda_of_an_urgent_meeting_proposes_nothing_and_delays_no_other(
    cast: Cast, signed_in
) -> None:
    case = a_case(cast)
    panel = a_panel(cast)
    call(signed_in, cast.coordinator, case, panel, cast.police)
    waiting = a_case(cast)
    services.propose_next_agendas()
    assert [item.case for item in Meeting.objects.get().items.on()] == [case]
    regular = a_meeting(cast, panel)
    assert [item.case for item in regular.items.on()] == [waiting]


def test_papers_go_out_once_both_have_agreed(cast: Cast, signed_in) -> None:
    case = a_case(cast)
    call(signed_in, cast.coordinator, case, a_panel(cast), cast.health)
    meeting = agree(Meeting.objects.get(), cast)
    names = set(meeting.packs.values_list("agency__name", flat=True))
    assert names == {"Homes", "Health"}


@pytest.mark.parametrize("who", ["officer", "victim_worker", "outsider"])
def test_nobody_else_calls_one(cast: Cast, signed_in, who: str) -> None:
    case = a_case(cast)
    page = call(signed_in, getattr(cast, who), case, a_panel(cast), cast.police)
    assert page.status_code in (403, 404)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"day": "yesterday"}, "Enter a date that is today or later"),
        ({"agencies": []}, "Select the agencies that are asked to it"),
        ({"day": "today", "time": "midnight"}, "Enter a time that is still to come"),
        ({"reason": ""}, "Answer this question: Why can it not wait"),
        ({"place": ""}, "Enter the place"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    cast: Cast, signed_in, said: dict[str, str], error: str
) -> None:
    page = call(signed_in, cast.coordinator, a_case(cast), a_panel(cast), cast.police, **said)
    text = page.content.decode()
    assert error in text
    assert said.get("place") == "" or "Online" in text
    assert not Meeting.objects.exists()


def test_a_restricted_case_is_opened_to_nobody(cast: Cast, signed_in) -> None:
    case = a_case(cast)
    restrict_case(case, by=cast.cochair_police, people=[cast.cochair_police], reason="-")
    shares = CaseShare.objects.count()
    call(signed_in, cast.cochair_police, case, a_panel(cast), cast.health)
    meeting = Meeting.objects.get()
    assert CaseShare.objects.count() == shares
    url = reverse("meeting_agenda", args=[meeting.reference])
    assert case.reference not in signed_in(cast.cochair_council).get(url).content.decode()


def test_a_review_that_asks_for_it_leads_there(cast: Cast, signed_in) -> None:
    case = a_case(cast)
    review_case(
        case,
        by=cast.officer,
        looked_at=["risk"],
        findings="A knife was shown",
        decision="urgent",
        reason="It cannot wait",
        next_review_on=timezone.localdate(),
        version=case.version,
    )
    url = reverse("review_case", args=[case.reference])
    there = reverse("call_urgent_meeting", args=[case.reference])
    assert there in signed_in(cast.coordinator).get(url).content.decode()
    assert there not in signed_in(cast.officer).get(url).content.decode()


def test_whoever_asked_for_it_at_a_review_has_the_answer(cast: Cast, signed_in) -> None:
    case = a_case(cast)
    review = review_case(
        case,
        by=cast.officer,
        looked_at=["incidents"],
        findings="Two threats this week",
        decision="urgent",
        reason="Cannot wait",
        next_review_on=timezone.localdate() + dt.timedelta(days=7),
        version=case.version,
    )
    coordinator = signed_in(cast.coordinator)
    asked = f"urgent discussion asked for {case.reference}"
    assert asked in coordinator.get("/").content.decode()
    call(signed_in, cast.coordinator, case, a_panel(cast), cast.health)
    review.refresh_from_db()
    assert review.answered_at
    assert asked not in coordinator.get("/").content.decode()
