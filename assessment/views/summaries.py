"""Pages of the annual summaries: the list, one year, taking, freezing, downloading."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.door import current_user
from accounts.models import User
from assessment import access, downloads, queries, services, tasks
from assessment.behind import behind, listed, measure_of, named
from assessment.differences import compare
from assessment.figures.definitions import definitions
from assessment.forms import TakeFiguresForm
from assessment.made_difference import kept_in_both, made_difference
from assessment.models import FigureRun
from assessment.open_data import schema, summary_json
from assessment.pages import summary_page
from assessment.periods import Period
from assessment.public import Guard
from assessment.workflow import WrongStatus
from audit.services import record_reading
from places.models import Area
from places.queries import partnership_area
from ui.downloads import DOCX, XLSX, as_file
from ui.paging import page_by_key

FORMS: dict[str, tuple[str, Callable[[FigureRun, Guard | None], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", downloads.summary_csv),
    "xlsx": (XLSX, downloads.summary_xlsx),
    "pdf": ("application/pdf", downloads.summary_pdf),
    "docx": (DOCX, downloads.summary_docx),
    "json": ("application/json", summary_json),
}
COUNTED, SHARED = "Those counted", "All that the share is of"
LABELS = {
    "docx": "Word",
    "pdf": "PDF",
    "xlsx": "Excel",
    "csv": "CSV",
    "json": "open data (JSON)",
}


@require_safe
def list_summaries(request: HttpRequest) -> HttpResponse:
    """The summaries there are, and for an analyst what is due and being taken."""
    user = current_user(request)
    access.summaries_door(user)
    asked = list(queries.requests(user))
    kind = request.GET.get("kind", "")
    kind = kind if kind in queries.KINDS else "years"
    context = {
        "page": page_by_key(queries.summaries(user, kind), request, order=("-ends", "-pk")),
        "tabs": [(label, f"?kind={key}", key == kind) for key, label in queries.KINDS.items()],
        "can_take": access.can_take_figures(user),
        "requests": asked,
        "waiting": any(each.answered_at is None for each in asked),
    }
    return render(request, "assessment/list_summaries.html", context)


@require_safe
def figure_definitions(request: HttpRequest) -> HttpResponse:
    """What each figure counts."""
    access.summaries_door(current_user(request))
    context = {"definitions": definitions()}
    return render(request, "assessment/figure_definitions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_figures(request: HttpRequest) -> HttpResponse:
    """Ask the job for the figures of a period and area."""
    user = current_user(request)
    access.analysts_door(user)
    form = TakeFiguresForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        year, area = form.cleaned_data["year"], form.cleaned_data["area"]
        asked = services.request_figures(year, area, by=user)
        tasks.nudge_figures(asked.pk)
        messages.info(request, f"The figures of {year} for {area} are being taken.")
        return redirect("assessment")
    own = partnership_area()
    context = {
        "form": form,
        "own_area": own,
        "due": [*queries.due_years(own), *queries.due_parts(own)] if own else [],
        "requests": list(queries.requests(user)),
    }
    return render(request, "assessment/take_figures.html", context)


@require_safe
def show_summary(request: HttpRequest, year: str, area: str, pk: int | None = None) -> HttpResponse:
    """The figures of one year and area."""
    user = current_user(request)
    when, where = access.year_and_area_or_404(user, year, area)
    try:
        run = access.run_or_404(user, when, where, pk)
    except Http404:
        if pk or not access.can_take_figures(user):
            raise
        return _nothing_taken(request, user, when, where)
    page = summary_page(run)
    parts = [figure for each in page.parts for figure in each.figures]
    context = {
        "run": run,
        "summary": page,
        "other_runs": [each for each in queries.runs_of(user, when, where) if each.pk != run.pk],
        "can_take": access.can_take_figures(user),
        "can_freeze": access.can_freeze_run(user, run),
        "can_publish": access.can_publish_run(user, run) and not services.say_unpublishable(run),
        "can_report": access.can_report_on(user, run),
        "listed": listed([*(row.figure for row, _ in page.cases), *parts]),
        "files": files_of(run, "run"),
    }
    return render(request, "assessment/show_summary.html", context)


def files_of(run: FigureRun, name: str) -> list[tuple[str, str]]:
    """What each file of a summary is called, and its address."""
    where = (run.period.slug, run.area.slug, run.pk)
    return [(label, reverse(f"{name}_{form}", args=where)) for form, label in LABELS.items()]


@require_safe
def figure_rows(request: HttpRequest, year: str, area: str, code: str) -> HttpResponse:
    """The rows that a figure counts, as far as the reader may see them; with `?of=all`, those that
    a share is a share of."""
    user = current_user(request)
    when, where = access.year_and_area_or_404(user, year, area)
    run = access.run_or_404(user, when, where)
    row = queries.rows_of(run, [code]).get(code)
    measure = measure_of(row.figure) if row else None
    if measure is None:
        raise Http404
    whole = request.GET.get("of") == "all"
    found = behind(measure, when.span, user, whole=whole)
    if found is None:
        raise Http404
    page = page_by_key(found.seen, request, order=("pk",))
    record_reading(user, f"summary {run}"[:120], trail=f"figure {code}")
    context = {
        "run": run,
        "row": row,
        "meaning": measure.definition,
        "number": found.number,
        "beside": found.beside,
        "seen": found.seen.count(),
        "page": page,
        "rows": [named(each) for each in page.rows],
        "tabs": [(COUNTED, "?", not whole), (SHARED, "?of=all", whole)] if measure.whole else [],
    }
    return render(request, "assessment/figure_rows.html", context)


@require_safe
def compare_runs(request: HttpRequest, year: str, area: str, pk: int, other: int) -> HttpResponse:
    """Two takings of the same figures, figure by figure; the earlier one first."""
    user = current_user(request)
    when, where = access.year_and_area_or_404(user, year, area)
    before, after = access.two_runs_or_404(user, when, where, (pk, other))
    context = {
        "before": before,
        "after": after,
        "comparison": compare(queries.figures_of(before), queries.figures_of(after)),
        "kept": kept_in_both(before, after),
    }
    return render(request, "assessment/compare_runs.html", context)


@require_safe
def compare_rows(
    request: HttpRequest, year: str, area: str, pk: int, *, other: int, code: str
) -> HttpResponse:
    """The rows that made the difference to one figure between two takings."""
    user = current_user(request)
    when, where = access.year_and_area_or_404(user, year, area)
    before, after = access.two_runs_or_404(user, when, where, (pk, other))
    kept = [access.counted_or_404(user, run, code) for run in (before, after)]
    row = queries.rows_of(after, [code]).get(code)
    measure = measure_of(row.figure) if row else None
    if row is None or measure is None or measure.rows is None:
        raise Http404
    made = made_difference(kept[0], kept[1], measure.rows, when.span, user)
    record_reading(user, f"summary {after}"[:120], trail=f"difference {code}")
    context = {"before": before, "after": after, "figure": row.figure, "made": made}
    return render(request, "assessment/compare_rows.html", context)


def _nothing_taken(request: HttpRequest, user: User, year: Period, area: Area) -> HttpResponse:
    context = {
        "year": year,
        "area": area,
        "request_now": queries.newest_request(user, year, area),
        "coverage": queries.coverage(year, area),
    }
    return render(request, "assessment/nothing_taken.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def freeze_summary(request: HttpRequest, year: str, area: str) -> HttpResponse:
    """Ask whether to freeze the draft, then freeze it."""
    user = current_user(request)
    when, where = access.year_and_area_or_404(user, year, area)
    run = access.run_or_404(user, when, where)
    if not access.can_take_figures(user):
        raise PermissionDenied
    if request.method == "POST":
        try:
            services.freeze_run(run, looked_at=request.POST.get("digest", ""), by=user)
            messages.success(request, f"The summary of {run} is frozen.")
        except WrongStatus as error:
            messages.error(request, str(error))
        return redirect("show_summary", year=when.slug, area=where.slug)
    return render(request, "assessment/freeze_summary.html", {"run": run})


@require_safe
def download_summary(
    request: HttpRequest, year: str, area: str, *, form: str, pk: int | None = None
) -> HttpResponse:
    """The summary as a file: of one run, or of the newest frozen one, else an analyst's draft."""
    user = current_user(request)
    when, where = access.year_and_area_or_404(user, year, area)
    run = access.run_to_publish_or_404(user, when, where, pk)
    return send_file(request, run, form)


def send_file(
    request: HttpRequest, run: FigureRun, form: str, guard: Guard | None = None
) -> HttpResponse:
    """The summary as a file, all of it or as the public reads it; not if it was altered."""
    if not services.verify_run(run):
        messages.error(
            request, "These figures were altered after they were taken. Take them again."
        )
        return redirect("show_summary", year=run.slug, area=run.area.slug)
    content_type, make = FORMS[form]
    content = make(run, guard)
    said = form if guard is None else f"public {form}"
    services.record_download(run, by=current_user(request), form=said)
    name = downloads.file_name(run, form, is_public=guard is not None)
    return HttpResponse(content, content_type=content_type, headers=as_file(name))


@require_safe
def summary_schema(request: HttpRequest) -> HttpResponse:
    """What the JSON of a summary holds, as JSON Schema."""
    access.summaries_door(current_user(request))
    return JsonResponse(schema(), json_dumps_params={"indent": 1})
