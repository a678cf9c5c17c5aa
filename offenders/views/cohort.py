"""The list of nominals, the page of one, and the measure of all."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.door import current_user
from audit.services import record_reading
from offenders import access, queries
from offenders.filters import NominalFilter
from offenders.forms import MeasureForm
from offenders.measure import Settings
from offenders.models import Nominal
from offenders.services import subject_of
from ui.dates import say_date
from ui.paging import page_by_key

MOST_LEFT_OUT = 50


def list_offenders(request: HttpRequest) -> HttpResponse:
    """Everybody nominated, and everybody in the cohort."""
    user = current_user(request)
    access.require_cohort(user)
    found = NominalFilter(request.GET, queryset=queries.nominals_of(user), request=request)
    page = page_by_key(found.qs, request, order=("-nominated_at", "-pk"))
    context = {"filter": found, "page": page, "today": timezone.localdate()}
    return render(request, "offenders/list_offenders.html", context)


def cohort_measure(request: HttpRequest) -> HttpResponse:
    """Offending of the whole cohort before and since joining, with its definition."""
    user = current_user(request)
    access.require_cohort(user)
    form = MeasureForm(request.GET or {"minimum_days": Settings().minimum_days})
    found = queries.cohort_measure(
        as_of=timezone.localdate(), settings=form.settings(), cohort=form.chosen_cohort()
    )
    context = {
        "form": form,
        "measure": found,
        "left_out": found.left_out[:MOST_LEFT_OUT],
        "more_left_out": len(found.left_out[MOST_LEFT_OUT:]),
    }
    return render(request, "offenders/cohort_measure.html", context)


def offender(request: HttpRequest, reference: str) -> HttpResponse:
    """One nominal: the measure with its definition, offences by date, review."""
    user = current_user(request)
    nominal = access.nominal_or_404(user, reference)
    case = nominal.party.case
    record_reading(user, subject_of(nominal), trail=f"case {case.reference}")
    today = timezone.localdate()
    offences = queries.offences_of(user, nominal)
    context = {
        "nominal": nominal,
        "facts": _facts(nominal),
        "colour": queries.STATUS_COLOURS[nominal.status],
        "rag_colour": queries.RAG_COLOURS[nominal.rag],
        "case": case if queries.sees_case(user, case) else None,
        "offences": offences,
        "measure": queries.measure_of(nominal, offences, as_of=today, settings=Settings()),
        "proven": queries.measure_of(
            nominal, offences, as_of=today, settings=Settings(proven_only=True)
        ),
        "earlier": queries.earlier_nominations(user, nominal),
        "is_overdue": nominal.is_review_overdue(today),
    }
    return render(request, "offenders/offender.html", context)


def _facts(nominal: Nominal) -> list[tuple[str, object]]:
    def said(day: dt.date | None, otherwise: str) -> str:
        return say_date(day) if day else otherwise

    return [
        ("Born", said(nominal.person.date_of_birth, "Not known")),
        ("Cohort", nominal.get_cohort_display() or "None yet"),
        ("Joined", said(nominal.joined_on, "Not joined")),
        ("Lead officer", nominal.lead_officer or "Nobody yet"),
        ("Next review", said(nominal.next_review_on, "None")),
    ]
