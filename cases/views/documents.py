"""Documents of a case: the tab, adding several at once, one document, its bytes."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from cases import access, services
from cases.filters import DocumentFilter
from cases.forms.documents import AddDocumentsForm, NameDocumentForm
from cases.forms.files import FilesForm
from cases.models import Case, Document
from cases.pages import case_frame
from cases.queries.documents import (
    documents_of_case,
    documents_picked,
    gateway_of,
    versions_of,
)
from cases.queries.settings import setting
from cases.services.documents import record_opening
from cases.workflow import StaleVersion, WrongStatus
from files.keeping import path_of
from files.kinds import KINDS, Refused
from files.names import clean_name
from files.previews import open_preview, preview_type
from files.tasks import nudge_scan_files
from ui.paging import page_by_key

MOST_PICKED = 10
# Nothing in a file may run, load or be framed, even if a browser is made to open it.
SEALED = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def case_documents(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab: a case's documents by date, the newest first."""
    user = current_user(request)
    row = access.full_case_or_404(user, reference)
    record_reading(user, f"case {row.reference}", trail=request.path)
    found = DocumentFilter(request.GET, queryset=documents_of_case(row, user), request=request)
    context = {
        **case_frame(row, user, "case_documents"),
        "filter": found,
        "page": page_by_key(found.qs, request, order=("-dated_on", "-pk")),
        "may_work": access.can_add_to(row),
    }
    return render(request, "cases/case_documents.html", context)


def add_document(request: HttpRequest, reference: str) -> HttpResponse:
    """Add one document or several; each file is taken or refused by itself."""
    user = current_user(request)
    row = access.full_case_or_404(user, reference)
    access.require(access.can_work_case(user, row))
    form = AddDocumentsForm(*_posted(request), most_mb=setting("document_most_mb"))
    kept: list[Document] = []
    if request.method == "POST" and form.is_valid():
        kept = keep_each(form, _filing(row, user, form))
        if kept and not form.errors:
            messages.success(request, said_of(kept))
            return redirect(after_adding(kept, reverse("case_documents", args=[row.reference])))
    context = {"case": row, "form": form, "kept": kept, "heading": "Add documents"}
    return render(request, "cases/add_document.html", context)


def _filing(case: Case, user: User, form: FilesForm) -> Callable[[Any, str], Document]:
    said = {name: value for name, value in form.cleaned_data.items() if name != "uploads"}

    def file(upload: Any, title: str) -> Document:
        return services.file_document(
            case,
            by=user,
            agency=user.desk.casework_agency,
            content=upload,
            name=upload.name,
            **{**said, "title": title},
        )

    return file


def keep_each(form: FilesForm, keep: Callable[[Any, str], Document]) -> list[Document]:
    """Keep the files of a form one by one. A refusal is said by the name of the file and takes no
    other with it; a title typed for several files is the title of none."""
    form.is_valid()
    files = form.cleaned_data.get("uploads", [])
    title = form.cleaned_data.get("title", "") if len(files) == 1 else ""
    kept = []
    for upload in files:
        try:
            kept.append(keep(upload, title))
        except Refused as why:
            form.add_error("uploads", f"{clean_name(upload.name)}: {why}")
    if kept:
        nudge_scan_files()
    return kept


def said_of(kept: Sequence[Document]) -> str:
    """What a page says of the documents just added."""
    return "1 document added." if len(kept) == 1 else f"{len(kept)} documents added."


def after_adding(kept: Sequence[Document], back: str) -> str:
    """Where to go next: several files are given their titles first."""
    if len(kept) == 1:
        return back
    return f"{reverse('name_documents')}?{'&'.join(f'pick={each.pk}' for each in kept)}"


def name_documents(request: HttpRequest) -> HttpResponse:
    """Give each of several files that were added together its title, kind and date."""
    user = current_user(request)
    access.require(user.desk.works_on_cases)
    picked = [int(key) for key in request.GET.getlist("pick") if key.isdecimal() and len(key) < 19]
    rows = documents_picked(user, picked[:MOST_PICKED])
    rows = [row for row in rows if access.can_change_document(user, row)]
    if not rows:
        raise Http404
    forms = [NameDocumentForm.of(row, request.POST or None) for row in rows]
    if request.method == "POST" and all(form.is_valid() for form in forms):
        stale = [
            row.title
            for row, form in zip(rows, forms, strict=True)
            if not _named(row, user, form.cleaned_data)
        ]
        if stale:
            messages.error(
                request, f"Somebody else has just changed these, look at them: {'; '.join(stale)}"
            )
        else:
            messages.success(request, "Saved.")
        return redirect(back_of(rows[0]))
    context = {"pairs": list(zip(rows, forms, strict=True)), "back": back_of(rows[0])}
    return render(request, "cases/name_documents.html", context)


def _named(row: Document, user: User, said: dict[str, Any]) -> bool:
    try:
        services.change_document(row, by=user, **said)
    except (StaleVersion, WrongStatus):
        return False
    return True


def back_of(row: Document) -> str:
    """The page that lists a document with the others of its case or referral."""
    if row.case is not None:
        return reverse("case_documents", args=[row.case.reference])
    return reverse("referral_documents", args=[row.referral.reference if row.referral else ""])


def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: what it is, its preview, its versions, and what may be done with it."""
    user = current_user(request)
    row = access.document_or_404(user, pk)
    record_reading(user, row.about, trail=f"document {row.pk}")
    context = {
        "document": row,
        "kind_of_file": KINDS[row.file.kind].label,
        "versions": versions_of(row, user),
        **_way_back(row, user),
        "may_open": access.can_open_document(user, row),
        "may_change": access.can_change_document(user, row),
    }
    return render(request, "cases/document.html", context)


def _way_back(row: Document, user: User) -> dict[str, str]:
    """To the documents beside it; to its action for whoever sees only the summary of the case."""
    if row.case and row.action and not access.sees_in_full(user, row.case):
        return {"back": reverse("action", args=[row.action.pk]), "back_to": "Back to the action"}
    return {"back": back_of(row), "back_to": f"Documents of {row.about}"}


def download_document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it was given, to be saved and never shown; logged before it goes out."""
    user = current_user(request)
    row = access.document_or_404(user, pk)
    access.require(access.can_open_document(user, row))
    path = path_of(row.file.sha256)
    if not path.exists():
        messages.error(request, "The file is not in its place. Tell your administrator.")
        return redirect("document", row.pk)
    record_opening(row, by=user, gateway=gateway_of(row, user))
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=row.file.name,
        content_type=KINDS[row.file.kind].mime,
        headers=SEALED,
    )


def preview_document(request: HttpRequest, pk: int, page: int) -> HttpResponseBase:
    """One page as a picture that Concord drew itself."""
    user = current_user(request)
    row = access.document_or_404(user, pk)
    access.require(access.can_open_document(user, row))
    path = open_preview(row.file, page)
    if path is None:
        raise Http404
    record_reading(user, row.about, trail=f"document {row.pk}, page {page}")
    return FileResponse(path.open("rb"), content_type=preview_type(row.file.kind), headers=SEALED)


def _posted(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()
