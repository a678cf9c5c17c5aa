"""What support aims at, what came of it, and whether the person would recommend it."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import User
from victims.models.contact import SupportRowQuerySet, Way
from victims.models.referral import SupportReferral


class NeedDomain(models.TextChoices):
    """The part of life in which help is needed."""

    SAFETY = "safety", "Safety and security at home"
    HOUSING = "housing", "Housing"
    HEALTH = "health", "Health and wellbeing"
    JUSTICE = "justice", "Police, courts and the panel"
    MONEY = "money", "Money, benefits and compensation"
    FAMILY = "family", "Children and family"
    NEIGHBOURS = "neighbours", "Relations with neighbours"
    OTHER = "other", "Something else"


class GoalOwner(models.TextChoices):
    """Who does what a goal needs."""

    PERSON = "person", "The person supported"
    WORKER = "worker", "Their support worker"
    AGENCY = "agency", "Another agency"


class SupportGoal(models.Model):
    """One goal of a support plan."""

    referral = models.ForeignKey(SupportReferral, on_delete=models.CASCADE, related_name="goals")
    need = models.CharField(max_length=10, choices=NeedDomain.choices)
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


class Recommendation(models.TextChoices):
    """The answer to: would you recommend the service to others?"""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_SAID = "not_said", "Prefer not to say"


class SurveyAnswer(models.Model):
    """The survey after closure: when it was sent and how, and what the person answered."""

    referral = models.OneToOneField(
        SupportReferral, on_delete=models.CASCADE, related_name="survey"
    )
    how = models.CharField(max_length=5, choices=Way.choices)
    asked_on = models.DateField(db_index=True)
    answered_on = models.DateField(null=True, blank=True, db_index=True)
    would_recommend = models.CharField(max_length=8, choices=Recommendation.choices, blank=True)

    objects = SupportRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_on=None, would_recommend="")
                | (models.Q(answered_on__gte=models.F("asked_on")) & ~models.Q(would_recommend="")),
                name="survey_answer_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"Survey of {self.referral_id}"
