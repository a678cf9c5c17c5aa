"""What somebody has undertaken to do about a case."""

import datetime as dt

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from cases.models.case import Case, CaseShare, ShareLevel, seen_by


class ActionStatus(models.TextChoices):
    """Whether an action is done, and if not, whose doing that is (SafeLives minutes template)."""

    OPEN = "open", "To do"
    DONE = "done", "Done"
    NOT_POSSIBLE = "not_possible", "Not possible: circumstances changed"
    NOT_DONE = "not_done", "Not done"


class ActionQuerySet(models.QuerySet["Action"]):
    """Actions in the field's words."""

    def visible_to(self, user: User) -> "ActionQuerySet":
        """Those of cases the user sees in full, and those of the user's own agencies on cases
        they see at all."""
        if user.desk.oversees_cases or not user.desk.works_on_cases:
            return self.filter(seen_by(user, case="case"))
        whose = models.ExpressionWrapper(
            models.OuterRef("agency"), output_field=models.BigIntegerField()
        )
        shares = CaseShare.objects.open_to(user).filter(case=models.OuterRef("case"))
        mine = models.Q(whose__in=user.desk.casework_agency_ids)
        enough = shares.annotate(whose=whose).filter(models.Q(level=ShareLevel.FULL) | mine)
        return self.filter(models.Exists(enough))

    def open(self) -> "ActionQuerySet":
        """Still to do."""
        return self.filter(status=ActionStatus.OPEN)

    def overdue(self, day: dt.date) -> "ActionQuerySet":
        """Still to do after their due date."""
        return self.open().filter(due_on__lt=day)


class Action(models.Model):
    """Owner, agency, wording and due date; later, what became of it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="actions")
    wording = models.CharField(max_length=500)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="actions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    status = models.CharField(
        max_length=12, choices=ActionStatus.choices, default=ActionStatus.OPEN
    )
    source = models.CharField(max_length=60, blank=True, help_text="The meeting that set it")
    outcome = models.TextField(blank=True)
    set_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ActionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "status", "due_on"], name="action_owner"),
            models.Index(fields=["agency", "status", "due_on"], name="action_agency"),
            models.Index(fields=["status", "due_on", "id"], name="action_due"),
            models.Index(fields=["due_on", "id"], name="action_by_day"),
            models.Index(fields=["case", "status"], name="action_case"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="open", ended_at__isnull=True)
                | (~models.Q(status="open") & models.Q(ended_at__isnull=False)),
                name="action_ended_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.wording
