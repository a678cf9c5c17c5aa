"""What other rooms tell a case's chronology of: a hearing, a contact, a document."""

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User
from cases.models.case import Case, seen_by
from cases.models.chronology import Handling


class CaseEventKind(models.TextChoices):
    """What sort of thing happened."""

    MEETING = "meeting", "Meeting"
    CONTACT = "contact", "Contact"
    DOCUMENT = "document", "Document"
    REVIEW = "review", "Review"
    CLOSURE = "closure", "Closure"


class CaseEventQuerySet(models.QuerySet["CaseEvent"]):
    """Events in the field's words."""

    def visible_to(self, user: User) -> "CaseEventQuerySet":
        """Those of cases the user sees in full, as far as each one's handling lets them."""
        seen = self.filter(seen_by(user, case="case"))
        if user.desk.oversees_cases:
            return seen
        own = models.Q(agency__in=user.desk.casework_agency_ids)
        return seen.filter(own | ~models.Q(handling=Handling.OWN))


class CaseEvent(models.Model):
    """One line of the chronology, written by the room in which it happened. It holds nothing of a
    victim's or an offender's private matters: those stay behind their own doors.

    `url_name` with the case's reference is the address of its page; `source` names what it tells
    of, so that telling of it again replaces what was said.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=8, choices=CaseEventKind.choices)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_opinion = models.BooleanField(default=False)
    handling = models.CharField(max_length=6, choices=Handling.choices, default=Handling.SHARE)
    url_name = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = CaseEventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "-at"], name="event_in_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "source"],
                condition=~models.Q(source=""),
                name="event_told_once",
            )
        ]

    def __str__(self) -> str:
        return self.title
