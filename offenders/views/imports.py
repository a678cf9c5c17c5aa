"""A partner's spreadsheet of offences: sent, previewed, confirmed, undone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.door import current_user
from offenders import access, services, tasks
from offenders.forms.imports import ConfirmForm, UploadOffencesForm
from offenders.queries.imports import imports_of
from offenders.readers.offences import HEADINGS
from places.readers.files import BadFile
from ui.paging import page_by_key

MOST_SHOWN = 20


def import_offences(request: HttpRequest) -> HttpResponse:
    """What was brought in, and a form to send more."""
    user = current_user(request)
    access.require_cohort(user)
    form = UploadOffencesForm(*(request.POST, request.FILES) if request.method == "POST" else ())
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            held = services.hold_offences(
                name=file.name, content=file.read(), source=form.cleaned_data["source"], by=user
            )
        except BadFile as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("preview_offences", held.pk)
    page = page_by_key(imports_of(user), request, order=("-pk",))
    context = {
        "form": form,
        "page": page,
        "headings": HEADINGS,
        "under_way": any(row.confirmed_at and not row.finished_at for row in page.rows),
    }
    return render(request, "offenders/import_offences.html", context)


def preview_offences(request: HttpRequest, pk: int) -> HttpResponse:
    """What a spreadsheet holds, row by row where something is wrong; confirming it."""
    user = current_user(request)
    held = access.import_or_404(user, pk)
    if held.confirmed_at:
        return redirect("import_offences")
    if request.method == "POST" and ConfirmForm(request.POST).is_valid():
        try:
            services.confirm_offences(held, by=user)
            tasks.nudge_offences()
        except services.NotConfirmable as refusal:
            messages.error(request, str(refusal))
        return redirect("import_offences")
    context: dict[str, Any] = {"held": held, "preview": None, "refusal": ""}
    try:
        preview = services.preview_offences(held)
        context |= {"preview": preview, "shown": preview.good[:MOST_SHOWN]}
    except BadFile as refusal:
        context["refusal"] = str(refusal)
    return render(request, "offenders/preview_offences.html", context)


@require_POST
def discard_offences(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a spreadsheet."""
    user = current_user(request)
    held = access.import_or_404(user, pk)
    try:
        services.discard_offences(held, by=user)
        messages.success(request, f"{held.name} was not imported and is gone.")
    except services.NotConfirmable as refusal:
        messages.error(request, str(refusal))
    return redirect("import_offences")


def undo_offences(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out what a spreadsheet brought in."""
    user = current_user(request)
    held = access.import_or_404(user, pk)
    if request.method == "POST" and ConfirmForm(request.POST).is_valid():
        try:
            services.undo_offences(held, by=user)
            messages.success(request, f"{held.name} is undone: {held.undone} offences taken out.")
        except services.NotConfirmable as refusal:
            messages.error(request, str(refusal))
        return redirect("import_offences")
    return render(request, "offenders/undo_offences.html", {"held": held})
