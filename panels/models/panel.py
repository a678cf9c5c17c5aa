"""A panel: its terms, its days, who chairs it and which agencies belong to it."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, Membership, Role, User


class PanelQuerySet(models.QuerySet["Panel"]):
    """Panels in the field's words."""

    def visible_to(self, user: User) -> "PanelQuerySet":
        """Every panel but those made to practise with, to its coordinators and co-chairs and to
        administrators."""
        if user.desk.oversees_cases or user.desk.has(Role.ADMINISTRATOR):
            return self.filter(rehearsed_by=None)
        return self.none()


class PanelKind(models.TextChoices):
    """What a panel is for."""

    CS_MARAC = "cs_marac", "CS MARAC"
    IOM = "iom", "Integrated Offender Management panel"
    RESTORATIVE = "restorative", "Restorative justice panel"
    OTHER = "other", "Another panel"


class Cadence(models.TextChoices):
    """How often a panel meets."""

    NONE = "none", "On no fixed day"
    MONTHLY = "monthly", "Once a month, like the second Wednesday"
    WEEKLY = "weekly", "Every so many weeks"


class WeekOfMonth(models.IntegerChoices):
    """Which of a month's days of one name."""

    FIRST = 1, "First"
    SECOND = 2, "Second"
    THIRD = 3, "Third"
    FOURTH = 4, "Fourth"
    LAST = 5, "Last"


class Weekday(models.IntegerChoices):
    """A day on which offices are open, as Python counts them."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"


class Panel(models.Model):
    """One standing meeting and its terms: every deadline and length is the panel's own."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(unique=True)
    kind = models.CharField(
        "Kind of panel", max_length=12, choices=PanelKind.choices, default=PanelKind.CS_MARAC
    )
    terms = models.TextField("Terms of reference", blank=True)
    gateway = models.CharField(
        "Legal gateway",
        max_length=200,
        default="Crime and Disorder Act 1998, section 115",
        help_text="The law under which papers are shared; written down each time they go out",
    )
    confidentiality_statement = models.TextField(
        help_text="Read and signed at the start of each meeting"
    )
    takes_referrals = models.BooleanField(
        "New referrals come to this panel",
        default=True,
        help_text="If not, it hears only cases that somebody puts on its agenda, and those again",
    )
    co_chairs_needed = models.PositiveSmallIntegerField(
        "Co-chairs needed", default=2, help_text="How many must be in post to agree an agenda"
    )
    quorum = models.PositiveSmallIntegerField(
        default=3, help_text="How many agencies must be present"
    )
    referral_deadline_days = models.PositiveSmallIntegerField(
        "Referral deadline", default=10, help_text="Days before the meeting"
    )
    papers_working_days = models.PositiveSmallIntegerField(
        "Papers go out", default=5, help_text="Working days before the meeting"
    )
    minutes_working_days = models.PositiveSmallIntegerField(
        "Minutes are agreed", default=5, help_text="Working days after the meeting"
    )
    minutes_a_case = models.PositiveSmallIntegerField("Minutes for each case", default=12)
    cases_a_meeting = models.PositiveSmallIntegerField(
        "Cases at a meeting", default=40, help_text="The agenda proposes no more than this"
    )
    meeting_minutes = models.PositiveSmallIntegerField(
        "Length of a meeting", default=180, help_text="Minutes, for people's calendars"
    )
    cadence = models.CharField(
        "How often does it meet?", max_length=7, choices=Cadence.choices, default=Cadence.NONE
    )
    week_of_month = models.PositiveSmallIntegerField(
        "Which week", choices=WeekOfMonth.choices, default=WeekOfMonth.SECOND
    )
    weekday = models.PositiveSmallIntegerField(
        "Which day", choices=Weekday.choices, default=Weekday.WEDNESDAY
    )
    every_weeks = models.PositiveSmallIntegerField("Weeks between meetings", default=4)
    usual_time = models.TimeField("Usual time", default=dt.time(10))
    usual_place = models.CharField("Usual place", max_length=200, blank=True)
    asks_everybody = models.BooleanField(
        "Every invited agency is asked about every person on the agenda",
        default=True,
        help_text="If not, an agency is asked only about people in cases shared with it. To ask "
        "is to disclose a name and a date of birth.",
    )
    answers_are_open = models.BooleanField(
        "Agencies see each other's answers before the papers", default=False
    )
    answers_working_days = models.PositiveSmallIntegerField(
        "Information is given", default=7, help_text="Working days before the meeting"
    )
    chase_before_working_days = models.PositiveSmallIntegerField(
        "Remind those who have not answered", default=2, help_text="Working days before that day"
    )
    chase_after_working_days = models.PositiveSmallIntegerField(
        "Chase those who still have not", default=1, help_text="Working days after that day"
    )
    rehearsed_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Set for a panel made to practise with: whose practice it is",
    )
    version = models.PositiveIntegerField(default=1)

    objects = PanelQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def cadence_said(self) -> str:
        """Second Wednesday of each month; every 2 weeks on a Wednesday."""
        day = Weekday(self.weekday).label
        if self.cadence == Cadence.MONTHLY:
            return f"{WeekOfMonth(self.week_of_month).label} {day} of each month"
        if self.cadence == Cadence.WEEKLY:
            often = "Every week" if self.every_weeks == 1 else f"Every {self.every_weeks} weeks"
            return f"{often} on a {day}"
        return Cadence(self.cadence).label

    @property
    def chasing_said(self) -> str:
        """When agencies that have not answered are written to again."""
        before, after = self.chase_before_working_days, self.chase_after_working_days
        return f"{before} working days before that day and {after} after"

    @property
    def hears_nominals(self) -> bool:
        """Whether it goes through the cohort, nominal by nominal, and not through cases."""
        return self.kind == PanelKind.IOM

    @property
    def is_rehearsal(self) -> bool:
        """Whether it was made to practise with."""
        return self.rehearsed_by_id is not None


