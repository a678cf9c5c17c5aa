"""The action plan's pages: a priority with its targets, steps and progress; the board's paper."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.door import current_user
from accounts.models import User
from audit.models import Operation
from audit.services import record
from cases.access import require
from cases.workflow import StaleVersion
from strategy import access, queries, services
from strategy.forms import EndStepForm, ProgressForm, StepForm, TargetForm
from strategy.models import PlanStep, Priority, Strategy, Target
from strategy.paper import plan_paper
from strategy.views.strategies import changed, initial_of
from ui.downloads import as_file
from ui.forms import Form
from ui.papers import FORMATS


def priority(request: HttpRequest, pk: int) -> HttpResponse:
    """A priority with its plan."""
    user = current_user(request)
    row = access.row_or_404(user, Priority, pk)
    page = queries.priority_page(row, user)
    today = timezone.localdate()
    context = {
        "priority": row,
        "page": page,
        "steps": [
            (step, step.is_overdue(today), access.can_end_step(user, step)) for step in page.steps
        ],
        "may_write": access.can_write_strategy(user),
        "may_report": access.can_report_progress(user, row),
    }
    return render(request, "strategy/priority.html", context)


def add_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is to be reached."""
    user, row = _priority(request, pk, access.can_write_strategy)
    form = TargetForm(request.POST or None)

    def save(said: dict[str, Any]) -> object:
        return services.add_target(row, by=user, **said)

    return _answered(request, row, form, save, "Add a target")


def add_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who will do what."""
    user, row = _priority(request, pk, access.can_write_strategy)
    form = StepForm(request.POST or None)

    def save(said: dict[str, Any]) -> object:
        return services.add_step(row, by=user, **said)

    return _answered(request, row, form, save, "Add a step")


def change_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a target right."""
    user = current_user(request)
    require(access.can_write_strategy(user))
    row = access.row_or_404(user, Target, pk)
    form = TargetForm(request.POST or None, initial=initial_of(row, "wording", "due_on"))
    return changed(request, user, form, row, "Change the target", back=row.priority)


def change_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a step right, or give it to somebody else."""
    user = current_user(request)
    require(access.can_write_strategy(user))
    row = access.row_or_404(user, PlanStep, pk)
    initial = {**initial_of(row, "wording", "due_on"), "owner": row.owner_id}
    form = StepForm(request.POST or None, initial=initial)
    return changed(request, user, form, row, "Change the step", back=row.priority)


def report_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how a priority stands."""
    user = current_user(request)
    row = access.row_or_404(user, Priority, pk)
    require(access.can_report_progress(user, row))
    form = ProgressForm(request.POST or None)

    def save(said: dict[str, Any]) -> object:
        return services.report_progress(row, by=user, **said)

    return _answered(request, row, form, save, "Say how it stands")


def end_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what came of a step."""
    user = current_user(request)
    step = access.row_or_404(user, PlanStep, pk)
    require(access.can_end_step(user, step))
    form = EndStepForm(request.POST or None)

    def save(said: dict[str, Any]) -> object:
        try:
            return services.end_step(step, by=user, **said)
        except StaleVersion:
            form.add_error(None, "Somebody else has said by now what came of it.")
            return step

    return _answered(request, step.priority, form, save, f"End: {step}")


def download_plan(request: HttpRequest, pk: int, *, form: str) -> HttpResponse:
    """The plan of a strategy as a paper for the board."""
    user = current_user(request)
    strategy = access.row_or_404(user, Strategy, pk)
    mime, write = FORMATS[form]
    data = write(plan_paper(strategy, queries.plan_of(strategy, user)))
    record(
        "plan.downloaded",
        by=user,
        subject=f"strategy {pk}",
        operation=Operation.DISCLOSURE,
        changes={"form": form},
    )
    return HttpResponse(data, content_type=mime, headers=as_file(f"action-plan-{pk}.{form}"))


def _priority(request: HttpRequest, pk: int, may: Callable[[User], bool]) -> tuple[User, Priority]:
    user = current_user(request)
    require(may(user))
    return user, access.row_or_404(user, Priority, pk)


def _answered(
    request: HttpRequest,
    row: Priority,
    form: Form,
    save: Callable[[dict[str, Any]], object],
    heading: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        save({name: said for name, said in form.cleaned_data.items() if name != "version"})
        if form.is_valid():
            messages.success(request, "Saved.")
            return redirect("priority", row.pk)
    context = {"form": form, "heading": heading, "back": row}
    return render(request, "strategy/strategy_form.html", context)
