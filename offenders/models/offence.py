"""Offences: what a person is alleged, or was found, to have done, and when."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import User
from offenders.models.cohort import CohortQuerySet
from offenders.models.imports import OffenceImport
from people.models import Person


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
    imported_in = models.ForeignKey(
        OffenceImport, null=True, blank=True, on_delete=models.PROTECT, related_name="offences"
    )
    version = models.PositiveIntegerField(default=1)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-committed_on", "-pk"]
        indexes = [models.Index(fields=["person", "-committed_on"], name="offence_of_person")]

    def __str__(self) -> str:
        return f"The offence of {self.committed_on}"
