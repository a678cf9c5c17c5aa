"""What is done for a person: casework, mediation, a Restorative Justice panel, and the rest."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from victims.models.contact import SupportRowQuerySet, Way
from victims.models.referral import SUPPORT_ROLES, SupportReferral
from victims.models.survey import ServiceRowQuerySet


class FacilitatorKind(models.TextChoices):
    """On what footing somebody facilitates."""

    STAFF = "staff", "Staff"
    VOLUNTEER = "volunteer", "Volunteer"


class Facilitator(models.Model):
    """Somebody trained to mediate or to run a Restorative Justice panel."""

    provider = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=9, choices=FacilitatorKind.choices)
    trained_on = models.DateField()
    training = models.CharField(max_length=200)
    refresh_by = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ServiceRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def is_ready(self, day: dt.date) -> bool:
        """Whether they were trained, with nothing to refresh, and had not left on a day."""
        began = self.trained_on <= day
        current = self.refresh_by is None or day <= self.refresh_by
        return began and current and (self.left_on is None or day < self.left_on)


class InterventionKind(models.TextChoices):
    """What sort of help it is."""

    CASEWORK = "casework", "Casework"
    MEDIATION = "mediation", "Mediation"
    RESTORATIVE = "restorative", "Restorative Justice panel"
    TARGET_HARDENING = "hardening", "Target hardening"
    ADVOCACY = "advocacy", "Advocacy"
    SANCTUARY = "sanctuary", "Sanctuary scheme"
    COURT = "court", "Court support"


MEETING_KINDS = (InterventionKind.MEDIATION, InterventionKind.RESTORATIVE)


class InterventionStatus(models.TextChoices):
    """Where an intervention has got to."""

    PROPOSED = "proposed", "Proposed"
    SUITABLE = "suitable", "Found suitable"
    PREPARING = "preparing", "In preparation"
    UNDER_WAY = "under_way", "Under way"
    HELD = "held", "Held"
    INDIRECT = "indirect", "Done indirectly"
    COMPLETED = "completed", "Completed"
    NOT_PROCEEDED = "not_proceeded", "Not proceeded"


DONE = (InterventionStatus.HELD, InterventionStatus.INDIRECT, InterventionStatus.COMPLETED)


class NotProceededReason(models.TextChoices):
    """Why an intervention did not go on."""

    UNSUITABLE = "unsuitable", "Not suitable: abuse, hate crime or an unequal risk"
    HARMED_DECLINED = "harmed_declined", "The person harmed did not want it"
    OTHER_DECLINED = "other_declined", "The other side did not want it"
    NOT_RESPONSIBLE = "not_responsible", "The other side accepts no responsibility"
    UNSAFE = "unsafe", "It was not safe"
    LOST_TOUCH = "lost_touch", "Contact was lost"
    CIRCUMSTANCES = "circumstances", "Circumstances changed"


class Intervention(models.Model):
    """One thing done for a person. The stages of a panel follow the Ministry of Justice's test of
    neighbourhood justice panels."""

    referral = models.ForeignKey(
        SupportReferral, on_delete=models.CASCADE, related_name="interventions"
    )
    kind = models.CharField(max_length=11, choices=InterventionKind.choices)
    status = models.CharField(
        max_length=13, choices=InterventionStatus.choices, default=InterventionStatus.PROPOSED
    )
    aim = models.CharField(max_length=300)
    proposed_on = models.DateField(default=timezone.localdate)
    suitability = models.TextField(blank=True)
    reason = models.CharField(max_length=15, choices=NotProceededReason.choices, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome_note = models.TextField(blank=True)
    agreement = models.TextField(blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    agreement_due_on = models.DateField(null=True, blank=True)
    agreement_kept = models.BooleanField(null=True, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    followed_up_on = models.DateField(null=True, blank=True)
    facilitators = models.ManyToManyField(Facilitator, blank=True, related_name="interventions")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = SupportRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-proposed_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status="not_proceeded") & ~models.Q(reason="")
                | ~models.Q(status="not_proceeded") & models.Q(reason=""),
                name="not_proceeded_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_meeting(self) -> bool:
        """Whether it brings two sides together."""
        return self.kind in MEETING_KINDS

    @property
    def is_over(self) -> bool:
        """Whether nothing more follows."""
        return self.status in (InterventionStatus.COMPLETED, InterventionStatus.NOT_PROCEEDED)


class Side(models.TextChoices):
    """One side of a mediation or a panel."""

    HARMED = "harmed", "The person harmed"
    OTHER = "other", "The other side"


class SideAnswer(models.TextChoices):
    """What a side said when asked to take part."""

    GIVEN = "given", "Agrees to take part"
    REFUSED = "refused", "Does not want to"
    WITHDRAWN = "withdrawn", "Withdrew"


class SideConsent(models.Model):
    """What one side said. The latest answer of a side counts; earlier ones stay."""

    intervention = models.ForeignKey(
        Intervention, on_delete=models.CASCADE, related_name="side_consents"
    )
    side = models.CharField(max_length=6, choices=Side.choices)
    answer = models.CharField(max_length=9, choices=SideAnswer.choices)
    how = models.CharField(max_length=5, choices=Way.choices)
    answered_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["answered_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.get_answer_display()}"


class SessionForm(models.TextChoices):
    """How a session is held."""

    ONE_TO_ONE = "one_to_one", "One to one"
    PREPARATION = "preparation", "Preparation with one side"
    SHUTTLE = "shuttle", "Shuttle: the mediator goes between"
    JOINT = "joint", "Joint meeting"
    PANEL = "panel", "Panel"
    FOLLOW_UP = "follow_up", "Follow-up"


class Attendee(models.TextChoices):
    """Who can be at a session, by what they are to it."""

    HARMED = "harmed", "The person harmed"
    HARMED_SUPPORTER = "harmed_supporter", "Their supporter"
    OTHER = "other", "The other side"
    OTHER_SUPPORTER = "other_supporter", "The other side's supporter"
    FACILITATOR = "facilitator", "Facilitator or mediator"
    WORKER = "worker", "Support worker"
    AGENCY = "agency", "Another agency"


class Session(models.Model):
    """One session of an intervention, with who was there by what they are to it."""

    intervention = models.ForeignKey(
        Intervention, on_delete=models.CASCADE, related_name="sessions"
    )
    held_on = models.DateField()
    form = models.CharField(max_length=11, choices=SessionForm.choices)
    attended = models.JSONField(default=list, blank=True)
    did_not_attend = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["held_on", "pk"]

    def __str__(self) -> str:
        return self.get_form_display()

    @property
    def attended_labels(self) -> list[str]:
        """Who was there, in words."""
        return [str(Attendee(code).label) for code in self.attended]

    @property
    def absent_labels(self) -> list[str]:
        """Who was expected and did not come, in words."""
        return [str(Attendee(code).label) for code in self.did_not_attend]


class MediatorNoteQuerySet(models.QuerySet["MediatorNote"]):
    """What was said to a mediator in confidence."""

    def visible_to(self, user: User) -> "MediatorNoteQuerySet":
        """The mediator's own, while they work for the service; nobody else's, managers included."""
        providers = user.desk.agency_ids(*SUPPORT_ROLES)
        return self.filter(written_by=user, intervention__referral__provider__in=providers)


class MediatorNote(models.Model):
    """What is confidential to the mediator, and stays with them."""

    intervention = models.ForeignKey(
        Intervention, on_delete=models.CASCADE, related_name="mediator_notes"
    )
    text = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = MediatorNoteQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"Note of a mediator {self.pk}"
