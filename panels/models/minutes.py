"""The minutes: what was asked to be corrected, who agreed them, the locked text, what was added."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from panels.models.agenda import AgendaItem
from panels.models.meeting import Meeting


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


class CorrectionStatus(models.TextChoices):
    """What became of a correction that somebody proposed."""

    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"


class MinutesCorrection(models.Model):
    """A correction of one paragraph of circulated minutes, proposed beside the text."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="corrections")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="corrections")
    paragraph = models.CharField(max_length=30)
    was = models.TextField()
    proposed = models.TextField()
    reason = models.CharField(max_length=500)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    status = models.CharField(
        max_length=8, choices=CorrectionStatus.choices, default=CorrectionStatus.PROPOSED
    )
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="proposed") | ~models.Q(answer=""),
                name="correction_answer_has_reason",
            )
        ]

    def __str__(self) -> str:
        return f"Correction {self.pk} of {self.meeting_id}"


class MinutesAddendum(models.Model):
    """What was found wrong after the minutes were locked: it stands beside them and changes
    nothing in them. Its digest continues that of the minutes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="addenda")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="addenda"
    )
    text = models.TextField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"Addendum {self.pk} to {self.meeting_id}"
