"""What people said of the service after support, with their name or without it."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from victims.models.contact import SupportRowQuerySet, Way
from victims.models.referral import SUPPORT_ROLES, SupportReferral


class ServiceRowQuerySet(models.QuerySet[Any]):
    """Rows of a victim service that belong to no one referral."""

    def visible_to(self, user: User) -> "ServiceRowQuerySet":
        """Those of the service whose worker or manager the user is."""
        return self.filter(provider__in=user.desk.agency_ids(*SUPPORT_ROLES))


class Recommendation(models.TextChoices):
    """The answer to: would you recommend the service to others?"""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_SAID = "not_said", "Prefer not to say"
    APART = "apart", "Answered without their name"


class SurveyEdition(models.Model):
    """The questions of the survey from a day on. Whether they would recommend the service is asked
    in every edition; `questions` are the others, each a key, a text and `scale` or `words`."""

    provider = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    questions = models.JSONField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    objects = ServiceRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "number"], name="survey_edition_once")
        ]

    def __str__(self) -> str:
        return f"Edition {self.number}"


class SurveyAnswer(models.Model):
    """The survey after closure: when it was sent and how, and what the person answered."""

    referral = models.OneToOneField(
        SupportReferral, on_delete=models.CASCADE, related_name="survey"
    )
    how = models.CharField(max_length=5, choices=Way.choices)
    asked_on = models.DateField(db_index=True)
    answered_on = models.DateField(null=True, blank=True, db_index=True)
    would_recommend = models.CharField(max_length=8, choices=Recommendation.choices, blank=True)
    edition = models.ForeignKey(
        SurveyEdition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answers = models.JSONField(default=dict, blank=True)

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


class AnonymousReply(models.Model):
    """A reply that no row ties to the person who gave it: the month stands for its day."""

    provider = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(
        SurveyEdition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    month = models.DateField(db_index=True, help_text="The first day of the month of the reply")
    would_recommend = models.CharField(max_length=8, choices=Recommendation.choices)
    answers = models.JSONField(default=dict, blank=True)
    came_alone = models.BooleanField(
        default=False, help_text="On paper with no name: no survey is marked as answered by it"
    )

    objects = ServiceRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(month__day=1), name="reply_keeps_no_day")
        ]

    def __str__(self) -> str:
        return f"A reply in {self.month:%B %Y}"
