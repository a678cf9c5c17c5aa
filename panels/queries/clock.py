"""How long a meeting has heard a case, beside the minutes it was given."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from panels.models import AgendaItem


@dataclass(frozen=True)
class Clock:
    """Minutes given, seconds spent before now, and since when it runs if it does."""

    given: int
    spent: int
    since: dt.datetime | None

    @property
    def seconds(self) -> int:
        """Seconds spent so far."""
        running = (timezone.now() - self.since).total_seconds() if self.since else 0
        return self.spent + int(running)

    @property
    def says(self) -> str:
        """In words: never alarming, only how it stands."""
        minutes = self.seconds // 60
        over = minutes - self.given
        if over > 0:
            return f"{minutes} minutes of {self.given}: {over} over"
        return f"{minutes} of {self.given} minutes"


def clock_of(item: AgendaItem) -> Clock:
    """The clock of one case, which runs while the meeting is at it."""
    running = item.meeting.heard_item_id == item.pk
    since = item.meeting.heard_since if running else None
    return Clock(item.minutes, item.seconds_heard, since)
