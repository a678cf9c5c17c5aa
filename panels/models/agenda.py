"""The agenda: its lines, what the co-chairs say to each other, and their agreement."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.models import Case, seen_by
from panels.models.meeting import Meeting, MeetingStatus


class Why(models.TextChoices):
    """Why a case is on an agenda, in the order in which cases are proposed."""

    URGENT = "urgent", "Urgent"
    OVERDUE = "overdue", "Actions overdue"
    UNFINISHED = "unfinished", "Actions not finished"
    REVIEW = "review", "Review due"
    RISK_UP = "risk_up", "Risk has risen"
    NEW = "new", "New referral"
    LATE = "late", "Referral after the deadline"
    TWELVE_MONTHS = "twelve_months", "Twelve months on"
    CLOSURE = "closure", "Closure proposed"
    ASKED = "asked", "Asked for"


class ItemStatus(models.TextChoices):
    """Whether a case is to be heard."""

    ON = "on", "On the agenda"
    OFF = "off", "Taken off"
    OFFERED = "offered", "Could be added"


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Agenda lines in the field's words."""

    def visible_to(self, user: User) -> "AgendaItemQuerySet":
        """Lines of meetings the user sees about cases the user sees."""
        return self.filter(
            seen_by(user, case="case", in_full=False),
            meeting__in=Meeting.objects.visible_to(user).values("pk"),
        )

    def on(self) -> "AgendaItemQuerySet":
        """Those to be heard, in order."""
        return self.filter(status=ItemStatus.ON).order_by("position", "pk")

    def offered(self) -> "AgendaItemQuerySet":
        """Those proposed after a co-chair had agreed, for people to add."""
        return self.filter(status=ItemStatus.OFFERED).order_by("position", "pk")

    def heard(self) -> "AgendaItemQuerySet":
        """Those on the agenda of a meeting that was held."""
        return self.filter(status=ItemStatus.ON, meeting__started_at__isnull=False)

    def waiting(self) -> "AgendaItemQuerySet":
        """Those still to be heard: at a meeting to come, or at one that has begun."""
        to_come = models.Q(meeting__in=Meeting.objects.upcoming())
        begun = models.Q(meeting__status=MeetingStatus.HELD, record=None)
        return self.filter(to_come | begun, status=ItemStatus.ON)

    def off(self) -> "AgendaItemQuerySet":
        """Those a person took off."""
        return self.filter(status=ItemStatus.OFF).order_by("position", "pk")


class AgendaItem(models.Model):
    """A case at a meeting. One taken off stays, so that it is not proposed again."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agenda_items")
    position = models.PositiveIntegerField()
    why = models.CharField(max_length=14, choices=Why.choices)
    why_text = models.CharField(max_length=500)
    minutes = models.PositiveSmallIntegerField()
    added_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(max_length=7, choices=ItemStatus.choices, default=ItemStatus.ON)
    off_reason = models.CharField(max_length=500, blank=True)
    taken_off_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seconds_heard = models.PositiveIntegerField(
        default=0, help_text="How long meetings heard it, without the stretch that is running"
    )
    version = models.PositiveIntegerField(default=1)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["meeting", "status", "position"], name="agenda_order")]
        constraints = [
            models.UniqueConstraint(fields=["case", "meeting"], name="agenda_case_once"),
            models.CheckConstraint(
                condition=~models.Q(status="off") | ~models.Q(off_reason=""),
                name="agenda_off_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} at {self.meeting}"


class AgendaAgreement(models.Model):
    """A co-chair agrees the agenda as it stands; a later change removes it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agreements")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agenda_version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="agenda_agreed_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} agrees {self.meeting_id}"


class AgendaComment(models.Model):
    """What those who prepare a meeting say to each other about its agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"Comment {self.pk}"
