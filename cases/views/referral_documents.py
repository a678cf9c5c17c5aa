"""What is attached to a referral: its twelfth section."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from cases import access, services
from cases.forms.documents import MORE, NOTHING, AttachedForm, AttachForm
from cases.models import Document, Referral
from cases.queries.documents import documents_of_referral
from cases.queries.settings import setting
from cases.views.documents import after_adding, keep_each, said_of
from cases.workflow import StaleVersion

SECTION = "attachments"
TITLE = "Attachments"
DONE, BEGUN, NOT_BEGUN, NONE = "Done", "In progress", "Not started", "Nothing to attach"


def attachments_state(referral: Referral, documents: list[Document]) -> str:
    """Not started, in progress, done or nothing to attach. A referral may be sent in any."""
    said = _said(referral)
    if said == NOTHING and not documents:
        return NONE
    if said and said not in {MORE, NOTHING}:
        return DONE
    return BEGUN if documents or said else NOT_BEGUN


def _said(referral: Referral) -> str:
    typed = referral.answers.get(SECTION, {}).get("typed", {})
    return next(iter(typed.get("said", ())), "")


def referral_documents(request: HttpRequest, reference: str) -> HttpResponse:
    """What is attached; while the referral is being written, more can be added."""
    user = current_user(request)
    row = access.referral_or_404(user, reference)
    record_reading(user, f"referral {row.reference}", trail="documents")
    form, attached, kept = _form(request), AttachedForm(initial={"said": _said(row)}), []
    may_edit = access.can_edit_referral(user, row)
    if request.method == "POST":
        access.require(may_edit)
        if request.POST.get("do") == "say":
            attached = AttachedForm(request.POST)
            if attached.is_valid() and _save_said(request, row, user, attached):
                return redirect("referral", row.reference)
        elif form.is_valid():
            kept = keep_each(form, _attaching(row, user, form))
            if kept and not form.errors:
                messages.success(request, said_of(kept))
                return redirect(after_adding(kept, reverse("referral_documents", args=[reference])))
    context = {
        "referral": row,
        "form": form,
        "attached": attached,
        "documents": documents_of_referral(row, user),
        "may_edit": may_edit,
    }
    return render(request, "cases/referral_documents.html", context)


def _form(request: HttpRequest) -> AttachForm:
    adding = request.method == "POST" and request.POST.get("do") != "say"
    posted = (request.POST, request.FILES) if adding else ()
    return AttachForm(*posted, most_mb=setting("document_most_mb"))


def _attaching(referral: Referral, user: User, form: AttachForm) -> Callable[[Any, str], Document]:
    said = {name: value for name, value in form.cleaned_data.items() if name != "uploads"}

    def attach(upload: Any, title: str) -> Document:
        return services.attach_to_referral(
            referral, by=user, content=upload, name=upload.name, **{**said, "title": title}
        )

    return attach


def _save_said(request: HttpRequest, row: Referral, user: User, form: AttachedForm) -> bool:
    said = form.cleaned_data["said"]
    version = request.POST.get("version", "")
    try:
        services.save_section(
            row,
            by=user,
            section=SECTION,
            typed={"said": [said]},
            done=said != MORE,
            version=int(version) if version.isdecimal() and len(version) < 9 else row.version,
        )
    except StaleVersion:
        row.refresh_from_db()
        form.add_error(
            None, "Somebody saved this referral while you were reading. Save again to go on."
        )
        return False
    return True
