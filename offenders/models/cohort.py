"""The IOM cohort: nominals, and their time in it."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, Role, User
from cases.models import Party
from people.models import Person

COHORT_ROLES = (Role.OFFENDER_MANAGER, Role.COORDINATOR, Role.CO_CHAIR)


class NominalStatus(models.TextChoices):
    """Where a nomination has got to."""

    NOMINATED = "nominated", "Nominated"
    SELECTED = "selected", "Selected"
    NOT_SELECTED = "not_selected", "Not selected"
    DESELECTED = "deselected", "De-selected"


CURRENT_STATUSES = (NominalStatus.NOMINATED, NominalStatus.SELECTED)


class Cohort(models.TextChoices):
    """The three cohorts of the national guidance (HMPPS, version 5, 2025)."""

    FIXED = "fixed", "Fixed: neighbourhood crime"
    FLEX = "flex", "Flex: other offences by local need"
    FREE = "free", "Free: local discretion"


class Rag(models.TextChoices):
    """How a nominal stands at the last review."""

    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"


class LeavingReason(models.TextChoices):
    """Why a person leaves the cohort."""

    DESISTED = "desisted", "Sustained desistance"
    ORDER_ENDED = "order_ended", "Licence or order ended and risk is low"
    MOVED = "moved", "Moved away"
    CUSTODY = "custody", "Long custody"
    MAPPA = "mappa", "Managed under MAPPA instead"
    UNSUITABLE = "unsuitable", "Unsuitable"
    DIED = "died", "Died"


class OtherPanel(models.TextChoices):
    """Another panel that knows the person: named, never detailed."""

    MAPPA = "mappa", "MAPPA"
    DA_MARAC = "da_marac", "Domestic abuse MARAC"
    CHANNEL = "channel", "Channel"
    ADULTS = "adults", "High-risk adults panel"


class CohortQuerySet(models.QuerySet[Any]):
    """Rows of offender management in the field's words."""

    def visible_to(self, user: User) -> "CohortQuerySet":
        """All, to offender managers and to the panel's coordinator and co-chairs; else none."""
        return self.all() if user.desk.has(*COHORT_ROLES) else self.none()


class NominalQuerySet(CohortQuerySet):
    """Nominals in the field's words."""

    def review_due(self, day: dt.date) -> "NominalQuerySet":
        """In the cohort, with a review due on a day or before it."""
        return self.filter(status=NominalStatus.SELECTED, next_review_on__lte=day)

    def in_cohort_on(self, day: dt.date) -> "NominalQuerySet":
        """Those who had joined by the end of a day and not left."""
        stayed = models.Q(left_on=None) | models.Q(left_on__gt=day)
        return self.filter(stayed, joined_on__lte=day)


class Nominal(models.Model):
    """One nomination of one person, and their time in the cohort. Coming back is a new row."""

    reference = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="nominals")
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="nominals", help_text="The case it came from"
    )
    status = models.CharField(
        max_length=12, choices=NominalStatus.choices, default=NominalStatus.NOMINATED
    )
    reason = models.TextField()
    nominated_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    nominated_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    nominated_at = models.DateTimeField(default=timezone.now)
    cohort = models.CharField(max_length=5, choices=Cohort.choices, blank=True)
    decision_reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    joined_on = models.DateField(null=True, blank=True)
    lead_officer = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    second_officer = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    new_information = models.TextField(
        blank=True, help_text="What is new since they left, or were not selected"
    )
    other_panels = models.JSONField(
        default=list, blank=True, help_text="Which other panels know them, and nothing more"
    )
    contact_every_days = models.PositiveSmallIntegerField(null=True, blank=True)
    contact_how = models.CharField(max_length=200, blank=True)
    rag = models.CharField(max_length=5, choices=Rag.choices, blank=True)
    rag_reason = models.TextField(blank=True)
    next_review_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    leaving_reason = models.CharField(max_length=11, choices=LeavingReason.choices, blank=True)
    leaving_note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = NominalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-nominated_at", "-id"], name="nominal_newest"),
            models.Index(fields=["status", "next_review_on"], name="nominal_reviews"),
            models.Index(fields=["status", "-nominated_at", "-id"], name="nominal_by_status"),
            models.Index(fields=["joined_on", "left_on"], name="nominal_in_cohort"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(status__in=["nominated", "selected"]),
                name="nominal_current_once",
            ),
            models.CheckConstraint(
                condition=models.Q(status="nominated", decided_at=None)
                | (~models.Q(status="nominated") & models.Q(decided_at__isnull=False)),
                name="nominal_decided_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["nominated", "not_selected"], joined_on=None)
                | (
                    models.Q(status__in=["selected", "deselected"], joined_on__isnull=False)
                    & ~models.Q(cohort="")
                ),
                name="nominal_joined_has_cohort",
            ),
            models.CheckConstraint(
                condition=(~models.Q(status="deselected") & models.Q(left_on=None))
                | models.Q(status="deselected", left_on__gte=models.F("joined_on")),
                name="nominal_left_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """The name under which the log speaks of them."""
        return f"offender {self.reference}"

    @property
    def other_panels_said(self) -> str:
        """The other panels in words."""
        labels = dict(OtherPanel.choices)
        return ", ".join(labels[each] for each in self.other_panels if each in labels)

    def is_review_overdue(self, today: dt.date) -> bool:
        """Whether a review was due before today."""
        due = self.next_review_on
        return self.status == NominalStatus.SELECTED and due is not None and due < today


class RagReview(models.Model):
    """One review of a nominal: what it found and why. The history of RAG."""

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="rag_reviews")
    rag = models.CharField(max_length=5, choices=Rag.choices)
    reason = models.TextField()
    next_review_on = models.DateField()
    reviewed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(default=timezone.now)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-reviewed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.nominal_id}: {self.get_rag_display()}"


class FurtherInformation(models.Model):
    """What a second agency wrote when it nominated somebody who was nominated already."""

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="further")
    text = models.TextField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-given_at", "-pk"]

    def __str__(self) -> str:
        return f"More about {self.nominal_id}"


class RiskScore(models.Model):
    """A score that somebody worked out elsewhere, with the instrument's name and version. It is
    copied, never worked out again here, and never changed: a new score is a new row."""

    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="scores")
    instrument = models.CharField(max_length=60)
    edition = models.CharField(max_length=40, help_text="The instrument's version")
    value = models.DecimalField(max_digits=6, decimal_places=2)
    band = models.CharField(max_length=9, blank=True)
    scored_on = models.DateField()
    scored_by = models.CharField(max_length=120)
    recorded_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-scored_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__gte=0, value__lte=100), name="score_is_a_percentage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.edition}: {self.value}"
