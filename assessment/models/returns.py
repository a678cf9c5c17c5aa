"""Returns of partner services: totals of a period, as a file brought them."""

from django.db import models
from django.db.models import Q

from accounts.models import Role, User
from places.models import BroughtIn, BroughtInQuerySet


class ReturnFileQuerySet(BroughtInQuerySet["ReturnFile"]):
    """Files of returns in the field's words."""

    def visible_to(self, user: User) -> "ReturnFileQuerySet":
        """Every file, to an analyst."""
        return self.all() if user.desk.has(Role.ANALYST) else self.none()


class ReturnFile(BroughtIn):
    """One file of returns."""

    objects = ReturnFileQuerySet.as_manager()


class PartnerReturnQuerySet(models.QuerySet["PartnerReturn"]):
    """Returned numbers in the field's words."""

    def visible_to(self, user: User) -> "PartnerReturnQuerySet":
        """Every number, to an analyst."""
        return self.all() if user.desk.has(Role.ANALYST) else self.none()

    def held(self) -> "PartnerReturnQuerySet":
        """Those of files that were not taken back."""
        return self.filter(file__undone_at=None)


class PartnerReturn(models.Model):
    """One number that a service reports of a period of its own."""

    file = models.ForeignKey(ReturnFile, on_delete=models.CASCADE, related_name="returns")
    service = models.CharField(max_length=40)
    measure = models.CharField(max_length=40)
    starts = models.DateField()
    ends = models.DateField()
    value = models.FloatField()
    provider = models.CharField(max_length=150, blank=True)
    supplied_by = models.CharField(max_length=150, blank=True)
    supplied_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="On the quality of the number")

    objects = PartnerReturnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file", "service", "measure", "starts", "ends"], name="returned_once_a_file"
            ),
            models.CheckConstraint(
                condition=Q(starts__lte=models.F("ends")), name="return_ends_after_its_start"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="return_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.measure} {self.starts} to {self.ends}: {self.value}"
