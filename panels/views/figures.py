"""The panels' own figures: as a page and as a file."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts.door import current_user
from cases.access import require
from panels import access
from panels.forms.figures import FiguresForm
from panels.queries import figures
from panels.queries.meetings import real_panels
from ui.downloads import csv_response

HEADER = ("Figure", "Of", "Value", "Number", "Of how many", "From", "To", "Panel")


def panel_figures(request: HttpRequest) -> HttpResponseBase:
    """Counts of the panels' work in a period; with `as=csv` as a file."""
    user = current_user(request)
    require(access.can_see_panel_figures(user))
    today = timezone.localdate()
    form = FiguresForm(request.GET or {}, panels=real_panels(), today=today)
    if not form.is_valid():
        return render(request, "panels/figures.html", {"form": form})
    said = form.cleaned_data
    period = figures.Period(said["start"], said["end"], said["panel"])
    if request.GET.get("as") == "csv":
        return _as_csv(period)
    query = request.GET.copy()
    query["as"] = "csv"
    context = {
        "form": form,
        "period": period,
        "counts": [
            (name, count(period), figures.definition_of(count)) for name, count in figures.COUNTS
        ],
        "shares": [
            (name, shares(period), figures.definition_of(shares)) for name, shares in figures.SHARES
        ],
        "shifts": figures.risk_first_and_last(period),
        "shifts_definition": figures.definition_of(figures.risk_first_and_last),
        "csv": f"?{query.urlencode()}",
    }
    return render(request, "panels/figures.html", context)


def _as_csv(period: figures.Period) -> HttpResponseBase:
    panel = period.panel.name if period.panel else "Every panel"
    rows = [
        (
            line.figure,
            line.who,
            None if line.value is None else round(line.value, 1),
            line.part,
            line.whole,
            period.start,
            period.end,
            panel,
        )
        for line in figures.all_lines(period)
    ]
    return csv_response(f"panel-figures-{period.start}-{period.end}.csv", HEADER, rows)
