"""What somebody has undertaken to do about a case, and how that changed."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import Agency, Role, User
from cases.models.case import Case, CaseShare, ShareLevel, seen_by
from cases.models.chronology import Note


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
    note = models.ForeignKey(
        Note, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    outcome = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
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
            models.Index(fields=["-status", "due_on", "id"], name="action_due"),
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


class ActionPartQuerySet(models.QuerySet[Any]):
    """Rows about an action, seen by whoever sees the action."""

    def visible_to(self, user: User) -> "ActionPartQuerySet":
        """Those of the actions that the user sees."""
        return self.filter(action__in=Action.objects.visible_to(user).values("pk"))


class ActionChange(models.Model):
    """A new due date or a new owner of an action, with the reason. Written once."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="changes")
    due_was = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    owner_was = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ActionPartQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["action", "-at"], name="change_of_action")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=False, owner__isnull=True)
                | models.Q(due_on__isnull=True, owner__isnull=False),
                name="action_change_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"Change of action {self.action_id}"


class ReminderKind(models.TextChoices):
    """Why somebody was written to about an action."""

    SOON = "soon", "Due soon"
    LATE = "late", "Overdue"


class ActionReminder(models.Model):
    """That somebody was written to about an action with this due date; the row stops a second
    message, so it is made in the transaction that queues the first."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=4, choices=ReminderKind.choices)
    due_on = models.DateField()
    told = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField(default=timezone.localdate)

    objects = ActionPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action", "kind", "due_on", "told"], name="reminded_once"
            )
        ]
        indexes = [models.Index(fields=["told", "sent_on"], name="reminded_person")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: action {self.action_id}"


class AgencyContactQuerySet(models.QuerySet["AgencyContact"]):
    """Agencies' managers in the field's words."""

    def visible_to(self, user: User) -> "AgencyContactQuerySet":
        """All of them, to administrators and coordinators."""
        return self.all() if user.desk.has(Role.ADMINISTRATOR, Role.COORDINATOR) else self.none()


class AgencyContact(models.Model):
    """The manager of an agency who hears of its overdue actions."""

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, related_name="action_contact")
    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = AgencyContactQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.manager} for {self.agency}"
