"""The Victims' Code as a checklist, complaints, and the page a person opens by a one-time link."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.models import seen_by
from victims.models.contact import SupportRowQuerySet
from victims.models.referral import SupportReferral


class Right(models.TextChoices):
    """The twelve rights of the Victims' Code (2021), and the review of anti-social behaviour
    cases (Anti-social Behaviour, Crime and Policing Act 2014, section 104)."""

    UNDERSTAND = "understand", "1. To understand and be understood"
    DETAILS = "details", "2. To have details recorded without delay"
    REPORTING = "reporting", "3. To be given information when reporting"
    SERVICES = "services", "4. To be referred to support services"
    COMPENSATION = "compensation", "5. To be told about compensation"
    INVESTIGATION = "investigation", "6. To be told about the investigation"
    STATEMENT = "statement", "7. To make a Victim Personal Statement"
    TRIAL = "trial", "8. To be told about the trial"
    OUTCOME = "outcome", "9. To be told the outcome and any appeal"
    EXPENSES = "expenses", "10. To be paid expenses and have property returned"
    OFFENDER = "offender", "11. To be told about the offender after conviction"
    COMPLAIN = "complain", "12. To complain if rights are not met"
    CASE_REVIEW = "case_review", "ASB Case Review (section 104)"


class RightState(models.TextChoices):
    """What became of one right."""

    EXPLAINED = "explained", "Explained"
    TAKEN_UP = "taken_up", "Explained, and they want it"
    DECLINED = "declined", "Explained, and they do not want it"
    DOES_NOT_APPLY = "not_applicable", "Does not apply"


class RightCheck(models.Model):
    """What became of one right for one person, and when."""

    referral = models.ForeignKey(SupportReferral, on_delete=models.CASCADE, related_name="rights")
    right = models.CharField(max_length=13, choices=Right.choices)
    state = models.CharField(max_length=14, choices=RightState.choices)
    on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = SupportRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "right"], name="right_checked_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_right_display()}: {self.get_state_display()}"


class ComplaintOutcome(models.TextChoices):
    """How a complaint was answered."""

    UPHELD = "upheld", "Upheld"
    PARTLY = "partly", "Partly upheld"
    NOT_UPHELD = "not_upheld", "Not upheld"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    """Complaints in the field's words."""

    def visible_to(self, user: User) -> "ComplaintQuerySet":
        """Those of their own service to its managers; to a worker, those they wrote down."""
        managed = models.Q(referral__provider__in=user.desk.agency_ids("victim_manager"))
        own = models.Q(
            recorded_by=user, referral__provider__in=user.desk.agency_ids("victim_worker")
        )
        return self.filter(managed | own)


class Complaint(models.Model):
    """What a person complains of, and the answer."""

    referral = models.ForeignKey(
        SupportReferral, on_delete=models.CASCADE, related_name="complaints"
    )
    about = models.CharField(max_length=200, help_text="Which body it is about")
    received_on = models.DateField()
    what = models.TextField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    answered_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=ComplaintOutcome.choices, blank=True)
    answer = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_on=None, outcome="")
                | (models.Q(answered_on__gte=models.F("received_on")) & ~models.Q(outcome="")),
                name="complaint_answer_has_outcome",
            )
        ]

    def __str__(self) -> str:
        return f"Complaint {self.pk}"


class LinkKind(models.TextChoices):
    """What a one-time link opens."""

    PAGE = "page", "Their own page"
    SURVEY = "survey", "The survey"


class OneTimeLink(models.Model):
    """A link that opens once, without an account. Only the digest of its secret is kept."""

    referral = models.ForeignKey(SupportReferral, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=6, choices=LinkKind.choices)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SupportRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"Link {self.pk}"


class WishKind(models.TextChoices):
    """What a person asks for on their own page."""

    CALL = "call", "Please call me"
    REVIEW = "review", "Please review my case"


class WishQuerySet(models.QuerySet["Wish"]):
    """What people ask for on their own page."""

    def visible_to(self, user: User) -> "WishQuerySet":
        """To their victim service; a wish for a review also to those who oversee the case."""
        own = models.Q(referral__in=SupportReferral.objects.visible_to(user).values("pk"))
        if not user.desk.oversees_cases:
            return self.filter(own)
        overseen = seen_by(user, case="referral__party__case")
        return self.filter(
            own | (models.Q(kind=WishKind.REVIEW, referral__party__isnull=False) & overseen)
        )


class Wish(models.Model):
    """Something a person asked for on their own page, until it is seen to."""

    referral = models.ForeignKey(SupportReferral, on_delete=models.CASCADE, related_name="wishes")
    kind = models.CharField(max_length=6, choices=WishKind.choices)
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = WishQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "kind"],
                condition=models.Q(done_at=None),
                name="wish_open_once",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
