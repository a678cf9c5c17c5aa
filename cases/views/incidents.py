"""One incident."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.door import current_user
from audit.services import record_reading
from cases.queries.incidents import incident_page, incident_seen_by


def incident(request: HttpRequest, pk: int) -> HttpResponse:
    """Where and when it was, who was told, what it is counted with and which flags it raised."""
    user = current_user(request)
    row = incident_seen_by(user, pk)
    if row is None:
        raise Http404
    record_reading(user, f"case {row.case.reference}", trail=request.path)
    context = {"incident": row, "around": incident_page(row, user)}
    return render(request, "cases/incident.html", context)
