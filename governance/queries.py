"""Page-shaped reads for the data protection officer and the administrator."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django_celery_results.models import TaskResult
from post_office.models import STATUS, Email

from accounts.models import Role, User
from audit.models import Entry, Seal
from cases.models import Case, CaseStatus
from files.queries import ScanState, held_back_since, scan_state
from governance.models import LogCheck, RetentionRule, RetentionTrigger
from ui.work import WorkItem

RECENT_CHECKS = 10
RECENT_FAILURES = 25
SCANNED_WITHIN = dt.timedelta(hours=1)
FAILED = "FAILURE"  # as Celery writes it


@dataclass(frozen=True)
class LogState:
    """How far the log is sealed, and what the latest checks found."""

    last_seal: Seal | None
    unsealed_days: int
    checks: list[LogCheck]

    @property
    def is_waiting(self) -> bool:
        """Whether a check has been asked for and is not finished."""
        return any(check.finished_at is None for check in self.checks)


def log_entries(user: User) -> QuerySet[Entry]:
    """The whole log, to the data protection officer; the log itself knows no users."""
    return Entry.objects.all() if user.desk.has(Role.DPO) else Entry.objects.none()


def broken_glass(user: User) -> QuerySet[Entry]:
    """Every time somebody opened a restricted case, to the data protection officer."""
    return log_entries(user).filter(verb="case.glass_broken")


def log_state(user: User, now: dt.datetime | None = None) -> LogState:
    """The last sealed day, how many finished days are not sealed, and the latest checks."""
    yesterday = (now or timezone.now()).astimezone(dt.UTC).date() - dt.timedelta(days=1)
    last = Seal.objects.order_by("-day").first() if user.desk.has(Role.DPO) else None
    checks = LogCheck.objects.visible_to(user).select_related("asked_by").order_by("-pk")
    return LogState(
        last_seal=last,
        unsealed_days=max((yesterday - last.day).days, 0) if last else 0,
        checks=list(checks[:RECENT_CHECKS]),
    )


def job_runs(user: User) -> Sequence[Mapping[str, Any]]:
    """Each job with how often it ended how, and when last; results are kept for a day."""
    if not user.desk.has(Role.ADMINISTRATOR):
        return []
    rows = TaskResult.objects.exclude(task_name=None).values("task_name", "status")
    return list(
        rows.annotate(times=Count("pk"), last=Max("date_done")).order_by("task_name", "status")
    )


def failed_jobs(user: User) -> QuerySet[TaskResult]:
    """Jobs that ended in an error, newest first."""
    if not user.desk.has(Role.ADMINISTRATOR):
        return TaskResult.objects.none()
    rows: QuerySet[TaskResult] = TaskResult.objects.filter(status=FAILED)
    return rows.only("task_name", "date_done", "result").order_by("-date_done")


def latest_failures(user: User) -> list[tuple[TaskResult, str]]:
    """The latest failures with the kind of error; its text stays out, it may hold a name."""
    return [(row, _kind_of_error(row)) for row in failed_jobs(user)[:RECENT_FAILURES]]


def _kind_of_error(row: TaskResult) -> str:
    try:
        return str(json.loads(row.result or "{}").get("exc_type", "Not known"))
    except (ValueError, AttributeError):
        return "Not known"


def mail_counts(user: User) -> dict[str, int]:
    """How many e-mails wait, wait for another try, and have failed; the sent ones are not read."""
    if not user.desk.has(Role.ADMINISTRATOR):
        return {}
    unsent = {"waiting": STATUS.queued, "retrying": STATUS.requeued, "failed": STATUS.failed}
    rows = Email.objects.filter(status__in=unsent.values())
    counts: dict[str, int] = rows.aggregate(
        **{name: Count("pk", filter=Q(status=status)) for name, status in unsent.items()}
    )
    return counts


def file_scans(user: User) -> ScanState | None:
    """How many files wait for the scanner, to administrators."""
    return scan_state() if user.desk.has(Role.ADMINISTRATOR) else None


def failed_mail(user: User) -> QuerySet[Email]:
    """E-mails given up after the last try; their texts are not read."""
    if not user.desk.has(Role.ADMINISTRATOR):
        return QuerySet(Email).none()
    rows: QuerySet[Email] = Email.objects.filter(status=STATUS.failed)
    return rows.defer("message", "html_message")


def retention_rules(user: User) -> QuerySet[RetentionRule]:
    """How long what is kept, to the data protection officer."""
    return RetentionRule.objects.visible_to(user)


def cases_to_review(user: User, today: dt.date | None = None) -> QuerySet[Case]:
    """Cases closed longer ago than the retention period, to the data protection officer."""
    rule = retention_rules(user).filter(trigger=RetentionTrigger.CASE_CLOSED).first()
    if rule is None:
        return Case.objects.none()
    before = years_before(today or timezone.localdate(), rule.years)
    end_of_day = timezone.make_aware(dt.datetime.combine(before, dt.time.max))
    rows = Case.objects.filter(status=CaseStatus.CLOSED, closed_at__lte=end_of_day)
    return rows.select_related("lead_agency")


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day some years ago; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def work_list(user: User) -> list[WorkItem]:
    """A log that is not whole, jobs and e-mails that failed, files not scanned; at most four
    queries."""
    items: list[WorkItem] = []
    if user.desk.has(Role.DPO):
        latest = LogCheck.objects.exclude(finished_at=None).order_by("-pk").first()
        if latest and latest.fault_count:
            text = "The log was altered: see what the check found"
            items.append(WorkItem(text, reverse("log_checks"), timezone.localdate(), "Log"))
    if user.desk.has(Role.ADMINISTRATOR):
        if failed_jobs(user).exists():
            items.append(
                WorkItem("Background jobs failed: see which", reverse("jobs"), None, "Job")
            )
        if failed_mail(user).exists():
            text = "E-mails could not be sent: send them again"
            items.append(WorkItem(text, reverse("jobs"), None, "E-mail"))
        if held_back_since(timezone.now() - SCANNED_WITHIN):
            text = "Files have waited for the virus scanner for over an hour"
            items.append(WorkItem(text, reverse("jobs"), None, "Files"))
    return items
