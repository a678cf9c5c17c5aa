"""A look at a case between meetings: what was looked at, and what was decided."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.models.bands import RiskBand
from cases.models.case import Case, seen_by


class LookedAt(models.TextChoices):
    """What a review may look at."""

    INCIDENTS = "incidents", "Incidents since the last review"
    RISK = "risk", "The risk, and whether it must be assessed again"
    ACTIONS = "actions", "Every open action"
    VICTIM = "victim", "What the person harmed says and wants"
    ALLEGED = "alleged", "What is done about the alleged perpetrator"
    AGENCIES = "agencies", "What other agencies know"
    SHARING = "sharing", "Whether each agency still needs to see the case"


class ReviewDecision(models.TextChoices):
    """What a review may decide."""

    CARRY_ON = "carry_on", "Carry on as planned"
    MONITOR = "monitor", "Put it under monitoring"
    CLOSE = "close", "Propose closure to the panel"
    URGENT = "urgent", "Ask for an urgent discussion by the panel"


class CaseReviewQuerySet(models.QuerySet["CaseReview"]):
    """Reviews in the field's words."""

    def visible_to(self, user: User) -> "CaseReviewQuerySet":
        """Those of cases the user sees in full."""
        return self.filter(seen_by(user, case="case"))

    def asking(self) -> "CaseReviewQuerySet":
        """Those whose proposal the coordinator and the co-chairs have not answered."""
        return self.filter(is_proposal=True, answered_at=None)


class CaseReview(models.Model):
    """One review of a case. A proposal waits until the case is moved or reviewed by those who
    decide."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reviews")
    looked_at = models.JSONField(default=list)
    findings = models.TextField()
    decision = models.CharField(max_length=8, choices=ReviewDecision.choices)
    reason = models.TextField()
    risk_band = models.CharField(max_length=8, choices=RiskBand.choices, blank=True)
    next_review_on = models.DateField()
    is_proposal = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(default=timezone.now)

    objects = CaseReviewQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-reviewed_at", "-pk"]
        indexes = [
            models.Index(fields=["case", "-reviewed_at"], name="review_in_case"),
            models.Index(
                fields=["reviewed_at"],
                condition=models.Q(is_proposal=True, answered_at=None),
                name="review_asking",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_decision_display()}"

    @property
    def looked_at_words(self) -> list[str]:
        """What was looked at, as the form says it."""
        return [str(LookedAt(each).label) for each in self.looked_at]
