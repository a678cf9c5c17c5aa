"""What a leaver holds and who takes it; and whom an agency's overdue actions are told to."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.door import current_user
from accounts.models import Agency, User
from audit.services import record_reading
from cases import access, services
from cases.forms.action import ManagerForm
from cases.forms.handover import HandOverForm
from cases.queries.handover import holders, holdings, person_and_agency, receivers
from cases.queries.lists import agencies_with_managers, agency_by_slug
from cases.workflow import StaleVersion
from ui.paging import page_by_key


def list_holders(request: HttpRequest) -> HttpResponse:
    """Everybody who holds open work, and how much of it."""
    user = _keeper(request)
    page = page_by_key(
        holders(user), request, order=("user__family_name", "user__given_name", "pk")
    )
    return render(request, "cases/handover_list.html", {"page": page})


def hand_over_work(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Look at exactly what moves, choose who takes it, confirm."""
    user = _keeper(request)
    found = person_and_agency(pk, slug)
    if found is None:
        raise Http404
    person, agency = found
    held = holdings(person, agency)
    form = HandOverForm(
        request.POST or None,
        person=person,
        agency=agency,
        initial={"looked_at": held.digest},
    )
    if request.method == "POST" and form.is_valid():
        if done := _hand_over(request, person, agency, form):
            return done
        form.data = {**form.data.dict(), "looked_at": held.digest}  # type: ignore[attr-defined]
    record_reading(user, f"user {person.pk}", trail=f"work held for {agency.slug}")
    context = {
        "person": person,
        "agency": agency,
        "held": held,
        "form": form,
        "has_receiver": receivers(person, agency).exists(),
    }
    return render(request, "cases/handover.html", context)


def _hand_over(
    request: HttpRequest, person: User, agency: Agency, form: HandOverForm
) -> HttpResponse | None:
    try:
        moved = services.hand_over_work(
            person, agency, by=current_user(request), **form.cleaned_data
        )
    except StaleVersion:
        messages.error(
            request, "Something of this has just changed. Look again at what moves, then confirm."
        )
        return None
    noun = "1 thing" if moved.count == 1 else f"{moved.count} things"
    messages.success(request, f"{noun} handed over to {form.cleaned_data['to']}.")
    return redirect("list_holders")


def list_managers(request: HttpRequest) -> HttpResponse:
    """Who hears of each agency's overdue actions."""
    user = _keeper(request)
    context = {"agencies": agencies_with_managers(user)}
    return render(request, "cases/handover_managers.html", context)


def choose_manager(request: HttpRequest, slug: str) -> HttpResponse:
    """Name an agency's manager."""
    user = _keeper(request)
    agency = agency_by_slug(slug)
    if agency is None:
        raise Http404
    form = ManagerForm(request.POST or None, agency=agency)
    if request.method == "POST" and form.is_valid():
        services.choose_manager(agency, by=user, **form.cleaned_data)
        messages.success(request, f"{form.cleaned_data['manager']} will hear of them.")
        return redirect("list_managers")
    return render(request, "cases/handover_manager.html", {"form": form, "agency": agency})


def _keeper(request: HttpRequest) -> User:
    user = current_user(request)
    access.require(access.can_hand_over_work(user))
    return user
