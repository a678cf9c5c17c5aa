"""Page-shaped reads about the strategy."""

import datetime as dt

from django.db.models import Prefetch

from accounts.models import User
from strategy.models import Objective, Priority, PublicQuerySet, Strategy


def strategies(user: User) -> PublicQuerySet:
    """Every strategy with its objectives and their priorities."""
    priorities = Priority.objects.select_related("agency")
    objectives = Objective.objects.prefetch_related(Prefetch("priorities", priorities))
    return Strategy.objects.visible_to(user).prefetch_related(Prefetch("objectives", objectives))


def priorities_in_force(user: User, day: dt.date | None = None) -> list[Priority]:
    """The priorities of the strategies in force on a day, for whoever reports against them."""
    rows = Priority.objects.visible_to(user).filter(
        objective__strategy__in=Strategy.objects.in_force(day)
    )
    return list(rows.select_related("objective__strategy", "agency"))
