"""The pages of a list that a partnership keeps: each app shows its own with them."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from accounts.door import current_user
from accounts.models import User
from cases import access, services
from cases.forms.kept import EntryForm
from cases.models import KeptEntry
from cases.queries.kept import entries, entry
from cases.workflow import StaleVersion
from ui.stale import Theirs, keep_typed


@dataclass(frozen=True)
class KeptList:
    """A list: what it holds, what an entry is called, and the names of its addresses: of the list,
    of adding to it, and of changing an entry."""

    model: type[KeptEntry]
    title: str
    purpose: str
    noun: str
    urls: tuple[str, str, str]
    form: type[EntryForm] = EntryForm

    @property
    def back(self) -> str:
        """The address of the list."""
        return reverse(self.urls[0])


def addresses(kept: KeptList, under: str) -> list[URLPattern]:
    """The addresses of a list's three pages."""
    shown, added, changed = kept.urls
    given = {"kept": kept}
    return [
        path(under, show_list, given, name=shown),
        path(f"{under}add/", add_to_list, given, name=added),
        path(f"{under}<int:pk>/", change_in_list, given, name=changed),
    ]


def show_list(request: HttpRequest, kept: KeptList) -> HttpResponse:
    """Every entry, in use or not."""
    _keeper(request)
    rows = [(row, reverse(kept.urls[2], args=[row.pk])) for row in entries(kept.model)]
    context = {"kept": kept, "rows": rows, "add_url": reverse(kept.urls[1])}
    return render(request, "cases/kept_list.html", context)


def add_to_list(request: HttpRequest, kept: KeptList) -> HttpResponse:
    """Add an entry."""
    user = _keeper(request)
    last = max((row.position for row in entries(kept.model)), default=0)
    form = kept.form(request.POST or None, initial={"position": last + 1})
    if request.method == "POST" and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            row = services.add_entry(kept.model, by=user, **said)
        except services.AlreadyKept:
            form.add_error("name", "Enter another name: the list has one like this")
        else:
            messages.success(request, f"{row} is added.")
            return redirect(kept.back)
    return _show(request, kept, form, f"Add a {kept.noun}")


def change_in_list(request: HttpRequest, pk: int, kept: KeptList) -> HttpResponse:
    """Change an entry."""
    user = _keeper(request)
    row = entry(kept.model, pk)
    if row is None:
        raise Http404
    form = kept.form(request.POST or None)
    form.initial = form.initial_of(row)
    theirs: Theirs = []
    if request.method == "POST" and form.is_valid():
        try:
            services.change_entry(row, by=user, **form.cleaned_data)
        except StaleVersion:
            row.refresh_from_db()
            theirs = keep_typed(form, form.initial_of(row))
        else:
            messages.success(request, f"{row} is changed.")
            return redirect(kept.back)
    return _show(request, kept, form, f"Change a {kept.noun}", theirs)


def _keeper(request: HttpRequest) -> User:
    user = current_user(request)
    access.require(access.can_change_settings(user))
    return user


def _show(
    request: HttpRequest,
    kept: KeptList,
    form: EntryForm,
    heading: str,
    theirs: Theirs | None = None,
) -> HttpResponse:
    context = {"kept": kept, "form": form, "heading": heading, "theirs": theirs}
    return render(request, "cases/kept_form.html", context)
