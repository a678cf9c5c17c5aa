"""One person and the cases they are in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.door import current_user
from audit.services import record_reading
from cases.queries.parts import cases_of_person, person_seen_by
from cases.queries.repeat_flags import repeats_of_person


def person(request: HttpRequest, reference: str) -> HttpResponse:
    """Who somebody is, and what they are in each case that this person may see."""
    user = current_user(request)
    row = person_seen_by(user, reference)
    if row is None:
        raise Http404
    record_reading(user, f"person {row.reference}")
    context = {
        "person": row,
        "parties": cases_of_person(row, user),
        "repeats": repeats_of_person(row, user),
    }
    return render(request, "cases/person.html", context)
