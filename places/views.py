"""Pages of places: the wards on a map and in a table, and one area."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.door import current_user
from places import access, queries
from places.maps import draw_map


@require_safe
def list_wards(request: HttpRequest) -> HttpResponse:
    """The partnership's wards of today: a map, and a table that says the same."""
    user = current_user(request)
    if not access.can_view_places(user):
        raise Http404
    wards = list(queries.wards_of_partnership(user))
    return render(request, "places/list_wards.html", {"wards": wards, "map": draw_map(wards)})


@require_safe
def show_area(request: HttpRequest, code: str) -> HttpResponse:
    """One area: what it is, when it existed, who lives there, where it lies."""
    user = current_user(request)
    area = access.area_or_404(user, code)
    context = {
        "area": area,
        "map": draw_map([area]),
        "populations": queries.newest_populations(user, area),
        "parts": queries.current_parts(user, area),
    }
    return render(request, "places/show_area.html", context)
