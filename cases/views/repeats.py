"""What keeps coming back: flags, the incidents behind each, and dismissing one."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
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
        "may_count": access.can_decide_repeats(user),
    }
    return render(request, "cases/list_repeats.html", context)


@require_POST
def count_repeats(request: HttpRequest) -> HttpResponse:
    """Count anew now, in the background."""
    user = current_user(request)
    access.require(access.can_decide_repeats(user))
    tasks.nudge_count_repeats()
    messages.success(request, "Repeats are being counted. Look again in a minute.")
    return redirect("list_repeats")


def repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """One flag: the rule, and every incident behind it."""
    user, flag = _flag(request, pk)
    context = {"shown": show(flag), "flag": flag, "may_decide": access.can_decide_repeats(user)}
    return render(request, "cases/repeat.html", context)


def dismiss_repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a flag needs nothing."""
    return _decide(request, pk, DISMISS)


def take_up_repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is done about a flag."""
    return _decide(request, pk, TAKE_UP)


@dataclass(frozen=True)
class Answer:
    """One way to decide on a flag."""

    decide: Callable[..., None]
    verb: str
    question: str
    done: str


READER = "Whoever sees the incidents behind it will read this"
DISMISS = Answer(
    services.dismiss_repeat, "Dismiss", "Why?", "Dismissed. It comes back only with a new incident."
)
TAKE_UP = Answer(
    services.take_up_repeat,
    "Take up",
    "What is done about it?",
    "Taken up. It comes back to you only with a new incident.",
)


def _decide(request: HttpRequest, pk: int, answer: Answer) -> HttpResponse:
    user, flag = _flag(request, pk)
    access.require(access.can_decide_repeats(user))
    form = ReasonForm(request.POST or None, reader=READER, question=answer.question)
    if request.method == "POST" and form.is_valid():
        try:
            answer.decide(flag, by=user, reason=form.cleaned_data["reason"])
            messages.success(request, answer.done)
            return redirect("list_repeats")
        except WrongStatus as refusal:
            form.add_error(None, str(refusal))
    context = {"shown": show(flag), "form": form, "verb": answer.verb}
    return render(request, "cases/repeat_decide.html", context)


def _flag(request: HttpRequest, pk: int) -> tuple[User, RepeatFlag]:
    user = current_user(request)
    flag = repeat_seen_by(user, pk)
    if flag is None:
        raise Http404
    record_reading(user, f"repeat {flag.pk}", trail=request.path)
    return user, flag
