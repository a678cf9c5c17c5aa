"""An application for a review, the complaints it names, and the clock it runs by."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from cases.models import AsbCategory, Case, CaseShare
from people.models import Person


class Applicant(models.TextChoices):
    """Who applies. Anybody may, for the victim; a business or a community may for itself."""

    VICTIM = "victim", "The victim"
    FAMILY = "family", "Family, a friend or a carer"
    ADVOCATE = "advocate", "An advocate or support worker"
    ELECTED = "elected", "A councillor or Member of Parliament"
    BUSINESS = "business", "A business or community group"
    OTHER = "other", "Somebody else"


class HowApplied(models.TextChoices):
    """How the application came in: there has to be a way without a computer."""

    FORM = "form", "Online or paper form"
    PHONE = "phone", "Phone"
    PERSON = "person", "In person"
    LETTER = "letter", "Letter"
    EMAIL = "email", "E-mail"


class ReviewStatus(models.TextChoices):
    """Where an application has got to."""

    RECEIVED = "received", "Received"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    NOT_MET = "not_met", "Threshold not met"
    TO_REVIEW = "to_review", "Review to be held"
    REVIEWED = "reviewed", "Review held"
    TOLD = "told", "Outcome told"
    APPEALED = "appealed", "Appeal received"
    APPEAL_DECIDED = "appeal_decided", "Appeal decided"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


ENDED = (ReviewStatus.CLOSED, ReviewStatus.WITHDRAWN)


class ThresholdOutcome(models.TextChoices):
    """What the relevant bodies decided."""

    MET = "met", "The threshold is met"
    NOT_MET = "not_met", "The threshold is not met"
    ANYWAY = "anyway", "The threshold is not met, and a review is held anyway"


class Attendance(models.TextChoices):
    """Whether the victim comes to the review."""

    YES = "yes", "Offered, and they will attend"
    DECLINED = "declined", "Offered, and they declined"
    NO = "no", "Not offered"


class Involvement(models.TextChoices):
    """How much of a part the victim wants to have."""

    ALL = "all", "The whole meeting"
    PART = "part", "Part of the meeting"
    REPRESENTED = "represented", "Somebody speaks for them"
    STATEMENT = "statement", "A statement, read out"
    NONE = "none", "No part: tell them the outcome"


class ReviewApplicationQuerySet(models.QuerySet["CaseReviewApplication"]):
    """Applications in the field's words."""

    def visible_to(self, user: User) -> "ReviewApplicationQuerySet":
        """The coordinator's and co-chairs'; those of agencies that logged it, see a linked case in
        full, were asked for information or for a reply; the named reviewers'. Where a linked case
        is restricted, of all these only people named on that case, and the reviewers."""
        if user.desk.oversees_cases:
            return self.unless_restricted(user)
        if not user.desk.works_on_cases:
            return self.none()
        mine = user.desk.casework_agency_ids
        theirs = (
            models.Q(logged_agency__in=mine)
            | models.Q(pk__in=self._with(cases__in=Case.objects.in_full_for(user).values("pk")))
            | models.Q(pk__in=self._with(information_requests__agency__in=mine))
            | models.Q(pk__in=self._with(recommendations__agency__in=mine))
        )
        return self.filter((~self._restricted(user) & theirs) | self._reviewed_by(user))

    def unless_restricted(self, user: User) -> "ReviewApplicationQuerySet":
        """All but those with a restricted case on which the user is not named, unless they are its
        reviewer: what whoever runs, or is asked for something, may see."""
        return self.filter(~self._restricted(user) | self._reviewed_by(user))

    def _restricted(self, user: User) -> Any:
        named = CaseShare.objects.current().filter(user=user).values("case")
        linked = Case.objects.filter(case_reviews=models.OuterRef("pk"), is_restricted=True)
        return models.Exists(linked.exclude(pk__in=named))

    def _reviewed_by(self, user: User) -> models.Q:
        return models.Q(pk__in=self._with(members__user=user))

    def _with(self, **related: Any) -> Any:
        """The keys of applications with such a row, without joining it to this list."""
        return self.model._default_manager.filter(**related).values("pk")

    def open(self) -> "ReviewApplicationQuerySet":
        """Neither closed nor withdrawn."""
        return self.exclude(status__in=ENDED)


