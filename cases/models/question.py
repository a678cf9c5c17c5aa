"""What the coordinator asks about a returned referral, beside the section it is about."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.models.referral import Referral


class ReferralQuestionQuerySet(models.QuerySet["ReferralQuestion"]):
    """Questions in the field's words."""

    def visible_to(self, user: User) -> "ReferralQuestionQuerySet":
        """Those about referrals that the user sees."""
        return self.filter(referral__in=Referral.objects.visible_to(user).values("pk"))

    def open(self) -> "ReferralQuestionQuerySet":
        """Those without an answer."""
        return self.filter(answered_at=None)


class ReferralQuestion(models.Model):
    """One question and its answer; both are kept. No section: it is about the whole referral."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="questions")
    section = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ReferralQuestionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"Question {self.pk} on {self.referral_id}"
