"""The figures that section 104 has the relevant bodies publish each year."""

import datetime as dt

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.door import current_user
from cases.access import require
from reviews.queries import YearlyCounts, counts_of, years_with_reviews
from ui.downloads import csv_response

HEADER = (
    "Financial year",
    "Applications received",
    "Times the threshold was not met",
    "Reviews carried out",
    "Reviews with recommendations",
    "Threshold not met, and reviewed anyway",
    "Victims told of their right",
)
MOST_YEARS = 10


def case_review_figures(request: HttpRequest) -> HttpResponse:
    """The figures by financial year, the newest first."""
    user = current_user(request)
    require(bool(user.desk.roles))
    return render(request, "reviews/case_review_figures.html", {"years": _years()})


def download_case_review_figures(request: HttpRequest) -> StreamingHttpResponse:
    """The same as a CSV file."""
    user = current_user(request)
    require(bool(user.desk.roles))
    rows = [(label, *counts.values()) for label, counts in _years()]
    return csv_response("asb-case-reviews.csv", HEADER, rows)


def _years() -> list[tuple[str, YearlyCounts]]:
    years = years_with_reviews(timezone.localdate())[:MOST_YEARS]
    counts = counts_of([(dt.date(year, 4, 1), dt.date(year + 1, 3, 31)) for year in years])
    labels = [f"{year}/{(year + 1) % 100:02d}" for year in years]
    return list(zip(labels, counts, strict=True))
