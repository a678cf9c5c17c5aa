"""Third-party reporting of hate crime: reports, centres and trained staff."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.door import current_user
from audit.services import record_reading
from cases.workflow import StaleVersion
from ui.paging import page_by_key
from victims import access, queries, services
from victims.filters import HateReportFilter
from victims.forms import CentreForm, CentreStaffForm, HateReportForm
from victims.models import HateReport, ReportingCentre
from victims.pages import service_frame
from victims.views.answers import answer_service_form, take_version

TAKEN = "Enter another name: there is a centre of this name"


def list_hate_reports(request: HttpRequest) -> HttpResponse:
    """Reports taken by the service's centres, newest first."""
    user = current_user(request)
    access.require_support(user)
    found = HateReportFilter(request.GET, queryset=queries.hate_reports(user), request=request)
    page = page_by_key(found.qs, request, order=("-reported_on", "-pk"))
    context = {**service_frame(user, "list_hate_reports"), "filter": found, "page": page}
    return render(request, "victims/hate_reports.html", context)


def hate_report(request: HttpRequest, reference: str) -> HttpResponse:
    """One report."""
    user = current_user(request)
    report = access.row_or_404(user, HateReport, reference=reference.upper())
    record_reading(user, f"hate report {report.reference}")
    return render(request, "victims/hate_report.html", {"report": report})


def record_hate_report(request: HttpRequest) -> HttpResponse:
    """Write down what somebody reported."""
    user = current_user(request)
    access.require_support(user)
    form = HateReportForm(
        request.POST or None,
        centres=queries.open_centres(user),
        staff=queries.centre_staff(user),
        initial={"reported_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        report = services.record_hate_report(by=user, **form.said())
        messages.success(request, f"Recorded as {report.reference}.")
        return redirect("hate_report", report.reference)
    context = {
        "form": form,
        "heading": "Record a report of hate crime",
        "submit": "Record report",
        "back": reverse("list_hate_reports"),
        "lede": "In danger now: 999. A report may name several strands, and nobody at all.",
    }
    return render(request, "victims/service_form.html", context)


def list_centres(request: HttpRequest) -> HttpResponse:
    """The centres, and who is trained at each."""
    user = current_user(request)
    access.require_support(user)
    context = {
        **service_frame(user, "list_hate_reports"),
        "centres": queries.centres(user),
        "staff": queries.centre_staff(user),
        "today": timezone.localdate(),
    }
    return render(request, "victims/centres.html", context)


def add_centre(request: HttpRequest) -> HttpResponse:
    """Enter a place where people may report: a manager's."""
    user = current_user(request)
    access.require_manager(user)
    form = CentreForm(request.POST or None)

    def save() -> None:
        said = {key: form.cleaned_data[key] for key in ("name", "opened_on", "closed_on")}
        try:
            services.add_centre(queries.own_service(user), by=user, **said)
        except services.NameTaken:
            form.add_error("name", TAKEN)

    return answer_service_form(
        request,
        form,
        save,
        heading="Add a reporting centre",
        done="The centre is added.",
        back=reverse("list_centres"),
    )


def change_centre(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a centre's name and dates as they are now: a manager's."""
    user = current_user(request)
    access.require_manager(user)
    centre = access.row_or_404(user, ReportingCentre, pk=pk)
    seen = {name: getattr(centre, name) for name in CentreForm.base_fields}
    form = CentreForm(request.POST or None, initial=seen)

    def save() -> None:
        try:
            services.change_centre(centre, by=user, **form.cleaned_data)
        except services.NameTaken:
            form.add_error("name", TAKEN)
        except StaleVersion:
            now = access.row_or_404(user, ReportingCentre, pk=pk)
            take_version(form, now.version)
            form.add_error("name", f"Somebody else has just changed this. It now says: {now.name}")

    return answer_service_form(
        request,
        form,
        save,
        heading="Change the centre",
        done="The centre is changed.",
        back=reverse("list_centres"),
    )


def add_centre_staff(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter somebody trained to take reports: a manager's."""
    user = current_user(request)
    access.require_manager(user)
    centre = access.row_or_404(user, ReportingCentre, pk=pk)
    form = CentreStaffForm(request.POST or None)

    def save() -> None:
        services.add_centre_staff(centre, by=user, **form.cleaned_data)

    return answer_service_form(
        request,
        form,
        save,
        heading=f"Add trained staff: {centre.name}",
        done="They may take reports.",
        back=reverse("list_centres"),
    )
