"""A meeting of a panel, and the papers sent out for it."""

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


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings in the field's words."""

    def visible_to(self, user: User) -> "MeetingQuerySet":
        """Every meeting, to the coordinator and co-chairs; to people who work on cases, those of
        panels their agency belongs to and those whose papers it was sent."""
        if user.desk.oversees_cases:
            return self.all()
        if not user.desk.works_on_cases:
            return self.none()
        mine = user.desk.casework_agency_ids
        member = PanelMember.objects.in_force().filter(
            panel=models.OuterRef("panel"), agency__in=mine
        )
        invited = PaperPack.objects.filter(meeting=models.OuterRef("pk"), agency__in=mine)
        return self.filter(models.Exists(member) | models.Exists(invited))

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
    agenda_version = models.PositiveIntegerField(default=1)
    proposed_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
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
                condition=models.Q(status__in=["planned", "agenda_agreed"], started_at__isnull=True)
                | models.Q(status__in=["held", "minutes_agreed"], started_at__isnull=False),
                name="meeting_held_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def day(self) -> dt.date:
        """The day it is held, in London."""
        return timezone.localdate(self.starts_at)

    @property
    def referrals_by(self) -> dt.date:
        """The last day for a referral to be sure of this agenda."""
        return self.day - dt.timedelta(days=self.panel.referral_deadline_days)

    @property
    def papers_by(self) -> dt.date:
        """The day papers are to go out."""
        return add_working_days(self.day, -self.panel.papers_working_days)

    @property
    def minutes_by(self) -> dt.date:
        """The day the minutes are to be agreed."""
        return add_working_days(self.day, self.panel.minutes_working_days)


class PaperPack(models.Model):
    """The papers of a meeting as sent to one agency: which agenda, and when."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="packs")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    agenda_version = models.PositiveIntegerField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["agency", "meeting"], name="pack_agency")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "agency"], name="pack_once_for_agency")
        ]

    def __str__(self) -> str:
        return f"Papers of {self.meeting_id} for {self.agency_id}"


class PaperReading(models.Model):
    """A person opened the papers, as they were sent for one version of the agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agenda_version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "meeting", "agenda_version"], name="papers_read_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} read {self.meeting_id}"
