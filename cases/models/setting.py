"""What a partnership may decide for itself: a day count, a threshold, a text, from a date on."""

import datetime as dt

from django.db import models
from django.utils import timezone

from accounts.models import Role, User


class SettingQuerySet(models.QuerySet["Setting"]):
    """Settings in the field's words."""

    def visible_to(self, user: User) -> "SettingQuerySet":
        """All of them, to administrators and coordinators."""
        return self.all() if user.desk.has(Role.ADMINISTRATOR, Role.COORDINATOR) else self.none()

    def begun(self, day: dt.date) -> "SettingQuerySet":
        """Those that apply on a day or once did, the newest of each key last."""
        return self.filter(valid_from__lte=day).order_by("key", "valid_from")


class Setting(models.Model):
    """One value from one day on, until a later row of the same key. The past is never rewritten."""

    key = models.CharField(max_length=60)
    value = models.JSONField()
    valid_from = models.DateField()
    reason = models.CharField(max_length=500)
    set_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)

    objects = SettingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="setting_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.key} from {self.valid_from}"
