"""What a person owes on cases: actions, reviews, closing records, answers, decisions. One query."""

import datetime as dt
from typing import Any

from django.db.models import Case as Case_
from django.db.models import CharField, Count, F, Min, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat, TruncDate
from django.urls import reverse
from django.utils import timezone

from accounts.anybody import compiled_for
from accounts.models import User
from cases.models import (
    Action,
    Case,
    CaseReview,
    CaseStatus,
    Closure,
    ClosureCheck,
    Incident,
    IncidentMatch,
    MatchStatus,
    RepeatFlag,
    RepeatStatus,
    ReviewDecision,
    seen_by,
)
from ui.compiled import Rows
from ui.work import WorkItem
from ui.working_days import add_working_days

MOST_OWED = 150
MOST_COUNTED = 100
ANSWER_WORKING_DAYS = 5
SOON = dt.timedelta(days=7)
ACTION, REVIEW, RECORD, CHECK, REOPEN = "action", "review", "record", "check", "reopen"
PAIRS, REPEATS = "pairs", "repeats"
DATED = {ACTION, REVIEW, CHECK}
OWED = {
    REVIEW: ("Review", "review_case", "Review"),
    RECORD: ("Write the closing record of", "record_closure", "Closure"),
    CHECK: ("Look again at closed case", "check_closed_case", "Closure"),
    REOPEN: ("Answer: reopening asked for", "record_closure", "Closure"),
    ReviewDecision.MONITOR: ("Answer: monitoring proposed for", "review_case", "Review"),
    ReviewDecision.CLOSE: ("Answer: closure proposed for", "review_case", "Review"),
    ReviewDecision.URGENT: ("Answer: urgent discussion asked for", "review_case", "Review"),
}
DECISIONS = {
    PAIRS: ("Decide whether incidents are one: {} pair{}", "list_matches", "Count once"),
    REPEATS: ("Decide on what repeats: {} flag{}", "list_repeats", "Repeat"),
}
WAITING = {PAIRS: MatchStatus.PROPOSED, REPEATS: RepeatStatus.RAISED}


def owed_on_cases(user: User) -> list[WorkItem]:
    """One's open actions, reviews due or overdue, closings to write, closed cases to check, and
    incidents that may be one; for the coordinator and the co-chairs also what others propose and
    what repeats."""
    return [_item(*row) for row in compiled_for(user, _owed)]


def answer_due(since: dt.datetime) -> dt.date:
    """The day by which something asked of the coordinator and the co-chairs is answered."""
    return add_working_days(timezone.localdate(since), ANSWER_WORKING_DAYS)


def _owed(user: User) -> Rows:
    arms = [_actions(user), _reviews(user), _closures(user), _pairs(user)]
    if user.desk.oversees_cases:
        arms += [_proposals(user), _repeats(user), _reopenings(user)]
    return arms[0].union(*arms[1:], all=True).order_by("day", "about")[:MOST_OWED]


def _mine(user: User, prefix: str = "") -> Q:
    """Cases one leads; for the coordinator and the co-chairs also those that nobody leads."""
    mine = Q(**{f"{prefix}lead_officer": user})
    return mine | Q(**{f"{prefix}lead_officer": None}) if user.desk.oversees_cases else mine


def _actions(user: User) -> Rows:
    rows = Action.objects.open().filter(owner=user)
    rows = rows.filter(seen_by(user, case="case", in_full=False))
    which = Concat(Cast("pk", CharField()), Value(" "), F("case__reference"))
    return _columns(rows, Value(ACTION), which, F("due_on"), F("case__closed_at"))


def _reviews(user: User) -> Rows:
    soon = timezone.localdate() + SOON
    rows = Case.objects.visible_to(user).open().filter(_mine(user), next_review_on__lte=soon)
    return _columns(rows, Value(REVIEW), F("reference"), F("next_review_on"), F("closed_at"))


def _closures(user: User) -> Rows:
    """Records to write and closed cases to look at again, of cases one leads."""
    soon = Q(check_made=None, check_due_on__lte=timezone.localdate() + SOON)
    rows = Closure.objects.visible_to(user).standing().filter(case__status=CaseStatus.CLOSED)
    rows = rows.filter(_mine(user, "case__"), Q(recorded_at=None) | soon)
    owed = Case_(When(recorded_at=None, then=Value(RECORD)), default=Value(CHECK))
    return _columns(rows, owed, F("case__reference"), F("check_due_on"), F("closed_at"))


def _reopenings(user: User) -> Rows:
    """Closed cases that somebody who looked again wants reopened."""
    rows = _oldest(ClosureCheck.objects.visible_to(user).asking(), "checked_at", MOST_OWED)
    about, day = F("closure__case__reference"), F("closure__check_due_on")
    return _columns(rows, Value(REOPEN), about, day, F("checked_at"))


def _proposals(user: User) -> Rows:
    rows = _oldest(CaseReview.objects.visible_to(user).asking(), "reviewed_at", MOST_OWED)
    case, day = F("case__reference"), F("next_review_on")
    return _columns(rows, F("decision"), case, day, F("reviewed_at"))


def _pairs(user: User) -> Rows:
    """Of cases one leads; the coordinator and the co-chairs, of all they see."""
    rows = IncidentMatch.objects.visible_to(user).proposed()
    if not user.desk.oversees_cases:
        led = Incident.objects.filter(case__lead_officer=user)
        rows = rows.filter(Q(first__in=led) | Q(second__in=led))
    return _counted(rows, PAIRS, "proposed_at")


def _repeats(user: User) -> Rows:
    return _counted(RepeatFlag.objects.visible_to(user).to_decide(), REPEATS, "raised_at")


def _oldest(rows: QuerySet[Any], since: str, most: int) -> QuerySet[Any]:
    """Those that wait longest: nobody reads more, and the rest costs nothing."""
    all_rows: QuerySet[Any] = rows.model._default_manager.all()
    return all_rows.filter(pk__in=rows.order_by(since).values("pk")[:most])


def _counted(rows: QuerySet[Any], owed: str, since: str) -> Rows:
    """One line for all: how many, no further than is worth counting, and since when the oldest
    waits."""
    together = (
        _oldest(rows, since, MOST_COUNTED)
        .order_by()
        .values("status")
        .annotate(number=Count("pk"), oldest=Min(since))
    )
    number = Cast("number", CharField())
    return _columns(together, Value(owed), number, TruncDate("oldest"), F("oldest"))


def _columns(rows: QuerySet[Any, Any], *columns: Any) -> Rows:
    names = ("owed", "about", "day", "since")
    named: Rows = rows.order_by().annotate(**dict(zip(names, columns, strict=True)))
    return named.values_list(*names)


def _item(owed: str, about: str, day: dt.date, since: dt.datetime | None) -> WorkItem:
    due = day
    if owed not in DATED and since is not None:
        due = answer_due(since)
    if owed == ACTION:
        pk, _, reference = about.partition(" ")
        return WorkItem(
            f"Do your action on {reference}", reverse("action", args=[pk]), due, "Action"
        )
    if owed in DECISIONS:
        words, url_name, kind = DECISIONS[owed]
        number = f"{about} or more" if about == str(MOST_COUNTED) else about
        text = words.format(number, "" if about == "1" else "s")
        return WorkItem(text, f"{reverse(url_name)}?status={WAITING[owed]}", due, kind)
    words, url_name, kind = OWED[owed]
    return WorkItem(f"{words} {about}", reverse(url_name, args=[about]), due, kind)
