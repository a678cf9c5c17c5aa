"""What only the screen of a meeting needs: text that is not saved yet, and who is where."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from panels.models.agenda import AgendaItem
from panels.models.meeting import Meeting


class DraftField(models.Model):
    """A field of the screen as it is being typed, right or wrong; gone once the minutes lock."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="drafts")
    name = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "name"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.name} of {self.item_id}"


class Presence(models.Model):
    """Where somebody is on the screen of a meeting: the case, and the field they type in."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="+")
    field = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="one_place_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.field}"
