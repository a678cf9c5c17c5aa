"""Changing what is said of a document, replacing it, withdrawing it."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.door import current_user
from accounts.models import User
from cases import access, services
from cases.forms.documents import (
    ChangeDocumentForm,
    ReplaceDocumentForm,
    WithdrawDocumentForm,
)
from cases.models import Document
from cases.queries.settings import setting
from cases.views.answers import answer_form
from cases.workflow import StaleVersion, WrongStatus
from files.kinds import Refused
from files.names import clean_name
from files.tasks import nudge_scan_files
from ui.dates import say_date
from ui.forms import Form


def change_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what is said of it."""
    user, row = _changed_by(request, pk)
    form = ChangeDocumentForm.of(row, request.POST or None)
    save = partial(services.change_document, row, by=user)
    words = _Words("Change what is said of a document", "Save", "Saved.")
    return _answered(request, row, form, save, words)


def replace_document(request: HttpRequest, pk: int) -> HttpResponse:
    """File a newer version; the older one is kept beside it."""
    user, row = _changed_by(request, pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    most = setting("document_most_mb")
    form = ReplaceDocumentForm(*posted, most_mb=most, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        newer = _replace(request, row, user, form)
        if newer is not None:
            return redirect("document", newer.pk)
    context = {
        "document": row,
        "form": form,
        "heading": "Add a newer version",
        "submit": "Add newer version",
    }
    return render(request, "cases/document_form.html", context)


def _replace(
    request: HttpRequest, row: Document, user: User, form: ReplaceDocumentForm
) -> Document | None:
    said = form.cleaned_data
    upload = said["uploads"][0]
    try:
        newer = services.replace_document(
            row,
            by=user,
            version=said["version"],
            content=upload,
            name=upload.name,
            dated_on=said["dated_on"],
        )
    except Refused as why:
        form.add_error("uploads", f"{clean_name(upload.name)}: {why}")
        return None
    except WrongStatus as refusal:
        messages.error(request, str(refusal))
        return row
    except StaleVersion:
        _say_stale(row, form)
        return None
    nudge_scan_files()
    messages.success(request, "Added. The older version is kept.")
    return newer


def withdraw_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out of use, with the reason."""
    user, row = _changed_by(request, pk)
    form = WithdrawDocumentForm(request.POST or None, initial={"version": row.version})
    save = partial(services.withdraw_document, row, by=user)
    done = "Withdrawn. The document and your reason are kept."
    words = _Words("Withdraw a document", "Withdraw document", done)
    return _answered(request, row, form, save, words)


class _Words(NamedTuple):
    """What a page about a document says."""

    heading: str
    submit: str
    done: str


def _answered(
    request: HttpRequest, row: Document, form: Form, save: Callable[..., object], words: _Words
) -> HttpResponse:
    def save_or_say_stale() -> None:
        try:
            save(**form.cleaned_data)
        except StaleVersion:
            _say_stale(row, form)

    return answer_form(
        request,
        form,
        save_or_say_stale,
        back=reverse("document", args=[row.pk]),
        template="cases/document_form.html",
        context={"document": row, "heading": words.heading, "submit": words.submit},
        done=words.done,
    )


def _changed_by(request: HttpRequest, pk: int) -> tuple[User, Document]:
    user = current_user(request)
    row = access.document_or_404(user, pk)
    access.require(access.can_change_document(user, row))
    return user, row


def _say_stale(row: Document, form: Form) -> None:
    """Show what was saved meanwhile; what was typed stays, and saving again replaces theirs."""
    row.refresh_from_db()
    dated = say_date(row.dated_on) if row.dated_on else "no date"
    form.add_error(
        None,
        f"Somebody saved this document while you were typing. It is now “{row.title}”, "
        f"{row.get_kind_display().lower()}, {dated}, {row.get_handling_display().lower()}. What "
        "you typed is below; save again to replace theirs.",
    )
    form.data = {**dict(form.data.items()), "version": row.version}
