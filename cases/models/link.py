"""Cases that belong together, and those that only seemed to."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.models.case import Case, seen_by


class LinkKind(models.TextChoices):
    """Why two cases belong together."""

    COUNTER_ALLEGATION = "counter", "Counter-allegation"
    SAME_PLACE = "place", "Same place"
    SAME_PEOPLE = "people", "Same people"
    TRANSFERRED = "transferred", "Transferred"
    OTHER = "other", "Other"


class BothEndsQuerySet(models.QuerySet["CaseLink"]):
    """Links in the field's words."""

    def visible_to(self, user: User) -> "BothEndsQuerySet":
        """Those whose two cases the user sees in full: a link tells something of each."""
        return self.filter(seen_by(user, case="case"), seen_by(user, case="other"))

    def current(self) -> "BothEndsQuerySet":
        """Those not ended."""
        return self.filter(ended_at=None)


class CaseLink(models.Model):
    """Two cases that belong together. Only a transfer has a direction: from `case` to `other`."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_from")
    kind = models.CharField(max_length=11, choices=LinkKind.choices)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField(max_length=500, blank=True)

    objects = BothEndsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(case=models.F("other")), name="case_not_linked_to_itself"
            ),
            models.UniqueConstraint(
                fields=["case", "other", "kind"],
                condition=models.Q(ended_at=None),
                name="case_linked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.case_id} and {self.other_id}"


class UnrelatedQuerySet(models.QuerySet["UnrelatedCases"]):
    """Dismissed suggestions in the field's words."""

    def visible_to(self, user: User) -> "UnrelatedQuerySet":
        """Those whose two cases the user sees in full."""
        return self.filter(seen_by(user, case="first"), seen_by(user, case="second"))


class UnrelatedCases(models.Model):
    """Two cases that somebody looked at and found not to belong together; the older row first."""

    first = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = UnrelatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="unrelated_older_first"
            ),
            models.UniqueConstraint(fields=["first", "second"], name="unrelated_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"
