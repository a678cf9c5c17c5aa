"""Victims who are to be told of their right to a review."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from audit.services import record_reading
from cases.access import require
from reviews import access, queries, services
from reviews.forms import TellRightsForm
from reviews.services import Refused
from ui.paging import count_up_to, page_by_key


def list_rights(request: HttpRequest) -> HttpResponse:
    """Who has reported twice in six months and has not been told of their right."""
    user = current_user(request)
    require(user.desk.works_on_cases)
    rows = queries.to_be_told(user, timezone.localdate())
    context = {"page": page_by_key(rows, request, order=("pk",)), "number": count_up_to(rows)}
    return render(request, "reviews/list_rights.html", context)


def tell_rights(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a victim was told."""
    user = current_user(request)
    party = access.harmed_or_404(user, pk)
    require(access.can_tell_rights(user, party.case))
    record_reading(user, f"case {party.case.reference}", trail=f"person {party.person.reference}")
    today = timezone.localdate()
    said_by = f"{user.get_full_name()}, {user.desk.casework_agency}"
    form = TellRightsForm(request.POST or None, initial={"told_on": today, "told_by": said_by})
    if request.method == "POST" and form.is_valid():
        try:
            services.tell_rights(party, by=user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, "Recorded that they were told.")
            return redirect("list_rights")
    return render(request, "reviews/tell_rights.html", {"form": form, "party": party})
