"""People's calendars: invitations that follow changes, and the secret address of a person's own."""

import datetime as dt
import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Operation
from audit.services import record
from panels import notices
from panels.models import CalendarEntry, CalendarFeed, Meeting, MeetingStatus
from panels.queries.calendar import calendar_people, digest_of, meetings_to_send

NOTED_EVERY = dt.timedelta(hours=1)


def send_calendars() -> int:
    """Bring everybody's calendar up to date with every meeting to come or called off: an invitation
    to whoever has none in this version, a cancellation to whoever is no longer asked. Returns how
    many messages that is; run twice it sends none twice."""
    return sum(_send(meeting) for meeting in list(meetings_to_send()))


@transaction.atomic
def make_feed(user: User) -> str:
    """Give a person a new secret calendar address; the one before no longer works. The secret is
    returned once and kept nowhere."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        user=user,
        defaults={"digest": digest_of(secret), "made_at": timezone.now(), "read_at": None},
    )
    _record("calendar.address_made", user)
    return secret


@transaction.atomic
def end_feed(user: User) -> None:
    """Take a person's calendar address back."""
    if CalendarFeed.objects.filter(user=user).delete()[0]:
        _record("calendar.address_withdrawn", user)


def note_feed_read(feed: CalendarFeed) -> None:
    """Remember, by the hour, that a calendar program came by."""
    now = timezone.now()
    if feed.read_at is None or now - feed.read_at > NOTED_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)


def _send(meeting: Meeting) -> int:
    is_off = meeting.status == MeetingStatus.CANCELLED
    people = {} if is_off else {person.pk: person for person in calendar_people(meeting)}
    rows = meeting.calendar_entries.select_related("user")
    entries = {entry.user_id: entry for entry in rows}
    sent = 0
    for pk, person in people.items():
        sent += _tell(meeting, person, entries.get(pk))
    for pk, entry in entries.items():
        if pk not in people and not entry.is_cancelled:
            sent += _tell(meeting, entry.user, entry, is_off=True)
    return sent


def _tell(
    meeting: Meeting, person: User, entry: CalendarEntry | None, *, is_off: bool = False
) -> int:
    """One message and its row in one transaction; whoever comes second changes no row and sends
    nothing."""
    now = {
        "calendar_version": meeting.calendar_version,
        "is_cancelled": is_off,
        "sent_at": timezone.now(),
    }
    if entry and (entry.calendar_version, entry.is_cancelled) == (
        meeting.calendar_version,
        is_off,
    ):
        return 0
    try:
        with transaction.atomic():
            if entry is None:
                CalendarEntry.objects.create(meeting=meeting, user=person, **now)
            elif not CalendarEntry.objects.filter(
                pk=entry.pk,
                calendar_version=entry.calendar_version,
                is_cancelled=entry.is_cancelled,
            ).update(**now):
                return 0
            return notices.calendar_sent(meeting, person, is_off=is_off, again=entry is not None)
    except IntegrityError:
        return 0


def _record(verb: str, user: User) -> None:
    record(verb, by=user, subject=f"user {user.pk}", operation=Operation.ALTERATION)
