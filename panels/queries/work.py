"""What a person owes to meetings."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.anybody import compiled_for
from accounts.models import Role, User
from panels.models import (
    AgendaAgreement,
    CoChair,
    InformationAnswer,
    Meeting,
    MeetingStatus,
    MinutesAgreement,
    PaperPack,
    PaperReading,
)
from panels.queries.attendance import seats_to_sign
from ui.dates import say_date
from ui.work import WorkItem
from ui.working_days import add_working_days

BEFORE = (MeetingStatus.PLANNED, MeetingStatus.AGENDA_AGREED)
IN_HAND = (*BEFORE, MeetingStatus.HELD)
PREPARE_WORKING_DAYS = 15
MOST = 50


def work_list(user: User) -> list[WorkItem]:
    """Agendas to prepare and agree, minutes to agree, information to give, papers to read,
    the statement to sign: all of it in one query."""
    if not user.desk.works_on_cases:
        return []
    items: list[WorkItem] = []
    for meeting in compiled_for(user, _meetings_in_hand):
        if user.desk.oversees_cases:
            items += _owed(meeting, user)
        if meeting.answers_owed and meeting.starts_at >= timezone.now():
            items.append(_to_answer(meeting))
        if meeting.has_unread:
            items.append(_to_read(meeting))
        if meeting.to_sign:
            items.append(_to_sign(meeting))
    return items


def _meetings_in_hand(user: User) -> Any:
    mine = CoChair.objects.in_force().led_by(user).filter(panel=OuterRef("panel"))
    agenda = AgendaAgreement.objects.filter(meeting=OuterRef("pk"), user=user)
    minutes = MinutesAgreement.objects.filter(meeting=OuterRef("pk"), user=user)
    rows = (
        Meeting.objects.real()
        .filter(status__in=IN_HAND)
        .annotate(
            i_chair=Exists(mine),
            agenda_by_me=Exists(agenda),
            minutes_by_me=Exists(minutes),
            answers_owed=_answers_owed(user),
            answers_due=F("information__due_on"),
            has_unread=Exists(_unread_papers(user)),
            to_sign=Exists(seats_to_sign(user).filter(meeting=OuterRef("pk"))),
        )
    )
    if not user.desk.oversees_cases:
        rows = rows.filter(Q(answers_owed__gt=0) | Q(has_unread=True) | Q(to_sign=True))
    return rows.select_related("panel").order_by("starts_at")[:MOST]


def _answers_owed(user: User) -> Subquery:
    """How many people the user's agencies have not answered for, before the meeting has begun."""
    rows = InformationAnswer.objects.to_give(user).unanswered()
    rows = rows.filter(asked__meeting=OuterRef("pk"), asked__meeting__status__in=BEFORE)
    return Subquery(rows.order_by().values("asked").annotate(n=Count("pk")).values("n"))


def _unread_papers(user: User) -> Any:
    """The packs of the user's agencies that they have not opened in their newest version."""
    read = PaperReading.objects.filter(
        meeting=OuterRef("meeting"),
        user=user,
        agenda_version=OuterRef("agenda_version"),
        pack_version=OuterRef("made_version"),
    )
    return PaperPack.objects.out().filter(
        ~Exists(read),
        meeting=OuterRef("pk"),
        agency__in=user.desk.casework_agency_ids,
        meeting__status=MeetingStatus.AGENDA_AGREED,
        meeting__agenda_version=F("agenda_version"),
    )


def _owed(meeting: Any, user: User) -> list[WorkItem]:
    today = timezone.localdate()
    if meeting.status == MeetingStatus.HELD:
        if meeting.i_chair and not meeting.minutes_by_me:
            text = f"Agree the minutes of {meeting.reference}"
            return [_item(text, "meeting_minutes", meeting, meeting.minutes_by)]
        return []
    if meeting.status != MeetingStatus.PLANNED or not _is_near(meeting, today):
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


def _to_answer(meeting: Any) -> WorkItem:
    number, due = meeting.answers_owed, meeting.answers_due
    people = "1 person" if number == 1 else f"{number} people"
    text = f"Answer for {people} by {say_date(due)}: {meeting.reference}"
    return _item(text, "answer_information", meeting, due)


def _to_read(meeting: Meeting) -> WorkItem:
    text = f"Read the papers for {meeting.reference}"
    return _item(text, "meeting_papers", meeting, meeting.day)


def _to_sign(meeting: Meeting) -> WorkItem:
    text = f"Sign the confidentiality statement of {meeting}"
    return _item(text, "sign_statement", meeting, meeting.day)


def _item(text: str, name: str, meeting: Meeting, due: dt.date) -> WorkItem:
    return WorkItem(text, reverse(name, args=[meeting.reference]), due, "Meeting")
