"""A person harmed, referred to a victim service."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, Role, User
from cases.models import Case, Party
from people.models import Person
from ui.working_days import working_days_between


class SupportStatus(models.TextChoices):
    """Where support for a person has got to."""

    REFERRED = "referred", "Referred"
    IN_SUPPORT = "in_support", "In support"
    CLOSED = "closed", "Closed"
    NOT_SUPPORTED = "not_supported", "Not supported"


OPEN_STATUSES = (SupportStatus.REFERRED, SupportStatus.IN_SUPPORT)


class Priority(models.TextChoices):
    """How soon the victim service makes contact."""

    STANDARD = "standard", "Standard"
    ENHANCED = "enhanced", "Enhanced"


class SourceKind(models.TextChoices):
    """Where a referral came from."""

    PANEL = "panel", "The panel"
    CASE = "case", "A case"
    HATE_CENTRE = "hate_centre", "A hate crime reporting centre"
    POLICE = "police", "The police"
    SELF = "self", "The person themselves"
    LANDLORD = "landlord", "Their landlord"
    OTHER = "other", "Somebody else"


FROM_CASE = (SourceKind.PANEL, SourceKind.CASE)


class PriorityReason(models.TextChoices):
    """What gives a referral enhanced priority (Victim Support in Barnet, 2015). *Repeat* means
    different incidents; *persistently targeted*, the same kind each time."""

    VIOLENCE = "violence", "Violence with injury"
    SEXUAL = "sexual", "A sexual offence"
    DOMESTIC = "domestic", "Domestic abuse"
    ROBBERY = "robbery", "Robbery"
    YOUNG = "young", "Under 18"
    VULNERABLE = "vulnerable", "Vulnerable or intimidated"
    REPEAT = "repeat", "A repeat victim"
    PERSISTENT = "persistent", "Persistently targeted"


SUPPORT_ROLES = (Role.VICTIM_WORKER, Role.VICTIM_MANAGER)


class EndReason(models.TextChoices):
    """Why support ended, or never began."""

    GOALS_REACHED = "goals_reached", "Goals reached"
    NO_LONGER_WANTED = "no_longer_wanted", "They no longer want support"
    LOST_TOUCH = "lost_touch", "Contact was lost"
    MOVED = "moved", "They moved away"
    PASSED_ON = "passed_on", "Passed on to another service"
    CONSENT_REFUSED = "consent_refused", "Consent refused"
    NOT_REACHED = "not_reached", "Not reached"
    UNSAFE = "unsafe", "Unsafe to contact"
    NO_DETAILS = "no_details", "No working contact details"
    DUPLICATE = "duplicate", "Duplicate of another referral"
    EXCLUDED = "excluded", "Not for this service"


class SupportReferralQuerySet(models.QuerySet["SupportReferral"]):
    """Referrals to a victim service in the field's words."""

    def visible_to(self, user: User) -> "SupportReferralQuerySet":
        """Those to a victim service, for its own workers and managers; for nobody else."""
        if user.desk.has(*SUPPORT_ROLES):
            return self.filter(provider__in=user.desk.agency_ids(*SUPPORT_ROLES))
        return self.none()

    def open(self) -> "SupportReferralQuerySet":
        """Waiting, or in support."""
        return self.filter(status__in=OPEN_STATUSES)


class SupportReferral(models.Model):
    """One referral of one person in a case to a victim service, from sending to closure."""

    reference = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="support_referrals")
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="support_referrals"
    )
    provider = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60, help_text="The meeting or case it came from")
    source_kind = models.CharField(
        max_length=11, choices=SourceKind.choices, default=SourceKind.CASE
    )
    priority = models.CharField(max_length=8, choices=Priority.choices, default=Priority.STANDARD)
    priority_codes = models.JSONField(default=list, blank=True)
    priority_reasons = models.TextField(blank=True)
    status = models.CharField(
        max_length=13, choices=SupportStatus.choices, default=SupportStatus.REFERRED
    )
    worker = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    referred_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    referred_at = models.DateTimeField(default=timezone.now)
    first_contact_at = models.DateTimeField(null=True, blank=True)
    next_contact_due = models.DateField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(
        default=0, help_text="In a row with no reply, since the last talk or decision"
    )
    support_started_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.CharField(max_length=16, choices=EndReason.choices, blank=True)
    closing_note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SupportReferralQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["provider", "-referred_at", "-id"], name="support_newest"),
            models.Index(fields=["provider", "status", "next_contact_due"], name="support_due"),
            models.Index(fields=["referred_at"], name="support_referred"),
            models.Index(fields=["source"], name="support_source"),
            models.Index(fields=["support_started_at"], name="support_started"),
            models.Index(fields=["first_contact_at"], name="support_first_contact"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["party"],
                condition=models.Q(status__in=["referred", "in_support"]),
                name="support_open_once",
            ),
            models.UniqueConstraint(
                fields=["person", "provider"],
                condition=models.Q(party=None, status__in=["referred", "in_support"]),
                name="support_open_once_outside",
            ),
            models.CheckConstraint(
                condition=models.Q(party__isnull=False)
                | ~models.Q(source_kind__in=["panel", "case"]),
                name="support_from_case_has_party",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status__in=["referred", "in_support"], closed_at=None, closing_reason=""
                )
                | (
                    models.Q(status__in=["closed", "not_supported"], closed_at__isnull=False)
                    & ~models.Q(closing_reason="")
                ),
                name="support_ended_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["in_support", "closed"])
                | models.Q(support_started_at__isnull=False),
                name="support_began_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        """Whether it waits or is in support."""
        return self.status in OPEN_STATUSES

    @property
    def case(self) -> Case | None:
        """The case it came from; None for a referral from outside."""
        return self.party.case if self.party else None

    @property
    def priority_labels(self) -> list[str]:
        """What makes it enhanced, in words."""
        return [PriorityReason(code).label for code in self.priority_codes]

    @property
    def referred_on(self) -> dt.date:
        """The day of the referral, on London's calendar."""
        return timezone.localdate(self.referred_at)

    @property
    def working_days_to_first_contact(self) -> int | None:
        """Working days from the day of the referral to the first talk; None before it."""
        if self.first_contact_at is None:
            return None
        return working_days_between(self.referred_on, timezone.localdate(self.first_contact_at))

    def working_days_waiting(self, today: dt.date) -> int:
        """Working days since the day of the referral."""
        return working_days_between(self.referred_on, today)

    def is_overdue(self, today: dt.date) -> bool:
        """Whether the next contact was due before today."""
        return self.is_open and self.next_contact_due is not None and self.next_contact_due < today
