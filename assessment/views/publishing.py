"""Pages of a summary as the public reads it: what is withheld, publishing, downloading."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.door import current_user
from assessment import access, services
from assessment.models import FigureRun
from assessment.pages import summary_page
from assessment.period_names import parse_period
from assessment.public import Guard, guard_for, guard_of
from assessment.queries import figures_of
from assessment.views.summaries import files_of, send_file
from assessment.withholding import CannotWithhold
from assessment.workflow import WrongStatus


@require_http_methods(["GET", "HEAD", "POST"])
def publish_summary(request: HttpRequest, year: str, area: str, pk: int) -> HttpResponse:
    """Show what would be withheld from the public, then publish."""
    user = current_user(request)
    access.analysts_door(user)
    when, where = access.year_and_area_or_404(user, year, area)
    run = access.run_or_404(user, when, where, pk)
    if hasattr(run, "publication"):
        return redirect("public_summary", year, area, pk)
    reason = services.say_unpublishable(run)
    if request.method == "POST" and not reason:
        try:
            services.publish_run(run, by=user)
            messages.success(request, f"The summary of {run} is published.")
            return redirect("public_summary", year, area, pk)
        except (services.CannotPublish, WrongStatus) as refused:
            messages.error(request, str(refused))
    guard = None
    try:
        guard = None if reason else guard_for(run)
    except CannotWithhold as refused:
        reason = str(refused)
    context = {
        "run": run,
        "reason": reason,
        "guard": guard,
        "withheld": _withheld(run, guard) if guard else [],
    }
    return render(request, "assessment/publish_summary.html", context)


@require_safe
def public_summary(request: HttpRequest, year: str, area: str, pk: int) -> HttpResponse:
    """A published summary as the public reads it."""
    user = current_user(request)
    when, where = access.year_and_area_or_404(user, year, area)
    published = access.publication_or_404(user, when, where, pk)
    context = {
        "run": published.run,
        "published": published,
        "files": files_of(published.run, "public"),
        "summary": summary_page(published.run, guard_of(published)),
    }
    return render(request, "assessment/show_summary.html", context)


@require_safe
def download_public(
    request: HttpRequest, year: str, area: str, pk: int, *, form: str
) -> HttpResponse:
    """A published summary as a file for everybody."""
    user = current_user(request)
    when, where = access.year_and_area_or_404(user, year, area)
    published = access.publication_or_404(user, when, where, pk)
    return send_file(request, published.run, form, guard_of(published))


def _withheld(run: FigureRun, guard: Guard) -> list[tuple[str, list[str]]]:
    """The figures to withhold by name, each with the periods in which it is."""
    names = {figure.code: figure.name for figure in figures_of(run)}
    found: dict[str, list[str]] = {}
    for code, slug in sorted(guard.withheld):
        found.setdefault(names.get(code, code), []).append(str(parse_period(slug)))
    return list(found.items())
