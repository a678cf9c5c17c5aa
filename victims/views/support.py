"""The list of referrals for support, the page of one, and what moves it on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.door import current_user
from audit.services import record_reading
from cases.queries.settings import setting
from ui.paging import page_by_key
from victims import access, queries, services
from victims.filters import SupportFilter
from victims.forms import CloseSupportForm, DeclineSupportForm
from victims.models import SupportReferral
from victims.pages import service_frame, victim_frame
from victims.services.trail import subject_of, trail_of
from victims.views.answers import answer_form
from victims.workflow import WrongStatus


def list_victims(request: HttpRequest) -> HttpResponse:
    """Everyone referred to the reader's victim service."""
    user = current_user(request)
    access.require_support(user)
    found = SupportFilter(request.GET, queryset=queries.support_list(user), request=request)
    page = page_by_key(found.qs, request, order=("-referred_at", "-pk"))
    context = {
        **service_frame(user, "list_victims"),
        "filter": found,
        "page": page,
        "today": timezone.localdate(),
    }
    return render(request, "victims/list_victims.html", context)


def victim(request: HttpRequest, reference: str) -> HttpResponse:
    """One referral: the clock, consent, plan, and every attempt at contact."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    record_reading(user, subject_of(referral), trail=trail_of(referral))
    consent, survey = queries.current_consent(referral), queries.survey_of(referral)
    today = timezone.localdate()
    must_decide = referral.is_open and referral.tries >= setting("support_attempts", today)
    context = {
        **victim_frame(referral, "victim"),
        "facts": _facts(referral),
        "consent": consent,
        "survey": survey,
        "steps": queries.next_steps(
            user, referral, consent=consent, survey=survey, must_decide=must_decide
        ),
        "must_decide": must_decide,
        "wishes": queries.wishes_of(user, referral),
        "planned": queries.planned_for(user, referral),
        "attempts": queries.attempts_of(user, referral),
        "goals": queries.goals_of(user, referral),
        "outcomes": queries.outcomes_of(user, referral),
        "colour": queries.STATUS_COLOURS[referral.status],
        "today": today,
        "waited": referral.working_days_waiting(today),
        "is_overdue": referral.is_overdue(today),
    }
    return render(request, "victims/victim.html", context)


@require_POST
def take_support(request: HttpRequest, reference: str) -> HttpResponse:
    """Become the worker of a referral."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    try:
        services.take_support(referral, by=user)
    except WrongStatus as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{referral.reference} is yours.")
    return redirect("victim", referral.reference)


def close_support(request: HttpRequest, reference: str) -> HttpResponse:
    """End support, with its outcomes."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    measured = queries.measured_outcomes(user, referral)
    form = CloseSupportForm(request.POST or None, initial=measured)

    def save() -> None:
        services.close_support(referral, by=user, **form.said())

    return answer_form(
        request, referral, form, save, template="close_support.html", done="Support is closed."
    )


def decline_support(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that a referral does not come to support."""
    user = current_user(request)
    referral = access.support_or_404(user, reference)
    form = DeclineSupportForm(request.POST or None)

    def save() -> None:
        services.decline_support(referral, by=user, **form.cleaned_data)

    return answer_form(
        request, referral, form, save, template="decline_support.html", done="The reason is noted."
    )


def _facts(referral: SupportReferral) -> list[tuple[str, object]]:
    return [
        ("In the case", referral.party.get_role_display() if referral.party else "No case"),
        ("Service", referral.provider),
        ("Worker", referral.worker or "Nobody yet"),
    ]
