"""Risk matrices as data, and the assessments made with them."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.models.bands import RiskBand
from cases.models.case import Case, seen_by


class InstrumentStatus(models.TextChoices):
    """Where an edition of an instrument has got to."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    RETIRED = "retired", "Withdrawn"


class InstrumentUse(models.TextChoices):
    """Where an instrument is answered."""

    REFERRALS = "referrals", "In referrals and in cases"
    CASES = "cases", "In cases only"


class RiskInstrumentQuerySet(models.QuerySet["RiskInstrument"]):
    """Instruments in the field's words."""

    def in_use(self, day: dt.date) -> "RiskInstrumentQuerySet":
        """The newest published edition of each instrument on a day, the newest first."""
        begun = self.filter(status=InstrumentStatus.PUBLISHED, valid_from__lte=day)
        newer = begun.filter(name=models.OuterRef("name"), edition__gt=models.OuterRef("edition"))
        return begun.exclude(models.Exists(newer)).order_by("-valid_from", "-pk")


class RiskInstrument(models.Model):
    """One edition of a risk matrix. `questions` is a list of {key, text, answers: [{key, text,
    score}]}; `bands` maps a band to the lowest total that reaches it; `consequences` maps a band
    to {review_days, priority, actions: [{wording, agency_kind, days}]}. Only a draft changes."""

    name = models.CharField(max_length=120)
    edition = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(
        max_length=9, choices=InstrumentStatus.choices, default=InstrumentStatus.DRAFT
    )
    use = models.CharField(
        max_length=9, choices=InstrumentUse.choices, default=InstrumentUse.REFERRALS
    )
    purpose = models.CharField(max_length=300, blank=True, help_text="When it is the one to use")
    valid_from = models.DateField(null=True, blank=True)
    standing = models.CharField(max_length=200, help_text="Whose form it is, said with every score")
    questions = models.JSONField(default=list)
    bands = models.JSONField(default=dict)
    consequences = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = RiskInstrumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "edition"], name="instrument_edition_once"),
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(status="draft"),
                name="instrument_one_draft",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(valid_from__isnull=False),
                name="instrument_published_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.edition}"

    def consequence(self, band: str) -> dict[str, Any]:
        """What follows from a band: review days, priority and actions, each of them maybe none."""
        plain: dict[str, Any] = {"review_days": None, "priority": "", "actions": []}
        return {**plain, **self.consequences.get(band, {})}


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

    @property
    def is_judgement(self) -> bool:
        """Whether somebody chose the band instead of the score."""
        return self.band != self.scored_band
