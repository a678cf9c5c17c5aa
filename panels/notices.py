"""The messages about meetings: a reference and a link, no names."""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from accounts.mail import Enclosed, queue_mail, queue_mail_to
from accounts.models import Agency, User
from panels.models import (
    ActionLink,
    ChaserKind,
    InformationAsked,
    Meeting,
    MeetingStatus,
    PaperPack,
)
from panels.queries.calendar import CANCEL, REQUEST, calendar_people, message_for
from panels.queries.meetings import chairs_in_force, papers_readers, speakers
from ui.dates import say_date, say_moment


def agenda_changed(meeting: Meeting, people: Iterable[User]) -> int:
    """To the co-chairs whose agreement a change of the agenda has undone."""
    return queue_mail(
        people,
        subject=f"The agenda of {meeting.reference} changed after you agreed it",
        template="meeting_agenda_changed",
        path=reverse("meeting_agenda", args=[meeting.reference]),
        reference=meeting.reference,
        panel=meeting.panel.name,
    )


def papers_sent(pack: PaperPack) -> int:
    """To those who speak for an agency, when its papers are made, and when a new version is."""
    meeting = pack.meeting
    again = pack.made_version > 0
    said = "have changed: there is a new version" if again else "are ready"
    return queue_mail(
        speakers(meeting.panel, [pack.agency_id]),
        subject=f"Papers for meeting {meeting.reference} {said}",
        template="meeting_papers",
        path=reverse("meeting_papers", args=[meeting.reference]),
        reference=meeting.reference,
        panel=meeting.panel.name,
        when=say_moment(meeting.starts_at),
        said=said,
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


def information_asked(asked: InformationAsked, agencies: Sequence[Agency]) -> int:
    """To those who speak for the agencies that are asked about people on an agenda."""
    meeting = asked.meeting
    return queue_mail(
        speakers(meeting.panel, [agency.pk for agency in agencies]),
        subject=f"What do you know? Information for meeting {meeting.reference}",
        template="meeting_information",
        path=reverse("answer_information", args=[meeting.reference]),
        reference=meeting.reference,
        panel=meeting.panel.name,
        when=say_moment(meeting.starts_at),
        due=say_date(asked.due_on),
    )


def information_chased(asked: InformationAsked, agency: Agency, kind: str, count: int) -> int:
    """To those who speak for an agency that has not answered."""
    meeting = asked.meeting
    late = kind == ChaserKind.LATE
    number = "1 person" if count == 1 else f"{count} people"
    said = "overdue" if late else f"due by {say_date(asked.due_on)}"
    return queue_mail(
        speakers(meeting.panel, [agency.pk]),
        subject=f"Information for meeting {meeting.reference} is {said}",
        template="meeting_information_chased",
        path=reverse("answer_information", args=[meeting.reference]),
        reference=meeting.reference,
        panel=meeting.panel.name,
        number=number,
        said=f"was due on {say_date(asked.due_on)}" if late else f"is {said}",
    )


def urgent_meeting_called(meeting: Meeting) -> int:
    """To the co-chairs, their deputies, the coordinators and those who speak for the agencies asked
    to an urgent meeting, at once."""
    return queue_mail(
        calendar_people(meeting),
        subject=f"Urgent meeting {meeting.reference}: {say_moment(meeting.starts_at)}",
        template="meeting_urgent",
        path=reverse("meeting", args=[meeting.reference]),
        reference=meeting.reference,
        panel=meeting.panel.name,
        when=say_moment(meeting.starts_at),
        place=meeting.place,
    )


def calendar_sent(meeting: Meeting, person: User, *, is_off: bool, again: bool) -> int:
    """A meeting for one person's calendar: an invitation, a change of it, or that it is off."""
    if is_off:
        said = "is cancelled" if meeting.status == MeetingStatus.CANCELLED else "is not for you"
    else:
        said = "has changed" if again else "is in your calendar"
    method = CANCEL if is_off else REQUEST
    return queue_mail(
        [person],
        subject=f"Meeting {meeting.reference} {said}: {say_moment(meeting.starts_at)}",
        template="meeting_calendar",
        path=reverse("meeting", args=[meeting.reference]),
        enclosed=Enclosed(
            f"{meeting.reference}.ics",
            message_for(meeting, person, method=method),
            f"text/calendar; method={method}; charset=utf-8",
        ),
        reference=meeting.reference,
        panel=meeting.panel.name,
        said=said,
        when=say_moment(meeting.starts_at),
        place=meeting.place,
    )


def action_link_sent(link: ActionLink, secret: str) -> int:
    """To a partner who has no account: a link to one action."""
    return queue_mail_to(
        [link.email],
        subject=f"An action on {link.action.case.reference} for you",
        template="action_link",
        path=reverse("action_link", args=[secret]),
        reference=link.action.case.reference,
        due=say_date(link.action.due_on),
        expires=say_moment(link.expires_at),
    )


def action_link_answered(link: ActionLink) -> int:
    """To whoever sent a link to an action, and to its owner: it has been answered."""
    action = link.action
    people = {person.pk: person for person in (action.owner, link.sent_by)}
    return queue_mail(
        people.values(),
        subject=f"The action on {action.case.reference} has been answered",
        template="action_link_answered",
        path=reverse("action", args=[action.pk]),
        reference=action.case.reference,
    )


def minutes_circulated(meeting: Meeting) -> int:
    """To each invited agency, when the draft minutes go round."""
    return queue_mail(
        papers_readers(meeting),
        subject=f"Draft minutes of meeting {meeting.reference}: correct them",
        template="meeting_draft",
        path=reverse("meeting_minutes", args=[meeting.reference]),
        reference=meeting.reference,
        panel=meeting.panel.name,
    )


def correction_proposed(meeting: Meeting) -> int:
    """To the co-chairs, for each correction that waits for their answer."""
    return queue_mail(
        _chairs(meeting),
        subject=f"A correction of the minutes of {meeting.reference}",
        template="meeting_correction",
        path=reverse("meeting_minutes", args=[meeting.reference]),
        reference=meeting.reference,
    )


def absent_twice(meeting: Meeting, agencies: int) -> int:
    """To the co-chairs, when members were absent twice running without apology."""
    one = agencies == 1
    return queue_mail(
        _chairs(meeting),
        subject=f"Absent twice running from {meeting.panel.name}",
        template="meeting_absent",
        path=reverse("panel_figures"),
        panel=meeting.panel.name,
        said="One member agency was" if one else f"{agencies} member agencies were",
    )


def _chairs(meeting: Meeting) -> list[User]:
    return [chair.user for chair in chairs_in_force(meeting.panel)]
