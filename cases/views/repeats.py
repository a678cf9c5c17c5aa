"""What keeps coming back: flags, the incidents behind each, and dismissing one."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.door import current_user
from accounts.models import User
from audit.services import record_reading
from cases import access, tasks
from cases.filters import RepeatFilter
from cases.forms.links import ReasonForm
from cases.models import RepeatFlag
from cases.queries.repeat_flags import repeat_seen_by, repeats_of, show
from cases.services import repeats as services
from cases.workflow import WrongStatus
from ui.paging import page_by_key


def list_repeats(request: HttpRequest) -> HttpResponse:
    """The flags that stand, or those dismissed or lapsed."""
    user = current_user(request)
    access.require(user.desk.works_on_cases)
    record_reading(user, "repeats", trail=request.path)
    found = RepeatFilter(request.GET, queryset=repeats_of(user), request=request)
    page = page_by_key(found.qs, request, order=("-raised_at", "-pk"))
    context = {
        "filter": found,
        "page": page,
        "rows": [show(flag) for flag in page.rows],
        "may_count": access.can_dismiss_repeats(user),
    }
    return render(request, "cases/list_repeats.html", context)


@require_POST
def count_repeats(request: HttpRequest) -> HttpResponse:
    """Count anew now, in the background."""
    user = current_user(request)
    access.require(access.can_dismiss_repeats(user))
    transaction.on_commit(tasks.count_repeats.delay, robust=True)
    messages.success(request, "Repeats are being counted. Look again in a minute.")
    return redirect("list_repeats")


def repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """One flag: the rule, and every incident behind it."""
    user, flag = _flag(request, pk)
    context = {"shown": show(flag), "flag": flag, "may_dismiss": access.can_dismiss_repeats(user)}
    return render(request, "cases/repeat.html", context)


def dismiss_repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a flag needs nothing."""
    user, flag = _flag(request, pk)
    access.require(access.can_dismiss_repeats(user))
    form = ReasonForm(
        request.POST or None, reader="Whoever sees the incidents behind it will read this"
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.dismiss_repeat(flag, by=user, reason=form.cleaned_data["reason"])
            messages.success(request, "Dismissed. It comes back only with a new incident.")
            return redirect("list_repeats")
        except WrongStatus as refusal:
            form.add_error(None, str(refusal))
    return render(request, "cases/repeat_dismiss.html", {"shown": show(flag), "form": form})


def _flag(request: HttpRequest, pk: int) -> tuple[User, RepeatFlag]:
    user = current_user(request)
    flag = repeat_seen_by(user, pk)
    if flag is None:
        raise Http404
    record_reading(user, f"repeat {flag.pk}", trail=request.path)
    return user, flag
