"""Telling victims of their right to a review."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Party, seen_by
from people.models import Person


class HowTold(models.TextChoices):
    """How somebody was told."""

    PERSON = "person", "In person"
    PHONE = "phone", "Phone"
    LETTER = "letter", "Letter"
    EMAIL = "email", "E-mail or text message"


class RightsDueQuerySet(models.QuerySet["RightsDue"]):
    """Those to be told, in the field's words."""

    def visible_to(self, user: User) -> "RightsDueQuerySet":
        """Those of cases the user sees in full."""
        return self.filter(seen_by(user, case="party__case"))

    def open(self) -> "RightsDueQuerySet":
        """Those whom nobody has told yet."""
        told = RightsNotice.objects.filter(person=models.OuterRef("party__person"))
        return self.filter(~models.Exists(told))


class RightsDue(models.Model):
    """A person harmed has made enough reports to be told of their right: found in the night, so
    that no desk has to look through all cases for it."""

    party = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="rights_due")
    found_on = models.DateField()
    due_on = models.DateField()

    objects = RightsDueQuerySet.as_manager()

    def __str__(self) -> str:
        return f"To be told by {self.due_on}"


class RightsNoticeQuerySet(models.QuerySet["RightsNotice"]):
    """Notices in the field's words."""

    def visible_to(self, user: User) -> "RightsNoticeQuerySet":
        """Those given in cases the user sees in full."""
        return self.filter(seen_by(user, case="case"))


class RightsNotice(models.Model):
    """A victim was told that they may apply for a review (statutory guidance, 2025)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="rights_notices")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="rights_notices")
    told_on = models.DateField()
    how = models.CharField(max_length=6, choices=HowTold.choices)
    told_by = models.CharField(max_length=200, help_text="Who explained it")
    recorded_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = RightsNoticeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["told_on"], name="rights_told")]

    def __str__(self) -> str:
        return f"Told on {self.told_on}"
