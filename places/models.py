"""Where: areas by code with the dates they existed, postcodes and populations. All of it public."""

import datetime as dt
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User

M = TypeVar("M", bound=models.Model)


class AreaKind(models.TextChoices):
    """What sort of area it is; only boroughs are ranked against each other."""

    COUNTRY = "country", "Country"
    REGION = "region", "Region"
    BOROUGH = "borough", "Borough"
    WARD = "ward", "Ward"
    FORCE_OTHER = "force_other", "Counted by police, not a borough"


class AreaQuerySet(models.QuerySet["Area"]):
    """Areas in the field's words."""

    def visible_to(self, user: User) -> "AreaQuerySet":
        """Every area, to anyone with a current desk: areas are public."""
        return self.all() if user.desk.roles else self.none()

    def current(self, day: dt.date | None = None) -> "AreaQuerySet":
        """Those that exist on a day (today by default)."""
        day = day or timezone.localdate()
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
        )

    def wards(self) -> "AreaQuerySet":
        return self.filter(kind=AreaKind.WARD)

    def boroughs(self) -> "AreaQuerySet":
        return self.filter(kind=AreaKind.BOROUGH)


class Area(models.Model):
    """A country, region, borough or ward. The code is its identity: names and shapes change."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=150, db_index=True)
    kind = models.CharField(max_length=12, choices=AreaKind.choices, db_index=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    boundary = models.JSONField(null=True, blank=True, help_text="GeoJSON geometry, WGS 84")

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_to=None)
                | Q(valid_to__gte=models.F("valid_from")),
                name="area_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """The name as part of an address."""
        return slugify(self.name)


class PostcodeQuerySet(models.QuerySet["Postcode"]):
    """Postcodes in the field's words."""

    def visible_to(self, user: User) -> "PostcodeQuerySet":
        """Every postcode, to anyone with a current desk: the list is public."""
        return self.all() if user.desk.roles else self.none()


class Postcode(models.Model):
    """A postcode, its position on the national grid and the ward it lay in when published."""

    postcode = models.CharField(max_length=8, unique=True)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT)
    ward_code = models.CharField(
        max_length=20,
        blank=True,
        db_index=True,
        help_text="As published, whether known here or not",
    )
    easting = models.PositiveIntegerField(null=True, blank=True)
    northing = models.PositiveIntegerField(null=True, blank=True)

    objects = PostcodeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["postcode"]

    def __str__(self) -> str:
        return self.postcode


class SmallAreaQuerySet(models.QuerySet["SmallArea"]):
    """Small areas in the field's words."""

    def visible_to(self, user: User) -> "SmallAreaQuerySet":
        """Every small area, to anyone with a current desk: they are public."""
        return self.all() if user.desk.roles else self.none()


class SmallArea(models.Model):
    """A small area of the census (LSOA) and a ward that it fits best, as the Office for National
    Statistics looks it up. Wards change: it has one row for each set of wards."""

    code = models.CharField(max_length=9, help_text="LSOA, like E01000115")
    ward = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="small_areas")

    objects = SmallAreaQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["code", "ward__code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "ward"], name="small_area_once_a_ward")
        ]

    def __str__(self) -> str:
        return self.code


class PopulationQuerySet(models.QuerySet["Population"]):
    """Populations in the field's words."""

    def visible_to(self, user: User) -> "PopulationQuerySet":
        """Every estimate, to anyone with a current desk: they are public."""
        return self.all() if user.desk.roles else self.none()

    def standing(self) -> "PopulationQuerySet":
        """Of each area, year and source the number of the newest file that was not taken back."""
        same = Population.objects.filter(
            Q(file=None) | Q(file__undone_at=None),
            area=models.OuterRef("area"),
            year=models.OuterRef("year"),
            source=models.OuterRef("source"),
        )
        newest = same.order_by(models.F("file").desc(nulls_last=True))
        return self.filter(pk=models.Subquery(newest.values("pk")[:1]))


class Population(models.Model):
    """Residents of an area in the middle of a year, by whom they were estimated. A newer file
    replaces what it also says, by what is read: one taken back leaves the earlier number."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="populations")
    year = models.PositiveSmallIntegerField(help_text="The estimate is for 30 June of this year")
    residents = models.PositiveIntegerField()
    source = models.CharField(max_length=100)
    file = models.ForeignKey(
        "ImportedFile",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="populations",
        help_text="None: kept before files were, or invented",
    )

    objects = PopulationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["area__name", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year", "source", "file"], name="population_once_a_file"
            ),
            models.UniqueConstraint(
                fields=["area", "year", "source"],
                condition=Q(file=None),
                name="population_once_without_file",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1801, year__lte=2200), name="population_year_sensible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} mid-{self.year}: {self.residents}"


class BroughtInQuerySet(models.QuerySet[M]):
    """Files that were brought in, in the field's words."""

    def held(self) -> Self:
        """Those that count: not taken back."""
        return self.filter(undone_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class BroughtIn(models.Model):
    """A file by its name and fingerprint, who brought it in and who took it back. A later one
    replaces what it also says, by what is read; one taken back stays, and counts no more."""

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


class FileKind(models.TextChoices):
    """What an imported file holds."""

    WARDS = "wards", "Boundaries"
    POSTCODES = "postcodes", "Postcodes"
    POPULATION = "population", "Population"
    SMALL_AREAS = "small_areas", "Small areas"


class ImportedFileQuerySet(BroughtInQuerySet["ImportedFile"]):
    """Imports in the field's words."""

    def visible_to(self, user: User) -> "ImportedFileQuerySet":
        """What was imported, to anyone with a current desk."""
        return self.all() if user.desk.roles else self.none()


class ImportedFile(BroughtIn):
    """A file of places that was imported. Only a file of residents can be taken back: what others
    brought is joined to cases and people."""

    kind = models.CharField(max_length=12, choices=FileKind.choices)

    objects = ImportedFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "sha256"],
                condition=Q(undone_at=None),
                name="places_file_held_once",
            )
        ]
