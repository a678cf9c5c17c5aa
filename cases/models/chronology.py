"""What happened in a case, and what was said about it."""

from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from cases.models.case import Case, CaseStatus, seen_by
from cases.models.referral import AsbCategory
from places.models import Area


class CaseRowQuerySet(models.QuerySet[Any]):
    """Rows that belong to a case and are seen by whoever sees the case in full."""

    def visible_to(self, user: User) -> "CaseRowQuerySet":
        """Those of cases the user sees in full."""
        return self.filter(seen_by(user, case="case"))


class Incident(models.Model):
    """One thing that happened, where and when, and who was told."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="incidents")
    happened_on = models.DateField()
    happened_at = models.TimeField(null=True, blank=True)
    category = models.CharField(max_length=20, choices=AsbCategory.choices)
    description = models.TextField()
    postcode = models.CharField(max_length=8, blank=True)
    ward = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_to = models.CharField(max_length=200, blank=True)
    report_reference = models.CharField(max_length=60, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = CaseRowQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["case", "-happened_on"], name="incident_in_case"),
            models.Index(fields=["happened_on", "postcode"], name="incident_by_day_and_place"),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}, {self.happened_on}"


class Handling(models.TextChoices):
    """How a note may be passed on."""

    SHARE = "share", "May be shared with the case's agencies"
    PANEL = "panel", "For the panel only"
    OWN = "own", "For the writer's agency and the co-chairs only"


class NoteQuerySet(models.QuerySet["Note"]):
    """Notes in the field's words."""

    def visible_to(self, user: User) -> "NoteQuerySet":
        """Those of cases the user sees in full, as far as each note's handling lets them."""
        seen = self.filter(seen_by(user, case="case"))
        if user.desk.oversees_cases:
            return seen
        own = models.Q(agency__in=user.desk.casework_agency_ids)
        return seen.filter(own | ~models.Q(handling=Handling.OWN))


class Note(models.Model):
    """Something an agency says about a case, marked as fact or opinion (section 38, DPA 2018)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField()
    is_opinion = models.BooleanField(default=False)
    handling = models.CharField(max_length=6, choices=Handling.choices, default=Handling.SHARE)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    written_at = models.DateTimeField(default=timezone.now)

    objects = NoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "-written_at"], name="note_in_case")]

    def __str__(self) -> str:
        return f"Note {self.pk}"


class StatusChange(models.Model):
    """A case's move from one status to another, with its reason."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="status_changes")
    was = models.CharField(max_length=10, choices=CaseStatus.choices, blank=True)
    became = models.CharField(max_length=10, choices=CaseStatus.choices)
    reason = models.TextField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = CaseRowQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "-at"], name="status_in_case")]

    def __str__(self) -> str:
        return f"{self.was} to {self.became}"
