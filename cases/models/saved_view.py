"""A way of looking at a list that is worth keeping."""

from django.db import models
from django.utils import timezone

from accounts.models import Agency, User


class ListName(models.TextChoices):
    """The lists that views are saved of."""

    REFERRALS = "referrals", "Referrals"
    CASES = "cases", "Cases"
    ACTIONS = "actions", "Actions"
    CASE_REVIEWS = "case_reviews", "Case reviews"


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views in the field's words."""

    def visible_to(self, user: User) -> "SavedViewQuerySet":
        """One's own, and those that colleagues share with one's agency."""
        own = models.Q(owner=user)
        shared = models.Q(shared_with__in=user.desk.casework_agency_ids) & ~models.Q(name="")
        return self.filter(own | shared)


class SavedView(models.Model):
    """A list's filters under a name; the nameless one is what its owner last looked at."""

    name = models.CharField(max_length=80, blank=True)
    list_name = models.CharField(max_length=20, choices=ListName.choices)
    query = models.CharField(max_length=1000)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    shared_with = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    saved_at = models.DateTimeField(default=timezone.now)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["shared_with", "list_name"], name="view_of_agency")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "list_name", "name"], name="view_name_once")
        ]

    def __str__(self) -> str:
        return self.name
