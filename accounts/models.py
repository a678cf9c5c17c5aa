"""Who is asking: the partnership, its agencies, its people and the roles they hold by date."""

import datetime as dt
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from accounts.desk import Desk


class Role(models.TextChoices):
    """What a person does for an agency. Rights come from roles, never from names."""

    OFFICER = "officer", "Panel officer"
    COORDINATOR = "coordinator", "Panel coordinator"
    CO_CHAIR = "co_chair", "Co-chair"
    VICTIM_WORKER = "victim_worker", "Victim support worker"
    VICTIM_MANAGER = "victim_manager", "Victim support manager"
    OFFENDER_MANAGER = "offender_manager", "Offender manager"
    ANALYST = "analyst", "Analyst"
    DPO = "dpo", "Data protection officer"
    ADMINISTRATOR = "administrator", "Administrator"


class Partnership(models.Model):
    """The Community Safety Partnership that this installation serves; one row."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    area_code = models.CharField(max_length=12, help_text="Code of its local authority area")
    is_rehearsal = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Partnership | None":
        """The one partnership, or None before it is set up."""
        return cls.objects.order_by("pk").first()


class AgencyKind(models.TextChoices):
    """What sort of body an agency is."""

    COUNCIL = "council", "Council"
    POLICE = "police", "Police"
    HOUSING = "housing", "Housing provider"
    PROBATION = "probation", "Probation"
    VICTIM_SERVICE = "victim_service", "Victim service"
    HEALTH = "health", "Health"
    YOUTH = "youth", "Youth service"
    EDUCATION = "education", "Education"
    OTHER = "other", "Other"


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Agencies in the field's words."""

    def current(self, day: dt.date | None = None) -> "AgencyQuerySet":
        """Those that exist on a day (today by default)."""
        day = day or timezone.localdate()
        return self.filter(
            models.Q(valid_from=None) | models.Q(valid_from__lte=day),
            models.Q(valid_to=None) | models.Q(valid_to__gte=day),
        )

    def visible_to(self, user: "User") -> "AgencyQuerySet":
        """Every agency, to anyone with a current desk: a partner must know who the partners are."""
        return self.all() if user.desk.roles else self.none()


class Agency(models.Model):
    """A partner organisation, with the dates it existed under this name and its successor."""

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=60)
    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=20, choices=AgencyKind.choices)
    is_core = models.BooleanField(default=False, help_text="A core member of the CS MARAC")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name

    def standing_on(self, day: dt.date) -> "Agency":
        """Which agency did this one's work on a day: itself, or whoever followed it by then."""
        seen, agency = {self.pk}, self
        while agency.valid_to and agency.valid_to < day and agency.successor:
            if agency.successor.pk in seen:
                break
            agency = agency.successor
            seen.add(agency.pk)
        return agency

    @property
    def and_now(self) -> str:
        """Its name, and the name of whoever does its work today if that is another."""
        now = self.standing_on(timezone.localdate())
        return self.name if now == self else f"{self.name} (now {now.name})"


class UserManager(BaseUserManager["User"]):
    """Makes users; the address is kept in lower case so that it is found however it is typed."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user with this e-mail address; without a password they must set one by e-mail."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who signs in. What they may do comes from their current memberships."""

    email = models.EmailField(unique=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    job_title = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["given_name", "family_name"]

    objects = UserManager()

    class Meta:
        ordering: ClassVar = ["family_name", "given_name"]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}"

    @cached_property
    def desk(self) -> Desk:
        """Their roles and agencies today."""
        rows = self.memberships.current().select_related("agency").order_by("pk")
        return Desk([(row.role, row.agency) for row in rows])

    @cached_property
    def partnership(self) -> Partnership | None:
        """The partnership they sign in to: read once a request, with them."""
        return Partnership.current()

    @property
    def agency_name(self) -> str:
        """The name of the agency they act for; empty without a current desk."""
        return self.desk.agency.name if self.desk.agency else ""


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships in the field's words."""

    def current(self, day: dt.date | None = None) -> "MembershipQuerySet":
        """Those in force on a day: an end date is the first day without access."""
        day = day or timezone.localdate()
        return self.filter(models.Q(starts__lte=day), models.Q(ends=None) | models.Q(ends__gt=day))

    def lasting_beyond(self, day: dt.date) -> "MembershipQuerySet":
        """Those not over by a day, whenever they start."""
        return self.filter(models.Q(ends=None) | models.Q(ends__gt=day))


class Membership(models.Model):
    """A role that a user holds for an agency from one date until another."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    starts = models.DateField(default=timezone.localdate)
    ends = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            # One ended on the day it started was never in force, and stands in nobody's way.
            models.UniqueConstraint(
                fields=["user", "agency", "role", "starts"],
                condition=~models.Q(ends=models.F("starts")),
                name="membership_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} for {self.agency}"


class KeptForm(models.Model):
    """What a person had typed into a page and not yet sent; kept until they send or discard it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    path = models.CharField(max_length=300)
    fields = models.JSONField()
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "path"], name="kept_form_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.path}"
