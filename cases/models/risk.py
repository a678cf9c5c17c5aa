"""Risk matrices as data, and the assessments made with them."""

import datetime as dt

from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.models.bands import RiskBand
from cases.models.case import Case, seen_by


class RiskInstrumentQuerySet(models.QuerySet["RiskInstrument"]):
    """Instruments in the field's words."""

    def in_use(self, day: dt.date) -> "RiskInstrumentQuerySet":
        """The newest version of each instrument valid on a day, newest first."""
        return self.filter(valid_from__lte=day).order_by("-valid_from", "-version")


class RiskInstrument(models.Model):
    """One version of a risk matrix. `questions` is a list of {key, text, answers: [{key, text,
    score}]}; `bands` maps a band to the lowest total that reaches it. A used one never changes."""

    name = models.CharField(max_length=120)
    version = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField()
    standing = models.CharField(max_length=200, help_text="Whose form it is, said with every score")
    questions = models.JSONField()
    bands = models.JSONField()

    objects = RiskInstrumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="instrument_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class RiskAssessmentQuerySet(models.QuerySet["RiskAssessment"]):
    """Assessments in the field's words."""

    def visible_to(self, user: User) -> "RiskAssessmentQuerySet":
        """Those of cases the user sees in full."""
        return self.filter(seen_by(user, case="case"))


class RiskAssessment(models.Model):
    """The answers given, the score they had that day, and the band it meant. Never re-scored."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assessments")
    instrument = models.ForeignKey(
        RiskInstrument, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answers = models.JSONField(default=dict)
    total = models.PositiveSmallIntegerField(null=True, blank=True)
    scored_band = models.CharField(max_length=8, choices=RiskBand.choices, blank=True)
    band = models.CharField(max_length=8, choices=RiskBand.choices)
    judgement_reason = models.TextField(blank=True)
    source = models.CharField(max_length=60, blank=True, help_text="Referral or meeting")
    assessed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    assessed_at = models.DateTimeField(default=timezone.now)

    objects = RiskAssessmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "-assessed_at"], name="risk_in_case")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(band=models.F("scored_band")) | ~models.Q(judgement_reason=""),
                name="risk_judgement_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_band_display()} ({self.total})"
