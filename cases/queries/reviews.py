"""When a case is looked at next, what its reviews and closings said, and who owes which."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import (
    Case,
    CaseReview,
    CaseStatus,
    Closure,
    ReviewDecision,
    RiskAssessment,
    RiskBand,
    RiskInstrument,
)
from cases.queries.settings import setting, settings_on
from ui.work import WorkItem
from ui.working_days import add_working_days, is_working_day

MOST_OF_A_KIND = 50
SOON = dt.timedelta(days=7)


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


def latest_risk(case: Case) -> RiskAssessment | None:
    """The assessment that stands today."""
    return case.assessments.order_by("-assessed_at", "-pk").first()


def standing_closure(case: Case) -> Closure | None:
    """The closing of a case that is closed now; none where it was closed before closings were
    kept."""
    return case.closures.standing().select_related("check_made").first()


def closures_of(case: Case, user: User) -> QuerySet[Closure]:
    """Every closing of a case, the newest first."""
    rows = Closure.objects.visible_to(user).filter(case=case)
    return rows.select_related("risk", "recorded_by", "check_made__checked_by")


def review_items(user: User) -> list[WorkItem]:
    """Reviews due or overdue, proposals to answer, closings to write and closed cases to check;
    three queries for the coordinator, two for anybody else."""
    items = [*_reviews(user), *_closures(user)]
    return [*items, *_proposals(user)] if user.desk.oversees_cases else items


def _mine(user: User, prefix: str = "") -> Q:
    """Cases one leads; for the coordinator and the co-chairs also those that nobody leads."""
    mine = Q(**{f"{prefix}lead_officer": user})
    return mine | Q(**{f"{prefix}lead_officer": None}) if user.desk.oversees_cases else mine


def _reviews(user: User) -> list[WorkItem]:
    soon = timezone.localdate() + SOON
    rows = Case.objects.visible_to(user).open().filter(_mine(user), next_review_on__lte=soon)
    return [
        WorkItem(
            f"Review {row.reference}",
            reverse("review_case", args=[row.reference]),
            row.next_review_on,
            "Review",
        )
        for row in rows.order_by("next_review_on", "pk")[:MOST_OF_A_KIND]
    ]


def _closures(user: User) -> list[WorkItem]:
    soon = Q(check_made=None, check_due_on__lte=timezone.localdate() + SOON)
    wanted = _mine(user, "case__") & (Q(recorded_at=None) | soon)
    if user.desk.oversees_cases:
        wanted |= Q(check_made__asks_reopening=True, check_made__answered_at=None)
    rows = Closure.objects.visible_to(user).standing().filter(wanted)
    rows = rows.filter(case__status=CaseStatus.CLOSED).select_related("case", "check_made")
    return [_closure_item(row) for row in rows.order_by("check_due_on", "pk")[:MOST_OF_A_KIND]]


def _closure_item(row: Closure) -> WorkItem:
    reference = row.case.reference
    if row.recorded_at is None:
        url = reverse("record_closure", args=[reference])
        by = add_working_days(timezone.localdate(row.closed_at), 5)
        return WorkItem(f"Write the closing record of {reference}", url, by, "Closure")
    if hasattr(row, "check_made"):
        url = reverse("record_closure", args=[reference])
        return WorkItem(f"Answer: reopening asked for {reference}", url, None, "Closure")
    url = reverse("check_closed_case", args=[reference])
    return WorkItem(f"Look again at closed case {reference}", url, row.check_due_on, "Closure")


ASKED = {
    ReviewDecision.MONITOR: "Answer: monitoring proposed for",
    ReviewDecision.CLOSE: "Answer: closure proposed for",
    ReviewDecision.URGENT: "Answer: urgent discussion asked for",
}


def _proposals(user: User) -> list[WorkItem]:
    rows = CaseReview.objects.visible_to(user).asking().exclude(case__status=CaseStatus.CLOSED)
    rows = rows.select_related("case").order_by("reviewed_at", "pk")
    return [
        WorkItem(
            f"{ASKED[ReviewDecision(row.decision)]} {row.case.reference}",
            reverse("review_case", args=[row.case.reference]),
            None,
            "Review",
        )
        for row in rows[:MOST_OF_A_KIND]
    ]
