"""Writes at the data protection officer's and the administrator's desks."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from post_office.models import STATUS, Email

from accounts.models import User
from audit.models import Entry, Operation
from audit.services import find_tampering, record
from cases.queries.settings import setting
from cases.workflow import WrongStatus, save_versioned
from governance import notices
from governance.models import LogCheck, RetentionRule

CHECK_EVERY = dt.timedelta(hours=24)
FAULTS_KEPT = 100
MAIL_AT_ONCE = 1000


def clean_sent_mail(day: dt.date | None = None) -> int:
    """Delete e-mails sent longer ago than the partnership keeps them; returns how many. What waits
    or has failed stays."""
    day = day or timezone.localdate()
    before = day - dt.timedelta(days=setting("mail_keep_days", day))
    morning = timezone.make_aware(dt.datetime.combine(before, dt.time.min))
    old = Email.objects.filter(status=STATUS.sent, last_updated__lt=morning).order_by("pk")
    cleaned = 0
    while batch := list(old.values_list("pk", flat=True)[:MAIL_AT_ONCE]):
        with transaction.atomic():
            Email.objects.filter(pk__in=batch).delete()
            record(
                "mail.cleaned",
                by=None,
                subject="mail",
                operation=Operation.ERASURE,
                changes={"messages": len(batch)},
            )
        cleaned += len(batch)
    return cleaned


@transaction.atomic
def ask_log_check(*, by: User) -> LogCheck:
    """Ask for the log to be checked; a check that already waits is the one that is meant."""
    waiting = LogCheck.objects.unfinished().order_by("pk").first()
    if waiting:
        return waiting
    record("log.check_asked_for", by=by, subject="log", operation=Operation.CONSULTATION)
    return LogCheck.objects.create(asked_by=by)


def check_log_when_due(now: dt.datetime | None = None) -> int:
    """Finish every check asked for, and one a day that nobody has to ask for; returns how many."""
    now = now or timezone.now()
    if not LogCheck.objects.filter(asked_at__gt=now - CHECK_EVERY).exists():
        LogCheck.objects.create(asked_at=now)
    return sum(finish_log_check(check) for check in LogCheck.objects.unfinished().order_by("pk"))


def finish_log_check(check: LogCheck) -> bool:
    """Read the whole log and write down what was found; False if another run was first."""
    faults = find_tampering()
    with transaction.atomic():
        finished = (
            LogCheck.objects.unfinished()
            .filter(pk=check.pk)
            .update(
                finished_at=timezone.now(),
                entries=Entry.objects.count(),
                fault_count=len(faults),
                faults=faults[:FAULTS_KEPT],
            )
        )
        if not finished:
            return False
        record(
            "log.checked",
            by=None,
            subject="log",
            operation=Operation.CONSULTATION,
            changes={"faults": len(faults)},
        )
        if faults:
            notices.log_check_failed()
    return True


@transaction.atomic
def resend_mail(email: Email, *, by: User) -> Email:
    """Put an e-mail that was given up back into the queue, with all its tries before it."""
    waiting = {"status": STATUS.queued, "number_of_retries": 0, "scheduled_time": None}
    rows = Email.objects.filter(pk=email.pk, status=STATUS.failed)
    if rows.update(last_updated=timezone.now(), **waiting) != 1:
        raise WrongStatus("This e-mail is no longer among the failed ones.")
    record("mail.queued_again", by=by, subject=f"e-mail {email.pk}", operation=Operation.ALTERATION)
    return email


@transaction.atomic
def change_retention_rule(
    rule: RetentionRule, *, by: User, version: int, years: int, authority: str, reason: str
) -> RetentionRule:
    """Set how long records are kept, with the policy it comes from and why it changed."""
    before = rule.years
    save_versioned(rule, version, years=years, authority=authority)
    record(
        "retention.changed",
        by=by,
        subject=f"retention rule {rule.trigger}",
        operation=Operation.ALTERATION,
        reason=reason,
        changes={"years": [before, years], "authority": "changed"},
    )
    return rule
