"""Recorded crime as published, edition by edition, and uploads waiting to be confirmed."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Role, User
from assessment.crime.series import Series
from places.models import Area, BroughtIn, BroughtInQuerySet


class SourceKind(models.TextChoices):
    """What an analyst can bring in from a page."""

    RECORDED_CRIME = "recorded_crime", "Recorded crime by borough or ward (Metropolitan Police)"
    STREET_CRIME = "street_crime", "Street-level crime, or outcomes (police.uk)"
    POPULATION = "population", "Population by area and mid-year"
    YEARLY_CRIME = "yearly_crime", "Offences or rates by borough and year (London Datastore)"
    SURVEY = "survey", "Public Attitude Survey by neighbourhood (London Datastore)"
    RETURNS = "returns", "Returns of partner services"


class CategoryQuerySet(models.QuerySet["Category"]):
    """Categories in the field's words."""

    def visible_to(self, user: User) -> "CategoryQuerySet":
        """Every category, to anyone with a current desk: they are published."""
        return self.all() if user.desk.roles else self.none()


class Category(models.Model):
    """A crime category under its published name."""

    major_slug = models.CharField(max_length=160)
    minor_slug = models.CharField(max_length=160)
    major_name = models.CharField(max_length=150)
    minor_name = models.CharField(max_length=150)
    is_known = models.BooleanField(default=True, help_text="Among the published names")

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["major_slug", "minor_slug"]
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(fields=["major_slug", "minor_slug"], name="category_once")
        ]

    def __str__(self) -> str:
        return f"{self.major_name}, {self.minor_name}"


class EditionQuerySet(BroughtInQuerySet["Edition"]):
    """Editions in the field's words."""

    def visible_to(self, user: User) -> "EditionQuerySet":
        """Every edition, to anyone with a current desk: each figure names the one it used."""
        return self.all() if user.desk.roles else self.none()

    def of(self, series: Series) -> "EditionQuerySet":
        """Those of one count of crime that count."""
        return self.held().filter(series=series)


class Edition(BroughtIn):
    """One published file of crime by month and area. A later one of the same series replaces the
    months it also holds."""

    series = models.CharField(max_length=10, choices=Series.choices, default=Series.RECORDED)
    months = models.JSONField(help_text="First days of the months it holds, in order")
    areas = models.ManyToManyField(Area, related_name="+")
    categories = models.ManyToManyField(Category, related_name="+")
    offences = models.PositiveBigIntegerField()
    accepted_unknown = models.BooleanField(default=False)

    objects = EditionQuerySet.as_manager()

    @property
    def month_dates(self) -> list[dt.date]:
        return [dt.date.fromisoformat(month) for month in self.months]

    @property
    def first_month(self) -> dt.date:
        return self.month_dates[0]

    @property
    def last_month(self) -> dt.date:
        return self.month_dates[-1]


class RecordedCrimeQuerySet(models.QuerySet["RecordedCrime"]):
    """Recorded crime in the field's words."""

    def visible_to(self, user: User) -> "RecordedCrimeQuerySet":
        """All of it, to anyone with a current desk: it is published."""
        return self.all() if user.desk.roles else self.none()


class RecordedCrime(models.Model):
    """Offences of one category in one area and month; a month without any has no row."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="crimes")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    offences = models.PositiveIntegerField()

    objects = RecordedCrimeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "month", "area", "category"], name="recorded_crime_once"
            ),
            models.CheckConstraint(condition=Q(offences__gt=0), name="recorded_crime_some"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.category_id} {self.month:%Y-%m}: {self.offences}"


class PendingImportQuerySet(models.QuerySet["PendingImport"]):
    """Uploads in the field's words."""

    def visible_to(self, user: User) -> "PendingImportQuerySet":
        """An analyst's own uploads."""
        return self.filter(uploaded_by=user) if user.desk.has(Role.ANALYST) else self.none()

    def unconfirmed(self) -> "PendingImportQuerySet":
        """Previewed or not, but nobody said yet that they are to be brought in."""
        return self.filter(confirmed_at=None)

    def confirmed(self) -> "PendingImportQuerySet":
        """Whatever became of them."""
        return self.exclude(confirmed_at=None)

    def due(self) -> "PendingImportQuerySet":
        """Confirmed, and neither brought in nor refused yet."""
        return self.confirmed().filter(finished_at=None)


class PendingImport(models.Model):
    """An uploaded file: previewed, confirmed, then brought in by a job, which drops its content.

    What came of it stays: what was brought in, or why it was refused.
    """

    kind = models.CharField(max_length=16, choices=SourceKind.choices)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accept_unknown = models.BooleanField(default=False)
    period = models.SlugField(
        max_length=20, blank=True, help_text="What a survey is of, as an address names it"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=500, blank=True, help_text="What was brought in")
    refusal = models.TextField(blank=True, help_text="Why nothing was brought in")

    objects = PendingImportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None, finished_at=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="import_confirmed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["confirmed_at"],
                condition=Q(confirmed_at__isnull=False, finished_at=None),
                name="import_due",
            )
        ]

    def __str__(self) -> str:
        return self.name
