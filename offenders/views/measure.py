"""The measure of the whole cohort: its page and its file."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts.door import current_user
from accounts.models import User
from audit.models import Operation
from audit.services import record
from offenders import access
from offenders.forms.measure import MeasureForm
from offenders.measure_file import measure_csv, measure_xlsx
from offenders.queries.measure import MeasurePage, default_settings, measure_page

MOST_LEFT_OUT = 50


def cohort_measure(request: HttpRequest) -> HttpResponse:
    """Offending of the whole cohort before and since joining, with its definition."""
    _, form, page = _asked(request)
    left_out = page.measure.left_out
    context = {
        "form": form,
        "page": page,
        "measure": page.measure,
        "left_out": left_out[:MOST_LEFT_OUT],
        "more_left_out": len(left_out[MOST_LEFT_OUT:]),
        "query": request.GET.urlencode(),
    }
    return render(request, "offenders/cohort_measure.html", context)


def download_measure(request: HttpRequest) -> HttpResponseBase:
    """The same as a file: references and numbers, no name."""
    user, _, page = _asked(request)
    record("measure.downloaded", by=user, subject="cohort measure", operation=Operation.DISCLOSURE)
    if request.GET.get("format") == "xlsx":
        return measure_xlsx(page)
    return measure_csv(page)


def _asked(request: HttpRequest) -> tuple[User, MeasureForm, MeasurePage]:
    user = current_user(request)
    access.require_cohort(user)
    today: dt.date = timezone.localdate()
    default = default_settings(today)
    form = MeasureForm(request.GET or {"minimum_days": default.minimum_days})
    page = measure_page(as_of=today, settings=form.settings(default), cohort=form.chosen_cohort())
    return user, form, page
