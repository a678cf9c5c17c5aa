"""Numbers that others publish: offences and rates by year, and what a survey's neighbourhoods
answered. They stand beside the partnership's figures and are never worked on."""

from django.db import models
from django.db.models import Q

from accounts.models import Role, User
from assessment.models.sources import SourceKind
from places.models import BroughtIn, BroughtInQuerySet


class PublishedFileQuerySet(BroughtInQuerySet["PublishedFile"]):
    """Published files in the field's words."""

    def visible_to(self, user: User) -> "PublishedFileQuerySet":
        """Every file, to an analyst."""
        return self.all() if user.desk.has(Role.ANALYST) else self.none()


class PublishedFile(BroughtIn):
    """One published file of numbers."""

    kind = models.CharField(max_length=16, choices=SourceKind.choices)

    objects = PublishedFileQuerySet.as_manager()


class PublishedNumberQuerySet(models.QuerySet["PublishedNumber"]):
    """Published numbers in the field's words."""

    def visible_to(self, user: User) -> "PublishedNumberQuerySet":
        """Every number, to anyone with a current desk: they are published."""
        return self.all() if user.desk.roles else self.none()

    def of(self, kind: str) -> "PublishedNumberQuerySet":
        """Those of one kind of file that were not taken back."""
        return self.filter(file__kind=kind, file__undone_at=None)


class PublishedNumber(models.Model):
    """One number of an area and a period, under the name that it was published by."""

    file = models.ForeignKey(PublishedFile, on_delete=models.CASCADE, related_name="numbers")
    measure = models.CharField(max_length=300)
    area = models.CharField(max_length=150)
    area_code = models.CharField(max_length=20, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    value = models.FloatField()
    unit = models.CharField(max_length=40)

    objects = PublishedNumberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file", "area", "starts", "measure"], name="published_once_a_file"
            ),
            models.CheckConstraint(
                condition=Q(starts__lte=models.F("ends")), name="published_ends_after_its_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.area} {self.starts}: {self.value}"
