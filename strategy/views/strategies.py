"""The strategy: reading it, and keeping it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.door import current_user
from accounts.models import User
from accounts.queries import current_agencies
from cases.access import require
from cases.workflow import StaleVersion
from strategy import access, queries, services
from strategy.forms import ObjectiveForm, PriorityForm, StrategyForm
from strategy.models import Objective, Priority, Strategy
from ui.forms import Form
from ui.paging import page_by_key
from ui.stale import Theirs, keep_typed

STRATEGIES_A_PAGE = 5


def strategy(request: HttpRequest) -> HttpResponse:
    """Every strategy, the newest first, with its objectives and priorities."""
    user = current_user(request)
    page = page_by_key(
        queries.strategies(user), request, order=("-starts", "-pk"), per_page=STRATEGIES_A_PAGE
    )
    context = {"page": page, "may_write": access.can_write_strategy(user)}
    return render(request, "strategy/strategy.html", context)


def add_strategy(request: HttpRequest) -> HttpResponse:
    """Begin a strategy."""
    user = _writer(request)
    form = StrategyForm(request.POST or None)

    def save(said: dict[str, Any]) -> object:
        return services.add_strategy(by=user, **said)

    return _added(request, form, save, "Begin a strategy")


def add_objective(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an objective."""
    user = _writer(request)
    parent = access.row_or_404(user, Strategy, pk)
    form = ObjectiveForm(request.POST or None)

    def save(said: dict[str, Any]) -> object:
        return services.add_objective(parent, by=user, **said)

    return _added(request, form, save, f"Add an objective to {parent}")


def add_priority(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a priority."""
    user = _writer(request)
    parent = access.row_or_404(user, Objective, pk)
    form = PriorityForm(request.POST or None, agencies=current_agencies())

    def save(said: dict[str, Any]) -> object:
        return services.add_priority(parent, by=user, **said)

    return _added(request, form, save, f"Add a priority to {parent}")


def change_strategy(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a strategy."""
    user = _writer(request)
    row = access.row_or_404(user, Strategy, pk)
    initial = initial_of(row, "title", "starts", "ends", "statement")
    form = StrategyForm(request.POST or None, initial=initial)
    return changed(request, user, form, row, "Change the strategy")


def change_objective(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an objective."""
    user = _writer(request)
    row = access.row_or_404(user, Objective, pk)
    form = ObjectiveForm(request.POST or None, initial=initial_of(row, "title", "text"))
    return changed(request, user, form, row, "Change the objective")


def change_priority(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a priority."""
    user = _writer(request)
    row = access.row_or_404(user, Priority, pk)
    initial = {**initial_of(row, "title", "text"), "agency": row.agency_id}
    form = PriorityForm(request.POST or None, initial=initial, agencies=current_agencies())
    return changed(request, user, form, row, "Change the priority")


def _writer(request: HttpRequest) -> User:
    user = current_user(request)
    require(access.can_write_strategy(user))
    return user


def initial_of(row: Any, *names: str) -> dict[str, Any]:
    """What stands in a form before anything is changed."""
    return {name: getattr(row, name) for name in (*names, "version")}


def _added(
    request: HttpRequest, form: Form, save: Callable[[dict[str, Any]], object], heading: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        said.pop("version")
        messages.success(request, f"{save(said)} is added.")
        return redirect("strategy")
    return render(request, "strategy/strategy_form.html", {"form": form, "heading": heading})


def changed(
    request: HttpRequest, user: User, form: Form, row: Any, heading: str, *, back: Any = None
) -> HttpResponse:
    """Save a change, and go back to the strategy or to the priority `back`; a stale one shows
    theirs beside what was typed."""
    theirs: Theirs = []
    if request.method == "POST" and form.is_valid():
        try:
            services.change_row(row, by=user, **form.cleaned_data)
        except StaleVersion:
            row.refresh_from_db()
            theirs = keep_typed(form, {name: getattr(row, name) for name in form.fields})
        else:
            messages.success(request, f"{row} is changed.")
            return redirect("priority", back.pk) if back else redirect("strategy")
    context = {"form": form, "heading": heading, "theirs": theirs, "back": back}
    return render(request, "strategy/strategy_form.html", context)
