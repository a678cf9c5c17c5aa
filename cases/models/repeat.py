"""What keeps coming back: a person or a place, and the incidents that show it."""

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import User
from cases.models.case import seen_by
from cases.models.chronology import Incident
from people.models import Person


class RepeatRule(models.TextChoices):
    """What can repeat. The numbers of each rule are settings, each with the day it began."""

    VICTIM = "victim", "Repeat victim"
    PERPETRATOR = "perpetrator", "Repeat alleged perpetrator"
    ADDRESS = "address", "Repeat address"
    BOTH_SIDES = "both_sides", "Victim in one case, alleged perpetrator in another"


class RepeatStatus(models.TextChoices):
    """Where a flag has got to."""

    RAISED = "raised", "Raised"
    TAKEN_UP = "taken_up", "Taken up"
    DISMISSED = "dismissed", "Dismissed"
    LAPSED = "lapsed", "Lapsed"


class RepeatFlagQuerySet(models.QuerySet["RepeatFlag"]):
    """Flags in the field's words."""

    def visible_to(self, user: User) -> "RepeatFlagQuerySet":
        """Those that the incidents the user sees in full would raise by themselves. Whoever sees
        fewer is shown nothing, so that no flag tells of a case they may not see."""
        seen = RepeatIncident.objects.visible_to(user).filter(flag=OuterRef("pk"))
        marks = seen.order_by().values("flag").annotate(n=Count("mark", distinct=True)).values("n")
        return (
            self.filter(pk__in=RepeatIncident.objects.visible_to(user).values("flag"))
            .annotate(seen=Subquery(marks))
            .filter(seen__gte=F("threshold"))
        )

    def raised(self) -> "RepeatFlagQuerySet":
        """Those that stand, decided or not."""
        return self.filter(status__in=[RepeatStatus.RAISED, RepeatStatus.TAKEN_UP])

    def to_decide(self) -> "RepeatFlagQuerySet":
        """Those that stand and that nobody has taken up or dismissed."""
        return self.filter(status=RepeatStatus.RAISED)


class RepeatFlag(models.Model):
    """A rule met by a person or at a postcode, with the numbers of the rule as they were."""

    rule = models.CharField(max_length=11, choices=RepeatRule.choices)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="repeat_flags"
    )
    postcode = models.CharField(max_length=8, blank=True)
    threshold = models.PositiveSmallIntegerField()
    window_days = models.PositiveSmallIntegerField()
    status = models.CharField(
        max_length=9, choices=RepeatStatus.choices, default=RepeatStatus.RAISED
    )
    raised_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RepeatFlagQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["status", "-raised_at", "-id"], name="repeat_newest"),
            models.Index(
                fields=["-raised_at", "-id"],
                condition=Q(status__in=["raised", "taken_up"]),
                name="repeat_standing",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, postcode="")
                | (Q(person__isnull=True) & ~Q(postcode="")),
                name="repeat_of_person_or_place",
            ),
            models.UniqueConstraint(
                fields=["person", "rule"],
                condition=Q(person__isnull=False),
                name="repeat_of_person_once",
            ),
            models.UniqueConstraint(
                fields=["postcode", "rule"], condition=~Q(postcode=""), name="repeat_of_place_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Repeat {self.pk}"


class RepeatIncidentQuerySet(models.QuerySet["RepeatIncident"]):
    """Evidence in the field's words."""

    def visible_to(self, user: User) -> "RepeatIncidentQuerySet":
        """That of cases the user sees in full."""
        return self.filter(seen_by(user, case="incident__case"))


class RepeatIncident(models.Model):
    """An incident behind a flag. Those with the same `mark` count once together: incidents found
    to be one, or, where the rule asks for two sides, all those of one side."""

    flag = models.ForeignKey(RepeatFlag, on_delete=models.CASCADE, related_name="evidence")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    mark = models.BigIntegerField()

    objects = RepeatIncidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["flag", "incident", "mark"], name="repeat_shown_once")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} for {self.flag_id}"
