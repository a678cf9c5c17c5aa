"""What a person owes to meetings."""

import datetime as dt
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from panels.models import (
    AgendaAgreement,
    CoChair,
    Meeting,
    MeetingStatus,
    MinutesAgreement,
    PaperPack,
    PaperReading,
)
from ui.work import WorkItem
from ui.working_days import add_working_days

PREPARE_WORKING_DAYS = 15
MOST = 50


def work_list(user: User) -> list[WorkItem]:
    """Agendas to prepare and agree, minutes to agree, papers to read."""
    items: list[WorkItem] = []
    if user.desk.oversees_cases:
        for meeting in _meetings_in_hand(user):
            items += _owed(meeting, user)
    if user.desk.works_on_cases:
        items += [_to_read(pack) for pack in _unread_papers(user)]
    return items


def _meetings_in_hand(user: User) -> Any:
    mine = CoChair.objects.in_force().filter(panel=OuterRef("panel"), user=user)
    agenda = AgendaAgreement.objects.filter(meeting=OuterRef("pk"), user=user)
    minutes = MinutesAgreement.objects.filter(meeting=OuterRef("pk"), user=user)
    rows = Meeting.objects.filter(status__in=[MeetingStatus.PLANNED, MeetingStatus.HELD])
    return (
        rows.annotate(
            i_chair=Exists(mine), agenda_by_me=Exists(agenda), minutes_by_me=Exists(minutes)
        )
        .select_related("panel")
        .order_by("starts_at")[:MOST]
    )


def _owed(meeting: Any, user: User) -> list[WorkItem]:
    today = timezone.localdate()
    if meeting.status == MeetingStatus.HELD:
        if meeting.i_chair and not meeting.minutes_by_me:
            text = f"Agree the minutes of {meeting.reference}"
            return [_item(text, "meeting_minutes", meeting, meeting.minutes_by)]
        return []
    if not _is_near(meeting, today):
        return []
    if meeting.i_chair and not meeting.agenda_by_me:
        text = f"Agree the agenda of {meeting.reference}"
        return [_item(text, "meeting_agenda", meeting, meeting.papers_by)]
    if user.desk.has(Role.COORDINATOR):
        text = f"Prepare the agenda of {meeting.reference}"
        return [_item(text, "meeting_agenda", meeting, meeting.papers_by)]
    return []


def _is_near(meeting: Meeting, today: dt.date) -> bool:
    return today <= meeting.day <= add_working_days(today, PREPARE_WORKING_DAYS)


def _unread_papers(user: User) -> Any:
    read = PaperReading.objects.filter(
        meeting=OuterRef("meeting"), user=user, agenda_version=OuterRef("agenda_version")
    )
    packs = PaperPack.objects.filter(
        ~Exists(read),
        agency__in=user.desk.casework_agency_ids,
        meeting__status=MeetingStatus.AGENDA_AGREED,
        meeting__agenda_version=F("agenda_version"),
    )
    return packs.select_related("meeting").order_by("meeting__starts_at")[:MOST]


def _to_read(pack: PaperPack) -> WorkItem:
    text = f"Read the papers for {pack.meeting.reference}"
    return _item(text, "meeting_papers", pack.meeting, pack.meeting.day)


def _item(text: str, name: str, meeting: Meeting, due: dt.date) -> WorkItem:
    return WorkItem(text, reverse(name, args=[meeting.reference]), due, "Meeting")
