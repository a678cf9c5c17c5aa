"""Orders and warnings: the ladder of powers as dated reference data, and the register of them."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Agency, User
from cases.models import Party, seen_by
from places.models import Area


class Rung(models.TextChoices):
    """How far up the ladder a power stands."""

    WARNING = "warning", "Warning or agreement"
    NOTICE = "notice", "Notice"
    ORDER = "order", "Order of a court"
    TENANCY = "tenancy", "Tenancy action"
    SENTENCE = "sentence", "Condition of a sentence, licence or bail"


class BindsFrom(models.TextChoices):
    """The day from which it binds."""

    MADE = "made", "The day it is made"
    SERVED = "served", "The day it is served"


class PowerQuerySet(models.QuerySet["Power"]):
    """Powers in the field's words."""

    def visible_to(self, user: User) -> "PowerQuerySet":
        """All, to whoever works on cases: the law is public."""
        return self.all() if user.desk.works_on_cases else self.none()

    def in_force_on(self, day: dt.date) -> "PowerQuerySet":
        """Those that could be used on a day."""
        return self.filter(
            Q(in_force_from=None) | Q(in_force_from__lte=day),
            Q(in_force_to=None) | Q(in_force_to__gte=day),
        )


class Power(models.Model):
    """One rung of the ladder as the law stood from one day to another. Lengths are None where the
    rule sets none. A change of the law is a new row with the same key."""

    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    rung = models.CharField(max_length=8, choices=Rung.choices)
    legal_basis = models.CharField(max_length=200)
    source = models.CharField(max_length=200, help_text="Where ages and lengths are laid down")
    who_may = models.CharField(max_length=300)
    lowest_age = models.PositiveSmallIntegerField(null=True, blank=True)
    highest_age = models.PositiveSmallIntegerField(null=True, blank=True)
    shortest_months = models.PositiveSmallIntegerField(null=True, blank=True)
    longest_months = models.PositiveSmallIntegerField(null=True, blank=True)
    longest_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    longest_extended_months = models.PositiveSmallIntegerField(null=True, blank=True)
    longest_extended_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    needs_end = models.BooleanField(default=False, help_text="It may not run without an end")
    may_extend = models.BooleanField(default=True)
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)
    binds_from = models.CharField(max_length=6, choices=BindsFrom.choices, default=BindsFrom.MADE)
    breach_is = models.CharField(max_length=300)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = PowerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "name", "in_force_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "in_force_from"], name="power_once_from_a_day"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(in_force_from=None), name="power_once_from_ever"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrderStatus(models.TextChoices):
    """Whether an order or warning stands. Not served and expired follow from its dates."""

    MADE = "made", "Made"
    DISCHARGED = "discharged", "Discharged"
    WITHDRAWN = "withdrawn", "Withdrawn or quashed"


class OrderQuerySet(models.QuerySet["Order"]):
    """Orders and warnings in the field's words."""

    def visible_to(self, user: User) -> "OrderQuerySet":
        """Those of cases the user sees in full: their terms may name the person they protect."""
        return self.filter(seen_by(user, case="party__case"))

    def binding_on(self, day: dt.date) -> "OrderQuerySet":
        """In force on a day: begun, and neither over nor discharged by then."""
        return self.filter(
            Q(expires_on=None) | Q(expires_on__gte=day),
            Q(ended_on=None) | Q(ended_on__gt=day),
            begins_on__lte=day,
        )

    def expiring_by(self, today: dt.date, last: dt.date) -> "OrderQuerySet":
        """Those that still stand and run out from today to a day."""
        return self.filter(status=OrderStatus.MADE, expires_on__range=(today, last))


