"""A case merged into another, and everything needed to take it out again."""

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from cases.models.case import Case, CaseStatus, ShareLevel, seen_by


class CaseMergeQuerySet(models.QuerySet["CaseMerge"]):
    """Merges in the field's words."""

    def visible_to(self, user: User) -> "CaseMergeQuerySet":
        """Those whose two cases the user may see."""
        return self.filter(
            seen_by(user, case="merged", in_full=False), seen_by(user, case="into", in_full=False)
        )

    def standing(self) -> "CaseMergeQuerySet":
        """Those not undone."""
        return self.filter(undone_at=None)


class CaseMerge(models.Model):
    """`merged` became part of `into`. What it was before is kept, so that undoing is exact."""

    merged = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="merges")
    into = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="merges_into")
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    status_was = models.CharField(max_length=10, choices=CaseStatus.choices)
    next_review_was = models.DateField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_reason = models.TextField(blank=True)

    objects = CaseMergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged=models.F("into")), name="case_not_merged_into_itself"
            ),
            models.UniqueConstraint(
                fields=["merged"], condition=models.Q(undone_at=None), name="case_merged_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.into_id}"


class MergedRow(models.Model):
    """A row that moved with its case: `kind` names the table (`cases.services.merging.MOVED`)."""

    merge = models.ForeignKey(CaseMerge, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=12)
    row = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merge", "kind", "row"], name="row_merged_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"


class MergedShare(models.Model):
    """What an agency saw of the surviving case before the merge and after; blank for nothing."""

    merge = models.ForeignKey(CaseMerge, on_delete=models.CASCADE, related_name="shares")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    was = models.CharField(max_length=8, choices=ShareLevel.choices, blank=True)
    became = models.CharField(max_length=8, choices=ShareLevel.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merge", "agency"], name="share_merged_once")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.was} to {self.became}"