class ConfidentialityStatement(models.Model):
    """What a panel's statement says from one day on. Written once: signatures are to a version."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="statements")
    version = models.PositiveIntegerField()
    text = models.TextField()
    starts = models.DateField(default=timezone.localdate)

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "version"], name="statement_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.panel}: statement, version {self.version}"


def _in_force(day: dt.date | None) -> models.Q:
    """Begun and not yet ended; an end date is the first day without."""
    day = day or timezone.localdate()
    return models.Q(starts__lte=day) & (models.Q(ends=None) | models.Q(ends__gt=day))


class CoChairQuerySet(models.QuerySet["CoChair"]):
    """Co-chairs in the field's words."""

    def in_force(self, day: dt.date | None = None) -> "CoChairQuerySet":
        """Those who chair on a day, and still hold the role for their agency; a rehearsal is
        chaired by whoever practises in it."""
        role = Membership.objects.current(day).filter(
            user=models.OuterRef("user"), role=Role.CO_CHAIR
        )
        may = models.Exists(role) | models.Q(panel__rehearsed_by=models.F("user"))
        return self.filter(_in_force(day), may, user__is_active=True)

    def led_by(self, user: User) -> "CoChairQuerySet":
        """Seats that the user fills, as the co-chair or as the deputy; both hold the role, but for
        the one in a rehearsal."""
        if not user.desk.has(Role.CO_CHAIR):
            return self.filter(panel__rehearsed_by=user)
        return self.filter(models.Q(user=user) | models.Q(deputy=user))


class CoChair(models.Model):
    """A person who chairs a panel together with others, from one date until another."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="co_chairs")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts = models.DateField(default=timezone.localdate)
    ends = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CoChairQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "user"],
                condition=models.Q(ends=None),
                name="co_chair_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} of {self.panel}"

    @property
    def people(self) -> set[int]:
        """Who fills the seat: the word of either is enough."""
        return {pk for pk in (self.user_id, self.deputy_id) if pk}


class MemberKind(models.TextChoices):
    """Whether an agency attends every meeting or when a case needs it."""

    CORE = "core", "Core: attends every meeting"
    FLEXIBLE = "flexible", "Flexible: attends when a case needs it"


class PanelMemberQuerySet(models.QuerySet["PanelMember"]):
    """Members in the field's words."""

    def in_force(self, day: dt.date | None = None) -> "PanelMemberQuerySet":
        """Agencies that belong to the panel on a day."""
        return self.filter(_in_force(day))


class PanelMember(models.Model):
    """An agency on a panel, with its single point of contact if it has named one."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="members")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=MemberKind.choices, default=MemberKind.CORE)
    contact = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    deputies = models.ManyToManyField(User, related_name="+", blank=True)
    starts = models.DateField(default=timezone.localdate)
    ends = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "agency"],
                condition=models.Q(ends=None),
                name="panel_member_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} on {self.panel}"
