"""What happened in a meeting: who came, what was decided, and the minutes made of it."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from cases.models import Action, ActionStatus, RiskBand
from panels.models.agenda import AgendaItem
from panels.models.meeting import Meeting


class AttendanceStatus(models.TextChoices):
    """Whether somebody came."""

    UNKNOWN = "", "Not recorded yet"
    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Sent apologies"
    ABSENT = "absent", "Absent"


class Attendance(models.Model):
    """One seat at a meeting: an agency and who sat there, whether or not they have an account."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=AttendanceStatus.choices, blank=True)
    information_sent = models.BooleanField(default=False)
    confidentiality_signed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["agency__name", "pk"]

    def __str__(self) -> str:
        return f"{self.name or 'Nobody named'}, {self.agency_id}"


class Decision(models.TextChoices):
    """What a panel decides about a case."""

    KEEP_OPEN = "keep_open", "Keep open and hear again"
    MONITOR = "monitor", "Monitor"
    CLOSE = "close", "Close"
    REFER_ON = "refer_on", "Refer on to another panel or service"


class ItemRecord(models.Model):
    """What was shared about a case at a meeting, the risk then, the decision and its reason."""

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="record")
    facts_shared = models.TextField()
    risk_band = models.CharField(max_length=8, choices=RiskBand.choices)
    decision = models.CharField(max_length=10, choices=Decision.choices)
    decision_reason = models.TextField()
    next_review_on = models.DateField(null=True, blank=True)
    saved_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decision_reason=""), name="decision_has_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.item}"


class ActionReview(models.Model):
    """What a meeting heard had become of an action set earlier."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="action_reviews")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    fate = models.CharField(max_length=12, choices=ActionStatus.choices)
    note = models.TextField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "action"], name="action_reviewed_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_fate_display()}: action {self.action_id}"


class MinutesAgreement(models.Model):
    """A co-chair agrees the minutes whose content has this digest; a later change removes it."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="minutes_agreements"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="minutes_agreed_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} agrees the minutes of {self.meeting_id}"


class LockedMinutes(models.Model):
    """The minutes as both co-chairs agreed them. Written once; nothing changes them."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="locked_minutes")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    locked_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Minutes of {self.meeting_id}"
