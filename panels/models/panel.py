"""A panel, who chairs it and which agencies belong to it."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Agency, Membership, Role, User


class PanelQuerySet(models.QuerySet["Panel"]):
    """Panels in the field's words."""

    def visible_to(self, user: User) -> "PanelQuerySet":
        """Every panel, to its coordinators and co-chairs and to administrators."""
        if user.desk.oversees_cases or user.desk.has(Role.ADMINISTRATOR):
            return self.all()
        return self.none()


class Panel(models.Model):
    """One standing meeting and its terms: every deadline and length is the panel's own."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(unique=True)
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
    version = models.PositiveIntegerField(default=1)

    objects = PanelQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


def _in_force(day: dt.date | None) -> models.Q:
    """Begun and not yet ended; an end date is the first day without."""
    day = day or timezone.localdate()
    return models.Q(starts__lte=day) & (models.Q(ends=None) | models.Q(ends__gt=day))


class CoChairQuerySet(models.QuerySet["CoChair"]):
    """Co-chairs in the field's words."""

    def in_force(self, day: dt.date | None = None) -> "CoChairQuerySet":
        """Those who chair on a day, and still hold the role for their agency."""
        role = Membership.objects.current(day).filter(
            user=models.OuterRef("user"), role=Role.CO_CHAIR
        )
        return self.filter(_in_force(day), models.Exists(role), user__is_active=True)


class CoChair(models.Model):
    """A person who chairs a panel together with others, from one date until another."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="co_chairs")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField(default=timezone.localdate)
    ends = models.DateField(null=True, blank=True)

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
    starts = models.DateField(default=timezone.localdate)
    ends = models.DateField(null=True, blank=True)

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
