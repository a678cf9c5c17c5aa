"""Views of a list worth keeping, and the list as a file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.door import current_user
from audit.models import Operation
from audit.services import record
from cases import access
from cases.forms.views import SaveViewForm
from cases.lists import LISTS
from cases.models import ListName
from cases.queries.views import all_views_of, own_view, views_of
from cases.services.views import delete_view as forget
from cases.services.views import remember_view
from cases.services.views import save_view as keep
from ui.downloads import Sheet, csv_response, xlsx_response
from ui.paging import page_by_key

LONGEST = 1000


def narrowed_to(list_name: str, asked: QueryDict) -> str:
    """The filters of an address without anything else: what a view keeps."""
    known = LISTS[list_name].filters.base_filters
    kept = QueryDict(mutable=True)
    for name in known:
        values = [value for value in asked.getlist(name) if value]
        if values:
            kept.setlist(name, values)
    query = kept.urlencode()
    return query if len(query) <= LONGEST else ""


def list_tools(request: HttpRequest, list_name: str, found: Any) -> dict[str, Any]:
    """Context of `cases/_list_tools.html`: the saved views of a list, its last one, what it is
    narrowed to now. What it is narrowed to is remembered."""
    user = current_user(request)
    views = views_of(user, list_name)
    query = narrowed_to(list_name, request.GET)
    last = views.last.query if views.last else ""
    if query and query != last and found.form.is_valid():
        remember_view(by=user, list_name=list_name, query=query)
    return {
        "list_name": list_name,
        "list_url": reverse(LISTS[list_name].url_name),
        "views": views.named,
        "last_query": "" if query else last,
        "query": query,
    }


def list_views(request: HttpRequest) -> HttpResponse:
    """One's own views of every list, and those that colleagues share."""
    user = current_user(request)
    access.require(user.desk.works_on_cases)
    page = page_by_key(all_views_of(user), request, order=("list_name", "name", "pk"))
    urls = {name: reverse(each.url_name) for name, each in LISTS.items()}
    rows = [(view, f"{urls[view.list_name]}?{view.query}") for view in page.rows]
    return render(request, "cases/saved_views.html", {"page": page, "rows": rows})


def save_view(request: HttpRequest, list_name: str) -> HttpResponse:
    """Keep what the list is narrowed to under a name."""
    user = current_user(request)
    access.require(user.desk.works_on_cases)
    if list_name not in LISTS:
        raise Http404
    url = reverse(LISTS[list_name].url_name)
    query = narrowed_to(list_name, request.GET)
    if not query:
        messages.error(request, "Narrow the list first: a saved view is a set of filters.")
        return redirect(url)
    form = SaveViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        shared = user.desk.casework_agency if form.cleaned_data["is_shared"] else None
        name = form.cleaned_data["name"]
        keep(by=user, list_name=list_name, name=name, query=query, shared_with=shared)
        messages.success(request, f"Saved as {name}.")
        return redirect(f"{url}?{query}")
    found = LISTS[list_name].filters(QueryDict(query), request=request)
    context = {"form": form, "filter": found, "back": f"{url}?{query}", "list_name": list_name}
    return render(request, "cases/saved_views_save.html", context)


@require_POST
def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one's own view."""
    user = current_user(request)
    view = own_view(user, pk)
    if view is None:
        raise Http404
    forget(view, by=user)
    messages.success(request, f"{view.name} is deleted.")
    return redirect("list_views")


def download_list(request: HttpRequest, list_name: str) -> HttpResponseBase:
    """A list as it is narrowed, as CSV or with `?format=xlsx` as Excel; what goes out is logged."""
    user = current_user(request)
    access.require(user.desk.works_on_cases)
    table = LISTS[list_name]
    found = table.filters(request.GET, queryset=table.rows(user), request=request)
    valid = found.form.is_valid()
    narrowed = {
        name: str(value) for name, value in found.form.cleaned_data.items() if value and valid
    }
    record(
        f"{list_name}.downloaded",
        by=user,
        subject=f"list of {ListName(list_name).label.lower()}",
        operation=Operation.DISCLOSURE,
        recipients=[user.get_full_name()],
        changes={"filter": narrowed},
    )
    rows = found.qs.order_by(*table.order).iterator(chunk_size=2000)
    told = (table.row(row) for row in rows)
    if request.GET.get("format") == "xlsx":
        return xlsx_response(
            f"{list_name}.xlsx", [Sheet(ListName(list_name).label, table.columns, told)]
        )
    return csv_response(f"{list_name}.csv", table.columns, told)
