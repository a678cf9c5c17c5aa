"""Summaries given to the public: which run, and what was withheld from it."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import User
from assessment.models.runs import FigureRun
from assessment.withholding import Cell


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Publications in the field's words."""

    def visible_to(self, user: User) -> "PublicationQuerySet":
        """Those of the runs the user sees."""
        return self.filter(run__in=FigureRun.objects.visible_to(user).values("pk"))


class Publication(models.Model):
    """A frozen summary as the public reads it. What it withholds was decided once and stays, so
    that two downloads never differ."""

    run = models.OneToOneField(FigureRun, on_delete=models.PROTECT, related_name="publication")
    fewer_than = models.PositiveSmallIntegerField(help_text="Counts below this are withheld")
    round_to = models.PositiveSmallIntegerField(help_text="Other counts are rounded to this")
    withheld = models.JSONField(help_text="The code and the period of each figure withheld")
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return str(self.run)

    @property
    def cells(self) -> frozenset[Cell]:
        """What is withheld."""
        return frozenset((code, slug) for code, slug in self.withheld)
