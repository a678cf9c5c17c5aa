"""The meeting of forty cases that is measured: planned, agreed, sent out and begun once."""

import datetime as dt
import time

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from panels import services
from panels.models import Meeting, Panel

PLACE = "Where it is measured"


def screen(name: str, user: User) -> str:
    """An address of the screen, on the first case of the agenda."""
    meeting = forty()
    return reverse(name, args=[meeting.reference, meeting.items.on().visible_to(user)[0].pk])


def papers(user: User) -> str:
    """The papers, as this person's agency reads them."""
    return reverse("meeting_papers", args=[forty().reference])


def answers(user: User) -> str:
    """What this person's agency is asked about everybody on the agenda."""
    return reverse("answer_information", args=[forty().reference])


def forty() -> Meeting:
    """The meeting, made if it is not there."""
    found = Meeting.objects.filter(place=PLACE).order_by("pk").last()
    return found or _begun(Panel.objects.filter(rehearsed_by=None).order_by("pk")[0])


def _begun(panel: Panel) -> Meeting:
    starts_at = timezone.now() + dt.timedelta(days=30)
    meeting = services.plan_meeting(panel, by=None, starts_at=starts_at, place=PLACE)
    clerk = User.objects.get(email="coordinator@rehearsal.example")
    services.ask_information(meeting, by=clerk)
    for chair in panel.co_chairs.in_force().select_related("user"):
        meeting.refresh_from_db()
        services.agree_agenda(meeting, by=chair.user, agenda_version=meeting.agenda_version)
    began = time.perf_counter()
    made = services.make_due_packs()
    seconds = (time.perf_counter() - began) / max(made, 1)
    print(f"{made} packs of up to {meeting.items.on().count()} cases: {seconds:.2f} s each")  # noqa: T201
    services.start_meeting(meeting, by=clerk)
    return meeting
