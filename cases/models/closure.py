"""How a case ended, and the look back some months later."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.models.case import Case, seen_by
from cases.models.risk import RiskAssessment


class ClosureOutcome(models.TextChoices):
    """What became of the behaviour."""

    STOPPED = "stopped", "The behaviour has stopped"
    REDUCED = "reduced", "The behaviour has become less"
    UNCHANGED = "unchanged", "The behaviour is the same"
    WORSE = "worse", "The behaviour has become worse"
    NOT_KNOWN = "not_known", "Not known"


class ExitReason(models.TextChoices):
    """Why the panel's work on a case ends. No published list was found: these are usual."""

    RISK_REDUCED = "risk_reduced", "The risk is down to standard"
    NO_INCIDENTS = "no_incidents", "No incident for the period the panel had set"
    ACTIONS_COMPLETE = "actions_complete", "Every action is complete"
    MOVED = "moved", "The person harmed or the alleged perpetrator has moved away"
    DIED = "died", "A person the case was about has died"
    CUSTODY = "custody", "The alleged perpetrator is in custody"
    OTHER_PANEL = "other_panel", "Another panel has taken it over"
    ONE_AGENCY = "one_agency", "One agency is enough from now on"
    DISENGAGED = "disengaged", "The person harmed has disengaged, and nothing more can be done"


class Told(models.TextChoices):
    """Whether the person harmed was told of the closure."""

    YES = "yes", "Yes"
    NO = "no", "No"


class FurtherReports(models.TextChoices):
    """Whether anything was reported since a case was closed."""

    NONE = "none", "No further reports"
    SOME = "some", "There were further reports"
    NOT_KNOWN = "not_known", "Could not be found out"


class ClosureQuerySet(models.QuerySet["Closure"]):
    """Closures in the field's words."""

    def visible_to(self, user: User) -> "ClosureQuerySet":
        """Those of cases the user sees in full."""
        return self.filter(seen_by(user, case="case"))

    def standing(self) -> "ClosureQuerySet":
        """Those of cases that have not been reopened since."""
        return self.filter(reopened_at=None)


class Closure(models.Model):
    """One closing of a case. A decision of the panel makes it, its record is written then or
    later; reopening the case keeps it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="closures")
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField()
    outcome = models.CharField(max_length=10, choices=ClosureOutcome.choices, blank=True)
    exit_reason = models.CharField(max_length=16, choices=ExitReason.choices, blank=True)
    risk = models.ForeignKey(
        RiskAssessment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    victim_told = models.CharField(max_length=3, choices=Told.choices, blank=True)
    told_by = models.CharField(max_length=200, blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_what = models.TextField(blank=True)
    not_told_reason = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True, blank=True)
    check_due_on = models.DateField()
    reopened_at = models.DateTimeField(null=True, blank=True)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-closed_at", "-pk"]
        indexes = [models.Index(fields=["case", "-closed_at"], name="closure_in_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(reopened_at=None),
                name="case_closed_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(recorded_at=None)
                | ~(models.Q(outcome="") | models.Q(exit_reason="") | models.Q(victim_told="")),
                name="closure_record_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Closing of {self.case_id} on {self.closed_at:%Y-%m-%d}"


class ClosureCheckQuerySet(models.QuerySet["ClosureCheck"]):
    """Checks in the field's words."""

    def visible_to(self, user: User) -> "ClosureCheckQuerySet":
        """Those of cases the user sees in full."""
        return self.filter(seen_by(user, case="closure__case"))

    def asking(self) -> "ClosureCheckQuerySet":
        """Those that ask for a case still closed to be reopened, and wait for the answer."""
        waiting = self.filter(asks_reopening=True, answered_at=None)
        return waiting.filter(closure__reopened_at=None)


class ClosureCheck(models.Model):
    """What was found some months after a case was closed."""

    closure = models.OneToOneField(Closure, on_delete=models.CASCADE, related_name="check_made")
    further_reports = models.CharField(max_length=9, choices=FurtherReports.choices)
    victim_contacted = models.CharField(max_length=3, choices=Told.choices)
    findings = models.TextField()
    asks_reopening = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(default=timezone.now)

    objects = ClosureCheckQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["checked_at"],
                condition=models.Q(asks_reopening=True, answered_at=None),
                name="closure_check_asking",
            )
        ]

    def __str__(self) -> str:
        return f"Check of {self.closure}"
