"""Asking agencies, the review itself, what it recommends, and an appeal."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from reviews.models.application import CaseReviewApplication, ReviewPartQuerySet


class InformationRequest(models.Model):
    """What an agency was asked for (Schedule 4 to the 2014 Act), and what it said."""

    review = models.ForeignKey(
        CaseReviewApplication, on_delete=models.CASCADE, related_name="information_requests"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    asks = models.TextField()
    asked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_on = models.DateField()
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ReviewPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes = [models.Index(fields=["agency", "answered_on"], name="information_owed")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "agency"],
                condition=models.Q(answered_on=None),
                name="information_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} on {self.review_id}"

    def is_overdue(self, today: dt.date) -> bool:
        """Whether the answer was due before today."""
        return self.answered_on is None and self.due_on < today


class ReviewMember(models.Model):
    """A partner on the review. With an account they may read the application."""

    review = models.ForeignKey(
        CaseReviewApplication, on_delete=models.CASCADE, related_name="members"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)

    objects = ReviewPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "review"], name="review_member_once"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | ~models.Q(name=""),
                name="review_member_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.user.get_full_name() if self.user else self.name


class ReviewMeeting(models.Model):
    """A review that was held. A second one follows an appeal that was upheld."""

    review = models.ForeignKey(
        CaseReviewApplication, on_delete=models.CASCADE, related_name="meetings"
    )
    held_on = models.DateField()
    chair = models.CharField(max_length=200)
    chair_body = models.CharField(max_length=200)
    is_independent = models.BooleanField()
    victim_attended = models.BooleanField()
    members = models.JSONField(default=list, help_text="Each as name and agency, as they were")
    findings = models.TextField()
    recorded_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ReviewPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes = [models.Index(fields=["held_on"], name="review_held")]

    def __str__(self) -> str:
        return f"Review of {self.held_on}"


class Reply(models.TextChoices):
    """What an agency answers to a recommendation."""

    WAITING = "waiting", "No reply yet"
    ACCEPTED = "accepted", "Accepted"
    PART = "part", "Accepted in part"
    REFUSED = "refused", "Refused"


class Recommendation(models.Model):
    """What the review asks of an agency, its reply, and when it was done."""

    review = models.ForeignKey(
        CaseReviewApplication, on_delete=models.CASCADE, related_name="recommendations"
    )
    meeting = models.ForeignKey(
        ReviewMeeting, on_delete=models.CASCADE, related_name="recommendations"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    made_on = models.DateField()
    reply_due_on = models.DateField()
    reply = models.CharField(max_length=8, choices=Reply.choices, default=Reply.WAITING)
    reply_reason = models.TextField(blank=True)
    replied_on = models.DateField(null=True, blank=True)
    replied_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_on = models.DateField(null=True, blank=True)
    done_how = models.TextField(blank=True)

    objects = ReviewPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes = [models.Index(fields=["agency", "reply"], name="recommendation_owed")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(reply="waiting", replied_on=None)
                | (~models.Q(reply="waiting") & models.Q(replied_on__isnull=False)),
                name="recommendation_reply_has_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(reply__in=["part", "refused"]) | ~models.Q(reply_reason=""),
                name="recommendation_no_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Recommendation {self.pk}"

    @property
    def may_be_done(self) -> bool:
        """Whether it was accepted, at least in part, and is not done yet."""
        return self.reply in (Reply.ACCEPTED, Reply.PART) and self.done_on is None

    def is_overdue(self, today: dt.date) -> bool:
        """Whether the reply was due before today."""
        return self.reply == Reply.WAITING and self.reply_due_on < today


class AppealOutcome(models.TextChoices):
    """What became of an appeal."""

    UPHELD = "upheld", "Upheld: a review is held, or held again"
    NOT_UPHELD = "not_upheld", "Not upheld: the outcome stands"


class Appeal(models.Model):
    """An appeal against the outcome, decided by somebody else than the chair of the review."""

    review = models.ForeignKey(
        CaseReviewApplication, on_delete=models.CASCADE, related_name="appeals"
    )
    received_on = models.DateField()
    grounds = models.TextField()
    outcome = models.CharField(max_length=10, choices=AppealOutcome.choices, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)

    objects = ReviewPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(outcome="", decided_on=None)
                | (~models.Q(outcome="") & models.Q(decided_on__isnull=False)),
                name="appeal_decided_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Appeal of {self.received_on}"
