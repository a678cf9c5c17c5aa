"""A referral to the panel: what an officer asks, until the coordinator has answered."""

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User


class AsbCategory(models.TextChoices):
    """The thirteen headings of the Metropolitan Police anti-social behaviour dataset."""

    VEHICLE_ABANDONED = "vehicle-abandoned", "Vehicle abandoned (not stolen)"
    VEHICLE_NUISANCE = "vehicle-nuisance", "Vehicle nuisance or inappropriate use"
    ROWDY = "rowdy", "Rowdy or inconsiderate behaviour"
    NEIGHBOURS = "neighbours", "Rowdy or nuisance neighbours"
    LITTERING = "littering", "Littering or drug paraphernalia"
    ANIMALS = "animals", "Animal problems"
    TRESPASS = "trespass", "Trespass"
    COMMUNICATIONS = "communications", "Malicious or nuisance communications"
    STREET_DRINKING = "street-drinking", "Street drinking"
    PROSTITUTION = "prostitution", "Prostitution-related activity"
    NOISE = "noise", "Noise"
    BEGGING = "begging", "Begging or vagrancy"
    FIREWORKS = "fireworks", "Fireworks"


class AsbType(models.TextChoices):
    """Who or what the behaviour harms (National Standard for Incident Recording, 2011)."""

    PERSONAL = "personal", "Personal: aimed at a person or group"
    NUISANCE = "nuisance", "Nuisance: troubles the community at large"
    ENVIRONMENTAL = "environmental", "Environmental: harms spaces and buildings"


class HateStrand(models.TextChoices):
    """The five monitored strands of hate crime (College of Policing)."""

    RACE = "race", "Race"
    RELIGION = "religion", "Religion or belief"
    ORIENTATION = "orientation", "Sexual orientation"
    DISABILITY = "disability", "Disability"
    TRANSGENDER = "transgender", "Transgender identity"


class Consent(models.TextChoices):
    """What the person harmed says to being referred; never the legal basis for sharing."""

    YES = "yes", "Yes, they agree"
    NO = "no", "No, they do not agree"
    UNSAFE = "unsafe", "Not asked, because asking would be unsafe"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ReferralStatus(models.TextChoices):
    """Where a referral has got to."""

    DRAFT = "draft", "Draft"
    SENT = "sent", "Waiting for the coordinator"
    RETURNED = "returned", "Returned with questions"
    ACCEPTED = "accepted", "Accepted"
    MATCHED = "matched", "Added to a case"
    DECLINED = "declined", "Declined with advice"


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Referrals in the field's words."""

    def visible_to(self, user: User) -> "ReferralQuerySet":
        """Its agency's own; once sent, also the coordinator's and the co-chairs'."""
        own = models.Q(agency__in=user.desk.casework_agency_ids)
        if user.desk.oversees_cases:
            return self.filter(own | ~models.Q(status=ReferralStatus.DRAFT))
        if user.desk.works_on_cases:
            return self.filter(own)
        return self.none()

    def waiting(self) -> "ReferralQuerySet":
        """Those about which somebody must still do something."""
        return self.filter(
            status__in=[ReferralStatus.DRAFT, ReferralStatus.SENT, ReferralStatus.RETURNED]
        )

    def to_triage(self) -> "ReferralQuerySet":
        """Those waiting for the coordinator's answer."""
        return self.filter(status=ReferralStatus.SENT)


class Referral(models.Model):
    """The CS MARAC referral form. `answers` holds each section as it was typed, valid or not."""

    reference = models.CharField(max_length=16, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="referrals")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="referrals")
    status = models.CharField(
        max_length=10, choices=ReferralStatus.choices, default=ReferralStatus.DRAFT
    )
    category = models.CharField(max_length=20, choices=AsbCategory.choices, blank=True)
    is_urgent = models.BooleanField(
        default=False, help_text="Its author says it cannot wait for the panel's next meeting"
    )
    answers = models.JSONField(default=dict)
    started_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer_reason = models.TextField(blank=True)
    belongs_to = models.CharField(max_length=20, blank=True, help_text="Where it was declined to")
    joined_case = models.ForeignKey(
        "cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="joined"
    )
    is_repeat_of = models.ForeignKey(
        "cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="repeats"
    )
    version = models.PositiveIntegerField(default=1)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["status", "-sent_at"], name="referral_queue"),
            models.Index(fields=["agency", "-started_at", "-id"], name="referral_agency"),
            models.Index(fields=["-started_at", "-id"], name="referral_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="draft") | models.Q(sent_at__isnull=False),
                name="referral_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["accepted", "matched", "declined"])
                | models.Q(answered_at__isnull=False),
                name="referral_answered_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="matched") | models.Q(joined_case__isnull=False),
                name="referral_matched_has_case",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
