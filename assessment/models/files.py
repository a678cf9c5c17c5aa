"""What every file has that was brought in: a later one replaces what it also says, by what is read;
one that was taken back stays, and counts no more."""

from typing import TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User

M = TypeVar("M", bound=models.Model)


class BroughtInQuerySet(models.QuerySet[M]):
    """Files in the field's words."""

    def held(self) -> "BroughtInQuerySet[M]":
        """Those that count: not taken back."""
        return self.filter(undone_at=None)

    def newest_first(self) -> "BroughtInQuerySet[M]":
        return self.order_by("-pk")


class BroughtIn(models.Model):
    """A file by its name and fingerprint, who brought it in and who took it back."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    imported_at = models.DateTimeField(default=timezone.now)
    imported_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(undone_at=None), name="%(class)s_held_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
