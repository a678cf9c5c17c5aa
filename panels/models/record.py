"""What happened in a meeting: who came, what they shared and what was decided."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from cases.models import Action, ActionStatus, Handling, RiskBand
from offenders.models import Cohort, LeavingReason, Rag
from panels.models.agenda import AgendaItem, read_by
from panels.models.meeting import Meeting


class AttendanceStatus(models.TextChoices):
    """Whether somebody came."""

    UNKNOWN = "", "Not recorded yet"
    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Sent apologies"
    ABSENT = "absent", "Absent"


class SeatKind(models.TextChoices):
    """As what somebody sits in a meeting."""

    MEMBER = "member", "Member"
    DEPUTY = "deputy", "Deputy"
    OBSERVER = "observer", "Observer"
    ONE_CASE = "one_case", "For one case only"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Seats in the field's words."""

    def visible_to(self, user: User) -> "AttendanceQuerySet":
        """Those at the meetings the user sees."""
        return self.filter(meeting__in=Meeting.objects.visible_to(user).values("pk"))


class Attendance(models.Model):
    """One seat at a meeting: an agency and who sat there, whether or not they have an account. A
    person present for one case only has the line of that case."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=8, choices=SeatKind.choices, default=SeatKind.MEMBER)
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="seats"
    )
    status = models.CharField(max_length=10, choices=AttendanceStatus.choices, blank=True)
    information_sent = models.BooleanField(default=False)
    confidentiality_signed = models.BooleanField(default=False)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The person themselves, or who recorded it for them",
    )
    version = models.PositiveIntegerField(default=1)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["agency__name", "pk"]
        indexes = [models.Index(fields=["user", "meeting"], name="seat_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="one_case", item__isnull=False)
                | (~models.Q(kind="one_case") & models.Q(item__isnull=True)),
                name="seat_for_one_case_names_it",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name or 'Nobody named'}, {self.agency_id}"


class Decision(models.TextChoices):
    """What a panel decides about a case; from `SELECT` on, what it decides about a nominal."""

    KEEP_OPEN = "keep_open", "Keep open and hear again"
    MONITOR = "monitor", "Monitor"
    CLOSE = "close", "Close"
    REFER_ON = "refer_on", "Refer on to another panel or service"
    SELECT = "select", "Take into the cohort"
    NOT_SELECT = "not_select", "Do not take into the cohort"
    STAY = "stay", "Stays in the cohort"
    DESELECT = "deselect", "De-select"
    LATER = "later", "Decide at the next meeting"


ABOUT_CASES = (Decision.KEEP_OPEN, Decision.MONITOR, Decision.CLOSE, Decision.REFER_ON)


class ItemRecord(models.Model):
    """What was shared about a case at a meeting, the risk then, the decision and its reason; about
    a nominal, how they stand instead of the risk."""

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="record")
    facts_shared = models.TextField(blank=True)
    risk_band = models.CharField(max_length=8, choices=RiskBand.choices, blank=True)
    rag = models.CharField(max_length=5, choices=Rag.choices, blank=True)
    cohort = models.CharField(max_length=5, choices=Cohort.choices, blank=True)
    leaving_reason = models.CharField(max_length=11, choices=LeavingReason.choices, blank=True)
    decision = models.CharField(max_length=10, choices=Decision.choices)
    decision_reason = models.TextField()
    next_review_on = models.DateField(null=True, blank=True)
    saved_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decision_reason=""), name="decision_has_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.item}"

    @property
    def standing(self) -> str:
        """How what was heard stood then: the risk of a case, the colour of a nominal."""
        return self.get_rag_display() if self.rag else self.get_risk_band_display()


def handling_choices(*, of_nominal: bool) -> list[tuple[str, str]]:
    """How something said may be passed on; what is said of a nominal goes to no case's agencies."""
    choices = dict(Handling.choices)
    if of_nominal:
        choices[Handling.SHARE] = "May be shared with those who manage offenders"
    return list(choices.items())


class SharedFactQuerySet(models.QuerySet["SharedFact"]):
    """What agencies said in meetings, in the field's words."""

    def visible_to(self, user: User) -> "SharedFactQuerySet":
        """Those of cases the user sees in full, as far as each one's handling lets them; what is
        for the panel only, to those at its meetings."""
        seen = self.filter(read_by(user, item="item"))
        if user.desk.oversees_cases:
            return seen
        mine = user.desk.casework_agency_ids
        meetings = Meeting.objects.visible_to(user).values("pk")
        panel = models.Q(handling=Handling.PANEL, item__meeting__in=meetings)
        return seen.filter(models.Q(agency__in=mine) | models.Q(handling=Handling.SHARE) | panel)


class SharedFact(models.Model):
    """One thing an agency said about a case in a meeting: fact or opinion, and how it may be
    passed on (section 38, DPA 2018)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="facts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    is_opinion = models.BooleanField(default=False)
    handling = models.CharField(max_length=6, choices=Handling.choices, default=Handling.SHARE)
    text = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = SharedFactQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"Fact {self.pk}"

    @property
    def handling_said(self) -> str:
        """How it may be passed on, in words."""
        return dict(handling_choices(of_nominal=self.item.nominal_id is not None))[self.handling]


class ActionReview(models.Model):
    """What a meeting heard had become of an action set earlier."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="action_reviews")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    fate = models.CharField(max_length=12, choices=ActionStatus.choices)
    note = models.TextField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "action"], name="action_reviewed_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_fate_display()}: action {self.action_id}"
