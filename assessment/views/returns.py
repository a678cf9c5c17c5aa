"""Pages of partner returns: blank forms, and what was brought in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.door import current_user
from assessment import access, downloads, queries
from assessment.returns import SERVICES
from ui.downloads import XLSX, as_file
from ui.paging import page_by_key

BLANKS = {
    "xlsx": (XLSX, downloads.blank_return_xlsx),
    "csv": ("text/csv; charset=utf-8", downloads.blank_return_csv),
}


@require_safe
def list_returns(request: HttpRequest) -> HttpResponse:
    """A blank form for each service, and the files brought in."""
    user = current_user(request)
    access.analysts_door(user)
    context = {
        "services": list(SERVICES.values()),
        "page": page_by_key(queries.return_files(user), request, order=("-pk",)),
    }
    return render(request, "assessment/partner_returns.html", context)


@require_safe
def blank_return(request: HttpRequest, service: str, *, form: str) -> HttpResponse:
    """A blank form to send to a service."""
    access.analysts_door(current_user(request))
    if service not in SERVICES:
        raise Http404
    content_type, make = BLANKS[form]
    name = f"{service}.{form}"
    return HttpResponse(make(SERVICES[service]), content_type=content_type, headers=as_file(name))
