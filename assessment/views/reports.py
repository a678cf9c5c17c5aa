"""Pages of a report: the list, the report, its review, freezing, publishing, its files."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.door import current_user
from accounts.models import User
from assessment import access, services
from assessment.models import Report, ReportSection
from assessment.pictures.ward_map import WardMap
from assessment.reports.content import (
    Content,
    kept_content,
    maps_of,
    numbers_of_others,
    unproven_numbers,
)
from assessment.reports.drawn import drawn_figures
from assessment.reports.forms import AddSectionForm, ReviewerForm, ReviewForm
from assessment.reports.paper import report_paper
from assessment.reports.queries import newer_than, reports_of, sections_of
from assessment.workflow import WrongStatus
from audit.models import Operation
from audit.services import record, record_reading
from cases.access import require
from ui.digests import digest_of
from ui.downloads import as_file
from ui.forms import Form
from ui.paging import page_by_key
from ui.papers import FORMATS


@require_safe
def list_reports(request: HttpRequest) -> HttpResponse:
    """The reports this person may see, newest first."""
    user = current_user(request)
    access.summaries_door(user)
    page = page_by_key(reports_of(user), request, order=("-pk",))
    return render(request, "assessment/list_reports.html", {"page": page})


@require_POST
def start_report(request: HttpRequest, year: str, area: str, pk: int) -> HttpResponse:
    """Begin a report on the figures of a run."""
    user = current_user(request)
    access.analysts_door(user)
    when, where = access.year_and_area_or_404(user, year, area)
    run = access.run_or_404(user, when, where, pk)
    try:
        report = services.start_report(run, by=user)
    except WrongStatus as refused:
        messages.error(request, str(refused))
        return redirect("show_run", year, area, pk)
    messages.success(request, "The report has an overview and a section for each priority.")
    return redirect("report", report.pk)


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A report as it stands."""
    user = current_user(request)
    return _show(request, user, access.report_or_404(user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def add_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a section at the end of a draft."""
    user = current_user(request)
    row = access.report_or_404(user, pk)
    require(access.can_edit_report(user, row))
    form = AddSectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        section = services.add_section(row, by=user, **form.cleaned_data)
        return redirect("section_figures", pk, section.pk)
    return _form(request, row, form, heading="Add a section", submit="Add section")


@require_http_methods(["GET", "HEAD", "POST"])
def ask_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a person to review a draft."""
    user = current_user(request)
    row = access.report_or_404(user, pk)
    require(access.can_edit_report(user, row))
    form = ReviewerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        review = services.ask_review(row, by=user, **form.cleaned_data)
        messages.success(request, f"{review.reviewer} is asked to review the draft.")
        return redirect("report", pk)
    return _form(request, row, form, heading="Ask for a review", submit="Ask")


@require_POST
def give_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether one agrees with a draft."""
    user = current_user(request)
    row = access.report_or_404(user, pk)
    review = access.review_of(user, row)
    require(review is not None and not row.is_frozen)
    form = ReviewForm(request.POST)
    if review is None or not form.is_valid():
        return _show(request, user, row, form)
    try:
        services.give_review(review, by=user, **form.cleaned_data)
    except WrongStatus as refused:
        form.add_error(None, str(refused))
        return _show(request, user, row, form)
    messages.success(request, "Your review is recorded.")
    return redirect("report", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def freeze_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a draft still lacks and which numbers were typed by hand, then freeze it."""
    user = current_user(request)
    row = access.report_or_404(user, pk)
    require(access.can_edit_report(user, row))
    if request.method == "POST":
        try:
            services.freeze_report(row, by=user, digest=request.POST.get("digest", ""))
            messages.success(request, "The report is frozen.")
            return redirect("report", pk)
        except (services.Unready, WrongStatus) as refused:
            messages.error(request, str(refused))
    content = kept_content(row)
    digest = digest_of(content)
    context = {
        "report": row,
        "digest": digest,
        "missing": services.missing_of(row, digest),
        "unproven": unproven_numbers(content),
        "of_others": numbers_of_others(content),
    }
    return render(request, "assessment/freeze_report.html", context)


@require_POST
def publish_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a frozen report to the public."""
    user = current_user(request)
    access.analysts_door(user)
    row = access.report_or_404(user, pk)
    try:
        services.publish_report(row, by=user)
        messages.success(request, "The report is published.")
    except WrongStatus as refused:
        messages.error(request, str(refused))
    return redirect("report", pk)


@require_safe
def public_report(request: HttpRequest, pk: int) -> HttpResponse:
    """A report as the public reads it."""
    row = access.published_report_or_404(current_user(request), pk)
    content: Content = row.public_content or {}
    context = {
        "report": row,
        "content": content,
        "parts": _parts(content),
        "is_public": True,
    }
    return render(request, "assessment/report.html", context)


@require_safe
def download_report(
    request: HttpRequest, pk: int, *, form: str, is_public: bool = False
) -> HttpResponse:
    """A report as a file, for the partnership or for the public."""
    user = current_user(request)
    find = access.published_report_or_404 if is_public else access.report_or_404
    row = find(user, pk)
    content = row.public_content if is_public else kept_content(row)
    mime, write = FORMATS[form]
    data = write(report_paper(row, content or {}, is_public=is_public))
    record(
        "report.downloaded",
        by=user,
        subject=f"report {row.pk}",
        operation=Operation.DISCLOSURE,
        changes={"form": form, "public": is_public},
    )
    state = "-public" if is_public else "" if row.is_frozen else "-draft"
    name = f"report-{row.run.period.slug}-{row.run.area.slug}{state}.{form}"
    return HttpResponse(data, content_type=mime, headers=as_file(name))


def _show(
    request: HttpRequest, user: User, row: Report, form: ReviewForm | None = None
) -> HttpResponse:
    record_reading(user, f"report {row.pk}")
    sections = [] if row.is_frozen else sections_of(row)
    content = kept_content(row, sections)
    digest = digest_of(content)
    reviews = list(row.reviews.select_related("reviewer"))
    is_asked = not row.is_frozen and any(each.reviewer_id == user.pk for each in reviews)
    context = {
        "report": row,
        "content": content,
        "parts": _parts_of_draft(content, sections, user) if sections else _parts(content),
        "is_intact": not row.is_frozen or digest == row.digest,
        "digest": digest,
        "may_edit": access.can_edit_report(user, row),
        "may_publish": access.can_take_figures(user) and row.is_frozen and not row.published_at,
        "reviews": [(each, each.digest == digest) for each in reviews],
        "form": form or (ReviewForm(initial={"digest": digest}) if is_asked else None),
        "newer": newer_than(row),
    }
    return render(request, "assessment/report.html", context)


@dataclass(frozen=True)
class Part:
    """A section as it reads, and what this reader may do with it in a draft."""

    text: Content
    figures: SafeString
    maps: list[WardMap]
    section: ReportSection | None = None
    may_write: bool = False
    may_sign: bool = False


def _parts(content: Content) -> list[Part]:
    """Each section of a report that is only read."""
    return [
        Part(each, drawn_figures(each, content["years"], number), maps_of(each))
        for number, each in enumerate(content["sections"], start=1)
    ]


def _parts_of_draft(content: Content, sections: Iterable[ReportSection], user: User) -> list[Part]:
    """Each section of a report that is written."""
    parts = []
    for part, section in zip(_parts(content), sections, strict=True):
        may_sign = access.can_sign_section(user, section) and not section.is_signed
        may_write = access.can_write_section(user, section)
        parts.append(replace(part, section=section, may_write=may_write, may_sign=may_sign))
    return parts


def _form(
    request: HttpRequest, row: Report, form: Form, *, heading: str, submit: str
) -> HttpResponse:
    context = {"report": row, "form": form, "heading": heading, "submit": submit}
    return render(request, "assessment/report_form.html", context)
