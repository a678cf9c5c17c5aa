"""Pages for bringing in sources: upload, preview, confirm."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.door import current_user
from accounts.models import User
from assessment import access, queries, services, tasks
from assessment.forms import ConfirmImportForm, UploadForm
from assessment.models import PendingImport, SourceKind
from places.readers.files import BadFile
from ui.paging import page_by_key

UNDO: dict[str, tuple[Callable[[User, int], Any], Callable[..., None]]] = {
    "edition": (access.edition_or_404, services.undo_edition),
    "population": (access.population_file_or_404, services.undo_population),
    "published": (access.published_file_or_404, services.undo_published),
    "returns": (access.return_file_or_404, services.undo_returns),
}
"""For each kind of file, how it is found for a person and how it is taken back."""


@require_http_methods(["GET", "HEAD", "POST"])
def import_source(request: HttpRequest) -> HttpResponse:
    """What is held, and a form to bring in more."""
    user = current_user(request)
    access.analysts_door(user)
    form = UploadForm(*(request.POST, request.FILES) if request.method == "POST" else ())
    if form.is_valid():
        file = form.cleaned_data["file"]
        pending = services.hold_upload(
            kind=form.cleaned_data["kind"],
            name=file.name,
            content=file.read(),
            by=user,
            period=form.cleaned_data["period"],
        )
        return redirect("preview_import", pk=pending.pk)
    confirmed = list(queries.confirmed_imports(user))
    context = {
        "form": form,
        "page": page_by_key(queries.editions(user), request, order=("-pk",)),
        "populations": queries.population_files(user),
        "published": queries.published_files(user),
        "confirmed": confirmed,
        "under_way": any(each.finished_at is None for each in confirmed),
    }
    return render(request, "assessment/import_source.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def preview_import(request: HttpRequest, pk: int) -> HttpResponse:
    """What an upload holds, before anything of it is kept; then ask the job to bring it in."""
    user = current_user(request)
    pending = access.pending_import_or_404(user, pk)
    if pending.confirmed_at:
        return redirect("import_source")
    form = ConfirmImportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _confirm(request, user, pending, form)
    context = {"pending": pending, "form": form, "preview": None, "refusal": ""}
    try:
        context["preview"] = services.preview_import(pending)
    except BadFile as error:
        context["refusal"] = str(error)
    template = {
        SourceKind.RECORDED_CRIME: "assessment/preview_recorded_crime.html",
        SourceKind.STREET_CRIME: "assessment/preview_recorded_crime.html",
        SourceKind.POPULATION: "assessment/preview_population.html",
        SourceKind.YEARLY_CRIME: "assessment/preview_published.html",
        SourceKind.SURVEY: "assessment/preview_published.html",
        SourceKind.RETURNS: "assessment/preview_returns.html",
    }[SourceKind(pending.kind)]
    return render(request, template, context)


def _confirm(
    request: HttpRequest, user: User, pending: PendingImport, form: ConfirmImportForm
) -> HttpResponse:
    try:
        services.confirm_import(
            pending, by=user, accept_unknown=form.cleaned_data["accept_unknown"]
        )
    except services.AlreadyConfirmed as error:
        messages.error(request, str(error))
    else:
        tasks.nudge_imports()
    return redirect("import_source")


@require_POST
def discard_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop an upload."""
    user = current_user(request)
    pending = access.pending_import_or_404(user, pk)
    try:
        services.discard_import(pending, by=user)
        messages.success(request, f"{pending.name} was not imported and is gone.")
    except services.AlreadyConfirmed as error:
        messages.error(request, str(error))
    return redirect("import_source")


@require_POST
def undo_import(request: HttpRequest, pk: int, *, what: str) -> HttpResponse:
    """Take a file back that was brought in."""
    user = current_user(request)
    find, undo = UNDO[what]
    file = find(user, pk)
    try:
        undo(file, by=user)
        messages.success(request, f"{file} is taken back. Take the figures again to be without it.")
    except services.AlreadyUndone as refused:
        messages.error(request, str(refused))
    return redirect("partner_returns" if what == "returns" else "import_source")
