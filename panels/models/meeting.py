"""A meeting of a panel, and the agencies asked to it beside the panel's own."""

import datetime as dt

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from panels.models.panel import Panel, PanelMember
from ui.working_days import add_working_days


class MeetingStatus(models.TextChoices):
    """Where a meeting has got to."""

    PLANNED = "planned", "Planned"
    AGENDA_AGREED = "agenda_agreed", "Agenda agreed"
    HELD = "held", "Minutes to agree"
    MINUTES_AGREED = "minutes_agreed", "Minutes agreed"
    CANCELLED = "cancelled", "Cancelled"


def _real_or_of(user: User) -> models.Q:
    return models.Q(panel__rehearsed_by=None) | models.Q(panel__rehearsed_by=user)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings in the field's words."""

    def visible_to(self, user: User) -> "MeetingQuerySet":
        """Every meeting, to the coordinator and co-chairs; to people who work on cases, those of
        panels their agency belongs to, and those it is invited to. An urgent meeting is for the
        invited alone, a rehearsal for whoever practises in it."""
        if user.desk.oversees_cases:
            return self.filter(_real_or_of(user))
        if not user.desk.works_on_cases:
            return self.none()
        mine = user.desk.casework_agency_ids
        member = PanelMember.objects.in_force().filter(
            panel=models.OuterRef("panel"), agency__in=mine
        )
        asked = Invitation.objects.filter(meeting=models.OuterRef("pk"), agency__in=mine)
        standing = models.Q(models.Exists(member), is_urgent=False)
        return self.filter(standing | models.Exists(asked), _real_or_of(user))

    def standing(self) -> "MeetingQuerySet":
        """The panel's own, as its days have them: neither urgent nor cancelled."""
        return self.filter(is_urgent=False).exclude(status=MeetingStatus.CANCELLED)

    def real(self) -> "MeetingQuerySet":
        """Those that are no rehearsal: what figures, lists of work and proposals are about."""
        return self.filter(panel__rehearsed_by=None)

    def unheld(self) -> "MeetingQuerySet":
        """Those not begun."""
        return self.filter(status__in=[MeetingStatus.PLANNED, MeetingStatus.AGENDA_AGREED])

    def upcoming(self) -> "MeetingQuerySet":
        """Those not begun whose time has not passed."""
        return self.unheld().filter(starts_at__gte=timezone.now())


class Meeting(models.Model):
    """One meeting. Every change of its agenda raises `agenda_version`: an agreement is to one."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="meetings")
    reference = models.CharField(max_length=16, unique=True)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    status = models.CharField(
        max_length=14, choices=MeetingStatus.choices, default=MeetingStatus.PLANNED
    )
    is_urgent = models.BooleanField(default=False)
    cancelled_reason = models.CharField(max_length=500, blank=True)
    calendar_version = models.PositiveIntegerField(default=0)
    agenda_version = models.PositiveIntegerField(default=1)
    proposed_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    circulated_at = models.DateTimeField(
        null=True, blank=True, help_text="When the draft minutes went out for correction"
    )
    heard_item = models.ForeignKey(
        "panels.AgendaItem",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The case that the meeting is at",
    )
    heard_since = models.DateTimeField(null=True, blank=True)
    screen_version = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)

    chaired_by_reader: bool
    """Set by `access.meeting_or_404`, which asks in the same query."""

    objects = MeetingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-starts_at", "-id"], name="meeting_newest"),
            models.Index(fields=["status", "starts_at"], name="meeting_next"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    status__in=["planned", "agenda_agreed", "cancelled"], started_at__isnull=True
                )
                | models.Q(status__in=["held", "minutes_agreed"], started_at__isnull=False),
                name="meeting_held_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="cancelled") | ~models.Q(cancelled_reason=""),
                name="meeting_cancelled_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def day(self) -> dt.date:
        """The day it is held, in London."""
        return timezone.localdate(self.starts_at)

    @property
    def ends_at(self) -> dt.datetime:
        """When it is over, by the panel's usual length."""
        return self.starts_at + dt.timedelta(minutes=self.panel.meeting_minutes)

    @property
    def answers_by(self) -> dt.date:
        """The day agencies are to have said what they know; an urgent meeting leaves no more than
        the day before it."""
        day = add_working_days(self.day, -self.panel.answers_working_days)
        return max(day, min(timezone.localdate(), self.day)) if self.is_urgent else day

    @property
    def referrals_by(self) -> dt.date:
        """The last day for a referral to be sure of this agenda."""
        return self.day - dt.timedelta(days=self.panel.referral_deadline_days)

    @property
    def papers_by(self) -> dt.date:
        """The day papers are to go out."""
        if self.is_urgent:
            return self.day
        return add_working_days(self.day, -self.panel.papers_working_days)

    @property
    def minutes_by(self) -> dt.date:
        """The day the minutes are to be agreed."""
        return add_working_days(self.day, self.panel.minutes_working_days)


class Invitation(models.Model):
    """An agency asked to a meeting without being a member of its panel: because the meeting is
    urgent, or because a case on the agenda is shared with it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["agency", "meeting"], name="invited_agency")]
        constraints = [models.UniqueConstraint(fields=["meeting", "agency"], name="invited_once")]

    def __str__(self) -> str:
        return f"{self.agency_id} at {self.meeting_id}"
