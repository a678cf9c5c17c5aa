"""Figures taken for a period and an area: a draft until frozen, then never changed."""

from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Role, User
from assessment.period_names import parse_period
from assessment.periods import Period
from places.models import Area


class RunStatus(models.TextChoices):
    """Where a run of figures has got to."""

    TAKEN = "taken", "Draft"
    FROZEN = "frozen", "Frozen"


class FigureRunQuerySet(models.QuerySet["FigureRun"]):
    """Runs in the field's words."""

    def visible_to(self, user: User) -> "FigureRunQuerySet":
        """Every run to an analyst; frozen ones to anyone else with a current desk."""
        if user.desk.has(Role.ANALYST):
            return self.all()
        if user.desk.roles:
            return self.frozen()
        return self.none()

    def frozen(self) -> "FigureRunQuerySet":
        return self.filter(status=RunStatus.FROZEN)

    def drafts(self) -> "FigureRunQuerySet":
        return self.filter(status=RunStatus.TAKEN)

    def of_kind(self, kind: str) -> "FigureRunQuerySet":
        """Those of years, quarters, months, twelve months to a month, or other months."""
        named = {
            "quarters": Q(slug__contains="-q"),
            "months": Q(slug__endswith="-month"),
            "twelve": Q(slug__endswith="-12-months"),
            "other": Q(slug__contains="-to-"),
        }
        if kind in named:
            return self.filter(named[kind])
        return self.exclude(reduce(or_, named.values()))

    def to_publish(self) -> "FigureRun | None":
        """The one to hand out: the newest frozen one, else the newest draft."""
        return self.frozen().first() or self.first()

    def of_period(self, period: Period, area: Area) -> "FigureRunQuerySet":
        """The runs of one summary, newest first."""
        return self.filter(slug=period.slug, area=area).order_by("-pk")


class FigureRun(models.Model):
    """All figures of one period and area, taken in one go from what was held then."""

    slug = models.SlugField(max_length=20, help_text="Its period, as an address names it")
    ends = models.DateField(help_text="The last day of its period")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=8, choices=RunStatus.choices, default=RunStatus.TAKEN, editable=False
    )
    digest = models.CharField(max_length=64)
    notes = models.JSONField(default=list)
    taken_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = FigureRunQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "area"],
                condition=Q(status="taken"),
                name="one_draft_a_period_and_area",
            ),
            models.CheckConstraint(
                condition=Q(status="taken", frozen_at=None)
                | Q(status="frozen", frozen_at__isnull=False),
                name="frozen_run_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["slug", "area", "status"], name="run_of_period"),
            models.Index(fields=["-ends", "-id"], name="run_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.period}, {self.area}"

    @property
    def period(self) -> Period:
        """What it is about."""
        return parse_period(self.slug)

    @property
    def is_frozen(self) -> bool:
        return self.status == RunStatus.FROZEN


class ObservationQuerySet(models.QuerySet["Observation"]):
    """Observations in the field's words."""

    def visible_to(self, user: User) -> "ObservationQuerySet":
        """Those of the runs the user sees."""
        return self.filter(run__in=FigureRun.objects.visible_to(user).values("pk"))


class Observation(models.Model):
    """One figure: what was counted, where, when, how it comes about and from which source.

    Names are copied, so that a frozen figure reads the same when an area is renamed.
    """

    run = models.ForeignKey(FigureRun, on_delete=models.CASCADE, related_name="observations")
    code = models.CharField(max_length=350)
    name = models.CharField(max_length=350)
    area_code = models.CharField(max_length=20)
    area = models.CharField(max_length=150)
    period_start = models.DateField()
    period_end = models.DateField()
    value = models.FloatField(null=True)
    unit = models.CharField(max_length=40)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    is_partial = models.BooleanField(
        default=False, help_text="The category was in use for part of the period: never compared"
    )
    source = models.CharField(max_length=500)
    note = models.CharField(max_length=500, blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "code", "area_code", "period_start"], name="observed_once_a_run"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.area} {self.period_start}: {self.value}"


class CountedRowsQuerySet(models.QuerySet["CountedRows"]):
    """What was counted, in the field's words."""

    def visible_to(self, user: User) -> "CountedRowsQuerySet":
        """The keys of the runs the user sees; the rows themselves say who sees them."""
        return self.filter(run__in=FigureRun.objects.visible_to(user).values("pk"))


class CountedRows(models.Model):
    """The keys of the rows that a figure of a run counted, to tell what made the difference to a
    later taking; and the newest key there was, so that what was recorded since is known."""

    run = models.ForeignKey(FigureRun, on_delete=models.CASCADE, related_name="counted")
    code = models.CharField(max_length=350)
    keys = models.JSONField(default=list)
    newest = models.BigIntegerField()

    objects = CountedRowsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "code"], name="counted_once_a_run"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {len(self.keys)} rows"


class FigureRequestQuerySet(models.QuerySet["FigureRequest"]):
    """Requests in the field's words."""

    def visible_to(self, user: User) -> "FigureRequestQuerySet":
        """Every request, to an analyst."""
        return self.all() if user.desk.has(Role.ANALYST) else self.none()

    def open(self) -> "FigureRequestQuerySet":
        """Neither answered nor failed."""
        return self.filter(answered_at=None)


class FigureRequest(models.Model):
    """An analyst asked for a period's figures; a job answers, whenever it next runs."""

    slug = models.SlugField(max_length=20, help_text="Its period, as an address names it")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=500, blank=True)

    objects = FigureRequestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "area"],
                condition=Q(answered_at=None),
                name="one_open_request_a_period_and_area",
            )
        ]

    def __str__(self) -> str:
        return f"{self.period}, {self.area}"

    @property
    def period(self) -> Period:
        """What it is about."""
        return parse_period(self.slug)
