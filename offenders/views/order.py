"""One order or warning: its page, and what happens to it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from cases.views.answers import answer_form
from offenders import access, services
from offenders.forms.orders import (
    BreachForm,
    DecideBreachForm,
    EndOrderForm,
    EndTermForm,
    ExtendForm,
    ReviewOrderForm,
    ServeForm,
    TermForm,
)
from offenders.models import Order
from offenders.queries import orders as queries
from offenders.queries.zones import ward_map
from offenders.views.stale import not_stale, possible
from places.maps import AreaMap
from ui.forms import Form


def order(request: HttpRequest, reference: str) -> HttpResponse:
    """An order with its terms, its history, its breaches, and what may be done next."""
    user, row = _read(request, reference)
    today = timezone.localdate()
    context = {
        "order": row,
        "case": row.party.case,
        "page": queries.order_page(row, user, today),
        "facts": queries.order_facts(row),
        "today": today,
    }
    return render(request, "offenders/order.html", context)


def _read(request: HttpRequest, reference: str) -> tuple[User, Order]:
    user = current_user(request)
    row = access.order_or_404(user, reference)
    trail = f"case {row.party.case.reference}"
    record_reading(user, f"order {row.reference}", trail=trail)
    return user, row


def _answer(
    request: HttpRequest,
    row: Order,
    form: Form,
    save: Callable[[], object],
    *,
    heading: str,
    submit: str,
    done: str,
    intro: str = "",
    map: AreaMap | None = None,
) -> HttpResponse:
    words = {"heading": heading, "submit": submit, "intro": intro, "map": map}
    return answer_form(
        request,
        form,
        save,
        back=reverse("order", args=[row.reference]),
        template="offenders/order_form.html",
        context={"order": row, **words},
        done=done,
    )


def serve_order(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that an order was served."""
    user, row = _read(request, reference)
    form = ServeForm(request.POST or None, initial={"version": row.version})

    def save() -> None:
        services.serve_order(row, by=user, **form.cleaned_data)

    guarded = not_stale(form, row, ("served_on", "served_how", "expires_on"), save)
    return _answer(
        request, row, form, guarded, heading="Record service", submit="Save", done="Served."
    )


def extend_order(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that an order runs longer."""
    user, row = _read(request, reference)
    form = ExtendForm(request.POST or None, initial={"version": row.version})

    def save() -> None:
        services.extend_order(row, by=user, **form.cleaned_data)

    guarded = not_stale(form, row, ("expires_on", "served_on"), save)
    return _answer(request, row, form, guarded, heading="Extend", submit="Extend", done="Extended.")


def review_order(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that an order was looked at."""
    user, row = _read(request, reference)
    form = ReviewOrderForm(request.POST or None)

    def save() -> None:
        services.review_order(row, by=user, **form.cleaned_data)

    guarded = possible(form, save)
    return _answer(
        request, row, form, guarded, heading="Record a review", submit="Save", done="Reviewed."
    )


def end_order(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that an order was discharged, withdrawn or quashed."""
    user, row = _read(request, reference)
    form = EndOrderForm(request.POST or None)

    def save() -> None:
        services.end_order(row, by=user, **form.cleaned_data)

    guarded = possible(form, save)
    return _answer(
        request,
        row,
        form,
        guarded,
        heading="Discharge or withdraw",
        submit="Save",
        done="It binds nobody any more.",
        intro="What ends by itself on its last day needs nothing here.",
    )


def add_order_term(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a term, as made or by a variation."""
    user, row = _read(request, reference)
    form = TermForm(
        request.POST or None,
        wards=queries.wards_to_choose(user),
        initial={"begins_on": row.made_on},
    )

    def save() -> None:
        services.add_term(row, by=user, **form.cleaned_data)

    guarded = possible(form, save)
    return _answer(
        request,
        row,
        form,
        guarded,
        heading="Add a term",
        submit="Add the term",
        done="Added.",
        map=ward_map(user),
    )


def end_order_term(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take out a term by a variation."""
    user, row = _read(request, reference)
    term = access.term_or_404(user, row, pk)
    form = EndTermForm(request.POST or None, initial={"version": term.version})

    def save() -> None:
        services.end_term(term, by=user, **form.cleaned_data)

    guarded = not_stale(form, term, ("ended_on", "end_reason"), save)
    return _answer(
        request, row, form, guarded, heading="Take out a term", submit="Take it out",
        done="Taken out.", intro=f"{term.get_kind_display()}: {term.text}",
    )  # fmt: skip


def record_breach(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a breach as alleged."""
    user, row = _read(request, reference)
    form = BreachForm(request.POST or None)

    def save() -> None:
        services.record_breach(row, by=user, **form.cleaned_data)

    guarded = possible(form, save)
    return _answer(
        request, row, form, guarded, heading="Record a breach", submit="Record the breach",
        done="Breach recorded.", intro=f"A breach is: {row.power.breach_is}.",
    )  # fmt: skip


def decide_breach(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record what came of a breach."""
    user, row = _read(request, reference)
    breach = access.breach_or_404(user, row, pk)
    form = DecideBreachForm(request.POST or None)

    def save() -> None:
        services.decide_breach(breach, by=user, **form.cleaned_data)

    guarded = possible(form, save)
    return _answer(
        request, row, form, guarded, heading="Record the outcome of a breach", submit="Save",
        done="Outcome recorded.", intro=breach.description,
    )  # fmt: skip
