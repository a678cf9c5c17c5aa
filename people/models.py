"""One index of people. What a person is in a case (victim, witness) belongs to the case."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from people.names import LONGEST_SEARCH_NAME
from ui.compiled import Moment


class PersonQuerySet(models.QuerySet["Person"]):
    """People in the field's words."""

    def visible_to(self, user: User) -> "PersonQuerySet":
        """Those opened to one of the user's agencies; the panel's coordinator and co-chairs, all
        but those known only from a restricted case. Those of a restricted case to whoever is named
        on it, or has broken the glass."""
        opened = PersonAccess.objects.current().filter(person=models.OuterRef("pk"))
        to_us = models.Q(agency__in=user.desk.casework_agency_ids)
        if user.desk.oversees_cases:
            opened = opened.filter(to_us | models.Q(user=user))
            return self.filter(models.Q(is_restricted=False) | models.Exists(opened))
        if user.desk.works_on_cases:
            known = models.Q(person__is_restricted=False)
            return self.filter(models.Exists(opened.filter(to_us & known | models.Q(user=user))))
        return self.none()


class Person(models.Model):
    """Somebody named in a case, once however many cases they are in."""

    reference = models.CharField(max_length=16, unique=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    known_as = models.CharField(max_length=200, blank=True, help_text="Other names and spellings")
    date_of_birth = models.DateField(null=True, blank=True)
    sounds_like = models.CharField(max_length=60, db_index=True, editable=False)
    search_name = models.CharField(max_length=LONGEST_SEARCH_NAME, db_index=True, editable=False)
    is_restricted = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["date_of_birth"], name="person_born")]
        verbose_name_plural = "people"
        ordering: ClassVar = ["family_name", "given_name", "pk"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()


class PersonAccessQuerySet(models.QuerySet["PersonAccess"]):
    """What is open to whom, in the field's words."""

    def current(self) -> "PersonAccessQuerySet":
        """What is open without end, or still is."""
        return self.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=Moment()))


class PersonAccess(models.Model):
    """A person opened to an agency, written down when a case they are in is shared with it; or to
    somebody by name, when a restricted case they are in is open to them, for as long as it is."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="accesses")
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = PersonAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "person"], name="person_opened_once"),
            models.UniqueConstraint(
                fields=["user", "person"],
                condition=models.Q(user__isnull=False),
                name="person_opened_once_by_name",
            ),
            models.CheckConstraint(
                condition=models.Q(agency=None) ^ models.Q(user=None),
                name="person_opened_to_agency_or_user",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.agency_id or self.user_id}"


class PersonNumber(models.Model):
    """The last number given to a person; one row."""

    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)
