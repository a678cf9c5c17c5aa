"""The list of nominals, and the page of one."""

import datetime as dt
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.door import current_user
from audit.services import record_reading
from offenders import access, queries
from offenders.filters import NominalFilter
from offenders.measure import Measure
from offenders.models import CustodyPeriod, Nominal
from offenders.queries.custody import custody_of
from offenders.queries.measure import default_settings
from offenders.queries.nominals import OffenceLine
from offenders.queries.orders import binding_line, orders_on_person
from offenders.queries.plans import management_of
from ui.dates import say_date
from ui.paging import page_by_key


def list_offenders(request: HttpRequest) -> HttpResponse:
    """Everybody nominated, and everybody in the cohort."""
    user = current_user(request)
    access.require_cohort(user)
    found = NominalFilter(request.GET, queryset=queries.nominals_of(user), request=request)
    page = page_by_key(found.qs, request, order=("-nominated_at", "-pk"))
    context = {"filter": found, "page": page, "today": timezone.localdate()}
    return render(request, "offenders/list_offenders.html", context)


def offender(request: HttpRequest, reference: str) -> HttpResponse:
    """One nominal: the measure with its definition, offences by date, review."""
    user = current_user(request)
    nominal = access.nominal_or_404(user, reference)
    case = nominal.party.case
    record_reading(user, nominal.subject, trail=f"case {case.reference}")
    today = timezone.localdate()
    offences = queries.offences_of(user, nominal)
    custody = custody_of(user, nominal)
    orders = orders_on_person(nominal.person, user)
    context = {
        "nominal": nominal,
        "binding": binding_line(orders, today),
        "facts": _facts(nominal),
        "colour": queries.STATUS_COLOURS[nominal.status],
        "case": case if queries.sees_case(user, case) else None,
        "offences": offences,
        "custody": custody,
        "today": today,
        "in_custody": any(period.released_on is None for period in custody),
        "tabs": queries.nominal_tabs(nominal, "offender"),
        **_measures(nominal, offences, custody, today),
        "earlier": queries.earlier_nominations(user, nominal),
        "is_overdue": nominal.is_review_overdue(today),
    }
    return render(request, "offenders/offender.html", context)


def _measures(
    nominal: Nominal,
    offences: list[OffenceLine],
    custody: list[CustodyPeriod],
    today: dt.date,
) -> dict[str, Measure | None]:
    settings = default_settings(today)
    rows = [line.offence for line in offences]
    ways = {"measure": settings, "proven": replace(settings, proven_only=True)}
    return {
        name: queries.measure_of(nominal, rows, custody, as_of=today, settings=way)
        for name, way in ways.items()
    }


def offender_plan(request: HttpRequest, reference: str) -> HttpResponse:
    """How one nominal is managed: contact, scores, pathways, reviews."""
    user = current_user(request)
    nominal = access.nominal_or_404(user, reference)
    case = nominal.party.case
    record_reading(user, nominal.subject, trail=f"case {case.reference}")
    custody = custody_of(user, nominal)
    context = {
        "nominal": nominal,
        "facts": _facts(nominal),
        "tabs": queries.nominal_tabs(nominal, "offender_plan"),
        "management": management_of(user, nominal, custody),
        "today": timezone.localdate(),
    }
    return render(request, "offenders/offender_plan.html", context)


def _facts(nominal: Nominal) -> list[tuple[str, object]]:
    def said(day: dt.date | None, otherwise: str) -> str:
        return say_date(day) if day else otherwise

    return [
        ("Born", said(nominal.person.date_of_birth, "Not known")),
        ("Cohort", nominal.get_cohort_display() or "None yet"),
        ("Joined", said(nominal.joined_on, "Not joined")),
        ("Lead officer", nominal.lead_officer or "Nobody yet"),
        ("Second officer", nominal.second_officer or "Nobody"),
        ("Next review", said(nominal.next_review_on, "None")),
    ]
