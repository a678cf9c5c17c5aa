"""The IOM cohort: nominals, and the offences of the people in it."""

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


class CohortQuerySet(models.QuerySet[Any]):
    """Rows of offender management in the field's words."""

    def visible_to(self, user: User) -> "CohortQuerySet":
        """All, to offender managers and to the panel's coordinator and co-chairs; else none."""
        return self.all() if user.desk.has(*COHORT_ROLES) else self.none()


class NominalQuerySet(CohortQuerySet):
    """Nominals in the field's words."""

    def to_decide(self) -> "NominalQuerySet":
        """Nominations that the panel has not decided."""
        return self.filter(status=NominalStatus.NOMINATED)

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

    def is_review_overdue(self, today: dt.date) -> bool:
        """Whether a review was due before today."""
        due = self.next_review_on
        return self.status == NominalStatus.SELECTED and due is not None and due < today


class OffenceCategory(models.TextChoices):
    """The major categories of recorded crime; the codes are those of the recorded-crime figures."""

    BURGLARY = "burglary", "Burglary"
    CRIMINAL_DAMAGE = "criminal-damage", "Criminal damage"
    DRUGS = "drugs", "Drugs"
    FRAUD = "fraud-or-forgery", "Fraud or forgery"
    ROBBERY = "robbery", "Robbery"
    SEXUAL = "sexual-offences", "Sexual offences"
    THEFT = "theft-and-handling", "Theft and handling"
    VIOLENCE = "violence-against-the-person", "Violence against the person"
    OTHER = "other-notifiable-offences", "Other notifiable offences"


class OffenceStatus(models.TextChoices):
    """What has come of an offence so far."""

    ALLEGED = "alleged", "Alleged"
    CHARGED = "charged", "Charged"
    CONVICTED = "convicted", "Convicted"
    CAUTIONED = "cautioned", "Cautioned"
    NO_ACTION = "no_action", "No further action"


class Offence(models.Model):
    """One offence that a person in the cohort is alleged, or was found, to have committed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offences")
    committed_on = models.DateField()
    category = models.CharField(max_length=28, choices=OffenceCategory.choices)
    description = models.TextField(blank=True)
    status = models.CharField(max_length=9, choices=OffenceStatus.choices)
    source = models.CharField(max_length=120, help_text="Who says so")
    source_reference = models.CharField(max_length=60, blank=True)
    recorded_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-committed_on", "-pk"]
        indexes = [models.Index(fields=["person", "-committed_on"], name="offence_of_person")]

    def __str__(self) -> str:
        return f"The offence of {self.committed_on}"