class CaseReviewApplication(models.Model):
    """One application for an ASB Case Review, from receipt to the end."""

    reference = models.CharField(max_length=16, unique=True)
    status = models.CharField(
        max_length=14, choices=ReviewStatus.choices, default=ReviewStatus.RECEIVED
    )
    applicant = models.CharField(max_length=8, choices=Applicant.choices)
    applicant_name = models.CharField(max_length=200, blank=True)
    relation = models.CharField(max_length=200, blank=True)
    victim_consents = models.BooleanField(
        null=True, blank=True, help_text="To an application by somebody else"
    )
    how_applied = models.CharField(max_length=6, choices=HowApplied.choices)
    received_on = models.DateField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="case_reviews"
    )
    person_name = models.CharField(max_length=200, blank=True)
    by_several = models.BooleanField(default=False)
    cases = models.ManyToManyField(Case, blank=True, related_name="case_reviews")
    postcode = models.CharField(max_length=8, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    asks = models.TextField()
    logged_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    logged_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField(default=timezone.now)
    acknowledged_on = models.DateField(null=True, blank=True)
    acknowledged_how = models.CharField(max_length=200, blank=True)
    threshold = models.CharField(max_length=7, choices=ThresholdOutcome.choices, blank=True)
    threshold_on = models.DateField(null=True, blank=True)
    threshold_reason = models.TextField(blank=True)
    threshold_correction = models.TextField(blank=True)
    threshold_worked = models.JSONField(default=dict, help_text="As it was worked out that day")
    threshold_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    persistence = models.TextField(blank=True)
    harm = models.TextField(blank=True)
    adequacy = models.TextField(blank=True)
    attendance = models.CharField(max_length=8, choices=Attendance.choices, blank=True)
    attendance_on = models.DateField(null=True, blank=True)
    attendance_reason = models.TextField(blank=True)
    involvement = models.CharField(max_length=11, choices=Involvement.choices, blank=True)
    statement = models.TextField(blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_how = models.CharField(max_length=200, blank=True)
    told_what = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReviewApplicationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-received_on", "-id"], name="case_review_newest"),
            models.Index(fields=["status", "-received_on", "-id"], name="case_review_by_status"),
            models.Index(fields=["threshold_on", "threshold"], name="case_review_decided"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(threshold="", threshold_on=None)
                | (~models.Q(threshold="") & models.Q(threshold_on__isnull=False)),
                name="case_review_decided_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["closed", "withdrawn"], ended_on__isnull=False)
                | (~models.Q(status__in=["closed", "withdrawn"]) & models.Q(ended_on=None)),
                name="case_review_ended_has_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["told", "appealed", "appeal_decided", "closed"])
                | models.Q(told_on__isnull=False),
                name="case_review_told_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def next_label(self) -> str:
        """The step that runs, where a list has asked for it."""
        step = getattr(self, "next_step", None)
        return Step(step).label if step else ""

    @property
    def about(self) -> str:
        """Whom it is about, by name."""
        return self.person.full_name if self.person else self.person_name


class ReviewPartQuerySet(models.QuerySet[Any]):
    """Parts of an application, seen by whoever sees the application."""

    def visible_to(self, user: User) -> "ReviewPartQuerySet":
        """Those of applications the user sees."""
        return self.filter(review__in=CaseReviewApplication.objects.visible_to(user).values("pk"))


class Step(models.TextChoices):
    """What has to be done by a day."""

    ACKNOWLEDGE = "acknowledge", "Acknowledge the application"
    THRESHOLD = "threshold", "Decide whether the threshold is met"
    REVIEW = "review", "Hold the review"
    OUTCOME = "outcome", "Tell the outcome"
    APPEAL = "appeal", "Decide the appeal"


class ClockStepQuerySet(ReviewPartQuerySet):
    """Steps in the field's words."""

    def running(self) -> "ClockStepQuerySet":
        """Neither done nor stopped."""
        return self.filter(done_on=None, stopped_on=None)

    def overdue(self, day: dt.date) -> "ClockStepQuerySet":
        """Still running after their day."""
        return self.running().filter(due_on__lt=day)


class ClockStep(models.Model):
    """One step of the clock, due by the setting of the day it began. A later setting does not
    move it."""

    review = models.ForeignKey(
        CaseReviewApplication, on_delete=models.CASCADE, related_name="steps"
    )
    step = models.CharField(max_length=11, choices=Step.choices)
    starts_on = models.DateField()
    working_days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    stopped_on = models.DateField(null=True, blank=True)

    objects = ClockStepQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=models.Q(done_on=None, stopped_on=None),
                name="case_review_step_running",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "step"],
                condition=models.Q(done_on=None, stopped_on=None),
                name="case_review_step_runs_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} by {self.due_on}"

    @property
    def is_late(self) -> bool:
        """Whether it was done after its day."""
        return self.done_on is not None and self.done_on > self.due_on


class Complaint(models.Model):
    """A report of the behaviour that the applicant or an agency tells of, in no case's log."""

    review = models.ForeignKey(
        CaseReviewApplication, on_delete=models.CASCADE, related_name="complaints"
    )
    happened_on = models.DateField()
    reported_on = models.DateField()
    reported_to = models.CharField(max_length=200)
    report_reference = models.CharField(max_length=60, blank=True)
    category = models.CharField(max_length=20, choices=AsbCategory.choices)
    postcode = models.CharField(max_length=8, blank=True)
    recorded_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ReviewPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["happened_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(reported_on__gte=models.F("happened_on")),
                name="complaint_after_behaviour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}, {self.happened_on}"
