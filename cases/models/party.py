"""A person in a case."""

from typing import ClassVar

from django.db import models

from accounts.models import User
from cases.models.case import Case, seen_by
from people.models import Person


class PartyRole(models.TextChoices):
    """What a person is in one case; the same person may be another thing in another case."""

    VICTIM = "victim", "Victim"
    COMPLAINANT = "complainant", "Complainant"
    ALLEGED_PERPETRATOR = "alleged_perpetrator", "Alleged perpetrator"
    WITNESS = "witness", "Witness"


class KnowsOfReferral(models.TextChoices):
    """Whether a person knows that they were referred."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNSAFE = "unsafe", "No, and telling them would be unsafe"
    UNKNOWN = "unknown", "Not known"


HARMED_ROLES = (PartyRole.VICTIM, PartyRole.COMPLAINANT)


class PartyQuerySet(models.QuerySet["Party"]):
    """Parties in the field's words."""

    def visible_to(self, user: User) -> "PartyQuerySet":
        """Those of cases the user sees in full."""
        return self.filter(seen_by(user, case="case"))

    def harmed(self) -> "PartyQuerySet":
        """Victims and complainants."""
        return self.filter(role__in=HARMED_ROLES)


class Party(models.Model):
    """A person's place in one case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=20, choices=PartyRole.choices)
    is_vulnerable = models.BooleanField(default=False)
    vulnerability = models.TextField(blank=True)
    approximate_age = models.PositiveSmallIntegerField(null=True, blank=True)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    previous_addresses = models.TextField(blank=True)
    language = models.CharField(max_length=100, blank=True)
    needs_interpreter = models.BooleanField(default=False)
    children = models.CharField(
        max_length=200, blank=True, help_text="How many live in the household, and their ages"
    )
    knows_of_referral = models.CharField(max_length=7, choices=KnowsOfReferral.choices, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "case", "role"], name="party_once_in_role")
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} in {self.case_id}"