class Order(models.Model):
    """An order, notice, warning or agreement about one person, made in one case."""

    reference = models.CharField(max_length=16, unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="orders")
    power = models.ForeignKey(Power, on_delete=models.PROTECT, related_name="orders")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", help_text="Who sought or gave it"
    )
    made_by = models.CharField(max_length=120, blank=True, help_text="The court or the officer")
    court_reference = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=10, choices=OrderStatus.choices, default=OrderStatus.MADE)
    made_on = models.DateField()
    made_time = models.TimeField(null=True, blank=True)
    served_on = models.DateField(null=True, blank=True)
    served_how = models.CharField(max_length=120, blank=True)
    begins_on = models.DateField(null=True, blank=True, editable=False)
    expires_on = models.DateField(null=True, blank=True, help_text="The last day; none without end")
    expires_time = models.TimeField(null=True, blank=True)
    reason = models.TextField(help_text="Why, and what was tried before")
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = OrderQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-made_on", "-id"], name="order_newest"),
            models.Index(fields=["status", "expires_on"], name="order_expiring"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("made_on")),
                name="order_expires_after_made",
            ),
            models.CheckConstraint(
                condition=Q(served_on=None) | Q(served_on__gte=F("made_on")),
                name="order_served_after_made",
            ),
            models.CheckConstraint(
                condition=Q(status="made", ended_on=None)
                | (~Q(status="made") & Q(ended_on__gte=F("made_on"))),
                name="order_ended_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def awaits_service(self) -> bool:
        """Whether it binds only from a service that has not happened."""
        waits = self.power.binds_from == BindsFrom.SERVED and self.served_on is None
        return waits and self.status == OrderStatus.MADE

    def binds_on(self, day: dt.date) -> bool:
        """Whether it is in force on a day."""
        begun = self.begins_on is not None and self.begins_on <= day
        over = self.expires_on is not None and self.expires_on < day
        ended = self.ended_on is not None and self.ended_on <= day
        return begun and not over and not ended

    def standing(self, day: dt.date) -> str:
        """Where it stands on a day, in words."""
        if self.status != OrderStatus.MADE:
            return self.get_status_display()
        if self.expires_on and self.expires_on < day:
            return "Expired"
        if self.awaits_service:
            return "Not served yet"
        return "In force" if self.binds_on(day) else "Not begun yet"


class OfOrderQuerySet(models.QuerySet[Any]):
    """What belongs to an order."""

    def visible_to(self, user: User) -> "OfOrderQuerySet":
        """Those of orders in cases the user sees in full."""
        return self.filter(seen_by(user, case="order__party__case"))


class TermKind(models.TextChoices):
    """What a term says."""

    PROHIBITION = "prohibition", "Must not"
    REQUIREMENT = "requirement", "Must"
    ZONE = "zone", "Exclusion zone"
    CURFEW = "curfew", "Curfew"
    TAG = "tag", "Electronic tag"


class OrderTerm(models.Model):
    """One term of an order: what it forbids or asks, where and between which hours."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="terms")
    kind = models.CharField(max_length=11, choices=TermKind.choices)
    text = models.TextField()
    ward = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    area = models.JSONField(null=True, blank=True, help_text="GeoJSON polygon, WGS 84")
    curfew_from = models.TimeField(null=True, blank=True)
    curfew_to = models.TimeField(null=True, blank=True)
    begins_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfOrderQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["begins_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("begins_on")),
                name="order_term_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"A term of {self.order_id}"

    @property
    def corners(self) -> int:
        """How many corners the drawn area has."""
        return len(self.area["coordinates"][0]) - 1 if self.area else 0


class OrderEventKind(models.TextChoices):
    """What may happen to an order."""

    MADE = "made", "Made"
    SERVED = "served", "Served"
    EXTENDED = "extended", "Extended"
    VARIED = "varied", "Varied"
    REVIEWED = "reviewed", "Reviewed"
    DISCHARGED = "discharged", "Discharged"
    WITHDRAWN = "withdrawn", "Withdrawn or quashed"


class OrderEvent(models.Model):
    """One thing that happened to an order, on its day."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=OrderEventKind.choices)
    happened_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True, help_text="As it stood afterwards")
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = OfOrderQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["happened_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.happened_on}"


class BreachStatus(models.TextChoices):
    """What has come of a breach. It is alleged until it is proven or admitted."""

    ALLEGED = "alleged", "Alleged"
    PROVEN = "proven", "Proven or admitted"
    NOT_PROVEN = "not_proven", "Not proven"
    NO_ACTION = "no_action", "No further action"


class OrderBreach(models.Model):
    """One breach that is alleged, and its outcome."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="breaches")
    happened_on = models.DateField()
    description = models.TextField()
    source = models.CharField(max_length=120, help_text="Who says so")
    status = models.CharField(
        max_length=10, choices=BreachStatus.choices, default=BreachStatus.ALLEGED
    )
    decided_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = OfOrderQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-happened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="alleged", decided_on=None)
                | (~Q(status="alleged") & Q(decided_on__gte=F("happened_on"))),
                name="order_breach_decided_has_date",
            )
        ]

    def __str__(self) -> str:
        return f"The breach of {self.happened_on}"


class OrderWarning(models.Model):
    """A person was told that an order runs out on a day; once each, however often the job runs."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="warnings")
    expires_on = models.DateField()
    told = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    sent_on = models.DateField()

    objects = OfOrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "expires_on", "told"], name="order_warned_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.order_id} to {self.told_id}"
