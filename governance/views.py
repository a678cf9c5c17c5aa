"""The data protection officer's and the administrator's pages."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.door import current_user
from accounts.tasks import send_mail
from audit.models import Entry, Operation
from audit.services import record
from cases.access import require
from cases.workflow import StaleVersion, WrongStatus
from governance import access, queries, services, tasks
from governance.filters import EntryFilter
from governance.forms import RetentionRuleForm
from governance.wording import what_changed, what_happened
from ui.downloads import csv_response
from ui.paging import page_by_key

COLUMNS = (
    "Number",
    "When",
    "Operation",
    "What happened",
    "Person",
    "Agency",
    "About",
    "Through",
    "Reason",
    "Recipients",
    "Changes",
)


def log(request: HttpRequest) -> HttpResponse:
    """What was done, read and shared, newest first."""
    user = current_user(request)
    require(access.can_read_log(user))
    found = EntryFilter(request.GET, queryset=queries.log_entries(user), request=request)
    page = page_by_key(found.qs, request, order=("-pk",))
    rows = [(entry, what_happened(entry)) for entry in page.rows]
    return render(request, "governance/log.html", {"filter": found, "page": page, "rows": rows})


def download_log(request: HttpRequest) -> HttpResponseBase:
    """The log as it is filtered, as CSV; that it went out is logged first."""
    user = current_user(request)
    require(access.can_read_log(user))
    found = EntryFilter(request.GET, queryset=queries.log_entries(user), request=request)
    rows = found.qs.order_by("-pk")
    newest = rows.first()
    record(
        "log.downloaded",
        by=user,
        subject="log",
        operation=Operation.DISCLOSURE,
        recipients=[user.get_full_name()],
        changes={"filter": request.GET.dict()},
    )
    rows = rows.filter(pk__lte=newest.pk) if newest else rows.none()
    return csv_response("log.csv", COLUMNS, _cells(rows.iterator(chunk_size=2000)))


def _cells(entries: Iterator[Entry]) -> Iterator[list[Any]]:
    for entry in entries:
        yield [
            entry.pk,
            entry.at,
            entry.get_operation_display(),
            what_happened(entry),
            entry.actor_name,
            entry.agency_name,
            entry.subject,
            entry.trail,
            entry.reason,
            ", ".join(entry.recipients),
            "; ".join(f"{name}: {said}" for name, said in what_changed(entry)),
        ]


def log_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with everything it says."""
    entry = access.entry_or_404(current_user(request), pk)
    said = {"entry": entry, "what": what_happened(entry), "changes": what_changed(entry)}
    return render(request, "governance/log_entry.html", said)


def log_checks(request: HttpRequest) -> HttpResponse:
    """How far the log is sealed, and whether it is whole."""
    user = current_user(request)
    require(access.can_read_log(user))
    return render(request, "governance/log_checks.html", {"state": queries.log_state(user)})


def broken_glass(request: HttpRequest) -> HttpResponse:
    """Who opened which restricted case, when, until when and why; newest first."""
    user = current_user(request)
    require(access.can_read_log(user))
    page = page_by_key(queries.broken_glass(user), request, order=("-pk",))
    rows = [(entry, dt.datetime.fromisoformat(entry.changes["until"])) for entry in page.rows]
    return render(request, "governance/broken_glass.html", {"page": page, "rows": rows})


@require_POST
def ask_log_check(request: HttpRequest) -> HttpResponse:
    """Have the whole log read against its digests."""
    user = current_user(request)
    require(access.can_read_log(user))
    services.ask_log_check(by=user)
    transaction.on_commit(tasks.verify_log.delay, robust=True)
    messages.success(request, "The log is being checked. This page shows the result.")
    return redirect("log_checks")


def jobs(request: HttpRequest) -> HttpResponse:
    """What ran, what failed, and which e-mails wait."""
    user = current_user(request)
    require(access.can_watch_jobs(user))
    page = page_by_key(queries.failed_mail(user), request, order=("-pk",))
    said = {
        "runs": queries.job_runs(user),
        "failures": queries.latest_failures(user),
        "mail": queries.mail_counts(user),
        "files": queries.file_scans(user),
        "page": page,
    }
    return render(request, "governance/jobs.html", said)


@require_POST
def resend_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Try an e-mail again that was given up."""
    user = current_user(request)
    require(access.can_watch_jobs(user))
    try:
        services.resend_mail(access.failed_mail_or_404(user, pk), by=user)
    except WrongStatus as problem:
        messages.error(request, str(problem))
    else:
        transaction.on_commit(send_mail.delay, robust=True)
        messages.success(request, "The e-mail is in the queue again.")
    return redirect("jobs")


def retention(request: HttpRequest) -> HttpResponse:
    """How long things are kept, and the cases whose time has come."""
    user = current_user(request)
    require(access.can_set_retention(user))
    page = page_by_key(queries.cases_to_review(user), request, order=("closed_at", "pk"))
    said = {"page": page, "rules": queries.retention_rules(user)}
    return render(request, "governance/retention.html", said)


def change_retention_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Set another period."""
    user = current_user(request)
    rule = access.rule_or_404(user, pk)
    form = RetentionRuleForm.of(rule, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_retention_rule(rule, by=user, **form.cleaned_data)
        except StaleVersion:
            rule.refresh_from_db()
            form.add_error(
                None,
                f"Somebody else has set this to {rule.years} years ({rule.authority}) since you "
                "opened the page. Open it again to change that.",
            )
        else:
            messages.success(request, "The rule holds from now on.")
            return redirect("retention")
    return render(request, "governance/change_retention_rule.html", {"form": form, "rule": rule})
