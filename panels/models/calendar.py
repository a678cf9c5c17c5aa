"""Meetings in people's calendars, and links for partners without an account."""

from django.db import models
from django.utils import timezone

from accounts.models import Role, User
from cases.models import Action
from panels.models.meeting import Meeting


class CalendarEntry(models.Model):
    """That a person was sent a meeting for their calendar, in which version; the row stops a second
    message, so it is written in the transaction that queues the first."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="calendar_entries")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    calendar_version = models.PositiveIntegerField()
    is_cancelled = models.BooleanField(default=False)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="calendar_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} in the calendar of {self.user_id}"


class CalendarFeed(models.Model):
    """A person's secret address from which a calendar program reads their meetings. Only its digest
    is kept: whoever reads the database cannot read the calendar."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Calendar of {self.user_id}"


class ActionLinkQuerySet(models.QuerySet["ActionLink"]):
    """Links in the field's words."""

    def visible_to(self, user: User) -> "ActionLinkQuerySet":
        """Those to actions the user sees, for coordinators and co-chairs, who send them."""
        if not user.desk.has(Role.COORDINATOR, Role.CO_CHAIR):
            return self.none()
        return self.filter(action__in=Action.objects.visible_to(user).values("pk"))

    def live(self) -> "ActionLinkQuerySet":
        """Those that still open their action."""
        return self.filter(
            used_at=None,
            withdrawn_at=None,
            expires_at__gt=timezone.now(),
            action__status="open",
            action__case__is_restricted=False,
        )


class ActionLink(models.Model):
    """A link to one action, sent to a partner who has no account: its reference and wording, and a
    way to say what became of it. Used once; only the digest of its secret is kept."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ActionLinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["action", "-sent_at"], name="links_of_action")]

    def __str__(self) -> str:
        return f"Link {self.pk} to action {self.action_id}"
