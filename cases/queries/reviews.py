"""When a case is looked at next, and what its reviews and closings said."""

import datetime as dt

from django.db.models import QuerySet

from accounts.models import User
from cases.models import (
    Case,
    CaseReview,
    Closure,
    RiskBand,
    RiskInstrument,
)
from cases.queries.settings import setting, settings_on
from ui.working_days import add_working_days, is_working_day


def working_day_from(day: dt.date) -> dt.date:
    """The day itself if offices are open, or else the next one on which they are."""
    return day if is_working_day(day) else add_working_days(day, 1)


def next_review_day(band: str, day: dt.date, instrument: RiskInstrument | None = None) -> dt.date:
    """The working day of the review that follows from a band: as the instrument says, or else as
    the partnership has set."""
    days = instrument.consequence(band)["review_days"] if instrument else None
    if days is None:
        days = setting(f"review_days_{band or RiskBand.STANDARD}", day)
    return working_day_from(day + dt.timedelta(days=days))


def review_days_by_band(day: dt.date) -> dict[str, int]:
    """The partnership's days between reviews, by band, in one query."""
    found = settings_on(day, [f"review_days_{band}" for band in RiskBand.values])
    return {key.removeprefix("review_days_"): days for key, days in found.items()}


def check_day(closed_on: dt.date) -> dt.date:
    """The working day on which a closed case is looked at again."""
    return working_day_from(closed_on + dt.timedelta(days=setting("closure_check_days", closed_on)))


def earlier_reviews(case: Case, user: User) -> list[CaseReview]:
    """The last few reviews of a case, the newest first."""
    rows = CaseReview.objects.visible_to(user).filter(case=case).select_related("reviewed_by")
    return list(rows[:5])


def standing_closure(case: Case) -> Closure | None:
    """The closing of a case that is closed now; none where it was closed before closings were
    kept."""
    return case.closures.standing().select_related("check_made").first()


def closures_of(case: Case, user: User) -> QuerySet[Closure]:
    """Every closing of a case, the newest first."""
    rows = Closure.objects.visible_to(user).filter(case=case)
    return rows.select_related("risk", "recorded_by", "check_made__checked_by")
