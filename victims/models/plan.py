"""What a person needs, what support aims at, and what came of it."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.models import KEY_LENGTH, KeptEntry
from victims.models.contact import SupportRowQuerySet
from victims.models.referral import SupportReferral


class NeedDomain(KeptEntry):
    """A part of life in which help is needed. The list is data: services differ in how they cut
    it. An assessment and a goal name it by its key."""


class NeedLevel(models.TextChoices):
    """How much help is needed in one part of life."""

    NONE = "none", "No help needed"
    SOME = "some", "Some help"
    MUCH = "much", "A lot of help"
    NOT_ASKED = "not_asked", "Not asked"


class AssessmentStage(models.TextChoices):
    """When needs are assessed."""

    START = "start", "At the start"
    REVIEW = "review", "At a review"
    END = "end", "At the end"


class GoalOwner(models.TextChoices):
    """Who does what a goal needs."""

    PERSON = "person", "The person supported"
    WORKER = "worker", "Their support worker"
    AGENCY = "agency", "Another agency"


class SupportGoal(models.Model):
    """One goal of a support plan."""

    referral = models.ForeignKey(SupportReferral, on_delete=models.CASCADE, related_name="goals")
    need = models.CharField(max_length=KEY_LENGTH, help_text="The key of a part of life")
    goal = models.CharField(max_length=500)
    owner = models.CharField(max_length=6, choices=GoalOwner.choices)
    due_on = models.DateField()
    reached_on = models.DateField(null=True, blank=True)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    objects = SupportRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"Goal {self.pk}"

    def is_overdue(self, today: dt.date) -> bool:
        """Whether it was due before today and has not been reached."""
        return self.reached_on is None and self.due_on < today


class OutcomeKind(models.TextChoices):
    """The four outcomes that police and crime commissioners report to the Ministry of Justice."""

    HEALTH = "health", "Health and wellbeing"
    COPING = "coping", "Coping with everyday life"
    SAFETY = "safety", "Feeling safe"
    INFORMED = "informed", "Being informed and able to act"


class OutcomeResult(models.TextChoices):
    """How an outcome stands at the end against the start."""

    IMPROVED = "improved", "Improved"
    UNCHANGED = "unchanged", "Unchanged"
    WORSE = "worse", "Worse"
    NOT_ASSESSED = "not_assessed", "Not assessed"


class OutcomeMeasure(models.Model):
    """One of the four outcomes, as it stood when support closed."""

    referral = models.ForeignKey(SupportReferral, on_delete=models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=8, choices=OutcomeKind.choices)
    result = models.CharField(max_length=12, choices=OutcomeResult.choices)

    objects = SupportRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "kind"], name="outcome_once_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_result_display()}"


class NeedsAssessment(models.Model):
    """What a person needs in each part of life, and where they stand on the four outcomes.

    `needs`: part of life to level. `outcomes`: outcome to 1 (very bad) up to 5 (very good); an
    outcome that was not assessed is not in it. Earlier assessments stay.
    """

    referral = models.ForeignKey(
        SupportReferral, on_delete=models.CASCADE, related_name="assessments"
    )
    stage = models.CharField(max_length=6, choices=AssessmentStage.choices)
    assessed_on = models.DateField()
    needs = models.JSONField()
    outcomes = models.JSONField()
    note = models.TextField(blank=True)
    assessed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = SupportRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["assessed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "stage"],
                condition=models.Q(stage__in=["start", "end"]),
                name="assessed_once_at_each_end",
            )
        ]

    def __str__(self) -> str:
        return self.get_stage_display()

    @property
    def outcome_rows(self) -> list[tuple[str, str]]:
        """Each of the four outcomes and where it stands, in words."""
        return [
            (
                str(label),
                f"{self.outcomes[code]} of 5" if code in self.outcomes else "Not assessed",
            )
            for code, label in OutcomeKind.choices
        ]
