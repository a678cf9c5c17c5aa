"""The agenda: its lines, what the co-chairs say to each other, and their agreement."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.models import Action, Case, seen_by
from offenders.models import COHORT_ROLES, Nominal
from panels.models.meeting import Meeting, MeetingStatus


class Why(models.TextChoices):
    """Why a case, or a nominal, is on an agenda, in the order in which they are proposed."""

    URGENT = "urgent", "Urgent"
    NOMINATED = "nominated", "Nomination to decide"
    BREACHED = "breached", "Order breached"
    OVERDUE = "overdue", "Actions overdue"
    UNFINISHED = "unfinished", "Actions not finished"
    REVIEW = "review", "Review due"
    RELEASE = "release", "Release ahead"
    RISK_UP = "risk_up", "Risk has risen"
    NEW = "new", "New referral"
    LATE = "late", "Referral after the deadline"
    TWELVE_MONTHS = "twelve_months", "Twelve months on"
    CLOSURE = "closure", "Closure proposed"
    ASKED = "asked", "Asked for"


class ItemStatus(models.TextChoices):
    """Whether a case is to be heard."""

    ON = "on", "On the agenda"
    OFF = "off", "Taken off"
    OFFERED = "offered", "Could be added"


def read_by(user: User, *, item: str = "", in_full: bool = True) -> models.Q:
    """The rule of who reads a line of an agenda, for lines themselves or for rows whose field
    `item` names one: those of cases they see; those of nominals, if they see the cohort."""
    at = f"{item}__" if item else ""
    lines = models.Q(**{f"{at}nominal": None}) & seen_by(user, case=f"{at}case", in_full=in_full)
    if user.desk.has(*COHORT_ROLES):
        lines |= models.Q(**{f"{at}nominal__isnull": False})
    return lines


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Agenda lines in the field's words."""

    def visible_to(self, user: User) -> "AgendaItemQuerySet":
        """Lines of meetings the user sees about cases the user sees; about nominals, for those who
        see the cohort."""
        return self.filter(
            read_by(user, in_full=False), meeting__in=Meeting.objects.visible_to(user).values("pk")
        )

    def on(self) -> "AgendaItemQuerySet":
        """Those to be heard, in order."""
        return self.filter(status=ItemStatus.ON).order_by("position", "pk")

    def offered(self) -> "AgendaItemQuerySet":
        """Those proposed after a co-chair had agreed, for people to add."""
        return self.filter(status=ItemStatus.OFFERED).order_by("position", "pk")

    def of_cases(self) -> "AgendaItemQuerySet":
        """Those about a case itself, not about a nominal who comes from it."""
        return self.filter(nominal=None)

    def heard(self) -> "AgendaItemQuerySet":
        """Those on the agenda of a meeting that was held."""
        return self.filter(status=ItemStatus.ON, meeting__started_at__isnull=False)

    def waiting(self) -> "AgendaItemQuerySet":
        """Those still to be heard: at a meeting to come, or at one that has begun."""
        to_come = models.Q(meeting__in=Meeting.objects.upcoming())
        begun = models.Q(meeting__status=MeetingStatus.HELD, record=None)
        return self.filter(to_come | begun, status=ItemStatus.ON)

    def off(self) -> "AgendaItemQuerySet":
        """Those a person took off."""
        return self.filter(status=ItemStatus.OFF).order_by("position", "pk")


class AgendaItem(models.Model):
    """A case at a meeting, or a nominal at one of an IOM panel: then `case` is the one they were
    nominated from, and holds the actions. One taken off stays, so that it is not proposed again."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agenda_items")
    nominal = models.ForeignKey(
        Nominal, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items"
    )
    position = models.PositiveIntegerField()
    why = models.CharField(max_length=14, choices=Why.choices)
    why_text = models.CharField(max_length=500)
    minutes = models.PositiveSmallIntegerField()
    added_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(max_length=7, choices=ItemStatus.choices, default=ItemStatus.ON)
    off_reason = models.CharField(max_length=500, blank=True)
    taken_off_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seconds_heard = models.PositiveIntegerField(
        default=0, help_text="How long meetings heard it, without the stretch that is running"
    )
    actions_set = models.ManyToManyField(
        Action, blank=True, related_name="+", help_text="The actions set here for a nominal"
    )
    version = models.PositiveIntegerField(default=1)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["meeting", "status", "position"], name="agenda_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "meeting"],
                condition=models.Q(nominal=None),
                name="agenda_case_once",
            ),
            models.UniqueConstraint(fields=["nominal", "meeting"], name="agenda_nominal_once"),
            models.CheckConstraint(
                condition=~models.Q(status="off") | ~models.Q(off_reason=""),
                name="agenda_off_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} at {self.meeting}"

    @property
    def reference(self) -> str:
        """Under which the meeting hears it: the case's, or the nominal's."""
        return self.nominal.reference if self.nominal else self.case.reference

    @property
    def title(self) -> str:
        """What it is in a few words: the nature of the case, or the nominal's name."""
        if self.nominal:
            return self.nominal.person.full_name
        return self.case.get_category_display()

    @property
    def noun(self) -> str:
        """What is heard, in one word."""
        return "person" if self.nominal_id else "case"

    @property
    def url_name(self) -> str:
        """The page of what is heard, by its reference."""
        return "offender" if self.nominal_id else "case"

    @property
    def subject(self) -> str:
        """The name under which the log speaks of what is heard."""
        return self.nominal.subject if self.nominal else f"case {self.case.reference}"


class AgendaAgreement(models.Model):
    """A co-chair agrees the agenda as it stands; a later change removes it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agreements")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agenda_version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="agenda_agreed_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} agrees {self.meeting_id}"


class AgendaComment(models.Model):
    """What those who prepare a meeting say to each other about its agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"Comment {self.pk}"
