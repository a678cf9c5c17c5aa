"""The messages about meetings: a reference and a link, no names."""

from django.urls import reverse

from accounts.mail import queue_mail
from panels.models import Meeting
from panels.queries.meetings import papers_readers
from ui.dates import say_moment


def papers_sent(meeting: Meeting) -> int:
    """To each invited agency, when both co-chairs have agreed the agenda."""
    return queue_mail(
        papers_readers(meeting),
        subject=f"Papers for meeting {meeting.reference} are ready",
        template="meeting_papers",
        path=reverse("meeting_papers", args=[meeting.reference]),
        reference=meeting.reference,
        panel=meeting.panel.name,
        when=say_moment(meeting.starts_at),
    )


def minutes_locked(meeting: Meeting) -> int:
    """To each invited agency, when the co-chairs have agreed the minutes."""
    return queue_mail(
        papers_readers(meeting),
        subject=f"Minutes of meeting {meeting.reference} are agreed",
        template="meeting_minutes",
        path=reverse("meeting_minutes", args=[meeting.reference]),
        reference=meeting.reference,
        panel=meeting.panel.name,
    )
