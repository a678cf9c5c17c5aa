"""Exploring recorded crime: one area and kind, month by month, and its numbers as files."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from accounts.door import current_user
from assessment import access
from assessment.explore import TOTAL, Explored, Kind, explore, kinds
from assessment.periods import BadPeriod, FinancialYear
from assessment.pictures.lines import Line, line_of
from assessment.pictures.ward_map import map_png
from places.models import Area
from places.queries import area_named, boroughs_beside, partnership_area, ward_coded
from ui.downloads import as_file, csv_response
from ui.papers.drawing import png_of

MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
HEADER = ("month", "area", "code", "name", "offences", "source")
WARD_HEADER = ("year", "ward_code", "ward", "code", "name", "offences", "source")
MAP = "map"


@require_safe
def explore_crime(request: HttpRequest) -> HttpResponse:
    """One area and kind: trend, heat by month, seasons, and its place among boroughs."""
    access.summaries_door(current_user(request))
    area = _area(request)
    if area is None:
        return render(request, "assessment/explore.html", {"found": None, "kinds": kinds()})
    held = kinds()
    found = _found(request, area, held)
    own = [each for each in found.neighbours if each.is_own]
    context = {
        "found": found,
        "kinds": held,
        "months": MONTHS,
        "beside": list(boroughs_beside(area).defer("boundary")),
        "among": request.GET.getlist("among"),
        "lines": [each for each in lines_of(found).items() if each[1]],
        "place": found.neighbours.index(own[0]) + 1 if own else 0,
        "query": request.GET.urlencode(),
    }
    return render(request, "assessment/explore.html", context)


@require_safe
def explore_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The months as numbers."""
    access.summaries_door(current_user(request))
    found = _found(request, _area_or_404(request), kinds())
    rows: Sequence[Sequence[object]] = [
        (f"{month:%Y-%m}", found.area.name, found.kind.code, found.kind.name, count, found.source)
        for month, count in found.monthly.items()
    ]
    return csv_response(f"{_name(found)}.csv", HEADER, rows)


@require_safe
def explore_wards(request: HttpRequest) -> StreamingHttpResponse:
    """The wards of the year as numbers."""
    access.summaries_door(current_user(request))
    found = _found(request, _area_or_404(request), kinds())
    rows: Sequence[Sequence[object]] = [
        (str(found.year), each.area.code, each.area.name, found.kind.code, found.kind.name,
         each.count, each.source)
        for each in found.wards
    ]  # fmt: skip
    return csv_response(f"{_name(found)}-wards.csv", WARD_HEADER, rows)


@require_safe
def explore_picture(request: HttpRequest, what: str) -> HttpResponse:
    """One of the lines, or the map, as a picture."""
    access.summaries_door(current_user(request))
    found = _found(request, _area_or_404(request), kinds())
    drawn = _picture(found, what)
    if drawn is None:
        raise Http404
    headers = as_file(f"{_name(found)}-{what}.png")
    return HttpResponse(drawn, content_type="image/png", headers=headers)


def _picture(found: Explored, what: str) -> bytes | None:
    if what == MAP:
        wards = found.map
        return map_png(wards) if wards else None
    line = lines_of(found).get(what)
    return png_of(render_to_string("assessment/_line.svg", {"line": line})) if line else None


def lines_of(found: Explored) -> dict[str, Line | None]:
    """The pictures of the page by name."""
    of = f"{found.kind.name}, {found.area.name}"
    monthly = [(f"{month:%b %Y}", float(count)) for month, count in found.monthly.items()]
    return {
        "trend": line_of(f"{of}: each month", monthly, every=max(len(monthly) // 6, 1)),
        "season": line_of(
            f"{of}: the mean of each month", list(zip(MONTHS, found.season, strict=False))
        ),
    }


def _found(request: HttpRequest, area: Area, held: Sequence[Kind]) -> Explored:
    by_code = {each.code: each for each in held}
    kind = by_code.get(request.GET.get("kind", TOTAL), by_code[TOTAL])
    return explore(area, kind, request.GET.getlist("among"), _year(request))


def _year(request: HttpRequest) -> FinancialYear | None:
    try:
        return FinancialYear.parse(request.GET.get("year", ""))
    except BadPeriod:
        return None


def _area(request: HttpRequest) -> Area | None:
    named = request.GET.get("area", "")
    return (area_named(named) or ward_coded(named)) if named else partnership_area()


def _area_or_404(request: HttpRequest) -> Area:
    area = _area(request)
    if area is None:
        raise Http404
    return area


def _name(found: Explored) -> str:
    return f"crime-{found.area.slug}-{found.kind.code.replace('.', '-')}"
