"""Consent to support, how a person can safely be reached, and each attempt to reach them."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import User
from victims.models.referral import SupportReferral
from victims.safe_rules import SafeRules


class SupportRowQuerySet(models.QuerySet[Any]):
    """Rows that belong to a support referral and are seen by whoever sees it."""

    def visible_to(self, user: User) -> "SupportRowQuerySet":
        """Those of referrals to the user's own victim service."""
        return self.filter(referral__in=SupportReferral.objects.visible_to(user).values("pk"))


class Way(models.TextChoices):
    """A way of reaching a person."""

    PHONE = "phone", "Phone call"
    TEXT = "text", "Text message"
    EMAIL = "email", "Email"
    POST = "post", "Letter"
    VISIT = "visit", "Visit or meeting"


class ConsentDecision(models.TextChoices):
    """What a person said when asked whether they want support."""

    GIVEN = "given", "Given"
    REFUSED = "refused", "Refused"
    NOT_REACHED = "not_reached", "Not reached"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ConsentBy(models.TextChoices):
    """Who gave the answer."""

    PERSON = "person", "The person themselves"
    PARENT = "parent", "Their parent or guardian"
    ATTORNEY = "attorney", "Somebody with legal authority to decide for them"


class Consent(models.Model):
    """One answer about consent. The latest one counts; earlier ones stay."""

    referral = models.ForeignKey(SupportReferral, on_delete=models.CASCADE, related_name="consents")
    decision = models.CharField(max_length=11, choices=ConsentDecision.choices)
    given_by = models.CharField(max_length=8, choices=ConsentBy.choices, default=ConsentBy.PERSON)
    how = models.CharField(max_length=5, choices=Way.choices)
    decided_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = SupportRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-decided_on", "-pk"]

    def __str__(self) -> str:
        return self.get_decision_display()


class Weekday(models.IntegerChoices):
    """A day of the week, counted as Python does."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class SafeContact(models.Model):
    """How a person can be reached without putting them in danger. Never joined into a list, a
    search or another page: read only through its own door, which asks why."""

    referral = models.OneToOneField(
        SupportReferral, on_delete=models.CASCADE, related_name="safe_contact"
    )
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    safe_ways = models.JSONField(default=list)
    no_voicemail = models.BooleanField(default=True)
    safe_days = models.JSONField(default=list, blank=True)
    safe_from = models.TimeField(null=True, blank=True)
    safe_until = models.TimeField(null=True, blank=True)
    only_through_another = models.BooleanField(default=False)
    safe_times = models.CharField(max_length=200, blank=True)
    code_word = models.CharField(max_length=60, blank=True)
    who_may_answer = models.CharField(max_length=200, blank=True)
    interpreter = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SupportRowQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Safe contact of {self.referral_id}"

    @property
    def safe_way_labels(self) -> list[str]:
        """The safe ways in words."""
        return [Way(code).label for code in self.safe_ways]

    @property
    def unsafe_way_labels(self) -> list[str]:
        """The ways that are never used."""
        return [str(label) for code, label in Way.choices if code not in self.safe_ways]

    @property
    def safe_day_labels(self) -> list[str]:
        """The safe days in words."""
        return [str(Weekday(code).label) for code in self.safe_days]

    @property
    def rules(self) -> SafeRules:
        """What it allows, without the details of how to reach them."""
        return SafeRules(
            ways=tuple(self.safe_ways),
            no_voicemail=self.no_voicemail,
            days=tuple(self.safe_days),
            since=self.safe_from,
            until=self.safe_until,
            only_through_another=self.only_through_another,
        )


class SafeContactReader(models.Model):
    """Somebody whom a victim's worker has named to read their safe contact, until a day."""

    referral = models.ForeignKey(
        SupportReferral, on_delete=models.CASCADE, related_name="safe_contact_readers"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
    reason = models.CharField(max_length=200)
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)

    objects = SupportRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-until", "-pk"]

    def __str__(self) -> str:
        return f"{self.user} until {self.until}"


class ContactOutcome(models.TextChoices):
    """What came of an attempt to reach a person."""

    SPOKE = "spoke", "Spoke to them"
    LEFT_MESSAGE = "left_message", "Left or sent a message"
    NO_REPLY = "no_reply", "No reply"
    WRONG_NUMBER = "wrong_number", "Wrong number or address"
    UNSAFE = "unsafe", "Unsafe to contact"
    DECLINED = "declined", "Declined to talk"


class ContactAttempt(models.Model):
    """One attempt to reach a person, whatever came of it."""

    referral = models.ForeignKey(SupportReferral, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    way = models.CharField(max_length=5, choices=Way.choices)
    outcome = models.CharField(max_length=12, choices=ContactOutcome.choices)
    is_incoming = models.BooleanField(default=False, help_text="They got in touch with us")
    is_support = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    next_contact_due = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = SupportRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes = [models.Index(fields=["referral", "-at"], name="attempt_in_referral")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_support=False) | models.Q(outcome="spoke"),
                name="attempt_support_means_spoke",
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


class PlannedContact(models.Model):
    """A call or visit at a time agreed beforehand. What their safe contact forbids is stopped."""

    referral = models.ForeignKey(SupportReferral, on_delete=models.CASCADE, related_name="planned")
    at = models.DateTimeField()
    way = models.CharField(max_length=5, choices=Way.choices)
    about = models.CharField(max_length=200, blank=True)
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = SupportRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes = [models.Index(fields=["referral", "at"], name="planned_in_referral")]

    def __str__(self) -> str:
        return f"Planned {self.get_way_display()}"


class TriesDecision(models.TextChoices):
    """What follows when nobody answers."""

    KEEP = "keep", "Keep trying"
    STOP = "stop", "Stop trying"


class AttemptsDecision(models.Model):
    """What was decided when a person could not be reached: never a silence."""

    referral = models.ForeignKey(
        SupportReferral, on_delete=models.CASCADE, related_name="tries_decisions"
    )
    decision = models.CharField(max_length=4, choices=TriesDecision.choices)
    tries = models.PositiveSmallIntegerField()
    reason = models.TextField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    objects = SupportRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-decided_at", "-pk"]

    def __str__(self) -> str:
        return self.get_decision_display()
