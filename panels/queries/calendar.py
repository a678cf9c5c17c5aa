"""Meetings as calendars hold them. No entry names a person: reference, panel, day and place."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText

from accounts.models import Role, User
from accounts.queries import people_with_role
from panels.models import (
    CalendarEntry,
    CalendarFeed,
    Meeting,
    MeetingStatus,
)
from panels.queries.meetings import chairs_in_force, papers_readers

LOOKS_BACK = dt.timedelta(days=92)
MOST = 500
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


def digest_of(secret: str) -> str:
    """What is kept of a secret address: who reads the database cannot use it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def calendar_people(meeting: Meeting) -> QuerySet[User]:
    """Who has a meeting in their calendar: those who speak for the invited agencies, the co-chairs
    and their deputies, and the coordinators."""
    seats = {pk for chair in chairs_in_force(meeting.panel) for pk in chair.people}
    chairs = User.objects.filter(pk__in=seats, is_active=True)
    coordinators = people_with_role(Role.COORDINATOR)
    return User.objects.filter(
        Q(pk__in=papers_readers(meeting).values("pk"))
        | Q(pk__in=chairs.values("pk"))
        | Q(pk__in=coordinators.values("pk"))
    )


def meetings_to_send() -> QuerySet[Meeting]:
    """Meetings whose calendar entries may have to follow: those to come, and those cancelled that
    still stand in somebody's calendar."""
    standing = CalendarEntry.objects.filter(meeting=OuterRef("pk"), is_cancelled=False)
    off = Q(Exists(standing), status=MeetingStatus.CANCELLED)
    to_come = Q(pk__in=Meeting.objects.real().upcoming().values("pk"))
    return Meeting.objects.filter(off | to_come).select_related("panel").order_by("starts_at", "pk")


def message_for(meeting: Meeting, person: User, *, method: str) -> bytes:
    """One meeting for one person's calendar: an invitation, or its cancellation (RFC 5546)."""
    calendar = _calendar(method)
    event = _event(meeting, is_off=method == CANCEL)
    organiser = vCalAddress(f"mailto:{_sender()}")
    organiser.params["CN"] = vText("Concord")
    event["ORGANIZER"] = organiser
    guest = vCalAddress(f"mailto:{person.email}")
    guest.params["RSVP"] = vText("FALSE")
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
    event.add("attendee", guest, encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def feed_of(user: User) -> bytes:
    """A person's meetings, from three months ago on, as a calendar program reads them."""
    since = timezone.now() - LOOKS_BACK
    rows = Meeting.objects.visible_to(user).real().filter(starts_at__gte=since)
    return _feed(rows.select_related("panel").order_by("starts_at", "pk")[:MOST])


def feed_for(secret: str) -> CalendarFeed | None:
    """Whose calendar a secret address is, if they are still among us."""
    rows = CalendarFeed.objects.select_related("user")
    found = rows.filter(digest=digest_of(secret), user__is_active=True).first()
    return found if found and found.user.desk.works_on_cases else None


def my_feed(user: User) -> CalendarFeed | None:
    """Whether a person has a calendar address."""
    return CalendarFeed.objects.filter(user=user).first()


def _feed(meetings: Iterable[Meeting]) -> bytes:
    calendar = _calendar(PUBLISH)
    calendar.add("x-wr-calname", "Concord meetings")
    for meeting in meetings:
        calendar.add_component(_event(meeting, is_off=meeting.status == MeetingStatus.CANCELLED))
    return bytes(calendar.to_ical())


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Concord//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _event(meeting: Meeting, *, is_off: bool) -> Event:
    event = Event()
    event.add("uid", f"{meeting.reference}@{urlsplit(settings.SITE_ADDRESS).hostname}")
    event.add("sequence", meeting.calendar_version)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", meeting.starts_at.astimezone(dt.UTC))
    event.add("dtend", meeting.ends_at.astimezone(dt.UTC))
    kind = "urgent meeting" if meeting.is_urgent else "meeting"
    event.add("summary", f"{meeting.panel.name}: {kind} {meeting.reference}")
    event.add("location", meeting.place)
    address = f"{settings.SITE_ADDRESS}{reverse('meeting', args=[meeting.reference])}"
    event.add("url", address)
    event.add("description", address)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    return event


def _sender() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
