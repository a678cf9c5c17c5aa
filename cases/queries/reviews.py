"""When a case is looked at next, what its reviews and closings said, and who owes which."""

import datetime as dt
from typing import Any

from django.db.models import Case as Case_
from django.db.models import F, Q, QuerySet, Value, When
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

MOST_OWED = 100
RECORD_WORKING_DAYS = 5
SOON = dt.timedelta(days=7)
REVIEW, RECORD, CHECK, REOPEN = "review", "record", "check", "reopen"
DATED = {REVIEW, RECORD, CHECK}
OWED = {
    REVIEW: ("Review", "review_case", "Review"),
    RECORD: ("Write the closing record of", "record_closure", "Closure"),
    CHECK: ("Look again at closed case", "check_closed_case", "Closure"),
    REOPEN: ("Answer: reopening asked for", "record_closure", "Closure"),
    ReviewDecision.MONITOR: ("Answer: monitoring proposed for", "review_case", "Review"),
    ReviewDecision.CLOSE: ("Answer: closure proposed for", "review_case", "Review"),
    ReviewDecision.URGENT: ("Answer: urgent discussion asked for", "review_case", "Review"),
}
Rows = QuerySet[Any, Any]


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
    """Reviews due or overdue, closings to write, closed cases to check; for the coordinator and
    the co-chairs also what others propose. One query."""
    arms = [_reviews(user), _closures(user)]
    if user.desk.oversees_cases:
        arms.append(_proposals(user))
    rows = arms[0].union(*arms[1:], all=True).order_by("day", "about")
    return [_item(*row) for row in rows[:MOST_OWED]]


def _mine(user: User, prefix: str = "") -> Q:
    """Cases one leads; for the coordinator and the co-chairs also those that nobody leads."""
    mine = Q(**{f"{prefix}lead_officer": user})
    return mine | Q(**{f"{prefix}lead_officer": None}) if user.desk.oversees_cases else mine


def _reviews(user: User) -> Rows:
    soon = timezone.localdate() + SOON
    rows = Case.objects.visible_to(user).open().filter(_mine(user), next_review_on__lte=soon)
    return _columns(rows, Value(REVIEW), F("reference"), F("next_review_on"), F("closed_at"))


def _closures(user: User) -> Rows:
    soon = Q(check_made=None, check_due_on__lte=timezone.localdate() + SOON)
    wanted = _mine(user, "case__") & (Q(recorded_at=None) | soon)
    if user.desk.oversees_cases:
        wanted |= Q(check_made__asks_reopening=True, check_made__answered_at=None)
    rows = Closure.objects.visible_to(user).standing().filter(wanted)
    owed = Case_(
        When(recorded_at=None, then=Value(RECORD)),
        When(check_made=None, then=Value(CHECK)),
        default=Value(REOPEN),
    )
    rows = rows.filter(case__status=CaseStatus.CLOSED)
    return _columns(rows, owed, F("case__reference"), F("check_due_on"), F("closed_at"))


def _proposals(user: User) -> Rows:
    rows = CaseReview.objects.visible_to(user).asking().exclude(case__status=CaseStatus.CLOSED)
    case, day = F("case__reference"), F("next_review_on")
    return _columns(rows, F("decision"), case, day, F("reviewed_at"))


def _columns(rows: QuerySet[Any], *columns: Any) -> Rows:
    names = ("owed", "about", "day", "since")
    named: Rows = rows.order_by().annotate(**dict(zip(names, columns, strict=True)))
    return named.values_list(*names)


def _item(owed: str, reference: str, day: dt.date, since: dt.datetime | None) -> WorkItem:
    words, url_name, kind = OWED[owed]
    due: dt.date | None = day
    if owed == RECORD and since is not None:
        due = add_working_days(timezone.localdate(since), RECORD_WORKING_DAYS)
    elif owed not in DATED:
        due = None
    return WorkItem(f"{words} {reference}", reverse(url_name, args=[reference]), due, kind)
